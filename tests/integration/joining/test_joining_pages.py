"""Joining a consultation: places and a waiting list, only what the consent keeps, seen by nobody else."""

import re
from typing import Any

import pytest
from django.test import Client

from capacita.consultation.joining import ConsentLevel, PersonalField
from capacita.vocabulary import NotAllowed, Refusal, written
from capacita.web.actors import VISITOR, Role
from capacita.web.audit.models import AuditEvent
from capacita.web.consultation.models import Consultation, Contribution, Notice
from capacita.web.consultation.notices import spell_notice
from capacita.web.consultation.steps import cancel_consultation
from capacita.web.joining.models import Place
from capacita.web.joining.promises import spell_promise
from capacita.web.joining.queries import get_place, list_participants
from capacita.web.joining.regions import fill_in, read_lists
from capacita.web.joining.services import PlaceDetails, join, set_joining, withdraw_attribution, withdraw_place
from capacita.web.joining.work import remind_participants, tell_participants
from lib.consultation_cases import (
    actor_with,
    in_days,
    make_consultation,
    make_contribution,
    make_country,
    make_person,
    make_programme,
)

pytestmark = pytest.mark.django_db
JOIN = "/en/consultations/first/join/"
PERSONAL = {
    PersonalField.NAME: "Amal Rida", PersonalField.ORGANISATION: "School of Lumen",
    PersonalField.EMAIL: "amal@example.org", PersonalField.NEEDS: "captions",
}  # fmt: skip


def open_meeting(capacity: int | None = None, **details: Any) -> Consultation:
    day = in_days(20)
    meeting = make_consultation(
        make_programme(make_country()), starts_on=day, ends_on=day, takes_registrations=True, capacity=capacity,
        join_link="https://meet.example/room", mode="online", **details,
    )  # fmt: skip
    return meeting


def details_of(consent: str = "named", people: int = 1) -> PlaceDetails:
    return PlaceDetails(
        stakeholder="academia", language="en", consent=ConsentLevel(consent), people=people, personal=PERSONAL,
        un_region="eastern_europe",
    )  # fmt: skip


def take(meeting: Consultation, token: str, **given: Any) -> Place:
    return join(VISITOR, consultation_id=meeting.pk, token=token, details=details_of(**given))


def answers(**changed: Any) -> dict[str, Any]:
    return {"consent": "named", "people": 1, "stakeholder": "unions", "language": "en", "name": "Amal Rida", "organisation_name": "",
            "email": "amal@example.org", "access_needs": "", "un_region": "", "unesco_group": "", **changed}  # fmt: skip


def test_language_is_asked_and_starts_with_that_of_the_page(client: Client):
    meeting = open_meeting()
    page = client.get(JOIN.replace("/en/", "/ar/")).content.decode()
    assert '<option value="ar" selected>' in page
    assert client.post(JOIN, answers(language="sw")).status_code == 422
    client.post(JOIN, answers(language="fr"))
    assert Place.objects.get().language == "fr"
    client.force_login(make_person(meeting.organisation, Role.STEWARD))
    assert "French: 1" in client.get("/en/consultations/work/run/first/joining/").content.decode()


def test_visitor_joins_and_sees_the_link_on_the_private_page_alone(client: Client):
    open_meeting()
    assert "Join this consultation" in client.get("/en/consultations/first/").content.decode()
    address = client.post(JOIN, answers())["Location"]
    page = client.get(address).content.decode()
    assert "https://meet.example/room" in page
    assert "You have a place" in page
    assert "Amal Rida" in page
    for public in ("/en/consultations/first/", "/en/consultations/", "/en/consultations/calendar.ics"):
        body = client.get(public).content.decode()
        assert "meet.example" not in body
        assert "Amal" not in body
    code = re.search(r'<code dir="ltr">([\w-]+)</code>', page)[1]
    by_code = client.post("/en/consultations/code/", {"code": code})["Location"]
    assert client.get(by_code).status_code == 200
    assert address.split("/")[-2] not in str(Place.objects.values().get())


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"consent": ""}, "Choose how you may be named"),
        ({"name": ""}, "To be named, give your name"),
        ({"consent": "organisation"}, "Give the organisation"),
        ({"people": 0}, "Give at least 1"),
        ({"email": "nowhere"}, "This is no e-mail address"),
        ({"stakeholder": "kings"}, "Select a valid choice"),
    ],
)
def test_answer_that_cannot_be_is_refused(client: Client, changed, words):
    open_meeting()
    response = client.post(JOIN, answers(**changed))
    assert response.status_code == 422
    assert words in response.content.decode()


@pytest.mark.parametrize("level", ConsentLevel)
def test_only_what_the_consent_keeps_is_in_the_database(client: Client, level: ConsentLevel):
    meeting = open_meeting()
    client.force_login(make_person(meeting.organisation, Role.ANALYST, "signed-in"))
    given = answers(consent=level.value, organisation_name="School of Lumen", access_needs="captions")
    client.post(JOIN, given)
    kept = str(Place.objects.values().get())
    assert ("Amal Rida" in kept) is (level is ConsentLevel.NAMED)
    assert ("School of Lumen" in kept) is (level in (ConsentLevel.NAMED, ConsentLevel.ORGANISATION))
    assert ("amal@example.org" in kept) is (level is not ConsentLevel.ANONYMOUS)
    assert AuditEvent.objects.get(action="place.taken").person_id is None  # the trail does not know who it was
    promise = spell_promise(level)
    assert ("your name" in promise.split("never write down")[0]) is (level is ConsentLevel.NAMED)


def test_waiting_list_moves_up_in_turn_when_a_place_comes_back():
    meeting = open_meeting(capacity=3)
    first, second = take(meeting, "a", people=2), take(meeting, "b", people=2)
    third = take(meeting, "c")  # there is one place, but somebody came before
    assert [place.state for place in (first, second, third)] == ["registered", "waiting", "waiting"]
    withdraw_place(VISITOR, place_id=first.pk)
    states = dict(Place.objects.values_list("link_hash", "state"))
    assert [states[place.link_hash] for place in (first, second, third)] == ["withdrawn", "registered", "registered"]
    gone = Place.objects.get(pk=first.pk)
    assert (gone.name, gone.email, gone.access_needs) == ("", "", "")
    with pytest.raises(Refusal, match="PLACE_WITHDRAWN"):
        withdraw_place(VISITOR, place_id=first.pk)
    with pytest.raises(Refusal, match="JOINING_TOO_MANY"):
        take(meeting, "d", people=4)


def test_more_places_let_people_in():
    meeting = open_meeting(capacity=1)
    take(meeting, "a")
    waiting = take(meeting, "b")
    steward = actor_with(meeting.organisation, Role.STEWARD)
    set_joining(steward, consultation_id=meeting.pk, takes_registrations=True, capacity=None, join_link="")
    waiting.refresh_from_db()
    assert waiting.state == "registered"


def test_waiting_people_do_not_get_the_link(client: Client):
    meeting = open_meeting(capacity=1)
    take(meeting, "first-token")
    take(meeting, "second-token")
    assert "meet.example" in client.get("/en/consultations/places/first-token/").content.decode()
    assert "meet.example" not in client.get("/en/consultations/places/second-token/").content.decode()


def test_no_other_government_sees_who_joined_and_its_own_only_whom_it_may(client: Client):
    meeting = open_meeting()
    for consent in ConsentLevel:
        take(meeting, consent.value, consent=consent.value)
    steward = actor_with(meeting.organisation, Role.STEWARD)
    who = list_participants(steward, meeting)
    assert who.shown == [("Amal Rida, School of Lumen", 1), ("School of Lumen", 1)]
    assert (who.registered, who.by_stakeholder) == (4, {"academia": 4})
    other = make_country("other")
    for role in Role:
        if role in (Role.VISITOR, Role.SYSTEM):
            continue
        with pytest.raises(NotAllowed):
            list_participants(actor_with(other, role), meeting)
    client.force_login(make_person(other, Role.STEWARD, "another"))
    assert client.get("/en/consultations/work/run/first/joining/").status_code == 403
    assert Place.objects.for_actor(actor_with(make_country("third"), Role.STEWARD)).count() == 0
    assert Place.objects.for_actor(VISITOR).count() == 0


def test_attribution_is_withdrawn_until_a_release_counts_on_it():
    meeting = open_meeting()
    place = take(meeting, "a")
    steward = actor_with(meeting.organisation, Role.STEWARD)
    withdraw_attribution(VISITOR, place_id=place.pk)
    assert list_participants(steward, meeting).shown == []
    other = take(meeting, "b")
    make_contribution(meeting, status="accepted", reason=written("Yes."), change_ids=["1"])
    assert Contribution.objects.count() == 1
    with pytest.raises(Refusal, match="ATTRIBUTION_RELEASED"):
        withdraw_attribution(VISITOR, place_id=other.pk)


def test_narrower_consent_takes_away_what_it_does_not_keep(client: Client):
    meeting = open_meeting()
    take(meeting, "my-token")
    address = "/en/consultations/places/my-token/change/"
    assert "Amal Rida" in client.get(address).content.decode()
    client.post(address, answers(consent="chatham_house"))
    place = get_place("my-token")
    assert (place.name, place.organisation_name, place.email) == ("", "", "amal@example.org")
    client.post(address, {"unname": "1"})
    client.post(address, {"withdraw": "1"})
    assert get_place("my-token").state == "withdrawn"
    assert client.get(address).status_code == 302
    assert Notice.objects.filter(address="amal@example.org").count() == 0


def test_joining_is_closed_for_what_does_not_take_place(client: Client):
    meeting = open_meeting()
    cancel_consultation(actor_with(meeting.organisation, Role.STEWARD), consultation_id=meeting.pk, reason="Flood.")
    assert "Nobody can join here now" in client.get(JOIN).content.decode()
    with pytest.raises(Refusal, match="JOINING_CLOSED"):
        take(meeting, "a")


def test_participants_are_told_once_of_a_cancellation_and_reminded_once():
    meeting = open_meeting()
    take(meeting, "a")
    take(meeting, "b", consent="anonymous")  # left no address
    assert remind_participants(on=in_days(16)) == 0
    assert remind_participants(on=in_days(17)) == 1
    assert remind_participants(on=in_days(18)) == 0
    cancel_consultation(actor_with(meeting.organisation, Role.STEWARD), consultation_id=meeting.pk, reason="Flood.")
    assert tell_participants() == 1
    assert tell_participants() == 0
    told = Notice.objects.get(code="NOTICE_CANCELLED_PARTICIPANTS", audience="participant")
    assert told.address == "amal@example.org"
    assert "Flood." in spell_notice(told)[1]


def test_steward_sets_up_joining_and_sees_numbers(client: Client):
    meeting = make_consultation(make_programme(make_country()))
    client.force_login(make_person(meeting.organisation, Role.STEWARD))
    address = "/en/consultations/work/run/first/joining/"
    given = {"takes_registrations": "on", "capacity": 30, "join_link": "https://meet.example/x"}
    assert client.post(address, {**given, "join_link": "no link at all"}).status_code == 422
    assert client.post(address, given)["Location"] == address
    meeting.refresh_from_db()
    assert (meeting.takes_registrations, meeting.capacity) == (True, 30)
    page = client.get(address).content.decode()
    assert "0 people have a place." in page


def test_region_lists_are_mapped_where_that_is_certain_and_asked_where_not():
    lists = read_lists()
    assert [group.code for group in lists.unesco] == ["I", "II", "III", "IV", "Va", "Vb"]
    assert {entry.un for entry in lists.mapping} == {group.code for group in lists.un}
    assert {code for entry in lists.mapping for code in entry.unesco} == {group.code for group in lists.unesco}
    assert fill_in("eastern_europe", "") == "II"
    assert fill_in("africa", "") == ""
    assert fill_in("africa", "Vb") == "Vb"
