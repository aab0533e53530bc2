"""What was taken back, or gave way to a corrected output, stands nowhere in public, whatever its row says besides."""

import io
import zipfile
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from capacita.vocabulary import written
from capacita.web.actors import SYSTEM, VISITOR, Role
from capacita.web.assessment.queries import quotes_by_id
from capacita.web.consultation.models import Contribution
from capacita.web.consultation.queries import contributions_by_id, list_work
from capacita.web.consultation.trail import list_ledger_stops
from capacita.web.outputs.models import Arrival, ContributionSource
from capacita.web.synthesis.queries import get_reading
from capacita.web.synthesis.services import keep_decision
from lib.consultation_cases import (
    actor_with,
    decide,
    make_consultation,
    make_contribution,
    make_country,
    make_framework,
    make_person,
    make_programme,
)

pytestmark = pytest.mark.django_db
WORDS = "Words that were taken back."
PROGRAMME = "/en/consultations/programmes/open-call"


@pytest.fixture(name="said")
def withdrawn() -> Contribution:
    """A contribution whose source was withdrawn, left published and decided, as no page should rely on."""
    country = make_country()
    meeting = make_consultation(make_programme(country, framework_version=make_framework()), status="accepted")
    steward = actor_with(country, Role.STEWARD)
    decide(steward, make_contribution(meeting, 1, text=written("Words that stand.")), "declined")
    said = make_contribution(meeting, 2, text=written(WORDS), status="declined", reason=written("Taken back reason."))
    keep_decision(SYSTEM, said=said, body=written("Board"), decided_on=date(2026, 5, 1))
    arrival = Arrival.objects.create(
        organisation=country, consultation=meeting, key=uuid4(), kind="sheet", file="sha256:0", file_name="a.csv",
        file_kind="csv", by_organiser=True,
    )  # fmt: skip
    ContributionSource.objects.create(
        organisation=country, contribution=said, arrival=arrival, language="en", consent="anonymous",
        withdrawn_at=timezone.now(),
    )  # fmt: skip
    return said


def test_withdrawn_words_stand_on_no_public_page_and_in_no_file(said: Contribution):
    pages = [
        f"{PROGRAMME}/answers/",
        *(f"{PROGRAMME}/answers/?format={name}" for name in ("html", "csv", "json")),
        f"{PROGRAMME}/",
        f"{PROGRAMME}/coverage/",
        f"{PROGRAMME}/coverage.json",
        "/en/consultations/first/",
        "/en/framework/public-service-levels/2.4/",
        "/en/countries/almara/",
    ]
    for page in pages:
        answer = Client().get(page)
        assert answer.status_code == 200, page
        told = b"".join(answer).decode()
        assert WORDS not in told, page
        assert "Taken back reason." not in told, page
    assert Client().get(f"/en/consultations/contributions/{said.pk}/").status_code == 404
    assert "Words that stand." in Client().get(f"{PROGRAMME}/answers/").content.decode()
    assert contributions_by_id(VISITOR, [str(said.pk)]) == []
    assert quotes_by_id(VISITOR, [str(said.pk)]) == {}


def test_withdrawn_words_are_in_no_archive_and_no_count(said: Contribution, client: Client):
    client.force_login(make_person(said.organisation, Role.STEWARD, "second"))
    sent = client.get("/en/consultations/work/programmes/open-call/archive.zip")
    with zipfile.ZipFile(io.BytesIO(sent.content)) as package:
        told = "".join(package.read(name).decode("utf-8") for name in package.namelist())
    assert WORDS not in told
    assert "Words that stand." in told
    steward = actor_with(said.organisation, Role.FOCAL_POINT)
    assert [entry.number for entry in get_reading(steward, "open-call").contributions] == [1]
    (meeting,) = list_work(steward).consultations or []
    assert (meeting.open_count, meeting.all_count) == (0, 1)


def test_trail_keeps_a_decided_stop_without_words_and_drops_one_that_nothing_follows_from(said: Contribution):
    Contribution.objects.filter(pk=said.pk).update(decision_id=uuid4())
    stops = {stop.id: stop.label for stop in list_ledger_stops(said.organisation)}
    assert WORDS not in " ".join(stops.values())
    assert str(said.pk) in stops
    Contribution.objects.filter(pk=said.pk).update(decision_id=None)
    assert str(said.pk) not in {stop.id for stop in list_ledger_stops(said.organisation)}
