"""What stewards see: what waits, a list of contributions, one of them beside the text that it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from capacita.consultation import IS_PLANNED, SessionStatus
from capacita.vocabulary import LocalizedText, plain_text
from capacita.web.actors import Actor
from capacita.web.consultation.models import Consultation, ConsultationRequest, Contribution
from capacita.web.consultation.presenters import stakeholder_words
from capacita.web.consultation.queries import Work
from capacita.web.consultation.terms import OUTCOMES, STAKEHOLDERS, STATUSES, verdict_words
from capacita.web.languages import text_language
from capacita.web.patterns.templatetags.capacita_ui import day
from capacita.web.permissions import Action, may
from capacita.web.words import join_words


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskOnPage:
    """Something to do; the values are those of the pattern ``task_list``."""

    title: Any
    href: str
    hint: str
    status: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOnPage:
    """What waits, by kind; None where it is not for this person."""

    requests: tuple[TaskOnPage, ...] | None
    contributions: tuple[TaskOnPage, ...] | None
    unwritten: tuple[TaskOnPage, ...]
    outputs: tuple[TaskOnPage, ...] | None
    texts: tuple[Any, ...]
    may_set_gates: bool
    may_see_jobs: bool
    plans: tuple[tuple[LocalizedText, str], ...]
    adapting: tuple[tuple[LocalizedText, str], ...]
    keeping: tuple[tuple[LocalizedText, str], ...]
    may_read_audit: bool
    may_open_programme: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidOnPage:
    """A contribution as those read it who decide on it: with its words, whether or not they may be quoted."""

    pk: str
    number: int
    verdict: str
    item_code: str
    item_title: LocalizedText | None
    item_statement: LocalizedText | None
    item_href: str
    text: LocalizedText
    suggested: LocalizedText | None
    speaker: str
    may_quote: bool
    status: str
    status_words: str
    tone: str
    reason: LocalizedText | None
    decided_on: date | None
    may_reopen: bool
    is_released: bool
    list_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxOnPage:
    """The contributions of a consultation with the filter."""

    filters: tuple[dict[str, Any], ...]
    said: tuple[SaidOnPage, ...]
    total: int
    texts: tuple[Any, ...]


def present_work(work: Work, actor: Actor, *, on: date) -> WorkOnPage:
    """Return what waits as lists of tasks, as of a day."""
    meetings = [*(work.consultations or ()), *(work.outputs or ())]
    return WorkOnPage(
        texts=tuple(row.title for row in meetings)
        + tuple(country.name for country in (*work.countries, *work.keepers)),
        requests=None if work.requests is None else tuple(_request_task(asked) for asked in work.requests),
        contributions=None
        if work.consultations is None
        else tuple(_contribution_task(consultation) for consultation in work.consultations),
        unwritten=tuple(_change_task(said) for said in work.unwritten),
        outputs=None if work.outputs is None else tuple(_output_task(meeting, on) for meeting in work.outputs),
        may_set_gates=may(actor, Action.SET_RELEASE_GATE),
        may_see_jobs=may(actor, Action.SEE_OWN_JOBS),
        plans=tuple((country.name, reverse("plan", args=[country.code])) for country in work.countries),
        adapting=tuple(
            (country.name, reverse("adapt-list", args=[country.code]))
            for country in work.countries
            if may(actor, Action.ADAPT_FRAMEWORK, organisation_id=country.pk)
        ),
        keeping=tuple((keeper.name, reverse("adapt-list", args=[keeper.code])) for keeper in work.keepers),
        may_read_audit=may(actor, Action.READ_AUDIT),
        may_open_programme=may(actor, Action.OPEN_PROGRAMME),
    )


def present_inbox(said: Sequence[Contribution], titles: Mapping[str, LocalizedText], status: str) -> InboxOnPage:
    """Return the contributions of one status, or all, and how many there are of each."""
    names = {"": _("All"), **{name: words for name, (words, _tone) in OUTCOMES.items()}}
    count = {name: sum(1 for entry in said if name in ("", entry.status)) for name in names}
    return InboxOnPage(
        filters=tuple(
            {"label": gettext(words), "query": name, "count": count[name], "current": name == status}
            for name, words in names.items()
        ),
        said=tuple(
            _present(entry, titles.get(entry.item_code), None, "") for entry in said if status in ("", entry.status)
        ),
        total=len(said),
        texts=tuple(titles.get(entry.item_code) for entry in said if status in ("", entry.status)),
    )


def _present(said: Contribution, title: LocalizedText | None, statement: LocalizedText | None, href: str) -> SaidOnPage:
    words, tone = OUTCOMES[said.status]
    speaker = STAKEHOLDERS.get(said.speaker)
    return SaidOnPage(
        pk=str(said.pk),
        number=said.number,
        verdict=verdict_words(said.verdict),
        item_code=said.item_code,
        item_title=title,
        item_statement=statement,
        item_href=href,
        text=said.text,
        suggested=said.suggested or None,
        speaker=gettext(speaker) if speaker else said.speaker or gettext("A participant"),
        may_quote=said.may_quote,
        status=said.status,
        status_words=gettext(words),
        tone=tone,
        reason=said.reason or None,
        decided_on=said.decided_on,
        may_reopen=said.status != "open" and not said.change_ids,
        is_released=bool(said.change_ids),
        list_href=reverse("work-contributions", args=[said.consultation.slug]),
    )


def _request_task(asked: ConsultationRequest) -> TaskOnPage:
    people = join_words(stakeholder_words(asked.stakeholders)) or asked.audience
    when = day(asked.held_on) if asked.held_on else asked.held_on_words
    return TaskOnPage(
        title=people,
        href=reverse("work-request", args=[asked.pk]),
        hint=gettext("Planned for: {when}. Asked on {asked}.").format(when=when, asked=day(asked.asked_at.date())),
        status=gettext("Waits for you") if asked.status == "requested" else gettext("Waits for an answer"),
        tone="alert" if asked.status == "requested" else "quiet",
    )


def _contribution_task(consultation: Consultation) -> TaskOnPage:
    open_count: int = consultation.open_count  # type: ignore[attr-defined] # annotated by list_work
    all_count: int = consultation.all_count  # type: ignore[attr-defined] # annotated by the query
    href = reverse("work-contributions", args=[consultation.slug])
    return TaskOnPage(
        title=consultation.title,
        href=f"{href}?status=open" if open_count else href,
        hint=ngettext("{count} contribution in all", "{count} contributions in all", all_count).format(count=all_count),
        status=ngettext("{count} open", "{count} open", open_count).format(count=open_count)
        if open_count
        else gettext("All decided"),
        tone="alert" if open_count else "done",
    )


def _change_task(said: Contribution) -> TaskOnPage:
    return TaskOnPage(
        title=said.text,
        href=reverse("work-change", args=[said.pk]),
        hint=f"{plain_text(said.consultation.title, text_language())} · {day(said.decided_on)}",
        status=gettext("Make the change"),
        tone="alert",
    )


def _output_task(meeting: Consultation, on: date) -> TaskOnPage:
    """Return a consultation whose output is waited for or has come, with what its steward has to do next."""
    due_on = meeting.output_due_on
    status = SessionStatus(meeting.status)
    is_late = due_on is not None and due_on < on and status is not SessionStatus.OUTPUT_RECEIVED
    is_over = meeting.ends_on is not None and meeting.ends_on < on
    if status is SessionStatus.OUTPUT_RECEIVED:
        words, tone = gettext("Received: accept it"), "alert"
    elif is_late:
        words, tone = gettext("Late"), "alert"
    elif status in IS_PLANNED and is_over:
        words, tone = gettext("Held or not?"), "active"
    else:
        words, tone = gettext("Due"), "quiet"
    return TaskOnPage(
        title=meeting.title,
        href=reverse("work-consultation", args=[meeting.slug]),
        hint=gettext("Output by {day}").format(day=day(due_on)) if due_on else gettext(STATUSES[meeting.status][0]),
        status=words,
        tone=tone,
    )
