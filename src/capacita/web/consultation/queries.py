"""Reading programmes, consultations, requests and contributions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.apps import apps
from django.db.models import Count, F, Max, Q, QuerySet

from capacita.vocabulary import LocalizedText, NotFound
from capacita.web.accounts.models import Organisation, OrganisationKind
from capacita.web.actors import SYSTEM, Actor
from capacita.web.consultation.models import (
    Consultation,
    ConsultationRequest,
    Contribution,
    Notice,
    Programme,
    StatusChange,
    stands,
)
from capacita.web.consultation.presenters import QuoteOnPage, present_quote
from capacita.web.consultation.private_link import hash_code, hash_token, is_key_code
from capacita.web.consultation.programmes import open_calls
from capacita.web.consultation.terms import IN_WRITING
from capacita.web.framework.queries import framework_of
from capacita.web.permissions import Action, check_may, may

DECIDABLE = ("requested", "needs_information")
AWAITING_OUTPUT = ("scheduled", "moved", "held", "output_due", "late", "output_received")


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The consultations that a visitor asked for, and what can be chosen from."""

    programmes: list[Programme]
    consultations: list[Consultation]
    groups: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What waits for the people of an actor's organisations; None where this is not theirs to do."""

    requests: list[ConsultationRequest] | None
    consultations: list[Consultation] | None
    unwritten: list[Contribution]  # taken up, and no change written yet
    outputs: list[Consultation] | None
    countries: list[Organisation]  # those whose training the actor plans
    keepers: list[Organisation]  # those that keep frameworks, where the actor works on the next version


def contributions_by_id(actor: Actor, identifiers: Iterable[str]) -> list[QuoteOnPage]:
    """Return the contributions of these identifiers that the actor may read."""
    wanted = list(dict.fromkeys(identifiers))
    if not wanted:
        return []
    found = _readable(actor).filter(pk__in=wanted).select_related("consultation")
    return [present_quote(contribution) for contribution in found]


def read_calendar(actor: Actor, *, programme: str = "", group: str = "") -> Calendar:
    """Return the calendar, of one programme or one group where these are named, and the choices there are."""
    rows = Consultation.objects.for_actor(actor).exclude(mode=IN_WRITING).select_related("programme")
    groups = sorted(set(rows.exclude(group="").values_list("group", flat=True).order_by()))
    if programme:
        rows = rows.filter(programme__code=programme)
    if group:
        rows = rows.filter(group=group)
    return Calendar(
        programmes=list(Programme.objects.for_actor(actor)),
        consultations=list(rows.annotate(changed_at=Max("log__happened_at"))),
        groups=groups,
    )


def get_consultation(actor: Actor, slug: str) -> Consultation:
    """Return a consultation with all that its page names. Raises NotFound."""
    related = ("programme__organisation", "programme__framework_version", "request__programme")
    rows = Consultation.objects.for_actor(actor).filter(slug=slug).select_related(*related)
    found: Consultation | None = rows.annotate(changed_at=Max("log__happened_at")).first()
    if found is None:
        raise NotFound("CONSULTATION_UNKNOWN")
    return found


def list_contributions(actor: Actor, consultation: Consultation, status: str = "") -> list[Contribution]:
    """Return what was said in a consultation, of one status where it is named."""
    rows = _readable(actor).filter(consultation=consultation)
    if status:
        rows = rows.filter(status=status)
    return list(rows.select_related("consultation"))


def item_titles(programme: Programme) -> Mapping[str, LocalizedText]:
    """Return the titles of the items of a programme's framework by their codes."""
    if programme.framework_version is None:
        return {}
    return {item.code: item.title for item in framework_of(programme.framework_version).items if item.code}


def list_open_programmes(actor: Actor, *, on: date) -> list[Programme]:
    """Return the programmes under which one may ask to organise a consultation; a demonstration never closes."""
    rows = Programme.objects.for_actor(actor).filter(open_calls(on), published=True, source="")
    return list(rows.select_related("organisation").distinct())


def list_run_programmes(actor: Actor) -> list[Programme]:
    """Return the programmes of our own whose requests this person decides on."""
    deciding = _organisations(actor, Action.DECIDE_REQUEST)
    return list(Programme.objects.for_actor(actor).filter(organisation_id__in=deciding, source=""))


def is_open(programme: Programme, *, on: date) -> bool:
    """Tell whether one may ask to organise a consultation under a programme."""
    rows = Programme.objects.for_actor(SYSTEM).filter(open_calls(on), pk=programme.pk, published=True, source="")
    return rows.exists()


def get_programme(actor: Actor, code: str) -> Programme:
    """Return a programme with its phases. Raises NotFound."""
    rows = Programme.objects.for_actor(actor).select_related("organisation", "framework_version")
    found: Programme | None = rows.filter(code=code).prefetch_related("phases").first()
    if found is None:
        raise NotFound("PROGRAMME_UNKNOWN")
    return found


def list_of_programme(actor: Actor, programme: Programme) -> list[Consultation]:
    """Return the consultations of a programme in the order of their dates; what has none stands last."""
    return list(Consultation.objects.for_actor(actor).filter(programme=programme).exclude(mode=IN_WRITING))


def get_open_programme(actor: Actor, code: str, *, on: date) -> Programme | None:
    """Return an open programme, None where it is not open or not there."""
    return next((programme for programme in list_open_programmes(actor, on=on) if programme.code == code), None)


def get_request_by_token(token: str) -> ConsultationRequest:
    """Return the request of a private link or of its code, whoever asks: that is the key. Raises NotFound."""
    related = ("programme__organisation", "programme__framework_version", "consultation", "briefing_call")
    key = Q(code_hash=hash_code(token)) if is_key_code(token) else Q(link_hash=hash_token(token))
    found: ConsultationRequest | None = (
        ConsultationRequest.objects.for_actor(SYSTEM).filter(key).select_related(*related).first()
    )
    if found is None:
        raise NotFound("REQUEST_UNKNOWN")
    return found


def get_run(actor: Actor, slug: str) -> Consultation:
    """Return a consultation for those who run it. Raises NotFound, or NotAllowed."""
    meeting = get_consultation(actor, slug)
    check_may(actor, Action.RUN_CONSULTATION, organisation_id=meeting.organisation_id)
    return meeting


def find_by_code(code: str) -> bool:
    """Tell whether a request has this code."""
    return ConsultationRequest.objects.for_actor(SYSTEM).filter(code_hash=hash_code(code)).exists()


def list_log(asked: ConsultationRequest | None, meeting: Consultation | None) -> list[StatusChange]:
    """Return the log of a request and its consultation, the oldest first; for whoever may see one of them."""
    wanted = Q(pk__in=())
    if asked is not None:
        wanted |= Q(request=asked)
    if meeting is not None:
        wanted |= Q(consultation=meeting)
    return list(StatusChange.objects.for_actor(SYSTEM).filter(wanted))


def list_notices(actor: Actor, asked: ConsultationRequest | None, meeting: Consultation | None) -> list[Notice]:
    """Return the notices about a request and its consultation, the newest first, for those who run it."""
    of = asked or meeting
    assert of is not None
    check_may(actor, Action.RUN_CONSULTATION, organisation_id=of.organisation_id)
    wanted = Q(request=asked) if asked is not None else Q(consultation=meeting)
    return list(Notice.objects.for_actor(actor).filter(wanted).exclude(audience="participant"))


def consultation_of(asked: ConsultationRequest) -> Consultation | None:
    """Return the consultation that came of a request, None while there is none."""
    return getattr(asked, "consultation", None)


def get_request(actor: Actor, request_id: UUID) -> ConsultationRequest:
    """Return a request for those who decide on it. Raises NotFound, or NotAllowed within the same organisation."""
    found: ConsultationRequest | None = (
        ConsultationRequest.objects.for_actor(actor)
        .filter(pk=request_id)
        .select_related("programme__organisation", "programme__framework_version", "consultation", "briefing_call")
        .first()
    )
    if found is None:
        raise NotFound("REQUEST_UNKNOWN")
    check_may(actor, Action.DECIDE_REQUEST, organisation_id=found.organisation_id)
    return found


def get_own_consultation(actor: Actor, slug: str) -> Consultation:
    """Return a consultation for those who read its contributions. Raises NotFound, or NotAllowed."""
    consultation = get_consultation(actor, slug)
    check_may(actor, Action.READ_CONTRIBUTIONS, organisation_id=consultation.organisation_id)
    return consultation


def list_work(actor: Actor) -> Work:
    """Return requests that wait, consultations with open contributions, and outputs that have not come."""
    deciding = _organisations(actor, Action.DECIDE_REQUEST)
    reading = _organisations(actor, Action.READ_CONTRIBUTIONS)
    running = _organisations(actor, Action.RUN_CONSULTATION)
    planning = _organisations(actor, Action.PLAN_TRAINING)
    keeping = [pk for pk in _organisations(actor, Action.DISCUSS_DRAFT) if pk in actor.secretariats]
    requests = ConsultationRequest.objects.for_actor(actor).filter(organisation_id__in=deciding, status__in=DECIDABLE)
    said = Consultation.objects.for_actor(actor).filter(organisation_id__in=reading)
    counted = said.annotate(
        open_count=Count("contributions", filter=Q(contributions__status="open") & stands("contributions__")),
        all_count=Count("contributions", filter=stands("contributions__")),
    )
    deciding_body = _organisations(actor, Action.DISPOSE_CONTRIBUTION)
    owing = Consultation.objects.for_actor(actor).filter(organisation_id__in=running, status__in=AWAITING_OUTPUT)
    owing = owing.exclude(programme__source__gt="")
    return Work(
        requests=list(requests.select_related("programme").order_by("asked_at")) if deciding else None,
        consultations=list(counted.filter(all_count__gt=0).order_by("-open_count", "slug")) if reading else None,
        unwritten=list_unwritten(actor, deciding_body) if deciding_body else [],
        outputs=list(owing.order_by(F("output_due_on").asc(nulls_last=True), "slug")) if running else None,
        countries=list(Organisation.objects.filter(pk__in=planning, kind=OrganisationKind.COUNTRY).order_by("code")),
        keepers=list(Organisation.objects.filter(pk__in=keeping).order_by("code")) if keeping else [],
    )


def list_unwritten(actor: Actor, organisations: list[UUID]) -> list[Contribution]:
    """Return what was decided to be taken up and has led to no Change yet, the oldest decision first."""
    written = apps.get_model("synthesis", "ChangeLink")._default_manager.filter(step__undone_by=None)
    rows = Contribution.objects.for_actor(actor).filter(
        stands(),
        organisation_id__in=organisations,
        status__in=("accepted", "partly"),
        change_ids=[],
        consultation__programme__framework_version__isnull=False,
    )
    rows = rows.exclude(pk__in=written.values("contribution")).select_related("consultation")
    return list(rows.order_by(F("decided_on").asc(nulls_last=True), "number"))


def _readable(actor: Actor) -> QuerySet[Contribution]:
    """Return what stands and what this actor may read; under an embargo only members read what is not decided."""
    rows: QuerySet[Contribution] = Contribution.objects.for_actor(actor).filter(stands())
    if actor.is_system:
        return rows
    held_back = Q(status="open", consultation__programme__output_rule__until_decided=True)
    return rows.exclude(held_back & ~Q(organisation_id__in=list(actor.memberships)))


def _organisations(actor: Actor, action: Action) -> list[UUID]:
    return [pk for pk in actor.memberships if may(actor, action, organisation_id=pk)]
