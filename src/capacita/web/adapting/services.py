"""Starting drafts, adding steps to them, taking steps back, and releasing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from capacita.framework.changes import Adaptation, Change, ChangeKind, ContextProfile
from capacita.framework.contents import read_after, read_before
from capacita.framework.coverage import is_confirmed
from capacita.framework.model import PrincipleTag
from capacita.vocabulary import CAPACITA, NotFound, Refusal, derive_identifier, written
from capacita.web.accounts.models import Organisation
from capacita.web.actors import Actor
from capacita.web.adapting.drafting import (
    ENTRY,
    FIELDS,
    GONE,
    PLACE,
    Step,
    assemble_adaptation,
    dump_change,
    effective_framework,
    fields_meet,
    inverse_of,
    is_built_on_levels,
    list_changes,
    list_standing,
    place_of,
    read_change,
)
from capacita.web.adapting.evidence import note_release, with_contributions
from capacita.web.adapting.levels import list_needs_moved
from capacita.web.adapting.making import confirm_tag, make_change
from capacita.web.adapting.models import (
    AdaptationDraft,
    DraftChange,
    DraftState,
    ItemComment,
    UnfinishedForm,
)
from capacita.web.adapting.opening import open_draft
from capacita.web.audit.services import audited
from capacita.web.documents.store import load_adaptation, load_framework, write_kept
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.services import publish_adaptation, publish_revision
from capacita.web.gates.models import CoverageGate
from capacita.web.permissions import Action, check_may


@audited("draft.started")
def start_draft(
    actor: Actor, *, organisation: Organisation, base: FrameworkVersion, title: str, language: str
) -> AdaptationDraft:
    """Start an adaptation of a base, with nothing changed yet."""
    check_may(actor, Action.ADAPT_FRAMEWORK, organisation_id=organisation.pk)
    code = _free_code(organisation, base)
    return AdaptationDraft.objects.create(
        organisation=organisation,
        adaptation_id=derive_identifier(CAPACITA, "adaptation", code),
        code=code,
        title=written(title, language),
        language=language,
        base=base,
        base_digest=base.digest,
        started_by_id=actor.person_id,
    )


@audited("draft.continued")
def continue_release(
    actor: Actor,
    *,
    version: FrameworkVersion,
    base: FrameworkVersion | None = None,
    changes: tuple[Change, ...] | None = None,
) -> AdaptationDraft:
    """Start a draft from a release, with its Changes and their reasons; on a newer base where one is given.

    Raises Refusal where a draft of this adaptation is open already.
    """
    check_may(actor, Action.ADAPT_FRAMEWORK, organisation_id=version.organisation_id)
    if AdaptationDraft.objects.filter(code=version.code, state=DraftState.OPEN).exists():
        raise Refusal("DRAFT_OPEN_ALREADY")
    adaptation: Adaptation = load_adaptation(version.adaptation_digest)
    onto = base or version.base
    assert onto is not None
    draft = AdaptationDraft.objects.create(
        organisation=version.organisation,
        adaptation_id=adaptation.id,
        code=adaptation.code,
        title=adaptation.title,
        language=adaptation.language,
        base=onto,
        base_digest=onto.digest,
        continues=version,
        started_by_id=actor.person_id,
    )
    kept = adaptation.changes if changes is None else changes
    for number, change in enumerate(kept, start=1):
        subject, field = place_of(change)
        _keep(actor, draft, number=number, subject=subject, field=field, change=change, seen=0)
    return draft


@audited("draft.revision-started")
def start_revision(actor: Actor, *, version: FrameworkVersion) -> AdaptationDraft:
    """Start the next version of a framework by those who keep it, with nothing changed yet.

    Raises Refusal where a draft of it is open already.
    """
    check_may(actor, Action.ADAPT_FRAMEWORK, organisation_id=version.organisation_id)
    if AdaptationDraft.objects.filter(code=version.code, state=DraftState.OPEN).exists():
        raise Refusal("DRAFT_OPEN_ALREADY")
    document = load_framework(version.digest)
    return AdaptationDraft.objects.create(
        organisation=version.organisation,
        adaptation_id=derive_identifier(document.id, "revision", version.version),
        code=version.code,
        title=version.title,
        language=document.language,
        base=version,
        base_digest=version.digest,
        started_by_id=actor.person_id,
    )


@audited("draft.step-added")
def append_step(actor: Actor, *, draft_id: UUID, step: Step, seen_revision: int) -> DraftChange:
    """Add a step to a draft; with a level that goes, the steps by which roles need another in its place.

    Raises Refusal where the same field of the same item has moved since the form was shown, and where the step does
    not fit what is there.
    """
    draft, rows = open_draft(actor, draft_id)
    if step.item:
        _check_unmoved(rows, step.item, step.field, seen_revision)
        _check_present(rows, step)
    elif any(row.field == ENTRY and row.change["after"].get("code") == step.code for row in list_standing(rows)):
        raise Refusal("DRAFT_CODE_TAKEN", code=step.code)
    now, number = effective_framework(draft, rows), len(rows) + 1
    subject, change = make_change(draft, now, step, number, author=actor.name)
    made = [(subject, step.field, change), *list_needs_moved(now, step, change)]
    kept = [
        _keep(actor, draft, number=place, subject=about, field=field, change=told, seen=seen_revision)
        for place, (about, field, told) in enumerate(made, start=number)
    ]
    effective_framework(draft, [*rows, *kept])
    return kept[0]


@audited("draft.step-undone")
def undo_step(actor: Actor, *, draft_id: UUID, number: int) -> DraftChange:
    """Take a step back by adding its inverse. Raises Refusal where a later step stands on it."""
    draft, rows = open_draft(actor, draft_id)
    step = next((row for row in list_standing(rows) if row.number == number), None)
    if step is None:
        raise Refusal("DRAFT_STEP_UNDONE")
    for later in list_standing(rows):
        if later.number > number and later.subject == step.subject and fields_meet(later.field, step.field):
            raise Refusal("DRAFT_STEP_BUILT_ON")
        if later.number > number and is_built_on_levels(later, step):
            raise Refusal("DRAFT_STEP_BUILT_ON")
    last = len(rows) + 1
    inverse = inverse_of(read_change(step.change), derive_identifier(str(draft.pk), "change", str(last)))
    row = _keep(
        actor, draft, number=last, subject=step.subject, field=step.field, change=inverse, seen=number, undoes=step
    )
    effective_framework(draft, [*rows, row])
    return row


@audited("draft.tag-confirmed")
def confirm_principle(actor: Actor, *, draft_id: UUID, item_id: UUID, principle: str) -> DraftChange:
    """Agree, as a second person, with the sentence that says how an item serves a principle.

    Raises Refusal for the author of the sentence. Where none is named, as in what the base brings, anybody who may
    discuss the draft and did not put it into the draft may confirm it.
    """
    draft, rows = open_draft(actor, draft_id, action=Action.DISCUSS_DRAFT)
    item = next((entry for entry in effective_framework(draft, rows).items if entry.id == str(item_id)), None)
    if item is None:
        raise Refusal("DRAFT_ITEM_GONE")
    told = confirm_tag(item, principle, by=actor.name)
    number = len(rows) + 1
    change = Change(
        id=derive_identifier(str(draft.pk), "change", str(number)), kind=ChangeKind.TAG, target=item.id, **told
    )
    (tag,) = (entry for entry in read_after(change) if entry.principle == principle)
    if _wrote_tag(rows, item.id, tag) == actor.person_id or not is_confirmed(tag):
        raise Refusal("DRAFT_TAG_OWN")
    field = FIELDS[ChangeKind.TAG]
    row = _keep(actor, draft, number=number, subject=item.id, field=field, change=change, seen=number - 1)
    effective_framework(draft, [*rows, row])
    return row


@audited("draft.words-kept")
def keep_words(
    actor: Actor, *, draft_id: UUID, subject: UUID | None, deed: str, words: dict[str, list[str]]
) -> UnfinishedForm:
    """Keep what somebody has typed into a form and not saved, for themselves, until they come back to it."""
    draft, _rows = open_draft(actor, draft_id)
    assert actor.person_id is not None  # only somebody signed in may adapt
    kept, _created = UnfinishedForm.objects.update_or_create(
        draft=draft,
        subject=subject,
        deed=deed,
        person_id=actor.person_id,
        defaults={"words": words, "organisation": draft.organisation},
    )
    return kept


@audited("draft.words-dropped")
def drop_words(actor: Actor, *, draft_id: UUID, subject: UUID | None, deed: str) -> AdaptationDraft:
    """Throw away what somebody kept of a form: it is saved as a step, or not wanted any more."""
    draft, _rows = open_draft(actor, draft_id)
    assert actor.person_id is not None
    draft.unfinished.filter(subject=subject, deed=deed, person_id=actor.person_id).delete()
    return draft


@audited("draft.commented")
def add_comment(actor: Actor, *, draft_id: UUID, subject: UUID, text: str, answers: UUID | None = None) -> ItemComment:
    """Say something about an item of a draft, or answer. Raises NotFound where there is nothing to answer to."""
    draft, _rows = open_draft(actor, draft_id, action=Action.DISCUSS_DRAFT)
    first = draft.comments.filter(pk=answers, subject=subject, answers=None).first() if answers else None
    if answers and first is None:
        raise NotFound("DRAFT_COMMENT_UNKNOWN")
    return ItemComment.objects.create(
        organisation=draft.organisation,
        draft=draft,
        subject=subject,
        answers=first,
        text=text,
        author_id=actor.person_id,
        author_name=actor.name,
    )


@audited("draft.comment-resolved")
def resolve_comment(actor: Actor, *, draft_id: UUID, comment_id: UUID, at: datetime | None) -> ItemComment:
    """Mark a comment as resolved, or with no time as open again. Raises NotFound."""
    draft, _rows = open_draft(actor, draft_id, action=Action.DISCUSS_DRAFT)
    comment = draft.comments.filter(pk=comment_id, answers=None).first()
    if comment is None:
        raise NotFound("DRAFT_COMMENT_UNKNOWN")
    comment.resolved_at, comment.resolved_by = at, actor.name if at else ""
    comment.save(update_fields=["resolved_at", "resolved_by"])
    assert isinstance(comment, ItemComment)
    return comment


@audited("gate.set")
def set_gate(actor: Actor, *, version: FrameworkVersion, asked: dict[str, int], confirmed_only: bool) -> CoverageGate:
    """Set what every release made from a framework must cover, from now on."""
    check_may(actor, Action.SET_RELEASE_GATE, organisation_id=version.organisation_id)
    gate, _created = CoverageGate.objects.update_or_create(
        code=version.code,
        defaults={
            "organisation": version.organisation,
            "published": True,
            "asked": asked,
            "confirmed_only": confirmed_only,
            "set_by": actor.name,
        },
    )
    return gate


@audited("draft.released")
def release_draft(
    actor: Actor, *, draft_id: UUID, version: str, released_at: datetime, profile: ContextProfile | None
) -> AdaptationDraft:
    """Release a draft under a version number: what it gives is published and never changes again.

    Raises Refusal where the release gate stops it, or the version number is taken.
    """
    draft, rows = open_draft(actor, draft_id)
    check_may(actor, Action.RELEASE_ADAPTATION, organisation_id=draft.organisation_id, state=draft.state)
    if FrameworkVersion.objects.filter(code=draft.code, version=version).exists():
        raise Refusal("VERSION_TAKEN", version=version)
    changes = [change for _row, change in with_contributions(rows, list_changes(rows))]
    meaning = write_kept(draft.base_digest).meaning
    adaptation = assemble_adaptation(draft, changes, profile=profile, version=version, meaning_of_base=meaning)
    release = publish_revision if draft.is_revision else publish_adaptation
    draft.released = release(
        actor,
        organisation=draft.organisation,
        base=draft.base,
        adaptation=adaptation,
        released_at=released_at,
        country=draft.organisation.country,
        simulated=draft.organisation.is_simulated,
    )
    note_release(actor, changes)
    draft.state = DraftState.RELEASED
    draft.save(update_fields=["released", "state"])
    return draft


@audited("draft.set-aside")
def set_draft_aside(actor: Actor, *, draft_id: UUID) -> AdaptationDraft:
    """Put an open draft away with all its steps, so that another of the same framework can be written."""
    draft, _rows = open_draft(actor, draft_id)
    draft.state = DraftState.ASIDE
    draft.save(update_fields=["state"])
    return draft


@audited("draft.taken-up")
def take_draft_up(actor: Actor, *, draft_id: UUID) -> AdaptationDraft:
    """Go on with a draft that was set aside. Raises Refusal where another draft of the framework is open."""
    rows = AdaptationDraft.objects.for_actor(actor).select_for_update(of=("self",))
    draft = rows.select_related("organisation").filter(pk=draft_id, state=DraftState.ASIDE).first()
    if draft is None:
        raise NotFound("DRAFT_UNKNOWN")
    check_may(actor, Action.ADAPT_FRAMEWORK, organisation_id=draft.organisation_id)
    if AdaptationDraft.objects.filter(code=draft.code, state=DraftState.OPEN).exists():
        raise Refusal("DRAFT_OPEN_ALREADY")
    draft.state = DraftState.OPEN
    draft.save(update_fields=["state"])
    assert isinstance(draft, AdaptationDraft)
    return draft


def _wrote_tag(rows: list[DraftChange], item: str, tag: PrincipleTag) -> int | None:
    """Return who set a tag in this draft; None where it comes from the base or from an earlier release."""
    for row in reversed(list_standing(rows)):
        if str(row.subject) == item and row.field == FIELDS[ChangeKind.TAG]:
            before, after = (
                {entry.principle: entry.because for entry in side or ()}
                for side in (read_before(read_change(row.change)), read_after(read_change(row.change)))
            )
            if after.get(tag.principle) == tag.because != before.get(tag.principle):
                return row.author_id
    return None


def _check_unmoved(rows: list[DraftChange], item: str, field: str, seen_revision: int) -> None:
    for row in rows:
        if row.number > seen_revision and str(row.subject) == item and fields_meet(row.field, field):
            raise Refusal("DRAFT_ITEM_MOVED", name=row.author_name)


def _check_present(rows: list[DraftChange], step: Step) -> None:
    """Refuse to change what is left out: it has to come back first."""
    place = [row for row in list_standing(rows) if str(row.subject) == step.item and row.field == PLACE]
    is_out = bool(place) and place[-1].change["kind"] in GONE
    if is_out and step.field != PLACE:
        raise Refusal("DRAFT_ITEM_LEFT_OUT")


def _keep(
    actor: Actor,
    draft: AdaptationDraft,
    *,
    number: int,
    subject: UUID | str,
    field: str,
    change: Change,
    seen: int,
    undoes: DraftChange | None = None,
) -> DraftChange:
    return DraftChange.objects.create(
        organisation=draft.organisation,
        draft=draft,
        number=number,
        subject=UUID(str(subject)),
        field=field,
        change=dump_change(change),
        seen_revision=seen,
        undoes=undoes,
        author_id=actor.person_id,
        author_name=actor.name,
    )


def _free_code(organisation: Organisation, base: FrameworkVersion) -> str:
    """Return a code that nothing has yet: the country's, with the base's where that is taken, with a number at last."""
    stem = f"{organisation.code}-{base.code}"[:56]
    for code in (organisation.code, stem, *(f"{stem}-{number}" for number in range(2, 1000))):
        taken = FrameworkVersion.objects.filter(code=code) or AdaptationDraft.objects.filter(code=code)
        if not taken:
            return str(code)
    raise Refusal("DRAFT_OPEN_ALREADY")
