from dataclasses import replace

import pytest

from capacita.planning import (
    PLAN_FORMAT,
    LeftOutReason,
    LimitName,
    PlanStatus,
    TrainingPlan,
    assemble_problem,
    check_plan,
    explain_plan,
    share_closed,
    spell_sentence,
    validate_plan,
)
from capacita.planning.optimise import _Model, mark_robust_choices, optimise_plan
from capacita.planning.problem import list_options
from capacita.vocabulary import Refusal, canonical_json
from lib.planning_cases import action, catalogue, gap, gap_set, identifier, limits, module


def make_plan(budget: float = 8000.0, trainer_days: float = 100.0) -> TrainingPlan:
    gaps = gap_set(
        [
            gap("1.1", "health"),
            gap("1.1", "finance", importance=5.0),
            gap("2.2", "health", barriers={"skill": 0.2, "tools": 0.7}),
            gap("2.3", "finance", level=0.8),
            gap("2.4", "finance", level=None),
        ]
    )
    modules = [
        module("A", [("1.1", 0.8, 0, 2)]),
        module("B", [("2.3", 1.0, 2, 4)], after=["C"]),
        module("C", [("2.3", 0.5, 0, 2)], cost=400.0),
    ]
    problem = assemble_problem(gaps, catalogue(modules, [action("T", "tools")]), limits(budget, trainer_days))
    return optimise_plan(problem, relative_gap=0.0)


def test_plan_keeps_its_rules_and_says_what_it_is() -> None:
    plan = make_plan()
    check_plan(plan.problem, plan)
    assert plan.status is PlanStatus.OPTIMAL
    assert plan.simulated
    assert 0 < plan.cost <= 8000
    assert share_closed(plan) == pytest.approx(plan.objective / 1310)  # 3*100 + 5*100 + 3*170
    first = {choice.module_code: choice.people for choice in plan.choices if choice.group == "finance"}
    assert first["B"] <= first["C"]


def test_same_problem_gives_the_same_bytes() -> None:
    assert canonical_json(PLAN_FORMAT.dump(make_plan())) == canonical_json(PLAN_FORMAT.dump(make_plan()))


def test_plan_reads_back_as_it_was_written() -> None:
    plan = mark_robust_choices(make_plan().problem, make_plan())
    assert PLAN_FORMAT.read_whole(canonical_json(PLAN_FORMAT.dump(plan))) == plan


def test_no_money_gives_a_plan_without_choices() -> None:
    plan = make_plan(budget=0.0)
    assert (plan.choices, plan.objective) == ((), 0.0)
    assert LeftOutReason.LIMITS in {left.reason for left in plan.left_out}
    assert any(use.name is LimitName.BUDGET and use.worth > 0 for use in plan.limits)


def test_no_fitting_module_gives_nothing_to_choose() -> None:
    problem = assemble_problem(gap_set([gap("1.1", "a")]), catalogue([module("A", [("9.9", 1.0, 0, 2)])]), limits())
    plan = optimise_plan(problem)
    assert plan.status is PlanStatus.NOTHING_TO_CHOOSE
    assert [left.reason for left in plan.left_out] == [LeftOutReason.NO_MODULE]
    assert "PLAN_EMPTY" in {sentence.code for sentence in explain_plan(plan)}


def test_plan_spends_nothing_that_closes_nothing() -> None:
    """One cohort closes the whole gap: no second module is bought, though there is money for it."""
    gaps = gap_set([gap("1.1", "a", headcount=10.0, level=1.5, required=2.0)])
    modules = [module("A", [("1.1", 0.5, 0, 3)]), module("B", [("1.1", 0.5, 0, 3)], cost=50.0)]
    plan = optimise_plan(assemble_problem(gaps, catalogue(modules), limits(budget=1e6, trainer_days=1e4, days=99.0)))
    assert [(choice.module_code, choice.people, choice.cohorts) for choice in plan.choices] == [("B", 10, 1)]


def test_seats_that_nothing_depends_on_are_taken_out() -> None:
    """Half a level is missing for each of 30; one level gained closes it with 15, whom a later module may hold."""
    gaps = gap_set(
        [gap("1.1", "a", headcount=30.0, level=2.0, required=2.5), gap("2.1", "a", headcount=30.0, level=0.5)]
    )
    modules = [module("A", [("1.1", 1.0, 0, 4)]), module("B", [("2.1", 1.0, 2, 4)], after=["A"])]
    problem = assemble_problem(gaps, catalogue(modules), limits(1e6, 1e5, 50.0))
    model = _Model(problem, list_options(problem))
    assert model.trim([30, 0]) == [15, 0]
    assert model.trim([30, 22]) == [22, 22]


def test_worth_of_money_is_the_slope_of_the_relaxation() -> None:
    """10 people a cohort at 100 each close 0.5 x importance 3: one unit of money is worth 0.15."""
    gaps = gap_set([gap("1.1", "a", headcount=1000.0, importance=3.0)])
    problem = assemble_problem(
        gaps, catalogue([module("A", [("1.1", 0.5, 0, 4)], cost=100.0, size_max=10)]), limits(1000.0, 1e6, 50.0)
    )
    plan = optimise_plan(problem)
    worth = {use.name: use.worth for use in plan.limits}
    assert worth[LimitName.BUDGET] == pytest.approx(0.15)
    assert worth[LimitName.TRAINER_DAYS] == 0


def test_barred_gap_becomes_an_action_with_its_share() -> None:
    (chosen,) = make_plan().actions
    assert chosen.barrier == "tools"
    assert chosen.share == pytest.approx(0.7)
    assert chosen.gaps == (identifier("gap", "2.2", "ministry", "health"),)


def test_robust_choice_stands_when_gaps_shrink_and_grow() -> None:
    """B's gap is smaller than its error: it vanishes in the smaller scenario, so B is no robust choice."""
    gaps = gap_set([gap("1.1", "a", error=0.1), gap("2.1", "a", level=2.35, required=2.5, error=0.2, importance=1.0)])
    modules = [module("A", [("1.1", 1.0, 0, 3)]), module("B", [("2.1", 1.0, 0, 4)])]
    plan = optimise_plan(assemble_problem(gaps, catalogue(modules), limits(1e6, 1e5, 50.0)), relative_gap=0.0)
    marked = mark_robust_choices(plan.problem, plan)
    assert {choice.module_code: choice.robust for choice in marked.choices} == {"A": True, "B": False}


@pytest.mark.parametrize(
    ("code", "spoil"),
    [
        ("PLAN_SEATS_BROKEN", lambda plan: replace(plan.choices[0], people=plan.choices[0].people + 1000)),
        ("PLAN_CHOICE_UNKNOWN", lambda plan: replace(plan.choices[0], group="nowhere")),
        ("PLAN_SUM_WRONG", lambda plan: replace(plan.choices[0], closes=())),
    ],
)
def test_checker_finds_a_spoiled_choice(code: str, spoil: object) -> None:
    plan = make_plan()
    spoiled = replace(plan, choices=(spoil(plan), *plan.choices[1:]))  # type: ignore[operator]
    assert code in {finding.code for finding in validate_plan(plan.problem, spoiled)}
    with pytest.raises(Refusal) as refusal:
        check_plan(plan.problem, spoiled)
    assert refusal.value.code == "PLAN_INFEASIBLE"


def test_checker_finds_a_missing_prerequisite_and_a_broken_limit() -> None:
    plan = make_plan()
    without = replace(plan, choices=tuple(choice for choice in plan.choices if choice.module_code != "C"))
    assert "PLAN_PREREQUISITE_BROKEN" in {finding.code for finding in validate_plan(plan.problem, without)}
    poorer = replace(plan.problem, limits=replace(plan.problem.limits, budget=plan.cost - 1))
    assert "PLAN_LIMIT_BROKEN" in {finding.code for finding in validate_plan(poorer, plan)}
    busier = replace(plan.problem, limits=replace(plan.problem.limits, days_per_person=0.5))
    assert "PLAN_LIMIT_BROKEN" in {finding.code for finding in validate_plan(busier, plan)}


def test_checker_finds_a_wrong_objective_and_bound() -> None:
    plan = make_plan()
    for spoiled in (replace(plan, objective=plan.objective + 1), replace(plan, bound=plan.objective - 1)):
        assert {finding.code for finding in validate_plan(plan.problem, spoiled)} == {"PLAN_SUM_WRONG"}


def test_every_sentence_has_words_in_which_nothing_is_missing() -> None:
    plan = mark_robust_choices(make_plan().problem, make_plan())
    sentences = explain_plan(plan)
    said = [spell_sentence(sentence) for sentence in sentences]
    assert all(said)
    assert not any("{" in words for words in said)
    codes = {sentence.code for sentence in sentences}
    assert {"PLAN_SIMULATED", "PLAN_WHOLE", "PLAN_CHOICE", "PLAN_GAP", "PLAN_ACTION", "PLAN_LIMIT_WORTH"} <= codes
    assert "PLAN_LEFT_NOT_ESTIMABLE" in codes
