"""What is happening now, for the home page: four short lists from real rows, each with its empty state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from capacita.web.actors import Actor
from capacita.web.assessment.models import Assessment
from capacita.web.consultation.models import Consultation
from capacita.web.framework.models import FrameworkVersion
from capacita.web.jobs.models import Job, JobStatus
from capacita.web.toolkit.models import Toolkit


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What the home page shows under its doors."""

    coming: list[Consultation]
    latest: list[Consultation]
    releases: list[FrameworkVersion]
    assessments: list[Assessment]
    toolkits: list[Toolkit]
    filling: Job | None


def describe_today(actor: Actor, *, on: date | None = None) -> Today:
    """Return what is coming, and what is newest."""
    today = on or timezone.localdate()
    consultations = Consultation.objects.for_actor(actor).select_related("programme")
    undecided = Q(starts_on__isnull=True, expected="") | Q(starts_on__isnull=True, expected__gte=f"{today:%Y-%m}")
    return Today(
        coming=list(consultations.filter(Q(ends_on__gte=today) | undecided).order_by("starts_on")[:3]),
        latest=list(consultations.filter(ends_on__lt=today).order_by("-ends_on")[:3]),
        releases=list(FrameworkVersion.objects.for_actor(actor).order_by("-released_at")[:3]),
        assessments=list(Assessment.objects.for_actor(actor).select_related("organisation")[:2]),
        toolkits=list(Toolkit.objects.for_actor(actor).select_related("plan__assessment")[:2]),
        filling=Job.objects.filter(
            kind="fill-demo", status__in=(JobStatus.WAITING, JobStatus.RUNNING)
        ).first(),
    )
