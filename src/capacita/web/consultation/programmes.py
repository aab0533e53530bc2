"""Opening and changing programmes: what they are about, when, and in which phases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.apps import apps
from django.db.models import Q
from django.utils.text import slugify

from capacita.vocabulary import LocalizedText, NotFound, Refusal, plain_text
from capacita.web.accounts.models import Organisation, OrganisationKind
from capacita.web.actors import Actor
from capacita.web.audit.services import audited
from capacita.web.consultation.models import Programme, ProgrammePhase, SubjectKind
from capacita.web.framework.models import FrameworkVersion
from capacita.web.permissions import Action, check_may, may
from capacita.web.tenancy import TenantQuerySet

LONGEST_CODE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a programme can be about; ``key`` names it in a form."""

    kind: SubjectKind
    id: UUID
    title: str
    framework_version: FrameworkVersion

    @property
    def key(self) -> str:
        """The kind and the identifier."""
        return f"{self.kind.value}:{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeDetails:
    """What a programme says of itself. ``phases`` are the first and last day of each kind."""

    title: LocalizedText
    summary: LocalizedText
    language: str
    purpose: str
    subject: Subject
    opens_on: date
    closes_on: date | None
    contact: str = ""
    phases: Mapping[str, tuple[date, date]] = field(default_factory=dict)


def list_subjects(actor: Actor, language: str) -> list[Subject]:
    """Return all that a programme can be about: what this person may know of, the newest first."""
    subjects = []
    for version in FrameworkVersion.objects.for_actor(actor).order_by("-released_at", "code", "-version"):
        kind = SubjectKind.ADAPTATION if version.country else SubjectKind.FRAMEWORK
        title = f"{plain_text(version.title, language)} {version.version}"
        subjects.append(Subject(kind=kind, id=version.pk, title=title, framework_version=version))
    for run in (
        _rows("assessment.Assessment").for_actor(actor).select_related("framework_version").order_by("-finished_on")
    ):
        title = plain_text(run.title, language)
        subjects.append(
            Subject(kind=SubjectKind.ASSESSMENT, id=run.pk, title=title, framework_version=run.framework_version)
        )
    for kit in _rows("toolkit.Toolkit").for_actor(actor).select_related("plan__assessment__framework_version"):
        version = kit.plan.assessment.framework_version
        title = plain_text(kit.title, language)
        subjects.append(Subject(kind=SubjectKind.TOOLKIT, id=kit.pk, title=title, framework_version=version))
    return subjects


def subject_key_of(programme: Programme) -> str:
    """Return the key of what a programme is about."""
    about = programme.subject_id or programme.framework_version_id
    return f"{programme.subject_kind}:{about}"


def list_hosts(actor: Actor) -> list[Organisation]:
    """Return the organisations in whose name this person opens programmes: secretariats and countries."""
    held = [pk for pk in actor.memberships if may(actor, Action.OPEN_PROGRAMME, organisation_id=pk)]
    kinds = (OrganisationKind.SECRETARIAT, OrganisationKind.COUNTRY)
    return list(Organisation.objects.filter(pk__in=held, kind__in=kinds).order_by("code"))


def list_own_programmes(actor: Actor) -> list[Programme]:
    """Return the programmes that this person may change."""
    held = [pk for pk in actor.memberships if may(actor, Action.OPEN_PROGRAMME, organisation_id=pk)]
    own = Programme.objects.for_actor(actor).filter(organisation_id__in=held).exclude(source__gt="")
    return list(own.select_related("organisation"))


def get_own_programme(actor: Actor, code: str) -> Programme:
    """Return a programme for those who may change it. Raises NotFound, or NotAllowed."""
    rows = Programme.objects.for_actor(actor).select_related("organisation", "framework_version")
    programme: Programme | None = rows.filter(code=code).prefetch_related("phases").first()
    if programme is None:
        raise NotFound("PROGRAMME_UNKNOWN")
    check_may(actor, Action.OPEN_PROGRAMME, organisation_id=programme.organisation_id)
    return programme


@audited("programme.opened")
def open_programme(actor: Actor, *, organisation: Organisation, details: ProgrammeDetails) -> Programme:
    """Open a programme in the name of a secretariat or a country; everybody sees it."""
    check_may(actor, Action.OPEN_PROGRAMME, organisation_id=organisation.pk)
    _check(details)
    programme = Programme(
        organisation=organisation,
        published=True,
        code=_free_code(plain_text(details.title, details.language), organisation.code),
        country=organisation.country,
        simulated=organisation.is_simulated,
    )
    return _keep(programme, details)


@audited("programme.changed")
def change_programme(actor: Actor, *, programme_id: UUID, details: ProgrammeDetails) -> Programme:
    """Change what a programme says of itself; its address stays."""
    programme: Programme = Programme.objects.select_for_update().get(pk=programme_id)
    check_may(actor, Action.OPEN_PROGRAMME, organisation_id=programme.organisation_id)
    if programme.source:
        raise Refusal("PROGRAMME_OF_OTHERS")
    _check(details)
    return _keep(programme, details)


def open_calls(on: date) -> Q:
    """Return the condition of programmes that take requests on a day; a demonstration never closes."""
    in_phase = Q(phases__kind="call", phases__opens_on__lte=on, phases__closes_on__gte=on)
    begun = Q(opens_on__isnull=True) | Q(opens_on__lte=on)
    unfinished = Q(closes_on__isnull=True) | Q(closes_on__gte=on)
    without_phase = ~Q(pk__in=ProgrammePhase.objects.filter(kind="call").values("programme"))
    return Q(simulated=True) | in_phase | (without_phase & begun & unfinished)


def _rows(name: str) -> TenantQuerySet:
    """Return the rows of a later room by its name: that room builds on this one, and is not imported here."""
    rows: TenantQuerySet = apps.get_model(name)._default_manager.all()
    return rows


def _keep(programme: Programme, details: ProgrammeDetails) -> Programme:
    programme.title, programme.summary = details.title, details.summary
    programme.language, programme.purpose = details.language, details.purpose
    programme.subject_kind, programme.subject_id = details.subject.kind.value, details.subject.id
    programme.framework_version = details.subject.framework_version
    programme.opens_on, programme.closes_on = details.opens_on, details.closes_on
    programme.contact = details.contact
    programme.save()
    programme.phases.all().delete()
    ProgrammePhase.objects.bulk_create(
        ProgrammePhase(
            organisation_id=programme.organisation_id,
            published=True,
            programme=programme,
            kind=kind,
            opens_on=opens_on,
            closes_on=closes_on,
        )
        for kind, (opens_on, closes_on) in details.phases.items()
    )
    return programme


def _check(details: ProgrammeDetails) -> None:
    """Refuse days out of order, of the whole or of a phase, and a programme without a title."""
    spans = {"": (details.opens_on, details.closes_on or date.max), **details.phases}
    for opens_on, closes_on in spans.values():
        if closes_on < opens_on:
            raise Refusal("PROGRAMME_CLOSES_EARLY", opens=opens_on.isoformat(), closes=closes_on.isoformat())
    if not plain_text(details.title, details.language).strip():
        raise Refusal("PROGRAMME_TITLE_MISSING")


def _free_code(title: str, host: str) -> str:
    """Return an address that no other programme has, made of the title, or of the host where the title has no letters."""
    stem = slugify(title)[:LONGEST_CODE].strip("-") or f"{host}-consultation"
    taken = set(Programme.objects.filter(code__startswith=stem).values_list("code", flat=True))
    number = 2
    code = stem
    while code in taken:
        code, number = f"{stem}-{number}", number + 1
    return code
