"""A toolkit document as a page of the site: blocks become patterns, every shown number a link to its trail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

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
    NoteKind,
    Paragraph,
    Run,
    ShownNumber,
    SourceList,
    Table,
    ToolkitDocument,
)
from capacita.toolkit.drawing import DumbbellMark, draw_dumbbell
from capacita.vocabulary import direction_of
from capacita.web.assessment.results_presenters import both_widths

LOOKS = {"1": "planning", "2": "data", "3": "execution", "A": "attitudes"}
NOTES = {
    NoteKind.SIMULATED: "simulated",
    NoteKind.NOTICE: "info",
    NoteKind.CAUTION: "warning",
    NoteKind.INFORMATION: "info",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOnPage:
    """A piece of a line."""

    text: str
    href: str = ""
    number: str = ""
    strong: bool = False
    language: str = ""
    direction: str = ""


LineOnPage = tuple[RunOnPage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockOnPage:
    """A block with the template that draws it and the values that the template takes."""

    template: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionOnPage:
    """A chapter."""

    id: str
    title: str
    blocks: tuple[BlockOnPage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPage:
    """A toolkit as it is read on the site."""

    title: str
    subtitle: str
    notice: str
    licence: str
    language: str
    direction: str
    date: str
    simulated: bool
    sections: tuple[SectionOnPage, ...]


def present_reading(document: ToolkitDocument, country: str) -> ReadingPage:
    """Return a toolkit for reading on the site."""
    page = _Page(document, country)
    return ReadingPage(
        title=document.title,
        subtitle=document.subtitle,
        notice=document.notice,
        licence=document.licence,
        language=document.language,
        direction=document.direction,
        date=document.date,
        simulated=document.simulated,
        sections=tuple(
            SectionOnPage(
                id=section.id, title=section.title, blocks=tuple(page.block(block) for block in section.blocks)
            )
            for section in document.sections
        ),
    )


class _Page:
    """Draws the blocks of one document; knows its numbers and where their trails are."""

    def __init__(self, document: ToolkitDocument, country: str) -> None:
        self.document = document
        self.country = country
        self.numbers: dict[str, ShownNumber] = {number.id: number for number in document.numbers}
        self.anchored: set[str] = set()

    def block(self, block: Block) -> BlockOnPage:
        """Return a block with its template."""
        match block:
            case Heading():
                return _drawn("heading", id=block.id, line=self.line(block.runs))
            case Paragraph():
                return _drawn("paragraph", line=self.line(block.runs))
            case Bullets():
                return _drawn("bullets", entries=[self.line(entry) for entry in block.entries], ordered=block.ordered)
            case Table():
                return self.table(block)
            case Chart():
                return self.chart(block)
            case Ladder():
                return self.ladder(block)
            case Note():
                return _drawn("note", note=NOTES[block.note], line=self.line(block.runs))
            case Checklist():
                return _drawn("checklist", block=block)
            case Agenda():
                return self.agenda(block)
            case SourceList():
                return _drawn("sources", block=block)

    def line(self, line: Line) -> LineOnPage:
        """Return a line whose numbers lead to where they come from."""
        return tuple(self.run(run) for run in line)

    def run(self, run: Run) -> RunOnPage:
        """Return a piece of a line; the first showing of a number is the one that the trail leads back to."""
        if run.number is not None:
            first = run.number not in self.anchored
            self.anchored.add(run.number)
            return RunOnPage(
                text=self.numbers[run.number].shown,
                href=reverse("trail", args=[self.country, run.number]),
                number=run.number if first else "",
                strong=run.strong,
            )
        return RunOnPage(
            text=run.text,
            href=run.address if run.address.startswith(("https://", "http://")) else "",
            strong=run.strong,
            language=run.language or "",
            direction=direction_of(run.language) if run.language else "",
        )

    def table(self, block: Table) -> BlockOnPage:
        """Return a table; numeric columns are marked so that their figures stand under each other."""
        columns = [{"title": title, "numeric": place in block.numeric} for place, title in enumerate(block.header)]
        rows = [
            [{"line": self.line(cell), "numeric": place in block.numeric} for place, cell in enumerate(row)]
            for row in block.rows
        ]
        return _drawn("table", id=block.id, caption=block.caption, columns=columns, rows=rows)

    def chart(self, block: Chart) -> BlockOnPage:
        """Return a chart of gaps with its table."""
        marks = [
            DumbbellMark(
                label=row.label,
                domain=row.domain,
                required=self.numbers[row.required].value,
                observed=self.numbers[row.observed].value,
                low=row.low,
                high=row.high,
                unknown=self.numbers[row.observed].shown if self.numbers[row.observed].value is None else "",
            )
            for row in block.rows
        ]
        drawings = [
            draw_dumbbell(
                marks,
                title=block.title,
                description=block.description,
                language=self.document.language,
                direction=self.document.direction,
                simulated=block.simulated,
                axis=block.axis,
                legend=(block.observed_words, block.required_words),
                identifier=f"{block.id}-{'narrow' if narrow else 'wide'}",
                narrow=narrow,
            )
            for narrow in (False, True)
        ]
        columns = [
            {"title": gettext("Competency")},
            {"title": block.observed_words, "numeric": True},
            {"title": block.required_words, "numeric": True},
        ]
        rows = [[row.label, self.numbers[row.observed].shown, self.numbers[row.required].shown] for row in block.rows]
        return _drawn(
            "chart",
            id=block.id,
            title=block.title,
            svg=both_widths(drawings),
            simulated=block.simulated,
            table={"columns": columns, "rows": rows},
        )

    def ladder(self, block: Ladder) -> BlockOnPage:
        """Return a competency with its levels side by side."""
        return _drawn(
            "ladder",
            id=block.id,
            code=block.code,
            look=LOOKS.get(block.domain, ""),
            domain_title=block.domain_title,
            title=self.line(block.title),
            statement=self.line(block.statement),
            facts=self.line(block.facts),
            rungs=[{"title": rung.title, "line": self.line(rung.text), "needed": rung.needed} for rung in block.rungs],
            needed_words=block.needed_words,
        )

    def agenda(self, block: Agenda) -> BlockOnPage:
        """Return a day in order."""
        slots = [
            {
                "starts": slot.starts,
                "minutes": self.run(Run(number=slot.minutes)),
                "title": self.line(slot.title),
                "line": self.line(slot.runs),
                "pause": slot.pause,
            }
            for slot in block.slots
        ]
        return _drawn("agenda", id=block.id, title=block.title, columns=block.columns, slots=slots)


def _drawn(name: str, **values: Any) -> BlockOnPage:
    return BlockOnPage(template=f"toolkit/blocks/{name}.html", values=values)
