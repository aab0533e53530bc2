"""A consultation as the steward runs it: where it stands, what can be done, its log, and what was told to whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from capacita.consultation import ActorKind, SessionStatus, Transition, list_next
from capacita.vocabulary import LocalizedText
from capacita.web.consultation.models import Consultation, Notice, StatusChange
from capacita.web.consultation.notices import spell_notice
from capacita.web.consultation.presenters import as_written
from capacita.web.consultation.request_pages import LogLine, present_log
from capacita.web.consultation.terms import STATUSES
from capacita.web.consultation.when import date_of_consultation, spell_when
from capacita.web.patterns.templatetags.capacita_ui import day

AUDIENCES = {
    "organiser": _("To the organiser"),
    "stewards": _("To your organisation"),
    "participants": _("To those who joined"),
    "participant": _("To somebody who joined"),
}
OWN_PAGE = frozenset({SessionStatus.MOVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeOnPage:
    """A notice with its text to copy."""

    audience: str
    address: str
    subject: str
    text: str
    language: str
    direction: str
    written_at: datetime
    is_sent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOnPage:
    """A consultation with all that its steward needs."""

    title: LocalizedText
    href: str
    status_words: str
    tone: str
    facts: list[dict[str, Any]]
    request_href: str
    may_move: bool
    may_step: bool
    read_href: str
    log: tuple[LogLine, ...]
    notices: tuple[NoticeOnPage, ...]


def steps_of(meeting: Consultation) -> list[Transition]:
    """Return the steps that a steward may take here with a reason alone; a move has a page of its own."""
    found = list_next(SessionStatus(meeting.status), ActorKind.STEWARD)
    return [step for step in found if step.after not in OWN_PAGE]


def may_move(meeting: Consultation) -> bool:
    """Tell whether the consultation can be given another date."""
    return any(step.after in OWN_PAGE for step in list_next(SessionStatus(meeting.status), ActorKind.STEWARD))


def present_run(
    meeting: Consultation, log: Sequence[StatusChange], notices: Sequence[Notice], *, on: date
) -> RunOnPage:
    """Return a consultation as its steward sees it."""
    words, tone = STATUSES[meeting.status]
    when = spell_when(date_of_consultation(meeting), meeting.when_words, meeting.time_words)
    due_on = meeting.output_due_on
    return RunOnPage(
        title=meeting.title,
        href=reverse("consultation", args=[meeting.slug]),
        status_words=gettext(words),
        tone=tone,
        facts=[
            {"term": gettext(_("When")), "value": as_written(when)},
            {"term": gettext(_("Output by")), "value": day(due_on) if due_on else None},
        ],
        request_href=reverse("work-request", args=[meeting.request_id]) if meeting.request_id else "",
        may_move=may_move(meeting),
        may_step=bool(steps_of(meeting)),
        read_href=reverse("synthesis", args=[meeting.programme.code]) if meeting.status == "accepted" else "",
        log=present_log(log),
        notices=tuple(present_notice(notice) for notice in notices),
    )


def present_notice(notice: Notice) -> NoticeOnPage:
    """Return a notice in the language of who is to read it."""
    subject, text = spell_notice(notice)
    return NoticeOnPage(
        audience=gettext(AUDIENCES[notice.audience]),
        address=notice.address,
        subject=subject,
        text=text,
        language=notice.language,
        direction="rtl" if notice.language.startswith("ar") else "ltr",
        written_at=notice.written_at,
        is_sent=notice.sent_at is not None,
    )
