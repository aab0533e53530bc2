"""The permission table, tenants, the audit trail and the sign-in, on real rows and real requests."""

import itertools

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from capacita.vocabulary import NotAllowed, Refusal, TextOrigin, Wording, written
from capacita.web.accounts.models import Membership, Organisation, Person
from capacita.web.accounts.services import found_organisation, give_membership
from capacita.web.actors import SYSTEM, VISITOR, Actor, Role, actor_for_person
from capacita.web.audit.models import AuditEvent
from capacita.web.audit.queries import list_own_events
from capacita.web.audit.services import audited
from capacita.web.framework.models import FrameworkVersion
from capacita.web.permissions import RULES, Action, check_may, may

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough one"


def make_organisation(code: str) -> Organisation:
    return found_organisation(
        SYSTEM, code=code, kind="country", name={"en": Wording(text=code, origin=TextOrigin.SOURCE)}
    )


def make_member(organisation: Organisation, role: Role) -> Actor:
    person = Person.objects.create_person(
        email=f"{role.value}@{organisation.code}.example", display_name="Somebody", password=PASSWORD
    )
    give_membership(SYSTEM, person=person, organisation=organisation, role=role)
    return actor_for_person(person)


def test_every_role_action_and_state_is_decided() -> None:
    organisation = make_organisation("here")
    actors = {role: make_member(organisation, role) for role in Role if role not in (Role.VISITOR, Role.SYSTEM)}
    actors[Role.VISITOR] = VISITOR
    actors[Role.SYSTEM] = SYSTEM
    for role, action in itertools.product(Role, Action):
        rule = RULES[action]
        wanted = role in rule.roles or Role.VISITOR in rule.roles or role is Role.SYSTEM
        assert may(actors[role], action, organisation_id=organisation.pk) is wanted, (role, action)
        for state in ("requested", "open", "closed"):
            open_now = wanted and (not rule.states or state in rule.states)
            assert may(actors[role], action, organisation_id=organisation.pk, state=state) is open_now


def test_steward_of_a_secretariat_writes_its_drafts_and_releases_none() -> None:
    keeper = found_organisation(SYSTEM, code="keeper", kind="secretariat", name=written("Keeper"))
    country = make_organisation("country")
    steward = make_member(keeper, Role.STEWARD)
    analyst = make_member(keeper, Role.ANALYST)
    assert not may(analyst, Action.ADAPT_FRAMEWORK, organisation_id=keeper.pk)
    for action in (Action.ADAPT_FRAMEWORK, Action.DISCUSS_DRAFT):
        assert may(steward, action)
        assert may(steward, action, organisation_id=keeper.pk, state="open")
        assert not may(steward, action, organisation_id=country.pk)
    assert not may(steward, Action.RELEASE_ADAPTATION, organisation_id=keeper.pk)
    assert not may(make_member(country, Role.STEWARD), Action.ADAPT_FRAMEWORK)


def test_role_in_one_organisation_is_none_in_another() -> None:
    here, there = make_organisation("here"), make_organisation("there")
    steward = make_member(here, Role.STEWARD)
    check_may(steward, Action.DECIDE_REQUEST, organisation_id=here.pk, state="requested")
    with pytest.raises(NotAllowed):
        check_may(steward, Action.DECIDE_REQUEST, organisation_id=there.pk, state="requested")
    with pytest.raises(Refusal, match="NOT_NOW"):
        check_may(steward, Action.DECIDE_REQUEST, organisation_id=here.pk, state="approved")


def test_rows_of_others_are_seen_only_when_published() -> None:
    here, there = make_organisation("here"), make_organisation("there")
    common = {"framework_id": "0ba838c0-e42c-5baf-9977-d0f719525a23", "status": "draft", "digest": "sha256:0"}
    FrameworkVersion.objects.create(organisation=here, code="ours", version="1", **common)
    FrameworkVersion.objects.create(organisation=there, code="theirs", version="1", **common)
    FrameworkVersion.objects.create(organisation=there, code="open", version="1", published=True, **common)
    member = make_member(here, Role.ANALYST)

    def seen(actor: Actor) -> set[str]:
        return set(FrameworkVersion.objects.for_actor(actor).values_list("code", flat=True))

    assert seen(member) == {"ours", "open"}
    assert seen(VISITOR) == {"open"}
    assert seen(SYSTEM) == {"ours", "theirs", "open"}


def test_service_that_fails_leaves_neither_change_nor_event() -> None:
    @audited("organisation.renamed")
    def rename(actor: Actor, *, organisation: Organisation) -> Organisation:
        organisation.code = "renamed"
        organisation.save()
        raise Refusal("NOT_NOW", action="rename", state="always")

    organisation = make_organisation("here")
    events = AuditEvent.objects.count()
    with pytest.raises(Refusal), transaction.atomic():
        rename(SYSTEM, organisation=organisation)
    assert Organisation.objects.filter(code="here").exists()
    assert AuditEvent.objects.count() == events


def test_audit_event_says_who_did_what_and_is_for_the_organisation_alone() -> None:
    here, there = make_organisation("here"), make_organisation("there")
    administrator = make_member(here, Role.ADMINISTRATOR)
    person = Person.objects.get(pk=administrator.person_id)
    give_membership(administrator, person=person, organisation=here, role=Role.ANALYST)
    event = list_own_events(administrator)[0]
    assert (event.action, event.actor_name, event.target_kind) == (
        "membership.given",
        "Somebody",
        "accounts.membership",
    )
    assert event.target_id == str(Membership.objects.get(role=Role.ANALYST.value).pk)
    assert all(entry.organisation_id == here.pk for entry in list_own_events(administrator))
    assert there.pk not in administrator.memberships


def test_visitor_is_sent_to_sign_in_and_back() -> None:
    make_member(make_organisation("here"), Role.ADMINISTRATOR)
    client = Client()
    answer = client.get("/en/work/audit/")
    assert answer.status_code == 302
    assert answer.url == "/en/sign-in/?next=/en/work/audit/"
    form = {"email": "administrator@here.example", "password": PASSWORD, "next": "/en/work/audit/"}
    answer = client.post("/en/sign-in/", form)
    assert (answer.status_code, answer.url) == (302, "/en/work/audit/")
    assert client.get("/en/work/audit/").status_code == 200


def test_wrong_role_gets_a_page_that_says_so() -> None:
    make_member(make_organisation("here"), Role.TRANSLATOR)
    client = Client()
    client.post("/en/sign-in/", {"email": "translator@here.example", "password": PASSWORD})
    answer = client.get("/en/work/audit/")
    assert answer.status_code == 403
    assert b"You cannot do this here" in answer.content


@pytest.mark.parametrize(
    "wanted", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "javascript:alert(1)", ""]
)
def test_sign_in_never_leads_to_another_site(wanted: str) -> None:
    make_member(make_organisation("here"), Role.ANALYST)
    form = {"email": "analyst@here.example", "password": PASSWORD, "next": wanted}
    assert Client().post("/fr/sign-in/", form).url == "/fr/consultations/work/"


def test_who_signs_in_finds_their_work_or_else_the_home_page() -> None:
    make_member(make_organisation("here"), Role.STEWARD)
    Person.objects.create_person(email="new@here.example", display_name="New", password=PASSWORD)
    client = Client()
    assert 'name="next" value=""' in client.get("/en/sign-in/").content.decode()
    answer = client.post("/en/sign-in/", {"email": "steward@here.example", "password": PASSWORD})
    assert answer.url == "/en/consultations/work/"
    assert client.get(answer.url).status_code == 200
    assert Client().post("/en/sign-in/", {"email": "new@here.example", "password": PASSWORD}).url == "/en/"


def test_too_many_wrong_passwords_are_refused_for_a_while() -> None:
    cache.clear()
    make_member(make_organisation("here"), Role.ANALYST)
    client = Client()
    for _ in range(6):
        answer = client.post("/en/sign-in/", {"email": "analyst@here.example", "password": "wrong"})
    assert answer.status_code == 422
    right = client.post("/en/sign-in/", {"email": "analyst@here.example", "password": PASSWORD})
    assert right.status_code == 422, "the right password is refused too while the limit holds"
    cache.clear()


def test_front_door_answers_in_the_language_asked_for() -> None:
    for language, direction in (("en", "ltr"), ("fr", "ltr"), ("ar", "rtl"), ("de", "ltr")):
        answer = Client().get("/", headers={"accept-language": language})
        assert answer.status_code == 200
        assert f'dir="{direction}"'.encode() in answer.content


def test_pages_carry_a_strict_policy_and_no_inline_code() -> None:
    answer = Client().get("/en/")
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert b" style=" not in answer.content
    assert b"<script" not in answer.content
