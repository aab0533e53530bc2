"""The pages of the kit: plain HTML with its print style inside, and plain text."""

import textwrap
from collections.abc import Sequence
from html import escape
from typing import Final

from capacita.consultation.kit.contents import (
    AGENDA_PART,
    NOTES_PART,
    DraftRow,
    KitAgenda,
    KitConsent,
    KitContents,
)
from capacita.consultation.kit.texts import KitPart
from capacita.sheets import Table
from capacita.vocabulary import direction_of

_STYLE: Final = """
body{font:12pt/1.5 Georgia,"Noto Serif","Noto Naskh Arabic","Noto Serif CJK SC","Songti SC",SimSun,serif;color:#1b1b1b;
background:#fff;max-width:44rem;margin:2rem auto;padding-inline:1rem}
h1{font-size:1.8em;line-height:1.2}h2{font-size:1.25em;margin-block:1.6em .4em;border-block-start:1px solid #767676;
padding-block-start:.6em}
a{color:#0f4c5c}li{margin-block:.3em}table{border-collapse:collapse;inline-size:100%;margin-block:.8em}
caption{text-align:start;font-weight:bold;padding-block:.4em}.wide{overflow-x:auto}
th,td{border:1px solid #767676;padding:.4em .6em;text-align:start;vertical-align:top;overflow-wrap:anywhere}
td.room{block-size:2.2em}tr.pause{background:#f1eee5}.columns{columns:16rem}
.line{border-block-end:1px solid #767676;block-size:1.8em}.notice{margin-block-start:2.5em;font-size:.9em}
.box{list-style:none;padding:0}.box li::before{content:"\\2610";margin-inline-end:.6em}
.machine{border-inline-start:4px solid #b5482a;padding-inline-start:.8em}
:lang(ar){line-height:1.8}
@media print{body{margin:0;max-width:none;padding:0}h2,tr,section.sheet{break-inside:avoid}h2{break-after:avoid}
.wide{overflow:visible}@page{size:A4;margin:18mm}}
"""
_LINES: Final = 3  # ruled lines under each field of the note template
_WIDTH: Final = 78
_BLANK_ROWS: Final = 14  # of a table of the form that has none of its own
# What is written by hand; the rest is asked for in the workbook and in the Word form alone.
_BY_HAND: Final = frozenset(
    "column." + code
    for code in [
        "question",
        "answer",
        "counted",
        "group",
        "number",
        "item",
        "verdict",
        "said",
        "reason",
        "priority",
        "quote",
        "rank",
        "competency",
        "meaning",
        "why",
        "title",
        "shows",
        "where",
        "shared",
        "words",
    ]
)


def write_briefing(contents: KitContents) -> str:
    """Return the facilitator's briefing as a page, with the agenda in its place."""
    texts = contents.texts
    links = "".join(f'<li><a href="#{escape(part.code)}">{escape(part.title)}</a></li>' for part in texts.parts)
    parts = "".join(
        _write_part(part, _write_agenda(contents.agenda) if part.code == AGENDA_PART else "") for part in texts.parts
    )
    call = f"<h2>{escape(texts.say('call'))}</h2><p>{escape(contents.call)}</p>" if contents.call else ""
    nav = f'<nav aria-label="{escape(texts.say("contents"))}"><ol>{links}</ol></nav>'
    return _page(contents, contents.title, f"{call}{nav}{parts}")


def write_draft(contents: KitContents) -> str:
    """Return the draft as a page to hand out: code, name and sentence of each item."""
    say = contents.texts.say
    body = "".join(_draft_row(row, contents.language) for row in contents.framework.rows)
    head = "".join(f'<th scope="col">{escape(say(word))}</th>' for word in ("code", "name", "sentence"))
    table = (
        f"<table><caption>{escape(say('extract'))}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
    version = f"<p>{escape(say('version'))}: {escape(contents.framework.version)}</p>"
    return _page(contents, contents.draft_title, version + table)


def write_brochure(contents: KitContents) -> str:
    """Return the framework in two pages."""
    say, brochure = contents.texts.say, contents.brochure
    what = "".join(f"<p>{escape(text)}</p>" for text in brochure.what)
    uses = "".join(f"<li>{escape(text)}</li>" for text in brochure.uses)
    body = (
        f"<p><strong>{escape(contents.draft_title)}</strong></p>"
        f"<h2>{escape(say('brochure_what'))}</h2>{what}"
        f"<h2>{escape(say('brochure_parts'))}</h2><p>{escape(brochure.counts)}</p>{_write_tree(contents)}"
        f"<h2>{escape(say('brochure_use'))}</h2><ul>{uses}</ul>"
        f"<h2>{escape(say('brochure_change'))}</h2><p>{escape(brochure.change)}</p>"
        f"<h2>{escape(say('brochure_cite'))}</h2><p>{escape(brochure.cite)}</p>"
    )
    return _page(contents, brochure.title, body)


def write_consent(contents: KitContents) -> str:
    """Return the consent, to be read aloud and ticked."""
    consent: KitConsent = contents.consent
    kept = "".join(f"<li>{escape(text)}</li>" for text in consent.kept)
    choices = "".join(f"<li>{escape(text)}</li>" for text in consent.choices)
    levels = "".join(f"<li><strong>{escape(name)}</strong>: {escape(told)}</li>" for name, told in consent.registered)
    body = (
        f"<p><strong>{escape(contents.title)}</strong></p><p>{escape(consent.free)}</p>"
        f"<h2>{escape(consent.kept_title)}</h2><ul>{kept}</ul>"
        f'<h2>{escape(consent.choices_title)}</h2><ul class="box">{choices}</ul><p>{escape(consent.default)}</p>'
        f"<h2>{escape(consent.registered_title)}</h2><ul>{levels}</ul>"
    )
    return _page(contents, contents.texts.say("consent"), body)


def write_notes(contents: KitContents) -> str:
    """Return the note sheet: each bullet of its part becomes a field with ruled lines."""
    part = contents.part(NOTES_PART)
    if part is None:
        return _page(contents, contents.title, f"<h2>{escape(contents.texts.say('notes_group'))}</h2>{_ruled(20)}")
    fields = "".join(f'<section class="sheet"><p>{escape(text)}</p>{_ruled(_LINES)}</section>' for text in part.bullets)
    opening = "".join(f"<p>{escape(text)}</p>" for text in part.paragraphs)
    heading = f"<p><strong>{escape(contents.title)}</strong></p>"
    return _page(contents, part.title, heading + opening + fields)


def write_form(contents: KitContents) -> str:
    """Return the output template as a form to fill in by hand, with lines to write on."""
    say = contents.texts.say
    intro = f"<p>{escape(say('form_intro'))}</p>"
    tables = "".join(_write_table(table, contents) for table in contents.tables)
    return _page(contents, say("form"), f"<p><strong>{escape(contents.title)}</strong></p>{intro}{tables}")


def columns_by_hand(table: Table) -> list[int]:
    """Return which columns of a table of the sheet are worth writing by hand, by their number."""
    return [place for place, code in enumerate(table.codes) if f"column.{code}" in _BY_HAND]


def write_plain(contents: KitContents) -> str:
    """Return the briefing as plain text of 78 columns."""
    title = contents.title
    lines = [title, "=" * len(title), ""]
    if contents.machine:
        lines.extend([textwrap.fill(contents.machine, _WIDTH), ""])
    if contents.call:
        lines.extend([textwrap.fill(contents.call, _WIDTH), ""])
    for part in contents.texts.parts:
        lines.extend([part.title, "-" * len(part.title), ""])
        for paragraph in part.paragraphs:
            lines.extend([textwrap.fill(paragraph, _WIDTH), ""])
        lines.extend(
            textwrap.fill(bullet, _WIDTH, initial_indent="  - ", subsequent_indent="    ") for bullet in part.bullets
        )
        if part.bullets:
            lines.append("")
        if part.code == AGENDA_PART:
            lines.extend([*_plain_agenda(contents.agenda), ""])
    lines.extend([textwrap.fill(contents.notice, _WIDTH), ""])
    return "\n".join(lines)


def _plain_agenda(agenda: KitAgenda) -> list[str]:
    lines = [agenda.title, *([agenda.warning] if agenda.warning else []), *agenda.groups]
    lines.extend(f"  {line.starts}  {line.minutes:>4}  {line.title}" for line in agenda.lines)
    return lines


def _write_part(part: KitPart, more: str) -> str:
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in part.paragraphs)
    bullets = "".join(f"<li>{escape(text)}</li>" for text in part.bullets)
    shown = f"<ul>{bullets}</ul>" if bullets else ""
    return f'<section id="{escape(part.code)}"><h2>{escape(part.title)}</h2>{paragraphs}{shown}{more}</section>'


def _write_agenda(agenda: KitAgenda) -> str:
    head = "".join(f'<th scope="col">{escape(word)}</th>' for word in agenda.columns)
    rows = "".join(
        f'<tr{" class=pause" if line.pause else ""}><th scope="row"><bdi>{line.starts}</bdi></th><td>{escape(line.minutes)}</td>'
        f"<td><strong>{escape(line.title)}</strong><br>{escape(line.does)}</td></tr>"
        for line in agenda.lines
    )
    warning = f'<p class="machine"><strong>{escape(agenda.warning)}</strong></p>' if agenda.warning else ""
    groups = "".join(f"<p>{escape(text)}</p>" for text in agenda.groups)
    return (
        f"{warning}{groups}<table><caption>{escape(agenda.title)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _draft_row(row: DraftRow, language: str) -> str:
    spoken = _marked(row.language, language)
    return (
        f'<tr><th scope="row">{escape(row.code)}</th>'
        f"<td{spoken}><strong>{escape(row.title)}</strong></td><td{spoken}>{escape(row.statement)}</td></tr>"
    )


def _write_tree(contents: KitContents) -> str:
    """Return the names of a framework as a list: competencies under their domains, attitudes at the end."""
    shown: list[str] = []
    for row in contents.framework.rows:
        spoken = _marked(row.language, contents.language)
        name = f"<bdi{spoken}>{escape(' '.join(part for part in (row.code, row.title) if part))}</bdi>"
        shown.append(f"<li><strong>{name}</strong></li>" if row.heading else f"<li>{name}</li>")
    return f'<ul class="columns">{"".join(shown)}</ul>'


def _write_table(table: Table, contents: KitContents) -> str:
    places = columns_by_hand(table)
    head = "".join(f'<th scope="col">{escape(table.columns[place])}</th>' for place in places)
    hints = "".join(
        f"<p>{escape(table.columns[place])}: "
        + escape(contents.texts.say("form_choose", choices=" · ".join(table.choices[place].values)))
        + "</p>"
        for place in places
        if place in table.choices and table.codes[place] not in ("item", "speaker")
    )
    rows: Sequence[Sequence[object]] = table.rows or [("",) * len(table.columns)] * _BLANK_ROWS
    body = "".join("<tr>" + "".join(_form_cell(row[place]) for place in places) + "</tr>" for row in rows)
    return (
        f'<section><h2>{escape(table.name)}</h2>{hints}<div class="wide" role="region" tabindex="0" '
        f'aria-label="{escape(table.name)}"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div></section>'
    )


def _form_cell(cell: object) -> str:
    words = "" if cell is None else str(cell)
    return f"<td>{escape(words)}</td>" if words else '<td class="room"></td>'


def _ruled(count: int) -> str:
    return '<div class="line"></div>' * count


def _marked(language: str, around: str) -> str:
    if not language or language.split("-", maxsplit=1)[0] == around.split("-", maxsplit=1)[0]:
        return ""
    return f' lang="{escape(language)}" dir="{direction_of(language)}"'


def _page(contents: KitContents, title: str, body: str) -> str:
    language = contents.language
    machine = f'<p class="machine">{escape(contents.machine)}</p>' if contents.machine else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{language}" dir="{direction_of(language)}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><main><h1>{escape(title)}</h1>{machine}{body}</main>"
        f'<footer class="notice"><p>{escape(contents.notice)}</p></footer></body></html>\n'
    )
