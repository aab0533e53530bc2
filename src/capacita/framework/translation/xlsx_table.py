"""A translator's table as an Excel workbook, out and in. Imported where it is needed: it waits for openpyxl."""

from collections.abc import Sequence
from typing import Final

from capacita.framework.translation.incoming import IncomingFile
from capacita.framework.translation.segments import Segment
from capacita.framework.translation.table_rows import STATES, about_rows, columns_for, read_rows, row_of
from capacita.sheets import ChoiceColumn, Table
from capacita.sheets.xlsx import read_xlsx, write_xlsx
from capacita.vocabulary import Finding, Severity, direction_of

_MOST: Final = 32_000  # characters; a cell of Excel holds few more


def write_xlsx_table(
    segments: Sequence[Segment], *, framework: str, source_language: str, language: str, notice: str = ""
) -> bytes:
    """Return a workbook with a row for each segment; ``list_too_long`` tells of those that fit into no cell."""
    rows = tuple(row_of(segment) for segment in segments if _fits(segment))
    table = Table(
        name="Translation",
        columns=columns_for(source_language, language),
        rows=rows,
        widths={0: 14, 1: 32, 2: 60, 3: 60, 4: 12},
        choices={4: ChoiceColumn(values=STATES, rows=max(1, len(rows)))},
        right_to_left=direction_of(language) == "rtl",
    )
    about, *more = about_rows(framework, notice)
    return write_xlsx((table, Table(name="About", columns=about, rows=tuple(more), widths={0: 32, 1: 80})))


def list_too_long(segments: Sequence[Segment]) -> list[Finding]:
    """Return a finding for each segment that is too long for a cell."""
    return [
        Finding(
            code="TRANSLATION_TEXT_TOO_LONG",
            severity=Severity.WARNING,
            path=segment.place.path,
            values={"limit": _MOST, "context": segment.place.heading},
        )
        for segment in segments
        if not _fits(segment)
    ]


def read_xlsx_table(data: bytes) -> IncomingFile:
    """Read a workbook that came back. Raises Unreadable for what is none."""
    tables = read_xlsx(data)
    rows = [
        (number if place == 0 else 0, row)
        for place, table in enumerate(tables)
        for number, row in enumerate(table.rows, start=1)
    ]
    return read_rows(rows, format="xlsx", findings=[finding for table in tables for finding in table.findings])


def _fits(segment: Segment) -> bool:
    longest = max(len(segment.source), len(segment.target or ""), len(segment.earlier_source or ""))
    return longest <= _MOST
