"""Notices: written with each step for those whom the table names, spelled in their language, sent where mail is set up."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction
from django.forms import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext

from capacita.consultation import MESSAGES, Audience, SessionStatus
from capacita.consultation.notices import NOTICES
from capacita.consultation.spoken import show_code
from capacita.vocabulary import plain_text
from capacita.web.actors import SYSTEM
from capacita.web.consultation.models import Consultation, ConsultationRequest, Notice, Programme
from capacita.web.consultation.when import date_of_consultation, date_of_request, spell_when
from capacita.web.jobs.services import ask_for_job
from capacita.web.languages import interface_of
from capacita.web.patterns.templatetags.capacita_ui import day

LONGEST_TITLE = 160


def write_notices(
    status: SessionStatus,
    audiences: Iterable[Audience],
    *,
    asked: ConsultationRequest | None,
    meeting: Consultation | None,
    reason: str = "",
) -> list[Notice]:
    """Write what is told of a status to each of these; the organiser of what nobody asked for is nobody."""
    written = []
    of = meeting or asked
    assert of is not None
    for audience in audiences:
        if audience is Audience.ORGANISER and asked is None:
            continue
        if audience is Audience.PARTICIPANTS and (meeting is None or not meeting.takes_registrations):
            continue
        language = asked.language if audience is Audience.ORGANISER and asked else of.programme.language
        written.append(
            Notice.objects.create(
                organisation_id=of.organisation_id,
                request=asked,
                consultation=meeting,
                audience=audience.value,
                code=NOTICES[(status, audience)],
                values=_values(asked, meeting, language, reason),
                language=language,
                address=_address(audience, asked, of.programme),
            )
        )
    queue_sending(written)
    return written


def queue_sending(notices: Iterable[Notice]) -> None:
    """Ask for the sending of notices that have an address, where the site can send mail."""
    if not settings.MAIL_IS_SET:
        return
    for notice in notices:
        if notice.address:
            transaction.on_commit(partial(_ask_for_sending, notice))


def spell_notice(notice: Notice) -> tuple[str, str]:
    """Return a notice as a subject and as the short text to send or copy, in the language of who reads it."""
    with translation.override(interface_of(notice.language)):
        words = MESSAGES[notice.code]
        sentences = [gettext(part).format(**notice.values) for part in (words.message, words.hint)]
        closing = MESSAGES["NOTICE_SIGNATURE"]
        if notice.values.get("reference"):
            sentences.append(gettext(closing.message).format(**notice.values))
        if notice.values.get("contact"):
            sentences.append(gettext(closing.hint).format(**notice.values))
        return notice.values["title"], " ".join(sentence.strip() for sentence in sentences if sentence.strip())


def send_notice(notice: Notice) -> bool:
    """Send a notice by mail once, and tell whether it went now."""
    if notice.sent_at is not None or not notice.address:
        return False
    subject, text = spell_notice(notice)
    EmailMessage(" ".join(subject.split()), text, settings.MAIL_FROM, [notice.address]).send()
    notice.sent_at = timezone.now()
    notice.save(update_fields=["sent_at"])
    return True


def contact_of(programme: Programme) -> str:
    """Return whom to write to about a programme: its own contact, or that of the site."""
    return programme.contact or settings.CONTACT


def find_address(details: str) -> str:
    """Return the first e-mail address in contact details, nothing where there is none."""
    for part in details.replace(",", " ").replace(";", " ").split():
        candidate = part.strip("<>()[]")
        try:
            validate_email(candidate)
        except ValidationError:
            continue
        return candidate
    return ""


def _ask_for_sending(notice: Notice) -> None:
    ask_for_job(SYSTEM, organisation=notice.organisation, kind="send-notice", inputs={"notice": str(notice.pk)})


def _address(audience: Audience, asked: ConsultationRequest | None, programme: Programme) -> str:
    if audience is Audience.ORGANISER and asked is not None:
        return find_address(asked.contact_details)
    return find_address(contact_of(programme)) if audience is Audience.STEWARDS else ""


def _values(
    asked: ConsultationRequest | None, meeting: Consultation | None, language: str, reason: str
) -> dict[str, Any]:
    """Return the values of a notice's words, in its language."""
    programme = meeting.programme if meeting else asked.programme if asked else None
    assert programme is not None
    with translation.override(interface_of(language)):
        if meeting is not None:
            title = plain_text(meeting.title, language)
            when = spell_when(date_of_consultation(meeting), meeting.when_words, meeting.time_words)
            due_on = meeting.output_due_on
        else:
            assert asked is not None
            title = plain_text(programme.title, language)
            when = spell_when(date_of_request(asked), asked.held_on_words, asked.held_at)
            due_on = asked.output_due_on
        return {
            "title": title[:LONGEST_TITLE],
            "when": when,
            "reason": reason,
            "deadline": day(due_on) if due_on else gettext("a day to be agreed"),
            "reference": show_code(asked.reference) if asked and asked.reference else "",
            "contact": contact_of(programme),
        }
