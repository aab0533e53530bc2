"""Consultations that were run elsewhere, out of the exports of their platforms: read, look at each column, take in.

Imported from here and not from the room: it reads workbooks.
"""

from capacita.consultation.exports.columns import ColumnKind, InferredColumn, infer_columns
from capacita.consultation.exports.importing import (
    NOT_ANSWERED,
    CountedAnswers,
    ExportImport,
    ImportedAnswer,
    decide_columns,
    import_answers,
)
from capacita.consultation.exports.reading import ExportHeading, ExportRow, ExportTable, Layout, read_export

__all__ = [
    "NOT_ANSWERED",
    "ColumnKind",
    "CountedAnswers",
    "ExportHeading",
    "ExportImport",
    "ExportRow",
    "ExportTable",
    "ImportedAnswer",
    "InferredColumn",
    "Layout",
    "decide_columns",
    "import_answers",
    "infer_columns",
    "read_export",
]
