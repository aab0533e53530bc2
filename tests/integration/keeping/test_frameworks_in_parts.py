"""Frameworks as they are kept: parts that versions share once, read in as many questions whatever the size."""

from dataclasses import replace

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test.utils import CaptureQueriesContext

from capacita.framework import FRAMEWORK_FORMAT, Framework, LevelDescriptor, PartKind, compute_parts, framework_digest
from capacita.vocabulary import NotFound, canonical_json, derive_identifier, digest
from capacita.web.documents.framework_parts import list_items_of
from capacita.web.documents.models import FrameworkManifest, StoredDocument, StoredPart
from capacita.web.documents.store import (
    load_descriptors,
    load_document,
    load_framework,
    load_frameworks,
    load_undescribed,
    load_value,
    store_document,
)
from lib.framework_cases import identifier, small_framework, text_of
from lib.framework_site import large_framework, said

pytestmark = pytest.mark.django_db


def store(framework: Framework) -> str:
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
