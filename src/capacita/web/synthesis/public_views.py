"""You said, we did: pages and files for everybody."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET, require_http_methods

from capacita.vocabulary import NotFound
from capacita.web.actors import actor_of
from capacita.web.consultation.presenters import present_quote
from capacita.web.documents.sending import send_download
from capacita.web.documents.store import load_file
from capacita.web.jobs.models import JobStatus
from capacita.web.languages import text_language
from capacita.web.synthesis.answers_files import MEDIA_TYPES as MADE_TYPES
from capacita.web.synthesis.answers_files import find_answers_job, list_inputs
from capacita.web.synthesis.public_pages import (
    count_words,
    find_answer,
    present_answer,
    present_answers,
    write_answers_csv,
    write_answers_json,
)
from capacita.web.synthesis.queries import Account, get_account, get_answer
from capacita.web.synthesis.services import ask_for_answers

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "html": "text/html; charset=utf-8",
}


@require_http_methods(["GET", "POST"])
def show_answers(request: HttpRequest, code: str) -> HttpResponse:
    """Show what was decided on every point of a programme, or of one consultation; send it as a file, or have it made."""
    account = get_account(actor_of(request), code)
    slug = request.GET.get("consultation", "")
    if all(said.consultation.slug != slug for said in account.contributions.values()):
        slug = ""
    wanted = request.GET.get("format", "")
    if wanted in MEDIA_TYPES:
        return _send(request, account, wanted, slug)
    inputs = list_inputs(account, slug=slug, site=request.build_absolute_uri("/").rstrip("/"))
    query = f"consultation={slug}&" if slug else ""
    if request.method == "POST":
        ask_for_answers(actor_of(request), programme=account.programme, inputs=inputs)
        return HttpResponseRedirect(f"{request.path}?{query}#files")
    job = find_answers_job(account, inputs)
    made = job.result.get("files", {}) if job is not None and job.status == JobStatus.DONE else {}
    if wanted in MADE_TYPES:
        if wanted not in made:
            raise NotFound("ANSWERS_NO_FILE")
        return _as_file(load_file(made[wanted][0]), MADE_TYPES[wanted], account, slug, wanted)
    page = present_answers(account, slug=slug)
    context = {
        "section": "consultations",
        "page": page,
        "waiting": count_words(page.undecided),
        "slug": slug,
        "query": query,
        "made": [(name.upper(), f"?{query}format={name}", size) for name, (_digest, size) in sorted(made.items())],
        "job": job,
        "under_way": job is not None and job.status in (JobStatus.WAITING, JobStatus.RUNNING),
        "failed": job is not None and job.status == JobStatus.FAILED,
        "lacks_font": job is not None and bool(job.result.get("lacks_font")),
    }
    return render(request, "synthesis/answers.html", context)


@require_GET
def show_answer(request: HttpRequest, contribution_id: UUID) -> HttpResponse:
    """Show one contribution and what became of it."""
    said, account = get_answer(actor_of(request), contribution_id)
    found = find_answer(account, said)
    context = {
        "section": "consultations",
        "said": said,
        "programme": account.programme,
        "answer": present_answer(account, found) if found else None,
        "quote": present_quote(said),
    }
    return render(request, "synthesis/answer.html", context)


def _send(request: HttpRequest, account: Account, wanted: str, slug: str) -> HttpResponse:
    language = text_language()
    if wanted == "csv":
        data = write_answers_csv(account, language, slug=slug)
    elif wanted == "json":
        data = write_answers_json(account, language, slug=slug)
    else:
        page = present_answers(account, slug=slug)
        context = {"page": page, "waiting": count_words(page.undecided), "address": request.build_absolute_uri()}
        data = render_to_string("synthesis/answers_file.html", context, request).encode("utf-8")
    return _as_file(data, MEDIA_TYPES[wanted], account, slug, wanted)


def _as_file(data: bytes, media_type: str, account: Account, slug: str, wanted: str) -> HttpResponse:
    name = f"answers-{account.programme.code}{'-' + slug if slug else ''}.{wanted}"
    return send_download(data, media_type, name)
