"""Orders: which siblings were really moved, and the one order that two people's moves lead to, if there is one.

Positions are never compared: only who stands before whom. All of this takes time n log n at most.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cmp_to_key

from capacita.framework.model import Item


def list_siblings(items: Iterable[Item]) -> dict[str | None, list[Item]]:
    """Return the items under each parent, in their order: by position, then as the document has them."""
    groups: dict[str | None, list[Item]] = {}
    for item in items:
        groups.setdefault(item.parent, []).append(item)
    for members in groups.values():
        members.sort(key=lambda item: item.position)
    return groups


def list_unmoved(ranks: Sequence[int]) -> list[int]:
    """Return the places of a longest rising subsequence: what can stay while the rest is moved around it.

    Fredman (1975), On computing the length of longest increasing subsequences, Discrete Math. 11, p. 29.
    """
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, rank in enumerate(ranks):
        length = bisect_left(tails, rank)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [rank]
        ends[length : length + 1] = [place]
    kept: list[int] = []
    place = ends[-1] if ends else -1
    while place >= 0:
        kept.append(place)
        place = before[place]
    return kept[::-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedOrder:
    """An order, and whether it is no answer: the moves of both sides run in a circle."""

    order: tuple[str, ...]
    conflict: bool = False


def merge_orders(
    base: Sequence[str],
    ours: Sequence[str],
    theirs: Sequence[str],
    members: Collection[str],
    *,
    chosen: Sequence[str] | None = None,
) -> MergedOrder:
    """Return the members in the order that both sides' moves give.

    Two that all three know stand as in the base unless a side turned them round. Where that leads to no order at all,
    there is a conflict, and the order of the base stands in, or the ``chosen`` one that somebody has decided on. What a
    side added stands behind the same one as there.
    """
    wanted = set(members)
    known = wanted.intersection(base, ours, theirs)
    spines = [[key for key in side if key in known] for side in (base, ours, theirs)]
    spine = _merge_spines(*spines)
    order = spine if spine is not None else [key for key in chosen or () if key in known] or spines[0]
    if len(wanted) > len(known):
        here = wanted.difference(ours, theirs)
        sides = [[key for key in side if key in wanted] for side in (ours, theirs)]
        order = _insert_others(order, known, [*sides, [key for key in base if key in known or key in here]])
        nowhere = wanted.difference(order)  # a choice has put it where nobody had it
        order.extend(key for key in members if key in nowhere)
    return MergedOrder(order=tuple(order), conflict=spine is None)


def _merge_spines(base: list[str], ours: list[str], theirs: list[str]) -> list[str] | None:
    if ours in (base, theirs):
        return theirs
    if theirs == base:
        return ours
    places = [{key: place for place, key in enumerate(side)} for side in (base, ours, theirs)]

    def compare(one: str, other: str) -> int:
        first, second, third = (place[one] - place[other] for place in places)
        turned = (first > 0) != (second > 0) or (first > 0) != (third > 0)
        return -first if turned else first

    order = sorted(base, key=cmp_to_key(compare))
    ranks = [[place[key] for key in side] for place, side in ((places[0], ours), (places[0], theirs))]
    ours_turned, theirs_turned = map(count_turned, ranks)
    apart = count_turned([places[1][key] for key in theirs])
    either = (ours_turned + theirs_turned + apart) // 2  # pairs that at least one side turned
    turned = count_turned([places[0][key] for key in order])
    from_ours = count_turned([places[1][key] for key in order])
    from_theirs = count_turned([places[2][key] for key in order])
    sound = turned == either and ours_turned + from_ours == turned and theirs_turned + from_theirs == turned
    return order if sound else None


def count_turned(ranks: Sequence[int]) -> int:
    """Return how many pairs stand the other way round than their ranks (Kendall's distance)."""
    if list(ranks) == sorted(ranks):
        return 0
    sums = [0] * (len(ranks) + 1)
    place_of = {rank: place for place, rank in enumerate(sorted(ranks), start=1)}
    turned = 0
    for seen, rank in enumerate(ranks):
        place = here = place_of[rank]
        below = 0
        while place:
            below += sums[place]
            place &= place - 1
        turned += seen - below
        while here < len(sums):
            sums[here] += 1
            here += here & -here
    return turned


def _insert_others(spine: list[str], known: Collection[str], sides: list[list[str]]) -> list[str]:
    """Put what not all three know behind the one that it follows on the side that has it."""
    runs: dict[str | None, list[list[str]]] = {}
    for side in sides:
        anchor: str | None = None
        run: list[str] = []
        for key in side:
            if key in known:
                anchor, run = key, []
            else:
                if not run:
                    runs.setdefault(anchor, []).append(run)
                run.append(key)
    order: list[str] = []
    seen: set[str] = set()
    for anchor in (None, *spine):
        if anchor is not None:
            order.append(anchor)
        for run in sorted(runs.get(anchor, ())):  # sorted, so that the sides may be swapped
            order.extend(key for key in run if key not in seen)
            seen.update(run)
    return order


def fit_positions(
    order: Sequence[str], wished: Mapping[str, int], may_share: Callable[[str, str], bool]
) -> dict[str, int]:
    """Return positions that give an order, each as wished or, where that will not do, the next one that will.

    Two neighbours that wish for the same position share it where ``may_share`` says that they may.
    """
    fitted: dict[str, int] = {}
    last: str | None = None
    for key in order:
        position = wished[key]
        if last is not None and position <= fitted[last]:
            shared = position == fitted[last] and may_share(last, key)
            position = fitted[last] if shared else fitted[last] + 1
        fitted[key] = position
        last = key
    return fitted
