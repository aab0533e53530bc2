"""The calendar and a consultation, for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from capacita.vocabulary import plain_text
from capacita.web.actors import VISITOR, actor_of
from capacita.web.consultation.calendar_files import write_calendar_file
from capacita.web.consultation.calendar_pages import list_clashes, present_month, present_regions, read_month
from capacita.web.consultation.ledger_files import write_ledger_csv, write_ledger_json
from capacita.web.consultation.models import Consultation
from capacita.web.consultation.presenters import group_words, list_counts, present_calendar, present_consultation
from capacita.web.consultation.queries import get_consultation, item_titles, list_contributions, read_calendar
from capacita.web.consultation.reported import list_reported
from capacita.web.documents.sending import send_download
from capacita.web.languages import text_language

VIEWS = ("list", "month", "region")


@require_GET
def show_calendar(request: HttpRequest) -> HttpResponse:
    """Show every consultation by programme and month, or those of one group or programme; as list, month or regions."""
    chosen = {"programme": request.GET.get("programme", ""), "group": request.GET.get("group", "")}
    calendar = read_calendar(actor_of(request), **chosen)
    today = timezone.localdate()
    view = request.GET.get("view", "list")
    view = view if view in VIEWS else "list"
    narrowed = urlencode({name: value for name, value in chosen.items() if value})
    context = {
        "section": "consultations",
        "all_programmes": calendar.programmes,
        "groups": sorted(((code, group_words(code)) for code in calendar.groups), key=lambda pair: pair[1]),
        "chosen": chosen,
        "is_filtered": any(chosen.values()),
        "count": len(calendar.consultations),
        "query": narrowed,
        "view": view,
    }
    if view == "month":
        month = read_month(request.GET.get("month", ""), calendar.consultations, on=today)
        context["grid"] = present_month(calendar.consultations, month, on=today)
    elif view == "region":
        shown = [entry for entry in calendar.programmes if chosen["programme"] in ("", entry.code)]
        context["regions"] = present_regions(calendar.consultations, shown)
        context["clashes"] = list_clashes(calendar.consultations)
    else:
        context["programmes"] = present_calendar(calendar.programmes, calendar.consultations)
    return render(request, "consultation/calendar.html", context)


@require_GET
def send_calendar(request: HttpRequest) -> HttpResponse:
    """Send the same consultations as an iCalendar feed."""
    calendar = read_calendar(
        actor_of(request), programme=request.GET.get("programme", ""), group=request.GET.get("group", "")
    )
    return _send_feed(request, calendar.consultations, gettext("Consultations"), "consultations.ics")


@require_GET
def send_session(request: HttpRequest, slug: str) -> HttpResponse:
    """Send one consultation as an iCalendar feed."""
    consultation = get_consultation(actor_of(request), slug)
    title = plain_text(consultation.title, text_language())
    return _send_feed(request, [consultation], title, f"{slug}.ics")


def _send_feed(request: HttpRequest, meetings: Sequence[Consultation], name: str, file_name: str) -> HttpResponse:
    body = write_calendar_file(
        meetings,
        name=name,
        language=text_language(),
        stamp=timezone.now(),
        address_of=lambda meeting: request.build_absolute_uri(reverse("consultation", args=[meeting.slug])),
    )
    return send_download(body, "text/calendar; charset=utf-8", file_name)


@require_GET
def show_consultation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a consultation, what was said in it and what became of that; as a file where ``format`` asks for one."""
    consultation = get_consultation(actor_of(request), slug)
    said = list_contributions(VISITOR, consultation)  # stewards read the rest at their own desk
    language = text_language()
    wanted = request.GET.get("format", "")
    if wanted == "csv":
        return send_download(write_ledger_csv(said, language), "text/csv; charset=utf-8", f"{slug}.csv")
    if wanted == "json":
        counts, _hidden = list_counts(consultation.participation)
        body = write_ledger_json(consultation, said, counts, language)
        return send_download(body, "application/json; charset=utf-8", f"{slug}.json")
    titles = item_titles(consultation.programme) if said else {}
    page = present_consultation(consultation, said, titles, on=timezone.localdate())
    reported = () if consultation.starts_on else list_reported([consultation.programme], consultation.group)
    context = {"section": "consultations", "page": page, "row": consultation, "reported": reported}
    return render(request, "consultation/consultation.html", context)
