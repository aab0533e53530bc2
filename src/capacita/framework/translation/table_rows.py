"""The rows of a translator's table: what it is, the source, the translation beside it; for Word and Excel alike.

Each row carries a reference that tells its key and what it was when the table was made; rows may be sorted, taken out
and sent back in part.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from capacita.framework.translation.incoming import (
    ILLEGAL_IN_XML,
    Confidence,
    IncomingFile,
    IncomingUnit,
    basis_of,
    read_basis,
    read_language,
)
from capacita.framework.translation.marks import Mark, mark_of
from capacita.framework.translation.segments import Segment
from capacita.vocabulary import Finding, Severity, Unreadable, is_identifier

REFERENCE_COLUMN: Final = "Reference (leave as it is)"
CONTEXT_COLUMN: Final = "What it is"
STATE_COLUMN: Final = "State"
FRAMEWORK_LABEL: Final = "Framework"
NOTICE_LABEL: Final = "Notice"
NAME_LABEL: Final = "Your name, if you wish to be named as translator"
_LABELS: Final = (FRAMEWORK_LABEL, NOTICE_LABEL, NAME_LABEL)
STATES: Final = tuple(mark.value for mark in Mark)
_REFERENCE: Final = re.compile(r"([A-Za-z][A-Za-z0-9._-]+)@([0-9a-f.]+)")
_SOURCE: Final = re.compile(r"\s*Source\s*\(([A-Za-z0-9_-]+)\)\s*")
_TARGET: Final = re.compile(r"\s*Translation\s*\(([A-Za-z0-9_-]+)\)\s*")
_CONFIDENCES: Final[Mapping[str, Confidence]] = {
    **dict.fromkeys((Mark.NEW, Mark.STALE, Mark.MACHINE, Mark.UNTIED), Confidence.OPEN),
    Mark.REVIEWED: Confidence.CHECKED,
}

_SHOWN: Final = 120  # characters of a cell in a finding

Row = tuple[str, ...]


def columns_for(source_language: str, language: str) -> Row:
    """Return the headings of the table."""
    source, target = f"Source ({source_language})", f"Translation ({language})"
    return (REFERENCE_COLUMN, CONTEXT_COLUMN, source, target, STATE_COLUMN)


def row_of(segment: Segment) -> Row:
    """Return the row of a segment."""
    mark = mark_of(segment)
    context = segment.place.heading
    if segment.earlier_source is not None:
        context += f"\nTranslated from: {segment.earlier_source}"
    target = segment.target if segment.target is not None and mark is not Mark.NEW else ""
    cells = (f"{segment.key}@{basis_of(segment)}", context, segment.source, target, mark.value)
    return tuple(ILLEGAL_IN_XML.sub("\ufffd", cell) for cell in cells)


def about_rows(framework: str, notice: str) -> tuple[Row, ...]:
    """Return what a translator reads first, and the place for a name."""
    return ((FRAMEWORK_LABEL, f"urn:uuid:{framework}"), (NOTICE_LABEL, notice), (NAME_LABEL, ""))


def read_rows(rows: Iterable[tuple[int, Sequence[str]]], *, format: str, findings: Sequence[Finding]) -> IncomingFile:
    """Read the rows (with their line numbers) of all the tables of a file, wherever in it they stand.

    A row that has a translation and no reference that can be read is told, for nobody else would miss it. Raises
    Unreadable when no table in it has a heading for the translation.
    """
    source, target, state = -1, -1, -1
    language: str | None = None
    identifier, translator, has_heading = "", "", False
    units: list[IncomingUnit] = []
    lost: list[Finding] = []
    for line, cells in rows:
        headings = [place for place, cell in enumerate(cells) if _TARGET.fullmatch(cell)]
        if headings:
            has_heading, target = True, headings[0]
            found = _TARGET.fullmatch(cells[target])
            language = language or (read_language(found[1]) if found else None)
            source = next((place for place, cell in enumerate(cells) if _SOURCE.fullmatch(cell)), -1)
            state = next((place for place, cell in enumerate(cells) if cell.strip() == STATE_COLUMN), -1)
            continue
        label, value = (cells[0].strip(), cells[1].strip()) if len(cells) > 1 else ("", "")
        if label == FRAMEWORK_LABEL:
            identifier = value.removeprefix("urn:uuid:").lower()
        elif label == NAME_LABEL:
            translator = value
        reference = next((found for cell in cells if (found := _REFERENCE.fullmatch(cell.strip()))), None)
        if reference is not None and has_heading:
            units.append(_read_unit(line, cells, reference, source, target, state))
        elif has_heading and label not in _LABELS and _is_filled(cells, source) and _is_filled(cells, target):
            lost.append(_without_reference(line, cells[0], cells[target]))
    if not has_heading:
        raise Unreadable("TRANSLATION_NO_TABLE")
    return IncomingFile(
        format=format,
        language=language,
        units=tuple(units),
        exact=False,
        has_states=False,
        framework=identifier if is_identifier(identifier) else None,
        translator=translator,
        findings=(*findings, *lost),
    )


def _is_filled(cells: Sequence[str], place: int) -> bool:
    return 0 <= place < len(cells) and bool(cells[place].strip())


def _without_reference(line: int, found: str, target: str) -> Finding:
    values = {"found": _shortened(found), "target": _shortened(target)}
    lines = (line,) if line else ()
    return Finding(code="TRANSLATION_ROW_WITHOUT_REFERENCE", severity=Severity.WARNING, lines=lines, values=values)


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _read_unit(
    line: int, cells: Sequence[str], reference: re.Match[str], source: int, target: int, state: int
) -> IncomingUnit:
    def cell(place: int) -> str:
        return cells[place] if 0 <= place < len(cells) else ""

    said = cell(state).strip().lower()
    return IncomingUnit(
        key=reference[1],
        source=cell(source),
        target=cell(target).strip(),
        confidence=_CONFIDENCES.get(said, Confidence.DONE),
        basis=read_basis(reference[2]),
        line=line,
    )
