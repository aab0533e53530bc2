"""From proposal to the public answer: two steps, embargo, theme with exceptions, duplicates, Changes, releases."""

import csv
import importlib
import io
import json
from datetime import date
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from capacita.consultation import DispositionStatus
from capacita.vocabulary import NotAllowed, Refusal, TextOrigin, Wording, written
from capacita.web.accounts.models import Organisation
from capacita.web.accounts.services import give_membership
from capacita.web.actors import SYSTEM, Role, actor_for_person
from capacita.web.adapting.models import AdaptationDraft, DraftChange
from capacita.web.audit.models import AuditEvent
from capacita.web.consultation.models import Contribution
from capacita.web.documents.store import load_framework
from capacita.web.framework.models import FrameworkVersion
from capacita.web.synthesis.models import ChangeLink, LedgerRecord
from capacita.web.synthesis.services import (
    confirm_proposal,
    keep_decision,
    propose_disposition,
    record_decision,
    reopen_contribution,
    withdraw_proposal,
)
from lib.consultation_cases import (
    actor_with,
    decide,
    make_consultation,
    make_contribution,
    make_country,
    make_framework,
    make_person,
    make_programme,
)

pytestmark = pytest.mark.django_db
WORK = "/en/consultations/work/"
ANSWERS = "/en/consultations/programmes/open-call/answers/"
DAY = {"decided_on_day": "12", "decided_on_month": "5", "decided_on_year": "2026"}
DECISION = {"body": "Steering group", "minutes": "SG/2026/3, item 4", **DAY}


def text_of(response) -> str:
    return response.content.decode()


@pytest.fixture(name="country")
def almara() -> Organisation:
    country = make_country()
    Organisation.objects.filter(pk=country.pk).update(fictional=True)  # as its code XA says
    return Organisation.objects.get(pk=country.pk)


@pytest.fixture(name="points")
def three_points(country: Organisation) -> list[Contribution]:
    meeting = make_consultation(make_programme(country, framework_version=make_framework()), status="accepted")
    return [
        make_contribution(meeting, number, text=written(f"Words number {number}."), item_code="1.1", verdict="change")
        for number in (1, 2, 3)
    ]


def test_proposal_is_read_by_nobody_outside_and_decision_by_everybody(client: Client, country, points):
    client.force_login(make_person(country, Role.STEWARD))
    address = f"{WORK}contributions/{points[0].pk}/"
    assert client.post(address, {"disposition": "accepted", "reason": ""}).status_code == 422
    client.post(address, {"disposition": "partly", "reason": "Half of it is asked by many."})
    public = [ANSWERS, f"{ANSWERS}?format=csv", f"{ANSWERS}?format=json", f"{ANSWERS}?format=html",
              f"/en/consultations/contributions/{points[0].pk}/", "/en/consultations/first/"]  # fmt: skip
    for page in public:
        told = text_of(Client().get(page))
        assert "Half of it" not in told, page
        assert "Taken up in part</span>" not in told, page
    assert "3 points are not decided yet." in text_of(Client().get(ANSWERS))
    assert client.post(f"{WORK}synthesis/open-call/decisions/", DECISION).status_code == 422
    client.post(f"{WORK}synthesis/open-call/decisions/", {**DECISION, "contribution": [str(points[0].pk)]})
    for page in public:
        assert "Half of it" in text_of(Client().get(page)), page
    page = text_of(Client().get(ANSWERS))
    for words in ("Steering group", "SG/2026/3, item 4", "12 May 2026", "2 points are not decided yet."):
        assert words in page
    points[0].refresh_from_db()
    assert (points[0].status, points[0].decided_on) == ("partly", date(2026, 5, 12))


def test_several_are_proposed_in_one_form_with_one_reason_or_their_own(client: Client, country, points):
    client.force_login(make_person(country, Role.STEWARD))
    address = f"{WORK}synthesis/open-call/"
    first, second, third = (str(said.pk) for said in points)
    sent = {f"disposition-{first}": "accepted", f"disposition-{second}": "declined", f"disposition-{third}": ""}
    assert client.post(address, sent).status_code == 422
    assert not LedgerRecord.objects.exists()
    client.post(address, {**sent, "reason": "For all.", f"reason-{second}": "Its own."})
    kept = {str(row.contribution_id): (row.status, row.reason["en"].text) for row in LedgerRecord.objects.all()}
    assert kept == {first: ("accepted", "For all."), second: ("declined", "Its own.")}
    assert client.post(address, {}).status_code == 422
    assert "2 proposed" in text_of(client.get(address))
    assert "Words number 3." not in text_of(client.get(f"{address}?state=proposed"))


def test_log_is_only_added_to_and_undo_is_an_entry(country, points):
    steward = actor_with(country, Role.STEWARD)
    said = points[0]
    decide(steward, said, "declined")
    with pytest.raises(Refusal, match="LEDGER_NO_SUCH_STEP"):
        propose_disposition(steward, contribution_id=said.pk, status=DispositionStatus.ACCEPTED, reason=written("Yes."))
    reopen_contribution(steward, contribution_id=said.pk, reason=written("New evidence."))
    said.refresh_from_db()
    assert (said.status, dict(said.reason), said.decision_id) == ("open", {}, None)
    assert [row.step for row in said.ledger.all()] == ["proposed", "decided", "reopened"]
    with pytest.raises(TypeError):
        said.ledger.first().save()
    with pytest.raises(TypeError):
        said.ledger.first().delete()
    propose_disposition(steward, contribution_id=said.pk, status=DispositionStatus.ACCEPTED, reason=written("Yes."))
    with pytest.raises(Refusal, match="LEDGER_REASON_MISSING"):
        withdraw_proposal(steward, contribution_id=said.pk, reason={})
    withdraw_proposal(steward, contribution_id=said.pk, reason=written("Too early."))
    actions = AuditEvent.objects.filter(action__startswith="contribution.").values_list("action", flat=True)
    assert {"contribution.decided", "contribution.reopened"} <= set(actions)


def test_services_refuse_other_roles_and_bare_decisions(country, points):
    analyst = actor_with(country, Role.ANALYST)
    said = points[0].pk
    with pytest.raises(NotAllowed):
        propose_disposition(analyst, contribution_id=said, status=DispositionStatus.ACCEPTED, reason=written("Yes."))
    steward = actor_with(country, Role.STEWARD)
    given = {"body": written("Board"), "decided_on": date(2026, 5, 12), "minutes": "B/7"}
    with pytest.raises(Refusal, match="LEDGER_NO_SUCH_STEP"):
        record_decision(steward, contribution_id=said, **given)
    propose_disposition(steward, contribution_id=said, status=DispositionStatus.ACCEPTED, reason=written("Yes."))
    for missing, code in (({"body": {}}, "BODY"), ({"minutes": " "}, "MINUTES")):
        with pytest.raises(Refusal, match=f"LEDGER_{code}_MISSING"):
            record_decision(steward, contribution_id=said, **{**given, **missing})
    assert Contribution.objects.get(pk=said).status == "open"


def test_body_of_an_earlier_decision_is_not_known_until_somebody_tells_it(client: Client, country, points):
    Contribution.objects.filter(pk=points[0].pk).update(
        status="declined", reason=written("Too long."), decided_on=date(2026, 3, 1)
    )
    points[0].refresh_from_db()
    keep_decision(SYSTEM, said=points[0], body=country.name, decided_on=date(2026, 3, 1))
    migration = importlib.import_module("capacita.web.synthesis.migrations.0003_bodies_that_nobody_named")
    migration.empty_assumed_bodies(apps, None)
    page = text_of(Client().get(ANSWERS))
    assert "not known" in page
    assert json.loads(Client().get(f"{ANSWERS}?format=json").content)["answers"][0]["decided_by"] is None
    client.force_login(make_person(country, Role.STEWARD))
    assert "1 earlier decision does not say who took it" in text_of(client.get(f"{WORK}synthesis/open-call/decisions/"))
    address = f"{WORK}synthesis/open-call/decisions/earlier/"
    assert client.post(address, DECISION).status_code == 422
    assert client.post(address, {**DECISION, "contribution": [str(points[0].pk)]}).status_code == 302
    page = text_of(Client().get(ANSWERS))
    for words in ("Steering group", "SG/2026/3, item 4", "12 May 2026", "Too long."):
        assert words in page
    assert "Every decision names its body." in text_of(client.get(address))
    assert [row.step for row in points[0].ledger.all()] == ["proposed", "decided", "named"]
    migration.empty_assumed_bodies(apps, None)
    assert "Steering group" in text_of(Client().get(ANSWERS))


def test_proposal_of_other_words_is_flagged_and_not_decided_before_somebody_looked(client: Client, country, points):
    steward = actor_with(country, Role.STEWARD)
    for said in points[:2]:
        propose_disposition(steward, contribution_id=said.pk, status=DispositionStatus.DECLINED, reason=written("No."))
    Contribution.objects.filter(pk=points[0].pk).update(text=written("Corrected words."))
    machine = Wording(text="Mots", origin=TextOrigin.MACHINE)
    Contribution.objects.filter(pk=points[1].pk).update(text={**points[1].text, "fr": machine})
    client.force_login(make_person(country, Role.STEWARD, "second"))
    flag, address = "The words changed since", f"{WORK}contributions/{points[0].pk}/"
    assert text_of(client.get(f"{WORK}synthesis/open-call/")).count(flag) == 1
    assert flag in text_of(client.get(address))
    assert flag not in text_of(client.get(f"{WORK}contributions/{points[1].pk}/"))
    decisions = f"{WORK}synthesis/open-call/decisions/"
    page = text_of(client.get(decisions))
    assert (page.count('name="contribution"'), "To look at first" in page) == (1, True)
    assert client.post(decisions, {**DECISION, "contribution": [str(points[0].pk)]}).status_code == 422
    given = {"body": written("Board"), "decided_on": date(2026, 5, 12), "minutes": "B/7"}
    with pytest.raises(Refusal, match="PROPOSAL_WORDS_MOVED"):
        record_decision(steward, contribution_id=points[0].pk, **given)
    client.post(address, {"confirm": "1"})
    assert flag not in text_of(client.get(address))
    assert [row.step for row in points[0].ledger.all()] == ["proposed", "proposed"]
    record_decision(steward, contribution_id=points[0].pk, **given)
    with pytest.raises(Refusal, match="PROPOSAL_NOT_THERE"):
        confirm_proposal(steward, contribution_id=points[2].pk)


def test_duplicates_in_a_circle_are_refused(country, points):
    steward = actor_with(country, Role.STEWARD)
    decide(steward, points[0], "duplicate", duplicate_of=points[1].pk)
    with pytest.raises(Refusal, match="LEDGER_DUPLICATES_IN_A_CIRCLE"):
        decide(steward, points[1], "duplicate", duplicate_of=points[0].pk)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.FACILITATOR, Role.TRANSLATOR, Role.CIVIL_SERVANT])
def test_workbench_is_for_stewards_and_focal_points_of_the_programme(client: Client, country, points, role: Role):
    pages = ["", "decisions/", "decisions/earlier/", "items/", "items/1.1/", "themes/", "coding/", "divergence/"]
    client.force_login(make_person(country, role))
    assert {client.get(f"{WORK}synthesis/open-call/{page}").status_code for page in pages} == {403}
    client.force_login(make_person(make_country("other"), Role.STEWARD, "elsewhere"))
    assert {client.get(f"{WORK}synthesis/open-call/{page}").status_code for page in pages} == {403}
    client.force_login(make_person(country, Role.FOCAL_POINT, "focal"))
    assert {client.get(f"{WORK}synthesis/open-call/{page}").status_code for page in pages} == {200}


def test_two_become_changes_and_one_is_declined_with_its_reason(client: Client, country, points):
    steward = actor_with(country, Role.STEWARD)
    decide(steward, points[0], "accepted")
    decide(steward, points[1], "partly")
    decide(steward, points[2], "declined")
    client.force_login(make_person(country, Role.FOCAL_POINT))
    changes = [f"{WORK}contributions/{said.pk}/change/" for said in points]
    assert [address in text_of(client.get(WORK)) for address in changes] == [True, True, False]
    assert 'work/#unwritten">Taken up, and still to be written</a> (2)' in text_of(
        client.get(f"{WORK}synthesis/open-call/decisions/")
    )
    assert client.get(f"{WORK}contributions/{points[0].pk}/change/").status_code == 200
    client.post(f"{WORK}contributions/{points[0].pk}/draft/")
    draft = AdaptationDraft.objects.get()
    page = text_of(client.get(f"{WORK}contributions/{points[0].pk}/change/"))
    assert "Why accepted." in page  # the reason of the decision is that of the change, unless changed
    item = next(item for item in framework_items(draft) if item.code == "1.1")
    sent = {"draft": str(draft.pk), "kind": "reword", "item": item.id, "text": "Reads better now.", "reason": "Asked."}
    assert client.post(f"{WORK}contributions/{points[0].pk}/change/", sent).status_code == 302
    assert client.post(f"{WORK}contributions/{points[2].pk}/change/", sent).status_code == 409
    assert [address in text_of(client.get(WORK)) for address in changes] == [False, True, False]
    assert ">Definition reworded: 1.1 " in text_of(client.get(changes[1]))  # the change that it can be linked to
    client.post(f"{WORK}contributions/{points[1].pk}/link/", {"link": ChangeLink.objects.get().pk})
    assert ChangeLink.objects.count() == 2
    assert DraftChange.objects.count() == 1
    assert DraftChange.objects.get().change["evidence"] == [{"kind": "contribution", "ref": str(points[0].pk)}]
    with pytest.raises(Refusal, match="CONTRIBUTION_CHANGE_STANDS"):
        reopen_contribution(steward, contribution_id=points[0].pk, reason=written("No."))
    assert "in a draft, with the next version" in text_of(Client().get(ANSWERS))
    released = client.post(f"/en/countries/almara/adapting/{draft.pk}/release/", {"version": "1.0.0"})
    assert released.status_code == 302, text_of(released)
    page = text_of(Client().get(ANSWERS))
    assert page.count("1.0.0") >= 2  # both contributions name the version
    for words in ("Why declined.", "Why accepted.", "Why partly.", "Definition reworded", "Words number 3."):
        assert words in page
    for said in points[:2]:
        said.refresh_from_db()
        assert said.change_ids == [DraftChange.objects.get().change["id"]]
    with pytest.raises(Refusal, match="CONTRIBUTION_NOT_REOPENABLE"):
        reopen_contribution(steward, contribution_id=points[0].pk, reason=written("No."))
    rows = json.loads(Client().get(f"{ANSWERS}?format=json").content)
    assert [row["versions"] for row in rows["answers"]] == [["almara 1.0.0"], ["almara 1.0.0"], []]
    table = list(csv.DictReader(io.StringIO(Client().get(f"{ANSWERS}?format=csv").content.decode("utf-8-sig"))))
    assert [row["disposition"] for row in table] == ["accepted", "partly", "declined"]


def framework_items(draft: AdaptationDraft):
    return load_framework(draft.base_digest).items


def test_keeper_revises_the_framework_itself(client: Client):
    version = make_framework()
    keeper = version.organisation
    programme = make_programme(keeper, framework_version=version)
    said = make_contribution(make_consultation(programme), item_code="1.1", verdict="change")
    person = make_person(keeper, Role.STEWARD)
    give_membership(SYSTEM, person=person, organisation=keeper, role=Role.FOCAL_POINT)
    decide(actor_for_person(person), said)
    client.force_login(person)
    client.post(f"{WORK}contributions/{said.pk}/draft/")
    draft = AdaptationDraft.objects.get()
    assert draft.is_revision
    item = next(item for item in framework_items(draft) if item.code == "1.1")
    sent = {"draft": str(draft.pk), "kind": "reword", "item": item.id, "text": "Says more.", "reason": "Asked for."}
    followed = client.post(f"{WORK}contributions/{said.pk}/change/", sent, follow=True)
    assert followed.status_code == 200
    code = keeper.code
    assert client.get(f"/en/countries/{code}/adapting/{draft.pk}/release/").status_code == 200
    client.post(f"/en/countries/{code}/adapting/{draft.pk}/release/", {"version": "9.0.0"})
    revised = FrameworkVersion.objects.get(code=version.code, version="9.0.0")
    assert (revised.framework_id, revised.base) == (version.framework_id, None)
    assert "9.0.0" in text_of(Client().get(ANSWERS))


def test_words_without_consent_and_withdrawn_ones_stand_nowhere(country, points):
    steward = actor_with(country, Role.STEWARD)
    decide(steward, points[0])
    Contribution.objects.filter(pk=points[0].pk).update(may_quote=False)
    for page in (ANSWERS, *(f"{ANSWERS}?format={kind}" for kind in ("html", "csv", "json"))):
        told = text_of(Client().get(page))
        assert "Words number 1." not in told
        assert "Why accepted." in told


def test_report_shows_minority_views_and_one_consultation(client: Client, country, points):
    client.force_login(make_person(country, Role.STEWARD))
    address = f"{WORK}synthesis/open-call/divergence/"
    assert client.post(address, {"kind": "minority", "text": ""}).status_code == 422
    meeting = str(points[0].consultation_id)
    client.post(address, {"kind": "minority", "text": "Some want no levels.", "item": "1.1", "consultation": meeting})
    assert "Some want no levels." in text_of(Client().get(f"{ANSWERS}?consultation=first"))
    row = text_of(client.get(address)).split('name="remove" value="')[1].split('"')[0]
    client.post(address, {"remove": row})
    assert "Some want no levels." not in text_of(Client().get(ANSWERS))


def test_report_takes_as_many_queries_for_three_points_as_for_one(country, points):
    steward = actor_with(country, Role.STEWARD)
    decide(steward, points[0], "declined")

    def count(address: str, client: Client) -> int:
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as counted:
            assert client.get(address).status_code == 200
        return len(counted)

    visitor, signed_in = Client(), Client()
    signed_in.force_login(make_person(country, Role.FOCAL_POINT))
    pages = [(ANSWERS, visitor), (f"{WORK}synthesis/open-call/", signed_in), (f"{WORK}synthesis/", signed_in)]
    before = [count(*page) for page in pages]
    decide(steward, points[1], "declined")
    decide(steward, points[2], "out_of_scope")
    assert [count(*page) for page in pages] == before


def test_contribution_of_nobody_is_not_there(client: Client):
    nobody = UUID(int=1)
    assert client.get(f"/en/consultations/contributions/{nobody}/").status_code == 404
