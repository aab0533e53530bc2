"""Safe sheets: tables in and out of CSV and XLSX, without formulas going out or bombs coming in.

XLSX lives in ``capacita.sheets.xlsx`` and is imported from there, so that nothing else waits for openpyxl.
"""

from capacita.sheets.csv_files import read_csv, write_csv
from capacita.sheets.guard import guard_cell, unguard_cell
from capacita.sheets.limits import MAX_BYTES, MAX_COLUMNS, MAX_ROWS, check_size
from capacita.sheets.messages import MESSAGES
from capacita.sheets.packages import COMPOUND_FILE
from capacita.sheets.tables import Cell, ChoiceColumn, ReadTable, Table

__all__ = [
    "COMPOUND_FILE",
    "MAX_BYTES",
    "MAX_COLUMNS",
    "MAX_ROWS",
    "MESSAGES",
    "Cell",
    "ChoiceColumn",
    "ReadTable",
    "Table",
    "check_size",
    "guard_cell",
    "read_csv",
    "unguard_cell",
    "write_csv",
]
