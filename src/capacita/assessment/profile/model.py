"""The documents ``capacita-estimates/1`` and ``capacita-gaps/1``: where groups stand, and what their roles lack."""

from collections.abc import Mapping

from pydantic import TypeAdapter

from capacita.assessment.estimation.model import Estimate, EstimateRecord, Group
from capacita.vocabulary import Code, Digest, DocumentFormat, Identifier, document_part


@document_part
class EstimateSet:
    """All estimates of one assessment. ``simulated`` is true where no person ever answered."""

    id: Identifier
    title: str
    simulated: bool
    framework: Identifier
    framework_version: str
    framework_digest: Digest
    instrument: Identifier
    sample: Identifier
    responses: Digest
    method: str
    smallest_group: int  # groups with fewer respondents get no number
    estimates: tuple[EstimateRecord, ...] = ()


@document_part
class Gap:
    """The level that a group's roles need, less the level at which it stands, on the framework's scale.

    ``required`` is the importance-free mean of the required levels over the group's people, ``observed`` their mean
    level; ``value`` keeps the sign (negative: above what is needed). ``barriers`` are the shares of what people say
    holds the work back; ``main_barrier`` is the largest.
    """

    id: Identifier
    item: Identifier
    group: Group
    headcount: float
    required: float
    observed: Estimate
    estimate: Identifier
    value: float | None
    standard_error: float | None
    importance: float
    requirements: tuple[Identifier, ...] = ()  # roles whose requirements stand behind ``required``
    barriers: Mapping[str, float] | None = None
    main_barrier: Code | None = None
    barrier_estimate: Identifier | None = None


@document_part
class GapSet:
    """The gaps of one assessment against one framework version."""

    id: Identifier
    title: str
    simulated: bool
    estimates: Identifier
    framework: Identifier
    framework_version: str
    framework_digest: Digest
    requirement_status: Code  # proposed, or set by a panel
    gaps: tuple[Gap, ...] = ()


ESTIMATES_FORMAT = DocumentFormat(name="capacita-estimates/1", adapter=TypeAdapter(EstimateSet), upgrades={})
GAPS_FORMAT = DocumentFormat(name="capacita-gaps/1", adapter=TypeAdapter(GapSet), upgrades={})


def lead_variable(question_code: str) -> str:
    """Return the variable that holds the lead of a barrier question's most named answer over the next."""
    return f"{question_code}.lead"
