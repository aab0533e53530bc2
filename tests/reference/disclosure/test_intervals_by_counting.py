"""What a reader can work out, by listing every table that fits: the audit must find the same intervals."""

import itertools

import numpy as np
import pytest

from capacita.disclosure import ProtectedTable, audit_table, protect_table

ROWS, COLUMNS = ("a", "b"), ("x", "y", "z")


MOST = 6


def fitting(table: ProtectedTable, made: np.ndarray) -> np.ndarray:
    """Return which of all tables, shape (tables, rows, columns), agree with what is published."""
    fit = np.ones(len(made), dtype=bool)
    for row, line in enumerate(table.cells):
        for column, value in enumerate(line):
            if value is not None:
                fit &= made[:, row, column] == value
    for totals, sums in ((table.row_totals, made.sum(axis=2)), (table.column_totals, made.sum(axis=1))):
        for position, value in enumerate(totals):
            if value is not None:
                fit &= sums[:, position] == value
    return fit if table.total is None else fit & (made.sum(axis=(1, 2)) == table.total)


@pytest.mark.parametrize("seed", range(5))
def test_intervals_are_those_of_all_tables_that_fit(seed: int) -> None:
    chance = np.random.default_rng(seed)
    sizes = chance.integers(0, 4, size=6)
    sizes[chance.integers(6)] += 2
    counts = {place: int(size) for place, size in zip(itertools.product(ROWS, COLUMNS), sizes, strict=True)}
    table = protect_table(counts, ROWS, COLUMNS, floor=2)
    every = np.indices((MOST + 1,) * 6, dtype=np.int8).reshape(6, -1).T.reshape(-1, 2, 3)
    possible = every[fitting(table, every)]
    for interval in audit_table(table, counts):
        if interval.row is None or interval.column is None:
            continue
        values = possible[:, ROWS.index(interval.row), COLUMNS.index(interval.column)]
        assert values.min() == interval.low
        if interval.high is not None and interval.high <= MOST:
            assert values.max() == interval.high
        assert values.max() - values.min() >= 2
