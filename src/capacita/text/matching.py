"""Ranked matches of a text among many: similarity that can be explained by the pieces that two texts share.

Two measures. *Dice*: twice the count of different n-grams that both texts have, over the sum of what each has; for
finding nearly the same sentence. *Cosine*: the angle between the counts of n-grams, rare ones weighing more; for
finding texts about the same thing. Both run from 0 (nothing shared) to 1 (the same n-grams).
"""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from capacita.text.ngrams import NGRAM_SIZE, character_ngrams, count_ngrams, normalise, shared_pieces

_DIGITS: Final = 12  # of a score: beyond them lies the order of summation, which no ranking may hang on


class Measure(StrEnum):
    """How similarity is counted."""

    DICE = "dice"
    COSINE = "cosine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A candidate that is like the query: its key and text, the score from 0 to 1, and the evidence for it."""

    key: str
    text: str
    score: float
    pieces: tuple[str, ...]  # what both texts say, normalised, longest first


class MatchIndex:
    """Many candidate texts, made ready to be searched again and again."""

    def __init__(
        self, candidates: Mapping[str, str], *, measure: Measure = Measure.DICE, size: int = NGRAM_SIZE
    ) -> None:
        self._measure = measure
        self._size = size
        self._keys = tuple(candidates)
        self._texts = tuple(candidates.values())
        self._normalised = tuple(normalise(text) for text in self._texts)
        every, rows, grams, found = count_ngrams(self._normalised, size)
        self._columns = {gram: column for column, gram in enumerate(every)}
        sizes = np.bincount(rows, minlength=len(self._keys))
        in_how_many = np.bincount(grams, minlength=len(self._columns))
        self._rarity = np.log((1 + len(self._keys)) / (1 + in_how_many)) + 1
        weights = found * self._rarity[grams] if measure is Measure.COSINE else np.ones(len(rows))
        squares = np.bincount(rows, weights=weights * weights, minlength=len(self._keys))
        self._lengths = np.sqrt(squares) if measure is Measure.COSINE else sizes.astype(np.float64)
        order = np.argsort(grams, kind="stable")  # postings: for each gram, the candidates that have it
        self._rows, self._weights = rows[order], weights[order]
        self._starts = np.concatenate(([0], np.cumsum(in_how_many)))

    def rank(self, query: str, *, limit: int = 5, least: float = 0.0) -> tuple[Match, ...]:
        """Return the candidates most like a text, best first, none below ``least`` and none that shares nothing.

        Candidates with the same score come in the order in which they were given.
        """
        wanted = normalise(query)
        scores = self._scores(Counter(character_ngrams(wanted, self._size)))
        near = np.flatnonzero((scores > 0) & (scores >= least))
        best = near[np.argsort(-scores[near], kind="stable")][:limit]
        return tuple(
            Match(
                key=self._keys[place],
                text=self._texts[place],
                score=float(scores[place]),
                pieces=shared_pieces(wanted, self._normalised[place], self._size),
            )
            for place in best.tolist()
        )

    def _scores(self, counts: Counter[str]) -> npt.NDArray[Any]:
        """Return the score of every candidate."""
        known = [self._columns[gram] for gram in counts if gram in self._columns]
        if not known:
            return np.zeros(len(self._keys))
        slices = [slice(self._starts[column], self._starts[column + 1]) for column in known]
        rows = np.concatenate([self._rows[part] for part in slices])
        if self._measure is Measure.DICE:
            shared = np.bincount(rows, minlength=len(self._keys))
            return np.asarray(np.round(2 * shared / (len(counts) + self._lengths), _DIGITS))
        own = {gram: count * self._weight_of(gram) for gram, count in counts.items()}
        factors = np.repeat(
            [own[gram] for gram in counts if gram in self._columns], [part.stop - part.start for part in slices]
        )
        products = factors * np.concatenate([self._weights[part] for part in slices])
        length = math.sqrt(math.fsum(weight * weight for weight in own.values()))
        dots = np.bincount(rows, weights=products, minlength=len(self._keys))
        scores = np.divide(dots, length * self._lengths, out=np.zeros(len(self._keys)), where=self._lengths > 0)
        return np.asarray(np.minimum(np.round(scores, _DIGITS), 1.0))

    def _weight_of(self, gram: str) -> float:
        """Return how much an n-gram weighs; one that no candidate has weighs most."""
        column = self._columns.get(gram)
        return math.log(1 + len(self._keys)) + 1 if column is None else float(self._rarity[column])


def rank_matches(
    query: str,
    candidates: Mapping[str, str],
    *,
    limit: int = 5,
    least: float = 0.0,
    measure: Measure = Measure.DICE,
    size: int = NGRAM_SIZE,
) -> tuple[Match, ...]:
    """Return the candidates (key -> text) most like a text, best first, each with the pieces that both share.

    Whoever asks more than once keeps a MatchIndex instead.
    """
    return MatchIndex(candidates, measure=measure, size=size).rank(query, limit=limit, least=least)
