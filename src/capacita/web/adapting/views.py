"""Adapting a framework in the browser: drafts, one form for each step, preview, release."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from capacita.framework.coverage import compute_principle_coverage
from capacita.framework.model import Item, ProficiencyScale
from capacita.vocabulary import NotAllowed, NotFound, Refusal, is_identifier
from capacita.web.actors import actor_of
from capacita.web.adapting.coverage_presenters import list_tags, minimum_columns, present_minimums
from capacita.web.adapting.deeds import DEEDS
from capacita.web.adapting.discussion import (
    count_untranslated,
    fill_in,
    present_comments,
    present_open_comments,
    present_unfinished,
)
from capacita.web.adapting.draft_items import find_item
from capacita.web.adapting.draft_presenters import header_of, present_draft
from capacita.web.adapting.effects import compute_draft_effect, summarise_effect
from capacita.web.adapting.forms import ReleaseForm, StartForm, StepForm
from capacita.web.adapting.item_forms import CommentForm
from capacita.web.adapting.item_presenters import present_item
from capacita.web.adapting.level_presenters import (
    LEVEL_DEEDS,
    does_words,
    present_scales,
    present_uses,
    removed_words,
)
from capacita.web.adapting.levels import REMOVE
from capacita.web.adapting.list_presenters import base_choices, present_list
from capacita.web.adapting.models import UnfinishedForm
from capacita.web.adapting.queries import (
    DraftDocuments,
    count_open_comments,
    get_draft,
    get_own_country,
    get_release,
    list_asked,
    list_bases,
    list_comments,
    list_draft_news,
    list_drafts,
    list_unfinished,
    list_versions_taken,
)
from capacita.web.adapting.release_presenters import present_gate
from capacita.web.adapting.services import (
    append_step,
    continue_release,
    drop_words,
    keep_words,
    release_draft,
    set_draft_aside,
    start_draft,
    start_revision,
    take_draft_up,
    undo_step,
)
from capacita.web.adapting.step_forms import form_for_adding, form_for_deed, form_for_level, suggest_release_version
from capacita.web.adapting.step_presenters import present_report
from capacita.web.framework.addresses import query_of
from capacita.web.framework.framework_presenters import present_framework
from capacita.web.languages import language_words, text_language
from capacita.web.permissions import Action, may
from capacita.web.words import refusal_words

OTHERS = {"add": _("Add an item of your own")}
NO_WORDS = frozenset({"csrfmiddlewaretoken", "later", "revision"})


@never_cache
@require_GET
def list_of_drafts(request: HttpRequest, country: str) -> HttpResponse:
    """Show what a country writes and has released."""
    found = list_drafts(actor_of(request), country)
    context = {"country": found.organisation, "section": "countries", **present_list(found, _language())}
    return render(request, "adapting/list.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, country: str) -> HttpResponse:
    """Ask what to start from, and start."""
    actor = actor_of(request)
    organisation = get_own_country(actor, country)
    bases = list_bases(actor)
    form = StartForm(_sent(request), bases=base_choices(bases, _language()), initial={"language": _language()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        base = next(row for row in bases if str(row.pk) == given["base"])
        draft = start_draft(
            actor, organisation=organisation, base=base, title=given["title"], language=given["language"]
        )
        messages.success(request, gettext("Started. Choose an item to change it."))
        return redirect("adapt-draft", country, draft.pk)
    context = {"country": organisation, "form": form, "section": "countries"}
    return render(request, "adapting/start.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
def continue_from(request: HttpRequest, country: str, code: str) -> HttpResponse:
    """Start a draft from the newest release: of an adaptation with its Changes, of a keeper's own framework anew."""
    actor = actor_of(request)
    version = get_release(actor, country, code)
    draft = (start_revision if version.base is None else continue_release)(actor, version=version)
    messages.success(request, gettext("Started from the release. What you change now makes the next version."))
    return redirect("adapt-draft", country, draft.pk)


@never_cache
@require_GET
def show_draft(request: HttpRequest, country: str, draft_id: UUID) -> HttpResponse:
    """Show every item with what became of it."""
    actor = actor_of(request)
    documents = get_draft(actor, country, draft_id, Action.DISCUSS_DRAFT)
    query = query_of(request)
    comments = count_open_comments(actor, documents.draft)
    context = {
        "page": present_draft(documents, documents.draft.language, comments, query, request.GET.get("page", "1")),
        "paging": f"{urlencode({'q': query})}&" if query else "",
        "unfinished": present_unfinished(documents, list_unfinished(actor, documents.draft)),
        "may_take_up": may(actor, Action.ADAPT_FRAMEWORK, organisation_id=documents.draft.organisation_id),
        "section": "countries",
    }
    return render(request, "adapting/draft.html", context)


@never_cache
@require_GET
def show_item(request: HttpRequest, country: str, draft_id: UUID, item_id: UUID) -> HttpResponse:
    """Show an item: the base, how it stands now, what can be done."""
    actor = actor_of(request)
    documents = get_draft(actor, country, draft_id, Action.DISCUSS_DRAFT, about=item_id)
    item = _item(documents, item_id)
    language = documents.draft.language
    context = {
        "page": present_item(documents, item, language),
        "tags": list_tags(documents, actor, language, only=item.id),
        "comments": present_comments(list_comments(actor, documents.draft, item_id)),
        "comment_form": CommentForm(),
        "section": "countries",
    }
    return render(request, "adapting/item.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def change_item(request: HttpRequest, country: str, draft_id: UUID, item_id: UUID, deed: str) -> HttpResponse:
    """Ask for one step on an item, with its reason, and keep it."""
    documents = get_draft(actor_of(request), country, draft_id, about=item_id)
    item = _item(documents, item_id)
    if deed not in DEEDS or documents.draft.state != "open":
        raise NotFound("NOT_HERE")
    form = form_for_deed(deed, _sent(request), documents, item)
    if "later" in request.POST:
        return _keep_for_later(request, documents, item, deed)
    if request.method == "POST" and form.is_valid():
        return _append(request, documents, form, item, deed)
    return _ask(request, documents, form, item, deed, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def add_item(request: HttpRequest, country: str, draft_id: UUID) -> HttpResponse:
    """Ask for an item of the country's own, and add it."""
    documents = get_draft(actor_of(request), country, draft_id)
    if documents.draft.state != "open":
        raise NotFound("NOT_HERE")
    form = form_for_adding(_sent(request), documents)
    if "later" in request.POST:
        return _keep_for_later(request, documents, None, "add")
    if request.method == "POST" and form.is_valid():
        return _append(request, documents, form, None, "add")
    return _ask(request, documents, form, None, "add", status=422 if form.errors else 200)


@never_cache
@require_GET
def show_levels(request: HttpRequest, country: str, draft_id: UUID) -> HttpResponse:
    """Show the levels of every scale of a draft, what hangs on each, and what can be done with them."""
    documents = get_draft(actor_of(request), country, draft_id, is_described=True)
    if documents.draft.state != "open" or not documents.effective.scales:
        raise NotFound("NOT_HERE")
    context = {"page": header_of(documents), "scales": present_scales(documents), "section": "countries"}
    return render(request, "adapting/levels.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def change_levels(request: HttpRequest, country: str, draft_id: UUID, scale_id: UUID, deed: str) -> HttpResponse:
    """Ask for one step on the levels of a scale, say what it does, and keep it."""
    documents = get_draft(actor_of(request), country, draft_id, is_whole=True)
    scale = next((entry for entry in documents.effective.scales if entry.id == str(scale_id)), None)
    if documents.draft.state != "open" or scale is None or deed not in LEVEL_DEEDS:
        raise NotFound("NOT_HERE")
    form = form_for_level(deed, _sent(request), documents, scale)
    if request.method == "POST" and form.is_valid():
        answer = _append(request, documents, form, None, deed, subject=scale.id, scale=scale)
        if answer.status_code == 302 and deed == REMOVE:
            messages.info(request, removed_words(documents, scale, form.cleaned_data["level"]))
        return answer
    return _ask(request, documents, form, None, deed, status=422 if form.errors else 200, scale=scale)


@never_cache
@require_POST
def forget(request: HttpRequest, country: str, draft_id: UUID) -> HttpResponse:
    """Throw away the words of a form that was left unfinished."""
    subject = request.POST.get("subject", "")
    drop_words(
        actor_of(request),
        draft_id=draft_id,
        subject=UUID(subject) if is_identifier(subject) else None,
        deed=request.POST.get("deed", ""),
    )
    messages.success(request, gettext("Thrown away."))
    return redirect("adapt-draft", country, draft_id)


@never_cache
@require_POST
def undo(request: HttpRequest, country: str, draft_id: UUID, number: int) -> HttpResponse:
    """Take a step back."""
    undone = undo_step(actor_of(request), draft_id=draft_id, number=number)
    messages.success(
        request, gettext("Taken back. The step stays in the list, so that everybody can see it was there.")
    )
    if "item" in request.POST:
        return redirect("adapt-item", country, draft_id, undone.subject)
    return redirect("adapt-draft", country, draft_id)


@never_cache
@require_POST
def set_aside(request: HttpRequest, country: str, draft_id: UUID) -> HttpResponse:
    """Put a draft away; it can be taken up again."""
    set_draft_aside(actor_of(request), draft_id=draft_id)
    messages.success(request, gettext("Set aside. Nothing is lost: take it up again when you like."))
    return redirect("adapt-list", country)


@never_cache
@require_POST
def take_up(request: HttpRequest, country: str, draft_id: UUID) -> HttpResponse:
    """Go on with a draft that was set aside."""
    take_draft_up(actor_of(request), draft_id=draft_id)
    messages.success(request, gettext("Taken up again. Everything stands as it was."))
    return redirect("adapt-draft", country, draft_id)


@never_cache
@require_GET
def preview(request: HttpRequest, country: str, draft_id: UUID) -> HttpResponse:
    """Show the framework that the draft gives, and the report so far."""
    documents = get_draft(actor_of(request), country, draft_id, Action.DISCUSS_DRAFT)
    language = documents.draft.language
    context = {
        "page": header_of(documents),
        "framework": present_framework(documents.draft.base, documents.effective, language),
        "report": present_report(documents, language, request.GET.get("part", ""), request.GET.get("page", "1")),
        "section": "countries",
    }
    return render(request, "adapting/preview.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, country: str, draft_id: UUID) -> HttpResponse:
    """Show what stands in the way, ask for a version number, and release."""
    actor = actor_of(request)
    documents = get_draft(actor, country, draft_id, since_release=True)
    if documents.draft.state != "open":
        raise NotFound("NOT_HERE")
    taken = list_versions_taken(actor, documents.draft)
    news = list_draft_news(documents)
    suggested, why = suggest_release_version(documents, news)
    asked = list_asked(documents)
    gate = present_gate(documents, suggested or "draft", asked)
    form = ReleaseForm(_sent(request), taken=taken, initial={"version": suggested})
    if request.method == "POST" and form.is_valid() and not gate["stops"]:
        version = form.cleaned_data["version"]
        release_draft(actor, draft_id=draft_id, version=version, released_at=timezone.now(), profile=documents.profile)
        messages.success(request, gettext("Released. Version {version} is public.").format(version=version))
        return redirect("framework", documents.draft.code)
    context = {
        "page": header_of(documents),
        "form": form,
        "gate": gate,
        "why": why,
        "loose_ends": [
            *present_unfinished(documents, list_unfinished(actor, documents.draft)),
            *present_open_comments(documents, count_open_comments(actor, documents.draft)),
        ],
        "untranslated": count_untranslated(documents),
        "language": language_words(documents.draft.language),
        "effect": summarise_effect(compute_draft_effect(actor, documents, news)),
        "minimums": present_minimums(compute_principle_coverage(documents.effective), asked),
        "minimum_columns": minimum_columns(),
        "section": "countries",
    }
    stopped = request.method == "POST"
    return render(request, "adapting/release.html", context, status=422 if stopped else 200)


def _append(
    request: HttpRequest,
    documents: DraftDocuments,
    form: StepForm,
    item: Item | None,
    deed: str,
    *,
    subject: str = "",
    scale: ProficiencyScale | None = None,
) -> HttpResponse:
    """Keep the step and go on; where that is refused, show the form as it was filled."""
    actor, draft = actor_of(request), documents.draft
    step = form.step(item.id if item else subject)
    try:
        made = append_step(actor, draft_id=draft.pk, step=step, seen_revision=form.cleaned_data["revision"] or 0)
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        words = refusal_words(refusal, gettext)
        if refusal.code == "DRAFT_ITEM_MOVED" and item is not None:
            _keep_words(request, documents, item, deed)
            return _show_moved(request, form, item, deed, by=str(refusal.values["name"]))
        form.add_error(None, f"{words.message} {words.hint}")
        return _ask(request, documents, form, item, deed, status=422, scale=scale)
    if scale is None and _unfinished(request, documents, item, deed) is not None:
        drop_words(actor, draft_id=draft.pk, subject=UUID(item.id) if item else None, deed=deed)
    messages.success(request, gettext("Saved."))
    if scale is not None:
        return redirect("adapt-level", draft.organisation.code, draft.pk)
    return redirect("adapt-item", draft.organisation.code, draft.pk, made.subject)


def _keep_for_later(request: HttpRequest, documents: DraftDocuments, item: Item | None, deed: str) -> HttpResponse:
    """Keep what is typed, whether it is whole or not, and go back to the draft."""
    _keep_words(request, documents, item, deed)
    messages.success(request, gettext("Kept for you. It is no step yet; finish it when you like."))
    return redirect("adapt-draft", documents.draft.organisation.code, documents.draft.pk)


def _keep_words(request: HttpRequest, documents: DraftDocuments, item: Item | None, deed: str) -> None:
    words = {name: request.POST.getlist(name) for name in request.POST if name not in NO_WORDS}
    subject = UUID(item.id) if item else None
    keep_words(actor_of(request), draft_id=documents.draft.pk, subject=subject, deed=deed, words=words)


def _unfinished(request: HttpRequest, documents: DraftDocuments, item: Item | None, deed: str) -> UnfinishedForm | None:
    """Return what this person has left unfinished of a form, or None."""
    wanted = item.id if item else "None"
    rows = list_unfinished(actor_of(request), documents.draft)
    return next((row for row in rows if (str(row.subject), row.deed) == (wanted, deed)), None)


def _show_moved(request: HttpRequest, form: StepForm, item: Item | None, deed: str, *, by: str) -> HttpResponse:
    """Show what somebody else made of the item beside what was typed, which can then be kept all the same."""
    match = request.resolver_match
    assert match is not None
    assert item is not None
    now = get_draft(actor_of(request), match.kwargs["country"], match.kwargs["draft_id"])
    again = request.POST.copy()
    again["revision"] = str(now.revision_of(item.id))
    return _ask(request, now, form_for_deed(deed, again, now, item), item, deed, status=409, moved_by=by)


def _ask(
    request: HttpRequest,
    documents: DraftDocuments,
    form: StepForm,
    item: Item | None,
    deed: str,
    *,
    status: int,
    moved_by: str = "",
    scale: ProficiencyScale | None = None,
) -> HttpResponse:
    language = documents.draft.language
    page: dict[str, Any] = present_item(documents, item, language) if item else header_of(documents)
    words = LEVEL_DEEDS[deed] if scale else DEEDS[deed][1] if item else OTHERS[deed]
    kept = _unfinished(request, documents, item, deed) if scale is None else None
    if kept is not None and not form.is_bound:
        fill_in(form, kept.words)
    context = {
        "page": page,
        "form": form,
        "kept": kept,
        "deed": deed,
        "fields": [field for field in form if not field.is_hidden],
        "question": gettext(words),
        "moved_by": moved_by,
        "levels": present_uses(documents, scale) if scale else None,
        "does": does_words(deed) if scale else (),
        "section": "countries",
    }
    return render(request, "adapting/step.html", context, status=status)


def _item(documents: DraftDocuments, item_id: UUID) -> Item:
    item = find_item(documents, item_id)
    if item is None:
        raise NotFound("ITEM_UNKNOWN", name=str(item_id))
    return item


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _language() -> str:
    return text_language()
