"""Reading a filled output sheet, XLSX, DOCX or CSV, in any language of the sheet: what was sent back, and what to correct.

A row that lacks what it is about, what it asks for or what was said is left out with an error that names its table, row
and column; a doubtful detail is left out with a warning. Consent is never assumed. An exploratory output has no draft:
its competencies and recommendations are contributions about what a framework lacks. Imported from here and not from
the package: it reads workbooks.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter

from capacita.consultation.groups import StakeholderType
from capacita.consultation.model import (
    Contribution,
    ItemPart,
    LocalExample,
    NamedCompetency,
    OutputKind,
    Quote,
    QuoteConsent,
    Verdict,
    WorkshopOutput,
)
from capacita.consultation.output import sheet
from capacita.consultation.output.tables import Notes, SheetRow, read_tables
from capacita.consultation.validation import check_counts
from capacita.vocabulary import Finding, derive_identifier, is_identifier

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
_CHOICE_WORDS: Final[Mapping[type[StrEnum], str]] = {
    Verdict: "verdict",
    ItemPart: "part",
    StakeholderType: "stakeholder",
    QuoteConsent: "quote",
}
_HIGHEST_PRIORITY: Final = 5
_Choice = TypeVar("_Choice", bound=StrEnum)
_OUTPUT: Final = TypeAdapter(WorkshopOutput)
_CONTRIBUTION: Final = TypeAdapter(Contribution)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputReport:
    """What a sheet holds: the output, None where it does not say of which consultation, and its contributions."""

    output: WorkshopOutput | None
    contributions: tuple[Contribution, ...]
    findings: tuple[Finding, ...]
    lines: Mapping[str, int] = field(default_factory=dict)  # the row of each contribution, by its identifier


def read_output(data: bytes, *, items: Mapping[str, str], consultation: str | None = None) -> OutputReport:
    """Read a filled sheet. ``items`` gives the identifier of an item by its code.

    ``consultation`` is the identifier of the one that the output is expected from; without it the sheet's own is taken.
    A contribution's identifier is derived from what it says, so that a sheet sent twice gives the same ones. Raises
    Unreadable for bytes that are neither a workbook, a Word file nor CSV, or that hold none of the tables.
    """
    notes = Notes()
    tables = read_tables(data, notes)
    rows = tables.get(sheet.ABOUT, [])
    about = _read_about(rows)
    meeting = _find_consultation(about, consultation, notes)
    language = about.get(sheet.LANGUAGE, [""])[0]
    if not _LANGUAGE.fullmatch(language):
        if language:
            notes.warn("OUTPUT_LANGUAGE_UNKNOWN", sheet.ABOUT, found=language)
        language = "en"
    if meeting is None:
        return OutputReport(output=None, contributions=(), findings=tuple(notes.findings))
    output = _read_whole(tables, about, meeting, language, items, notes)
    notes.findings.extend(check_counts(output, f"/{sheet.PARTICIPATION}"))
    found = _read_contributions(tables.get(sheet.CONTRIBUTIONS, ()), meeting, language, items, notes)
    found.update(_read_wishes(tables, meeting, language))
    return OutputReport(
        output=output,
        contributions=tuple(said for said, _line in found.values()),
        findings=tuple(notes.findings),
        lines={identifier: line for identifier, (_said, line) in found.items()},
    )


def _read_whole(
    tables: Mapping[str, Sequence[SheetRow]], about: Mapping[str, list[str]], meeting: str, language: str,
    items: Mapping[str, str], notes: Notes,
) -> WorkshopOutput:  # fmt: skip
    """Return all that an output says besides its contributions."""
    counts, participants = _read_participation(tables.get(sheet.PARTICIPATION, ()), notes)
    answers = {name: tuple(text for text in texts if text) for name, texts in about.items()}
    return WorkshopOutput(
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
        context="\n\n".join(answers.get(sheet.CONTEXT, ())),
        divergences=answers.get(sheet.DIVERGENCE, ()),
        kind=_read_kind(tables, about),
        typed_by=" ".join(answers.get(sheet.TYPED_BY, ())),
        hurdles=answers.get(sheet.HURDLE, ()),
        recommendations=answers.get(sheet.RECOMMENDATION, ()),
        competencies=_read_competencies(tables.get(sheet.COMPETENCIES, ()), notes),
        examples=_read_examples(tables.get(sheet.EXAMPLES, ()), notes),
        quotes=_read_quotes(tables.get(sheet.QUOTES, ()), language, items, notes),
    )


def describe_output(report: OutputReport) -> dict[str, Any]:
    """Return what was read as a JSON value: the output or null, and the contributions."""
    return {
        "output": _OUTPUT.dump_python(report.output, mode="json", exclude_defaults=True) if report.output else None,
        "contributions": [
            _CONTRIBUTION.dump_python(said, mode="json", exclude_defaults=True) for said in report.contributions
        ],
    }


def _read_about(rows: Sequence[SheetRow]) -> dict[str, list[str]]:
    question, answer = sheet.ABOUT_COLUMNS
    about: dict[str, list[str]] = {}
    for row in rows:
        about.setdefault(row[question], []).append(row[answer])
    return about


def _find_consultation(about: Mapping[str, list[str]], expected: str | None, notes: Notes) -> str | None:
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


def _read_day(given: str, notes: Notes) -> date | None:
    if not given:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        notes.warn("OUTPUT_DATE_UNKNOWN", sheet.ABOUT, found=given)
        return None


def _read_kind(tables: Mapping[str, Sequence[SheetRow]], about: Mapping[str, list[str]]) -> OutputKind:
    said = sheet.recognise_kind(about.get(sheet.KIND, [""])[0])
    if said is not None:
        return said
    return OutputKind.EXPLORATORY if sheet.COMPETENCIES in tables else OutputKind.REVIEW


def _read_participation(rows: Sequence[SheetRow], notes: Notes) -> tuple[dict[str, dict[str, int]], int | None]:
    what, group, number = sheet.PARTICIPATION_COLUMNS
    counts: dict[str, dict[str, int]] = {
        name: {} for name in (sheet.STAKEHOLDER, sheet.GENDER, sheet.AGE, sheet.REGION)
    }
    participants: int | None = None
    for row in rows:
        kind, name, given = row[what].casefold(), row[group], _latin(row[number])
        if not given:
            continue
        if not _WHOLE_NUMBER.fullmatch(given):
            notes.in_row("OUTPUT_COUNT_NOT_NUMBER", row, number, found=given)
        elif kind == sheet.ALL:
            participants = int(given)
        elif kind not in counts or not name:
            column = what if kind not in counts else group
            notes.in_row("OUTPUT_GROUP_MISSING", row, column, known=(sheet.ALL, *counts))
        elif kind == sheet.STAKEHOLDER and _choose(StakeholderType, name) is None:
            notes.in_row("OUTPUT_GROUP_UNKNOWN", row, group, found=name, known=_known(StakeholderType, row))
        else:
            key = str(_choose(StakeholderType, name)) if kind == sheet.STAKEHOLDER else name
            if key in counts[kind]:
                notes.in_row("OUTPUT_GROUP_TWICE", row, group, is_error=False, found=name)
            counts[kind][key] = counts[kind].get(key, 0) + int(given)
    return counts, participants


def _read_contributions(
    rows: Sequence[SheetRow], meeting: str, language: str, items: Mapping[str, str], notes: Notes
) -> dict[str, tuple[Contribution, int]]:
    contributions: dict[str, tuple[Contribution, int]] = {}
    for row in rows:
        said = _read_contribution(row, meeting, language, items, notes)
        if said is None:
            continue
        if said.id in contributions:
            notes.in_row("OUTPUT_SAID_TWICE", row, is_error=False)
        contributions.setdefault(said.id, (said, row.line))
    return contributions


def _read_contribution(
    row: SheetRow, meeting: str, language: str, items: Mapping[str, str], notes: Notes
) -> Contribution | None:
    of_item, of_part, of_verdict, of_text, of_wording, of_language, of_speaker, of_quote = sheet.CONTRIBUTION_COLUMNS
    item, verdict, reason = _find_item(row[of_item], items), row[of_verdict], row[sheet.REASON]
    text = row[of_text] or reason
    asked = _choose(Verdict, verdict)
    faults = len(notes.findings)
    if asked is None:
        notes.in_row("OUTPUT_VERDICT_UNKNOWN", row, of_verdict, found=verdict, known=_known(Verdict, row))
    if not text:
        notes.in_row("OUTPUT_TEXT_MISSING", row, of_text)
    if not item and asked is not Verdict.NEW:
        notes.in_row("OUTPUT_ITEM_MISSING", row, of_item)
    elif item and item not in items:
        notes.in_row("OUTPUT_ITEM_UNKNOWN", row, of_item, found=item, known=sorted(items))
    if len(notes.findings) > faults or asked is None:
        return None
    if _ADDRESS.search(f"{text} {row[of_wording]} {reason}"):
        notes.in_row("OUTPUT_ADDRESS_IN_TEXT", row, of_text, is_error=False)
    chosen_part = _optional(ItemPart, row, of_part, notes) or ItemPart.WHOLE
    return Contribution(
        id=derive_identifier(meeting, "contribution", item, chosen_part, asked, text),
        consultation=meeting,
        item=items[item] if item else None,
        part=chosen_part,
        verdict=asked,
        text=text,
        suggestion=row[of_wording],
        language=_read_language(row, of_language, language, notes),
        speaker=_optional(StakeholderType, row, of_speaker, notes),
        quote=_optional(QuoteConsent, row, of_quote, notes) or QuoteConsent.NO,
        reason=reason if row[of_text] else "",
        priority=_read_number(row, sheet.PRIORITY, _HIGHEST_PRIORITY, notes),
    )


def _read_competencies(rows: Sequence[SheetRow], notes: Notes) -> tuple[NamedCompetency, ...]:
    of_rank, of_words, of_meaning, of_why, of_speaker = sheet.COLUMNS[sheet.COMPETENCIES]
    found = []
    for row in rows:
        if not row[of_words]:
            notes.in_row("OUTPUT_TEXT_MISSING", row, of_words)
            continue
        if _ADDRESS.search(f"{row[of_words]} {row[of_meaning]} {row[of_why]}"):
            notes.in_row("OUTPUT_ADDRESS_IN_TEXT", row, of_words, is_error=False)
        found.append(
            NamedCompetency(
                words=row[of_words],
                rank=_read_number(row, of_rank, len(rows), notes),
                meaning=row[of_meaning],
                why=row[of_why],
                speaker=_optional(StakeholderType, row, of_speaker, notes),
            )
        )
    return tuple(found)


def _read_examples(rows: Sequence[SheetRow], notes: Notes) -> tuple[LocalExample, ...]:
    of_title, of_shows, of_where, of_shared = sheet.COLUMNS[sheet.EXAMPLES]
    found = []
    for row in rows:
        if row[of_title] or row[of_shows]:
            shared = row[of_shared].casefold()
            if shared not in ("", "yes", "no"):
                notes.in_row("OUTPUT_CHOICE_UNKNOWN", row, of_shared, is_error=False, found=shared, known=("yes", "no"))
            found.append(
                LocalExample(
                    title=row[of_title] or row[of_shows], shows=row[of_shows], where=row[of_where],
                    may_be_shared=shared == "yes",
                )
            )  # fmt: skip
    return tuple(found)


def _read_quotes(rows: Sequence[SheetRow], language: str, items: Mapping[str, str], notes: Notes) -> tuple[Quote, ...]:
    """Return the quotes that may be quoted; one without consent is told of and stays in the file alone."""
    of_words, of_item, of_language, of_speaker, of_quote = sheet.COLUMNS[sheet.QUOTES]
    found = []
    for row in rows:
        if not row[of_words]:
            notes.in_row("OUTPUT_TEXT_MISSING", row, of_words)
            continue
        consent = _optional(QuoteConsent, row, of_quote, notes) or QuoteConsent.NO
        if consent is QuoteConsent.NO:
            notes.in_row("OUTPUT_QUOTE_WITHOUT_CONSENT", row, of_quote, is_error=False)
            continue
        item = _find_item(row[of_item], items)
        if item and item not in items:
            notes.in_row("OUTPUT_ITEM_UNKNOWN", row, of_item, is_error=False, found=item, known=sorted(items))
        if _ADDRESS.search(row[of_words]):
            notes.in_row("OUTPUT_ADDRESS_IN_TEXT", row, of_words, is_error=False)
        found.append(
            Quote(
                words=row[of_words],
                language=_read_language(row, of_language, language, notes),
                item=items.get(item),
                speaker=_optional(StakeholderType, row, of_speaker, notes),
                quote=consent,
            )
        )
    return tuple(found)


def _read_wishes(
    tables: Mapping[str, Sequence[SheetRow]], meeting: str, language: str
) -> dict[str, tuple[Contribution, int]]:
    """Return competencies and recommendations as contributions about what is lacking, without consent to be quoted."""
    _rank, of_words, of_meaning, of_why, _speaker = sheet.COLUMNS[sheet.COMPETENCIES]
    question, answer = sheet.ABOUT_COLUMNS
    wishes: list[tuple[SheetRow, str, str, int | None]] = []
    for place, row in enumerate(tables.get(sheet.COMPETENCIES, ()), 1):
        if row[of_words]:
            given = _latin(row[_rank])
            ranked = int(given) if _WHOLE_NUMBER.fullmatch(given) else place
            wishes.append(
                (row, ": ".join(text for text in (row[of_words], row[of_meaning]) if text), row[of_why], ranked)
            )
    wishes.extend(
        (row, row[answer], "", None)
        for row in tables.get(sheet.ABOUT, ())
        if row[question] == sheet.RECOMMENDATION and row[answer]
    )
    found = {}
    for row, text, why, priority in wishes:
        said = Contribution(
            id=derive_identifier(meeting, "contribution", "", ItemPart.WHOLE, Verdict.NEW, text),
            consultation=meeting, verdict=Verdict.NEW, text=text, language=language, reason=why, priority=priority,
        )  # fmt: skip
        found[said.id] = (said, row.line)
    return found


def _find_item(given: str, items: Mapping[str, str]) -> str:
    """Return the code of an item as it was written, with its name after it or in other digits."""
    code = _latin(given)
    first = code.split(maxsplit=1)[0].rstrip(".:") if code else ""
    return first if code not in items and first in items else code


def _latin(text: str) -> str:
    """Return a text with the digits of any script as 0 to 9."""
    return "".join(str(unicodedata.digit(sign)) if sign.isdecimal() else sign for sign in text)


def _read_language(row: SheetRow, column: str, otherwise: str, notes: Notes) -> str:
    if row[column] and not _LANGUAGE.fullmatch(row[column]):
        notes.in_row("OUTPUT_LANGUAGE_UNKNOWN", row, column, is_error=False, found=row[column])
        return otherwise
    return row[column] or otherwise


def _read_number(row: SheetRow, column: str, highest: int, notes: Notes) -> int | None:
    given = _latin(row[column])
    if not given:
        return None
    if not _WHOLE_NUMBER.fullmatch(given) or not 1 <= int(given) <= highest:
        notes.in_row("OUTPUT_NUMBER_OUT_OF_RANGE", row, column, is_error=False, found=row[column], highest=highest)
        return None
    return int(given)


def _optional(choices: type[_Choice], row: SheetRow, column: str, notes: Notes) -> _Choice | None:
    chosen = _choose(choices, row[column])
    if row[column] and chosen is None:
        notes.in_row(
            "OUTPUT_CHOICE_UNKNOWN", row, column, is_error=False, found=row[column], known=_known(choices, row)
        )
    return chosen


def _known(choices: type[StrEnum], row: SheetRow) -> list[str]:
    """Return what may stand in a cell, in the words of the sheet."""
    return [sheet.choice_word(_CHOICE_WORDS[choices], choice.value, row.language) for choice in choices]


def _choose(choices: type[_Choice], given: str) -> _Choice | None:
    """Return the choice that a cell names, whatever its capitals and spaces."""
    word = re.sub(r"[\s-]+", "_", given.strip().casefold())
    same = _SAME_WORDS.get(word)
    if isinstance(same, choices):
        return same
    return choices(word) if word in set(choices) else None
