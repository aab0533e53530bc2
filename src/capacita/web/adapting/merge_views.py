"""Taking in a newer base: what went in by itself, each conflict on a page of its own, then a draft to release."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from capacita.vocabulary import NotFound, Refusal, written
from capacita.web.actors import actor_of
from capacita.web.adapting.forms import ConflictForm
from capacita.web.adapting.merge_presenters import (
    can_be_worded,
    choices_of,
    initial_of,
    present_conflict,
    present_merge,
)
from capacita.web.adapting.merge_services import finish_merge, settle_conflict, start_merge, take_in_translations
from capacita.web.adapting.queries import find_open_draft, get_merge, get_release
from capacita.web.fields import write_localized
from capacita.web.framework.queries import find_newer_base


@never_cache
@require_POST
def begin_merge(request: HttpRequest, country: str, code: str) -> HttpResponse:
    """Begin to take in the newest base, or go on with it."""
    actor = actor_of(request)
    version = get_release(actor, country, code)
    newer = find_newer_base(actor, version)
    if newer is None:
        raise NotFound("NOTHING_YET")
    merge = start_merge(actor, version=version, new_base=newer)
    return redirect("adapt-merge", country, merge.pk)


@never_cache
@require_POST
def take_translations(request: HttpRequest, country: str, code: str) -> HttpResponse:
    """Take in a base that brings translations alone, and release that; where something stands against it, begin a merge."""
    actor = actor_of(request)
    version = get_release(actor, country, code)
    newer = find_newer_base(actor, version)
    if newer is None:
        raise NotFound("NOTHING_YET")
    try:
        draft = take_in_translations(actor, version=version, new_base=newer, released_at=timezone.now())
    except Refusal as refusal:
        if refusal.code != "MERGE_UNSETTLED":
            raise
        messages.info(request, gettext("A wording of yours stands against one of the base. Choose which is to stand."))
        return redirect("adapt-merge", country, start_merge(actor, version=version, new_base=newer).pk)
    assert draft.released is not None
    told = gettext("The translations are taken in. Version {version} is public; it means what the one before means.")
    messages.success(request, told.format(version=draft.released.version))
    return redirect("framework", draft.code)


@never_cache
@require_GET
def show_merge(request: HttpRequest, country: str, merge_id: UUID) -> HttpResponse:
    """Show what went in and what needs somebody."""
    actor = actor_of(request)
    merge = get_merge(actor, country, merge_id)
    page = present_merge(merge, merge.ours.language)
    page["in_the_way"] = find_open_draft(actor, merge.ours.code) if page["is_open"] else None
    return render(request, "adapting/merge.html", {"page": page, "section": "countries"})


@never_cache
@require_http_methods(["GET", "POST"])
def decide_conflict(request: HttpRequest, country: str, merge_id: UUID, conflict_id: UUID) -> HttpResponse:
    """Show the three sides of a conflict and keep the choice."""
    actor = actor_of(request)
    merge = get_merge(actor, country, merge_id)
    conflict = merge.conflict(str(conflict_id))
    if conflict is None:
        raise NotFound("CONFLICT_UNKNOWN")
    language = merge.ours.language
    form = ConflictForm(
        request.POST if request.method == "POST" else None,
        initial=initial_of(merge, conflict, language),
        choices=choices_of(conflict),
        is_worded=can_be_worded(conflict),
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        own = given["choice"] == "own"
        choice = {"value": write_localized(written(given["text"], language))} if own else given["choice"]
        reason = written(given["reason"], language) if own else None
        settle_conflict(actor, merge_id=merge_id, conflict_id=conflict.id, choice=choice, reason=reason)
        messages.success(request, gettext("Your choice is kept. You can change it until the merge is finished."))
        return redirect("adapt-merge", country, merge_id)
    context = {"page": present_conflict(merge, conflict, language), "form": form, "section": "countries"}
    return render(request, "adapting/conflict.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
def end_merge(request: HttpRequest, country: str, merge_id: UUID) -> HttpResponse:
    """Make a draft on the newer base."""
    merge = finish_merge(actor_of(request), merge_id=merge_id)
    assert merge.draft is not None
    messages.success(request, gettext("The newer base is taken in. Look it through, then release it."))
    return redirect("adapt-draft", country, merge.draft.pk)
