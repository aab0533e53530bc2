"""Coverage of a programme: for everybody with protection, for stewards as it is, and the form of targets."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from capacita.consultation.coverage import (
    KINDS,
    MODES,
    NATIONAL,
    REGIONS,
    Coverage,
    describe_coverage,
    list_cells,
)
from capacita.sheets import write_csv
from capacita.vocabulary import readable_json, rounded
from capacita.web.actors import actor_of
from capacita.web.consultation.forms import sent_data
from capacita.web.consultation.models import Programme
from capacita.web.consultation.queries import get_programme
from capacita.web.coverage.forms import TargetsForm
from capacita.web.coverage.presenters import list_categories, present_coverage
from capacita.web.coverage.queries import get_run_programme, read_coverage, targets_of
from capacita.web.coverage.services import set_targets
from capacita.web.coverage.terms import DIMENSIONS, GENDERS, LANGUAGES
from capacita.web.documents.sending import send_download
from capacita.web.permissions import Action, may


@require_GET
def show_public(request: HttpRequest, code: str) -> HttpResponse:
    """Show whom a programme reaches, with small numbers of people protected."""
    actor = actor_of(request)
    programme = get_programme(actor, code)
    coverage = read_coverage(actor, programme, on=timezone.localdate(), public=True)
    runs = may(actor, Action.READ_CONTRIBUTIONS, organisation_id=programme.organisation_id)
    return _render(request, programme, coverage, files="programme-coverage-file", runs=runs)


@never_cache
@require_GET
def show_work(request: HttpRequest, code: str) -> HttpResponse:
    """Show stewards whom their programme reaches, every count as it is."""
    actor = actor_of(request)
    programme = get_run_programme(actor, code)
    coverage = read_coverage(actor, programme, on=timezone.localdate(), public=False)
    return _render(request, programme, coverage, files="work-coverage-file", runs=True)


@require_GET
def send_public(request: HttpRequest, code: str, ending: str) -> HttpResponse:
    """Send the protected coverage as JSON, or every cell of the sessions as CSV."""
    actor = actor_of(request)
    programme = get_programme(actor, code)
    return _send(programme, read_coverage(actor, programme, on=timezone.localdate(), public=True), ending)


@never_cache
@require_GET
def send_work(request: HttpRequest, code: str, ending: str) -> HttpResponse:
    """Send the coverage as it is."""
    actor = actor_of(request)
    programme = get_run_programme(actor, code)
    return _send(programme, read_coverage(actor, programme, on=timezone.localdate(), public=False), ending)


@never_cache
@require_http_methods(["GET", "POST"])
def change_targets(request: HttpRequest, code: str) -> HttpResponse:
    """Say whom the programme should reach."""
    actor = actor_of(request)
    programme = get_run_programme(actor, code)
    targets = targets_of(actor, programme)
    places = {
        "region": (NATIONAL,) if programme.country else REGIONS,
        "kind": KINDS,
        "language": tuple(dict.fromkeys([programme.language, *LANGUAGES])),
        "mode": MODES,
        "gender": GENDERS,
    }
    form = TargetsForm(
        sent_data(request),
        categories=list_categories(places),
        titles={name: gettext(DIMENSIONS[name]) for name in places},
        targets=targets,
        initial={"last_day": targets.last_day},
    )
    if request.method == "POST" and form.is_valid():
        set_targets(actor, programme=programme, wanted=form.wanted(), last_day=form.cleaned_data["last_day"])
        messages.success(request, gettext("The targets are set."))
        return HttpResponseRedirect(reverse("work-coverage", args=[programme.code]))
    context = {"section": "consultations", "programme": programme, "form": form}
    return render(request, "coverage/targets.html", context, status=422 if form.errors else 200)


def _render(request: HttpRequest, programme: Programme, coverage: Coverage, *, files: str, runs: bool) -> HttpResponse:
    context = {
        "section": "consultations",
        "programme": programme,
        "page": present_coverage(coverage),
        "runs": runs,
        "may_archive": programme.framework_version is not None
        and may(actor_of(request), Action.ARCHIVE_PROGRAMME, organisation_id=programme.organisation_id),
        "downloads": [
            {"label": "CSV", "href": reverse(files, args=[programme.code, "csv"])},
            {"label": "JSON", "href": reverse(files, args=[programme.code, "json"])},
        ],
    }
    return render(request, "coverage/coverage.html", context)


def _send(programme: Programme, coverage: Coverage, ending: str) -> HttpResponse:
    if ending == "json":
        data = readable_json(rounded(describe_coverage(coverage))).encode("utf-8")
        return send_download(data, "application/json", f"{programme.code}-coverage.json")
    rows = list_cells(coverage)
    columns = list(rows[0]) if rows else []
    table = write_csv([columns, *([row[name] for name in columns] for row in rows)])
    return send_download(table, "text/csv; charset=utf-8", f"{programme.code}-coverage.csv")
