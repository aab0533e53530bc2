"""The results of a vote: the page, and its files."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from capacita.vocabulary import NotFound
from capacita.web.actors import actor_of
from capacita.web.documents.sending import send_download
from capacita.web.documents.store import load_value
from capacita.web.languages import text_language
from capacita.web.opinion.files import DOWNLOADS, write_download
from capacita.web.opinion.presenters import present_round
from capacita.web.opinion.queries import get_result, get_round
from capacita.web.opinion.result_presenters import present_result
from capacita.web.permissions import Action, may


@never_cache
@require_GET
def show_result(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Show what came of a vote; before its release to those who run it alone."""
    actor = actor_of(request)
    voting_round = get_round(actor, code)
    result = get_result(actor, voting_round, number)
    assert result is not None
    context = {
        "section": "consultations",
        "round": present_round(voting_round, voters=0),
        "page": present_result(voting_round, result, load_value(result.report_digest)),
        "simulated": voting_round.simulated,
        "may_run": may(actor, Action.RUN_VOTING, organisation_id=voting_round.organisation_id),
    }
    return render(request, "opinion/result.html", context)


@never_cache
@require_GET
def send_file(request: HttpRequest, code: str, number: int, name: str) -> HttpResponse:
    """Send a file of a result, of what is protected alone."""
    actor = actor_of(request)
    voting_round = get_round(actor, code)
    result = get_result(actor, voting_round, number)
    if result is None or name not in DOWNLOADS:
        raise NotFound("OPINION_RESULT_UNKNOWN")
    data, media_type = write_download(name, load_value(result.report_digest), text_language())
    return send_download(data, media_type, f"{code}-{number}-{name}")
