"""Choosing the plan: a mixed-integer programme solved by HiGHS (Huangfu and Hall 2018), the only place that imports it.

For modules m, groups g and gaps j, with n whole cohorts, x whole people and y levels-times-people closed::

    maximise   sum_j importance_j * y_j
    y_j       <= value_j * headcount_j                   (no more than the gap)
    y_j       <= sum_m gain_mj * x_mg                    (no more than is taught)
    x_mg      <= size_max_m * n_mg,  x_mg >= size_min_m * n_mg,  x_mg <= headcount_g
    x_mg      <= x_pg  for each prerequisite p that the group needs before m
    sum cost_m * n_mg <= budget,  sum trainer_days_m * n_mg <= trainer days
    sum_m days_m * x_mg <= days per person * headcount_g

The same problem always gives the same plan: one thread, a fixed seed, a limit on nodes and none on time, and input
in a fixed order. Where money is not what is scarce (its worth in the linear relaxation is 0), a second programme
finds the cheapest plan that closes as much. In a programme of more than 2,000 options only cohorts are whole numbers;
people are then rounded down, which keeps every rule, and the bound stays one. In every case seats and cohorts that nothing depends on are then taken
out, dearest first, so that the plan spends nothing that closes nothing.
"""

import math
from dataclasses import replace

import highspy
import numpy as np
from numpy.typing import NDArray

from capacita.planning.plan import (
    ActionChoice,
    Closing,
    GapClosure,
    LimitName,
    LimitUse,
    PlanChoice,
    PlanStatus,
    Solver,
    TrainingPlan,
    check_plan,
    closed_by,
    objective_of,
)
from capacita.planning.problem import LeftOut, LeftOutReason, PlanOption, PlanProblem, list_options
from capacita.vocabulary import Identifier, Refusal, derive_identifier, round_number

RELATIVE_GAP = 0.001
NODE_LIMIT = 20_000
_WHOLE_PEOPLE = 2_000  # options up to which people are whole numbers in the programme itself
_DIGITS = 9  # of what the solver says; the rest is computed from whole cohorts and people
_SLACK = 1e-9


def optimise_plan(
    problem: PlanProblem, *, relative_gap: float = RELATIVE_GAP, node_limit: int = NODE_LIMIT
) -> TrainingPlan:
    """Return the plan that closes most within the limits, checked by ``check_plan`` before it leaves here.

    ``relative_gap`` is how much better another plan may be, as a share of the objective, before the search ends;
    0 asks for proof. Raises Refusal when the solver finds no plan, or one that breaks a rule.
    """
    version = highspy.Highs().version()  # type: ignore[no-untyped-call] # highspy's constructor has no annotations
    solver = Solver(name="HiGHS", version=version, relative_gap=relative_gap, node_limit=node_limit)
    options = list_options(problem)
    plan_id = derive_identifier(problem.id, "plan", solver.version, f"{relative_gap:g}", str(node_limit))
    if not options:
        plan = _write_plan(problem, plan_id, solver, PlanStatus.NOTHING_TO_CHOOSE, [], [], 0.0, {})
        check_plan(problem, plan)
        return plan
    model = _Model(problem, options)
    worth = model.worths()
    people, status, bound = model.choose(relative_gap, node_limit)
    if worth[LimitName.BUDGET, ""] == 0:
        people = model.cheapen(people, relative_gap, node_limit)
    people = model.trim(people)
    plan = _write_plan(problem, plan_id, solver, status, options, people, bound, worth)
    check_plan(problem, plan)
    return plan


def mark_robust_choices(problem: PlanProblem, plan: TrainingPlan) -> TrainingPlan:
    """Return the plan with ``robust`` set: whether a choice also stands when every gap is one error smaller or larger.

    Two more plans are made with the plan's own settings, one with each gap a standard error smaller (gaps that
    vanish are left out) and one with each a standard error larger. A gap without an error is left as it is.
    """
    chosen: set[tuple[str, Identifier]] | None = None
    for sign in (-1, 1):
        targets = tuple(
            replace(target, value=target.value + sign * (target.standard_error or 0.0))
            for target in problem.targets
            if target.value + sign * (target.standard_error or 0.0) > 0
        )
        other = optimise_plan(
            replace(problem, id=derive_identifier(problem.id, "scenario", str(sign)), targets=targets),
            relative_gap=plan.solver.relative_gap,
            node_limit=plan.solver.node_limit,
        )
        pairs = {(choice.group, choice.module) for choice in other.choices}
        chosen = pairs if chosen is None else chosen & pairs
    assert chosen is not None
    choices = tuple(replace(choice, robust=(choice.group, choice.module) in chosen) for choice in plan.choices)
    return replace(plan, choices=choices)


class _Model:
    """The arrays of the programme. Columns: cohorts of each option, people of each option, amount of each gap."""

    def __init__(self, problem: PlanProblem, options: list[PlanOption]) -> None:
        self.problem = problem
        self.options = options
        modules = {module.id: module for module in problem.modules}
        heads = {group.value: group.headcount for group in problem.groups}
        self.modules = [modules[option.module] for option in options]
        self.heads = [heads[option.group] for option in options]
        self.place = {(option.group, option.module): number for number, option in enumerate(options)}
        reachable = {gap for option in options for gap in option.gains}
        self.targets = [target for target in problem.targets if target.gap in reachable]
        self.rows: list[tuple[list[int], list[float], float, float]] = []
        self.limit_rows: dict[tuple[LimitName, str], int] = {}
        self._add_limits()
        self._add_options()
        self._add_targets()

    def _add_limits(self) -> None:
        count, limits = len(self.options), self.problem.limits
        cohorts = list(range(count))
        for name, values, limit in (
            (LimitName.BUDGET, [module.cost for module in self.modules], limits.budget),
            (LimitName.TRAINER_DAYS, [module.trainer_days for module in self.modules], limits.trainer_days),
        ):
            self.limit_rows[name, ""] = self._add(cohorts, values, -math.inf, limit)
        by_group: dict[str, list[int]] = {}
        for number, option in enumerate(self.options):
            by_group.setdefault(option.group, []).append(number)
        for group, numbers in by_group.items():
            allowed = limits.days_per_person * self.heads[numbers[0]]
            row = self._add(
                [count + number for number in numbers],
                [self.modules[number].days for number in numbers],
                -math.inf,
                allowed,
            )
            self.limit_rows[LimitName.DAYS_PER_PERSON, group] = row

    def _add_options(self) -> None:
        count = len(self.options)
        for number, (option, module) in enumerate(zip(self.options, self.modules, strict=True)):
            self._add([number, count + number], [-float(module.size_max), 1.0], -math.inf, 0.0)
            if module.size_min > 1:
                self._add([number, count + number], [-float(module.size_min), 1.0], 0.0, math.inf)
            for first in option.requires:
                before = self.place[option.group, first]
                self._add([count + number, count + before], [1.0, -1.0], -math.inf, 0.0)

    def _add_targets(self) -> None:
        count = len(self.options)
        teaching: dict[Identifier, tuple[list[int], list[float]]] = {target.gap: ([], []) for target in self.targets}
        for number, option in enumerate(self.options):
            for gap, gain in option.gains.items():
                teaching[gap][0].append(count + number)
                teaching[gap][1].append(-gain)
        for number, target in enumerate(self.targets):
            columns, values = teaching[target.gap]
            self._add([*columns, 2 * count + number], [*values, 1.0], -math.inf, 0.0)

    def _add(self, columns: list[int], values: list[float], low: float, high: float) -> int:
        self.rows.append((columns, values, low, high))
        return len(self.rows) - 1

    def _programme(self, *, whole: bool, closing: float | None = None) -> highspy.HighsLp:
        """Return the arrays; with ``closing``, those of the cheapest plan that closes at least so much."""
        count = len(self.options)
        width = 2 * count + len(self.targets)
        lp = highspy.HighsLp()
        lp.sense_ = highspy.ObjSense.kMaximize
        cost, upper = np.zeros(width), np.zeros(width)
        for number, (module, head) in enumerate(zip(self.modules, self.heads, strict=True)):
            upper[number] = math.ceil(head / module.size_max)
            upper[count + number] = head
        for number, target in enumerate(self.targets):
            cost[2 * count + number] = target.importance
            upper[2 * count + number] = target.value * target.headcount
        rows = list(self.rows)
        if closing is not None:
            amounts = [2 * count + number for number in range(len(self.targets))]
            rows.append((amounts, [target.importance for target in self.targets], closing, math.inf))
            lp.sense_ = highspy.ObjSense.kMinimize
            cost = np.zeros(width)
            cost[:count] = [module.cost for module in self.modules]
        lp.num_col_, lp.num_row_ = width, len(rows)
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = cost, np.zeros(width), upper
        lp.row_lower_ = np.array([row[2] for row in rows])
        lp.row_upper_ = np.array([row[3] for row in rows])
        lengths = np.array([len(row[0]) for row in rows])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
        lp.a_matrix_.index_ = np.array([column for row in rows for column in row[0]], dtype=np.int32)
        lp.a_matrix_.value_ = np.array([value for row in rows for value in row[1]], dtype=np.float64)
        if whole:
            people = highspy.HighsVarType.kInteger if count <= _WHOLE_PEOPLE else highspy.HighsVarType.kContinuous
            rest = [highspy.HighsVarType.kContinuous] * len(self.targets)
            lp.integrality_ = [highspy.HighsVarType.kInteger] * count + [people] * count + rest
        return lp

    def _solved(self, programme: highspy.HighsLp, relative_gap: float = 0.0, node_limit: int = 0) -> highspy.Highs:
        solver = highspy.Highs()  # type: ignore[no-untyped-call] # as above
        for name, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 0),
            ("mip_rel_gap", relative_gap),
            ("mip_abs_gap", 1e-9),
            ("mip_max_nodes", node_limit or 2**31 - 1),
        ):
            solver.setOptionValue(name, value)
        solver.passModel(programme)
        solver.run()
        return solver

    def worths(self) -> dict[tuple[LimitName, str], float]:
        """Return the dual values of the limits in the linear relaxation, none below zero."""
        solver = self._solved(self._programme(whole=False))
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise Refusal("PLAN_NOT_FOUND", status=str(solver.getModelStatus()).rpartition(".")[2])
        duals = solver.getSolution().row_dual
        return {name: round_number(max(0.0, duals[row]), _DIGITS) for name, row in self.limit_rows.items()}

    def choose(self, relative_gap: float, node_limit: int) -> tuple[list[int], PlanStatus, float]:
        """Return the people of each option, how the search ended, and the bound on the objective."""
        solver = self._solved(self._programme(whole=True), relative_gap, node_limit)
        status, info = solver.getModelStatus(), solver.getInfo()
        stops = (highspy.HighsModelStatus.kSolutionLimit, highspy.HighsModelStatus.kInterrupt)
        feasible = info.primal_solution_status == int(highspy.SolutionStatus.kSolutionStatusFeasible)
        if not feasible or status not in (highspy.HighsModelStatus.kOptimal, *stops):
            raise Refusal("PLAN_NOT_FOUND", status=str(status).rpartition(".")[2])
        people = self._people(solver)
        found = PlanStatus.OPTIMAL if status == highspy.HighsModelStatus.kOptimal else PlanStatus.STOPPED
        return people, found, float(info.mip_dual_bound)

    def cheapen(self, people: list[int], relative_gap: float, node_limit: int) -> list[int]:
        """Return the people of the cheapest plan that closes as much, or the same people where none is found."""
        closing = self._closing(people)
        solver = self._solved(self._programme(whole=True, closing=closing - 1e-7 * closing), relative_gap, node_limit)
        if solver.getInfo().primal_solution_status != int(highspy.SolutionStatus.kSolutionStatusFeasible):
            return people
        cheaper = self._people(solver)
        closes_less = self._closing(cheaper) < closing - 1e-6 * closing
        return people if closes_less or self._cost(cheaper) >= self._cost(people) else cheaper

    def _people(self, solver: highspy.Highs) -> list[int]:
        values: NDArray[np.float64] = np.array(solver.getSolution().col_value)
        count = len(self.options)
        return [math.floor(value + 1e-6) for value in values[count : 2 * count]]

    def _closing(self, people: list[int]) -> float:
        taken = {(option.group, option.module): n for option, n in zip(self.options, people, strict=True)}
        return objective_of(self.problem.targets, closed_by(self.problem, taken))

    def _cost(self, people: list[int]) -> float:
        cohorts = (math.ceil(n / module.size_max) for n, module in zip(people, self.modules, strict=True))
        return math.fsum(n * module.cost for n, module in zip(cohorts, self.modules, strict=True))

    def trim(self, people: list[int]) -> list[int]:
        """Return fewer people where that closes no less: dearest seats first, ties by group and module code."""
        people = list(people)
        spare = {target.gap: -target.value * target.headcount for target in self.targets}
        waiting: dict[int, list[int]] = {}
        for number, option in enumerate(self.options):
            for gap, gain in option.gains.items():
                spare[gap] += gain * people[number]
            for first in option.requires:
                waiting.setdefault(self.place[option.group, first], []).append(number)
        order = sorted(range(len(people)), key=lambda number: (-self._price(number), number))
        changed = True
        while changed:
            changed = False
            for number in order:
                fewer = self._fewest(number, people, spare, waiting)
                if fewer < people[number]:
                    for gap, gain in self.options[number].gains.items():
                        spare[gap] -= gain * (people[number] - fewer)
                    people[number] = fewer
                    changed = True
        return people

    def _price(self, number: int) -> float:
        return self.modules[number].cost / self.modules[number].size_max

    def _fewest(
        self, number: int, people: list[int], spare: dict[Identifier, float], waiting: dict[int, list[int]]
    ) -> int:
        if people[number] == 0:
            return 0
        gains = self.options[number].gains
        freed = [math.floor((spare[gap] + _SLACK) / gain) for gap, gain in gains.items()]
        needed = people[number] - max(0, min(freed, default=people[number]))
        needed = max([needed, *(people[other] for other in waiting.get(number, ()))])
        module = self.modules[number]
        return min(people[number], max(needed, module.size_min * math.ceil(needed / module.size_max)))


def _write_plan(
    problem: PlanProblem,
    plan_id: Identifier,
    solver: Solver,
    status: PlanStatus,
    options: list[PlanOption],
    people: list[int],
    bound: float,
    worth: dict[tuple[LimitName, str], float],
) -> TrainingPlan:
    taken = {(option.group, option.module): n for option, n in zip(options, people, strict=True) if n > 0}
    closed = closed_by(problem, taken)
    objective = objective_of(problem.targets, closed)
    # The solver's bound carries its own rounding; a plan that we counted ourselves is never better than it.
    bound = max(objective, round_number(bound, _DIGITS))
    choices = _choices(problem, plan_id, options, taken, closed)
    return TrainingPlan(
        id=plan_id,
        title=problem.title,
        simulated=problem.simulated,
        status=status,
        solver=solver,
        objective=objective,
        bound=bound,
        relative_gap=round_number((bound - objective) / objective, _DIGITS) if objective > 0 else 0.0,
        cost=math.fsum(choice.cost for choice in choices),
        trainer_days=math.fsum(choice.trainer_days for choice in choices),
        problem=problem,
        choices=choices,
        actions=_actions(problem, plan_id),
        closures=_closures(problem, closed),
        limits=_limit_uses(problem, choices, worth),
        left_out=(*problem.left_out, *_unclosed(problem, options, closed)),
    )


def _choices(
    problem: PlanProblem,
    plan_id: Identifier,
    options: list[PlanOption],
    taken: dict[tuple[str, Identifier], int],
    closed: dict[Identifier, float],
) -> tuple[PlanChoice, ...]:
    modules = {module.id: module for module in problem.modules}
    taught: dict[Identifier, list[float]] = {}
    for option in options:
        for gap, gain in option.gains.items():
            taught.setdefault(gap, []).append(gain * taken.get((option.group, option.module), 0))
    totals = {gap: math.fsum(parts) for gap, parts in taught.items()}
    choices = []
    for option in options:
        count = taken.get((option.group, option.module))
        if not count:
            continue
        module = modules[option.module]
        cohorts = math.ceil(count / module.size_max)
        closes = tuple(
            Closing(gap=gap, amount=closed[gap] * gain * count / totals[gap]) for gap, gain in option.gains.items()
        )
        choices.append(
            PlanChoice(
                id=derive_identifier(plan_id, option.module, option.group),
                module=option.module,
                module_code=module.code,
                title=module.title,
                group=option.group,
                cohorts=cohorts,
                people=count,
                cost=cohorts * module.cost,
                trainer_days=cohorts * module.trainer_days,
                days=module.days,
                closes=closes,
                after=tuple(derive_identifier(plan_id, first, option.group) for first in option.requires),
            )
        )
    return tuple(choices)


def _actions(problem: PlanProblem, plan_id: Identifier) -> tuple[ActionChoice, ...]:
    choices = []
    for group in problem.groups:
        for action in problem.actions:
            mine = [gap for gap in problem.barred if gap.group == group.value and gap.barrier == action.barrier]
            if not mine:
                continue
            known = [(gap.share, gap.headcount) for gap in mine if gap.share is not None]
            heads = math.fsum(head for _, head in known)
            share = math.fsum(part * head for part, head in known) / heads if heads > 0 else None
            choices.append(
                ActionChoice(
                    id=derive_identifier(plan_id, "action", action.id, group.value),
                    action=action.id,
                    action_code=action.code,
                    title=action.title,
                    group=group.value,
                    barrier=action.barrier,
                    gaps=tuple(gap.gap for gap in mine),
                    share=share,
                )
            )
    return tuple(choices)


def _closures(problem: PlanProblem, closed: dict[Identifier, float]) -> tuple[GapClosure, ...]:
    return tuple(
        GapClosure(
            gap=target.gap,
            item=target.item,
            group=target.group,
            importance=target.importance,
            headcount=target.headcount,
            value=target.value,
            needed=target.value * target.headcount,
            closed=closed[target.gap],
            standard_error=target.standard_error,
        )
        for target in problem.targets
    )


def _limit_uses(
    problem: PlanProblem, choices: tuple[PlanChoice, ...], worth: dict[tuple[LimitName, str], float]
) -> tuple[LimitUse, ...]:
    limits = problem.limits
    uses = [
        LimitUse(
            name=LimitName.BUDGET,
            limit=limits.budget,
            used=math.fsum(choice.cost for choice in choices),
            worth=worth.get((LimitName.BUDGET, ""), 0.0),
        ),
        LimitUse(
            name=LimitName.TRAINER_DAYS,
            limit=limits.trainer_days,
            used=math.fsum(choice.trainer_days for choice in choices),
            worth=worth.get((LimitName.TRAINER_DAYS, ""), 0.0),
        ),
    ]
    for group in problem.groups:
        days = math.fsum(choice.people * choice.days for choice in choices if choice.group == group.value)
        uses.append(
            LimitUse(
                name=LimitName.DAYS_PER_PERSON,
                group=group.value,
                limit=limits.days_per_person,
                used=days / group.headcount if group.headcount else 0.0,
                # One more day per person is a day for everybody of the group.
                worth=worth.get((LimitName.DAYS_PER_PERSON, group.value), 0.0) * group.headcount,
            )
        )
    return tuple(uses)


def _unclosed(problem: PlanProblem, options: list[PlanOption], closed: dict[Identifier, float]) -> tuple[LeftOut, ...]:
    reachable = {gap for option in options for gap in option.gains}
    left = []
    for target in problem.targets:
        remaining = target.value - closed[target.gap] / target.headcount if target.headcount > 0 else target.value
        if remaining > 1e-6:
            reason = LeftOutReason.LIMITS if target.gap in reachable else LeftOutReason.NO_MODULE
            left.append(
                LeftOut(gap=target.gap, item=target.item, group=target.group, reason=reason, remaining=remaining)
            )
    return tuple(left)
