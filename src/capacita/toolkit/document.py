"""One toolkit, before it becomes a page, a Word file or a PDF: the document tree ``capacita-toolkit/1``.

Every number that is shown stands once in ``numbers`` and is only pointed at from the text, and ``trail`` holds every
stop from there back to where it began. A renderer decides how things look, never what they say.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from capacita.vocabulary import (
    Code,
    Digest,
    DocumentFormat,
    Finding,
    Identifier,
    LanguageTag,
    Provenance,
    Refusal,
    Severity,
    document_part,
    gather_trail,
    walk_trail,
)


class Unit(StrEnum):
    """What a number counts."""

    LEVELS = "levels"
    PEOPLE = "people"
    SHARE = "share"  # of 1
    MONEY = "money"
    DAYS = "days"
    MINUTES = "minutes"
    COUNT = "count"
    INDEX = "index"  # a published index from 0 to 1
    IMPORTANCE = "importance"  # from 1, useful, to 5, essential


class NoteKind(StrEnum):
    """Why a note stands apart from the text."""

    SIMULATED = "simulated"
    NOTICE = "notice"
    CAUTION = "caution"
    INFORMATION = "information"


@document_part
class ShownNumber:
    """A number as it is shown. Where there is none, ``value`` is absent and ``shown`` says so in words."""

    id: Identifier
    label: str
    unit: Unit
    shown: str
    made_from: tuple[str, ...]
    value: float | None = None


@document_part
class Run:
    """A piece of a line: a text, or a number by its identifier. ``language`` is set where it is not the document's."""

    text: str = ""
    number: Identifier | None = None
    strong: bool = False
    language: LanguageTag | None = None
    address: str = ""


Line = tuple[Run, ...]


@document_part
class Heading:
    """A heading inside a section, one step below the section's own."""

    kind: Literal["heading"]
    id: Code
    runs: Line


@document_part
class Paragraph:
    """Running text."""

    kind: Literal["paragraph"]
    runs: Line


@document_part
class Bullets:
    """A list; ``ordered`` where the order matters."""

    kind: Literal["bullets"]
    entries: tuple[Line, ...]
    ordered: bool = False


@document_part
class Table:
    """A table. The first cell of each row is its header; ``numeric`` columns are aligned as numbers.

    ``write_in`` tables are filled in by hand: their empty cells are high enough to write in.
    """

    kind: Literal["table"]
    id: Code
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    numeric: tuple[int, ...] = ()
    write_in: bool = False
    widths: tuple[float, ...] = ()  # shares of the columns; by what they say where none are given


@document_part
class DumbbellRow:
    """A line of a gap chart: where people stand with its interval, and what their roles need; all by number."""

    label: str
    domain: str  # 1, 2, 3 or A: it chooses colour and shape
    observed: Identifier
    required: Identifier
    low: float | None = None
    high: float | None = None


@document_part
class Chart:
    """A chart of gaps. The numbers in it stand in a table beside it as well."""

    kind: Literal["dumbbell"]
    id: Code
    title: str
    description: str
    rows: tuple[DumbbellRow, ...]
    axis: tuple[tuple[float, str], ...]  # places on the axis and their words, from the lowest
    observed_words: str
    required_words: str
    simulated: bool


@document_part
class Rung:
    """A level of a competency in words; ``needed`` marks a level that roles ask for."""

    title: str
    text: Line
    needed: bool = False


@document_part
class Ladder:
    """A competency on a card: what it is, and its levels side by side."""

    kind: Literal["ladder"]
    id: Code
    code: str
    domain: str
    domain_title: str
    title: Line
    statement: Line
    facts: Line
    rungs: tuple[Rung, ...]
    needed_words: str


@document_part
class Note:
    """A boxed remark."""

    kind: Literal["note"]
    note: NoteKind
    runs: Line


@document_part
class Check:
    """A question to answer, and why it is asked."""

    question: str
    why: str


@document_part
class Checklist:
    """Questions with room for an answer."""

    kind: Literal["checklist"]
    id: Code
    title: str
    introduction: str
    checks: tuple[Check, ...]
    answers: tuple[str, ...]  # what may be answered, such as yes, no, partly, not known


@document_part
class Slot:
    """A part of a day. ``starts`` is a clock time such as ``09:30``."""

    starts: str
    minutes: Identifier
    title: Line
    runs: Line = ()
    pause: bool = False


@document_part
class Agenda:
    """A day in order."""

    kind: Literal["agenda"]
    id: Code
    title: str
    columns: tuple[str, str, str]  # words for time, minutes and what
    slots: tuple[Slot, ...]


@document_part
class SourceEntry:
    """A source with its licence."""

    title: str
    publisher: str = ""
    date: str = ""
    address: str = ""
    licence: str = ""
    seen: str = ""


@document_part
class SourceList:
    """Where facts and texts come from."""

    kind: Literal["sources"]
    entries: tuple[SourceEntry, ...]
    licence_words: str = "Licence"


Block = Annotated[
    Heading | Paragraph | Bullets | Table | Chart | Ladder | Note | Checklist | Agenda | SourceList,
    Field(discriminator="kind"),
]


@document_part
class Section:
    """A chapter with an identifier that stays the same from one making to the next; some begin a page of their own."""

    id: Code
    title: str
    blocks: tuple[Block, ...] = ()
    new_page: bool = False


@document_part
class ToolkitDocument:
    """A whole toolkit. ``date`` is the day for which it was made; ``words`` are the few that renderers add.

    ``landscape`` lays the paper of a Word file on its side.
    """

    id: Identifier
    code: Code
    title: str
    subtitle: str
    language: LanguageTag
    direction: Literal["ltr", "rtl"]
    notice: str
    licence: str
    simulated: bool
    date: str
    framework: Identifier
    framework_version: str
    framework_digest: Digest
    words: dict[str, str]
    sections: tuple[Section, ...] = ()
    landscape: bool = False
    numbers: tuple[ShownNumber, ...] = ()
    trail: tuple[Provenance, ...] = ()


TOOLKIT_FORMAT = DocumentFormat(name="capacita-toolkit/1", adapter=TypeAdapter(ToolkitDocument), upgrades={})


def trace_number(document: ToolkitDocument, number: str) -> list[tuple[int, Provenance]]:
    """Return every stop behind a number, depth first. Raises NotFound when the toolkit holds no such number."""
    return walk_trail(gather_trail(document.trail), number)


def lines_of(block: Block) -> list[Line]:
    """Return every line of a block that may point at numbers."""
    match block:
        case Heading() | Paragraph() | Note():
            return [block.runs]
        case Bullets():
            return list(block.entries)
        case Table():
            return [cell for row in block.rows for cell in row]
        case Ladder():
            return [block.title, block.statement, block.facts, *(rung.text for rung in block.rungs)]
        case Agenda():
            return [line for slot in block.slots for line in (slot.title, slot.runs)]
        case _:
            return []


def numbers_shown(block: Block) -> list[Identifier]:
    """Return the identifiers of the numbers that a block shows, in reading order."""
    shown = [run.number for line in lines_of(block) for run in line if run.number is not None]
    if isinstance(block, Chart):
        shown.extend(number for row in block.rows for number in (row.observed, row.required))
    if isinstance(block, Agenda):
        shown.extend(slot.minutes for slot in block.slots)
    return shown


def validate_toolkit(document: ToolkitDocument) -> list[Finding]:
    """Return what is wrong with a toolkit: numbers that it shows but does not hold, trails that lead nowhere."""
    findings: list[Finding] = []
    known = {number.id for number in document.numbers}
    for place, section in enumerate(document.sections):
        for step, block in enumerate(section.blocks):
            findings.extend(
                Finding(
                    code="TOOLKIT_NUMBER_UNKNOWN",
                    severity=Severity.ERROR,
                    path=f"/sections/{place}/blocks/{step}",
                    values={"number": number},
                )
                for number in numbers_shown(block)
                if number not in known
            )
    trail = gather_trail(document.trail)
    for place, entry in enumerate(document.numbers):
        try:
            stops = walk_trail(trail, entry.id)
        except Refusal as refusal:
            code, values = refusal.code, dict(refusal.values)
        else:
            if len(stops) > 1:
                continue
            code, values = "TOOLKIT_NUMBER_UNSOURCED", {"number": entry.label}
        findings.append(Finding(code=code, severity=Severity.ERROR, path=f"/numbers/{place}", values=values))
    return findings


def check_toolkit(document: ToolkitDocument) -> None:
    """Raise Refusal TOOLKIT_FAULTY unless every number is held and walks back to where it came from."""
    findings = validate_toolkit(document)
    if findings:
        first = findings[0]
        detail = ", ".join(f"{name} {value}" for name, value in first.values.items())
        raise Refusal("TOOLKIT_FAULTY", count=len(findings), first=first.code, path=first.path, detail=detail)
