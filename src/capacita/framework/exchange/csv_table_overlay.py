"""Edited sheets laid over a framework: what a cell says differently is changed, everything else stays as it is.

A row that is not there any more takes nothing away unless that was asked for; it is named. Where a sheet contradicts
itself or a cell cannot be read, the findings say so by row and the framework is not to be written.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from capacita.framework.exchange.csv_table import Origin, read_origins, with_origins
from capacita.framework.exchange.csv_table_cells import CellFault, Column, Names, PlainColumn
from capacita.framework.exchange.csv_table_records import Record, assemble_entries, list_records
from capacita.framework.exchange.csv_table_rows import Matches, Row, SheetReader
from capacita.framework.exchange.csv_table_sheets import SHEETS, Sheet
from capacita.framework.model import Framework
from capacita.sheets import ReadTable
from capacita.vocabulary import Finding, Severity, Unreadable, derive_identifier, is_identifier

_FATAL: Final = frozenset({"SHEET_MERGED_CELLS", "SHEET_FORMULA"})
_SHOWN: Final = 10  # of the names that a finding lists
_Pair = tuple[Record, Row]
# The parts that the identifier of a new entry is made from.
_NAMED_BY: Final[Mapping[str, tuple[str, ...]]] = {
    "items": ("code",),
    "scales": ("code",),
    "levels": ("scale", "code"),
    "descriptors": ("item", "level"),
    "roles": ("code",),
    "associations": ("kind", "origin", "destination"),
    "definitions": ("term",),
}
# What hangs on an entry alone, list by list with the parts that name it; "omit" takes it away as well.
_HANGING: Final[Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]] = {
    "items": (("descriptors", ("item",)), ("requirements", ("item",)), ("associations", ("origin", "destination"))),
    "levels": (("descriptors", ("level",)), ("requirements", ("level",))),
    "scales": (("levels", ("scale",)),),
    "roles": (("requirements", ("role",)),),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingRow:
    """An entry of the framework for which the sheet has no row any more."""

    sheet: str
    name: str
    identifier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetUpdate:
    """What edited sheets make of a framework. ``rows`` says from which sheet and row an entry came, by identifier."""

    framework: Framework
    findings: tuple[Finding, ...]
    missing: tuple[MissingRow, ...]
    rows: Mapping[str, tuple[str, int]] = field(default_factory=dict)


def find_sheets(tables: Sequence[ReadTable]) -> list[tuple[Sheet, ReadTable]]:
    """Return the tables that are sheets of a framework, with what each is a sheet of.

    One table alone is recognised by its headings, several by their names.
    """
    named = {sheet.name.lower(): sheet for sheet in SHEETS}
    found = [(named[table.name.strip().lower()], table) for table in tables if table.name.strip().lower() in named]
    if found or len(tables) != 1:
        return found
    readers = [(sheet, SheetReader(sheet, tables[0], "en")) for sheet in SHEETS]
    best, reader = max(readers, key=lambda pair: len(pair[1].columns))
    return [(best, tables[0])] if len(reader.columns) > 1 else []


def overlay_tables(framework: Framework, tables: Sequence[ReadTable], *, omit_missing: bool = False) -> SheetUpdate:
    """Return what edited sheets make of a framework. Sheets that are not there leave their entries as they are.

    Raises Unreadable when no table is a sheet of a framework.
    """
    sheets = find_sheets(tables)
    if not sheets:
        raise Unreadable("EXCHANGE_NO_SHEETS")
    overlay = _Overlay(framework, omit_missing)
    return overlay.lay(sheets)


class _Overlay:
    """The records of a framework while sheets are laid over them."""

    def __init__(self, framework: Framework, omit_missing: bool) -> None:
        self.base = framework
        self.omit_missing = omit_missing
        self.records = list_records(framework)
        self.before = Names(self.records)  # what the rows that nobody edited say
        self.names = self.before
        self.taken = {record["id"] for records in self.records.values() for record in records}
        self.last_positions: dict[tuple[str | None, str], int] = {}
        self.findings: list[Finding] = []
        self.missing: list[MissingRow] = []
        self.omitted: dict[str, set[str]] = {}
        self.rows: dict[str, tuple[str, int]] = {}

    def lay(self, sheets: Iterable[tuple[Sheet, ReadTable]]) -> SheetUpdate:
        readers = {sheet.name: SheetReader(sheet, table, self.base.language) for sheet, table in sheets}
        # In the order of SHEETS: items, scales and roles are known before rows name them.
        for sheet in SHEETS:
            if sheet.name in readers:
                self._lay_sheet(readers[sheet.name])
        # Only now: the rows of other sheets still name what leaves, and leave with it.
        for name, gone in self.omitted.items():
            self.records[name] = [record for record in self.records[name] if record["id"] not in gone]
            self._drop_hanging(name, gone)
        for reader in readers.values():
            self.findings.extend(map(_weighed, reader.table.findings))
            self.findings.extend(reader.findings)
        entries: dict[str, Any] = dict(assemble_entries(self.records))
        return SheetUpdate(
            framework=replace(self.base, **entries),
            findings=tuple(self.findings),
            missing=tuple(self.missing),
            rows=self.rows,
        )

    def _lay_sheet(self, reader: SheetReader) -> None:
        sheet = reader.sheet
        if reader.id_place is None and not reader.has_key():
            reader.refuse("EXCHANGE_COLUMN_NEEDED", columns=sheet.key)
            return
        records = self.records[sheet.records]
        matches = reader.match(records, self.before)
        known = [(record, matches.rows[record["id"]]) for record in records if record["id"] in matches.rows]
        fresh: list[tuple[Record, Row]] = [({"id": "", "code": "", **sheet.blank()}, row) for row in matches.new]
        self._put_cells(reader, known, fresh, refers=False)
        for record, row in fresh:
            self._identify(sheet, record, row)
        records.extend(record for record, _ in fresh)
        self.names = Names(_nameable(self.records), self.before)
        self._put_cells(reader, known, fresh, refers=True)
        gone = {id(record) for record, row in fresh if not self._finish(reader, record, row)}
        self._tell_missing(reader, matches)
        self.records[sheet.records] = [record for record in records if id(record) not in gone]
        self.names = Names(self.records, self.before)
        for record, row in (*known, *fresh):
            self.rows[record["id"]] = (sheet.name, row.number)

    def _put_cells(self, reader: SheetReader, known: Iterable[_Pair], fresh: Iterable[_Pair], *, refers: bool) -> None:
        columns = [column for column in reader.in_order() if column.refers is refers]
        for record, row in known:
            for column in columns:
                if row.cells[column.heading] != column.show(record, self.before):
                    self._put_cell(reader, record, row, column)
        for record, row in fresh:
            for column in columns:
                if row.cells[column.heading]:
                    self._put_cell(reader, record, row, column)

    def _put_cell(self, reader: SheetReader, record: Record, row: Row, column: Column) -> None:
        text = row.cells[column.heading]
        if text.startswith("="):
            reader.warn("EXCHANGE_CELL_LIKE_FORMULA", row, column=column.heading)
        if not text and _is_needed(reader.sheet, column):
            reader.refuse("EXCHANGE_CELL_EMPTY", row, column=column.heading)
            return
        try:
            column.put(record, text, self.names)
        except CellFault as fault:
            reader.refuse(fault.code, row, column=column.heading, **fault.values)

    def _identify(self, sheet: Sheet, record: Record, row: Row) -> None:
        """Give a new entry its own identifier where the sheet has one, else one made from what it is called."""
        if is_identifier(row.identifier) and row.identifier not in self.taken:
            record["id"] = row.identifier
        elif sheet.records in ("items", "scales", "roles", "definitions", "sources"):
            record["id"] = self._derive(sheet, record)
        self.taken.add(record["id"])

    def _finish(self, reader: SheetReader, record: Record, row: Row) -> bool:
        """Give a new record what makes it whole; tell whether it is."""
        sheet = reader.sheet
        lacking = [part for part in sheet.needed if not record.get(part)]
        if lacking:
            if not any(found.lines == (row.number,) and found.severity is Severity.ERROR for found in reader.findings):
                reader.refuse("EXCHANGE_ROW_INCOMPLETE", row, missing=lacking)
            return False
        _apply_origins(record, sheet, read_origins(row.origins))
        if not record["id"]:
            record["id"] = self._derive(sheet, record)
            self.taken.add(record["id"])
        if sheet.records == "items" and not row.cells.get("position"):
            record["position"] = self._next_position(record)
        return True

    def _derive(self, sheet: Sheet, record: Record) -> str:
        if sheet.records == "sources":
            return str(record["code"])
        if sheet.records == "requirements":
            return f"{record['role']}#{record['item']}"
        names = (sheet.records, *(_name_part(record.get(part)) for part in _NAMED_BY[sheet.records]))
        names = names[1:] if sheet.records == "items" else names  # as the identifiers of items are made everywhere
        made = derive_identifier(self.base.id, *names)
        number = 1
        while made in self.taken:
            number += 1
            made = derive_identifier(self.base.id, sheet.records, *names, str(number))
        return made

    def _next_position(self, record: Record) -> int:
        if not self.last_positions:
            for entry in self.records["items"]:
                place = (entry.get("parent"), str(entry.get("kind")))
                self.last_positions[place] = max(self.last_positions.get(place, 0), entry["position"])
        place = (record.get("parent"), str(record["kind"]))
        self.last_positions[place] = self.last_positions.get(place, 0) + 1
        return self.last_positions[place]

    def _tell_missing(self, reader: SheetReader, matches: Matches) -> None:
        """Name every entry that has no row any more; take it away only where that was asked for."""
        sheet = reader.sheet
        found = [
            MissingRow(
                sheet=sheet.name, name=_call(sheet, record, self.before, self.base.language), identifier=record["id"]
            )
            for record in matches.missing
        ]
        self.missing.extend(found)
        if not found:
            return
        if self.omit_missing:
            self.omitted.setdefault(sheet.records, set()).update(record["id"] for record in matches.missing)
            return
        names = [entry.name for entry in found[:_SHOWN]] + (["…"] if len(found) > _SHOWN else [])
        reader.warn("EXCHANGE_ROWS_MISSING", count=len(found), names=names)

    def _drop_hanging(self, omitted: str, gone: set[str]) -> None:
        """Take away what hangs on omitted entries alone, as the Change "omit" does."""
        for name, parts in _HANGING.get(omitted, ()):
            lost = {record["id"] for record in self.records[name] if any(record[part] in gone for part in parts)}
            self.records[name] = [record for record in self.records[name] if record["id"] not in lost]
            if lost:
                self._drop_hanging(name, lost)


def _name_part(value: Any) -> str:
    """Return what a part adds to the name of an entry: of a text, its first wording."""
    if isinstance(value, Mapping):
        return next((str(wording.text) for wording in value.values()), "")
    return str(value or "")


def _is_needed(sheet: Sheet, column: Column) -> bool:
    return column.part in sheet.needed and (isinstance(column, PlainColumn) or column.refers)


def _nameable(records: dict[str, list[Record]]) -> dict[str, list[Record]]:
    """Return the records that are far enough to be called by a name; new ones may lack what names them."""
    return {
        "items": [record for record in records["items"] if "kind" in record],
        "scales": records["scales"],
        "levels": [record for record in records["levels"] if "scale" in record],
        "roles": records["roles"],
    }


def _call(sheet: Sheet, record: Record, names: Names, language: str) -> str:
    columns: dict[str, Column] = {column.heading: column for column in sheet.columns_in([language], language)}
    shown = [columns[heading].show(record, names) for heading in sheet.key if heading in columns]
    if sheet.records == "definitions":
        shown = [wording.text for wording in record["term"].values()][:1]
    return " ".join(filter(None, shown))


def _apply_origins(record: Record, sheet: Sheet, said: Mapping[str, Origin]) -> None:
    for part in sheet.texts:
        if part == "principles":
            tags = record.get(part) or ()
            record[part] = tuple(
                replace(tag, because=_with(tag.because, f"{part}/{tag.principle}", said)) for tag in tags
            )
        elif record.get(part):
            record[part] = _with(record[part], part, said)


def _with(localized: Any, name: str, said: Mapping[str, Origin]) -> Any:
    prefix = name + "."
    own = {key.removeprefix(prefix): origin for key, origin in said.items() if key.startswith(prefix)}
    return with_origins(localized, own) if own else localized


def _weighed(finding: Finding) -> Finding:
    """Return a finding about a sheet; what reads as empty would take text away, so it stops the sheet."""
    return replace(finding, severity=Severity.ERROR) if finding.code in _FATAL else finding
