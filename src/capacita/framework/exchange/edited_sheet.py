"""The sheet of a framework that goes out to be edited and comes back: with the state that it was made of, and why.

Beside what every sheet of items has it holds two columns more. ``why`` takes a reason for what a row changes; the other,
which spreadsheets hide, says in each row of which state the sheet was made, so that sorting, filtering and copying rows
between sheets do not lose it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from capacita.framework.exchange.csv_table import HEADER_SHEET, items_table, list_tables
from capacita.framework.exchange.csv_table_cells import as_cell
from capacita.framework.exchange.csv_table_overlay import find_sheets
from capacita.framework.exchange.csv_table_sheets import ID, ITEMS
from capacita.framework.exchange.xlsx import check_rows, read_sheets
from capacita.framework.model import Framework
from capacita.sheets import ReadTable, Table, write_csv
from capacita.sheets.xlsx import write_xlsx
from capacita.vocabulary import Finding, Severity, Unreadable

WHY: Final = "why"
MADE_OF: Final = "made of (leave as it is)"
MOST_REASON: Final = 1000  # characters, as in the forms of steps
_HEADER_PARTS: Final = ("code", "version")


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedSheet:
    """A sheet that came back, taken apart.

    ``tables`` are without the two columns of its own. ``marks`` are the states that its rows say they were made of;
    ``reasons`` are by the number of the row among the items. ``release`` is the code and version that the sheet's
    heading names, where it has one.
    """

    tables: tuple[ReadTable, ...]
    marks: tuple[str, ...] = ()
    reasons: Mapping[int, str] = field(default_factory=dict)
    release: tuple[str, str] | None = None
    findings: tuple[Finding, ...] = ()


def write_edit_workbook(framework: Framework, made_of: str) -> bytes:
    """Return the workbook of a framework to be edited. Raises Refusal for one that is too large to be read back."""
    tables = [
        _with_own_columns(table, made_of) if table.name == ITEMS.name else table for table in list_tables(framework)
    ]
    check_rows(tables)
    return write_xlsx(tables)


def write_edit_csv(framework: Framework, made_of: str) -> bytes:
    """Return the items of a framework as CSV to be edited."""
    table = _with_own_columns(items_table(framework), made_of)
    return write_csv([table.columns, *table.rows])


def read_edited_sheet(data: bytes) -> EditedSheet:
    """Return an edited workbook or CSV, taken apart.

    Raises Unreadable when it is neither, or JSON, or holds no sheet of a framework.
    """
    if data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        raise Unreadable("EXCHANGE_SHEET_IS_JSON")
    tables = read_sheets(data)
    sheets = find_sheets(tables)
    if not sheets:
        raise Unreadable("EXCHANGE_NO_SHEETS")
    items = next((table for sheet, table in sheets if sheet is ITEMS), None)
    if items is None:
        return EditedSheet(tables=tuple(tables), release=_read_release(tables))
    bare, marks, reasons = _take_apart(items)
    return EditedSheet(
        tables=tuple(bare if table is items else table for table in tables),
        marks=marks,
        reasons=reasons,
        release=_read_release(tables),
        findings=tuple(_too_long(items, row) for row, text in reasons.items() if len(text) > MOST_REASON),
    )


def _with_own_columns(table: Table, made_of: str) -> Table:
    """Return a sheet of items with a column for reasons before the hidden ones, and the state behind all."""
    place = table.columns.index(ID)
    columns = (*table.columns[:place], WHY, *table.columns[place:], MADE_OF)
    rows = tuple((*row[:place], "", *row[place:], made_of) for row in table.rows)
    hidden = frozenset(range(place + 1, len(columns)))
    return replace(table, columns=columns, rows=rows, widths={**table.widths, place: 40}, hidden=hidden)


def _take_apart(items: ReadTable) -> tuple[ReadTable, tuple[str, ...], dict[int, str]]:
    """Return a sheet of items without its own columns, and what stood in them."""
    heads = [" ".join(head.split()).lower() for head in items.rows[0]]
    own = {name: heads.index(name) for name in (WHY, MADE_OF) if name in heads}
    marks: dict[str, None] = {}
    reasons: dict[int, str] = {}
    for number, row in enumerate(items.rows[1:], start=2):
        said = {name: as_cell(row[place]) for name, place in own.items() if place < len(row)}
        if said.get(MADE_OF):
            marks[said[MADE_OF]] = None
        if said.get(WHY):
            reasons[number] = said[WHY]
    places = frozenset(own.values())
    rows = tuple(tuple(cell for place, cell in enumerate(row) if place not in places) for row in items.rows)
    return replace(items, rows=rows), tuple(marks), reasons


def _read_release(tables: Sequence[ReadTable]) -> tuple[str, str] | None:
    header = next((table for table in tables if table.name.strip().lower() == HEADER_SHEET.lower()), None)
    said = {row[0].strip().lower(): row[2].strip() for row in (header.rows if header else ()) if len(row) > 2}
    code, version = (said.get(part, "") for part in _HEADER_PARTS)
    return (code, version) if code and version else None


def _too_long(items: ReadTable, row: int) -> Finding:
    values = {"sheet": items.name or ITEMS.name, "limit": MOST_REASON}
    return Finding(
        code="EXCHANGE_REASON_TOO_LONG",
        severity=Severity.ERROR,
        path=f"/{ITEMS.name}/{WHY}",
        lines=(row,),
        values=values,
    )
