"""The private page of a request. Its address is the key, so that nothing stores, indexes or passes on the address."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from capacita.consultation.spoken import read_code, show_code
from capacita.web.actors import VISITOR, actor_of
from capacita.web.consultation.forms import sent_data
from capacita.web.consultation.presenters import list_ledger_texts, present_contribution
from capacita.web.consultation.private_link import code_of, is_key_code
from capacita.web.consultation.queries import (
    consultation_of,
    get_request_by_token,
    item_titles,
    list_contributions,
    list_log,
)
from capacita.web.consultation.request_pages import present_request, standing_call
from capacita.web.consultation.run_forms import AnswerForm, ReportForm
from capacita.web.consultation.steps import (
    answer_question,
    report_consultation,
    restore_request,
    withdraw_request,
)

View = Callable[..., HttpResponse]


def private(referrer_policy: str) -> Callable[[View], View]:
    """Keep a page and its address to its reader.

    A page with a form needs ``same-origin``: under ``no-referrer`` a browser sends ``Origin: null`` with the form, and
    the protection against forged requests refuses it. Neither policy tells the address to another site.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = never_cache(view)(request, *args, **kwargs)
            response["Referrer-Policy"] = referrer_policy
            response["X-Robots-Tag"] = "noindex, nofollow"
            return response

        return run

    return decorate


@private("no-referrer")
@require_GET
def show_request(request: HttpRequest, token: str) -> HttpResponse:
    """Show where a request stands, what happens next and what became of what was said."""
    asked = get_request_by_token(token)
    meeting = consultation_of(asked)
    said = list_contributions(VISITOR, meeting) if meeting else []
    titles = item_titles(asked.programme) if said else {}
    version = asked.programme.framework_version
    code = version.code if version else ""
    country = asked.programme.organisation.code
    shown = [present_contribution(entry, titles, framework_code=code, country_code=country) for entry in said]
    context = {
        "section": "consultations",
        "page": present_request(asked, meeting, on=timezone.localdate(), log=list_log(asked, meeting)),
        "token": token,
        "call": standing_call(asked),
        "code": show_code(read_code(token) if is_key_code(token) else code_of(token)),
        "address": request.build_absolute_uri(reverse("request-status", args=[token])),
        "contributions": shown,
        "ledger_texts": list_ledger_texts(shown),
    }
    return render(request, "consultation/request_status.html", context)


@private("same-origin")
@require_http_methods(["GET", "POST"])
def change_request(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether to withdraw the request, or to restore it, and do so."""
    asked = get_request_by_token(token)
    if request.method == "POST":
        if "restore" in request.POST:
            restore_request(actor_of(request), request_id=asked.pk)
            messages.success(request, gettext("Your request stands again."))
        else:
            withdraw_request(actor_of(request), request_id=asked.pk)
            messages.success(request, gettext("Your request is withdrawn."))
        return HttpResponseRedirect(reverse("request-status", args=[token]))
    page = present_request(asked, consultation_of(asked), on=timezone.localdate())
    return render(
        request, "consultation/request_withdraw.html", {"section": "consultations", "page": page, "token": token}
    )


@private("same-origin")
@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest, token: str) -> HttpResponse:
    """Answer the question of those who decide, or say whether the meeting took place."""
    asked = get_request_by_token(token)
    meeting = consultation_of(asked)
    page = present_request(asked, meeting, on=timezone.localdate(), log=list_log(asked, meeting))
    back = HttpResponseRedirect(reverse("request-status", args=[token]))
    if not page.may_answer and not page.may_report:
        return back
    form = AnswerForm(sent_data(request)) if page.may_answer else ReportForm(sent_data(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if page.may_answer:
            answer_question(actor_of(request), request_id=asked.pk, answer=given["answer"])
            messages.success(request, gettext("Your answer was sent."))
        else:
            report_consultation(
                actor_of(request), request_id=asked.pk, was_held=given["was_held"] == "yes", reason=given["reason"]
            )
            messages.success(request, gettext("Thank you. It is noted."))
        return back
    context = {"section": "consultations", "page": page, "form": form, "token": token}
    return render(request, "consultation/request_reply.html", context, status=422 if form.errors else 200)
