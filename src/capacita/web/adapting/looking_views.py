"""Looking at a draft together before it is released: what it touches, what it covers, what people say about it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from capacita.framework.comparison import effect_as_json
from capacita.framework.coverage import compute_principle_coverage
from capacita.vocabulary import NotAllowed, NotFound, Refusal, is_identifier, readable_json
from capacita.web.actors import actor_of
from capacita.web.adapting.coverage_presenters import coverage_csv, list_tags, present_coverage
from capacita.web.adapting.draft_presenters import header_of
from capacita.web.adapting.effects import compute_draft_effect, effect_csv, present_effect
from capacita.web.adapting.item_forms import CommentForm
from capacita.web.adapting.queries import get_draft, list_asked, list_draft_news
from capacita.web.adapting.services import add_comment, confirm_principle, resolve_comment
from capacita.web.documents.sending import send_download
from capacita.web.permissions import Action
from capacita.web.words import refusal_words

DOWNLOADS = ({"label": "CSV", "href": "?format=csv"}, {"label": "JSON", "href": "?format=json"})


@never_cache
@require_GET
def show_effect(request: HttpRequest, country: str, draft_id: UUID) -> HttpResponse:
    """Show what a release of the draft would touch; as a file with ?format=csv or json."""
    actor = actor_of(request)
    documents = get_draft(actor, country, draft_id, Action.DISCUSS_DRAFT, since_release=True)
    found = compute_draft_effect(actor, documents, list_draft_news(documents))
    language = documents.draft.language
    wanted = request.GET.get("format")
    name = f"{documents.draft.code}-effect"
    if wanted == "csv":
        return send_download(effect_csv(found, language), "text/csv; charset=utf-8", f"{name}.csv")
    if wanted == "json":
        body = readable_json(effect_as_json(found.effect))
        return send_download(body, "application/json; charset=utf-8", f"{name}.json")
    context = {
        "page": header_of(documents),
        "effect": present_effect(found, language),
        "downloads": DOWNLOADS,
        "section": "countries",
    }
    return render(request, "adapting/effect.html", context)


@never_cache
@require_GET
def show_coverage(request: HttpRequest, country: str, draft_id: UUID) -> HttpResponse:
    """Show which principles the draft serves, by which of its parts, and which it does not; or send it as a file."""
    actor = actor_of(request)
    documents = get_draft(actor, country, draft_id, Action.DISCUSS_DRAFT)
    asked = list_asked(documents)
    wanted = request.GET.get("format")
    name = f"{documents.draft.code}-coverage"
    if wanted == "csv":
        return send_download(coverage_csv(documents, asked), "text/csv; charset=utf-8", f"{name}.csv")
    if wanted == "json":
        body = readable_json(compute_principle_coverage(documents.effective).as_json())
        return send_download(body, "application/json; charset=utf-8", f"{name}.json")
    context = {
        "page": header_of(documents),
        "coverage": present_coverage(documents, asked, documents.draft.language),
        "downloads": DOWNLOADS,
        "section": "countries",
    }
    return render(request, "adapting/coverage.html", context)


@never_cache
@require_GET
def show_tags(request: HttpRequest, country: str, draft_id: UUID) -> HttpResponse:
    """Show the sentences that wait, those without an author folded below, then those that are confirmed."""
    actor = actor_of(request)
    documents = get_draft(actor, country, draft_id, Action.DISCUSS_DRAFT)
    tags = list_tags(documents, actor, documents.draft.language)
    context = {
        "page": header_of(documents),
        "waiting": [tag for tag in tags if tag["is_waiting"] and not tag["is_nobody_s"]],
        "others": [tag for tag in tags if not tag["is_waiting"]],
        "nobody_s": [tag for tag in tags if tag["is_nobody_s"]],
        "section": "countries",
    }
    return render(request, "adapting/tags.html", context)


@never_cache
@require_POST
def confirm(request: HttpRequest, country: str, draft_id: UUID, item_id: UUID, principle: str) -> HttpResponse:
    """Keep that a second person agrees with a sentence."""
    try:
        confirm_principle(actor_of(request), draft_id=draft_id, item_id=item_id, principle=principle)
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        words = refusal_words(refusal, gettext)
        messages.error(request, f"{words.message} {words.hint}")
    else:
        messages.success(request, gettext("Confirmed. It counts now."))
    return redirect("adapt-tags", country, draft_id)


@never_cache
@require_POST
def comment(request: HttpRequest, country: str, draft_id: UUID, item_id: UUID) -> HttpResponse:
    """Keep a comment on an item, or an answer to one."""
    form = CommentForm(request.POST)
    answers = request.POST.get("answers", "")
    if form.is_valid():
        add_comment(
            actor_of(request),
            draft_id=draft_id,
            subject=item_id,
            text=form.cleaned_data["text"],
            answers=UUID(answers) if is_identifier(answers) else None,
        )
        messages.success(request, gettext("Your comment is there."))
    else:
        messages.error(request, " ".join(str(fault) for fault in form.errors["text"]))
    return redirect("adapt-item", country, draft_id, item_id)


@never_cache
@require_POST
def resolve(request: HttpRequest, country: str, draft_id: UUID, comment_id: UUID) -> HttpResponse:
    """Mark a comment as resolved, or as open again."""
    at = None if "again" in request.POST else timezone.now()
    row = resolve_comment(actor_of(request), draft_id=draft_id, comment_id=comment_id, at=at)
    messages.success(request, gettext("Marked as resolved.") if at else gettext("Open again."))
    return redirect("adapt-item", country, draft_id, row.subject)
