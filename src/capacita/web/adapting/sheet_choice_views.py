"""What somebody chooses of an edited sheet before it is taken in: what stands of conflicts, what becomes of rows gone."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from capacita.framework.comparison import Side
from capacita.vocabulary import NotFound, Refusal
from capacita.web.actors import actor_of
from capacita.web.adapting.sheet_forms import AllSidesForm, SideForm
from capacita.web.adapting.sheet_looks import see_sheet, try_choices, with_sides, words_of
from capacita.web.adapting.sheet_presenters import present_sheet_conflict, present_sheet_conflicts
from capacita.web.adapting.sheet_queries import find_open_sheet_draft, get_waiting_sheet
from capacita.web.adapting.sheet_services import choose_in_sheet
from capacita.web.words import refusal_sentence


@never_cache
@require_POST
def choose_gone(request: HttpRequest, country: str, draft_id: UUID, look_id: UUID) -> HttpResponse:
    """Keep in the draft, or leave out of it, what has no row in the sheet any more."""
    actor = actor_of(request)
    found = find_open_sheet_draft(actor, country, draft_id)
    waiting = get_waiting_sheet(actor, found.draft, look_id)
    leaves_out = request.POST.get("gone") == "out"
    try:
        try_choices(actor, found, waiting, leaves_out=leaves_out)
        choose_in_sheet(actor, waiting=waiting, leaves_out=leaves_out)
    except Refusal as refusal:
        messages.error(request, refusal_sentence(refusal))
    return redirect("adapt-sheet-review", country, draft_id, look_id)


@never_cache
@require_http_methods(["GET", "POST"])
def list_conflicts(request: HttpRequest, country: str, draft_id: UUID, look_id: UUID) -> HttpResponse:
    """Show what was changed on both sides, each a question by itself, or settle all of it one way."""
    actor = actor_of(request)
    found = find_open_sheet_draft(actor, country, draft_id)
    waiting = get_waiting_sheet(actor, found.draft, look_id)
    sight = see_sheet(actor, found, waiting)
    look = sight.look
    is_half_settled = 0 < len(look.open) < len(look.conflicts)
    form = AllSidesForm(request.POST if request.method == "POST" else None, may_overrule=is_half_settled)
    if request.method == "POST" and form.is_valid():
        side = Side(form.cleaned_data["side"])
        meant = look.conflicts if form.cleaned_data.get("settled_too") or not look.open else look.open
        choices = with_sides(look, waiting, {conflict.id: side for conflict in meant})
        try:
            try_choices(actor, found, waiting, choices=choices)
            choose_in_sheet(actor, waiting=waiting, choices=choices)
        except Refusal as refusal:
            form.add_error("side", refusal_sentence(refusal))
        else:
            messages.success(request, gettext("Your choice is kept. You can change it until the sheet is taken in."))
            return redirect("adapt-sheet-conflicts", country, draft_id, look_id)
    page = present_sheet_conflicts(found, waiting, look, request.GET.get("page", "1"))
    trouble = refusal_sentence(sight.refusal) if sight.refusal else ""
    context = {"page": page, "form": form, "trouble": trouble, "section": "countries"}
    return render(request, "adapting/sheet_conflicts.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def decide_conflict(
    request: HttpRequest, country: str, draft_id: UUID, look_id: UUID, conflict_id: UUID
) -> HttpResponse:
    """Show the sides of a conflict and keep the choice."""
    actor = actor_of(request)
    found = find_open_sheet_draft(actor, country, draft_id)
    waiting = get_waiting_sheet(actor, found.draft, look_id)
    look = see_sheet(actor, found, waiting).look
    conflict = next((entry for entry in look.conflicts if entry.id == str(conflict_id)), None)
    if conflict is None:
        raise NotFound("CONFLICT_UNKNOWN")
    chosen = look.choices.sides.get(conflict.id)
    words = words_of(conflict)
    form = SideForm(request.POST if request.method == "POST" else None, initial={"side": chosen, "words": words})
    if request.method == "POST" and form.is_valid():
        side = Side(form.cleaned_data["side"])
        choices = with_sides(look, waiting, {conflict.id: side})
        try:
            if form.cleaned_data["words"] != words:
                raise Refusal("DRAFT_SHEET_OVERTAKEN")
            try_choices(actor, found, waiting, choices=choices)
            choose_in_sheet(actor, waiting=waiting, choices=choices)
        except Refusal as refusal:
            form.add_error("side", refusal_sentence(refusal))
            form.data = {"side": side.value, "words": words}  # between which one chooses now
        else:
            messages.success(request, gettext("Your choice is kept. You can change it until the sheet is taken in."))
            return redirect("adapt-sheet-conflicts", country, draft_id, look_id)
    page = present_sheet_conflict(found, waiting, look, conflict)
    context = {"page": page, "form": form, "section": "countries"}
    return render(request, "adapting/sheet_conflict.html", context, status=422 if form.errors else 200)
