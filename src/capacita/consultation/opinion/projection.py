"""Participants as points in a plane: the two directions in which their votes differ most.

Missing votes count as the mean of their statement (so a centred matrix has entries only where somebody voted), the two
principal components are taken, and each point is drawn outwards by sqrt(statements / votes cast), so that people who
saw few statements do not gather in the middle (Small and others 2021, section 4; the server's math/pca.clj). There,
statements moderated out are not removed but taken as passed by everybody: they move nobody, yet count on both sides of
that ratio. ``passed_by_all`` is their number.
"""

import itertools
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from capacita.consultation.opinion.votes import Numbers, VoteMatrix

if TYPE_CHECKING:
    from scipy.sparse import csc_array, csr_array

AXES: Final = 2
_DENSE_STATEMENTS: Final = 500
_DENSE_CELLS: Final = 1_000_000  # participants x statements up to which the components are computed exactly
_SAMPLE: Final = 10_000  # participants on whom chance is tried
_FINE: Final = 1e-4
_ROUGH: Final = 1e-3
_SHUFFLES: Final = 19


def project(matrix: VoteMatrix, passed_by_all: int, chance: np.random.Generator) -> Numbers:
    """Return the points of all participants, shape (participants, 2); without any spread they all lie at the origin.

    ``chance`` starts the iteration on matrices too large for an exact decomposition, and only there.
    """
    centred = centre(matrix)
    directions = find_directions(centred, chance)
    points = centred @ directions
    votes = np.maximum(1, matrix.count_by_participant() + passed_by_all)
    return np.asarray(points * np.sqrt((len(matrix.statements) + passed_by_all) / votes)[:, None])


def centre(matrix: VoteMatrix) -> "csr_array":
    """Return the votes less the mean of their statement; missing votes stay empty, which is the mean."""
    from scipy.sparse import csr_array  # noqa: PLC0415 -- scipy only where opinions are grouped

    counts = np.maximum(1, matrix.count_by_statement())
    sums = np.bincount(matrix.columns, weights=matrix.votes, minlength=len(matrix.statements))
    means = sums / counts
    values: npt.NDArray[np.floating]
    if _is_small(matrix.shape):
        values = matrix.votes - means[matrix.columns]
    else:
        values = matrix.votes - means.astype(np.float32)[matrix.columns]  # half the memory to move
    starts = np.concatenate([[0], np.cumsum(matrix.count_by_participant())])
    return csr_array((values, matrix.columns, starts), shape=matrix.shape)


def find_directions(centred: "csr_array", chance: np.random.Generator) -> Numbers:
    """Return the two principal directions as columns, each with its largest part positive."""
    statements = centred.shape[1]
    if _is_small(centred.shape):
        dense = centred.toarray()
        directions = np.linalg.eigh(dense.T @ dense)[1][:, : -AXES - 1 : -1]
    else:
        directions = _iterate(centred, AXES, chance, tolerance=_FINE)[1]
    if directions.shape[1] < AXES:
        directions = np.hstack([directions, np.zeros((statements, AXES - directions.shape[1]))])
    largest = directions[np.abs(directions).argmax(axis=0), np.arange(AXES)]
    return np.asarray(directions * np.where(largest < 0, -1.0, 1.0))


def exceeds_chance(matrix: VoteMatrix, chance: np.random.Generator) -> bool:
    """Tell whether votes hang together: whether the first direction holds more than in any of 19 independent shuffles.

    Each shuffle permutes the votes of every statement among those who voted on it, which keeps all counts and who saw
    what, and breaks every tie between statements; above 10,000 people, on a sample of as many (parallel analysis: Horn 1965, with permutations as in Buja and
    Eyuboglu 1992; one in twenty such shuffles would itself pass).
    """
    from scipy.sparse import csc_array  # noqa: PLC0415 -- scipy only where opinions are grouped

    people = len(matrix.participants)
    if people > _SAMPLE:
        drawn = np.zeros(people, dtype=np.bool_)
        drawn[chance.choice(people, _SAMPLE, replace=False)] = True
        matrix = matrix.only_participants(drawn)
    centred = centre(matrix)
    spread = _largest_spread(centred, chance)
    by_statement = centred.tocsc()
    for _ in range(_SHUFFLES):
        values = by_statement.data.copy()
        for start, stop in itertools.pairwise(by_statement.indptr):
            chance.shuffle(values[start:stop])
        shuffled = csc_array((values, by_statement.indices, by_statement.indptr), shape=centred.shape)
        if _largest_spread(shuffled, chance) >= spread:
            return False
    return len(matrix.votes) > 0


def _largest_spread(centred: "csr_array | csc_array", chance: np.random.Generator) -> float:
    """Return the sum of squares along the first principal direction."""
    if _is_small(centred.shape):
        dense = centred.toarray()
        return float(np.linalg.eigvalsh(dense.T @ dense)[-1])
    return float(_iterate(centred, 1, chance, tolerance=_ROUGH)[0][0])


def _is_small(shape: tuple[int, int]) -> bool:
    """Tell whether a matrix is decomposed exactly."""
    return shape[1] <= _DENSE_STATEMENTS and shape[0] * shape[1] <= _DENSE_CELLS


def _iterate(
    centred: "csr_array | csc_array", axes: int, chance: np.random.Generator, *, tolerance: float
) -> tuple[Numbers, Numbers]:
    """Return the largest eigenvalues and their directions by Lanczos iteration from a random start."""
    from scipy.sparse.linalg import LinearOperator, eigsh  # noqa: PLC0415 -- scipy only where opinions are grouped

    statements = centred.shape[1]
    backwards = centred.T
    spread = LinearOperator(
        (statements, statements), matvec=lambda vector: backwards @ (centred @ vector), dtype=centred.dtype
    )
    values, vectors = eigsh(spread, k=axes, v0=chance.normal(size=statements).astype(centred.dtype), tol=tolerance)
    order = np.argsort(-values)
    return values[order], vectors[:, order]
