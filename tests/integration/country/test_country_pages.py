"""The list of countries and the page of one: what everybody sees, what workers may do, what stays hidden."""

import re
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from capacita.assessment.profile import list_main_findings
from capacita.web.accounts.models import Organisation
from capacita.web.actors import Role
from capacita.web.assessment.models import Assessment
from capacita.web.consultation.models import Programme
from lib.consultation_cases import make_consultation, make_contribution, make_country, make_programme
from lib.country_site import filled_country, found_country, signed_in, told_story

NOTICE = "Own wording. Not an official UNESCO, ITU or Broadband Commission text, translation or endorsement."
PAGES = ("", "framework/", "results/", "plan/", "toolkit/", "toolkit/read/")

pytestmark = pytest.mark.django_db


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_list_marks_the_fictional_country_and_says_what_there_is() -> None:
    filled_country()
    page = Client().get("/en/countries/").content.decode()
    assert "Fictional, simulated data" in page
    assert 'href="/en/countries/almara/"' in page
    for there in ("its own framework", "results", "a training plan", "a toolkit"):
        assert f"<li>{there}</li>" in page


def test_list_stands_in_the_order_of_codes() -> None:
    for code in ("zeta", "almara", "mira"):
        found_country(code)
    page = Client().get("/en/countries/").content.decode()
    assert re.findall(r'href="/en/countries/(\w+)/"', page) == ["almara", "mira", "zeta"]


def test_long_list_is_read_page_by_page() -> None:
    for number in range(103):
        found_country(f"land-{number:03}")
    told = [
        re.findall(r'href="/en/countries/(land-\d+)/"', Client().get("/en/countries/", {"page": page}).content.decode())
        for page in ("1", "2", "9")
    ]
    assert (len(told[0]), told[1]) == (100, ["land-100", "land-101", "land-102"])
    assert told[2] == told[1]
    assert 'href="?page=2"' in Client().get("/en/countries/").content.decode()


def test_list_is_empty_in_words() -> None:
    assert "No country is here yet." in Client().get("/en/countries/").content.decode()


def test_real_country_without_anything_public_is_known_to_its_people_alone() -> None:
    country = found_country("realia", fictional=False)
    assert "realia" not in Client().get("/en/countries/").content.decode()
    assert Client().get("/en/countries/realia/").status_code == 404
    member = signed_in(country, Role.TRANSLATOR)
    assert "realia" in member.get("/en/countries/").content.decode()
    assert member.get("/en/countries/realia/").status_code == 200
    Programme.objects.create(organisation=country, code="realia-call", title="A call", published=True)
    assert Client().get("/en/countries/realia/").status_code == 200


def test_every_disposition_of_contributions_is_counted() -> None:
    meeting = make_consultation(make_programme(make_country()), status="accepted")
    for number, status in enumerate(("accepted", "partly", "declined", "out_of_scope", "duplicate", "open"), 1):
        make_contribution(meeting, number, status=status)
    page = text_of(Client().get("/en/countries/almara/").content.decode())
    assert "Taken up: 2; not taken up: 2; still to be answered: 1. 1 says the same as another." in page


def test_list_asks_the_database_as_often_for_three_countries_as_for_one() -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert Client().get("/en/countries/").status_code == 200
        return len(queries)

    found_country("one")
    alone = count()
    found_country("two")
    found_country("three")
    assert count() == alone


def test_secretariat_is_no_country() -> None:
    Organisation.objects.create(code="house", kind="secretariat", name="House")
    assert Client().get("/en/countries/house/").status_code == 404


def test_unknown_country_is_said_in_words() -> None:
    answer = Client().get("/en/countries/nowhere/")
    assert answer.status_code == 404
    assert "There is no country nowhere here." in answer.content.decode()


def test_new_country_shows_five_steps_with_nothing_yet() -> None:
    found_country()
    page = Client().get("/en/countries/almara/").content.decode()
    assert page.count("Nothing yet") == 5
    assert "There is nothing to show yet." in page


@pytest.mark.parametrize("page", ["framework/", "results/", "plan/", "toolkit/", "toolkit/read/", "results.csv"])
def test_page_of_a_country_that_has_nothing_is_a_refusal_in_words(page: str) -> None:
    found_country()
    answer = Client().get(f"/en/countries/almara/{page}")
    assert answer.status_code == 404
    assert "This country has nothing here yet." in answer.content.decode()


def test_country_leads_to_every_step_with_its_number() -> None:
    filled_country()
    page = Client().get("/en/countries/almara/").content.decode()
    assert "Nothing yet" not in page
    for name in ("framework", "results", "plan", "toolkit"):
        assert f'<h3><a href="/en/countries/almara/{name}/">' in page
    largest = list_main_findings(told_story().assessment.gaps)[0]
    assert f"{largest.value:.1f} levels" in page
    assert "95% interval:" in page


def test_country_says_whose_maturity_figures_these_are() -> None:
    filled_country()
    words = text_of(Client().get("/en/countries/almara/").content.decode())
    assert "Medians of 47 economies of group C" in words
    assert "They are no country's own figures." in words.replace("&#x27;", "'")


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_simulated_and_carries_the_notice(language: str, page: str) -> None:
    filled_country()
    answer = Client().get(f"/{language}/countries/almara/{page}")
    assert answer.status_code == 200
    body = answer.content.decode()
    assert 'class="tag simulated"' in body
    assert f'lang="{language}"' in body
    if language == "en":
        assert NOTICE in body
    assert body.count("<h1") == 1


def headings(page: str) -> list[int]:
    return [int(level) for level in re.findall(r"<h([1-6])", page)]


@pytest.mark.parametrize("page", PAGES)
def test_headings_never_skip_a_rank(page: str) -> None:
    filled_country()
    ranks = headings(Client().get(f"/en/countries/almara/{page}").content.decode())
    assert ranks[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(ranks)), ranks


def test_analyst_is_told_what_they_can_do_next_and_a_visitor_is_not() -> None:
    country = filled_country()
    visitor = Client().get("/en/countries/almara/").content.decode()
    analyst = signed_in(country, Role.ANALYST).get("/en/countries/almara/").content.decode()
    steward = signed_in(country, Role.STEWARD).get("/en/countries/almara/").content.decode()
    stranger = signed_in(found_country("mira"), Role.FOCAL_POINT).get("/en/countries/almara/").content.decode()
    limits = 'href="/en/countries/almara/plan/limits/"'
    assert [limits in page for page in (visitor, analyst, steward, stranger)] == [False, True, False, False]
    answer = "Answer contributions"
    assert [answer in page for page in (visitor, analyst, steward, stranger)] == [False, False, True, False]
    assert "What you can do next" not in visitor
    assert "What you can do next" not in stranger


def test_unpublished_assessment_is_shown_to_its_people_alone() -> None:
    country = filled_country()
    Assessment.objects.update(published=False)
    assert Client().get("/en/countries/almara/results/").status_code == 404
    assert "95% interval" not in Client().get("/en/countries/almara/").content.decode()
    assert signed_in(country, Role.ANALYST).get("/en/countries/almara/results/").status_code == 200
    other = signed_in(found_country("mira"), Role.ANALYST)
    assert other.get("/en/countries/almara/results/").status_code == 404


def test_every_link_of_the_country_leads_somewhere() -> None:
    filled_country()
    client = Client()
    waiting, seen = ["/en/countries/almara/"], set()
    while waiting:
        address = waiting.pop()
        answer = client.get(address)
        assert answer.status_code == 200, address
        if "text/html" not in answer["Content-Type"] or "/countries/almara/" not in address or "/trail/" in address:
            continue
        for found in re.findall(r'href="(/[^"#?]*(?:\?[^"#]*)?)', answer.content.decode()):
            found = found.replace("&amp;", "&")
            same_language = found.startswith(("/en/countries/almara", "/en/framework", "/en/consultations"))
            trail = "/trail/" in found and sum("/trail/" in address for address in seen) > 20
            if same_language and found not in seen and not trail:
                seen.add(found)
                waiting.append(found)
    assert {
        "/en/countries/almara/results.csv",
        "/en/countries/almara/plan/",
        "/en/countries/almara/toolkit/read/?language=en",
    } <= seen
