"""Voting on a phone: what it is, one statement a page, a pause with a code, one's own answers.

The key of a voter is a code that lies in a cookie of theirs and is kept here as a hash alone; no session is opened.
"""

from __future__ import annotations

import secrets
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from capacita.consultation.spoken import KEY_LENGTH, make_code, read_code, show_code
from capacita.vocabulary import Refusal
from capacita.web.actors import actor_of
from capacita.web.consultation.forms import sent_data
from capacita.web.languages import text_language
from capacita.web.opinion.consent import list_kept, spell_withdrawal
from capacita.web.opinion.forms import BeginForm, StatementForm, VoteForm
from capacita.web.opinion.models import Answer, OpinionVoter, VotingRound
from capacita.web.opinion.presenters import (
    present_own_answers,
    present_question,
    present_round,
    present_statements,
)
from capacita.web.opinion.queries import (
    count_voters,
    find_voter,
    get_result,
    get_round,
    get_statement,
    latest_answers,
    list_statements,
    next_statement,
)
from capacita.web.opinion.taking_part import cast_vote, is_open, join, propose_statement
from capacita.web.opinion.withdrawing import is_published, take_back
from capacita.web.permissions import Action, may
from capacita.web.words import refusal_words

COOKIE = "voter-"
COOKIE_SECONDS = 180 * 24 * 3600


@never_cache
@require_GET
def show_round(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is asked, how long it takes, what is kept and what happens with it."""
    actor = actor_of(request)
    voting_round = get_round(actor, code)
    context = {
        "section": "consultations",
        "page": present_round(voting_round, voters=count_voters(voting_round)),
        "kept": list_kept(voting_round),
        "withdrawal": spell_withdrawal(),
        "has_begun": _voter(request, voting_round) is not None,
        "result": get_result(actor, voting_round),
        "may_run": may(actor, Action.RUN_VOTING, organisation_id=voting_round.organisation_id),
        "simulated": voting_round.simulated,
    }
    return render(request, "opinion/round.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Make a voter, with what they say of themselves where that is asked, and go to the first statement."""
    voting_round = get_round(actor_of(request), code)
    if _voter(request, voting_round) is not None:
        return HttpResponseRedirect(reverse("opinion-vote", args=[code]))
    form = BeginForm(sent_data(request), voting_round=voting_round)
    if request.method == "POST" and ("skip" in request.POST or form.is_valid()):
        own = make_code(secrets.choice, KEY_LENGTH)
        said = {} if "skip" in request.POST else form.cleaned_data
        join(voting_round, code=own, characteristics=said)
        response = HttpResponseRedirect(reverse("opinion-vote", args=[code]))
        remember_voter(response, voting_round, own)
        return response
    context = {
        "section": "consultations",
        "form": form,
        "round": voting_round,
        "withdrawal": spell_withdrawal(),
        "simulated": voting_round.simulated,
    }
    return render(request, "opinion/begin.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def vote(request: HttpRequest, code: str) -> HttpResponse:
    """Ask about one statement and keep the answer; ``?statement=`` asks about one that was answered before."""
    voting_round = get_round(actor_of(request), code)
    voter = _voter(request, voting_round)
    if voter is None or not is_open(voting_round):
        return HttpResponseRedirect(reverse("opinion-round", args=[code]))
    if request.method == "POST":
        form = VoteForm(request.POST)
        if form.is_valid():
            given = form.cleaned_data
            cast_vote(voter, number=given["statement"], answer=Answer(given["answer"]), key=given["key"])
            return HttpResponseRedirect(_onward(request, voter))
    answers = latest_answers(voter)
    asked = request.POST.get("statement") or request.GET.get("statement", "")
    if asked.isascii() and asked.isdigit() and len(asked) < 7:
        statement = get_statement(voting_round, int(asked))
    else:
        found = next_statement(voter, answers)
        if found is None:
            return HttpResponseRedirect(reverse("opinion-pause", args=[code]))
        statement = found
    context = {
        "section": "consultations",
        "page": present_question(voting_round, statement, answers, list(list_statements(voting_round))),
        "code": code,
        "key": uuid4(),
        "is_change": "change" in request.GET or "change" in request.POST,
        "is_unanswered": request.method == "POST",
        "simulated": voting_round.simulated,
    }
    return render(request, "opinion/vote.html", context, status=422 if request.method == "POST" else 200)


@never_cache
@require_GET
def pause(request: HttpRequest, code: str) -> HttpResponse:
    """Show, after a sitting, that it is done, the code with which to come back, and what happens next."""
    voting_round = get_round(actor_of(request), code)
    voter = _voter(request, voting_round)
    if voter is None:
        return HttpResponseRedirect(reverse("opinion-round", args=[code]))
    answers = latest_answers(voter)
    context = {
        "section": "consultations",
        "page": present_round(voting_round, voters=0),
        "answered": len(answers),
        "has_more": is_open(voting_round) and next_statement(voter, answers) is not None,
        "code": _shown_code(request, voting_round),
        "simulated": voting_round.simulated,
    }
    return render(request, "opinion/pause.html", context)


@never_cache
@require_GET
def show_own(request: HttpRequest, code: str) -> HttpResponse:
    """Show somebody their own answers, each with the way to change it."""
    voting_round = get_round(actor_of(request), code)
    voter = _voter(request, voting_round)
    if voter is None:
        return HttpResponseRedirect(reverse("enter-code"))
    context = {
        "section": "consultations",
        "page": present_round(voting_round, voters=0),
        "answers": present_own_answers(latest_answers(voter), list(list_statements(voting_round))),
        "code": _shown_code(request, voting_round),
        "simulated": voting_round.simulated,
    }
    return render(request, "opinion/own.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def take_answers_back(request: HttpRequest, code: str) -> HttpResponse:
    """Ask whether all answers are to be deleted, and delete them for good."""
    voting_round = get_round(actor_of(request), code)
    voter = _voter(request, voting_round)
    if voter is None:
        return HttpResponseRedirect(reverse("opinion-round", args=[code]))
    if request.method == "POST":
        if take_back(voter):
            messages.success(request, gettext("Your answers are deleted. Nothing of them is left here."))
        else:
            messages.success(
                request, gettext("Your answers are deleted here. The counts that are published stay as they are.")
            )
        response = HttpResponseRedirect(reverse("opinion-round", args=[code]))
        response.delete_cookie(COOKIE + voting_round.code)
        return response
    context = {
        "section": "consultations",
        "page": present_round(voting_round, voters=0),
        "is_published": is_published(voting_round),
    }
    return render(request, "opinion/take_back.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, code: str) -> HttpResponse:
    """Take a participant's statement."""
    actor = actor_of(request)
    voting_round = get_round(actor, code)
    if not voting_round.takes_statements or not is_open(voting_round):
        return HttpResponseRedirect(reverse("opinion-round", args=[code]))
    form = StatementForm(sent_data(request), initial={"key": uuid4()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            propose_statement(
                actor, voting_round=voting_round, text=given["text"], language=text_language(), key=given["key"]
            )
        except Refusal as refusal:
            words = refusal_words(refusal, gettext)
            form.add_error("text", f"{words.message} {words.hint}")
        else:
            messages.success(
                request, gettext("Thank you. Somebody reads your statement first; then people are asked about it.")
            )
            return HttpResponseRedirect(reverse("opinion-statements", args=[code]))
    context = {"section": "consultations", "form": form, "page": present_round(voting_round, voters=0)}
    return render(request, "opinion/propose.html", context, status=422 if form.errors else 200)


@require_GET
def show_statements(request: HttpRequest, code: str) -> HttpResponse:
    """Show the statements of a round, whose they are, and which were left out and why."""
    voting_round = get_round(actor_of(request), code)
    context = {
        "section": "consultations",
        "page": present_round(voting_round, voters=0),
        "statements": present_statements(list(list_statements(voting_round))),
        "simulated": voting_round.simulated,
    }
    return render(request, "opinion/statements.html", context)


def _voter(request: HttpRequest, voting_round: VotingRound) -> OpinionVoter | None:
    own = request.COOKIES.get(COOKIE + voting_round.code, "")
    return find_voter(own, voting_round) if own else None


def _shown_code(request: HttpRequest, voting_round: VotingRound) -> str:
    return show_code(read_code(request.COOKIES[COOKIE + voting_round.code]))


def remember_voter(response: HttpResponse, voting_round: VotingRound, own: str) -> None:
    """Let a browser go on with the answers of this code."""
    response.set_cookie(
        COOKIE + voting_round.code,
        own,
        max_age=COOKIE_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _onward(request: HttpRequest, voter: OpinionVoter) -> str:
    """Return where to go after an answer: back to one's answers, to a pause after a sitting, or to the next."""
    code = voter.voting_round.code
    if "change" in request.POST:
        return reverse("opinion-own", args=[code])
    answered = len(latest_answers(voter))
    if answered % voter.voting_round.sitting == 0:
        return reverse("opinion-pause", args=[code])
    return reverse("opinion-vote", args=[code])
