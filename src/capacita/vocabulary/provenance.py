"""Provenance: the one identifier trail from a number in a toolkit back to the words somebody said.

Every document that makes something new writes a Provenance for it: what it is, and what it was made from. Laid
together they form a graph without cycles that can be walked from any number to its beginnings.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from capacita.vocabulary.refusals import NotFound, Refusal


class TrailKind(StrEnum):
    """What a stop on the trail is, from the page that is read to the talk in which it began."""

    TOOLKIT = "toolkit"
    NUMBER = "number"
    CHOICE = "choice"  # a module or enabling action that a plan chose
    GAP = "gap"
    ESTIMATE = "estimate"
    RESPONSES = "responses"  # a frozen response set
    SAMPLE = "sample"
    QUESTION = "question"
    REQUIREMENT = "requirement"
    ITEM = "item"
    CHANGE = "change"
    DECISION = "decision"
    CONTRIBUTION = "contribution"
    CONSULTATION = "consultation"
    SOURCE = "source"  # a publication or data set from elsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """One stop: its identifier, what it is, a label to read, and the identifiers of what it was made from."""

    id: str
    kind: TrailKind
    label: str
    made_from: tuple[str, ...] = ()


def gather_trail(stops: Iterable[Provenance]) -> dict[str, Provenance]:
    """Return the stops by identifier; the same stop told twice is joined, its origins in first-seen order."""
    trail: dict[str, Provenance] = {}
    for stop in stops:
        known = trail.get(stop.id)
        if known is None:
            trail[stop.id] = stop
        else:
            joined = tuple(dict.fromkeys((*known.made_from, *stop.made_from)))
            trail[stop.id] = Provenance(id=known.id, kind=known.kind, label=known.label, made_from=joined)
    return trail


def walk_trail(trail: Mapping[str, Provenance], start: str) -> list[tuple[int, Provenance]]:
    """Return every stop that can be reached from ``start``, depth first, each once, with its depth (start is 0).

    Raises NotFound when the start is unknown, and Refusal when a stop names one that the trail does not hold or
    the trail runs in a circle: a trail with a hole in it proves nothing.
    """
    if start not in trail:
        raise NotFound("TRAIL_UNKNOWN", id=start)
    stops: list[tuple[int, Provenance]] = []
    seen: set[str] = set()
    waiting: list[tuple[int, str, frozenset[str]]] = [(0, start, frozenset())]
    while waiting:
        depth, name, above = waiting.pop()
        if name in above:
            raise Refusal("TRAIL_CIRCULAR", id=name)
        if name in seen:
            continue
        if name not in trail:
            raise Refusal("TRAIL_BROKEN", id=name)
        seen.add(name)
        stop = trail[name]
        stops.append((depth, stop))
        waiting.extend((depth + 1, origin, above | {name}) for origin in reversed(stop.made_from))
    return stops
