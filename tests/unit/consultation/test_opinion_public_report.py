"""What everybody may read of an opinion report, and when a second one may stand beside it."""

import copy

import numpy as np
import pytest

from capacita.consultation.opinion import (
    Characteristic,
    OfferedStatement,
    collect_rows,
    find_report_conflicts,
    group_opinions,
    make_public_report,
    order_statements,
)
from capacita.vocabulary import Refusal


def two_camps(people: int = 80) -> list[tuple[str, str, int]]:
    chance = np.random.default_rng(11)
    rows = []
    for person in range(people):
        for statement in range(1, 11):
            side = 1 if statement <= 2 or (statement + person) % 2 else -1
            rows.append((str(person), str(statement), side if chance.random() < 0.85 else -side))
    return rows


def report_of(rows: list[tuple[str, str, int]], **more):  # type: ignore[no-untyped-def] # a report is plain JSON
    return make_public_report(group_opinions(collect_rows(rows), np.random.default_rng(1)), **more)


def test_groups_are_lettered_and_nobody_is_named() -> None:
    report = report_of(two_camps())
    assert [group["id"] for group in report["groups"]] == ["A", "B"]
    assert report["stability"]["verdict"] == "stable"
    assert "participants" in report
    assert all(set(entry["answers"]) == {"A", "B"} for entry in report["statements"])
    assert {entry["group"] for entry in report["map"]} == {"A", "B"}
    assert set(report["consensus"]["agree"]) == {"1", "2"}
    assert "1" not in report["divisive"]
    assert report["divisive"]


def test_a_few_in_no_group_are_not_told_by_the_count_of_all() -> None:
    rows = [*two_camps(), ("900", "1", 1), ("901", "1", 1)]
    report = report_of(rows)
    assert report["counted"] == 80
    assert report["participants"] is None


def test_fewer_than_the_floor_have_no_report() -> None:
    with pytest.raises(Refusal) as refusal:
        report_of([(str(person), "1", 1) for person in range(4)])
    assert refusal.value.code == "OPINION_TOO_FEW_VOTERS"


def test_characteristics_are_crossed_with_groups_through_protection() -> None:
    kinds = {str(person): ("academia" if person < 41 else "parliament") for person in range(80) if person != 3}
    told = Characteristic(categories=("academia", "parliament", "judiciary"), category_of=kinds)
    table = report_of(two_camps(), characteristics={"stakeholder": told})["characteristics"]["stakeholder"]
    assert table["rows"] == ("academia", "parliament", "judiciary", "not_said")
    assert table["cells"][2] == (None, None)
    assert table["cells"][3] == (None, None)
    assert None not in table["column_totals"]


def test_the_same_report_or_one_of_many_more_people_may_stand_beside_it() -> None:
    report = report_of(two_camps())
    assert find_report_conflicts([report], report) == []
    assert find_report_conflicts([], report) == []


@pytest.mark.parametrize("change", [1, -1, 4])
def test_counts_that_moved_by_a_few_are_a_conflict(change: int) -> None:
    report = report_of(two_camps())
    other = copy.deepcopy(report)
    other["counted"] += change
    assert find_report_conflicts([report], other) == ["counted"]
    moved = copy.deepcopy(report)
    moved["groups"][0]["size"] += change
    assert find_report_conflicts([report], moved) == ["group:A"]


def test_sums_of_what_two_reports_show_are_held_against_each_other() -> None:
    report = report_of(two_camps())
    row = {"answers": 40, "agree": (20, 20), "disagree": None, "passed": None, "unanswered": None}
    report["statements"][0]["answers"] = {"A": row}
    moved = copy.deepcopy(report)
    moved["statements"][0]["answers"] = {"A": {**row, "agree": (23, 23), "disagree": (12, 12)}}
    assert find_report_conflicts([report], moved) == ["statement:1"]
    far = copy.deepcopy(report)
    far["statements"][0]["answers"] = {"A": {**row, "agree": (25, 25)}}
    assert find_report_conflicts([report], far) == []


def test_other_groups_cannot_be_held_against_each_other() -> None:
    report = report_of(two_camps())
    other = copy.deepcopy(report)
    other["groups"].append({"id": "C", "size": 20})
    assert find_report_conflicts([report], other) == ["groups"]


def test_seeds_are_asked_first_then_what_few_have_answered_and_always_in_the_same_order() -> None:
    offered = [
        OfferedStatement(id="late", is_seed=False, answers=0),
        OfferedStatement(id="seed-b", is_seed=True, answers=9),
        OfferedStatement(id="seed-a", is_seed=True, answers=2),
        *(OfferedStatement(id=str(number), is_seed=False, answers=3) for number in range(20)),
    ]
    order = order_statements(offered, voter="one", seed="s")
    assert order[:3] == ["seed-a", "seed-b", "late"]
    assert order == order_statements(reversed(offered), voter="one", seed="s")
    assert order != order_statements(offered, voter="two", seed="s")
