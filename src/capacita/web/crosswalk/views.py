"""Crosswalks for readers, and their links one by one for reviewers."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from capacita.framework.crosswalk import CROSSWALK_FORMAT, LinkDecision, MatchRelation, write_sssom
from capacita.vocabulary import readable_json
from capacita.web.actors import actor_of
from capacita.web.crosswalk.forms import REJECT, ReviewForm
from capacita.web.crosswalk.presenters import present_crosswalk, present_list, present_review_page
from capacita.web.crosswalk.queries import get_reviewed, list_crosswalks
from capacita.web.crosswalk.reviewing import get_link
from capacita.web.crosswalk.services import decide, undo
from capacita.web.documents.sending import send_download
from capacita.web.languages import text_language
from capacita.web.permissions import Action, may


@require_GET
def list_all(request: HttpRequest) -> HttpResponse:
    """Show every crosswalk."""
    lines = present_list(list_crosswalks(actor_of(request)), text_language())
    return render(request, "crosswalk/list.html", {"lines": lines, "section": "framework"})


@require_GET
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Show a crosswalk: what it covers, and each link with what speaks for it."""
    actor = actor_of(request)
    page = present_crosswalk(get_reviewed(actor, code), text_language(), request.GET.get("state", ""))
    context = {"page": page, "may_review": may(actor, Action.REVIEW_CROSSWALK), "section": "framework"}
    return render(request, "crosswalk/crosswalk.html", context)


@require_GET
def send(request: HttpRequest, code: str, ending: str) -> HttpResponse:
    """Send a crosswalk as it stands, decisions included: as SSSOM or as its document."""
    crosswalk = get_reviewed(actor_of(request), code).crosswalk
    if ending == "tsv":
        return send_download(write_sssom(crosswalk), "text/tab-separated-values; charset=utf-8", f"{code}.sssom.tsv")
    body = readable_json(CROSSWALK_FORMAT.dump(crosswalk))
    return send_download(body, "application/json; charset=utf-8", f"{code}.json")


@never_cache
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, code: str, link_id: UUID) -> HttpResponse:
    """Show a link with everything that speaks for it, and to reviewers the question how the two stand to each other."""
    actor = actor_of(request)
    found = get_reviewed(actor, code)
    link = get_link(found.crosswalk, str(link_id))
    page = present_review_page(found, link.id, text_language())
    may_review = may(actor, Action.REVIEW_CROSSWALK)
    relation = REJECT if link.decision is LinkDecision.REJECTED else link.relation.value if link.relation else None
    form = ReviewForm(
        request.POST if request.method == "POST" else None, initial={"relation": relation, "seen": page["seen"]}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        rejected = given["relation"] == REJECT
        decide(
            actor,
            crosswalk=found.shipped,
            link_id=link.id,
            decision=LinkDecision.REJECTED if rejected else LinkDecision.ACCEPTED,
            relation=None if rejected else MatchRelation(given["relation"]),
            reason=given["reason"],
            language=text_language(),
            seen=given["seen"],
        )
        messages.success(request, gettext("Your decision is kept. It can be taken back on this page."))
        return redirect("crosswalk-link", code, link.id)
    context = {
        "page": page,
        "form": form,
        "may_review": may_review,
        "may_undo": may_review
        and page["standing"] is not None
        and may(actor, Action.REVIEW_CROSSWALK, organisation_id=page["standing"].organisation_id),
        "section": "framework",
    }
    return render(request, "crosswalk/link.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
def take_back(request: HttpRequest, code: str, review_id: UUID) -> HttpResponse:
    """Take a decision back."""
    taken = undo(actor_of(request), review_id=review_id)
    messages.success(request, gettext("The decision is taken back."))
    return redirect("crosswalk-link", code, taken.link)
