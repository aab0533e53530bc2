"""Times of day with their zone: read as people write them, and checked against the days on which clocks change.

Zones are IANA names. A city, "Nairobi time", a well-known abbreviation and a whole-hour offset such as "UTC+3" are
read; an abbreviation that several zones share (CST, IST) is not guessed.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from typing import Final

from capacita.consultation.scheduling.dates import DASHES

_CLOCK: Final = r"(?P<{0}h>[01]?[0-9]|2[0-3])(?:\s*[:.h]\s*(?P<{0}m>[0-5][0-9])|\s*h)?\s*(?P<{0}p>[ap]\.?m\.?)?"
_SPAN: Final = re.compile(
    rf"\s*(?:from\s+|de\s+)?{_CLOCK.format('a')}(?:\s*(?:[{DASHES}]|to|until|à|a)\s*{_CLOCK.format('b')})?\s*",
    re.IGNORECASE,
)
_OFFSET: Final = re.compile(r"(?:UTC|GMT)\s*(?:(?P<sign>[+\-−])\s*(?P<hours>[0-9]{1,2})(?::?00)?)?", re.IGNORECASE)
_ABBREVIATIONS: Final = {
    "CAT": "Africa/Maputo",
    "CEST": "Europe/Paris",
    "CET": "Europe/Paris",
    "EAT": "Africa/Nairobi",
    "EDT": "America/New_York",
    "EET": "Europe/Athens",
    "SAST": "Africa/Johannesburg",
    "WAT": "Africa/Lagos",
}
_FURTHEST_EAST: Final = 14
_FURTHEST_WEST: Final = 12
_NOON: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSpan:
    """From when to when; ``end`` is None where only the beginning is known."""

    start: time
    end: time | None = None


def read_time_span(text: str) -> TimeSpan | None:
    """Return what "09:00 to 12:30", "9.30 am", "14h – 16h30" or "9-11 am" mean; None for anything else."""
    match = _SPAN.fullmatch(text[:60])
    if match is None or (match["am"] is None and match["ap"] is None and match["bm"] is None and ":" not in text
                         and match["bh"] is None and "h" not in text.lower()):  # fmt: skip
        return None
    half = match["ap"] or (match["bp"] if match["bh"] else None)
    start = _at(match["ah"], match["am"], half)
    end = _at(match["bh"], match["bm"], match["bp"]) if match["bh"] else None
    if start is None or (match["bh"] and end is None):
        return None
    return TimeSpan(start=start, end=end)


def read_zone(text: str, known: Collection[str]) -> str | None:
    """Return the IANA name of the zone that a text names, among those known; None where it names none or several."""
    cleaned = re.sub(r"\s*\b(?:local\s+)?time(?:\s+zone)?\b\s*$", "", text.strip(), flags=re.IGNORECASE).strip(" .,()")
    offset = _OFFSET.fullmatch(cleaned)
    if offset is not None:
        return _of_offset(offset["sign"], offset["hours"])
    if cleaned.upper() in _ABBREVIATIONS:
        return _ABBREVIATIONS[cleaned.upper()]
    wanted = cleaned.replace(" ", "_").casefold()
    if not wanted:
        return None
    exact = [name for name in known if name.casefold() == wanted]
    if exact:
        return exact[0]
    cities = sorted({name for name in known if "/" in name and name.rpartition("/")[2].casefold() == wanted})
    own = [name for name in cities if not name.startswith(("Etc/", "US/", "posix", "right"))]
    return own[0] if len(own) == 1 else None


def is_skipped(day: date, at: time, zone: tzinfo) -> bool:
    """Tell whether clocks jump over this time on this day, so that it does not exist (PEP 495)."""
    local = datetime.combine(day, at, tzinfo=zone)
    return local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None)


def is_twice(day: date, at: time, zone: tzinfo) -> bool:
    """Tell whether clocks are put back over this time on this day, so that it comes twice (PEP 495)."""
    local = datetime.combine(day, at, tzinfo=zone)
    return local.utcoffset() != local.replace(fold=1).utcoffset() and not is_skipped(day, at, zone)


def _at(hour: str, minute: str | None, half: str | None) -> time | None:
    value = int(hour)
    if half:
        if not 1 <= value <= _NOON:
            return None
        value = value % _NOON + (_NOON if half.lower().startswith("p") else 0)
    return time(value, int(minute or 0))


def _of_offset(sign: str | None, hours: str | None) -> str | None:
    if sign is None or hours is None or int(hours) == 0:
        return "UTC"
    east = sign == "+"
    if int(hours) > (_FURTHEST_EAST if east else _FURTHEST_WEST):
        return None
    return f"Etc/GMT{'-' if east else '+'}{int(hours)}"  # in these names the sign is turned about (POSIX)
