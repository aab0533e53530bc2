"""Requests that came by letter or in a sheet: looked at before they are kept, each row named, no row kept twice unseen."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from capacita.consultation.requests.reading import TEMPLATE
from capacita.web.actors import Role
from capacita.web.consultation.models import ConsultationRequest, StatusChange
from lib.consultation_cases import in_days, make_country, make_person, make_programme, make_request

pytestmark = pytest.mark.django_db
INTAKE = "/en/consultations/work/intake/"
HEAD = ",".join(TEMPLATE.values())


def sign_in(client: Client, role: Role = Role.STEWARD):
    country = make_country()
    programme = make_programme(country)
    client.force_login(make_person(country, role))
    return programme


def upload(client: Client, data: bytes, name: str = "requests.csv"):
    return client.post(INTAKE, {"programme": "open-call", "sheet": SimpleUploadedFile(name, data)})


def letter(**changed: str) -> str:
    given = {
        "Date": in_days(30).isoformat(), "Time": "09:00, Nairobi", "Target stakeholders": "universities",
        "Mode": "online", "Name and contact details": "Ann Lee, ann@x.org", "Deadline": in_days(40).isoformat(), **changed,
    }  # fmt: skip
    return "\n".join(f"{label}: {value}" for label, value in given.items())


def inputs_of(page: str) -> dict[str, list[str]]:
    """Return what the form of a page would send as it stands."""
    form = page[page.index("<form", page.index("<main")) :]
    values: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name = re.search(r'name="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        is_box = "checkbox" in tag or "radio" in tag
        if name and (not is_box or " checked" in tag):
            values.setdefault(name[1], []).append(value[1] if value else "")
    return values


def test_letter_is_shown_before_it_is_kept_and_gets_a_private_link(client: Client):
    sign_in(client)
    page = client.post(INTAKE, {"programme": "open-call", "letter": letter()}).content.decode()
    assert "All six fields were found" in page
    assert ConsultationRequest.objects.count() == 0
    kept = client.post(f"{INTAKE}letter/", {**inputs_of(page), "audience": "universities"}).content.decode()
    asked = ConsultationRequest.objects.get()
    assert (asked.held_on, asked.time_zone, asked.source) == (in_days(30), "Africa/Nairobi", "text")
    assert StatusChange.objects.get().actor_kind == "steward"
    link = re.search(r"/en/consultations/requests/[\w-]+/", kept)[0]
    assert Client().get(link).status_code == 200


def test_letter_that_lacks_something_says_what_and_stays_to_be_completed(client: Client):
    sign_in(client)
    text = letter(Date="31 June 2027", Mode="by pigeon")
    page = client.post(INTAKE, {"programme": "open-call", "letter": text}).content.decode()
    assert "31 June 2027” is no date of the calendar" in page
    assert "does not say how people meet" in page
    assert client.post(f"{INTAKE}letter/", inputs_of(page)).status_code == 422
    assert ConsultationRequest.objects.count() == 0


def test_time_in_a_skipped_hour_is_refused(client: Client):
    sign_in(client)
    text = letter(Date="28 March 2027", Time="02:30, Paris", Deadline="1 May 2027")
    page = client.post(INTAKE, {"programme": "open-call", "letter": text}).content.decode()
    answer = client.post(f"{INTAKE}letter/", inputs_of(page))
    assert answer.status_code == 422
    assert "clocks are put forward there" in answer.content.decode()


def test_sheet_shows_faults_and_twins_by_line_and_keeps_what_was_chosen(client: Client):
    programme = sign_in(client)
    make_request(programme, "there-already", held_on=in_days(30), contact_details="ann@x.org")
    day, due = in_days(30).isoformat(), in_days(40).isoformat()
    rows = [
        f"{day},09:00,Nairobi,universities,online,Ann,ann@x.org,{due}",
        f"{day},09:00,Nairobi,judges,online,Bo,bo@x.org,{due}",
        f"2027-02-30,,,judges,online,Cy,cy@x.org,{due}",
    ]
    assert upload(client, "\r\n".join([HEAD, *rows]).encode())["Location"] == f"{INTAKE}rows/"
    page = client.get(f"{INTAKE}rows/").content.decode()
    assert inputs_of(page)["line"] == ["3"]  # line 2 may be there already, line 4 cannot be kept
    assert "Perhaps there already" in page
    assert "2027-02-30” is no date of the calendar" in page
    client.post(f"{INTAKE}rows/", {"line": ["3", "4"]})
    assert list(ConsultationRequest.objects.filter(source="sheet").values_list("contact_name", flat=True)) == ["Bo"]
    assert client.get(f"{INTAKE}rows/")["Location"] == INTAKE  # the session holds no contacts any more


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04 no workbook", "workbook"),
        (b"\xff\xfe\x00", "text"),
        (b"a,b\r\n1,2\r\n", "No table of requests was found"),
        (HEAD.encode(), "There is no request in this file"),
        (b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
    ],
)
def test_file_that_cannot_be_read_says_why(client: Client, data: bytes, words: str):
    sign_in(client)
    response = upload(client, data)
    assert response.status_code == 422
    assert words in response.content.decode()


def test_neither_letter_nor_file_is_asked_for(client: Client):
    sign_in(client)
    assert client.post(INTAKE, {"programme": "open-call", "letter": " "}).status_code == 422


def test_markup_in_a_letter_is_shown_as_text(client: Client):
    sign_in(client)
    text = letter(**{"Target stakeholders": "judges <script>alert(1)</script>"})
    assert "<script>alert" not in client.post(INTAKE, {"programme": "open-call", "letter": text}).content.decode()


def test_intake_is_for_stewards_of_the_programme(client: Client):
    sign_in(client, Role.ANALYST)
    assert client.get(INTAKE).status_code == 403
    client.force_login(make_person(make_country("other"), Role.STEWARD))
    assert client.post(INTAKE, {"programme": "open-call", "letter": letter()}).status_code == 422
    assert client.post(f"{INTAKE}letter/", {"programme": "open-call"}).status_code == 404


def test_similar_request_is_pointed_out_to_the_steward(client: Client):
    programme = sign_in(client)
    make_request(programme)
    second = make_request(programme, "second-token")
    page = client.get(f"/en/consultations/work/requests/{second.pk}/").content.decode()
    assert "It may have been asked for already" in page
    assert "the same address or number" in page
