"""How far each language of a version is: counted when it comes out, and kept."""

from __future__ import annotations

from dataclasses import dataclass

from capacita.framework.model import Framework
from capacita.framework.texts import list_texts
from capacita.vocabulary import TextOrigin, stale_languages
from capacita.web.documents.remembered import Remembered
from capacita.web.documents.store import load_framework
from capacita.web.framework.models import KeptTextCount


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCount:
    """Of a language: how many texts there are in it, of how many; how many of them nobody has read, how many are stale."""

    language: str
    there: int
    all: int
    machine: int
    stale: int


def count_texts(framework: Framework) -> tuple[TextCount, ...]:
    """Return how far each language of a framework is, the furthest first."""
    there: dict[str, int] = {}
    machine: dict[str, int] = {}
    stale: dict[str, int] = {}
    count = 0
    for _place, text in list_texts(framework):
        count += 1
        for tag, wording in text.items():
            there[tag] = there.get(tag, 0) + 1
            machine[tag] = machine.get(tag, 0) + (wording.origin is TextOrigin.MACHINE)
        for tag in stale_languages(text):
            stale[tag] = stale.get(tag, 0) + 1
    return tuple(
        TextCount(language=tag, there=there[tag], all=count, machine=machine[tag], stale=stale.get(tag, 0))
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
