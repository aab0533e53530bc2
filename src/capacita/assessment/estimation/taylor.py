"""Design-based estimates with standard errors by Taylor linearisation (Särndal, Swensson and Wretman 1992, SSW).

For a statistic t with linearised values u_i (zero outside the group), in strata h of n_h sampled units out of N_h::

    v(t) = sum_h (1 - n_h / N_h) * n_h / (n_h - 1) * sum_{i in h} (u_hi - mean_h(u))²

(SSW, results 3.7.2 and 5.5.1; section 5.7 for domains). A unit is a person or, in one-stage samples, a cluster, whose
u is the sum over its people. Groups are domains: everybody stays in the design and u is zero outside, because how many
people fall into a group is itself left to chance. Nothing is dropped on the way: rows without an answer leave the
group of that variable, and ``n`` says how many are left.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from capacita.assessment.estimation.cells import Cells, accumulate_cells, between_units, is_unvaried, sum_by_stratum
from capacita.assessment.estimation.design import Floats, Groups, SurveyDesign, describe_groups
from capacita.assessment.estimation.model import Estimate, Interval, NotEstimableReason, Statistic
from capacita.vocabulary import Refusal

Marks = NDArray[np.bool_]
LEVEL = 0.95
_NOTHING = 1e-13  # a variance below this part of the squares it was made from is rounding, so it is zero


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Numbers:
    """All that estimates of one kind are made of; (G, J) each."""

    value: Floats
    variance: Floats
    n: Floats
    freedom: Floats
    effect: Floats  # NaN where there is none
    lonely: Marks
    unvaried: Marks
    population: Floats


def estimate_means(
    design: SurveyDesign,
    values: Floats,
    groups: Groups | None = None,
    *,
    statistic: Statistic = Statistic.MEAN,
    level: float = LEVEL,
    smallest_group: int = 1,
) -> list[list[Estimate]]:
    """Return the estimated mean of each variable in each group, as a list of groups of lists of variables.

    ``values`` is (rows, J), NaN where there is no answer. The mean is the ratio sum(w y) / sum(w) over the group's
    answers, with u_i = w_i (y_i - mean) / sum(w) (SSW, section 5.7). The interval uses Student's t with as many degrees
    of freedom as the group has sampled units less strata; with ``Statistic.PROPORTION`` (y of 0 and 1) it is made on
    the logit scale and so stays between 0 and 1. The design effect compares with a simple random sample without
    replacement of the same n (Kish 1965, section 8.2).

    A group has no estimate when nobody or fewer than ``smallest_group`` answered, when a stratum gave the group its
    only sampled unit (its variance is unknown), when all answers are the same although not everybody was asked, or
    when no degrees of freedom are left.
    """
    groups = groups or describe_groups(None, values.shape[0])
    cells = accumulate_cells(design, values, groups, shifted=True)
    weight = cells.w.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):  # empty groups become NaN here and "no respondents" below
        centre = cells.wy.sum(axis=0) / weight
        variance = _variance(design, cells, np.nan_to_num(centre)) / weight**2
        count = cells.count.sum(axis=0)
        simple = _simple_variance(cells, centre, weight, count)
        effect = np.where(simple > 0, variance / simple, np.nan)
    unvaried = (variance == 0) & _incomplete(design, cells)
    for group, variable in np.argwhere(unvaried).tolist():
        unvaried[group, variable] = is_unvaried(values, groups, group, variable)
    numbers = _Numbers(
        value=cells.shift + centre,
        variance=variance,
        n=count,
        freedom=_freedom(design, cells),
        effect=effect,
        lonely=_lonely(design, cells),
        unvaried=unvaried,
        population=np.broadcast_to(cells.group_weight[:, None], weight.shape),
    )
    return _estimates(numbers, statistic, level, smallest_group)


def estimate_totals(
    design: SurveyDesign,
    values: Floats,
    groups: Groups | None = None,
    *,
    level: float = LEVEL,
    smallest_group: int = 1,
) -> list[list[Estimate]]:
    """Return the estimated total sum(w y) of each variable in each group, with u_i = w_i y_i (SSW, section 3.7).

    Shapes, groups, intervals and reasons for no estimate are those of ``estimate_means``; a missing answer adds
    nothing, so that a total with missing answers is one of those who answered. There is no design effect.
    """
    groups = groups or describe_groups(None, values.shape[0])
    cells = accumulate_cells(design, values, groups, shifted=False)
    variance = _variance(design, cells, np.zeros(cells.w.shape[1:]))
    numbers = _Numbers(
        value=cells.wy.sum(axis=0),
        variance=variance,
        n=cells.count.sum(axis=0),
        freedom=_freedom(design, cells),
        effect=np.full(variance.shape, np.nan),
        lonely=_lonely(design, cells),
        unvaried=np.zeros(variance.shape, dtype=np.bool_),
        population=np.broadcast_to(cells.group_weight[:, None], variance.shape),
    )
    return _estimates(numbers, Statistic.TOTAL, level, smallest_group)


def estimate_ratios(
    design: SurveyDesign,
    numerator: Floats,
    denominator: Floats,
    groups: Groups | None = None,
    *,
    level: float = LEVEL,
    smallest_group: int = 1,
) -> list[Estimate]:
    """Return the ratio of two totals in each group: R = sum(w y) / sum(w x), u_i = w_i (y_i - R x_i) / sum(w x).

    Both are (rows,); a row counts where both are known (SSW, section 5.6).
    """
    groups = groups or describe_groups(None, numerator.shape[0])
    known = ~(np.isnan(numerator) | np.isnan(denominator))
    pair = np.where(known[:, None], np.column_stack([numerator, denominator]), np.nan)
    totals = accumulate_cells(design, pair, groups, shifted=False)
    above, below = totals.wy.sum(axis=0).T
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = above / below
    own = np.where(groups.places >= 0, ratio[groups.places], np.nan)
    rest = accumulate_cells(design, (pair[:, 0] - own * pair[:, 1])[:, None], groups, shifted=False)
    variance = _variance(design, rest, np.zeros(rest.w.shape[1:]))
    with np.errstate(invalid="ignore", divide="ignore"):
        variance = variance / (below**2)[:, None]
    numbers = _Numbers(
        value=ratio[:, None],
        variance=variance,
        n=rest.count.sum(axis=0),
        freedom=_freedom(design, rest),
        effect=np.full(variance.shape, np.nan),
        lonely=_lonely(design, rest),
        unvaried=np.zeros(variance.shape, dtype=np.bool_),
        population=np.broadcast_to(rest.group_weight[:, None], variance.shape),
    )
    return [row[0] for row in _estimates(numbers, Statistic.RATIO, level, smallest_group)]


def estimate_difference(
    design: SurveyDesign,
    values: Floats,
    groups: Groups,
    first: str,
    second: str,
    *,
    level: float = LEVEL,
    smallest_group: int = 1,
) -> list[Estimate]:
    """Return the mean of group ``first`` less that of group ``second`` for each variable, with the error of both.

    u_i is the difference of the two means' linearised values, so that what the groups share through strata and
    clusters is counted (SSW, section 5.5). Where one of the two has no estimate, neither has the difference.
    """
    if first == second or first not in groups.names or second not in groups.names:
        raise Refusal("ESTIMATE_NO_PAIR")
    pair = [groups.names.index(first), groups.names.index(second)]
    both = Groups(
        places=np.select([groups.places == pair[0], groups.places == pair[1]], [0, 1], -1).astype(np.intp),
        names=(first, second),
    )
    means = estimate_means(design, values, both, level=level, smallest_group=smallest_group)
    cells = accumulate_cells(design, values, both, shifted=True)
    weight = cells.w.sum(axis=0)
    together = Groups(places=np.where(both.places >= 0, 0, -1).astype(np.intp), names=("",))
    results = []
    for variable in range(values.shape[1]):
        sides = means[0][variable], means[1][variable]
        reason = sides[0].not_estimable or sides[1].not_estimable
        count, people = sides[0].n + sides[1].n, sides[0].population + sides[1].population
        if reason or sides[0].value is None or sides[1].value is None:
            results.append(Estimate(statistic=Statistic.DIFFERENCE, n=count, population=people, not_estimable=reason))
            continue
        centre = np.array([sides[0].value, sides[1].value])
        scale = np.array([1.0, -1.0]) / weight[:, variable]
        place = both.places.clip(0)
        linear = np.where(both.places >= 0, (values[:, variable] - centre[place]) * scale[place], np.nan)
        rest = accumulate_cells(design, linear[:, None], together, shifted=False)
        numbers = _Numbers(
            value=np.array([[sides[0].value - sides[1].value]]),
            variance=_variance(design, rest, np.zeros((1, 1))),
            n=np.array([[float(count)]]),
            freedom=_freedom(design, rest),
            effect=np.array([[np.nan]]),
            lonely=_lonely(design, rest),
            unvaried=np.zeros((1, 1), dtype=np.bool_),
            population=np.array([[people]]),
        )
        results.append(_estimates(numbers, Statistic.DIFFERENCE, level, smallest_group)[0][0])
    return results


def _variance(design: SurveyDesign, cells: Cells, centre: Floats) -> Floats:
    """The variance of the total of w (y - centre) by group and variable."""
    sums, squares, gross = between_units(design, cells, centre)
    sampled = design.sampled[:, None, None]
    spread = np.maximum(squares - sums * sums / sampled, 0.0)
    spread = np.where(spread > _NOTHING * gross, spread, 0.0)
    factor = design.correction * design.sampled / np.maximum(design.sampled - 1, 1)
    return np.asarray(np.einsum("h,hgj->gj", factor, spread), dtype=np.float64)


def _simple_variance(cells: Cells, centre: Floats, weight: Floats, count: Floats) -> Floats:
    """The variance that a simple random sample of the same n would have: (1 - n/N) s² / n, with s² weighted."""
    spread = (cells.wyy.sum(axis=0) / weight - centre**2) * count / (count - 1)
    return np.asarray(spread * (weight - count) / (weight * count), dtype=np.float64)


def _by_stratum(design: SurveyDesign, cells: Cells) -> tuple[Floats, Floats]:
    """Sampled units with an answer in the group, and whether a stratum has any; (H, G, J) each."""
    if design.cluster_strata is None:
        return cells.count, (cells.count > 0).astype(np.float64)
    units = sum_by_stratum(design, (cells.count > 0).astype(np.float64))
    return units, (units > 0).astype(np.float64)


def _freedom(design: SurveyDesign, cells: Cells) -> Floats:
    """Sampled units less strata, of those in which the group has an answer (Korn and Graubard 1999, section 5.2)."""
    units, strata = _by_stratum(design, cells)
    return np.asarray(units.sum(axis=0) - strata.sum(axis=0), dtype=np.float64)


def _lonely(design: SurveyDesign, cells: Cells) -> Marks:
    """Whether the group has answers in a stratum with a single sampled unit out of more."""
    alone = (design.sampled == 1) & (design.population > 1)
    return np.asarray((_by_stratum(design, cells)[1][alone] > 0).any(axis=0), dtype=np.bool_)


def _incomplete(design: SurveyDesign, cells: Cells) -> Marks:
    """Whether the group has answers in a stratum of which only a part was asked."""
    partly = design.correction > 0
    return np.asarray((_by_stratum(design, cells)[1][partly] > 0).any(axis=0), dtype=np.bool_)


def _estimates(numbers: _Numbers, statistic: Statistic, level: float, smallest_group: int) -> list[list[Estimate]]:
    groups, variables = numbers.value.shape
    return [
        [_estimate(numbers, (group, variable), statistic, level, smallest_group) for variable in range(variables)]
        for group in range(groups)
    ]


def _estimate(
    numbers: _Numbers, place: tuple[int, int], statistic: Statistic, level: float, smallest_group: int
) -> Estimate:
    count, population = int(numbers.n[place]), float(numbers.population[place])
    reason = _reason(numbers, place, smallest_group)
    if reason is not None:
        return Estimate(statistic=statistic, n=count, population=population, not_estimable=reason)
    value, error, freedom = (
        float(numbers.value[place]),
        float(np.sqrt(numbers.variance[place])),
        float(numbers.freedom[place]),
    )
    effect = float(numbers.effect[place])
    return Estimate(
        statistic=statistic,
        n=count,
        population=population,
        value=value,
        standard_error=error,
        interval=_interval(value, error, freedom, level, statistic),
        degrees_of_freedom=freedom,
        design_effect=effect if np.isfinite(effect) else None,
    )


def _reason(numbers: _Numbers, place: tuple[int, int], smallest_group: int) -> NotEstimableReason | None:
    if numbers.n[place] == 0:
        return NotEstimableReason.NO_RESPONDENTS
    if numbers.n[place] < smallest_group:
        return NotEstimableReason.TOO_FEW
    if numbers.lonely[place]:
        return NotEstimableReason.SINGLE_UNIT_STRATUM
    if numbers.freedom[place] <= 0:
        return NotEstimableReason.NO_DEGREES_OF_FREEDOM
    if numbers.unvaried[place] or not np.isfinite(numbers.value[place]):
        return NotEstimableReason.NO_VARIATION
    return None


def _interval(value: float, error: float, freedom: float, level: float, statistic: Statistic) -> Interval:
    """Student's t on the value, or for a proportion on its logit: p -> ln(p / (1 - p)), error / (p (1 - p))."""
    reach = float(stdtrit(freedom, (1 + level) / 2)) * error
    if statistic is Statistic.PROPORTION and 0 < value < 1:
        middle, reach = np.log(value / (1 - value)), reach / (value * (1 - value))
        return Interval(
            low=float(1 / (1 + np.exp(reach - middle))), high=float(1 / (1 + np.exp(-reach - middle))), level=level
        )
    return Interval(low=value - reach, high=value + reach, level=level)
