"""How far each language of a version is: counted when it comes out, and kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from capacita.framework.model import Framework
from capacita.framework.texts import list_texts
from capacita.vocabulary import TextOrigin, stale_languages
from capacita.web.documents.remembered import Remembered
from capacita.web.documents.store import load_framework
from capacita.web.framework.models import KeptTextCount


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCount:
    """Of a language: how many texts there are in it, of how many.

    Of these, how many nobody has read and how many are stale, which may be the same; and how many were written in it,
    were translated by people from the source as it is and are to be reviewed, or are reviewed.
    """

    language: str
    there: int
    all: int
    machine: int
    stale: int
    written: int
    translated: int
    reviewed: int


def count_texts(framework: Framework) -> tuple[TextCount, ...]:
    """Return how far each language of a framework is, the furthest first."""
    there: Counter[str] = Counter()
    by_origin: Counter[tuple[str, TextOrigin]] = Counter()
    fresh: Counter[tuple[str, TextOrigin]] = Counter()
    stale: Counter[str] = Counter()
    count = 0
    for _place, text in list_texts(framework):
        count += 1
        stale_here = stale_languages(text)
        stale.update(stale_here)
        for tag, wording in text.items():
            there[tag] += 1
            by_origin[tag, wording.origin] += 1
            fresh[tag, wording.origin] += wording.of is not None and tag not in stale_here
    return tuple(
        TextCount(
            language=tag,
            there=there[tag],
            all=count,
            machine=by_origin[tag, TextOrigin.MACHINE],
            stale=stale[tag],
            written=by_origin[tag, TextOrigin.SOURCE],
            translated=fresh[tag, TextOrigin.HUMAN],
            reviewed=fresh[tag, TextOrigin.REVIEWED],
        )
        for tag in sorted(there, key=lambda tag: (-there[tag], tag))
    )


def text_counts_of(digest: str) -> tuple[TextCount, ...]:
    """Return the counts of the framework kept under a digest, remembered, else in one question where they are kept."""
    return _COUNTS.get_or_make(digest, lambda: keep_text_counts(digest))


def keep_text_counts(digest: str, framework: Framework | None = None) -> tuple[TextCount, ...]:
    """Return these counts, kept from now on; ``framework`` is that framework, where the caller has it whole."""
    row = KeptTextCount.objects.filter(digest=digest).first()
    if row is not None:
        return tuple(TextCount(**count) for count in row.counts)
    found = count_texts(framework or load_framework(digest))
    told = [{name: getattr(count, name) for name in TextCount.__slots__} for count in found]
    KeptTextCount.objects.get_or_create(digest=digest, defaults={"counts": told})
    return found


_COUNTS: Remembered[str, tuple[TextCount, ...]] = Remembered(512)
