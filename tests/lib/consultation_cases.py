"""Rows for tests of consultations: a country with its people, a programme, requests, consultations, contributions."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from capacita.consultation import DispositionStatus
from capacita.vocabulary import written
from capacita.web.accounts.models import Organisation, Person
from capacita.web.accounts.seed import seed_organisations
from capacita.web.accounts.services import found_organisation, give_membership
from capacita.web.actors import SYSTEM, VISITOR, Actor, Role, actor_for_person
from capacita.web.consultation.models import Consultation, ConsultationRequest, Contribution, Programme
from capacita.web.consultation.services import (
    RequestDetails,
    publish_consultation,
    publish_contribution,
    publish_programme,
    submit_request,
)
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.seed import seed_frameworks
from capacita.web.synthesis.services import propose_disposition, record_decision

TOKEN = "a-token-that-nobody-guesses-0001"


def make_country(code: str = "almara") -> Organisation:
    """Found a country."""
    return found_organisation(SYSTEM, code=code, kind="country", name=written(code.title()), country="XA")


def make_person(organisation: Organisation, role: Role, name: str = "") -> Person:
    """Make somebody with one role in one organisation."""
    email = f"{name or role.value}@{organisation.code}.example"
    person = Person.objects.create_person(email=email, display_name=name or role.value, password=None)
    give_membership(SYSTEM, person=person, organisation=organisation, role=role)
    return person


def actor_with(organisation: Organisation, role: Role) -> Actor:
    """Return the actor that somebody with this role is."""
    return actor_for_person(make_person(organisation, role))


def make_framework() -> FrameworkVersion:
    """Publish the frameworks that come with Capacita and return the one with levels and roles."""
    seed_organisations()
    seed_frameworks()
    return FrameworkVersion.objects.get(code="public-service-levels")


def make_programme(organisation: Organisation, code: str = "open-call", **details: Any) -> Programme:
    """Publish a programme that is open."""
    given = {"title": written(f"Call {code}"), "opens_on": date(2026, 1, 1), "closes_on": None, **details}
    return publish_programme(SYSTEM, organisation=organisation, code=code, **given)


def make_consultation(programme: Programme, slug: str = "first", **details: Any) -> Consultation:
    """Put a consultation into the calendar, on a known day unless the details say otherwise."""
    day = date(2026, 4, 14)
    given = {"title": written(f"Meeting {slug}"), "starts_on": day, "ends_on": day, "precision": "day", **details}
    return publish_consultation(SYSTEM, programme=programme, slug=slug, **given)


def make_contribution(consultation: Consultation, number: int = 1, **details: Any) -> Contribution:
    """Keep a contribution that may be quoted and is open."""
    given = {
        "verdict": "change",
        "text": written(f"Words of contribution {number}"),
        "speaker": "civil_servants",
        "may_quote": True,
        "item_code": "2.4",
        **details,
    }
    return publish_contribution(SYSTEM, consultation=consultation, number=number, **given)


def in_days(days: int) -> date:
    """Return a day so many days from today."""
    return timezone.localdate() + timedelta(days=days)


def make_details(**changed: Any) -> RequestDetails:
    """Return six answers."""
    given: dict[str, Any] = {
        "held_on": in_days(30),
        "held_on_words": "",
        "held_at": "09:00, Nairobi time",
        "stakeholders": ("civil_servants", "academia"),
        "audience": "heads of district offices",
        "mode": "offline",
        "contact_name": "Amal Rida",
        "contact_details": "amal@example.org",
        "output_due_on": in_days(40),
        "language": "en",
        **changed,
    }
    return RequestDetails(**given)


def make_request(programme: Programme, token: str = TOKEN, **changed: Any) -> ConsultationRequest:
    """Ask to organise a consultation."""
    return submit_request(VISITOR, programme=programme, token=token, details=make_details(**changed))


def decide(actor: Actor, said: Contribution, status: str = "accepted", **more: Any) -> None:
    """Propose what is to become of a contribution and record that the board decided so."""
    propose_disposition(
        actor, contribution_id=said.pk, status=DispositionStatus(status), reason=written(f"Why {status}."), **more
    )
    record_decision(actor, contribution_id=said.pk, body=written("Board"), decided_on=date(2026, 5, 12), minutes="B/7")
