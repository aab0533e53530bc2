"""The statistics of groups written once more, vote by vote, as the formulas stand."""

import math

import numpy as np

from capacita.consultation.opinion import collect_rows, compute_statistics


def test_statistics_are_those_of_the_formulas() -> None:
    chance = np.random.default_rng(11)
    rows = [
        (str(person), str(statement), int(chance.integers(-1, 2)))
        for person in range(30)
        for statement in range(6)
        if chance.random() < 0.6
    ]
    group = {str(person): person % 4 - 1 for person in range(30)}  # -1 is unclustered
    matrix = collect_rows(rows)
    statistics = compute_statistics(matrix, np.array([group[name] for name in matrix.participants], dtype=np.int32), 3)
    for column, statement in enumerate(matrix.statements):
        product = 1.0
        for number in range(3):
            inside = [vote for person, name, vote in rows if name == statement and group[person] == number]
            outside = [vote for person, name, vote in rows if name == statement and group[person] not in (number, -1)]
            na, ns, na2, ns2 = inside.count(1), len(inside), outside.count(1), len(outside)
            pa, pa2 = (na + 1) / (ns + 2), (na2 + 1) / (ns2 + 2)
            product *= pa
            p1, p2, p = (na + 1) / (ns + 1), (na2 + 1) / (ns2 + 1), (na + na2 + 2) / (ns + ns2 + 2)
            rat = 0 if p == 1 else (p1 - p2) / math.sqrt(p * (1 - p) * (1 / (ns + 1) + 1 / (ns2 + 1)))
            assert math.isclose(statistics.pa[number, column], pa)
            assert math.isclose(statistics.pat[number, column], 2 * math.sqrt(ns + 1) * (p1 - 0.5), abs_tol=1e-12)
            assert math.isclose(statistics.ra[number, column], pa / pa2)
            assert math.isclose(statistics.rat[number, column], rat, abs_tol=1e-12)
        assert math.isclose(statistics.group_aware_consensus[column], product)
