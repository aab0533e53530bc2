"""From steps to texts: which wordings stand over the newest version, who wrote them, and the framework they give."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Min, QuerySet

from capacita.framework.model import Framework
from capacita.framework.translation import (
    Glossary,
    GlossaryTerm,
    MemoryMatch,
    Segment,
    SegmentState,
    check_segments,
    gather_glossary,
    match_in,
    put_wordings,
)
from capacita.vocabulary import Finding, TextOrigin, Wording
from capacita.web.documents.remembered import Remembered
from capacita.web.documents.store import load_framework
from capacita.web.framework.models import FrameworkVersion
from capacita.web.translating.models import (
    Translation,
    TranslationRemark,
    TranslationSeat,
    TranslationStep,
    TranslationTerm,
)
from capacita.web.translating.standing import Standing, find_standing, list_unpublished
from capacita.web.translating.texts import VersionTexts, memories_of, memory_of, sources_of, texts_of


def list_standing(steps: Iterable[TranslationStep]) -> list[TranslationStep]:
    """Return the steps that no later step has taken back, without those that take back."""
    everything = list(steps)
    undone = {step.undoes_id for step in everything if step.undoes_id}
    return [step for step in everything if step.undoes_id is None and step.pk not in undone]


def list_undoable(steps: Iterable[TranslationStep], published_through: int, batch: str) -> list[TranslationStep]:
    """Return the steps of a file that stand, are not published, and that no later step on their text stands on."""
    standing = list_standing(steps)
    latest = {step.key: step.number for step in standing}
    return [
        step
        for step in standing
        if step.batch == batch and step.number > published_through and latest[step.key] == step.number
    ]


@dataclass(frozen=True, kw_only=True)
class TranslationWork:
    """A translation with everything that its pages are made of, each read when it is asked for."""

    translation: Translation
    versions: tuple[FrameworkVersion, ...]  # of the framework, the newest first, then the base of the newest
    steps: QuerySet[TranslationStep]  # of this translation, by number
    terms: tuple[TranslationTerm, ...]
    remarks: QuerySet[TranslationRemark]
    _steps: dict[str, list[TranslationStep]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def version(self) -> FrameworkVersion:
        """The newest version of the framework."""
        return self.versions[0]

    @cached_property
    def heading(self) -> Framework:
        """The newest version with its names and definitions alone."""
        return self.texts.heading

    @cached_property
    def texts(self) -> VersionTexts:
        """The texts of the newest version as they were published."""
        return texts_of(self.version.digest, self.translation.language)

    @cached_property
    def standing(self) -> Standing:
        """What stands over the newest version, as far as it is not published."""
        return find_standing(self.translation, self.version.digest, self.steps, self.texts)

    @property
    def wordings(self) -> Mapping[str, Wording]:
        """The wordings that stand and that no released version contains, by key."""
        return self.standing.wordings

    @property
    def by_key(self) -> Mapping[str, Segment]:
        """Every text with the wording that stands, by key and in the order of reading."""
        return self.standing.by_key

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """Every text with the wording that stands, in the order of reading."""
        return tuple(self.by_key.values())

    @cached_property
    def framework(self) -> Framework:
        """The newest version, whole, with the wordings that stand: for files."""
        return put_wordings(load_framework(self.version.digest), self.translation.language, self.wordings)

    @cached_property
    def earlier(self) -> tuple[Framework, ...]:
        """Earlier versions and the base, oldest last, whole: for files."""
        return tuple(load_framework(version.digest) for version in self.versions[1:])

    @cached_property
    def glossary(self) -> Glossary:
        """The glossary: of the framework's definitions and of the terms set for this language."""
        worded = put_wordings(self.texts.heading, self.translation.language, self.wordings)
        return gather_glossary(worded, glossary_terms(self.terms, self))

    @property
    def unpublished(self) -> QuerySet[TranslationStep]:
        """The steps that stand and that no released version contains, by number."""
        return list_unpublished(self.translation, self.steps)

    @cached_property
    def noticed(self) -> tuple[Finding, ...]:
        """What a program notices of every text that is translated, in the order of reading; remembered."""
        terms = tuple(glossary_terms(self.terms, self))
        known_by = (
            self.translation.pk,
            self.version.digest,
            self.translation.published_through,
            self.standing.last,
            terms,
        )
        return _NOTICED.get_or_make(known_by, lambda: tuple(check_segments(self.segments, self.glossary)))

    @cached_property
    def remarked(self) -> frozenset[str]:
        """The keys of the texts with a remark that nobody has settled."""
        return frozenset(self.remarks.filter(settled_at=None).values_list("key", flat=True))

    def find(self, key: str) -> Segment | None:
        """Return the segment of a key, or None; of a stale one with what its source said before."""
        segment = self.by_key.get(key)
        if segment is None or segment.state is not SegmentState.STALE:
            return segment
        sources = sources_of([version.digest for version in self.versions], self.translation.language)
        return segment._replace(earlier_source=sources.get(segment.of or ""))

    def match(self, segment: Segment) -> tuple[MemoryMatch, ...]:
        """Return what has been translated before of the same source, or of one like it, here or in what is published."""
        pair = segment.source_language, self.translation.language
        fresh = (self.by_key[key] for key in self.wordings if key in self.by_key)
        published = self.texts.segments[segment.key].target
        return match_in(
            (
                *memories_of(fresh, self.translation.code),
                memory_of([version.digest for version in self.versions], *pair),
            ),
            segment.source,
            without=frozenset(filter(None, (segment.target, published))),
        )

    def steps_of(self, key: str) -> list[TranslationStep]:
        """Return the steps on a text, by number."""
        if key not in self._steps:
            self._steps[key] = list(self.steps.filter(key=key))
        return self._steps[key]

    def last_step(self, key: str) -> TranslationStep | None:
        """Return the step that says what a text says now, or None where no step here did."""
        return next(reversed(list_standing(self.steps_of(key))), None)

    def revision_of(self, key: str) -> int:
        """Return the number of the last step on a text, whatever it did; 0 where there is none."""
        return max((step.number for step in self.steps_of(key)), default=0)


_NOTICED: Remembered[tuple[Hashable, ...], tuple[Finding, ...]] = Remembered(16)


def glossary_terms(terms: Iterable[TranslationTerm], work: TranslationWork) -> list[GlossaryTerm]:
    """Return the terms set for a translation as the glossary reads them."""
    return [
        GlossaryTerm(
            term=entry.term,
            term_language=work.heading.language,
            language=work.translation.language,
            preferred=_listed(entry.preferred),
            forbidden=_listed(entry.forbidden),
        )
        for entry in terms
        if entry.withdrawn_at is None
    ]


def is_own(work: TranslationWork, key: str, seat: TranslationSeat) -> bool:
    """Tell whether what a text says now comes from this very person, as far as seats and names tell."""
    step = work.last_step(key)
    if step is None:
        return False
    names = {name.casefold() for name in (seat.name, seat.credit_name) if name}
    return step.seat_id == seat.pk or step.author_name.casefold() in names


def credited(steps: QuerySet[TranslationStep], *, reviewed: bool) -> list[str]:
    """Return the names of those who translated, or reviewed, and wish to be named, in the order of their first step."""
    of_reviewers = steps.filter(wording__origin=TextOrigin.REVIEWED.value)
    chosen = of_reviewers if reviewed else steps.exclude(wording__origin=TextOrigin.REVIEWED.value)
    told = chosen.order_by().values_list("batch", "credit_name", "seat__credit_name").annotate(first=Min("number"))
    names = [in_file if batch else of_seat for batch, in_file, of_seat, _first in told.order_by("first")]
    return [name for name in dict.fromkeys(names) if name]


def _listed(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(";") if word.strip())
