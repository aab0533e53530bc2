"""An edited sheet on its way into a draft: out, back in, looked at, taken in as steps, and taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from capacita.vocabulary import LocalizedText, NotFound, Refusal, written
from capacita.web.actors import actor_of
from capacita.web.adapting.queries import get_draft
from capacita.web.adapting.sheet_forms import SheetForm, TakeInForm
from capacita.web.adapting.sheet_looks import see_sheet
from capacita.web.adapting.sheet_presenters import (
    A_PAGE,
    present_choosing,
    present_findings,
    present_look,
    present_taken,
)
from capacita.web.adapting.sheet_queries import (
    find_draft,
    find_open_sheet_draft,
    get_sheet_steps,
    get_taken_sheet,
    get_waiting_sheet,
    list_taken_sheets,
    list_waiting_sheets,
)
from capacita.web.adapting.sheet_reading import SheetChoices, SheetLook, look_at_sheet, mark_of
from capacita.web.adapting.sheet_services import keep_sheet, take_in_sheet, undo_sheet
from capacita.web.documents.sending import send_download
from capacita.web.words import refusal_sentence

_FILES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@never_cache
@require_GET
def send_sheet(request: HttpRequest, country: str, draft_id: UUID, kind: str) -> HttpResponse:
    """Send the sheet of a draft as it stands now."""
    from capacita.framework.exchange.edited_sheet import (  # noqa: PLC0415 -- waits for openpyxl
        write_edit_csv,
        write_edit_workbook,
    )

    if kind not in _FILES:
        raise NotFound("NOT_HERE")
    find_open_sheet_draft(actor_of(request), country, draft_id)
    documents = get_draft(actor_of(request), country, draft_id, is_whole=True)
    write = write_edit_csv if kind == "csv" else write_edit_workbook
    step = len(documents.rows)
    data = write(documents.effective, mark_of(documents.draft, step))
    return send_download(data, _FILES[kind], f"{documents.draft.code}-draft-{step}.{kind}")


@never_cache
@require_http_methods(["GET", "POST"])
def choose_sheet(request: HttpRequest, country: str, draft_id: UUID) -> HttpResponse:
    """Offer the sheet, ask for it edited, and lead to a look at what it changes; nothing that is refused is kept."""
    actor = actor_of(request)
    is_sent = request.method == "POST"
    found = find_open_sheet_draft(actor, country, draft_id)
    form = SheetForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    faults: dict[str, Any] = {}
    if is_sent and form.is_valid():
        file = form.cleaned_data["file"]
        data = file.read()
        documents = get_draft(actor, country, draft_id, is_whole=True)
        try:
            look = look_at_sheet(actor, documents, data, SheetChoices())
        except Refusal as refusal:
            form.add_error("file", refusal_sentence(refusal))
        else:
            if not look.is_faulty:
                waiting = keep_sheet(actor, draft_id=draft_id, data=data, file_name=str(file.name))
                return redirect("adapt-sheet-review", country, draft_id, waiting.pk)
            faults = present_findings(look.findings)
    sheets = list_taken_sheets(actor, found.draft)
    page = {**present_choosing(found, list_waiting_sheets(actor, found.draft), sheets), **faults}
    context = {"page": page, "form": form, "section": "countries"}
    return render(request, "adapting/sheet.html", context, status=422 if form.errors or faults else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def review_sheet(request: HttpRequest, country: str, draft_id: UUID, look_id: UUID) -> HttpResponse:
    """Show what a sheet changes, and take it in when that is confirmed."""
    actor = actor_of(request)
    found = find_open_sheet_draft(actor, country, draft_id)
    waiting = get_waiting_sheet(actor, found.draft, look_id)
    sight = see_sheet(actor, found, waiting)
    look = sight.look
    trouble = refusal_sentence(sight.refusal) if sight.refusal else ""
    form = TakeInForm(
        request.POST if request.method == "POST" else None,
        initial={"seen": look.seen},
        needs_reason=any(step.needs_reason for step in look.steps),
        leaves_out=any(step.leaves_out for step in look.steps),
    )
    status = 422 if trouble or form.errors else 200
    if request.method == "POST" and not trouble and form.is_valid():
        try:
            if form.cleaned_data["seen"] != look.seen:
                raise Refusal("DRAFT_SHEET_OVERTAKEN")
            reasons = _reasons(look, form.cleaned_data, found.draft.language)
            sheet = take_in_sheet(actor, draft_id=draft_id, waiting=waiting, look=look, reasons=reasons)
        except Refusal as refusal:
            if refusal.code not in ("DRAFT_SHEET_OVERTAKEN", "DRAFT_SHEET_UNSETTLED"):
                raise
            trouble, status = refusal_sentence(refusal), 409
            again = request.POST.copy()
            again["seen"] = str(look.seen)
            form.data = again
        else:
            messages.success(request, gettext("The sheet is taken in."))
            return redirect("adapt-sheet-taken", country, draft_id, sheet.pk)
    context = {
        "page": present_look(found, look, request.GET.get("page", "1")),
        "form": form,
        "trouble": trouble,
        "waiting": waiting,
        "section": "countries",
    }
    return render(request, "adapting/sheet_review.html", context, status=status)


@never_cache
@require_GET
def show_taken(request: HttpRequest, country: str, draft_id: UUID, sheet_id: UUID) -> HttpResponse:
    """Show what a sheet brought into a draft."""
    actor = actor_of(request)
    found = find_draft(actor, country, draft_id)
    sheet = get_taken_sheet(actor, found.draft, sheet_id)
    page = present_taken(found, sheet, get_sheet_steps(actor, sheet, request.GET.get("page", "1"), A_PAGE))
    return render(request, "adapting/sheet_taken.html", {"page": page, "section": "countries"})


@never_cache
@require_POST
def undo_taken(request: HttpRequest, country: str, draft_id: UUID, sheet_id: UUID) -> HttpResponse:
    """Take a whole sheet back."""
    try:
        undo_sheet(actor_of(request), draft_id=draft_id, sheet_id=sheet_id)
    except Refusal as refusal:
        if refusal.code not in ("DRAFT_SHEET_BUILT_ON", "DRAFT_SHEET_UNDONE"):
            raise
        messages.error(request, refusal_sentence(refusal))
    else:
        messages.success(request, gettext("The whole sheet is taken back. Its steps stay in the list."))
    return redirect("adapt-sheet-taken", country, draft_id, sheet_id)


def _reasons(look: SheetLook, given: dict[str, Any], language: str) -> dict[int, LocalizedText]:
    """Return the reason of each step, by its number."""
    return {
        step.number: written(given["left_out"] if step.leaves_out else step.reason or given["reason"], language)
        for step in look.steps
    }
