"""The job that follows a new version of a framework: what each adaptation of it has not taken in yet."""

from __future__ import annotations

from typing import Any

from capacita.web.framework.adaptation_reports import keep_reports_against
from capacita.web.framework.models import FrameworkVersion
from capacita.web.jobs.models import Job
from capacita.web.jobs.worker import Report


def report_adaptations(job: Job, report: Report) -> dict[str, Any]:
    """Work out what is new to every adaptation, so that nobody who opens its page waits for that."""
    report(5, "adaptations")
    return {"adaptations": keep_reports_against(FrameworkVersion.objects.get(pk=job.inputs["version"]))}
