"""XLSX in and out through openpyxl: the same input gives the same bytes, and what is read is read within limits."""

import datetime
import io
import re
import warnings
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from capacita.sheets.guard import guard_cell, unguard_cell
from capacita.sheets.limits import check_extent, check_size
from capacita.sheets.packages import COMPOUND_FILE, check_package, find_macros, list_parts
from capacita.sheets.tables import Cell, ReadTable, Table
from capacita.vocabulary import Finding, Severity, Unreadable

FIXED_TIME: Final = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP can say
_FIXED_STAMP: Final = b"1980-01-01T00:00:00Z"
_STAMPS: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_MAX_CELL: Final = 32_767  # characters that a cell of Excel holds
_LIST_SHEET: Final = "Lists"


def write_xlsx(tables: Sequence[Table]) -> bytes:
    """Return a workbook with one sheet a table: bold headings that stay in view, lists to choose from, guarded text.

    Characters that XML cannot hold become the replacement character; texts beyond what a cell holds are cut.
    """
    workbook = Workbook()
    workbook.remove(workbook.active)
    lists: list[tuple[str, ...]] = []
    for table in tables:
        _write_sheet(workbook.create_sheet(table.name), table, lists)
    if lists:
        _write_lists(workbook.create_sheet(_LIST_SHEET), lists)
    target = io.BytesIO()
    workbook.save(target)
    return _with_fixed_times(target.getvalue())


def read_xlsx(data: bytes) -> tuple[ReadTable, ...]:
    """Read every visible sheet of a workbook as text; merged cells, formulas and macros are findings, never run.

    Raises Unreadable for what is no workbook, for one that would unpack beyond the limit, and for tables beyond it.
    """
    check_size(data)
    if data.startswith(COMPOUND_FILE):
        raise Unreadable("SHEET_OLD_OR_LOCKED")
    check_package(data, "SHEET_NOT_XLSX")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of parts that it leaves out; none of them holds cells
            workbook = load_workbook(io.BytesIO(data), keep_links=False)
    except Exception:  # noqa: BLE001 -- openpyxl raises whatever its parsers raise: KeyError, ValueError, ParseError, ...
        raise Unreadable("SHEET_NOT_XLSX") from None
    found = tuple(_read_sheet(sheet) for sheet in workbook.worksheets if sheet.sheet_state == "visible")
    macros = find_macros(list_parts(data))
    return (replace(found[0], findings=(*macros, *found[0].findings)), *found[1:]) if macros and found else found


def write_zip(files: Sequence[tuple[str, bytes]]) -> bytes:
    """Return a ZIP of named files, in this order, with fixed times: the same files give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files:
            entry = zipfile.ZipInfo(name, FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same on every machine
            entry.external_attr = 0o644 << 16
            package.writestr(entry, content)
    return target.getvalue()


def _write_sheet(sheet: Any, table: Table, lists: list[tuple[str, ...]]) -> None:
    sheet.append([guard_cell(column) for column in table.columns])
    for row in table.rows:
        sheet.append([_written(cell) for cell in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="EFEAE0")
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for number in range(len(table.columns)):
        sheet.column_dimensions[get_column_letter(number + 1)].width = table.widths.get(number, 18)
        sheet.column_dimensions[get_column_letter(number + 1)].hidden = number in table.hidden
    sheet.freeze_panes = "A2"
    sheet.sheet_view.rightToLeft = table.right_to_left
    for number, choice in table.choices.items():
        if choice.values not in lists:
            lists.append(choice.values)
        column = get_column_letter(lists.index(choice.values) + 1)
        rule = DataValidation(
            type="list", formula1=f"{_LIST_SHEET}!${column}$1:${column}${len(choice.values)}", allow_blank=True
        )
        letter = get_column_letter(number + 1)
        rule.add(f"{letter}2:{letter}{choice.rows + 1}")
        sheet.add_data_validation(rule)


def _write_lists(sheet: Any, lists: Sequence[tuple[str, ...]]) -> None:
    for column, values in enumerate(lists, start=1):
        for row, value in enumerate(values, start=1):
            sheet.cell(row=row, column=column, value=_written(value))
    sheet.sheet_state = "hidden"


def _written(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    return guard_cell(_ILLEGAL.sub("\ufffd", cell))[:_MAX_CELL]


def _with_fixed_times(data: bytes) -> bytes:
    """Rewrite a package without the clock: openpyxl writes the time of saving into it in two places."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        files = [(entry.filename, package.read(entry)) for entry in package.infolist()]
    return write_zip(
        [
            (name, _STAMPS.sub(rb"\g<1>" + _FIXED_STAMP + rb"\2", content) if name == "docProps/core.xml" else content)
            for name, content in files
        ]
    )


def _read_sheet(sheet: Any) -> ReadTable:
    check_extent(sheet.max_row, sheet.max_column)
    findings = [
        Finding(
            code="SHEET_MERGED_CELLS",
            severity=Severity.WARNING,
            path=f"/{sheet.title}",
            lines=(merged.min_row,),
            values={"sheet": sheet.title, "range": merged.coord},
        )
        for merged in sheet.merged_cells.ranges
    ]
    rows: list[tuple[str, ...]] = []
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                findings.append(
                    Finding(
                        code="SHEET_FORMULA",
                        severity=Severity.WARNING,
                        path=f"/{sheet.title}",
                        lines=(cell.row,),
                        values={"sheet": sheet.title, "cell": cell.coordinate},
                    )
                )
        rows.append(tuple(_text(cell) for cell in row))
    return ReadTable(name=sheet.title, rows=tuple(rows), findings=tuple(findings))


def _text(cell: Any) -> str:
    value = cell.value
    if value is None or cell.data_type == "f":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return (value.date() if value.time() == datetime.time() else value).isoformat()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return unguard_cell(str(value).replace("\r\n", "\n"))
