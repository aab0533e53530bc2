"""Laws of opinion groups: chance makes none, order of entry does not matter, counts add up."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capacita.consultation.opinion import (
    Verdict,
    VoteMatrix,
    adjusted_rand_index,
    collect_rows,
    compute_statistics,
    group_opinions,
)

ROWS = st.lists(
    st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("1234"), st.sampled_from([-1, 0, 1])),
    min_size=1,
    max_size=60,
)


def two_camps(people: int, statements: int, seed: int, seen: float = 0.7) -> VoteMatrix:
    """Return the votes of two camps of the same size that mostly say the opposite."""
    chance = np.random.default_rng(seed)
    side = np.where(np.arange(people) % 2 == 0, 1, -1)
    votes = np.where(
        chance.random((people, statements)) < 0.8, side[:, None], chance.integers(-1, 2, (people, statements))
    )
    return collect_rows(
        (str(person), str(statement), int(votes[person, statement]))
        for person in range(people)
        for statement in range(statements)
        if chance.random() < seen
    )


def shuffled(matrix: VoteMatrix, seed: int) -> VoteMatrix:
    """Return the votes with those of each statement permuted among those who voted on it."""
    chance = np.random.default_rng(seed)
    votes = matrix.votes.copy()
    for column in range(len(matrix.statements)):
        entries = np.flatnonzero(matrix.columns == column)
        votes[entries] = chance.permutation(votes[entries])
    return VoteMatrix(
        participants=matrix.participants,
        statements=matrix.statements,
        people=matrix.people,
        columns=matrix.columns,
        votes=votes,
    )


def test_two_camps_are_found_and_stable() -> None:
    report = group_opinions(two_camps(80, 20, seed=1), np.random.default_rng(1))
    sides = np.array([int(name) % 2 for name in report.matrix.participants])
    assert report.stability.verdict is Verdict.STABLE
    assert adjusted_rand_index(report.labels, sides) == 1


@pytest.mark.parametrize("seed", range(6))
def test_votes_permuted_independently_have_no_stable_groups(seed: int) -> None:
    report = group_opinions(shuffled(two_camps(120, 25, seed), seed), np.random.default_rng(seed))
    assert report.stability.verdict is not Verdict.STABLE


@pytest.mark.parametrize("seed", range(3))
def test_two_statements_that_everybody_saw_make_no_groups_by_themselves(seed: int) -> None:
    chance = np.random.default_rng(seed)
    rows = [
        (str(person), str(statement), int(chance.choice([-1, 1])))
        for person in range(150)
        for statement in range(30)
        if statement < 2 or chance.random() < 0.3
    ]
    report = group_opinions(collect_rows(rows), np.random.default_rng(seed))
    assert report.stability.verdict is not Verdict.STABLE


def test_same_seed_gives_the_same_report() -> None:
    votes = two_camps(60, 12, seed=4)
    first, second = (group_opinions(votes, np.random.default_rng(7)) for _ in range(2))
    assert first.stability == second.stability
    assert (first.labels == second.labels).all()


@given(ROWS)
@settings(max_examples=60, deadline=None)
def test_latest_vote_wins_as_in_a_dictionary(rows: list[tuple[str, str, int]]) -> None:
    matrix = collect_rows(rows)
    last = {(person, statement): vote for person, statement, vote in rows}
    entries = zip(matrix.people, matrix.columns, matrix.votes, strict=True)
    assert {(matrix.participants[p], matrix.statements[c]): int(v) for p, c, v in entries} == last
    assert matrix.superseded == len(rows) - len(last)


@given(ROWS, st.integers(1, 3))
@settings(max_examples=60, deadline=None)
def test_group_counts_add_up_to_those_of_the_clustered(rows: list[tuple[str, str, int]], groups: int) -> None:
    matrix = collect_rows(rows)
    labels = np.array([position % groups for position in range(len(matrix.participants))], dtype=np.int32)
    statistics = compute_statistics(matrix, labels, groups)
    assert (statistics.votes.sum(axis=0) == matrix.count_by_statement()).all()
    assert (statistics.agree + statistics.disagree <= statistics.votes).all()
    assert ((statistics.group_aware_consensus > 0) & (statistics.group_aware_consensus < 1)).all()
    assert np.isfinite(statistics.rat).all()
