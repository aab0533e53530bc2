"""Home, sign-in, and the pages that belong to no room."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from capacita.vocabulary import Refusal
from capacita.web.actors import Actor, actor_for_person, actor_of
from capacita.web.case.schemas import describe_endpoints
from capacita.web.demo.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
from capacita.web.middleware import answer_refusal
from capacita.web.pages.content_credits import list_credits
from capacita.web.pages.forms import SignInForm
from capacita.web.pages.queries import describe_today
from capacita.web.permissions import Action, may

REFRESH_SECONDS = 3


@require_GET
def show_home(request: HttpRequest) -> HttpResponse:
    """Show the four doors and what is happening now."""
    today = describe_today(actor_of(request))
    response = render(request, "pages/home.html", {"today": today})
    if today.filling is not None:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


@require_GET
def show_about(request: HttpRequest) -> HttpResponse:
    """Show what Capacita is and who is behind it."""
    return render(request, "pages/about.html")


@require_GET
def show_accessibility(request: HttpRequest) -> HttpResponse:
    """Show what was tested for everybody's access, and what is known to fall short."""
    return render(request, "pages/accessibility.html")


@require_GET
def show_sources(request: HttpRequest) -> HttpResponse:
    """Show every content pack with its licence and sources."""
    return render(request, "pages/sources.html", {"packs": list_credits()})


@require_GET
def show_api_reference(request: HttpRequest) -> HttpResponse:
    """Show our own reference of the API, made from the same description that programs read."""
    from capacita.web.api import api  # noqa: PLC0415 -- the API imports every room's endpoints

    description = api.get_openapi_schema(path_prefix="/api/")
    context = {
        "operations": list(_operations(description)),
        "case_endpoints": describe_endpoints(),
        "case_description": reverse("case-discovery"),
    }
    return render(request, "pages/api_reference.html", context)


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign a person in and send them on to where they wanted to go, or else to their work if they have any here."""
    onward = _safe_next(request)
    form = SignInForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        login(request, form.person)
        return HttpResponseRedirect(onward or _first_page(actor_for_person(form.person)))
    context = {
        "form": form,
        "next": onward,
        "demo_accounts": DEMO_ACCOUNTS if settings.DEMO else (),
        "demo_password": DEMO_PASSWORD if settings.DEMO else "",
    }
    return render(request, "pages/sign_in.html", context, status=422 if form.errors else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return HttpResponseRedirect(reverse("home"))


def show_csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say in plain words that the form was open too long or cookies are off."""
    return answer_refusal(request, Refusal("FORM_TOO_OLD"), status=403)


def show_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page."""
    return answer_refusal(request, Refusal("NOT_HERE"), status=404)


def show_fault(request: HttpRequest) -> HttpResponse:
    """Say that something of ours broke; nothing technical, and nothing that could break again."""
    return render(request, "500.html", status=500)


def _safe_next(request: HttpRequest) -> str:
    """Return the page of this site that somebody wanted to go to, or nothing."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return wanted
    return ""


def _first_page(actor: Actor) -> str:
    return reverse("work" if may(actor, Action.SEE_WORK) else "home")


def _operations(description: dict[str, object]) -> list[dict[str, object]]:
    """Return the operations of an OpenAPI description in the order of their paths."""
    listed: list[dict[str, object]] = []
    paths = description["paths"]
    assert isinstance(paths, dict)
    for path, methods in sorted(paths.items()):
        for method, operation in methods.items():
            listed.append(
                {
                    "method": method.upper(),
                    "path": path,
                    "summary": _(operation.get("summary", "")),
                    "description": operation.get("description", ""),
                    "parameters": operation.get("parameters", []),
                }
            )
    return listed
