"""Laws of crosswalks: exchanging the frameworks changes no score, reversing twice changes nothing."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from capacita.framework import Framework, ItemKind
from capacita.framework.crosswalk import (
    MatchRelation,
    compute_crosswalk_coverage,
    reverse_crosswalk,
    suggest_crosswalk,
    validate_crosswalk,
)
from capacita.vocabulary import Refusal, derive_identifier
from lib.framework_cases import FRAMEWORK, item, small_framework

WORDS = st.sampled_from(["personal", "data", "protect", "service", "people", "foresight", "decision", "open", "law"])
TITLES = st.lists(st.lists(WORDS, min_size=1, max_size=5).map(" ".join), min_size=1, max_size=6)


def framework_of(name: str, titles: list[str]) -> Framework:
    identifier = derive_identifier(FRAMEWORK, name)
    items = tuple(
        replace(item(ItemKind.COMPETENCY, f"{name}{place}", None, place, title))
        for place, title in enumerate(titles, start=1)
    )
    bare = replace(small_framework(), descriptors=(), associations=(), roles=(), definitions=())
    return replace(bare, id=identifier, code=name, items=items)


@settings(max_examples=60, deadline=None)
@given(first=TITLES, second=TITLES, relations=st.lists(st.sampled_from([None, *MatchRelation]), min_size=36))
def test_a_crosswalk_has_two_sides_that_agree(
    first: list[str], second: list[str], relations: list[MatchRelation | None]
) -> None:
    here, there = framework_of("h", first), framework_of("t", second)
    forth, back = suggest_crosswalk(here, there), suggest_crosswalk(there, here)
    pairs = {(link.subject, link.object): link.score for link in forth.links}
    assert pairs == {(link.object, link.subject): link.score for link in back.links}

    links = tuple(replace(link, relation=relations[place % 36]) for place, link in enumerate(forth.links))
    forth = replace(forth, links=links)
    turned = reverse_crosswalk(forth)
    assert reverse_crosswalk(turned) == forth
    assert [f for f in validate_crosswalk(turned, there, here) if f.severity.value == "error"] == []
    one, other = compute_crosswalk_coverage(forth, here, there), compute_crosswalk_coverage(turned, there, here)
    assert (one.subject, one.object) == (other.object, other.subject)
    for link, mirrored in zip(forth.links, turned.links, strict=True):
        if link.relation is MatchRelation.BROAD:
            assert mirrored.relation is MatchRelation.NARROW


@settings(max_examples=40, deadline=None)
@given(first=TITLES, second=TITLES)
def test_every_suggestion_can_be_explained(first: list[str], second: list[str]) -> None:
    try:
        crosswalk = suggest_crosswalk(framework_of("h", first), framework_of("t", second))
    except Refusal:
        raise AssertionError("both have competencies in English") from None
    for link in crosswalk.links:
        assert link.evidence
        assert link.score is not None
        assert 0 < link.score <= 1
        titles = (f" {link.subject_title} ", f" {link.object_title} ")
        for piece in link.evidence:
            assert any(f" {piece} " in title for title in titles)  # as it stands in one of them, no part of a word
            assert all(f" {piece[: len(piece) // 2]}" in title for title in titles)
