"""Opening a draft to write on it: who may, and nobody else meanwhile."""

from __future__ import annotations

from uuid import UUID

from capacita.vocabulary import NotFound
from capacita.web.actors import Actor
from capacita.web.adapting.models import AdaptationDraft, DraftChange
from capacita.web.permissions import Action, check_may


def open_draft(
    actor: Actor, draft_id: UUID, *, action: Action = Action.ADAPT_FRAMEWORK
) -> tuple[AdaptationDraft, list[DraftChange]]:
    """Return a draft, locked until this is done, with its steps. Raises NotFound, NotAllowed or Refusal."""
    rows = AdaptationDraft.objects.for_actor(actor).select_for_update(of=("self",))
    draft = rows.select_related("organisation", "base", "continues").filter(pk=draft_id).first()
    if draft is None:
        raise NotFound("DRAFT_UNKNOWN")
    check_may(actor, action, organisation_id=draft.organisation_id, state=draft.state)
    return draft, list(draft.steps.all())
