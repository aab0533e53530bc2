"""Who a programme has reached and will reach, against what was wanted, while there is still time to do something.

For pages: ``compile_coverage`` with ``public`` for everybody, without it for those who run the programme.
"""

from capacita.consultation.coverage.answers import GroupAnswers, pair_by_region, pair_by_speaker
from capacita.consultation.coverage.compiling import (
    Balance,
    Counted,
    Coverage,
    MissingPlace,
    compile_coverage,
    cover_programme,
    describe_coverage,
    list_cells,
)
from capacita.consultation.coverage.matrix import CoverageMatrix, count_margin, count_sessions
from capacita.consultation.coverage.measures import (
    find_largest_share,
    measure_distance,
    measure_evenness,
    measure_representation,
    share_out,
)
from capacita.consultation.coverage.people import MARGINS, PeopleMargin, count_people, publish_people
from capacita.consultation.coverage.seeking import SeekReason, SoughtSession, seek_sessions
from capacita.consultation.coverage.sessions import (
    KINDS,
    MODES,
    NATIONAL,
    NOT_SAID,
    REGIONS,
    Axis,
    Session,
    SessionState,
    count_as,
    list_sessions,
    place_group,
)
from capacita.consultation.coverage.targets import (
    DIMENSIONS,
    GENDER,
    TARGETS_FORMAT,
    CoverageTargets,
    check_targets,
    complete_targets,
    default_targets,
)

__all__ = [
    "DIMENSIONS",
    "GENDER",
    "KINDS",
    "MARGINS",
    "MODES",
    "NATIONAL",
    "NOT_SAID",
    "REGIONS",
    "TARGETS_FORMAT",
    "Axis",
    "Balance",
    "Counted",
    "Coverage",
    "CoverageMatrix",
    "CoverageTargets",
    "GroupAnswers",
    "MissingPlace",
    "PeopleMargin",
    "SeekReason",
    "Session",
    "SessionState",
    "SoughtSession",
    "check_targets",
    "compile_coverage",
    "complete_targets",
    "count_as",
    "count_margin",
    "count_people",
    "count_sessions",
    "cover_programme",
    "default_targets",
    "describe_coverage",
    "find_largest_share",
    "list_cells",
    "list_sessions",
    "measure_distance",
    "measure_evenness",
    "measure_representation",
    "pair_by_region",
    "pair_by_speaker",
    "place_group",
    "publish_people",
    "seek_sessions",
    "share_out",
]
