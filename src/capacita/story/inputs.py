"""What a country's story starts from, read from content packs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from capacita.assessment.gtmi import INDEX_NAMES
from capacita.assessment.instrument import BANK_FORMAT, ItemBank
from capacita.assessment.sampling import DESIGN_FORMAT, POPULATION_FORMAT, PopulationSpec, SamplingDesign
from capacita.assessment.simulation.model import SIMULATION_FORMAT, SimulationSpec
from capacita.consultation import PROGRAMME_FORMAT, Programme
from capacita.framework import (
    ADAPTATION_FORMAT,
    FRAMEWORK_FORMAT,
    Adaptation,
    Change,
    ContextProfile,
    Framework,
    FrameworkStatus,
    MaturityProfile,
)
from capacita.planning import CATALOGUE_FORMAT, LIMITS_FORMAT, Catalogue, PlanLimits
from capacita.toolkit.texts import TEXTS_FORMAT, ToolkitTexts
from capacita.vocabulary import Code, LanguageTag, LocalizedText, document_part, parse_object


@document_part
class AdaptationHeader:
    """What a country says of its adaptation before any Change is made."""

    code: Code
    title: LocalizedText
    language: LanguageTag
    version: str
    status: FrameworkStatus
    publisher: str
    licence: str
    profile: ContextProfile


@document_part
class StoryInputs:
    """Everything that a country's story starts from."""

    source: Framework
    levels: Adaptation
    programme: Programme
    header: AdaptationHeader
    changes: tuple[Change, ...]
    bank: ItemBank
    catalogue: Catalogue
    population: PopulationSpec
    design: SamplingDesign
    simulation: SimulationSpec
    limits: PlanLimits
    texts: ToolkitTexts


_HEADER = TypeAdapter(AdaptationHeader)
_CHANGES = TypeAdapter(tuple[Change, ...])
_MATURITY = TypeAdapter(MaturityProfile)


def read_inputs(read: Callable[[str], bytes]) -> StoryInputs:
    """Return the inputs of the demonstration country; ``read`` gives the bytes of a file of a content pack."""
    header = _without_format(parse_object(read("demo-adaptation/header.json")))
    known = parse_object(read("demo-country/maturity.json"))
    newest = _MATURITY.validate_python(known["profiles"][0])
    maturity = replace(newest, source_title=known["source"]["title"], names=INDEX_NAMES)
    profile = _HEADER.validate_python(header)
    return StoryInputs(
        source=FRAMEWORK_FORMAT.read_whole(read("unesco-2022/framework.json")),
        levels=ADAPTATION_FORMAT.read_whole(read("public-service-levels/adaptation.json")),
        programme=PROGRAMME_FORMAT.read_whole(read("demo-consultation/programme.json")),
        header=replace(profile, profile=replace(profile.profile, maturity=maturity)),
        changes=_CHANGES.validate_json(read("demo-adaptation/changes.json")),
        bank=BANK_FORMAT.read_whole(read("item-bank/bank.json")),
        catalogue=CATALOGUE_FORMAT.read_whole(read("catalogue/catalogue.json")),
        population=POPULATION_FORMAT.read_whole(read("demo-country/population.json")),
        design=DESIGN_FORMAT.read_whole(read("demo-country/design.json")),
        simulation=SIMULATION_FORMAT.read_whole(read("demo-country/simulation.json")),
        limits=LIMITS_FORMAT.read_whole(read("demo-country/limits.json")),
        texts=TEXTS_FORMAT.read_whole(read("toolkit-texts/texts.json")),
    )


def _without_format(value: dict[str, Any]) -> dict[str, Any]:
    return {key: entry for key, entry in value.items() if key != "format"}
