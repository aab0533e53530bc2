"""The kit on the site: chosen by language, time and people, made by the worker, never naming the private link on paper."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from pypdf import PdfReader

from capacita.consultation.output.reading import read_output
from capacita.web.actors import Role
from capacita.web.audit.models import AuditEvent
from capacita.web.consultation.models import ConsultationRequest
from capacita.web.consultation.steps import approve_request
from capacita.web.jobs.models import Job, JobStatus
from capacita.web.kits.models import BriefingCall
from capacita.web.kits.work import make_kit
from lib.consultation_cases import (
    TOKEN,
    actor_with,
    make_country,
    make_framework,
    make_person,
    make_programme,
    make_request,
)

pytestmark = pytest.mark.django_db
PAGE = f"/en/consultations/requests/{TOKEN}/kit/"
CHOICE = {"language": "fr", "minutes": "120", "people": "30", "kind": "review"}
QUERY = "?language=fr&minutes=120&people=30&kind=review"


@pytest.fixture(name="country")
def country_of_the_call():
    return make_country()


@pytest.fixture(name="asked")
def approved_request(country) -> ConsultationRequest:
    asked = make_request(make_programme(country, framework_version=make_framework()))
    steward = actor_with(country, Role.STEWARD)
    approve_request(steward, request_id=asked.pk, title="Offices of the north", language="en")
    return asked


def work_off() -> Job:
    job = Job.objects.get(kind="make-kit")
    job.result = make_kit(job, lambda percent, step: None)
    job.status = JobStatus.DONE
    job.save()
    return job


def test_kit_page_offers_the_sheet_before_anything_was_made(client: Client, asked):
    page = client.get(PAGE).content.decode()
    assert "Make the kit" in page
    assert f"{PAGE}output-sheet.xlsx" in page
    assert f"{PAGE}kit.zip" in page
    assert f"{PAGE}kit.pdf" not in page
    assert client.get(f"{PAGE}kit.pdf").status_code == 404
    assert client.get(f"{PAGE}passwords.txt").status_code == 404


def test_kit_page_has_the_files_made_and_then_offers_them(client: Client, asked):
    answer = client.post(PAGE, CHOICE)
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}{QUERY}#files")
    assert "are being made" in client.get(f"{PAGE}{QUERY}").content.decode()
    work_off()
    page = client.get(f"{PAGE}{QUERY}").content.decode()
    assert "Fitted to 120 minutes and 30 people." in page
    pdf = client.get(f"{PAGE}kit.pdf{QUERY}")
    assert pdf["Content-Type"] == "application/pdf"
    assert "no-store" in pdf["Cache-Control"]
    assert len(pdf.content) < 1_000_000
    text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf.content)).pages)
    assert TOKEN not in text
    assert "Dossier du facilitateur" in text
    items = {"1.1": "7a99c710-bfce-5b15-a68b-a8aa02c274ba"}
    form = client.get(f"{PAGE}output-form.docx{QUERY}")
    assert read_output(form.content, items=items).output is not None
    files = zipfile.ZipFile(io.BytesIO(client.get(f"{PAGE}kit.zip{QUERY}").content))
    assert {"README.txt", "kit.pdf", "output-form.docx", "brochure.html", "consent.html"} <= set(files.namelist())
    assert TOKEN in files.read("README.txt").decode()


def test_kit_asked_for_twice_is_one_job(client: Client, asked):
    for _ in range(2):
        client.post(PAGE, CHOICE)
    assert Job.objects.filter(kind="make-kit").count() == 1
    client.post(PAGE, {**CHOICE, "people": "31"})
    assert Job.objects.filter(kind="make-kit").count() == 2
    assert AuditEvent.objects.filter(action="kit.asked").count() == 3


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"minutes": "5"}, "Give at least 25 minutes."),
        ({"people": "many"}, "Give a whole number."),
        ({"language": "xx"}, "Choose one of the list."),
        ({"kind": ""}, "Choose one of the list."),
    ],
)
def test_kit_page_says_what_to_correct(client: Client, asked, changed, words):
    answer = client.post(PAGE, {**CHOICE, **changed})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Job.objects.filter(kind="make-kit").exists()


def test_kit_sheet_comes_in_the_language_chosen(client: Client, asked):
    made = client.get(f"{PAGE}output-sheet.xlsx?language=ar&minutes=60&people=9&kind=exploratory")
    report = read_output(made.content, items={})
    assert report.output is not None
    assert (report.output.language, report.output.kind) == ("ar", "exploratory")


def test_kit_of_a_stranger_is_not_found(client: Client, asked):
    assert client.get("/en/consultations/requests/another-token-that-is-long-enough/kit/").status_code == 404


def test_kit_before_approval_is_not_there(client: Client, country):
    make_request(make_programme(country, framework_version=make_framework()))
    assert client.get(PAGE).status_code == 404


@pytest.mark.parametrize("role", [Role.STEWARD, Role.ANALYST])
def test_kit_and_call_are_for_stewards_of_the_call(client: Client, country, asked, role):
    client.force_login(make_person(country, role, "own"))
    expected = 200 if role is Role.STEWARD else 403
    for name in ("kit/", "briefing-call/"):
        assert client.get(f"/en/consultations/work/requests/{asked.pk}/{name}").status_code == expected


def settle(client: Client, asked, **changed):
    day = timezone.localdate() + timedelta(days=3)
    given = {"day_day": day.day, "day_month": day.month, "day_year": day.year, "time": "10:00 to 10:30",
             "zone": "Nairobi", "how": "+254 20 000 000"}  # fmt: skip
    return client.post(f"/en/consultations/work/requests/{asked.pk}/briefing-call/", {**given, **changed})


def test_call_stands_on_the_private_page_and_in_a_calendar_file(client: Client, country, asked):
    client.force_login(make_person(country, Role.STEWARD, "own"))
    assert settle(client, asked).status_code == 302
    assert settle(client, asked, time="11:00").status_code == 302
    client.logout()
    page = client.get(f"/en/consultations/requests/{TOKEN}/").content.decode()
    assert "11:00" in page
    assert "+254 20 000 000" in page
    sent = client.get(f"/en/consultations/requests/{TOKEN}/briefing-call.ics")
    calls = [entry for entry in Calendar.from_ical(sent.content).walk("VEVENT") if "Briefing" in entry["SUMMARY"]]
    assert [(entry["SEQUENCE"], entry["DTSTART"].dt.hour) for entry in calls] == [(1, 11)]
    files = zipfile.ZipFile(io.BytesIO(client.get(f"{PAGE}kit.zip").content))
    briefing = files.read("briefing.html").decode()
    assert "11:00 Africa/Nairobi" in briefing
    assert "+254 20 000 000" not in briefing


def test_call_off_without_a_call_is_not_found(client: Client, country, asked):
    client.force_login(make_person(country, Role.STEWARD, "own"))
    sent = client.post(f"/en/consultations/work/requests/{asked.pk}/briefing-call/", {"cancel": "1"})
    assert sent.status_code == 404


def test_call_off_is_cancelled_in_the_calendar_and_gone_from_the_page(client: Client, country, asked):
    client.force_login(make_person(country, Role.STEWARD, "own"))
    settle(client, asked)
    client.post(f"/en/consultations/work/requests/{asked.pk}/briefing-call/", {"cancel": "1"})
    assert BriefingCall.objects.get().cancelled
    assert "Briefing call" not in client.get(f"/en/consultations/requests/{TOKEN}/").content.decode()
    assert b"STATUS:CANCELLED" in client.get(f"/en/consultations/requests/{TOKEN}/briefing-call.ics").content


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"day_year": "2020"}, "day has passed"),
        ({"time": "soon"}, "Write the time as"),
        ({"zone": "Atlantis"}, "not known"),
        ({"zone": ""}, "Say whose time this is"),
    ],
)
def test_call_that_cannot_be_is_not_settled(client: Client, country, asked, changed, words):
    client.force_login(make_person(country, Role.STEWARD, "own"))
    answer = settle(client, asked, **changed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not BriefingCall.objects.exists()


def test_calendar_file_without_a_call_is_not_found(client: Client, asked):
    assert client.get(f"/en/consultations/requests/{TOKEN}/briefing-call.ics").status_code == 404
