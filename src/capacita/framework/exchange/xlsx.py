"""Spreadsheets out and in: a workbook with a sheet a kind of entry, or CSV with the items alone.

What comes in may be ours, OpenSALT's or the DigComp data supplement; it is told apart by its sheets and headings.
"""

from collections.abc import Sequence
from typing import Final

from capacita.framework.exchange.contract import ExchangeFormat, FrameworkRead, WriteOptions, Written, sound_read
from capacita.framework.exchange.csv_table import list_tables, write_items_csv
from capacita.framework.exchange.csv_table_fidelity import CSV_FIDELITY, XLSX_FIDELITY
from capacita.framework.exchange.csv_table_opensalt import is_opensalt, read_opensalt
from capacita.framework.exchange.csv_table_overlay import SheetUpdate, find_sheets, overlay_tables
from capacita.framework.exchange.csv_table_reading import check_update, read_tables
from capacita.framework.exchange.csv_table_repairs import list_cell_repairs
from capacita.framework.exchange.csv_table_sheets import ITEMS
from capacita.framework.exchange.digcomp_xlsx import is_digcomp_workbook, read_digcomp_workbook
from capacita.framework.model import Framework
from capacita.sheets import COMPOUND_FILE, MAX_ROWS, ReadTable, Table, read_csv
from capacita.sheets.xlsx import read_xlsx, write_xlsx
from capacita.vocabulary import Refusal, Unreadable


def is_workbook(data: bytes) -> bool:
    """Tell whether bytes are a ZIP, as every XLSX is."""
    return data[:4] == b"PK\x03\x04"


def is_framework_csv(data: bytes) -> bool:
    """Tell whether bytes begin with the headings of a CSV of items that is read."""
    head = data[:8192].partition(b"\n")[0]
    try:
        tables = [read_csv(head)]
    except Unreadable:
        return False
    return bool(tables[0].rows) and (is_opensalt(tables) or bool(find_sheets(tables)))


def write_workbook(framework: Framework) -> bytes:
    """Return a framework as a workbook that can be edited and read back.

    Raises Refusal for one that is too large to be read back.
    """
    tables = list_tables(framework)
    check_rows(tables)
    return write_xlsx(tables)


def check_rows(tables: Sequence[Table]) -> None:
    """Raise Refusal for a table that is too long to be read back."""
    for table in tables:
        if len(table.rows) >= MAX_ROWS:
            raise Refusal("EXCHANGE_TOO_MANY_ROWS", sheet=table.name, rows=len(table.rows), limit=MAX_ROWS)


def read_sheets(data: bytes, name: str = "") -> Sequence[ReadTable]:
    """Return the tables of a workbook or a CSV. Raises Unreadable for what is neither, or too large to be safe."""
    return read_xlsx(data) if is_workbook(data) or data.startswith(COMPOUND_FILE) else [read_csv(data, name=name)]


def read_framework_sheets(data: bytes) -> FrameworkRead:
    """Return the framework in a workbook or a CSV, with what was repaired and what is wrong.

    Raises Unreadable when it is neither, or holds no sheet of a framework.
    """
    tables = read_sheets(data)
    if is_digcomp_workbook(tables):
        framework, repairs, findings = read_digcomp_workbook(tables)
        return sound_read(framework, tuple(repairs), tuple(findings))
    if is_opensalt(tables):
        return read_opensalt(tables)
    return read_tables(tables)


def update_from_sheets(framework: Framework, data: bytes, *, omit_missing: bool = False) -> SheetUpdate:
    """Return what an edited workbook or CSV makes of a framework, the errors of the result among its findings.

    Raises Unreadable when it is neither, or JSON, or holds no sheet of a framework.
    """
    if data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        raise Unreadable("EXCHANGE_SHEET_IS_JSON")
    update = overlay_tables(framework, read_sheets(data), omit_missing=omit_missing)
    return SheetUpdate(
        framework=update.framework,
        findings=(*update.findings, *check_update(update)),
        missing=update.missing,
        rows=update.rows,
    )


def _write_workbook(framework: Framework, options: WriteOptions) -> Written:
    return Written(data=write_workbook(framework), repairs=tuple(list_cell_repairs(framework)))


def _write_csv(framework: Framework, options: WriteOptions) -> Written:
    return Written(data=write_items_csv(framework), repairs=tuple(list_cell_repairs(framework, (ITEMS.records,))))


XLSX: Final = ExchangeFormat(
    name="xlsx",
    title="Workbook (ours, OpenSALT's or DigComp's)",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    suffix=".xlsx",
    sniff=is_workbook,
    read=read_framework_sheets,
    write=_write_workbook,
    fidelity=XLSX_FIDELITY,
)
ITEMS_CSV: Final = ExchangeFormat(
    name="csv",
    title="Items as CSV (ours or OpenSALT's)",
    media_type="text/csv",
    suffix=".csv",
    sniff=is_framework_csv,
    read=read_framework_sheets,
    write=_write_csv,
    fidelity=CSV_FIDELITY,
)
