"""Circles in a directed graph: the strongly connected components that are more than one lonely node."""

from collections.abc import Iterator, Mapping, Sequence


def find_circles(edges: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Return every set of nodes that can all reach each other, nodes and sets in the order of ``edges``.

    A node is in a circle of its own only when it has an edge to itself. Every target must be a node. Tarjan (1972),
    Depth-first search and linear graph algorithms, SIAM J. Comput. 1(2), p. 157, with a stack of our own: the depth
    of a document must not be limited by that of the machine's.
    """
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    open_nodes: dict[str, None] = {}
    circles: list[list[str]] = []
    rank = {node: place for place, node in enumerate(edges)}
    for start in edges:
        if start in order:
            continue
        order[start] = lowest[start] = len(order)
        open_nodes[start] = None
        path: list[tuple[str, Iterator[str]]] = [(start, iter(edges[start]))]
        while path:
            node, targets = path[-1]
            target = next(targets, None)
            if target is None:
                path.pop()
                if path:
                    lowest[path[-1][0]] = min(lowest[path[-1][0]], lowest[node])
                if lowest[node] == order[node]:
                    circle = _close(node, open_nodes)
                    if len(circle) > 1 or node in edges[node]:
                        circles.append(sorted(circle, key=rank.__getitem__))
            elif target not in order:
                order[target] = lowest[target] = len(order)
                open_nodes[target] = None
                path.append((target, iter(edges[target])))
            elif target in open_nodes:
                lowest[node] = min(lowest[node], order[target])
    return sorted(circles, key=lambda circle: rank[circle[0]])


def _close(node: str, open_nodes: dict[str, None]) -> list[str]:
    """Take a finished component off the open nodes."""
    circle: list[str] = []
    while True:
        last, _ = open_nodes.popitem()
        circle.append(last)
        if last == node:
            return circle
