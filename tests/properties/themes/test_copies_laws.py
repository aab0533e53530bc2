"""Copies are found exactly: the quick way gives the groups that comparing every pair gives."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from capacita.consultation.themes import Excerpt, find_copies

WORDS = st.lists(st.sampled_from("abcdef"), min_size=0, max_size=12).map(" ".join)


def slow_groups(texts: list[str], least: float) -> set[frozenset[str]]:
    """Return the groups by comparing every pair of texts, by the definition."""
    sets = []
    for text in texts:
        words = text.split()
        sets.append({tuple(words[n : n + 3]) for n in range(len(words) - 2)} if len(words) >= 6 else set())
    groups = [{place} for place in range(len(texts))]
    for one, other in combinations(range(len(texts)), 2):
        union = sets[one] | sets[other]
        if union and sets[one] and sets[other] and len(sets[one] & sets[other]) / len(union) >= least:
            first = next(group for group in groups if one in group)
            second = next(group for group in groups if other in group)
            if first is not second:
                first |= second
                groups.remove(second)
    return {frozenset(f"e{place}" for place in group) for group in groups if len(group) > 1}


@given(st.lists(WORDS, max_size=12), st.sampled_from([0.5, 0.6, 0.8, 1.0]))
def test_groups_are_those_of_the_definition(texts: list[str], least: float) -> None:
    excerpts = [Excerpt(id=f"e{place}", text=text) for place, text in enumerate(texts)]
    found = {frozenset(group.excerpts) for group in find_copies(excerpts, least=least)}
    assert found == slow_groups(texts, least)
