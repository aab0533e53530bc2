"""How much of a sheet is read: enough for any workshop and survey form, too little to bring a server down."""

from typing import Final

from capacita.vocabulary import Unreadable

MAX_BYTES: Final = 10 * 1024 * 1024
MAX_UNPACKED_BYTES: Final = 60 * 1024 * 1024
MAX_PARTS: Final = 500  # files inside an XLSX
MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 300


def check_size(data: bytes) -> None:
    """Raise Unreadable when a file is larger than a sheet may be."""
    if len(data) > MAX_BYTES:
        raise Unreadable("SHEET_TOO_LARGE", found=len(data), limit=MAX_BYTES)


def check_extent(rows: int, columns: int) -> None:
    """Raise Unreadable when a table has more rows or columns than are read."""
    if rows > MAX_ROWS or columns > MAX_COLUMNS:
        raise Unreadable(
            "SHEET_TOO_MANY_CELLS", rows=rows, columns=columns, row_limit=MAX_ROWS, column_limit=MAX_COLUMNS
        )
