"""Estimates of where groups stand: scores of people who answered, raised to the whole service by the design."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from capacita.assessment.estimation import (
    Estimate,
    EstimateRecord,
    Group,
    NotEstimableReason,
    Statistic,
    SurveyDesign,
    describe_design,
    describe_groups,
)
from capacita.assessment.estimation.taylor import estimate_means
from capacita.assessment.instrument import Barrier, ItemBank, Measure, Question, list_options
from capacita.assessment.profile.model import EstimateSet, lead_variable
from capacita.assessment.responses import ResponseSet, digest_responses
from capacita.assessment.scoring import Scores, score_measure
from capacita.disclosure import SENSITIVE_FLOOR, Suppression, select_suppressed
from capacita.framework import Framework, framework_digest
from capacita.vocabulary import derive_identifier

EVERYBODY = "all"
_MEANS = (Measure.SELF_REPORT, Measure.SCENARIO, Measure.ATTITUDE, Measure.CONFIDENCE, Measure.AWARENESS)
_REASONS = {
    Suppression.TOO_FEW: NotEstimableReason.TOO_FEW,
    Suppression.PROTECTS_OTHERS: NotEstimableReason.PROTECTS_OTHERS,
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Division:
    """One way to divide the respondents, and the groups of it that get no number."""

    dimension: str
    labels: NDArray[np.str_] | None
    suppressed: Mapping[str, NotEstimableReason]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Variable:
    """A column to be estimated, with its place on the trail."""

    code: str
    item: str | None
    questions: tuple[str, ...]
    values: NDArray[np.float64]


def estimate_profile(
    framework: Framework,
    bank: ItemBank,
    responses: ResponseSet,
    *,
    title: str = "",
    smallest_group: int = SENSITIVE_FLOOR,
) -> EstimateSet:
    """Return the estimates of a response set: for everybody and for each group of each of its columns.

    For each item the mean of every measure that was asked (variable ``self_report.1.1`` and so on). For each barrier
    question one record with the shares of all answers, whose estimate is the share of the most named barrier other
    than ``none``; and one (variable ``<question>.lead``) whose estimate is its lead over the next, as the mean of 1
    for the one and -1 for the other. The lead is picked and tested on the same answers, which favours it a little.

    Persons are taken as a stratified sample of those who answered, within strata as if chance had decided who
    answers. Groups with fewer than ``smallest_group`` respondents get no number, nor does the group that would give
    them away.
    """
    design = describe_design(responses.weight, strata=responses.strata, population=responses.population)
    identifier = derive_identifier(responses.header.id, "estimates", framework.id, framework.version)
    variables = _score_variables(framework, bank, responses)
    records: list[EstimateRecord] = []
    for division in _list_divisions(responses, smallest_group):
        records += _estimate_means(design, variables, division, identifier, smallest_group)
        for question in bank.questions:
            if question.measure is Measure.BARRIER and question.code in responses.answers:
                records += _estimate_barriers(design, bank, question, responses, division, identifier, smallest_group)
    return EstimateSet(
        id=identifier,
        title=title or responses.header.title,
        simulated=responses.header.simulated,
        framework=framework.id,
        framework_version=framework.version,
        framework_digest=framework_digest(framework),
        instrument=responses.header.instrument,
        sample=responses.header.sample,
        responses=digest_responses(responses),
        method=(
            "Means and shares by ratio estimation in a stratified sample, errors by Taylor linearisation with finite "
            f"population correction, intervals by Student's t; {responses.header.weighting}."
        ),
        smallest_group=smallest_group,
        estimates=tuple(records),
    )


def variable_code(measure: Measure, item_code: str) -> str:
    """Return the code of a scored variable, such as ``self_report.1.1``."""
    return f"{measure}.{item_code}" if item_code else str(measure)


def _score_variables(framework: Framework, bank: ItemBank, responses: ResponseSet) -> list[_Variable]:
    codes = {item.id: item.code for item in framework.items}
    variables = []
    for measure in _MEANS:
        scores: Scores = score_measure(bank, responses.answers, measure)
        for column, (item, questions) in enumerate(zip(scores.items, scores.questions, strict=True)):
            code = variable_code(measure, codes.get(item, "") if item else "")
            variables.append(_Variable(code=code, item=item, questions=questions, values=scores.values[:, column]))
    return variables


def _list_divisions(responses: ResponseSet, smallest_group: int) -> list[_Division]:
    divisions = [_Division(dimension=EVERYBODY, labels=None, suppressed={})]
    for dimension, labels in responses.groups.items():
        names, counts = np.unique(labels, return_counts=True)
        found = select_suppressed(dict(zip(names.tolist(), counts.tolist(), strict=True)), smallest_group)
        suppressed = {name: _REASONS[reason] for name, reason in found.items()}
        divisions.append(_Division(dimension=dimension, labels=labels, suppressed=suppressed))
    return divisions


def _estimate_means(
    design: SurveyDesign, variables: Sequence[_Variable], division: _Division, parent: str, smallest_group: int
) -> list[EstimateRecord]:
    if not variables:
        return []
    groups = describe_groups(division.labels, design.weights.size)
    values = np.column_stack([variable.values for variable in variables])
    table = estimate_means(design, values, groups, smallest_group=smallest_group)
    return [
        _record(parent, variable.code, division, name, row[column], item=variable.item, questions=variable.questions)
        for name, row in zip(groups.names, table, strict=True)
        for column, variable in enumerate(variables)
    ]


def _estimate_barriers(
    design: SurveyDesign,
    bank: ItemBank,
    question: Question,
    responses: ResponseSet,
    division: _Division,
    parent: str,
    smallest_group: int,
) -> list[EstimateRecord]:
    """Estimate the shares of a barrier question, its most named barrier, and the lead of that one over the next."""
    options = list_options(bank, question)
    places = responses.answers[question.code]
    chosen = np.where(places[:, None] >= 0, places[:, None] == np.arange(len(options)), np.nan).astype(np.float64)
    groups = describe_groups(division.labels, design.weights.size)
    shares = estimate_means(
        design, chosen, groups, statistic=Statistic.PROPORTION, smallest_group=smallest_group
    )  # (groups, options)
    records = []
    for number, name in enumerate(groups.names):
        inside = (groups.places == number) & (places >= 0)
        total = design.weights[inside].sum()
        known = {
            option.code: float(design.weights[inside & (places == place)].sum() / total) if total else 0.0
            for place, option in enumerate(options)
        }
        order = sorted(
            (place for place, option in enumerate(options) if option.barrier is not Barrier.NONE),
            key=lambda place: -known[options[place].code],
        )
        first, second = order[0], order[1]
        shown = _protected(shares[number][first], division, name)
        records.append(
            _record(
                parent,
                question.code,
                division,
                name,
                shown,
                item=question.item,
                questions=(question.id,),
                shares=None if shown.not_estimable else known,
            )
        )
        lead = np.where(places[:, None] >= 0, chosen[:, [first]] - chosen[:, [second]], np.nan)
        ahead = estimate_means(design, lead, groups, smallest_group=smallest_group)[number][0]
        pair = {options[place].code: known[options[place].code] for place in (first, second)}
        records.append(
            _record(
                parent,
                lead_variable(question.code),
                division,
                name,
                ahead,
                item=question.item,
                questions=(question.id,),
                shares=None if _protected(ahead, division, name).not_estimable else pair,
            )
        )
    return records


def _record(
    parent: str,
    variable: str,
    division: _Division,
    name: str,
    estimate: Estimate,
    *,
    item: str | None,
    questions: tuple[str, ...],
    shares: Mapping[str, float] | None = None,
) -> EstimateRecord:
    return EstimateRecord(
        id=derive_identifier(parent, variable, division.dimension, name),
        variable=variable,
        group=Group(dimension=division.dimension, value=name),
        estimate=_protected(estimate, division, name),
        item=item,
        questions=questions,
        shares=shares,
    )


def _protected(estimate: Estimate, division: _Division, name: str) -> Estimate:
    """Return the estimate, or only the reason why it is not shown."""
    reason = division.suppressed.get(name)
    if reason is None:
        return estimate
    return replace(
        estimate,
        value=None,
        standard_error=None,
        interval=None,
        degrees_of_freedom=None,
        design_effect=None,
        not_estimable=reason,
    )
