"""Pages with which a vote is prepared, run, moderated, closed and published."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from capacita.disclosure import FLOOR
from capacita.vocabulary import LocalizedText, Refusal, plain_text, show_text, written
from capacita.web.actors import Actor, actor_of
from capacita.web.consultation.forms import sent_data
from capacita.web.languages import TAGS, language_words, text_language
from capacita.web.opinion.files import pack_uploads
from capacita.web.opinion.forms import ImportForm, ModerationForm, RoundForm, StatementForm, WordingForm
from capacita.web.opinion.models import RoundState, StatementState, VotingRound
from capacita.web.opinion.presenters import present_round, present_statements
from capacita.web.opinion.queries import (
    count_unclear,
    count_voters,
    get_own_round,
    get_statement,
    list_own_rounds,
    list_results,
    list_statements,
    list_voting_programmes,
)
from capacita.web.opinion.rounds import (
    ImportDetails,
    RoundDetails,
    add_wording,
    ask_for_result,
    change_round,
    import_round,
    moderate_statement,
    move_round,
    prepare_round,
    put_statement,
    release_result,
)
from capacita.web.opinion.terms import ROUND_STATES
from capacita.web.words import refusal_words


@never_cache
@require_GET
def show_rounds(request: HttpRequest) -> HttpResponse:
    """Show the votes that one runs, and the ways to begin one."""
    actor = actor_of(request)
    rounds = [
        {"row": row, "words": gettext(ROUND_STATES[row.state][0]), "tone": ROUND_STATES[row.state][1]}
        for row in list_own_rounds(actor)
    ]
    context = {"section": "consultations", "rounds": rounds, "programmes": list_voting_programmes(actor)}
    return render(request, "opinion/work.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def prepare(request: HttpRequest) -> HttpResponse:
    """Prepare a vote."""
    return _edit(request, None)


@never_cache
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Change what a vote says of itself."""
    return _edit(request, get_own_round(actor_of(request), code))


@never_cache
@require_http_methods(["GET", "POST"])
def run(request: HttpRequest, code: str) -> HttpResponse:
    """Show where a vote stands and take the next step: open, close, work out the results, publish them."""
    actor = actor_of(request)
    voting_round = get_own_round(actor, code)
    if request.method == "POST":
        return _take_step(request, actor, voting_round)
    statements = list(list_statements(voting_round))
    unclear = count_unclear(voting_round)
    results = list_results(voting_round, released=False)
    context = {
        "section": "consultations",
        "page": present_round(voting_round, voters=count_voters(voting_round)),
        "round": voting_round,
        "statements": present_statements(statements, whole=True),
        "unclear": [row.number for row in statements if unclear.get(row.pk, 0) >= FLOOR],
        "waiting": sum(row.state == StatementState.WAITING for row in statements),
        "results": results,
        "is_closed": voting_round.state == RoundState.CLOSED,
        "is_open": voting_round.state == RoundState.OPEN,
    }
    return render(request, "opinion/run.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def put(request: HttpRequest, code: str) -> HttpResponse:
    """Put a statement of the organisers."""
    actor = actor_of(request)
    voting_round = get_own_round(actor, code)
    form = StatementForm(sent_data(request), initial={"key": uuid4()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            put_statement(
                actor, round_id=voting_round.pk, text=given["text"], language=text_language(), key=given["key"]
            )
        except Refusal as refusal:
            _say(form, "text", refusal)
        else:
            messages.success(request, gettext("The statement is put."))
            again = "again" in request.POST
            return HttpResponseRedirect(reverse("opinion-put" if again else "opinion-run", args=[code]))
    context = {"section": "consultations", "form": form, "page": present_round(voting_round, voters=0)}
    return render(request, "opinion/put.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def moderate(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Let a statement in or leave it out, and give its wordings in other languages."""
    actor = actor_of(request)
    voting_round = get_own_round(actor, code)
    statement = get_statement(voting_round, number)
    languages = [(TAGS.get(tag, tag), name) for tag, name in settings.LANGUAGES]
    is_wording = "wording" in request.POST
    form = ModerationForm(sent_data(request) if not is_wording else None)
    wording = WordingForm(sent_data(request) if is_wording else None, languages=languages)
    try:
        if is_wording and wording.is_valid():
            given = wording.cleaned_data
            add_wording(actor, statement_id=statement.pk, language=given["language"], text=given["text"])
            messages.success(request, gettext("The wording is kept."))
            return HttpResponseRedirect(reverse("opinion-moderate", args=[code, number]))
        if request.method == "POST" and not is_wording and form.is_valid():
            given = form.cleaned_data
            moderate_statement(
                actor,
                statement_id=statement.pk,
                state=StatementState(given["state"]),
                reason=given["reason"],
                words=given["words"],
            )
            messages.success(request, gettext("The decision is kept, and everybody can read it."))
            return HttpResponseRedirect(reverse("opinion-run", args=[code]))
    except Refusal as refusal:
        _say(wording if is_wording else form, "text" if is_wording else "state", refusal)
    context = {
        "section": "consultations",
        "form": form,
        "wording": wording,
        "page": present_round(voting_round, voters=0),
        "statement": present_statements([statement], whole=True)[0],
        "wordings": [
            {"language": language_words(tag), "text": show_text(statement.text, tag)} for tag in statement.text
        ],
    }
    wrong = bool(form.errors or wording.errors)
    return render(request, "opinion/moderate.html", context, status=422 if wrong else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """Take the exported files of a vote that was held elsewhere."""
    actor = actor_of(request)
    programmes = list_voting_programmes(actor)
    language = text_language()
    choices = [(programme.code, plain_text(programme.title, language)) for programme in programmes]
    form = ImportForm(sent_data(request), request.FILES or None, programmes=choices)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            packed = pack_uploads((file.name, file.read()) for file in given["exported"])
        except Refusal as refusal:
            _say(form, "exported", refusal)
        else:
            programme = next(row for row in programmes if row.code == given["programme"])
            details = ImportDetails(
                title=written(given["title"], language),
                about=_written(given["about"], language),
                language=language,
                source=given["source"],
                source_address=given["source_address"],
                licence=given["licence"],
            )
            kept = import_round(actor, programme=programme, details=details, packed=packed)
            messages.success(request, gettext("The files are kept and are being read. Look here again in a minute."))
            return HttpResponseRedirect(reverse("opinion-run", args=[kept.code]))
    context = {"section": "consultations", "form": form, "programmes": programmes}
    return render(request, "opinion/import.html", context, status=422 if form.errors else 200)


def _take_step(request: HttpRequest, actor: Actor, voting_round: VotingRound) -> HttpResponse:
    step = request.POST.get("step", "")
    here = HttpResponseRedirect(reverse("opinion-run", args=[voting_round.code]))
    if step == "open":
        move_round(actor, round_id=voting_round.pk, state=RoundState.OPEN)
        messages.success(request, gettext("The vote is open."))
    elif step == "close":
        move_round(actor, round_id=voting_round.pk, state=RoundState.CLOSED)
        messages.success(request, gettext("The vote is closed. You can open it again."))
    elif step == "compute":
        job = ask_for_result(actor, voting_round=voting_round)
        return HttpResponseRedirect(reverse("job", args=[job.pk]))
    elif step.startswith("release:"):
        number = step.partition(":")[2]
        chosen = next((row for row in list_results(voting_round, released=False) if str(row.number) == number), None)
        if chosen is not None:
            release_result(actor, result_id=chosen.pk)
            messages.success(request, gettext("The result is published."))
    return here


def _edit(request: HttpRequest, voting_round: VotingRound | None) -> HttpResponse:
    actor = actor_of(request)
    language = text_language() if voting_round is None else voting_round.language
    programmes = list_voting_programmes(actor)
    if voting_round is not None:
        programmes = [voting_round.programme]
    choices = [(programme.code, plain_text(programme.title, language)) for programme in programmes]
    form = RoundForm(sent_data(request), programmes=choices, initial=_initial(voting_round, language))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        before = voting_round or VotingRound(title={}, about={}, what_next={})
        details = RoundDetails(
            title={**before.title, **written(given["title"], language)},
            about={**before.about, **written(given["about"], language)},
            what_next={**before.what_next, **written(given["what_next"], language)},
            language=language,
            closes_on=given["closes_on"],
            takes_statements=given["takes_statements"],
            asks=tuple(given["asks"]),
        )
        if voting_round is None:
            programme = next(row for row in programmes if row.code == given["programme"])
            kept = prepare_round(actor, programme=programme, details=details)
            messages.success(request, gettext("The vote is prepared. Put some statements, then open it."))
        else:
            kept = change_round(actor, round_id=voting_round.pk, details=details)
            messages.success(request, gettext("The vote is changed."))
        return HttpResponseRedirect(reverse("opinion-run", args=[kept.code]))
    context = {"section": "consultations", "form": form, "round": voting_round, "programmes": programmes}
    return render(request, "opinion/edit.html", context, status=422 if form.errors else 200)


def _initial(voting_round: VotingRound | None, language: str) -> dict[str, Any]:
    if voting_round is None:
        return {"takes_statements": True}
    return {
        "programme": voting_round.programme.code,
        "title": plain_text(voting_round.title, language),
        "about": plain_text(voting_round.about, language),
        "what_next": plain_text(voting_round.what_next, language),
        "closes_on": voting_round.closes_on,
        "takes_statements": voting_round.takes_statements,
        "asks": voting_round.asks,
    }


def _written(text: str, language: str) -> LocalizedText:
    return written(text, language) if text.strip() else {}


def _say(form: Any, field: str, refusal: Refusal) -> None:
    words = refusal_words(refusal, gettext)
    form.add_error(field, f"{words.message} {words.hint}")
