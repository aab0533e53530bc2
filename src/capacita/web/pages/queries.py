"""What is happening now, for the home page: short lists from real rows, each with its empty state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from capacita.vocabulary import LocalizedText
from capacita.web.actors import Actor
from capacita.web.assessment.models import Assessment
from capacita.web.commenting.periods import period_of
from capacita.web.consultation.models import Consultation, Programme
from capacita.web.consultation.presenters import EventOnPage, present_event
from capacita.web.consultation.queries import list_open_programmes
from capacita.web.framework.models import FrameworkVersion
from capacita.web.jobs.models import Job, JobStatus
from capacita.web.opinion.models import RoundState, VotingRound
from capacita.web.toolkit.models import Toolkit

MOST_OPEN = 2  # votes, and programmes


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenOnPage:
    """A vote, a text to comment on, or a call for consultations, that everybody can take part in today.

    ``last_day`` where one is known; ``takes_requests`` where one may ask to organise a consultation as well.
    """

    kind: str  # vote | text | call
    takes_requests: bool
    title: LocalizedText
    last_day: date | None
    href: str
    simulated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseOnPage:
    """A framework version as a line."""

    title: LocalizedText
    version: str
    released_at: datetime | None
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultOnPage:
    """An assessment or a toolkit as a line."""

    title: LocalizedText
    when: date
    href: str
    simulated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What the home page shows under its doors."""

    open_now: list[OpenOnPage]
    events: list[EventOnPage]
    is_over: bool  # nothing is planned; the events are the latest that were
    releases: list[ReleaseOnPage]
    results: list[ResultOnPage]
    filling: Any


def describe_today(actor: Actor, *, on: date | None = None) -> Today:
    """Return what comes next (or, where nothing does, what was last), and what is newest."""
    today = on or timezone.localdate()
    consultations = Consultation.objects.for_actor(actor).select_related("programme")
    open_month = Q(starts_on__isnull=True, expected__gte=f"{today:%Y-%m}")
    coming = list(consultations.filter(Q(ends_on__gte=today) | open_month)[:3])
    open_now = _open_votes(actor, today) + _open_programmes(actor, today)
    most_past = max(1, 3 - len(open_now))
    shown = coming or list(consultations.filter(ends_on__lt=today).order_by("-ends_on")[:most_past])
    return Today(
        open_now=open_now,
        events=[present_event(consultation) for consultation in shown],
        is_over=bool(shown) and not coming,
        releases=[_release(version) for version in _newest_versions(actor)],
        results=_results(actor),
        filling=Job.objects.for_actor(actor)
        .filter(kind="fill-demo", status__in=(JobStatus.WAITING, JobStatus.RUNNING))
        .first(),
    )


def _open_votes(actor: Actor, today: date) -> list[OpenOnPage]:
    still_open = Q(closes_on__isnull=True) | Q(closes_on__gte=today)
    rounds = VotingRound.objects.for_actor(actor).filter(still_open, published=True, state=RoundState.OPEN)
    return [
        OpenOnPage(
            kind="vote",
            takes_requests=False,
            title=voting_round.title,
            last_day=voting_round.closes_on,
            href=reverse("opinion-round", args=[voting_round.code]),
            simulated=voting_round.simulated,
        )
        for voting_round in rounds[:MOST_OPEN]
    ]


def _open_programmes(actor: Actor, today: date) -> list[OpenOnPage]:
    """Return the newest programmes on whose text comments are taken, or that call for consultations."""
    programmes = Programme.objects.for_actor(actor).filter(published=True, source="").prefetch_related("phases")
    calling = {programme.pk for programme in list_open_programmes(actor, on=today)}
    lines = []
    for programme in programmes[: 10 * MOST_OPEN]:
        period = period_of(programme, on=today)
        has_text = programme.framework_version_id is not None and period.is_open
        if has_text or programme.pk in calling:
            last_day = period.closes_on if has_text else programme.closes_on
            lines.append(
                OpenOnPage(
                    kind="text" if has_text else "call",
                    takes_requests=programme.pk in calling,
                    title=programme.title,
                    last_day=None if programme.simulated else last_day,
                    href=reverse("comment-text" if has_text else "programme", args=[programme.code]),
                    simulated=programme.simulated,
                )
            )
    return lines[:MOST_OPEN]


def _newest_versions(actor: Actor) -> list[FrameworkVersion]:
    return list(FrameworkVersion.objects.for_actor(actor).order_by("-released_at", "code")[:3])


def _release(version: FrameworkVersion) -> ReleaseOnPage:
    return ReleaseOnPage(
        title=version.title,
        version=version.version,
        released_at=version.released_at,
        href=reverse("framework", args=[version.code]),
    )


def _results(actor: Actor) -> list[ResultOnPage]:
    lines = [
        ResultOnPage(
            title=assessment.title,
            when=assessment.finished_on,
            href=reverse("results", args=[assessment.organisation.code]),
            simulated=assessment.simulated,
        )
        for assessment in Assessment.objects.for_actor(actor).select_related("organisation")[:2]
    ]
    lines += [
        ResultOnPage(
            title=toolkit.title,
            when=toolkit.made_at.date(),
            href=reverse("toolkit", args=[toolkit.organisation.code]),
            simulated=toolkit.simulated,
        )
        for toolkit in Toolkit.objects.for_actor(actor).select_related("organisation")[:2]
    ]
    return lines
