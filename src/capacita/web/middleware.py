"""What every request passes: who asks, whether the table lets them, and how a refusal is answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from capacita.vocabulary import NotAllowed, Refusal
from capacita.web.actors import VISITOR, Actor, actor_for_person, actor_of
from capacita.web.permissions import ROUTES, may
from capacita.web.words import refusal_words

Respond = Callable[[HttpRequest], HttpResponse]


class ActorMiddleware:
    """Puts the actor on the request and asks the permission table about the route."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the actor at hand; looked up at the first question, not before."""
        request.actor = SimpleLazyObject(lambda: _find_actor(request))  # type: ignore[attr-defined] # read by actor_of
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Let the request through, ask for a sign-in, or refuse."""
        match = request.resolver_match
        assert match is not None
        action = ROUTES.get(match.view_name)
        if action is None:
            return answer_refusal(request, NotAllowed("NOT_FOR_YOU", action=match.view_name))
        actor = actor_of(request)
        if may(actor, action):
            return None
        if not actor.is_signed_in and not request.path.startswith("/api/"):
            return HttpResponseRedirect(f"{reverse('sign-in')}?next={quote(request.get_full_path())}")
        # Answered here: Django hands what process_view raises to no process_exception, and it would be a 500.
        return answer_refusal(request, NotAllowed("NOT_FOR_YOU", action=action.value))


class RefusalMiddleware:
    """Maps refusals to answers: a page in plain words for people, one JSON shape for programs."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; a refusal by the permission table comes up here."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Answer a refusal or a missing page; leave every other fault to the 500 page."""
        if isinstance(fault, Refusal):
            return answer_refusal(request, fault)
        if isinstance(fault, Http404):
            return answer_refusal(request, Refusal("NOT_HERE"), status=404)
        return None


def answer_refusal(request: HttpRequest, refusal: Refusal, *, status: int | None = None) -> HttpResponse:
    """Return the page or the JSON of a refusal, with its one HTTP status."""
    code = status or refusal.http_status
    words = refusal_words(refusal, gettext)
    if request.path.startswith(("/api/", "/id/")):
        return JsonResponse({"code": refusal.code, "message": words.message, "hint": words.hint}, status=code)
    if not hasattr(request, "actor"):
        request.actor = VISITOR  # type: ignore[attr-defined] # as above
    page = {403: "403.html", 404: "404.html"}.get(code, "refusal.html")
    context = {"refusal": words, "message": words.message, "hint": words.hint, "back": _page_before(request)}
    return render(request, page, context, status=code)


def _page_before(request: HttpRequest) -> str:
    """Return the address of the page of this site from which somebody came, or "" where it is not known."""
    came_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()})
    return came_from if is_ours and urlsplit(came_from).path != request.path else ""


def _find_actor(request: HttpRequest) -> Actor:
    person = request.user
    return actor_for_person(person) if person.is_authenticated else VISITOR
