"""From answers, weights and strata to numbers with their doubt.

This room sees columns. It never meets a competency or a question. ``taylor`` and ``cells`` need scipy and are
imported from their own modules, so that the web process can read estimates without it.
"""

from capacita.assessment.estimation.design import Groups, SurveyDesign, describe_design, describe_groups
from capacita.assessment.estimation.model import (
    Estimate,
    EstimateRecord,
    Group,
    Interval,
    NotEstimableReason,
    Statistic,
)
from capacita.assessment.estimation.nonresponse import Adjustment, ResponseClass, adjust_for_nonresponse

__all__ = [
    "Adjustment",
    "Estimate",
    "EstimateRecord",
    "Group",
    "Groups",
    "Interval",
    "NotEstimableReason",
    "ResponseClass",
    "Statistic",
    "SurveyDesign",
    "adjust_for_nonresponse",
    "describe_design",
    "describe_groups",
]
