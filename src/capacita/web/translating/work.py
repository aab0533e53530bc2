"""From steps to texts: which wordings stand over the newest version, who wrote them, and the framework they give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from capacita.framework.model import Framework
from capacita.framework.translation import (
    Glossary,
    GlossaryTerm,
    Mark,
    Segment,
    gather_glossary,
    gather_sources,
    list_segments,
    mark_of,
    put_wordings,
)
from capacita.vocabulary import TextOrigin, Wording
from capacita.web.documents.store import load_framework
from capacita.web.framework.models import FrameworkVersion
from capacita.web.translating.models import Translation, TranslationSeat, TranslationStep, TranslationTerm

_WORDING: TypeAdapter[Wording] = TypeAdapter(Wording)


def read_wording(value: Any) -> Wording:
    """Return the Wording that a step holds."""
    return _WORDING.validate_python(value)


def dump_wording(wording: Wording) -> dict[str, Any]:
    """Return the JSON value of a Wording."""
    value: dict[str, Any] = _WORDING.dump_python(wording, mode="json", exclude_defaults=True)
    return value


def list_standing(steps: Iterable[TranslationStep]) -> list[TranslationStep]:
    """Return the steps that no later step has taken back, without those that take back."""
    everything = list(steps)
    undone = {step.undoes_id for step in everything if step.undoes_id}
    return [step for step in everything if step.undoes_id is None and step.pk not in undone]


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationWork:
    """A translation with everything that its pages are made of."""

    translation: Translation
    version: FrameworkVersion  # the newest of the framework
    steps: tuple[TranslationStep, ...]
    framework: Framework  # the newest version with the wordings that stand
    earlier: tuple[Framework, ...]  # earlier versions and the base, oldest last
    segments: tuple[Segment, ...]
    terms: tuple[TranslationTerm, ...]

    @property
    def glossary(self) -> Glossary:
        """The glossary: of the framework's definitions and of the terms set for this language."""
        return gather_glossary(self.framework, glossary_terms(self.terms, self))

    def find(self, key: str) -> Segment | None:
        """Return the segment of a key, or None."""
        return next((segment for segment in self.segments if segment.key == key), None)

    def last_step(self, key: str) -> TranslationStep | None:
        """Return the step that says what a text says now, or None where no step here did."""
        return next((step for step in reversed(list_standing(self.steps)) if step.key == key), None)

    def revision_of(self, key: str) -> int:
        """Return the number of the last step on a text, whatever it did; 0 where there is none."""
        return max((step.number for step in self.steps if step.key == key), default=0)

    @property
    def unpublished(self) -> list[TranslationStep]:
        """The steps that stand and that no released version contains."""
        return [step for step in list_standing(self.steps) if step.number > self.translation.published_through]


def glossary_terms(terms: Iterable[TranslationTerm], work: TranslationWork) -> list[GlossaryTerm]:
    """Return the terms set for a translation as the glossary reads them."""
    return [
        GlossaryTerm(
            term=entry.term,
            term_language=work.framework.language,
            language=work.translation.language,
            preferred=_listed(entry.preferred),
            forbidden=_listed(entry.forbidden),
        )
        for entry in terms
        if entry.withdrawn_at is None
    ]


def assemble_work(
    translation: Translation,
    versions: Sequence[FrameworkVersion],
    steps: Iterable[TranslationStep],
    terms: Iterable[TranslationTerm] = (),
) -> TranslationWork:
    """Return the work on a translation; ``versions`` are those of the framework, the newest first, then its base."""
    rows = tuple(steps)
    newest, *older = (load_framework(version.digest) for version in versions)
    framework = overlay(newest, translation, rows)
    sources = gather_sources((newest, *older))
    return TranslationWork(
        translation=translation,
        version=versions[0],
        steps=rows,
        framework=framework,
        earlier=tuple(older),
        segments=tuple(list_segments(framework, translation.language, earlier_sources=sources)),
        terms=tuple(terms),
    )


def overlay(framework: Framework, translation: Translation, steps: Iterable[TranslationStep]) -> Framework:
    """Return a framework with the wordings that stand and that it does not contain yet."""
    standing = [step for step in list_standing(steps) if step.number > translation.published_through]
    return put_wordings(framework, translation.language, {step.key: read_wording(step.wording) for step in standing})


def count_marks(segments: Iterable[Segment]) -> dict[Mark, int]:
    """Return how many texts carry each mark; every mark is there."""
    counts = dict.fromkeys(Mark, 0)
    for segment in segments:
        counts[mark_of(segment)] += 1
    return counts


def is_own(work: TranslationWork, key: str, seat: TranslationSeat) -> bool:
    """Tell whether what a text says now comes from this very person, as far as seats and names tell."""
    step = work.last_step(key)
    if step is None:
        return False
    names = {name.casefold() for name in (seat.name, seat.credit_name) if name}
    return step.seat_id == seat.pk or step.author_name.casefold() in names


def credited(steps: Iterable[TranslationStep], *, reviewed: bool) -> list[str]:
    """Return the names of those who translated, or reviewed, and wish to be named."""
    names = []
    for step in steps:
        if (read_wording(step.wording).origin is TextOrigin.REVIEWED) is reviewed:
            names.append(step.credit_name if step.batch else step.seat.credit_name)
    return [name for name in dict.fromkeys(names) if name]


def _listed(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(";") if word.strip())
