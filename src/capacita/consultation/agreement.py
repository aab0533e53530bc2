"""How far people who coded the same things agree: Krippendorff's alpha with its interval, and F1 between two coders.

Krippendorff, K. (2019), Content Analysis, 4th edition, Sage, chapter 12 (section 12.3 gives the coincidence matrix and
the four metrics used here). Alpha = 1 - observed / expected disagreement: 1 is perfect agreement, 0 what chance would
give, below 0 systematic disagreement.
"""

from collections.abc import Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Thing = TypeVar("Thing", bound=Hashable)
REPLICATES: Final = 2000


class Measurement(StrEnum):
    """What may be done with the values: told apart, ordered, subtracted, divided."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Alpha, None where it is not defined, with a bootstrap interval (None where none was asked for or can be had).

    ``units`` is how many units two coders or more have coded, ``values`` how many of their codings are paired.
    ``undefined`` is the share of bootstrap replicates without any variation, which were left out.
    """

    alpha: float | None
    low: float | None
    high: float | None
    units: int
    values: int
    undefined: float = 0.0


def measure_agreement(
    codings: Sequence[Sequence[str | float | None]],
    measurement: Measurement = Measurement.NOMINAL,
    *,
    chance: np.random.Generator | None = None,
    replicates: int = REPLICATES,
    level: float = 0.95,
) -> Agreement:
    """Return Krippendorff's alpha of ``codings``: one row a coder, one column a unit, None where not coded.

    With ``chance`` comes a percentile interval from drawing units with replacement. It is None with fewer than two
    units. Alpha is None where no unit has two codings, or where only one value was ever used: then nobody can tell
    agreement from there being nothing to agree on. Raises ValueError for rows of unequal length, for values that are
    no numbers where the measurement needs them, and for negative ones on a ratio scale.
    """
    counts, values = _count_codings(codings, measurement)
    paired = counts.sum(axis=1) >= 2
    counts = counts[paired]
    alpha = _compute_alpha(counts, values, measurement)
    low = high = None
    undefined = 0.0
    if chance is not None and alpha is not None and len(counts) > 1:
        drawn = [
            _compute_alpha(counts[chance.integers(len(counts), size=len(counts))], values, measurement)
            for _ in range(replicates)
        ]
        defined = [replicate for replicate in drawn if replicate is not None]
        undefined = 1 - len(defined) / replicates
        if defined:
            bounds = np.quantile(defined, [(1 - level) / 2, (1 + level) / 2])
            low, high = float(bounds[0]), float(bounds[1])
    return Agreement(alpha=alpha, low=low, high=high, units=len(counts), values=int(counts.sum()), undefined=undefined)


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedCodes:
    """How far two coders gave the same codes to the same things: micro F1 over all, F1 by code, and macro F1.

    All are None where neither gave any code. F1 is the same whichever of the two comes first.
    """

    f1: float | None
    macro_f1: float | None
    by_code: Mapping[str, float]


def compare_coders(left: Mapping[Thing, AbstractSet[str]], right: Mapping[Thing, AbstractSet[str]]) -> SharedCodes:
    """Return how far two coders agree on the things that both looked at; each thing has a set of codes, or an empty one.

    F1 = 2 both / (2 both + one only), which is van Rijsbergen's F with equal weights (1979, Information Retrieval,
    chapter 7) and Dice's coefficient of the two sets of assignments.
    """
    shared = left.keys() & right.keys()
    codes = sorted({code for thing in shared for code in left[thing] | right[thing]})
    both = {code: sum(code in left[thing] and code in right[thing] for thing in shared) for code in codes}
    single = {code: sum((code in left[thing]) != (code in right[thing]) for thing in shared) for code in codes}
    by_code = {code: _f1(both[code], single[code]) for code in codes}
    if not codes:
        return SharedCodes(f1=None, macro_f1=None, by_code={})
    return SharedCodes(
        f1=_f1(sum(both.values()), sum(single.values())),
        macro_f1=sum(by_code.values()) / len(by_code),
        by_code=by_code,
    )


def _f1(both: int, single: int) -> float:
    return 2 * both / (2 * both + single)


def _count_codings(
    codings: Sequence[Sequence[str | float | None]], measurement: Measurement
) -> tuple[Numbers, Numbers]:
    """Return how often each unit (rows) was given each value (columns), and the values as numbers, ascending."""
    if len({len(row) for row in codings}) > 1:
        raise ValueError("every coder needs one entry for each unit, None where it was not coded")
    used = {value for row in codings for value in row if value is not None}
    if measurement is Measurement.NOMINAL:
        ordered: list[str | float] = sorted(used, key=lambda value: (isinstance(value, str), value))
        numbers = np.arange(len(ordered), dtype=float)
    else:
        ordered = sorted(used, key=float)
        numbers = np.array([float(value) for value in ordered], dtype=float)
        if not np.isfinite(numbers).all():
            raise ValueError("values must be finite numbers")
    if measurement is Measurement.RATIO and (numbers < 0).any():
        raise ValueError("a ratio scale has no negative values")
    column = {value: position for position, value in enumerate(ordered)}
    units = len(codings[0]) if codings else 0
    counts = np.zeros((units, len(ordered)))
    for row in codings:
        for unit, value in enumerate(row):
            if value is not None:
                counts[unit, column[value]] += 1
    return counts, numbers


def _compute_alpha(counts: Numbers, values: Numbers, measurement: Measurement) -> float | None:
    """Return alpha from how often each unit was given each value (units with two codings or more)."""
    if not len(counts):
        return None
    sizes = counts.sum(axis=1)
    weighted = counts / (sizes - 1)[:, None]
    coincidences = counts.T @ weighted - np.diag(weighted.sum(axis=0))
    totals = coincidences.sum(axis=1)
    differences = _square_differences(totals, values, measurement)
    expected = float((np.outer(totals, totals) * differences).sum()) / float(totals.sum() - 1)
    if expected <= 0:
        return None
    return 1 - float((coincidences * differences).sum()) / expected


def _square_differences(totals: Numbers, values: Numbers, measurement: Measurement) -> Numbers:
    """Return the squared difference between every two values."""
    if measurement is Measurement.NOMINAL:
        return 1 - np.eye(len(values))
    if measurement is Measurement.ORDINAL:
        ranks = np.cumsum(totals) - totals / 2  # the sum from c to k less half of both ends is a difference of these
        return np.asarray((ranks[:, None] - ranks) ** 2)
    gaps = values[:, None] - values
    if measurement is Measurement.INTERVAL:
        return np.asarray(gaps**2)
    sums = values[:, None] + values
    return np.asarray(np.divide(gaps, sums, out=np.zeros_like(gaps), where=sums > 0) ** 2)
