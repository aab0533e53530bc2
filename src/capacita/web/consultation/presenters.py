"""Consultations, contributions and the calendar as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from capacita.disclosure import FLOOR, protect_division
from capacita.vocabulary import LocalizedText
from capacita.web.consultation.models import Consultation, Contribution, Programme
from capacita.web.consultation.terms import (
    COUNTED,
    COUNTED_BY,
    GROUPS,
    HELD,
    MODES,
    OUTCOMES,
    STAKEHOLDERS,
    STATUSES,
    verdict_words,
)
from capacita.web.languages import language_words
from capacita.web.patterns.templatetags.capacita_ui import moment


@dataclass(frozen=True, slots=True, kw_only=True)
class EventOnPage:
    """A consultation as a row of the calendar; the values are those of the pattern ``events``."""

    title: LocalizedText
    href: str
    start: date | None
    end: date | None
    precision: str
    form: str
    words: str
    time_words: str = ""
    facts: list[Any] = field(default_factory=list)
    tag: str = ""
    tag_tone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthOnPage:
    """The consultations of one month; ``month`` is its first day, None where not even the month is known."""

    month: date | None
    events: tuple[EventOnPage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeOnPage:
    """A programme with its calendar."""

    code: str
    title: LocalizedText
    summary: LocalizedText
    source: str
    simulated: bool
    months: tuple[MonthOnPage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteOnPage:
    """A contribution with what became of it; the values are those of the pattern ``quote``."""

    text: LocalizedText | str
    who: str
    where: LocalizedText
    where_href: str
    when: date | None
    outcome: str
    tone: str
    reason: LocalizedText | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionOnPage:
    """A contribution in the list of its consultation: what it is about, what it asks for, what became of it."""

    pk: str
    number: int
    verdict: str
    item_code: str
    item_title: LocalizedText | None
    item_href: str
    suggested: LocalizedText | None
    quote: QuoteOnPage
    may_quote: bool
    status: str
    change_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationOnPage:
    """A consultation whole: what is known beforehand and what came of it."""

    title: LocalizedText
    programme: LocalizedText
    event: EventOnPage
    expected_month: date | None
    facts: list[dict[str, Any]]
    source: str
    simulated: bool
    was_held: bool
    is_cancelled: bool
    is_over: bool
    participants: int | None
    counts: list[list[Any]]
    some_hidden: bool
    contributions: tuple[ContributionOnPage, ...]
    ledger_texts: tuple[Any, ...]
    tally: dict[str, int]


def present_event(consultation: Consultation) -> EventOnPage:
    """Return a consultation as a row; what is undecided is said, never filled in."""
    precision = {"day": "exact", "window": "window"}.get(consultation.precision, "to-be-confirmed")
    if consultation.tentative:
        precision = "tentative"
    elif precision == "to-be-confirmed" and is_past(consultation, on=timezone.localdate()):
        precision = "announced"  # nobody confirms it any more, and nothing more is known
    is_span = consultation.precision in ("day", "window") and consultation.ends_on != consultation.starts_on
    tag, tone = _tag(consultation)
    return EventOnPage(
        title=consultation.title,
        href=reverse("consultation", args=[consultation.slug]),
        start=consultation.starts_on,
        end=consultation.ends_on if is_span else None,
        precision=precision,
        form="month" if consultation.precision == "month" else "long",
        words="" if consultation.starts_on else as_written(consultation.when_words),
        time_words=as_written(consultation.time_words),
        facts=[
            fact
            for fact in (group_words(consultation.group), as_written(consultation.place), _mode(consultation))
            if fact
        ],
        tag=tag,
        tag_tone=tone,
    )


def present_calendar(programmes: Sequence[Programme], consultations: Iterable[Consultation]) -> list[ProgrammeOnPage]:
    """Return the programmes that have consultations among these, each with its months in order."""
    of_programme: dict[Any, list[Consultation]] = {programme.pk: [] for programme in programmes}
    for consultation in consultations:
        of_programme[consultation.programme_id].append(consultation)
    return [
        ProgrammeOnPage(
            code=programme.code,
            title=programme.title,
            summary=programme.summary,
            source=programme.source,
            simulated=programme.simulated,
            months=_months(of_programme[programme.pk]),
        )
        for programme in programmes
        if of_programme[programme.pk]
    ]


def present_quote(contribution: Contribution) -> QuoteOnPage:
    """Return a contribution that may be quoted, or a line that says that it may not."""
    words, tone = OUTCOMES[contribution.status]
    speaker = STAKEHOLDERS.get(contribution.speaker)
    may_quote = contribution.may_quote
    return QuoteOnPage(
        text=contribution.text
        if may_quote
        else gettext("The words are not shown: whoever said this did not agree to be quoted."),
        who=(gettext(speaker) if speaker else contribution.speaker) if may_quote and contribution.speaker
        else gettext("A participant"),
        where=contribution.consultation.title,
        where_href=reverse("consultation", args=[contribution.consultation.slug]),
        when=contribution.consultation.starts_on,
        outcome=gettext(words),
        tone=tone,
        reason=contribution.reason or None,
    )  # fmt: skip


def present_contribution(
    contribution: Contribution, titles: Mapping[str, LocalizedText], *, framework_code: str = "", country_code: str = ""
) -> ContributionOnPage:
    """Return a contribution with the item that it is about. ``titles`` are those of items by their code."""
    code = contribution.item_code
    return ContributionOnPage(
        pk=str(contribution.pk),
        number=contribution.number,
        verdict=verdict_words(contribution.verdict),
        item_code=code,
        item_title=titles.get(code),
        item_href=reverse("framework-item", args=[framework_code, code]) if framework_code and code in titles else "",
        suggested=contribution.suggested or None,
        quote=present_quote(contribution),
        may_quote=contribution.may_quote,
        status=contribution.status,
        change_href=reverse("adaptation", args=[country_code]) if contribution.change_ids and country_code else "",
    )


def present_consultation(
    consultation: Consultation, contributions: Sequence[Contribution], titles: Mapping[str, LocalizedText], *, on: date
) -> ConsultationOnPage:
    """Return a consultation with what was said in it, as of a day."""
    programme = consultation.programme
    framework_code = programme.framework_version.code if programme.framework_version else ""
    shown = tuple(
        present_contribution(
            said, titles, framework_code=framework_code, country_code=programme.organisation.code
        )
        for said in contributions
    )  # fmt: skip
    counts, some_hidden = list_counts(consultation.participation)
    return ConsultationOnPage(
        title=consultation.title,
        programme=programme.title,
        event=present_event(consultation),
        expected_month=month_of(consultation),
        facts=_facts(consultation),
        source=programme.source,
        simulated=programme.simulated,
        was_held=consultation.status in HELD or bool(shown),
        is_cancelled=consultation.status == "cancelled",
        is_over=consultation.ends_on is not None and consultation.ends_on < on,
        participants=consultation.participation.get("participants"),
        counts=counts,
        some_hidden=some_hidden,
        contributions=shown,
        ledger_texts=list_ledger_texts(shown),
        tally={name: sum(1 for said in shown if said.status in statuses) for name, statuses in TALLIED.items()},
    )


# In the sentence above the list: what counts as taken up, as not, as said by another too.
TALLIED = {
    "accepted": ("accepted", "partly"),
    "declined": ("declined", "out_of_scope"),
    "duplicate": ("duplicate",),
    "open": ("open",),
}


def list_ledger_texts(contributions: Iterable[ContributionOnPage]) -> tuple[Any, ...]:
    """Return the texts of these contributions that may be translations, for the note above them."""
    return tuple(text for said in contributions for text in (said.item_title, said.suggested, said.quote.reason))


def list_counts(participation: Mapping[str, Any]) -> tuple[list[list[Any]], bool]:
    """Return who took part as rows of division, group and number, and whether small numbers were left out.

    A number below five is not told, nobody included, nor others as long as such a one would follow from them and the
    total. Counts of who came are no answers of theirs, so that fewer are enough here than for the results of a survey.
    """
    rows: list[list[Any]] = []
    some_hidden = False
    for division, words in COUNTED_BY.items():
        groups = participation.get(division)
        if not groups:
            continue
        table = protect_division(groups, tuple(groups), FLOOR)
        some_hidden = some_hidden or None in table.cells[0]
        for name, count in zip(table.columns, table.cells[0], strict=True):
            known = STAKEHOLDERS.get(name) if division == "by_stakeholder" else COUNTED.get(name)
            rows.append(
                [
                    gettext(known) if known else name,
                    gettext(words),
                    gettext("protected") if count is None else count,
                ]
            )
    return rows, some_hidden


def as_written(text: str) -> SafeString | str:
    """Return what somebody wrote in no known language, set in its own direction, so that 9 to 12 stays in order."""
    return format_html('<span dir="auto">{}</span>', text) if text else ""


def group_words(code: str) -> str:
    """Return a group's name in the language of the page; a code of no group of ours stands as it is."""
    return gettext(GROUPS[code]) if code in GROUPS else code


def stakeholder_words(codes: Iterable[str]) -> list[str]:
    """Return the names of stakeholder types in the language of the page."""
    return [gettext(STAKEHOLDERS[code]) if code in STAKEHOLDERS else code for code in codes]


def month_of(consultation: Consultation) -> date | None:
    """Return the first day of the month under which a consultation is listed, None where it has none."""
    if consultation.starts_on:
        return consultation.starts_on.replace(day=1)
    return date.fromisoformat(f"{consultation.expected}-01") if consultation.expected else None


def is_past(consultation: Consultation, *, on: date) -> bool:
    """Tell whether the last day, or the month, for which a consultation was named is over; never where none is named."""
    if consultation.starts_on is not None:
        return (consultation.ends_on or consultation.starts_on) < on
    return bool(consultation.expected) and consultation.expected < f"{on:%Y-%m}"


def _months(consultations: Iterable[Consultation]) -> tuple[MonthOnPage, ...]:
    def key(consultation: Consultation) -> tuple[date, date, str, str]:
        month = month_of(consultation) or date.max
        exact = consultation.precision in ("day", "window")
        day = consultation.starts_on if consultation.starts_on and exact else date.max
        return (month, day, consultation.precision, consultation.slug)  # days first, then the month, then no date

    ordered = sorted(consultations, key=key)
    return tuple(
        MonthOnPage(month=month, events=tuple(present_event(consultation) for consultation in found))
        for month, found in groupby(ordered, key=month_of)
    )


def _tag(consultation: Consultation) -> tuple[str, str]:
    if consultation.status in ("cancelled", "not_held", "moved"):
        words, tone = STATUSES[consultation.status]
        return gettext(words), tone
    if consultation.status in HELD:
        return gettext("Held"), "done"
    return "", ""


def _mode(consultation: Consultation) -> str:
    return gettext(MODES[consultation.mode]) if consultation.mode in MODES else ""


def _utc_rows(consultation: Consultation) -> list[dict[str, Any]]:
    """Return the beginning in UTC, for readers elsewhere, where it is settled and not in UTC anyhow."""
    zone = consultation.time_zone
    if consultation.precision != "day" or not consultation.starts_on or not consultation.starts_at or not zone:
        return []
    begin = datetime.combine(consultation.starts_on, consultation.starts_at, tzinfo=ZoneInfo(zone))
    return [{"term": gettext(_("Begins, in UTC")), "value": moment(begin.astimezone(UTC))}] if zone != "UTC" else []


def _facts(consultation: Consultation) -> list[dict[str, Any]]:
    """Return the facts that somebody needs who wants to take part; what is not known says so."""
    codes = consultation.request.stakeholders if consultation.request else []
    audience: list[Any] = [consultation.audience] if consultation.audience else []
    audience += stakeholder_words(codes)
    if not audience and consultation.group:
        audience = [group_words(consultation.group)]
    language = language_words(consultation.language) if consultation.language else None
    rows: list[dict[str, Any]] = [
        *_utc_rows(consultation),
        {"term": gettext(_("For whom")), "several": audience, "value": None},
        {"term": gettext(_("Where")), "value": as_written(consultation.place) or None},
        {"term": gettext(_("How people meet")), "value": _mode(consultation) or None},
        {"term": gettext(_("Language")), "value": language},
        {"term": gettext(_("How to join")), "value": consultation.how_to_join or None},
    ]
    return rows
