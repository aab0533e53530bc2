"""CSV in and out: UTF-8 with the mark by which Excel knows it, guarded cells, lines that end in CR LF."""

import csv
import io
from collections.abc import Iterable, Sequence

from capacita.sheets.guard import guard_cell, unguard_cell
from capacita.sheets.limits import MAX_BYTES, check_extent, check_size
from capacita.sheets.tables import Cell, ReadTable
from capacita.vocabulary import Unreadable

_DELIMITERS = (",", ";", "\t")


def write_csv(rows: Iterable[Sequence[Cell]], *, byte_order_mark: bool = True) -> bytes:
    """Return the rows as CSV that spreadsheet programs open as text and never run."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_shown(cell) for cell in row])
    return target.getvalue().encode("utf-8-sig" if byte_order_mark else "utf-8")


def read_csv(data: bytes, *, name: str = "") -> ReadTable:
    """Read CSV with comma, semicolon or tab between cells, whichever its first filled line holds most of.

    Raises Unreadable for bytes that are no UTF-8 text, for a quote left open, and beyond the limits of size.
    """
    check_size(data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Unreadable("SHEET_NOT_TEXT", offset=fault.start) from None
    csv.field_size_limit(MAX_BYTES)
    rows: list[tuple[str, ...]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for row in reader:
            rows.append(tuple(unguard_cell(cell.replace("\r\n", "\n")) for cell in row))
            check_extent(len(rows), len(row))
    except csv.Error as fault:
        raise Unreadable("SHEET_NOT_CSV", line=reader.line_num, fault=fault) from None
    return ReadTable(name=name, rows=tuple(rows))


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    return guard_cell(cell) if isinstance(cell, str) else str(cell)


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip(" ,;\t")), "")
    return max(_DELIMITERS, key=first.count)
