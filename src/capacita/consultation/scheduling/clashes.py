"""Sessions that may be at one time: they overlap where times are known, and may clash where a time is not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

ASSUMED_LENGTH: Final = timedelta(hours=1)  # of a session whose end is not known


class ClashKind(StrEnum):
    """How sure a clash is."""

    OVERLAP = "overlap"
    POSSIBLE = "possible"  # on one day, and no time is known of one of them at least


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedSession:
    """A session on a settled day; ``start`` and ``end`` carry their zone and are None where no time is known."""

    key: str
    day: date
    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Sessions of one day that are, or may be, at one time."""

    day: date
    keys: tuple[str, ...]
    kind: ClashKind


def find_clashes(sessions: Sequence[TimedSession]) -> list[Clash]:
    """Return the clashes by day. Sessions whose times are known and do not meet are none; a vague date never is."""
    days: dict[date, list[TimedSession]] = {}
    for session in sessions:
        days.setdefault(session.day, []).append(session)
    found = []
    for day, together in sorted(days.items()):
        if len(together) > 1 and any(session.start is None for session in together):
            keys = tuple(session.key for session in together)
            found.append(Clash(day=day, keys=keys, kind=ClashKind.POSSIBLE))
        else:
            found += [Clash(day=day, keys=keys, kind=ClashKind.OVERLAP) for keys in _overlaps(together)]
    return found


def _overlaps(sessions: Sequence[TimedSession]) -> list[tuple[str, ...]]:
    """Return groups of sessions that hang together by overlapping."""
    timed = sorted((session.start, _end(session), session.key) for session in sessions if session.start is not None)
    groups: list[tuple[str, ...]] = []
    keys: list[str] = []
    until: datetime | None = None
    for start, end, key in timed:
        if until is not None and start < until:
            keys.append(key)
            until = max(until, end)
            continue
        if len(keys) > 1:
            groups.append(tuple(keys))
        keys, until = [key], end
    return [*groups, tuple(keys)] if len(keys) > 1 else groups


def _end(session: TimedSession) -> datetime:
    assert session.start is not None
    return session.end if session.end is not None else session.start + ASSUMED_LENGTH
