"""Putting programmes on the site, asking to organise a consultation, deciding on contributions.

``steps`` takes a request and its consultation from one state to the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from capacita.consultation import ActorKind, Audience, SessionStatus
from capacita.web.accounts.models import Organisation
from capacita.web.actors import Actor
from capacita.web.audit.services import audited
from capacita.web.consultation.models import Consultation, ConsultationRequest, Contribution, Programme
from capacita.web.consultation.notices import write_notices
from capacita.web.consultation.private_link import code_of, hash_code, hash_token, make_reference
from capacita.web.consultation.steps import open_log
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
    starts_at: time | None = None
    ends_at: time | None = None
    time_zone: str = ""
    source: str = "form"
    institution: str = ""


@audited("programme.published")
def publish_programme(actor: Actor, *, organisation: Organisation, **details: Any) -> Programme:
    """Put a programme of consultations on the site."""
    return Programme.objects.create(organisation=organisation, published=True, **details)


@audited("consultation.published")
def publish_consultation(actor: Actor, *, programme: Programme, **details: Any) -> Consultation:
    """Put a consultation into the calendar of a programme."""
    meeting = Consultation.objects.create(
        organisation_id=programme.organisation_id, published=True, programme=programme, **details
    )
    open_log(actor, ActorKind.STEWARD, SessionStatus(meeting.status), asked=meeting.request, meeting=meeting)
    return meeting


@audited("contribution.published")
def publish_contribution(actor: Actor, *, consultation: Consultation, **details: Any) -> Contribution:
    """Keep what was said in a consultation."""
    return Contribution.objects.create(
        organisation_id=consultation.organisation_id, published=True, consultation=consultation, **details
    )


@audited("request.asked")
def submit_request(actor: Actor, *, programme: Programme, token: str, details: RequestDetails) -> ConsultationRequest:
    """Keep a request under the hashes of its private link and of the code that can be read out."""
    check_may(actor, Action.ASK_TO_ORGANISE, organisation_id=programme.organisation_id)
    asked = ConsultationRequest.objects.create(
        organisation_id=programme.organisation_id,
        programme=programme,
        reference=make_reference(),
        link_hash=hash_token(token),
        code_hash=hash_code(code_of(token)),
        held_on=details.held_on,
        held_on_words=details.held_on_words,
        held_at=details.held_at,
        starts_at=details.starts_at,
        ends_at=details.ends_at,
        time_zone=details.time_zone,
        stakeholders=list(details.stakeholders),
        audience=details.audience,
        mode=details.mode,
        contact_name=details.contact_name,
        contact_details=details.contact_details,
        institution=details.institution,
        output_due_on=details.output_due_on,
        language=details.language,
        source=details.source,
    )
    kind = ActorKind.ORGANISER if details.source == "form" else ActorKind.STEWARD
    open_log(actor, kind, SessionStatus.REQUESTED, asked=asked)
    write_notices(SessionStatus.REQUESTED, (Audience.ORGANISER, Audience.STEWARDS), asked=asked, meeting=None)
    return asked


@audited("request.link-renewed")
def renew_link(actor: Actor, *, request_id: UUID, token: str) -> ConsultationRequest:
    """Give a request a new private link and code; the old ones open nothing any more."""
    asked: ConsultationRequest = ConsultationRequest.objects.select_for_update().get(pk=request_id)
    check_may(actor, Action.RUN_CONSULTATION, organisation_id=asked.organisation_id)
    asked.link_hash, asked.code_hash = hash_token(token), hash_code(code_of(token))
    asked.save(update_fields=["link_hash", "code_hash"])
    return asked


@audited("contribution.change-released")
def note_released_change(actor: Actor, *, said: Contribution, change: str) -> Contribution:
    """Write to a contribution that a release contains a Change that it led to."""
    if change not in said.change_ids:
        said.change_ids = [*said.change_ids, change]
        said.save(update_fields=["change_ids"])
    return said
