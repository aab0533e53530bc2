"""You said, we did: pages and files for everybody."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from capacita.web.actors import actor_of
from capacita.web.consultation.presenters import present_quote
from capacita.web.languages import text_language
from capacita.web.synthesis.public_pages import (
    count_words,
    find_answer,
    present_answer,
    present_answers,
    write_answers_csv,
    write_answers_json,
)
from capacita.web.synthesis.queries import Account, get_account, get_answer

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "html": "text/html; charset=utf-8",
}


@require_GET
def show_answers(request: HttpRequest, code: str) -> HttpResponse:
    """Show what was decided on every point of a programme, or of one consultation; or send it as a file."""
    account = get_account(actor_of(request), code)
    slug = request.GET.get("consultation", "")
    if all(said.consultation.slug != slug for said in account.contributions.values()):
        slug = ""
    wanted = request.GET.get("format", "")
    if wanted in MEDIA_TYPES:
        return _send(request, account, wanted, slug)
    page = present_answers(account, slug=slug)
    context = {
        "section": "consultations",
        "page": page,
        "waiting": count_words(page.undecided),
        "slug": slug,
        "query": f"consultation={slug}&" if slug else "",
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
    response = HttpResponse(data, content_type=MEDIA_TYPES[wanted])
    name = f"answers-{account.programme.code}{'-' + slug if slug else ''}.{wanted}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response
