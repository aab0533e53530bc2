"""Taking an edited sheet into a draft as steps, all or none, and taking it back as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

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
from capacita.web.adapting.models import DraftChange, TakenSheet
from capacita.web.adapting.opening import open_draft
from capacita.web.adapting.sheet_reading import SheetLook
from capacita.web.audit.services import audited
from capacita.web.fields import write_localized

_NAMED = 5  # items that a refusal names


@audited("draft.sheet-taken-in")
def take_in_sheet(
    actor: Actor,
    *,
    draft_id: UUID,
    look: SheetLook,
    reasons: Mapping[int, LocalizedText],
    file_name: str,
    digest: str,
    not_taken: int,
) -> TakenSheet:
    """Add the steps that come of a sheet to a draft. ``reasons`` are by the number of the step.

    Raises Refusal where the draft has moved since it was looked at, and where the sheet changes nothing.
    """
    draft, rows = open_draft(actor, draft_id)
    if len(rows) != look.seen:
        raise Refusal("DRAFT_SHEET_OVERTAKEN")
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
    return TakenSheet.objects.create(
        organisation=draft.organisation,
        draft=draft,
        digest=digest,
        file_name=file_name[:120],
        first=look.seen + 1,
        last=look.seen + len(steps),
        counts=dict(look.counts),
        not_taken=not_taken,
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
    return ", ".join(named[:_NAMED]) + (" …" if len(named) > _NAMED else "")
