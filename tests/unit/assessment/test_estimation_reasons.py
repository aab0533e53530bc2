"""When there is no number, and what is refused."""

import numpy as np
import pytest

from capacita.assessment.estimation import (
    NotEstimableReason,
    Statistic,
    adjust_for_nonresponse,
    describe_design,
    describe_groups,
)
from capacita.assessment.estimation.taylor import estimate_difference, estimate_means
from capacita.vocabulary import Refusal

NAN = np.nan


def mean_of(values, *, strata, population, groups=None, smallest_group=1, statistic=Statistic.MEAN):
    values = np.array(values, dtype=float)
    design = describe_design(np.ones(values.size), strata=strata, population=population)
    divided = describe_groups(groups, values.size)
    return [
        row[0]
        for row in estimate_means(design, values[:, None], divided, smallest_group=smallest_group, statistic=statistic)
    ]


def test_a_lonely_unit_is_said():
    found = mean_of([1, 2, 3, 9], strata=["a", "a", "a", "b"], population=[30, 30, 30, 5])[0]
    assert found.not_estimable is NotEstimableReason.SINGLE_UNIT_STRATUM
    assert found.value is None
    assert found.standard_error is None


def test_a_stratum_that_was_asked_whole_may_have_one_unit():
    found = mean_of([1, 2, 3, 9], strata=["a", "a", "a", "b"], population=[30, 30, 30, 1])[0]
    assert found.value == pytest.approx(15 / 4)
    assert found.standard_error == pytest.approx(np.sqrt(0.9 * 3 / 2 * 2 / 16), rel=1e-12)


def test_a_lonely_unit_spoils_only_the_groups_that_it_is_in():
    found = mean_of([1, 2, 3, 9], strata=["a", "a", "a", "b"], population=[30, 30, 30, 5], groups=["x", "x", "x", "y"])
    assert found[0].value == pytest.approx(2)
    assert found[1].not_estimable is NotEstimableReason.SINGLE_UNIT_STRATUM


def test_too_few_and_nobody_are_told_apart():
    found = mean_of(
        [1, 2, NAN, NAN, 5, 6, 7], strata=["a"] * 7, population=[70] * 7, groups=list("xxyyzzz"), smallest_group=3
    )
    assert [estimate.not_estimable for estimate in found] == [
        NotEstimableReason.TOO_FEW,
        NotEstimableReason.NO_RESPONDENTS,
        None,
    ]
    assert [estimate.n for estimate in found] == [2, 0, 3]


def test_missing_answers_are_left_out_and_counted():
    found = mean_of([1, 3, NAN, 5], strata=["a"] * 4, population=[40] * 4)[0]
    assert (found.n, found.value, found.population) == (3, 3, 4)


def test_the_same_answer_from_everybody_asked_is_no_certainty():
    found = mean_of([4, 4, 4, 4, 1], strata=["a"] * 5, population=[50] * 5, groups=list("xxxxy"))
    assert found[0].not_estimable is NotEstimableReason.NO_VARIATION
    assert found[1].not_estimable is NotEstimableReason.NO_DEGREES_OF_FREEDOM


def test_the_same_answer_from_everybody_is_a_number():
    found = mean_of([4, 4, 4], strata=["a"] * 3, population=[3] * 3)[0]
    assert (found.value, found.standard_error) == (4, 0)


def test_a_proportion_keeps_its_interval_within_bounds():
    found = mean_of([1] * 39 + [0], strata=["a"] * 40, population=[400] * 40, statistic=Statistic.PROPORTION)[0]
    plain = mean_of([1] * 39 + [0], strata=["a"] * 40, population=[400] * 40)[0]
    assert 0 < found.interval.low < found.value < found.interval.high < 1
    assert plain.interval.high > 1


def test_a_difference_needs_two_groups():
    design = describe_design(np.ones(4))
    groups = describe_groups(list("aabb"), 4)
    with pytest.raises(Refusal) as refusal:
        estimate_difference(design, np.arange(4.0)[:, None], groups, "a", "c")
    assert refusal.value.code == "ESTIMATE_NO_PAIR"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"weights": [1, 2], "strata": ["a"]}, "DESIGN_LENGTHS"),
        ({"weights": []}, "DESIGN_EMPTY"),
        ({"weights": [1, 0]}, "DESIGN_WEIGHT"),
        ({"weights": [1, NAN]}, "DESIGN_WEIGHT"),
        ({"weights": [1, 1, 1], "population": [2, 2, 2]}, "DESIGN_POPULATION"),
        ({"weights": [1, 1], "population": [NAN, NAN]}, "DESIGN_POPULATION_VARIES"),
        ({"weights": [1, 1], "population": [9, 8]}, "DESIGN_POPULATION_VARIES"),
        ({"weights": [1, 1], "strata": ["a", "b"], "clusters": [1, 1]}, "DESIGN_CLUSTER_ACROSS"),
    ],
)
def test_a_design_that_cannot_be_is_refused(arguments, code):
    with pytest.raises(Refusal) as refusal:
        describe_design(**arguments)
    assert refusal.value.code == code


def test_nonresponse_keeps_the_weight_of_each_class():
    weights = np.array([2.0, 2, 2, 2, 5, 5])
    responded = np.array([True, False, True, False, True, True])
    found = adjust_for_nonresponse(weights, ["a"] * 4 + ["b"] * 2, responded)
    assert found.weights.tolist() == [4, 4, 5, 5]
    assert [(entry.name, entry.sampled, entry.responded, entry.factor) for entry in found.classes] == [
        ("a", 4, 2, 2.0),
        ("b", 2, 2, 1.0),
    ]
    assert found.response_rate == pytest.approx(4 / 6)
    assert "4 of 6" in found.method


def test_a_class_that_stayed_silent_is_refused():
    with pytest.raises(Refusal) as refusal:
        adjust_for_nonresponse(np.ones(3), ["a", "a", "b"], np.array([True, True, False]))
    assert refusal.value.code == "NONRESPONSE_EMPTY_CLASS"
    assert refusal.value.values["response_class"] == "b"
