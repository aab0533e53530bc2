"""Two versions side by side, an adaptation beside its base, and the page that says what a release is."""

import csv
import io
import json

import pytest
from django.test import Client

from capacita.framework.digests import meaning_digest
from lib.country_site import filled_country, told_story
from lib.framework_site import changed, deep_framework, publish, seeded

pytestmark = pytest.mark.django_db
COMPARE = "/en/framework/deep/compare/"


def read(address: str, **values: str) -> str:
    answer = Client().get(address, values)
    assert answer.status_code == 200
    return answer.content.decode()


def two_versions() -> None:
    publish(deep_framework(), 1)
    publish(changed(deep_framework(), "2.0"), 2)


def test_summary_says_in_words_what_changed_and_why_it_weighs() -> None:
    two_versions()
    page = read(COMPARE, **{"from": "1.0", "to": "2.0"})
    assert "1 definition reworded" in page
    assert "1 item added" in page
    assert "1 item left out" in page
    assert "This is a change of meaning" in page
    assert "1.1 Finding information: definition reworded" in page
    assert "deserves the number 2.0" in page


def test_texts_stand_side_by_side_with_their_words_marked() -> None:
    two_versions()
    page = read(COMPARE)
    assert "Looks for<ins> open</ins> data" in page
    assert "twice</ins>" in page
    assert (
        page.index("Finding information") < page.index("Knows how a search engine ranks.") < page.index("1.3 Keeping")
    )
    assert "was not there" in page
    assert "is not there any more" in page
    assert 'href="/en/framework/deep/1.1.S1/?version=1.0"' in page


def test_filter_shows_one_kind_and_says_that_there_are_more() -> None:
    two_versions()
    page = read(COMPARE, kind="add")
    assert "1 of 3 changes are shown." in page
    assert "Files it so that others find it." in page
    assert "twice" not in page


def test_comparison_backwards_is_the_other_way_round() -> None:
    two_versions()
    page = read(COMPARE, **{"from": "2.0", "to": "1.0"})
    assert "Looks for<del> open</del> data" in page


def test_same_version_twice_says_the_same() -> None:
    two_versions()
    assert "The two say the same." in read(COMPARE, **{"from": "2.0", "to": "2.0"})


def test_single_version_has_nothing_to_compare() -> None:
    publish(deep_framework())
    assert "Nothing to compare yet" in read(COMPARE)


def test_adaptation_stands_beside_its_base_with_its_reasons() -> None:
    filled_country()
    page = read("/en/framework/almara/compare/", **{"from": "base"})
    assert "What the adaptation changed about its base" in page
    reasons = [change.reason["en"].text for change in told_story().adapted.adaptation.changes if change.reason]
    shown = [reason for reason in reasons if reason in page.replace("&#x27;", "'")]
    assert len(shown) >= len(reasons) * 0.9


def test_downloads_hold_every_change() -> None:
    two_versions()
    answer = Client().get(COMPARE, {"format": "json"})
    assert answer["Content-Disposition"] == 'attachment; filename="deep-1.0-to-2.0.json"'
    value = json.loads(answer.content)
    assert value["from"]["version"] == "1.0"
    assert value["step"] == "meaning"
    assert {(row["kind"], row["weight"]) for row in value["changes"]} == {
        ("reword", "meaning"),
        ("add", "minor"),
        ("omit", "meaning"),
    }
    table = Client().get(COMPARE, {"format": "csv"})
    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert len(rows) == len(value["changes"])
    assert rows[0].keys() >= {"kind", "name", "before_words", "after_words", "reason"}


def test_release_page_says_what_the_version_is() -> None:
    two_versions()
    page = read("/en/framework/deep/release/")
    assert "About version 2.0" in page
    assert "2 November 2026" in page
    assert "Meaning: something means something else than before" in page
    assert meaning_digest(changed(deep_framework(), "2.0")) in page
    assert "signed by this site" in page
    assert "version 2.0." in page
    old = read("/en/framework/deep/release/", version="1.0")
    assert "This is an old version: 1.0" in old
    assert "It is the first version here." in old


def test_release_page_of_an_adaptation_tells_how_to_verify_it() -> None:
    seeded()
    page = read("/en/framework/public-service-levels/release/")
    assert "capacita framework verify release.json --framework public-service-levels-" in page
    assert "signed by this site" in page
    assert "R1, R2" in page
    assert 'href="/en/framework/unesco-2022/?version=2022.1"' in page
    assert "Français" in page
    assert "0 of" in page or "of 9" in page


def test_pages_take_no_more_questions_than_they_need(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    two_versions()
    for address, questions in ((COMPARE, 1), ("/en/framework/deep/release/", 2)):
        read(address)  # documents are remembered from now on
        with django_assert_num_queries(questions):
            read(address)
