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
from capacita.web.consultation.models import Consultation
from capacita.web.consultation.presenters import EventOnPage, present_event
from capacita.web.framework.models import FrameworkVersion
from capacita.web.jobs.models import Job, JobStatus
from capacita.web.toolkit.models import Toolkit


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
    shown = coming or list(consultations.filter(ends_on__lt=today).order_by("-ends_on")[:3])
    return Today(
        events=[present_event(consultation) for consultation in shown],
        is_over=bool(shown) and not coming,
        releases=[_release(version) for version in _newest_versions(actor)],
        results=_results(actor),
        filling=Job.objects.for_actor(actor)
        .filter(kind="fill-demo", status__in=(JobStatus.WAITING, JobStatus.RUNNING))
        .first(),
    )


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
