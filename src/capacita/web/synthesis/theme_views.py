"""Themes: what a program suggests with all excerpts, what people select and word, who says what belongs where."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from capacita.consultation import DispositionStatus
from capacita.vocabulary import NotFound, is_identifier, written
from capacita.web.actors import Actor, actor_of
from capacita.web.consultation.forms import sent_data
from capacita.web.jobs.presenters import present_job
from capacita.web.jobs.services import ask_for_job
from capacita.web.languages import text_language
from capacita.web.synthesis.batches import code_all, propose_for_theme
from capacita.web.synthesis.coding import list_words_of, measure_coding
from capacita.web.synthesis.forms import ProposalForm, ThemeForm
from capacita.web.synthesis.presenters import present_points
from capacita.web.synthesis.queries import (
    Reading,
    find_suggestions,
    get_reading,
    is_done,
    list_theme_members,
    suggestion_inputs,
)
from capacita.web.synthesis.services import say_of_theme, word_theme
from capacita.web.synthesis.theme_pages import present_codebook, present_suggestions, present_theme

PER_PAGE = 10


@never_cache
@require_http_methods(["GET", "POST"])
def show_themes(request: HttpRequest, code: str) -> HttpResponse:
    """Show suggestions with all their excerpts, the codebook, and how far coders agree; select a theme."""
    actor = actor_of(request)
    reading = get_reading(actor, code)
    job = find_suggestions(actor, reading.programme)
    form = ThemeForm(sent_data(request))
    if request.method == "POST" and form.is_valid():
        _select(actor, reading, form.cleaned_data, request.POST.getlist("excerpt"))
        messages.success(request, gettext("The theme is in the codebook."))
        return redirect("synthesis-themes", code)
    inputs = suggestion_inputs(reading.programme, reading.contributions)
    context = {
        "section": "consultations",
        "programme": reading.programme,
        "form": form,
        "job": present_job(job) if job else None,
        "is_current": job is not None and job.inputs == inputs,
        "suggestions": present_suggestions(reading, job) if is_done(job) else (),
        "codebook": present_codebook(reading),
        "version": len(reading.wordings),
        "agreement": measure_coding(reading),
        "count": len(reading.contributions),
    }
    return render(request, "synthesis/themes.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Have themes suggested, in a job."""
    actor = actor_of(request)
    reading = get_reading(actor, code)
    inputs = suggestion_inputs(reading.programme, reading.contributions)
    job = ask_for_job(actor, organisation=reading.programme.organisation, kind="suggest-themes", inputs=inputs)
    return redirect("job", job.pk)


@never_cache
@require_http_methods(["GET", "POST"])
def show_theme(request: HttpRequest, code: str, theme: UUID) -> HttpResponse:
    """Show one theme with its contributions; word it anew, merge or retire it; propose for all of it but exceptions."""
    actor = actor_of(request)
    reading = get_reading(actor, code)
    wording = reading.themes.get(theme)
    if wording is None:
        raise NotFound("THEME_UNKNOWN")
    members = list_theme_members(reading).get(theme, {})
    deed = request.POST.get("deed", "")
    form = ThemeForm(
        sent_data(request) if deed == "word" else None,
        initial={"title": wording.title, "description": wording.description},
    )
    proposal = ProposalForm(sent_data(request) if deed == "propose" else None, of_theme=True)
    done = ""
    if deed == "word" and form.is_valid():
        _reword(actor, reading, theme, form.cleaned_data)
        done = gettext("Worded anew. The codebook has a new version.")
    elif deed in ("retire", "use", "merge"):
        done = _change_status(actor, reading, theme, deed, request.POST.get("into", ""))
    elif deed in ("add", "remove"):
        _assign(actor, reading, theme, request.POST.get("contribution", ""), holds=deed == "add")
        done = gettext("Kept, with your name.")
    elif deed == "propose" and proposal.is_valid():
        done = _propose(actor, reading, theme, list(members), request, proposal.cleaned_data)
    if done:
        messages.success(request, done)
        return redirect("synthesis-theme", code, theme)
    context = {
        "section": "consultations",
        "programme": reading.programme,
        "form": form,
        "proposal": proposal,
        **present_theme(reading, theme, members),
        "excepted": set(request.POST.getlist("except")),
    }
    status = 422 if form.errors or proposal.errors else 200
    return render(request, "synthesis/theme.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def code_contributions(request: HttpRequest, code: str) -> HttpResponse:
    """Say for one page of contributions which themes each belongs to; nobody sees what the others said."""
    actor = actor_of(request)
    reading = get_reading(actor, code)
    themes = [row for row in reading.themes.values() if row.status == "in-use"]
    page = Paginator(reading.contributions, PER_PAGE).get_page(request.GET.get("page"))
    if request.method == "POST":
        sent = request.POST.getlist("said")
        said = [reading.by_id[pk] for pk in sent if pk in reading.by_id]
        chosen = {
            str(entry.pk): {UUID(pk) for pk in request.POST.getlist(f"theme-{entry.pk}") if is_identifier(pk)}
            for entry in said
        }
        code_all(actor, said, chosen, [row.theme for row in themes])
        messages.success(request, gettext("Kept, with your name."))
        response = redirect("synthesis-coding", code)
        response["Location"] += f"?page={page.next_page_number() if page.has_next() else page.number}"
        return response
    own = list_words_of(reading).get(str(actor.person_id), {})
    points = present_points(reading, list(page), ())
    context = {
        "section": "consultations",
        "programme": reading.programme,
        "page": page,
        "rows": [
            {
                "point": point,
                "is_coded": point.pk in own,
                "themes": [(row, str(row.theme) in own.get(point.pk, set())) for row in themes],
            }
            for point in points
        ],
        "themes": themes,
        "coded": len(own),
        "count": len(reading.contributions),
    }
    return render(request, "synthesis/coding.html", context)


def _select(actor: Actor, reading: Reading, given: dict[str, Any], excerpts: list[str]) -> None:
    """Put a theme into the codebook, with the excerpts that a person ticked."""
    row = word_theme(
        actor,
        programme=reading.programme,
        title=given["title"],
        description=given["description"],
        language=text_language(),
        suggested_by_program=bool(excerpts),
    )
    for pk in excerpts:
        if pk in reading.by_id:
            say_of_theme(actor, said=reading.by_id[pk], theme=row.theme, holds=True)


def _reword(actor: Actor, reading: Reading, theme: UUID, given: dict[str, Any]) -> None:
    old = reading.themes[theme]
    word_theme(
        actor,
        programme=reading.programme,
        theme=theme,
        title=given["title"],
        description=given["description"],
        language=text_language(),
        status=old.status,
        into=old.into,
        suggested_by_program=old.suggested_by_program,
    )


def _change_status(actor: Actor, reading: Reading, theme: UUID, deed: str, into: str) -> str:
    old = reading.themes[theme]
    status = {"retire": "retired", "use": "in-use", "merge": "merged"}[deed]
    word_theme(
        actor,
        programme=reading.programme,
        theme=theme,
        title=old.title,
        description=old.description,
        language=old.language,
        status=status,
        into=UUID(into) if is_identifier(into) else None,
        suggested_by_program=old.suggested_by_program,
    )
    return {
        "retire": gettext("Retired. Its contributions keep their words; you can use it again."),
        "use": gettext("In use again."),
        "merge": gettext("Merged. Its contributions count for the other theme now; you can part them again."),
    }[deed]


def _assign(actor: Actor, reading: Reading, theme: UUID, contribution: str, *, holds: bool) -> None:
    said = reading.by_id.get(contribution)
    if said is None:
        raise NotFound("CONTRIBUTION_UNKNOWN")
    say_of_theme(actor, said=said, theme=theme, holds=holds)


def _propose(
    actor: Actor, reading: Reading, theme: UUID, members: list[str], request: HttpRequest, given: dict[str, Any]
) -> str:
    spread = propose_for_theme(
        actor,
        reading,
        theme=theme,
        members=members,
        excepted=frozenset(request.POST.getlist("except")),
        status=DispositionStatus(given["disposition"]),
        reason=written(given["reason"], text_language()),
    )
    return gettext(
        "Proposed for {reached}. Left as they are: {excepted} exceptions, {decided} decided already."
    ).format(reached=len(spread.reached), excepted=len(spread.excepted), decided=len(spread.decided))
