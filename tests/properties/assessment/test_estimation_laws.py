"""What must hold of every estimate, whatever the sample."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capacita.assessment.estimation import describe_design, describe_groups
from capacita.assessment.estimation.taylor import estimate_means, estimate_totals


@st.composite
def samples(draw):
    """Strata of at least three persons, distinct answers, weights, and a group for everybody."""
    sizes = draw(st.lists(st.integers(3, 8), min_size=1, max_size=4))
    strata = np.repeat(np.arange(len(sizes)), sizes)
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return (
        strata,
        rng.normal(2, 1, strata.size)[:, None],
        rng.uniform(1, 30, strata.size),
        rng.integers(0, 3, strata.size),
    )


@given(samples(), st.floats(0.01, 1000))
@settings(max_examples=60, deadline=None)
def test_weights_times_a_constant_leave_means_unchanged(sample, factor):
    strata, values, weights, _ = sample
    once = estimate_means(describe_design(weights, strata=strata), values)[0][0]
    again = estimate_means(describe_design(weights * factor, strata=strata), values)[0][0]
    assert again.value == pytest.approx(once.value, rel=1e-12)
    assert again.standard_error == pytest.approx(once.standard_error, rel=1e-9)


@given(samples())
@settings(max_examples=60, deadline=None)
def test_totals_of_groups_add_up_to_the_total(sample):
    strata, values, weights, groups = sample
    design = describe_design(weights, strata=strata)
    whole = estimate_totals(design, values)[0][0]
    divided = estimate_totals(design, values, describe_groups(groups, groups.size))
    known = [row[0] for row in divided]
    if all(estimate.value is not None for estimate in known):
        assert sum(estimate.value for estimate in known) == pytest.approx(whole.value, rel=1e-12)
    assert sum(estimate.population for estimate in known) == pytest.approx(whole.population, rel=1e-12)
    assert sum(estimate.n for estimate in known) == whole.n


@given(samples())
@settings(max_examples=60, deadline=None)
def test_an_endless_population_is_no_population(sample):
    strata, values, weights, _ = sample
    without = estimate_means(describe_design(weights, strata=strata), values)[0][0]
    endless = estimate_means(describe_design(weights, strata=strata, population=np.full(strata.size, 1e15)), values)[0][
        0
    ]
    assert endless.standard_error == pytest.approx(without.standard_error, rel=1e-9)


@given(samples())
@settings(max_examples=60, deadline=None)
def test_a_census_has_no_error(sample):
    strata, values, _, _ = sample
    counts = np.bincount(strata)[strata]
    found = estimate_means(describe_design(np.ones(strata.size), strata=strata, population=counts), values)[0][0]
    assert found.value == pytest.approx(values.mean(), rel=1e-12)
    assert found.standard_error == 0


@given(st.integers(0, 2**32 - 1), st.integers(3, 60), st.integers(0, 500))
@settings(max_examples=60, deadline=None)
def test_one_stratum_with_equal_weights_is_a_simple_random_sample(seed, n, others):
    values = np.random.default_rng(seed).normal(0, 1, n)
    population = n + others
    design = describe_design(np.full(n, population / n), population=np.full(n, population))
    found = estimate_means(design, values[:, None])[0][0]
    assert found.value == pytest.approx(values.mean(), abs=1e-12)
    assert found.standard_error == pytest.approx(np.sqrt((1 - n / population) * values.var(ddof=1) / n), rel=1e-9)
    assert found.degrees_of_freedom == n - 1
    if others:
        assert found.design_effect == pytest.approx(1, rel=1e-9)


@given(samples())
@settings(max_examples=60, deadline=None)
def test_clusters_of_one_person_are_persons(sample):
    strata, values, weights, groups = sample
    divided = describe_groups(groups, groups.size)
    persons = estimate_means(describe_design(weights, strata=strata), values, divided)
    singles = estimate_means(describe_design(weights, strata=strata, clusters=np.arange(strata.size)), values, divided)
    for one, other in zip(persons, singles, strict=True):
        assert one[0].not_estimable == other[0].not_estimable
        if one[0].value is not None:
            assert other[0].value == pytest.approx(one[0].value, rel=1e-12)
            assert other[0].standard_error == pytest.approx(one[0].standard_error, rel=1e-8, abs=1e-12)
