"""What somebody should look at in a schedule before they publish it. A check flags and never changes an entry."""

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Final

from capacita.consultation.groups import GROUP_TITLES, REGIONAL_GROUPS, ConsultationGroup
from capacita.consultation.scheduling.dates import WEEKDAY_NAMES, DatePrecision, spell_day
from capacita.consultation.scheduling.entries import ScheduleEntry
from capacita.consultation.scheduling.periods import StatedPeriod
from capacita.vocabulary import Finding, Severity

_TIME: Final = re.compile(
    r"(?<![0-9:])(?:[01]?[0-9]|2[0-3])(?:[:.h][0-5][0-9](?![0-9.])|\s?[ap]\.?m\b)|\bnoon\b", re.IGNORECASE
)
_ZONE: Final = re.compile(
    r"\b(?:UTC|GMT|[CEW]ES?T|BST|EDT|[CMP][SD]T|EAT|WAT|CAT|SAST|IST|JST|SGT|AEST)\b"
    r"|\btime zone\b|\b(?:Africa|America|Asia|Australia|Europe|Pacific)/[A-Z]"
)
SATURDAY: Final = 5


def check_schedule(
    entries: Sequence[ScheduleEntry], periods: Sequence[StatedPeriod], lines: Sequence[str]
) -> list[Finding]:
    """Return what is to be looked at: clashes, weekends, groups without a date, dates outside the period, no times.

    ``lines`` are the lines of the page, in which times are looked for on the lines of entries.
    """
    if not entries:
        return [_warn("SCHEDULE_EMPTY")]
    return [
        *_find_clashes(entries),
        *_find_weekends(entries),
        *_find_undated_groups(entries),
        *_find_outside(entries, periods),
        *_find_missing_times(entries, lines),
    ]


def _find_clashes(entries: Sequence[ScheduleEntry]) -> list[Finding]:
    by_day: dict[date, list[int]] = defaultdict(list)
    for entry in entries:
        if entry.when.precision is DatePrecision.DAY and entry.when.start is not None:
            by_day[entry.when.start].append(entry.line)
    return [
        _warn("SCHEDULE_SAME_DAY", *found, count=len(found), day=spell_day(day))
        for day, found in sorted(by_day.items())
        if len(found) > 1
    ]


def _find_weekends(entries: Sequence[ScheduleEntry]) -> list[Finding]:
    return [
        _warn("SCHEDULE_WEEKEND", entry.line, day=spell_day(entry.when.start), weekday=WEEKDAY_NAMES[weekday])
        for entry in entries
        if entry.when.precision is DatePrecision.DAY
        and entry.when.start is not None
        and (weekday := entry.when.start.weekday()) >= SATURDAY
    ]


def _find_undated_groups(entries: Sequence[ScheduleEntry]) -> list[Finding]:
    by_group: dict[ConsultationGroup, list[ScheduleEntry]] = defaultdict(list)
    for entry in entries:
        if entry.group is not None:
            by_group[entry.group].append(entry)
    return [
        _warn("SCHEDULE_GROUP_UNDATED", *(entry.line for entry in found), group=GROUP_TITLES[group], count=len(found))
        for group, found in by_group.items()
        if all(entry.when.precision is DatePrecision.UNKNOWN for entry in found)
    ]


def _find_outside(entries: Sequence[ScheduleEntry], periods: Sequence[StatedPeriod]) -> list[Finding]:
    outside: list[int] = []
    relevant: list[StatedPeriod] = []
    for entry in entries:
        regional = entry.group in (*REGIONAL_GROUPS, ConsultationGroup.NATIONAL)
        for_this = [period for period in periods if regional or not period.regional_only]
        if for_this and not any(period.covers(entry.when) for period in for_this):
            outside.append(entry.line)
            relevant.extend(period for period in for_this if period not in relevant)
    if not outside:
        return []
    spelled = "; ".join(f"{period.spell()} (line {period.line})" for period in relevant)
    return [_warn("SCHEDULE_OUTSIDE_PERIOD", *outside, count=len(outside), period=spelled)]


def _find_missing_times(entries: Sequence[ScheduleEntry], lines: Sequence[str]) -> list[Finding]:
    shown = [lines[entry.line - 1] for entry in entries]
    if not any(_TIME.search(line) for line in shown):
        return [_warn("SCHEDULE_NO_TIMES")]
    if not any(_ZONE.search(line) for line in lines):
        timed = (entry.line for entry, line in zip(entries, shown, strict=True) if _TIME.search(line))
        return [_warn("SCHEDULE_NO_TIME_ZONE", *timed)]
    return []


def _warn(code: str, *lines: int, **values: str | int) -> Finding:
    return Finding(code=code, severity=Severity.WARNING, lines=lines, values=values)
