"""The calendar and a consultation, for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from capacita.web.actors import actor_of
from capacita.web.consultation.calendar_files import write_calendar_file
from capacita.web.consultation.ledger_files import write_ledger_csv, write_ledger_json
from capacita.web.consultation.presenters import group_words, list_counts, present_calendar, present_consultation
from capacita.web.consultation.queries import get_consultation, item_titles, list_contributions, read_calendar
from capacita.web.languages import text_language


@require_GET
def show_calendar(request: HttpRequest) -> HttpResponse:
    """Show every consultation by programme and month, or those of one group or programme."""
    chosen = {"programme": request.GET.get("programme", ""), "group": request.GET.get("group", "")}
    calendar = read_calendar(actor_of(request), **chosen)
    context = {
        "section": "consultations",
        "programmes": present_calendar(calendar.programmes, calendar.consultations),
        "all_programmes": calendar.programmes,
        "groups": sorted(((code, group_words(code)) for code in calendar.groups), key=lambda pair: pair[1]),
        "chosen": chosen,
        "is_filtered": any(chosen.values()),
        "count": len(calendar.consultations),
        "query": request.GET.urlencode(),
    }
    return render(request, "consultation/calendar.html", context)


@require_GET
def send_calendar(request: HttpRequest) -> HttpResponse:
    """Send the same consultations as an iCalendar file."""
    calendar = read_calendar(
        actor_of(request), programme=request.GET.get("programme", ""), group=request.GET.get("group", "")
    )
    language = text_language()
    body = write_calendar_file(
        calendar.consultations, name=gettext("Consultations"), language=language, stamp=timezone.now()
    )
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="consultations.ics"'
    return response


@require_GET
def show_consultation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a consultation, what was said in it and what became of that; as a file where ``format`` asks for one."""
    actor = actor_of(request)
    consultation = get_consultation(actor, slug)
    said = list_contributions(actor, consultation)
    language = text_language()
    wanted = request.GET.get("format", "")
    if wanted == "csv":
        return _send(write_ledger_csv(said, language), "text/csv; charset=utf-8", f"{slug}.csv")
    if wanted == "json":
        counts, _hidden = list_counts(consultation.participation)
        body = write_ledger_json(consultation, said, counts, language)
        return _send(body, "application/json; charset=utf-8", f"{slug}.json")
    titles = item_titles(consultation.programme) if said else {}
    page = present_consultation(consultation, said, titles, on=timezone.localdate())
    return render(
        request, "consultation/consultation.html", {"section": "consultations", "page": page, "row": consultation}
    )


def _send(body: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
