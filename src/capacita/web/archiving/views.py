"""Sending the archive of a programme to those who run it, and restoring one."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from capacita.consultation.archive.programme import archive_programme
from capacita.vocabulary import Finding, NotFound, Severity, plain_text
from capacita.web.actors import actor_of
from capacita.web.archiving.documents import document_of, states_of
from capacita.web.archiving.forms import ArchiveForm
from capacita.web.archiving.services import KIND, ask_to_restore
from capacita.web.consultation.forms import sent_data
from capacita.web.consultation.programmes import list_hosts
from capacita.web.consultation.queries import get_programme
from capacita.web.documents.sending import send_download
from capacita.web.jobs.models import Job, JobStatus
from capacita.web.jobs.presenters import present_job
from capacita.web.jobs.queries import get_job
from capacita.web.jobs.views import REFRESH_SECONDS
from capacita.web.languages import text_language
from capacita.web.permissions import Action, check_may
from capacita.web.words import spell_findings


@never_cache
@require_GET
def send_archive(request: HttpRequest, code: str) -> HttpResponse:
    """Send a programme as one file, with every count and word, and without contact details."""
    actor = actor_of(request)
    programme = get_programme(actor, code)
    check_may(actor, Action.ARCHIVE_PROGRAMME, organisation_id=programme.organisation_id)
    data = archive_programme(document_of(programme), states_of(programme))
    return send_download(data, "application/zip", f"{programme.code}.zip")


@never_cache
@require_http_methods(["GET", "POST"])
def restore(request: HttpRequest) -> HttpResponse:
    """Take an archive, and have its programme restored."""
    actor = actor_of(request)
    hosts = {str(host.pk): host for host in list_hosts(actor)}
    names = [(key, plain_text(host.name, text_language())) for key, host in hosts.items()]
    form = ArchiveForm(sent_data(request), request.FILES or None, hosts=names)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        job = ask_to_restore(actor, organisation=hosts[given["host"]], data=given["file"].read())
        return HttpResponseRedirect(reverse("work-restore-job", args=[job.pk]))
    context = {"section": "consultations", "form": form, "hosts": names}
    return render(request, "archiving/restore.html", context, status=422 if form.errors else 200)


@never_cache
@require_GET
def show_restoring(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Show how far the restoring is, then the programme, or everything that kept it from being restored."""
    actor = actor_of(request)
    job = get_job(actor, job_id)
    if job.kind != KIND:
        raise NotFound("JOB_UNKNOWN")
    check_may(actor, Action.OPEN_PROGRAMME, organisation_id=job.organisation_id)
    under_way = job.status in (JobStatus.WAITING, JobStatus.RUNNING)
    context = {
        "section": "consultations",
        "job": present_job(job),
        "under_way": under_way,
        "code": job.result.get("programme", ""),
        "findings": spell_findings(_findings_of(job)),
    }
    response = render(request, "archiving/restored.html", context)
    if under_way:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


def _findings_of(job: Job) -> list[Finding]:
    return [
        Finding(
            code=entry["code"],
            severity=Severity(entry["severity"]),
            path=entry["path"],
            lines=tuple(entry["lines"]),
            values=entry["values"],
        )
        for entry in job.result.get("findings", ())
    ]
