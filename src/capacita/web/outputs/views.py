"""Sending an output, looking at what was read, accepting it: by the private link, or as a steward for somebody else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from capacita.consultation.output.file_kinds import MEDIA_TYPES, PICTURES, FileKind
from capacita.vocabulary import Refusal
from capacita.web.actors import actor_of
from capacita.web.consultation.forms import sent_data
from capacita.web.consultation.request_views import private
from capacita.web.consultation.terms import COUNTED_BY, STAKEHOLDERS, VERDICTS
from capacita.web.documents.sending import send_download
from capacita.web.documents.store import load_file
from capacita.web.languages import text_language
from capacita.web.outputs.forms import ReportForm, SheetForm
from capacita.web.outputs.models import Arrival, ArrivalKind, ArrivalState
from capacita.web.outputs.parts import answers_of_page, list_divisions, list_item_choices, sheet_of
from capacita.web.outputs.presenters import present_arrival, present_rows
from capacita.web.outputs.queries import (
    Desk,
    accepted_sheet,
    can_arrive,
    find_desk,
    get_arrival,
    has_embargo,
    list_arrivals,
)
from capacita.web.outputs.reading import Sent, list_items
from capacita.web.outputs.services import accept_arrival, keep_arrival, set_output_rule
from capacita.web.outputs.terms import CONSENTS
from capacita.web.words import refusal_words

_OFFLINE_ROWS = 20


@private("same-origin")
@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, token: str = "", slug: str = "") -> HttpResponse:
    """Take the filled sheet, and lead to a look at what was read. Below stands what was sent before."""
    desk = find_desk(actor_of(request), token=token, slug=slug)
    if slug and "rule" in request.POST:
        set_output_rule(desk.actor, meeting=desk.meeting, until_decided=request.POST["rule"] == "until-decided")
        messages.success(request, gettext("Noted."))
        return HttpResponseRedirect(desk.href("start"))
    form = SheetForm(sent_data(request), request.FILES or None, by_organiser=desk.by_organiser)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["sheet"]
        answer = _keep(desk, form, "sheet", Sent(data=file.read(), name=file.name, kind=ArrivalKind.SHEET))
        if answer is not None:
            return answer
    context = {
        **describe(desk),
        "form": form,
        "rows": present_rows(desk, list_arrivals(desk)),
        "report_href": desk.href("report"),
        "form_href": desk.href("form", "about"),
        "offline_href": reverse("output-offline", args=[token]) if token else "",
        "has_embargo": bool(slug) and has_embargo(desk.meeting),
        "is_open": can_arrive(desk.meeting, by_organiser=desk.by_organiser),
        "is_ahead": desk.meeting.starts_on is not None and desk.meeting.starts_on > timezone.localdate(),
    }
    return render(request, "outputs/send.html", context, status=422 if form.errors else 200)


@private("same-origin")
@require_http_methods(["GET", "POST"])
def send_report(request: HttpRequest, token: str = "", slug: str = "") -> HttpResponse:
    """Take minutes, a letter or a photograph of the paper sheet, which somebody will read."""
    desk = find_desk(actor_of(request), token=token, slug=slug)
    form = ReportForm(sent_data(request), request.FILES or None, by_organiser=desk.by_organiser)
    if request.method == "POST" and form.is_valid():
        file, letter = form.cleaned_data["file"], form.cleaned_data["letter"]
        data, name = (file.read(), file.name) if file else (letter.encode(), "letter.txt")
        answer = _keep(desk, form, "file" if file else "letter", Sent(data=data, name=name, kind=ArrivalKind.REPORT))
        if answer is not None:
            return answer
    context = {**describe(desk), "form": form, "back": desk.href("start")}
    return render(request, "outputs/report.html", context, status=422 if form.errors else 200)


@private("same-origin")
@require_http_methods(["GET", "POST"])
def show_arrival(request: HttpRequest, arrival_id: UUID, token: str = "", slug: str = "") -> HttpResponse:
    """Show what was read of what was sent, with its faults, and accept it where that is said."""
    desk = find_desk(actor_of(request), token=token, slug=slug)
    arrival = get_arrival(desk, arrival_id)
    if request.method == "POST":
        accept_arrival(desk.actor, arrival_id=arrival.pk, by_organiser=desk.by_organiser)
        messages.success(
            request, gettext("Thank you. The output has arrived; it can be corrected until it is accepted.")
        )
        return HttpResponseRedirect(desk.href("arrival", arrival.pk))
    earlier = accepted_sheet(desk.meeting) if arrival.state == ArrivalState.KEPT else None
    codes = {identifier: code for code, identifier in list_items(desk.meeting).items()}
    page = present_arrival(desk, arrival, earlier, codes, len(load_file(arrival.file)))
    context = {**describe(desk), "page": page, "start": desk.href("start"), "form_href": desk.href("form", "about")}
    return render(request, "outputs/arrival.html", context)


@private("no-referrer")
@require_GET
def send_file(request: HttpRequest, slug: str, arrival_id: UUID) -> HttpResponse:
    """Send a file to a steward as it came; only a photograph is shown in the browser."""
    desk = find_desk(actor_of(request), slug=slug)
    arrival = get_arrival(desk, arrival_id)
    file_kind = FileKind(arrival.file_kind)
    is_shown = file_kind in PICTURES and "show" in request.GET
    media_type = MEDIA_TYPES[file_kind] if is_shown else "application/octet-stream"
    return send_download(load_file(arrival.file), media_type, arrival.file_name, is_shown=is_shown)


@private("no-referrer")
@require_GET
def send_offline(request: HttpRequest, token: str) -> HttpResponse:
    """Send the page that is filled in without a network and sends itself, once, when there is one."""
    desk = find_desk(actor_of(request), token=token)
    context = {
        "meeting": desk.meeting,
        "action": request.build_absolute_uri(reverse("output-arrive", args=[token])),
        "items": list_item_choices(desk.meeting),
        "verdicts": [(code, gettext(words)) for code, words in VERDICTS.items()],
        "speakers": [(code, gettext(words)) for code, words in STAKEHOLDERS.items()],
        "consents": list(CONSENTS.items()),
        "divisions": [(code, gettext(COUNTED_BY[code]), groups) for code, groups in list_divisions().items()],
        "rows": range(1, _OFFLINE_ROWS + 1),
        "language": desk.meeting.language or text_language(),
    }
    page = render_to_string("outputs/offline.html", context, request)
    return send_download(page, "text/html; charset=utf-8", f"output-{desk.meeting.slug}.html")


@csrf_exempt  # nothing here rests on a cookie: the address is the key, and the page that sends it is a file
@private("no-referrer")
@require_POST
def arrive(request: HttpRequest, token: str) -> HttpResponse:
    """Take an output from a program or from the page without a network; the same one sent again is kept once.

    ``client_id`` is the identifier that the sender made. A program that asks for JSON is told 201 for a new arrival and
    200 for one that was here already; a browser is led to the page where it is looked at and accepted.
    """
    desk = find_desk(actor_of(request), token=token)
    client_id = request.POST.get("client_id", "")[:64]
    file = request.FILES.get("sheet")
    if file is not None:
        sent = Sent(data=file.read(), name=file.name or "sheet", kind=ArrivalKind.SHEET, client_id=client_id)
    else:
        sent = sheet_of(answers_of_page(request.POST), desk.meeting, client_id=client_id)
    before = {arrival.pk for arrival in list_arrivals(desk)}
    arrival = keep_arrival(desk.actor, meeting=desk.meeting, sent=sent, by_organiser=True)
    href = desk.href("arrival", arrival.pk)
    if "application/json" not in request.headers.get("Accept", ""):
        return HttpResponseRedirect(href)
    page = present_arrival(desk, arrival, None, {}, len(sent.data))
    value: dict[str, Any] = {
        "arrival": str(arrival.pk),
        "address": request.build_absolute_uri(href),
        "errors": [f"{fault.place}: {fault.message} {fault.hint}" for fault in page.errors],
        "fault": page.refusal.message if page.refusal else None,
    }
    return JsonResponse(value, status=200 if arrival.pk in before else 201)


def describe(desk: Desk) -> dict[str, Any]:
    """Return what every page about outputs shows."""
    return {
        "section": "consultations",
        "meeting": desk.meeting,
        "by_organiser": desk.by_organiser,
        "home": desk.href("home"),
        "start": desk.href("start"),
    }


def _keep(desk: Desk, form: SheetForm | ReportForm, field: str, sent: Sent) -> HttpResponse | None:
    """Keep what was sent and lead to it; None where nobody could read it, with the reason on the form."""
    given = form.cleaned_data
    language = desk.meeting.language or text_language()
    whole = Sent(
        data=sent.data,
        name=sent.name,
        kind=sent.kind,
        typed_by=given["typed_by"],
        anonymous=given["anonymous"],
        language=language,
    )
    try:
        arrival: Arrival = keep_arrival(desk.actor, meeting=desk.meeting, sent=whole, by_organiser=desk.by_organiser)
    except Refusal as refusal:
        words = refusal_words(refusal, gettext)
        form.add_error(field, f"{words.message} {words.hint}")
        return None
    return HttpResponseRedirect(desk.href("arrival", arrival.pk))
