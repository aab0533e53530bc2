"""What comes of a sheet that waits, with what was chosen of it: worked out once for each state of the draft."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.core.cache import cache

from capacita.framework.comparison import Conflict, Side
from capacita.vocabulary import Refusal, canonical_json
from capacita.web.actors import Actor
from capacita.web.adapting.models import WaitingSheet
from capacita.web.adapting.queries import DraftDocuments, get_draft
from capacita.web.adapting.sheet_queries import SheetDraft
from capacita.web.adapting.sheet_reading import SheetChoices, SheetLook, look_at_sheet

_KNOWN_SECONDS: Final = 3600  # it is worked out again from the sheet at any time


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSight:
    """A look at a sheet; where what was chosen does not hold together, as if nothing were, with the refusal."""

    look: SheetLook
    refusal: Refusal | None = None


def see_sheet(actor: Actor, found: SheetDraft, waiting: WaitingSheet) -> SheetSight:
    """Return what comes of a sheet that waits for the draft as it stands."""
    look: SheetLook | None = cache.get(_key(waiting, found.steps))
    if look is not None:
        return SheetSight(look=look)
    documents = _documents(actor, found)
    try:
        return SheetSight(look=_look(actor, documents, waiting))
    except Refusal as refusal:
        bare = look_at_sheet(actor, documents, bytes(waiting.data), SheetChoices())
        return SheetSight(look=bare, refusal=refusal)


def try_choices(
    actor: Actor,
    found: SheetDraft,
    waiting: WaitingSheet,
    *,
    choices: Mapping[str, Any] | None = None,
    leaves_out: bool | None = None,
) -> None:
    """Raise Refusal where what somebody wants to choose of a sheet does not hold together; nothing is kept."""
    tried = WaitingSheet(
        pk=waiting.pk,
        data=waiting.data,
        choices=waiting.choices if choices is None else dict(choices),
        leaves_out=waiting.leaves_out if leaves_out is None else leaves_out,
    )
    _look(actor, _documents(actor, found), tried)


def with_sides(look: SheetLook, waiting: WaitingSheet, sides: Mapping[str, Side]) -> dict[str, Any]:
    """Return what is chosen of a sheet once some conflicts are settled as well, in the shape in which it is kept."""
    kept = {key: waiting.choices[key] for key in look.choices.sides if key in waiting.choices}
    conflicts = {conflict.id: conflict for conflict in look.conflicts}
    return kept | {key: {"side": side.value, "of": words_of(conflicts[key])} for key, side in sides.items()}


def _documents(actor: Actor, found: SheetDraft) -> DraftDocuments:
    return get_draft(actor, found.draft.organisation.code, found.draft.pk, is_whole=True)


def _look(actor: Actor, documents: DraftDocuments, waiting: WaitingSheet) -> SheetLook:
    """Return a look with what was chosen, but for choices of words that are others now: those are asked again."""
    sides = {key: Side(chosen["side"]) for key, chosen in waiting.choices.items()}
    while True:
        choices = SheetChoices(leaves_out=waiting.leaves_out, sides=dict(sides))
        look = look_at_sheet(actor, documents, bytes(waiting.data), choices)
        known = [conflict for conflict in look.conflicts if conflict.id in sides]
        moved = [entry.id for entry in known if words_of(entry) != waiting.choices[entry.id]["of"]]
        if not moved:
            cache.set(_key(waiting, look.seen), look, _KNOWN_SECONDS)
            return look
        for key in moved:
            del sides[key]


def words_of(conflict: Conflict) -> str:
    """Return by what it is known again whether a conflict is still between the same words."""
    return hashlib.sha256(canonical_json([conflict.base, conflict.ours, conflict.theirs])).hexdigest()[:40]


def _key(waiting: WaitingSheet, seen: int) -> str:
    chosen = hashlib.sha256(canonical_json([waiting.leaves_out, waiting.choices])).hexdigest()[:40]
    return f"draft-sheet-{waiting.pk}-{seen}-{chosen}"
