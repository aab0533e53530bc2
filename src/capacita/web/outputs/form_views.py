"""The form of the site, one part a page, saved at every step; and the points that stewards take out of reports."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from capacita.consultation.output.file_kinds import PICTURES, FileKind
from capacita.vocabulary import NotFound
from capacita.web.actors import actor_of
from capacita.web.consultation.forms import sent_data
from capacita.web.consultation.request_views import private
from capacita.web.consultation.terms import VERDICTS
from capacita.web.documents.store import load_file
from capacita.web.languages import text_language
from capacita.web.outputs.forms import ExcerptForm
from capacita.web.outputs.models import ArrivalKind
from capacita.web.outputs.parts import (
    LISTS,
    PARTS,
    list_division_fields,
    list_item_choices,
    make_form,
    parts_of,
    sheet_of,
    summarise,
)
from capacita.web.outputs.queries import Desk, draft_answers, find_desk, get_arrival, list_excerpts
from capacita.web.outputs.reading import lines_of
from capacita.web.outputs.services import Excerpt, keep_arrival, save_draft, take_excerpt, withdraw_excerpt
from capacita.web.outputs.views import describe


@private("same-origin")
@require_http_methods(["GET", "POST"])
def show_part(request: HttpRequest, part: str, token: str = "", slug: str = "") -> HttpResponse:
    """Show a part of the form, save what was sent, and lead on; after the last part what was filled in is looked at."""
    desk = find_desk(actor_of(request), token=token, slug=slug)
    answers = draft_answers(desk.meeting)
    if part not in parts_of(answers):
        raise NotFound("NOT_HERE")
    if part in LISTS:
        return _show_list(request, desk, part, answers)
    form = make_form(part, desk.meeting, sent_data(request), answers.get(part) or _initial(desk))
    if request.method == "POST" and form.is_valid():
        answers = {**answers, part: form.cleaned_data}
        _save(desk, part, form.cleaned_data)
        return _lead_on(desk, part, answers)
    context = {**_describe_part(desk, part, answers), "form": form}
    if part == "people":
        context["divisions"] = list_division_fields(form)
    return render(request, "outputs/part.html", context, status=422 if form.errors else 200)


@private("same-origin")
@require_http_methods(["GET", "POST"])
def take_points(request: HttpRequest, slug: str, arrival_id: UUID) -> HttpResponse:
    """Show a report with its lines numbered, and take points out of it as contributions."""
    desk = find_desk(actor_of(request), slug=slug)
    arrival = get_arrival(desk, arrival_id)
    if arrival.kind != ArrivalKind.REPORT:
        raise NotFound("OUTPUT_UNKNOWN")
    here = HttpResponseRedirect(reverse("work-output-excerpts", args=[slug, arrival_id]))
    for name in ("withdraw", "restore"):
        if request.POST.get(name):
            restore = name == "restore"
            known = {str(source.pk) for source in list_excerpts(desk, arrival)}
            if request.POST[name] not in known:
                raise NotFound("CONTRIBUTION_UNKNOWN")
            withdraw_excerpt(desk.actor, contribution_id=UUID(request.POST[name]), restore=restore)
            messages.success(
                request, gettext("The point stands again.") if restore else gettext("The point was taken back.")
            )
            return here
    lines = lines_of(load_file(arrival.file), arrival.file_kind)
    initial = {"language": arrival.language, "typed_by": arrival.typed_by if not arrival.by_organiser else ""}
    form = ExcerptForm(sent_data(request), items=list_item_choices(desk.meeting), lines=lines, initial=initial)
    if request.method == "POST" and form.is_valid():
        _take(desk, arrival_id, form.cleaned_data)
        messages.success(request, gettext("The point is a contribution now. Take the next one, or go back."))
        return here
    context = {
        **describe(desk),
        "arrival": arrival,
        "lines": list(enumerate(lines, 1)),
        "form": form,
        "excerpts": [
            (source, gettext(VERDICTS[source.contribution.verdict])) for source in list_excerpts(desk, arrival)
        ],
        "picture": f"{reverse('work-output-file', args=[slug, arrival_id])}?show"
        if FileKind(arrival.file_kind) in PICTURES
        else "",
        "back": desk.href("arrival", arrival_id),
        "file_href": reverse("work-output-file", args=[slug, arrival_id]),
    }
    return render(request, "outputs/excerpts.html", context, status=422 if form.errors else 200)


def _show_list(request: HttpRequest, desk: Desk, part: str, answers: dict[str, Any]) -> HttpResponse:
    entries: list[dict[str, Any]] = [dict(entry) for entry in answers.get(part, [])]
    here = HttpResponseRedirect(desk.href("form", part))
    if request.method == "POST":
        if "on" in request.POST:
            return _lead_on(desk, part, answers)
        for name in ("remove", "restore"):
            if name in request.POST:
                number = request.POST.get(name, "")
                if number.isdecimal() and int(number) < len(entries):
                    entries[int(number)]["removed"] = name == "remove"
                    _save(desk, part, entries)
                return here
    edited = request.GET.get("edit", "")
    place = int(edited) if edited.isdecimal() and int(edited) < len(entries) else None
    form = make_form(part, desk.meeting, sent_data(request), entries[place] if place is not None else {})
    if request.method == "POST" and form.is_valid():
        if place is None:
            entries.append(form.cleaned_data)
        else:
            entries[place] = form.cleaned_data
        _save(desk, part, entries)
        messages.success(request, gettext("Saved."))
        return here
    shown = [
        {"place": at, "head": head, "text": text, "removed": entry.get("removed", False)}
        for at, entry in enumerate(entries)
        for head, text in [summarise(part, entry)]
    ]
    context = {**_describe_part(desk, part, answers), "form": form, "entries": shown, "is_list": True, "edited": place}
    return render(request, "outputs/part.html", context, status=422 if form.errors else 200)


def _describe_part(desk: Desk, part: str, answers: dict[str, Any]) -> dict[str, Any]:
    parts = parts_of(answers)
    number = parts.index(part)
    return {
        **describe(desk),
        "part": part,
        "title": gettext(PARTS[part]),
        "parts": [gettext(PARTS[name]) for name in parts],
        "number": number + 1,
        "previous": desk.href("form", parts[number - 1]) if number else "",
        "is_last": number + 1 == len(parts),
        "is_saved": bool(answers),
    }


def _initial(desk: Desk) -> dict[str, Any]:
    return {"language": desk.meeting.language or text_language(), "kind": "review"}


def _save(desk: Desk, part: str, answers: Any) -> None:
    save_draft(desk.actor, meeting=desk.meeting, part=part, answers=answers, by_organiser=desk.by_organiser)


def _lead_on(desk: Desk, part: str, answers: dict[str, Any]) -> HttpResponse:
    """Go to the next part; after the last one keep what was filled in, and show it as it was read."""
    parts = parts_of(answers)
    number = parts.index(part)
    if number + 1 < len(parts):
        return HttpResponseRedirect(desk.href("form", parts[number + 1]))
    sent = sheet_of(answers, desk.meeting)
    arrival = keep_arrival(desk.actor, meeting=desk.meeting, sent=sent, by_organiser=desk.by_organiser)
    return HttpResponseRedirect(desk.href("arrival", arrival.pk))


def _take(desk: Desk, arrival_id: UUID, given: dict[str, Any]) -> None:
    take_excerpt(
        desk.actor,
        arrival_id=arrival_id,
        excerpt=Excerpt(
            item_code=given["item"],
            verdict=given["verdict"],
            text=given["text"],
            language=given["language"],
            speaker=given["speaker"],
            consent=given["quote"],
            typed_by=given["typed_by"],
            page=given["page"],
            line=given.get("line"),
            last_line=given.get("last_line"),
        ),
    )
