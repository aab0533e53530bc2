"""Putting a training plan on the site, and asking for a new one."""

from __future__ import annotations

from typing import Any

from capacita.planning import PLAN_FORMAT, PROBLEM_FORMAT, PlanLimits, PlanProblem
from capacita.planning import TrainingPlan as PlanDocument
from capacita.web.actors import Actor
from capacita.web.assessment.models import Assessment
from capacita.web.audit.services import audited
from capacita.web.documents.store import store_document
from capacita.web.jobs.models import Job
from capacita.web.jobs.services import ask_for_job
from capacita.web.permissions import Action, check_may
from capacita.web.planning.models import TrainingPlan


@audited("plan.published")
def publish_plan(
    actor: Actor, *, assessment: Assessment, problem: PlanProblem, plan: PlanDocument, limits: PlanLimits
) -> TrainingPlan:
    """Keep a plan with the problem that it solves; the newest one of an assessment is the one shown."""
    return TrainingPlan.objects.create(
        organisation=assessment.organisation,
        published=True,
        assessment=assessment,
        problem_digest=store_document(PROBLEM_FORMAT.dump(problem)),
        plan_digest=store_document(PLAN_FORMAT.dump(plan)),
        budget=limits.budget,
        trainer_days=limits.trainer_days,
        currency=limits.currency,
    )


@audited("plan.asked")
def ask_for_plan(actor: Actor, *, assessment: Assessment, limits: dict[str, Any]) -> Job:
    """Queue a plan of an assessment under other limits."""
    check_may(actor, Action.PLAN_TRAINING, organisation_id=assessment.organisation_id)
    return ask_for_job(
        actor,
        organisation=assessment.organisation,
        kind="plan-training",
        inputs={"assessment": str(assessment.pk), "gaps": assessment.gaps_digest, "limits": limits},
    )
