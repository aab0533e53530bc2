"""Laws of published tables of people: nothing small shows, nothing hidden narrows down, none and few look the same."""

from hypothesis import given, settings
from hypothesis import strategies as st

from capacita.disclosure import (
    ProtectedTable,
    audit_table,
    find_release_conflicts,
    is_protected,
    protect_division,
    protect_table,
    select_suppressed,
)

ROWS, COLUMNS = ("r1", "r2", "r3", "r4"), ("c1", "c2", "c3", "c4", "c5")
COUNT = st.one_of(st.integers(0, 6), st.integers(0, 60))
FLOOR = st.integers(2, 10)


@st.composite
def tables(draw: st.DrawFn) -> tuple[dict[tuple[str, str], int], tuple[str, ...], tuple[str, ...]]:
    rows = ROWS[: draw(st.integers(1, len(ROWS)))]
    columns = COLUMNS[: draw(st.integers(1, len(COLUMNS)))]
    return {(row, column): draw(COUNT) for row in rows for column in columns}, rows, columns


def shown(table: ProtectedTable) -> list[int | None]:
    return [*(value for line in table.cells for value in line), *table.row_totals, *table.column_totals, table.total]


@given(tables(), FLOOR)
@settings(max_examples=120, deadline=None)
def test_table_is_protected(made: tuple, floor: int) -> None:
    counts, rows, columns = made
    table = protect_table(counts, rows, columns, floor)
    assert all(value is None or value >= floor for value in shown(table))
    for interval in audit_table(table, counts):
        assert interval.high is None or interval.high - interval.low >= floor
    assert is_protected(table, counts)


@given(st.lists(COUNT, min_size=1, max_size=8), FLOOR)
@settings(max_examples=80, deadline=None)
def test_division_is_protected(sizes: list[int], floor: int) -> None:
    names = [f"g{number}" for number in range(len(sizes))]
    counts = dict(zip(names, sizes, strict=True))
    assert is_protected(protect_division(counts, names, floor), counts)


@given(st.lists(st.one_of(st.integers(1, 6), st.integers(1, 60)), min_size=1, max_size=8), FLOOR)
@settings(max_examples=80, deadline=None)
def test_estimates_are_left_out_where_counts_are(sizes: list[int], floor: int) -> None:
    counts = {f"g{number}": size for number, size in enumerate(sizes)}
    table = protect_division(counts, tuple(counts), floor)
    left_out = {name for name, value in zip(table.columns, table.cells[0], strict=True) if value is None}
    assert set(select_suppressed(counts, floor)) == left_out


@given(tables(), FLOOR)
@settings(max_examples=40, deadline=None)
def test_nothing_is_suppressed_without_need(made: tuple, floor: int) -> None:
    counts, rows, columns = made
    large = {place: count + floor for place, count in counts.items()}
    assert None not in shown(protect_table(large, rows, columns, floor))


@given(tables(), FLOOR)
@settings(max_examples=40, deadline=None)
def test_categories_without_anybody_look_as_if_left_out_of_the_counts(made: tuple, floor: int) -> None:
    counts, rows, columns = made
    named = {place: count for place, count in counts.items() if count}
    assert protect_table(counts, rows, columns, floor) == protect_table(named, rows, columns, floor)


@given(tables(), FLOOR)
@settings(max_examples=40, deadline=None)
def test_the_same_release_again_tells_nothing_new(made: tuple, floor: int) -> None:
    counts, rows, columns = made
    table = protect_table(counts, rows, columns, floor)
    assert find_release_conflicts([table], table) == []
