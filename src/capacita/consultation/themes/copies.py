"""Texts that were sent many times over, word for word or nearly: copies, and campaigns of many senders.

Nothing is thrown away: each text keeps standing, and counts are given with and without the copies.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from capacita.consultation.themes.model import Excerpt
from capacita.text import normalise

SHINGLE_WORDS: Final = 3
LEAST_ALIKE: Final = 0.8
LEAST_WORDS: Final = 6  # two people can say five words alike without having copied them
LEAST_SENDERS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyGroup:
    """Excerpts that say nearly the same words: their identifiers in the order given, the senders, and how alike the
    least alike pair that joined them is (Jaccard of their runs of three words, Broder 1997)."""

    excerpts: tuple[str, ...]
    senders: int
    alike: float
    is_campaign: bool


def find_copies(excerpts: Sequence[Excerpt], *, least: float = LEAST_ALIKE) -> tuple[CopyGroup, ...]:
    """Return the groups of near-copies, largest first; what stands alone is in none.

    An author who is not told counts as somebody else each time. A group is a campaign when at least three senders
    sent it.
    """
    shingled = [_shingles(excerpt.text) for excerpt in excerpts]
    parents = list(range(len(excerpts)))
    weakest: dict[int, float] = {}

    def root(place: int) -> int:
        while parents[place] != place:
            parents[place] = parents[parents[place]]
            place = parents[place]
        return place

    for first, second, alike in _alike_pairs(shingled, least):
        one, other = sorted((root(first), root(second)))
        weakest[one] = min(alike, weakest.get(one, 1.0), weakest.get(other, 1.0))
        parents[other] = one
    members: dict[int, list[int]] = defaultdict(list)
    for place in range(len(excerpts)):
        members[root(place)].append(place)
    groups = [_group(excerpts, places, weakest[top]) for top, places in members.items() if len(places) > 1]
    return tuple(sorted(groups, key=lambda group: (-len(group.excerpts), group.excerpts)))


def _group(excerpts: Sequence[Excerpt], places: Sequence[int], alike: float) -> CopyGroup:
    senders = {excerpts[place].author or f"\0{place}" for place in places}
    return CopyGroup(
        excerpts=tuple(excerpts[place].id for place in places),
        senders=len(senders),
        alike=round(alike, 12),
        is_campaign=len(senders) >= LEAST_SENDERS,
    )


def _shingles(text: str) -> frozenset[str]:
    words = normalise(text).split()
    if len(words) < LEAST_WORDS:
        return frozenset()
    return frozenset(" ".join(words[place : place + SHINGLE_WORDS]) for place in range(len(words) - SHINGLE_WORDS + 1))


def _alike_pairs(shingled: Sequence[frozenset[str]], least: float) -> Iterator[tuple[int, int, float]]:
    """Yield the pairs that are alike enough, each once.

    Two sets that share a part ``least`` of their union share one of the rarest runs of each: it is enough to look
    among those (prefix filtering, Chaudhuri, Ganti and Kaushik 2006, section 3). The same set twice is compared once.
    """
    how_many: dict[str, int] = defaultdict(int)
    for shingles in shingled:
        for shingle in shingles:
            how_many[shingle] += 1
    first_of: dict[frozenset[str], int] = {}
    holders: dict[str, list[int]] = defaultdict(list)
    for place, shingles in enumerate(shingled):
        if not shingles:
            continue
        if shingles in first_of:
            yield first_of[shingles], place, 1.0
            continue
        first_of[shingles] = place
        rarest = sorted(shingles, key=lambda shingle: (how_many[shingle], shingle))
        prefix = rarest[: len(rarest) - _ceiling(least * len(rarest)) + 1]
        for other in sorted({entry for shingle in prefix for entry in holders[shingle]}):
            shared = len(shingles & shingled[other])
            alike = shared / (len(shingles) + len(shingled[other]) - shared)
            if alike >= least:
                yield other, place, alike
        for shingle in prefix:
            holders[shingle].append(place)


def _ceiling(value: float) -> int:
    return -int(-value // 1)
