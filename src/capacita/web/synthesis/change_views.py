"""From a decision to the Change: into a draft of the framework, with the contribution as evidence."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from capacita.framework.changes import ChangeKind
from capacita.framework.model import ItemKind
from capacita.vocabulary import plain_text, show_text
from capacita.web.actors import actor_of
from capacita.web.adapting.drafting import Step
from capacita.web.adapting.queries import DraftDocuments, get_draft
from capacita.web.consultation.forms import sent_data
from capacita.web.consultation.models import Contribution
from capacita.web.languages import text_language
from capacita.web.synthesis.drafts import begin_draft, list_choices
from capacita.web.synthesis.forms import ChooseDraftForm
from capacita.web.synthesis.presenters import name_contribution, name_steps
from capacita.web.synthesis.queries import get_said, list_linkable, list_open_drafts
from capacita.web.synthesis.services import link_change, make_change_of

# What a contribution asks for, as the Change that is offered first.
KIND_OF_VERDICT = {"change": "reword", "new": "add", "remove": "omit", "merge": "omit", "split": "reword"}


@never_cache
@require_http_methods(["GET", "POST"])
def make_change(request: HttpRequest, contribution_id: UUID) -> HttpResponse:
    """Ask what changes, prefilled from the contribution and the decision, and add it to the draft."""
    actor = actor_of(request)
    said = get_said(actor, contribution_id)
    drafts = {str(draft.pk): draft for draft in list_open_drafts(actor, said)}
    wanted = request.POST.get("draft") or request.GET.get("draft", "")
    draft = drafts.get(wanted) or next(iter(drafts.values()), None)
    documents = get_draft(actor, draft.organisation.code, draft.pk) if draft else None
    items = list_choices(documents) if documents else []
    form = ChooseDraftForm(
        sent_data(request),
        drafts=[(pk, f"{plain_text(row.title, text_language())} ({row.code})") for pk, row in drafts.items()],
        items=items,
        initial=_suggest(said, documents) if documents else {},
    )
    if request.method == "POST" and documents is not None and form.is_valid():
        step = _step_of(form.cleaned_data, said, documents)
        made = make_change_of(
            actor,
            contribution_id=said.pk,
            draft_id=documents.draft.pk,
            step=step,
            seen_revision=documents.revision_of(step.item) if step.item else 0,
        )
        messages.success(request, gettext("The change is in the draft, with this contribution as evidence."))
        return redirect("adapt-item", documents.draft.organisation.code, documents.draft.pk, made.step.subject)
    context = {
        "section": "consultations",
        "said": said,
        "name": name_contribution(said),
        "form": form,
        "draft": draft,
        "linkable": name_steps(list_linkable(actor, said), documents, text_language()) if documents else [],
        "programme": said.consultation.programme,
    }
    return render(request, "synthesis/change.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
def open_draft(request: HttpRequest, contribution_id: UUID) -> HttpResponse:
    """Open a draft of the framework that the programme is about, and go on with the Change."""
    actor = actor_of(request)
    said = get_said(actor, contribution_id)
    draft = begin_draft(actor, said.consultation.programme)
    messages.success(request, gettext("A draft is open. Say what changes in it."))
    response = redirect("work-change", said.pk)
    response["Location"] += f"?draft={draft.pk}"
    return response


@never_cache
@require_POST
def link(request: HttpRequest, contribution_id: UUID) -> HttpResponse:
    """Say that a Change that stands in a draft already follows from this contribution too."""
    actor = actor_of(request)
    said = get_said(actor, contribution_id)
    given = request.POST.get("link", "")
    link_change(actor, contribution_id=said.pk, link_id=int(given) if given.isdecimal() else 0)
    messages.success(request, gettext("Linked: this contribution is evidence of that change too."))
    return redirect("work-contribution", said.pk)


def _suggest(said: Contribution, documents: DraftDocuments) -> dict[str, Any]:
    """Return what the form begins with: the item, what was suggested, the reason of the decision."""
    language = documents.draft.language
    items = {item.id: item for item in documents.effective.items}
    item = items.get(str(said.item_id or "")) or next(
        (entry for entry in items.values() if entry.code and entry.code == said.item_code), None
    )
    kind = KIND_OF_VERDICT.get(said.verdict, "reword")
    suggested = show_text(said.suggested, language)
    standing = item.statement.get(language) if item else None
    text = suggested.text if suggested else standing.text if standing and kind == "reword" else ""
    return {
        "draft": str(documents.draft.pk),
        "kind": kind,
        "item": item.id if item else "",
        "text": text,
        "reason": plain_text(said.reason, language),
    }


def _step_of(given: dict[str, Any], said: Contribution, documents: DraftDocuments) -> Step:
    """Return the step of a filled form, with the contribution and the decision behind it."""
    kind = ChangeKind(given["kind"])
    shared: dict[str, Any] = {
        "kind": kind,
        "reason": given["reason"],
        "contributions": (str(said.pk),),
        "decision": str(said.decision_id) if said.decision_id else None,
    }
    if kind is ChangeKind.ADD:
        parent = next((item for item in documents.effective.items if item.id == given["item"]), None)
        sibling = next((item for item in documents.effective.items if parent and item.parent == parent.id), None)
        return Step(
            **shared,
            code=given["code"],
            title=given["title"],
            statement=given["text"],
            parent=given["item"],
            item_kind=(sibling.kind if sibling else ItemKind.COMPETENCY).value,
        )
    if kind is ChangeKind.RETITLE:
        return Step(**shared, item=given["item"], title=given["text"])
    if kind is ChangeKind.REWORD:
        return Step(**shared, item=given["item"], statement=given["text"])
    return Step(**shared, item=given["item"])
