from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capacita.planning import Catalogue, assemble_problem, validate_plan
from capacita.planning.optimise import optimise_plan
from lib.planning_cases import catalogue, gap, gap_set, limits, module

ITEMS = ("1.1", "2.1", "3.1")
levels = st.floats(0.2, 3.0).map(lambda value: round(value, 2))
gaps = st.lists(
    st.tuples(st.sampled_from(ITEMS), st.sampled_from(("health", "finance")), levels, st.integers(1, 5)),
    min_size=1,
    max_size=5,
    unique_by=lambda entry: entry[:2],
).map(
    lambda rows: gap_set(
        [
            gap(item, group, headcount=30.0, required=3.0, level=level, importance=imp)
            for item, group, level, imp in rows
        ]
    )
)


@st.composite
def catalogues(draw: st.DrawFn) -> Catalogue:
    modules = []
    for number in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, 2))
        taught = draw(st.lists(st.sampled_from(ITEMS), min_size=1, max_size=2, unique=True))
        smallest = draw(st.integers(1, 8))
        modules.append(
            module(
                f"M{number}",
                [(item, draw(st.sampled_from((0.4, 0.7, 1.0))), start, start + 2) for item in taught],
                cost=draw(st.integers(0, 20)) * 100.0,
                days=draw(st.integers(0, 5)) / 2,
                trainer_days=float(draw(st.integers(0, 5))),
                size_min=smallest,
                size_max=smallest + draw(st.integers(0, 12)),
                after=[f"M{draw(st.integers(0, number - 1))}"] if number and draw(st.booleans()) else [],
            )
        )
    return catalogue(modules)


bounds = st.builds(
    lambda money, trainers, days: limits(money * 500.0, float(trainers), days / 2),
    st.integers(0, 20),
    st.integers(0, 30),
    st.integers(0, 12),
)
few = settings(max_examples=60, deadline=None)


@few
@given(gaps, catalogues(), bounds)
def test_no_plan_breaks_a_rule(given_gaps, given_catalogue, given_limits) -> None:  # type: ignore[no-untyped-def]
    problem = assemble_problem(given_gaps, given_catalogue, given_limits)
    plan = optimise_plan(problem, relative_gap=0.0)
    assert validate_plan(problem, plan) == []
    assert plan.bound == pytest.approx(plan.objective, rel=1e-5, abs=1e-5)


@few
@given(gaps, catalogues(), bounds, st.integers(1, 10))
def test_more_money_never_closes_less(given_gaps, given_catalogue, given_limits, more) -> None:  # type: ignore[no-untyped-def]
    richer = replace(given_limits, budget=given_limits.budget + more * 300.0)
    poor = optimise_plan(assemble_problem(given_gaps, given_catalogue, given_limits), relative_gap=0.0)
    rich = optimise_plan(assemble_problem(given_gaps, given_catalogue, richer), relative_gap=0.0)
    assert rich.objective >= poor.objective - 1e-6


@few
@given(gaps, catalogues(), bounds, st.randoms(use_true_random=False))
def test_order_of_the_input_changes_nothing(given_gaps, given_catalogue, given_limits, chance) -> None:  # type: ignore[no-untyped-def]
    mixed_gaps = list(given_gaps.gaps)
    mixed_modules = list(given_catalogue.modules)
    chance.shuffle(mixed_gaps)
    chance.shuffle(mixed_modules)
    one = optimise_plan(assemble_problem(given_gaps, given_catalogue, given_limits), relative_gap=0.0)
    other = optimise_plan(
        assemble_problem(
            replace(given_gaps, gaps=tuple(mixed_gaps)),
            replace(given_catalogue, modules=tuple(mixed_modules)),
            given_limits,
        ),
        relative_gap=0.0,
    )
    assert other.objective == one.objective
    assert [(c.group, c.module, c.people) for c in other.choices] == [
        (c.group, c.module, c.people) for c in one.choices
    ]
