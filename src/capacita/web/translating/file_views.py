"""Translators' files: out in five formats, and back in after a look at what they bring."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from capacita.framework.changes import ChangeKind
from capacita.framework.comparison.differences import apply_changes
from capacita.framework.model import Framework
from capacita.framework.translation import Intake, list_places, take_in_translations
from capacita.vocabulary import NotFound, Refusal, TextOrigin, Wording
from capacita.web.consultation.request_views import private
from capacita.web.documents.sending import send_download
from capacita.web.translating.forms import UploadForm
from capacita.web.translating.presenters import FILES, header_of, present_intake
from capacita.web.translating.queries import Desk
from capacita.web.translating.services import append_file, undo_file
from capacita.web.translating.table_words import table_words_for
from capacita.web.translating.views import find_desk, seat_of
from capacita.web.words import refusal_words

_KEPT_SECONDS = 3600  # a file that waits for its sender to confirm; nothing of it is in the database


@dataclass(frozen=True, slots=True, kw_only=True)
class FileIntake:
    """What a file brings: what was noticed, the framework with it, and each wording that is new or changed."""

    intake: Intake
    after: Framework
    wordings: dict[str, Wording]
    translator: str
    keys: frozenset[str]  # of all texts that the file holds


@private("same-origin")
@require_GET
def send_file(request: HttpRequest, kind: str, **where: str) -> HttpResponse:
    """Send the texts of a translation in a format of translators."""
    from capacita.framework.translation.files import write_translations  # noqa: PLC0415 -- waits for Word and Excel

    if kind not in FILES:
        raise NotFound("NOT_HERE")
    work = find_desk(request, **where).work
    language = work.translation.language
    with table_words_for(language) as words:
        data, _findings = write_translations(work.framework, kind, language, earlier=work.earlier, words=words)
    _words, ending, media_type = FILES[kind]
    name = f"{work.translation.code}-{work.version.version}-{work.translation.language}.{ending}"
    return send_download(data, media_type, name)


@private("same-origin")
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, **where: str) -> HttpResponse:
    """Ask for a filled file and who translated it, and lead to a look at what it brings."""
    desk = find_desk(request, **where)
    is_sent = request.method == "POST"
    form = UploadForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        may_review=desk.may_review,
        initial={"translator": desk.seat.credit_name if desk.seat else ""},
    )
    if is_sent and form.is_valid():
        given = dict(form.cleaned_data)
        given["data"] = given.pop("file").read()
        try:
            _read(desk, given)
        except Refusal as refusal:
            words = refusal_words(refusal, gettext)
            form.add_error("file", f"{words.message} {words.hint}")
        else:
            preview_id = uuid4()
            cache.set(_cache_key(desk, preview_id), given, _KEPT_SECONDS)
            return redirect(desk.href("preview", preview_id))
    context = {"page": header_of(desk), "form": form, "section": "framework"}
    return render(request, "translating/upload.html", context, status=422 if form.errors else 200)


@private("same-origin")
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, preview_id: UUID, **where: str) -> HttpResponse:
    """Show what a file brings, by text and line, and take it in when that is confirmed."""
    desk = find_desk(request, **where)
    given = cache.get(_cache_key(desk, preview_id))
    if given is None:
        raise NotFound("TRANSLATION_PREVIEW_GONE")
    if given.get("is_taken_in"):  # sent twice, or come back to
        return redirect(desk.href())
    found = _read(desk, given)
    if request.method == "POST" and found.wordings:
        append_file(
            desk.actor,
            work=desk.work,
            seat=seat_of(desk),
            wordings=found.wordings,
            batch=hashlib.sha256(preview_id.bytes + given["data"]).hexdigest()[:40],
            translator=found.translator,
            reviewer=given.get("reviewer", ""),
        )
        cache.set(_cache_key(desk, preview_id), {"is_taken_in": True}, _KEPT_SECONDS)
        count = len(found.wordings)
        messages.success(
            request, ngettext("%(count)s text taken in.", "%(count)s texts taken in.", count) % {"count": count}
        )
        return redirect(desk.href())
    page = present_intake(desk, found.intake, found.after, list(found.wordings), units=found.keys)
    context = {
        "page": page,
        "translator": found.translator,
        "reviewer": given.get("reviewer", ""),
        "by_machine": given["made_by"] == "machine",
        "section": "framework",
    }
    return render(request, "translating/preview.html", context)


@private("same-origin")
@require_POST
def take_back_file(request: HttpRequest, batch: str, **where: str) -> HttpResponse:
    """Take back everything that a file brought."""
    desk = find_desk(request, **where)
    undo_file(desk.actor, work=desk.work, seat=seat_of(desk), batch=batch)
    messages.success(request, gettext("Taken back."))
    return redirect(desk.href())


def _read(desk: Desk, given: dict[str, Any]) -> FileIntake:
    """Return what a file brings to a translation as it is now. Raises Unreadable for what is no translator's file."""
    from capacita.framework.translation.files import read_translations  # noqa: PLC0415 -- waits for Word and Excel

    file = read_translations(given["data"])
    language, framework = desk.work.translation.language, desk.work.framework
    by_machine = given["made_by"] == "machine"
    intake = take_in_translations(
        framework, file, language=language, by_machine=by_machine, reviewer=given.get("reviewer", "")
    )
    after = apply_changes(framework, [change for change in intake.changes if change.kind is not ChangeKind.SET])
    before = {place.key: localized.get(language) for place, localized in list_places(framework)}
    wordings = {
        place.key: localized[language]
        for place, localized in list_places(after)
        if language in localized and localized[language] != before.get(place.key)
    }
    is_by_person = any(wording.origin is not TextOrigin.MACHINE for wording in wordings.values())
    own = desk.seat.credit_name if desk.seat else ""  # stands in the form unasked; the file may name who it was
    said = given.get("translator") or ""
    named = (file.translator or said) if said in ("", own) else said
    translator = named if is_by_person else ""
    return FileIntake(
        intake=intake,
        after=after,
        wordings=wordings,
        translator=translator.strip(),
        keys=frozenset(unit.key for unit in file.units),
    )


def _cache_key(desk: Desk, preview_id: UUID) -> str:
    who = desk.seat.pk if desk.seat and desk.token else f"person-{desk.actor.person_id}"
    return f"translation-preview-{desk.work.translation.pk}-{who}-{preview_id}"
