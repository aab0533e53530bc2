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
from capacita.web.assessment.adaptation_presenters import contributions_behind, present_adaptation
from capacita.web.assessment.files import results_csv, results_value
from capacita.web.assessment.forms import GapChooser
from capacita.web.assessment.presenters import present_country, present_line
from capacita.web.assessment.queries import (
    get_adaptation,
    get_newest_base,
    get_results,
    get_standing,
    list_countries,
    load_headlines,
    quotes_by_id,
)
from capacita.web.assessment.report_presenters import compute_report, present_report, report_csv, report_value
from capacita.web.assessment.results_presenters import (
    dimension_choices,
    first_choice,
    item_choices,
    present_comparison,
    present_results,
)
from capacita.web.documents.sending import send_download
from capacita.web.languages import text_language

A_PAGE = 100  # countries of the list
REPORT_ROWS = 50  # items on one page of a report


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
    quotes = quotes_by_id(actor, contributions_behind(documents))
    language = request.GET.get("text") or text_language()
    page = present_adaptation(documents, quotes, language)
    told, newest = compute_report(documents, get_newest_base(actor, documents))
    report = present_report(documents, told, newest, language)
    context = {
        "page": page,
        "report": report,
        "report_rows": Paginator(report.rows, REPORT_ROWS).get_page(request.GET.get("page", "1")),
        "paging": f"{urlencode({'text': request.GET['text']})}&" if "text" in request.GET else "",
        "simulated": page.simulated,
        "section": "countries",
    }
    return render(request, "country/adaptation.html", context)


@require_GET
def send_report(request: HttpRequest, country: str, suffix: str) -> HttpResponse:
    """Send what became of every item of the base as a table or as JSON."""
    actor = actor_of(request)
    documents = get_adaptation(actor, country)
    report, newest = compute_report(documents, get_newest_base(actor, documents))
    if suffix == "csv":
        return send_download(report_csv(report, documents), "text/csv; charset=utf-8", f"{country}-report.csv")
    if suffix == "json":
        body = readable_json(report_value(report, documents, newest))
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
