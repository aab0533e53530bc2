"""Exports on the site: looked at before anything comes in, names never kept, the same answers once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from capacita.web.actors import Role
from capacita.web.consultation.models import Contribution
from capacita.web.importing.models import AnswerSource, TakenExport
from lib.consultation_cases import make_consultation, make_contribution, make_country, make_person, make_programme
from lib.shared import shared_path

pytestmark = pytest.mark.django_db
HERE = "/en/consultations/work/run/first/export/"
LONG = "because people in the districts have no time for long courses"
EXPORT = "\r\n".join(
    [
        "Your name,May we quote you?,Do you agree?,Please explain",
        *(f"Ada {number},Yes,Yes,{number} {LONG}" for number in range(7)),
        *(f"Bo {number},No,No,{number} not so {LONG}" for number in range(6)),
        "Cy,Yes,Don't know,",
    ]
).encode()


@pytest.fixture(name="meeting")
def one_meeting(client: Client):
    country = make_country()
    meeting = make_consultation(make_programme(country), "first")
    make_contribution(meeting, 1)
    client.force_login(make_person(country, Role.STEWARD))
    return meeting


def upload(client: Client, data: bytes = EXPORT, name: str = "answers.csv"):
    return client.post(HERE, {"file": SimpleUploadedFile(name, data), "language": "en"})


def test_export_is_looked_at_before_anything_comes_in(client: Client, meeting):
    sent = upload(client)
    page = client.get(sent.headers["Location"])
    text = page.content.decode()
    assert page.status_code == 200
    assert "14 respondents were read." in text
    assert "It is never imported." in text
    assert "Only words of those who said yes are quoted." in text
    assert Contribution.objects.count() == 1
    assert "Ada" not in text
    assert "Ada" not in str(TakenExport.objects.values())


def test_export_taken_in_makes_contributions_with_their_rows_and_counts(client: Client, meeting):
    where = upload(client).headers["Location"]
    done = client.post(where, {"column_2": "closed", "column_3": "open"}, follow=True).content.decode()
    assert "13 answers became contributions." in done
    said = Contribution.objects.get(number=2)
    assert (said.verdict, said.may_quote, said.status) == ("comment", True, "open")
    assert Contribution.objects.filter(may_quote=True).count() == 1 + 7
    assert AnswerSource.objects.get(contribution=said).line == 2
    export = TakenExport.objects.get()
    assert export.table == {}
    public = Client().get("/en/consultations/first/counted/").content.decode()
    assert "Do you agree?" in public
    assert "protected or none" in public
    assert public.count(">7</td>") + public.count(">6</td>") < 2  # or the one who did not know would follow
    assert client.post(where, {}).status_code == 422


def test_export_sent_again_with_more_rows_takes_only_the_new_answers(client: Client, meeting):
    client.post(upload(client).headers["Location"], {})
    again = upload(client)
    assert TakenExport.objects.count() == 1
    assert "Taken in" in client.get(again.headers["Location"]).content.decode()
    more = EXPORT + f"\r\nDi,Yes,Yes,99 {LONG}".encode()
    client.post(upload(client, more).headers["Location"], {})
    assert Contribution.objects.count() == 1 + 14


def test_column_with_names_stays_out_whoever_asks(client: Client, meeting):
    where = upload(client).headers["Location"]
    page = client.post(where, {"column_0": "open"})
    assert page.status_code == 422
    assert "tells who somebody is and is not imported" in page.content.decode()
    assert Contribution.objects.count() == 1


def test_correction_of_a_column_is_followed(client: Client, meeting):
    where = upload(client).headers["Location"]
    page = client.post(where, {"column_3": "reference"}, follow=True).content.decode()
    assert "0 answers became contributions." in page
    assert [entry["heading"]["question"] for entry in TakenExport.objects.get().counted] == ["Do you agree?"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"Why?,Agree?\r\n", "The file holds no respondent."),
        (b"PK\x03\x04broken", "not a workbook"),
        (b"", "The file is empty."),
        (b"a" * (10 * 2**20 + 1), "larger than 10 MB"),
    ],
)
def test_bad_file_is_refused_in_words(client: Client, meeting, data, words):
    page = upload(client, data)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert not TakenExport.objects.exists()


def test_real_export_is_read(client: Client, meeting):
    data = shared_path("data/consultation-exports/responses_lgr_format.csv").read_bytes()
    where = upload(client, data).headers["Location"]
    assert "Please decide" in client.get(where).content.decode()
    assert "10 answers became contributions." in client.post(where, {}, follow=True).content.decode()


@pytest.mark.parametrize("role", [Role.ANALYST, Role.FOCAL_POINT, Role.FACILITATOR])
def test_import_is_for_stewards(client: Client, meeting, role):
    client.force_login(make_person(meeting.organisation, role))
    assert client.get(HERE).status_code == 403
