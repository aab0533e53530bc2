"""A programme as everybody reads it: its phases, what it is about, its consultations by region, honest about gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from capacita.consultation import REGIONAL_GROUPS
from capacita.vocabulary import LocalizedText
from capacita.web.consultation.calendar_pages import list_clashes
from capacita.web.consultation.models import Consultation, Programme
from capacita.web.consultation.notices import contact_of
from capacita.web.consultation.presenters import EventOnPage, group_words, present_event
from capacita.web.consultation.queries import is_open
from capacita.web.consultation.reported import ReportedMeeting, list_reported
from capacita.web.consultation.terms import PHASES, PURPOSES, SUBJECTS
from capacita.web.patterns.templatetags.capacita_ui import day, period


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionOnPage:
    """The consultations of one region; ``has_day`` is false where none of them has a day, a window or a month."""

    code: str
    name: str
    events: tuple[EventOnPage, ...]
    has_day: bool
    reported: tuple[ReportedMeeting, ...]
    feed_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeOnPageWhole:
    """A programme with all that its page says."""

    code: str
    title: LocalizedText
    summary: LocalizedText
    host: LocalizedText
    source: str
    simulated: bool
    is_open: bool
    has_text: bool
    facts: list[dict[str, Any]]
    phases: tuple[dict[str, Any], ...]
    regions: tuple[RegionOnPage, ...]
    others: tuple[EventOnPage, ...]
    clashes: tuple[str, ...]
    count: int
    feed_href: str
    texts: tuple[Any, ...]


def present_programme(programme: Programme, meetings: Sequence[Consultation], *, on: date) -> ProgrammeOnPageWhole:
    """Return a programme as of a day."""
    regional = {group.value for group in REGIONAL_GROUPS}
    feed = reverse("calendar-file") + f"?programme={programme.code}"
    return ProgrammeOnPageWhole(
        code=programme.code,
        title=programme.title,
        summary=programme.summary,
        host=programme.organisation.name,
        source=programme.source,
        simulated=programme.simulated,
        is_open=is_open(programme, on=on),
        has_text=programme.framework_version_id is not None and not programme.source,
        facts=_facts(programme),
        phases=tuple(_phase(phase, on) for phase in programme.phases.all()),
        regions=tuple(_regions(programme, meetings, feed)),
        others=tuple(present_event(meeting) for meeting in meetings if meeting.group not in regional),
        clashes=list_clashes(meetings),
        count=len(meetings),
        feed_href=feed,
        texts=(programme.title, programme.summary, programme.organisation.name),
    )


def _regions(programme: Programme, meetings: Sequence[Consultation], feed: str) -> list[RegionOnPage]:
    """Return the regions that have consultations here or of which something was reported, in the order of the table."""
    found = []
    for group in REGIONAL_GROUPS:
        own = [meeting for meeting in meetings if meeting.group == group.value]
        reported = list_reported([programme], group.value)
        if not own and not reported:
            continue
        found.append(
            RegionOnPage(
                code=group.value,
                name=group_words(group.value),
                events=tuple(present_event(meeting) for meeting in own),
                has_day=any(meeting.starts_on for meeting in own),
                reported=reported,
                feed_href=f"{feed}&group={group.value}",
            )
        )
    return found


def _phase(phase: Any, on: date) -> dict[str, Any]:
    is_now = phase.opens_on <= on <= phase.closes_on
    state = gettext(_("Now")) if is_now else gettext(_("Over")) if phase.closes_on < on else gettext(_("Ahead"))
    return {
        "name": gettext(PHASES[phase.kind]),
        "days": period(phase.opens_on, phase.closes_on),
        "state": state,
        "tone": "active" if is_now else "quiet",
    }


def _facts(programme: Programme) -> list[dict[str, Any]]:
    version = programme.framework_version
    about: LocalizedText | None = version.title if version else None
    rows: list[dict[str, Any]] = [
        {"term": gettext(_("Purpose")), "value": gettext(PURPOSES[programme.purpose])},
        {"term": gettext(_("What people are asked about")), "value": gettext(SUBJECTS[programme.subject_kind])},
    ]
    if version and about:
        rows.append(
            {
                "term": gettext(_("Text")),
                "value": about,
                "action": gettext(_("Read")),
                "action_href": reverse("framework", args=[version.code]),
            }
        )
    if programme.opens_on:
        until = day(programme.closes_on) if programme.closes_on else gettext(_("not settled"))
        words = gettext(_("{first} until {last}")).format(first=day(programme.opens_on), last=until)
        rows.append({"term": gettext(_("Open")), "value": words})
    rows.append({"term": gettext(_("Who decides")), "value": programme.organisation.name})
    if contact_of(programme):
        rows.append({"term": gettext(_("Contact")), "value": contact_of(programme)})
    return rows
