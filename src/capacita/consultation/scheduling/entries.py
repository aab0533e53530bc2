"""A schedule as data: its entries in the order of the page, and how they look as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from capacita.consultation.groups import ConsultationGroup
from capacita.consultation.scheduling.dates import ScheduledDate, order_key
from capacita.consultation.scheduling.periods import StatedPeriod
from capacita.vocabulary import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleEntry:
    """One line of a schedule, with its 1-based line number."""

    title: str
    when: ScheduledDate
    place: str | None
    group: ConsultationGroup | None
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """The entries of a page in its order, the periods that it states, and what is to be looked at in both."""

    entries: tuple[ScheduleEntry, ...]
    periods: tuple[StatedPeriod, ...]
    findings: tuple[Finding, ...]


def describe_entries(entries: Sequence[ScheduleEntry]) -> list[dict[str, Any]]:
    """Return entries as JSON values: dates as ``2022-05-16`` or null, precision, place and group or null, line."""
    return [
        {
            "title": entry.title,
            "start": entry.when.start.isoformat() if entry.when.start else None,
            "end": entry.when.end.isoformat() if entry.when.end else None,
            "precision": entry.when.precision.value,
            "tentative": entry.when.tentative,
            "expected": entry.when.expected,
            "place": entry.place,
            "group": entry.group.value if entry.group else None,
            "line": entry.line,
        }
        for entry in entries
    ]


def sort_entries(entries: Sequence[ScheduleEntry]) -> list[ScheduleEntry]:
    """Return entries in the order of their dates, exact before vague, undated under their month or last."""
    return sorted(entries, key=lambda entry: (order_key(entry.when), entry.line))
