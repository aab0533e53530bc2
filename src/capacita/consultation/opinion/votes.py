"""Votes on statements as a sparse matrix: agree 1, disagree -1, pass 0; who did not vote on a statement has no entry.

A log of votes may hold several of one person on one statement. The latest counts, and how many were superseded is kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

AGREE: Final = 1
DISAGREE: Final = -1
PASS: Final = 0

Integers = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteMatrix:
    """One vote per person and statement, sorted by person, then statement.

    ``people`` and ``columns`` are positions in ``participants`` and ``statements``, entry by entry with ``votes``.
    ``superseded`` counts the earlier votes that later ones replaced, ``changed`` those among them that said otherwise.
    """

    participants: tuple[str, ...]
    statements: tuple[str, ...]
    people: Integers
    columns: Integers
    votes: npt.NDArray[np.int8]
    superseded: int = 0
    changed: int = 0

    @property
    def shape(self) -> tuple[int, int]:
        """The numbers of participants and of statements."""
        return len(self.participants), len(self.statements)

    def count_by_participant(self) -> Integers:
        """Return how many statements each participant voted on."""
        return np.bincount(self.people, minlength=len(self.participants)).astype(np.int32)

    def count_by_statement(self, vote: int | None = None) -> Integers:
        """Return how many votes, or votes of one kind, each statement has."""
        columns = self.columns if vote is None else self.columns[self.votes == vote]
        return np.bincount(columns, minlength=len(self.statements)).astype(np.int32)

    def only_statements(self, kept: Flags) -> "VoteMatrix":
        """Return the matrix of the statements that are marked; every participant stays."""
        entries = kept[self.columns]
        position = np.cumsum(kept) - 1
        return VoteMatrix(
            participants=self.participants,
            statements=tuple(name for name, keep in zip(self.statements, kept, strict=True) if keep),
            people=self.people[entries],
            columns=position[self.columns[entries]].astype(np.int32),
            votes=self.votes[entries],
        )

    def only_participants(self, kept: Flags) -> "VoteMatrix":
        """Return the matrix of the participants that are marked; every statement stays."""
        entries = kept[self.people]
        position = np.cumsum(kept) - 1
        return VoteMatrix(
            participants=tuple(name for name, keep in zip(self.participants, kept, strict=True) if keep),
            statements=self.statements,
            people=position[self.people[entries]].astype(np.int32),
            columns=self.columns[entries],
            votes=self.votes[entries],
        )


def collect_votes(
    participants: tuple[str, ...],
    statements: tuple[str, ...],
    people: npt.NDArray[np.integer],
    columns: npt.NDArray[np.integer],
    votes: npt.NDArray[np.integer],
    times: Numbers | None = None,
) -> VoteMatrix:
    """Return the matrix of a log of votes, the latest vote of a person on a statement winning.

    Later is later in ``times``, and among equal times, or without any, later in the log.
    """
    cells = people.astype(np.int64) * len(statements) + columns
    packed = np.sort(cells * 4 + (votes + 1))  # the vote rides along, so that sorting needs no second array
    sorted_cells = packed >> 2
    superseded = changed = 0
    if len(cells) and (sorted_cells[1:] == sorted_cells[:-1]).any():
        order = np.lexsort((cells,)) if times is None else np.lexsort((times, cells))  # both stable
        sorted_cells, sorted_votes = cells[order], votes[order].astype(np.int64)
        same = sorted_cells[1:] == sorted_cells[:-1]
        superseded = int(same.sum())
        changed = int((same & (sorted_votes[1:] != sorted_votes[:-1])).sum())
        last = np.append(~same, True)
        packed = sorted_cells[last] * 4 + sorted_votes[last] + 1
        sorted_cells = packed >> 2
    width = max(1, len(statements))
    return VoteMatrix(
        participants=participants,
        statements=statements,
        people=(sorted_cells // width).astype(np.int32),
        columns=(sorted_cells % width).astype(np.int32),
        votes=((packed & 3) - 1).astype(np.int8),
        superseded=superseded,
        changed=changed,
    )


def collect_rows(rows: Iterable[tuple[str, str, int]]) -> VoteMatrix:
    """Return the matrix of votes given as (participant, statement, vote), the earliest first; the latest wins."""
    listed = list(rows)
    participants = order_names({row[0] for row in listed})
    statements = order_names({row[1] for row in listed})
    person = {name: position for position, name in enumerate(participants)}
    column = {name: position for position, name in enumerate(statements)}
    return collect_votes(
        participants,
        statements,
        np.array([person[row[0]] for row in listed], dtype=np.int32),
        np.array([column[row[1]] for row in listed], dtype=np.int32),
        np.array([row[2] for row in listed], dtype=np.int8),
    )


def order_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return names in their natural order: whole numbers by size, then all others by letters."""
    return tuple(sorted(names, key=lambda name: (0, int(name), name) if _is_number(name) else (1, 0, name)))


def _is_number(name: str) -> bool:
    return len(name) <= 18 and name.isascii() and name.isdigit()
