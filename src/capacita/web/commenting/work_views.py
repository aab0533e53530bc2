"""Moderating comments and translating contributions: for stewards, focal points and translators."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from capacita.consultation.commenting.comments import COMMENT_STEPS, CommentActor, CommentState
from capacita.web.actors import actor_of
from capacita.web.commenting.forms import ModerationForm, TranslationForm, language_choices
from capacita.web.commenting.models import TranslationKind
from capacita.web.commenting.presenters import (
    author_words,
    present_comment,
    present_entry,
    present_translations,
    state_words,
)
from capacita.web.commenting.queries import (
    get_own_comment,
    get_translatable,
    list_log_of,
    list_own_comments,
    list_translatable,
    list_wordings,
    newest_translations,
)
from capacita.web.commenting.services import moderate_comment, translate_contribution
from capacita.web.commenting.written import original_of
from capacita.web.consultation.forms import sent_data
from capacita.web.languages import language_words, text_language
from capacita.web.words import join_words

COMMENTS_PER_PAGE = 50
STEP_WORDS = {
    CommentState.PUBLISHED: _("Show it"),
    CommentState.HIDDEN: _("Hide it"),
    CommentState.RESTORED: _("Show it again"),
}


@never_cache
@require_GET
def list_to_moderate(request: HttpRequest) -> HttpResponse:
    """Show the comments of one's programmes, those that wait first."""
    page = Paginator(list_own_comments(actor_of(request)), COMMENTS_PER_PAGE).get_page(request.GET.get("page"))
    tasks = []
    for comment in page:
        words, tone = state_words(comment)
        number = gettext("Comment {number}").format(number=comment.contribution.number)
        tasks.append(
            {
                "title": f"{number} · {comment.contribution.item_code}",
                "href": reverse("work-comment", args=[comment.pk]),
                "hint": author_words(comment),
                "status": words,
                "tone": "alert"
                if comment.state == CommentState.WAITING.value
                else "quiet"
                if tone == "alert"
                else tone,
            }
        )
    programmes = {comment.programme_id: comment.programme for comment in page}
    context = {"section": "consultations", "page": page, "tasks": tasks, "programmes": list(programmes.values())}
    return render(request, "commenting/work_comments.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def moderate(request: HttpRequest, comment_id: UUID) -> HttpResponse:
    """Show a comment as it was sent, with all its wordings and its log, and take a step."""
    actor = actor_of(request)
    comment = get_own_comment(actor, comment_id)
    steps = [
        (after.value, STEP_WORDS[after])
        for (before, after), step in COMMENT_STEPS.items()
        if before.value == comment.state and step.actor is CommentActor.MODERATOR
    ]
    form = ModerationForm(sent_data(request), steps=steps)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        moderate_comment(
            actor,
            comment_id=comment.pk,
            state=CommentState(given["step"]),
            reason_code=given["reason_code"],
            reason=given["reason"],
            language=text_language(),
        )
        messages.success(request, gettext("Done. The public log has it."))
        return HttpResponseRedirect(reverse("work-comment", args=[comment.pk]))
    words, tone = state_words(comment)
    wordings = list_wordings(actor, comment)
    context = {
        "section": "consultations",
        "comment": present_comment(comment),
        "programme": comment.programme,
        "version": comment.framework_version,
        "form": form,
        "steps": steps,
        "state_words": words,
        "tone": tone,
        "wordings": wordings if len(wordings) > 1 else [],
        "log": [present_entry(entry) for entry in list_log_of(comment)],
        "contribution_id": comment.contribution_id,
        "is_shown": comment.published,
    }
    return render(request, "commenting/work_comment.html", context, status=422 if form.errors else 200)


@never_cache
@require_GET
def list_untranslated(request: HttpRequest) -> HttpResponse:
    """Show the contributions that everybody reads, those without a translation into the page's language first."""
    language = text_language()
    rows = []
    for said in list_translatable(actor_of(request)):
        tag, words = original_of(said.text)
        done = sorted(entry.language for entry in newest_translations(said))
        rows.append((tag == language or language in done, said, tag, words, done))
    rows.sort(key=lambda row: row[0])
    tasks = [
        {
            "title": gettext("{number}. {words}").format(number=said.number, words=words[:90]),
            "href": reverse("work-translate", args=[said.pk]),
            "hint": gettext("Original: {language}. Translated into: {done}.").format(
                language=language_words(tag), done=join_words(map(language_words, done)) or gettext("nothing yet")
            ),
            "status": gettext("Can be read") if is_done else gettext("Not translated"),
            "tone": "done" if is_done else "active",
        }
        for is_done, said, tag, words, done in rows
    ]
    page = Paginator(tasks, COMMENTS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"section": "consultations", "page": page, "language": language_words(language)}
    return render(request, "commenting/work_untranslated.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def translate(request: HttpRequest, contribution_id: UUID) -> HttpResponse:
    """Show a contribution in its own words and take a translation of it."""
    actor = actor_of(request)
    said = get_translatable(actor, contribution_id)
    tag, words = original_of(said.text)
    languages = [choice for choice in language_choices(text_language()) if choice[0] != tag]
    form = TranslationForm(
        sent_data(request), languages=languages, initial={"language": text_language(), "made_by": actor.name}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        translate_contribution(
            actor,
            contribution_id=said.pk,
            language=given["language"],
            text=given["text"],
            suggested=given["suggested"],
            kind=TranslationKind(given["kind"]),
            made_by=given["made_by"],
        )
        messages.success(request, gettext("Kept. It stands beside the original."))
        return HttpResponseRedirect(reverse("work-translate", args=[said.pk]))
    context = {
        "section": "consultations",
        "said": said,
        "words": words,
        "suggested": original_of(said.suggested)[1],
        "original_tag": tag,
        "original_language": language_words(tag),
        "translations": present_translations(said),
        "form": form,
    }
    return render(request, "commenting/work_translate.html", context, status=422 if form.errors else 200)
