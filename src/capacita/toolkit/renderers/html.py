"""The toolkit as one page that needs nothing else: headings in order, tables with headers, charts as SVG.

Every number is a link to the stop behind it, in the list at the end; the first place where a number stands carries
its identifier as an anchor.
"""

from datetime import date
from functools import cache
from html import escape
from importlib.resources import files

from capacita.toolkit.document import (
    Agenda,
    Block,
    Bullets,
    Chart,
    Checklist,
    Heading,
    Ladder,
    Line,
    Note,
    Paragraph,
    Run,
    SourceList,
    Table,
    ToolkitDocument,
)
from capacita.toolkit.drawing import domain_class, draw_glyph, draw_weave
from capacita.toolkit.renderers.marks import draw_chart, number_table
from capacita.vocabulary import TrailKind, direction_of, spell_day


def render(document: ToolkitDocument) -> bytes:
    """Return the toolkit as a standalone HTML page."""
    return _Page(document).write().encode("utf-8")


@cache
def _sheet() -> str:
    return files("capacita.toolkit.renderers").joinpath("toolkit.css").read_text(encoding="utf-8")


class _Page:
    """One page being written; it remembers which numbers already have their anchor."""

    def __init__(self, document: ToolkitDocument) -> None:
        self.document = document
        self.numbers = number_table(document)
        self.anchored: set[str] = set()

    def write(self) -> str:
        """Return the whole page."""
        document, words = self.document, self.document.words
        body = "".join(
            f'<section aria-labelledby="{section.id}"><h2 id="{section.id}">{escape(section.title)}</h2>'
            + "".join(self.block(block) for block in section.blocks)
            + "</section>"
            for section in document.sections
        )
        contents = "".join(
            f'<li><a href="#{section.id}">{escape(section.title)}</a></li>' for section in document.sections
        )
        return (
            f'<!doctype html>\n<html lang="{document.language}" dir="{document.direction}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width,initial-scale=1">'
            f"<title>{escape(document.title)}</title>"
            f'<meta name="generator" content="Capacita"><style>{_sheet()}</style></head><body>'
            f'<a class="skip" href="#summary">{escape(words["RENDER_SKIP"])}</a>'
            f"{draw_weave(document.direction)}"
            f'<div class="wrap">{self.cover()}<nav class="contents" aria-labelledby="contents">'
            f'<h2 id="contents" class="no-break">{escape(words["RENDER_CONTENTS"])}</h2><ol>{contents}</ol></nav>'
            f"<main>{body}{self.trail()}</main>"
            f"<footer><p>{escape(document.notice)}</p></footer></div></body></html>\n"
        )

    def cover(self) -> str:
        """Return the head of the page, with the one first-order heading."""
        document, words = self.document, self.document.words
        facts = (
            (words["RENDER_DATE"], spell_day(date.fromisoformat(document.date), document.language)),
            (words["RENDER_VERSION"], document.framework_version),
            (words["RENDER_LICENCE"], document.licence),
        )
        lines = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in facts)
        return (
            f'<header class="cover"><h1>{escape(document.title)}</h1>'
            f'<p class="subtitle">{escape(document.subtitle)}</p><dl>{lines}</dl></header>'
        )

    def line(self, line: Line) -> str:
        """Return a line with its numbers."""
        return "".join(self.run(run) for run in line)

    def run(self, run: Run) -> str:
        """Return a piece of a line."""
        if run.number is not None:
            return self.number(run.number)
        shown = escape(run.text)
        if run.language:
            shown = f'<span lang="{run.language}" dir="{direction_of(run.language)}">{shown}</span>'
        if run.address:
            shown = f'<a href="{escape(run.address)}">{shown}</a>'
        return f"<strong>{shown}</strong>" if run.strong else shown

    def number(self, identifier: str) -> str:
        """Return a number as a link to what it was made from."""
        number = self.numbers[identifier]
        anchor = "" if identifier in self.anchored else f' id="n-{identifier}"'
        self.anchored.add(identifier)
        target = _anchor(number.made_from[0]) if number.made_from else ""
        return (
            f'<a class="{"num words" if number.value is None else "num"}"{anchor} data-number="{identifier}" href="#{target}" '
            f'title="{escape(number.label)}">{escape(number.shown)}</a>'
        )

    def block(self, block: Block) -> str:
        """Return a block."""
        match block:
            case Heading():
                return f'<h3 id="{block.id}">{self.line(block.runs)}</h3>'
            case Paragraph():
                return f"<p>{self.line(block.runs)}</p>"
            case Bullets():
                name = "ol" if block.ordered else "ul"
                entries = "".join(f"<li>{self.line(entry)}</li>" for entry in block.entries)
                return f"<{name}>{entries}</{name}>"
            case Table():
                return self.table(block)
            case Chart():
                return self.chart(block)
            case Ladder():
                return self.ladder(block)
            case Note():
                return f'<div class="note {block.note.value}"><p>{self.line(block.runs)}</p></div>'
            case Checklist():
                return self.checklist(block)
            case Agenda():
                return self.agenda(block)
            case SourceList():
                return self.sources(block)

    def table(self, table: Table) -> str:
        """Return a table that scrolls by itself where it is wider than the page."""
        head = "".join(
            f'<th scope="col"{_numeric(table, place)}>{escape(words)}</th>' for place, words in enumerate(table.header)
        )
        rows = "".join(
            "<tr>"
            + "".join(
                f'<th scope="row">{self.line(cell)}</th>'
                if place == 0
                else f"<td{_numeric(table, place)}>{self.line(cell)}</td>"
                for place, cell in enumerate(row)
            )
            + "</tr>"
            for row in table.rows
        )
        return (
            f'<div class="scroll" role="region" tabindex="0" aria-labelledby="{table.id}-caption"><table id="{table.id}">'
            f'<caption id="{table.id}-caption">{escape(table.caption)}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
        )

    def chart(self, chart: Chart) -> str:
        """Return a chart twice, wide and narrow; the style sheet shows the one that fits."""
        simulated = f"{escape(self.document.words['RENDER_SIMULATED'])}. " if chart.simulated else ""
        wide = draw_chart(self.document, chart, self.numbers)
        narrow = draw_chart(self.document, chart, self.numbers, narrow=True)
        return (
            f'<figure id="{chart.id}"><h3>{escape(chart.title)}</h3><div class="wide">{wide}</div>'
            f'<div class="narrow">{narrow}</div>'
            f"<figcaption>{simulated}{escape(chart.description)}</figcaption></figure>"
        )

    def ladder(self, ladder: Ladder) -> str:
        """Return a competency on its card."""
        rungs = "".join(
            f'<li class="{"need" if rung.needed else "rung"}"><b>{escape(rung.title)}</b>{self.line(rung.text)}'
            + (f"<small>{escape(ladder.needed_words)}</small>" if rung.needed else "")
            + "</li>"
            for rung in ladder.rungs
        )
        levels = f'<ol class="ladder">{rungs}</ol>' if rungs else ""
        return (
            f'<article class="card {domain_class(ladder.domain)}" aria-labelledby="{ladder.id}">'
            f'<p class="kicker">{draw_glyph(ladder.domain)}{escape(ladder.domain_title)} · {escape(ladder.code)}</p>'
            f'<h3 id="{ladder.id}">{self.line(ladder.title)}</h3><p>{self.line(ladder.statement)}</p>'
            f'<p class="facts">{self.line(ladder.facts)}</p>{levels}</article>'
        )

    def checklist(self, checklist: Checklist) -> str:
        """Return a checklist with room for answers."""
        answers = "".join(f"<span>{escape(answer)}</span>" for answer in checklist.answers)
        checks = "".join(
            f'<li><div><p>{escape(check.question)}</p><p class="why">{escape(check.why)}</p>'
            f'<p class="answers">{answers}</p></div></li>'
            for check in checklist.checks
        )
        return (
            f'<h3 id="{checklist.id}">{escape(checklist.title)}</h3><p>{escape(checklist.introduction)}</p>'
            f'<ol class="checks">{checks}</ol>'
        )

    def agenda(self, agenda: Agenda) -> str:
        """Return the day as a table."""
        head = "".join(f'<th scope="col">{escape(words)}</th>' for words in agenda.columns)
        rows = []
        for slot in agenda.slots:
            about = f"<p>{self.line(slot.runs)}</p>" if slot.runs else ""
            rows.append(
                f'<tr class="{"pause" if slot.pause else "slot"}"><th scope="row" class="when">{slot.starts}</th>'
                f'<td class="n">{self.number(slot.minutes)}</td><td><b>{self.line(slot.title)}</b>{about}</td></tr>'
            )
        return (
            f'<div class="scroll day" role="region" tabindex="0" aria-labelledby="{agenda.id}-caption">'
            f'<table id="{agenda.id}"><caption id="{agenda.id}-caption">{escape(agenda.title)}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
        )

    def sources(self, sources: SourceList) -> str:
        """Return the sources with their licences."""
        entries = []
        for entry in sources.entries:
            facts = ", ".join(part for part in (entry.publisher, entry.date) if part)
            title = escape(entry.title)
            if entry.address.startswith(("https://", "http://")):
                title = f'<a href="{escape(entry.address)}">{title}</a>'
            elif entry.address:
                facts = ", ".join(part for part in (facts, entry.address) if part)
            small = [facts, entry.seen]
            if entry.licence:
                small.append(f"{sources.licence_words}: {entry.licence}")
            lines = "".join(f"<small>{escape(part)}</small>" for part in small if part)
            entries.append(f"<li>{title}{lines}</li>")
        return f'<ul class="sources">{"".join(entries)}</ul>'

    def trail(self) -> str:
        """Return the stops behind the numbers, each a place that numbers and other stops link to."""
        words = self.document.words
        skipped = (TrailKind.NUMBER, TrailKind.TOOLKIT)
        stops = {stop.id: stop for stop in self.document.trail if stop.kind not in skipped}
        if not stops:
            return ""
        entries = []
        for stop in stops.values():
            origins = ", ".join(
                f'<a href="#{_anchor(origin)}">{escape(_short(stops[origin].label))}</a>'
                for origin in stop.made_from
                if origin in stops
            )
            more = f" <small>{escape(words['RENDER_FROM'])} {origins}</small>" if origins else ""
            entries.append(f'<li id="{_anchor(stop.id)}">{escape(stop.label)}{more}</li>')
        return (
            f'<section aria-labelledby="trail"><h2 id="trail">{escape(words["RENDER_TRAIL"])}</h2>'
            f'<p>{escape(words["RENDER_TRAIL_HELP"])}</p><ul class="trail">{"".join(entries)}</ul></section>'
        )


def _anchor(stop: str) -> str:
    return "t-" + stop.replace(":", "-")


def _short(label: str) -> str:
    return label if len(label) <= 60 else label[:57].rsplit(" ", 1)[0] + " …"


def _numeric(table: Table, place: int) -> str:
    return ' class="n"' if place in table.numeric else ""
