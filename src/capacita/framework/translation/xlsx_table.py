"""A translator's table as an Excel workbook, out and in. Imported where it is needed: it waits for openpyxl."""

from collections.abc import Sequence
from typing import Final

from capacita.framework.translation.incoming import IncomingFile
from capacita.framework.translation.marks import Mark
from capacita.framework.translation.segments import Segment
from capacita.framework.translation.table_rows import read_rows, row_of
from capacita.framework.translation.table_words import ENGLISH, TableWords
from capacita.sheets import ChoiceColumn, Table
from capacita.sheets.xlsx import read_xlsx, write_xlsx
from capacita.vocabulary import Finding, Severity, direction_of

_MOST: Final = 32_000  # characters; a cell of Excel holds few more


def write_xlsx_table(
    segments: Sequence[Segment],
    *,
    framework: str,
    source_language: str,
    language: str,
    notice: str = "",
    words: TableWords = ENGLISH,
) -> bytes:
    """Return a workbook with a row for each segment; ``list_too_long`` tells of those that fit into no cell."""
    rows = tuple(row_of(segment, words) for segment in segments if _fits(segment))
    states = tuple(map(words.state_of, Mark))
    table = Table(
        name=words.table,
        columns=words.columns(source_language, language),
        rows=rows,
        widths={0: 14, 1: 32, 2: 60, 3: 60, 4: 18},
        choices={4: ChoiceColumn(values=states, rows=max(1, len(rows)))},
        right_to_left=direction_of(language) == "rtl",
    )
    heading, *more = words.about_rows(framework, notice, language)
    about = Table(
        name=words.about,
        columns=heading,
        rows=tuple(more),
        widths={0: 32, 1: 80},
        right_to_left=direction_of(words.language) == "rtl",
    )
    return write_xlsx((table, about))


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
