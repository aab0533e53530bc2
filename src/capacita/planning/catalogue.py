"""What there is to choose from: training modules, workshop exercises and enabling actions (``capacita-catalogue/1``)."""

from dataclasses import field
from enum import StrEnum

from pydantic import TypeAdapter

from capacita.vocabulary import Code, DocumentFormat, Identifier, LanguageTag, LocalizedText, document_part


class DeliveryMode(StrEnum):
    """How a module is taught."""

    IN_PERSON = "in_person"
    ONLINE = "online"  # at a set time, with a trainer
    BLENDED = "blended"
    SELF_PACED = "self_paced"
    OFFLINE_KIT = "offline_kit"  # printed or on a memory stick, no connection needed


class EffectStatus(StrEnum):
    """What a level gain rests on."""

    ASSUMED = "assumed"
    MEASURED = "measured"


class ExerciseFamily(StrEnum):
    """What an exercise is for."""

    FORESIGHT = "foresight"
    SERVICE_DESIGN = "service_design"
    DATA = "data"
    RIGHTS = "rights"
    AGILE = "agile"
    LEADERSHIP = "leadership"


@document_part
class ModuleEffect:
    """What a module does for one competency: how many levels it lifts a participant, and up to which level."""

    item: Identifier
    gain: float
    starting_level: int  # 0 asks for nothing; 2 asks for the second rung before the module
    up_to_level: int
    status: EffectStatus = EffectStatus.ASSUMED


@document_part
class TrainingModule:
    """A course unit. Cost is for one cohort in the catalogue's currency; days are a participant's."""

    id: Identifier
    code: Code
    title: LocalizedText
    summary: LocalizedText
    effects: tuple[ModuleEffect, ...]
    days: float
    trainer_days: float
    cost: float
    size_max: int
    mode: DeliveryMode
    languages: tuple[LanguageTag, ...]
    size_min: int = 1
    prerequisites: tuple[Identifier, ...] = ()
    outcomes: tuple[LocalizedText, ...] = ()
    exercises: tuple[Identifier, ...] = ()


@document_part
class Exercise:
    """A workshop exercise that a facilitator can run from this text alone."""

    id: Identifier
    code: Code
    family: ExerciseFamily
    title: LocalizedText
    purpose: LocalizedText
    steps: tuple[LocalizedText, ...]
    minutes: int
    group_size: str
    materials: LocalizedText
    offline: LocalizedText  # how to run it with paper and no connection
    items: tuple[Identifier, ...] = ()


@document_part
class EnablingAction:
    """What to do where training would not close a gap, because something else holds the work back."""

    id: Identifier
    code: Code
    barrier: Code  # mandate, law, procurement, tools, data, connectivity, staffing or coordination
    title: LocalizedText
    description: LocalizedText
    first_steps: tuple[LocalizedText, ...]
    who: LocalizedText
    sign_of_progress: LocalizedText


@document_part
class Catalogue:
    """All that a plan may choose from."""

    id: Identifier
    code: Code
    title: LocalizedText
    language: LanguageTag
    version: str
    framework: Identifier
    licence: str
    currency: str
    notice: LocalizedText = field(default_factory=dict)
    modules: tuple[TrainingModule, ...] = ()
    exercises: tuple[Exercise, ...] = ()
    actions: tuple[EnablingAction, ...] = ()


CATALOGUE_FORMAT = DocumentFormat(name="capacita-catalogue/1", adapter=TypeAdapter(Catalogue), upgrades={})
