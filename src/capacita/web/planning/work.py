"""The job that makes a training plan. Runs in the worker: it needs the solver."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from capacita.assessment.profile.model import GAPS_FORMAT
from capacita.planning import PlanLimits, assemble_problem
from capacita.planning.optimise import optimise_plan
from capacita.web.actors import SYSTEM
from capacita.web.assessment.models import Assessment
from capacita.web.documents.packs import catalogue
from capacita.web.documents.store import load_document
from capacita.web.jobs.models import Job
from capacita.web.jobs.worker import Report
from capacita.web.planning.services import publish_plan

_LIMITS = TypeAdapter(PlanLimits)


def plan_training(job: Job, report: Report) -> dict[str, Any]:
    """Solve for the plan of an assessment under the limits that were asked for, and keep it."""
    report(10, "plan")
    assessment = Assessment.objects.get(pk=job.inputs["assessment"], organisation=job.organisation)
    limits = _LIMITS.validate_python(job.inputs["limits"])
    problem = assemble_problem(load_document(GAPS_FORMAT, job.inputs["gaps"]), catalogue(), limits)
    plan = optimise_plan(problem)
    report(90, "plan")
    publish_plan(SYSTEM, assessment=assessment, problem=problem, plan=plan, limits=limits)
    return {"route": "plan", "args": [job.organisation.code]}
