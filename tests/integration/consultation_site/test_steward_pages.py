"""What stewards do: decide on requests and on contributions, each once, each with its reason, only for their own."""

import io
import zipfile
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from capacita.consultation.kit.files import derive_consultation_id
from capacita.vocabulary import NotAllowed, Refusal, written
from capacita.web.accounts.services import give_membership
from capacita.web.actors import SYSTEM, VISITOR, Role, actor_for_person
from capacita.web.audit.models import AuditEvent
from capacita.web.consultation.models import Consultation, ConsultationRequest
from capacita.web.consultation.steps import approve_request, decline_request
from capacita.web.framework.models import FrameworkVersion
from lib.consultation_cases import (
    TOKEN,
    actor_with,
    in_days,
    make_consultation,
    make_contribution,
    make_country,
    make_framework,
    make_person,
    make_programme,
    make_request,
)

pytestmark = pytest.mark.django_db
WORK = "/en/consultations/work/"
OTHERS = [role for role in Role if role not in (Role.VISITOR, Role.SYSTEM)]


def text_of(response) -> str:
    return response.content.decode()


def test_work_shows_requests_contributions_and_outputs_in_this_order(client: Client):
    country = make_country()
    programme = make_programme(country)
    make_request(programme)
    late = make_request(programme, "another-token", held_on=in_days(1), output_due_on=in_days(2))
    steward = make_person(country, Role.STEWARD)
    approve_request(actor_for_person(steward), request_id=late.pk, title="Late one", language="en")
    Consultation.objects.filter(request=late).update(output_due_on=in_days(-1))
    make_contribution(make_consultation(programme, status="held"))
    client.force_login(steward)
    page = text_of(client.get(WORK))
    order = ["Requests waiting", "Civil servants, Universities", "1 open", "Consultations and their outputs", ">Late<"]
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    assert "Amal" not in page  # the contact is on the request's own page


def test_work_with_nothing_to_do_says_what_would_be_there(client: Client):
    client.force_login(make_person(make_country(), Role.STEWARD))
    page = text_of(client.get(WORK))
    for words in ("No request is waiting.", "Nothing has been said yet.", "No output is due."):
        assert words in page


def test_work_shows_each_role_what_is_theirs(client: Client):
    country = make_country()
    make_request(make_programme(country))
    client.force_login(make_person(country, Role.ANALYST))
    page = text_of(client.get(WORK))
    assert "Requests waiting" not in page
    assert "Contributions" not in page
    assert "/en/countries/almara/plan/" in page
    client.force_login(make_person(country, Role.ADMINISTRATOR))
    assert "/en/work/audit/" in text_of(client.get(WORK))


def test_work_leads_a_translator_to_the_frameworks_of_their_organisation(client: Client):
    country = make_country()
    client.force_login(make_person(country, Role.TRANSLATOR))
    assert 'href="/en/consultations/work/"' in client.get("/en/").content.decode()
    page = text_of(client.get(WORK))
    assert "Frameworks of your organisation appear here once they are released." in page
    assert "Requests waiting" not in page
    framework = make_framework()
    assert framework.code not in text_of(client.get(WORK))  # of somebody else
    FrameworkVersion.objects.filter(pk=framework.pk).update(organisation=country)
    assert f'href="/en/translating/{framework.code}/"' in client.get(WORK).content.decode()
    client.force_login(make_person(country, Role.ANALYST))
    assert "Frameworks to translate" not in text_of(client.get(WORK))


def test_work_takes_as_many_queries_for_three_rows_as_for_one(client: Client):
    country = make_country()
    programme = make_programme(country)
    steward = make_person(country, Role.STEWARD)
    client.force_login(steward)

    def fill(name: str) -> None:
        make_request(programme, f"{name}-waiting")
        owing = make_request(programme, f"{name}-owing")
        approve_request(actor_for_person(steward), request_id=owing.pk, title=name, language="en")
        make_contribution(make_consultation(programme, name, status="held"))

    fill("one")
    with CaptureQueriesContext(connection) as few:
        client.get(WORK)
    fill("two")
    fill("three")
    with CaptureQueriesContext(connection) as many:
        client.get(WORK)
    assert len(many) == len(few)


def test_visitor_is_asked_to_sign_in(client: Client):
    for address in (
        WORK,
        f"{WORK}requests/{uuid4()}/",
        f"{WORK}first/contributions/",
        f"{WORK}contributions/{uuid4()}/",
    ):
        assert client.get(address)["Location"].startswith("/en/sign-in/?next=")


@pytest.mark.parametrize("role", OTHERS)
def test_request_is_decided_on_by_stewards_of_its_own_organisation(client: Client, role: Role):
    country = make_country()
    asked = make_request(make_programme(country))
    address = f"{WORK}requests/{asked.pk}/"
    client.force_login(make_person(country, role))
    response = client.get(address)
    assert response.status_code == (200 if role is Role.STEWARD else 403)
    assert ("amal@example.org" in text_of(response)) == (role is Role.STEWARD)
    client.force_login(make_person(make_country("other"), role))
    assert client.get(address).status_code == (404 if role is Role.STEWARD else 403)
    assert client.post(address, {"decision": "decline", "reason": "No"}).status_code in (403, 404)
    assert ConsultationRequest.objects.get().status == "requested"


def test_steward_elsewhere_who_is_something_else_here_decides_nothing_here(client: Client):
    country = make_country()
    programme = make_programme(country)
    asked = make_request(programme)
    said = make_contribution(make_consultation(programme))
    person = make_person(make_country("other"), Role.STEWARD)
    give_membership(SYSTEM, person=person, organisation=country, role=Role.TRANSLATOR)
    client.force_login(person)
    for address in (f"requests/{asked.pk}/", f"contributions/{said.pk}/", "first/contributions/"):
        response = client.get(WORK + address)
        assert response.status_code == 403
        assert "amal@example.org" not in text_of(response)
        assert "Words of contribution" not in text_of(response)


def test_steward_elsewhere_is_refused_by_the_service_itself():
    asked = make_request(make_programme(make_country()))
    for actor in (actor_with(make_country("other"), Role.STEWARD), VISITOR):
        with pytest.raises(NotAllowed):
            approve_request(actor, request_id=asked.pk, title="Meeting", language="en")
    assert Consultation.objects.count() == 0


def test_approval_puts_the_consultation_into_the_calendar(client: Client):
    country = make_country()
    asked = make_request(make_programme(country))
    address = f"{WORK}requests/{asked.pk}/"
    client.force_login(make_person(country, Role.STEWARD))
    assert 'value="Consultation: Civil servants, Universities"' in text_of(client.get(address))
    given = {"decision": "approve", "title": "Offices of the north", "how_to_join": "Write to us.", "reason": ""}
    assert client.post(address, given)["Location"] == address
    meeting = Consultation.objects.get()
    assert str(meeting.pk) == derive_consultation_id(str(asked.pk))  # what the kit's sheet comes back with
    assert meeting.published
    assert (meeting.starts_on, meeting.precision, meeting.time_words) == (asked.held_on, "day", "09:00, Nairobi time")
    client.logout()
    assert "Offices of the north" in text_of(client.get("/en/consultations/"))
    assert "Write to us." in text_of(client.get(f"/en/consultations/{meeting.slug}/"))
    assert AuditEvent.objects.filter(action="request.approved", target_id=str(asked.pk)).exists()


def test_approved_request_without_a_day_stays_undated_in_the_calendar(client: Client):
    country = make_country()
    asked = make_request(make_programme(country), held_on=None, held_on_words="first half of March")
    approve_request(actor_with(country, Role.STEWARD), request_id=asked.pk, title="Meeting", language="en")
    page = text_of(client.get("/en/consultations/"))
    assert "first half of March" in page
    assert "to be confirmed" in page
    assert "No month yet" in page


def test_approval_and_calendar_happen_both_or_neither():
    country = make_country()
    programme = make_programme(country)
    asked = make_request(programme)
    taken = f"{programme.code}-{derive_consultation_id(str(asked.pk))[:8]}"
    make_consultation(programme, taken)
    with pytest.raises(IntegrityError):
        approve_request(actor_with(country, Role.STEWARD), request_id=asked.pk, title="Meeting", language="en")
    asked.refresh_from_db()
    assert (asked.status, asked.decided_at) == ("requested", None)
    assert not AuditEvent.objects.filter(action="request.approved").exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Choose whether to approve, to ask or to decline"),
        ({"decision": "decline", "reason": " "}, "Say in a sentence why"),
        ({"decision": "approve", "title": ""}, "Give the consultation a title"),
    ],
)
def test_decision_that_lacks_something_is_refused(client: Client, given, words):
    country = make_country()
    asked = make_request(make_programme(country))
    client.force_login(make_person(country, Role.STEWARD))
    response = client.post(f"{WORK}requests/{asked.pk}/", given)
    assert response.status_code == 422
    assert words in text_of(response)
    assert ConsultationRequest.objects.get().status == "requested"


def test_declined_request_tells_its_reason_to_its_owner_alone(client: Client):
    country = make_country()
    asked = make_request(make_programme(country))
    client.force_login(make_person(country, Role.STEWARD))
    client.post(f"{WORK}requests/{asked.pk}/", {"decision": "decline", "reason": "The hall is being repaired."})
    client.logout()
    assert "The hall is being repaired." in text_of(client.get(f"/en/consultations/requests/{TOKEN}/"))
    assert "The hall" not in text_of(client.get("/en/consultations/"))
    assert client.get(f"/en/consultations/requests/{TOKEN}/kit.zip").status_code == 404


def test_request_is_decided_on_once(client: Client):
    country = make_country()
    asked = make_request(make_programme(country))
    steward = make_person(country, Role.STEWARD)
    decline_request(actor_for_person(steward), request_id=asked.pk, reason="No room.")
    with pytest.raises(Refusal, match="NOT_NOW"):
        approve_request(actor_for_person(steward), request_id=asked.pk, title="Meeting", language="en")
    with pytest.raises(Refusal, match="REQUEST_REASON_MISSING"):
        decline_request(actor_for_person(steward), request_id=asked.pk, reason=" ")
    client.force_login(steward)
    page = text_of(client.get(f"{WORK}requests/{asked.pk}/"))
    assert "No room." in page
    assert 'name="decision"' not in page


def test_kit_is_one_zip_with_the_link_and_without_the_contact(client: Client):
    country = make_country()
    asked = make_request(make_programme(country, framework_version=make_framework()))
    approve_request(actor_with(country, Role.STEWARD), request_id=asked.pk, title="Offices of the north", language="en")
    response = client.get(f"/en/consultations/requests/{TOKEN}/kit.zip")
    assert response["Content-Type"] == "application/zip"
    assert "no-store" in response["Cache-Control"]
    files = zipfile.ZipFile(io.BytesIO(response.content))
    assert {"briefing.html", "draft.html", "notes.html", "output-sheet.xlsx", "output-sheet.csv"} <= set(
        files.namelist()
    )
    briefing = files.read("briefing.html").decode()
    assert "Offices of the north" in briefing
    assert TOKEN in briefing
    assert derive_consultation_id(str(asked.pk)) in files.read("output-sheet.csv").decode("utf-8-sig")
    everything = b"".join(files.read(name) for name in files.namelist())
    assert b"amal@example.org" not in everything


@pytest.mark.parametrize("role", OTHERS)
def test_contributions_are_read_and_decided_by_stewards_and_focal_points(client: Client, role: Role):
    country = make_country()
    said = make_contribution(make_consultation(make_programme(country)), may_quote=False, text=written("inner words"))
    may = role in (Role.STEWARD, Role.FOCAL_POINT)
    for address in (f"{WORK}first/contributions/", f"{WORK}contributions/{said.pk}/"):
        client.force_login(make_person(country, role, f"own{address[-5]}"))
        response = client.get(address)
        assert response.status_code == (200 if may else 403)
        assert ("inner words" in text_of(response)) == may
        client.force_login(make_person(make_country(f"other{address[-5]}"), role))
        response = client.get(address)
        assert response.status_code == 403  # published, so it is there; but not theirs to work on
        assert "inner words" not in text_of(response)


def test_inbox_filters_by_status(client: Client):
    country = make_country()
    meeting = make_consultation(make_programme(country))
    make_contribution(meeting, 1)
    make_contribution(meeting, 2, status="declined", reason=written("No."))
    client.force_login(make_person(country, Role.STEWARD))
    page = text_of(client.get(f"{WORK}first/contributions/?status=open"))
    assert "Contribution 1" in page
    assert "Contribution 2" not in page
    assert "All (2)" in page
    assert "None of this kind." in text_of(client.get(f"{WORK}first/contributions/?status=accepted"))
    assert "Contribution 2" in text_of(client.get(f"{WORK}first/contributions/?status=nonsense"))
