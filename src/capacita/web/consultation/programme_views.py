"""Programmes: the page that everybody reads, and the page with which they are opened and changed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from capacita.vocabulary import plain_text, written
from capacita.web.actors import actor_of
from capacita.web.consultation.forms import sent_data
from capacita.web.consultation.models import Programme
from capacita.web.consultation.programme_forms import ProgrammeDetailsForm
from capacita.web.consultation.programme_pages import present_programme
from capacita.web.consultation.programmes import (
    ProgrammeDetails,
    change_programme,
    get_own_programme,
    list_hosts,
    list_own_programmes,
    list_subjects,
    open_programme,
    subject_key_of,
)
from capacita.web.consultation.queries import get_programme, list_of_programme
from capacita.web.languages import text_language
from capacita.web.permissions import Action, may


@require_GET
def show_programme(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a programme is about, its phases, and its consultations by region."""
    actor = actor_of(request)
    programme = get_programme(actor, code)
    page = present_programme(programme, list_of_programme(actor, programme), on=timezone.localdate())
    may_change = not programme.source and may(actor, Action.OPEN_PROGRAMME, organisation_id=programme.organisation_id)
    context = {"section": "consultations", "page": page, "programme": programme, "may_change": may_change}
    return render(request, "consultation/programme.html", context)


@never_cache
@require_GET
def list_programmes(request: HttpRequest) -> HttpResponse:
    """Show the programmes that one may change, and the way to open one."""
    actor = actor_of(request)
    context = {"section": "consultations", "programmes": list_own_programmes(actor), "hosts": list_hosts(actor)}
    return render(request, "consultation/programme_list.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def open_new(request: HttpRequest) -> HttpResponse:
    """Open a programme."""
    return _edit(request, None)


@never_cache
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Change a programme."""
    return _edit(request, get_own_programme(actor_of(request), code))


def _edit(request: HttpRequest, programme: Programme | None) -> HttpResponse:
    actor = actor_of(request)
    language = text_language() if programme is None else programme.language
    hosts = list_hosts(actor) if programme is None else [programme.organisation]
    form = ProgrammeDetailsForm(
        sent_data(request),
        hosts=hosts,
        subjects=list_subjects(actor, language),
        names={host.pk: plain_text(host.name, language) for host in hosts},
        initial=_initial(programme, language) if programme else {"purpose": "consultation"},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        details = ProgrammeDetails(
            title={**(programme.title if programme else {}), **written(given["title"], language)},
            summary={**(programme.summary if programme else {}), **written(given["summary"], language)},
            language=language,
            purpose=given["purpose"],
            subject=form.subjects[given["subject"]],
            opens_on=given["opens_on"],
            closes_on=given["closes_on"],
            contact=given["contact"],
            phases=form.phases(),
        )
        if programme is None:
            host = next(entry for entry in hosts if str(entry.pk) == given["host"])
            kept = open_programme(actor, organisation=host, details=details)
            messages.success(request, gettext("The programme is open, and everybody can see it."))
        else:
            kept = change_programme(actor, programme_id=programme.pk, details=details)
            messages.success(request, gettext("The programme is changed."))
        return HttpResponseRedirect(reverse("programme", args=[kept.code]))
    context = {"section": "consultations", "form": form, "programme": programme, "hosts": hosts}
    return render(request, "consultation/programme_edit.html", context, status=422 if form.errors else 200)


def _initial(programme: Programme, language: str) -> dict[str, Any]:
    days = {
        f"{phase.kind}_{name}": day
        for phase in programme.phases.all()
        for name, day in (("opens", phase.opens_on), ("closes", phase.closes_on))
    }
    return {
        "host": str(programme.organisation_id),
        "title": plain_text(programme.title, language),
        "summary": plain_text(programme.summary, language),
        "purpose": programme.purpose,
        "subject": subject_key_of(programme),
        "opens_on": programme.opens_on,
        "closes_on": programme.closes_on,
        "contact": programme.contact,
        **days,
    }
