"""A request as its owner follows it, and as the steward reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from capacita.vocabulary import LocalizedText
from capacita.web.consultation.models import Consultation, ConsultationRequest
from capacita.web.consultation.presenters import as_written, stakeholder_words
from capacita.web.consultation.terms import HELD, MODES, REQUEST_STATUSES
from capacita.web.patterns.templatetags.capacita_ui import day

STAGES = (_("Request sent"), _("Decision"), _("Meeting"), _("Answers"))
NEXT = {
    "requested": _(
        "People of the organisation read your request and approve it or give a reason why not. Look here again in some "
        "days: news appears on this page and nowhere else."
    ),
    "approved": _(
        "Your consultation is in the calendar. Download the kit, print it, hold the meeting, and send back the sheet in "
        "the kit by the day that you named."
    ),
    "declined": _("Nothing more happens with this request. You may ask again with other answers."),
    "withdrawn": _("You took the request back. Nothing more happens with it."),
    "held": _("What was said is being read. Each point gets an answer with a reason, and all of them appear here."),
}


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


def present_request(asked: ConsultationRequest, meeting: Consultation | None, *, on: date) -> RequestOnPage:
    """Return a request as of a day. ``meeting`` is the consultation that came of it."""
    words, tone = REQUEST_STATUSES[asked.status]
    was_held = meeting is not None and meeting.status in HELD
    is_waiting = asked.status == "approved" and (meeting is None or meeting.status in ("scheduled", "held"))
    return RequestOnPage(
        reference=str(asked.pk)[:8],
        organisation=asked.programme.organisation.name,
        programme=asked.programme.title,
        asked_at=asked.asked_at,
        status=asked.status,
        status_words=gettext(words),
        tone=tone,
        stage=_stage(asked, meeting),
        stages=[gettext(stage) for stage in STAGES],
        next_words=gettext(NEXT["held" if was_held else asked.status]),
        reason=asked.decision_reason,
        rows=list_answers(asked),
        output_due_on=asked.output_due_on,
        is_late=is_waiting and asked.output_due_on < on,
        consultation_href=reverse("consultation", args=[meeting.slug]) if meeting else "",
        has_kit=asked.status == "approved" and meeting is not None,
        may_withdraw=asked.status == "requested" or (is_waiting and meeting is not None and meeting.status == "scheduled"),
        may_restore=asked.status == "withdrawn" and asked.decided_at is None,
    )  # fmt: skip


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
            "several": [as_written(asked.contact_name), as_written(asked.contact_details)],
            "value": None,
        },
    ]


def suggest_title(asked: ConsultationRequest) -> str:
    """Return a title for the calendar, made of who is invited, for the steward to change."""
    people = stakeholder_words(asked.stakeholders)
    return gettext("Consultation: {people}").format(people=", ".join(people))[:160] if people else ""


def _stage(asked: ConsultationRequest, meeting: Consultation | None) -> int:
    """Return the number of the stage that the request is in, from 1."""
    if asked.status == "requested":
        return 2
    if meeting is None or asked.status != "approved":
        return 2
    return {"scheduled": 3, "held": 3}.get(meeting.status, 4)
