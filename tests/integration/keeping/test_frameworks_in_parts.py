"""Frameworks as they are kept: parts that versions share once, read in as many questions whatever the size."""

from dataclasses import replace

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from capacita.framework import FRAMEWORK_FORMAT, Framework, LevelDescriptor, PartKind, compute_parts, framework_digest
from capacita.framework.comparison import diff_frameworks
from capacita.framework.narrowing import narrow_framework
from capacita.framework.translation import gather_sources, list_segments, list_units
from capacita.vocabulary import NotFound, TextOrigin, canonical_json, derive_identifier, digest, translated
from capacita.web.documents import pieces, reading
from capacita.web.documents.framework_parts import list_items_of
from capacita.web.documents.models import FrameworkManifest, StoredDocument, StoredPart
from capacita.web.documents.remembered import Remembered, forget_all
from capacita.web.documents.store import (
    load_apart,
    load_descriptors,
    load_document,
    load_framework,
    load_frameworks,
    load_narrowed,
    load_texts,
    load_texts_apart,
    load_undescribed,
    load_unlinked,
    load_value,
    store_document,
)
from lib.framework_cases import identifier, small_framework, text_of
from lib.framework_site import large_framework, said
from lib.version_cases import edited, normal_form, starts

pytestmark = pytest.mark.django_db


def store(framework: Framework) -> str:
    forget_all()
    load_framework.cache_clear()
    return store_document(FRAMEWORK_FORMAT.dump(framework))


def reworded(framework: Framework, code: str, words: str) -> Framework:
    items = [replace(item, statement=text_of(words)) if item.code == code else item for item in framework.items]
    return replace(framework, items=tuple(items))


def test_a_framework_is_kept_under_its_digest_and_comes_back_to_the_byte() -> None:
    framework = small_framework()
    kept = store(framework)
    assert kept == framework_digest(framework)
    assert load_framework(kept) == load_document(FRAMEWORK_FORMAT, kept) == framework
    assert canonical_json(load_value(kept)) == canonical_json(FRAMEWORK_FORMAT.dump(framework))
    assert not StoredDocument.objects.exists()
    in_release = {part.digest for part in compute_parts(framework) if part.kind is not PartKind.TEXTS}
    assert in_release & set(StoredPart.objects.values_list("digest", flat=True)) >= {
        part.digest for part in compute_parts(framework) if part.kind in (PartKind.HEADER, PartKind.ITEM)
    }


def test_two_versions_keep_once_what_they_share() -> None:
    framework = small_framework()
    store(framework)
    before = dict(StoredPart.objects.values_list("digest", "body"))
    other = store(reworded(framework, "1.2", "Designs rules with those who keep them."))
    after = dict(StoredPart.objects.values_list("digest", "body"))
    new = [body for kept, body in after.items() if kept not in before]
    assert len(new) == 1
    assert "Designs rules" in new[0]
    assert before.items() <= after.items()
    assert load_framework(other).items[2].statement["en"].text.startswith("Designs")


def test_storing_twice_writes_nothing() -> None:
    store(small_framework())
    with CaptureQueriesContext(connection) as asked:
        store(small_framework())
    assert [query["sql"].split()[0] for query in asked] == ["SELECT"]


def test_questions_do_not_grow_with_the_items() -> None:
    counts = []
    for size in (10, 400):
        framework = small_framework()
        more = [
            replace(framework.items[5], id=identifier(f"x{place}"), code=f"x{place}", position=place)
            for place in range(size)
        ]
        large = replace(framework, items=(*framework.items, *more))
        with CaptureQueriesContext(connection) as writing:
            kept = store(large)
        with CaptureQueriesContext(connection) as reading:
            assert load_framework(kept) == large
        counts.append((len(writing), len(reading)))
    assert counts[0][1] == counts[1][1] == 2
    assert counts[1][0] - counts[0][0] <= 2  # statements of two hundred rows each


def test_several_are_read_together() -> None:
    frameworks = [reworded(small_framework(), "1.2", f"Number {place}.") for place in range(5)]
    kept = [store(framework) for framework in frameworks]
    with CaptureQueriesContext(connection) as asked:
        found = load_frameworks(kept)
    assert [found[entry] for entry in kept] == frameworks
    assert len(asked) == 2


def test_what_is_not_kept_is_named() -> None:
    with pytest.raises(NotFound):
        load_framework(digest({"format": "capacita-framework/1"}))
    with pytest.raises(NotFound):
        load_frameworks([digest({})])


def test_a_faulty_framework_is_kept_whole() -> None:
    framework = small_framework()
    twice = replace(framework, items=(*framework.items, replace(framework.items[1], title=text_of("Other", fr="Un"))))
    kept = store(twice)
    assert load_framework(kept) == twice
    assert StoredDocument.objects.filter(pk=kept).exists()
    assert not FrameworkManifest.objects.exists()


def test_items_are_known_without_reading() -> None:
    kept = store(small_framework())
    assert list_items_of([kept]) == {kept: frozenset(item.id for item in small_framework().items)}


@pytest.mark.django_db(transaction=True)
def test_what_was_kept_whole_is_brought_into_parts_and_back() -> None:
    value = FRAMEWORK_FORMAT.dump(small_framework())
    body = canonical_json(value).decode()
    before, after = [("documents", "0002_framework_parts")], [("documents", "0003_frameworks_in_parts")]
    MigrationExecutor(connection).migrate(before)
    try:
        StoredDocument.objects.create(digest=digest(value), format=value["format"], body=body)
        MigrationExecutor(connection).migrate(after)
        assert not StoredDocument.objects.exists()
        assert canonical_json(load_value(digest(value))).decode() == body
        MigrationExecutor(connection).migrate(before)
        assert StoredDocument.objects.get().body == body
        assert not StoredPart.objects.exists()
        MigrationExecutor(connection).migrate(after)
        load_framework.cache_clear()
        assert load_framework(digest(value)) == small_framework()
    finally:
        StoredDocument.objects.all().delete()
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())


def spoken_framework() -> Framework:
    """Return 200 items described at every level in two languages: their texts fill many pieces."""
    large = large_framework()
    scale = small_framework().scales[0]
    descriptors = [
        LevelDescriptor(
            id=derive_identifier(item.id, level.code),
            item=item.id,
            level=level.id,
            text=said(f"{item.code} at {level.code}", fr=f"{item.code} au {level.code}"),
        )
        for item in large.items[:200]
        for level in scale.levels
    ]
    return replace(large, scales=(scale,), descriptors=tuple(descriptors))


def test_a_page_of_an_item_reads_its_descriptors_alone() -> None:
    framework = spoken_framework()
    kept = store(framework)
    assert load_undescribed(kept) == replace(framework, associations=(), descriptors=())
    for item in (*framework.items[:40], framework.items[250]):
        found = tuple(entry for entry in framework.descriptors if entry.item == item.id)
        with CaptureQueriesContext(connection) as asked:
            assert load_descriptors(kept, item.id) == found
        assert len(asked) <= 4
        assert sum(len(query["sql"]) for query in asked) < 100_000
    assert load_descriptors(kept, identifier("nothing")) == ()


def test_descriptors_of_a_framework_kept_whole_are_found_too() -> None:
    framework = small_framework()
    again = next(entry for entry in framework.items if entry.id == framework.descriptors[0].item)
    faulty = replace(framework, items=(*framework.items, replace(again, title=text_of("Other", fr="Un"))))
    kept = store(faulty)
    assert StoredDocument.objects.filter(digest=kept).exists()
    item = framework.descriptors[0].item
    assert load_descriptors(kept, item) == tuple(entry for entry in framework.descriptors if entry.item == item)
    assert load_undescribed(kept).items == faulty.items


def test_a_version_reads_only_the_parts_that_are_its_own() -> None:
    framework = spoken_framework()
    first = store(framework)
    second = store_document(FRAMEWORK_FORMAT.dump(reworded(framework, framework.items[7].code, "Says otherwise.")))
    before = load_framework(first)
    with CaptureQueriesContext(connection) as asked:
        after = load_framework(second)
    assert len(asked) == 2
    assert asked[1]["sql"].count("sha256:") == 1
    assert [old is new for old, new in zip(before.items, after.items, strict=True)].count(False) == 1
    made = [new for old, new in zip(before.descriptors, after.descriptors, strict=True) if old is not new]
    assert {entry.item for entry in made} == {framework.items[7].id}
    load_framework.cache_clear()
    with CaptureQueriesContext(connection) as asked:
        assert load_framework(first) == framework
    assert not asked


@given(starts(), st.data())
@settings(max_examples=25)
def test_frameworks_read_apart_differ_in_the_same(first: Framework, data: st.DataObject) -> None:
    second = data.draw(edited(first, most=4))
    digests = store(first), store_document(FRAMEWORK_FORMAT.dump(second))
    assert load_framework(digests[0]) == first
    assert load_unlinked(digests[1]) == replace(second, associations=())
    if data.draw(st.booleans()):
        forget_all()
    changes = diff_frameworks(*load_apart(*digests))
    assert sorted(changes, key=str) == sorted(diff_frameworks(first, second), key=str)
    entries = (*second.items, *second.descriptors, *second.associations)
    named = frozenset(entry.id for entry in entries if data.draw(st.booleans()))
    assert normal_form(load_narrowed(digests[1], named)) == normal_form(narrow_framework(second, named))


@given(starts(), st.data())
@settings(max_examples=25)
def test_translators_read_of_two_versions_what_the_whole_says(earlier: Framework, data: st.DataObject) -> None:
    newest = data.draw(edited(earlier, most=4))
    digests = store(newest), store_document(FRAMEWORK_FORMAT.dump(earlier))
    if data.draw(st.booleans()):
        forget_all()
    texts, (apart,) = load_texts(digests[0], "fr"), load_texts_apart([digests[1]], digests[0], "fr")
    assert {(one.key, one.source, one.target, one.state) for one in list_segments(texts, "fr")} == {
        (one.key, one.source, one.target, one.state) for one in list_segments(newest, "fr")
    }
    assert gather_sources((texts, apart)) == gather_sources((newest, earlier))
    assert {*list_units(texts, "en", "fr"), *list_units(apart, "en", "fr")} == {
        *list_units(newest, "en", "fr"),
        *list_units(earlier, "en", "fr"),
    }


def test_frameworks_that_share_nearly_all_are_compared_by_little() -> None:
    framework = spoken_framework()
    sworn = {**framework.descriptors[3].text, "sw": translated("Neno", "other", TextOrigin.HUMAN)}
    descriptors = [
        replace(entry, text=sworn) if place == 3 else entry for place, entry in enumerate(framework.descriptors)
    ]
    other = replace(reworded(framework, framework.items[7].code, "Says otherwise."), descriptors=tuple(descriptors))
    digests = store(framework), store_document(FRAMEWORK_FORMAT.dump(other))
    before, after = load_apart(*digests)
    assert not before.associations
    assert len(before.descriptors) < 10
    assert [change.kind.value for change in diff_frameworks(before, after)] == ["reword", "translate"]


def test_what_is_remembered_is_bounded_and_the_oldest_goes() -> None:
    remembered: Remembered[int, str] = Remembered(3)
    for number in range(3):
        remembered.put(number, str(number))
    assert remembered.get(0) == "0"
    remembered.put(3, "3")
    assert [remembered.get(number) for number in range(4)] == ["0", None, "2", "3"]
    assert remembered.get_or_make(5, lambda: "5") == "5"


def test_parts_that_are_forgotten_halfway_are_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    framework = small_framework()
    kept = store(framework)
    for remembered in (pieces.BODIES, reading._ENTRIES, reading._TEXTS):
        monkeypatch.setattr(remembered, "most", 2)
    assert load_framework(kept) == framework
