"""A table with margins as a network, in which what its readers can work out is a matter of flows.

Entries are edges: a cell runs from its row to its column, a row total from the whole to its row, a column total from its
column to the end, and the total of all from the end back to the whole. That sums add up is then that nothing is lost at any
node, and what a reader who knows the published entries can say of a suppressed one is how far the flow through it can be
raised and lowered along suppressed edges alone (Hundepool et al. 2012, Statistical Disclosure Control, chapter 4; for
tables in two dimensions the bounds are whole numbers and exact).
"""

import heapq
from collections import defaultdict, deque
from collections.abc import Collection, Mapping, Sequence
from typing import Final

Place = tuple[int | None, int | None]  # row and column; None stands for all rows or all columns: a margin
Node = tuple[str, int]
Counts = Mapping[Place, int]

_START: Final[Node] = ("start", 0)
_END: Final[Node] = ("end", 0)


def list_places(rows: int, columns: int) -> list[Place]:
    """Return the places of all cells and margins of a table; a table in one dimension has no rows (0)."""
    if rows == 0:
        return [*((None, column) for column in range(columns)), (None, None)]
    cells: list[Place] = [(row, column) for row in range(rows) for column in range(columns)]
    totals: list[Place] = [*((row, None) for row in range(rows)), *((None, column) for column in range(columns))]
    return [*cells, *totals, (None, None)]


def find_ends(place: Place, *, one_way: bool) -> tuple[Node, Node]:
    """Return the nodes that an entry runs from and to."""
    row, column = place
    if row is None and column is None:
        return _END, _START
    if column is None:
        assert row is not None
        return _START, ("row", row)
    if row is None:
        return (_START, _END) if one_way else (("column", column), _END)
    return ("row", row), ("column", column)


def measure_slack(
    counts: Counts, suppressed: Collection[Place], place: Place, *, one_way: bool, enough: int | None = None
) -> tuple[int, int | None]:
    """Return how far a suppressed entry can be lowered and raised (None: without end) with all published ones kept.

    With ``enough``, it stops looking in either direction as soon as that much has been found.
    """
    tail, head = find_ends(place, one_way=one_way)
    most = counts[place]
    return (
        _push(counts, suppressed, place, tail, head, most if enough is None else min(most, enough), one_way) or 0,
        _push(counts, suppressed, place, head, tail, enough, one_way),
    )


def _push(
    counts: Counts,
    suppressed: Collection[Place],
    left_out: Place,
    source: Node,
    target: Node,
    most: int | None,
    one_way: bool,
) -> int | None:
    """Return the greatest flow from one node to another along suppressed entries, up to ``most``; None without end."""
    edges = [(find_ends(place, one_way=one_way), counts[place]) for place in suppressed if place != left_out]
    flows = [count for _, count in edges]
    around: defaultdict[Node, list[tuple[int, Node, bool]]] = defaultdict(list)
    for number, ((tail, head), _) in enumerate(edges):
        around[tail].append((number, head, True))
        around[head].append((number, tail, False))
    pushed = 0
    while most is None or pushed < most:
        came: dict[Node, tuple[Node, int, bool]] = {}
        waiting = deque([source])
        while waiting and target not in came:
            node = waiting.popleft()
            for number, other, forwards in around[node]:
                if other != source and other not in came and (forwards or flows[number] > 0):
                    came[other] = (node, number, forwards)
                    waiting.append(other)
        if target not in came:
            return pushed
        steps = []
        node = target
        while node != source:
            node, number, forwards = came[node]
            steps.append((number, forwards))
        lowered = [flows[number] for number, forwards in steps if not forwards]
        if not lowered and most is None:
            return None
        amount = min([*lowered, *([] if most is None else [most - pushed])])
        for number, forwards in steps:
            flows[number] += amount if forwards else -amount
        pushed += amount
    return pushed


def find_cheapest_cover(
    counts: Counts,
    suppressed: Collection[Place],
    place: Place,
    width: int,
    costs: Mapping[Place, int],
    *,
    one_way: bool,
) -> list[Place]:
    """Return the published entries to suppress so that this one can be raised by ``width``: the cheapest single way.

    Entries on the way are raised or lowered by that much, so one that is lowered must hold as much. There always is a
    way: raising the entry with all totals above it.
    """
    tail, head = find_ends(place, one_way=one_way)
    around: defaultdict[Node, list[tuple[Node, Place]]] = defaultdict(list)
    for entry, count in counts.items():
        if entry == place:
            continue
        start, end = find_ends(entry, one_way=one_way)
        around[start].append((end, entry))
        if count >= width:
            around[end].append((start, entry))
    cheapest: dict[Node, int] = {head: 0}
    came: dict[Node, tuple[Node, Place]] = {}
    waiting: list[tuple[int, Node]] = [(0, head)]
    while waiting:
        cost, node = heapq.heappop(waiting)
        if node == tail:
            break
        if cost > cheapest[node]:
            continue
        for other, used in around[node]:
            reached = cost + (0 if used in suppressed else costs[used])
            if other not in cheapest or reached < cheapest[other]:
                cheapest[other] = reached
                came[other] = (node, used)
                heapq.heappush(waiting, (reached, other))
    found = []
    node = tail
    while node != head:
        node, used = came[node]
        if used not in suppressed:
            found.append(used)
    return found


def derive_unknown(known: Mapping[Place, int], places: Sequence[Place], *, one_way: bool) -> dict[Place, int]:
    """Return the entries that follow from the known ones by adding and subtracting alone, of whatever sign.

    An unknown entry follows just when no way along unknown entries leads round it: then all that crosses the border of
    what one end reaches is known but itself.
    """
    unknown = [place for place in places if place not in known]
    around: defaultdict[Node, list[tuple[Node, Place]]] = defaultdict(list)
    for place in unknown:
        tail, head = find_ends(place, one_way=one_way)
        around[tail].append((head, place))
        around[head].append((tail, place))
    derived = {}
    for place in unknown:
        tail, head = find_ends(place, one_way=one_way)
        reached = {tail}
        waiting = [tail]
        while waiting:
            for other, used in around[waiting.pop()]:
                if used != place and other not in reached:
                    reached.add(other)
                    waiting.append(other)
        if head in reached:
            continue
        inwards = 0
        for entry, value in known.items():
            start, end = find_ends(entry, one_way=one_way)
            inwards += value * ((end in reached) - (start in reached))
        derived[place] = inwards
    return derived
