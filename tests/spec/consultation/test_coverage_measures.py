"""Distance, representation and evenness on tables small enough to reckon by hand."""

import math

import pytest

from capacita.consultation.coverage import (
    find_largest_share,
    measure_distance,
    measure_evenness,
    measure_representation,
)

HALVES = {"north": 0.5, "south": 0.5}


@pytest.mark.parametrize(
    ("counts", "target", "distance"),
    [
        ({"north": 2, "south": 2}, HALVES, 0.0),
        ({"north": 3, "south": 1}, HALVES, 0.25),  # a quarter would have to move
        ({"north": 4, "south": 0}, HALVES, 0.5),
        ({"east": 4}, HALVES, 1.0),  # nothing of what was wanted
        ({"north": 1, "south": 1, "east": 2}, HALVES, 0.5),
        ({"north": 0, "south": 0}, HALVES, None),
        ({"north": 1}, {}, None),
    ],
)
def test_measure_distance_is_the_share_that_would_have_to_move(counts, target, distance):
    assert measure_distance(counts, target) == distance


def test_measure_representation_is_share_by_share_wanted():
    found = measure_representation({"north": 3, "south": 1, "east": 0}, {"north": 0.5, "south": 0.5, "west": 0.0})
    assert found == {"north": 1.5, "south": 0.5, "west": None}


def test_measure_representation_of_nobody_is_not_a_number():
    assert measure_representation({}, HALVES) == {"north": None, "south": None}


@pytest.mark.parametrize(
    ("counts", "evenness"),
    [
        ({"a": 5, "b": 5, "c": 5}, 1.0),
        ({"a": 9, "b": 0}, 0.0),
        ({"a": 1, "b": 1, "c": 0, "d": 0}, 0.5),  # ln 2 / ln 4
        ({"a": 3, "b": 1}, -(0.75 * math.log(0.75) + 0.25 * math.log(0.25)) / math.log(2)),
        ({"a": 5}, None),
        ({"a": 0, "b": 0}, None),
    ],
)
def test_measure_evenness_counts_empty_categories_too(counts, evenness):
    assert measure_evenness(counts) == pytest.approx(evenness)


def test_find_largest_share_of_two_equals_is_the_first_by_name():
    assert find_largest_share({"b": 2, "a": 2, "c": 1}) == ("a", 0.4)
    assert find_largest_share({}) is None
