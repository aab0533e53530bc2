"""Texts as sparse vectors: how often each run of characters within a word is used, rare runs weighing more.

Imports scipy; import it from here, so that nothing else waits for that.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from capacita.text.ngrams import normalise

SIZES: Final = (2, 5)  # chosen on the development set of ArgKP; docs/methods/themes.md has the others


def weigh_texts(texts: Sequence[str], *, sizes: tuple[int, int] = SIZES) -> sparse.csr_array:
    """Return one row a text, of length 1 (0 for a text without a letter), so that a product of rows is a cosine.

    A column is a run of characters inside one word, between the smallest and the largest size; it weighs
    ``(1 + ln count) * (1 + ln((1 + texts) / (1 + texts that have it)))`` (Salton and Buckley 1988, table 2,
    sublinear counts with smoothed rarity). The columns stand in the order in which the runs are first met.
    """
    columns: dict[str, int] = {}
    places: list[int] = []
    counts: list[int] = []
    ends = [0]
    for text in texts:
        found = Counter(_runs_within_words(normalise(text), sizes))
        places.extend(columns.setdefault(run, len(columns)) for run in found)
        counts.extend(found.values())
        ends.append(len(places))
    weights = 1 + np.log(np.array(counts, dtype=np.float64)) if counts else np.zeros(0)
    matrix = sparse.csr_array((weights, np.array(places, dtype=np.int64), ends), shape=(len(texts), len(columns)))
    in_how_many = np.bincount(matrix.indices, minlength=matrix.shape[1])
    matrix.data *= (np.log((1 + len(texts)) / (1 + in_how_many)) + 1)[matrix.indices]
    return scale_rows(matrix)


def scale_rows(matrix: sparse.csr_array) -> sparse.csr_array:
    """Return the rows brought to length 1; a row of zeros stays one."""
    squares = np.asarray((matrix * matrix).sum(axis=1)).ravel()
    lengths: npt.NDArray[Any] = np.sqrt(squares)
    scaled = matrix.copy()
    scaled.data = scaled.data / np.repeat(np.where(lengths > 0, lengths, 1.0), np.diff(scaled.indptr))
    return scaled


def _runs_within_words(normalised: str, sizes: tuple[int, int]) -> list[str]:
    """Return the runs of each word with a space at both its ends; a word shorter than a size is one run."""
    least, most = sizes
    runs: list[str] = []
    for word in normalised.split():
        padded = f" {word} "
        for size in range(least, most + 1):
            if len(padded) <= size:
                runs.append(padded)
                break
            runs.extend(padded[place : place + size] for place in range(len(padded) - size + 1))
    return runs
