"""Taking in requests that came by letter or in a sheet: paste or upload, look, keep."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from capacita.consultation import MESSAGES
from capacita.consultation.requests.letter import read_request_text
from capacita.consultation.requests.reading import ReadRequest, RequestField, read_request
from capacita.consultation.requests.sheet import read_request_sheet, write_request_template
from capacita.consultation.spoken import show_code
from capacita.vocabulary import NotFound, Refusal, plain_text, spell
from capacita.web.actors import Actor, actor_of
from capacita.web.consultation.forms import sent_data
from capacita.web.consultation.intake import (
    details_of_form,
    details_of_row,
    initial_of,
    is_whole,
    list_known,
    present_rows,
)
from capacita.web.consultation.intake_forms import IntakeForm, TakenForm
from capacita.web.consultation.models import ConsultationRequest, Programme
from capacita.web.consultation.private_link import code_of, make_token
from capacita.web.consultation.queries import list_run_programmes
from capacita.web.consultation.services import RequestDetails, submit_request
from capacita.web.consultation.when import KNOWN_ZONES
from capacita.web.documents.sending import send_download
from capacita.web.languages import text_language

SESSION_KEY = "intake"


@never_cache
@require_http_methods(["GET", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """Take a letter or a file, and show what could be read of it."""
    actor = actor_of(request)
    programmes = list_run_programmes(actor)
    choices = [(programme.code, plain_text(programme.title, text_language())) for programme in programmes]
    form = IntakeForm(sent_data(request), request.FILES or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        programme = _programme(actor, form.cleaned_data["programme"])
        if form.cleaned_data["sheet"] is None:
            return _show_letter(request, programme, form.cleaned_data["letter"])
        try:
            return _keep_sheet(request, programme, form.cleaned_data["sheet"].read())
        except Refusal as refusal:
            words = MESSAGES[refusal.code]
            form.add_error("sheet", f"{gettext(words.message)} {gettext(words.hint)}".format(**refusal.values))
    context = {"section": "consultations", "form": form, "programmes": programmes}
    return render(request, "consultation/intake.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
def keep_letter(request: HttpRequest) -> HttpResponse:
    """Keep the request of a letter as it was corrected, and show its private link once."""
    actor = actor_of(request)
    form = TakenForm(request.POST)
    programme = _programme(actor, request.POST.get("programme", ""))
    if not form.is_valid():
        return _render_letter(request, programme, form, [], status=422)
    token, asked = _keep(actor, programme, details_of_form(form.cleaned_data, text_language()))
    return _show_links(request, [(token, asked)])


@never_cache
@require_http_methods(["GET", "POST"])
def check_sheet(request: HttpRequest) -> HttpResponse:
    """Show the rows that were read; keep those that were chosen and are whole."""
    actor = actor_of(request)
    held = request.session.get(SESSION_KEY)
    if not held:
        return HttpResponseRedirect(reverse("work-intake"))
    programme = _programme(actor, held["programme"])
    requests = [_of_json(row) for row in held["rows"]]
    if request.method == "POST":
        chosen = set(request.POST.getlist("line"))
        kept = [
            _keep(actor, programme, details_of_row(read, text_language()))
            for read in requests
            if str(read.line) in chosen and is_whole(read)
        ]
        if kept:
            del request.session[SESSION_KEY]
            return _show_links(request, kept)
        messages.error(request, gettext("Choose at least one row to keep."))
    rows = present_rows(requests, list_known(actor, programme))
    context = {
        "section": "consultations",
        "rows": rows,
        "programme": programme,
        "whole": sum(row.can_be_kept for row in rows),
    }
    return render(request, "consultation/intake_rows.html", context)


@require_GET
def send_template(request: HttpRequest) -> HttpResponse:
    """Send the empty table for requests."""
    return send_download(write_request_template(), "text/csv; charset=utf-8", "requests.csv")


def _show_letter(request: HttpRequest, programme: Programme, letter: str) -> HttpResponse:
    read = read_request_text(letter, zones=KNOWN_ZONES, today=timezone.localdate())
    findings = [spell(finding, MESSAGES, gettext) for finding in read.findings]
    form = TakenForm(initial={**initial_of(read), "programme": programme.code})
    return _render_letter(request, programme, form, findings)


def _render_letter(
    request: HttpRequest, programme: Programme, form: TakenForm, findings: list[dict[str, Any]], status: int = 200
) -> HttpResponse:
    context = {"section": "consultations", "programme": programme, "form": form, "findings": findings}
    return render(request, "consultation/intake_letter.html", context, status=status)


def _keep_sheet(request: HttpRequest, programme: Programme, data: bytes) -> HttpResponse:
    sheet = read_request_sheet(data, zones=KNOWN_ZONES, today=timezone.localdate())
    if not sheet.requests:
        raise Refusal("REQUEST_SHEET_EMPTY")
    request.session[SESSION_KEY] = {"programme": programme.code, "rows": [_to_json(read) for read in sheet.requests]}
    return HttpResponseRedirect(reverse("work-intake-rows"))


def _to_json(read: ReadRequest) -> dict[str, Any]:
    return {"line": read.line, "cells": {name.value: text for name, text in read.cells.items()}}


def _of_json(row: dict[str, Any]) -> ReadRequest:
    cells = {RequestField(name): text for name, text in row["cells"].items()}
    return read_request(cells, zones=KNOWN_ZONES, line=row["line"], today=timezone.localdate())


def _programme(actor: Actor, code: str) -> Programme:
    found = next((programme for programme in list_run_programmes(actor) if programme.code == code), None)
    if found is None:
        raise NotFound("PROGRAMME_UNKNOWN")
    return found


def _keep(actor: Actor, programme: Programme, details: RequestDetails) -> tuple[str, ConsultationRequest]:
    token = make_token()
    return token, submit_request(actor, programme=programme, token=token, details=details)


def _show_links(request: HttpRequest, kept: list[tuple[str, ConsultationRequest]]) -> HttpResponse:
    links = [
        {
            "name": asked.contact_name,
            "reference": show_code(asked.reference or ""),
            "href": reverse("work-request", args=[asked.pk]),
            "address": request.build_absolute_uri(reverse("request-status", args=[token])),
            "code": show_code(code_of(token)),
        }
        for token, asked in kept
    ]
    return render(request, "consultation/intake_links.html", {"section": "consultations", "links": links})
