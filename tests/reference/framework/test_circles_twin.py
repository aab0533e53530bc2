"""Circles found by Tarjan's walk, compared with the plain definition: two nodes that can reach each other."""

from hypothesis import given
from hypothesis import strategies as st

from capacita.framework.circles import find_circles

NODES = "abcdef"
GRAPHS = st.fixed_dictionaries({node: st.lists(st.sampled_from(NODES), max_size=4) for node in NODES})


def circles_by_definition(edges: dict[str, list[str]]) -> list[list[str]]:
    reach = {node: set(targets) for node, targets in edges.items()}
    for _ in edges:
        for node in edges:
            reach[node] |= {far for near in reach[node] for far in reach[near]}
    circles: list[list[str]] = []
    for node in edges:
        mates = [other for other in edges if other in reach[node] and node in reach[other]]
        if mates and mates not in circles:
            circles.append(mates)
    return circles


@given(GRAPHS)
def test_circles_are_those_of_the_definition(edges: dict[str, list[str]]) -> None:
    assert find_circles(edges) == circles_by_definition(edges)


def test_a_chain_deeper_than_any_stack_has_no_circle_until_it_is_closed() -> None:
    chain: dict[str, list[str]] = {str(place): [str(place + 1)] for place in range(50_000)}
    chain["50000"] = []
    assert find_circles(chain) == []
    chain["50000"] = ["0"]
    assert [len(circle) for circle in find_circles(chain)] == [50_001]
