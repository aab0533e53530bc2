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

from capacita.framework.changes import ChangeKind
from capacita.vocabulary import LocalizedText, NotFound, Refusal, written
from capacita.web.actors import Actor, actor_of
from capacita.web.adapting.models import DraftChange
from capacita.web.adapting.queries import DraftDocuments, get_draft, get_taken_sheet, list_taken_sheets
from capacita.web.adapting.sheet_forms import SheetForm, TakeInForm
from capacita.web.adapting.sheet_presenters import (
    count_subjects,
    present_choosing,
    present_findings,
    present_look,
    present_taken,
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
    documents = _open(request, country, draft_id, is_whole=True)
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
    documents = _open(request, country, draft_id, is_whole=is_sent)
    form = SheetForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    faults: dict[str, Any] = {}
    if is_sent and form.is_valid():
        file = form.cleaned_data["file"]
        given = {"data": file.read(), "name": str(file.name)}
        choices = SheetChoices()
        try:
            look = look_at_sheet(actor, documents, given["data"], choices)
        except Refusal as refusal:
            words = refusal_words(refusal, gettext)
            form.add_error("file", f"{words.message} {words.hint}")
        else:
            if not look.is_faulty:
                look_id = uuid4()
                cache.set(_file_key(actor, documents, look_id), given, _KEPT_SECONDS)
                cache.set(_look_key(actor, documents, look_id, choices), look, _KEPT_SECONDS)
                return redirect("adapt-sheet-review", country, draft_id, look_id)
            faults = present_findings(look.findings)
    page = {**present_choosing(documents, list_taken_sheets(actor, documents.draft)), **faults}
    context = {"page": page, "form": form, "section": "countries"}
    return render(request, "adapting/sheet.html", context, status=422 if form.errors or faults else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def review_sheet(request: HttpRequest, country: str, draft_id: UUID, look_id: UUID) -> HttpResponse:
    """Show what a sheet changes, and take it in when that is confirmed."""
    actor = actor_of(request)
    documents = _open(request, country, draft_id)
    given = cache.get(_file_key(actor, documents, look_id))
    if given is None:
        raise NotFound("DRAFT_SHEET_GONE")
    choices = SheetChoices(
        leaves_out=request.GET.get("gone") == "out", prefers_sheet=request.GET.get("both") == "sheet"
    )
    trouble = ""
    look = cache.get(_look_key(actor, documents, look_id, choices))
    if look is None:  # another choice, or something has moved since
        documents = _open(request, country, draft_id, is_whole=True)
        look, choices, trouble = _look_anew(actor, documents, look_id, given["data"], choices)
    open_steps = [step for step in look.steps if not _has_own_reason(step, look)]
    form = TakeInForm(
        request.POST if request.method == "POST" else None,
        initial={"seen": len(documents.rows)},
        needs_reason=bool(open_steps),
        leaves_out=any(map(_leaves, look.steps)),
    )
    status = 422 if trouble or form.errors else 200
    if request.method == "POST" and not trouble and not look.is_faulty and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            sheet = take_in_sheet(
                actor,
                draft_id=draft_id,
                steps=look.steps,
                reasons=_reasons(look, form.cleaned_data, documents.draft.language),
                seen=seen,
                file_name=given["name"],
                digest=f"sha256:{hashlib.sha256(given['data']).hexdigest()}",
                counts=count_subjects(look.changes, documents.effective, look.wanted),
                not_taken=0 if choices.prefers_sheet else len(look.conflicts),
            )
        except Refusal as refusal:
            if refusal.code != "DRAFT_SHEET_OVERTAKEN":
                raise
            words = refusal_words(refusal, gettext)
            trouble, status = f"{words.message} {words.hint}", 409
            again = request.POST.copy()
            again["seen"] = str(len(documents.rows))
            form.data = again
        else:
            cache.delete(_file_key(actor, documents, look_id))
            messages.success(request, gettext("The sheet is taken in."))
            return redirect("adapt-sheet-taken", country, draft_id, sheet.pk)
    context = {
        "page": present_look(documents, look, choices, request.GET.get("page", "1")),
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
    documents = get_draft(actor, country, draft_id)
    sheet = get_taken_sheet(actor, documents.draft, sheet_id)
    context = {"page": present_taken(documents, sheet, request.GET.get("page", "1")), "section": "countries"}
    return render(request, "adapting/sheet_taken.html", context)


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


def _open(request: HttpRequest, country: str, draft_id: UUID, *, is_whole: bool = False) -> DraftDocuments:
    documents = get_draft(actor_of(request), country, draft_id, is_whole=is_whole)
    if documents.draft.state != "open":
        raise NotFound("NOT_HERE")
    return documents


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
    cache.set(_look_key(actor, documents, look_id, choices), look, _KEPT_SECONDS)
    return look, choices, trouble


def _file_key(actor: Actor, documents: DraftDocuments, look_id: UUID) -> str:
    return f"draft-sheet-{documents.draft.pk}-{actor.person_id}-{look_id}"


def _look_key(actor: Actor, documents: DraftDocuments, look_id: UUID, choices: SheetChoices) -> str:
    chosen = f"{choices.leaves_out:d}{choices.prefers_sheet:d}"
    return f"{_file_key(actor, documents, look_id)}-{len(documents.rows)}-{chosen}"


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


def _leaves(step: DraftChange) -> bool:
    return bool(step.change["kind"] == ChangeKind.OMIT)


def _has_own_reason(step: DraftChange, look: SheetLook) -> bool:
    """Tell whether a step needs no reason of the whole sheet: its row gives one, or it leaves something out."""
    return _leaves(step) or str(step.subject) in look.reasons


def _reasons(look: SheetLook, given: dict[str, Any], language: str) -> dict[str, LocalizedText]:
    """Return the reason of each step, by its identifier."""
    found: dict[str, LocalizedText] = {}
    for step in look.steps:
        words = given.get("left_out", "") if _leaves(step) else look.reasons.get(str(step.subject), given.get("reason"))
        found[step.change["id"]] = written(str(words), language)
    return found
