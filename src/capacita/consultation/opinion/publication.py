"""What may be shown of opinion groups: every count of people goes through disclosure control first."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from capacita.consultation.opinion.analysis import OpinionReport
from capacita.consultation.opinion.statistics import UNCLUSTERED
from capacita.consultation.opinion.votes import AGREE, DISAGREE, PASS
from capacita.disclosure import FLOOR, ProtectedTable, protect_division, protect_table

VOTE_NAMES: Final = ("agree", "disagree", "pass")
_VOTES: Final = dict(zip((AGREE, DISAGREE, PASS), VOTE_NAMES, strict=True))


def publish_sizes(report: OpinionReport, floor: int = FLOOR) -> ProtectedTable | None:
    """Return the sizes of the groups as they may be shown, None where there are no groups."""
    if not report.groups:
        return None
    return protect_division(
        {name: len(report.members(at)) for at, name in enumerate(report.groups)}, report.groups, floor
    )


def cross_with_groups(
    report: OpinionReport, categories_of: Mapping[str, str], categories: Sequence[str], floor: int = FLOOR
) -> ProtectedTable | None:
    """Return the table of a characteristic (rows) by group (columns) as it may be shown, None without groups.

    ``categories_of`` holds the category of each participant who gave one, ``categories`` all that could be given. Who
    is in no group, or gave none, does not count.
    """
    if not report.groups:
        return None
    named = zip(report.matrix.participants, report.labels.tolist(), strict=True)
    counts = Counter(
        (categories_of[person], report.groups[group])
        for person, group in named
        if group != UNCLUSTERED and person in categories_of
    )
    return protect_table(counts, categories, report.groups, floor)


def publish_votes(report: OpinionReport, statement: str, floor: int = FLOOR) -> ProtectedTable:
    """Return the votes on a statement by group (rows) as they may be shown; without groups, those of all participants.

    Raises KeyError for a statement on which nobody voted.
    """
    if statement not in report.matrix.statements:
        raise KeyError(statement)
    entries = np.flatnonzero(report.matrix.columns == report.matrix.statements.index(statement))
    votes = report.matrix.votes[entries].tolist()
    if not report.groups:
        return protect_division(Counter(_VOTES[vote] for vote in votes), VOTE_NAMES, floor)
    groups = report.labels[report.matrix.people[entries]].tolist()
    counts = Counter(
        (report.groups[group], _VOTES[vote]) for group, vote in zip(groups, votes, strict=True) if group != UNCLUSTERED
    )
    return protect_table(counts, report.groups, VOTE_NAMES, floor)
