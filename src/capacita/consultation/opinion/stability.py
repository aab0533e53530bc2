"""Whether groups would come out again: the same steps on subsamples, compared with the groups of everybody."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
import numpy.typing as npt

from capacita.consultation.opinion.clustering import cluster
from capacita.consultation.opinion.projection import project
from capacita.consultation.opinion.votes import Integers, VoteMatrix

SUBSAMPLES: Final = 20
SHARE: Final = 0.8
STABLE_MEAN: Final = 0.85
STABLE_LEAST: Final = 0.5
SMALLEST_GROUP: Final = 5
SMALLEST_SHARE: Final = 0.05


class Verdict(StrEnum):
    """What may be said of groups: they come out again, they do not reliably, or there are none to speak of."""

    STABLE = "stable"
    WEAK = "weak"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stability:
    """The adjusted Rand indices of the subsamples, their mean and least (None without groups), and the verdict."""

    mean: float | None
    least: float | None
    verdict: Verdict


def smallest_group(clustered: int) -> int:
    """Return how many people a group must have among those clustered: 5, or 5 % where that is more."""
    return max(SMALLEST_GROUP, int(np.ceil(SMALLEST_SHARE * clustered - 1e-9)))


def measure_stability(
    matrix: VoteMatrix, labels: Integers, groups: int, passed_by_all: int, chance: np.random.Generator
) -> tuple[float, float]:
    """Return the mean and the least adjusted Rand index over 20 subsamples of 80 % of the participants.

    Each subsample is projected and clustered anew into as many groups and held against ``labels`` of its participants.
    """
    people = len(matrix.participants)
    size = int(SHARE * people)
    indices = []
    for _ in range(SUBSAMPLES):
        kept = np.zeros(people, dtype=np.bool_)
        kept[chance.permutation(people)[:size]] = True
        points = project(matrix.only_participants(kept), passed_by_all, chance)
        indices.append(adjusted_rand_index(cluster(points, groups, chance), labels[kept]))
    return float(np.mean(indices)), float(np.min(indices))


def judge(mean: float, least: float) -> Verdict:
    """Return the verdict on groups of sufficient size."""
    return Verdict.STABLE if mean >= STABLE_MEAN and least >= STABLE_LEAST else Verdict.WEAK


def adjusted_rand_index(left: npt.NDArray[np.integer], right: npt.NDArray[np.integer]) -> float:
    """Return how far two groupings of the same people agree beyond chance: 1 the same, about 0 by chance.

    Hubert and Arabie (1985), "Comparing partitions", Journal of Classification 2, p. 198, formula 5. Two groupings
    that both leave everybody together, or everybody alone, are the same.
    """
    _, left = np.unique(left, return_inverse=True)
    _, right = np.unique(right, return_inverse=True)
    if len(left) < 2:
        return 1.0
    width = int(right.max()) + 1
    together = np.bincount(left * width + right, minlength=(int(left.max()) + 1) * width).reshape(-1, width)

    def pairs(counts: npt.NDArray[np.integer]) -> float:
        return float((counts.astype(float) * (counts - 1)).sum() / 2)

    both, in_left, in_right = pairs(together), pairs(together.sum(axis=1)), pairs(together.sum(axis=0))
    expected = in_left * in_right / (len(left) * (len(left) - 1) / 2)
    most = (in_left + in_right) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)
