"""What a toolkit is to be made from, by file name (``capacita-toolkit-spec/1``); names are relative to the file itself."""

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from pydantic import TypeAdapter

from capacita.vocabulary import (
    Code,
    DocumentFormat,
    Identifier,
    LanguageTag,
    LocalizedText,
    Provenance,
    document_part,
)


@document_part
class ToolkitSpec:
    """The files of one toolkit. ``framework`` is the effective one, as ``adaptation apply`` writes it."""

    kind: Literal["policy-maker"]
    date: str
    framework: str
    estimates: str
    gaps: str
    plan: str
    catalogue: str
    adaptations: tuple[str, ...] = ()
    ledger: str = ""  # a capacita-trail document with decisions, contributions and consultations
    bank: str = ""
    texts: str = ""  # without it, the English texts that come with Capacita
    language: LanguageTag = "en"
    hours: float = 7.0
    competencies: int = 5
    group_titles: Mapping[Code, LocalizedText] = field(default_factory=dict)


@document_part
class Trail:
    """Stops of the trail, told by what made them (``capacita-trail/1``)."""

    id: Identifier
    stops: tuple[Provenance, ...] = ()


SPEC_FORMAT = DocumentFormat(name="capacita-toolkit-spec/1", adapter=TypeAdapter(ToolkitSpec), upgrades={})
TRAIL_FORMAT = DocumentFormat(name="capacita-trail/1", adapter=TypeAdapter(Trail), upgrades={})
