"""Results as rows for files and programs. What is protected is absent from them, down to the count of answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from capacita.sheets import Cell, write_csv
from capacita.vocabulary import rounded
from capacita.web.assessment.presenters import gap_interval
from capacita.web.assessment.queries import ResultDocuments

COLUMNS = (
    "item", "title", "dimension", "group", "people", "required", "observed", "observed_low", "observed_high", "gap",
    "gap_low", "gap_high", "answers", "not_estimable", "main_barrier", "simulated",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """A gap as a row. Numbers are absent where ``not_estimable`` says why."""

    id: str
    item: str
    title: str
    dimension: str
    group: str
    people: float
    required: float
    observed: float | None
    observed_low: float | None
    observed_high: float | None
    gap: float | None
    gap_low: float | None
    gap_high: float | None
    answers: int | None
    not_estimable: str | None
    main_barrier: str | None
    simulated: bool


def list_gap_rows(documents: ResultDocuments, language: str = "en") -> list[GapRow]:
    """Return every gap of an assessment as a row."""
    items = {item.id: item for item in documents.framework.items}
    rows = []
    for gap in documents.gaps.gaps:
        low, high = gap_interval(gap.required, gap.observed.interval)
        interval = gap.observed.interval
        title = items[gap.item].title.get(language) or items[gap.item].title.get(documents.framework.language)
        rows.append(
            GapRow(
                id=gap.id,
                item=items[gap.item].code,
                title=title.text if title else "",
                dimension=gap.group.dimension,
                group=gap.group.value,
                people=gap.headcount,
                required=gap.required,
                observed=gap.observed.value,
                observed_low=interval.low if interval else None,
                observed_high=interval.high if interval else None,
                gap=gap.value,
                gap_low=low,
                gap_high=high,
                answers=gap.observed.n if gap.value is not None else None,
                not_estimable=gap.observed.not_estimable.value if gap.observed.not_estimable else None,
                main_barrier=gap.main_barrier,
                simulated=documents.gaps.simulated,
            )
        )
    return rows


def results_csv(documents: ResultDocuments) -> bytes:
    """Return the gaps as CSV that a spreadsheet opens without running anything."""
    rows = [[_cell(rounded(getattr(row, column))) for column in COLUMNS] for row in list_gap_rows(documents)]
    return write_csv([COLUMNS, *rows])


def results_value(documents: ResultDocuments) -> dict[str, Any]:
    """Return the gaps with what a reader must know about them, as a JSON value."""
    value: dict[str, Any] = rounded(
        {
            "title": documents.gaps.title,
            "country": documents.organisation.code,
            "simulated": documents.gaps.simulated,
            "fictional": documents.organisation.fictional,
            "framework": documents.framework.code,
            "framework_version": documents.gaps.framework_version,
            "requirement_status": documents.gaps.requirement_status,
            "method": documents.estimates.method,
            "smallest_group": documents.estimates.smallest_group,
            "notice": NOTICE,
            "gaps": [{name: getattr(row, name) for name in ("id", *COLUMNS[:-1])} for row in list_gap_rows(documents)],
        }
    )
    return value


NOTICE = "Own wording. Not an official UNESCO, ITU or Broadband Commission text, translation or endorsement."


def _cell(value: Any) -> Cell:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if value is None or isinstance(value, str | int | float) else str(value)
