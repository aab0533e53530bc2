"""Countries, their adaptations and their results."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from capacita.framework.changes import ADAPTATION_FORMAT
from capacita.vocabulary import NotFound, readable_json
from capacita.web.actors import actor_of
from capacita.web.assessment.adaptation_presenters import (
    contributions_behind,
    page_of_changes,
    present_adaptation,
    present_changes,
)
from capacita.web.assessment.files import results_csv, results_value
from capacita.web.assessment.forms import GapChooser
from capacita.web.assessment.presenters import present_country, present_line
from capacita.web.assessment.queries import (
    get_adaptation,
    get_adapted,
    get_results,
    get_standing,
    list_countries,
    load_headlines,
    quotes_by_id,
)
from capacita.web.assessment.report_presenters import present_report, present_rows, report_csv, report_value
from capacita.web.assessment.results_presenters import (
    dimension_choices,
    first_choice,
    item_choices,
    present_comparison,
    present_results,
)
from capacita.web.documents.sending import send_download
from capacita.web.framework.adaptation_reports import report_on
from capacita.web.framework.queries import find_newer_base
from capacita.web.languages import text_language

A_PAGE = 100  # countries of the list


@require_GET
def list_of_countries(request: HttpRequest) -> HttpResponse:
    """Show the countries that there is something of, in the order of their codes, page by page."""
    found = Paginator(list_countries(actor_of(request)), A_PAGE).get_page(request.GET.get("page", "1"))
    cards = [present_line(line) for line in found]
    return render(request, "country/list.html", {"cards": cards, "found": found, "section": "countries"})


@require_GET
def show_country(request: HttpRequest, country: str) -> HttpResponse:
    """Show a country: its steps from the first question to the toolkit, each with its headline."""
    actor = actor_of(request)
    standing = get_standing(actor, country)
    page = present_country(standing, load_headlines(standing), actor, text_language())
    return render(request, "country/country.html", {"page": page, "simulated": page.simulated, "section": "countries"})


@require_GET
def show_adaptation(request: HttpRequest, country: str) -> HttpResponse:
    """Show what a country made of the framework, with the reason of every change; as a document with ?format=json."""
    actor = actor_of(request)
    documents = get_adaptation(actor, country)
    if request.GET.get("format") == "json":
        body = readable_json(ADAPTATION_FORMAT.dump(documents.adaptation))
        return send_download(body, "application/json; charset=utf-8", f"{country}-adaptation.json")
    language = request.GET.get("text") or text_language()
    part = request.GET.get("part", "")
    found = page_of_changes(documents.adaptation, part, request.GET.get("page", "1"), request.GET.get("change", ""))
    quotes = quotes_by_id(actor, contributions_behind(found.object_list))
    page = present_adaptation(documents, language)
    changes = present_changes(documents, found, part, quotes, language)
    context = {
        "page": page,
        "report": present_report(documents, find_newer_base(actor, documents.version), language),
        "changes": changes,
        **_keep(request, "part", changes.chosen),
        "simulated": page.simulated,
        "section": "countries",
    }
    return render(request, "country/adaptation.html", context)


@require_GET
def show_items(request: HttpRequest, country: str) -> HttpResponse:
    """Show what became of every item of the base, and which were added."""
    version = get_adapted(actor_of(request), country)
    language = request.GET.get("text") or text_language()
    report, _newest = report_on(version)
    rows = present_rows(report, request.GET.get("became", ""), request.GET.get("page", "1"), language)
    context = {
        "version": version,
        "rows": rows,
        "downloads": [{"label": label, "href": f"../report.{label.lower()}"} for label in ("CSV", "JSON")],
        **_keep(request, "became", rows.became),
        "simulated": version.simulated,
        "section": "countries",
    }
    return render(request, "country/adapted_items.html", context)


def _keep(request: HttpRequest, name: str, chosen: str) -> dict[str, str]:
    """Return what links of a page keep of its address: the language of texts, and for pages the sort that was chosen."""
    text = {"text": request.GET["text"]} if request.GET.get("text") else {}
    kept = {**text, **({name: chosen} if chosen else {})}
    return {
        "keep_text": f"?{urlencode(text)}" if text else "",
        "part_begin": f"?{urlencode({**text, name: ''})}",
        "paging": f"{urlencode(kept)}&" if kept else "",
    }


@require_GET
def send_report(request: HttpRequest, country: str, suffix: str) -> HttpResponse:
    """Send what became of every item of the base as a table or as JSON."""
    actor = actor_of(request)
    version = get_adapted(actor, country)
    newer = find_newer_base(actor, version)
    report, newest = report_on(version, newer.digest if newer else "")
    if suffix == "csv":
        return send_download(report_csv(report, version), "text/csv; charset=utf-8", f"{country}-report.csv")
    if suffix == "json":
        body = readable_json(report_value(report, version, newest))
        return send_download(body, "application/json; charset=utf-8", f"{country}-report.json")
    raise NotFound("NOT_HERE")


@require_GET
def show_results(request: HttpRequest, country: str) -> HttpResponse:
    """Show where people stand: three findings, the whole service, one competency by groups, barriers, methods."""
    documents = get_results(actor_of(request), country)
    language = text_language()
    first = first_choice(documents)
    form = GapChooser(
        {**first, **request.GET.dict()},
        dimensions=dimension_choices(documents),
        items=item_choices(documents, language),
    )
    is_valid = form.is_valid()
    chosen = form.cleaned_data if is_valid else first
    page = present_results(documents, language)
    context = {
        "page": page,
        "form": form,
        "comparison": present_comparison(documents, chosen["by"], chosen["item"], language)
        if documents.gaps.gaps
        else None,
        "simulated": page.simulated,
        "section": "countries",
    }
    return render(request, "country/results.html", context, status=200 if is_valid else 422)


@require_GET
def send_results(request: HttpRequest, country: str, suffix: str) -> HttpResponse:
    """Send every gap as a table or as JSON."""
    documents = get_results(actor_of(request), country)
    if suffix == "csv":
        return send_download(results_csv(documents), "text/csv; charset=utf-8", f"{country}-results.csv")
    if suffix == "json":
        body = readable_json(results_value(documents))
        return send_download(body, "application/json; charset=utf-8", f"{country}-results.json")
    raise NotFound("NOT_HERE")
