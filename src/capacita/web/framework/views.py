"""Frameworks as people read them, and identifiers as programs follow them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from capacita.framework.exchange.licences import licence_address, state_attribution
from capacita.framework.model import FRAMEWORK_FORMAT, Framework
from capacita.vocabulary import NotFound, plain_text, readable_json
from capacita.web.actors import Actor, actor_of
from capacita.web.documents.sending import send_download
from capacita.web.documents.store import load_adaptation, load_descriptors, load_value
from capacita.web.framework.addresses import choice_of, find_by_key, item_keys
from capacita.web.framework.files import check_may_take, make_document
from capacita.web.framework.framework_presenters import present_framework
from capacita.web.framework.item_presenters import present_item
from capacita.web.framework.queries import (
    choose_version,
    find_by_identifier,
    find_holder,
    find_version_by_identifier,
    framework_of,
    get_version,
    list_newest,
    list_versions_of,
    present_line,
    undescribed_of,
)
from capacita.web.framework.signing import read_public_key
from capacita.web.framework.version_presenters import present_credits, present_languages, present_standing
from capacita.web.languages import text_language
from capacita.web.permissions import Action, may

TURTLE = "text/turtle"
IDENTIFIER_TYPES = ["text/html", "application/json", TURTLE]
SHOWN_FIRST = "public-service-levels"
A_PAGE = 50  # frameworks of the list


@require_GET
def list_frameworks(request: HttpRequest) -> HttpResponse:
    """Show the framework with its levels, and under it the newest version of every framework there is."""
    newest = list_newest(actor_of(request)).select_related("organisation")
    found = Paginator(newest, A_PAGE).get_page(request.GET.get("page", "1"))
    paging = choice_of(request).query.removeprefix("?")
    more = {"found": found, "lines": [present_line(row) for row in found], "paging": paging and f"{paging}&"}
    return _render_framework(request, SHOWN_FIRST, {**more, "is_front": True})


@require_GET
def show_framework(request: HttpRequest, code: str) -> HttpResponse:
    """Show a framework version: attitudes, domains and competencies as cards."""
    return _render_framework(request, code, {})


def _render_framework(request: HttpRequest, code: str, more: dict[str, Any]) -> HttpResponse:
    choice = choice_of(request)
    found = list_versions_of(actor_of(request), code)
    version = choose_version(found, choice.version)
    framework = undescribed_of(version)
    context = {
        **present_standing(found, version, choice),
        "page": present_framework(version, framework, choice.language, choice),
        "text_languages": present_languages(framework, reverse("framework", args=[code]), choice),
        "credits": present_credits(framework),
        "may_translate": may(actor_of(request), Action.TRANSLATE_FRAMEWORK, organisation_id=version.organisation_id),
        "section": "framework",
        **more,
    }
    return render(request, "framework/framework.html", context)


@require_GET
def show_item(request: HttpRequest, code: str, item_code: str) -> HttpResponse:
    """Show an item with its levels, principles, roles, questions, modules and where it came from."""
    choice = choice_of(request)
    found = list_versions_of(actor_of(request), code)
    version = choose_version(found, choice.version)
    framework = undescribed_of(version)
    named = find_by_key(framework, item_code)
    if named is not None:
        framework = replace(framework, descriptors=load_descriptors(version.digest, named.id))
    adaptation = load_adaptation(version.adaptation_digest) if version.adaptation_digest else None
    item = present_item(framework, item_code, choice.language, adaptation, choice)
    behind = [identifier for change in item.changes for identifier in change.contribution_ids]
    context = {
        **present_standing(found, version, choice),
        "item": item,
        "framework_title": framework.title,
        "notice": plain_text(framework.notice, text_language()),
        "behind": behind,
        "text_language": choice.language,
        "text_languages": present_languages(framework, request.path, choice),
        "identifier": request.build_absolute_uri(reverse("identifier", args=[framework.id, item.id])),
        "section": "framework",
    }
    return render(request, "framework/item.html", context)


@require_GET
def send_framework(request: HttpRequest, code: str) -> HttpResponse:
    """Send a framework version as its document."""
    version = get_version(actor_of(request), code, request.GET.get("version", ""))
    check_may_take(actor_of(request), version, undescribed_of(version), "capacita")
    return _send_json(make_document(version), f"{version.code}-{version.version}.json")


@require_GET
def send_release(request: HttpRequest, code: str) -> HttpResponse:
    """Send the signed manifest of a released version. Raises NotFound where it has none."""
    version = get_version(actor_of(request), code, request.GET.get("version", ""))
    if not version.release_digest:
        raise NotFound("NOT_HERE")
    return _send_json(readable_json(load_value(version.release_digest)), "release.json")


@require_GET
def send_release_key(request: HttpRequest) -> HttpResponse:
    """Send the public key by which the releases of this site are checked."""
    return send_download(read_public_key(), "application/x-pem-file", "release-key.pem")


def _send_json(body: bytes | str, name: str) -> HttpResponse:
    return send_download(body, "application/json; charset=utf-8", name)


@require_GET
@vary_on_headers("Accept")
def show_framework_identifier(request: HttpRequest, framework_id: str) -> HttpResponse:
    """Lead the identifier of a framework to its page, or answer with its JSON or Turtle where a program asks for it."""
    framework_id, _, wanted = framework_id.partition("@")
    row = find_version_by_identifier(actor_of(request), framework_id, wanted)
    kind = request.get_preferred_type(IDENTIFIER_TYPES)
    if kind in (TURTLE, "application/json"):
        check_may_take(actor_of(request), row, undescribed_of(row), "skos-ttl" if kind == TURTLE else "capacita")
    if kind == TURTLE:
        from capacita.framework.exchange.skos import write_turtle  # noqa: PLC0415 -- only programs ask for it

        address = request.build_absolute_uri(reverse("framework-identifier", args=[framework_id]))
        turtle = write_turtle(framework_of(row), address)
        return _with_licence(HttpResponse(turtle, content_type=f"{TURTLE}; charset=utf-8"), framework_of(row))
    if kind == "application/json":
        return _with_licence(JsonResponse(FRAMEWORK_FORMAT.dump(framework_of(row))), framework_of(row))
    return HttpResponseRedirect(reverse("framework", args=[row.code]) + _version_query(wanted))


@require_GET
@vary_on_headers("Accept")
def show_identifier(request: HttpRequest, framework_id: str, item_id: str) -> HttpResponse:
    """Lead an identifier to its page, or answer with its JSON or Turtle where a program asks for that."""
    item_id, _, wanted = item_id.partition("@")
    kind = request.get_preferred_type(IDENTIFIER_TYPES)
    if kind == TURTLE:
        return _lead_to_scheme(actor_of(request), framework_id, item_id, wanted)
    version, item = find_by_identifier(actor_of(request), framework_id, item_id, wanted)
    framework = undescribed_of(version)
    if kind == "application/json":
        check_may_take(actor_of(request), version, framework, "capacita")
        value = next(entry for entry in FRAMEWORK_FORMAT.dump(framework)["items"] if entry["id"] == item_id)
        told = {"framework": version.code, "version": version.version, "attribution": state_attribution(framework)}
        return _with_licence(JsonResponse({**told, **value}), framework)
    key = item_keys(framework)[item.id]
    return HttpResponseRedirect(reverse("framework-item", args=[version.code, key]) + _version_query(wanted))


def _lead_to_scheme(actor: Actor, framework_id: str, item_id: str, wanted: str) -> HttpResponse:
    """Lead to the framework in which an item is told, as is whatever else has an address there: a level, a role, a term.

    An item that only an earlier version has is told in that version.
    """
    row = find_version_by_identifier(actor, framework_id, wanted)
    name = f"{row.framework_id}@{wanted}" if wanted else str(row.framework_id)
    if not wanted:
        holder = find_holder(actor, framework_id, item_id)
        if holder is not None and holder != row:
            name = f"{row.framework_id}@{holder.version}"
    return HttpResponse(status=303, headers={"Location": reverse("framework-identifier", args=[name])})


def _with_licence(response: HttpResponse, framework: Framework) -> HttpResponse:
    """Return the answer with a link to the licence that it stands under, where that has an address (RFC 8288)."""
    address = licence_address(framework.licence)
    if address:
        response["Link"] = f'<{address}>; rel="license"'
    return response


def _version_query(wanted: str) -> str:
    return f"?{urlencode({'version': wanted})}" if wanted else ""
