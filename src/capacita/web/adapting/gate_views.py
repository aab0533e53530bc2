"""The steward's release gate: how many items must serve each principle before a framework is released."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from capacita.framework.principles import PRINCIPLES, PrincipleGroup
from capacita.vocabulary import NotFound, show_text
from capacita.web.actors import actor_of
from capacita.web.adapting.coverage_presenters import LENS_WORDS
from capacita.web.adapting.item_forms import GateForm
from capacita.web.adapting.queries import find_gate, list_gated
from capacita.web.adapting.services import set_gate
from capacita.web.framework.terms import principle_words
from capacita.web.languages import text_language

GROUPS = (
    (LENS_WORDS["roam-x"], (PrincipleGroup.ROAM, PrincipleGroup.ROAM_X)),
    (LENS_WORDS["sdg"], (PrincipleGroup.SDG,)),
    (LENS_WORDS["aim"], (PrincipleGroup.AIM,)),
)


@never_cache
@require_GET
def list_gates(request: HttpRequest) -> HttpResponse:
    """Show the frameworks whose gate this steward may set."""
    actor = actor_of(request)
    language = text_language()
    lines = []
    for row in list_gated(actor):
        gate = find_gate(actor, row.code)
        lines.append(
            {
                "title": show_text(row.title, language) or row.code,
                "href": row.code,
                "status": gettext("Set") if gate and gate.asked else gettext("Asks for nothing"),
                "tone": "done" if gate and gate.asked else "quiet",
            }
        )
    return render(request, "adapting/gates.html", {"lines": lines, "section": "consultations"})


@never_cache
@require_http_methods(["GET", "POST"])
def change_gate(request: HttpRequest, code: str) -> HttpResponse:
    """Ask how many items must serve each principle, and keep it."""
    actor = actor_of(request)
    version = next((row for row in list_gated(actor) if row.code == code), None)
    if version is None:
        raise NotFound("FRAMEWORK_UNKNOWN", name=code)
    gate = find_gate(actor, code)
    initial = {**gate.asked, "confirmed_only": gate.confirmed_only} if gate else {}
    principles = [(key, principle_words(key)) for key in PRINCIPLES]
    form = GateForm(request.POST if request.method == "POST" else None, initial=initial, principles=principles)
    if request.method == "POST" and form.is_valid():
        confirmed_only = form.cleaned_data["confirmed_only"]
        set_gate(actor, version=version, asked=form.asked(), confirmed_only=confirmed_only)
        messages.success(request, gettext("The gate is set. It holds for every release from now on."))
        return redirect("gate-list")
    context = {
        "form": form,
        "groups": [
            (gettext(title), [form[code] for code, principle in PRINCIPLES.items() if principle.group in groups])
            for title, groups in GROUPS
        ],
        "title": show_text(version.title, text_language()),
        "gate": gate,
        "section": "consultations",
    }
    return render(request, "adapting/gate.html", context, status=422 if form.errors else 200)
