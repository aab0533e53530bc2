"""The tables of a filled sheet as rows with their place: from a workbook, a Word form or CSV, in any language of the sheet.

A table is known by its name, and where that was changed by its headings; one that comes in several pieces, as on the
pages of a Word form, is put together. Imported from here and not from the package: it reads workbooks.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from capacita.consultation.output import sheet
from capacita.consultation.output.file_kinds import FileKind, recognise_file
from capacita.consultation.output.words import SHEET_LANGUAGES, list_codes, sheet_word
from capacita.sheets import ReadTable, read_csv
from capacita.sheets.docx import read_docx
from capacita.sheets.xlsx import read_xlsx
from capacita.vocabulary import Finding, Severity, Unreadable

REQUIRED: Final[Mapping[str, tuple[str, ...]]] = {
    sheet.ABOUT: sheet.ABOUT_COLUMNS,
    sheet.PARTICIPATION: sheet.PARTICIPATION_COLUMNS,
    sheet.CONTRIBUTIONS: sheet.CONTRIBUTION_COLUMNS,
    sheet.COMPETENCIES: sheet.COLUMNS[sheet.COMPETENCIES][1:2],
    sheet.EXAMPLES: sheet.COLUMNS[sheet.EXAMPLES][:1],
    sheet.QUOTES: sheet.COLUMNS[sheet.QUOTES][:1],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A row of a table: its cells by the names of ``sheet``, and where it stands in the words of who filled it in."""

    table: str  # as ``sheet`` names it
    table_words: str  # as it is named in the file
    line: int
    cells: Mapping[str, str]
    headings: Mapping[str, str]  # as they stand in the file, by their names
    language: str  # of the sheet

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "").strip()


@dataclass(slots=True)
class Notes:
    """Findings as they are made."""

    findings: list[Finding] = field(default_factory=list)

    def error(self, code: str, where: str, *lines: int, **values: Any) -> None:
        """Note something that was left out because of a fault."""
        self.findings.append(Finding(code=code, severity=Severity.ERROR, path=f"/{where}", lines=lines, values=values))

    def warn(self, code: str, where: str, *lines: int, **values: Any) -> None:
        """Note something doubtful."""
        self.findings.append(
            Finding(code=code, severity=Severity.WARNING, path=f"/{where}", lines=lines, values=values)
        )

    def in_row(self, code: str, row: SheetRow, column: str = "", *, is_error: bool = True, **values: Any) -> None:
        """Note something about a row, with its table and column in the words of the file."""
        note = self.error if is_error else self.warn
        given = {"sheet": row.table_words, **({"column": row.headings.get(column, column)} if column else {})}
        note(code, row.table, row.line, **{**given, **values})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """A table as it stands in a file; ``above`` are the rows of the file before its first."""

    name: str
    above: int
    rows: Sequence[Sequence[str]]


def read_tables(data: bytes, notes: Notes) -> dict[str, list[SheetRow]]:
    """Return the rows of the tables that are there, by the names of ``sheet``.

    Raises Unreadable for what is neither a workbook, a Word file nor CSV, and for a file without any of the tables.
    """
    tables: dict[str, list[SheetRow]] = {}
    for block in _list_blocks(data, notes):
        name = _name_of(block)
        if name is not None:
            tables.setdefault(name, []).extend(_rows_of(name, block, notes))
    if not tables:
        raise Unreadable("OUTPUT_NO_SHEET", expected=", ".join(REQUIRED))
    needed = [sheet.ABOUT, sheet.PARTICIPATION]
    if sheet.COMPETENCIES not in tables:
        needed.append(sheet.CONTRIBUTIONS)
    for name in needed:
        if name not in tables:
            notes.error("OUTPUT_TABLE_MISSING", name, table=name)
    return tables


def _list_blocks(data: bytes, notes: Notes) -> list[_Block]:
    kind = recognise_file(data)
    if kind is FileKind.WORKBOOK:
        read = read_xlsx(data)
        for table in read:
            notes.findings.extend(table.findings)
        return [_Block(name=table.name, above=0, rows=table.rows) for table in read]
    if kind is FileKind.WORD:
        document = read_docx(data)
        notes.findings.extend(document.findings)
        return [_Block(name=table.name, above=0, rows=table.rows) for table in document.tables]
    return list(_split_csv(read_csv(data)))


def _split_csv(table: ReadTable) -> Iterator[_Block]:
    """Yield the blocks of a CSV, cut at its lines in brackets."""
    starts = [
        (number, row[0].strip()[1:-1])
        for number, row in enumerate(table.rows)
        if row and row[0].strip().startswith("[") and row[0].strip().endswith("]") and not any(row[1:])
    ]
    ends = [*(number for number, _ in starts), len(table.rows)][1:]
    for (start, name), end in zip(starts, ends, strict=True):
        yield _Block(name=name, above=start + 1, rows=table.rows[start + 1 : end])
    if not starts:
        yield _Block(name=table.name, above=0, rows=table.rows)


def _name_of(block: _Block) -> str | None:
    """Return which table a block is: by its name, else by having all the headings that this table needs."""
    named = sheet.recognise_table(block.name)
    if named is not None:
        return named
    for name, required in REQUIRED.items():
        heading = next((row for row in sheet.code_rows(name, block.rows[:20]) if any(row)), ())
        if len(required) > 1 and set(required) <= set(heading):
            return name
    return None


def _rows_of(name: str, block: _Block, notes: Notes) -> list[SheetRow]:
    rows = sheet.code_rows(name, block.rows)
    head = next((place for place, row in enumerate(rows) if any(cell.strip() for cell in row)), None)
    given = [cell.strip().casefold() for cell in rows[head]] if head is not None else []
    columns = dict.fromkeys([*sheet.COLUMNS[name], *REQUIRED[name]])
    places = {column: given.index(column.casefold()) for column in columns if column.casefold() in given}
    for column in REQUIRED[name]:
        if column not in places:
            notes.error("OUTPUT_COLUMN_MISSING", name, block.above + (head or 0) + 1, table=name, column=column)
    if head is None:
        return []
    headings = {column: block.rows[head][at].strip() for column, at in places.items()}
    language = _language_of(headings)
    found = []
    for place, row in enumerate(rows[head + 1 :], start=head + 1):
        cells = {column: row[at] for column, at in places.items() if at < len(row)}
        if any(cell.strip() for cell in cells.values()):
            line = block.above + place + 1
            found.append(
                SheetRow(
                    table=name, table_words=block.name or name, line=line, cells=cells, headings=headings,
                    language=language,
                )
            )  # fmt: skip
    return found


def _language_of(headings: Mapping[str, str]) -> str:
    """Return the language of the sheet that most of the headings are in."""

    def count(language: str) -> int:
        words = {sheet_word(f"column.{code}", language) for code in _column_codes()}
        return sum(heading in words for heading in headings.values())

    return max(SHEET_LANGUAGES, key=count)


def _column_codes() -> tuple[str, ...]:
    return list_codes("column")
