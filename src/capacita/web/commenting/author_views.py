"""Writing a comment without an account, and the private page on which its author follows it."""

from __future__ import annotations

import time
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from capacita.consultation.commenting.anchoring import Anchor, AnchorPart, anchor_item, anchor_span, anchor_words
from capacita.consultation.commenting.comments import EDIT_WINDOW, CommentState, Naming, may_send_another
from capacita.consultation.spoken import read_code, show_code
from capacita.framework import Item
from capacita.vocabulary import NotFound, Refusal, direction_of, plain_text
from capacita.vocabulary import show_text as choose_wording
from capacita.web.actors import actor_of
from capacita.web.commenting.forms import ONLY_SAYS, CommentForm, WordsForm, language_choices, new_key
from capacita.web.commenting.models import Comment
from capacita.web.commenting.pages import TextPage, open_text_page
from capacita.web.commenting.periods import period_of
from capacita.web.commenting.presenters import naming_words, present_comment, present_entry, state_words
from capacita.web.commenting.queries import get_by_token, list_log_of
from capacita.web.commenting.services import (
    Author,
    Said,
    change_comment,
    forget_author,
    return_comment,
    send_comment,
    withdraw_comment,
)
from capacita.web.commenting.written import is_changeable, original_of, token_of
from capacita.web.consultation.forms import sent_data
from capacita.web.consultation.private_link import code_of, is_key_code
from capacita.web.consultation.request_views import private
from capacita.web.framework.addresses import find_by_key
from capacita.web.languages import text_language
from capacita.web.words import refusal_words

SENT = "comments_sent"  # in the session: when its comments were sent, so that no address has to be kept


@never_cache
@require_http_methods(["GET", "POST"])
def write_comment(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Take a comment on a sentence that was chosen, on words that are typed, or on the whole item."""
    page = open_text_page(request, code)
    item = find_by_key(page.index.framework, key)
    if item is None:
        raise NotFound("ITEM_UNKNOWN", name=key)
    if not page.may_write:
        raise Refusal("COMMENTS_CLOSED")
    chosen = _chosen(request, page, item)
    languages = language_choices(page.programme.language, text_language())
    initial = {"language": text_language(), "client_key": new_key(), "naming": None, "verdict": ONLY_SAYS}
    form = CommentForm(sent_data(request), languages=languages, initial=initial)
    if request.method == "POST" and form.is_valid():
        anchor = chosen or _typed(form, page, item)
        if anchor is not None and _is_in_time(request, form):
            comment, token = _send(request, form, page, item, anchor)
            messages.success(request, gettext("Your comment is kept as number {number}.").format(
                number=comment.contribution.number
            ))  # fmt: skip
            return HttpResponseRedirect(reverse("comment-receipt", args=[token]))
    context = {
        "section": "consultations",
        "page": page,
        "programme": page.programme,
        "key": key,
        "form": form,
        "item": item,
        "title": choose_wording(item.title, page.choice.language)
        or choose_wording(item.statement, page.choice.language),
        "chosen": chosen,
        "chosen_direction": direction_of(chosen.language) if chosen else "",
        "query": request.GET.urlencode(),
        "hours": int(EDIT_WINDOW.total_seconds() // 3600),
    }
    return render(request, "commenting/write.html", context, status=422 if form.errors else 200)


def _chosen(request: HttpRequest, page: TextPage, item: Item) -> Anchor | None:
    """Return the anchor of the sentence that the address names, None where it names none that can be read."""
    asked = request.GET
    try:
        part = AnchorPart(asked.get("part", ""))
        start, end = int(asked.get("from", "")), int(asked.get("to", ""))
        return anchor_span(page.index, item.id, part, asked.get("in", ""), start, end, level=asked.get("level", ""))
    except (ValueError, Refusal):
        return None


def _typed(form: CommentForm, page: TextPage, item: Item) -> Anchor | None:
    """Return the anchor of the words that were typed, of the whole item where none were; tell what is wrong with them."""
    words = form.cleaned_data["words"]
    if not words.strip():
        return anchor_item(page.index, item.id, page.choice.language)
    fault: Refusal | None = None
    tags = [page.choice.language, page.index.framework.language]
    for language in dict.fromkeys([*tags, *item.statement, *item.title]):
        try:
            return anchor_words(page.index, item.id, language, words)
        except Refusal as refusal:
            fault = refusal if fault is None or refusal.code == "ANCHOR_WORDS_TWICE" else fault
    assert fault is not None
    said = refusal_words(fault, gettext)
    form.add_error("words", f"{said.message} {said.hint}")
    return None


def _is_in_time(request: HttpRequest, form: CommentForm) -> bool:
    """Tell whether this session may send one more now; say so in the form where it may not."""
    if may_send_another(request.session.get(SENT, []), time.time()):
        return True
    form.add_error(
        None, gettext("Several comments came from this browser within ten minutes. Wait a little, then send.")
    )
    return False


def _send(request: HttpRequest, form: CommentForm, page: TextPage, item: Item, anchor: Anchor) -> tuple[Comment, str]:
    given = form.cleaned_data
    token = token_of(given["client_key"])
    comment = send_comment(
        actor_of(request),
        programme=page.programme,
        anchor=anchor,
        item_code=item.code,
        said=_said(given),
        author=Author(
            naming=Naming(given["naming"]),
            name=given["name"],
            organisation=given["organisation"],
            kind=given["kind"],
            for_organisation=given["for_organisation"],
        ),
        client_key=given["client_key"],
        token=token,
        on=timezone.localdate(),
    )
    request.session[SENT] = [*request.session.get(SENT, [])[-20:], time.time()]
    return comment, token


def _said(given: dict[str, Any]) -> Said:
    return Said(text=given["text"], language=given["language"], suggested=given["suggested"], verdict=given["verdict"])


@private("same-origin")
@require_GET
def show_receipt(request: HttpRequest, token: str) -> HttpResponse:
    """Show an author where their comment stands, what happens next, and how to come back."""
    comment = get_by_token(token)
    on = timezone.localdate()
    words, tone = state_words(comment)
    context = {
        "section": "consultations",
        "token": token,
        "comment": present_comment(comment),
        "row": comment,
        "programme": comment.programme,
        "state_words": words,
        "tone": tone,
        "naming": naming_words(comment),
        "may_change": is_changeable(comment, on=on),
        "may_return": comment.state == CommentState.WITHDRAWN.value,
        "change_until": comment.sent_at + EDIT_WINDOW,
        "log": [present_entry(entry) for entry in list_log_of(comment)],
        "period": period_of(comment.programme, on=on),
        "code": show_code(read_code(token) if is_key_code(token) else code_of(token)),
        "address": request.build_absolute_uri(reverse("comment-receipt", args=[token])),
    }
    return render(request, "commenting/receipt.html", context)


@private("same-origin")
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, token: str) -> HttpResponse:
    """Give a comment other words."""
    comment = get_by_token(token)
    back = HttpResponseRedirect(reverse("comment-receipt", args=[token]))
    on = timezone.localdate()
    if not is_changeable(comment, on=on):
        raise Refusal("COMMENT_NOT_CHANGEABLE")
    said = comment.contribution
    language, words = original_of(said.text)
    initial = {
        "verdict": said.verdict,
        "text": words,
        "suggested": original_of(said.suggested)[1],
        "language": language,
    }
    languages = language_choices(language, comment.programme.language)
    form = WordsForm(sent_data(request), languages=languages, initial=initial)
    if request.method == "POST" and form.is_valid():
        change_comment(actor_of(request), comment_id=comment.pk, said=_said(form.cleaned_data), on=on)
        messages.success(request, gettext("Changed. It is read once more before it is shown."))
        return back
    context = {"section": "consultations", "form": form, "token": token, "comment": present_comment(comment)}
    return render(request, "commenting/change.html", context, status=422 if form.errors else 200)


@private("same-origin")
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, token: str) -> HttpResponse:
    """Take a comment back, let it stand again, or erase who sent it."""
    comment = get_by_token(token)
    if request.method == "POST":
        actor = actor_of(request)
        if "return" in request.POST:
            return_comment(actor, comment_id=comment.pk)
            messages.success(request, gettext("Your comment stands again. It is read before it is shown."))
        elif "unname" in request.POST:
            forget_author(actor, comment_id=comment.pk)
            messages.success(request, gettext("Your name is erased. The words stay."))
        else:
            withdraw_comment(actor, comment_id=comment.pk)
            messages.success(request, gettext("Your comment is taken back."))
        return HttpResponseRedirect(reverse("comment-receipt", args=[token]))
    context = {
        "section": "consultations",
        "token": token,
        "row": comment,
        "is_withdrawn": comment.state == CommentState.WITHDRAWN.value,
        "is_named": comment.naming != Naming.ANONYMOUS.value,
        "author": present_comment(comment).author,
        "title": plain_text(comment.programme.title, text_language()),
    }
    return render(request, "commenting/withdraw.html", context)
