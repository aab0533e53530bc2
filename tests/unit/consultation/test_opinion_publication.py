"""Opinion groups as they may be shown: sizes, votes and crossed characteristics under disclosure control."""

import numpy as np
import pytest

from capacita.consultation.opinion import (
    OpinionReport,
    collect_rows,
    cross_with_groups,
    group_opinions,
    publish_sizes,
    publish_votes,
)

REGIONS = ("north", "south", "west")


@pytest.fixture(name="report")
def report_of_two_groups() -> OpinionReport:
    """Thirty people in one group agree, twelve in another disagree, three of the first pass."""
    rows = [(str(person), "s", 1 if person >= 12 else -1) for person in range(42)]
    rows += [(str(person), "s", 0) for person in (20, 21, 22)]
    given = {str(person): "a" if person >= 12 else "b" for person in range(42)}
    return group_opinions(collect_rows(rows), np.random.default_rng(1), given=given)


def test_sizes_above_the_floor_are_shown(report: OpinionReport) -> None:
    assert publish_sizes(report).cells == ((30, 12),)
    assert publish_sizes(report, floor=13).cells == ((None, None),)


def test_votes_of_few_are_not_shown_and_do_not_follow(report: OpinionReport) -> None:
    table = publish_votes(report, "s")
    assert table.cells[0][2] is None
    assert None in (table.row_totals[0], table.cells[0][0])
    assert table.total == 42


def test_characteristic_by_group_hides_small_cells(report: OpinionReport) -> None:
    region = {str(person): REGIONS[0 if person in (0, 1) else person % 2 + 1] for person in range(42)}
    table = cross_with_groups(report, region, REGIONS)
    assert table.columns == ("a", "b")
    assert table.cells[0] == (None, None)
    assert table.row_totals[0] is None


def test_without_groups_votes_of_all_are_shown_and_nothing_is_crossed() -> None:
    chance = np.random.default_rng(2)
    rows = [
        (str(person), str(statement), int(chance.integers(-1, 2))) for person in range(40) for statement in range(8)
    ]
    report = group_opinions(collect_rows(rows), np.random.default_rng(1))
    assert report.groups == ()
    assert publish_votes(report, "0").total == 40
    assert (publish_sizes(report), cross_with_groups(report, {}, REGIONS)) == (None, None)


def test_statement_without_votes_is_not_known(report: OpinionReport) -> None:
    with pytest.raises(KeyError):
        publish_votes(report, "other")
