"""The texts of a version in one language, as it was published: remembered, since what is published never changes."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from capacita.framework.model import Framework
from capacita.framework.translation import (
    Mark,
    MemoryUnit,
    Segment,
    SegmentState,
    TranslationMemory,
    gather_sources,
    list_places,
    list_units,
    make_segment,
    mark_of,
    source_wordings,
    word_segment,
)
from capacita.vocabulary import TextOrigin, Wording
from capacita.web.documents.kept import keep
from capacita.web.documents.remembered import Remembered
from capacita.web.documents.store import load_texts, load_texts_apart, load_undescribed

_UNITS_IN_A_MEMORY = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionTexts:
    """Every text of a version as a segment, by key and in the order of reading.

    ``heading`` is the version with its names and definitions alone, in all its languages; ``codes`` are those of its
    items, by identifier; ``sources`` holds by key the wordings of those texts that were written in several languages.
    """

    heading: Framework
    codes: Mapping[str, str]
    segments: Mapping[str, Segment]
    sources: Mapping[str, tuple[str, ...]]

    def published(self, keys: Iterable[str]) -> dict[str, Segment]:
        """Return the segments of some keys as they were published."""
        return {key: self.segments[key] for key in keys if key in self.segments}

    def put(self, wordings: Mapping[str, Wording], segments: Mapping[str, Segment]) -> dict[str, Segment]:
        """Return segments with these wordings in their place, by key; an original is never replaced."""
        made = dict(segments)
        for key, wording in wordings.items():
            if key in made and wording.origin is not TextOrigin.SOURCE:
                segment = self.segments[key]
                made[key] = word_segment(segment, wording, self.sources.get(key, (segment.source,)))
        return made


def texts_of(digest: str, language: str) -> VersionTexts:
    """Return the texts of the framework kept under a digest as they are in a language."""
    about = (digest, language)
    return _TEXTS.get_or_make(
        about,
        lambda: keep("texts", about, lambda: _read(load_undescribed(digest), load_texts(digest, language), language)),
    )


def _read(undescribed: Framework, framework: Framework, language: str) -> VersionTexts:
    segments: dict[str, Segment] = {}
    sources: dict[str, tuple[str, ...]] = {}
    for place, localized in list_places(framework):
        segment = make_segment(place, localized, language, framework.language, {})
        if segment is not None:
            segments[place.key] = segment
            written = tuple(source_wordings(localized).values())
            if len(written) > 1:
                sources[place.key] = written
    return VersionTexts(
        heading=replace(undescribed, items=(), scales=(), roles=()),
        codes={item.id: item.code for item in undescribed.items},
        segments=segments,
        sources=sources,
    )


def count_marks(segments: Iterable[Segment]) -> dict[Mark, int]:
    """Return how many texts carry each mark; every mark is there."""
    counts = dict.fromkeys(Mark, 0)
    for segment in segments:
        counts[mark_of(segment)] += 1
    return counts


def memory_of(digests: Sequence[str], source_language: str, language: str) -> TranslationMemory:
    """Return what some versions, the newest first, have translated between two languages."""
    key = (tuple(digests), source_language, language)
    return _MEMORIES.get_or_make(
        key, lambda: keep("translation-memory", key, lambda: _gather_memory(digests, source_language, language))
    )


def _gather_memory(digests: Sequence[str], source_language: str, language: str) -> TranslationMemory:
    newest = texts_of(digests[0], language)
    said = (entry for entry in newest.segments.values() if entry.source_language == source_language)
    earlier = (
        unit for one in _said_otherwise(digests, language) for unit in list_units(one, source_language, language)
    )
    return TranslationMemory((*units_of(said, newest.heading.code), *earlier))


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
    about = (tuple(digests), language)
    return _SOURCES.get_or_make(
        about, lambda: keep("earlier-sources", about, lambda: gather_sources(_said_otherwise(digests, language)))
    )


def _said_otherwise(digests: Sequence[str], language: str) -> list[Framework]:
    newest, *older = digests
    return load_texts_apart(older, newest, language)


_TEXTS: Remembered[tuple[str, str], VersionTexts] = Remembered(24)
_FRESH: Remembered[tuple[MemoryUnit, ...], TranslationMemory] = Remembered(64)
_MEMORIES: Remembered[tuple[tuple[str, ...], str, str], TranslationMemory] = Remembered(16)
_SOURCES: Remembered[tuple[tuple[str, ...], str], Mapping[str, str]] = Remembered(16)
