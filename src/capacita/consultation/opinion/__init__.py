"""Opinion groups: who votes alike on statements, how sure that is, what sets groups apart and what all agree on.

For pages: ``collect_rows`` or ``read_votes_export`` make a VoteMatrix; ``group_opinions(matrix, chance)`` gives an
OpinionReport, ``describe_opinions`` its JSON (with members and every count: not to be published), ``publish_sizes``,
``publish_votes`` and ``cross_with_groups`` what may be shown of it, one table
at a time; ``make_public_report`` all of it together. ``compute_statistics`` serves given groups alone. scipy and pyarrow are
imported only when votes are grouped or read, so grouping belongs in a job and never in the web process; reading,
counting and ``select_consensus`` need numpy only.
"""

from capacita.consultation.opinion.analysis import (
    OpinionReport,
    describe_opinions,
    find_straight_liners,
    group_opinions,
    select_clustered,
)
from capacita.consultation.opinion.public_report import (
    ALL,
    NOT_SAID,
    PUBLIC_REPORT,
    Characteristic,
    find_report_conflicts,
    make_public_report,
    read_table,
)
from capacita.consultation.opinion.publication import cross_with_groups, publish_sizes, publish_votes
from capacita.consultation.opinion.reading import FILES, VotesExport, read_labels, read_votes_export
from capacita.consultation.opinion.routing import OfferedStatement, order_statements
from capacita.consultation.opinion.selection import (
    ConsensusStatement,
    Direction,
    RepresentativeStatement,
    select_consensus,
    select_representative,
)
from capacita.consultation.opinion.stability import (
    Stability,
    Verdict,
    adjusted_rand_index,
    judge,
    smallest_group,
)
from capacita.consultation.opinion.statistics import UNCLUSTERED, StatementStatistics, compute_statistics
from capacita.consultation.opinion.votes import AGREE, DISAGREE, PASS, VoteMatrix, collect_rows, collect_votes

__all__ = [
    "AGREE",
    "ALL",
    "DISAGREE",
    "FILES",
    "NOT_SAID",
    "PASS",
    "PUBLIC_REPORT",
    "UNCLUSTERED",
    "Characteristic",
    "ConsensusStatement",
    "Direction",
    "OfferedStatement",
    "OpinionReport",
    "RepresentativeStatement",
    "Stability",
    "StatementStatistics",
    "Verdict",
    "VoteMatrix",
    "VotesExport",
    "adjusted_rand_index",
    "collect_rows",
    "collect_votes",
    "compute_statistics",
    "cross_with_groups",
    "describe_opinions",
    "find_report_conflicts",
    "find_straight_liners",
    "group_opinions",
    "judge",
    "make_public_report",
    "order_statements",
    "publish_sizes",
    "publish_votes",
    "read_labels",
    "read_table",
    "read_votes_export",
    "select_clustered",
    "select_consensus",
    "select_representative",
    "smallest_group",
]
