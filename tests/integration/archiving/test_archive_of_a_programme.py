"""A programme of the site in one file: it comes back whole, says the same, and names nobody."""

from datetime import date

import pytest
from django.test import Client

from capacita.consultation import compile_ledger, validate_programme
from capacita.consultation.archive.programme import restore_programme
from capacita.consultation.coverage import cover_programme, describe_coverage
from capacita.vocabulary import written
from capacita.web.actors import Role
from capacita.web.archiving.documents import document_of
from lib.consultation_cases import (
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
ADDRESS = "/en/consultations/work/programmes/open-call/archive.zip"


@pytest.fixture(name="programme")
def one_programme():
    version = make_framework()
    programme = make_programme(make_country(), framework_version=version, closes_on=in_days(60))
    asked = make_request(programme)
    meeting = make_consultation(programme, "first", group="national", request=asked, status="accepted")
    meeting.participation = {"participants": 9, "by_gender": {"woman": 6, "man": 3}}
    meeting.save()
    make_consultation(programme, "second", precision="unknown", starts_on=None, ends_on=None)
    make_contribution(meeting, 1, status="accepted", reason=written("It is better so."), decided_on=date(2026, 5, 1))
    make_contribution(meeting, 2, may_quote=False, text=written("First line\r\nsecond"))
    return programme


def test_archive_comes_back_whole_and_says_the_same(client: Client, programme):
    client.force_login(make_person(programme.organisation, Role.STEWARD))
    sent = client.get(ADDRESS)
    assert (sent.status_code, sent.headers["Content-Type"]) == (200, "application/zip")
    report = restore_programme(sent.content)
    assert report.findings == ()
    meant = document_of(programme)
    assert report.programme == meant
    assert compile_ledger(report.programme) == compile_ledger(meant)
    coverage = [describe_coverage(cover_programme(each, on=date(2026, 4, 1))) for each in (report.programme, meant)]
    assert coverage[0] == coverage[1]
    assert [(entry.status, entry.actor) for entry in report.states[:1]] == [("requested", "organiser")]
    assert len(report.programme.consultations) == 2
    assert "LEDGER_CHANGE_MISSING" in [fault.code for fault in validate_programme(meant)]  # kept as it stands


def test_archive_names_nobody(client: Client, programme):
    client.force_login(make_person(programme.organisation, Role.STEWARD))
    found = restore_programme(client.get(ADDRESS).content)
    assert "Amal" not in repr(found)
    assert "amal@example.org" not in repr(found)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.FOCAL_POINT])
def test_archive_is_for_stewards(client: Client, programme, role):
    client.force_login(make_person(programme.organisation, role))
    assert client.get(ADDRESS).status_code == 403


def test_archive_of_a_programme_without_a_framework_is_refused_in_words(client: Client):
    programme = make_programme(make_country())
    client.force_login(make_person(programme.organisation, Role.STEWARD))
    answer = client.get(ADDRESS)
    assert answer.status_code == 409
    assert "no version of a framework" in answer.content.decode()
