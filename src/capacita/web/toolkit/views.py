"""Toolkits: what there is, reading them, taking them away, making them, and the trail behind each number."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from capacita.web.actors import actor_of
from capacita.web.documents.sending import send_download
from capacita.web.languages import TAGS
from capacita.web.toolkit.presenters import present_toolkit, present_trail
from capacita.web.toolkit.queries import (
    build_languages,
    get_plan_to_build,
    get_toolkit,
    get_toolkit_document,
    get_toolkit_file,
    get_trail,
)
from capacita.web.toolkit.reading import present_reading
from capacita.web.toolkit.services import ask_for_toolkit


@require_GET
def show_toolkit(request: HttpRequest, country: str) -> HttpResponse:
    """Show what the toolkit is, its formats, and a few numbers that can be followed."""
    page = present_toolkit(get_toolkit(actor_of(request), country, _language(request)))
    context = {"page": page, "simulated": page.simulated, "section": "countries"}
    return render(request, "toolkit/toolkit.html", context)


@require_GET
def read_toolkit(request: HttpRequest, country: str) -> HttpResponse:
    """Show the toolkit itself; every number in it leads to where it comes from."""
    organisation, _row, document = get_toolkit_document(actor_of(request), country, _language(request))
    page = present_reading(document, organisation.code)
    context = {"page": page, "country": organisation, "simulated": page.simulated, "section": "countries"}
    return render(request, "toolkit/read.html", context)


@require_GET
def send_toolkit(request: HttpRequest, country: str, suffix: str) -> HttpResponse:
    """Send the toolkit as a file, always to be kept: a page of it may not run under the site's own name."""
    name, media_type, body = get_toolkit_file(actor_of(request), country, suffix, _language(request))
    return send_download(body, media_type, name)


@require_POST
def build_toolkit(request: HttpRequest, country: str) -> HttpResponse:
    """Queue a toolkit of the newest plan in the language asked for."""
    actor = actor_of(request)
    plan = get_plan_to_build(actor, country)
    asked = _language(request)
    job = ask_for_toolkit(actor, plan=plan, language=asked if asked in build_languages() else build_languages()[0])
    return redirect("job", job.pk)


@require_GET
def show_trail(request: HttpRequest, country: str, number: str) -> HttpResponse:
    """Show the walk from a number to the words that somebody said."""
    page = present_trail(get_trail(actor_of(request), country, number))
    context = {"page": page, "simulated": page.simulated, "section": "countries"}
    return render(request, "toolkit/trail.html", context)


def _language(request: HttpRequest) -> str:
    """Return the language that is asked for, where it is one of the site's."""
    asked = request.POST.get("language") or request.GET.get("language") or ""
    return asked if asked in {TAGS.get(code, code) for code, _name in settings.LANGUAGES} else ""
