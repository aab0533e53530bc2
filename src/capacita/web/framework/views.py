"""Frameworks as people read them, and identifiers as programs follow them."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from capacita.framework.model import FRAMEWORK_FORMAT
from capacita.vocabulary import NotFound, plain_text, readable_json, rounded
from capacita.web.actors import actor_of
from capacita.web.documents.store import load_adaptation
from capacita.web.framework.presenters import present_framework, present_item
from capacita.web.framework.queries import (
    find_by_identifier,
    find_version_by_identifier,
    framework_of,
    get_version,
    list_versions,
    present_line,
)
from capacita.web.languages import text_language

TURTLE = "text/turtle"
IDENTIFIER_TYPES = ["text/html", "application/json", TURTLE]
SHOWN_FIRST = "public-service-levels"


@require_GET
def list_frameworks(request: HttpRequest) -> HttpResponse:
    """Show the framework with its levels, and under it every version there is."""
    actor = actor_of(request)
    version = get_version(actor, SHOWN_FIRST)
    page = present_framework(version, framework_of(version), _text_language(request))
    lines = [present_line(entry) for entry in list_versions(actor)]
    return render(request, "framework/framework.html", {"page": page, "lines": lines, "row": version, "is_front": True})


@require_GET
def show_framework(request: HttpRequest, code: str) -> HttpResponse:
    """Show a framework version: attitudes, domains and competencies as cards."""
    actor = actor_of(request)
    version = get_version(actor, code, request.GET.get("version", ""))
    page = present_framework(version, framework_of(version), _text_language(request))
    lines = [present_line(entry) for entry in list_versions(actor) if entry.pk != version.pk]
    return render(request, "framework/framework.html", {"page": page, "lines": lines, "row": version})


@require_GET
def show_item(request: HttpRequest, code: str, item_code: str) -> HttpResponse:
    """Show an item with its levels, principles, roles, questions, modules and where it came from."""
    actor = actor_of(request)
    version = get_version(actor, code, request.GET.get("version", ""))
    framework = framework_of(version)
    adaptation = load_adaptation(version.adaptation_digest) if version.adaptation_digest else None
    language = _text_language(request)
    item = present_item(framework, item_code, language, adaptation)
    behind = [identifier for change in item.changes for identifier in change.contribution_ids]
    context = {
        "item": item,
        "row": version,
        "framework_title": framework.title,
        "notice": plain_text(framework.notice, text_language()),
        "behind": behind,
        "text_language": language,
        "identifier": request.build_absolute_uri(reverse("identifier", args=[framework.id, item.id])),
    }
    return render(request, "framework/item.html", context)


@require_GET
def send_framework(request: HttpRequest, code: str) -> HttpResponse:
    """Send a framework version as its document."""
    version = get_version(actor_of(request), code, request.GET.get("version", ""))
    body = readable_json(rounded(FRAMEWORK_FORMAT.dump(framework_of(version))))
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{version.code}-{version.version}.json"'
    return response


@require_GET
@vary_on_headers("Accept")
def show_framework_identifier(request: HttpRequest, framework_id: str) -> HttpResponse:
    """Lead the identifier of a framework to its page, or answer with its JSON or Turtle where a program asks for it."""
    framework_id, _, wanted = framework_id.partition("@")
    row = find_version_by_identifier(actor_of(request), framework_id, wanted)
    kind = request.get_preferred_type(IDENTIFIER_TYPES)
    if kind == TURTLE:
        from capacita.framework.exchange.skos import write_turtle  # noqa: PLC0415 -- only programs ask for it

        address = request.build_absolute_uri(reverse("framework-identifier", args=[framework_id]))
        return HttpResponse(write_turtle(framework_of(row), address), content_type=f"{TURTLE}; charset=utf-8")
    if kind == "application/json":
        return JsonResponse(FRAMEWORK_FORMAT.dump(framework_of(row)))
    return HttpResponseRedirect(reverse("framework", args=[row.code]) + _version_query(wanted))


@require_GET
@vary_on_headers("Accept")
def show_identifier(request: HttpRequest, framework_id: str, item_id: str) -> HttpResponse:
    """Lead an identifier to its page, or answer with its JSON or Turtle where a program asks for that."""
    item_id, _, wanted = item_id.partition("@")
    if request.get_preferred_type(IDENTIFIER_TYPES) == TURTLE:
        # Told in the scheme that it is of, as is whatever else has an address there: a level, a role, a term.
        row = find_version_by_identifier(actor_of(request), framework_id, wanted)
        name = f"{row.framework_id}@{wanted}" if wanted else str(row.framework_id)
        return HttpResponse(status=303, headers={"Location": reverse("framework-identifier", args=[name])})
    version, item = find_by_identifier(actor_of(request), framework_id, item_id, wanted)
    if request.get_preferred_type(IDENTIFIER_TYPES) == "application/json":
        value = next(entry for entry in FRAMEWORK_FORMAT.dump(framework_of(version))["items"] if entry["id"] == item_id)
        return JsonResponse({"framework": version.code, "version": version.version, **value})
    if not item.code:
        raise NotFound("ITEM_UNKNOWN", name=item_id)
    return HttpResponseRedirect(reverse("framework-item", args=[version.code, item.code]) + _version_query(wanted))


def _version_query(wanted: str) -> str:
    return f"?{urlencode({'version': wanted})}" if wanted else ""


def _text_language(request: HttpRequest) -> str:
    """Return the language that texts are asked for in: the page's, unless ``?text=`` says another."""
    return request.GET.get("text") or text_language()
