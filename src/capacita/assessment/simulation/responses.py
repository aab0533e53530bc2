"""SIMULATED: answers of a simulated sample. No person gave any of them, and the response set is marked so."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capacita.assessment.estimation import adjust_for_nonresponse
from capacita.assessment.instrument import (
    Instrument,
    ItemBank,
    Measure,
    Question,
    instrument_digest,
    list_options,
    list_questions,
)
from capacita.assessment.responses import ResponseHeader, ResponseSet
from capacita.assessment.sampling import Frame, Sample, stratum_code
from capacita.assessment.simulation.model import Offsets, SimulationSpec
from capacita.framework import Framework
from capacita.vocabulary import Refusal, derive_identifier, plain_text

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Asked:
    """The people asked, in the order of the sample: their groups, strata and weights."""

    persons: NDArray[np.str_]
    groups: Mapping[str, NDArray[np.str_]]
    strata: NDArray[np.str_]
    population: NDArray[np.int64]
    weight: Floats


def simulate_responses(
    framework: Framework,
    frame: Frame,
    sample: Sample,
    bank: ItemBank,
    instrument: Instrument,
    spec: SimulationSpec,
    rng: np.random.Generator,
) -> ResponseSet:
    """Return simulated answers of the people in a sample of a simulated frame.

    Everybody asked has a level on every item; some stay silent, more so in some strata; those who answer skip some
    questions. Weights are raised for the silent within strata. Always the same for the same input and generator
    state. Raises Refusal for a frame of real people: their answers are never made up.
    """
    if not (frame.simulated and sample.simulated):
        raise Refusal("SIMULATION_REAL_FRAME")
    asked = _people_asked(frame, sample)
    questions = list_questions(bank, instrument.questions)
    codes = {item.id: item.code for item in framework.items}
    general = rng.normal(0.0, spec.levels.person_sd, asked.persons.size)
    levels = _draw_levels(spec, asked, [codes[item] for item in _items_of(questions)], general, rng)
    answers = {
        question.code: _draw_answer(
            spec, bank, question, codes.get(question.item or "", ""), asked, levels, general, rng
        )
        for question in questions
    }
    responded = _draw_response(spec, asked, rng)
    adjustment = adjust_for_nonresponse(asked.weight, asked.strata, responded)
    skipped = rng.random((asked.persons.size, len(questions))) < spec.silence.item
    for place, code in enumerate(answers):
        answers[code] = np.where(skipped[:, place], -1, answers[code]).astype(np.int8)[responded]
    header = ResponseHeader(
        id=derive_identifier(sample.id, "responses", instrument.id, spec.id, str(spec.seed)),
        title=plain_text(spec.title),
        simulated=True,
        framework=framework.id,
        framework_version=framework.version,
        instrument=instrument.id,
        instrument_digest=instrument_digest(instrument),
        bank=bank.id,
        bank_digest=instrument.bank_digest,
        sample=sample.id,
        asked=int(asked.persons.size),
        answered=int(responded.sum()),
        strata=sample.columns,
        groups=tuple(asked.groups),
        options={q.code: tuple(option.code for option in list_options(bank, q)) for q in questions},
        weighting=adjustment.method,
    )
    return ResponseSet(
        header=header,
        persons=asked.persons[responded],
        groups={name: values[responded] for name, values in asked.groups.items()},
        strata=asked.strata[responded],
        population=asked.population[responded],
        design_weight=asked.weight[responded],
        weight=adjustment.weights,
        answers=answers,
    )


def _people_asked(frame: Frame, sample: Sample) -> _Asked:
    row_of = {person: row for row, person in enumerate(frame.persons.tolist())}
    rows = np.array([row_of[person] for stratum in sample.strata for person in stratum.persons], dtype=np.intp)
    sampled = [stratum.sampled for stratum in sample.strata]
    population = np.repeat([stratum.population for stratum in sample.strata], sampled).astype(np.int64)
    names = [stratum_code(tuple(stratum.values[column] for column in sample.columns)) for stratum in sample.strata]
    return _Asked(
        persons=frame.persons[rows],
        groups={column: frame.values_of(column)[rows] for column in frame.codes},
        strata=np.repeat(np.array(names, dtype=np.str_), sampled),
        population=population,
        weight=population / np.repeat(np.array(sampled, dtype=np.float64), sampled),
    )


def _items_of(questions: list[Question]) -> list[str]:
    """The items that people have a level on, each once."""
    return list(
        dict.fromkeys(q.item for q in questions if q.item and q.measure in (Measure.SELF_REPORT, Measure.SCENARIO))
    )


def _draw_levels(
    spec: SimulationSpec, asked: _Asked, items: list[str], general: Floats, rng: np.random.Generator
) -> dict[str, Floats]:
    """The true level of everybody on each item code, between 0 and 4."""
    model = spec.levels
    shared = (
        general
        + _offsets(model.by_role, asked.groups["role"])
        + _offsets(model.by_grade, asked.groups["grade"])
        + _offsets(model.by_ministry, asked.groups["ministry"])
    )
    levels = {}
    for item in items:
        by_role = {role: offsets.get(item, 0.0) for role, offsets in model.by_role_item.items()}
        by_ministry = {ministry: offsets.get(item, 0.0) for ministry, offsets in model.by_ministry_item.items()}
        level = (
            model.base[item]
            + shared
            + _offsets(by_role, asked.groups["role"])
            + _offsets(by_ministry, asked.groups["ministry"])
            + rng.normal(0.0, model.item_sd, shared.size)
        )
        levels[item] = np.clip(level, 0.0, 4.0)
    return levels


def _draw_answer(
    spec: SimulationSpec,
    bank: ItemBank,
    question: Question,
    item: str,
    asked: _Asked,
    levels: Mapping[str, Floats],
    general: Floats,
    rng: np.random.Generator,
) -> NDArray[np.int8]:
    """The place of the answer that each person asked would give."""
    if question.measure is Measure.BARRIER:
        return _draw_barrier(spec, bank, question, item, asked, rng)
    scores = np.array([option.score or 0.0 for option in list_options(bank, question)])
    low, high = float(scores.min()), float(scores.max())
    if question.measure is Measure.SELF_REPORT:
        meant = levels[item] + spec.statements.get(question.level, 0.0)
        meant = low + (high - low) * (meant + rng.normal(0.0, spec.answer_sd, meant.size)) / 4
    elif question.measure is Measure.SCENARIO:
        meant = low + (high - low) * (levels[item] + rng.normal(0.0, 2 * spec.answer_sd, general.size)) / 4
    else:
        middle = spec.attitudes.get(item, (low + high) / 2)
        meant = middle + general * 0.5 + rng.normal(0.0, spec.attitude_sd, general.size)
    nearest = np.abs(meant[:, None] - scores[None, :]).argmin(axis=1)
    return np.asarray(nearest, dtype=np.int8)


def _draw_barrier(
    spec: SimulationSpec, bank: ItemBank, question: Question, domain: str, asked: _Asked, rng: np.random.Generator
) -> NDArray[np.int8]:
    options = [option.barrier for option in list_options(bank, question)]
    drawn = rng.random(asked.persons.size)
    places = np.zeros(asked.persons.size, dtype=np.int8)
    for ministry in np.unique(asked.groups["ministry"]).tolist():
        shares = spec.barriers_by_ministry.get(ministry, {}).get(domain) or spec.barriers[domain]
        running = np.cumsum([shares.get(barrier, 0.0) if barrier else 0.0 for barrier in options])
        inside = asked.groups["ministry"] == ministry
        places[inside] = np.searchsorted(running / running[-1], drawn[inside], side="right")
    return places


def _draw_response(spec: SimulationSpec, asked: _Asked, rng: np.random.Generator) -> NDArray[np.bool_]:
    silence = (
        spec.silence.unit
        + _offsets(spec.silence.by_grade, asked.groups["grade"])
        + _offsets(spec.silence.by_ministry, asked.groups["ministry"])
    )
    return np.asarray(rng.random(asked.persons.size) >= np.clip(silence, 0.0, 1.0), dtype=np.bool_)


def _offsets(offsets: Offsets, values: NDArray[np.str_]) -> Floats:
    names, places = np.unique(values, return_inverse=True)
    return np.array([offsets.get(name, 0.0) for name in names.tolist()], dtype=np.float64)[places]
