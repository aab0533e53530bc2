"""The text of a programme with its comments, orphans, the policy and the log of moderation: for everybody."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from capacita.consultation.commenting.anchoring import AnchorFate, AnchorPart
from capacita.consultation.commenting.comments import EDIT_WINDOW
from capacita.vocabulary import NotFound
from capacita.vocabulary import show_text as choose_wording
from capacita.web.actors import actor_of
from capacita.web.commenting.comment_files import write_comments_csv, write_log_csv
from capacita.web.commenting.pages import TextPage, open_text_page
from capacita.web.commenting.presenters import place_all, present_comment, present_entry, present_lines, present_parts
from capacita.web.commenting.queries import (
    count_waiting,
    get_shown,
    get_text_programme,
    index_of,
    list_log_of,
    list_public_log,
    list_shown,
)
from capacita.web.commenting.terms import HIDING_REASONS
from capacita.web.documents.sending import send_download
from capacita.web.framework.addresses import find_by_key
from capacita.web.permissions import Action, may

LINES_PER_PAGE = 100


@require_GET
def show_text(request: HttpRequest, code: str) -> HttpResponse:
    """Show every item of the text with how many comments stand there, in the version that is read."""
    page = open_text_page(request, code)
    placed = place_all(list_shown(page.programme), page.index)
    counts: dict[str, int] = {}
    for _comment, where in placed:
        if where.item:
            counts[where.item] = counts.get(where.item, 0) + 1
    lines = present_lines(code, page.index, counts, page.choice)
    context = {
        "lines": Paginator(lines, LINES_PER_PAGE).get_page(request.GET.get("page")),
        "query": page.choice.query.removeprefix("?") + ("&" if page.choice.query else ""),
        "all_comments": len(placed),
        "orphans": sum(1 for _comment, where in placed if where.fate is AnchorFate.ORPHAN),
        **_frame(page),
    }
    return render(request, "commenting/text.html", context)


@require_GET
def show_item(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Show an item sentence by sentence, with the comments beside the words that they are about."""
    page = open_text_page(request, code)
    item = find_by_key(page.index.framework, key)
    if item is None:
        raise NotFound("ITEM_UNKNOWN", name=key)
    placed = place_all(list_shown(page.programme), page.index)
    here = [(comment, where) for comment, where in placed if where.item == item.id]
    write_href = reverse("comment-write", args=[code, key]) if page.may_write else ""
    context = {
        "item": item,
        "key": key,
        "title": choose_wording(item.title, page.choice.language)
        or choose_wording(item.statement, page.choice.language),
        "parts": present_parts(page.index, item, here, page.choice, write_href),
        "whole": [present_comment(*pair) for pair in here if pair[1].part is AnchorPart.WHOLE],
        "count": len(here),
        "write_href": write_href,
        **_frame(page),
    }
    return render(request, "commenting/item.html", context)


@require_GET
def show_orphans(request: HttpRequest, code: str) -> HttpResponse:
    """Show the comments whose words are not in the version that is read, with their old words."""
    page = open_text_page(request, code)
    placed = place_all(list_shown(page.programme), page.index)
    orphans = [present_comment(*pair) for pair in placed if pair[1].fate is AnchorFate.ORPHAN]
    moved = [present_comment(*pair) for pair in placed if pair[1].fate in (AnchorFate.MOVED, AnchorFate.FUZZY)]
    context = {"comments": orphans, "moved": moved, "all_comments": len(placed), **_frame(page)}
    return render(request, "commenting/orphans.html", context)


@require_GET
def show_comment(request: HttpRequest, comment_id: UUID) -> HttpResponse:
    """Show one comment with its original words, its translations, and what became of it."""
    comment = get_shown(comment_id)
    index = index_of(comment.framework_version.digest)
    item = index.item(str(comment.contribution.item_id))
    actor = actor_of(request)
    context = {
        "section": "consultations",
        "comment": present_comment(comment),
        "programme": comment.programme,
        "version": comment.framework_version,
        "item_title": item.title if item else None,
        "log": [present_entry(entry) for entry in list_log_of(comment) if entry.actor_kind == "moderator"],
        "translate_href": reverse("work-translate", args=[comment.contribution_id])
        if may(actor, Action.TRANSLATE_CONTRIBUTION, organisation_id=comment.organisation_id)
        else "",
    }
    return render(request, "commenting/comment.html", context)


@require_GET
def show_log(request: HttpRequest, code: str) -> HttpResponse:
    """Show how comments are moderated here, and all that was done, each with its reason."""
    programme = get_text_programme(actor_of(request), code)
    entries = Paginator(list_public_log(programme), LINES_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "section": "consultations",
        "programme": programme,
        "entries": entries,
        "lines": [present_entry(entry) for entry in entries],
        "waiting": count_waiting(programme),
        "grounds": [gettext(words) for words in HIDING_REASONS.values()],
        "hours": int(EDIT_WINDOW.total_seconds() // 3600),
    }
    return render(request, "commenting/log.html", context)


@require_GET
def send_log(request: HttpRequest, code: str) -> HttpResponse:
    """Send the log of moderation as CSV."""
    programme = get_text_programme(actor_of(request), code)
    return send_download(write_log_csv(list_public_log(programme)), "text/csv; charset=utf-8", f"{code}-moderation.csv")


@require_GET
def send_comments(request: HttpRequest, code: str) -> HttpResponse:
    """Send the comments that everybody reads as "text/csv; charset=utf-8", each with where it stands in the version that is read."""
    page = open_text_page(request, code)
    placed = place_all(list_shown(page.programme), page.index)
    return send_download(
        write_comments_csv(placed, page.version.version), "text/csv; charset=utf-8", f"{code}-comments.csv"
    )


def _frame(page: TextPage) -> dict[str, object]:
    return {"section": "consultations", "page": page, "programme": page.programme, "version": page.version}
