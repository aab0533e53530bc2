"""Themes that a program suggests: excerpts that say alike things, each suggestion with all of its excerpts.

A suggestion has the words that set it apart for a name. People word the themes, merge and drop them; see the model.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.linalg import svds

from capacita.consultation.themes.copies import find_copies
from capacita.consultation.themes.model import Excerpt
from capacita.text import normalise
from capacita.text.vectors import weigh_texts

MOST_THEMES: Final = 30
LEAST_EXCERPTS: Final = 3
_AXES: Final = 100
_STARTS: Final = 4
_ROUNDS: Final = 60
_NAMING_WORDS: Final = 4
_LEAST_LIFT: Final = 1.5  # how much more a word is used in a theme than everywhere, to name it
_SAMPLE: Final = 2000  # of excerpts by which the number of themes is chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedMember:
    """An excerpt of a suggestion and how near its middle it stands: the cosine, from -1 to 1."""

    excerpt: str
    nearness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeSuggestion:
    """Excerpts that say alike things: the words that set them apart, and all of them, those nearest the middle first.

    ``contributions``, ``people`` and ``collapsed`` are three counts of the same: all excerpts, different authors, and
    different texts where copies of one text count once. They count what came in here, not what the public thinks.
    """

    words: tuple[str, ...]
    members: tuple[SuggestedMember, ...]
    contributions: int
    people: int
    collapsed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """Suggested themes, largest first, and the excerpts that are near none of them."""

    themes: tuple[ThemeSuggestion, ...]
    alone: tuple[str, ...]


def suggest_themes(
    excerpts: Sequence[Excerpt], generator: np.random.Generator, *, count: int | None = None
) -> Suggestions:
    """Return suggested themes: character runs, weighed, brought to their main axes, and parted by nearness.

    ``count`` asks for so many themes; otherwise the number with the best mean silhouette is taken. Groups of fewer
    than three different texts are no themes: their excerpts stand alone. The same excerpts and the same state of the
    generator give the same suggestions.
    """
    told = [place for place, excerpt in enumerate(excerpts) if normalise(excerpt.text)]
    first_copies = _without_copies(excerpts, told)
    if len(first_copies) < 2 * LEAST_EXCERPTS:
        return Suggestions(themes=(), alone=tuple(excerpt.id for excerpt in excerpts))
    copy_of = _copies(excerpts)
    points = _on_main_axes(weigh_texts([excerpts[place].text for place in first_copies]))
    labels, middles = _part(points, generator, count)
    nearness = np.einsum("ij,ij->i", points, middles[labels])
    places: dict[int, list[tuple[int, float]]] = {}
    row_of = {place: row for row, place in enumerate(first_copies)}
    for place in told:
        row = row_of[copy_of.get(place, place)]
        places.setdefault(int(labels[row]), []).append((place, float(nearness[row])))
    names = _name_all(excerpts, places)
    themes, alone = [], [excerpt.id for place, excerpt in enumerate(excerpts) if place not in set(told)]
    for label, found in places.items():
        texts = {copy_of.get(place, place) for place, _near in found}
        if len(texts) < LEAST_EXCERPTS:
            alone.extend(excerpts[place].id for place, _near in found)
            continue
        ordered = sorted(found, key=lambda entry: (-entry[1], entry[0]))
        themes.append(
            ThemeSuggestion(
                words=names[label],
                members=tuple(
                    SuggestedMember(excerpt=excerpts[place].id, nearness=round(near, 12)) for place, near in ordered
                ),
                contributions=len(found),
                people=len({excerpts[place].author or f"\0{place}" for place, _near in found}),
                collapsed=len(texts),
            )
        )
    return Suggestions(
        themes=tuple(sorted(themes, key=lambda theme: (-theme.collapsed, theme.words))), alone=tuple(alone)
    )


def _copies(excerpts: Sequence[Excerpt]) -> dict[int, int]:
    """Return for each copy the place of the first text of its group."""
    place_of = {excerpt.id: place for place, excerpt in enumerate(excerpts)}
    found: dict[int, int] = {}
    for group in find_copies(excerpts):
        first, *others = (place_of[identifier] for identifier in group.excerpts)
        found.update(dict.fromkeys(others, first))
    return found


def _without_copies(excerpts: Sequence[Excerpt], told: Sequence[int]) -> list[int]:
    copy_of = _copies(excerpts)
    return [place for place in told if place not in copy_of]


def _on_main_axes(weighed: sparse.csr_array) -> npt.NDArray[Any]:
    """Return the texts on their main axes, each of length 1 (latent semantic analysis, Deerwester et al. 1990)."""
    axes = min(_AXES, min(weighed.shape) - 1)
    start = np.ones(min(weighed.shape)) / np.sqrt(min(weighed.shape))
    left, sizes, _right = svds(weighed, k=axes, v0=start)
    points = left[:, ::-1] * sizes[::-1]
    lengths = np.linalg.norm(points, axis=1, keepdims=True)
    return np.asarray(points / np.where(lengths > 0, lengths, 1.0))


def _part(
    points: npt.NDArray[Any], generator: np.random.Generator, count: int | None
) -> tuple[npt.NDArray[np.int64], npt.NDArray[Any]]:
    """Return the part of every point and the middles of the parts, as many as asked for or as part the points best."""
    most = min(MOST_THEMES, len(points) // LEAST_EXCERPTS)
    if count is not None:
        return _gather(points, min(max(count, 1), len(points)), generator)
    sample = points if len(points) <= _SAMPLE else points[generator.choice(len(points), _SAMPLE, replace=False)]
    best, best_score = 2, -np.inf
    for number in sorted({*range(2, min(most, 12) + 1), *range(14, most + 1, 4)}):
        labels, middles = _gather(sample, number, generator)
        score = _silhouette(sample, labels, middles)
        if score > best_score + 1e-9:
            best, best_score = number, score
    return _gather(points, best, generator)


def _gather(
    points: npt.NDArray[Any], number: int, generator: np.random.Generator
) -> tuple[npt.NDArray[np.int64], npt.NDArray[Any]]:
    """Return the best of a few runs of spherical k-means (Dhillon and Modha 2001, section 3)."""
    best: tuple[float, npt.NDArray[np.int64], npt.NDArray[Any]] | None = None
    for _start in range(_STARTS):
        middles = _spread_out(points, number, generator)
        labels = np.full(len(points), -1, dtype=np.int64)
        for _round in range(_ROUNDS):
            likeness = points @ middles.T
            moved = likeness.argmax(axis=1)
            if np.array_equal(moved, labels):
                break
            labels = moved
            sums = np.zeros_like(middles)
            np.add.at(sums, labels, points)
            lengths = np.linalg.norm(sums, axis=1, keepdims=True)
            middles = np.where(lengths > 0, sums / np.where(lengths > 0, lengths, 1.0), middles)
        total = float(np.einsum("ij,ij->", points, middles[labels]))
        if best is None or total > best[0] + 1e-9:
            best = (total, labels, middles)
    assert best is not None
    return best[1], best[2]


def _spread_out(points: npt.NDArray[Any], number: int, generator: np.random.Generator) -> npt.NDArray[Any]:
    """Return points to start from, far from each other (k-means++, Arthur and Vassilvitskii 2007, section 2.2)."""
    chosen = [int(generator.integers(len(points)))]
    far = np.maximum(1 - points @ points[chosen[0]], 0.0)
    while len(chosen) < number:
        total = far.sum()
        place = int(generator.choice(len(points), p=far / total)) if total > 0 else int(generator.integers(len(points)))
        chosen.append(place)
        far = np.minimum(far, np.maximum(1 - points @ points[place], 0.0))
    return points[chosen].copy()


def _silhouette(points: npt.NDArray[Any], labels: npt.NDArray[np.int64], middles: npt.NDArray[Any]) -> float:
    """Return the mean simplified silhouette: how much nearer each point is to its own middle than to the next one."""
    far = 1 - points @ middles.T
    own = far[np.arange(len(points)), labels]
    far[np.arange(len(points)), labels] = np.inf
    other = far.min(axis=1)
    largest = np.maximum(own, other)
    sizes = np.bincount(labels, minlength=len(middles))
    scores = np.where(largest > 0, (other - own) / np.where(largest > 0, largest, 1.0), 0.0)
    return float(np.where(sizes[labels] > 1, scores, 0.0).mean())


def _name_all(excerpts: Sequence[Excerpt], places: dict[int, list[tuple[int, float]]]) -> dict[int, tuple[str, ...]]:
    """Return for every part the words that its excerpts use more than those of the others do."""
    used = {label: _count_words(excerpts, found) for label, found in places.items()}
    everywhere = Counter[str]()
    for counts in used.values():
        everywhere.update(counts)
    all_words = sum(everywhere.values())
    names = {}
    for label, counts in used.items():
        size = sum(counts.values())
        scored = sorted(
            (
                (-count * np.log(count * all_words / (everywhere[word] * size)), word)
                for word, count in counts.items()
                if count > 1 and count * all_words > _LEAST_LIFT * everywhere[word] * size
            ),
        )
        names[label] = tuple(word for _score, word in scored[:_NAMING_WORDS])
    return names


def _count_words(excerpts: Sequence[Excerpt], found: Sequence[tuple[int, float]]) -> Counter[str]:
    """Return in how many of the excerpts each word stands."""
    counts = Counter[str]()
    for place, _near in found:
        counts.update({word for word in normalise(excerpts[place].text).split() if len(word) > 2})
    return counts
