"""The output sheet: the three tables that go out with the kit and come back filled.

In a workbook each is a sheet; in CSV they stand one below the other, each under a line with its name in brackets.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from capacita.consultation.groups import StakeholderType
from capacita.consultation.model import Contribution, ItemPart, QuoteConsent, Verdict, WorkshopOutput
from capacita.sheets import Cell, ChoiceColumn, Table, write_csv

ABOUT: Final = "About"
PARTICIPATION: Final = "Participation"
CONTRIBUTIONS: Final = "Contributions"

ABOUT_COLUMNS: Final = ("Question", "Answer")
PARTICIPATION_COLUMNS: Final = ("Count of", "Group", "Number of people")
CONTRIBUTION_COLUMNS: Final = (
    "Item",
    "Part",
    "Verdict",
    "What was said",
    "Suggested wording",
    "Language",
    "Speaker",
    "May be quoted",
)

CONSULTATION: Final = "Consultation"
VERSION: Final = "Version of the draft"
RECEIVED: Final = "Sent on (year-month-day)"
LANGUAGE: Final = "Language"
CONTEXT: Final = "Situation here"
DIVERGENCE: Final = "Disagreement"

ALL: Final = "all"
STAKEHOLDER: Final = "stakeholder"
GENDER: Final = "gender"
AGE: Final = "age"
REGION: Final = "region"
GENDERS: Final = ("woman", "man", "other", "not stated")
AGE_BANDS: Final = ("under 25", "25 to 34", "35 to 44", "45 to 54", "55 and over", "not stated")
_EMPTY_REGIONS: Final = 8
_EMPTY_DIVERGENCES: Final = 5
_EMPTY_CONTRIBUTIONS: Final = 40  # lines of the printed sheet; more may be added


def lay_out_sheet(
    *,
    consultation: str,
    framework_version: str,
    language: str,
    item_codes: Sequence[str],
    output: WorkshopOutput | None = None,
    contributions: Sequence[tuple[str, Contribution]] = (),
) -> list[Table]:
    """Return the three tables, empty for a kit or filled with an output and its contributions (item code first)."""
    about: list[tuple[Cell, ...]] = [
        (CONSULTATION, consultation),
        (VERSION, framework_version),
        (RECEIVED, output.received_on.isoformat() if output and output.received_on else ""),
        (LANGUAGE, output.language if output else language),
        (CONTEXT, output.context if output else ""),
    ]
    divergences = output.divergences if output else ("",) * _EMPTY_DIVERGENCES
    about.extend((DIVERGENCE, text) for text in divergences)
    said = tuple(_contribution_row(code, contribution) for code, contribution in contributions)
    return [
        Table(name=ABOUT, columns=ABOUT_COLUMNS, rows=tuple(about), widths={0: 28, 1: 90}),
        Table(name=PARTICIPATION, columns=PARTICIPATION_COLUMNS, rows=_participation_rows(output), widths={1: 32}),
        Table(
            name=CONTRIBUTIONS,
            columns=CONTRIBUTION_COLUMNS,
            rows=said,
            widths={0: 10, 1: 14, 2: 12, 3: 60, 4: 60, 5: 10, 6: 26, 7: 18},
            choices={
                0: ChoiceColumn(values=tuple(item_codes)),
                1: ChoiceColumn(values=tuple(ItemPart)),
                2: ChoiceColumn(values=tuple(Verdict)),
                6: ChoiceColumn(values=tuple(StakeholderType)),
                7: ChoiceColumn(values=tuple(QuoteConsent)),
            },
        ),
    ]


def write_csv_sheet(tables: Iterable[Table]) -> bytes:
    """Return the tables as one CSV, each under its name in brackets; the contributions come last, to be added to."""
    rows: list[Sequence[Cell]] = []
    for table in tables:
        blank = [("",) * len(table.columns)] * (_EMPTY_CONTRIBUTIONS if not table.rows else 0)
        rows.extend([(f"[{table.name}]",), table.columns, *table.rows, *blank, ()])
    return write_csv(rows)


def _participation_rows(output: WorkshopOutput | None) -> tuple[tuple[Cell, ...], ...]:
    by_stakeholder = dict(output.by_stakeholder) if output else {}
    by_gender = dict(output.by_gender) if output else {}
    by_age = dict(output.by_age_band) if output else {}
    by_region = dict(output.by_region) if output else {}
    rows: list[tuple[Cell, ...]] = [(ALL, "participants", output.participants if output else None)]
    rows.extend((STAKEHOLDER, name.value, by_stakeholder.get(name)) for name in StakeholderType)
    rows.extend((GENDER, name, by_gender.get(name)) for name in dict.fromkeys([*GENDERS, *by_gender]))
    rows.extend((AGE, name, by_age.get(name)) for name in dict.fromkeys([*AGE_BANDS, *by_age]))
    rows.extend((REGION, name, count) for name, count in by_region.items())
    if not by_region:
        rows.extend([(REGION, "", None)] * _EMPTY_REGIONS)
    return tuple(rows)


def _contribution_row(code: str, said: Contribution) -> tuple[Cell, ...]:
    return (
        code,
        said.part.value,
        said.verdict.value,
        said.text,
        said.suggestion,
        said.language,
        said.speaker.value if said.speaker else "",
        said.quote.value,
    )
