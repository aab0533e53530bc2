"""Reading on: searching a framework, its versions, two of them side by side, a release, a file to read without a net."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from capacita.framework.exchange.licences import check_export_licence
from capacita.framework.exchange.reading_file import READING_FILE
from capacita.sheets import write_csv
from capacita.vocabulary import plain_text, readable_json
from capacita.web.actors import actor_of
from capacita.web.documents.sending import send_download
from capacita.web.framework.addresses import ReaderChoice, choice_of, query_of
from capacita.web.framework.compare_presenters import compare_kept, list_rows, present_comparison
from capacita.web.framework.files import make_reading_file
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.queries import choose_pair, choose_version, list_versions_of, undescribed_of, unlinked_of
from capacita.web.framework.release_presenters import present_release
from capacita.web.framework.search_presenters import present_search
from capacita.web.framework.version_presenters import (
    best_language,
    present_languages,
    present_standing,
    present_versions,
)
from capacita.web.languages import text_language

COLUMNS = ("kind", "name", "item", "field", "before_words", "after_words", "weight", "reason")


@require_GET
def search(request: HttpRequest, code: str) -> HttpResponse:
    """Show the items of a framework that say what a reader looks for."""
    choice = choice_of(request)
    found = list_versions_of(actor_of(request), code)
    row = choose_version(found, choice.version)
    framework = unlinked_of(row)
    query = query_of(request)
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
    framework = undescribed_of(row)
    context = {
        **present_standing(found, row, choice),
        "versions": present_versions(found, row, choice),
        "framework_title": framework.title,
        "address": reverse("framework-versions", args=[code]),
        "notice": plain_text(framework.notice, text_language()),
        "section": "framework",
    }
    return render(request, "framework/versions.html", context)


@require_GET
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """Show what two versions of a framework differ in, or a version and what it was made from."""
    choice = choice_of(request)
    pair = choose_pair(actor_of(request), code, request.GET.get("from", ""), request.GET.get("to", ""))
    if pair is None:
        context = {"row": list_versions_of(actor_of(request), code)[0], "keep_text": choice.with_values(version="")}
        return render(request, "framework/compare_nothing.html", context)
    rows = (pair.before, pair.after)
    wanted = request.GET.get("format", "")
    if wanted in ("csv", "json"):
        return _send_comparison(rows, choice.language, wanted)
    page = present_comparison(rows, choice, request.GET.get("kind", ""), request.GET.get("page", "1"))
    values = {"from": pair.before_name, "to": pair.after.version}
    context = {
        **page,
        "before": pair.before,
        "after": pair.after,
        "before_title": pair.before.title,
        "after_title": pair.after.title,
        "choices": pair.choices,
        "before_name": pair.before_name,
        "choice": choice,
        "keep_text": choice.with_values(version=""),
        "same": choice.with_values(version="", **values),
        "paging": choice.with_values(version="", **values, kind=page["wanted"]).removeprefix("?") + "&",
        "text_languages": present_languages(
            compare_kept(pair.before.digest, pair.after.digest).after,
            request.path,
            ReaderChoice(text=choice.text),
            **values,
        ),
        "section": "framework",
    }
    return render(request, "framework/compare.html", context)


def _send_comparison(rows: tuple[FrameworkVersion, FrameworkVersion], language: str, wanted: str) -> HttpResponse:
    found, told = list_rows(rows, language)
    name = f"{rows[1].code}-{rows[0].version}-to-{rows[1].version}.{wanted}"
    if wanted == "csv":
        cells = [[row[column] for column in COLUMNS] for row in told]
        return send_download(write_csv([COLUMNS, *cells]), "text/csv; charset=utf-8", name)
    value = {
        "from": _tell_version(rows[0]),
        "to": _tell_version(rows[1]),
        "step": found.suggestion.step.value,
        "suggested_version": found.suggestion.version,
        "changes": told,
    }
    return send_download(readable_json(value), "application/json; charset=utf-8", name)


def _tell_version(row: FrameworkVersion) -> dict[str, str]:
    return {"code": row.code, "version": row.version, "digest": row.digest}


@require_GET
def show_release(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a released version is: who released it, what step it was, how to check and to cite it."""
    choice = choice_of(request)
    found = list_versions_of(actor_of(request), code)
    row = choose_version(found, choice.version)
    named = f"{row.framework_id}@{row.version}"
    identifier = request.build_absolute_uri(reverse("framework-identifier", args=[named]))
    context = {
        **present_standing(found, row, choice),
        **present_release(found, row, choice, identifier),
        "keep_version": choice.with_values(text="", version=row.version),
        "notice": plain_text(undescribed_of(row).notice, text_language()),
        "section": "framework",
    }
    return render(request, "framework/release.html", context)


@require_GET
def send_reading_file(request: HttpRequest, code: str) -> HttpResponse:
    """Send a framework version as one file to read without a network, in a language that it has texts in."""
    choice = choice_of(request)
    row = choose_version(list_versions_of(actor_of(request), code), choice.version)
    named = f"{row.framework_id}@{row.version}"
    framework = undescribed_of(row)
    check_export_licence(framework, READING_FILE.name)
    language = choice.text or best_language(framework, choice.language)
    body = make_reading_file(row, language, request.build_absolute_uri(reverse("framework-identifier", args=[named])))
    return send_download(body, "text/html; charset=utf-8", f"{row.code}-{row.version}-{language}.html")
