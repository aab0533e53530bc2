"""Which statement somebody is asked next: those of the organisers first, then those with the fewest answers."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedStatement:
    """A statement that can be answered: whether it is the organisers' own, and how many have answered it."""

    id: str
    is_seed: bool
    answers: int


def order_statements(offered: Iterable[OfferedStatement], *, voter: str, seed: str) -> list[str]:
    """Return the identifiers of statements in the order in which one voter is asked.

    Seeds come first, so that everybody has answered some of the same; then those with the fewest answers, so that
    what was proposed late is heard too. Among equals the order differs from voter to voter and is always the same for
    one, as it follows from ``seed`` and ``voter`` alone.
    """

    def place(statement: OfferedStatement) -> tuple[bool, int, str]:
        lot = hashlib.sha256(f"{seed}\n{voter}\n{statement.id}".encode()).hexdigest()
        return not statement.is_seed, statement.answers, lot

    return [statement.id for statement in sorted(offered, key=place)]
