"""Groups of points in the plane: k-means from many starts, and the silhouette that says how well they separate."""

from typing import Final

import numpy as np
import numpy.typing as npt

from capacita.consultation.opinion.votes import Integers, Numbers

_STARTS: Final = 20
_MOST_ROUNDS: Final = 100
_SAMPLE: Final = 4000  # points on which starts are tried; the best one is then carried on over all points
_SILHOUETTE_SAMPLE: Final = 2000


def cluster(points: Numbers, groups: int, chance: np.random.Generator) -> Integers:
    """Return the group of each point, numbered by size from the largest; ties by the first point."""
    tried = points if len(points) <= _SAMPLE else points[chance.choice(len(points), _SAMPLE, replace=False)]
    best: Numbers | None = None
    least = np.inf
    for _ in range(_STARTS):
        centres, inertia = _settle(tried, _spread_starts(tried, groups, chance))
        if inertia < least * (1 - 1e-9):
            best, least = centres, inertia
    if best is None:
        return np.zeros(len(points), dtype=np.int32)
    if tried is not points:
        best, _ = _settle(points, best)
    return number_by_size(_nearest(points, best)[0])


def number_by_size(labels: npt.NDArray[np.integer]) -> Integers:
    """Return labels renumbered from 0 by falling size, ties by first appearance."""
    _, first, positions, sizes = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    rank = np.empty(len(order), dtype=np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    return np.asarray(rank[positions])


def silhouette(points: Numbers, labels: Integers, chance: np.random.Generator) -> tuple[float, float]:
    """Return the mean silhouette (Rousseeuw 1987) and its standard error; who is alone in a group scores 0.

    Where there are more than 2,000 points, it is that of a sample of them.
    """
    if len(points) > _SILHOUETTE_SAMPLE:
        drawn = chance.choice(len(points), _SILHOUETTE_SAMPLE, replace=False)
        points, labels = points[drawn], labels[drawn]
    names, positions = np.unique(labels, return_inverse=True)
    if len(names) < 2:
        return 0.0, 0.0
    member = (positions[:, None] == np.arange(len(names))).astype(float)
    sizes = member.sum(axis=0)
    squares = (points**2).sum(axis=1)
    distances = np.sqrt(np.maximum(0, squares[:, None] + squares - 2 * points @ points.T))
    np.fill_diagonal(distances, 0)
    sums = distances @ member
    own = sums[np.arange(len(points)), positions] / np.maximum(1, sizes[positions] - 1)
    means = np.where(member > 0, np.inf, sums / sizes)
    nearest = means.min(axis=1)
    widest = np.maximum(own, nearest)
    scores = np.where(widest > 0, (nearest - own) / np.where(widest > 0, widest, 1), 0)
    scores = np.where(sizes[positions] > 1, scores, 0)
    return float(scores.mean()), float(scores.std() / np.sqrt(len(scores)))


def _spread_starts(points: Numbers, groups: int, chance: np.random.Generator) -> Numbers:
    """Return starting centres far apart (k-means++, Arthur and Vassilvitskii 2007)."""
    chosen = [points[chance.integers(len(points))]]
    nearest = _nearest(points, np.array(chosen))[1]
    while len(chosen) < groups:
        total = nearest.sum()
        position = chance.choice(len(points), p=nearest / total) if total > 0 else chance.integers(len(points))
        chosen.append(points[position])
        nearest = np.minimum(nearest, _nearest(points, np.array(chosen[-1:]))[1])
    return np.array(chosen)


def _settle(points: Numbers, centres: Numbers) -> tuple[Numbers, float]:
    """Return the centres to which k-means settles, and the sum of squared distances to them."""
    labels = np.full(len(points), -1)
    for _ in range(_MOST_ROUNDS):
        found, _ = _nearest(points, centres)
        if (found == labels).all():
            break
        labels = found
        sizes = np.bincount(labels, minlength=len(centres))
        sums = np.stack(
            [np.bincount(labels, weights=points[:, axis], minlength=len(centres)) for axis in range(points.shape[1])],
            axis=1,
        )
        centres = np.where(sizes[:, None] > 0, sums / np.maximum(1, sizes)[:, None], centres)
    return centres, float(_nearest(points, centres)[1].sum())


def _nearest(points: Numbers, centres: Numbers) -> tuple[npt.NDArray[np.intp], Numbers]:
    """Return the nearest centre of each point and the squared distance to it."""
    relative = (centres**2).sum(axis=1) - 2 * (points @ centres.T)  # the squared distance less that of the point itself
    found = relative.argmin(axis=1)
    lengths = np.einsum("ij,ij->i", points, points)
    return found, np.maximum(0, relative[np.arange(len(points)), found] + lengths)
