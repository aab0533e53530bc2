"""Taking a step in the life of a consultation: checked against the table, added to the log, told to whom it concerns.

Nothing else writes a status. A request and the consultation that came of it have one log and one state.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from capacita.consultation import (
    AWAITS_OUTPUT,
    IS_PLANNED,
    ActorKind,
    ScheduledDate,
    SessionStatus,
    check_transition,
    is_sound,
)
from capacita.vocabulary import Refusal, derive_identifier, written
from capacita.web.actors import Actor
from capacita.web.audit.services import audited
from capacita.web.consultation.models import Consultation, ConsultationRequest, Contribution, StatusChange, stands
from capacita.web.consultation.notices import write_notices
from capacita.web.consultation.when import KNOWN_ZONES, date_of_request, fault_of_time
from capacita.web.permissions import Action, check_may

S = SessionStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDate:
    """Where a consultation is moved to."""

    when: ScheduledDate
    words: str = ""
    starts_at: time | None = None
    ends_at: time | None = None
    time_zone: str = ""
    time_words: str = ""
    output_due_on: date | None = None


def open_log(
    actor: Actor, kind: ActorKind, status: SessionStatus, *,
    asked: ConsultationRequest | None = None, meeting: Consultation | None = None, reason: str = "",
) -> StatusChange:  # fmt: skip
    """Write the entry with which something begins, wherever it begins."""
    return _add(actor, kind, status, asked, meeting, reason, {})


def take_step(
    actor: Actor, kind: ActorKind, after: SessionStatus, *,
    asked: ConsultationRequest | None, meeting: Consultation | None, reason: str = "",
    details: dict[str, Any] | None = None,
) -> StatusChange:  # fmt: skip
    """Take a step with rows that are locked: check it, add it to the log, set both indexes, write the notices."""
    of = meeting or asked
    assert of is not None
    step = check_transition(S(of.status), after, kind, reason=reason)
    change = _add(actor, kind, after, asked, meeting, reason, details or {})
    for row in (asked, meeting):
        if row is not None:
            row.status = after.value
            row.save(update_fields=["status"])
    write_notices(after, step.tells, asked=asked, meeting=meeting, reason=reason.strip())
    return change


@audited("request.information-asked")
def ask_for_information(actor: Actor, *, request_id: UUID, question: str) -> ConsultationRequest:
    """Ask the organiser something before deciding; the private page shows it with a place to answer."""
    asked = _lock_for_decision(actor, request_id)
    take_step(actor, ActorKind.STEWARD, S.NEEDS_INFORMATION, asked=asked, meeting=None, reason=question)
    return asked


@audited("request.answered")
def answer_question(actor: Actor, *, request_id: UUID, answer: str) -> ConsultationRequest:
    """Answer what the stewards asked, by the private link."""
    asked = lock_request(request_id)
    check_may(actor, Action.FOLLOW_OWN_REQUEST, organisation_id=asked.organisation_id)
    if not answer.strip():
        raise Refusal("REQUEST_ANSWER_MISSING")
    take_step(actor, ActorKind.ORGANISER, S.REQUESTED, asked=asked, meeting=None, reason=answer)
    asked.answers = f"{asked.answers}\n{answer.strip()}".strip()
    asked.save(update_fields=["answers"])
    return asked


@audited("request.approved")
def approve_request(
    actor: Actor, *, request_id: UUID, title: str, language: str, how_to_join: str = "", reason: str = "",
    into_calendar: bool = True,
) -> ConsultationRequest:  # fmt: skip
    """Grant a request and put its consultation into the calendar, both or neither; or grant it alone."""
    asked = _decide(actor, request_id, S.APPROVED, reason)
    if into_calendar:
        _put_into_calendar(actor, asked, title, language, how_to_join)
    return asked


@audited("request.scheduled")
def schedule_request(
    actor: Actor, *, request_id: UUID, title: str, language: str, how_to_join: str = ""
) -> ConsultationRequest:
    """Put an approved request into the calendar, as exactly as its date is known."""
    asked = lock_request(request_id)
    check_may(actor, Action.RUN_CONSULTATION, organisation_id=asked.organisation_id)
    if Consultation.objects.filter(request=asked).exists():
        raise Refusal("LIFECYCLE_NO_SUCH_STEP", before=asked.status, after=S.SCHEDULED.value, possible="")
    _put_into_calendar(actor, asked, title, language, how_to_join)
    return asked


@audited("request.declined")
def decline_request(actor: Actor, *, request_id: UUID, reason: str) -> ConsultationRequest:
    """Refuse a request, with the reason that its private page shows."""
    if not reason.strip():
        raise Refusal("REQUEST_REASON_MISSING")
    return _decide(actor, request_id, S.DECLINED, reason)


@audited("request.reconsidered")
def reconsider_request(actor: Actor, *, request_id: UUID, reason: str = "") -> ConsultationRequest:
    """Look at a declined request again: the undo of a refusal."""
    asked = lock_request(request_id)
    check_may(actor, Action.RUN_CONSULTATION, organisation_id=asked.organisation_id)
    take_step(actor, ActorKind.STEWARD, S.REQUESTED, asked=asked, meeting=None, reason=reason)
    asked.decision_reason, asked.decided_at = "", None
    asked.save(update_fields=["decision_reason", "decided_at"])
    return asked


@audited("request.withdrawn")
def withdraw_request(actor: Actor, *, request_id: UUID, reason: str = "") -> ConsultationRequest:
    """Take a request back; what is in the calendar because of it stays there as cancelled."""
    asked = lock_request(request_id)
    check_may(actor, Action.FOLLOW_OWN_REQUEST, organisation_id=asked.organisation_id)
    meeting = Consultation.objects.select_for_update().filter(request=asked).first()
    if meeting is None:
        take_step(actor, ActorKind.ORGANISER, S.WITHDRAWN, asked=asked, meeting=None, reason=reason)
    else:
        _cancel(actor, ActorKind.ORGANISER, meeting, asked, reason.strip() or gettext("The organiser withdrew it."))
    return asked


@audited("request.restored")
def restore_request(actor: Actor, *, request_id: UUID) -> ConsultationRequest:
    """Undo a withdrawal of what was in no calendar; it waits for a decision again. Raises Refusal otherwise."""
    asked = lock_request(request_id)
    check_may(actor, Action.FOLLOW_OWN_REQUEST, organisation_id=asked.organisation_id)
    if asked.status != S.WITHDRAWN:
        raise Refusal("REQUEST_NOT_RESTORABLE")
    take_step(actor, ActorKind.ORGANISER, S.REQUESTED, asked=asked, meeting=None)
    asked.decided_at = None
    asked.save(update_fields=["decided_at"])
    return asked


@audited("consultation.moved")
def move_consultation(actor: Actor, *, consultation_id: UUID, to: NewDate, reason: str) -> Consultation:
    """Give a consultation another date. Its entry in calendars stays the same and counts one up."""
    meeting = lock_consultation(consultation_id)
    check_may(actor, Action.RUN_CONSULTATION, organisation_id=meeting.organisation_id)
    _check_date(to, meeting)
    before = meeting.starts_on.isoformat() if meeting.starts_on else meeting.when_words
    after = to.when.start.isoformat() if to.when.start else to.words
    meeting.starts_on, meeting.ends_on = to.when.start, to.when.end
    meeting.precision, meeting.tentative = to.when.precision.value, to.when.tentative
    meeting.expected, meeting.when_words = to.when.expected or "", to.words
    meeting.starts_at, meeting.ends_at, meeting.time_zone = to.starts_at, to.ends_at, to.time_zone
    meeting.time_words = to.time_words
    meeting.output_due_on = to.output_due_on or meeting.output_due_on
    meeting.cancelled_words = reason.strip()
    meeting.sequence += 1
    meeting.save()
    details = {"from": before, "to": after}
    take_step(actor, ActorKind.STEWARD, S.MOVED, asked=meeting.request, meeting=meeting, reason=reason, details=details)
    return meeting


@audited("consultation.cancelled")
def cancel_consultation(actor: Actor, *, consultation_id: UUID, reason: str) -> Consultation:
    """Cancel a consultation; it stays in the calendar and in its feeds, marked so."""
    meeting = lock_consultation(consultation_id)
    check_may(actor, Action.RUN_CONSULTATION, organisation_id=meeting.organisation_id)
    _cancel(actor, ActorKind.STEWARD, meeting, meeting.request, reason)
    return meeting


@audited("consultation.stepped")
def step_consultation(
    actor: Actor, *, consultation_id: UUID, after: SessionStatus, reason: str = "", output_due_on: date | None = None
) -> Consultation:
    """Take any other step as a steward: held, not held, accepted, sent back, a later deadline, closed, after all."""
    meeting = lock_consultation(consultation_id)
    check_may(actor, Action.RUN_CONSULTATION, organisation_id=meeting.organisation_id)
    if after in (S.MOVED, S.CANCELLED):
        raise Refusal("LIFECYCLE_NEEDS_ITS_OWN", after=after.value)
    if output_due_on is not None:
        meeting.output_due_on = output_due_on
        meeting.save(update_fields=["output_due_on"])
    if S(meeting.status) is S.CANCELLED:
        meeting.sequence += 1
        meeting.cancelled_words = ""
        meeting.save(update_fields=["sequence", "cancelled_words"])
    take_step(actor, ActorKind.STEWARD, after, asked=meeting.request, meeting=meeting, reason=reason)
    if after is S.ACCEPTED:  # what its output says may be read from now on, as far as there is consent
        said = Contribution.objects.filter(stands(), consultation=meeting)
        said.filter(source__isnull=False).update(published=True)
    return meeting


@audited("consultation.told")
def report_consultation(actor: Actor, *, request_id: UUID, was_held: bool, reason: str = "") -> Consultation:
    """Say by the private link whether the consultation took place."""
    asked = lock_request(request_id)
    check_may(actor, Action.FOLLOW_OWN_REQUEST, organisation_id=asked.organisation_id)
    meeting: Consultation | None = Consultation.objects.select_for_update().filter(request=asked).first()
    if meeting is None:
        raise Refusal("LIFECYCLE_NO_SUCH_STEP", before=asked.status, after=S.HELD.value, possible="")
    after = S.HELD if was_held else S.NOT_HELD
    take_step(actor, ActorKind.ORGANISER, after, asked=asked, meeting=meeting, reason=reason)
    return meeting


@audited("consultation.output-received")
def note_output(actor: Actor, *, consultation_id: UUID, by_organiser: bool, reason: str = "") -> Consultation:
    """Note that an output came. What was planned is held by that, for its output says so."""
    meeting = lock_consultation(consultation_id)
    kind = ActorKind.ORGANISER if by_organiser else ActorKind.STEWARD
    action = Action.FOLLOW_OWN_REQUEST if by_organiser else Action.RUN_CONSULTATION
    check_may(actor, action, organisation_id=meeting.organisation_id)
    if S(meeting.status) in IS_PLANNED:
        take_step(actor, kind, S.HELD, asked=meeting.request, meeting=meeting)
    take_step(actor, kind, S.OUTPUT_RECEIVED, asked=meeting.request, meeting=meeting, reason=reason)
    return meeting


@audited("consultation.time-passed")
def let_time_pass(actor: Actor, *, consultation_id: UUID, after: SessionStatus) -> Consultation:
    """Take a step because a day has come."""
    meeting = lock_consultation(consultation_id)
    if S(meeting.status) in AWAITS_OUTPUT:
        take_step(actor, ActorKind.CLOCK, after, asked=meeting.request, meeting=meeting)
    return meeting


def lock_request(request_id: UUID) -> ConsultationRequest:
    """Return a request, locked until the end of the transaction."""
    rows = ConsultationRequest.objects.select_for_update(of=("self",)).select_related("programme")
    asked: ConsultationRequest = rows.get(pk=request_id)
    return asked


def lock_consultation(consultation_id: UUID) -> Consultation:
    """Return a consultation with its request, locked until the end of the transaction."""
    rows = Consultation.objects.select_for_update(of=("self",)).select_related("programme", "request__programme")
    meeting: Consultation = rows.get(pk=consultation_id)
    return meeting


def _lock_for_decision(actor: Actor, request_id: UUID) -> ConsultationRequest:
    asked = lock_request(request_id)
    check_may(actor, Action.DECIDE_REQUEST, organisation_id=asked.organisation_id, state=asked.status)
    return asked


def _decide(actor: Actor, request_id: UUID, after: SessionStatus, reason: str) -> ConsultationRequest:
    asked = _lock_for_decision(actor, request_id)
    take_step(actor, ActorKind.STEWARD, after, asked=asked, meeting=None, reason=reason)
    asked.decision_reason = reason.strip()
    asked.decided_at = timezone.now()
    asked.save(update_fields=["decision_reason", "decided_at"])
    return asked


def _put_into_calendar(
    actor: Actor, asked: ConsultationRequest, title: str, language: str, how_to_join: str
) -> Consultation:
    consultation_id = derive_identifier(str(asked.pk), "consultation")  # the kit carries it too
    when = date_of_request(asked)
    meeting = Consultation.objects.create(
        id=consultation_id,
        organisation_id=asked.organisation_id,
        published=True,
        programme=asked.programme,
        request=asked,
        slug=f"{asked.programme.code}-{consultation_id[:8]}",
        title=written(title, language),
        starts_on=when.start,
        ends_on=when.end,
        precision=when.precision.value,
        tentative=when.tentative and when.start is not None,
        expected=when.expected or "",
        when_words=asked.held_on_words,
        time_words=asked.held_at,
        starts_at=asked.starts_at,
        ends_at=asked.ends_at,
        time_zone=asked.time_zone,
        output_due_on=asked.output_due_on,
        audience=written(asked.audience, asked.language) if asked.audience else {},
        mode=asked.mode,
        language=asked.language,
        how_to_join=written(how_to_join, language) if how_to_join else {},
        status=asked.status,
    )
    take_step(actor, ActorKind.STEWARD, S.SCHEDULED, asked=asked, meeting=meeting)
    return meeting


def _cancel(
    actor: Actor, kind: ActorKind, meeting: Consultation, asked: ConsultationRequest | None, reason: str
) -> None:
    take_step(actor, kind, S.CANCELLED, asked=asked, meeting=meeting, reason=reason)
    meeting.cancelled_words = reason.strip()
    meeting.sequence += 1
    meeting.save(update_fields=["cancelled_words", "sequence"])


def _check_date(to: NewDate, meeting: Consultation) -> None:
    """Refuse a date that contradicts itself, an unknown zone, a time that is not there, a deadline before the day."""
    if not is_sound(to.when):
        raise Refusal("PROGRAMME_DATE_UNSOUND")
    if to.starts_at is not None and to.time_zone not in KNOWN_ZONES:
        raise Refusal("REQUEST_NO_TIME_ZONE", time=to.time_words)
    if fault_of_time(to.when.start, to.starts_at, to.time_zone):
        raise Refusal("TIME_NOT_THERE", time=f"{to.starts_at:%H:%M}", zone=to.time_zone)
    due_on = to.output_due_on or meeting.output_due_on
    if due_on is not None and to.when.end is not None and due_on < to.when.end:
        raise Refusal("REQUEST_DEADLINE_EARLY", deadline=due_on.isoformat(), end=to.when.end.isoformat())


def _add(
    actor: Actor, kind: ActorKind, status: SessionStatus,
    asked: ConsultationRequest | None, meeting: Consultation | None, reason: str, details: dict[str, Any],
) -> StatusChange:  # fmt: skip
    of = meeting or asked
    assert of is not None
    return StatusChange.objects.create(
        organisation_id=of.organisation_id,
        request=asked,
        consultation=meeting,
        status=status.value,
        actor_kind=kind.value,
        person_id=actor.person_id,
        actor_name="" if kind is ActorKind.ORGANISER else actor.name,  # who asks has no name in the log
        reason=reason.strip(),
        details=details,
    )
