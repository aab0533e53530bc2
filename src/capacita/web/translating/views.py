"""Translating in the browser: languages, the list of texts, one text at a time, terms, links, publication."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from capacita.framework.translation import Segment, check_segment
from capacita.vocabulary import NotAllowed, NotFound, Refusal, direction_of
from capacita.web.actors import actor_of
from capacita.web.consultation.private_link import make_token
from capacita.web.consultation.request_views import private
from capacita.web.translating.forms import LanguageForm, LinkForm, NameForm, RemarkForm, TermForm, WordingForm
from capacita.web.translating.models import TranslationSeat
from capacita.web.translating.presenters import (
    PER_PAGE,
    count_open_matters,
    find_match,
    header_of,
    present_checks,
    present_languages,
    present_steps,
    present_text,
    present_translation,
)
from capacita.web.translating.publishing import count_unread, publish_translation
from capacita.web.translating.queries import (
    Desk,
    get_desk,
    get_desk_by_token,
    get_own_version,
    list_links,
    list_translations,
)
from capacita.web.translating.remarks import add_remark, present_remarks, settle_remark
from capacita.web.translating.selection import REMARKS, Selection, next_text, read_selection
from capacita.web.translating.services import (
    add_term,
    append_wording,
    close_link,
    confirm_wording,
    make_link,
    set_credit,
    start_translation,
    take_seat,
    undo_wording,
    withdraw_term,
)
from capacita.web.translating.work import credited
from capacita.web.words import refusal_words

NEW_LINK = "translation-link"  # in the session: the address of a link just made, shown once


def find_desk(request: HttpRequest, *, token: str = "", code: str = "", language: str = "") -> Desk:
    """Return the translation that an address names, by a private link or for somebody signed in."""
    return get_desk_by_token(token) if token else get_desk(actor_of(request), code, language)


def seat_of(desk: Desk) -> TranslationSeat:
    """Return the seat of whoever works, made where there is none yet."""
    return desk.seat or take_seat(desk.actor, translation=desk.work.translation)


@private("same-origin")
@require_http_methods(["GET", "POST"])
def list_languages(request: HttpRequest, code: str) -> HttpResponse:
    """Show how far a framework is in each language, and begin with a language."""
    actor = actor_of(request)
    sent = request.POST if request.method == "POST" else None
    form = LanguageForm(sent)
    if request.method == "POST" and form.is_valid():
        version = get_own_version(actor, code)
        language = form.cleaned_data["language"]
        start_translation(actor, version=version, language=language)
        return redirect("translation", code, language)
    found = list_translations(actor, code)
    context = {
        "row": found.version,
        "lines": present_languages(found),
        "form": form,
        "section": "framework",
    }
    return render(request, "translating/list.html", context, status=422 if form.errors else 200)


@private("same-origin")
@require_GET
def show_translation(request: HttpRequest, **where: str) -> HttpResponse:
    """Show the texts of a translation by state, with progress, files and what was done last."""
    desk = find_desk(request, **where)
    selection = _selection(request, desk)
    page = present_translation(desk, selection, request.GET.get("page", "1"))
    query = f"{selection.query[1:]}&" if selection.query else ""
    context = {"page": page, "query": query, "section": "framework"}
    return render(request, "translating/translation.html", context)


@private("same-origin")
@require_http_methods(["GET", "POST"])
def translate_text(request: HttpRequest, key: str, **where: str) -> HttpResponse:
    """Show one text with what helps, and keep its translation, or confirm the one that stands."""
    desk = find_desk(request, **where)
    segment = _segment(desk, key)
    offered = find_match(desk, segment, request.GET.get("take", ""))
    initial = {"text": offered or segment.target or "", "revision": desk.work.revision_of(key)}
    form = WordingForm(request.POST if request.method == "POST" else None, segment=segment, initial=initial)
    if request.method == "GET":
        return _show_text(request, desk, segment, form, is_offered=bool(offered))
    if "confirm" in request.POST:
        revision = request.POST.get("revision", "")
        seen = int(revision) if revision.isdecimal() else 0
        confirm_wording(desk.actor, work=desk.work, seat=seat_of(desk), key=key, seen_revision=seen)
        messages.success(request, gettext("Confirmed."))
        return _go_on(request, find_desk(request, **where), key)
    if not form.is_valid():
        return _show_text(request, desk, segment, form, status=422)
    try:
        append_wording(
            desk.actor,
            work=desk.work,
            seat=seat_of(desk),
            key=key,
            text=form.cleaned_data["text"],
            seen_revision=form.cleaned_data["revision"] or 0,
        )
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        return _show_moved(request, desk, segment, refusal)
    after = find_desk(request, **where)
    noticed = check_segment(_segment(after, key), after.work.glossary)
    if noticed:
        words = ngettext("Saved. %(count)s thing to look at.", "Saved. %(count)s things to look at.", len(noticed))
        messages.warning(request, words % {"count": len(noticed)})
        return redirect(after.href("text", key) + _selection(request, after).query)
    messages.success(request, gettext("Saved."))
    return _go_on(request, after, key)


@private("same-origin")
@require_POST
def remark(request: HttpRequest, key: str, **where: str) -> HttpResponse:
    """Keep a remark on a text, or settle one and open it again."""
    desk = find_desk(request, **where)
    segment = _segment(desk, key)
    address = desk.href("text", key) + _selection(request, desk).query
    if "remark_id" in request.POST:
        moment = None if "open-again" in request.POST else timezone.now()
        settle_remark(
            desk.actor,
            translation=desk.work.translation,
            seat=seat_of(desk),
            remark_id=_identifier(request, "remark_id", "TRANSLATION_REMARK_UNKNOWN"),
            moment=moment,
        )
        return redirect(address)
    remark_form = RemarkForm(request.POST)
    if not remark_form.is_valid():
        initial = {"text": segment.target or "", "revision": desk.work.revision_of(key)}
        form = WordingForm(None, segment=segment, initial=initial)
        return _show_text(request, desk, segment, form, status=422, remark_form=remark_form)
    add_remark(desk.actor, work=desk.work, seat=seat_of(desk), key=key, text=remark_form.cleaned_data["remark"])
    messages.success(request, gettext("Saved."))
    return redirect(address)


def _selection(request: HttpRequest, desk: Desk) -> Selection:
    """Return the texts that somebody goes through, as the address of the page says it."""
    is_about_remarks = request.GET.get("state") == REMARKS
    return read_selection(request.GET.dict(), desk.work.remarked if is_about_remarks else frozenset())


def _segment(desk: Desk, key: str) -> Segment:
    segment = desk.work.find(key)
    if segment is None:
        raise NotFound("TRANSLATION_TEXT_UNKNOWN")
    return segment


def _go_on(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Lead to the next text of those that somebody goes through, or to the list where none is left."""
    selection = _selection(request, desk)
    following = next_text(desk.work.segments, key, selection)
    return redirect((desk.href("text", following.key) if following else desk.href()) + selection.query)


def _show_moved(request: HttpRequest, desk: Desk, segment: Segment, refusal: Refusal) -> HttpResponse:
    """Show what somebody else made of a text beside what was typed, which can then be kept all the same."""
    again = request.POST.copy()
    again["revision"] = str(desk.work.revision_of(segment.key))
    form = WordingForm(again, segment=segment)
    words = refusal_words(refusal, gettext)
    return _show_text(request, desk, segment, form, status=409, moved=f"{words.message} {words.hint}")


def _show_text(
    request: HttpRequest,
    desk: Desk,
    segment: Segment,
    form: WordingForm,
    *,
    status: int = 200,
    moved: str = "",
    is_offered: bool = False,
    remark_form: RemarkForm | None = None,
) -> HttpResponse:
    context = {
        "page": present_text(desk, segment, _selection(request, desk)),
        "remarks": present_remarks(desk, segment.key),
        "form": form,
        "remark_form": remark_form or RemarkForm(),
        "moved": moved,
        "is_offered": is_offered,
        "section": "framework",
    }
    return render(request, "translating/text.html", context, status=status)


@private("same-origin")
@require_POST
def undo(request: HttpRequest, number: int, **where: str) -> HttpResponse:
    """Take a step back."""
    desk = find_desk(request, **where)
    step = undo_wording(desk.actor, work=desk.work, seat=seat_of(desk), number=number)
    messages.success(request, gettext("Taken back."))
    return redirect(desk.href("text", step.key))


@private("same-origin")
@require_http_methods(["GET", "POST"])
def choose_name(request: HttpRequest, **where: str) -> HttpResponse:
    """Ask under which name somebody wishes to be credited."""
    desk = find_desk(request, **where)
    form = NameForm(request.POST or None, initial={"credit_name": desk.seat.credit_name if desk.seat else ""})
    if request.method == "POST" and form.is_valid():
        set_credit(desk.actor, seat=seat_of(desk), credit_name=form.cleaned_data["credit_name"])
        messages.success(request, gettext("Saved."))
        return redirect(desk.href())
    return render(request, "translating/name.html", {"page": header_of(desk), "form": form, "section": "framework"})


@private("same-origin")
@require_GET
def show_checks(request: HttpRequest, **where: str) -> HttpResponse:
    """Show what is noticed of all translations into a language."""
    page = present_checks(find_desk(request, **where), request.GET.get("page", "1"))
    return render(request, "translating/checks.html", {"page": page, "section": "framework"})


@private("same-origin")
@require_http_methods(["GET", "POST"])
def edit_terms(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """Show the terms set for a language, set one more, take one out or bring it back."""
    desk = find_desk(request, code=code, language=language)
    translation = desk.work.translation
    tags = {
        "source_language": desk.work.heading.language,
        "language": language,
        "direction": direction_of(language),
    }
    is_adding = request.method == "POST" and "term_id" not in request.POST
    form = TermForm(request.POST if is_adding else None, **tags)
    if request.method == "POST" and not is_adding:
        moment = None if "bring-back" in request.POST else timezone.now()
        withdraw_term(
            desk.actor,
            translation=translation,
            term_id=_identifier(request, "term_id", "TRANSLATION_TERM_UNKNOWN"),
            moment=moment,
        )
        return redirect("translation-terms", code, language)
    if is_adding and form.is_valid():
        add_term(desk.actor, translation=translation, **form.cleaned_data)
        messages.success(request, gettext("Saved."))
        return redirect("translation-terms", code, language)
    context = {"page": header_of(desk), "form": form, "terms": desk.work.terms, **tags, "section": "framework"}
    return render(request, "translating/terms.html", context, status=422 if form.errors else 200)


@private("same-origin")
@require_http_methods(["GET", "POST"])
def edit_links(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """Make private links for translators and reviewers without an account, and close them."""
    desk = find_desk(request, code=code, language=language)
    if not desk.may_publish:
        raise NotAllowed("NOT_FOR_YOU", action="links")
    translation = desk.work.translation
    is_making = request.method == "POST" and "seat_id" not in request.POST
    form = LinkForm(request.POST if is_making else None)
    if request.method == "POST" and not is_making:
        moment = None if "open-again" in request.POST else timezone.now()
        close_link(
            desk.actor,
            translation=translation,
            seat_id=_identifier(request, "seat_id", "TRANSLATION_LINK_UNKNOWN"),
            moment=moment,
        )
        return redirect("translation-links", code, language)
    if is_making and form.is_valid():
        token = make_token()
        make_link(desk.actor, translation=translation, token=token, **form.cleaned_data)
        request.session[NEW_LINK] = request.build_absolute_uri(reverse("translator", args=[token]))
        return redirect("translation-links", code, language)
    context = {
        "page": header_of(desk),
        "form": form,
        "links": list_links(desk.actor, translation),
        "made": request.session.pop(NEW_LINK, ""),
        "section": "framework",
    }
    return render(request, "translating/links.html", context, status=422 if form.errors else 200)


def _identifier(request: HttpRequest, name: str, unknown: str) -> UUID:
    try:
        return UUID(str(request.POST.get(name)))
    except ValueError:
        raise NotFound(unknown) from None


@private("same-origin")
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """Show what would be published and who would be named, and publish."""
    desk = find_desk(request, code=code, language=language)
    if not desk.may_publish:
        raise NotAllowed("NOT_FOR_YOU", action="publish")
    if request.method == "POST":
        publish_translation(desk.actor, work=desk.work, released_at=timezone.now())
        messages.success(request, gettext("Published. Everybody can read it now."))
        return redirect(f"{reverse('framework', args=[code])}?text={language}")
    steps = desk.work.unpublished
    shown = Paginator(steps.reverse(), PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "page": header_of(desk),
        "count": len(desk.work.wordings),
        "unread": count_unread(steps),
        **count_open_matters(desk),
        "translators": credited(steps, reviewed=False),
        "reviewers": credited(steps, reviewed=True),
        "steps": present_steps(desk, list(shown)[::-1]),
        "shown": shown,
        "section": "framework",
    }
    return render(request, "translating/publish.html", context)
