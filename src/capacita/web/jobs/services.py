"""Asking for work."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from capacita.web.accounts.models import Organisation
from capacita.web.actors import Actor
from capacita.web.audit.services import audited
from capacita.web.jobs.models import Job, JobStatus
from capacita.web.jobs.queries import key_of_job
from capacita.web.jobs.worker import queue_job


@audited("job.asked")
def ask_for_job(
    actor: Actor, *, organisation: Organisation, kind: str, inputs: dict[str, Any], published: bool = False
) -> Job:
    """Queue work, or return the job that does or did the same already; a failed one is tried again.

    The progress of a published job is for everybody to see.
    """
    key = key_of_job(organisation=organisation, kind=kind, inputs=inputs)
    try:
        with transaction.atomic():
            job = Job.objects.create(
                organisation=organisation,
                kind=kind,
                key=key,
                inputs=inputs,
                started_by_id=actor.person_id,
                published=published,
            )
    except IntegrityError:
        job = _get_by_key(key)
        if job.status != JobStatus.FAILED:
            return job
        Job.objects.filter(pk=job.pk).update(
            status=JobStatus.WAITING, attempts=0, fault_values={}, fault_code="", progress_percent=0, finished_at=None
        )
        job.refresh_from_db()
    queue_job(job.pk)
    return job


def _get_by_key(key: str) -> Job:
    job: Job = Job.objects.select_for_update().get(key=key)
    return job
