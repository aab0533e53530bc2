"""Finding the job that makes a kit, and the briefing call of a request."""

from __future__ import annotations

from typing import Any

from capacita.web.actors import SYSTEM
from capacita.web.consultation.models import Consultation, ConsultationRequest
from capacita.web.jobs.models import Job
from capacita.web.jobs.queries import find_job
from capacita.web.kits.making import KitChoice
from capacita.web.kits.models import BriefingCall

KIND = "make-kit"


def list_inputs(
    asked: ConsultationRequest, meeting: Consultation, choice: KitChoice, call: BriefingCall | None
) -> dict[str, Any]:
    """Return what the files follow from: another date, title or version makes other files."""
    version = asked.programme.framework_version
    return {
        "request": str(asked.pk),
        "choice": choice.values(),
        "framework": version.digest if version else "",
        "consultation": [
            str(meeting.title), str(meeting.starts_on), str(meeting.ends_on), meeting.precision, meeting.expected,
            meeting.tentative, meeting.time_words, str(meeting.output_due_on or asked.output_due_on), meeting.place,
        ],
        "asked": [asked.stakeholders, asked.audience, asked.mode],
        "call": [] if call is None or call.cancelled else [str(call.day), str(call.starts_at), call.time_zone],
    }  # fmt: skip


def find_kit_job(
    asked: ConsultationRequest, meeting: Consultation, choice: KitChoice, call: BriefingCall | None
) -> Job | None:
    """Return the job that makes, or made, the files of a kit; None where nobody asked for them."""
    return find_job(organisation=asked.organisation, kind=KIND, inputs=list_inputs(asked, meeting, choice, call))


def find_call(asked: ConsultationRequest) -> BriefingCall | None:
    """Return the briefing call of a request; the caller may read the request."""
    found: BriefingCall | None = BriefingCall.objects.for_actor(SYSTEM).filter(request=asked).first()
    return found
