"""Programmes: opened by a secretariat or a country, with phases; those of others kept as they were."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from capacita.vocabulary import NotAllowed, Refusal
from capacita.web.accounts.seed import seed_organisations
from capacita.web.actors import VISITOR, Role
from capacita.web.consultation.models import Programme
from capacita.web.consultation.programmes import ProgrammeDetails, change_programme, list_subjects, open_programme
from capacita.web.consultation.queries import list_open_programmes
from capacita.web.consultation.seed import seed_calendar
from lib.consultation_cases import (
    actor_with,
    in_days,
    make_consultation,
    make_country,
    make_framework,
    make_person,
    make_programme,
)

pytestmark = pytest.mark.django_db
NEW = "/en/consultations/work/programmes/new/"
SNAPSHOT = "/en/consultations/programmes/global-2022/"


def answers(country: Any, **changed: Any) -> dict[str, Any]:
    version = make_framework()
    return {
        "host": str(country.pk),
        "title": "National validation of the framework",
        "summary": "Almara asks its ministries.",
        "purpose": "national_validation",
        "subject": f"framework:{version.pk}",
        "opens_on": in_days(-1).isoformat(),
        "closes_on": in_days(90).isoformat(),
        "contact": "framework desk, desk@example.org",
        **changed,
    }


@pytest.mark.parametrize("role", [Role.STEWARD, Role.FOCAL_POINT])
def test_country_opens_a_programme_and_everybody_sees_it(client: Client, role: Role):
    country = make_country()
    client.force_login(make_person(country, role))
    given = answers(country, call_opens=in_days(-1).isoformat(), call_closes=in_days(30).isoformat())

    address = client.post(NEW, given)["Location"]
    assert address == "/en/consultations/programmes/national-validation-of-the-framework/"
    page = Client().get(address).content.decode()
    for words in ("National validation", "Almara asks its ministries.", "framework desk", "Now", "Ask to organise one"):
        assert words in page
    programme = Programme.objects.get()
    assert [phase.kind for phase in programme.phases.all()] == ["call"]
    assert programme.framework_version.code == "public-service-levels"
    assert "Change the programme" not in page
    edit = f"/en/consultations/work/programmes/{programme.code}/"
    assert in_days(30).isoformat() in client.get(edit).content.decode()
    client.post(edit, {**given, "title": "Another title", "call_opens": "", "call_closes": ""})
    programme.refresh_from_db()
    assert (programme.title["en"].text, programme.phases.count()) == ("Another title", 0)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"title": ""}, "Give the programme a title"),
        ({"subject": "framework:none"}, "Choose one of the list"),
        ({"closes_on": "2020-01-01"}, "It would close before it opens"),
        ({"opens_on": "2027-02-30"}, "There is no such day"),
        ({"call_opens": "2027-02-01"}, "Give both days, or none"),
        ({"call_opens": "2027-02-02", "call_closes": "2027-02-01"}, "The phase would end before it begins"),
    ],
)
def test_programme_that_cannot_be_is_refused_with_how_to_fix_it(client: Client, changed, words):
    country = make_country()
    client.force_login(make_person(country, Role.STEWARD))
    response = client.post(NEW, answers(country, **changed))
    assert response.status_code == 422
    assert words in response.content.decode()
    assert Programme.objects.count() == 0


def test_programme_is_changed_by_its_own_people_alone(client: Client):
    country = make_country()
    programme = make_programme(country)
    address = f"/en/consultations/work/programmes/{programme.code}/"
    client.force_login(make_person(country, Role.ANALYST))
    assert client.get(address).status_code == 403
    client.force_login(make_person(make_country("other"), Role.STEWARD))
    assert client.get(address).status_code == 403
    with pytest.raises(NotAllowed):
        open_programme(VISITOR, organisation=country, details=None)


def test_programme_of_others_is_not_changed():
    seed_organisations()
    seed_calendar()
    programme = Programme.objects.get()
    make_framework()
    steward = actor_with(programme.organisation, Role.STEWARD)
    details = ProgrammeDetails(
        title={}, summary={}, language="en", purpose="consultation", opens_on=date(2022, 1, 1), closes_on=None,
        subject=list_subjects(steward, "en")[0],
    )  # fmt: skip
    with pytest.raises(Refusal, match="PROGRAMME_OF_OTHERS"):
        change_programme(steward, programme_id=programme.pk, details=details)


def test_requests_are_taken_in_the_phase_of_the_call(client: Client):
    programme = make_programme(make_country())
    assert list_open_programmes(VISITOR, on=in_days(0)) == [programme]
    programme.phases.create(
        organisation=programme.organisation, kind="call", opens_on=in_days(5), closes_on=in_days(6), published=True
    )
    assert list_open_programmes(VISITOR, on=in_days(4)) == []
    assert list_open_programmes(VISITOR, on=in_days(5)) == [programme]
    assert list_open_programmes(VISITOR, on=in_days(7)) == []


def test_snapshot_says_no_dated_session_and_what_was_reported_elsewhere(client: Client):
    seed_organisations()
    seed_calendar()
    seed_calendar()
    page = client.get(SNAPSHOT).content.decode()
    africa = page[page.index("<h3>Africa</h3>") :]
    africa = africa[: africa.index("<h3>Asia")]
    assert "No dated session on this page." in africa
    assert page.count("No dated session on this page.") == 1
    assert "24 May 2022" in africa
    assert "what-are-digital-competencies-civil-servants-africa" in africa
    assert "Calendar file" not in africa  # there is nothing in it
    for words in ("missing", "not held", "did not take place", "Ask to organise one"):
        assert words not in page.lower()
    assert page.count("A possible clash, as no time is known.") == 2
    assert "Contribution" not in page


@pytest.mark.parametrize(
    "address", ["?view=region", "?view=region&programme=global-2022", "2022-africa-1/", "2022-africa-2/"]
)
def test_what_was_reported_of_africa_stands_beside_its_sessions_with_its_source(client: Client, address: str):
    seed_organisations()
    seed_calendar()
    page = client.get(f"/en/consultations/{address}").content.decode()
    reported = page[page.index("Reported elsewhere") :]
    assert reported.index("24 May 2022") < reported.index("what-are-digital-competencies-civil-servants-africa")
    assert page.count("Reported elsewhere") == 1


def test_what_was_reported_of_africa_stands_beside_no_session_of_others(client: Client):
    seed_organisations()
    seed_calendar()
    for address in ("2022-asia-pacific-1/", "2022-middle-east-north-africa/"):
        answer = client.get(f"/en/consultations/{address}")
        assert answer.status_code == 200
        assert "Reported elsewhere" not in answer.content.decode()


def test_programme_page_takes_as_many_queries_for_three_consultations_as_for_one(client: Client):
    programme = make_programme(make_country(), framework_version=make_framework())
    address = f"/en/consultations/programmes/{programme.code}/"
    make_consultation(programme, "one")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    make_consultation(programme, "two", group="africa")
    make_consultation(programme, "three", group="asia_pacific")
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)
