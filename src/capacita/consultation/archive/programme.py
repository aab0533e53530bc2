"""A whole programme in one ZIP of CSV tables, with a schema, checksums and the digest of its framework.

The tables are made of the fields of the programme
document, so that the columns that go out are those that come in. Contact details never go out. What one cell cannot
hold stands in tables of its own: wordings by language in ``texts``, counts of people in ``counts``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from capacita.consultation.archive.columns import (
    Column,
    Form,
    describe_column,
    list_columns,
    read_cell,
    write_cell,
)
from capacita.consultation.archive.files import CHECKSUMS, read_archive_files, write_checksums
from capacita.consultation.lifecycle import ActorKind
from capacita.consultation.model import (
    PROGRAMME_FORMAT,
    Consultation,
    Contribution,
    Disposition,
    Programme,
    Request,
    SessionStatus,
    WorkshopOutput,
    strip_contacts,
)
from capacita.consultation.validation import validate_programme
from capacita.sheets import ReadTable, read_csv, write_csv
from capacita.vocabulary import (
    Finding,
    Identifier,
    Refusal,
    Severity,
    Unreadable,
    digest,
    digest_of_bytes,
    document_part,
    has_errors,
    parse_object,
    readable_json,
)

ARCHIVE_FORMAT: Final = "capacita-programme-archive/1"
PACKAGE: Final = "datapackage.json"
README: Final = "README.txt"
MOST_ROWS: Final = 10_000  # of one file; a longer table goes on in the next
MOST_CHARACTERS: Final = 2_000_000
_TABLES: Final[Mapping[str, type[Any]]] = {
    "requests": Request,
    "consultations": Consultation,
    "outputs": WorkshopOutput,
    "contributions": Contribution,
    "dispositions": Disposition,
}
_HEADER: Final = "programme"
# What cannot be put back together. Other faults, such as a decision that no Change follows yet, are kept as they are.
_BROKEN: Final = frozenset({"PROGRAMME_ID_TWICE", "PROGRAMME_UNKNOWN_ID", "LEDGER_DECIDED_TWICE"})
_TEXTS: Final = ("table", "id", "field", "language", "text", "origin", "of")
_COUNTS: Final = ("table", "id", "field", "name", "count")
_WORDS: Final = """A programme of consultations in one file, written by Capacita.

Each table is CSV in UTF-8; datapackage.json says what its columns are, CHECKSUMS.sha256 holds the sum of every file
(sha256sum --check CHECKSUMS.sha256). Wordings by language are in texts.csv and counts of people in counts.csv, both by
table, id and field. In a cell \\r is a carriage return, \\\\ a backslash and \\e a text without a letter; an empty cell is no value.
No name, address or telephone number of anybody is in here. "capacita consultation restore" reads it back.
"""


@document_part
class StateEntry:
    """One entry of the log of a request or a consultation; who made it is told by kind, never by name."""

    status: SessionStatus
    at: datetime
    actor: ActorKind
    request: Identifier | None = None
    consultation: Identifier | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreReport:
    """What an archive holds; ``programme`` is None where a finding is an error: nothing is restored in part."""

    programme: Programme | None
    states: tuple[StateEntry, ...] = ()
    findings: tuple[Finding, ...] = field(default=())


_STATES: Final = TypeAdapter(tuple[StateEntry, ...])


def archive_programme(programme: Programme, states: Sequence[StateEntry] = ()) -> bytes:
    """Return the archive of a programme; the same programme gives the same bytes. Raises Refusal for a faulty one."""
    from capacita.sheets.xlsx import write_zip  # noqa: PLC0415 -- it waits for openpyxl

    faults = [finding for finding in validate_programme(programme) if finding.code in _BROKEN]
    if faults:
        raise Refusal("ARCHIVE_PROGRAMME_FAULTY", count=len(faults), first=faults[0].path)
    value = PROGRAMME_FORMAT.dump(strip_contacts(programme))
    entries = {_HEADER: [value], **{name: value.get(name, []) for name in _TABLES}}
    tables: dict[str, tuple[tuple[str, ...], list[list[Any]]]] = {}
    for name, columns in _all_columns().items():
        cells = [column for column in columns if column.form not in (Form.WORDINGS, Form.COUNTS)]
        listed = entries[name] if name in entries else _STATES.dump_python(tuple(states), mode="json")
        rows = [[write_cell(column, entry) for column in cells] for entry in listed]
        tables[name] = (tuple(column.name for column in cells), rows)
    tables["texts"] = (_TEXTS, list(_list_texts(entries)))
    tables["counts"] = (_COUNTS, list(_list_counts(entries)))
    files = {README: _WORDS.encode("utf-8")}
    for name, (heading, rows) in tables.items():
        for number, part in enumerate(_split(rows), start=1):
            files[f"{name}.csv" if number == 1 else f"{name}-{number}.csv"] = write_csv([heading, *part])
    files[PACKAGE] = readable_json(_describe_package(programme, value, files)).encode("utf-8")
    return write_zip([*files.items(), (CHECKSUMS, write_checksums(files))])


def restore_programme(data: bytes) -> RestoreReport:
    """Return the programme of an archive, whole or not at all, with a finding for each file that was changed.

    Raises Unreadable for what is no archive of a programme and for one that would unpack beyond the limits.
    """
    files, findings = read_archive_files(data)
    if has_errors(findings):
        return RestoreReport(programme=None, findings=tuple(findings))
    package = parse_object(files.get(PACKAGE, b"{}"))
    if package.get("format") != ARCHIVE_FORMAT:
        raise Unreadable("ARCHIVE_OTHER_FORMAT", expected=ARCHIVE_FORMAT, found=str(package.get("format"))[:60])
    entries = {name: _read_table(name, columns, files, findings) for name, columns in _all_columns().items()}
    if has_errors(findings) or len(entries[_HEADER]) != 1:
        return RestoreReport(programme=None, findings=tuple(findings) or (_wrong("ARCHIVE_CELL_WRONG", _HEADER, 2),))
    states = entries.pop("states")
    value = {"format": PROGRAMME_FORMAT.name, **entries.pop(_HEADER)[0], **entries}
    _put_texts(value, files, findings)
    _put_counts(value, files, findings)
    report = PROGRAMME_FORMAT.read(readable_json(value).encode("utf-8"))
    findings.extend(report.findings)
    try:
        log = _STATES.validate_python(states)
    except ValidationError:
        findings.append(_wrong("ARCHIVE_CELL_WRONG", "states", 2))
    if report.document is not None and not has_errors(findings):
        findings.extend(finding for finding in validate_programme(report.document) if finding.code in _BROKEN)
        if digest(PROGRAMME_FORMAT.dump(report.document)) != package.get("digest"):
            findings.append(_wrong("ARCHIVE_DIGEST_DIFFERS", PACKAGE))
    if report.document is None or has_errors(findings):
        return RestoreReport(programme=None, findings=tuple(findings))
    return RestoreReport(programme=report.document, states=log, findings=tuple(findings))


def _all_columns() -> dict[str, tuple[Column, ...]]:
    """Return the columns of every table that is made of a document part."""
    return {
        _HEADER: list_columns(Programme, leave_out=(*_TABLES, "contacts")),
        **{name: list_columns(part) for name, part in _TABLES.items()},
        "states": list_columns(StateEntry),
    }


def _list_texts(entries: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[list[Any]]:
    text = Column(name="text", way=("text",), form=Form.TEXT, required=True)
    for name, column, entry in _apart(entries, Form.WORDINGS):
        for language, wording in _reach(entry, column.way).items():
            of = wording.get("of") or ""
            yield [name, entry["id"], column.name, language, write_cell(text, wording), wording["origin"], of]


def _list_counts(entries: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[list[Any]]:
    for name, column, entry in _apart(entries, Form.COUNTS):
        for group, count in _reach(entry, column.way).items():
            yield [name, entry["id"], column.name, group, count]


def _apart(
    entries: Mapping[str, Sequence[Mapping[str, Any]]], form: Form
) -> Iterator[tuple[str, Column, Mapping[str, Any]]]:
    """Yield the fields that have a table of their own, with their table and the entry that they belong to."""
    columns = _all_columns()
    for name, listed in entries.items():
        wanted = [column for column in columns[name] if column.form is form]
        for entry in listed:
            for column in wanted:
                yield name, column, entry


def _reach(entry: Mapping[str, Any], way: Iterable[str]) -> Mapping[str, Any]:
    value: Any = entry
    for step in way:
        value = value.get(step) or {}
    return value if isinstance(value, Mapping) else {}


def _split(rows: Sequence[Sequence[Any]]) -> list[list[Sequence[Any]]]:
    """Return a table in parts that each can be read within the limits of a sheet; an empty one is one part."""
    parts: list[list[Sequence[Any]]] = [[]]
    size = 0
    for row in rows:
        length = sum(len(str(cell)) for cell in row)
        if len(parts[-1]) == MOST_ROWS or (parts[-1] and size + length > MOST_CHARACTERS):
            parts.append([])
            size = 0
        parts[-1].append(row)
        size += length
    return parts


def _describe_package(programme: Programme, value: Mapping[str, Any], files: Mapping[str, bytes]) -> dict[str, Any]:
    columns = _all_columns()
    fixed = {
        "texts": [{"name": name, "type": "string"} for name in _TEXTS],
        "counts": [{"name": name, "type": "integer" if name == "count" else "string"} for name in _COUNTS],
    }
    resources = []
    for path, data in files.items():
        table = path.rpartition(".")[0].partition("-")[0]
        if not path.endswith(".csv"):
            continue
        fields = fixed.get(table) or [
            describe_column(column) for column in columns[table] if column.form not in (Form.WORDINGS, Form.COUNTS)
        ]
        schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
        if table in _TABLES:
            schema["primaryKey"] = ["id"]
        resources.append(
            {
                "name": path.rpartition(".")[0],
                "path": path,
                "format": "csv",
                "encoding": "utf-8",
                "bytes": len(data),
                "hash": digest_of_bytes(data),
                "schema": schema,
            }
        )
    return {
        "format": ARCHIVE_FORMAT,
        "name": programme.code,
        "programme": programme.id,
        "digest": digest(value),
        "framework": value["framework"],
        "resources": resources,
    }


def _read_tables(name: str, files: Mapping[str, bytes]) -> Iterator[tuple[str, ReadTable]]:
    """Yield the parts of a table with the names of their files, in order."""
    number = 1
    while (path := f"{name}.csv" if number == 1 else f"{name}-{number}.csv") in files:
        yield path, read_csv(files[path], name=path)
        number += 1


def _read_rows(
    name: str, files: Mapping[str, bytes], wanted: Sequence[str], findings: list[Finding]
) -> Iterator[tuple[str, int, dict[str, str]]]:
    """Yield the rows of a table by column, with the file and the number of each row; columns must be those that go out."""
    found = False
    for path, table in _read_tables(name, files):
        found = True
        heading = table.rows[0] if table.rows else ()
        if set(heading) - set(wanted) or len(set(heading)) < len(heading):
            strange = sorted(set(heading) - set(wanted))
            findings.append(_wrong("ARCHIVE_COLUMN_UNKNOWN", path, 1, found=strange))
            continue
        for number, row in enumerate(table.rows[1:], start=2):
            yield path, number, dict(zip(heading, row, strict=False))
    if not found:
        findings.append(_wrong("ARCHIVE_FILE_MISSING", f"{name}.csv"))


def _read_table(
    name: str, columns: Sequence[Column], files: Mapping[str, bytes], findings: list[Finding]
) -> list[dict[str, Any]]:
    cells = {column.name: column for column in columns if column.form not in (Form.WORDINGS, Form.COUNTS)}
    needed = [column for column in columns if column.form is Form.WORDINGS and column.required]
    entries = []
    for path, number, row in _read_rows(name, files, list(cells), findings):
        entry: dict[str, Any] = {column.name: {} for column in needed}
        for heading, column in cells.items():
            try:
                read_cell(column, row.get(heading, ""), entry)
            except (ValueError, RecursionError):
                findings.append(_wrong("ARCHIVE_CELL_WRONG", path, number, column=heading))
        entries.append(entry)
    return entries


def _put_texts(value: dict[str, Any], files: Mapping[str, bytes], findings: list[Finding]) -> None:
    text = Column(name="text", way=("text",), form=Form.TEXT, required=True)
    targets = _targets(value, Form.WORDINGS)
    for path, number, row in _read_rows("texts", files, _TEXTS, findings):
        place = targets.get((row.get("table", ""), row.get("id", ""), row.get("field", "")))
        if place is None:
            findings.append(_wrong("ARCHIVE_ROW_LOST", path, number))
            continue
        wording: dict[str, Any] = {"origin": row.get("origin", "")}
        read_cell(text, row.get("text", ""), wording)
        if row.get("of"):
            wording["of"] = row["of"]
        entry, column = place
        entry.setdefault(column.name, {})[row.get("language", "")] = wording


def _put_counts(value: dict[str, Any], files: Mapping[str, bytes], findings: list[Finding]) -> None:
    targets = _targets(value, Form.COUNTS)
    for path, number, row in _read_rows("counts", files, _COUNTS, findings):
        place = targets.get((row.get("table", ""), row.get("id", ""), row.get("field", "")))
        count = row.get("count", "")
        if place is None or not count.isascii() or not count.removeprefix("-").isdigit():
            findings.append(_wrong("ARCHIVE_ROW_LOST", path, number))
            continue
        entry, column = place
        entry.setdefault(column.name, {})[row.get("name", "")] = int(count)


def _targets(value: dict[str, Any], form: Form) -> dict[tuple[str, str, str], tuple[dict[str, Any], Column]]:
    """Return the entry and the column that a row of ``texts`` or ``counts`` belongs to, by table, id and field."""
    columns = _all_columns()
    listed: dict[str, list[dict[str, Any]]] = {_HEADER: [value], **{name: value.get(name, []) for name in _TABLES}}
    return {
        (name, str(entry.get("id")), column.name): (entry, column)
        for name, entries in listed.items()
        for entry in entries
        for column in columns[name]
        if column.form is form
    }


def _wrong(code: str, path: str, *lines: int, **values: Any) -> Finding:
    return Finding(code=code, severity=Severity.ERROR, path=f"/{path}", lines=lines, values={"name": path, **values})
