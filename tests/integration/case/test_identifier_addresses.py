"""An identifier leads people to a page and programs to JSON or Turtle."""

from dataclasses import replace

import pytest
import rdflib
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from capacita.vocabulary import NotFound
from capacita.web.accounts.seed import seed_organisations
from capacita.web.actors import VISITOR
from capacita.web.documents.store import load_framework
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.queries import find_by_identifier, framework_of
from capacita.web.framework.seed import seed_frameworks
from lib.framework_site import changed, deep_framework, name, publish

pytestmark = pytest.mark.django_db
UNESCO = "0ba838c0-e42c-5baf-9977-d0f719525a23"
TURTLE = {"Accept": "text/turtle"}


@pytest.fixture(autouse=True)
def _site(db: None) -> None:
    seed_organisations()
    seed_frameworks()


def test_framework_identifier_leads_to_its_page_and_its_data() -> None:
    page = Client().get(f"/id/{UNESCO}", headers={"Accept": "text/html"})
    assert (page.status_code, page["Location"]) == (302, "/en/framework/unesco-2022/")
    value = Client().get(f"/id/{UNESCO}", headers={"Accept": "application/json"}).json()
    assert value["id"] == UNESCO
    assert "Accept" in page["Vary"]


def test_turtle_names_every_item_by_an_address_that_leads_back() -> None:
    answer = Client().get(f"/id/{UNESCO}", headers=TURTLE)
    assert answer["Content-Type"].startswith("text/turtle")
    graph = rdflib.Graph().parse(data=answer.content, format="turtle")
    framework = framework_of(FrameworkVersion.objects.get(code="unesco-2022"))
    for item in framework.items:
        address = f"http://testserver/id/{UNESCO}/{item.id}"
        assert (rdflib.URIRef(address), None, None) in graph
    onward = Client().get(f"/id/{UNESCO}/{framework.items[0].id}", headers=TURTLE)
    assert (onward.status_code, onward["Location"]) == (303, f"/id/{UNESCO}")


def test_identifier_may_name_a_version() -> None:
    item = framework_of(FrameworkVersion.objects.get(code="unesco-2022")).items[0]
    page = Client().get(f"/id/{UNESCO}/{item.id}@2022.1")
    assert page["Location"] == f"/en/framework/unesco-2022/{item.code}/?version=2022.1"
    onward = Client().get(f"/id/{UNESCO}/{item.id}@2022.1", headers=TURTLE)
    assert onward["Location"] == f"/id/{UNESCO}@2022.1"
    assert Client().get(onward["Location"], headers=TURTLE).status_code == 200


@pytest.mark.parametrize("address", ["nothing", "00000000-0000-4000-8000-000000000000", f"{UNESCO}@9"])
def test_unknown_identifier_is_told_so(address: str) -> None:
    for accept in ("text/html", "application/json", "text/turtle"):
        answer = Client().get(f"/id/{address}", headers={"Accept": accept})
        assert answer.status_code == 404
        assert answer.json()["code"] == "FRAMEWORK_UNKNOWN"


def test_an_item_is_found_without_reading_the_versions_that_lack_it() -> None:
    load_framework.cache_clear()
    with CaptureQueriesContext(connection) as asked, pytest.raises(NotFound):
        find_by_identifier(VISITOR, UNESCO, "00000000-0000-4000-8000-000000000000", "")
    assert len(asked) == 2
    with pytest.raises(NotFound):
        find_by_identifier(VISITOR, "nothing", "nothing", "")


def test_item_of_an_earlier_version_is_told_in_that_version() -> None:
    publish(deep_framework(), 1)
    publish(changed(deep_framework(), "2.0"), 2)
    gone = f"/id/{deep_framework().id}/{name('item', '1.1.S1')}"
    value = Client().get(gone, headers={"Accept": "application/json"}).json()
    assert value["version"] == "1.0"
    onward = Client().get(gone, headers=TURTLE)
    assert onward["Location"] == f"/id/{deep_framework().id}@1.0"
    kept = Client().get(f"/id/{deep_framework().id}/{name('item', '1.1')}", headers=TURTLE)
    assert kept["Location"] == f"/id/{deep_framework().id}"


def test_data_of_an_identifier_say_their_licence_and_are_refused_by_it() -> None:
    row = FrameworkVersion.objects.get(code="unesco-2022")
    item = framework_of(row).items[0]
    json = {"Accept": "application/json"}
    for address in (f"/id/{UNESCO}", f"/id/{UNESCO}/{item.id}"):
        answer = Client().get(address, headers=json)
        assert answer["Link"] == '<https://creativecommons.org/licenses/by-sa/4.0/>; rel="license"'
    assert "CC-BY-SA-4.0" in answer.json()["attribution"]
    closed = replace(deep_framework(), licence="All rights reserved")
    publish(closed)
    for address in (f"/id/{closed.id}", f"/id/{closed.id}/{closed.items[0].id}"):
        answer = Client().get(address, headers=json)
        assert (answer.status_code, answer.json()["code"]) == (409, "LICENCE_CLOSED")
        assert Client().get(address).status_code == 302
