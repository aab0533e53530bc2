"""Sharing out whole people: largest remainders, and allocation to strata within their bounds."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from capacita.assessment.sampling.design import Allocation, SamplingDesign, stratum_code
from capacita.vocabulary import Refusal


def share_out(total: int, shares: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return whole numbers that add up to ``total`` and are in proportion to ``shares`` (largest remainder).

    Each number is the exact share rounded down or up. Of equal remainders the earlier one is rounded up.
    """
    exact = total * shares / shares.sum()
    return _round_to_total(exact, total)


def allocate_sample(
    design: SamplingDesign, strata: Sequence[tuple[str, ...]], population: NDArray[np.intp]
) -> NDArray[np.intp]:
    """Return how many people to draw from each stratum.

    The ideal is n_h = n a_h / sum(a), with a_h = N_h (proportional), 1 (equal) or N_h S_h (Neyman; Särndal, Swensson
    and Wretman 1992, section 3.7.3). It is held between the design's minimum (or the whole stratum where that is
    smaller) and N_h: n_h = min(max(c a_h, low_h), N_h) with the one c for which they add up to n; then rounded by
    largest remainder. Raises Refusal when n is below the sum of the minima or above the population.
    """
    if not design.strata:
        raise Refusal("SAMPLE_NO_STRATA")
    if design.size < 1:
        raise Refusal("SAMPLE_NO_SIZE", size=design.size)
    if design.size > population.sum():
        raise Refusal("SAMPLE_TOO_LARGE", size=design.size, population=int(population.sum()))
    low = np.minimum(design.minimum, population)
    if low.sum() > design.size:
        raise Refusal("SAMPLE_TOO_SMALL", size=design.size, strata=len(strata), needed=int(low.sum()))
    wanted = _claims(design, strata, population)
    return _round_to_total(
        _fill(design.size, wanted, low.astype(np.float64), population.astype(np.float64)), design.size
    )


def _claims(
    design: SamplingDesign, strata: Sequence[tuple[str, ...]], population: NDArray[np.intp]
) -> NDArray[np.float64]:
    if design.allocation is Allocation.EQUAL:
        return np.ones(len(strata))
    if design.allocation is Allocation.PROPORTIONAL:
        return population.astype(np.float64)
    spread = []
    for values in strata:
        found = design.spread.get(stratum_code(values), 0.0)
        if not found > 0:
            raise Refusal("SAMPLE_NO_SPREAD", stratum=stratum_code(values))
        spread.append(found)
    return np.asarray(population * np.array(spread), dtype=np.float64)


def _fill(
    total: int, wanted: NDArray[np.float64], low: NDArray[np.float64], high: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return clip(c * wanted, low, high) for the c at which it adds up to the total."""
    below, above = 0.0, float((high / wanted).max())
    for _ in range(200):  # halving: far beyond what a float can tell apart
        middle = (below + above) / 2
        if np.clip(middle * wanted, low, high).sum() < total:
            below = middle
        else:
            above = middle
    filled = np.clip(above * wanted, low, high)
    free = (filled > low) & (filled < high)
    if free.any():  # the strata between their bounds, once more and exactly
        filled[free] = (total - filled[~free].sum()) * wanted[free] / wanted[free].sum()
    return np.asarray(filled, dtype=np.float64)


def _round_to_total(exact: NDArray[np.float64], total: int) -> NDArray[np.intp]:
    near = np.round(exact)
    exact = np.where(np.abs(exact - near) < 1e-9, near, exact)  # 2.9999999999 is 3
    whole = np.floor(exact).astype(np.intp)
    order = np.argsort(-(exact - whole), kind="stable")
    whole[order[: total - int(whole.sum())]] += 1
    return whole
