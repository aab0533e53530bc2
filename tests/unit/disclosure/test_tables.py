"""Tables of people as they may be published: worked cases."""

import pytest

from capacita.disclosure import audit_table, find_release_conflicts, is_protected, protect_division, protect_table

REGIONS = ("north", "south", "west")
GROUPS = ("0", "1")


def crossed(*cells: int) -> dict[tuple[str, str], int]:
    return {(REGIONS[at // 2], GROUPS[at % 2]): cell for at, cell in enumerate(cells)}


def test_one_small_cell_takes_three_others_with_it_and_leaves_all_totals() -> None:
    table = protect_table(crossed(3, 20, 12, 30, 40, 50), REGIONS, GROUPS)
    assert table.cells == ((None, None), (None, None), (40, 50))
    assert (table.row_totals, table.column_totals, table.total) == ((23, 42, 90), (55, 100), 155)


def test_two_empty_cells_in_a_row_do_not_give_each_other_away() -> None:
    counts = {"a": 0, "b": 0, "c": 30, "d": 40}
    table = protect_division(counts, tuple("abcd"))
    assert table.cells == ((None, None, None, 40),)
    assert [(entry.low, entry.high) for entry in audit_table(table, counts)] == [(0, 30)] * 3


def test_fewer_people_than_the_floor_show_nothing() -> None:
    table = protect_table(crossed(1, 0, 2, 0, 0, 1), REGIONS, GROUPS)
    assert table.total is None
    assert set(table.cells) == {(None, None)}


def test_audit_finds_a_cell_left_to_subtraction() -> None:
    counts = crossed(3, 20, 12, 30, 40, 50)
    whole = protect_table({place: count + 5 for place, count in counts.items()}, REGIONS, GROUPS)
    assert is_protected(whole, {place: count + 5 for place, count in counts.items()})
    given = {"a": 3, "b": 20}
    table = protect_division(given, ("a", "b"))
    assert table.cells == ((None, None),)
    naive = type(table)(
        rows=(), columns=("a", "b"), cells=((None, 20),), row_totals=(), column_totals=(), total=23, floor=5
    )
    assert [(entry.low, entry.high) for entry in audit_table(naive, given)] == [(3, 3)]
    assert not is_protected(naive, given)


def test_audit_refuses_counts_of_another_table() -> None:
    with pytest.raises(ValueError):
        audit_table(protect_division({"a": 10, "b": 20}, ("a", "b")), {"a": 11, "b": 20})


def test_release_with_two_people_more_is_found() -> None:
    first = protect_division({"a": 10, "b": 20}, ("a", "b"))
    second = protect_division({"a": 12, "b": 20}, ("a", "b"))
    conflicts = find_release_conflicts([first], second)
    assert {(entry.column, entry.difference) for entry in conflicts} == {("a", 2), (None, 2)}


def test_release_with_enough_people_more_is_fine() -> None:
    first = protect_division({"a": 10, "b": 20}, ("a", "b"))
    assert find_release_conflicts([first], protect_division({"a": 16, "b": 27}, ("a", "b"))) == []


def test_difference_that_follows_by_subtraction_is_found() -> None:
    """One entry is suppressed in one release only, but its change follows from the total and the others."""
    shown = {"rows": (), "columns": ("a", "b", "c"), "row_totals": (), "column_totals": (), "floor": 5}
    kind = type(protect_division({"a": 10}, ("a",)))
    first = kind(cells=((10, 20, 30),), total=60, **shown)
    second = kind(cells=((10, None, 40),), total=72, **shown)
    assert [(entry.column, entry.difference) for entry in find_release_conflicts([first], second)] == [("b", 2)]


def test_releases_that_suppress_differently_are_found_together() -> None:
    shown = {"rows": (), "columns": ("a", "b", "c"), "row_totals": (), "column_totals": (), "floor": 5}
    kind = type(protect_division({"a": 10}, ("a",)))
    first = kind(cells=((None, None, 30),), total=53, **shown)
    second = kind(cells=((None, 20, None),), total=53, **shown)
    assert ("a", 0) in {(entry.column, entry.difference) for entry in find_release_conflicts([first], second)}


def test_release_of_other_categories_is_refused() -> None:
    with pytest.raises(ValueError):
        find_release_conflicts([protect_division({"a": 10}, ("a",))], protect_division({"b": 10}, ("b",)))


@pytest.mark.parametrize(
    ("counts", "rows", "floor"),
    [({("x", "0"): 9}, REGIONS, 5), ({("north", "0"): -1}, REGIONS, 5), ({}, (), 5), ({}, REGIONS, 1)],
)
def test_unsound_tables_are_refused(counts: dict[tuple[str, str], int], rows: tuple[str, ...], floor: int) -> None:
    with pytest.raises(ValueError):
        protect_table(counts, rows, GROUPS, floor)
