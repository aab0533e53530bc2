"""Counts of sessions in several directions at once, with every zero written down."""

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from capacita.consultation.coverage.sessions import Axis, Session, SessionState

Place = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageMatrix:
    """Sessions by the places of some axes. ``counts`` hold every combination, by state, with zeros.

    A session that invites several kinds stands in a cell for each of them, so that cells of kinds may add up to more
    than there are sessions.
    """

    axes: tuple[Axis, ...]
    places: tuple[tuple[str, ...], ...]
    counts: Mapping[Place, Mapping[SessionState, int]]

    def count(self, place: Place) -> int:
        """Return the sessions of a cell that were held or have a day or month."""
        return self.counts[place][SessionState.HELD] + self.counts[place][SessionState.PLANNED]

    def list_empty(self) -> list[Place]:
        """Return the cells without any session that was held or has a day, in the order of the axes."""
        return [place for place in self.counts if not self.count(place)]


def count_sessions(
    sessions: Sequence[Session], axes: Sequence[Axis], places: Mapping[Axis, Sequence[str]]
) -> CoverageMatrix:
    """Return the sessions by some axes; ``places`` name all places of each, whether any session is there or not."""
    found = Counter(
        (place, session.state)
        for session in sessions
        for place in itertools.product(*(session.places(axis) for axis in axes))
    )
    every = itertools.product(*(places[axis] for axis in axes))
    return CoverageMatrix(
        axes=tuple(axes),
        places=tuple(tuple(places[axis]) for axis in axes),
        counts={place: {state: found[(place, state)] for state in SessionState} for place in every},
    )


def count_margin(sessions: Sequence[Session], axis: Axis, places: Sequence[str]) -> dict[str, int]:
    """Return the sessions of one axis that were held or have a day or month, zeros included."""
    matrix = count_sessions(sessions, (axis,), {axis: places})
    return {place: matrix.count((place,)) for place in places}
