from dataclasses import replace

import pytest

from capacita.planning import PROBLEM_FORMAT, LeftOutReason, assemble_problem
from capacita.planning.problem import list_options
from capacita.vocabulary import Refusal, canonical_json
from lib.planning_cases import action, catalogue, gap, gap_set, identifier, limits, module

TEACHING = module("A", [("1.1", 0.8, 0, 2)])


def test_gap_with_skill_as_main_barrier_is_for_training() -> None:
    for barriers in (None, {"skill": 0.6, "tools": 0.3}, {"none": 0.8, "tools": 0.1}):
        problem = assemble_problem(
            gap_set([gap("1.1", "health", barriers=barriers)]), catalogue([TEACHING], [action("T", "tools")]), limits()
        )
        assert [target.gap for target in problem.targets] == [identifier("gap", "1.1", "ministry", "health")]
        assert problem.barred == ()


def test_gap_with_another_main_barrier_goes_to_its_action() -> None:
    problem = assemble_problem(
        gap_set([gap("1.1", "health", barriers={"skill": 0.2, "tools": 0.7})]),
        catalogue([TEACHING], [action("T", "tools")]),
        limits(),
    )
    assert problem.targets == ()
    assert [(entry.barrier, entry.share) for entry in problem.barred] == [("tools", 0.7)]


def test_gap_with_a_barrier_that_no_action_meets_is_left_out_and_says_so() -> None:
    problem = assemble_problem(gap_set([gap("1.1", "health", barriers={"law": 0.9})]), catalogue([TEACHING]), limits())
    assert [left.reason for left in problem.left_out] == [LeftOutReason.NO_ACTION]


def test_gaps_not_worth_planning_are_left_out_with_their_reason() -> None:
    problem = assemble_problem(
        gap_set([gap("1.1", "a", level=None), gap("1.1", "b", level=2.6), gap("1.1", "c", level=2.45)]),
        catalogue([TEACHING]),
        limits(smallest_gap=0.1),
    )
    assert {left.group: left.reason.value for left in problem.left_out} == {
        "a": "not_estimable",
        "b": "no_gap",
        "c": "below_smallest",
    }


def test_only_the_dimension_asked_for_is_planned() -> None:
    gaps = gap_set([gap("1.1", "health"), gap("1.1", "senior", dimension="grade")])
    problem = assemble_problem(gaps, catalogue([TEACHING]), limits(dimension="grade"))
    assert [group.value for group in problem.groups] == ["senior"]
    with pytest.raises(Refusal) as refusal:
        assemble_problem(gaps, catalogue([TEACHING]), limits(dimension="region"))
    assert refusal.value.code == "PLANNING_NO_GROUPS"
    assert refusal.value.values["known"] == "grade, ministry"


def test_module_in_no_language_asked_for_is_no_option() -> None:
    french = module("F", [("1.1", 1.0, 0, 3)], languages=["fr"])
    problem = assemble_problem(
        gap_set([gap("1.1", "health")]), catalogue([TEACHING, french]), limits(languages=("en",))
    )
    assert [entry.code for entry in problem.modules] == ["A"]
    assert problem.modules_left_out == (french.id,)


def test_module_above_the_group_is_an_option_only_with_its_prerequisite() -> None:
    gaps = gap_set([gap("1.1", "health", level=0.9)])
    alone = assemble_problem(gaps, catalogue([module("B", [("1.1", 1.0, 2, 4)])]), limits())
    assert list_options(alone) == []
    both = assemble_problem(
        gaps, catalogue([module("B", [("1.1", 1.0, 2, 4)], after=["C"]), module("C", [("2.2", 1.0, 0, 2)])]), limits()
    )
    options = {option.module: option for option in list_options(both)}
    assert options[identifier("module", "B")].requires == (identifier("module", "C"),)
    assert options[identifier("module", "C")].gains == {}


def test_prerequisite_is_waived_where_the_group_stands_high_enough() -> None:
    problem = assemble_problem(
        gap_set([gap("1.1", "health", level=2.0, required=3.0)]),
        catalogue([module("B", [("1.1", 1.0, 2, 4)], after=["C"]), module("C", [("2.2", 1.0, 0, 2)])]),
        limits(),
    )
    assert [(option.module, option.requires) for option in list_options(problem)] == [(identifier("module", "B"), ())]


def test_participant_gains_no_more_than_the_module_teaches() -> None:
    problem = assemble_problem(gap_set([gap("1.1", "health", level=1.5)]), catalogue([TEACHING]), limits())
    assert list(list_options(problem)[0].gains.values()) == [0.5]


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("PLANNING_OTHER_CURRENCY", {"currency": "EUR"}),
        ("PLANNING_LIMIT_NEGATIVE", {"budget": -1.0}),
        ("PLANNING_LIMIT_NEGATIVE", {"smallest_gap": float("nan")}),
    ],
)
def test_limits_that_make_no_sense_are_refused(code: str, change: dict[str, object]) -> None:
    with pytest.raises(Refusal) as refusal:
        assemble_problem(gap_set([gap("1.1", "a")]), catalogue([TEACHING]), replace(limits(), **change))
    assert refusal.value.code == code


def test_prerequisites_in_a_circle_are_refused() -> None:
    circle = [module("A", [("1.1", 1.0, 2, 3)], after=["B"]), module("B", [("1.1", 1.0, 2, 3)], after=["A"])]
    with pytest.raises(Refusal) as refusal:
        assemble_problem(gap_set([gap("1.1", "a")]), catalogue(circle), limits())
    assert refusal.value.code == "PLANNING_PREREQUISITES_CIRCULAR"


def test_problem_reads_back_as_it_was_written() -> None:
    problem = assemble_problem(gap_set([gap("1.1", "a")]), catalogue([TEACHING], [action("T", "tools")]), limits())
    data = canonical_json(PROBLEM_FORMAT.dump(problem))
    assert PROBLEM_FORMAT.read_whole(data) == problem
