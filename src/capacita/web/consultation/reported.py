"""Meetings that others reported elsewhere, to stand beside what a published calendar says of the same region."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from capacita.vocabulary import LocalizedText
from capacita.web.consultation.models import Programme
from capacita.web.fields import read_localized


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedMeeting:
    """A meeting that others reported, which stands on no calendar of the programme."""

    title: LocalizedText
    day: date
    source: str
    address: str


def list_reported(programmes: Iterable[Programme], group: str) -> tuple[ReportedMeeting, ...]:
    """Return what others reported of a group, by its code, beside these programmes."""
    return tuple(
        ReportedMeeting(
            title=read_localized(entry["title"]),
            day=date.fromisoformat(entry["day"]),
            source=entry["source"],
            address=entry["address"],
        )
        for programme in programmes
        for entry in programme.reported
        if entry["group"] == group
    )
