"""Agreement of coders: when it is not defined, its interval, and shared codes."""

import numpy as np
import pytest

from capacita.consultation.agreement import Measurement, compare_coders, measure_agreement

CODINGS = [["a", "b", "a", "b", "a", "c"] * 4, ["a", "b", "a", "a", "a", "c"] * 4]


def test_perfect_agreement_is_one_and_its_interval_too() -> None:
    agreement = measure_agreement([CODINGS[0], CODINGS[0]], chance=np.random.default_rng(1), replicates=200)
    assert (agreement.alpha, agreement.low, agreement.high) == (1, 1, 1)


def test_interval_holds_alpha_and_comes_again_with_the_seed() -> None:
    first, second = (measure_agreement(CODINGS, chance=np.random.default_rng(3), replicates=300) for _ in range(2))
    assert first == second
    assert first.low < first.alpha < first.high


def test_coders_by_lot_agree_about_nought() -> None:
    chance = np.random.default_rng(5)
    assert measure_agreement(chance.integers(0, 3, size=(3, 3000)).tolist()).alpha == pytest.approx(0, abs=0.03)


def test_systematic_disagreement_is_below_nought() -> None:
    assert measure_agreement([["a", "b"] * 5, ["b", "a"] * 5]).alpha < 0


@pytest.mark.parametrize("codings", [[], [["a", None], [None, "b"]], [["a", "a"], ["a", "a"]]])
def test_alpha_is_undefined_without_pairs_or_variation(codings: list[list[str | None]]) -> None:
    agreement = measure_agreement(codings, chance=np.random.default_rng(1))
    assert (agreement.alpha, agreement.low) == (None, None)


def test_units_with_one_coding_do_not_count() -> None:
    more = [[*CODINGS[0], "z"], [*CODINGS[1], None]]
    assert measure_agreement(more).alpha == measure_agreement(CODINGS).alpha


@pytest.mark.parametrize(
    ("codings", "measurement"),
    [
        ([[1, 2], [1]], Measurement.NOMINAL),
        ([[-1, 2], [1, 2]], Measurement.RATIO),
        ([["x", 2], [1, 2]], Measurement.INTERVAL),
    ],
)
def test_unsound_codings_are_refused(codings: list[list[object]], measurement: Measurement) -> None:
    with pytest.raises(ValueError):
        measure_agreement(codings, measurement)


def test_f1_counts_shared_codes_of_things_that_both_saw() -> None:
    left = {1: {"a"}, 2: {"a", "b"}, 3: set(), 4: {"a"}}
    right = {1: {"a"}, 2: {"b"}, 3: {"b"}}
    shared = compare_coders(left, right)
    assert shared.f1 == pytest.approx(2 * 2 / (2 * 2 + 2))
    assert shared.by_code == {"a": pytest.approx(2 / 3), "b": pytest.approx(2 / 3)}
    assert compare_coders(right, left) == shared


def test_f1_without_codes_is_undefined() -> None:
    assert compare_coders({1: set()}, {1: set()}).f1 is None
