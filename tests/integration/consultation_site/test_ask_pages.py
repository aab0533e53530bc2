"""Asking to organise a consultation: six questions, a check, a private link that only its owner knows."""

import hashlib
from typing import Any

import pytest
from django.test import Client

from capacita.vocabulary import Refusal
from capacita.web.actors import VISITOR, Role
from capacita.web.audit.models import AuditEvent
from capacita.web.consultation.models import Consultation, ConsultationRequest
from capacita.web.consultation.steps import approve_request, decline_request, restore_request, withdraw_request
from lib.consultation_cases import TOKEN, actor_with, in_days, make_country, make_person, make_programme, make_request

pytestmark = pytest.mark.django_db
ASK = "/en/consultations/ask/"
STATUS = f"/en/consultations/requests/{TOKEN}/"


def date_parts(name: str, day: Any) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def answers() -> dict[str, dict[str, Any]]:
    return {
        "date": {**date_parts("held_on", in_days(30)), "held_on_words": ""},
        "time": {"time": "09:00 to 12:30", "zone": "Nairobi time"},
        "people": {"stakeholders": ["civil_servants", "academia"], "audience": "heads of offices"},
        "mode": {"mode": "offline"},
        "contact": {"contact_name": "Amal Rida", "contact_details": "amal@example.org", "institution": "City of Sidra"},
        "deadline": date_parts("output_due_on", in_days(40)),
    }


def answer_all(client: Client, **changed: dict[str, Any]) -> None:
    """Walk through the questions, each answer leading to the next."""
    response = client.post(ASK, {"programme": "open-call"})
    for step, given in {**answers(), **changed}.items():
        assert response["Location"] == f"{ASK}{step}/"
        response = client.post(f"{ASK}{step}/", given)
        assert response.status_code == 302, response.content.decode()
    assert response["Location"] == f"{ASK}check/"


def text_of(response) -> str:
    return response.content.decode()


def test_six_answers_make_a_request_with_a_private_link(client: Client):
    make_programme(make_country())
    answer_all(client)
    check = text_of(client.get(f"{ASK}check/"))
    assert "Nairobi time" in check
    assert "amal@example.org" in check
    assert "City of Sidra" in check
    response = client.post(f"{ASK}check/")
    assert response.status_code == 302
    token = response["Location"].rstrip("/").rpartition("/")[2]
    asked = ConsultationRequest.objects.get()
    assert len(token) == 32
    assert asked.link_hash == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str(ConsultationRequest.objects.values().get())
    assert (asked.held_on, asked.output_due_on) == (in_days(30), in_days(40))
    assert asked.stakeholders == ["civil_servants", "academia"]
    assert asked.institution == "City of Sidra"
    assert asked.status == "requested"
    assert not asked.published
    page = text_of(client.get(response["Location"]))
    assert "Your request was sent." in page
    assert page.count(token) >= 2
    assert "Waiting for a decision" in page
    assert "ask" not in client.session  # the contact does not stay in the session
    assert AuditEvent.objects.filter(action="request.asked", actor_name="visitor").count() == 1


def test_sending_twice_makes_one_request(client: Client):
    make_programme(make_country())
    answer_all(client)
    client.post(f"{ASK}check/")
    assert client.post(f"{ASK}check/")["Location"] == ASK
    assert ConsultationRequest.objects.count() == 1


def test_answers_are_kept_when_going_back(client: Client):
    make_programme(make_country())
    answer_all(client)
    page = text_of(client.get(f"{ASK}people/"))
    assert "heads of offices" in page
    assert page.count(" checked>") == 2
    assert f'value="{in_days(30).year}"' in text_of(client.get(f"{ASK}date/"))
    response = client.post(f"{ASK}mode/", {"mode": "online"})
    assert response["Location"] == f"{ASK}check/"  # the rest is answered, so back to the check
    assert "Online" in text_of(client.get(f"{ASK}check/"))


def test_day_that_is_not_settled_is_an_answer_in_words(client: Client):
    make_programme(make_country())
    answer_all(client, date={"held_on_words": "not settled yet"})
    client.post(f"{ASK}check/")
    asked = ConsultationRequest.objects.get()
    assert asked.held_on is None
    assert asked.held_on_words == "not settled yet"


@pytest.mark.parametrize(
    ("step", "given", "words"),
    [
        ("date", dict, "Give a day, or write “not settled yet”"),
        ("date", lambda: date_parts("held_on", in_days(-1)), "This day has passed"),
        ("date", lambda: {"held_on_day": "31", "held_on_month": "2", "held_on_year": "2027"}, "There is no such day"),
        ("date", lambda: {**date_parts("held_on", in_days(3)), "held_on_words": "perhaps"}, "either a day or words"),
        ("time", lambda: {"time": "09:00"}, "Say whose time this is"),
        ("time", lambda: {"zone": "UTC"}, "Give the time too"),
        ("people", lambda: {"audience": "all"}, "Choose at least one kind of people"),
        ("people", lambda: {"stakeholders": ["kings"]}, "Select a valid choice"),
        ("mode", dict, "Choose how people will meet"),
        ("contact", lambda: {"contact_name": "A", "contact_details": "ask around"}, "no e-mail address and no tele"),
        ("deadline", lambda: date_parts("output_due_on", in_days(29)), "Give that day or a later one"),
        ("deadline", lambda: date_parts("output_due_on", in_days(-1)), "This day has passed"),
    ],
)  # fmt: skip
def test_answer_that_cannot_be_is_refused_with_how_to_fix_it(client: Client, step, given, words):
    make_programme(make_country())
    answer_all(client)
    response = client.post(f"{ASK}{step}/", given())
    assert response.status_code == 422
    page = text_of(response)
    assert words in page
    assert "There is something to put right" in page
    assert "<title>Error: " in page


def test_day_moved_behind_the_deadline_is_caught_at_the_check(client: Client):
    make_programme(make_country())
    answer_all(client)
    client.post(f"{ASK}date/", date_parts("held_on", in_days(60)))
    response = client.post(f"{ASK}check/")
    assert response.status_code == 422
    assert "Give that day or a later one" in text_of(response)
    assert f'href="{ASK}deadline/"' in text_of(response)
    assert ConsultationRequest.objects.count() == 0


def test_check_leads_to_the_first_open_question(client: Client):
    make_programme(make_country())
    client.post(ASK, {"programme": "open-call"})
    client.post(f"{ASK}date/", answers()["date"])
    assert client.get(f"{ASK}check/")["Location"] == f"{ASK}time/"


def test_closed_programme_takes_no_request(client: Client):
    make_programme(make_country(), closes_on=in_days(-1))
    assert "No call is open now" in text_of(client.get(ASK))
    assert client.post(ASK, {"programme": "open-call"}).status_code == 422
    assert client.get(f"{ASK}date/")["Location"] == ASK


def test_demonstration_never_closes_and_several_calls_are_chosen_from(client: Client):
    country = make_country()
    make_programme(country, "demo", closes_on=in_days(-1), simulated=True)
    make_programme(country, "another")
    page = text_of(client.get(ASK))
    assert "Call demo" in page
    assert "Call another" in page
    assert client.post(ASK, {}).status_code == 422


def test_unknown_question_is_not_there(client: Client):
    make_programme(make_country())
    client.post(ASK, {"programme": "open-call"})
    assert client.get(f"{ASK}seventh/").status_code == 404


@pytest.mark.parametrize("path", ["", "withdraw/", "kit.zip"])
def test_wrong_link_finds_nothing(client: Client, path: str):
    make_request(make_programme(make_country()))
    assert client.get(f"/en/consultations/requests/wrong/{path}").status_code == 404


def test_private_pages_are_not_stored_indexed_or_passed_on(client: Client):
    make_request(make_programme(make_country()))
    for path, policy in (("", "no-referrer"), ("withdraw/", "same-origin")):
        response = client.get(f"{STATUS}{path}")
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]
        assert response["Referrer-Policy"] == policy
        assert "noindex" in response["X-Robots-Tag"]
        assert '<meta name="robots" content="noindex' in text_of(response)
    assert "<form" not in text_of(client.get(STATUS))  # under no-referrer a browser could not send it


def test_contact_is_shown_on_no_public_page(client: Client):
    country = make_country()
    asked = make_request(make_programme(country))
    approve_request(actor_with(country, Role.STEWARD), request_id=asked.pk, title="Meeting of offices", language="en")
    slug = Consultation.objects.get().slug
    for address in ("/en/consultations/", f"/en/consultations/{slug}/", f"/en/consultations/{slug}/?format=json"):
        body = text_of(client.get(address))
        assert "Amal" not in body
        assert "amal@example.org" not in body
        assert TOKEN not in body


def test_request_is_withdrawn_and_restored_while_undecided():
    client = Client(enforce_csrf_checks=True)
    make_request(make_programme(make_country()))
    address = f"{STATUS}withdraw/"
    assert client.post(address).status_code == 403  # a forged form
    client.get(address)
    secret = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    assert client.post(address, secret)["Location"] == STATUS
    assert "Withdrawn" in text_of(client.get(STATUS))
    client.post(address, {**secret, "restore": "1"})
    assert ConsultationRequest.objects.get().status == "requested"
    assert list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))[-2:] == [
        "request.withdrawn",
        "request.restored",
    ]


def test_declined_request_cannot_be_withdrawn_or_restored():
    country = make_country()
    asked = make_request(make_programme(country))
    decline_request(actor_with(country, Role.STEWARD), request_id=asked.pk, reason="No room.")
    with pytest.raises(Refusal, match="LIFECYCLE_NO_SUCH_STEP"):
        withdraw_request(VISITOR, request_id=asked.pk)
    with pytest.raises(Refusal, match="REQUEST_NOT_RESTORABLE"):
        restore_request(VISITOR, request_id=asked.pk)


def test_withdrawing_an_approved_request_cancels_its_meeting_for_good(client: Client):
    country = make_country()
    asked = make_request(make_programme(country))
    approve_request(actor_with(country, Role.STEWARD), request_id=asked.pk, title="Meeting", language="en")
    assert "This cannot be undone here" in text_of(client.get(f"{STATUS}withdraw/"))
    client.post(f"{STATUS}withdraw/")
    assert Consultation.objects.get().status == "cancelled"
    page = text_of(client.get(STATUS))
    for words in ("Send the output", "Choose and download the kit", "Send what was said by"):
        assert words not in page  # nobody is asked for what cannot be
    assert client.post(f"{STATUS}withdraw/", {"restore": "1"}).status_code == 409
    assert ConsultationRequest.objects.get().status == "cancelled"


def test_status_page_tells_the_reason_and_a_late_output(client: Client):
    country = make_country()
    asked = make_request(make_programme(country))
    steward = actor_with(country, Role.STEWARD)
    approve_request(steward, request_id=asked.pk, title="Meeting", language="en", reason="Bring the north along.")
    page = text_of(client.get(STATUS))
    assert "Bring the north along." in page
    assert "Download the kit" in page
    assert "The output is late" not in page
    Consultation.objects.update(output_due_on=in_days(-1))
    assert "The output is late" in text_of(client.get(STATUS))


def test_signed_in_people_need_the_link_too(client: Client):
    country = make_country()
    make_request(make_programme(country))
    client.force_login(make_person(country, Role.ANALYST))
    assert client.get(STATUS).status_code == 200
    assert client.get("/en/consultations/requests/other/").status_code == 404
