"""Reading the date with which a line begins: "16 May", "3–5 June 2022", "TBD early June", "mid-July", "TBD".

Nothing is guessed: a day without a year stays undated and says why, and so does 31 June.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from capacita.consultation.scheduling.dates import (
    CALENDAR_WORDS,
    DASHES,
    MONTH_NAMES,
    WEEKDAY_NAMES,
    YEAR,
    CalendarWords,
    PartOfMonth,
    ScheduledDate,
    in_month,
    in_part_of_month,
    month_of,
    on_day,
    spell_day,
    undecided,
    within,
)
from capacita.vocabulary import Finding, Severity

_LONGEST_DATE: Final = 160  # characters; a line is only looked at this far, so that no input is slow
_SEPARATOR: Final = rf"\s*[{DASHES}:|,\t]\s*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The month and year that a heading sets for the lines below it, as far as it says them."""

    year: int | None = None
    month: int | None = None

    @property
    def expected(self) -> str | None:
        """The month as ``2022-06``, where both are known."""
        return None if self.year is None or self.month is None else f"{self.year:04}-{self.month:02}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadingDate:
    """The date that a line begins with, what follows it, and what is wrong with it."""

    when: ScheduledDate
    rest: str
    has_year: bool
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Patterns:
    """The compiled forms of a language, tried in this order."""

    words: CalendarWords
    forms: tuple[tuple[str, re.Pattern[str]], ...]
    lead: re.Pattern[str]
    trail: re.Pattern[str]
    mark: re.Pattern[str]
    heading: re.Pattern[str]


def read_leading_date(text: str, heading: Heading, line: int, language: str = "en") -> LeadingDate | None:
    """Return the date with which a text begins, if a separator and further words follow it; None otherwise."""
    patterns = _patterns(language)
    shown = text[:_LONGEST_DATE]
    lead = patterns.lead.match(shown)
    assert lead is not None  # every part of it is optional
    starts = [(lead.end(), lead)] if lead.end() else []
    for start, prefix in [*starts, (0, None)]:
        found = _read_form(patterns, shown, start)
        if found is None:
            continue
        form, match = found
        trail = patterns.trail.match(shown, match.end())
        if trail is None or not text[trail.end() :].strip():
            continue
        open_marks = bool(trail["mark"]) or (prefix is not None and bool(prefix["mark"]))
        when, findings = _resolve(form, match, patterns.words, heading, line)
        weekday = prefix["weekday"] if prefix is not None else None
        findings += _check_weekday(weekday, when, patterns.words, line)
        return LeadingDate(
            when=_marked(when, tentative=open_marks),
            rest=text[trail.end() :],
            has_year=any(name.startswith("y") and value for name, value in match.groupdict().items()),
            findings=tuple(findings),
        )
    return _read_undecided(patterns, text, shown, heading)


def read_heading(text: str, above: Heading, language: str = "en") -> Heading | None:
    """Return what a line sets that is nothing but a month, a month and a year, a span of months, or a year.

    A month without a year takes the year above it unless that would run backwards.
    """
    match = _patterns(language).heading.fullmatch(text[:_LONGEST_DATE].strip(" \t#*_:.\u00a0"))
    if match is None or len(text) > _LONGEST_DATE:
        return None
    if match["y0"]:
        return Heading(year=int(match["y0"]))
    month = month_of(match["m1"], CALENDAR_WORDS[language])
    if match["m2"]:
        return Heading(year=int(match["y1"]) if match["y1"] else above.year)
    if match["y1"]:
        return Heading(year=int(match["y1"]), month=month)
    runs_on = above.month is None or month >= above.month
    return Heading(year=above.year if runs_on else None, month=month)


def take_tentative_marks(title: str, language: str = "en") -> tuple[str, bool]:
    """Return a title without "(Tentative)" and the like, and whether there was such a mark."""
    cleaned, count = _patterns(language).mark.subn(" ", title)
    return cleaned, count > 0


@cache
def _patterns(language: str) -> _Patterns:
    words = CALENDAR_WORDS[language]
    month = "(?P<m{}>(?:" + "|".join(words.months) + r")(?!\w))"
    day = rf"(?P<d{{}}>[0-9]{{{{1,2}}}})(?:{words.day_ending})?(?![0-9])"
    year = rf"(?:,?\s*(?P<y{{}}>{YEAR})(?![0-9]))"
    part = "|".join(f"(?P<{name.value}>{words.parts[name]})" for name in PartOfMonth)
    joined = rf"(?:\s*[{DASHES}/&]\s*|\s+(?:{words.until})\s+)"
    tight = rf"(?:[{DASHES}]|\s+(?:{words.until})\s+)"
    of = rf"[\s.]*(?:{words.of}\s+)?"
    iso = rf"(?P<y{{0}}>{YEAR})-(?P<n{{0}}>[0-9]{{{{2}}}})-(?P<d{{0}}>[0-9]{{{{2}}}})(?![0-9])"
    d1, d2, m1, m2, y1, y2 = (
        day.format(1),
        day.format(2),
        month.format(1),
        month.format(2),
        year.format(1),
        year.format(2),
    )
    forms = {
        "iso": iso.format(1) + f"(?:{joined}{iso.format(2)})?",
        "days": rf"{d1}{of}{m1}{y1}?{joined}{d2}{of}{m2}{y2}?",
        "days of month": rf"{d1}{joined}{d2}{of}{m2}{y2}?",
        "day": rf"{d1}{of}{m1}{y1}?",
        "days, month first": rf"{m1}\s+{d1}{y1}?{joined}{m2}\s+{d2}{y2}?",
        "days of month, month first": rf"{m1}\s+{d1}(?:{tight}{d2}{y2}?|{joined}{day.format(3)}{year.format(3)})",
        "day, month first": rf"{m1}\s+{d1}{y1}?",
        "months": rf"{m1}{y1}?{joined}{m2}{y2}?",
        "part": rf"(?:{part})[\s{DASHES}]*{m1}{y1}?",
        "month": rf"{m1}{y1}?",
    }
    marks = rf"(?:{words.undecided}|{words.tentative})(?!\w)"
    weekday = "|".join(words.weekdays)
    compiled = tuple((name, re.compile(form, re.IGNORECASE)) for name, form in forms.items())
    return _Patterns(
        words=words,
        forms=compiled,
        lead=re.compile(
            rf"\s*(?:(?P<mark>{marks})[\s,:;({DASHES}]*)?(?:(?P<weekday>{weekday})(?!\w),?\s+)?", re.IGNORECASE
        ),
        trail=re.compile(rf"(?:[\s,({DASHES}\[]*(?P<mark>{marks})\s*[)\]]?)?{_SEPARATOR}", re.IGNORECASE),
        mark=re.compile(
            rf"\s*[(\[]\s*(?:dates?\s+)?{marks}(?:\s+dates?)?\s*[)\]]|\s+[{DASHES}]\s+{marks}\s*$", re.IGNORECASE
        ),
        heading=re.compile(rf"(?P<y0>{YEAR})|{m1}(?:{joined}{m2})?{y1}?", re.IGNORECASE),
    )


def _read_form(patterns: _Patterns, text: str, start: int) -> tuple[str, re.Match[str]] | None:
    for name, form in patterns.forms:
        match = form.match(text, start)
        if match is not None:
            return name, match
    return None


def _read_undecided(patterns: _Patterns, text: str, shown: str, heading: Heading) -> LeadingDate | None:
    """Read a line that begins with no date but with "TBD" or its like."""
    match = re.match(rf"\s*[(\[]?(?:{patterns.words.undecided})[)\]]?{_SEPARATOR}", shown, re.IGNORECASE)
    if match is None or not text[match.end() :].strip():
        return None
    return LeadingDate(when=undecided(heading.expected), rest=text[match.end() :], has_year=False)


def _resolve(
    form: str, match: re.Match[str], words: CalendarWords, heading: Heading, line: int
) -> tuple[ScheduledDate, list[Finding]]:
    """Turn a match into a date; what cannot be one is undated with a finding."""
    parts = match.groupdict()
    months = _months(parts, words)
    years = [int(parts[name]) for name in ("y1", "y2", "y3") if parts.get(name)]
    own_year = years[-1] if years else None
    year = own_year if own_year is not None else heading.year
    shown = match.group().strip()
    if year is None:
        return undecided(tentative=False), [_finding("SCHEDULE_YEAR_MISSING", line, date=shown)]
    findings: list[Finding] = []
    if heading.month is not None and own_year is None and months[0] != heading.month:
        findings.append(_finding("SCHEDULE_OTHER_MONTH", line, date=shown, month=MONTH_NAMES[heading.month - 1]))
    try:
        return _build(form, parts, months, years, year), findings
    except ValueError:
        return undecided(heading.expected, tentative=False), [_finding("SCHEDULE_NO_SUCH_DATE", line, date=shown)]


def _build(form: str, parts: dict[str, str | None], months: list[int], years: list[int], year: int) -> ScheduledDate:
    """Return the date of a form. Raises ValueError where the calendar has no such date."""
    days = [int(value) for name in ("d1", "d2", "d3") if (value := parts.get(name))]
    if form == "month":
        return in_month(year, months[0])
    if form == "part":
        part = next(name for name in PartOfMonth if parts[name.value])
        return in_part_of_month(year, months[0], part)
    if form == "months":
        days = [1, 1]
    if len(days) == 1:
        return on_day(date(years[0] if years else year, months[0], days[0]))
    first_year = years[0] if len(years) > 1 else year
    if len(years) < 2 and months[0] > months[-1]:  # 30 December to 2 January: a year named once is that of the end
        first_year, year = (year - 1, year) if years else (year, year + 1)
    start, end = date(first_year, months[0], days[0]), date(year, months[-1], days[1])
    if form == "months":
        end = in_month(year, months[-1]).end or end
    if start > end:
        raise ValueError
    return within(start, end) if start < end else on_day(start)


def _months(parts: dict[str, str | None], words: CalendarWords) -> list[int]:
    named = [month_of(value, words) for name in ("m1", "m2") if (value := parts.get(name))]
    return named or [int(value) for name in ("n1", "n2") if (value := parts.get(name))]


def _marked(when: ScheduledDate, *, tentative: bool) -> ScheduledDate:
    if not tentative:
        return when
    return ScheduledDate(
        precision=when.precision, start=when.start, end=when.end, tentative=True, expected=when.expected
    )


def _check_weekday(named: str | None, when: ScheduledDate, words: CalendarWords, line: int) -> list[Finding]:
    if named is None or when.start is None or when.start != when.end:
        return []
    number = next(i for i, name in enumerate(words.weekdays) if re.fullmatch(name, named, re.IGNORECASE))
    if number == when.start.weekday():
        return []
    actual = WEEKDAY_NAMES[when.start.weekday()]
    return [
        _finding("SCHEDULE_WRONG_WEEKDAY", line, day=spell_day(when.start), named=WEEKDAY_NAMES[number], actual=actual)
    ]


def _finding(code: str, line: int, **values: str) -> Finding:
    return Finding(code=code, severity=Severity.WARNING, lines=(line,), values=values)


def spell_list(entries: Iterable[str]) -> str:
    """Return a list as words: ``a, b and c``."""
    shown = list(entries)
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)
