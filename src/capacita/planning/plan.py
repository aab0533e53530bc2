"""The training plan as frozen data (``capacita-plan/1``), and the check that it keeps every rule of its problem.

The check shares no code with the solver's model: it looks at the plan as a stranger would, limit by limit.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import field
from enum import StrEnum

from pydantic import TypeAdapter

from capacita.planning.problem import LeftOut, PlanProblem, PlanTarget
from capacita.vocabulary import (
    Code,
    DocumentFormat,
    Finding,
    Identifier,
    LocalizedText,
    Refusal,
    Severity,
    document_part,
)

_TOLERANCE = 1e-6


class PlanStatus(StrEnum):
    """How sure it is that no better plan exists."""

    OPTIMAL = "optimal"  # none is better by more than the relative gap asked for
    STOPPED = "stopped"  # the search ended at its node limit; the bound says how much better one could be
    NOTHING_TO_CHOOSE = "nothing_to_choose"  # no module fits any gap


class LimitName(StrEnum):
    """The limits of the whole plan."""

    BUDGET = "budget"
    TRAINER_DAYS = "trainer_days"
    DAYS_PER_PERSON = "days_per_person"


@document_part
class Closing:
    """How much of a gap a choice closes, in levels times people."""

    gap: Identifier
    amount: float


@document_part
class PlanChoice:
    """A module for a group. ``robust`` tells whether it is also chosen where every gap is one error smaller or larger."""

    id: Identifier
    module: Identifier
    module_code: Code
    title: LocalizedText
    group: str
    cohorts: int
    people: int
    cost: float
    trainer_days: float
    days: float  # of one participant
    closes: tuple[Closing, ...] = ()
    after: tuple[Identifier, ...] = ()  # choices that these people take first
    robust: bool | None = None


@document_part
class GapClosure:
    """What becomes of a gap under the plan. ``needed`` and ``closed`` are in levels times people."""

    gap: Identifier
    item: Identifier
    group: str
    importance: float
    headcount: float
    value: float
    needed: float
    closed: float
    standard_error: float | None = None


@document_part
class ActionChoice:
    """An enabling action for a group: the gaps behind it and the share of people who name the barrier.

    ``share`` is the mean of the gaps' shares, weighted by their headcounts; absent where no share is known.
    """

    id: Identifier
    action: Identifier
    action_code: Code
    title: LocalizedText
    group: str
    barrier: Code
    gaps: tuple[Identifier, ...]
    share: float | None = None


@document_part
class LimitUse:
    """A limit, how much of it is used, and what a little more of it would be worth.

    ``worth`` is the dual value of the linear relaxation: importance-weighted levels times people for one more unit.
    It is a good guide for small steps and none for large ones; 0 means that more of it would change nothing.
    """

    name: LimitName
    limit: float
    used: float
    worth: float
    group: str = ""


@document_part
class Solver:
    """Which program chose, with its settings, so that the same choice can be made again."""

    name: str
    version: str
    relative_gap: float
    node_limit: int
    threads: int = 1
    seed: int = 0


@document_part
class TrainingPlan:
    """What to teach to whom, what else to do, and what stays undone. The problem it answers stands inside it."""

    id: Identifier
    title: str
    simulated: bool
    status: PlanStatus
    solver: Solver
    objective: float  # importance-weighted levels times people closed
    bound: float  # no plan within these limits closes more
    relative_gap: float
    cost: float
    trainer_days: float
    problem: PlanProblem
    choices: tuple[PlanChoice, ...] = ()
    actions: tuple[ActionChoice, ...] = ()
    closures: tuple[GapClosure, ...] = ()
    limits: tuple[LimitUse, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)


PLAN_FORMAT = DocumentFormat(name="capacita-plan/1", adapter=TypeAdapter(TrainingPlan), upgrades={})


def check_plan(problem: PlanProblem, plan: TrainingPlan) -> None:
    """Raise Refusal PLAN_INFEASIBLE when the plan breaks any rule of its problem or miscounts what it closes."""
    findings = validate_plan(problem, plan)
    if findings:
        first = findings[0]
        raise Refusal("PLAN_INFEASIBLE", count=len(findings), first=first.code, path=first.path)


def validate_plan(problem: PlanProblem, plan: TrainingPlan) -> list[Finding]:
    """Return what is wrong with a plan: limits broken, modules that do not fit, sums that do not add up."""
    findings = list(_check_choices(problem, plan))
    if findings:
        return findings
    findings.extend(_check_limits(problem, plan))
    findings.extend(_check_sums(problem, plan))
    return findings


def closed_by(problem: PlanProblem, people: Mapping[tuple[str, Identifier], int]) -> dict[Identifier, float]:
    """Return what training ``people[group, module]`` participants closes of each gap, in levels times people.

    The closed amount of a gap g is ``min(value_g * headcount_g, sum over modules of gain * people)``, where one
    participant gains at most what is left up to the level that the module teaches. The mean gap of a group is taken
    to be closed by those who have it: people without a gap are not sent.
    """
    effects = {module.id: module.effects for module in problem.modules}
    targets = {(target.group, target.item): target for target in problem.targets}
    sums: dict[Identifier, list[float]] = {target.gap: [] for target in problem.targets}
    for (group, module), count in people.items():
        for effect in effects[module]:
            target = targets.get((group, effect.item))
            if target is not None:
                sums[target.gap].append(count * max(0.0, min(effect.gain, effect.up_to_level - target.observed)))
    caps = {target.gap: target.value * target.headcount for target in problem.targets}
    return {gap: min(caps[gap], math.fsum(parts)) for gap, parts in sums.items()}


def objective_of(targets: tuple[PlanTarget, ...], closed: Mapping[Identifier, float]) -> float:
    """Return the sum of importance times closed amount over the gaps."""
    return math.fsum(target.importance * closed[target.gap] for target in targets)


def _fault(code: str, path: str, **values: object) -> Finding:
    return Finding(code=code, severity=Severity.ERROR, path=path, values=values)


def _check_choices(problem: PlanProblem, plan: TrainingPlan) -> Iterator[Finding]:
    modules = {module.id: module for module in problem.modules}
    groups = {group.value: group for group in problem.groups}
    taken: dict[tuple[str, Identifier], int] = {}
    for place, choice in enumerate(plan.choices):
        path = f"/choices/{place}"
        if choice.module not in modules or choice.group not in groups or (choice.group, choice.module) in taken:
            yield _fault("PLAN_CHOICE_UNKNOWN", path, module=choice.module, group=choice.group)
            continue
        taken[choice.group, choice.module] = choice.people
        module, group = modules[choice.module], groups[choice.group]
        seats = (choice.cohorts * module.size_min, min(choice.cohorts * module.size_max, group.headcount))
        if choice.cohorts < 1 or not seats[0] <= choice.people <= seats[1]:
            yield _fault(
                "PLAN_SEATS_BROKEN", path, people=choice.people, cohorts=choice.cohorts, low=seats[0], high=seats[1]
            )
    for place, choice in enumerate(plan.choices):
        module_, group_ = modules.get(choice.module), groups.get(choice.group)
        if module_ is None or group_ is None:
            continue
        too_low = [
            effect.item
            for effect in module_.effects
            if group_.levels.get(effect.item, effect.starting_level) < effect.starting_level - _TOLERANCE
        ]
        before = [taken.get((choice.group, first), 0) for first in module_.prerequisites]
        if too_low and (not before or min(before) < choice.people):
            yield _fault("PLAN_PREREQUISITE_BROKEN", f"/choices/{place}", module=module_.code, group=choice.group)


def _check_limits(problem: PlanProblem, plan: TrainingPlan) -> Iterator[Finding]:
    modules = {module.id: module for module in problem.modules}
    cost = math.fsum(choice.cohorts * modules[choice.module].cost for choice in plan.choices)
    trainer_days = math.fsum(choice.cohorts * modules[choice.module].trainer_days for choice in plan.choices)
    limits = problem.limits
    for name, used, limit in (
        (LimitName.BUDGET, cost, limits.budget),
        (LimitName.TRAINER_DAYS, trainer_days, limits.trainer_days),
    ):
        if used > limit + _TOLERANCE * max(1.0, limit):
            yield _fault("PLAN_LIMIT_BROKEN", "", limit=name.value, used=used, allowed=limit)
    for group in problem.groups:
        days = math.fsum(
            choice.people * modules[choice.module].days for choice in plan.choices if choice.group == group.value
        )
        if days > limits.days_per_person * group.headcount + _TOLERANCE * max(1.0, days):
            yield _fault(
                "PLAN_LIMIT_BROKEN",
                "",
                limit=f"{LimitName.DAYS_PER_PERSON.value} in {group.value}",
                used=days / group.headcount,
                allowed=limits.days_per_person,
            )
    if not (_same(cost, plan.cost) and _same(trainer_days, plan.trainer_days)):
        yield _fault("PLAN_SUM_WRONG", "/cost", found=plan.cost, expected=cost)


def _check_sums(problem: PlanProblem, plan: TrainingPlan) -> Iterator[Finding]:
    closed = closed_by(problem, {(choice.group, choice.module): choice.people for choice in plan.choices})
    stated: dict[Identifier, list[float]] = {}
    for choice in plan.choices:
        for closing in choice.closes:
            stated.setdefault(closing.gap, []).append(closing.amount)
    for place, closure in enumerate(plan.closures):
        expected = closed.get(closure.gap)
        if expected is None or not _same(expected, closure.closed):
            yield _fault("PLAN_SUM_WRONG", f"/closures/{place}/closed", found=closure.closed, expected=expected)
        elif not _same(math.fsum(stated.get(closure.gap, ())), expected):
            yield _fault(
                "PLAN_SUM_WRONG",
                f"/closures/{place}",
                found=math.fsum(stated.get(closure.gap, ())),
                expected=expected,
            )
    if len(plan.closures) != len(problem.targets):
        yield _fault("PLAN_SUM_WRONG", "/closures", found=len(plan.closures), expected=len(problem.targets))
    objective = objective_of(problem.targets, closed)
    if not _same(objective, plan.objective):
        yield _fault("PLAN_SUM_WRONG", "/objective", found=plan.objective, expected=objective)
    if plan.bound < plan.objective - _TOLERANCE * max(1.0, abs(plan.objective)):
        yield _fault("PLAN_SUM_WRONG", "/bound", found=plan.bound, expected=plan.objective)


def _same(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE)
