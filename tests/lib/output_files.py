"""Filled output sheets for tests: as a workbook, as the Word form with the same tables, as CSV, and with cells changed."""

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence

from docx import Document
from openpyxl import load_workbook

from capacita.consultation.model import OutputKind
from capacita.consultation.output.sheet import lay_out_sheet
from capacita.sheets import Table
from capacita.sheets.xlsx import write_xlsx

PEOPLE = {"all": 12, "woman": 7, "man": 5}


def empty_sheet(
    meeting: str, codes: Sequence[str], language: str = "en", kind: OutputKind = OutputKind.REVIEW
) -> list[Table]:
    """Return the tables as the kit sends them."""
    return lay_out_sheet(
        consultation=meeting, framework_version="1.0.0", language=language, item_codes=list(codes), kind=kind
    )


def points(count: int, code: str = "2.4") -> list[tuple[str, ...]]:
    """Return rows of contributions in the order of the sheet's columns."""
    return [
        (code, "", "change", "whole", f"Point number {number}", "", "", "", "en", "civil_servants", "anonymous")
        for number in range(1, count + 1)
    ]


def fill(tables: Sequence[Table], rows: Sequence[Sequence[str]], at: int = 2) -> list[Table]:
    """Return the tables with these rows in one of them, the contributions by default."""
    return [
        Table(name=table.name, columns=table.columns, rows=tuple(tuple(row) for row in rows)) if place == at else table
        for place, table in enumerate(tables)
    ]


def workbook(tables: Sequence[Table], **cells: object) -> bytes:
    """Return a workbook with cells changed, named like ``Contributions_C14``."""
    book = load_workbook(io.BytesIO(write_xlsx(tables)))
    for place, value in cells.items():
        name, _, cell = place.rpartition("_")
        book[name][cell] = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def word(tables: Sequence[Table]) -> bytes:
    """Return a Word form with a table under a heading for each."""
    document = Document()
    for table in tables:
        document.add_heading(table.name, 1)
        made = document.add_table(rows=0, cols=len(table.columns))
        for row in (table.columns, *table.rows):
            for cell, value in zip(made.add_row().cells, row, strict=True):
                cell.text = "" if value is None else str(value)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def with_macros(data: bytes) -> bytes:
    """Return a workbook or Word file that also holds a macro."""
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a") as package:
        package.writestr("xl/vbaProject.bin", b"Sub AutoOpen()")
    return target.getvalue()


def bomb() -> bytes:
    """Return a small package that would unpack to more than is taken."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b" " * (64 * 1024 * 1024))
    return target.getvalue()


def photograph(place: bytes = b"51.5N 0.1W") -> bytes:
    """Return a small PNG that tells where it was taken."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b"".join(b"\x00" + b"\x00\xff\x00" * 3 for _ in range(2))
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 3, 2, 8, 2, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + head + chunk(b"tEXt", b"Location\x00" + place)
        + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    )  # fmt: skip


def fill_kit_sheet(sheet: bytes, said: Sequence[str], **cells: str) -> bytes:
    """Return the workbook of a kit with points in the rows of its items, from row 2 on, and cells changed.

    Cells are named by column and row, as in ``Verdict_14``.
    """
    book = load_workbook(io.BytesIO(sheet))
    table = book["Contributions"]
    column = {cell.value: cell.column for cell in table[1]}
    code = table.cell(row=2, column=column["Item"]).value or "1.1"
    for row, text in enumerate(said, start=2):
        table.cell(row=row, column=column["Item"], value=table.cell(row=row, column=column["Item"]).value or code)
        table.cell(row=row, column=column["Verdict"], value="change")
        table.cell(row=row, column=column["What was said"], value=text)
        table.cell(row=row, column=column["May be quoted"], value="anonymous")
    for place, value in cells.items():
        name, _, row = place.rpartition("_")
        table.cell(row=int(row), column=column[name], value=value)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
