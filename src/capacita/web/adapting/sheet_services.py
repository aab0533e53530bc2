"""An edited sheet that waits, what is chosen of it, taking it into a draft as steps, and taking it back as a whole."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from capacita.framework.comparison import Side
from capacita.framework.model import Item
from capacita.vocabulary import LocalizedText, NotFound, Refusal, derive_identifier
from capacita.web.actors import Actor
from capacita.web.adapting.drafting import (
    dump_change,
    effective_framework,
    fields_meet,
    inverse_of,
    is_built_on_levels,
    list_standing,
    read_change,
)
from capacita.web.adapting.models import DraftChange, TakenSheet, WaitingSheet
from capacita.web.adapting.opening import open_draft
from capacita.web.adapting.sheet_reading import SheetLook
from capacita.web.audit.services import audited
from capacita.web.fields import write_localized
from capacita.web.words import join_words

WAITS: Final = timedelta(days=30)  # a sheet, after the last choice; by then the draft is another
_NAMED = 5  # items that a refusal names


@audited("draft.sheet-sent")
def keep_sheet(actor: Actor, *, draft_id: UUID, data: bytes, file_name: str) -> WaitingSheet:
    """Keep a sheet for its sender until they take it in. The same file once more brings back what they chose of it."""
    draft, _rows = open_draft(actor, draft_id)
    assert actor.person_id is not None  # only somebody signed in may adapt
    kept, _created = WaitingSheet.objects.update_or_create(
        draft=draft,
        person_id=actor.person_id,
        digest=f"sha256:{hashlib.sha256(data).hexdigest()}",
        defaults={"organisation": draft.organisation, "file_name": file_name[:120], "data": data},
    )
    return kept


@audited("draft.sheet-choice-made")
def choose_in_sheet(
    actor: Actor,
    *,
    waiting: WaitingSheet,
    choices: Mapping[str, Any] | None = None,
    leaves_out: bool | None = None,
) -> WaitingSheet:
    """Keep what somebody chooses of a sheet that waits: every side that is to stand, or what becomes of rows gone.

    Raises Refusal where another choice was kept since the sheet was read: this one would undo it.
    """
    draft, _rows = open_draft(actor, waiting.draft_id)
    assert actor.person_id is not None
    kept = draft.waiting_sheets.filter(pk=waiting.pk, person_id=actor.person_id).first()
    if kept is None:
        raise NotFound("DRAFT_SHEET_GONE")
    assert isinstance(kept, WaitingSheet)
    if (kept.choices, kept.leaves_out) != (waiting.choices, waiting.leaves_out):
        raise Refusal("DRAFT_SHEET_CHOSEN_MEANWHILE")
    if choices is not None:
        kept.choices = dict(choices)
    if leaves_out is not None:
        kept.leaves_out = leaves_out
    kept.save(update_fields=["choices", "leaves_out", "touched_at"])
    return kept


def forget_waiting_sheets(before: datetime | None = None) -> int:
    """Forget the sheets of which nobody has chosen anything for long; return how many."""
    long_ago = before or timezone.now() - WAITS
    count, _by_model = WaitingSheet.objects.filter(touched_at__lt=long_ago).delete()
    return count


@audited("draft.sheet-taken-in")
def take_in_sheet(
    actor: Actor,
    *,
    draft_id: UUID,
    waiting: WaitingSheet,
    look: SheetLook,
    reasons: Mapping[int, LocalizedText],
) -> TakenSheet:
    """Add the steps that come of a sheet to a draft. ``reasons`` are by the number of the step.

    Raises Refusal where the draft has moved since it was looked at, where a conflict is open, and where the sheet
    changes nothing.
    """
    draft, rows = open_draft(actor, draft_id)
    if len(rows) != look.seen:
        raise Refusal("DRAFT_SHEET_OVERTAKEN")
    if look.open:
        raise Refusal("DRAFT_SHEET_UNSETTLED", count=len(look.open))
    if not look.steps:
        raise Refusal("DRAFT_SHEET_NOTHING")
    steps = [
        DraftChange(
            organisation=draft.organisation,
            draft=draft,
            number=step.number,
            subject=UUID(step.subject),
            field=step.field,
            change={**step.change, "reason": write_localized(reasons[step.number])},
            seen_revision=look.seen,
            author_id=actor.person_id,
            author_name=actor.name,
        )
        for step in look.steps
    ]
    DraftChange.objects.bulk_create(steps)
    effective_framework(draft, [*rows, *steps])
    draft.waiting_sheets.filter(pk=waiting.pk).delete()
    return TakenSheet.objects.create(
        organisation=draft.organisation,
        draft=draft,
        digest=waiting.digest,
        file_name=waiting.file_name,
        first=look.seen + 1,
        last=look.seen + len(steps),
        counts=dict(look.counts),
        not_taken=sum(look.choices.sides[conflict.id] is Side.OURS for conflict in look.conflicts),
        author_id=actor.person_id,
        author_name=actor.name,
    )


@audited("draft.sheet-taken-back")
def undo_sheet(actor: Actor, *, draft_id: UUID, sheet_id: UUID) -> TakenSheet:
    """Take every step of a sheet back that still stands, by adding its inverse.

    Raises Refusal where none stands any more, and where a later step stands on one of them.
    """
    draft, rows = open_draft(actor, draft_id)
    sheet = draft.sheets.filter(pk=sheet_id).first()
    if sheet is None:
        raise NotFound("DRAFT_SHEET_UNKNOWN")
    standing = list_standing(rows)
    steps = [row for row in standing if sheet.first <= row.number <= sheet.last]
    if not steps:
        raise Refusal("DRAFT_SHEET_UNDONE")
    later = [row for row in standing if row.number > sheet.last]
    built_on = [row for row in steps if any(_stands_on(newer, row) for newer in later)]
    if built_on:
        named = _name_items(effective_framework(draft, rows).items, built_on)
        raise Refusal("DRAFT_SHEET_BUILT_ON", items=named)
    inverses = []
    for number, step in enumerate(reversed(steps), start=len(rows) + 1):
        inverse = inverse_of(read_change(step.change), derive_identifier(str(draft.pk), "change", str(number)))
        inverses.append(
            DraftChange(
                organisation=draft.organisation,
                draft=draft,
                number=number,
                subject=step.subject,
                field=step.field,
                change=dump_change(inverse),
                seen_revision=step.number,
                undoes=step,
                author_id=actor.person_id,
                author_name=actor.name,
            )
        )
    DraftChange.objects.bulk_create(inverses)
    effective_framework(draft, [*rows, *inverses])
    assert isinstance(sheet, TakenSheet)
    return sheet


def _stands_on(later: DraftChange, step: DraftChange) -> bool:
    return (later.subject == step.subject and fields_meet(later.field, step.field)) or is_built_on_levels(later, step)


def _name_items(items: Sequence[Item], rows: Sequence[DraftChange]) -> str:
    codes = {item.id: item.code for item in items}
    named = list(dict.fromkeys(codes.get(str(row.subject), "…") for row in rows))
    return join_words(named[:_NAMED]) + (" …" if len(named) > _NAMED else "")
