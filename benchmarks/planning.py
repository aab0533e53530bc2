"""How long a plan for a whole service takes: 200 modules, 500 groups, 20 competencies; one instance, made by seed.

Run: ``python benchmarks/planning.py [--groups 500] [--modules 200]``. Prints the size, the seconds of each step, the
objective, the bound and the relative gap. One thread, as everywhere in planning. About 50 modules fit each group
(26,603 options), the size at which OR-tools CP-SAT 9.15 still had a gap of 65 % after 60 s with two workers and of 2 %
with eight on an instance like it, in a formulation of its own; OR-tools is no dependency and is not run here.
"""

import argparse
import time
import uuid

import numpy as np

from capacita.planning.catalogue import DeliveryMode, ModuleEffect
from capacita.planning.optimise import optimise_plan
from capacita.planning.plan import validate_plan
from capacita.planning.problem import PlanGroup, PlanLimits, PlanModule, PlanProblem, PlanTarget, list_options

NAMESPACE = uuid.UUID("0ba838c0-e42c-5baf-9977-d0f719525a23")
ZERO = "sha256:" + "0" * 64


def name(*words: object) -> str:
    return str(uuid.uuid5(NAMESPACE, "/".join(map(str, words))))


def make_problem(modules: int, groups: int, items: int, seed: int) -> PlanProblem:
    chance = np.random.default_rng(seed)
    made_modules = []
    for number in range(modules):
        start = int(chance.integers(1, 4))
        taught = chance.choice(items, size=int(chance.integers(1, 4)), replace=False)
        made_modules.append(
            PlanModule(
                id=name("module", number),
                code=f"M{number:03d}",
                title={},
                effects=tuple(
                    ModuleEffect(
                        item=name("item", item),
                        gain=float(chance.uniform(0.3, 1.0)),
                        starting_level=start,
                        up_to_level=start + 2,
                    )
                    for item in taught
                ),
                days=float(chance.integers(1, 6)),
                trainer_days=float(chance.integers(1, 8)),
                cost=float(chance.integers(800, 6000)),
                size_min=1,
                size_max=int(chance.integers(15, 41)),
                mode=DeliveryMode.IN_PERSON,
            )
        )
    made_groups, targets = [], []
    for number in range(groups):
        heads = int(chance.integers(20, 400))
        levels = chance.uniform(0.5, 2.8, size=items)
        made_groups.append(
            PlanGroup(
                value=f"G{number:03d}",
                headcount=heads,
                levels={name("item", item): float(level) for item, level in enumerate(levels)},
            )
        )
        for item, level in enumerate(levels):
            targets.append(
                PlanTarget(
                    gap=name("gap", number, item),
                    item=name("item", item),
                    group=f"G{number:03d}",
                    headcount=float(heads),
                    value=float(chance.uniform(0.2, 1.5)),
                    importance=float(chance.integers(1, 6)),
                    observed=float(level),
                )
            )
    people = sum(group.headcount for group in made_groups)
    return PlanProblem(
        id=name("problem", modules, groups, items, seed),
        title="benchmark",
        simulated=True,
        gaps=name("gaps"),
        gaps_digest=ZERO,
        catalogue=name("catalogue"),
        catalogue_version="1",
        catalogue_digest=ZERO,
        framework=str(NAMESPACE),
        framework_version="1",
        framework_digest=ZERO,
        limits=PlanLimits(
            budget=people * 150.0, currency="XAC", trainer_days=people * 0.25, days_per_person=12.0, smallest_gap=0.1
        ),
        groups=tuple(made_groups),
        modules=tuple(made_modules),
        targets=tuple(targets),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--modules", type=int, default=200)
    parser.add_argument("--groups", type=int, default=500)
    parser.add_argument("--items", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--gap", type=float, default=0.005)
    parser.add_argument("--nodes", type=int, default=20_000)
    given = parser.parse_args()
    problem = make_problem(given.modules, given.groups, given.items, given.seed)
    begun = time.perf_counter()
    options = list_options(problem)
    listed = time.perf_counter()
    plan = optimise_plan(problem, relative_gap=given.gap, node_limit=given.nodes)
    solved = time.perf_counter()
    assert validate_plan(problem, plan) == []
    checked = time.perf_counter()
    print(f"options {len(options)}  gaps {len(problem.targets)}  people {sum(g.headcount for g in problem.groups)}")
    print(f"list {listed - begun:.2f} s  optimise {solved - listed:.2f} s  check {checked - solved:.2f} s")
    print(f"{plan.status}  objective {plan.objective:.2f}  bound {plan.bound:.2f}  gap {plan.relative_gap:.2e}")
    print(f"choices {len(plan.choices)}  cost {plan.cost:.0f} of {problem.limits.budget:.0f}")


if __name__ == "__main__":
    main()
