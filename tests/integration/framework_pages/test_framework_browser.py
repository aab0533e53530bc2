"""Reading a framework: searching it, choosing language and version, going down a deep one, a large one that stays light."""

import gzip
import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from capacita.framework.comparison import VersionStep
from capacita.vocabulary import CAPACITA, derive_identifier
from capacita.web.documents.remembered import forget_all
from capacita.web.documents.store import load_undescribed
from capacita.web.framework.keeping import keep_what_pages_ask_of_newest
from capacita.web.framework.models import KeptStep, KeptTextCount
from capacita.web.framework.version_presenters import STEPS
from lib.framework_site import changed, deep_framework, large_framework, publish, seeded

pytestmark = pytest.mark.django_db


def read(address: str, **values: str) -> str:
    answer = Client().get(address, values)
    assert answer.status_code == 200
    return answer.content.decode()


def test_search_marks_words_whatever_their_case_and_accents() -> None:
    publish(deep_framework())
    page = read("/en/framework/deep/search/", q="ECHELLE etat", text="fr")
    assert "1 item says" in page
    assert "<mark>échelle</mark>" in page
    assert "<mark>État</mark>" in page
    assert 'href="/en/framework/deep/1.1/?text=fr"' in page


def test_search_by_code_puts_that_item_first() -> None:
    publish(deep_framework())
    page = read("/en/framework/deep/search/", q="1.2")
    assert re.findall(r'<h3[^>]*><a href="([^"]+)"', page)[0] == "/en/framework/deep/1.2/"
    assert "<mark>1.2</mark>" in page


def test_search_without_a_result_helps() -> None:
    publish(deep_framework())
    page = read("/en/framework/deep/search/", q="données")
    assert "Nothing here says “données”" in page
    assert 'href="/en/framework/deep/search/?text=fr&amp;q=donn%C3%A9es"' in page
    assert "Français" in page
    page = read("/en/framework/deep/search/", q="Findig informaton")
    assert "Did you mean" in page
    assert "Finding information" in page


def test_search_without_words_asks_for_some() -> None:
    publish(deep_framework())
    page = read("/en/framework/deep/search/")
    assert "Nothing here says" not in page
    assert 'name="q"' in page


def test_search_words_are_never_markup() -> None:
    publish(deep_framework())
    page = read("/en/framework/deep/search/", q="<script>alert(1)</script>")
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_choice_of_language_and_version_goes_along_the_links() -> None:
    publish(deep_framework(), 1)
    publish(changed(deep_framework(), "2.0"), 2)
    page = read("/en/framework/deep/", text="fr", version="1.0")
    assert "Trouver l’information" in page
    assert 'href="/en/framework/deep/1.1/?text=fr&amp;version=1.0"' in page
    assert "This is an old version: 1.0" in page
    assert 'href="/en/framework/deep/?text=fr"' in page
    item = read("/en/framework/deep/1.1/", text="fr", version="1.0")
    assert "This is an old version" in item
    assert 'href="/en/framework/deep/?text=fr&amp;version=1.0"' in item
    assert 'href="/en/framework/deep/1.2/?text=fr&amp;version=1.0"' in item
    assert "This is an old version" not in read("/en/framework/deep/1.1/", version="2.0")


def test_unknown_version_is_not_found() -> None:
    publish(deep_framework())
    assert Client().get("/en/framework/deep/", {"version": "9"}).status_code == 404
    assert Client().get("/en/framework/none/versions/").status_code == 404


def test_versions_are_listed_with_the_kind_of_step_and_the_digest() -> None:
    first = publish(deep_framework(), 1)
    second = publish(changed(deep_framework(), "2.0"), 2)
    page = read("/en/framework/deep/versions/")
    assert page.index("Version 2.0") < page.index("Version 1.0")
    assert "Meaning: something means something else than before" in page
    assert "The first version here" in page
    assert first.digest in page
    assert second.digest in page
    assert "2 November 2026" in page


def test_version_of_an_adaptation_names_its_base() -> None:
    seeded()
    page = read("/en/framework/public-service-levels/versions/")
    assert 'href="/en/framework/unesco-2022/?version=2022.1"' in page


def test_item_shows_what_is_above_below_before_and_after_it() -> None:
    publish(deep_framework())
    page = read("/en/framework/deep/1.1/")
    assert 'href="/en/framework/deep/1/"' in page  # the domain, above
    assert 'href="/en/framework/deep/1.1.S1/"' in page  # a statement, below
    assert "1 item below" in page  # the outcome under the second statement
    assert 'rel="next" href="/en/framework/deep/1.2/"' in page
    below = read("/en/framework/deep/1.1.S2/")
    assert "<h1>Can word a search.</h1>" in below
    assert 'rel="prev" href="/en/framework/deep/1.1.S1/"' in below
    outcome = read("/en/framework/deep/1.1.O3/")
    crumbs = outcome[outcome.index('class="crumbs"') : outcome.index("</nav>", outcome.index('class="crumbs"'))]
    assert [crumbs.index(f"/deep/{code}/") for code in ("1", "1.1", "1.1.S2")] == sorted(
        crumbs.index(f"/deep/{code}/") for code in ("1", "1.1", "1.1.S2")
    )


def test_page_of_three_hundred_items_is_light() -> None:
    publish(large_framework())
    answer = Client().get("/en/framework/large/", headers={"Accept-Encoding": "gzip"})
    assert len(answer.content) < 30_000
    assert len(gzip.decompress(answer.content)) < 100_000


def test_pages_ask_the_database_no_more_for_more_versions(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    publish(deep_framework(), 1)
    for day in range(2, 6):
        publish(changed(deep_framework(), f"{day}.0"), day)
    for address, questions in (("", 1), ("versions/", 2), ("search/?q=search", 1), ("1.1/", 2)):
        read(f"/en/framework/deep/{address}")  # documents are remembered from now on; an item asks for its links too
        with django_assert_num_queries(questions):
            read(f"/en/framework/deep/{address}")


def test_step_to_a_version_is_kept_when_it_comes_out_and_worked_out_again_where_it_is_not() -> None:
    publish(deep_framework(), 1)
    publish(changed(deep_framework(), "2.0"), 2)
    kept = KeptStep.objects.get()
    page = read("/en/framework/deep/versions/")
    assert STEPS[VersionStep(kept.step)] in page
    kept.delete()
    assert read("/en/framework/deep/versions/") == page
    assert KeptStep.objects.get().step == kept.step


def test_release_page_tells_what_was_kept_when_the_version_came_out() -> None:
    publish(deep_framework(), 1)
    publish(changed(deep_framework(), "2.0"), 2)
    page = read("/en/framework/deep/release/")
    assert "1 definition reworded" in page
    kept = KeptStep.objects.get()
    assert (kept.weight, kept.sorts) == ("meaning", {"reword": 1, "add": 1, "omit": 1})
    assert KeptTextCount.objects.count() == 2
    KeptTextCount.objects.all().delete()
    KeptStep.objects.update(sorts=None, weight="")  # as they were kept at first
    forget_all()
    assert read("/en/framework/deep/release/") == page
    assert KeptStep.objects.get().sorts == kept.sorts
    assert KeptTextCount.objects.count() == 1


def test_what_pages_ask_of_versions_that_came_out_earlier_is_kept_later() -> None:
    publish(deep_framework(), 1)
    publish(changed(deep_framework(), "2.0"), 2)
    kept = set(KeptTextCount.objects.values_list("digest", flat=True))
    assert keep_what_pages_ask_of_newest() == 0
    KeptTextCount.objects.all().delete()
    KeptStep.objects.all().delete()
    forget_all()
    assert keep_what_pages_ask_of_newest() == 1
    assert KeptTextCount.objects.get().digest in kept
    assert KeptStep.objects.get().sorts == {"reword": 1, "add": 1, "omit": 1}


def test_release_page_reads_no_earlier_version() -> None:
    publish(deep_framework(), 1)
    publish(changed(deep_framework(), "2.0"), 2)
    read("/en/framework/deep/release/")
    forget_all()
    load_undescribed.cache_clear()
    with CaptureQueriesContext(connection) as asked:
        read("/en/framework/deep/release/")
    assert len([query for query in asked if "frameworkmanifest" in query["sql"]]) == 1


def test_file_to_read_without_a_network_is_offered_in_the_chosen_language() -> None:
    publish(deep_framework())
    assert 'href="/en/framework/deep/offline.html?text=fr"' in read("/en/framework/deep/", text="fr")
    answer = Client().get("/en/framework/deep/offline.html", {"text": "fr"})
    assert answer["Content-Disposition"] == 'attachment; filename="deep-1.0-fr.html"'
    page = answer.content.decode()
    assert '<html lang="fr" dir="ltr">' in page
    assert "Trouver l’information" in page
    assert f"/id/{deep_framework().id}@1.0" in page
    arabic = Client().get("/ar/framework/deep/offline.html")  # no Arabic in it: its own language
    assert arabic["Content-Disposition"] == 'attachment; filename="deep-1.0-en.html"'


def test_list_of_frameworks_shows_the_newest_of_each_on_pages(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    seeded()
    for number in range(60):
        framework = replace(
            deep_framework(), id=derive_identifier(CAPACITA, "many", str(number)), code=f"many-{number}"
        )
        publish(framework, 1)
    publish(changed(framework, "2.0"), 2)
    read("/en/framework/")
    with django_assert_max_num_queries(5):
        first = read("/en/framework/")
    assert 'href="?page=2"' in first
    second = read("/en/framework/", page="2")
    lists = [re.findall(r'<li><p><a href="/en/framework/(many-\d+)/"', page) for page in (first, second)]
    assert sorted(code for found in lists for code in found) == sorted(f"many-{number}" for number in range(60))
    assert "version 2.0" in second + first


def test_version_that_no_database_can_hold_is_not_here() -> None:
    seeded()
    for address in ("/api/frameworks/unesco-2022", "/en/framework/unesco-2022/framework.json"):
        assert Client().get(address, {"version": "1\x00"}).status_code == 404
