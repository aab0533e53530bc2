"""Cell sums: the few numbers of each stratum (or cluster) and group from which every estimate follows.

One pass over the rows, whatever their number; afterwards only cells are handled. The sums are those that a database
would give with GROUP BY, SUM and COUNT.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array

from capacita.assessment.estimation.design import Floats, Groups, SurveyDesign

_BLOCK = 8  # variables taken at once: keeps the working memory at some tens of bytes a row


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cells:
    """Sums over the rows of each unit-set u (stratum or cluster) and group g that have variable j; (U, G, J) each.

    ``count`` = sum 1, ``w`` = sum w, ``wy`` = sum w y, ``wyy`` = sum w y²; for samples of persons also ``ww`` =
    sum w², ``wwy`` = sum w² y and ``wwyy`` = sum w² y². y is taken from ``shift[j]``, so that no digits are lost to a
    large mean. ``group_weight`` (G) sums the weights of all rows of a group, answered or not.
    """

    shift: Floats
    count: Floats
    w: Floats
    wy: Floats
    wyy: Floats
    ww: Floats | None
    wwy: Floats | None
    wwyy: Floats | None
    group_weight: Floats


def accumulate_cells(design: SurveyDesign, values: Floats, groups: Groups, *, shifted: bool) -> Cells:
    """Return the cell sums of ``values`` (rows, J), where NaN is a missing answer.

    ``shifted`` takes each variable from its own mean first (for means); without it y stays as it is (for totals).
    """
    rows, variables = values.shape
    count = len(groups.names)
    units = design.strata if design.clusters is None else design.clusters
    unit_sets = design.population.size if design.cluster_strata is None else design.cluster_strata.size
    inside = groups.places >= 0
    cell = np.where(inside, units * count + groups.places, 0)
    weight = np.where(inside, design.weights, 0.0)

    def sums(entries: Floats) -> csc_array:
        """The matrix (cells, rows) whose product with a column of values sums them cell by cell."""
        return csc_array((entries, cell, np.arange(rows + 1)), shape=(unit_sets * count, rows))

    ones, by_weight, by_square = sums(inside.astype(np.float64)), sums(weight), sums(weight * weight)
    persons = design.clusters is None
    parts: dict[str, list[Floats]] = {name: [] for name in ("shift", "count", "w", "wy", "wyy", "ww", "wwy", "wwyy")}
    for first in range(0, variables, _BLOCK):
        block = np.ascontiguousarray(values[:, first : first + _BLOCK])
        known = ~np.isnan(block)
        complete = bool(known.all())
        answered = np.ones((rows, 1)) if complete else known.astype(np.float64)
        shift = _centre(block, known, complete) if shifted else np.zeros(block.shape[1])
        taken = block - shift if complete else np.where(known, block - shift, 0.0)
        wide = (unit_sets * count, block.shape[1])
        parts["shift"].append(shift)
        parts["count"].append(np.broadcast_to(ones @ answered, wide))
        parts["w"].append(np.broadcast_to(by_weight @ answered, wide))
        parts["wy"].append(by_weight @ taken)
        if persons:
            parts["ww"].append(np.broadcast_to(by_square @ answered, wide))
            parts["wwy"].append(by_square @ taken)
        squared = np.square(taken, out=taken)
        parts["wyy"].append(by_weight @ squared)
        if persons:
            parts["wwyy"].append(by_square @ squared)
    shape = (unit_sets, count, variables)
    named = {name: part for name, part in parts.items() if part and name != "shift"}
    stacked = {name: np.concatenate(part, axis=1).reshape(shape) for name, part in named.items()}
    return Cells(
        shift=np.concatenate(parts["shift"]),
        count=stacked["count"],
        w=stacked["w"],
        wy=stacked["wy"],
        wyy=stacked["wyy"],
        ww=stacked.get("ww"),
        wwy=stacked.get("wwy"),
        wwyy=stacked.get("wwyy"),
        group_weight=np.bincount(groups.places.clip(0), weights=weight, minlength=count).astype(np.float64),
    )


def between_units(design: SurveyDesign, cells: Cells, centre: Floats) -> tuple[Floats, Floats, Floats]:
    """Return, by stratum, group and variable, what units' totals of w (y - centre) add up to.

    First their sum, then the sum of their squares, then the size of the terms that the squares were made from: what
    is small beside it is rounding. A unit is a person or, in a sample of clusters, a cluster. ``centre`` (G, J) is on
    the scale of the shifted y.
    """
    total = cells.wy - centre * cells.w
    if design.cluster_strata is None:
        assert cells.ww is not None
        assert cells.wwy is not None
        assert cells.wwyy is not None
        middle = centre * centre * cells.ww
        return total, cells.wwyy - 2 * centre * cells.wwy + middle, cells.wwyy + middle
    return (
        sum_by_stratum(design, total),
        sum_by_stratum(design, total * total),
        sum_by_stratum(design, (np.abs(cells.wy) + np.abs(centre * cells.w)) ** 2),
    )


def sum_by_stratum(design: SurveyDesign, units: Floats) -> Floats:
    """Return sums over the clusters of each stratum: (C, G, J) to (H, G, J)."""
    assert design.cluster_strata is not None
    count = units.shape[0]
    into = csc_array(
        (np.ones(count), design.cluster_strata, np.arange(count + 1)), shape=(design.population.size, count)
    )
    summed = np.asarray(into @ units.reshape(count, -1), dtype=np.float64)
    return summed.reshape(-1, *units.shape[1:])


def is_unvaried(values: Floats, groups: Groups, group: int, variable: int) -> bool:
    """Tell whether all known answers of a group to one variable are the same."""
    known = values[groups.places == group, variable]
    known = known[~np.isnan(known)]
    return bool(known.size) and bool(known.min() == known.max())


def _centre(block: Floats, known: NDArray[np.bool_], complete: bool) -> Floats:
    """The plain mean of what is known of each variable, 0 where nothing is."""
    if complete:
        return np.asarray(block.mean(axis=0), dtype=np.float64)
    return np.asarray(np.where(known, block, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1), dtype=np.float64)
