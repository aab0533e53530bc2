"""Reading countries and their assessments: what there is of each, and the documents behind a page."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Count

from capacita.assessment.profile import ESTIMATES_FORMAT, GAPS_FORMAT, EstimateSet, GapSet
from capacita.assessment.sampling import SAMPLE_FORMAT, Sample
from capacita.framework.changes import Adaptation
from capacita.framework.model import Framework
from capacita.planning import PLAN_FORMAT, TrainingPlan
from capacita.toolkit.document import TOOLKIT_FORMAT, ToolkitDocument
from capacita.vocabulary import LocalizedText, NotFound, is_identifier
from capacita.web.accounts.models import Organisation, OrganisationKind
from capacita.web.actors import Actor
from capacita.web.adapting.queries import WaitingBase, list_releases, list_waiting_bases
from capacita.web.assessment.models import Assessment
from capacita.web.consultation.models import Consultation, Contribution, Programme, told
from capacita.web.consultation.presenters import QuoteOnPage, present_quote
from capacita.web.consultation.terms import IN_WRITING
from capacita.web.documents.store import load_adaptation, load_document, load_framework, load_undescribed
from capacita.web.fields import read_localized
from capacita.web.framework.models import FrameworkVersion
from capacita.web.jobs.models import Job, JobStatus
from capacita.web.permissions import Action, may

GroupTitles = Mapping[str, LocalizedText]  # by the code of a group


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryStanding:
    """What there is of a country that the actor may read; None and 0 where there is nothing yet."""

    organisation: Organisation
    programme: Programme | None
    consultations: int
    contributions: Mapping[str, int]
    version: FrameworkVersion | None
    waiting: tuple[WaitingBase, ...]  # newer bases, for those who may take them in
    assessment: Assessment | None
    plan: Any  # a TrainingPlan row; that app imports this one
    toolkit: Any  # a Toolkit row, likewise
    filling: Job | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryDocuments:
    """The documents that the headlines of a country are read from; None where there is none yet."""

    adaptation: Adaptation | None
    framework: Framework | None
    gaps: GapSet | None
    plan: TrainingPlan | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryLine:
    """A country of the list, with what there is of it."""

    organisation: Organisation
    has_adaptation: bool
    has_results: bool
    has_plan: bool
    has_toolkit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AdaptationDocuments:
    """An adaptation with the framework that it starts from and the one that it gives, both without associations and levels."""

    organisation: Organisation
    version: FrameworkVersion
    adaptation: Adaptation
    base: Framework
    effective: Framework


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultDocuments:
    """An assessment with its documents; ``traced`` are the identifiers that the newest toolkit can trace."""

    organisation: Organisation
    assessment: Assessment
    framework: Framework
    gaps: GapSet
    estimates: EstimateSet
    sample: Sample
    titles: GroupTitles
    traced: frozenset[str]


def list_countries(actor: Actor) -> list[CountryLine]:
    """Return the countries of which the actor may read anything, and fictional ones even while they are empty."""
    found = {
        model: set(apps.get_model(model).objects.for_actor(actor).values_list("organisation_id", flat=True).distinct())
        for model in ("consultation.Programme", "assessment.Assessment", "planning.TrainingPlan", "toolkit.Toolkit")
    }
    adapted = _adaptations(actor).values_list("organisation_id", flat=True)
    found["framework.FrameworkVersion"] = set(adapted.order_by().distinct())
    seen: set[UUID] = set().union(*found.values()) | set(actor.memberships)
    return [
        CountryLine(
            organisation=organisation,
            has_adaptation=organisation.pk in found["framework.FrameworkVersion"],
            has_results=organisation.pk in found["assessment.Assessment"],
            has_plan=organisation.pk in found["planning.TrainingPlan"],
            has_toolkit=organisation.pk in found["toolkit.Toolkit"],
        )
        for organisation in Organisation.objects.filter(kind=OrganisationKind.COUNTRY).order_by("code")
        if organisation.pk in seen or organisation.fictional
    ]


def get_country(actor: Actor, code: str) -> Organisation:
    """Return a country by its code. Raises NotFound, also where the actor may read nothing of it."""
    organisation = Organisation.objects.filter(kind=OrganisationKind.COUNTRY, code=code).first()
    if organisation is None or not _may_know(actor, organisation):
        raise NotFound("COUNTRY_UNKNOWN", name=code)
    return organisation


def get_standing(actor: Actor, code: str) -> CountryStanding:
    """Return what there is of a country, newest of each kind."""
    organisation = get_country(actor, code)
    contributions = (
        Contribution.objects.for_actor(actor)
        .filter(told())
        .filter(organisation=organisation)  # everybody reads the same counts, its members included
        .order_by()
        .values_list("status")
        .annotate(Count("pk"))
    )
    assessment = _newest_assessment(actor, organisation)
    return CountryStanding(
        organisation=organisation,
        programme=Programme.objects.for_actor(actor).filter(organisation=organisation).first(),
        consultations=Consultation.objects.for_actor(actor)
        .filter(organisation=organisation)
        .exclude(mode=IN_WRITING)
        .count(),
        contributions=dict(contributions),
        version=_adaptations(actor).filter(organisation=organisation).order_by("-released_at").first(),
        waiting=_waiting_bases(actor, organisation),
        assessment=assessment,
        plan=assessment.plans.for_actor(actor).first() if assessment else None,
        toolkit=newest_toolkit(actor, organisation),
        filling=Job.objects.for_actor(actor)
        .filter(organisation=organisation, kind="fill-demo", status__in=(JobStatus.WAITING, JobStatus.RUNNING))
        .first(),
    )


def load_headlines(standing: CountryStanding) -> CountryDocuments:
    """Return the documents behind a country's headlines."""
    version, assessment, plan = standing.version, standing.assessment, standing.plan
    return CountryDocuments(
        adaptation=load_adaptation(version.adaptation_digest) if version else None,
        framework=load_framework(assessment.framework_version.digest) if assessment else None,
        gaps=load_gaps(assessment.gaps_digest) if assessment else None,
        plan=load_plan(plan.plan_digest) if plan else None,
    )


def quotes_by_id(actor: Actor, identifiers: Iterable[str]) -> dict[str, QuoteOnPage]:
    """Return the published contributions of these identifiers, with one query: pages and kits show everybody the same."""
    wanted = {identifier for identifier in identifiers if is_identifier(identifier)}
    rows = Contribution.objects.for_actor(actor).filter(told(), pk__in=wanted).select_related("consultation")
    return {str(row.pk): present_quote(row) for row in rows} if wanted else {}


def get_adapted(actor: Actor, code: str) -> FrameworkVersion:
    """Return the newest version of a country's adaptation. Raises NotFound where there is none."""
    version = _adaptations(actor).filter(organisation=get_country(actor, code)).order_by("-released_at").first()
    if version is None:
        raise NotFound("NOTHING_YET")
    found: FrameworkVersion = version
    return found


def get_adaptation(actor: Actor, code: str) -> AdaptationDocuments:
    """Return the newest adaptation of a country with its base. Raises NotFound where there is none."""
    version = get_adapted(actor, code)
    assert version.base is not None
    return AdaptationDocuments(
        organisation=version.organisation,
        version=version,
        adaptation=load_adaptation(version.adaptation_digest),
        base=load_undescribed(version.base.digest),
        effective=load_undescribed(version.digest),
    )


def get_assessment(actor: Actor, code: str) -> Assessment:
    """Return the newest assessment of a country. Raises NotFound where there is none."""
    assessment = _newest_assessment(actor, get_country(actor, code))
    if assessment is None:
        raise NotFound("NOTHING_YET")
    return assessment


def get_results(actor: Actor, code: str) -> ResultDocuments:
    """Return the newest assessment of a country with its documents. Raises NotFound where there is none."""
    assessment = get_assessment(actor, code)
    toolkit = newest_toolkit(actor, assessment.organisation)
    return ResultDocuments(
        organisation=assessment.organisation,
        assessment=assessment,
        framework=load_framework(assessment.framework_version.digest),
        gaps=load_gaps(assessment.gaps_digest),
        estimates=load_estimates(assessment.estimates_digest),
        sample=load_sample(assessment.sample_digest),
        titles=group_titles(assessment),
        traced=traced_by(load_toolkit(toolkit.document_digest)) if toolkit else frozenset(),
    )


def newest_toolkit(actor: Actor, organisation: Organisation, *, language: str = "") -> Any:
    """Return the newest toolkit row of a country, in a language where one is named, or None.

    The model is looked up by name: its app imports the plans', which imports this one.
    """
    rows = apps.get_model("toolkit.Toolkit").objects.for_actor(actor).filter(organisation=organisation)
    return (rows.filter(language=language) if language else rows).order_by("-made_at").first()


def group_titles(assessment: Assessment) -> GroupTitles:
    """Return the titles of the groups of a service; one without a title is shown by its code."""
    return {code: read_localized(title) for code, title in assessment.group_titles.items()}


def traced_by(document: ToolkitDocument) -> frozenset[str]:
    """Return the identifiers whose origins a toolkit can show."""
    return frozenset(stop.id for stop in document.trail)


@functools.lru_cache(maxsize=16)
def load_gaps(digest: str) -> GapSet:
    """Return the gaps kept under a digest; what is kept never changes, so it is remembered."""
    return load_document(GAPS_FORMAT, digest)


@functools.lru_cache(maxsize=16)
def load_estimates(digest: str) -> EstimateSet:
    """Return the estimates kept under a digest."""
    return load_document(ESTIMATES_FORMAT, digest)


@functools.lru_cache(maxsize=16)
def load_sample(digest: str) -> Sample:
    """Return the sample kept under a digest."""
    return load_document(SAMPLE_FORMAT, digest)


@functools.lru_cache(maxsize=16)
def load_plan(digest: str) -> TrainingPlan:
    """Return the training plan kept under a digest."""
    return load_document(PLAN_FORMAT, digest)


@functools.lru_cache(maxsize=16)
def load_toolkit(digest: str) -> ToolkitDocument:
    """Return the toolkit kept under a digest."""
    return load_document(TOOLKIT_FORMAT, digest)


def _adaptations(actor: Actor) -> Any:
    rows = FrameworkVersion.objects.for_actor(actor).filter(organisation__kind=OrganisationKind.COUNTRY)
    return rows.filter(base__isnull=False).select_related("base", "organisation")


def _waiting_bases(actor: Actor, organisation: Organisation) -> tuple[WaitingBase, ...]:
    if not may(actor, Action.ADAPT_FRAMEWORK, organisation_id=organisation.pk):
        return ()
    return tuple(list_waiting_bases(actor, list_releases(actor, organisation)))


def _newest_assessment(actor: Actor, organisation: Organisation) -> Assessment | None:
    rows = Assessment.objects.for_actor(actor).filter(organisation=organisation)
    found: Assessment | None = rows.select_related("organisation", "framework_version").first()
    return found


def _may_know(actor: Actor, organisation: Organisation) -> bool:
    if organisation.fictional or actor.is_system or organisation.pk in actor.memberships:
        return True
    models = (Programme, FrameworkVersion, Assessment)
    return any(model.objects.for_actor(actor).filter(organisation=organisation).exists() for model in models)
