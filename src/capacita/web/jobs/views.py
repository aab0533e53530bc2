"""Long work as people see it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from capacita.web.actors import actor_of
from capacita.web.jobs.models import JobStatus
from capacita.web.jobs.presenters import present_job
from capacita.web.jobs.queries import get_job, list_own_jobs

REFRESH_SECONDS = 2


@require_GET
def list_jobs(request: HttpRequest) -> HttpResponse:
    """Show the jobs of the actor's organisations, newest first."""
    jobs = [present_job(job) for job in list_own_jobs(actor_of(request))]
    return render(request, "jobs/list.html", {"jobs": jobs})


@require_GET
def show_job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Show one job; the page loads itself again while the work goes on, and it can be left."""
    job = get_job(actor_of(request), job_id)
    under_way = job.status in (JobStatus.WAITING, JobStatus.RUNNING)
    response = render(request, "jobs/job.html", {"job": present_job(job), "under_way": under_way})
    if under_way:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response
