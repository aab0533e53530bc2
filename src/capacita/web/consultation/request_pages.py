"""A request as its owner follows it, and as the steward reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from capacita.consultation import AWAITS_OUTPUT, IS_OFF, IS_PLANNED, SessionStatus
from capacita.consultation.spoken import show_code
from capacita.vocabulary import LocalizedText
from capacita.web.consultation.kits import NO_KIT
from capacita.web.consultation.models import Consultation, ConsultationRequest, StatusChange
from capacita.web.consultation.notices import contact_of
from capacita.web.consultation.presenters import as_written, stakeholder_words
from capacita.web.consultation.terms import MODES, STATUSES
from capacita.web.patterns.templatetags.capacita_ui import day

STAGES = (_("Request sent"), _("Decision"), _("Meeting"), _("Answers"))
DUE_NOW = _("Send what was said, with the sheet in the kit, by the day named below.")
NEXT = {
    "requested": _(
        "People of the organisation read your request and approve it or give a reason why not. Look here again in some "
        "days: this page always shows what is new."
    ),
    "needs_information": _("There is a question before anybody can decide. Answer it below."),
    "approved": _("Your request is approved. Its place in the calendar follows; the kit can be downloaded already."),
    "declined": _("Nothing more happens with this request. You may ask again with other answers."),
    "withdrawn": _("You took the request back. Nothing more happens with it."),
    "scheduled": _(
        "Your consultation is in the calendar. Download the kit, print it, hold the meeting, and send back the sheet in "
        "the kit by the day that you named."
    ),
    "moved": _(
        "Your consultation has another date. Download the kit, hold the meeting, and send back the sheet in it."
    ),
    "cancelled": _("The consultation will not take place. It stays in the calendar, so that nobody comes in vain."),
    "not_held": _("The meeting did not take place. Write to the organisation if it should have another date."),
    "held": DUE_NOW,
    "output_due": DUE_NOW,
    "late": DUE_NOW,
    "output_received": _("What you sent has arrived and is being checked. You can still correct it."),
    "accepted": _("What was said is being read. Each point gets an answer with a reason, and all of them appear here."),
    "closed": _("Nobody waits for the output any more. If it comes all the same, it is taken."),
}
WITHDRAWABLE = frozenset({"requested", "needs_information", "approved", "scheduled", "moved"})
STAGE_OF = {"requested": 2, "needs_information": 2, "approved": 3, "scheduled": 3, "moved": 3, "held": 3,
            "output_due": 3, "late": 3, "output_received": 4, "accepted": 4, "closed": 4}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """An entry of the log as its reader sees it."""

    status: str
    tone: str
    happened_at: datetime
    who: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestOnPage:
    """A request with where it stands, what happens next and what can be done."""

    reference: str
    organisation: LocalizedText
    programme: LocalizedText
    asked_at: datetime
    status: str
    status_words: str
    tone: str
    stage: int
    stages: list[str]
    next_words: str
    reason: str
    rows: list[dict[str, Any]]
    output_due_on: date
    is_late: bool
    consultation_href: str
    has_kit: bool
    may_withdraw: bool
    may_restore: bool
    may_answer: bool
    may_report: bool
    may_send: bool
    waits: bool  # the output is waited for
    is_ahead: bool  # the meeting is still to come: the kit is what is needed now
    has_sent: bool
    question: str
    is_in_calendar: bool
    contact: str
    log: tuple[LogLine, ...]


def present_request(
    asked: ConsultationRequest, meeting: Consultation | None, *, on: date, log: Sequence[StatusChange] = ()
) -> RequestOnPage:
    """Return a request as of a day. ``meeting`` is the consultation that came of it, ``log`` is their log."""
    status = SessionStatus(asked.status)
    words, tone = STATUSES[asked.status]
    due_on = (meeting.output_due_on if meeting else None) or asked.output_due_on
    waits = status in IS_PLANNED or status in AWAITS_OUTPUT
    question = next((entry.reason for entry in reversed(log) if entry.status == "needs_information"), "")
    begun = meeting is not None and (meeting.starts_on is None or meeting.starts_on <= on)
    takes_place = meeting is not None and status not in NO_KIT and status not in IS_OFF
    return RequestOnPage(
        reference=show_code(asked.reference or str(asked.pk)[:8].upper()),
        organisation=asked.programme.organisation.name,
        programme=asked.programme.title,
        asked_at=asked.asked_at,
        status=asked.status,
        status_words=gettext(words),
        tone=tone,
        stage=STAGE_OF.get(asked.status, 0),
        stages=[gettext(stage) for stage in STAGES],
        next_words=gettext(NEXT[asked.status]),
        reason=asked.decision_reason,
        rows=list_answers(asked),
        output_due_on=due_on,
        is_late=waits and due_on < on,
        consultation_href=reverse("consultation", args=[meeting.slug]) if meeting else "",
        has_kit=takes_place,
        may_withdraw=asked.status in WITHDRAWABLE,
        may_restore=status is SessionStatus.WITHDRAWN,
        may_answer=status is SessionStatus.NEEDS_INFORMATION,
        may_report=status in IS_PLANNED and begun,
        may_send=takes_place and status is not SessionStatus.ACCEPTED,
        waits=waits,
        is_ahead=status in IS_PLANNED and not begun,
        has_sent=status is SessionStatus.OUTPUT_RECEIVED,
        question=question if status is SessionStatus.NEEDS_INFORMATION else "",
        is_in_calendar=meeting is not None,
        contact=contact_of(asked.programme),
        log=present_log(log),
    )


def present_log(log: Sequence[StatusChange]) -> tuple[LogLine, ...]:
    """Return a log, the newest entry first. Stewards are the organisation; nobody is named."""
    who = {
        "organiser": gettext(_("The organiser")),
        "steward": gettext(_("The organisation")),
        "clock": gettext(_("The calendar")),
    }
    return tuple(
        LogLine(
            status=gettext(STATUSES[entry.status][0]),
            tone=STATUSES[entry.status][1],
            happened_at=entry.happened_at,
            who=who.get(entry.actor_kind, ""),
            reason=entry.reason,
        )
        for entry in reversed(log)
    )


def list_answers(asked: ConsultationRequest) -> list[dict[str, Any]]:
    """Return the six answers as rows, the contact last."""
    people = stakeholder_words(asked.stakeholders) + ([as_written(asked.audience)] if asked.audience else [])
    return [
        {"term": gettext(_("Day")), "value": day(asked.held_on) if asked.held_on else as_written(asked.held_on_words)},
        {"term": gettext(_("Time")), "value": as_written(asked.held_at) or gettext(_("Not settled yet"))},
        {"term": gettext(_("Who is invited")), "several": people, "value": None},
        {"term": gettext(_("How people meet")), "value": gettext(MODES.get(asked.mode, asked.mode))},
        {"term": gettext(_("Output by")), "value": day(asked.output_due_on)},
        {
            "term": gettext(_("Contact")),
            "several": [
                as_written(text) for text in (asked.contact_name, asked.institution, asked.contact_details) if text
            ],
            "value": None,
        },
    ]


def standing_call(asked: ConsultationRequest) -> Any:
    """Return the briefing call of a request as its row, or None where none is settled or it was called off."""
    call = getattr(asked, "briefing_call", None)
    return None if call is None or call.cancelled else call


def suggest_title(asked: ConsultationRequest) -> str:
    """Return a title for the calendar, made of who is invited, for the steward to change."""
    people = stakeholder_words(asked.stakeholders)
    return gettext("Consultation: {people}").format(people=", ".join(people))[:160] if people else ""
