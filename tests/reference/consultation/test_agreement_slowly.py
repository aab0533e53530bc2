"""Alpha written once more, pair by pair, without a coincidence matrix."""

import itertools

import numpy as np
import pytest

from capacita.consultation.agreement import Measurement, measure_agreement


def difference(left: float, right: float, measurement: Measurement, pool: list[float]) -> float:
    if measurement is Measurement.NOMINAL:
        return float(left != right)
    if measurement is Measurement.INTERVAL:
        return (left - right) ** 2
    if measurement is Measurement.RATIO:
        return ((left - right) / (left + right)) ** 2 if left + right else 0
    low, high = min(left, right), max(left, right)
    between = sum(low <= value <= high for value in pool) if low != high else 0
    return (between - (pool.count(low) + pool.count(high)) / 2) ** 2 if low != high else 0


@pytest.mark.parametrize("measurement", list(Measurement))
@pytest.mark.parametrize("seed", range(4))
def test_alpha_is_that_of_all_pairs(measurement: Measurement, seed: int) -> None:
    chance = np.random.default_rng(seed)
    codings = [[int(chance.integers(0, 5)) if chance.random() < 0.7 else None for _ in range(12)] for _ in range(4)]
    units = [[row[unit] for row in codings if row[unit] is not None] for unit in range(12)]
    units = [unit for unit in units if len(unit) > 1]
    pool = [value for unit in units for value in unit]
    observed = sum(
        difference(left, right, measurement, pool) / (len(unit) - 1)
        for unit in units
        for left, right in itertools.permutations(unit, 2)
    ) / len(pool)
    expected = sum(difference(left, right, measurement, pool) for left, right in itertools.permutations(pool, 2))
    expected /= len(pool) * (len(pool) - 1)
    assert measure_agreement(codings, measurement).alpha == pytest.approx(1 - observed / expected)
