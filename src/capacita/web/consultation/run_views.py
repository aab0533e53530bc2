"""Running a consultation: its steps, its moves, a new private link."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from capacita.consultation import SessionStatus, on_day
from capacita.consultation.spoken import show_code
from capacita.web.actors import actor_of
from capacita.web.consultation.forms import read_clock, sent_data
from capacita.web.consultation.private_link import code_of, make_token
from capacita.web.consultation.queries import get_run, list_log, list_notices
from capacita.web.consultation.run_forms import MoveForm, StepForm
from capacita.web.consultation.run_pages import present_run, steps_of
from capacita.web.consultation.services import renew_link
from capacita.web.consultation.steps import NewDate, cancel_consultation, move_consultation, step_consultation
from capacita.web.consultation.when import read_date_words


@never_cache
@require_http_methods(["GET", "POST"])
def run_consultation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show where a consultation stands and take the next step."""
    actor = actor_of(request)
    meeting = get_run(actor, slug)
    form = StepForm(sent_data(request), steps=steps_of(meeting))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        after = SessionStatus(given["after"])
        if after is SessionStatus.CANCELLED:
            cancel_consultation(actor, consultation_id=meeting.pk, reason=given["reason"])
        else:
            step_consultation(
                actor,
                consultation_id=meeting.pk,
                after=after,
                reason=given["reason"],
                output_due_on=given.get("output_due_on"),
            )
        messages.success(request, gettext("Noted. The texts to tell people stand below."))
        return HttpResponseRedirect(reverse("work-consultation", args=[slug]))
    page = present_run(
        meeting,
        list_log(meeting.request, meeting),
        list_notices(actor, meeting.request, meeting),
        on=timezone.localdate(),
    )
    context = {"section": "consultations", "page": page, "form": form, "slug": slug}
    return render(request, "consultation/run.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a consultation another date."""
    actor = actor_of(request)
    meeting = get_run(actor, slug)
    form = MoveForm(sent_data(request), due_on=meeting.output_due_on, initial=_initial(meeting.time_words))
    if request.method == "POST" and form.is_valid():
        move_consultation(
            actor, consultation_id=meeting.pk, to=_new_date(form.cleaned_data), reason=form.cleaned_data["reason"]
        )
        messages.success(request, gettext("Moved. The texts to tell people stand below."))
        return HttpResponseRedirect(reverse("work-consultation", args=[slug]))
    context = {"section": "consultations", "row": meeting, "form": form, "slug": slug}
    return render(request, "consultation/run_move.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
def give_new_link(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Make a new private link for an organiser who lost theirs, and show it once."""
    token = make_token()
    asked = renew_link(actor_of(request), request_id=request_id, token=token)
    context = {
        "section": "consultations",
        "address": request.build_absolute_uri(reverse("request-status", args=[token])),
        "code": show_code(code_of(token)),
        "asked": asked,
    }
    return render(request, "consultation/new_link.html", context)


def _initial(time_words: str) -> dict[str, str]:
    time, _, zone = time_words.rpartition(", ")
    return {"time": time, "zone": zone} if time else {}


def _new_date(given: dict[str, Any]) -> NewDate:
    clock = read_clock(given)
    words = given["held_on_words"]
    return NewDate(
        when=on_day(given["held_on"]) if given["held_on"] else read_date_words(words),
        words=words,
        starts_at=clock.starts_at,
        ends_at=clock.ends_at,
        time_zone=clock.time_zone,
        time_words=clock.words,
        output_due_on=given["output_due_on"],
    )
