"""The texts of a version in one language, as it was published: remembered, since what is published never changes."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from capacita.framework.model import Framework
from capacita.framework.translation import (
    Mark,
    MemoryUnit,
    Place,
    Segment,
    SegmentState,
    TranslationMemory,
    gather_sources,
    list_places,
    list_units,
    make_segment,
    mark_of,
)
from capacita.vocabulary import LocalizedText, Wording
from capacita.web.documents.remembered import Remembered
from capacita.web.documents.store import load_texts, load_texts_apart

_UNITS_IN_A_MEMORY = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionTexts:
    """Every text of a version with its place, by key and in the order of reading, and each as a segment."""

    framework: Framework  # with translations into this language alone
    texts: Mapping[str, tuple[Place, LocalizedText]]
    segments: Mapping[str, Segment]
    marks: Mapping[Mark, int]

    def published(self, keys: Iterable[str]) -> dict[str, Segment]:
        """Return the segments of some keys as they were published."""
        return {key: self.segments[key] for key in keys if key in self.segments}

    def put(
        self, language: str, wordings: Mapping[str, Wording], segments: Mapping[str, Segment]
    ) -> dict[str, Segment]:
        """Return segments with these wordings in their place, by key; an original is never replaced."""
        made = dict(segments)
        for key, wording in wordings.items():
            if key in made:
                place, localized = self.texts[key]
                said = {**localized, language: wording}
                segment = make_segment(place, said, language, self.framework.language, {})
                if segment is not None:
                    made[key] = segment
        return made


def texts_of(digest: str, language: str) -> VersionTexts:
    """Return the texts of the framework kept under a digest as they are in a language."""
    return _TEXTS.get_or_make((digest, language), lambda: _read(load_texts(digest, language), language))


def _read(framework: Framework, language: str) -> VersionTexts:
    texts = {place.key: (place, localized) for place, localized in list_places(framework)}
    made = {
        key: make_segment(place, localized, language, framework.language, {})
        for key, (place, localized) in texts.items()
    }
    segments = {key: segment for key, segment in made.items() if segment is not None}
    return VersionTexts(framework=framework, texts=texts, segments=segments, marks=count_marks(segments.values()))


def count_marks(segments: Iterable[Segment]) -> dict[Mark, int]:
    """Return how many texts carry each mark; every mark is there."""
    counts = dict.fromkeys(Mark, 0)
    for segment in segments:
        counts[mark_of(segment)] += 1
    return counts


def memory_of(digests: Sequence[str], source_language: str, language: str) -> TranslationMemory:
    """Return what some versions, the newest first, have translated between two languages."""
    key = (tuple(digests), source_language, language)
    return _MEMORIES.get_or_make(key, lambda: _gather_memory(digests, source_language, language))


def _gather_memory(digests: Sequence[str], source_language: str, language: str) -> TranslationMemory:
    newest = texts_of(digests[0], language)
    said = (entry for entry in newest.segments.values() if entry.source_language == source_language)
    earlier = (
        unit for one in _said_otherwise(digests, language) for unit in list_units(one, source_language, language)
    )
    return TranslationMemory((*units_of(said, newest.framework.code), *earlier))


def memories_of(segments: Iterable[Segment], framework: str) -> Iterator[TranslationMemory]:
    """Return what translators have written and nobody has published, some hundred texts a memory, the oldest first.

    So all but the last memory are the same from step to step, and are remembered.
    """
    units = list(units_of(segments, framework))
    for begin in range(0, len(units), _UNITS_IN_A_MEMORY):
        part = tuple(units[begin : begin + _UNITS_IN_A_MEMORY])
        yield _FRESH.get_or_make(part, functools.partial(TranslationMemory, part))


def units_of(segments: Iterable[Segment], framework: str) -> Iterator[MemoryUnit]:
    """Return what segments of a framework teach: what is translated, unless its source has changed since."""
    for entry in segments:
        if entry.target and entry.origin and entry.state not in (SegmentState.NEW, SegmentState.STALE):
            yield MemoryUnit(source=entry.source, target=entry.target, origin=entry.origin, framework=framework)


def sources_of(digests: Sequence[str], language: str) -> Mapping[str, str]:
    """Return the source wordings of some versions, the newest first, by digest: those that the newest says no more."""
    return _SOURCES.get_or_make((tuple(digests), language), lambda: gather_sources(_said_otherwise(digests, language)))


def _said_otherwise(digests: Sequence[str], language: str) -> list[Framework]:
    newest, *older = digests
    return load_texts_apart(older, newest, language)


_TEXTS: Remembered[tuple[str, str], VersionTexts] = Remembered(24)
_FRESH: Remembered[tuple[MemoryUnit, ...], TranslationMemory] = Remembered(64)
_MEMORIES: Remembered[tuple[tuple[str, ...], str, str], TranslationMemory] = Remembered(16)
_SOURCES: Remembered[tuple[tuple[str, ...], str], Mapping[str, str]] = Remembered(16)
