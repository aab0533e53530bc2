"""Asking for the files that the worker makes, and settling the briefing call."""

from __future__ import annotations

from datetime import date, time
from uuid import UUID

from capacita.vocabulary import NotFound
from capacita.web.actors import SYSTEM, Actor
from capacita.web.audit.services import audited
from capacita.web.consultation.models import Consultation, ConsultationRequest
from capacita.web.consultation.queries import get_request
from capacita.web.jobs.models import Job
from capacita.web.jobs.services import ask_for_job
from capacita.web.kits.making import KitChoice
from capacita.web.kits.models import BriefingCall
from capacita.web.kits.queries import KIND, find_call, list_inputs
from capacita.web.permissions import Action, check_may


@audited("kit.asked")
def ask_for_kit(
    actor: Actor, *, asked: ConsultationRequest, meeting: Consultation, choice: KitChoice, call: BriefingCall | None
) -> Job:
    """Queue the PDF and the Word form of a kit, or return the job that made them. The caller holds the private link,
    or may decide on the request."""
    check_may(actor, Action.FOLLOW_OWN_REQUEST, organisation_id=asked.organisation_id)
    return ask_for_job(
        SYSTEM, organisation=asked.organisation, kind=KIND, inputs=list_inputs(asked, meeting, choice, call)
    )


@audited("kit.call-settled")
def settle_call(
    actor: Actor, *, request_id: UUID, day: date, starts_at: time, ends_at: time | None, time_zone: str, how: str
) -> BriefingCall:
    """Settle or move the briefing call of a request."""
    asked = get_request(actor, request_id)
    check_may(actor, Action.RUN_CONSULTATION, organisation_id=asked.organisation_id)
    given = {"day": day, "starts_at": starts_at, "ends_at": ends_at, "time_zone": time_zone, "how": how}
    call = find_call(asked)
    if call is None:
        made: BriefingCall = BriefingCall.objects.create(organisation=asked.organisation, request=asked, **given)
        return made
    for name, value in given.items():
        setattr(call, name, value)
    call.sequence, call.cancelled = call.sequence + 1, False
    call.save()
    return call


@audited("kit.call-cancelled")
def cancel_call(actor: Actor, *, request_id: UUID) -> BriefingCall:
    """Call the briefing call off; in calendars it stays as cancelled, and it can be settled anew.

    Raises NotFound where none was settled.
    """
    asked = get_request(actor, request_id)
    check_may(actor, Action.RUN_CONSULTATION, organisation_id=asked.organisation_id)
    call = find_call(asked)
    if call is None:
        raise NotFound("KIT_NO_CALL")
    if not call.cancelled:
        call.sequence, call.cancelled = call.sequence + 1, True
        call.save()
    return call
