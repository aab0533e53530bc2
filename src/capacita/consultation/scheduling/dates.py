"""Dates as far as they are known: a day, a window of days, a month, or not yet known.

Schedules of consultations are published before they are settled. A date here says how exact it is, and nothing turns
"early June" into a day. The thirds of a month are its days 1 to 10 (early), 11 to 20 (mid) and 21 to the end (late).
"""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from capacita.vocabulary import document_part


class DatePrecision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    WINDOW = "window"  # some time from start to end, or from start to end throughout
    MONTH = "month"
    UNKNOWN = "unknown"


@document_part
class ScheduledDate:
    """A date as far as it is known: ``start`` and ``end`` are both inclusive, and both None when it is unknown.

    ``tentative`` is true where the text calls the date tentative or to be decided. ``expected`` is the month, as
    ``2022-06``, under which an entry without a date of its own is listed; dated entries carry None.
    """

    precision: DatePrecision
    start: date | None = None
    end: date | None = None
    tentative: bool = False
    expected: str | None = None


class PartOfMonth(StrEnum):
    """A third of a month."""

    EARLY = "early"
    MID = "mid"
    LATE = "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarWords:
    """How a language names months, weekdays, parts of a month, and what is not decided yet.

    All are regular expressions without capturing groups; months and weekdays in their order, from January and Monday.
    """

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    parts: Mapping[PartOfMonth, str]
    undecided: str
    tentative: str
    until: str  # between two days or months
    of: str  # between a day and its month
    day_ending: str


ENGLISH: Final = CalendarWords(
    months=(
        r"jan(?:uary|\.)?",
        r"feb(?:ruary|\.)?",
        r"mar(?:ch|\.)?",
        r"apr(?:il|\.)?",
        r"may",
        r"june?\.?",
        r"july?\.?",
        r"aug(?:ust|\.)?",
        r"sept?(?:ember|\.)?",
        r"oct(?:ober|\.)?",
        r"nov(?:ember|\.)?",
        r"dec(?:ember|\.)?",
    ),
    weekdays=(
        r"mon(?:day|\.)?",
        r"tue(?:sday|s?\.)?",
        r"wed(?:nesday|\.)?",
        r"thu(?:rsday|rs?\.)?",
        r"fri(?:day|\.)?",
        r"sat(?:urday|\.)?",
        r"sun(?:day|\.)?",
    ),
    parts={
        PartOfMonth.EARLY: r"early|(?:the )?(?:beginning|start) of",
        PartOfMonth.MID: r"mid(?:dle of)?",
        PartOfMonth.LATE: r"late|(?:the )?end of",
    },
    undecided=r"tb[dca]|(?:date )?to be (?:determined|decided|confirmed|announced|agreed|fixed)",
    tentative=r"tentative(?:ly)?|provisional(?:ly)?|tb[dca]|to be (?:determined|decided|confirmed|announced)",
    until=r"to|until|and",
    of=r"of",
    day_ending=r"st|nd|rd|th",
)

# A further language is one more entry here and in groups.GROUP_WORDS and periods.PERIOD_WORDS.
CALENDAR_WORDS: Final[Mapping[str, CalendarWords]] = {"en": ENGLISH}

MONTH_NAMES: Final = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WEEKDAY_NAMES: Final = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
YEAR: Final = "(?:19|20|21)[0-9][0-9]"
DASHES: Final = r"\-‐‑‒–—―"  # inside square brackets of a pattern


def on_day(day: date, *, tentative: bool = False) -> ScheduledDate:
    """Return the date of one known day."""
    return ScheduledDate(precision=DatePrecision.DAY, start=day, end=day, tentative=tentative)


def within(start: date, end: date, *, tentative: bool = False) -> ScheduledDate:
    """Return a window of days, both inclusive."""
    return ScheduledDate(precision=DatePrecision.WINDOW, start=start, end=end, tentative=tentative)


def in_month(year: int, month: int, *, tentative: bool = False) -> ScheduledDate:
    """Return a date of which only the month is known."""
    last = calendar.monthrange(year, month)[1]
    start, end = date(year, month, 1), date(year, month, last)
    return ScheduledDate(precision=DatePrecision.MONTH, start=start, end=end, tentative=tentative)


def in_part_of_month(year: int, month: int, part: PartOfMonth, *, tentative: bool = False) -> ScheduledDate:
    """Return the window that "early", "mid" or "late" means: days 1 to 10, 11 to 20, 21 to the last."""
    last = calendar.monthrange(year, month)[1]
    first_day, last_day = {PartOfMonth.EARLY: (1, 10), PartOfMonth.MID: (11, 20), PartOfMonth.LATE: (21, last)}[part]
    return within(date(year, month, first_day), date(year, month, last_day), tentative=tentative)


def undecided(expected: str | None = None, *, tentative: bool = True) -> ScheduledDate:
    """Return a date that is not known, with the month in which it is expected where there is one."""
    return ScheduledDate(precision=DatePrecision.UNKNOWN, tentative=tentative, expected=expected)


def is_sound(when: ScheduledDate) -> bool:
    """Tell whether a date says what its precision promises: both ends in order, or none at all."""
    if when.precision is DatePrecision.UNKNOWN:
        return when.start is None and when.end is None and (when.expected is None or _is_month(when.expected))
    if when.start is None or when.end is None or when.start > when.end:
        return False
    if when.precision is DatePrecision.DAY:
        return when.start == when.end
    if when.precision is DatePrecision.MONTH:
        return when.start == in_month(when.start.year, when.start.month).start and (
            when.end == in_month(when.start.year, when.start.month).end
        )
    return True


def order_key(when: ScheduledDate) -> tuple[str, int, str]:
    """Return what to sort by: the start, exact dates before vague ones, what has no date under its month or last."""
    exactness = list(DatePrecision).index(when.precision)
    if when.start is not None and when.end is not None:
        return (when.start.isoformat(), exactness, when.end.isoformat())
    return (f"{when.expected}-32" if when.expected else "9999", exactness, "")


def spell_date(when: ScheduledDate) -> str:
    """Return the date in plain English words, saying what is not settled."""
    if when.start is None or when.end is None:
        if when.expected and _is_month(when.expected):
            year, month = when.expected.split("-")
            return f"date not fixed, expected in {MONTH_NAMES[int(month) - 1]} {year}"
        return "date not fixed"
    if when.precision is DatePrecision.DAY:
        shown = spell_day(when.start)
    elif when.precision is DatePrecision.MONTH:
        shown = f"{MONTH_NAMES[when.start.month - 1]} {when.start.year}, day not fixed"
    else:
        shown = f"{spell_day(when.start)} to {spell_day(when.end)}"
    return shown + (" (tentative)" if when.tentative else "")


def spell_day(day: date) -> str:
    """Return a day as ``16 May 2022``."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def month_of(text: str, words: CalendarWords) -> int:
    """Return the number of a month by its name, as one of the words' own patterns matched it."""
    return next(
        number for number, name in enumerate(words.months, start=1) if re.fullmatch(name, text.strip(), re.IGNORECASE)
    )


def _is_month(text: str) -> bool:
    return re.fullmatch(YEAR + r"-(?:0[1-9]|1[0-2])", text) is not None
