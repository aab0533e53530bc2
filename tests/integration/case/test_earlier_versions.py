"""What only an earlier version has is still answered under its address, and what may not be passed on leaves nowhere."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from capacita.framework.exchange.case_writing import write_package
from capacita.framework.model import Association, AssociationKind, DerivedFrom, Framework
from capacita.vocabulary import LocalizedText
from capacita.web.case import queries
from capacita.web.documents.remembered import forget_all
from capacita.web.framework.lost_names import keep_names_lost_before
from capacita.web.framework.models import FrameworkVersion, LostName
from lib.framework_site import changed, deep_framework, name, publish, said, seeded

pytestmark = pytest.mark.django_db
SERVICE = "/ims/case/v1p1"
DEEP = deep_framework()
GONE = name("item", "1.1.S1")  # in version 1.0 only
LINK = name("link")


@pytest.fixture(autouse=True)
def _fresh(db: None) -> Iterator[None]:
    forget_all()
    queries.shelf_of.cache_clear()
    queries.own_shelf_of.cache_clear()
    cache.clear()
    yield
    cache.clear()


def ask(address: str, status: int = 200, **query: str) -> Any:
    answer = Client().get(f"{SERVICE}/{address}", query)
    assert answer.status_code == status, (address, answer.content[:300])
    return answer.json()


def linked() -> Framework:
    link = Association(id=LINK, kind=AssociationKind.IS_RELATED_TO, origin=GONE, destination=name("item", "1.2"))
    return replace(DEEP, associations=(link,))


def in_two_languages(framework: Framework) -> Framework:
    def whole(text: LocalizedText) -> LocalizedText:
        return {**said(text["en"].text, fr="Pareil"), **text} if text else text

    items = [replace(entry, title=whole(entry.title), statement=whole(entry.statement)) for entry in framework.items]
    return replace(framework, items=tuple(items))


def two_versions() -> None:
    publish(linked(), 1)
    publish(changed(DEEP, "2.0"), 2)


def test_item_that_only_an_earlier_version_has_is_answered_from_there() -> None:
    two_versions()
    item = ask(f"CFItems/{GONE}")
    assert item["fullStatement"] == "Knows how a search engine ranks."
    assert ask(f"CFItemAssociations/{GONE}")["CFItem"]["identifier"] == GONE
    assert ask(f"CFAssociations/{LINK}")["associationType"] == "isRelatedTo"
    assert [entry["version"] for entry in ask("CFDocuments")["CFDocuments"]] == ["2.0"]
    assert ask(f"CFDocuments/{DEEP.id}")["version"] == "2.0"


def test_every_address_of_an_earlier_package_is_answered() -> None:
    earlier = in_two_languages(linked())
    publish(earlier, 1)
    publish(changed(DEEP, "2.0"), 2)
    address = f"http://testserver{SERVICE}"
    released_at = datetime(2026, 11, 1, tzinfo=UTC)
    for language in ("en", "fr"):
        package = write_package(earlier, moment=released_at, base_uri=address, language=language)[0]
        entries = [package["CFDocument"], *package["CFItems"], *package["CFAssociations"]]
        for entry in entries:
            ask(entry["uri"].removeprefix(f"{address}/"))
        told = ask(f"CFPackages/{package['CFDocument']['identifier']}")
        assert told["CFDocument"]["language"] == language


def test_object_may_be_asked_for_as_a_version_has_it() -> None:
    two_versions()
    reworded = name("item", "1.1")
    assert ask(f"CFItems/{reworded}")["fullStatement"] == "Looks for open data and checks them twice."
    assert ask(f"CFItems/{reworded}", version="1.0")["fullStatement"] == "Looks for data and checks them."
    earlier = ask(f"CFPackages/{DEEP.id}", version="1.0")
    assert earlier["CFDocument"]["version"] == "1.0"
    assert GONE in {item["identifier"] for item in earlier["CFItems"]}
    ask(f"CFPackages/{DEEP.id}", 404, version="3.0")


def test_object_of_a_version_that_is_not_published_stays_unknown() -> None:
    two_versions()
    FrameworkVersion.objects.filter(code="deep", version="1.0").update(published=False)
    ask(f"CFItems/{GONE}", 404)


def test_losses_of_versions_released_before_they_were_kept_are_kept_later() -> None:
    two_versions()
    kept = set(LostName.objects.values_list("name", flat=True))
    assert f"CFItems/{GONE}" in kept
    LostName.objects.all().delete()
    FrameworkVersion.objects.update(names_compared=False)
    assert keep_names_lost_before() == 2
    assert set(LostName.objects.values_list("name", flat=True)) == kept
    assert keep_names_lost_before() == 0


def test_unknown_name_asks_one_question_more_however_many_versions_there_are() -> None:
    counts = []
    for number in range(1, 4):
        publish(replace(DEEP, version=f"1.{number}"), number)
        ask(f"CFConcepts/{GONE}", 404)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            ask(f"CFConcepts/{GONE}", 404)
        counts.append(len(asked))
    assert counts == [counts[0]] * 3


@pytest.mark.parametrize("licence", ["All rights reserved", "CC-BY-ND-4.0"])
def test_what_may_not_be_passed_on_is_neither_listed_nor_answered(licence: str) -> None:
    seeded()
    before = len(ask("CFDocuments")["CFDocuments"])
    base = FrameworkVersion.objects.get(code="unesco-2022")
    reference = DerivedFrom(id=str(base.framework_id), version=base.version, digest=base.digest)
    publish(replace(DEEP, licence=licence, derived_from=reference))
    assert len(ask("CFDocuments")["CFDocuments"]) == before
    code = "LICENCE_CLOSED" if licence.startswith("All") else "LICENCE_NO_DERIVATIVES"
    for address in (f"CFDocuments/{DEEP.id}", f"CFPackages/{DEEP.id}", f"CFItems/{GONE}"):
        body = ask(address, 403)
        assert body["imsx_description"].startswith(f"{code}: ")
        assert body["imsx_codeMinor"]["imsx_codeMinorField"][0]["imsx_codeMinorFieldValue"] == "forbidden"
