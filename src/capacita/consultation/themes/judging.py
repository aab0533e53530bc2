"""How good machine suggestions are against people's labels: the measure of the shared task on key point analysis.

Friedman, Dankin, Hou, Aharonov, Katz and Slonim, "Overview of the 2021 Key Point Analysis Shared Task", Proceedings
of the 8th Workshop on Argument Mining (2021), section 3.1: of each topic and side the half of the excerpts with the
surest match is taken; pairs that nobody labelled are wrong (strict) or right (relaxed).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from capacita.consultation.themes.matching import ThemeMatch
from capacita.consultation.themes.model import Excerpt


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchQuality:
    """Mean average precision over the groups, from 0 to 1, strict and relaxed.

    ``retrieved`` is the task's measure: the average precision times the share of right matches in the half that was
    taken. ``ranked`` leaves that share out, and tells the order of the matches alone.
    """

    groups: int
    pairs: int
    retrieved_strict: float
    retrieved_relaxed: float
    ranked_strict: float
    ranked_relaxed: float


def judge_matches(
    excerpts: Sequence[Excerpt], matches: Sequence[ThemeMatch], labels: Mapping[tuple[str, str], bool]
) -> MatchQuality:
    """Return the quality of the best matches of excerpts, against labels by (excerpt, theme).

    Excerpts are parted by their group; one without a match ranks last and is wrong.
    """
    by_excerpt = {match.excerpt: match for match in matches}
    groups: dict[str, list[Excerpt]] = defaultdict(list)
    for excerpt in excerpts:
        groups[excerpt.group].append(excerpt)
    rows = []
    pairs = 0
    for members in groups.values():
        scored = [(by_excerpt[entry.id].score if entry.id in by_excerpt else -1.0, entry.id) for entry in members]
        order = np.argsort([-score for score, _id in scored], kind="stable")[: len(members) // 2]
        if not len(order):
            continue
        pairs += len(order)
        scores = np.array([scored[place][0] for place in order])
        told = [
            labels.get((identifier, by_excerpt[identifier].theme)) if identifier in by_excerpt else False
            for _score, identifier in (scored[place] for place in order)
        ]
        strict = np.array([bool(label) for label in told], dtype=np.float64)
        relaxed = np.array([label is None or label for label in told], dtype=np.float64)
        ranked = [average_precision(right, scores) for right in (strict, relaxed)]
        rows.append((ranked[0] * strict.mean(), ranked[1] * relaxed.mean(), *ranked))
    means = np.array(rows).mean(axis=0) if rows else np.zeros(4)
    return MatchQuality(
        groups=len(rows),
        pairs=pairs,
        retrieved_strict=float(means[0]),
        retrieved_relaxed=float(means[1]),
        ranked_strict=float(means[2]),
        ranked_relaxed=float(means[3]),
    )


def average_precision(right: npt.NDArray[Any], scores: npt.NDArray[Any]) -> float:
    """Return the sum of precisions at each score, weighed by the recall that it adds; 0 where nothing is right.

    Equal scores count as one place (Manning, Raghavan and Schuetze 2008, section 8.4).
    """
    order = np.argsort(-scores, kind="stable")
    found = np.cumsum(right[order])
    if not len(found) or found[-1] == 0:
        return 0.0
    last = np.append(np.diff(scores[order]) != 0, True)
    precision = found[last] / (np.flatnonzero(last) + 1)
    recall = found[last] / found[-1]
    return float(np.sum(np.diff(np.concatenate(([0.0], recall))) * precision))
