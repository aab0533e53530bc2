"""The rows of a translator's table: what it is, the source, the translation beside it; for Word and Excel alike.

Each row carries a reference that tells its key and what it was when the table was made; rows may be sorted, taken out
and sent back in part, columns moved. Headings may be in any language (see ``table_words``).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from capacita.framework.translation.incoming import (
    ILLEGAL_IN_XML,
    Confidence,
    IncomingFile,
    IncomingUnit,
    basis_of,
    read_basis,
    read_language,
    short_digest,
)
from capacita.framework.translation.marks import Mark, mark_of
from capacita.framework.translation.segments import Segment
from capacita.framework.translation.table_words import NAME_SIGN, SIGNS, TableWords
from capacita.vocabulary import Finding, Severity, Unreadable, is_identifier

_REFERENCE: Final = re.compile(r"([A-Za-z][A-Za-z0-9._-]+)@([0-9a-f.]+)")
_TAGGED: Final = re.compile(r"[^()（）]*[(（]\s*([A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*)\s*[)）]")
_DIRECTIONS: Final = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_URN: Final = "urn:uuid:"
# How tables were headed before their words could be in any language; they still come back.
_OLD_SOURCE: Final = re.compile(r"Source\s*\(.*\)")
_OLD_TARGET: Final = re.compile(r"Translation\s*\(.*\)")
_OLD_LABELS: Final = ("Framework", "Your name, if you wish to be named as translator")
_OPEN: Final = (Mark.NEW, Mark.STALE, Mark.MACHINE, Mark.UNTIED)
_CONFIDENCES: Final[Mapping[Mark, Confidence]] = {
    **dict.fromkeys(_OPEN, Confidence.OPEN),
    Mark.TRANSLATED: Confidence.DONE,
    Mark.REVIEWED: Confidence.CHECKED,
}
_BY_LENGTH: Final = sorted(SIGNS, key=lambda mark: -len(SIGNS[mark]))  # ✓✓ begins with ✓

_SHOWN: Final = 120  # characters of a cell in a finding

Row = tuple[str, ...]


def row_of(segment: Segment, words: TableWords) -> Row:
    """Return the row of a segment."""
    mark = mark_of(segment)
    context = words.describe(segment.place)
    if segment.earlier_source is not None:
        context += "\n" + words.earlier.format(text=segment.earlier_source)
    target = segment.target if segment.target is not None and mark is not Mark.NEW else ""
    cells = (f"{segment.key}@{basis_of(segment)}", context, segment.source, target, words.state_of(mark))
    return tuple(ILLEGAL_IN_XML.sub("\ufffd", cell) for cell in cells)


@dataclass(slots=True)
class _Table:
    """A heading with the rows below it, as they stand in the file; ``tags`` are those in its headings, by column."""

    tags: dict[int, str]
    target: int  # -1 where only what stands below tells it
    source: int
    rows: list[tuple[int, Sequence[str]]] = field(default_factory=list)

    def settle(self) -> bool:
        """Tell by what stands below which column is the source, where words did not; False where nothing does."""
        bases = [
            (cells, basis)
            for _line, cells in self.rows
            if (found := _find_reference(cells)) is not None and (basis := read_basis(found[2])) is not None
        ]
        if self.target >= 0:
            return True
        votes = {
            place: sum(short_digest(_cell(cells, place)) == basis.source for cells, basis in bases)
            for place in self.tags
        }
        self.source = max(votes, key=lambda place: votes[place])
        self.target = next(place for place in self.tags if place != self.source)
        return bool(bases)

    @property
    def state(self) -> int:
        """The column in which most states stand, or -1 where there is none."""
        width = max((len(cells) for _line, cells in self.rows), default=0)
        votes = {
            place: sum(_read_mark(_cell(cells, place)) is not None for _line, cells in self.rows)
            for place in range(width)
            if place not in self.tags
        }
        best = max(votes, key=lambda place: votes[place], default=-1)
        return best if votes.get(best) else -1


def read_rows(rows: Iterable[tuple[int, Sequence[str]]], *, format: str, findings: Sequence[Finding]) -> IncomingFile:
    """Read the rows (with their line numbers) of all the tables of a file, wherever in it they stand.

    A row that has a translation and no reference that can be read is told, for nobody else would miss it. Raises
    Unreadable when no table in it has a heading for the translation.
    """
    identifier = translator = ""
    tables: list[_Table] = []
    for line, cells in rows:
        table = _find_heading(cells, tables[0].tags if tables else None)
        if table is not None:
            tables.append(table)
            continue
        label, value = (cells[0].strip(), cells[1].strip()) if len(cells) > 1 else ("", "")
        if value.lower().startswith(_URN) or label == _OLD_LABELS[0]:
            identifier = value.lower().removeprefix(_URN)
        elif label.startswith(NAME_SIGN) or label == _OLD_LABELS[1]:
            translator = value
        elif tables:
            tables[-1].rows.append((line, cells))
    tables = [table for table in tables if table.settle()]
    if not tables:
        raise Unreadable("TRANSLATION_NO_TABLE")
    units, lost = _read_tables(tables)
    tags = (read_language(table.tags[table.target]) for table in tables)
    return IncomingFile(
        format=format,
        language=next((tag for tag in tags if tag), None),
        units=tuple(units),
        exact=False,
        has_states=False,
        framework=identifier if is_identifier(identifier) else None,
        translator=translator,
        findings=(*findings, *lost),
    )


def _find_heading(cells: Sequence[str], known: Mapping[int, str] | None) -> _Table | None:
    """Return the table that begins with a row, or None where it is no heading.

    Without the words that were used once, a heading has two languages in brackets, and no other pair of them than the
    first heading of the file: a text may end in brackets too. What stands below has to bear it out.
    """
    told = [_DIRECTIONS.sub("", cell).strip() for cell in cells]
    tags = {place: found[1] for place, cell in enumerate(told) if (found := _TAGGED.fullmatch(cell))}
    target = next((place for place in tags if _OLD_TARGET.fullmatch(told[place])), -1)
    if target >= 0:
        source = next((place for place in tags if _OLD_SOURCE.fullmatch(told[place])), -1)
        return _Table(
            tags={place: tags[place] for place in (target, source) if place >= 0}, target=target, source=source
        )
    pair = set(tags.values())
    if len(tags) != 2 or len(pair) != 2 or _find_reference(cells) is not None:
        return None
    return _Table(tags=tags, target=-1, source=-1) if known is None or pair == set(known.values()) else None


def _read_tables(tables: Iterable[_Table]) -> tuple[list[IncomingUnit], list[Finding]]:
    units: list[IncomingUnit] = []
    lost: list[Finding] = []
    for table in tables:
        state = table.state
        for line, cells in table.rows:
            reference = _find_reference(cells)
            target = _cell(cells, table.target).strip()
            if reference is not None:
                units.append(
                    IncomingUnit(
                        key=reference[1],
                        source=_cell(cells, table.source),
                        target=target,
                        confidence=_CONFIDENCES[_read_mark(_cell(cells, state)) or Mark.TRANSLATED],
                        basis=read_basis(reference[2]),
                        line=line,
                    )
                )
            elif target and _cell(cells, table.source).strip():
                lost.append(_without_reference(line, cells[0], _cell(cells, table.target)))
    return units, lost


def _find_reference(cells: Sequence[str]) -> re.Match[str] | None:
    return next((found for cell in cells if (found := _REFERENCE.fullmatch(cell.strip()))), None)


def _read_mark(text: str) -> Mark | None:
    """Return the state that a cell tells by its sign, whatever word follows, or by the word of it in English alone."""
    said = _DIRECTIONS.sub("", text).strip().lower()
    signed = next((mark for mark in _BY_LENGTH if said.partition(" ")[0] == SIGNS[mark]), None)
    return signed or next((mark for mark in Mark if said == mark.value), None)


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place] if 0 <= place < len(cells) else ""


def _without_reference(line: int, found: str, target: str) -> Finding:
    values = {"found": _shortened(found), "target": _shortened(target)}
    lines = (line,) if line else ()
    return Finding(code="TRANSLATION_ROW_WITHOUT_REFERENCE", severity=Severity.WARNING, lines=lines, values=values)


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
