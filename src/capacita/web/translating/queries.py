"""Reading translations: those of a framework, one with everything in it, by its address or by a private link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.urls import reverse

from capacita.framework.translation import Mark
from capacita.vocabulary import NotFound
from capacita.web.actors import SYSTEM, Actor
from capacita.web.consultation.private_link import hash_token
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.text_counts import text_counts_of
from capacita.web.permissions import Action, check_may, may
from capacita.web.translating.models import (
    Purpose,
    Translation,
    TranslationRemark,
    TranslationSeat,
    TranslationStep,
    TranslationTerm,
)
from capacita.web.translating.texts import count_marks
from capacita.web.translating.work import TranslationWork

_MOST_VERSIONS = 8  # of a framework, as far back as a stale translation is told what it was made from


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A translation as somebody works on it: signed in, or through a private link."""

    work: TranslationWork
    actor: Actor
    seat: TranslationSeat | None  # of somebody signed in, none before their first step
    token: str = ""

    @property
    def may_publish(self) -> bool:
        """Tell whether this person makes links and publishes."""
        organisation_id = self.work.translation.organisation_id
        return not self.token and may(self.actor, Action.PUBLISH_TRANSLATION, organisation_id=organisation_id)

    @property
    def may_review(self) -> bool:
        """Tell whether this person may confirm what others have translated."""
        return self.seat is None or self.seat.purpose == Purpose.REVIEW

    def href(self, page: str = "", *args: Any) -> str:
        """Return the address of a page of this translation, as this person reaches it."""
        dash = f"-{page}" if page else ""
        if self.token:
            return reverse(f"translator{dash}", args=[self.token, *args])
        translation = self.work.translation
        return reverse(f"translation{dash}", args=[translation.code, translation.language, *args])


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageCount:
    """How many texts of a framework there are to be translated, how many people have translated, and reviewed."""

    total: int
    done: int
    reviewed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationsOfFramework:
    """A framework with the translations that are being made of it, and how far each of its languages is."""

    version: FrameworkVersion
    begun: tuple[str, ...]
    counts: dict[str, LanguageCount]  # of the languages that are begun or that the version has
    texts: int  # for any other language

    def count(self, language: str) -> LanguageCount:
        """Return how far a language is."""
        return self.counts.get(language) or LanguageCount(total=self.texts, done=0, reviewed=0)


def list_own_frameworks(actor: Actor) -> list[FrameworkVersion]:
    """Return the newest version of each framework that the actor may translate."""
    mine = [pk for pk in actor.memberships if may(actor, Action.TRANSLATE_FRAMEWORK, organisation_id=pk)]
    rows = FrameworkVersion.objects.for_actor(actor).filter(organisation_id__in=mine)
    newest: dict[str, FrameworkVersion] = {}
    for row in rows.order_by("code", "-released_at"):
        newest.setdefault(row.code, row)
    return list(newest.values())


def list_begun(actor: Actor, codes: Sequence[str]) -> dict[str, list[str]]:
    """Return by framework the languages into which somebody has begun to translate it."""
    found: dict[str, list[str]] = {}
    rows = Translation.objects.for_actor(actor).filter(code__in=codes)
    for code, language in rows.values_list("code", "language"):
        found.setdefault(code, []).append(language)
    return found


def get_own_version(actor: Actor, code: str) -> FrameworkVersion:
    """Return the newest version of a framework that the actor may translate. Raises NotFound and NotAllowed."""
    return _own_versions(actor, code)[0]


def list_translations(actor: Actor, code: str) -> TranslationsOfFramework:
    """Return a framework with its translations. Raises NotFound and NotAllowed."""
    versions = _own_versions(actor, code)
    published = text_counts_of(versions[0].digest)
    counts = {
        count.language: LanguageCount(
            total=count.all - count.written, done=count.translated + count.reviewed, reviewed=count.reviewed
        )
        for count in published
    }
    rows = list(Translation.objects.for_actor(actor).filter(code=code))
    steps = TranslationStep.objects.for_actor(actor).filter(translation__in=rows).order_by()
    last = dict(steps.values_list("translation").annotate(Max("number")))
    for row in rows:
        if last.get(row.pk, 0) > row.published_through:
            counts[row.language] = _count_anew(actor, row, versions, last[row.pk])
    return TranslationsOfFramework(
        version=versions[0],
        begun=tuple(row.language for row in rows),
        counts=counts,
        texts=published[0].all if published else 0,
    )


def _count_anew(actor: Actor, row: Translation, versions: Sequence[FrameworkVersion], last_step: int) -> LanguageCount:
    """Return how far a language is with what is not published yet: counted once after each step, and kept."""
    of = {"digest": versions[0].digest, "through": last_step}
    if row.counted.items() >= of.items():
        return LanguageCount(**{name: row.counted[name] for name in LanguageCount.__slots__})
    marks = count_marks(_work(actor, row, versions).segments)
    reviewed = marks[Mark.REVIEWED]
    found = LanguageCount(total=sum(marks.values()), done=marks[Mark.TRANSLATED] + reviewed, reviewed=reviewed)
    row.counted = {**of, **{name: getattr(found, name) for name in LanguageCount.__slots__}}
    row.save(update_fields=["counted"])
    return found


def get_desk(actor: Actor, code: str, language: str) -> Desk:
    """Return a translation for somebody signed in. Raises NotFound and NotAllowed."""
    versions = _own_versions(actor, code)
    translation = Translation.objects.for_actor(actor).filter(code=code, language=language).first()
    if translation is None:
        raise NotFound("TRANSLATION_UNKNOWN")
    seats = TranslationSeat.objects.for_actor(actor).filter(translation=translation)
    seat = seats.filter(person_id=actor.person_id).first()
    return Desk(work=_work(actor, translation, versions), actor=actor, seat=seat)


def get_desk_by_token(token: str) -> Desk:
    """Return the translation of a private link, whoever asks: the link is the key. Raises NotFound."""
    rows = TranslationSeat.objects.for_actor(SYSTEM).filter(link_hash=hash_token(token), closed_at=None)
    seat = rows.select_related("translation__organisation").first()
    if seat is None:
        raise NotFound("TRANSLATION_UNKNOWN")
    translation = seat.translation
    versions = list_versions(SYSTEM, translation.code)
    return Desk(
        work=_work(SYSTEM, translation, versions),
        actor=Actor(name=seat.name),
        seat=seat,
        token=token,
    )


def find_title(actor: Actor, framework_id: str) -> Any:
    """Return the title of a framework that the actor may read, in all its languages, or None."""
    rows = FrameworkVersion.objects.for_actor(actor).filter(framework_id=framework_id).order_by("-released_at")
    row = rows.first()
    return row.title if row else None


def list_links(actor: Actor, translation: Translation) -> list[TranslationSeat]:
    """Return the private links of a translation, the newest first."""
    rows = TranslationSeat.objects.for_actor(actor).filter(translation=translation).exclude(link_hash="")
    return list(rows.order_by("-made_at"))


def _work(actor: Actor, translation: Translation, versions: Sequence[FrameworkVersion]) -> TranslationWork:
    return TranslationWork(
        translation=translation,
        versions=tuple(versions),
        steps=TranslationStep.objects.for_actor(actor).filter(translation=translation).order_by("number"),
        terms=tuple(TranslationTerm.objects.for_actor(actor).filter(translation=translation)),
        remarks=TranslationRemark.objects.for_actor(actor).filter(translation=translation),
    )


def _own_versions(actor: Actor, code: str) -> list[FrameworkVersion]:
    versions = list_versions(actor, code)
    check_may(actor, Action.TRANSLATE_FRAMEWORK, organisation_id=versions[0].organisation_id)
    return versions


def list_versions(actor: Actor, code: str) -> list[FrameworkVersion]:
    """Return the versions of a framework, the newest first, and the base of the newest at the end. Raises NotFound."""
    rows = FrameworkVersion.objects.for_actor(actor).filter(code=code).select_related("organisation", "base")
    versions = list(rows.order_by("-released_at")[:_MOST_VERSIONS])
    if not versions:
        raise NotFound("FRAMEWORK_UNKNOWN", name=code)
    return [*versions, versions[0].base] if versions[0].base else versions
