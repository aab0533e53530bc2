"""What is kept at each level of consent, what is shown, and who moves up."""

from itertools import product

import pytest

from capacita.consultation.joining import (
    KEPT,
    SHOWN,
    ConsentLevel,
    PersonalField,
    Waiting,
    keep_only,
    move_up,
    shown_of,
)

GIVEN = {field: field.value for field in PersonalField}
KEPT_BY_HAND = {
    "named": {"name", "organisation_name", "email", "access_needs"},
    "organisation": {"organisation_name", "email", "access_needs"},
    "chatham_house": {"email", "access_needs"},
    "anonymous": {"access_needs"},
}
SHOWN_BY_HAND = {
    "named": ["name", "organisation_name"], "organisation": ["organisation_name"], "chatham_house": [], "anonymous": [],
}  # fmt: skip


@pytest.mark.parametrize("level", ConsentLevel)
def test_keep_only_and_shown_of_each_level(level: ConsentLevel):
    kept = keep_only(level, GIVEN)
    assert {field.value for field, text in kept.items() if text} == KEPT_BY_HAND[level]
    assert shown_of(level, GIVEN, withdrawn=False) == SHOWN_BY_HAND[level]
    assert shown_of(level, GIVEN, withdrawn=True) == []


def test_nothing_is_shown_that_is_not_kept():
    for level, field in product(ConsentLevel, PersonalField):
        assert field not in SHOWN[level] or field in KEPT[level]


@pytest.mark.parametrize(
    ("free", "people", "moved"),
    [(0, [1], 0), (1, [1, 1], 1), (3, [2, 2, 1], 1), (5, [2, 2, 1], 3), (1, [2, 1], 0), (-2, [1], 0)],
)
def test_move_up_in_turn(free, people, moved):
    waiting = [Waiting(key=str(place), people=count) for place, count in enumerate(people)]
    assert move_up(free, waiting) == [str(place) for place in range(moved)]
