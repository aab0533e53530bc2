"""An archive comes back on the site with the same report and the same archive, or leaves nothing and says why."""

import io
import json
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from capacita.consultation.archive.programme import archive_programme, restore_programme
from capacita.consultation.model import PROGRAMME_FORMAT
from capacita.content import read_content
from capacita.vocabulary import Refusal, written
from capacita.web.accounts.models import Organisation
from capacita.web.actors import SYSTEM, Role
from capacita.web.archiving.work import restore_archive
from capacita.web.consultation import models as rows
from capacita.web.consultation.terms import IN_WRITING
from capacita.web.documents.models import StoredFile
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.queries import framework_of
from capacita.web.jobs.models import Job, JobStatus
from capacita.web.outputs.models import Arrival, ContributionSource
from capacita.web.synthesis.models import Divergence, LedgerRecord
from capacita.web.synthesis.services import keep_divergence
from lib.consultation_cases import (
    actor_with,
    decide,
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
SENT = "/en/consultations/work/programmes/open-call/archive.zip"
RESTORE = "/en/consultations/work/archives/"
ANSWERS = "/en/consultations/programmes/open-call/answers/"


@pytest.fixture(name="country")
def one_country(tmp_path, settings) -> Organisation:
    settings.HOME = tmp_path
    country = make_country()
    programme = make_programme(country, framework_version=make_framework(), closes_on=in_days(60))
    programme.phases.create(organisation=country, kind="call", opens_on=date(2026, 1, 1), closes_on=date(2026, 2, 1))
    asked = make_request(programme, institution="City of Sidra")
    meeting = make_consultation(programme, "first", group="national", request=asked, status="accepted", mode="online")
    meeting.participation = {"participants": 9, "by_gender": {"woman": 6, "man": 3}}
    meeting.save()
    make_consultation(programme, "second", precision="unknown", starts_on=None, ends_on=None, when_words="in spring")
    letters = make_consultation(programme, "letters", mode=IN_WRITING, status="scheduled")
    steward = actor_with(country, Role.STEWARD)
    item = next(entry for entry in make_items(programme) if entry.code == "2.4")
    said = [
        make_contribution(meeting, 3, item_id=item.id, text=written("Ask less.")),
        make_contribution(meeting, 5, item_id=item.id, may_quote=False, text=written("First\r\nsecond"), speaker=""),
        make_contribution(
            letters, 1, item_id=item.id, text=written("Un mot.", "fr"), suggested=written("Mieux.", "fr")
        ),
    ]
    decide(steward, said[0], "declined")
    decide(steward, said[1], "duplicate", duplicate_of=said[0].pk)
    keep_divergence(SYSTEM, programme=programme, kind="minority", text=written("Some want none."), consultation=meeting)
    return country


def make_items(programme: rows.Programme):
    return framework_of(programme.framework_version).items


def take_away() -> None:
    """Delete the programme behind everybody's back, as another site never had it."""
    for model in (
        Divergence, LedgerRecord, ContributionSource, Arrival, rows.Contribution, rows.StatusChange, rows.Notice,
        rows.Consultation, rows.ConsultationRequest, rows.ProgrammePhase, rows.Programme,
    ):  # fmt: skip
        model.objects.all()._raw_delete("default")


def upload(client: Client, country: Organisation, data: bytes) -> str:
    """Send an archive and do the worker's part; return the page of what came of it."""
    file = SimpleUploadedFile("programme.zip", data)
    answer = client.post(RESTORE, {"host": str(country.pk), "file": file})
    assert answer.status_code == 302, answer.content.decode()
    job = Job.objects.get(status=JobStatus.WAITING, kind="restore-programme")
    assert client.get(answer["Location"])["Refresh"]
    try:
        result = restore_archive(job, lambda _percent, _step: None)
    except Refusal as refusal:
        values = {name: str(value) for name, value in refusal.values.items()}
        Job.objects.filter(pk=job.pk).update(status=JobStatus.FAILED, fault_code=refusal.code, fault_values=values)
    else:
        Job.objects.filter(pk=job.pk).update(status=JobStatus.DONE, result=result)
    page = client.get(answer["Location"])
    assert page.status_code == 200
    return page.content.decode()


def test_programme_comes_back_with_the_same_report_and_the_same_archive(client: Client, country):
    client.force_login(make_person(country, Role.STEWARD, "second"))
    data = client.get(SENT).content
    pages = [f"{ANSWERS}?format=json", f"{ANSWERS}?format=csv", "/en/consultations/programmes/open-call/coverage.json"]
    before = [Client().get(page).content for page in pages]
    assert len(json.loads(before[0])["answers"]) == 2
    take_away()
    page = upload(client, country, data)
    assert "The programme is restored" in page
    assert [Client().get(page).content for page in pages] == before
    again = restore_programme(client.get(SENT).content)
    assert (again.programme, again.states) == (restore_programme(data).programme, restore_programme(data).states)
    assert "in spring" in Client().get("/en/consultations/").content.decode()
    assert rows.Programme.objects.get().phases.count() == 1
    arrival = Arrival.objects.get(kind="sheet")
    shown = client.get(f"/en/consultations/work/run/first/output/{arrival.pk}/")
    assert shown.status_code == 200
    assert "Ask less." in shown.content.decode()
    assert "is here already" in upload(client, country, data)
    assert rows.Programme.objects.count() == 1


def test_changed_archive_names_every_file_and_keeps_nothing(client: Client, country):
    client.force_login(make_person(country, Role.STEWARD, "second"))
    with zipfile.ZipFile(io.BytesIO(client.get(SENT).content)) as package:
        files = {name: package.read(name) for name in package.namelist()}
    take_away()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, body in files.items():
            package.writestr(name, body + b"x" if name in ("texts.csv", "counts.csv") else body)
    page = upload(client, country, target.getvalue())
    assert "Nothing was kept" in page
    assert "/texts.csv" in page
    assert "/counts.csv" in page
    assert not rows.Programme.objects.exists()
    assert not StoredFile.objects.filter(media_type="application/zip").exists()


def test_what_the_site_cannot_keep_is_named_and_nothing_is_kept(client: Client, country):
    """The demonstration of the command line has titles of requests, for which the site has no room."""
    client.force_login(make_person(country, Role.STEWARD, "second"))
    document = PROGRAMME_FORMAT.read_whole(read_content("demo-consultation/programme.json"))
    before = rows.StatusChange.objects.count()
    page = upload(client, country, archive_programme(document))
    assert "would not come back as it is there" in page
    assert f"/requests/{document.requests[0].id}/title" in page
    assert rows.Programme.objects.count() == 1
    assert rows.StatusChange.objects.count() == before


def test_what_is_no_archive_and_a_framework_that_is_not_here_are_refused_in_words(client: Client, country):
    client.force_login(make_person(country, Role.STEWARD, "second"))
    assert "The file is no ZIP" in upload(client, country, b"no archive")
    data = client.get(SENT).content
    take_away()
    FrameworkVersion.objects.filter(code="public-service-levels").update(version="0.0.1")
    assert "which is not here" in upload(client, country, data)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.TRANSLATOR])
def test_restoring_is_for_those_who_open_programmes(client: Client, country, role: Role):
    client.force_login(make_person(country, role))
    assert client.get(RESTORE).status_code == 403
    client.force_login(make_person(country, Role.STEWARD, "second"))
    assert client.get(RESTORE).status_code == 200
    assert client.post(RESTORE, {"host": str(country.pk)}).status_code == 422
