"""What roles need as one table, items down and roles across: a level in each cell, and how much depends on it.

A cell says ``practitioner (4)``: the code of a level, then the importance from 1 to 5, then ``set`` where a panel has
set it. An empty cell asks nothing. Laid over a framework, a cell that says something else changes that requirement; a
row or a column that is not there changes nothing.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from capacita.framework.exchange.contract import ExchangeFormat, Fidelity, WriteOptions, Written
from capacita.framework.exchange.csv_table_cells import CellFault, Names, as_cell
from capacita.framework.exchange.csv_table_overlay import MissingRow, SheetUpdate
from capacita.framework.exchange.csv_table_reading import check_update
from capacita.framework.exchange.csv_table_records import list_records
from capacita.framework.exchange.languages import choose_language
from capacita.framework.exchange.xlsx import is_workbook, read_sheets
from capacita.framework.model import Framework, ItemKind, Requirement, RequirementStatus
from capacita.framework.reading import list_tree
from capacita.sheets import ReadTable, Table, write_csv
from capacita.sheets.xlsx import write_xlsx
from capacita.vocabulary import Finding, LocalizedText, Refusal, Severity, Unreadable, direction_of, plain_text

CORNER: Final = "item / role"
TITLE: Final = "title"
_SHEET: Final = "Roles and items"
_BESIDE: Final = " | "  # between the code of a role and its title
_CELL: Final = re.compile(r"(?P<level>.*?)\s*(?:\((?P<importance>[^()]*)\))?\s*(?P<set>\bset)?", re.IGNORECASE)
_PEEKED: Final = 100_000  # bytes of each part of a workbook that are looked at before all of it is read
_PARTS: Final = 10
_DEFAULT_IMPORTANCE: Final = 3
_NEEDED: Final = frozenset({ItemKind.COMPETENCY, ItemKind.ATTITUDE, ItemKind.STATEMENT, ItemKind.OUTCOME})
_FATAL: Final = frozenset({"SHEET_MERGED_CELLS", "SHEET_FORMULA"})


def matrix_table(framework: Framework, language: str | None = None) -> Table:
    """Return what the roles of a framework need, its titles in one language.

    Raises Refusal where it has no roles, or no text in the language.
    """
    tongue = choose_language(framework, language)
    if not framework.roles:
        raise Refusal("MATRIX_NO_ROLES", framework=framework.code)
    names = Names(list_records(framework))
    needs = {(role.id, need.item): need for role in framework.roles for need in role.requirements}
    asked = {item for _, item in needs}

    def text(localized: LocalizedText) -> str:
        return " ".join(as_cell(plain_text(localized, tongue, framework.language)).split())

    heads = [f"{names.show('roles', role.id)}{_BESIDE}{text(role.title)}" for role in framework.roles]
    rows = [
        (
            names.show("items", item.id),
            text(item.title) or text(item.statement),
            *(_show(needs.get((role.id, item.id)), names) for role in framework.roles),
        )
        for _, item in list_tree(framework)
        if item.kind in _NEEDED or item.id in asked
    ]
    widths = {0: 14, 1: 44, **dict.fromkeys(range(2, len(heads) + 2), 20)}
    right_to_left = direction_of(tongue) == "rtl"
    columns = (CORNER, TITLE, *heads)
    return Table(name=_SHEET, columns=columns, rows=tuple(rows), widths=widths, right_to_left=right_to_left)


def levels_table(framework: Framework, language: str | None = None) -> Table:
    """Return the levels that cells may name, lowest first, with what each is called."""
    tongue = choose_language(framework, language)
    names = Names(list_records(framework))
    rows = [
        (names.show("levels", level.id), as_cell(plain_text(level.title, tongue, framework.language)))
        for scale in framework.scales
        for level in sorted(scale.levels, key=lambda level: level.position)
    ]
    return Table(name="Levels", columns=("level", TITLE), rows=tuple(rows), widths={0: 20, 1: 44})


def _show(need: Requirement | None, names: Names) -> str:
    if need is None:
        return ""
    said = f"{names.show('levels', need.level)} ({need.importance})"
    return f"{said} set" if need.status is RequirementStatus.SET else said


def is_matrix(tables: Sequence[ReadTable]) -> bool:
    """Tell whether one of some tables is a matrix of roles and items."""
    return _find(tables) is not None


def is_matrix_file(data: bytes) -> bool:
    """Tell whether bytes are a workbook or a CSV with a matrix of roles and items. Never raises."""
    head = _peek(data) if is_workbook(data) else data[:200]
    if CORNER.encode() not in head.lower():
        return False
    try:
        return is_matrix(read_sheets(data))
    except Unreadable:
        return False


def _peek(data: bytes) -> bytes:
    """Return the beginning of the parts of a workbook that hold its words, nothing where there are none."""
    found = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = [
                name for name in package.namelist() if name.startswith(("xl/sharedStrings", "xl/worksheets/sheet"))
            ]
            for name in names[:_PARTS]:
                with package.open(name) as part:
                    found.append(part.read(_PEEKED))
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, zlib.error):
        return b""
    return b"".join(found)


def update_from_matrix(framework: Framework, data: bytes) -> SheetUpdate:
    """Return what an edited matrix makes of a framework, with what is wrong, each by row and column.

    Raises Unreadable where the bytes hold none.
    """
    table = _find(read_sheets(data))
    if table is None:
        raise Unreadable("MATRIX_NOT_THERE")
    update = _Overlay(framework, table).lay()
    return replace(update, findings=(*update.findings, *check_update(update)))


def _find(tables: Sequence[ReadTable]) -> ReadTable | None:
    return next((table for table in tables if table.rows and _word(table.rows[0][:1]) == CORNER), None)


def _word(cells: Sequence[str]) -> str:
    return " ".join(cells[0].split()).lower() if cells else ""


@dataclass(frozen=True, slots=True)
class _Said:
    """What a filled cell asks."""

    level: str
    importance: int
    status: RequirementStatus


class _Overlay:
    """A matrix being laid over the roles of a framework."""

    def __init__(self, framework: Framework, table: ReadTable) -> None:
        self.framework, self.table = framework, table
        self.names = Names(list_records(framework))
        self.titles = _level_titles(framework)
        self.findings = [_weighed(finding) for finding in table.findings]
        self.rows: dict[str, tuple[str, int]] = {}

    def lay(self) -> SheetUpdate:
        columns = self._columns()
        needs = {role.id: {need.item: need for need in role.requirements} for role in self.framework.roles}
        for number, item, cells in self._items():
            for place, role in columns.items():
                cell = cells[place].strip() if place < len(cells) else ""
                self._lay_cell(needs[role], item, cell, number, place)
        roles = tuple(replace(role, requirements=tuple(needs[role.id].values())) for role in self.framework.roles)
        return SheetUpdate(
            framework=replace(self.framework, roles=roles),
            findings=tuple(self.findings),
            missing=tuple(self._missing(set(columns.values()))),
            rows=self.rows,
        )

    def _tell(self, code: str, number: int, place: int | None = None, **values: Any) -> None:
        if place is not None:
            values["column"] = self._head(place)
        path = f"/{self.table.name or _SHEET}" + (f"/{values['column']}" if "column" in values else "")
        self.findings.append(Finding(code=code, severity=Severity.ERROR, path=path, lines=(number,), values=values))

    def _head(self, place: int) -> str:
        return self.table.rows[0][place].partition(_BESIDE.strip())[0].strip()

    def _columns(self) -> dict[int, str]:
        """Return the role of each column that names one."""
        found: dict[int, str] = {}
        for place in range(1, len(self.table.rows[0])):
            head = self._head(place)
            if not head or head.lower() == TITLE:
                continue
            role = self._named("roles", head, 1, place, "MATRIX_ROLE_UNKNOWN")
            if role in found.values():
                self._tell("MATRIX_TWICE", 1, place, found=head)
            elif role is not None:
                found[place] = role
        return found

    def _items(self) -> Iterator[tuple[int, str, Sequence[str]]]:
        """Yield each filled row with the item that it names."""
        for number, cells in enumerate(self.table.rows[1:], start=2):
            if not any(cell.strip() for cell in cells):
                continue
            name = cells[0].strip()
            item = self._named("items", name, number, 0, "MATRIX_ITEM_UNKNOWN")
            if item in self.rows:
                self._tell("MATRIX_TWICE", number, 0, found=name)
            elif item is not None:
                self.rows[item] = (self.table.name or _SHEET, number)
                yield number, item, cells

    def _named(self, what: str, name: str, number: int, place: int, code: str) -> str | None:
        try:
            found = self.names.find(what, name)
        except CellFault:
            found = None
            code = "MATRIX_AMBIGUOUS"
        if found is None:
            self._tell(code, number, place, found=name)
        return found

    def _lay_cell(self, needs: dict[str, Requirement], item: str, cell: str, number: int, place: int) -> None:
        before = needs.get(item)
        if as_cell(cell) == _show(before, self.names):
            return
        if not cell:
            needs.pop(item, None)
            return
        said = self._read(cell, before, number, place)
        if said is not None:
            needs[item] = Requirement(item=item, level=said.level, importance=said.importance, status=said.status)

    def _read(self, cell: str, before: Requirement | None, number: int, place: int) -> _Said | None:
        found = _CELL.fullmatch(cell)
        name = found["level"].strip() if found else cell
        try:
            level = self.names.find("levels", name) or self.titles.get(name.casefold())
        except CellFault:
            level = self.titles.get(name.casefold())
        if found is None or level is None:
            known = ", ".join(self.names.show("levels", one) for one in self._levels())
            self._tell("MATRIX_LEVEL_UNKNOWN", number, place, found=name, expected=known)
            return None
        told = found["importance"]
        if told is not None and told.strip() not in {"1", "2", "3", "4", "5"}:
            self._tell("MATRIX_IMPORTANCE_WRONG", number, place, found=told)
            return None
        usual = before.importance if before else _DEFAULT_IMPORTANCE
        status = RequirementStatus.SET if found["set"] else RequirementStatus.PROPOSED
        return _Said(level, int(told) if told is not None else usual, status)

    def _levels(self) -> Iterator[str]:
        return (level.id for scale in self.framework.scales for level in scale.levels)

    def _missing(self, columns: set[str]) -> Iterator[MissingRow]:
        """Yield the roles and the items with a requirement that the matrix does not show any more; both stay."""
        for role in self.framework.roles:
            if role.id not in columns:
                yield MissingRow(sheet=_SHEET, name=self.names.show("roles", role.id), identifier=role.id)
        asked = dict.fromkeys(need.item for role in self.framework.roles for need in role.requirements)
        for item in asked:
            if item not in self.rows:
                yield MissingRow(sheet=_SHEET, name=self.names.show("items", item), identifier=item)


def _level_titles(framework: Framework) -> Mapping[str, str]:
    """Return the level that is called so, in any language, where only one is."""
    found: dict[str, set[str]] = {}
    for scale in framework.scales:
        for level in scale.levels:
            for wording in level.title.values():
                found.setdefault(wording.text.strip().casefold(), set()).add(level.id)
    return {name: next(iter(levels)) for name, levels in found.items() if len(levels) == 1}


def _weighed(finding: Finding) -> Finding:
    """Return a finding about the sheet; what reads as empty would take a requirement away, so it stops the sheet."""
    return replace(finding, severity=Severity.ERROR) if finding.code in _FATAL else finding


def _write_workbook(framework: Framework, options: WriteOptions) -> Written:
    tables = [matrix_table(framework, options.language), levels_table(framework, options.language)]
    return Written(data=write_xlsx(tables))


def _write_csv(framework: Framework, options: WriteOptions) -> Written:
    table = matrix_table(framework, options.language)
    return Written(data=write_csv([table.columns, *table.rows]))


_FIDELITY: Final = Fidelity(
    losses={"*": "a matrix holds what roles need of items, not the framework; an edited one comes back by update"},
    note="Written, and brought back into the framework that it was made from: level, importance and who set it, all kept.",
)
ROLES_MATRIX: Final = ExchangeFormat(
    name="roles-matrix",
    title="Roles and what they need, as a workbook",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    suffix=".xlsx",
    sniff=is_matrix_file,
    write=_write_workbook,
    fidelity=_FIDELITY,
)
ROLES_MATRIX_CSV: Final = ExchangeFormat(
    name="roles-matrix-csv",
    title="Roles and what they need, as CSV",
    media_type="text/csv",
    suffix=".csv",
    sniff=is_matrix_file,
    write=_write_csv,
    fidelity=_FIDELITY,
)
