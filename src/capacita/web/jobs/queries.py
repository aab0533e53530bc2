"""Reading jobs."""

from typing import Any
from uuid import UUID

from capacita.vocabulary import NotFound, digest
from capacita.web.accounts.models import Organisation
from capacita.web.actors import SYSTEM, Actor
from capacita.web.jobs.models import Job


def get_job(actor: Actor, job_id: UUID) -> Job:
    """Return a job that this actor may know of. Raises NotFound."""
    job = Job.objects.for_actor(actor).filter(pk=job_id).first()
    if job is None:
        raise NotFound("JOB_UNKNOWN")
    return job  # type: ignore[no-any-return] # the tenant manager serves every model


def list_own_jobs(actor: Actor, *, most: int = 50) -> list[Job]:
    """Return the newest jobs of the actor's organisations."""
    return list(Job.objects.for_actor(actor).select_related("started_by")[:most])


def key_of_job(*, organisation: Organisation, kind: str, inputs: dict[str, Any]) -> str:
    """Return the key by which the same work is one job."""
    return digest({"kind": kind, "organisation": str(organisation.pk), "inputs": inputs})


def find_job(*, organisation: Organisation, kind: str, inputs: dict[str, Any]) -> Job | None:
    """Return the job of this work, or None where nobody asked for it; the caller may read what it is about."""
    wanted = key_of_job(organisation=organisation, kind=kind, inputs=inputs)
    found: Job | None = Job.objects.for_actor(SYSTEM).filter(key=wanted).first()
    return found
