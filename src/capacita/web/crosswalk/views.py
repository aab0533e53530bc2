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
from capacita.vocabulary import direction_of, readable_json, show_text
from capacita.web.actors import actor_of
from capacita.web.crosswalk.forms import REJECT, ProposalForm, ReviewForm
from capacita.web.crosswalk.presenters import present_crosswalk, present_list, present_review_page, present_sides
from capacita.web.crosswalk.queries import get_reviewed, list_crosswalks, list_ends
from capacita.web.crosswalk.reviewing import get_link
from capacita.web.crosswalk.services import decide, put_forward, undo
from capacita.web.crosswalk.tables import write_links
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
    """Send a crosswalk as it stands, decisions included: as SSSOM, as a table or as its document."""
    crosswalk = get_reviewed(actor_of(request), code).crosswalk
    if ending == "tsv":
        return send_download(write_sssom(crosswalk), "text/tab-separated-values; charset=utf-8", f"{code}.sssom.tsv")
    if ending == "csv":
        return send_download(write_links(crosswalk), "text/csv; charset=utf-8", f"{code}.csv")
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
            crosswalk=found.undecided,
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
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, code: str) -> HttpResponse:
    """Ask which two items have to do with each other, how and why, and put that link forward."""
    actor = actor_of(request)
    found = get_reviewed(actor, code)
    here, there = list_ends(found, is_subject=True), list_ends(found, is_subject=False)
    form = ProposalForm(
        request.POST if request.method == "POST" else None,
        subjects=[(end.id, f"{end.code} {end.title}") for end in here.values()],
        objects=[(end.id, f"{end.code} {end.title}") for end in there.values()],
        initial={name: request.GET.get(name, "") for name in ("subject", "object")},
    )
    for name in ("subject", "object"):
        form.fields[name].widget.attrs.update(lang=found.crosswalk.language, dir=direction_of(found.crosswalk.language))
    form.fields["subject"].label, form.fields["object"].label = present_sides(found, text_language())
    if found.object is None and not found.undecided.object.items:
        form.fields["object"].help_text = gettext(
            "Its framework is not on this site, so only the items that the crosswalk names already can be chosen."
        )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        subject, object_ = here[given["subject"]], there[given["object"]]
        known = next(
            (one for one in found.undecided.links if (one.subject, one.object) == (subject.id, object_.id)), None
        )
        if known is not None:
            messages.info(request, gettext("The two were linked already. This is their link."))
            return redirect("crosswalk-link", code, known.id)
        made = put_forward(
            actor,
            crosswalk=found.undecided,
            subject=subject,
            object_=object_,
            relation=MatchRelation(given["relation"]),
            reason=given["reason"],
            language=text_language(),
        )
        messages.success(request, gettext("The link is put forward. It stays a suggestion until somebody decides."))
        return redirect("crosswalk-link", code, made.link)
    context = {
        "code": code,
        "title": show_text(found.crosswalk.title, text_language()),
        "form": form,
        "section": "framework",
    }
    return render(request, "crosswalk/propose.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
def take_back(request: HttpRequest, code: str, review_id: UUID) -> HttpResponse:
    """Take a decision back."""
    taken = undo(actor_of(request), review_id=review_id)
    messages.success(request, gettext("The decision is taken back."))
    return redirect("crosswalk-link", code, taken.link)
