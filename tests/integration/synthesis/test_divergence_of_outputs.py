"""From what an output tells of disagreement to the public report: taken over once, undone, and flagged when corrected."""

import re
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from capacita.sheets.xlsx import write_xlsx
from capacita.web.actors import Role
from capacita.web.consultation.models import Consultation
from capacita.web.consultation.steps import approve_request
from lib.consultation_cases import (
    TOKEN,
    actor_with,
    make_country,
    make_framework,
    make_person,
    make_programme,
    make_request,
)
from lib.output_files import empty_sheet, fill, points

pytestmark = pytest.mark.django_db
HOME = f"/en/consultations/requests/{TOKEN}/output/"
WORK = "/en/consultations/work/synthesis/open-call/divergence/"
ANSWERS = "/en/consultations/programmes/open-call/answers/"


@pytest.fixture(name="meeting")
def one_meeting(tmp_path, settings) -> Consultation:
    settings.HOME = tmp_path
    country = make_country()
    asked = make_request(make_programme(country, framework_version=make_framework()))
    approve_request(actor_with(country, Role.STEWARD), request_id=asked.pk, title="Meeting of offices", language="en")
    return Consultation.objects.get()


def send_output(meeting: Consultation, *divergences: str) -> None:
    """Send a sheet with these disagreements and accept it as its sender."""
    tables = fill(empty_sheet(str(meeting.pk), ("2.4",)), points(1))
    waiting = list(divergences)
    rows = [(row[0], waiting.pop(0), row[2]) if row[2] == "divergence" and waiting else row for row in tables[0].rows]
    sent = write_xlsx([replace(tables[0], rows=tuple(rows)), *tables[1:]])
    organiser = Client()
    answer = organiser.post(HOME, {"sheet": SimpleUploadedFile("output.xlsx", sent)})
    assert organiser.post(answer["Location"]).status_code == 302


def page_of(client: Client, address: str = WORK) -> str:
    return client.get(address).content.decode()


def keys_of(page: str) -> list[str]:
    return re.findall(r'name="take" value="([^"]+)"', page)


def test_disagreement_of_an_output_is_taken_over_and_can_be_put_back(client: Client, meeting: Consultation):
    send_output(meeting, "Some want one level.", "Offices and academy differ on tests.")
    client.force_login(make_person(meeting.organisation, Role.FOCAL_POINT))
    page = page_of(client)
    first, second = keys_of(page)
    assert "Some want one level." not in page_of(Client(), ANSWERS)
    assert client.post(WORK, {"take": first}).status_code == 302
    assert "Some want one level." in page_of(Client(), ANSWERS)
    assert "Offices and academy" not in page_of(Client(), ANSWERS)
    assert keys_of(page_of(client)) == [second]
    assert client.post(WORK, {"take": first}).status_code == 404  # not the one that moved into its place
    assert "Offices and academy" not in page_of(Client(), ANSWERS)
    (row,) = re.findall(r'name="remove" value="([^"]+)"', page_of(client))
    client.post(WORK, {"remove": row})
    assert "Some want one level." not in page_of(Client(), ANSWERS)
    assert sorted(keys_of(page_of(client))) == sorted([first, second])
    client.post(WORK, {"take": first})
    assert "Some want one level." in page_of(Client(), ANSWERS)


def test_disagreement_that_a_corrected_output_does_not_tell_is_flagged(client: Client, meeting: Consultation):
    send_output(meeting, "Some want one level.", "Offices and academy differ on tests.")
    client.force_login(make_person(meeting.organisation, Role.FOCAL_POINT))
    for key in keys_of(page_of(client)):
        client.post(WORK, {"take": key})
    client.post(WORK, {"kind": "minority", "text": "Written by hand.", "consultation": str(meeting.pk)})
    flag = "A corrected output does not say this any more"
    assert flag not in page_of(client)
    send_output(meeting, "Some want two levels.", "Offices and academy differ on tests.")
    page = page_of(client)
    assert page.count(flag) == 1
    assert page.index("Some want one level.") > page.index(flag)
    assert len(keys_of(page)) == 1
    assert "Some want two levels." in page


def test_disagreement_of_an_output_that_nobody_accepted_is_not_offered(client: Client, meeting: Consultation):
    tables = fill(empty_sheet(str(meeting.pk), ("2.4",)), points(1))
    rows = [(row[0], "Not accepted yet.", row[2]) if row[2] == "divergence" else row for row in tables[0].rows]
    sent = write_xlsx([replace(tables[0], rows=tuple(rows)), *tables[1:]])
    Client().post(HOME, {"sheet": SimpleUploadedFile("output.xlsx", sent)})
    client.force_login(make_person(meeting.organisation, Role.FOCAL_POINT))
    assert keys_of(page_of(client)) == []
    assert "Not accepted yet." not in page_of(Client(), ANSWERS)
