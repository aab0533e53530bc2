"""Looking at a draft as a whole before it is released: what it touches."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from capacita.framework.comparison import effect_as_json
from capacita.vocabulary import readable_json
from capacita.web.actors import actor_of
from capacita.web.adapting.effects import compute_draft_effect, effect_csv, present_effect
from capacita.web.adapting.presenters import header_of
from capacita.web.adapting.queries import get_draft
from capacita.web.documents.sending import send_download


@never_cache
@require_GET
def show_effect(request: HttpRequest, country: str, draft_id: UUID) -> HttpResponse:
    """Show what a release of the draft would touch; as a file with ?format=csv or json."""
    actor = actor_of(request)
    documents = get_draft(actor, country, draft_id)
    found = compute_draft_effect(actor, documents)
    language = documents.draft.language
    wanted = request.GET.get("format")
    name = f"{documents.draft.code}-effect"
    if wanted == "csv":
        return send_download(effect_csv(found, language), "text/csv; charset=utf-8", f"{name}.csv")
    if wanted == "json":
        body = readable_json(effect_as_json(found.effect))
        return send_download(body, "application/json; charset=utf-8", f"{name}.json")
    context = {
        "page": header_of(documents),
        "effect": present_effect(found, language),
        "downloads": [{"label": "CSV", "href": "?format=csv"}, {"label": "JSON", "href": "?format=json"}],
        "section": "countries",
    }
    return render(request, "adapting/effect.html", context)
