"""Work of the consultation room in the worker: sending a notice, and telling the time to consultations."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from capacita.consultation import SessionStatus, tell_time
from capacita.web.actors import SYSTEM
from capacita.web.consultation.models import Consultation, Notice
from capacita.web.consultation.notices import send_notice
from capacita.web.consultation.steps import let_time_pass
from capacita.web.jobs.models import Job
from capacita.web.jobs.worker import Report


def send_notice_by_mail(job: Job, report: Report) -> dict[str, Any]:
    """Send one notice; a notice that was sent is not sent again."""
    notice = Notice.objects.select_related("organisation").get(pk=job.inputs["notice"])
    return {"sent": send_notice(notice)}


def tell_time_to_all(on: date | None = None) -> int:
    """Make due or late whatever is so today, and return how many."""
    today = on or timezone.localdate()
    waiting = Consultation.objects.filter(status__in=("held", "output_due"), output_due_on__isnull=False)
    moved = 0
    for meeting in waiting:
        after = tell_time(SessionStatus(meeting.status), output_due_on=meeting.output_due_on, on=today)
        if after is not None:
            let_time_pass(SYSTEM, consultation_id=meeting.pk, after=after)
            moved += 1
    return moved
