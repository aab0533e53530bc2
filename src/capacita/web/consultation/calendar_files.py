"""The calendar as an iCalendar file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from capacita.consultation import ConsultationGroup, DatePrecision, ScheduledDate, ScheduleEntry
from capacita.vocabulary import NotFound, plain_text
from capacita.web.consultation.models import Consultation


def write_calendar_file(consultations: Iterable[Consultation], *, name: str, language: str, stamp: datetime) -> bytes:
    """Return the calendar of these consultations, without the cancelled ones. Raises NotFound where none has a date."""
    from capacita.consultation.calendar import write_calendar  # noqa: PLC0415 -- icalendar, only needed here

    entries = [
        as_entry(consultation, line, language)
        for line, consultation in enumerate(consultations, start=1)
        if consultation.status != "cancelled"
    ]
    written = write_calendar(entries, stamp=stamp, name=name)
    if written.data is None:
        raise NotFound("CALENDAR_EMPTY")
    return written.data


def as_entry(consultation: Consultation, line: int, language: str) -> ScheduleEntry:
    """Return a consultation as an entry of a schedule, as exactly as its date is known."""
    known_groups = set(ConsultationGroup)
    return ScheduleEntry(
        title=plain_text(consultation.title, language),
        when=ScheduledDate(
            precision=DatePrecision(consultation.precision),
            start=consultation.starts_on,
            end=consultation.ends_on,
            tentative=consultation.tentative,
            expected=consultation.expected or None,
        ),
        place=consultation.place or None,
        group=ConsultationGroup(consultation.group) if consultation.group in known_groups else None,
        line=line,
    )
