"""What stands over a published version, remembered: after a step only the texts that it is about are worked out anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from pydantic import TypeAdapter

from capacita.framework.translation import Segment
from capacita.vocabulary import Wording
from capacita.web.documents.kept import keep
from capacita.web.documents.remembered import Remembered
from capacita.web.translating.models import Translation, TranslationStep
from capacita.web.translating.texts import VersionTexts

_WORDING: TypeAdapter[Wording] = TypeAdapter(Wording)


def read_wording(value: Any) -> Wording:
    """Return the Wording that a step holds."""
    return _WORDING.validate_python(value)


def dump_wording(wording: Wording) -> dict[str, Any]:
    """Return the JSON value of a Wording."""
    value: dict[str, Any] = _WORDING.dump_python(wording, mode="json", exclude_defaults=True)
    return value


def list_unpublished(translation: Translation, steps: QuerySet[TranslationStep]) -> QuerySet[TranslationStep]:
    """Return the steps that stand and that no released version contains, by number."""
    return steps.filter(undoes=None, undone_by=None, number__gt=translation.published_through)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The wordings that stand and are not published, by key, and every text with the wording that stands.

    ``last`` is the number and the identifier of the last step that they take in.
    """

    last: tuple[int, UUID | None]
    wordings: Mapping[str, Wording]
    by_key: Mapping[str, Segment]


def find_standing(
    translation: Translation, digest: str, steps: QuerySet[TranslationStep], texts: VersionTexts
) -> Standing:
    """Return what stands over the version of a digest, whose texts these are."""
    known_by = (translation.pk, digest, translation.published_through)
    known = _STANDING.get(known_by)
    if known is None:
        return _STANDING.put(known_by, _read_anew(translation, digest, steps, texts))
    since = list(steps.filter(number__gte=known.last[0]).values_list("number", "pk", "key"))
    if known.last[1] is not None:
        if not since or since[0][:2] != known.last:  # the step is not there any more: what followed it was undone
            return _STANDING.put(known_by, _read_anew(translation, digest, steps, texts))
        since = since[1:]
    if since:
        known = _STANDING.put(known_by, _follow(known, translation, steps, texts, since))
    return known


def _read_anew(
    translation: Translation, digest: str, steps: QuerySet[TranslationStep], texts: VersionTexts
) -> Standing:
    last = steps.order_by("-number").values_list("number", "pk").first()
    if last is None:
        return Standing(last=(0, None), wordings={}, by_key=texts.segments)
    number, pk = last
    about = (str(translation.pk), digest, translation.published_through, number, str(pk))
    unpublished = list_unpublished(translation, steps).filter(number__lte=number)
    wordings = keep("standing", about, lambda: _read_wordings(unpublished), within="drafts")
    return Standing(last=last, wordings=wordings, by_key=texts.put(wordings, texts.segments))


def _read_wordings(steps: QuerySet[TranslationStep]) -> dict[str, Wording]:
    return {key: read_wording(wording) for key, wording in steps.values_list("key", "wording")}


def _follow(
    known: Standing,
    translation: Translation,
    steps: QuerySet[TranslationStep],
    texts: VersionTexts,
    since: list[tuple[int, UUID, str]],
) -> Standing:
    unpublished = list_unpublished(translation, steps)
    touched = {key for _number, _pk, key in since}
    if known.wordings:
        unpublished = unpublished.filter(key__in=touched)
    fresh = _read_wordings(unpublished)
    kept = {key: wording for key, wording in known.wordings.items() if key not in touched}
    number, pk, _key = since[-1]
    return Standing(
        last=(number, pk),
        wordings={**kept, **fresh},
        by_key=texts.put(fresh, {**known.by_key, **texts.published(touched)}),
    )


_STANDING: Remembered[tuple[UUID, str, int], Standing] = Remembered(32)
