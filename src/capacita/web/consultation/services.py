"""Putting programmes on the site, asking to organise a consultation, deciding on requests and on contributions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from capacita.consultation import (
    CONSULTATION_LIFECYCLE,
    REQUEST_LIFECYCLE,
    ActorKind,
    SessionStatus,
    check_transition,
    derive_disposition_id,
)
from capacita.vocabulary import LocalizedText, Refusal, derive_identifier, written
from capacita.web.accounts.models import Organisation
from capacita.web.actors import Actor
from capacita.web.audit.services import audited
from capacita.web.consultation.models import Consultation, ConsultationRequest, Contribution, Programme
from capacita.web.consultation.private_link import hash_token
from capacita.web.permissions import Action, check_may


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDetails:
    """The six answers of a request to organise a consultation. The day is settled, or said in words."""

    held_on: date | None
    held_on_words: str
    held_at: str
    stakeholders: tuple[str, ...]
    audience: str
    mode: str
    contact_name: str
    contact_details: str
    output_due_on: date
    language: str


@audited("programme.published")
def publish_programme(actor: Actor, *, organisation: Organisation, **details: Any) -> Programme:
    """Put a programme of consultations on the site."""
    return Programme.objects.create(organisation=organisation, published=True, **details)


@audited("consultation.published")
def publish_consultation(actor: Actor, *, programme: Programme, **details: Any) -> Consultation:
    """Put a consultation into the calendar of a programme."""
    return Consultation.objects.create(
        organisation_id=programme.organisation_id, published=True, programme=programme, **details
    )


@audited("contribution.published")
def publish_contribution(actor: Actor, *, consultation: Consultation, **details: Any) -> Contribution:
    """Keep what was said in a consultation."""
    return Contribution.objects.create(
        organisation_id=consultation.organisation_id, published=True, consultation=consultation, **details
    )


@audited("request.asked")
def submit_request(actor: Actor, *, programme: Programme, token: str, details: RequestDetails) -> ConsultationRequest:
    """Keep a request under the hash of its private link."""
    check_may(actor, Action.ASK_TO_ORGANISE, organisation_id=programme.organisation_id)
    return ConsultationRequest.objects.create(
        organisation_id=programme.organisation_id,
        programme=programme,
        link_hash=hash_token(token),
        held_on=details.held_on,
        held_on_words=details.held_on_words,
        held_at=details.held_at,
        stakeholders=list(details.stakeholders),
        audience=details.audience,
        mode=details.mode,
        contact_name=details.contact_name,
        contact_details=details.contact_details,
        output_due_on=details.output_due_on,
        language=details.language,
    )


@audited("request.withdrawn")
def withdraw_request(actor: Actor, *, request_id: UUID) -> ConsultationRequest:
    """Take a request back; what is in the calendar because of it stays there as cancelled."""
    asked = _lock_request(request_id)
    check_may(actor, Action.FOLLOW_OWN_REQUEST, organisation_id=asked.organisation_id)
    check_transition(REQUEST_LIFECYCLE, SessionStatus(asked.status), SessionStatus.WITHDRAWN, ActorKind.ORGANISER)
    meeting = Consultation.objects.select_for_update().filter(request=asked).first()
    if meeting is not None:
        check_transition(
            CONSULTATION_LIFECYCLE, SessionStatus(meeting.status), SessionStatus.WITHDRAWN, ActorKind.ORGANISER
        )
        meeting.status = SessionStatus.WITHDRAWN.value
        meeting.save(update_fields=["status"])
    asked.status = SessionStatus.WITHDRAWN.value
    asked.save(update_fields=["status"])
    return asked


@audited("request.restored")
def restore_request(actor: Actor, *, request_id: UUID) -> ConsultationRequest:
    """Undo a withdrawal while nobody has decided on the request. Raises Refusal otherwise."""
    asked = _lock_request(request_id)
    check_may(actor, Action.FOLLOW_OWN_REQUEST, organisation_id=asked.organisation_id)
    if asked.status != SessionStatus.WITHDRAWN or asked.decided_at is not None:
        raise Refusal("REQUEST_NOT_RESTORABLE")
    asked.status = SessionStatus.REQUESTED.value
    asked.save(update_fields=["status"])
    return asked


@audited("request.approved")
def approve_request(
    actor: Actor, *, request_id: UUID, title: str, language: str, how_to_join: str = "", reason: str = ""
) -> ConsultationRequest:
    """Grant a request and put its consultation into the calendar, both or neither."""
    asked = _decide(actor, request_id, SessionStatus.APPROVED, reason)
    consultation_id = derive_identifier(str(asked.pk), "consultation")  # the kit carries it too
    Consultation.objects.create(
        id=consultation_id,
        organisation_id=asked.organisation_id,
        published=True,
        programme_id=asked.programme_id,
        request=asked,
        slug=f"{asked.programme.code}-{consultation_id[:8]}",
        title=written(title, language),
        starts_on=asked.held_on,
        ends_on=asked.held_on,
        precision="day" if asked.held_on else "unknown",
        when_words=asked.held_on_words,
        time_words=asked.held_at,
        audience=written(asked.audience, asked.language) if asked.audience else {},
        mode=asked.mode,
        language=asked.language,
        how_to_join=written(how_to_join, language) if how_to_join else {},
    )
    return asked


@audited("request.declined")
def decline_request(actor: Actor, *, request_id: UUID, reason: str) -> ConsultationRequest:
    """Refuse a request, with the reason that its private page shows."""
    if not reason.strip():
        raise Refusal("REQUEST_REASON_MISSING")
    return _decide(actor, request_id, SessionStatus.DECLINED, reason)


@audited("contribution.decided")
def decide_contribution(actor: Actor, *, contribution_id: UUID, accepted: bool, reason: LocalizedText) -> Contribution:
    """Take a contribution up or not, with the reason that everybody reads. Changes come later, with a release."""
    said = _lock_contribution(contribution_id)
    check_may(actor, Action.DISPOSE_CONTRIBUTION, organisation_id=said.organisation_id, state=said.status)
    if not any(wording.text.strip() for wording in reason.values()):
        raise Refusal("LEDGER_REASON_MISSING", contribution=str(said.pk))
    said.status = "accepted" if accepted else "declined"
    said.reason = reason
    said.decision_id = UUID(derive_disposition_id(str(said.pk)))
    said.decided_on = timezone.localdate()
    said.save(update_fields=["status", "reason", "decision_id", "decided_on"])
    return said


@audited("contribution.reopened")
def reopen_contribution(actor: Actor, *, contribution_id: UUID) -> Contribution:
    """Undo a decision while nothing was released from it. Raises Refusal otherwise."""
    said = _lock_contribution(contribution_id)
    check_may(actor, Action.DISPOSE_CONTRIBUTION, organisation_id=said.organisation_id)
    if said.status == "open" or said.change_ids:
        raise Refusal("CONTRIBUTION_NOT_REOPENABLE")
    said.status, said.reason, said.decision_id, said.decided_on = "open", {}, None, None
    said.save(update_fields=["status", "reason", "decision_id", "decided_on"])
    return said


def _decide(actor: Actor, request_id: UUID, after: SessionStatus, reason: str) -> ConsultationRequest:
    asked = _lock_request(request_id)
    check_may(actor, Action.DECIDE_REQUEST, organisation_id=asked.organisation_id, state=asked.status)
    check_transition(REQUEST_LIFECYCLE, SessionStatus(asked.status), after, ActorKind.STEWARD)
    asked.status = after.value
    asked.decision_reason = reason.strip()
    asked.decided_at = timezone.now()
    asked.save(update_fields=["status", "decision_reason", "decided_at"])
    return asked


def _lock_request(request_id: UUID) -> ConsultationRequest:
    rows = ConsultationRequest.objects.select_for_update(of=("self",)).select_related("programme")
    asked: ConsultationRequest = rows.get(pk=request_id)
    return asked


def _lock_contribution(contribution_id: UUID) -> Contribution:
    said: Contribution = Contribution.objects.select_for_update().get(pk=contribution_id)
    return said
