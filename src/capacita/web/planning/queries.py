"""Reading training plans."""

from __future__ import annotations

from dataclasses import dataclass

from capacita.framework.model import Framework
from capacita.planning import TrainingPlan as PlanDocument
from capacita.vocabulary import NotFound
from capacita.web.accounts.models import Organisation
from capacita.web.actors import Actor
from capacita.web.assessment.models import Assessment
from capacita.web.assessment.queries import (
    GroupTitles,
    get_assessment,
    get_country,
    group_titles,
    load_plan,
    load_toolkit,
    newest_toolkit,
    traced_by,
)
from capacita.web.documents.store import load_framework
from capacita.web.permissions import Action, check_may, may
from capacita.web.planning.models import TrainingPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDocuments:
    """A plan with what a page about it needs; ``traced`` are the identifiers that the newest toolkit can trace."""

    organisation: Organisation
    row: TrainingPlan
    plan: PlanDocument
    framework: Framework
    titles: GroupTitles
    traced: frozenset[str]
    may_plan: bool


def get_plan_row(actor: Actor, code: str) -> TrainingPlan:
    """Return the newest plan of a country. Raises NotFound where there is none."""
    organisation = get_country(actor, code)
    rows = TrainingPlan.objects.for_actor(actor).filter(organisation=organisation)
    found: TrainingPlan | None = rows.select_related("organisation", "assessment__framework_version").first()
    if found is None:
        raise NotFound("NOTHING_YET")
    return found


def get_plan(actor: Actor, code: str) -> PlanDocuments:
    """Return the newest plan of a country with its documents. Raises NotFound where there is none."""
    row = get_plan_row(actor, code)
    toolkit = newest_toolkit(actor, row.organisation)
    return PlanDocuments(
        organisation=row.organisation,
        row=row,
        plan=load_plan(row.plan_digest),
        framework=load_framework(row.assessment.framework_version.digest),
        titles=group_titles(row.assessment),
        traced=traced_by(load_toolkit(toolkit.document_digest)) if toolkit else frozenset(),
        may_plan=may(actor, Action.PLAN_TRAINING, organisation_id=row.organisation_id),
    )


def get_assessment_to_plan(actor: Actor, code: str) -> tuple[Assessment, PlanDocument | None]:
    """Return the assessment that this actor may plan for, and its newest plan. Raises NotAllowed and NotFound."""
    organisation = get_country(actor, code)
    check_may(actor, Action.PLAN_TRAINING, organisation_id=organisation.pk)
    assessment = get_assessment(actor, code)
    row = TrainingPlan.objects.for_actor(actor).filter(assessment=assessment).first()
    return assessment, load_plan(row.plan_digest) if row else None
