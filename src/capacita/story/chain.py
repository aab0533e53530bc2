"""The chain itself: framework, consultation, adaptation, assessment, plan, toolkit, each made from the one before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from capacita.assessment.sampling import PopulationSpec
from capacita.assessment.simulation.run import AssessmentRun, run_assessment
from capacita.consultation import trail_of_programme
from capacita.framework import (
    Adaptation,
    DerivedFrom,
    Framework,
    Release,
    apply_adaptation,
    framework_digest,
    get_released_adaptation,
    meaning_digest,
    release_adaptation,
)
from capacita.planning import PlanLimits, PlanProblem, TrainingPlan, assemble_problem
from capacita.planning.optimise import optimise_plan
from capacita.story.inputs import StoryInputs
from capacita.toolkit.composers.policy_maker import compose_policy_maker_toolkit
from capacita.toolkit.document import ToolkitDocument
from capacita.vocabulary import CAPACITA, LocalizedText, derive_identifier

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdaptedFramework:
    """A country's adaptation, released: the base that it changes and the framework that comes of it."""

    base: Framework
    adaptation: Adaptation
    release: Release
    effective: Framework


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Everything that the chain makes, in the order in which it is made."""

    inputs: StoryInputs
    adapted: AdaptedFramework
    assessment: AssessmentRun
    problem: PlanProblem
    plan: TrainingPlan
    toolkit: ToolkitDocument


def tell_story(
    inputs: StoryInputs,
    *,
    make_rng: Callable[[int], np.random.Generator],
    today: date,
    say: Progress = lambda step: None,
) -> Story:
    """Return the whole chain for one country; the same inputs and day always give the same story.

    ``make_rng`` makes a generator from a seed; ``say`` is told the name of each step as it begins.
    """
    say("adaptation")
    adapted = adapt_framework(inputs, released_on=today)
    say("assessment")
    assessment = run_assessment(
        adapted.effective, inputs.bank, inputs.population, inputs.design, inputs.simulation, make_rng=make_rng
    )
    say("plan")
    problem, plan = make_plan(assessment, inputs, inputs.limits)
    say("toolkit")
    toolkit = compose_toolkit(inputs, adapted, assessment, plan, today=today)
    return Story(inputs=inputs, adapted=adapted, assessment=assessment, problem=problem, plan=plan, toolkit=toolkit)


def adapt_framework(inputs: StoryInputs, *, released_on: date) -> AdaptedFramework:
    """Return the country's adaptation of the framework with levels, made of what its consultation decided."""
    base = apply_adaptation(inputs.source, inputs.levels)
    header = inputs.header
    adaptation = Adaptation(
        id=derive_identifier(CAPACITA, "adaptation", header.code),
        code=header.code,
        title=header.title,
        language=header.language,
        version=header.version,
        status=header.status,
        base=DerivedFrom(id=base.id, version=base.version, digest=framework_digest(base), meaning=meaning_digest(base)),
        publisher=header.publisher,
        licence=header.licence,
        notice=base.notice,
        profile=header.profile,
        changes=inputs.changes,
    )
    release = release_adaptation(base, adaptation, version=header.version, released_on=released_on)
    effective = get_released_adaptation(base, adaptation, version=header.version)
    return AdaptedFramework(base=base, adaptation=adaptation, release=release, effective=effective)


def make_plan(assessment: AssessmentRun, inputs: StoryInputs, limits: PlanLimits) -> tuple[PlanProblem, TrainingPlan]:
    """Return the planning problem of an assessment under limits, and the plan that closes most."""
    problem = assemble_problem(assessment.gaps, inputs.catalogue, limits)
    return problem, optimise_plan(problem)


def compose_toolkit(
    inputs: StoryInputs, adapted: AdaptedFramework, assessment: AssessmentRun, plan: TrainingPlan, *, today: date
) -> ToolkitDocument:
    """Return the policy makers' toolkit of a story."""
    codes = {item.id: item.code for item in adapted.effective.items}
    return compose_policy_maker_toolkit(
        framework=adapted.effective,
        adaptations=(inputs.levels, adapted.adaptation),
        estimates=assessment.estimates,
        gaps=assessment.gaps,
        plan=plan,
        catalogue=inputs.catalogue,
        texts=inputs.texts,
        ledger=trail_of_programme(inputs.programme, codes),
        bank=inputs.bank,
        group_titles=group_titles(inputs.population),
        date=today.isoformat(),
    )


def group_titles(population: PopulationSpec) -> Mapping[str, LocalizedText]:
    """Return the names of all groups of a service by their codes."""
    titles: dict[str, LocalizedText] = {ministry.code: ministry.title for ministry in population.ministries}
    for categories in (population.grades, population.regions, population.genders, population.roles):
        titles.update((category.code, category.title) for category in categories)
    return titles
