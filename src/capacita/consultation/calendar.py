"""A schedule as an iCalendar file (RFC 5545), honest about what is not settled. Imported only where it is needed.

A known day becomes an all-day event. A window, a month or a tentative day becomes an all-day span with STATUS:TENTATIVE
that blocks nobody's time and says in its first words that the date is not fixed. What has no date at all is left out,
and the calendar's description and a finding say so. The UID hangs on the title and not on the date, so that an event
that moves stays the same event.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vDate

from capacita.consultation.dates import DatePrecision, spell_date
from capacita.consultation.entries import ScheduleEntry
from capacita.vocabulary import CAPACITA, Finding, Severity, derive_identifier

PRODUCT = "-//Capacita//Consultation calendar//EN"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFile:
    """The bytes of a calendar, None where nothing has a date, and what was left out of it."""

    data: bytes | None
    findings: tuple[Finding, ...]


def write_calendar(
    entries: Sequence[ScheduleEntry], *, stamp: datetime, name: str = "Consultations", namespace: str = CAPACITA
) -> CalendarFile:
    """Return the calendar of these entries. ``stamp`` is the time of writing, with its zone; the rooms have no clock.

    UIDs are derived from ``namespace`` (an identifier, such as that of the programme) and the titles.
    """
    if stamp.tzinfo is None:
        raise ValueError("stamp needs a time zone")
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    undated = [entry for entry in entries if entry.when.start is None]
    if undated:
        titles = "; ".join(f"{entry.title} ({spell_date(entry.when)})" for entry in undated)
        calendar.add("x-wr-caldesc", f"Not in this calendar, because no date is known yet: {titles}")
    seen: Counter[str] = Counter()
    for entry in entries:
        seen[entry.title] += 1
        if entry.when.start is not None:
            uid = derive_identifier(namespace, "schedule", entry.title, str(seen[entry.title]))
            calendar.add_component(_make_event(entry, uid, stamp))
    findings: list[Finding] = []
    if undated:
        lines = tuple(entry.line for entry in undated)
        values = {"count": len(undated)}
        findings.append(Finding(code="CALENDAR_LEFT_OUT", severity=Severity.NOTE, lines=lines, values=values))
    if len(undated) == len(entries):
        findings.append(Finding(code="CALENDAR_EMPTY", severity=Severity.ERROR))
        return CalendarFile(data=None, findings=tuple(findings))
    return CalendarFile(data=calendar.to_ical(), findings=tuple(findings))


def _make_event(entry: ScheduleEntry, uid: str, stamp: datetime) -> Event:
    when = entry.when
    assert when.start is not None
    assert when.end is not None
    open_date = when.tentative or when.precision is not DatePrecision.DAY
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", vDate(when.start))
    event.add("dtend", vDate(when.end + timedelta(days=1)))  # RFC 5545, 3.6.1: the end is not part of the event
    spelled = spell_date(when)
    event.add("summary", f"Date not fixed: {entry.title}" if open_date else entry.title)
    if open_date:
        event.add("description", f"The date is not fixed yet. What is published: {spelled}.")
    event.add("status", "TENTATIVE" if open_date else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    if entry.place:
        event.add("location", entry.place)
    return event
