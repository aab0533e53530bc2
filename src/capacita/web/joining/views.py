"""Joining a consultation, one's own place, and joining as its steward sets it up."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from capacita.consultation import IS_PLANNED, SessionStatus
from capacita.consultation.joining import ConsentLevel, PersonalField, PlaceState
from capacita.consultation.spoken import read_code, show_code
from capacita.web.actors import VISITOR, actor_of
from capacita.web.consultation.forms import sent_data
from capacita.web.consultation.presenters import as_written, stakeholder_words
from capacita.web.consultation.private_link import code_of, is_key_code, make_token
from capacita.web.consultation.queries import get_consultation, get_run
from capacita.web.consultation.request_views import private
from capacita.web.consultation.when import date_of_consultation, spell_when
from capacita.web.joining.forms import JoinForm, JoiningForm
from capacita.web.joining.models import Place
from capacita.web.joining.promises import FIELDS, LEVELS, spell_promise
from capacita.web.joining.queries import get_place, list_participants
from capacita.web.joining.services import change_place, join, set_joining, withdraw_attribution, withdraw_place
from capacita.web.languages import language_words

STATES = {
    "registered": (_("You have a place"), "done"),
    "waiting": (_("You are on the waiting list"), "active"),
    "withdrawn": (_("You withdrew"), "quiet"),
}


@never_cache
@require_http_methods(["GET", "POST"])
def show_join(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask who joins, and give a place with a private link."""
    actor = actor_of(request)
    meeting = get_consultation(actor, slug)
    is_open = meeting.takes_registrations and SessionStatus(meeting.status) in IS_PLANNED
    form = JoinForm(sent_data(request))
    if request.method == "POST" and is_open and form.is_valid():
        token = make_token()
        join(VISITOR, consultation_id=meeting.pk, token=token, details=form.details())
        return HttpResponseRedirect(reverse("place", args=[token]))
    context = {
        "section": "consultations", "row": meeting, "form": form, "is_open": is_open,
        "promises": {level.value: spell_promise(level) for level in ConsentLevel},
    }  # fmt: skip
    return render(request, "joining/join.html", context, status=422 if form.errors else 200)


@private("no-referrer")
@require_GET
def show_place(request: HttpRequest, token: str) -> HttpResponse:
    """Show somebody their place, what is kept of them, and how to join."""
    place = get_place(token)
    meeting = place.consultation
    words, tone = STATES[place.state]
    kept = [
        {"term": capfirst(gettext(FIELDS[field])), "value": as_written(getattr(place, field.value))}
        for field in PersonalField
        if getattr(place, field.value)
    ]
    context = {
        "section": "consultations",
        "place": place,
        "state_words": gettext(words),
        "tone": tone,
        "kept": kept,
        "capacity": stakeholder_words([place.stakeholder]),
        "consent": gettext(LEVELS[ConsentLevel(place.consent)]),
        "promise": spell_promise(ConsentLevel(place.consent)),
        "when": spell_when(date_of_consultation(meeting), meeting.when_words, meeting.time_words),
        "join_link": meeting.join_link if place.state == PlaceState.REGISTERED else "",
        "token": token,
        "address": request.build_absolute_uri(reverse("place", args=[token])),
        "code": show_code(read_code(token) if is_key_code(token) else code_of(token)),
    }
    return render(request, "joining/place.html", context)


@private("same-origin")
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, token: str) -> HttpResponse:
    """Change what one said, withdraw one's attribution, or give the place back.

    All as a visitor, even for somebody who is signed in: the audit trail must not know who an anonymous person is.
    """
    place = get_place(token)
    back = HttpResponseRedirect(reverse("place", args=[token]))
    if place.state == PlaceState.WITHDRAWN:
        return back
    if request.method == "POST" and "withdraw" in request.POST:
        withdraw_place(VISITOR, place_id=place.pk)
        messages.success(request, gettext("You withdrew. Everything that pointed to you is deleted."))
        return back
    if request.method == "POST" and "unname" in request.POST:
        withdraw_attribution(VISITOR, place_id=place.pk)
        messages.success(request, gettext("You are shown to nobody any more."))
        return back
    form = JoinForm(sent_data(request), initial=_initial(place))
    if request.method == "POST" and form.is_valid():
        change_place(VISITOR, place_id=place.pk, details=form.details())
        messages.success(request, gettext("Changed."))
        return back
    context = {
        "section": "consultations", "place": place, "form": form, "token": token,
        "promises": {level.value: spell_promise(level) for level in ConsentLevel},
    }  # fmt: skip
    return render(request, "joining/change.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def set_up(request: HttpRequest, slug: str) -> HttpResponse:
    """Set up joining, and show who joined as far as they agreed."""
    actor = actor_of(request)
    meeting = get_run(actor, slug)
    initial = {name: getattr(meeting, name) for name in ("takes_registrations", "capacity", "join_link")}
    form = JoiningForm(sent_data(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        set_joining(actor, consultation_id=meeting.pk, **form.cleaned_data)
        messages.success(request, gettext("Saved."))
        return HttpResponseRedirect(reverse("work-joining", args=[slug]))
    who = list_participants(actor, meeting)
    kinds = [(stakeholder_words([code])[0], count) for code, count in who.by_stakeholder.items()]
    kinds += [(language_words(tag), count) for tag, count in who.by_language.items()]
    context = {"section": "consultations", "row": meeting, "form": form, "who": who, "kinds": kinds, "slug": slug}
    return render(request, "joining/set_up.html", context, status=422 if form.errors else 200)


def _initial(place: Place) -> dict[str, Any]:
    names = (
        "consent",
        "people",
        "stakeholder",
        "language",
        "un_region",
        "unesco_group",
        *(field.value for field in PersonalField),
    )
    return {name: getattr(place, name) for name in names}
