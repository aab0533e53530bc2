"""Taking a newer base in: beginning, each choice, the draft that it makes, translations alone in one step."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from capacita.vocabulary import LocalizedText, NotFound, Refusal
from capacita.web.actors import Actor
from capacita.web.adapting.drafting import effective_framework
from capacita.web.adapting.merging import compute_merge, list_languages_brought
from capacita.web.adapting.models import AdaptationDraft, BaseMerge, MergeState
from capacita.web.adapting.services import continue_release, release_draft
from capacita.web.audit.services import audited
from capacita.web.documents.store import load_adaptation
from capacita.web.fields import write_localized
from capacita.web.framework.models import FrameworkVersion
from capacita.web.permissions import Action, check_may
from capacita.web.translating.publishing import next_patch


@audited("merge.started")
def start_merge(actor: Actor, *, version: FrameworkVersion, new_base: FrameworkVersion) -> BaseMerge:
    """Begin to take a newer base into a release, or go on with what was begun."""
    check_may(actor, Action.ADAPT_FRAMEWORK, organisation_id=version.organisation_id)
    assert version.base is not None
    merge, _created = BaseMerge.objects.get_or_create(
        version=version,
        new_base=new_base,
        defaults={
            "organisation": version.organisation,
            "base_digest": version.base.digest,
            "ours_digest": version.adaptation_digest,
            "theirs_digest": new_base.digest,
        },
    )
    return merge


@audited("merge.choice-made")
def settle_conflict(
    actor: Actor, *, merge_id: UUID, conflict_id: str, choice: Any, reason: LocalizedText | None = None
) -> BaseMerge:
    """Keep the choice for one conflict. Raises Refusal where it does not fit the conflict."""
    merge = _open_merge(actor, merge_id)
    if compute_merge(merge).conflict(conflict_id) is None:
        raise NotFound("CONFLICT_UNKNOWN")
    merge.choices = {**merge.choices, conflict_id: choice}
    compute_merge(merge)
    others = {key: value for key, value in merge.reasons.items() if key != conflict_id}
    merge.reasons = {**others, conflict_id: write_localized(reason)} if reason else others
    merge.save(update_fields=["choices", "reasons"])
    return merge


@audited("merge.finished")
def finish_merge(actor: Actor, *, merge_id: UUID) -> BaseMerge:
    """Make a draft on the newer base of a merge whose conflicts are all settled.

    Raises Refusal while one is open, and where a draft of this adaptation is open already.
    """
    merge = _open_merge(actor, merge_id)
    documents = compute_merge(merge)
    rebased = documents.result.adaptation
    if rebased is None:
        raise Refusal("MERGE_UNSETTLED", count=len(documents.result.conflicts))
    merge.draft = continue_release(actor, version=merge.version, base=merge.new_base, changes=rebased.changes)
    effective_framework(merge.draft, merge.draft.steps.all())
    merge.state = MergeState.DONE
    merge.save(update_fields=["draft", "state"])
    return merge


def _open_merge(actor: Actor, merge_id: UUID) -> BaseMerge:
    """Return a merge, locked until this is done. Raises NotFound, NotAllowed or Refusal."""
    rows = BaseMerge.objects.for_actor(actor).select_for_update(of=("self",)).filter(pk=merge_id)
    merge = rows.select_related("organisation", "version__organisation", "new_base").first()
    if merge is None:
        raise NotFound("DRAFT_UNKNOWN")
    check_may(actor, Action.ADAPT_FRAMEWORK, organisation_id=merge.organisation_id, state=merge.state)
    assert isinstance(merge, BaseMerge)
    return merge


@audited("merge.translations-taken")
def take_in_translations(
    actor: Actor, *, version: FrameworkVersion, new_base: FrameworkVersion, released_at: datetime
) -> AdaptationDraft:
    """Take a newer base that brings translations alone into a release, and release that under the next patch number.

    Raises Refusal where the base brings more than that, where a wording of the country's own stands against one of
    them, and where a draft of this adaptation is open.
    """
    assert version.base is not None
    if not list_languages_brought(version.base.digest, new_base.digest):
        raise Refusal("MERGE_MORE_THAN_TRANSLATIONS")
    merge = finish_merge(actor, merge_id=start_merge(actor, version=version, new_base=new_base).pk)
    assert merge.draft is not None
    taken = FrameworkVersion.objects.filter(code=version.code).values_list("version", flat=True)
    return release_draft(
        actor,
        draft_id=merge.draft.pk,
        version=next_patch(version.version, frozenset(taken)),
        released_at=released_at,
        profile=load_adaptation(version.adaptation_digest).profile,
    )
