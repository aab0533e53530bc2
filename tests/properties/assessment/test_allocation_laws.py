"""What must hold of every allocation and every sample."""

import dataclasses

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from capacita.assessment.sampling import Allocation, SamplingDesign, allocate_sample, share_out
from capacita.vocabulary import CAPACITA, written

DESIGN = SamplingDesign(id=CAPACITA, code="d", title=written("Design"), strata=("ministry",), size=1, seed=1)


@given(st.integers(0, 5000), st.lists(st.floats(0.001, 1), min_size=1, max_size=30))
def test_sharing_out_gives_everything_and_rounds_each_share(total, shares):
    weights = np.array(shares)
    counts = share_out(total, weights)
    exact = total * weights / weights.sum()
    assert counts.sum() == total
    assert (np.abs(counts - exact) < 1 + 1e-6).all()


@given(
    st.lists(st.integers(1, 900), min_size=1, max_size=20),
    st.integers(1, 3000),
    st.integers(0, 20),
    st.sampled_from(Allocation),
    st.integers(0, 1000),
)
@settings(max_examples=200, deadline=None)
def test_allocation_meets_its_size_and_its_bounds(population, size, minimum, allocation, seed):
    counts = np.array(population)
    least = np.minimum(minimum, counts)
    assume(least.sum() <= size <= counts.sum())
    strata = [(str(place),) for place in range(counts.size)]
    spread = dict(
        zip(
            (code for (code,) in strata), np.random.default_rng(seed).uniform(0.1, 3, counts.size).tolist(), strict=True
        )
    )
    design = dataclasses.replace(DESIGN, size=size, minimum=minimum, allocation=allocation, spread=spread)
    found = allocate_sample(design, strata, counts)
    assert found.sum() == size
    assert (found >= least).all()
    assert (found <= counts).all()
