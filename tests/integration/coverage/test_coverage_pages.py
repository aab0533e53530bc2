"""Coverage on the site: every zero shown, small numbers of people only inside, targets that stewards set."""

import json

import pytest
from django.test import Client

from capacita.web.actors import Role
from capacita.web.audit.models import AuditEvent
from capacita.web.coverage.models import ProgrammeTargets
from lib.consultation_cases import (
    in_days,
    make_consultation,
    make_contribution,
    make_country,
    make_person,
    make_programme,
    make_request,
)

pytestmark = pytest.mark.django_db
PUBLIC = "/en/consultations/programmes/open-call/coverage/"
WORK = "/en/consultations/work/programmes/open-call/coverage/"
COUNTS = {"participants": 23, "by_gender": {"woman": 12, "man": 8, "other": 3}}


@pytest.fixture(name="programme")
def one_programme():
    country = make_country()
    country.country = ""
    country.save()
    programme = make_programme(country, closes_on=in_days(60))
    first = make_consultation(programme, "first", group="asia_pacific", mode="online", language="en", status="accepted")
    first.participation = COUNTS
    first.save()
    make_consultation(programme, "second", group="civil_society", starts_on=in_days(20), ends_on=in_days(20))
    make_consultation(programme, "third", group="africa", precision="unknown", starts_on=None, ends_on=None)
    make_contribution(first, 1, status="accepted")
    make_contribution(first, 2)
    return programme


def sign_in(client: Client, programme, role: Role = Role.STEWARD) -> None:
    client.force_login(make_person(programme.organisation, role))


def test_public_page_shows_zeros_who_is_missing_and_no_small_number(client: Client, programme):
    page = client.get(PUBLIC)
    text = page.content.decode()
    assert page.status_code == 200
    assert "1 held, 1 planned, 1 without a day" in text
    assert "Region: Africa (1 listed without a day)" in text
    assert "Settle a day first for:" in text
    assert 'class="zero"' in text or ">0</td>" in text
    assert "Gender: Others" in text
    assert text.count("protected or none") >= 2
    assert "Please do not pass them on" not in text


def test_page_of_stewards_shows_every_number(client: Client, programme):
    sign_in(client, programme)
    text = client.get(WORK).content.decode()
    assert "Please do not pass them on" in text
    assert "protected or none" not in text
    assert "Gender: Others" in text


def test_share_of_one_organisation_is_told_and_who_it_is_only_inside(client: Client, programme):
    for place in range(5):
        asked = make_request(programme, token=f"token-{place}-that-nobody-guesses-01", institution="City of Porto")
        meeting = make_consultation(programme, f"more-{place}", starts_on=in_days(9), ends_on=in_days(9))
        meeting.request = asked
        meeting.save()
        text = client.get(PUBLIC).content.decode()
        assert ("told once the organisers of 5 sessions are known" in text) == (place < 4)
    assert "One organisation holds 100% of the sessions whose organiser is known (5)." in text
    assert "City of Porto" not in text
    assert "City of Porto" not in client.get(PUBLIC[:-1] + ".json").content.decode()
    sign_in(client, programme)
    assert "City of Porto" in client.get(WORK).content.decode()


@pytest.mark.parametrize(("role", "status"), [(None, 302), (Role.ANALYST, 403), (Role.TRANSLATOR, 403)])
def test_page_of_stewards_is_for_no_others(client: Client, programme, role, status):
    if role:
        sign_in(client, programme, role)
    assert client.get(WORK).status_code == status
    assert client.get(f"{WORK}targets/").status_code == status
    assert client.get(WORK[:-1] + ".json").status_code == status


def test_steward_of_another_organisation_is_refused(client: Client, programme):
    client.force_login(make_person(make_country("belmara"), Role.STEWARD))
    assert client.get(WORK).status_code == 403


def test_files_hold_every_cell_and_nothing_protected(client: Client, programme):
    table = client.get(PUBLIC[:-1] + ".csv").content.decode("utf-8-sig").splitlines()
    assert table[0] == "region,kind,language,mode,held,planned,undated"
    value = json.loads(client.get(PUBLIC[:-1] + ".json").content)
    assert len(table) - 1 == value["cells"]["all"]
    (gender,) = [each for each in value["balances"] if each["dimension"] == "gender"]
    assert gender["counts"] == {"woman": 12, "man": None, "other": None}
    sign_in(client, programme)
    inside = json.loads(client.get(WORK[:-1] + ".json").content)
    (gender,) = [each for each in inside["balances"] if each["dimension"] == "gender"]
    assert gender["counts"] == {"woman": 12, "man": 8, "other": 3}


def test_targets_are_set_and_change_what_is_sought(client: Client, programme):
    sign_in(client, programme)
    form = client.get(f"{WORK}targets/").content.decode()
    assert "Middle East and North Africa" in form
    given = {"region_africa": "2", "kind_judiciary": "1", "language_fr": "1", "mode_offline": "1", "gender_woman": "1"}
    assert client.post(f"{WORK}targets/", given).headers["Location"] == WORK
    text = client.get(WORK).content.decode()
    assert "Africa · Judges and staff of courts" in text
    assert "Français" in text
    row = ProgrammeTargets.objects.get()
    assert row.wanted["region"] == {"africa": 2.0}
    assert AuditEvent.objects.filter(action="coverage.targets-set").count() == 1


def test_targets_wrong_weight_is_named(client: Client, programme):
    sign_in(client, programme)
    page = client.post(f"{WORK}targets/", {"region_africa": "-1", "kind_judiciary": "many"})
    assert page.status_code == 422
    assert "Enter 0 or more." in page.content.decode()
    assert "Enter a whole number, or leave it empty." in page.content.decode()
    assert not ProgrammeTargets.objects.exists()


def test_after_the_last_day_nothing_is_sought(client: Client, programme):
    programme.closes_on = in_days(-1)
    programme.save()
    assert "the last day has passed" in client.get(PUBLIC).content.decode()


def test_public_page_asks_few_questions_however_many_sessions(client: Client, programme, django_assert_num_queries):
    client.get(PUBLIC)
    with django_assert_num_queries(5):
        client.get(PUBLIC)
    for number in range(12):
        make_consultation(programme, f"more-{number}", group="eastern_europe")
    with django_assert_num_queries(5):
        client.get(PUBLIC)


def test_unknown_programme_is_not_found(client: Client, programme):
    assert client.get("/en/consultations/programmes/other/coverage/").status_code == 404
