"""When a request or a consultation is, in words of the page's language: as exactly as it is known, and no more."""

from __future__ import annotations

from datetime import date, time
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext

from capacita.consultation import DatePrecision, ScheduledDate, on_day, undecided
from capacita.consultation.scheduling.dated_text import Heading, read_leading_date
from capacita.consultation.scheduling.times import is_skipped, is_twice
from capacita.web.consultation.models import Consultation, ConsultationRequest
from capacita.web.patterns.templatetags.capacita_ui import day, period

KNOWN_ZONES = frozenset(available_timezones())


def date_of_consultation(meeting: Consultation) -> ScheduledDate:
    """Return the date of a consultation as the rooms know dates."""
    return ScheduledDate(
        precision=DatePrecision(meeting.precision),
        start=meeting.starts_on,
        end=meeting.ends_on,
        tentative=meeting.tentative,
        expected=meeting.expected or None,
    )


def date_of_request(asked: ConsultationRequest) -> ScheduledDate:
    """Return the date that was asked for; what the words say where they are a month or some days of one."""
    return on_day(asked.held_on) if asked.held_on else read_date_words(asked.held_on_words)


def read_date_words(words: str) -> ScheduledDate:
    """Return the date that words name, such as "June 2027" or "early June 2027"; undecided where they name none."""
    found = read_leading_date(f"{words}: .", Heading(), 1) if words.strip() else None
    return found.when if found is not None and not found.findings else undecided()


def spell_when(when: ScheduledDate, words: str = "", time_words: str = "") -> str:
    """Return a date with its time in the page's language; ``words`` are the organiser's own for an open date."""
    shown = _spell_date(when, words)
    if when.tentative and when.start is not None:
        shown = gettext("{date} (tentative)").format(date=shown)
    return f"{shown}, {time_words}" if time_words else shown


def spell_time(starts_at: time | None, ends_at: time | None, zone_words: str) -> str:
    """Return a time with its zone as it is kept: ``09:00 to 12:30, Nairobi time``."""
    if starts_at is None:
        return ""
    shown = f"{starts_at:%H:%M}"
    if ends_at is not None:
        shown = gettext("{start} to {end}").format(start=shown, end=f"{ends_at:%H:%M}")
    return f"{shown}, {zone_words}" if zone_words else shown


def fault_of_time(held_on: date | None, starts_at: time | None, zone: str) -> str:
    """Return what is wrong with a time on a day: that clocks jump over it, or that it comes twice; else nothing."""
    if held_on is None or starts_at is None or zone not in KNOWN_ZONES:
        return ""
    there = ZoneInfo(zone)
    if is_skipped(held_on, starts_at, there):
        return gettext("On {day} clocks are put forward there, and {time} does not exist. Choose another time.").format(
            day=day(held_on), time=f"{starts_at:%H:%M}"
        )
    if is_twice(held_on, starts_at, there):
        return gettext(
            "On {day} clocks are put back there, and {time} comes twice. Choose another time, or write it in UTC."
        ).format(day=day(held_on), time=f"{starts_at:%H:%M}")
    return ""


def _spell_date(when: ScheduledDate, words: str) -> str:
    if when.start is None or when.end is None:
        if words:
            return words
        if when.expected:
            month = date.fromisoformat(f"{when.expected}-01")
            return gettext("no date yet, expected in {month}").format(month=day(month, "month"))
        return gettext("no date yet")
    if when.precision is DatePrecision.MONTH:
        return gettext("{month}, day not settled").format(month=day(when.start, "month"))
    if when.start == when.end:
        return day(when.start)
    shown = period(when.start, when.end)
    return gettext("within {days}").format(days=shown) if when.precision is DatePrecision.WINDOW else shown
