"""The workbench: what was said beside the clause, proposals for several at once, decisions, one contribution."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from capacita.consultation import LEADS_TO_CHANGE, DispositionStatus, LedgerState
from capacita.vocabulary import NotFound, is_identifier, plain_text, written
from capacita.web.actors import actor_of
from capacita.web.consultation.forms import sent_data
from capacita.web.consultation.models import Contribution
from capacita.web.consultation.queries import list_unwritten
from capacita.web.languages import text_language
from capacita.web.synthesis.batches import Proposal, name_all, propose_all, record_all
from capacita.web.synthesis.forms import DecisionForm, ProposalForm, ReasonForm
from capacita.web.synthesis.presenters import (
    PER_PAGE,
    count_ways,
    counts_by_state,
    keep_matching,
    name_contribution,
    present_copies,
    present_filters,
    present_link,
    present_log,
    present_point,
    present_points,
    query_of,
    read_filter,
)
from capacita.web.synthesis.queries import (
    Reading,
    find_copies_of,
    find_suggestions,
    get_reading,
    get_said,
    list_decided_by_nobody,
    list_log_of,
    list_programmes_to_read,
)
from capacita.web.synthesis.services import (
    confirm_proposal,
    propose_disposition,
    reopen_contribution,
    withdraw_proposal,
)
from capacita.web.synthesis.terms import DISPOSITIONS


@never_cache
@require_GET
def list_programmes(request: HttpRequest) -> HttpResponse:
    """Show the programmes whose contributions this person reads."""
    context = {"section": "consultations", "programmes": list_programmes_to_read(actor_of(request))}
    return render(request, "synthesis/programmes.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def show_workbench(request: HttpRequest, code: str) -> HttpResponse:
    """Show what was said beside the clauses, filtered; keep the proposals that were chosen on the page."""
    actor = actor_of(request)
    reading = get_reading(actor, code)
    chosen = read_filter(reading, request.GET)
    faults: dict[str, str] = {}
    if request.method == "POST":
        proposals, faults = _read_proposals(request, reading)
        if proposals and not faults:
            count = propose_all(actor, proposals)
            words = ngettext("{count} proposal is kept.", "{count} proposals are kept.", count).format(count=count)
            messages.success(request, words)
            return HttpResponseRedirect(request.get_full_path())
        if not proposals and not faults:
            faults[""] = gettext("Nothing was chosen. Choose a disposition beside at least one contribution.")
    copies = find_copies_of(reading.contributions, find_suggestions(actor, reading.programme))
    found = keep_matching(reading, chosen)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    points = present_points(reading, list(page), copies)
    context = {
        "section": "consultations",
        "programme": reading.programme,
        "filters": present_filters(reading, chosen),
        "is_filtered": bool(chosen),
        "query": query_of(chosen),
        "page": page,
        "rows": [_row(request, point, faults.get(point.pk, "")) for point in points],
        "faults": [{"text": words, "href": f"#disposition-{pk}" if pk else "#reason"} for pk, words in faults.items()],
        "ways": count_ways(reading.contributions, copies),
        "states": counts_by_state(reading),
        "copies": present_copies(reading, copies),
        "dispositions": [(name, gettext(words)) for name, words in DISPOSITIONS.items() if name != "duplicate"],
        "shared_reason": request.POST.get("reason", ""),
        "texts": [(point.item_title, point.item_statement, point.text) for point in points],
    }
    return render(request, "synthesis/workbench.html", context, status=422 if faults else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def show_decisions(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is proposed, and record at once which of it a body has decided."""
    actor = actor_of(request)
    reading = get_reading(actor, code)
    waiting = [
        said
        for said in reading.contributions
        if str(said.pk) in reading.standings and reading.standings[str(said.pk)].state is LedgerState.PROPOSED
    ]
    ready = [said for said in waiting if str(said.pk) not in reading.moved]
    unticked = gettext("Tick at least one contribution that was decided as proposed.")
    asked, count = _take_decision(request, ready, unticked, record_all)
    if count:
        words = ngettext(
            "{count} decision is recorded. Everybody can read it now.",
            "{count} decisions are recorded. Everybody can read them now.",
            count,
        )
        messages.success(request, words.format(count=count))
        return redirect("synthesis-decisions", code)
    context = {
        "section": "consultations",
        "programme": reading.programme,
        "points": present_points(reading, ready, ()),
        "moved": present_points(reading, [said for said in waiting if str(said.pk) in reading.moved], ()),
        "unknown": len(list_decided_by_nobody(reading)),
        "unwritten": sum(
            said.consultation.programme_id == reading.programme.pk
            for said in list_unwritten(actor, [reading.programme.organisation_id])
        ),
        **asked,
    }
    return render(
        request, "synthesis/decisions.html", context, status=422 if asked["fault"] or asked["form"].errors else 200
    )


@never_cache
@require_http_methods(["GET", "POST"])
def name_decisions(request: HttpRequest, code: str) -> HttpResponse:
    """Show the decisions of before of which nobody told who took them, and take that for several at once."""
    actor = actor_of(request)
    reading = get_reading(actor, code)
    unknown = list_decided_by_nobody(reading)
    unticked = gettext("Tick at least one contribution that this body decided on.")
    asked, count = _take_decision(request, unknown, unticked, name_all)
    if count:
        words = ngettext("{count} decision names its body now.", "{count} decisions name their body now.", count)
        messages.success(request, words.format(count=count))
        return redirect("synthesis-decisions", code)
    context = {
        "section": "consultations",
        "programme": reading.programme,
        "points": [
            (point, said.decided_on, _body_of(reading, said))
            for point, said in zip(present_points(reading, unknown, ()), unknown, strict=True)
        ],
        **asked,
    }
    return render(
        request, "synthesis/name_decisions.html", context, status=422 if asked["fault"] or asked["form"].errors else 200
    )


@never_cache
@require_http_methods(["GET", "POST"])
def show_contribution(request: HttpRequest, contribution_id: UUID) -> HttpResponse:
    """Show one contribution with its log: propose, and once it is decided make the Change."""
    actor = actor_of(request)
    said = get_said(actor, contribution_id)
    reading = get_reading(actor, said.consultation.programme.code)
    others = [(str(other.pk), name_contribution(other)) for other in reading.contributions if other.pk != said.pk]
    if "confirm" in request.POST:
        confirm_proposal(actor, contribution_id=said.pk)
        messages.success(request, gettext("The proposal holds for the words as they are now."))
        return redirect("work-contribution", said.pk)
    form = ProposalForm(sent_data(request), others=others)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        propose_disposition(
            actor,
            contribution_id=said.pk,
            status=DispositionStatus(given["disposition"]),
            reason=written(given["reason"], text_language()),
            duplicate_of=UUID(given["duplicate_of"]) if given["duplicate_of"] else None,
        )
        messages.success(request, gettext("Proposed. Others read it once the deciding body has decided."))
        return redirect("work-contribution", said.pk)
    return _render_contribution(request, said, reading, form, ReasonForm())


@never_cache
@require_POST
def take_back(request: HttpRequest, contribution_id: UUID) -> HttpResponse:
    """Take a proposal back, or undo a decision, with the reason."""
    actor = actor_of(request)
    said = get_said(actor, contribution_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        reading = get_reading(actor, said.consultation.programme.code)
        return _render_contribution(request, said, reading, ProposalForm(), form)
    reason = written(form.cleaned_data["reason"], text_language())
    if "reopen" in request.POST:
        reopen_contribution(actor, contribution_id=said.pk, reason=reason)
        messages.success(request, gettext("The decision is undone. The contribution is open again."))
    else:
        withdraw_proposal(actor, contribution_id=said.pk, reason=reason)
        messages.success(request, gettext("The proposal is taken back. The contribution is open again."))
    return redirect("work-contribution", said.pk)


def _take_decision(
    request: HttpRequest, offered: Sequence[Contribution], unticked: str, take: Callable[..., int]
) -> tuple[dict[str, Any], int]:
    """Return what a page says of its form and its ticks, and for how many contributions the decision was taken.

    ``take`` is the service that takes it; ``unticked`` says what is missing where nothing was ticked.
    """
    form = DecisionForm(sent_data(request))
    chosen = set(request.POST.getlist("contribution"))
    picked = [said.pk for said in offered if str(said.pk) in chosen]
    fault = unticked if form.is_bound and not picked else ""
    count = 0
    if form.is_valid() and picked:
        given = form.cleaned_data
        body = written(given["body"], text_language())
        count = take(actor_of(request), picked, body=body, decided_on=given["decided_on"], minutes=given["minutes"])
    faults = [{"text": fault, "href": ""}] if fault else []
    return {"form": form, "chosen": chosen, "fault": fault, "faults": faults}, count


def _body_of(reading: Reading, said: Contribution) -> str:
    entry = reading.standings[str(said.pk)].entry
    return entry.body if entry else ""


def _render_contribution(
    request: HttpRequest, said: Contribution, reading: Reading, form: ProposalForm, back: ReasonForm
) -> HttpResponse:
    standing = reading.standings.get(str(said.pk))
    entry = standing.entry if standing else None
    state = standing.state if standing else LedgerState.OPEN
    other = reading.by_id.get(entry.duplicate_of or "") if entry else None
    links = said.change_links.select_related("step__draft__released", "step__draft__organisation", "step__undone_by")
    context: dict[str, Any] = {
        "section": "consultations",
        "programme": reading.programme,
        "point": present_point(reading, said),
        "form": form,
        "back": back,
        "state": state.value,
        "entry": entry,
        "other": {"name": name_contribution(other), "href": reverse("work-contribution", args=[other.pk])}
        if other
        else None,
        "log": present_log(list_log_of(actor_of(request), said)),
        "links": [present_link(link) for link in links],
        "may_change": state is LedgerState.DECIDED and entry is not None and entry.status in LEADS_TO_CHANGE,
        "is_released": bool(said.change_ids),
    }
    status = 422 if form.errors or back.errors else 200
    return render(request, "synthesis/contribution.html", context, status=status)


def _read_proposals(request: HttpRequest, reading: Reading) -> tuple[list[Proposal], dict[str, str]]:
    """Return the proposals that the rows of the page hold, and what is wrong with them by contribution."""
    shared = request.POST.get("reason", "").strip()
    proposals, faults = [], {}
    for name, value in request.POST.items():
        if not name.startswith("disposition-") or not value:
            continue
        pk = name.removeprefix("disposition-")
        if not is_identifier(pk) or pk not in reading.by_id:
            raise NotFound("CONTRIBUTION_UNKNOWN")
        reason = request.POST.get(f"reason-{pk}", "").strip() or shared
        if value not in DISPOSITIONS or value == "duplicate":
            faults[pk] = gettext("Choose what is to become of it.")
        elif not reason:
            number = reading.by_id[pk].number
            faults[pk] = gettext("Contribution {number}: give a reason, its own or one for all.").format(number=number)
        else:
            proposals.append(
                Proposal(
                    contribution=UUID(pk),
                    status=DispositionStatus(value),
                    reason=written(reason, text_language()),
                )
            )
    return proposals, faults


def _row(request: HttpRequest, point: Any, fault: str) -> dict[str, Any]:
    """Return a contribution with what its part of the form holds."""
    return {
        "point": point,
        "fault": fault,
        "disposition": request.POST.get(f"disposition-{point.pk}", ""),
        "reason": request.POST.get(f"reason-{point.pk}", ""),
        "is_decided": point.state == LedgerState.DECIDED.value,
        "label": plain_text(point.where, text_language()),
    }
