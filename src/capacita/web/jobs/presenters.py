"""Jobs in the words of people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from capacita.vocabulary import Message, Refusal
from capacita.web.jobs.models import Job, JobStatus
from capacita.web.words import refusal_words

KINDS = {
    "fill-demo": _("Filling the demonstration country"),
    "fill-demo-votes": _("Filling the votes of the demonstration country"),
    "report-adaptations": _("Comparing adaptations with the new version"),
    "get-texts-ready": _("Getting texts ready for translators"),
    "plan-training": _("Making a training plan"),
    "make-kit": _("Making a facilitator's kit"),
    "build-toolkit": _("Making a toolkit"),
    "group-opinions": _("Working out the results of a vote on statements"),
    "read-opinion-export": _("Reading a vote that was held elsewhere"),
    "restore-programme": _("Restoring a programme from its archive"),
    "make-answers": _("Making the files of a report"),
    "suggest-themes": _("Suggesting themes"),
}
STATUSES = {
    JobStatus.WAITING: (_("Waiting for its turn"), "quiet"),
    JobStatus.RUNNING: (_("Under way"), "active"),
    JobStatus.DONE: (_("Done"), "done"),
    JobStatus.FAILED: (_("Stopped"), "alert"),
}
STEPS = {
    "": "",
    "consultation": _("Keeping the consultation and what was said"),
    "adaptation": _("Releasing the national adaptation"),
    "adaptations": _("Looking at each adaptation"),
    "translations": _("Going through each language"),
    "assessment": _("Sampling the simulated service, asking and estimating"),
    "plan": _("Solving for the plan that closes most"),
    "toolkit": _("Composing the toolkit"),
    "files": _("Rendering the files"),
    "votes": _("Freezing the votes"),
    "groups": _("Looking for groups and how stable they are"),
    "protection": _("Protecting small groups"),
    "themes": _("Comparing what was said"),
    "archive": _("Reading the archive"),
    "rows": _("Keeping the programme and comparing it with its archive"),
    "copies": _("Looking for copies"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class JobOnPage:
    """A job as its page and the list show it."""

    pk: UUID
    status: str
    kind_words: str
    status_words: str
    tone: str
    step_words: str
    progress_percent: int
    created_at: datetime
    fault_words: Message | None
    result_href: str


def present_job(job: Job) -> JobOnPage:
    """Return a job in the language of the page."""
    words, tone = STATUSES[JobStatus(job.status)]
    step = STEPS.get(job.step, "")
    fault = Refusal(job.fault_code, **job.fault_values) if job.fault_code else None
    return JobOnPage(
        pk=job.pk,
        status=job.status,
        kind_words=gettext(KINDS[job.kind]),
        status_words=gettext(words),
        tone=tone,
        step_words=gettext(step) if step else "",
        progress_percent=job.progress_percent,
        created_at=job.created_at,
        fault_words=refusal_words(fault, gettext) if fault else None,
        result_href=reverse(job.result["route"], args=job.result["args"]) if "route" in job.result else "",
    )
