"""Estimates as frozen data: a number with its doubt, or the reason why there is no number."""

from collections.abc import Mapping
from enum import StrEnum

from capacita.vocabulary import Code, Identifier, document_part


class Statistic(StrEnum):
    """What is estimated."""

    MEAN = "mean"
    TOTAL = "total"
    PROPORTION = "proportion"
    RATIO = "ratio"
    DIFFERENCE = "difference"  # of two groups' means


class NotEstimableReason(StrEnum):
    """Why a number cannot be had."""

    NO_RESPONDENTS = "no_respondents"
    TOO_FEW = "too_few"  # below the smallest number that may be shown
    PROTECTS_OTHERS = "protects_others"  # shown, it would give away a group that is too small
    SINGLE_UNIT_STRATUM = "single_unit_stratum"  # a stratum with one respondent has no variance of its own
    NO_VARIATION = "no_variation"
    NO_DEGREES_OF_FREEDOM = "no_degrees_of_freedom"


@document_part
class Interval:
    """A confidence interval with its level, such as 0.95."""

    low: float
    high: float
    level: float


@document_part
class Estimate:
    """A design-based estimate. Either ``value`` with its error stands here, or ``not_estimable`` says why not.

    ``n`` counts respondents in the group, ``population`` is the estimated or known size of the group in persons.
    """

    statistic: Statistic
    n: int
    population: float
    value: float | None = None
    standard_error: float | None = None
    interval: Interval | None = None
    degrees_of_freedom: float | None = None
    design_effect: float | None = None
    not_estimable: NotEstimableReason | None = None


@document_part
class Group:
    """A part of the service: a dimension of the frame and one of its values; ``all`` with no value is everybody."""

    dimension: Code
    value: str = ""


@document_part
class EstimateRecord:
    """An estimate with its place on the trail: which variable, about which item, for which group."""

    id: Identifier
    variable: Code
    group: Group
    estimate: Estimate
    item: Identifier | None = None
    questions: tuple[Identifier, ...] = ()
    shares: Mapping[str, float] | None = None  # of the answers to a choice question, by answer code
