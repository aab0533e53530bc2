"""Reading on: searching a framework, its versions, two of them side by side, a release, a file to read without a net."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from capacita.vocabulary import plain_text
from capacita.web.actors import actor_of
from capacita.web.framework.addresses import choice_of
from capacita.web.framework.queries import choose_version, framework_of, list_versions_of
from capacita.web.framework.search_presenters import present_search
from capacita.web.framework.version_presenters import present_standing, present_versions
from capacita.web.languages import text_language

LONGEST_QUERY = 200  # letters


@require_GET
def search(request: HttpRequest, code: str) -> HttpResponse:
    """Show the items of a framework that say what a reader looks for."""
    choice = choice_of(request)
    found = list_versions_of(actor_of(request), code)
    row = choose_version(found, choice.version)
    framework = framework_of(row)
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    context = {
        **present_standing(found, row, choice),
        **present_search(row, framework, query, choice, request.GET.get("page", "1")),
        "framework_title": framework.title,
        "notice": plain_text(framework.notice, text_language()),
        "section": "framework",
    }
    return render(request, "framework/search.html", context)


@require_GET
def list_all_versions(request: HttpRequest, code: str) -> HttpResponse:
    """Show every version of a framework that is here."""
    choice = choice_of(request)
    found = list_versions_of(actor_of(request), code)
    row = choose_version(found, choice.version)
    framework = framework_of(row)
    context = {
        **present_standing(found, row, choice),
        "versions": present_versions(found, row, choice),
        "framework_title": framework.title,
        "address": reverse("framework-versions", args=[code]),
        "notice": plain_text(framework.notice, text_language()),
        "section": "framework",
    }
    return render(request, "framework/versions.html", context)
