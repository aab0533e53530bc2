"""How a sample is to be drawn (``capacita-design/1``), and the sample that was (``capacita-sample/1``)."""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from pydantic import TypeAdapter

from capacita.vocabulary import Code, Digest, DocumentFormat, Identifier, LocalizedText, document_part


class Allocation(StrEnum):
    """How the sample is shared out among strata."""

    PROPORTIONAL = "proportional"  # to the people in each
    EQUAL = "equal"
    NEYMAN = "neyman"  # to the people times the spread of their answers


@document_part
class SamplingDesign:
    """Strata, size and allocation. ``spread`` is the expected standard deviation by stratum (Neyman only).

    The key of ``spread`` is the stratum's values joined by " / ", as ``stratum_code`` writes them.
    """

    id: Identifier
    code: Code
    title: LocalizedText
    strata: tuple[Code, ...]
    size: int
    seed: int
    allocation: Allocation = Allocation.PROPORTIONAL
    minimum: int = 2  # people in each stratum, all of a stratum that has fewer
    spread: Mapping[str, float] = field(default_factory=dict)
    notice: LocalizedText = field(default_factory=dict)


@document_part
class SampledStratum:
    """One stratum: how many people it has, how many were drawn, and their pseudonyms."""

    values: Mapping[Code, str]
    population: int
    sampled: int
    persons: tuple[str, ...]


@document_part
class Sample:
    """Whom to ask. ``start`` is the point on the circle of permanent random numbers from which people were taken."""

    id: Identifier
    title: LocalizedText
    simulated: bool
    design: Identifier
    frame: Digest
    columns: tuple[Code, ...]
    population: int
    size: int
    start: float
    strata: tuple[SampledStratum, ...]


DESIGN_FORMAT = DocumentFormat(name="capacita-design/1", adapter=TypeAdapter(SamplingDesign), upgrades={})
SAMPLE_FORMAT = DocumentFormat(name="capacita-sample/1", adapter=TypeAdapter(Sample), upgrades={})


def stratum_code(values: tuple[str, ...]) -> str:
    """Return the one name of a stratum: its values joined, such as ``health / senior``."""
    return " / ".join(values)
