"""An export of somebody else's consultation as a table: headings in one row or two, prefixed or not, CSV, XLSX or JSON lines.

Nothing is imported here and nothing is guessed about what a column means. Each row keeps the line that it stood on.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from capacita.sheets import MAX_COLUMNS, MAX_ROWS, ReadTable, check_size, read_csv
from capacita.vocabulary import Finding, Severity, Unreadable, digest_of_bytes

_ZIP_MARK: Final = b"PK\x03\x04"
_MARKS: Final = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_NUMBERED: Final = re.compile(r"(?:ident|question|q|field|col(?:umn)?|item|var|v)[\s_.-]*[0-9]+[a-z]?", re.IGNORECASE)
_PREFIXED: Final = re.compile(
    r"(?:(?P<group>\S.{0,58}?)\s+)?(?P<key>Q(?:uestion)?\s*[0-9]+[a-z]?)\s+[-–:]\s+(?P<question>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_NAMED: Final = re.compile(r"(?P<key>\S.{0,78}?)\s+[-–]\s+(?P<question>\S.*)", re.DOTALL)
_MOST_NESTED: Final = 4


class Layout(StrEnum):
    """How the headings stand."""

    TWO_ROWS = "two_rows"  # "Ident 1" above the text of the question
    PREFIXED = "prefixed"  # "Prop 1 Q1 - Do you agree?"
    PLAIN = "plain"
    JSON_LINES = "json_lines"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportHeading:
    """The heading of a column: its short key, the part of the form that it belongs to, and the question as it was put."""

    number: int  # from 0
    key: str
    question: str
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRow:
    """What one respondent gave, as many cells as there are headings, with the line of the file."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportTable:
    """An export as it was read. ``digest`` names the file; ``sheet`` the sheet of a workbook that it was read from."""

    digest: str
    layout: Layout
    headings: tuple[ExportHeading, ...]
    rows: tuple[ExportRow, ...]
    findings: tuple[Finding, ...] = ()
    sheet: str = ""

    def column(self, number: int) -> list[str]:
        """Return the cells of a column."""
        return [row.cells[number] for row in self.rows]


def read_export(data: bytes) -> ExportTable:
    """Read an export. Raises Unreadable for what is no table, for one without a respondent, and beyond the limits of size."""
    check_size(data)
    findings: list[Finding] = []
    if data.startswith(_ZIP_MARK):
        from capacita.sheets.xlsx import read_xlsx  # noqa: PLC0415 -- openpyxl only for workbooks

        return _lay_out(_fullest(read_xlsx(data), findings), data, findings)
    text = _decode(data, findings)
    if text.lstrip().startswith(("{", "[")):
        return _read_json(text, data, findings)
    return _lay_out(read_csv(text.encode("utf-8")), data, findings)


def _decode(data: bytes, findings: list[Finding]) -> str:
    """Return the text of a file, in UTF-8 or as older programs of Windows write it, which is then said."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        if b"\0" in data:
            raise Unreadable("SHEET_NOT_TEXT", offset=fault.start) from None
        findings.append(_finding("EXPORT_NOT_UTF8", Severity.WARNING))
        return data.decode("cp1252", "replace")


def _fullest(tables: Sequence[ReadTable], findings: list[Finding]) -> ReadTable:
    """Return the sheet with the most rows; that others were left out is said."""
    filled = [table for table in tables if any(any(row) for row in table.rows)]
    if not filled:
        raise Unreadable("EXPORT_EMPTY")
    best = max(filled, key=lambda table: len(table.rows))
    others = [table.name for table in filled if table is not best]
    if others:
        findings.append(_finding("EXPORT_OTHER_SHEETS", Severity.WARNING, taken=best.name, others=others))
    return best


def _lay_out(table: ReadTable, data: bytes, findings: list[Finding]) -> ExportTable:
    rows = [(line, row) for line, row in enumerate(table.rows, start=1) if any(cell.strip() for cell in row)]
    while len(rows) > 1 and _filled(rows[0][1]) == 1 and _filled(rows[1][1]) > 1:
        rows = rows[1:]  # a title above the table
    if not rows:
        raise Unreadable("EXPORT_EMPTY")
    first = rows[0][1]
    if len(rows) > 1 and _is_numbered(first) and not _is_numbered(rows[1][1]):
        layout, headings, rows = Layout.TWO_ROWS, _two_rows(first, rows[1][1]), rows[2:]
    else:
        layout, headings, rows = *_one_row(first, findings), rows[1:]
    if not rows:
        raise Unreadable("EXPORT_EMPTY")
    width = len(headings)
    for line, row in rows:
        if any(cell.strip() for cell in row[width:]):
            findings.append(_finding("EXPORT_ROW_TOO_LONG", Severity.WARNING, line, columns=width))
    return ExportTable(
        digest=digest_of_bytes(data),
        layout=layout,
        headings=headings,
        rows=tuple(
            ExportRow(line=line, cells=tuple(cell.strip() for cell in (*row, *("",) * width)[:width]))
            for line, row in rows
        ),
        findings=(*table.findings, *findings),
        sheet=table.name,
    )


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _is_numbered(row: Sequence[str]) -> bool:
    """Tell whether a row holds running numbers of columns and no question."""
    filled = [cell.strip() for cell in row if cell.strip()]
    return bool(filled) and sum(bool(_NUMBERED.fullmatch(cell)) for cell in filled) * 5 >= len(filled) * 4


def _two_rows(keys: Sequence[str], questions: Sequence[str]) -> tuple[ExportHeading, ...]:
    width = max(_extent(keys), _extent(questions))
    padded = [[*row, *[""] * width][:width] for row in (keys, questions)]
    return tuple(
        ExportHeading(number=number, key=key.strip() or _name(number), question=question.strip() or key.strip())
        for number, (key, question) in enumerate(zip(*padded, strict=True))
    )


def _one_row(row: Sequence[str], findings: list[Finding]) -> tuple[Layout, tuple[ExportHeading, ...]]:
    cells = [cell.strip() for cell in row][: _extent(row)]
    prefixed = sum(bool(_PREFIXED.fullmatch(cell) or _NAMED.fullmatch(cell)) for cell in cells)
    layout = Layout.PREFIXED if cells and prefixed * 2 > len(cells) else Layout.PLAIN
    headings = []
    for number, cell in enumerate(cells):
        found = (_PREFIXED.fullmatch(cell) or _NAMED.fullmatch(cell)) if layout is Layout.PREFIXED else None
        if found:
            parts = found.groupdict()
            heading = ExportHeading(
                number=number, key=parts["key"], question=parts["question"].strip(), group=parts.get("group") or ""
            )
        else:
            if not cell:
                findings.append(_finding("EXPORT_HEADING_MISSING", Severity.WARNING, column=_name(number)))
            heading = ExportHeading(number=number, key=_name(number), question=cell or _name(number))
        headings.append(heading)
    return layout, tuple(headings)


def _extent(row: Sequence[str]) -> int:
    """Return how many cells a row has up to its last filled one."""
    return max((number for number, cell in enumerate(row, start=1) if cell.strip()), default=0)


def _name(number: int) -> str:
    """Return the name that a spreadsheet gives a column: A for 0, AA for 26."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _read_json(text: str, data: bytes, findings: list[Finding]) -> ExportTable:
    """Read one object a line, or a list of them; what is nested in them becomes columns of its own."""
    flat: list[tuple[int, dict[tuple[str, ...], str]]] = []
    names: dict[tuple[str, ...], None] = {}
    for line, value in _objects(text, findings):
        cells = dict(_flatten(value, ()))
        names.update(dict.fromkeys(cells))
        flat.append((line, cells))
        if len(flat) > MAX_ROWS or len(names) > MAX_COLUMNS:
            raise Unreadable(
                "SHEET_TOO_MANY_CELLS",
                rows=len(flat),
                columns=len(names),
                row_limit=MAX_ROWS,
                column_limit=MAX_COLUMNS,
            )
    if not flat:
        raise Unreadable("EXPORT_EMPTY")
    return ExportTable(
        digest=digest_of_bytes(data),
        layout=Layout.JSON_LINES,
        headings=tuple(
            ExportHeading(number=number, key=_name(number), question=name[-1], group=" ".join(name[:-1]))
            for number, name in enumerate(names)
        ),
        rows=tuple(ExportRow(line=line, cells=tuple(cells.get(name, "") for name in names)) for line, cells in flat),
        findings=tuple(findings),
    )


def _objects(text: str, findings: list[Finding]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    if text.lstrip().startswith("["):
        try:
            listed = json.loads(text)
        except (ValueError, RecursionError):
            raise Unreadable("EXPORT_NOT_JSON") from None
        yield from ((number, each) for number, each in enumerate(listed, start=1) if isinstance(each, dict))
        return
    for line, each in enumerate(text.splitlines(), start=1):
        if not each.strip():
            continue
        try:
            value = json.loads(each)
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, dict):
            yield line, value
        else:
            findings.append(_finding("EXPORT_LINE_NOT_JSON", Severity.WARNING, line))


def _flatten(value: Any, way: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, dict) and len(way) < _MOST_NESTED:
        for key, inner in value.items():
            yield from _flatten(inner, (*way, str(key).strip()))
    elif isinstance(value, list):
        yield way, "; ".join(str(each) for each in value)
    elif value is not None:
        yield way, ("yes" if value else "no") if isinstance(value, bool) else str(value).strip()


def _finding(code: str, severity: Severity, *lines: int, **values: Any) -> Finding:
    return Finding(code=code, severity=severity, lines=lines, values=values)
