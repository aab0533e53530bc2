"""Rows of an edited sheet, and the records that they belong to: by identifier first, else by what they are called."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from capacita.framework.exchange.csv_table_cells import Column, Names, as_cell
from capacita.framework.exchange.csv_table_records import Record
from capacita.framework.exchange.csv_table_sheets import ID, ORIGINS, Sheet, name_column
from capacita.sheets import ReadTable
from capacita.vocabulary import Finding, Severity, is_identifier

_ID_HEADINGS: Final = frozenset({ID, "id", "identifier"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One filled row: its number in the sheet, its cells by heading, and the two that hold no content."""

    number: int
    cells: dict[str, str]
    identifier: str
    origins: str


@dataclass(slots=True, kw_only=True)
class Matches:
    """Which row each record has, the rows that are new, and the records that no row is left for."""

    rows: dict[str, Row] = field(default_factory=dict)
    new: list[Row] = field(default_factory=list)
    missing: list[Record] = field(default_factory=list)


class SheetReader:
    """One sheet being read: its columns by place, its rows, and everything that is odd about it."""

    def __init__(self, sheet: Sheet, table: ReadTable, source_language: str) -> None:
        self.sheet = sheet
        self.table = table
        self.findings: list[Finding] = []
        self.columns: dict[int, Column] = {}
        self.id_place: int | None = None
        self.origins_place: int | None = None
        heads = table.rows[0] if table.rows else ()
        for place, head in enumerate(heads):
            self._place_column(place, head, source_language)

    def warn(self, code: str, *rows: Row, severity: Severity = Severity.WARNING, **values: Any) -> None:
        """Note something about the sheet or some of its rows."""
        lines = tuple(row.number for row in rows)
        values = {"sheet": self.table.name or self.sheet.name, **values}
        path = f"/{self.sheet.name}" + (f"/{values['column']}" if rows and "column" in values else "")
        self.findings.append(Finding(code=code, severity=severity, path=path, lines=lines, values=values))

    def refuse(self, code: str, *rows: Row, **values: Any) -> None:
        """Note something that keeps the sheet from being taken over."""
        self.warn(code, *rows, severity=Severity.ERROR, **values)

    def has(self, part: str) -> bool:
        """Tell whether the sheet has a column for a part of its records."""
        return any(column.part == part for column in self.columns.values())

    def in_order(self) -> list[Column]:
        """Return the columns as they are read: sources before translations, names of others last."""
        return sorted(self.columns.values(), key=_reading_order)

    def rows(self) -> Iterator[Row]:
        """Yield the filled rows."""
        for number, cells in enumerate(self.table.rows[1:], start=2):
            read = {
                column.heading: as_cell(cells[place]) if place < len(cells) else ""
                for place, column in self.columns.items()
            }
            identifier = self._cell(cells, self.id_place)
            if any(read.values()):
                yield Row(
                    number=number, cells=read, identifier=identifier, origins=self._cell(cells, self.origins_place)
                )

    def key_of(self, row: Row) -> tuple[str, ...]:
        """Return what a row is called, by those columns of the key that the sheet has."""
        return tuple(row.cells[heading] for heading in self._key_headings())

    def has_key(self) -> bool:
        """Tell whether the sheet has a column by which its rows can be told apart."""
        return bool(self._key_headings())

    def _key_headings(self) -> list[str]:
        """Return the headings of the key that the sheet has; a text of the key counts in the first of its languages."""
        headings = {column.heading for column in self.columns.values()}
        found = [heading for heading in self.sheet.key if heading in headings]
        return found or [column.heading for column in self.in_order() if column.part in self.sheet.key][:1]

    def match(self, records: list[Record], names: Names) -> Matches:
        """Return which row belongs to which record; rows that contradict each other are findings."""
        shown = {record["id"]: self._shown_key(record, names) for record in records}
        matches = Matches()
        loose: list[Row] = []
        by_id: dict[str, list[Row]] = {}
        for row in self.rows():
            if row.identifier in shown:
                by_id.setdefault(row.identifier, []).append(row)
            else:
                loose.append(row)
        for identifier, rows in by_id.items():
            chosen, copied = self._choose(rows, shown[identifier])
            matches.rows[identifier] = chosen
            loose.extend(copied)
        self._match_by_key(sorted(loose, key=lambda row: row.number), shown, matches)
        matches.missing = [record for record in records if record["id"] not in matches.rows]
        return matches

    def _match_by_key(self, loose: list[Row], shown: dict[str, tuple[str, ...]], matches: Matches) -> None:
        called: dict[tuple[str, ...], list[str]] = {}
        for identifier, key in shown.items():
            called.setdefault(key, []).append(identifier)
        taken = {self.key_of(row): row for row in matches.rows.values()}
        for row in loose:
            key = self.key_of(row)
            first = taken.get(key)
            if first is not None and not (first in matches.new and _are_two(first, row)):
                self._tell_twice(first, row)
                continue
            found = [identifier for identifier in called.get(key, ()) if identifier not in matches.rows]
            if len(found) > 1:
                self.refuse("EXCHANGE_ROW_AMBIGUOUS", row, name=" ".join(key), count=len(found))
            elif found:
                matches.rows[found[0]] = row
            else:
                if row.identifier and not (is_identifier(row.identifier) or self.sheet.records == "requirements"):
                    self.warn("EXCHANGE_ROW_ID_WRONG", row, found=row.identifier[:60])
                matches.new.append(row)
            taken[key] = row

    def _tell_twice(self, first: Row, row: Row) -> None:
        if first.cells == row.cells:
            self.warn("EXCHANGE_ROW_REPEATED", first, row)
        else:
            self.refuse("EXCHANGE_ROWS_CONTRADICT", first, row, name=" ".join(filter(None, self.key_of(row))))

    def _choose(self, rows: list[Row], key: tuple[str, ...]) -> tuple[Row, list[Row]]:
        """Return the row of an identifier that several may carry, and those that were copied from it.

        Copying a row copies its hidden cell as well; the copy is known by another code.
        """
        own = [row for row in rows if self.key_of(row) == key] or rows
        if any(row.cells != own[0].cells for row in own):
            self.refuse("EXCHANGE_ROWS_CONTRADICT", *own, name=" ".join(filter(None, key)))
        elif len(own) > 1:
            self.warn("EXCHANGE_ROW_REPEATED", *own)
        copied = [row for row in rows if row not in own]
        if copied:
            self.warn("EXCHANGE_ROW_COPIED", *copied, severity=Severity.NOTE)
        return own[0], copied

    def _shown_key(self, record: Record, names: Names) -> tuple[str, ...]:
        columns = {column.heading: column for column in self.columns.values()}
        return tuple(columns[heading].show(record, names) for heading in self._key_headings())

    def _cell(self, cells: tuple[str, ...], place: int | None) -> str:
        return cells[place].strip() if place is not None and place < len(cells) else ""

    def _place_column(self, place: int, head: str, source_language: str) -> None:
        heading = " ".join(head.split()).lower()
        if not heading:
            return
        if heading in _ID_HEADINGS and self.id_place is None and self.sheet.records != "sources":
            self.id_place = place
            return
        if heading == ID:
            return
        if heading == ORIGINS:
            self.origins_place = place
            return
        column = name_column(self.sheet, head, source_language)
        if column is None:
            self.warn("EXCHANGE_COLUMN_UNKNOWN", column=head.strip()[:60])
        elif any(column.heading == other.heading for other in self.columns.values()):
            self.refuse("EXCHANGE_COLUMN_TWICE", column=column.heading)
        else:
            self.columns[place] = column


def _are_two(first: Row, row: Row) -> bool:
    """Tell whether rows that are called the same say by their identifiers that they are about two entries."""
    return first.identifier != row.identifier and is_identifier(first.identifier) and is_identifier(row.identifier)


def _reading_order(column: Column) -> tuple[bool, bool]:
    language = getattr(column, "language", None)
    return column.refers, language is not None and language != getattr(column, "source_language", None)
