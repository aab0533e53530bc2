"""The toolkit: its front page, reading it, its files, making it, and the trail behind each of its numbers."""

import json
import re

import pytest
from django.test import Client

from capacita.toolkit.document import TOOLKIT_FORMAT, numbers_shown
from capacita.vocabulary import TrailKind, gather_trail, walk_trail
from capacita.web.actors import Role
from capacita.web.audit.models import AuditEvent
from capacita.web.consultation.models import Contribution
from capacita.web.jobs.models import Job
from capacita.web.toolkit.models import Toolkit
from capacita.web.toolkit.reading import present_reading
from lib.country_site import HTML, filled_country, found_country, signed_in, told_story

pytestmark = pytest.mark.django_db
ADDRESS = "/en/countries/almara/toolkit/"


def number_with_people_behind() -> str:
    """Return a number whose trail reaches what somebody said."""
    document = told_story().toolkit
    trail = gather_trail(document.trail)
    for number in document.numbers:
        if any(stop.kind is TrailKind.CONTRIBUTION for _, stop in walk_trail(trail, number.id)):
            return number.id
    raise AssertionError("no number of the toolkit walks back to people")


def test_front_page_names_the_formats_that_there_are() -> None:
    filled_country()
    page = Client().get(ADDRESS).content.decode()
    assert 'href="/en/countries/almara/toolkit/file.html?language=en"' in page
    assert "file.pdf" not in page
    assert f"{len(told_story().toolkit.numbers)} numbers" in page


def test_files_are_sent_to_be_kept() -> None:
    filled_country()
    answer = Client().get("/en/countries/almara/toolkit/file.html")
    assert answer.content == HTML.data
    assert answer["Content-Disposition"] == 'attachment; filename="almara-toolkit-en.html"'
    document = Client().get("/en/countries/almara/toolkit/file.json")
    assert TOOLKIT_FORMAT.read_whole(document.content).id == told_story().toolkit.id
    assert Client().get("/en/countries/almara/toolkit/file.exe").status_code == 404


def test_every_number_shown_is_a_link_to_its_trail() -> None:
    filled_country()
    page = Client().get(f"{ADDRESS}read/").content.decode()
    document = told_story().toolkit
    shown = {
        number
        for section in document.sections
        for block in section.blocks
        if block.kind != "dumbbell"
        for number in numbers_shown(block)
    }
    linked = set(re.findall(r'href="/en/countries/almara/trail/([0-9a-f-]{36})/"', page))
    assert shown
    assert linked == shown
    anchors = re.findall(r'id="n-([0-9a-f-]{36})"', page)
    assert sorted(anchors) == sorted(shown)


def test_every_kind_of_block_has_a_template_that_is_used() -> None:
    page = present_reading(told_story().toolkit, "almara")
    used = {
        block.template.rpartition("/")[2].removesuffix(".html") for section in page.sections for block in section.blocks
    }
    assert {"paragraph", "bullets", "table", "chart", "ladder", "note", "checklist", "agenda", "sources"} <= used


def test_trail_ends_with_the_words_that_somebody_said() -> None:
    filled_country()
    number = number_with_people_behind()
    page = Client().get(f"/en/countries/almara/trail/{number}/").content.decode()
    stops = walk_trail(gather_trail(told_story().toolkit.trail), number)
    said = [stop.id for _, stop in stops if stop.kind is TrailKind.CONTRIBUTION]
    words = next(iter(Contribution.objects.get(pk=said[0]).text.values())).text
    quoted = page[page.index('id="said"') :]
    assert words in quoted
    for link in set(re.findall(r'href="(/en/[^"#?]*)', page)):
        assert Client().get(link).status_code == 200, link


def test_trail_lists_every_stop() -> None:
    filled_country()
    number = number_with_people_behind()
    stops = walk_trail(gather_trail(told_story().toolkit.trail), number)
    page = Client().get(f"/en/countries/almara/trail/{number}/").content.decode()
    for _, stop in stops:
        assert f"<code>{stop.id}</code>" in page


def test_trail_does_not_quote_what_is_not_public() -> None:
    filled_country()
    Contribution.objects.update(published=False)
    page = Client().get(f"/en/countries/almara/trail/{number_with_people_behind()}/").content.decode()
    assert "<blockquote>" not in page


@pytest.mark.parametrize("number", ["00000000-0000-4000-8000-000000000000", "nothing", "%00", "' OR 1=1"])
def test_unknown_number_is_refused_in_words(number: str) -> None:
    filled_country()
    answer = Client().get(f"/en/countries/almara/trail/{number}/")
    assert answer.status_code == 404
    assert "<h1" in answer.content.decode()


def test_number_of_another_country_is_not_found() -> None:
    filled_country()
    found_country("mira")
    assert Client().get(f"/en/countries/mira/trail/{number_with_people_behind()}/").status_code == 404


def test_unpublished_toolkit_is_shown_to_its_people_alone() -> None:
    country = filled_country()
    Toolkit.objects.update(published=False)
    assert Client().get(f"{ADDRESS}read/").status_code == 404
    assert Client().get("/en/countries/almara/toolkit/file.html").status_code == 404
    assert Client().get(f"/en/countries/almara/trail/{number_with_people_behind()}/").status_code == 404
    assert signed_in(country, Role.ANALYST).get(f"{ADDRESS}read/").status_code == 200


def test_plan_without_a_toolkit_says_so_and_offers_to_make_one() -> None:
    country = filled_country()
    Toolkit.objects.all().delete()
    visitor = Client().get(ADDRESS).content.decode()
    assert "No toolkit has been made yet." in visitor
    assert "Make the toolkit" not in visitor
    assert "Make the toolkit" in signed_in(country, Role.ANALYST).get(ADDRESS).content.decode()


def test_making_a_toolkit_queues_a_job() -> None:
    country = filled_country()
    client = signed_in(country, Role.ANALYST)
    answer = client.post(f"{ADDRESS}build/", {"language": "en"})
    job = Job.objects.get(kind="build-toolkit")
    assert answer["Location"] == f"/en/work/jobs/{job.pk}/"
    assert job.inputs["language"] == "en"
    assert AuditEvent.objects.filter(action="toolkit.asked", organisation=country).exists()


def test_language_without_standing_texts_is_not_promised() -> None:
    country = filled_country()
    client = signed_in(country, Role.ANALYST)
    client.post(f"{ADDRESS}build/", {"language": "ar"})
    assert Job.objects.get(kind="build-toolkit").inputs["language"] == "en"


@pytest.mark.parametrize("role", [Role.STEWARD, Role.TRANSLATOR, Role.ADMINISTRATOR])
def test_others_may_not_make_a_toolkit(role: Role) -> None:
    country = filled_country()
    assert signed_in(country, role).post(f"{ADDRESS}build/").status_code == 403
    assert not Job.objects.exists()


def test_analyst_of_another_country_may_not_make_a_toolkit_here() -> None:
    filled_country()
    assert signed_in(found_country("mira"), Role.ANALYST).post(f"{ADDRESS}build/").status_code == 403


def test_making_is_never_a_link() -> None:
    country = filled_country()
    assert signed_in(country, Role.ANALYST).get(f"{ADDRESS}build/").status_code == 405


def test_document_holds_no_script_where_it_is_read() -> None:
    filled_country()
    page = Client().get(f"{ADDRESS}read/").content.decode()
    assert not re.search(r"<script|<style| style=| on\w+=", page)
    assert json.loads(Client().get("/en/countries/almara/toolkit/file.json").content)["simulated"] is True
