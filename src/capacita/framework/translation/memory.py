"""Translation memory: what has been translated before, found again for the same sentence or nearly the same one."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from capacita.framework.model import Framework
from capacita.framework.translation.segments import Segment, list_places, source_wordings
from capacita.text import MatchIndex, Piece, diff_words, normalise
from capacita.vocabulary import TextOrigin, text_digest

LEAST: Final = 0.7  # translators' tools offer nothing below; correcting takes longer than writing
_PREFERENCE: Final = (TextOrigin.REVIEWED, TextOrigin.HUMAN, TextOrigin.MACHINE)
_ALMOST: Final = 99  # per cent: the same but for case, spaces or signs


class MemoryUnit(NamedTuple):
    """A sentence and its translation, and who made it."""

    source: str
    target: str
    origin: TextOrigin
    framework: str = ""  # code of the framework that it comes from


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryMatch:
    """A translation that may serve: of the same source (``exact``) or of one like it, with the pieces they share."""

    source: str
    target: str
    origin: TextOrigin
    framework: str
    score: float
    exact: bool
    pieces: tuple[str, ...]

    @property
    def percent(self) -> int:
        """The score as translators know it; 100 is kept for the very same source."""
        return 100 if self.exact else min(_ALMOST, int(self.score * 100))

    def source_changes(self, wanted: str) -> tuple[Piece, ...]:
        """Return what parts the source that was translated from the one that is wanted, word by word."""
        return diff_words(self.source, wanted)


class TranslationMemory:
    """Earlier translations between two languages, made ready for looking up."""

    def __init__(self, units: Iterable[MemoryUnit]) -> None:
        by_source: dict[str, dict[str, MemoryUnit]] = {}
        for unit in units:
            known = by_source.setdefault(unit.source, {})
            kept = known.get(unit.target)
            if kept is None or _PREFERENCE.index(unit.origin) < _PREFERENCE.index(kept.origin):
                known[unit.target] = unit
        self._units = {
            source: sorted(known.values(), key=lambda unit: _PREFERENCE.index(unit.origin))
            for source, known in by_source.items()
        }
        self._index = MatchIndex({source: source for source in self._units})

    def __len__(self) -> int:
        return sum(len(units) for units in self._units.values())

    def match(self, source: str, *, limit: int = 3, least: float = LEAST) -> tuple[MemoryMatch, ...]:
        """Return the translations of the source and of those most like it, best first: reviewed before others."""
        exact = [
            _match(unit, score=1.0, exact=True, pieces=(normalise(source),)) for unit in self._units.get(source, ())
        ]
        if len(exact) >= limit:
            return tuple(exact[:limit])
        near = [
            _match(unit, score=found.score, exact=False, pieces=found.pieces)
            for found in self._index.rank(source, limit=limit + 1, least=least)
            if found.text != source
            for unit in self._units[found.text]
        ]
        return (*exact, *near)[:limit]


def match_in(
    memories: Iterable[TranslationMemory],
    source: str,
    *,
    without: Collection[str] = (),
    limit: int = 3,
    least: float = LEAST,
) -> tuple[MemoryMatch, ...]:
    """Return what several memories hold for a source, best first and each translation once; some words are left out."""
    found = [match for memory in memories for match in memory.match(source, limit=limit + len(without), least=least)]
    found.sort(key=lambda match: (not match.exact, -match.score, _PREFERENCE.index(match.origin)))
    told = {(match.source, match.target): match for match in reversed(found)}
    best = [match for match in found if told[match.source, match.target] is match]
    return tuple(match for match in best if not (match.exact and match.target in without))[:limit]


def gather_memory(frameworks: Iterable[Framework], source_language: str, language: str) -> TranslationMemory:
    """Return the memory of everything that some frameworks say in two languages; what is stale teaches nothing."""
    return TranslationMemory(
        unit for framework in frameworks for unit in list_units(framework, source_language, language)
    )


def suggest_translations(
    segments: Sequence[Segment], memory: TranslationMemory, *, limit: int = 3, least: float = LEAST
) -> Mapping[str, tuple[MemoryMatch, ...]]:
    """Return, by key, what the memory holds for each segment that has something in it."""
    found: dict[str, tuple[MemoryMatch, ...]] = {}
    known: dict[str, tuple[MemoryMatch, ...]] = {}
    for segment in segments:
        if segment.source not in known:
            known[segment.source] = memory.match(segment.source, limit=limit, least=least)
        if known[segment.source]:
            found[segment.key] = known[segment.source]
    return found


def list_units(framework: Framework, source_language: str, language: str) -> Iterable[MemoryUnit]:
    """Return what a framework says in two languages; what is stale teaches nothing."""
    for _, localized in list_places(framework):
        source = source_wordings(localized).get(source_language)
        wording = localized.get(language)
        if source is None or wording is None or wording.origin is TextOrigin.SOURCE:
            continue
        if wording.text.strip() and wording.of in (None, text_digest(source)):
            yield MemoryUnit(source=source, target=wording.text, origin=wording.origin, framework=framework.code)


def _match(unit: MemoryUnit, *, score: float, exact: bool, pieces: tuple[str, ...]) -> MemoryMatch:
    return MemoryMatch(
        source=unit.source,
        target=unit.target,
        origin=unit.origin,
        framework=unit.framework,
        score=score,
        exact=exact,
        pieces=pieces,
    )
