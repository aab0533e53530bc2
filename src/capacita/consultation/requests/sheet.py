"""Requests out of a spreadsheet or CSV: one a row, each finding with its line; rows that say the same are pointed out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from capacita.consultation.requests.reading import TEMPLATE, ReadRequest, RequestField, field_of_label, read_request
from capacita.sheets import ReadTable, Table, read_csv, write_csv
from capacita.vocabulary import Finding, Severity, Unreadable

_ZIP_MARK: Final = b"PK\x03\x04"
MOST_REQUESTS: Final = 500
NEEDED: Final = (RequestField.DATE, RequestField.STAKEHOLDERS, RequestField.CONTACT)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSheet:
    """The requests of a sheet in its order, and what is to be looked at in all of it."""

    requests: tuple[ReadRequest, ...]
    findings: tuple[Finding, ...]


def read_request_sheet(data: bytes, *, zones: Collection[str], today: date | None = None) -> RequestSheet:
    """Read the requests of a workbook or a CSV.

    Raises Unreadable for what is neither, for a table without the headings of a request, and beyond the limits.
    """
    table, findings = _find_table(data)
    head, columns = _find_columns(table)
    for name in RequestField:
        if name not in columns and name not in (RequestField.ZONE, RequestField.NAME, RequestField.INSTITUTION):
            values = {"column": TEMPLATE[name]}
            findings.append(
                Finding(code="REQUEST_COLUMN_MISSING", severity=Severity.WARNING, lines=(head + 1,), values=values)
            )
    requests = []
    for place, row in enumerate(table.rows[head + 1 :], start=head + 2):
        cells = {name: row[at] for name, at in columns.items() if at < len(row)}
        if any(cell.strip() for cell in cells.values()):
            requests.append(read_request(cells, zones=zones, line=place, today=today))
        if len(requests) > MOST_REQUESTS:
            raise Unreadable("REQUEST_SHEET_TOO_LONG", limit=MOST_REQUESTS)
    findings += [finding for request in requests for finding in request.findings]
    return RequestSheet(requests=tuple(requests), findings=tuple(findings))


def write_request_template() -> bytes:
    """Return a CSV with the headings of a request, to be filled in with one row a request."""
    table = Table(name="Requests", columns=tuple(TEMPLATE.values()))
    return write_csv([table.columns])


def _find_table(data: bytes) -> tuple[ReadTable, list[Finding]]:
    if not data.startswith(_ZIP_MARK):
        table = read_csv(data)
        return table, list(table.findings)
    from capacita.sheets.xlsx import read_xlsx  # noqa: PLC0415 -- openpyxl, only for workbooks

    tables = read_xlsx(data)
    for table in tables:
        if _headed(table) is not None:
            return table, list(table.findings)
    raise Unreadable("REQUEST_SHEET_NO_TABLE", expected=", ".join(TEMPLATE.values()))


def _find_columns(table: ReadTable) -> tuple[int, dict[RequestField, int]]:
    """Return the place of the row of headings and the columns of the fields."""
    head = _headed(table)
    if head is None:
        raise Unreadable("REQUEST_SHEET_NO_TABLE", expected=", ".join(TEMPLATE.values()))
    columns: dict[RequestField, int] = {}
    for at, cell in enumerate(table.rows[head]):
        name = field_of_label(cell)
        if name is not None and name not in columns:
            columns[name] = at
    return head, columns


def _headed(table: ReadTable) -> int | None:
    for place, row in enumerate(table.rows[:30]):
        names = {field_of_label(cell) for cell in row if cell.strip()}
        if len(names - {None}) >= len(NEEDED):
            return place
    return None
