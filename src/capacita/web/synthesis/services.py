"""Proposing and recording decisions, making Changes of them, keeping themes and what people say about them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from capacita.consultation import (
    LEADS_TO_CHANGE,
    DispositionStatus,
    LedgerEntry,
    LedgerState,
    LedgerStep,
    Standing,
    check_entry,
    derive_disposition_id,
)
from capacita.vocabulary import LocalizedText, NotFound, Refusal, plain_text
from capacita.web.actors import SYSTEM, Actor
from capacita.web.adapting.drafting import Step
from capacita.web.adapting.services import append_step
from capacita.web.audit.services import audited
from capacita.web.consultation.models import Consultation, Contribution, Programme, stands
from capacita.web.jobs.models import Job
from capacita.web.jobs.services import ask_for_job
from capacita.web.permissions import Action, check_may
from capacita.web.synthesis.ledgers import check_no_circle, digest_words, find_standings, has_moved
from capacita.web.synthesis.models import ChangeLink, Divergence, LedgerRecord, ThemeWord, ThemeWording


@audited("disposition.proposed")
def propose_disposition(
    actor: Actor,
    *,
    contribution_id: UUID,
    status: DispositionStatus,
    reason: LocalizedText,
    duplicate_of: UUID | None = None,
    theme: UUID | None = None,
) -> LedgerRecord:
    """Propose what is to become of a contribution; nobody outside reads it before it is decided.

    A proposal takes the place of the one before. Raises Refusal where the room does, and NotFound for a duplicate of
    what is not in the same programme.
    """
    said = _lock(contribution_id)
    check_may(actor, Action.DISPOSE_CONTRIBUTION, organisation_id=said.organisation_id)
    original = None
    if duplicate_of is not None:
        same = Contribution.objects.filter(
            stands(), consultation__programme_id=said.consultation.programme_id, pk=duplicate_of
        )
        original = same.first()
        if original is None:
            raise NotFound("CONTRIBUTION_UNKNOWN")
    return _add(
        actor,
        said,
        LedgerEntry(
            contribution=str(said.pk),
            step=LedgerStep.PROPOSED,
            status=status,
            reason=reason,
            duplicate_of=str(original.pk) if original else None,
        ),
        theme=theme,
    )


@audited("disposition.confirmed")
def confirm_proposal(actor: Actor, *, contribution_id: UUID) -> LedgerRecord:
    """Say of a contribution whose words changed that what was proposed still holds: the same proposal, of these words.

    Raises Refusal where nothing is proposed.
    """
    said = _lock(contribution_id)
    check_may(actor, Action.DISPOSE_CONTRIBUTION, organisation_id=said.organisation_id)
    standing, newest = _standing(said), said.ledger.last()
    if standing.state is not LedgerState.PROPOSED or standing.entry is None or newest is None:
        raise Refusal("PROPOSAL_NOT_THERE")
    return _add(actor, said, standing.entry, theme=newest.theme)


@audited("disposition.withdrawn")
def withdraw_proposal(actor: Actor, *, contribution_id: UUID, reason: LocalizedText) -> LedgerRecord:
    """Take a proposal back; the contribution is open again."""
    said = _lock(contribution_id)
    check_may(actor, Action.DISPOSE_CONTRIBUTION, organisation_id=said.organisation_id)
    return _add(actor, said, LedgerEntry(contribution=str(said.pk), step=LedgerStep.WITHDRAWN, reason=reason))


@audited("contribution.decided")
def record_decision(
    actor: Actor,
    *,
    contribution_id: UUID,
    body: LocalizedText,
    decided_on: date,
    minutes: str,
    reason: LocalizedText | None = None,
) -> LedgerRecord:
    """Record that the deciding body decided as proposed, from now on for everybody to read.

    Where the body gave its own reason, that takes the place of the proposed one. Raises Refusal where the words changed
    since the proposal and nobody has looked at it again.
    """
    said = _lock(contribution_id)
    check_may(actor, Action.RECORD_DECISION, organisation_id=said.organisation_id)
    if has_moved(said.ledger.last(), said):
        raise Refusal("PROPOSAL_WORDS_MOVED")
    proposed = _standing(said).entry
    row = _add(
        actor,
        said,
        LedgerEntry(
            contribution=str(said.pk),
            step=LedgerStep.DECIDED,
            status=proposed.status if proposed else DispositionStatus.OPEN,
            reason=reason or (proposed.reason if proposed else {}),
            duplicate_of=proposed.duplicate_of if proposed else None,
            body=plain_text(body),
            decided_on=decided_on,
            minutes=minutes,
        ),
        body=body,
    )
    said.status, said.reason, said.decided_on = row.status, row.reason, decided_on
    said.decision_id = UUID(derive_disposition_id(str(said.pk)))
    said.save(update_fields=["status", "reason", "decision_id", "decided_on"])
    return row


@audited("contribution.reopened")
def reopen_contribution(actor: Actor, *, contribution_id: UUID, reason: LocalizedText) -> LedgerRecord:
    """Undo a decision, with the reason, as an entry of its own.

    Raises Refusal where a release contains a Change that it led to, and while one stands in a draft.
    """
    said = _lock(contribution_id)
    check_may(actor, Action.RECORD_DECISION, organisation_id=said.organisation_id)
    if said.change_ids:
        raise Refusal("CONTRIBUTION_NOT_REOPENABLE")
    if said.change_links.filter(step__undone_by=None).exists():
        raise Refusal("CONTRIBUTION_CHANGE_STANDS")
    row = _add(actor, said, LedgerEntry(contribution=str(said.pk), step=LedgerStep.REOPENED, reason=reason))
    said.status, said.reason, said.decision_id, said.decided_on = "open", {}, None, None
    said.save(update_fields=["status", "reason", "decision_id", "decided_on"])
    return row


@audited("contribution.decision-named")
def name_decision(
    actor: Actor, *, contribution_id: UUID, body: LocalizedText, decided_on: date, minutes: str
) -> LedgerRecord:
    """Tell which body took a decision of before, on which day, and where that is recorded.

    Raises Refusal where that is known already, and where nothing is decided.
    """
    said = _lock(contribution_id)
    check_may(actor, Action.RECORD_DECISION, organisation_id=said.organisation_id)
    decided = _standing(said).entry
    row = _add(
        actor,
        said,
        LedgerEntry(
            contribution=str(said.pk),
            step=LedgerStep.NAMED,
            status=decided.status if decided else DispositionStatus.OPEN,
            reason=decided.reason if decided else {},
            duplicate_of=decided.duplicate_of if decided else None,
            body=plain_text(body),
            decided_on=decided_on,
            minutes=minutes,
        ),
        body=body,
    )
    said.decided_on = decided_on
    said.save(update_fields=["decided_on"])
    return row


@audited("decision.kept")
def keep_decision(
    actor: Actor,
    *,
    said: Contribution,
    body: LocalizedText,
    decided_on: date,
    minutes: str = "",
    duplicate_of: Contribution | None = None,
) -> LedgerRecord:
    """Write the log of a contribution that came with its decision, from an archive or a demonstration."""
    given = {
        "organisation_id": said.organisation_id,
        "contribution": said,
        "status": said.status,
        "reason": said.reason,
        "duplicate_of": duplicate_of,
        "actor_name": actor.name,
        "person_id": actor.person_id,
    }
    LedgerRecord.objects.create(step=LedgerStep.PROPOSED.value, **given)
    return LedgerRecord.objects.create(
        step=LedgerStep.DECIDED.value,
        body=body,
        decided_on=decided_on,
        minutes=minutes,
        **given,
    )


@audited("answers.asked")
def ask_for_answers(actor: Actor, *, programme: Programme, inputs: dict[str, Any]) -> Job:
    """Queue the Word file and the PDF of a report that everybody reads, or return the job that made them."""
    check_may(actor, Action.READ_PUBLIC, organisation_id=programme.organisation_id)
    return ask_for_job(SYSTEM, organisation=programme.organisation, kind="make-answers", inputs=inputs, published=True)


@audited("change.made-of-contribution")
def make_change_of(
    actor: Actor, *, contribution_id: UUID, draft_id: UUID, step: Step, seen_revision: int
) -> ChangeLink:
    """Add a step to a draft that a contribution led to, and link the two.

    Raises Refusal where it is not decided that the contribution is taken up.
    """
    said = _lock(contribution_id)
    check_may(actor, Action.DISPOSE_CONTRIBUTION, organisation_id=said.organisation_id)
    _check_taken_up(said)
    made = append_step(actor, draft_id=draft_id, step=step, seen_revision=seen_revision)
    return ChangeLink.objects.create(
        organisation_id=said.organisation_id,
        contribution=said,
        step=made,
        change=UUID(str(made.change["id"])),
        person_id=actor.person_id,
        actor_name=actor.name,
    )


@audited("change.linked-to-contribution")
def link_change(actor: Actor, *, contribution_id: UUID, link_id: int) -> ChangeLink:
    """Say that a Change that another contribution led to follows from this one too. Raises NotFound and Refusal."""
    said = _lock(contribution_id)
    check_may(actor, Action.DISPOSE_CONTRIBUTION, organisation_id=said.organisation_id)
    _check_taken_up(said)
    of_programme = ChangeLink.objects.filter(contribution__consultation__programme=said.consultation.programme_id)
    other = of_programme.filter(pk=link_id, step__undone_by=None, step__draft__state="open").first()
    if other is None:
        raise NotFound("CHANGE_UNKNOWN")
    row, _made = ChangeLink.objects.get_or_create(
        contribution=said,
        change=other.change,
        defaults={
            "organisation_id": said.organisation_id,
            "step": other.step,
            "person_id": actor.person_id,
            "actor_name": actor.name,
        },
    )
    return row


@audited("theme.worded")
def word_theme(
    actor: Actor,
    *,
    programme: Programme,
    title: str,
    description: str,
    language: str,
    theme: UUID | None = None,
    status: str = "in-use",
    into: UUID | None = None,
    suggested_by_program: bool = False,
) -> ThemeWording:
    """Select a theme, word it anew, merge it into another or retire it: the next version of the codebook.

    Raises Refusal where a theme would be merged into one that is not in use, or into itself.
    """
    programme = Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    check_may(actor, Action.SORT_THEMES, organisation_id=programme.organisation_id)
    rows = list(programme.theme_wordings.all())
    newest = {row.theme: row for row in rows}
    if not title.strip():
        raise Refusal("THEME_TITLE_MISSING")
    if theme is not None and theme not in newest:
        raise NotFound("THEME_UNKNOWN")
    if status == "merged" and (into == theme or into not in newest or newest[into].status != "in-use"):
        raise Refusal("THEME_MERGED_INTO_NOTHING", theme=title)
    return ThemeWording.objects.create(
        organisation_id=programme.organisation_id,
        programme=programme,
        version=len(rows) + 1,
        theme=theme or uuid4(),
        title=title.strip(),
        description=description.strip(),
        language=language,
        status=status,
        into=into if status == "merged" else None,
        suggested_by_program=suggested_by_program,
        person_id=actor.person_id,
        actor_name=actor.name,
    )


@audited("theme.coded")
def say_of_theme(actor: Actor, *, said: Contribution, theme: UUID, holds: bool) -> ThemeWord:
    """Say that a contribution belongs to a theme, or that it does not."""
    check_may(actor, Action.SORT_THEMES, organisation_id=said.organisation_id)
    return ThemeWord.objects.create(
        organisation_id=said.organisation_id,
        programme_id=said.consultation.programme_id,
        contribution=said,
        theme=theme,
        holds=holds,
        person_id=actor.person_id,
        actor_name=actor.name,
    )


@audited("divergence.kept")
def keep_divergence(
    actor: Actor,
    *,
    programme: Programme,
    kind: str,
    text: LocalizedText,
    item_code: str = "",
    consultation: Consultation | None = None,
    replaces: Divergence | None = None,
) -> Divergence:
    """Keep a minority view or a divergence for the public report, or put it in the place of an earlier wording."""
    check_may(actor, Action.DISPOSE_CONTRIBUTION, organisation_id=programme.organisation_id)
    return Divergence.objects.create(
        organisation_id=programme.organisation_id,
        published=True,
        programme=programme,
        consultation=consultation,
        kind=kind,
        item_code=item_code,
        text=text,
        replaces=replaces,
        person_id=actor.person_id,
        actor_name=actor.name,
    )


def _lock(contribution_id: UUID) -> Contribution:
    rows = (
        Contribution.objects.filter(stands()).select_for_update(of=("self",)).select_related("consultation__programme")
    )
    found: Contribution | None = rows.filter(pk=contribution_id).first()
    if found is None:
        raise NotFound("CONTRIBUTION_UNKNOWN")
    return found


def _standing(said: Contribution) -> Standing:
    found = find_standings(said.ledger.all())
    return found.get(str(said.pk), Standing(state=LedgerState.OPEN, entry=None))


def _check_taken_up(said: Contribution) -> None:
    standing = _standing(said)
    entry = standing.entry
    if standing.state is not LedgerState.DECIDED or entry is None or entry.status not in LEADS_TO_CHANGE:
        raise Refusal("CONTRIBUTION_NOT_TAKEN_UP")


def _add(
    actor: Actor,
    said: Contribution,
    entry: LedgerEntry,
    *,
    body: LocalizedText | None = None,
    theme: UUID | None = None,
) -> LedgerRecord:
    check_entry(_standing(said), entry)
    if entry.duplicate_of:
        others = LedgerRecord.objects.filter(contribution__consultation__programme_id=said.consultation.programme_id)
        check_no_circle(find_standings(others), entry)
    return LedgerRecord.objects.create(
        organisation_id=said.organisation_id,
        contribution=said,
        step=entry.step.value,
        status=entry.status.value,
        reason=entry.reason,
        duplicate_of_id=entry.duplicate_of,
        body=body or {},
        decided_on=entry.decided_on,
        minutes=entry.minutes,
        theme=theme,
        words=digest_words(said),
        person_id=actor.person_id,
        actor_name=actor.name,
    )
