"""An edited sheet on its way into a draft: out, back in, looked at, taken in as steps, and taken back."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from capacita.vocabulary import LocalizedText, NotFound, Refusal, written
from capacita.web.actors import Actor, actor_of
from capacita.web.adapting.models import AdaptationDraft
from capacita.web.adapting.queries import DraftDocuments, get_draft
from capacita.web.adapting.sheet_forms import SheetForm, TakeInForm
from capacita.web.adapting.sheet_presenters import (
    A_PAGE,
    present_choosing,
    present_findings,
    present_look,
    present_taken,
)
from capacita.web.adapting.sheet_queries import (
    SheetDraft,
    find_draft,
    get_sheet_steps,
    get_taken_sheet,
    list_taken_sheets,
)
from capacita.web.adapting.sheet_reading import SheetChoices, SheetLook, look_at_sheet, mark_of
from capacita.web.adapting.sheet_services import take_in_sheet, undo_sheet
from capacita.web.documents.sending import send_download
from capacita.web.words import refusal_words

_KEPT_SECONDS = 3600  # a sheet that waits for its sender to confirm; nothing of it is in the database
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
    _find(request, country, draft_id)
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
    found = _find(request, country, draft_id)
    form = SheetForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    faults: dict[str, Any] = {}
    if is_sent and form.is_valid():
        file = form.cleaned_data["file"]
        given = {"data": file.read(), "name": str(file.name)}
        choices = SheetChoices()
        documents = get_draft(actor, country, draft_id, is_whole=True)
        try:
            look = look_at_sheet(actor, documents, given["data"], choices)
        except Refusal as refusal:
            words = refusal_words(refusal, gettext)
            form.add_error("file", f"{words.message} {words.hint}")
        else:
            if not look.is_faulty:
                look_id = uuid4()
                cache.set(_file_key(actor, found.draft, look_id), given, _KEPT_SECONDS)
                cache.set(_look_key(actor, found.draft, look_id, look.seen, choices), look, _KEPT_SECONDS)
                return redirect("adapt-sheet-review", country, draft_id, look_id)
            faults = present_findings(look.findings)
    page = {**present_choosing(found, list_taken_sheets(actor, found.draft)), **faults}
    context = {"page": page, "form": form, "section": "countries"}
    return render(request, "adapting/sheet.html", context, status=422 if form.errors or faults else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def review_sheet(request: HttpRequest, country: str, draft_id: UUID, look_id: UUID) -> HttpResponse:
    """Show what a sheet changes, and take it in when that is confirmed."""
    actor = actor_of(request)
    found = _find(request, country, draft_id)
    given = cache.get(_file_key(actor, found.draft, look_id))
    if given is None:
        raise NotFound("DRAFT_SHEET_GONE")
    choices = SheetChoices(
        leaves_out=request.GET.get("gone") == "out", prefers_sheet=request.GET.get("both") == "sheet"
    )
    trouble = ""
    look: SheetLook | None = cache.get(_look_key(actor, found.draft, look_id, found.steps, choices))
    if look is None:  # another choice, or something has moved since
        documents = get_draft(actor, country, draft_id, is_whole=True)
        look, choices, trouble = _look_anew(actor, documents, look_id, given["data"], choices)
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
            sheet = take_in_sheet(
                actor,
                draft_id=draft_id,
                look=look,
                reasons=_reasons(look, form.cleaned_data, found.draft.language),
                file_name=given["name"],
                digest=f"sha256:{hashlib.sha256(given['data']).hexdigest()}",
                not_taken=0 if choices.prefers_sheet else len(look.conflicts),
            )
        except Refusal as refusal:
            if refusal.code != "DRAFT_SHEET_OVERTAKEN":
                raise
            words = refusal_words(refusal, gettext)
            trouble, status = f"{words.message} {words.hint}", 409
            again = request.POST.copy()
            again["seen"] = str(look.seen)
            form.data = again
        else:
            cache.delete(_file_key(actor, found.draft, look_id))
            messages.success(request, gettext("The sheet is taken in."))
            return redirect("adapt-sheet-taken", country, draft_id, sheet.pk)
    context = {
        "page": present_look(found, look, choices, request.GET.get("page", "1")),
        "form": form,
        "trouble": trouble,
        "file_name": given["name"],
        "options": _options(choices),
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
        words = refusal_words(refusal, gettext)
        messages.error(request, f"{words.message} {words.hint}")
    else:
        messages.success(request, gettext("The whole sheet is taken back. Its steps stay in the list."))
    return redirect("adapt-sheet-taken", country, draft_id, sheet_id)


def _find(request: HttpRequest, country: str, draft_id: UUID) -> SheetDraft:
    """Return an open draft."""
    found = find_draft(actor_of(request), country, draft_id)
    if found.draft.state != "open":
        raise NotFound("NOT_HERE")
    return found


def _look_anew(
    actor: Actor, documents: DraftDocuments, look_id: UUID, data: bytes, choices: SheetChoices
) -> tuple[SheetLook, SheetChoices, str]:
    """Return what comes of a sheet for the draft as it stands, and remember it; where it is refused, without the choices."""
    trouble = ""
    try:
        look = look_at_sheet(actor, documents, data, choices)
    except Refusal as refusal:
        words = refusal_words(refusal, gettext)
        trouble, choices = f"{words.message} {words.hint}", SheetChoices()
        look = look_at_sheet(actor, documents, data, choices)
    cache.set(_look_key(actor, documents.draft, look_id, look.seen, choices), look, _KEPT_SECONDS)
    return look, choices, trouble


def _file_key(actor: Actor, draft: AdaptationDraft, look_id: UUID) -> str:
    return f"draft-sheet-{draft.pk}-{actor.person_id}-{look_id}"


def _look_key(actor: Actor, draft: AdaptationDraft, look_id: UUID, seen: int, choices: SheetChoices) -> str:
    return f"{_file_key(actor, draft, look_id)}-{seen}-{choices.leaves_out:d}{choices.prefers_sheet:d}"


def _options(choices: SheetChoices) -> dict[str, str]:
    """Return the query strings of the other choices, and of this one for the pages of the list and the form."""

    def query(chosen: SheetChoices) -> str:
        return urlencode(
            {**({"gone": "out"} if chosen.leaves_out else {}), **({"both": "sheet"} if chosen.prefers_sheet else {})}
        )

    return {
        "same": query(choices),
        "gone": query(SheetChoices(leaves_out=not choices.leaves_out, prefers_sheet=choices.prefers_sheet)),
        "both": query(SheetChoices(leaves_out=choices.leaves_out, prefers_sheet=not choices.prefers_sheet)),
    }


def _reasons(look: SheetLook, given: dict[str, Any], language: str) -> dict[int, LocalizedText]:
    """Return the reason of each step, by its number."""
    return {
        step.number: written(given["left_out"] if step.leaves_out else step.reason or given["reason"], language)
        for step in look.steps
    }
