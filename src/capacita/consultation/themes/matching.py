"""Which excerpts say what a theme says: ranked by the runs of characters that they share, with the evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from capacita.consultation.themes.model import Excerpt
from capacita.text import normalise, shared_pieces
from capacita.text.vectors import weigh_texts


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeMatch:
    """An excerpt and the theme that is most like it: the cosine from 0 to 1, and what both say, longest first.

    A suggestion to be looked at, never a count.
    """

    excerpt: str
    theme: str
    score: float
    pieces: tuple[str, ...]


def compute_likeness(excerpts: Sequence[str], themes: Sequence[str]) -> npt.NDArray[Any]:
    """Return the cosine of every excerpt with every theme, one row an excerpt; rarity is that among all the texts."""
    weighed = weigh_texts([*excerpts, *themes])
    split = len(excerpts)
    return np.asarray((weighed[:split] @ weighed[split:].T).toarray())


def match_excerpts(
    excerpts: Sequence[Excerpt], themes: Mapping[str, str], *, groups: Mapping[str, str] | None = None
) -> tuple[ThemeMatch, ...]:
    """Return the best theme of every excerpt, most alike first; an excerpt that is like none is left out.

    ``themes`` are texts by key. ``groups`` gives the group of a theme, which is then offered to the excerpts of that
    group only; without it every theme is offered to every excerpt.
    """
    if not excerpts or not themes:
        return ()
    keys, texts = tuple(themes), tuple(themes.values())
    likeness = compute_likeness([excerpt.text for excerpt in excerpts], texts)
    if groups is not None:
        own = np.array([[groups[key] == excerpt.group for key in keys] for excerpt in excerpts])
        likeness = np.where(own, likeness, 0.0)
    best = likeness.argmax(axis=1)
    found = [
        ThemeMatch(
            excerpt=excerpt.id,
            theme=keys[place],
            score=round(float(likeness[row, place]), 12),
            pieces=shared_pieces(normalise(texts[place]), normalise(excerpt.text)),
        )
        for row, (excerpt, place) in enumerate(zip(excerpts, best.tolist(), strict=True))
        if likeness[row, place] > 0
    ]
    return tuple(sorted(found, key=lambda match: -match.score))
