"""The words of the codes that sheets raise; rooms that read sheets add them to their own."""

from capacita.vocabulary import Message

MESSAGES: dict[str, Message] = {
    "SHEET_TOO_LARGE": Message(
        "The sheet has {found} bytes; up to {limit} are read.", "Take out pictures and sheets that are not needed."
    ),
    "SHEET_TOO_MANY_CELLS": Message(
        "The table spans {rows} rows and {columns} columns; up to {row_limit} rows and {column_limit} columns are read.",
        "Delete empty rows and columns beyond the table, or send it in parts.",
    ),
    "SHEET_UNPACKS_TOO_LARGE": Message(
        "The workbook would unpack to {found} bytes; up to {limit} are read.",
        "Save the sheet again in a spreadsheet program without pictures.",
    ),
    "SHEET_NOT_XLSX": Message(
        "The file is not a workbook that can be read.",
        "Open it in a spreadsheet program and save it as Excel workbook (.xlsx) or as CSV.",
    ),
    "SHEET_OLD_OR_LOCKED": Message(
        "The file is an Excel file of the old kind (.xls) or one that is locked with a password.",
        "Open it in a spreadsheet program and save it as Excel workbook (.xlsx) without a password.",
    ),
    "SHEET_HAS_ENTITIES": Message(
        "The workbook defines its own XML entities, which no spreadsheet program does.",
        "Open it in a spreadsheet program and save it again.",
    ),
    "SHEET_NOT_TEXT": Message(
        "The file is neither a workbook nor UTF-8 text (byte {offset}).", 'Save it as "CSV UTF-8" or as .xlsx.'
    ),
    "SHEET_NOT_CSV": Message("Line {line} cannot be read as CSV: {fault}.", "Save the sheet as CSV again."),
    "SHEET_MERGED_CELLS": Message(
        'The sheet "{sheet}" has merged cells at {range}; only the first of them holds the text.',
        "Unmerge them and write the text into each row that it is for.",
    ),
    "SHEET_FORMULA": Message(
        'The sheet "{sheet}" has a formula in cell {cell}; it was not run and the cell was read as empty.',
        "Replace the formula by its value and send the sheet again.",
    ),
    "SHEET_HAS_MACROS": Message(
        "The file holds macros. They were not run and are not needed; only what stands in the cells was read.",
        "Nothing has to be done. Next time save it without macros, as .xlsx or .docx.",
    ),
    "SHEET_NOT_DOCX": Message(
        "The file is not a Word file that can be read.",
        "Open it in a word processor and save it as Word document (.docx), or fill in the sheet (.xlsx).",
    ),
}
