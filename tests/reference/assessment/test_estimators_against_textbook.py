"""The estimators against their slow twins, on generated samples."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from capacita.assessment.estimation import describe_design, describe_groups
from capacita.assessment.estimation.taylor import estimate_difference, estimate_means, estimate_totals
from reference.assessment.textbook_estimators import textbook_difference, textbook_mean, textbook_total


@st.composite
def samples(draw, *, missing=True):
    """Two to four strata of two to six persons each, with answers, some of them missing, and groups."""
    answer = st.integers(-50, 50).map(float)
    strata, answers, groups, weights, population = [], [], [], [], {}
    for stratum in range(draw(st.integers(2, 4))):
        n = draw(st.integers(2, 6))
        population[stratum] = float(n + draw(st.integers(0, 40)))
        for _ in range(n):
            strata.append(stratum)
            answers.append(draw(st.one_of(st.none(), answer) if missing else answer))
            groups.append(draw(st.integers(0, 2)))
            weights.append(draw(st.floats(0.5, 60)))
    return strata, answers, groups, weights, population


def as_arrays(sample):
    strata, answers, groups, weights, population = sample
    design = describe_design(weights, strata=strata, population=[population[stratum] for stratum in strata])
    values = np.array([math.nan if answer is None else answer for answer in answers])[:, None]
    return design, values, describe_groups(groups, len(groups))


@given(samples())
@settings(max_examples=150, deadline=None)
def test_domain_means_are_those_of_the_textbook(sample):
    strata, answers, groups, weights, population = sample
    design, values, divided = as_arrays(sample)
    for name, row in zip(divided.names, estimate_means(design, values, divided), strict=True):
        if row[0].value is None:
            continue
        inside = [str(group) == name for group in groups]
        mean, error = textbook_mean(answers, weights, inside, strata, population)
        assert row[0].value == pytest.approx(mean, rel=1e-10, abs=1e-10)
        assert row[0].standard_error == pytest.approx(error, rel=1e-8, abs=1e-6)


@given(samples(missing=False))
@settings(max_examples=100, deadline=None)
def test_domain_totals_are_those_of_the_textbook(sample):
    strata, answers, groups, weights, population = sample
    design, values, divided = as_arrays(sample)
    for name, row in zip(divided.names, estimate_totals(design, values, divided), strict=True):
        if row[0].value is None:
            continue
        inside = [str(group) == name for group in groups]
        total, error = textbook_total(answers, weights, inside, strata, population)
        assert row[0].value == pytest.approx(total, rel=1e-10, abs=1e-8)
        assert row[0].standard_error == pytest.approx(error, rel=1e-8, abs=1e-5)


@given(samples(missing=False))
@settings(max_examples=100, deadline=None)
def test_differences_are_those_of_the_textbook(sample):
    strata, answers, groups, weights, population = sample
    assume({0, 1} <= set(groups))
    design, values, divided = as_arrays(sample)
    found = estimate_difference(design, values, divided, "0", "1")[0]
    assume(found.value is not None)
    difference, error = textbook_difference(answers, weights, groups, strata, population)
    assert found.value == pytest.approx(difference, rel=1e-10, abs=1e-9)
    assert found.standard_error == pytest.approx(error, rel=1e-8, abs=1e-6)
