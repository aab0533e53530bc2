"""The calendar by month as a grid, and by region: two other ways to look at the same list."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel import Locale
from django.utils.translation import get_language, gettext

from capacita.consultation import REGIONAL_GROUPS
from capacita.consultation.scheduling.clashes import Clash, ClashKind, TimedSession, find_clashes
from capacita.vocabulary import locale_of, plain_text
from capacita.web.consultation.models import Consultation, Programme
from capacita.web.consultation.presenters import EventOnPage, group_words, month_of, present_event
from capacita.web.consultation.reported import ReportedMeeting, list_reported
from capacita.web.consultation.when import KNOWN_ZONES
from capacita.web.languages import text_language
from capacita.web.patterns.templatetags.capacita_ui import day
from capacita.web.words import join_words

DAYS = 7
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOnPage:
    """A day of the grid with what is on it; ``number`` is None for days of other months."""

    number: int | None
    events: tuple[EventOnPage, ...] = ()
    is_today: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthGrid:
    """A month as weeks of days, what is in it without a day, and the months before and after."""

    month: date
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[DayOnPage, ...], ...]
    vague: tuple[EventOnPage, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupOnPage:
    """The consultations of a region, or of all other groups together."""

    name: str
    events: tuple[EventOnPage, ...]
    has_day: bool
    reported: tuple[ReportedMeeting, ...]


def read_month(text: str, meetings: Sequence[Consultation], *, on: date) -> date:
    """Return the first day of the month that an address names, else of the next consultation, else of today."""
    try:
        named = date.fromisoformat(f"{text}-01")
        if FIRST_YEAR <= named.year <= LAST_YEAR:
            return named
    except ValueError:
        pass
    months = sorted(month for month in map(month_of, meetings) if month is not None)
    this = on.replace(day=1)
    coming = [month for month in months if month >= this]
    return coming[0] if coming else months[-1] if months else this


def present_month(meetings: Iterable[Consultation], month: date, *, on: date) -> MonthGrid:
    """Return a month; a span of days that is certain stands on each of them, what is not certain under the grid."""
    locale = Locale.parse(locale_of(get_language() or "en"))
    start_of_week = locale.first_week_day
    names = [locale.days["format"]["abbreviated"][(start_of_week + place) % DAYS] for place in range(DAYS)]
    days: dict[int, list[EventOnPage]] = {}
    vague = []
    for meeting in meetings:
        settled = meeting.starts_on if meeting.precision == "day" else None
        if settled is not None and settled.replace(day=1) == month:
            days.setdefault(settled.day, []).append(present_event(meeting))
        elif settled is None and _touches(meeting, month):
            vague.append(present_event(meeting))
    weeks = calendar.Calendar(start_of_week).monthdayscalendar(month.year, month.month)
    return MonthGrid(
        month=month,
        weekdays=tuple(names),
        weeks=tuple(
            tuple(
                DayOnPage(
                    number=number or None,
                    events=tuple(days.get(number, ())),
                    is_today=bool(number) and month.replace(day=number) == on,
                )
                for number in week
            )
            for week in weeks
        ),
        vague=tuple(vague),
        before=f"{month - timedelta(days=1):%Y-%m}",
        after=f"{month + timedelta(days=32):%Y-%m}",
    )


def present_regions(meetings: Sequence[Consultation], programmes: Sequence[Programme]) -> list[GroupOnPage]:
    """Return every region with what others reported of it, those without a consultation too, and the rest together."""
    regional = [group.value for group in REGIONAL_GROUPS]
    groups = [(code, group_words(code), [row for row in meetings if row.group == code]) for code in regional]
    rest = [meeting for meeting in meetings if meeting.group not in regional]
    if rest:
        groups.append(("", gettext("Not for one region"), rest))
    return [
        GroupOnPage(
            name=name,
            events=tuple(present_event(meeting) for meeting in own),
            has_day=any(meeting.starts_on for meeting in own),
            reported=list_reported(programmes, code),
        )
        for code, name, own in groups
    ]


def list_clashes(meetings: Iterable[Consultation]) -> tuple[str, ...]:
    """Return the sessions that are, or may be, at one time, in words."""
    titles = {str(meeting.pk): plain_text(meeting.title, text_language()) for meeting in meetings}
    sessions = [
        TimedSession(key=str(meeting.pk), day=meeting.starts_on, start=begin_of(meeting), end=end_of(meeting))
        for meeting in meetings
        if meeting.precision == "day" and meeting.starts_on and meeting.status not in ("cancelled", "not_held")
    ]
    return tuple(_spell_clash(clash, titles) for clash in find_clashes(sessions))


def begin_of(meeting: Consultation) -> datetime | None:
    """Return the moment at which a consultation begins, None where its day, time or zone is not settled."""
    if meeting.precision != "day" or meeting.starts_on is None or meeting.starts_at is None:
        return None
    if meeting.time_zone not in KNOWN_ZONES:
        return None
    return datetime.combine(meeting.starts_on, meeting.starts_at, tzinfo=ZoneInfo(meeting.time_zone))


def end_of(meeting: Consultation) -> datetime | None:
    """Return the moment at which a consultation ends; an end before its beginning is on the next day."""
    begin = begin_of(meeting)
    if begin is None or meeting.starts_on is None or meeting.starts_at is None or meeting.ends_at is None:
        return None
    last = meeting.starts_on if meeting.ends_at > meeting.starts_at else meeting.starts_on + timedelta(days=1)
    return datetime.combine(last, meeting.ends_at, tzinfo=begin.tzinfo)


def _spell_clash(clash: Clash, titles: dict[str, str]) -> str:
    names = join_words(titles[key] for key in clash.keys)
    if clash.kind is ClashKind.OVERLAP:
        words = gettext("{day}: {names}. Their times overlap.")
    else:
        words = gettext("{day}: {names}. A possible clash, as no time is known.")
    return words.format(day=day(clash.day), names=names)


def _touches(meeting: Consultation, month: date) -> bool:
    """Tell whether a vague date may be in a month."""
    if meeting.starts_on is None or meeting.ends_on is None:
        return bool(meeting.expected) and meeting.expected == f"{month:%Y-%m}"
    return f"{meeting.starts_on:%Y-%m}" <= f"{month:%Y-%m}" <= f"{meeting.ends_on:%Y-%m}"
