"""The estimators of Särndal, Swensson and Wretman (1992), written out slowly, for small samples of persons.

No arrays, no cells: sums over lists, as in the book. Section 5.7 (domains), results 3.7.2 and 5.5.1.
"""

import math
from collections.abc import Sequence


def textbook_variance(u: Sequence[float], strata: Sequence[int], population: dict[int, float]) -> float:
    """v = sum_h N_h² (1 - n_h / N_h) s²_h(y) / n_h with y = u n_h / N_h, that is with u already weighted."""
    total = 0.0
    for stratum in sorted(set(strata)):
        inside = [value for value, place in zip(u, strata, strict=True) if place == stratum]
        n = len(inside)
        if n < 2:
            continue
        mean = math.fsum(inside) / n
        spread = math.fsum((value - mean) ** 2 for value in inside) / (n - 1)
        total += (1 - n / population[stratum]) * n * spread
    return total


def textbook_mean(
    y: Sequence[float | None],
    w: Sequence[float],
    inside: Sequence[bool],
    strata: Sequence[int],
    population: dict[int, float],
) -> tuple[float, float]:
    """The mean of a domain as a ratio of two totals, and its standard error."""
    counted = [is_in and value is not None for is_in, value in zip(inside, y, strict=True)]
    size = math.fsum(weight for weight, counts in zip(w, counted, strict=True) if counts)
    mean = (
        math.fsum(weight * (value or 0.0) for weight, value, counts in zip(w, y, counted, strict=True) if counts) / size
    )
    u = [
        weight * ((value or 0.0) - mean) / size if counts else 0.0
        for weight, value, counts in zip(w, y, counted, strict=True)
    ]
    return mean, math.sqrt(textbook_variance(u, strata, population))


def textbook_total(
    y: Sequence[float], w: Sequence[float], inside: Sequence[bool], strata: Sequence[int], population: dict[int, float]
) -> tuple[float, float]:
    """The total of a domain, and its standard error."""
    u = [weight * value if is_in else 0.0 for weight, value, is_in in zip(w, y, inside, strict=True)]
    return math.fsum(u), math.sqrt(textbook_variance(u, strata, population))


def textbook_difference(
    y: Sequence[float], w: Sequence[float], groups: Sequence[int], strata: Sequence[int], population: dict[int, float]
) -> tuple[float, float]:
    """The mean of group 0 less that of group 1, and its standard error."""
    means, sizes = [], []
    for group in (0, 1):
        size = math.fsum(weight for weight, place in zip(w, groups, strict=True) if place == group)
        means.append(
            math.fsum(weight * value for weight, value, place in zip(w, y, groups, strict=True) if place == group)
            / size
        )
        sizes.append(size)
    u = []
    for value, weight, group in zip(y, w, groups, strict=True):
        sign = {0: 1.0, 1: -1.0}.get(group, 0.0)
        u.append(sign * weight * (value - means[group]) / sizes[group] if sign else 0.0)
    return means[0] - means[1], math.sqrt(textbook_variance(u, strata, population))
