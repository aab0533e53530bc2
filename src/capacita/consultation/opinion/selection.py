"""Which few statements stand for a group, and on which everybody agrees: the published rules of Polis.

The tests use the very votes that made the groups, so their levels describe and prove nothing about anybody else. Rules
as in the server's math/repness.clj: up to five statements a group that are significant at 90 % (one-sided) both in the
group and against the others, by the product of share, test, representativeness and its test; the statement that the
group agrees on best comes first; agreements stand before disagreements.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from capacita.consultation.opinion.statistics import (
    SIGNIFICANT,
    StatementStatistics,
    compare_with_half,
    smooth_share,
)
from capacita.consultation.opinion.votes import AGREE, DISAGREE, Flags, VoteMatrix

MOST_STATEMENTS: Final = 5


class Direction(StrEnum):
    """Whether a statement stands out by agreement or by disagreement."""

    AGREE = "agree"
    DISAGREE = "disagree"


@dataclass(frozen=True, slots=True, kw_only=True)
class RepresentativeStatement:
    """A statement that sets a group apart: ``success`` of ``trials`` votes in its direction, share, ratio, tests."""

    statement: int
    direction: Direction
    success: int
    trials: int
    share: float
    share_test: float
    representativeness: float
    representativeness_test: float
    best_agree: bool = False

    @property
    def score(self) -> float:
        """The product by which representative statements are ranked."""
        return self.representativeness * self.representativeness_test * self.share * self.share_test


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsensusStatement:
    """A statement on which most of all participants say the same."""

    statement: int
    direction: Direction
    success: int
    trials: int
    share: float
    share_test: float


def select_representative(
    statistics: StatementStatistics, group: int, offered: Flags, most: int = MOST_STATEMENTS
) -> list[RepresentativeStatement]:
    """Return the statements that stand for one group; ``offered`` marks those not moderated out."""
    candidates = [int(column) for column in np.flatnonzero(offered)]
    if not candidates:
        return []
    best = _find_best_agreement(statistics, group, candidates)
    s = statistics
    significant = ((s.pat[group] > SIGNIFICANT) & (s.rat[group] > SIGNIFICANT)) | (
        (s.pdt[group] > SIGNIFICANT) & (s.rdt[group] > SIGNIFICANT)
    )
    sufficient = [_describe(s, group, column) for column in candidates if significant[column]]
    sufficient.sort(key=lambda entry: -entry.score)
    if best is not None:
        head = _describe(s, group, best, best_agree=True)
    elif sufficient:
        head = sufficient[0]
    else:
        head = _describe(s, group, max(candidates, key=lambda column: max(s.rat[group, column], s.rdt[group, column])))
    chosen = [head, *(entry for entry in sufficient if entry.statement != head.statement)][:most]
    return sorted(chosen, key=lambda entry: entry.direction)  # stable: agreements before disagreements


def select_consensus(
    matrix: VoteMatrix, offered: Flags, direction: Direction, most: int = MOST_STATEMENTS
) -> list[ConsensusStatement]:
    """Return the statements with more than half of all participants' votes, significantly so, in one direction."""
    count = matrix.count_by_statement(AGREE if direction is Direction.AGREE else DISAGREE)
    votes = matrix.count_by_statement()
    share, test = smooth_share(count, votes), compare_with_half(count, votes)
    chosen = np.flatnonzero(offered & (share > 0.5) & (test > SIGNIFICANT))
    ranked = sorted((int(column) for column in chosen), key=lambda column: -share[column] * test[column])
    return [
        ConsensusStatement(
            statement=column,
            direction=direction,
            success=int(count[column]),
            trials=int(votes[column]),
            share=float(share[column]),
            share_test=float(test[column]),
        )
        for column in ranked[:most]
    ]


def _find_best_agreement(statistics: StatementStatistics, group: int, candidates: list[int]) -> int | None:
    """Return the statement that the group agrees on best, or None; each candidate is held against the best so far."""
    s = statistics
    best: int | None = None
    for column in candidates:
        if s.agree[group, column] == 0 and s.disagree[group, column] == 0:
            continue
        pa, pat, ra = s.pa[group, column], s.pat[group, column], s.ra[group, column]
        if best is None:
            better = pat > SIGNIFICANT or (ra > 1 and pa > 0.5)
        elif s.ra[group, best] > 1:
            here = ra * s.rat[group, column] * pa * pat
            better = here > s.ra[group, best] * s.rat[group, best] * s.pa[group, best] * s.pat[group, best]
        else:
            better = pa * pat > s.pa[group, best] * s.pat[group, best]
        if better:
            best = column
    return best


def _describe(
    statistics: StatementStatistics, group: int, column: int, *, best_agree: bool = False
) -> RepresentativeStatement:
    """Return a statement in the direction in which it sets the group apart the more."""
    s = statistics
    agrees = s.rat[group, column] > s.rdt[group, column]
    return RepresentativeStatement(
        statement=column,
        direction=Direction.AGREE if agrees else Direction.DISAGREE,
        success=int((s.agree if agrees else s.disagree)[group, column]),
        trials=int(s.votes[group, column]),
        share=float((s.pa if agrees else s.pd)[group, column]),
        share_test=float((s.pat if agrees else s.pdt)[group, column]),
        representativeness=float((s.ra if agrees else s.rd)[group, column]),
        representativeness_test=float((s.rat if agrees else s.rdt)[group, column]),
        best_agree=best_agree,
    )
