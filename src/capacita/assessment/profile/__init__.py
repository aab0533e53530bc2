"""Where scores and survey design meet: estimates of where groups stand, and the gaps to what their roles need.

``estimates`` needs scipy and is imported from its own module.
"""

from capacita.assessment.profile.gaps import compute_gaps
from capacita.assessment.profile.main_findings import MainFinding, MainFindingKind, list_main_findings
from capacita.assessment.profile.model import (
    ESTIMATES_FORMAT,
    GAPS_FORMAT,
    EstimateSet,
    Gap,
    GapSet,
    lead_variable,
)

__all__ = [
    "ESTIMATES_FORMAT",
    "GAPS_FORMAT",
    "EstimateSet",
    "Gap",
    "GapSet",
    "MainFinding",
    "MainFindingKind",
    "compute_gaps",
    "lead_variable",
    "list_main_findings",
]
