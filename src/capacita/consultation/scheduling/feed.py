"""Consultations as an iCalendar file (RFC 5545), honest about what is not settled. Imported only where it is needed.

A known day with a time and a zone becomes a timed event in that zone, whose rules stand in the file; a known day
without becomes an all-day event. A window, a month or a tentative day becomes an all-day span with STATUS:TENTATIVE
that blocks nobody's time and says in its first words that the date is not fixed. What has no date at all is left out,
and the calendar's description and a finding say so. What was cancelled stays, with STATUS:CANCELLED. The UID hangs on
the consultation and not on its date, and SEQUENCE counts its moves, so that an event that moves stays the same event.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vDatetime, vText

from capacita.consultation.scheduling.dates import DatePrecision, ScheduledDate, spell_date
from capacita.consultation.scheduling.entries import ScheduleEntry
from capacita.consultation.scheduling.zone_rules import describe_zone
from capacita.vocabulary import CAPACITA, Finding, Severity, derive_identifier

PRODUCT: Final = "-//Capacita//Consultation calendar//EN"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFile:
    """The bytes of a calendar, None where nothing has a date, and what was left out of it."""

    data: bytes | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """A consultation on its way into a calendar.

    ``uid`` never changes; ``sequence`` counts moves and cancellations. ``starts_at`` and ``ends_at`` are times of the
    day in ``zone``, an IANA name; an end before the start is on the next day. ``changed_at`` is when it last changed,
    ``line`` where it stood in a page, if it stood in one.
    """

    uid: str
    title: str
    when: ScheduledDate
    place: str = ""
    starts_at: time | None = None
    ends_at: time | None = None
    zone: str = ""
    sequence: int = 0
    cancelled: bool = False
    note: str = ""
    address: str = ""
    changed_at: datetime | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarWords:
    """What a calendar file says in words; a site gives them in its reader's language."""

    not_fixed: str = "Date not fixed: {title}"
    published: str = "The date is not fixed yet. What is published: {date}."
    left_out: str = "Not in this calendar, because no date is known yet: {titles}"


def write_calendar(
    entries: Sequence[ScheduleEntry], *, stamp: datetime, name: str = "Consultations", namespace: str = CAPACITA
) -> CalendarFile:
    """Return the calendar of the entries of a page. ``stamp`` is the time of writing, with its zone; rooms have no clock.

    UIDs are derived from ``namespace`` (an identifier, such as that of the programme) and the titles.
    """
    seen: Counter[str] = Counter()
    given = []
    for entry in entries:
        seen[entry.title] += 1
        uid = derive_identifier(namespace, "schedule", entry.title, str(seen[entry.title]))
        given.append(
            CalendarEntry(uid=uid, title=entry.title, when=entry.when, place=entry.place or "", line=entry.line)
        )
    return write_feed(given, stamp=stamp, name=name)


def write_feed(
    entries: Sequence[CalendarEntry],
    *,
    stamp: datetime,
    name: str = "Consultations",
    words: CalendarWords | None = None,
) -> CalendarFile:
    """Return the calendar of these consultations. ``stamp`` stands where it is not known when one last changed."""
    if stamp.tzinfo is None:
        raise ValueError("stamp needs a time zone")
    said = words or CalendarWords()
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", vText(name))
    undated = [entry for entry in entries if entry.when.start is None]
    if undated:
        titles = "; ".join(f"{entry.title} ({spell_date(entry.when)})" for entry in undated)
        calendar.add("x-wr-caldesc", vText(said.left_out.format(titles=titles)))
    dated = [entry for entry in entries if entry.when.start is not None]
    for zone in sorted({entry.zone for entry in dated if _is_timed(entry) and entry.zone != "UTC"}):
        years = [entry.when.start.year for entry in dated if entry.zone == zone and entry.when.start is not None]
        calendar.add_component(describe_zone(zone, min(years) - 1, max(years) + 1))
    for entry in dated:
        calendar.add_component(_make_event(entry, stamp, said))
    findings: list[Finding] = []
    if undated:
        lines = tuple(entry.line for entry in undated if entry.line is not None)
        values = {"count": len(undated)}
        findings.append(Finding(code="CALENDAR_LEFT_OUT", severity=Severity.NOTE, lines=lines, values=values))
    if not dated:
        findings.append(Finding(code="CALENDAR_EMPTY", severity=Severity.ERROR))
        return CalendarFile(data=None, findings=tuple(findings))
    return CalendarFile(data=calendar.to_ical(), findings=tuple(findings))


def _is_timed(entry: CalendarEntry) -> bool:
    """Tell whether an event has a beginning: only a settled day can have one."""
    settled = entry.when.precision is DatePrecision.DAY and not entry.when.tentative
    return settled and entry.starts_at is not None and bool(entry.zone)


def _make_event(entry: CalendarEntry, stamp: datetime, words: CalendarWords) -> Event:
    when = entry.when
    open_date = when.tentative or when.precision is not DatePrecision.DAY
    event = Event()
    event.add("uid", entry.uid)
    changed = (entry.changed_at or stamp).astimezone(UTC).replace(microsecond=0)
    event.add("dtstamp", changed)  # RFC 5545, 3.8.7.2: without METHOD, when the information was last revised
    if entry.changed_at is not None:
        event.add("last-modified", changed)
    _add_span(event, entry)
    spelled = spell_date(when)
    event.add("summary", words.not_fixed.format(title=entry.title) if open_date else entry.title)
    said = [words.published.format(date=spelled)] if open_date else []
    if entry.note:
        said.append(entry.note)
    if said:
        event.add("description", "\n".join(said))
    event.add("status", "CANCELLED" if entry.cancelled else "TENTATIVE" if open_date else "CONFIRMED")
    if entry.sequence or entry.changed_at is not None:
        event.add("sequence", entry.sequence)
    event.add("transp", "OPAQUE" if _is_timed(entry) and not entry.cancelled else "TRANSPARENT")
    if entry.place:
        event.add("location", entry.place)
    if entry.address:
        event.add("url", entry.address)
    return event


def _add_span(event: Event, entry: CalendarEntry) -> None:
    start, end = entry.when.start, entry.when.end
    assert start is not None
    assert end is not None
    if not _is_timed(entry):
        event.add("dtstart", start)
        event.add("dtend", end + timedelta(days=1))  # RFC 5545, 3.6.1: the end is not part of the event
        return
    assert entry.starts_at is not None
    zone = UTC if entry.zone == "UTC" else ZoneInfo(entry.zone)
    event.add("dtstart", vDatetime(datetime.combine(start, entry.starts_at, tzinfo=zone)))
    if entry.ends_at is not None:
        last = start if entry.ends_at > entry.starts_at else start + timedelta(days=1)
        event.add("dtend", vDatetime(datetime.combine(last, entry.ends_at, tzinfo=zone)))
