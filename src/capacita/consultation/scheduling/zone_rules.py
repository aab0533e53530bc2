"""The rules of a time zone as a VTIMEZONE (RFC 5545, 3.6.5), written out for the years in which it is used.

Each change stands as the local time at which it sets in, in the offset before it (TZOFFSETFROM), as 3.6.5 asks; a
library's own writer was an hour off in spring, so that an event on the morning of the change would have moved.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vDDDLists

_STEP = timedelta(days=1)
_EXACT = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneChange:
    """A moment at which the clocks of a zone are changed, with the offsets before and after."""

    moment: datetime
    before: timedelta
    after: timedelta
    name: str
    is_summer: bool


def describe_zone(name: str, first_year: int, last_year: int) -> Timezone:
    """Return the rules of a zone from the first to the last of these years, both inclusive."""
    zone = ZoneInfo(name)
    begin, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    described = Timezone()
    described.add("tzid", name)
    at_begin = begin.astimezone(zone)
    offset = at_begin.utcoffset() or timedelta()
    described.add_component(
        _observance(
            ZoneChange(moment=begin, before=offset, after=offset, name=at_begin.tzname() or name,
                       is_summer=bool(at_begin.dst())),
            [],
        )
    )  # fmt: skip
    alike: dict[tuple[timedelta, timedelta, str, bool], list[ZoneChange]] = {}
    for change in list_changes(zone, begin, end):
        alike.setdefault((change.before, change.after, change.name, change.is_summer), []).append(change)
    for changes in alike.values():
        described.add_component(_observance(changes[0], changes[1:]))
    return described


def list_changes(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[ZoneChange]:
    """Yield each change of the clocks between two moments, found to the second."""
    at = begin
    while at < end:
        after = min(at + _STEP, end)
        if after.astimezone(zone).utcoffset() != at.astimezone(zone).utcoffset():
            yield _find(zone, at, after)
        at = after


def _find(zone: ZoneInfo, low: datetime, high: datetime) -> ZoneChange:
    """Halve until the change is found; no zone changes twice within a day."""
    before = low.astimezone(zone).utcoffset()
    while high - low > _EXACT:
        middle = low + (high - low) // 2
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    moment = high.replace(microsecond=0)
    local = moment.astimezone(zone)
    return ZoneChange(
        moment=moment,
        before=before or timedelta(),
        after=local.utcoffset() or timedelta(),
        name=local.tzname() or "",
        is_summer=bool(local.dst()),
    )


def _observance(first: ZoneChange, others: list[ZoneChange]) -> TimezoneStandard | TimezoneDaylight:
    part = TimezoneDaylight() if first.is_summer else TimezoneStandard()
    part.add("dtstart", _onset(first))
    if others:
        part.add("rdate", vDDDLists([_onset(change) for change in others]))
    part.add("tzname", first.name)
    part.add("tzoffsetfrom", first.before)
    part.add("tzoffsetto", first.after)
    return part


def _onset(change: ZoneChange) -> datetime:
    return (change.moment + change.before).replace(tzinfo=None)
