"""What groups of voters agree on and where they differ, by the published formulas of Polis.

With na and nd the agreeing and disagreeing votes and ns all votes of a group on a statement, passes included:

    pa  = (na + 1) / (ns + 2)                                   share of agreement, drawn towards one half
    pat = 2 sqrt(ns + 1) ((na + 1) / (ns + 1) - 1/2)            its test against one half
    ra  = pa(group) / pa(everybody clustered but the group)     representativeness
    rat = (p1 - p2) / sqrt(p (1 - p) (1/n1 + 1/n2)), 0 if p = 1 its test, where n1 = ns + 1 and p1 = (na + 1) / n1 in
          the group, n2 and p2 likewise outside it, p = (na1 + 1 + na2 + 1) / (n1 + n2)

and pd, pdt, rd, rdt likewise with nd. Group-aware consensus is the product of pa over the groups. Small, C. and others
(2021), "Polis: Scaling Deliberation by Mapping High Dimensional Opinion Spaces", Recerca 26 (2), section 4; the tests as
in the server's math/stats.clj and math/repness.clj.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from capacita.consultation.opinion.votes import AGREE, DISAGREE, Integers, Numbers, VoteMatrix

UNCLUSTERED: Final = -1
SIGNIFICANT: Final = 1.2815515655446004  # the standard normal quantile at 90 %, one-sided


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementStatistics:
    """Counts and measures by group (rows) and statement (columns), named as in the formulas above."""

    agree: Integers
    disagree: Integers
    votes: Integers
    pa: Numbers
    pd: Numbers
    pat: Numbers
    pdt: Numbers
    ra: Numbers
    rd: Numbers
    rat: Numbers
    rdt: Numbers

    @property
    def group_aware_consensus(self) -> Numbers:
        """Per statement, the product over the groups of their shares of agreement."""
        return np.asarray(self.pa.prod(axis=0))

    @property
    def group_aware_dissent(self) -> Numbers:
        """Per statement, the product over the groups of their shares of disagreement."""
        return np.asarray(self.pd.prod(axis=0))


def compute_statistics(matrix: VoteMatrix, labels: Integers, groups: int) -> StatementStatistics:
    """Return the statistics of a grouping: ``labels`` holds each participant's group from 0, or UNCLUSTERED."""
    width = len(matrix.statements)
    group_of_vote = labels[matrix.people].astype(np.int64)
    cells = group_of_vote * width + matrix.columns

    def count(selected: np.ndarray) -> Integers:
        counted = np.bincount(cells[selected & (group_of_vote >= 0)], minlength=groups * width)
        return counted.reshape(groups, width).astype(np.int32)

    agree = count(matrix.votes == AGREE)
    disagree = count(matrix.votes == DISAGREE)
    votes = count(np.ones(len(cells), dtype=np.bool_))
    return StatementStatistics(
        agree=agree,
        disagree=disagree,
        votes=votes,
        pa=smooth_share(agree, votes),
        pd=smooth_share(disagree, votes),
        pat=compare_with_half(agree, votes),
        pdt=compare_with_half(disagree, votes),
        ra=smooth_share(agree, votes) / smooth_share(agree.sum(axis=0) - agree, votes.sum(axis=0) - votes),
        rd=smooth_share(disagree, votes) / smooth_share(disagree.sum(axis=0) - disagree, votes.sum(axis=0) - votes),
        rat=compare_with_others(agree, votes),
        rdt=compare_with_others(disagree, votes),
    )


def smooth_share(count: Integers, votes: Integers) -> Numbers:
    """Return the share of votes, with one vote more for and one more against."""
    return np.asarray((count + 1) / (votes + 2))


def compare_with_half(count: Integers, votes: Integers) -> Numbers:
    """Return the one-proportion test against one half."""
    return np.asarray(2 * np.sqrt(votes + 1) * ((count + 1) / (votes + 1) - 0.5))


def compare_with_others(count: Integers, votes: Integers) -> Numbers:
    """Return the two-proportion test of each group (rows) against all others together."""
    inside, outside = count + 1.0, count.sum(axis=0) - count + 1.0
    size_inside, size_outside = votes + 1.0, votes.sum(axis=0) - votes + 1.0
    pooled = (inside + outside) / (size_inside + size_outside)
    spread = np.sqrt(pooled * (1 - np.minimum(pooled, 1)) * (1 / size_inside + 1 / size_outside))
    difference = inside / size_inside - outside / size_outside
    return np.asarray(np.divide(difference, spread, out=np.zeros_like(difference), where=spread > 0))
