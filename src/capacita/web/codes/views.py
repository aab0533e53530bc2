"""Opening a private page by its code, whatever it is the page of."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from capacita.consultation.spoken import read_code
from capacita.web.codes.forms import CodeForm
from capacita.web.commenting.queries import has_code
from capacita.web.consultation.forms import sent_data
from capacita.web.consultation.queries import find_by_code
from capacita.web.consultation.request_views import private
from capacita.web.joining.queries import has_place
from capacita.web.opinion.queries import find_voter
from capacita.web.opinion.views import remember_voter


@private("same-origin")
@require_http_methods(["GET", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """Take a code, and open what it is the key of: a request with its output, a place, a comment, or one's answers."""
    form = CodeForm(sent_data(request))
    if request.method == "POST" and form.is_valid():
        opened = open_page(read_code(form.cleaned_data["code"]))
        if opened is not None:
            return opened
        form.add_error(
            "code", gettext("No page has this code. Check each letter, or ask the organisation of the call.")
        )
    context = {"section": "consultations", "form": form}
    return render(request, "codes/enter.html", context, status=422 if form.errors else 200)


def open_page(code: str) -> HttpResponse | None:
    """Return the way to the private page of a code, None where no page has it."""
    if find_by_code(code):
        return HttpResponseRedirect(reverse("request-status", args=[code]))
    if has_place(code):
        return HttpResponseRedirect(reverse("place", args=[code]))
    if has_code(code):
        return HttpResponseRedirect(reverse("comment-receipt", args=[code]))
    voter = find_voter(code)
    if voter is None:
        return None
    response = HttpResponseRedirect(reverse("opinion-own", args=[voter.voting_round.code]))
    remember_voter(response, voter.voting_round, code)
    return response
