"""Reading jobs."""

from uuid import UUID

from capacita.vocabulary import NotFound
from capacita.web.actors import Actor
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
