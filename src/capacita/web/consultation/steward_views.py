"""What waits for the people of an organisation: requests, contributions, outputs."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from capacita.web.actors import actor_of
from capacita.web.consultation.forms import RequestDecisionForm, sent_data
from capacita.web.consultation.intake import find_twins, list_known
from capacita.web.consultation.queries import (
    DECIDABLE,
    consultation_of,
    get_own_consultation,
    get_request,
    item_titles,
    list_contributions,
    list_log,
    list_notices,
    list_work,
)
from capacita.web.consultation.request_pages import present_request, standing_call, suggest_title
from capacita.web.consultation.run_pages import present_notice
from capacita.web.consultation.steps import approve_request, ask_for_information, decline_request, reconsider_request
from capacita.web.consultation.steward_pages import present_inbox, present_work
from capacita.web.consultation.terms import OUTCOMES
from capacita.web.languages import text_language


@never_cache
@require_GET
def show_work(request: HttpRequest) -> HttpResponse:
    """Show what waits: requests, contributions, outputs, in this order."""
    actor = actor_of(request)
    page = present_work(list_work(actor), actor, on=timezone.localdate())
    return render(request, "consultation/work.html", {"section": "consultations", "page": page})


@never_cache
@require_http_methods(["GET", "POST"])
def decide_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Show a request with its contact, and approve or decline it."""
    actor = actor_of(request)
    asked = get_request(actor, request_id)
    language = text_language()
    if request.method == "POST" and "reconsider" in request.POST:
        reconsider_request(actor, request_id=asked.pk)
        messages.success(request, gettext("The request waits for a decision again."))
        return HttpResponseRedirect(reverse("work-request", args=[asked.pk]))
    form = RequestDecisionForm(sent_data(request), initial={"title": suggest_title(asked)})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if given["decision"] == "approve":
            approve_request(
                actor,
                request_id=asked.pk,
                title=given["title"],
                language=language,
                how_to_join=given["how_to_join"],
                reason=given["reason"],
            )
            messages.success(request, gettext("Approved. The consultation is in the calendar."))
        elif given["decision"] == "ask":
            ask_for_information(actor, request_id=asked.pk, question=given["reason"])
            messages.success(request, gettext("The question stands on the organiser's private page."))
        else:
            decline_request(actor, request_id=asked.pk, reason=given["reason"])
            messages.success(request, gettext("Declined. The organiser reads the reason on the private page."))
        return HttpResponseRedirect(reverse("work-request", args=[asked.pk]))
    meeting = consultation_of(asked)
    log = list_log(asked, meeting)
    page = present_request(asked, meeting, on=timezone.localdate(), log=log)
    notices = [present_notice(notice) for notice in list_notices(actor, asked, meeting)]
    context = {
        "section": "consultations",
        "page": page,
        "form": form,
        "asked": asked,
        "meeting": meeting,
        "call": standing_call(asked),
        "notices": notices,
        "twins": find_twins(asked, list_known(actor, asked.programme)),
        "may_decide": asked.status in DECIDABLE,
    }
    return render(request, "consultation/work_request.html", context, status=422 if form.errors else 200)


@never_cache
@require_GET
def show_contributions(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the contributions of a consultation, all or those of one status."""
    actor = actor_of(request)
    consultation = get_own_consultation(actor, slug)
    status = request.GET.get("status", "")
    page = present_inbox(
        list_contributions(actor, consultation),
        item_titles(consultation.programme),
        status if status in OUTCOMES else "",
    )
    return render(
        request, "consultation/work_contributions.html", {"section": "consultations", "page": page, "row": consultation}
    )
