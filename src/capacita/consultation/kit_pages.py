"""The pages of the kit: plain HTML with its print style inside, and plain text."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from capacita.consultation.kit_texts import KitPart, KitTexts
from capacita.vocabulary import direction_of

_STYLE: Final = """
body{font:12pt/1.5 Georgia,"Noto Serif","Noto Naskh Arabic",serif;color:#1b1b1b;background:#fff;max-width:44rem;
margin:2rem auto;padding-inline:1rem}
h1{font-size:1.8em;line-height:1.2}h2{font-size:1.25em;margin-block:1.6em .4em;border-block-start:1px solid #767676;
padding-block-start:.6em}
li{margin-block:.3em}table{border-collapse:collapse;inline-size:100%}
th,td{border:1px solid #767676;padding:.4em .6em;text-align:start;vertical-align:top}
.line{border-block-end:1px solid #767676;block-size:1.8em}.notice{margin-block-start:2.5em;font-size:.9em}
@media print{body{margin:0;max-width:none;padding:0}h2,tr,section.sheet{break-inside:avoid}h2{break-after:avoid}
@page{size:A4;margin:18mm}}
"""
_LINES: Final = 3  # ruled lines under each field of the note template
_WIDTH: Final = 78


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow:
    """One line of the draft that is handed out."""

    code: str
    title: str
    statement: str
    heading: bool = False


def write_briefing(texts: KitTexts, title: str, notice: str) -> str:
    """Return the facilitator's briefing as a page."""
    contents = "".join(f'<li><a href="#{escape(part.code)}">{escape(part.title)}</a></li>' for part in texts.parts)
    parts = "".join(_write_part(part) for part in texts.parts)
    return _page(title, f"<nav><ol>{contents}</ol></nav>{parts}", notice, texts.language)


def write_draft(title: str, version: str, rows: Sequence[DraftRow], notice: str, language: str) -> str:
    """Return the draft as a page to hand out: code, name and sentence of each item."""
    body = "".join(
        f'<tr><th scope="row">{escape(row.code)}</th>'
        f"<td><strong>{escape(row.title)}</strong></td><td>{escape(row.statement)}</td></tr>"
        for row in rows
    )
    head = '<tr><th scope="col">Code</th><th scope="col">Name</th><th scope="col">In one sentence</th></tr>'
    table = f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"
    return _page(title, f"<p>Version {escape(version)}</p>{table}", notice, language)


def write_notes(texts: KitTexts, code: str, title: str, notice: str) -> str:
    """Return the note-taking template: each bullet of the part with this code becomes a field with ruled lines."""
    part = next((part for part in texts.parts if part.code == code), None)
    if part is None:
        return _page(title, f"<h2>Notes</h2>{_ruled(20)}", notice, texts.language)
    fields = "".join(f'<section class="sheet"><p>{escape(text)}</p>{_ruled(_LINES)}</section>' for text in part.bullets)
    opening = "".join(f"<p>{escape(text)}</p>" for text in part.paragraphs)
    return _page(title, f"<h2>{escape(part.title)}</h2>{opening}{fields}", notice, texts.language)


def write_plain(texts: KitTexts, title: str, notice: str) -> str:
    """Return the briefing as plain text of 78 columns."""
    lines = [title, "=" * len(title), ""]
    for part in texts.parts:
        lines.extend([part.title, "-" * len(part.title), ""])
        for paragraph in part.paragraphs:
            lines.extend([textwrap.fill(paragraph, _WIDTH), ""])
        lines.extend(
            textwrap.fill(bullet, _WIDTH, initial_indent="  - ", subsequent_indent="    ") for bullet in part.bullets
        )
        if part.bullets:
            lines.append("")
    lines.extend([textwrap.fill(notice, _WIDTH), ""])
    return "\n".join(lines)


def _write_part(part: KitPart) -> str:
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in part.paragraphs)
    bullets = "".join(f"<li>{escape(text)}</li>" for text in part.bullets)
    shown = f"<ul>{bullets}</ul>" if bullets else ""
    return f'<section id="{escape(part.code)}"><h2>{escape(part.title)}</h2>{paragraphs}{shown}</section>'


def _ruled(count: int) -> str:
    return '<div class="line"></div>' * count


def _page(title: str, body: str, notice: str, language: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="{language}" dir="{direction_of(language)}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><main><h1>{escape(title)}</h1>{body}</main>"
        f'<footer class="notice"><p>{escape(notice)}</p></footer></body></html>\n'
    )
