"""Reading a filled output sheet, XLSX or CSV, in any language of the sheet: what was sent back, and for each faulty row what to do about it.

A row that lacks what it is about, what it asks for or what was said is left out with an error; a doubtful detail is
left out with a warning. Consent is never assumed. Imported from here and not from the package: it reads workbooks.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter

from capacita.consultation import sheet
from capacita.consultation.groups import StakeholderType
from capacita.consultation.model import Contribution, ItemPart, QuoteConsent, Verdict, WorkshopOutput
from capacita.consultation.validation import check_counts
from capacita.sheets import ReadTable, read_csv
from capacita.sheets.xlsx import read_xlsx
from capacita.vocabulary import Finding, Severity, Unreadable, derive_identifier, is_identifier

_ZIP_MARK: Final = b"PK\x03\x04"
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
_ADDRESS: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,}|\+[0-9][0-9 ()-]{7,}[0-9]")
_WHOLE_NUMBER: Final = re.compile(r"[0-9]{1,6}")
_SAME_WORDS: Final = {
    "reword": Verdict.CHANGE,
    "join": Verdict.MERGE,
    "divide": Verdict.SPLIT,
    "leave_out": Verdict.REMOVE,
    "add": Verdict.NEW,
    "yes": QuoteConsent.ANONYMOUS,
}
_TABLES: Final = {
    sheet.ABOUT: sheet.ABOUT_COLUMNS,
    sheet.PARTICIPATION: sheet.PARTICIPATION_COLUMNS,
    sheet.CONTRIBUTIONS: sheet.CONTRIBUTION_COLUMNS,
}
_Choice = TypeVar("_Choice", bound=StrEnum)
_OUTPUT: Final = TypeAdapter(WorkshopOutput)
_CONTRIBUTION: Final = TypeAdapter(Contribution)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputReport:
    """What a sheet holds: the output, None where it does not say of which consultation, and its contributions."""

    output: WorkshopOutput | None
    contributions: tuple[Contribution, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row of a table by the names of its columns, with its line in the sheet."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "").strip()


@dataclass(slots=True)
class _Notes:
    """Findings as they are made."""

    findings: list[Finding] = field(default_factory=list)

    def error(self, code: str, where: str, *lines: int, **values: Any) -> None:
        self.findings.append(Finding(code=code, severity=Severity.ERROR, path=f"/{where}", lines=lines, values=values))

    def warn(self, code: str, where: str, *lines: int, **values: Any) -> None:
        self.findings.append(
            Finding(code=code, severity=Severity.WARNING, path=f"/{where}", lines=lines, values=values)
        )


def read_output(data: bytes, *, items: Mapping[str, str], consultation: str | None = None) -> OutputReport:
    """Read a filled sheet. ``items`` gives the identifier of an item by its code.

    ``consultation`` is the identifier of the one that the output is expected from; without it the sheet's own is taken.
    A contribution's identifier is derived from what it says, so that a sheet sent twice gives the same ones. Raises
    Unreadable for bytes that are neither a workbook nor CSV, or that hold none of the three tables.
    """
    notes = _Notes()
    tables = _find_tables(data, notes)
    about = _read_about(tables.get(sheet.ABOUT, ()))
    meeting = _find_consultation(about, consultation, notes)
    language = about.get(sheet.LANGUAGE, [""])[0]
    if not _LANGUAGE.fullmatch(language):
        if language:
            notes.warn("OUTPUT_LANGUAGE_UNKNOWN", sheet.ABOUT, found=language)
        language = "en"
    if meeting is None:
        return OutputReport(output=None, contributions=(), findings=tuple(notes.findings))
    counts, participants = _read_participation(tables.get(sheet.PARTICIPATION, ()), notes)
    output = WorkshopOutput(
        id=derive_identifier(meeting, "output"),
        consultation=meeting,
        language=language,
        framework_version=about.get(sheet.VERSION, [""])[0],
        received_on=_read_day(about.get(sheet.RECEIVED, [""])[0], notes),
        participants=participants,
        by_stakeholder={StakeholderType(name): count for name, count in counts[sheet.STAKEHOLDER].items()},
        by_gender=counts[sheet.GENDER],
        by_age_band=counts[sheet.AGE],
        by_region=counts[sheet.REGION],
        context=about.get(sheet.CONTEXT, [""])[0],
        divergences=tuple(text for text in about.get(sheet.DIVERGENCE, []) if text),
    )
    notes.findings.extend(check_counts(output, f"/{sheet.PARTICIPATION}"))
    contributions = _read_contributions(tables.get(sheet.CONTRIBUTIONS, ()), meeting, language, items, notes)
    return OutputReport(output=output, contributions=contributions, findings=tuple(notes.findings))


def describe_output(report: OutputReport) -> dict[str, Any]:
    """Return what was read as a JSON value: the output or null, and the contributions."""
    return {
        "output": _OUTPUT.dump_python(report.output, mode="json", exclude_defaults=True) if report.output else None,
        "contributions": [
            _CONTRIBUTION.dump_python(said, mode="json", exclude_defaults=True) for said in report.contributions
        ],
    }


def _find_tables(data: bytes, notes: _Notes) -> dict[str, Sequence[_Row]]:
    """Return the rows of the tables that are there, by the name of the table."""
    if data.startswith(_ZIP_MARK):
        sheets = read_xlsx(data)
        for read in sheets:
            notes.findings.extend(read.findings)
        blocks = {read.name: (0, read.rows) for read in sheets}
    else:
        blocks = _split_csv(read_csv(data))
    coded = {sheet.recognise_table(name) or name: block for name, block in blocks.items()}
    known = {name: (coded[name][0], sheet.code_rows(name, coded[name][1])) for name in _TABLES if name in coded}
    if not known:
        raise Unreadable("OUTPUT_NO_SHEET", expected=", ".join(_TABLES))
    for name in _TABLES:
        if name not in known:
            notes.error("OUTPUT_TABLE_MISSING", name, table=name)
    return {name: _rows_of(name, above, rows, notes) for name, (above, rows) in known.items()}


def _split_csv(table: ReadTable) -> dict[str, tuple[int, tuple[tuple[str, ...], ...]]]:
    """Cut one CSV at its lines in brackets; each block comes with the number of rows above it."""
    starts = [
        (number, row[0].strip()[1:-1])
        for number, row in enumerate(table.rows)
        if row and row[0].strip().startswith("[") and row[0].strip().endswith("]") and not any(row[1:])
    ]
    ends = [*(number for number, _ in starts), len(table.rows)][1:]
    return {name: (start + 1, table.rows[start + 1 : end]) for (start, name), end in zip(starts, ends, strict=True)}


def _rows_of(name: str, above: int, rows: Sequence[Sequence[str]], notes: _Notes) -> list[_Row]:
    head = next((place for place, row in enumerate(rows) if any(cell.strip() for cell in row)), None)
    given = [cell.strip().casefold() for cell in rows[head]] if head is not None else []
    places = {column: given.index(column.casefold()) for column in _TABLES[name] if column.casefold() in given}
    for column in _TABLES[name]:
        if column not in places:
            notes.error("OUTPUT_COLUMN_MISSING", name, above + (head or 0) + 1, table=name, column=column)
    if head is None:
        return []
    found = []
    for place, row in enumerate(rows[head + 1 :], start=head + 1):
        cells = {column: row[at] for column, at in places.items() if at < len(row)}
        if any(cell.strip() for cell in cells.values()):
            found.append(_Row(line=above + place + 1, cells=cells))
    return found


def _read_about(rows: Sequence[_Row]) -> dict[str, list[str]]:
    question, answer = sheet.ABOUT_COLUMNS
    about: dict[str, list[str]] = {}
    for row in rows:
        about.setdefault(row[question], []).append(row[answer])
    return about


def _find_consultation(about: Mapping[str, list[str]], expected: str | None, notes: _Notes) -> str | None:
    given = about.get(sheet.CONSULTATION, [""])[0].lower()
    if expected is not None:
        if given and given != expected:
            notes.error("OUTPUT_OTHER_CONSULTATION", sheet.ABOUT, found=given, expected=expected)
            return None
        return expected
    if not is_identifier(given):
        notes.error("OUTPUT_NO_CONSULTATION", sheet.ABOUT, found=given)
        return None
    return given


def _read_day(given: str, notes: _Notes) -> date | None:
    if not given:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        notes.warn("OUTPUT_DATE_UNKNOWN", sheet.ABOUT, found=given)
        return None


def _read_participation(rows: Sequence[_Row], notes: _Notes) -> tuple[dict[str, dict[str, int]], int | None]:
    what, group, number = sheet.PARTICIPATION_COLUMNS
    counts: dict[str, dict[str, int]] = {
        name: {} for name in (sheet.STAKEHOLDER, sheet.GENDER, sheet.AGE, sheet.REGION)
    }
    participants: int | None = None
    for row in rows:
        kind, name, given = row[what].casefold(), row[group], row[number]
        if not given:
            continue
        if not _WHOLE_NUMBER.fullmatch(given):
            notes.error("OUTPUT_COUNT_NOT_NUMBER", sheet.PARTICIPATION, row.line, found=given)
        elif kind == sheet.ALL:
            participants = int(given)
        elif kind not in counts or not name:
            notes.error("OUTPUT_GROUP_MISSING", sheet.PARTICIPATION, row.line, known=(sheet.ALL, *counts))
        elif kind == sheet.STAKEHOLDER and _choose(StakeholderType, name) is None:
            notes.error("OUTPUT_GROUP_UNKNOWN", sheet.PARTICIPATION, row.line, found=name, known=list(StakeholderType))
        else:
            key = str(_choose(StakeholderType, name)) if kind == sheet.STAKEHOLDER else name
            if key in counts[kind]:
                notes.warn("OUTPUT_GROUP_TWICE", sheet.PARTICIPATION, row.line, found=name)
            counts[kind][key] = counts[kind].get(key, 0) + int(given)
    return counts, participants


def _read_contributions(
    rows: Sequence[_Row], meeting: str, language: str, items: Mapping[str, str], notes: _Notes
) -> tuple[Contribution, ...]:
    contributions: dict[str, Contribution] = {}
    for row in rows:
        said = _read_contribution(row, meeting, language, items, notes)
        if said is None:
            continue
        if said.id in contributions:
            notes.warn("OUTPUT_SAID_TWICE", sheet.CONTRIBUTIONS, row.line)
        contributions.setdefault(said.id, said)
    return tuple(contributions.values())


def _read_contribution(
    row: _Row, meeting: str, language: str, items: Mapping[str, str], notes: _Notes
) -> Contribution | None:
    item, part, verdict, text, suggestion, spoken, speaker, quote = (row[name] for name in sheet.CONTRIBUTION_COLUMNS)
    asked = _choose(Verdict, verdict)
    faults = len(notes.findings)
    if asked is None:
        notes.error("OUTPUT_VERDICT_UNKNOWN", sheet.CONTRIBUTIONS, row.line, found=verdict, known=list(Verdict))
    if not text:
        notes.error("OUTPUT_TEXT_MISSING", sheet.CONTRIBUTIONS, row.line)
    if not item and asked is not Verdict.NEW:
        notes.error("OUTPUT_ITEM_MISSING", sheet.CONTRIBUTIONS, row.line)
    elif item and item not in items:
        notes.error("OUTPUT_ITEM_UNKNOWN", sheet.CONTRIBUTIONS, row.line, found=item, known=sorted(items))
    if len(notes.findings) > faults or asked is None:
        return None
    if spoken and not _LANGUAGE.fullmatch(spoken):
        notes.warn("OUTPUT_LANGUAGE_UNKNOWN", sheet.CONTRIBUTIONS, row.line, found=spoken)
        spoken = ""
    if _ADDRESS.search(f"{text} {suggestion}"):
        notes.warn("OUTPUT_ADDRESS_IN_TEXT", sheet.CONTRIBUTIONS, row.line)
    chosen_part = _optional(ItemPart, part, "Part", row.line, notes) or ItemPart.WHOLE
    return Contribution(
        id=derive_identifier(meeting, "contribution", item, chosen_part, asked, text),
        consultation=meeting,
        item=items[item] if item else None,
        part=chosen_part,
        verdict=asked,
        text=text,
        suggestion=suggestion,
        language=spoken or language,
        speaker=_optional(StakeholderType, speaker, "Speaker", row.line, notes),
        quote=_optional(QuoteConsent, quote, "May be quoted", row.line, notes) or QuoteConsent.NO,
    )


def _optional(choices: type[_Choice], given: str, column: str, line: int, notes: _Notes) -> _Choice | None:
    chosen = _choose(choices, given)
    if given and chosen is None:
        values = {"column": column, "found": given, "known": list(choices)}
        notes.warn("OUTPUT_CHOICE_UNKNOWN", sheet.CONTRIBUTIONS, line, **values)
    return chosen


def _choose(choices: type[_Choice], given: str) -> _Choice | None:
    """Return the choice that a cell names, whatever its capitals and spaces."""
    word = re.sub(r"[\s-]+", "_", given.strip().casefold())
    same = _SAME_WORDS.get(word)
    if isinstance(same, choices):
        return same
    return choices(word) if word in set(choices) else None
