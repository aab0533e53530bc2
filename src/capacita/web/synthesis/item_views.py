"""An item with what is known of it: the estimated gap beside the verdicts of the workshops; and divergence."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from capacita.vocabulary import NotFound, plain_text, written
from capacita.web.actors import actor_of
from capacita.web.consultation.forms import sent_data
from capacita.web.languages import text_language
from capacita.web.synthesis.evidence_of_items import find_gaps, present_items
from capacita.web.synthesis.forms import DivergenceForm
from capacita.web.synthesis.presenters import choices_of_items, present_points
from capacita.web.synthesis.queries import get_reading, list_divergences, list_told_divergences
from capacita.web.synthesis.services import keep_divergence
from capacita.web.synthesis.terms import DIVERGENCES


@never_cache
@require_GET
def list_items(request: HttpRequest, code: str) -> HttpResponse:
    """Show every item that was spoken of: the verdicts beside the estimated gap."""
    actor = actor_of(request)
    reading = get_reading(actor, code)
    gaps = find_gaps(actor, reading.programme)
    context = {
        "section": "consultations",
        "programme": reading.programme,
        "gaps": gaps,
        "lines": present_items(reading, gaps),
    }
    return render(request, "synthesis/items.html", context)


@never_cache
@require_GET
def show_item(request: HttpRequest, code: str, item: str) -> HttpResponse:
    """Show one item: how it reads, the gap with its interval, the verdicts, and everything that was said of it."""
    actor = actor_of(request)
    reading = get_reading(actor, code)
    if item not in reading.items:
        raise NotFound("ITEM_UNKNOWN", name=item)
    gaps = find_gaps(actor, reading.programme)
    said = [entry for entry in reading.contributions if entry.item_code == item]
    (line,) = present_items(reading, gaps, only=item)
    context = {
        "section": "consultations",
        "programme": reading.programme,
        "gaps": gaps,
        "line": line,
        "item": reading.items[item],
        "points": present_points(reading, said, ()),
    }
    return render(request, "synthesis/item.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def keep_divergences(request: HttpRequest, code: str) -> HttpResponse:
    """Show the minority views and divergence that the report will hold; add one, or take one out."""
    actor = actor_of(request)
    reading = get_reading(actor, code)
    rows = list_divergences(actor, reading.programme)
    meetings = {str(said.consultation_id): said.consultation for said in reading.contributions}
    if request.method == "POST" and "remove" in request.POST:
        old = next((row for row in rows if str(row.pk) == request.POST["remove"]), None)
        if old is None:
            raise NotFound("DIVERGENCE_UNKNOWN")
        keep_divergence(actor, programme=reading.programme, kind=old.kind, text={}, replaces=old)
        messages.success(request, gettext("It is taken out of the report. The log keeps it."))
        return redirect("synthesis-divergence", code)
    told = list_told_divergences(actor, reading.programme)
    if request.method == "POST" and "take" in request.POST:
        chosen = next((entry for entry in told.new if entry.key == request.POST["take"]), None)
        if chosen is None:
            raise NotFound("DIVERGENCE_UNKNOWN")
        keep_divergence(
            actor,
            programme=reading.programme,
            kind="divergence",
            text=chosen.text,
            consultation=chosen.consultation,
        )
        messages.success(request, gettext("Kept. It stands in the public report."))
        return redirect("synthesis-divergence", code)
    form = DivergenceForm(
        sent_data(request),
        items=choices_of_items(reading),
        meetings=[(pk, plain_text(meeting.title, text_language())) for pk, meeting in meetings.items()],
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        keep_divergence(
            actor,
            programme=reading.programme,
            kind=given["kind"],
            text=written(given["text"], text_language()),
            item_code=given["item"],
            consultation=meetings.get(given["consultation"]),
        )
        messages.success(request, gettext("Kept. It stands in the public report."))
        return redirect("synthesis-divergence", code)
    context = {
        "section": "consultations",
        "programme": reading.programme,
        "form": form,
        "told": told.new,
        "rows": [(row, gettext(DIVERGENCES[row.kind]), row.pk in told.outdated) for row in rows],
    }
    return render(request, "synthesis/divergence.html", context, status=422 if form.errors else 200)
