"""How the rows of a data set came into the sample: strata, weights, population counts, clusters."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from capacita.vocabulary import Refusal

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SurveyDesign:
    """A stratified sample of persons, or of whole clusters of them (one stage).

    ``strata[i]`` is the stratum of row i, 0 to H-1; ``weights[i]`` the people whom row i stands for.
    ``population[h]`` counts the units in stratum h of the population: persons, or clusters where ``clusters`` is
    given; infinite where there is no finite population correction. ``clusters[i]`` runs from 0 to C-1 and
    ``cluster_strata[c]`` is the stratum of cluster c. ``sampled[h]`` counts the units drawn in stratum h.
    """

    strata: Places
    weights: Floats
    population: Floats
    sampled: Floats
    clusters: Places | None = None
    cluster_strata: Places | None = None

    @property
    def correction(self) -> Floats:
        """1 - n_h / N_h by stratum: 0 where everybody was asked, 1 without a finite population."""
        return np.asarray(1.0 - self.sampled / self.population, dtype=np.float64)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Groups:
    """A division of the rows: the group of row i, 0 to G-1, or -1 for none; and the names of the groups."""

    places: Places
    names: tuple[str, ...]


def describe_design(
    weights: ArrayLike,
    *,
    strata: Sequence[Any] | NDArray[Any] | None = None,
    population: ArrayLike | None = None,
    clusters: Sequence[Any] | NDArray[Any] | None = None,
) -> SurveyDesign:
    """Return the design of a data set, checked.

    ``strata`` and ``clusters`` are labels, one a row; ``population`` the size of the row's stratum, repeated on each
    of its rows, in persons or, with clusters, in clusters. Without strata there is one; without a population there
    is no finite population correction. Raises Refusal for weights that are no positive numbers, counts that vary
    within a stratum or are smaller than the sample, and clusters that lie in two strata.
    """
    weight = np.asarray(weights, dtype=np.float64)
    rows = weight.size
    lengths = {"weights": rows}
    for name, column in (("strata", strata), ("population", population), ("clusters", clusters)):
        if column is not None:
            lengths[name] = int(np.asarray(column).size)
    if len(set(lengths.values())) > 1:
        raise Refusal("DESIGN_LENGTHS", lengths=", ".join(f"{name} {count}" for name, count in lengths.items()))
    if rows == 0:
        raise Refusal("DESIGN_EMPTY")
    faulty = np.flatnonzero(~(np.isfinite(weight) & (weight > 0)))
    if faulty.size:
        raise Refusal("DESIGN_WEIGHT", row=int(faulty[0]) + 1, found=float(weight[faulty[0]]))
    names, places = (np.array(["all"]), np.zeros(rows, dtype=np.intp)) if strata is None else _labels(strata)
    cluster_places, cluster_strata = (None, None) if clusters is None else _clusters(clusters, places)
    units = places if cluster_strata is None else cluster_strata
    sampled = np.bincount(units, minlength=names.size).astype(np.float64)
    return SurveyDesign(
        strata=places,
        weights=weight,
        population=_population(population, places, names, sampled),
        sampled=sampled,
        clusters=cluster_places,
        cluster_strata=cluster_strata,
    )


def describe_groups(labels: Sequence[Any] | NDArray[Any] | None, rows: int) -> Groups:
    """Return the groups behind a column of labels, sorted by name; without labels, one group of everybody."""
    if labels is None:
        return Groups(places=np.zeros(rows, dtype=np.intp), names=("",))
    names, places = _labels(labels)
    return Groups(places=places, names=tuple(str(name) for name in names.tolist()))


def _labels(labels: Sequence[Any] | NDArray[Any]) -> tuple[NDArray[Any], Places]:
    names, places = np.unique(np.asarray(labels), return_inverse=True)
    return names, places.astype(np.intp)


def _clusters(clusters: Sequence[Any] | NDArray[Any], strata: Places) -> tuple[Places, Places]:
    names, places = _labels(clusters)
    first = np.full(names.size, -1, dtype=np.intp)
    first[places] = strata
    across = np.flatnonzero(first[places] != strata)
    if across.size:
        raise Refusal("DESIGN_CLUSTER_ACROSS", cluster=str(names[places[across[0]]]))
    return places, first


def _population(population: ArrayLike | None, strata: Places, names: NDArray[Any], sampled: Floats) -> Floats:
    if population is None:
        return np.full(names.size, np.inf)
    given = np.asarray(population, dtype=np.float64)
    counts = np.zeros(names.size)
    counts[strata] = given
    varying = np.flatnonzero(counts[strata] != given)
    if varying.size:
        stratum = strata[varying[0]]
        found = ", ".join(f"{value:g}" for value in np.unique(given[strata == stratum])[:4])
        raise Refusal("DESIGN_POPULATION_VARIES", stratum=str(names[stratum]), found=found)
    small = np.flatnonzero(~(counts >= sampled))
    if small.size:
        place = small[0]
        raise Refusal(
            "DESIGN_POPULATION",
            stratum=str(names[place]),
            sampled=int(sampled[place]),
            population=float(counts[place]),
        )
    return counts
