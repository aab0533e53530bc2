"""What people are asked, as frozen data: the item bank ``capacita-itembank/1`` and the instrument drawn from it.

Skills, attitudes, confidence and barriers are different measures and never share a score.
"""

from dataclasses import field
from enum import StrEnum

from pydantic import TypeAdapter

from capacita.vocabulary import Code, Digest, DocumentFormat, Identifier, LanguageTag, LocalizedText, document_part


class Measure(StrEnum):
    """What a question measures."""

    SELF_REPORT = "self_report"  # what people say that they do
    SCENARIO = "scenario"  # what people choose in a case with better and worse answers
    ATTITUDE = "attitude"
    CONFIDENCE = "confidence"
    AWARENESS = "awareness"  # of national digital initiatives
    BARRIER = "barrier"  # what holds work back, skill or something else


class ScenarioLens(StrEnum):
    """The side of public work that a scenario looks at."""

    POLICY_DESIGN = "policy_design"
    PUBLIC_SERVICE = "public_service"
    HARM = "harm"  # to rights, gender equality or livelihoods


class Barrier(StrEnum):
    """What holds work back. Only ``skill`` is mended by training; ``none`` says that nothing does."""

    SKILL = "skill"
    MANDATE = "mandate"
    LAW = "law"
    PROCUREMENT = "procurement"
    TOOLS = "tools"
    DATA = "data"
    CONNECTIVITY = "connectivity"
    STAFFING = "staffing"
    COORDINATION = "coordination"
    NONE = "none"


@document_part
class ResponseOption:
    """One answer. ``score`` is on the measure's own range; absent where the answer is no quantity."""

    code: Code
    text: LocalizedText
    score: float | None = None
    barrier: Barrier | None = None
    feedback: LocalizedText = field(default_factory=dict)


@document_part
class ResponseScale:
    """Answers that many questions share, from the lowest to the highest."""

    code: Code
    title: LocalizedText
    options: tuple[ResponseOption, ...]


@document_part
class Question:
    """One question. ``item`` is the framework item that it is about; ``level`` the code of the rung it describes."""

    id: Identifier
    code: Code
    measure: Measure
    stem: LocalizedText
    item: Identifier | None = None
    level: str = ""
    lens: ScenarioLens | None = None
    response_scale: Code | None = None
    options: tuple[ResponseOption, ...] = ()
    note: LocalizedText = field(default_factory=dict)


@document_part
class ItemBank:
    """All questions there are for a framework. Own wording; not calibrated until responses have been analysed."""

    id: Identifier
    code: Code
    title: LocalizedText
    language: LanguageTag
    version: str
    framework: Identifier
    licence: str
    notice: LocalizedText = field(default_factory=dict)
    response_scales: tuple[ResponseScale, ...] = ()
    questions: tuple[Question, ...] = ()


@document_part
class Instrument:
    """The questions of one assessment, in order, with the exact bank and framework that they come from."""

    id: Identifier
    code: Code
    title: LocalizedText
    language: LanguageTag
    version: str
    bank: Identifier
    bank_digest: Digest
    framework: Identifier
    framework_version: str
    consent: LocalizedText
    questions: tuple[Identifier, ...]


BANK_FORMAT = DocumentFormat(name="capacita-itembank/1", adapter=TypeAdapter(ItemBank), upgrades={})
INSTRUMENT_FORMAT = DocumentFormat(name="capacita-instrument/1", adapter=TypeAdapter(Instrument), upgrades={})
