"""The job that makes a toolkit of a plan. Runs in the worker: it renders files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from capacita.assessment.profile.model import ESTIMATES_FORMAT, GAPS_FORMAT
from capacita.content import read_content
from capacita.framework.changes import Adaptation
from capacita.planning import PLAN_FORMAT
from capacita.toolkit.composers.policy_maker import compose_policy_maker_toolkit
from capacita.toolkit.texts import TEXTS_FORMAT
from capacita.web.actors import SYSTEM
from capacita.web.consultation.trail import list_ledger_stops
from capacita.web.documents.packs import catalogue, item_bank
from capacita.web.documents.store import load_adaptation, load_document, load_framework
from capacita.web.fields import read_localized
from capacita.web.framework.models import FrameworkVersion
from capacita.web.jobs.models import Job
from capacita.web.jobs.worker import Report
from capacita.web.planning.models import TrainingPlan
from capacita.web.toolkit.rendering import render_files
from capacita.web.toolkit.services import publish_toolkit


def build_toolkit(job: Job, report: Report) -> dict[str, Any]:
    """Compose the policy makers' toolkit of a plan from what is kept on the site, render it and keep it."""
    report(10, "toolkit")
    plan = TrainingPlan.objects.select_related("assessment__framework_version").get(
        pk=job.inputs["plan"], organisation=job.organisation
    )
    assessment = plan.assessment
    version = assessment.framework_version
    document = compose_policy_maker_toolkit(
        framework=load_framework(version.digest),
        adaptations=tuple(reversed(list(_adaptations(version)))),
        estimates=load_document(ESTIMATES_FORMAT, assessment.estimates_digest),
        gaps=load_document(GAPS_FORMAT, assessment.gaps_digest),
        plan=load_document(PLAN_FORMAT, plan.plan_digest),
        catalogue=catalogue(),
        texts=TEXTS_FORMAT.read_whole(read_content("toolkit-texts/texts.json")),
        ledger=list_ledger_stops(job.organisation),
        bank=item_bank(),
        group_titles={code: read_localized(title) for code, title in assessment.group_titles.items()},
        date=timezone.localdate().isoformat(),
    )
    report(60, "files")
    publish_toolkit(SYSTEM, plan=plan, document=document, files=render_files(document))
    return {"route": "toolkit", "args": [job.organisation.code]}


def _adaptations(version: FrameworkVersion) -> Iterator[Adaptation]:
    """Yield the adaptations that gave a version, the newest first."""
    step: FrameworkVersion | None = version
    while step is not None and step.adaptation_digest:
        yield load_adaptation(step.adaptation_digest)
        step = step.base
