"""The solver against plain enumeration: every number of cohorts of every module is tried, on small cases.

The reference is the definition itself, written once more below; it was made by hand and needs no tool.
"""

import itertools
import math

import numpy as np
import pytest

from capacita.planning import PlanProblem, assemble_problem
from capacita.planning.optimise import optimise_plan
from lib.planning_cases import catalogue, gap, gap_set, limits, module


def best_by_enumeration(problem: PlanProblem) -> float:
    """Return the best objective when every count of people (0, or any whole number up to the seats) is tried."""
    group = problem.groups[0]
    ranges = [range(group.headcount + 1) for _ in problem.modules]
    number = {module.id: place for place, module in enumerate(problem.modules)}
    best = 0.0
    for people in itertools.product(*ranges):
        cohorts = [math.ceil(count / module.size_max) for count, module in zip(people, problem.modules, strict=True)]
        if any(n * m.size_min > x for n, m, x in zip(cohorts, problem.modules, people, strict=True)):
            continue
        if sum(n * m.cost for n, m in zip(cohorts, problem.modules, strict=True)) > problem.limits.budget + 1e-9:
            continue
        if sum(n * m.trainer_days for n, m in zip(cohorts, problem.modules, strict=True)) > (
            problem.limits.trainer_days + 1e-9
        ):
            continue
        days = sum(x * m.days for x, m in zip(people, problem.modules, strict=True))
        if days > problem.limits.days_per_person * group.headcount + 1e-9:
            continue
        ready = all(
            x == 0
            or all(group.levels[e.item] >= e.starting_level for e in m.effects)
            or (m.prerequisites and all(people[number[first]] >= x for first in m.prerequisites))
            for x, m in zip(people, problem.modules, strict=True)
        )
        if ready:
            best = max(best, _closed(problem, people))
    return best


def _closed(problem: PlanProblem, people: tuple[int, ...]) -> float:
    total = 0.0
    for target in problem.targets:
        taught = sum(
            x * max(0.0, min(effect.gain, effect.up_to_level - target.observed))
            for x, module_ in zip(people, problem.modules, strict=True)
            for effect in module_.effects
            if effect.item == target.item
        )
        total += target.importance * min(target.value * target.headcount, taught)
    return total


@pytest.mark.parametrize("seed", range(12))
def test_plan_equals_enumeration(seed: int) -> None:
    chance = np.random.default_rng(seed)
    items = ["1.1", "2.1", "2.2"]
    heads = 9
    gaps = [
        gap(
            item,
            "health",
            headcount=float(heads),
            level=float(np.round(chance.uniform(0.8, 2.2), 2)),
            required=3.0,
            importance=float(chance.integers(1, 6)),
        )
        for item in items
    ]
    modules = []
    for number in range(4):
        taught = chance.choice(items, size=int(chance.integers(1, 3)), replace=False)
        start = int(chance.integers(0, 3))
        size = int(chance.integers(3, 7))
        modules.append(
            module(
                f"M{number}",
                [(str(item), float(np.round(chance.uniform(0.3, 1.2), 2)), start, start + 2) for item in taught],
                cost=float(chance.integers(1, 9) * 100),
                days=float(chance.integers(1, 4)),
                trainer_days=float(chance.integers(1, 5)),
                size_min=int(chance.integers(1, 3)),
                size_max=size,
                after=["M0"] if number and start == 2 else [],
            )
        )
    bounds = limits(budget=float(chance.integers(6, 20) * 100), trainer_days=10.0, days=3.0)
    problem = assemble_problem(gap_set(gaps), catalogue(modules), bounds)
    plan = optimise_plan(problem, relative_gap=0.0)
    assert plan.objective == pytest.approx(best_by_enumeration(problem), rel=1e-9, abs=1e-9)
    assert plan.bound == pytest.approx(plan.objective, rel=1e-6)


def test_plan_of_twelve_modules_equals_enumeration_of_whole_cohorts() -> None:
    """Twelve modules of one full cohort each: the plan is the best of all 4,096 sets within the budget."""
    chance = np.random.default_rng(3)
    gaps = [gap(item, "health", headcount=10.0, level=0.5, required=3.0) for item in ("1.1", "2.1", "2.2")]
    modules = [
        module(
            f"M{n:02d}",
            [(str(chance.choice(["1.1", "2.1", "2.2"])), float(np.round(chance.uniform(0.2, 1.0), 2)), 0, 4)],
            cost=float(chance.integers(3, 15) * 100),
            size_min=10,
            size_max=10,
            days=0.0,
            trainer_days=1.0,
        )
        for n in range(12)
    ]
    problem = assemble_problem(gap_set(gaps), catalogue(modules), limits(budget=3000.0, trainer_days=5.0))
    best = max(
        _closed(problem, tuple(10 * taken for taken in chosen))
        for chosen in itertools.product((0, 1), repeat=12)
        if sum(t * m.cost for t, m in zip(chosen, problem.modules, strict=True)) <= 3000 and sum(chosen) <= 5
    )
    assert optimise_plan(problem, relative_gap=0.0).objective == pytest.approx(best, rel=1e-9)
