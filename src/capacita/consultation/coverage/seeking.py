"""Which session to look for next: each with the empty cell that it would fill and what it would bring."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from capacita.consultation.coverage.matrix import count_margin, count_sessions
from capacita.consultation.coverage.measures import measure_distance, share_out
from capacita.consultation.coverage.sessions import NOT_SAID, Axis, Session, SessionState, days_left
from capacita.consultation.coverage.targets import CoverageTargets

MOST_SUGGESTED: Final = 8


class SeekReason(StrEnum):
    """Why a session is worth looking for, the strongest first."""

    REGION_EMPTY = "region_empty"
    KIND_EMPTY = "kind_empty"
    CELL_EMPTY = "cell_empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class SoughtSession:
    """A session to look for: where, for whom, in which language and how, why, and until when.

    ``nearer`` is by how much the distances to the targets of regions and kinds would fall, added up. ``undated`` are
    listed sessions of the region that only lack a day: settle those first.
    """

    region: str
    kind: str
    language: str | None
    mode: str | None
    reasons: tuple[SeekReason, ...]
    nearer: float
    undated: tuple[str, ...]
    last_day: date | None
    days_left: int | None


def seek_sessions(
    sessions: Sequence[Session], targets: CoverageTargets, *, on: date, most: int = MOST_SUGGESTED
) -> tuple[SoughtSession, ...]:
    """Return the sessions to look for, the most needed first; each reckons with those before it as found.

    First come those that open an empty region, then an empty kind, then by what they bring towards the targets; of
    equals the one whose region and kind come first in the targets. Once ``last_day`` has passed there are none.
    """
    if targets.last_day is not None and on > targets.last_day:
        return ()
    settled = [session for session in sessions if session.state is not SessionState.UNDATED]
    undated = [session for session in sessions if session.state is SessionState.UNDATED]
    found: list[SoughtSession] = []
    while len(found) < most:
        best = _best_cell(settled, targets)
        if best is None:
            break
        region, kind, reasons, nearer = best
        language, mode = _most_wanting(settled, targets, Axis.LANGUAGE), _most_wanting(settled, targets, Axis.MODE)
        found.append(
            SoughtSession(
                region=region,
                kind=kind,
                language=language,
                mode=mode,
                reasons=reasons,
                nearer=nearer,
                undated=tuple(session.title for session in undated if session.region == region),
                last_day=targets.last_day,
                days_left=days_left(targets.last_day, on),
            )
        )
        settled.append(_imagined(region, kind, language, mode))
    return tuple(found)


def _best_cell(
    settled: Sequence[Session], targets: CoverageTargets
) -> tuple[str, str, tuple[SeekReason, ...], float] | None:
    regions, kinds = targets.categories(Axis.REGION.value), targets.categories(Axis.KIND.value)
    matrix = count_sessions(settled, (Axis.REGION, Axis.KIND), {Axis.REGION: regions, Axis.KIND: kinds})
    by_region, by_kind = count_margin(settled, Axis.REGION, regions), count_margin(settled, Axis.KIND, kinds)
    ranked = []
    for number, (region, kind) in enumerate(matrix.list_empty()):
        reasons = [SeekReason.REGION_EMPTY] if not by_region[region] else []
        reasons += [SeekReason.KIND_EMPTY] if not by_kind[kind] else []
        nearer = _gain(by_region, targets.shares(Axis.REGION.value), region)
        nearer += _gain(by_kind, targets.shares(Axis.KIND.value), kind)
        rank = (bool(by_region[region]), bool(by_kind[kind]), -round(nearer, 12), number)
        ranked.append((rank, (region, kind, (*reasons, SeekReason.CELL_EMPTY), nearer)))
    return min(ranked)[1] if ranked else None


def _gain(counts: Mapping[str, int], target: Mapping[str, float], place: str) -> float:
    """Return by how much the distance to a target falls with one session more; that to no session at all is 1."""
    before = measure_distance(counts, target)
    after = measure_distance({**counts, place: counts[place] + 1}, target)
    return (1.0 if before is None else before) - (after or 0.0)


def _most_wanting(sessions: Sequence[Session], targets: CoverageTargets, axis: Axis) -> str | None:
    """Return the place of an axis whose share lies furthest below the share wanted."""
    wanted = targets.shares(axis.value)
    if not wanted:
        return None
    shares = share_out(count_margin(sessions, axis, tuple(wanted)))
    return max(wanted, key=lambda place: wanted[place] - shares.get(place, 0.0))


def _imagined(region: str, kind: str, language: str | None, mode: str | None) -> Session:
    blank = Session(id="", title="", state=SessionState.PLANNED)
    return dataclasses.replace(
        blank, region=region, kinds=(kind,), language=language or NOT_SAID, mode=mode or NOT_SAID
    )
