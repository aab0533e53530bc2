"""Reading a draft without what its steps come to: enough for the pages of its sheets, which know that already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator

from capacita.framework.changes import Change
from capacita.framework.model import Framework
from capacita.framework.narrowing import list_named
from capacita.vocabulary import NotFound
from capacita.web.actors import Actor
from capacita.web.adapting.models import AdaptationDraft, DraftChange, TakenSheet, WaitingSheet
from capacita.web.adapting.queries import get_own_country
from capacita.web.documents.store import load_narrowed
from capacita.web.permissions import Action, may

_MOST_WAITING = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetDraft:
    """A draft with the number of its steps."""

    draft: AdaptationDraft
    steps: int
    may_write: bool


def find_draft(actor: Actor, country: str, draft_id: UUID) -> SheetDraft:
    """Return a draft of a country to those who may adapt for it. Raises NotFound and NotAllowed."""
    organisation = get_own_country(actor, country)
    rows = AdaptationDraft.objects.for_actor(actor).filter(organisation=organisation, pk=draft_id)
    draft = rows.select_related("organisation", "base").first()
    if draft is None:
        raise NotFound("DRAFT_UNKNOWN")
    return SheetDraft(
        draft=draft,
        steps=DraftChange.objects.for_actor(actor).filter(draft=draft).count(),
        may_write=may(actor, Action.ADAPT_FRAMEWORK, organisation_id=organisation.pk, state=draft.state),
    )


def find_open_sheet_draft(actor: Actor, country: str, draft_id: UUID) -> SheetDraft:
    """Return a draft into which a sheet can be taken. Raises NotFound and NotAllowed."""
    found = find_draft(actor, country, draft_id)
    if found.draft.state != "open":
        raise NotFound("NOT_HERE")
    return found


def load_base(draft: AdaptationDraft, changes: Iterable[Change], named: Iterable[str] = ()) -> Framework:
    """Return the base of a draft with what hangs on the items that some Changes, or somebody else, speak of."""
    return load_narrowed(draft.base_digest, frozenset(list_named(changes)).union(named))


def get_taken_sheet(actor: Actor, draft: AdaptationDraft, sheet_id: UUID) -> TakenSheet:
    """Return a sheet that was taken into a draft. Raises NotFound."""
    found: TakenSheet | None = TakenSheet.objects.for_actor(actor).filter(draft=draft, pk=sheet_id).first()
    if found is None:
        raise NotFound("DRAFT_SHEET_UNKNOWN")
    return found


def list_taken_sheets(actor: Actor, draft: AdaptationDraft) -> list[TakenSheet]:
    """Return the sheets that were taken into a draft, the newest first."""
    return list(TakenSheet.objects.for_actor(actor).filter(draft=draft))


def get_waiting_sheet(actor: Actor, draft: AdaptationDraft, waiting_id: UUID) -> WaitingSheet:
    """Return a sheet that the actor has sent and not taken in yet. Raises NotFound."""
    rows = WaitingSheet.objects.for_actor(actor).filter(draft=draft, person_id=actor.person_id)
    found: WaitingSheet | None = rows.filter(pk=waiting_id).first()
    if found is None:
        raise NotFound("DRAFT_SHEET_GONE")
    return found


def list_waiting_sheets(actor: Actor, draft: AdaptationDraft) -> list[WaitingSheet]:
    """Return the sheets of a draft that wait for the actor, the one touched last first."""
    rows = WaitingSheet.objects.for_actor(actor).filter(draft=draft, person_id=actor.person_id)
    return list(rows.defer("data")[:_MOST_WAITING])


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsOfSheet:
    """The steps of a sheet that was taken in: a page of them, how many stand, which do not, and the items they added."""

    shown: Page[DraftChange]
    total: int
    undone: frozenset[UUID]
    added: tuple[DraftChange, ...]


def get_sheet_steps(actor: Actor, sheet: TakenSheet, page: str, a_page: int) -> StepsOfSheet:
    """Return a page of the steps of a sheet."""
    steps = DraftChange.objects.for_actor(actor).filter(draft=sheet.draft_id)
    rows = steps.filter(number__range=(sheet.first, sheet.last)).order_by("number")
    undone = steps.filter(undoes__number__range=(sheet.first, sheet.last)).values_list("undoes", flat=True)
    return StepsOfSheet(
        shown=Paginator(rows, a_page).get_page(page),
        total=sheet.last - sheet.first + 1,
        undone=frozenset(undone),
        added=tuple(rows.filter(change__kind="add", change__part="items")),
    )
