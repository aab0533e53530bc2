"""Publishing translations: a patch version of the framework that says the same and more people can read."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from capacita.framework.changes import Adaptation, Change, ChangeKind
from capacita.framework.comparison.differences import diff_frameworks
from capacita.framework.digests import meaning_digest
from capacita.framework.model import Framework
from capacita.framework.translation import put_credits
from capacita.vocabulary import Refusal, TextOrigin, written
from capacita.web.actors import Actor
from capacita.web.audit.services import audited
from capacita.web.documents.store import load_adaptation, load_framework
from capacita.web.fields import write_localized
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.services import publish_adaptation, publish_framework
from capacita.web.permissions import Action, check_may
from capacita.web.translating.models import Translation, TranslationStep
from capacita.web.translating.work import TranslationWork, credited

_WORDED = {ChangeKind.REWORD: "statement", ChangeKind.RETITLE: "title"}
_NUMBERED = re.compile(r"(\d+)\.(\d+)(?:\.(\d+))?")


@audited("translation.published")
def publish_translation(actor: Actor, *, work: TranslationWork, released_at: datetime) -> Translation:
    """Release a patch version with the wordings that stand; its meaning is the very same.

    Raises Refusal where there is nothing to publish, or a newer version came out meanwhile.
    """
    check_may(actor, Action.PUBLISH_TRANSLATION, organisation_id=work.translation.organisation_id)
    translation: Translation = Translation.objects.select_for_update().get(pk=work.translation.pk)
    locked = replace(work, translation=translation)
    last = locked.steps.last()
    if last is None or not locked.wordings:
        raise Refusal("TRANSLATION_NOTHING_TO_PUBLISH")
    before = load_framework(work.version.digest)
    after = put_credits(
        locked.framework,
        translation.language,
        translators=credited(locked.unpublished, reviewed=False),
        reviewers=credited(locked.unpublished, reviewed=True),
    )
    taken = FrameworkVersion.objects.filter(code=translation.code).values_list("version", flat=True)
    number = next_patch(work.version.version, frozenset(taken))
    row = _release(actor, work.version, before, after, number, released_at)
    if meaning_digest(load_framework(row.digest)) != meaning_digest(before):
        raise Refusal("TRANSLATION_MEANING_MOVED")
    translation.published_through = last.number
    translation.save(update_fields=["published_through"])
    return translation


def next_patch(version: str, taken: frozenset[str]) -> str:
    """Return the next free version number after this one whose meaning is the same: 1.0.0 gives 1.0.1."""
    found = _NUMBERED.fullmatch(version)
    stem, patch = (f"{found[1]}.{found[2]}", int(found[3] or 0)) if found else (version, 0)
    while True:
        patch += 1
        if f"{stem}.{patch}" not in taken:
            return f"{stem}.{patch}"


def _release(
    actor: Actor, row: FrameworkVersion, before: Framework, after: Framework, number: str, released_at: datetime
) -> FrameworkVersion:
    details: dict[str, Any] = {"country": row.country, "simulated": row.simulated or row.organisation.is_simulated}
    if row.base is None:
        return publish_framework(
            actor,
            organisation=row.organisation,
            framework=replace(after, version=number),
            released_at=released_at,
            **details,
        )
    adaptation: Adaptation = load_adaptation(row.adaptation_digest)
    return publish_adaptation(
        actor,
        organisation=row.organisation,
        base=row.base,
        adaptation=replace(_with_translations(adaptation, before, after), version=number),
        released_at=released_at,
        **details,
    )


def _with_translations(adaptation: Adaptation, before: Framework, after: Framework) -> Adaptation:
    """Return an adaptation that gives the translated framework.

    What the adaptation itself words takes its translations along; for texts of the base there are Changes.
    """
    reason = written(f"Translated into {_languages(before, after)}.", "en")
    worded = {
        (change.target, _WORDED[change.kind]): place
        for place, change in enumerate(adaptation.changes)
        if change.kind in _WORDED
    }
    added = {
        change.after["id"]: place
        for place, change in enumerate(adaptation.changes)
        if change.kind is ChangeKind.ADD and change.part == "items" and isinstance(change.after, dict)
    }
    changes = list(adaptation.changes)
    items = {item.id: item for item in after.items}
    more: list[Change] = []
    for change in diff_frameworks(before, after, owner=adaptation.id):
        place = worded.get((change.target, change.part))
        if change.target == before.id and change.part in ("title", "notice"):
            continue  # the adaptation's own, set below
        if place is not None:
            text = write_localized(getattr(items[change.target], change.part))
            changes[place] = replace(changes[place], after=text)
        elif change.target in added and change.kind is ChangeKind.TRANSLATE:
            place = added[change.target]
            text = write_localized(getattr(items[change.target], change.part))
            changes[place] = replace(changes[place], after={**changes[place].after, change.part: text})
        else:
            more.append(replace(change, reason=reason))
    return replace(adaptation, title=after.title, notice=after.notice or adaptation.notice, changes=(*changes, *more))


def _languages(before: Framework, after: Framework) -> str:
    old = {item.id: item for item in before.items}
    tags: set[str] = set()
    for change in diff_frameworks(before, after):
        if change.language:
            tags.add(change.language)
    for item in after.items:
        for tag in item.principles:
            kept = next((entry.because for entry in old[item.id].principles if entry.principle == tag.principle), {})
            tags |= {language for language, wording in tag.because.items() if kept.get(language) != wording}
    return ", ".join(sorted(tags)) or after.language


def count_unread(steps: QuerySet[TranslationStep]) -> int:
    """Return how many of the wordings that would be published nobody but a machine has read."""
    return steps.filter(wording__origin=TextOrigin.MACHINE.value).count()
