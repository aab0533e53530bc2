"""SIMULATED: a whole assessment from its four documents, from the people to the gaps."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from capacita.assessment.instrument import Instrument, ItemBank, Measure, assemble_instrument
from capacita.assessment.profile import EstimateSet, GapSet, MainFinding, compute_gaps, list_main_findings
from capacita.assessment.profile.estimates import estimate_profile
from capacita.assessment.responses import ResponseSet
from capacita.assessment.sampling import Frame, PopulationSpec, Sample, SamplingDesign, draw_sample, simulate_population
from capacita.assessment.simulation.model import SimulationSpec
from capacita.assessment.simulation.responses import simulate_responses
from capacita.disclosure import SENSITIVE_FLOOR
from capacita.framework import Framework
from capacita.vocabulary import Provenance, TrailKind, plain_text

MEASURES = (Measure.SELF_REPORT, Measure.ATTITUDE, Measure.BARRIER)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AssessmentRun:
    """Everything that an assessment leaves behind, in the order in which it came about."""

    frame: Frame
    sample: Sample
    instrument: Instrument
    responses: ResponseSet
    estimates: EstimateSet
    gaps: GapSet
    findings: tuple[MainFinding, ...]


def run_assessment(
    framework: Framework,
    bank: ItemBank,
    population: PopulationSpec,
    design: SamplingDesign,
    simulation: SimulationSpec,
    *,
    make_rng: Callable[[int], np.random.Generator],
    smallest_group: int = SENSITIVE_FLOOR,
) -> AssessmentRun:
    """Return a simulated assessment; the same documents always give the same one.

    ``make_rng`` makes a generator from a seed (``numpy.random.default_rng``); each step starts from the seed in its
    own document, so that the single commands give the same frame, sample and answers. ``framework`` is the effective
    one, with the roles and levels that the frame's people are measured against.
    """
    frame = simulate_population(population, make_rng(population.seed))
    sample = draw_sample(frame, design, make_rng(design.seed))
    instrument = assemble_instrument(bank, framework, code=simulation.code, title=simulation.title, measures=MEASURES)
    responses = simulate_responses(framework, frame, sample, bank, instrument, simulation, make_rng(simulation.seed))
    title = plain_text(simulation.title)
    estimates = estimate_profile(framework, bank, responses, title=title, smallest_group=smallest_group)
    gaps = compute_gaps(framework, estimates, frame, title=title)
    return AssessmentRun(
        frame=frame,
        sample=sample,
        instrument=instrument,
        responses=responses,
        estimates=estimates,
        gaps=gaps,
        findings=tuple(list_main_findings(gaps)),
    )


def list_assessment_trail(run: AssessmentRun, framework: Framework, bank: ItemBank) -> list[Provenance]:
    """Return the stops of an assessment on the trail: gaps, estimates, responses, sample, questions, roles, items."""
    items = {item.id: item for item in framework.items}
    questions = set(run.instrument.questions)
    header = run.responses.header
    stops = [
        Provenance(id=header.sample, kind=TrailKind.SAMPLE, label=plain_text(run.sample.title)),
        Provenance(id=header.id, kind=TrailKind.RESPONSES, label=header.title, made_from=(header.sample,)),
    ]
    stops += [
        Provenance(id=item.id, kind=TrailKind.ITEM, label=f"{item.code} {plain_text(item.title)}".strip())
        for item in framework.items
    ]
    stops += [
        Provenance(
            id=question.id,
            kind=TrailKind.QUESTION,
            label=question.code,
            made_from=(question.item,) if question.item else (),
        )
        for question in bank.questions
        if question.id in questions
    ]
    stops += [
        Provenance(id=role.id, kind=TrailKind.REQUIREMENT, label=plain_text(role.title)) for role in framework.roles
    ]
    for record in run.estimates.estimates:
        about = f"{record.variable}, {record.group.dimension} {record.group.value}".strip()
        made_from = (header.id, *record.questions)
        stops.append(Provenance(id=record.id, kind=TrailKind.ESTIMATE, label=about, made_from=made_from))
    for gap in run.gaps.gaps:
        about = f"{items[gap.item].code}, {gap.group.dimension} {gap.group.value}".strip()
        barrier = (gap.barrier_estimate,) if gap.barrier_estimate else ()
        made_from = (gap.estimate, *barrier, *gap.requirements, gap.item)
        stops.append(Provenance(id=gap.id, kind=TrailKind.GAP, label=about, made_from=made_from))
    return stops
