"""The three findings that a page says first: the largest gap, where help is needed first, where training is not it.

They are data; pages and toolkits put them into words. Ministries are never ranked: one of them is named as the place
where help is needed first, and the finding says whether it can be told from the next.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from capacita.assessment.instrument import Barrier
from capacita.assessment.profile.model import Gap, GapSet
from capacita.vocabulary import Identifier

_CLEAR = 1.96  # standard errors


class MainFindingKind(StrEnum):
    """Which of the findings it is."""

    LARGEST_GAP = "largest_gap"
    HELP_FIRST = "help_first"
    NOT_SKILL = "not_skill"


@dataclass(frozen=True, slots=True, kw_only=True)
class MainFinding:
    """One finding: the gaps it rests on (the first is the one to show), and its values.

    LARGEST_GAP: ``value`` and ``standard_error`` of the largest gap of the whole service. HELP_FIRST: the group's mean
    gap over competencies, weighted by importance; ``standard_error`` is at most this (as if all errors went the same
    way). NOT_SKILL: ``value`` is the largest share that names the barrier ``barrier``, ``count`` in how many pairs of a
    group and an item with a gap something other than skill clearly leads. ``clear`` says whether the first can be told
    from the next.
    """

    kind: MainFindingKind
    dimension: str
    value: float
    standard_error: float | None
    clear: bool
    gaps: tuple[Identifier, ...]
    group: str = ""
    item: Identifier | None = None
    barrier: str = ""
    count: int = 0


def list_main_findings(gap_set: GapSet, *, dimension: str = "ministry") -> list[MainFinding]:
    """Return up to three findings; one for which there is nothing to say is left out."""
    overall = [gap for gap in gap_set.gaps if gap.group.dimension == "all" and (gap.value or 0) > 0]
    by_group = [gap for gap in gap_set.gaps if gap.group.dimension == dimension]
    found = [_largest_gap(overall), _help_first(by_group, dimension), _not_skill(by_group, dimension)]
    return [finding for finding in found if finding is not None]


def _largest_gap(gaps: Sequence[Gap]) -> MainFinding | None:
    if not gaps:
        return None
    order = sorted(gaps, key=lambda gap: -(gap.value or 0))
    first = order[0]
    return MainFinding(
        kind=MainFindingKind.LARGEST_GAP,
        dimension="all",
        value=first.value or 0,
        standard_error=first.standard_error,
        clear=len(order) < 2 or _tells(first, order[1]),
        gaps=tuple(gap.id for gap in order[:3]),
        item=first.item,
    )


def _help_first(gaps: Iterable[Gap], dimension: str) -> MainFinding | None:
    groups: dict[str, list[Gap]] = {}
    for gap in gaps:
        if gap.value is not None:
            groups.setdefault(gap.group.value, []).append(gap)
    means = sorted(((_weighted(held), value) for value, held in groups.items()), reverse=True)
    if len(means) < 2 or means[0][0][0] <= 0:
        return None
    (value, error), name = means[0]
    (next_value, next_error), _ = means[1]
    return MainFinding(
        kind=MainFindingKind.HELP_FIRST,
        dimension=dimension,
        value=value,
        standard_error=error,
        clear=value - next_value > _CLEAR * math.hypot(error, next_error),
        gaps=tuple(gap.id for gap in sorted(groups[name], key=lambda gap: -(gap.value or 0))),
        group=name,
    )


def _not_skill(gaps: Iterable[Gap], dimension: str) -> MainFinding | None:
    held = [
        gap
        for gap in gaps
        if (gap.value or 0) > 0 and gap.main_barrier not in (None, Barrier.SKILL, Barrier.NONE) and gap.barriers
    ]
    if not held:
        return None
    order = sorted(held, key=lambda gap: (-_share(gap), -(gap.value or 0), gap.id))
    first = order[0]
    return MainFinding(
        kind=MainFindingKind.NOT_SKILL,
        dimension=dimension,
        value=_share(first),
        standard_error=None,
        clear=True,
        gaps=tuple(gap.id for gap in order),
        group=first.group.value,
        item=first.item,
        barrier=first.main_barrier or "",
        count=len(order),
    )


def _share(gap: Gap) -> float:
    return (gap.barriers or {}).get(gap.main_barrier or "", 0.0)


def _tells(first: Gap, second: Gap) -> bool:
    """Whether two gaps of the same people can be told apart, as if their errors were independent (cautious)."""
    error = math.hypot(first.standard_error or 0, second.standard_error or 0)
    return (first.value or 0) - (second.value or 0) > _CLEAR * error


def _weighted(gaps: Sequence[Gap]) -> tuple[float, float]:
    """The mean gap by importance, and its standard error at most."""
    weight = sum(gap.importance for gap in gaps)
    mean = sum(gap.importance * (gap.value or 0) for gap in gaps) / weight
    return mean, sum(gap.importance * (gap.standard_error or 0) for gap in gaps) / weight
