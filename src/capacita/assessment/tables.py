"""Reading tables of numbers that others publish: CSV bytes in, rows by column name out, faults with their line."""

import csv
import io
from collections.abc import Iterable

from capacita.vocabulary import Unreadable

Row = dict[str, str]


def read_rows(data: bytes, needed: Iterable[str]) -> list[tuple[int, Row]]:
    """Return the rows of a CSV table with their line numbers. Raises Unreadable where a needed column is missing."""
    try:
        reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True, restval="")
        rows = [(reader.line_num, {name: value or "" for name, value in row.items() if name}) for row in reader]
    except UnicodeDecodeError as fault:
        raise Unreadable("DOCUMENT_NOT_UTF8", offset=fault.start) from None
    except csv.Error as fault:
        raise Unreadable("TABLE_NOT_CSV", fault=str(fault)) from None
    for column in needed:
        if column not in (reader.fieldnames or ()):
            raise Unreadable("TABLE_NO_COLUMN", column=column)
    return rows


def read_number(text: str, line: int, column: str) -> float:
    """Return the number in a cell. Raises Unreadable, naming the place, where there is none."""
    try:
        return float(text)
    except ValueError:
        raise Unreadable("TABLE_NOT_A_NUMBER", line=line, column=column, found=text) from None
