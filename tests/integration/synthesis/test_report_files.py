"""You said, we did as Word and PDF: what the page says in its language, with links, and nothing that is not public."""

import io

import docx
import pytest
from django.test import Client
from django.utils.translation import override
from pypdf import PdfReader

from capacita.toolkit.document import TOOLKIT_FORMAT
from capacita.vocabulary import canonical_json, written
from capacita.web.accounts.models import Organisation
from capacita.web.actors import SYSTEM, Role
from capacita.web.consultation.models import Contribution
from capacita.web.jobs.models import Job, JobStatus
from capacita.web.synthesis.answers_document import compose_answers
from capacita.web.synthesis.answers_work import make_answers
from capacita.web.synthesis.public_pages import present_answers
from capacita.web.synthesis.queries import get_account
from capacita.web.synthesis.services import keep_divergence
from lib.consultation_cases import (
    actor_with,
    decide,
    make_consultation,
    make_contribution,
    make_country,
    make_framework,
    make_programme,
)

pytestmark = pytest.mark.django_db
ANSWERS = "/{}/consultations/programmes/open-call/answers/"


@pytest.fixture(name="points")
def three_points() -> list[Contribution]:
    country = make_country()
    Organisation.objects.filter(pk=country.pk).update(fictional=True)
    meeting = make_consultation(make_programme(country, framework_version=make_framework()), status="accepted")
    points = [
        make_contribution(meeting, number, text=written(f"Words number {number}."), item_code="1.1", verdict="change")
        for number in (1, 2, 3)
    ]
    steward = actor_with(country, Role.STEWARD)
    decide(steward, points[0], "declined")
    decide(steward, points[1], "duplicate", duplicate_of=points[0].pk)
    Contribution.objects.filter(pk=points[1].pk).update(may_quote=False)
    keep_divergence(SYSTEM, programme=meeting.programme, kind="minority", text=written("Some want no levels."))
    return points


def make_files(language: str) -> Client:
    """Ask for the files as a visitor and do the worker's part."""
    visitor = Client()
    assert visitor.post(ANSWERS.format(language)).status_code == 302
    job = Job.objects.get(kind="make-answers", status=JobStatus.WAITING)
    result = make_answers(job, lambda _percent, _step: None)
    Job.objects.filter(pk=job.pk).update(status=JobStatus.DONE, result=result)
    return visitor


def test_report_is_made_as_word_and_pdf_with_the_words_of_the_page(points):
    visitor = Client()
    assert visitor.get(f"{ANSWERS.format('en')}?format=pdf").status_code == 404
    visitor = make_files("en")
    page = visitor.get(ANSWERS.format("en")).content.decode()
    assert "?format=pdf" in page
    assert "?format=docx" in page
    word = docx.Document(io.BytesIO(visitor.get(f"{ANSWERS.format('en')}?format=docx").content))
    told = "\n".join(paragraph.text for paragraph in word.paragraphs)
    reader = PdfReader(io.BytesIO(visitor.get(f"{ANSWERS.format('en')}?format=pdf").content))
    printed = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for words in ("Words number 1.", "Why declined.", "Some want no levels.", "Board", "1 point is not decided yet."):
        assert words in told, words
        assert words in printed, words
    for words in ("Words number 2.", "Words number 3."):  # no consent to be quoted, and not decided yet
        assert words not in told
        assert words not in printed
    trail = f"http://testserver/en/consultations/contributions/{points[0].pk}/"
    assert trail in {link.target_ref for link in word.part.rels.values() if link.is_external}
    annotations = [mark.get_object() for page in reader.pages for mark in page.get("/Annots") or ()]
    assert trail in {mark["/A"]["/URI"] for mark in annotations if "/A" in mark and "/URI" in mark["/A"]}


def test_report_that_says_something_else_is_other_work(points):
    visitor = make_files("en")
    Contribution.objects.filter(pk=points[0].pk).update(may_quote=False)
    assert visitor.get(f"{ANSWERS.format('en')}?format=docx").status_code == 404
    assert "Make Word and PDF" in visitor.get(ANSWERS.format("en")).content.decode()
    make_files("en")
    assert Job.objects.filter(kind="make-answers").count() == 2


def test_report_in_arabic_runs_from_right_to_left(points):
    with override("ar"):
        document = compose_answers(
            present_answers(get_account(SYSTEM, "open-call")),
            site="https://example.org",
            made_on=points[0].consultation.starts_on,
        )
    assert (document.direction, document.language) == ("rtl", "ar")
    assert TOOLKIT_FORMAT.read_whole(canonical_json(TOOLKIT_FORMAT.dump(document))) == document
    runs = [run for section in document.sections for block in section.blocks for run in getattr(block, "runs", ())]
    assert {run.language for run in runs if run.text == "Words number 1."} == {"en"}
    visitor = make_files("ar")
    word = docx.Document(io.BytesIO(visitor.get(f"{ANSWERS.format('ar')}?format=docx").content))
    assert all(paragraph._p.xpath("./w:pPr/w:bidi") for paragraph in word.paragraphs if paragraph.text)
    assert visitor.get(f"{ANSWERS.format('ar')}?format=pdf").content.startswith(b"%PDF")
