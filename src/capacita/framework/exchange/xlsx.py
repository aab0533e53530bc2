"""Spreadsheets out and in: a workbook with a sheet a kind of entry, or CSV with the items alone.

What comes in may be ours, OpenSALT's or the DigComp data supplement; it is told apart by its sheets and headings.
"""

from collections.abc import Sequence

from capacita.framework.exchange.csv_table import list_tables
from capacita.framework.exchange.csv_table_opensalt import is_opensalt, read_opensalt
from capacita.framework.exchange.csv_table_overlay import SheetUpdate, overlay_tables
from capacita.framework.exchange.csv_table_reading import TablesRead, check_update, read_tables
from capacita.framework.exchange.digcomp_xlsx import is_digcomp_workbook, read_digcomp_workbook
from capacita.framework.model import Framework
from capacita.sheets import ReadTable, read_csv
from capacita.sheets.xlsx import read_xlsx, write_xlsx
from capacita.vocabulary import has_errors


def is_workbook(data: bytes) -> bool:
    """Tell whether bytes are a ZIP, as every XLSX is."""
    return data[:4] == b"PK\x03\x04"


def write_workbook(framework: Framework) -> bytes:
    """Return a framework as a workbook that can be edited and read back."""
    return write_xlsx(list_tables(framework))


def read_sheets(data: bytes, name: str = "") -> Sequence[ReadTable]:
    """Return the tables of a workbook or a CSV. Raises Unreadable for what is neither, or too large to be safe."""
    return read_xlsx(data) if is_workbook(data) else [read_csv(data, name=name)]


def read_framework_sheets(data: bytes) -> TablesRead:
    """Return the framework in a workbook or a CSV, with what was repaired and what is wrong.

    Raises Unreadable when it is neither, or holds no sheet of a framework.
    """
    tables = read_sheets(data)
    if is_digcomp_workbook(tables):
        framework, repairs, findings = read_digcomp_workbook(tables)
        sound = None if has_errors(findings) else framework
        return TablesRead(framework=sound, repairs=tuple(repairs), findings=tuple(findings))
    if is_opensalt(tables):
        return read_opensalt(tables)
    return read_tables(tables)


def update_from_sheets(framework: Framework, data: bytes, *, omit_missing: bool = False) -> SheetUpdate:
    """Return what an edited workbook or CSV makes of a framework, the errors of the result among its findings.

    Raises Unreadable when it is neither, or holds no sheet of a framework.
    """
    update = overlay_tables(framework, read_sheets(data), omit_missing=omit_missing)
    return SheetUpdate(
        framework=update.framework,
        findings=(*update.findings, *check_update(update)),
        missing=update.missing,
        rows=update.rows,
    )
