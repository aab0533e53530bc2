"""Laws of parts: what is split joins again to the byte, in whatever pieces, and a change stays in its part."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from capacita.framework import (
    FRAMEWORK_FORMAT,
    Framework,
    FrameworkStatus,
    PartKind,
    SplitFramework,
    compute_parts,
    framework_digest,
    join_framework,
    list_texts,
    meaning_digest,
    unite_part,
    without_translations,
)
from capacita.framework.written import WrittenFramework, write_document, write_framework
from capacita.vocabulary import TextOrigin, canonical_json, digest, digest_of_bytes, translated
from capacita.web.documents.packing import (
    list_digests,
    list_item_identifiers,
    pack_framework,
    unpack_framework,
)
from lib.framework_cases import small_framework
from lib.version_cases import edited, starts


@st.composite
def versions(draw: st.DrawFn) -> Framework:
    """Return a framework after some edits, its items and descriptors in any order."""
    framework = draw(edited(draw(starts()), most=4))
    return replace(
        framework,
        items=tuple(draw(st.permutations(framework.items))),
        descriptors=tuple(draw(st.permutations(framework.descriptors))),
    )


def parts_by_definition(framework: Framework) -> dict[tuple[PartKind, str], str]:
    """Return the digests of the parts, written from the definition over the frozen data instead of the JSON."""
    document = FRAMEWORK_FORMAT.dump(without_translations(framework))
    descriptors = document.pop("descriptors", [])
    found = {
        (PartKind.ITEM, item["id"]): digest(
            {"item": item, "descriptors": [entry for entry in descriptors if entry["item"] == item["id"]]}
        )
        for item in document.pop("items", [])
    }
    for kind in (PartKind.SCALES, PartKind.ROLES, PartKind.DEFINITIONS, PartKind.ASSOCIATIONS):
        found[(kind, "")] = digest(document.pop(kind.value, []))
    found[(PartKind.HEADER, "")] = digest(document)
    texts: dict[str, dict[str, Any]] = {}
    for location, localized in list_texts(framework):
        value: Any = framework
        name = ""
        for step in location:
            value = value[step] if isinstance(step, int) else getattr(value, step)
            name += f"/{getattr(value, 'id', None) or step}"
        for language, wording in localized.items():
            if wording.origin is not TextOrigin.SOURCE:
                told = {"text": wording.text, "origin": wording.origin.value, "of": wording.of}
                texts.setdefault(language, {})[name] = told
    return found | {(PartKind.TEXTS, language): digest(told) for language, told in texts.items()}


def languages_of(value: Any) -> list[list[str]]:
    """Return the keys of every object of a JSON value whose entries are all objects, in their order."""
    if isinstance(value, Mapping):
        own = [list(value)] if value and all(isinstance(entry, Mapping) for entry in value.values()) else []
        return own + [found for key in sorted(value) for found in languages_of(value[key])]
    return [found for entry in value for found in languages_of(entry)] if isinstance(value, list) else []


def read_back(written: WrittenFramework) -> dict[str, Any]:
    """Return the JSON value that the parts of a written framework give, read from their pieces."""
    parts = [unite_part(part.kind, part.name, map(json.loads, part.pieces)) for part in written.parts]
    return join_framework(SplitFramework(parts=tuple(parts), descriptor_order=written.descriptor_order))


@given(versions())
def test_what_is_written_comes_back_to_the_same_bytes(framework: Framework) -> None:
    value = FRAMEWORK_FORMAT.dump(framework)
    written = write_framework(framework)
    assert written.comes_back
    assert written.whole.encode() == canonical_json(value)
    assert written.digest == framework_digest(framework)
    assert written.meaning == meaning_digest(framework)
    joined = read_back(written)
    assert canonical_json(joined) == canonical_json(value)
    assert FRAMEWORK_FORMAT.read_kept(joined) == framework


@given(versions(), st.data())
def test_what_is_written_like_another_is_what_is_written_alone(framework: Framework, data: st.DataObject) -> None:
    later = data.draw(edited(framework, most=3))
    like = write_framework(framework)
    written = write_framework(later, like)
    assert replace(written, entries={}) == replace(write_framework(later), entries={})
    same = {id(item) for item in framework.items} & {id(item) for item in later.items}
    assert all(written.entries[key] is like.entries[key] for key in same)


@given(versions())
def test_a_document_is_written_as_its_framework_is(framework: Framework) -> None:
    written = write_document(FRAMEWORK_FORMAT.dump(framework))
    assert replace(written, entries={}) == replace(write_framework(framework), entries={})


@given(versions())
def test_parts_are_those_of_the_definition(framework: Framework) -> None:
    parts = compute_parts(framework)
    assert {(part.kind, part.name): part.digest for part in parts} == parts_by_definition(framework)
    assert len(parts) == len({(part.kind, part.name) for part in parts})


@given(versions(), st.data())
def test_meaning_is_that_of_the_definition(framework: Framework, data: st.DataObject) -> None:
    if data.draw(st.booleans()):  # a title without a source is a fault, and has a meaning nevertheless
        framework = replace(framework, title={"fr": translated("Un", "One", TextOrigin.HUMAN)})
    base = framework.derived_from
    assert base is not None
    if data.draw(st.booleans()):
        base = replace(base, meaning=framework_digest(framework))
        framework = replace(framework, derived_from=base)
    meant = replace(without_translations(framework), version="", status=FrameworkStatus.DRAFT)
    named = {"derived_from": {"id": base.id, "meaning": base.meaning}} if base.meaning else {}
    assert meaning_digest(framework) == digest({**FRAMEWORK_FORMAT.dump(meant), **named})
    written = write_framework(framework)
    assert written.meaning == meaning_digest(framework)
    assert canonical_json(read_back(written)) == canonical_json(FRAMEWORK_FORMAT.dump(framework))


@given(versions())
def test_pieces_are_those_of_their_parts(framework: Framework) -> None:
    for part in write_framework(framework).parts:
        assert [digest_of_bytes(piece.encode()) for piece in part.pieces] == list(part.digests)
        assert digest(unite_part(part.kind, part.name, map(json.loads, part.pieces)).value) == part.digest


def test_credits_of_translators_are_no_meaning() -> None:
    framework = small_framework()
    for extensions in ({}, {"translators": {"fr": ["A"]}}, {"translators": {"fr": ["A"]}, "x": 1.5}, {"x": {}}):
        credited = replace(framework, extensions=extensions)
        assert write_framework(credited).meaning == meaning_digest(credited)


@given(versions())
def test_what_is_packed_unpacks_with_the_digests_of_its_release(framework: Framework) -> None:
    value = FRAMEWORK_FORMAT.dump(framework)
    packed = pack_framework(value, digest(value))
    assert packed is not None
    digests = list_digests(packed.pieces)
    unpacked = unpack_framework(packed.outline, digests, packed.bodies)
    assert canonical_json(unpacked) == canonical_json(value)
    kept_by_language = languages_of(json.loads(canonical_json(value)))
    assert [sorted(keys) for keys in languages_of(unpacked)] == [sorted(keys) for keys in kept_by_language]
    released = {part.digest for part in compute_parts(framework) if part.kind in (PartKind.HEADER, PartKind.ITEM)}
    assert released <= set(digests)
    assert list_item_identifiers(packed.items) == [item.id for item in framework.items]


@given(versions(), st.data())
def test_a_new_translation_changes_the_part_of_its_language_alone(framework: Framework, data: st.DataObject) -> None:
    assume(framework.items)
    before = {(part.kind, part.name): part.digest for part in compute_parts(framework)}
    item = data.draw(st.sampled_from(framework.items))
    title = {**item.title, "sw": translated("Jina", "other", TextOrigin.HUMAN)}
    items = tuple(replace(item, title=title) if entry is item else entry for entry in framework.items)
    after = {(part.kind, part.name): part.digest for part in compute_parts(replace(framework, items=items))}
    assert {key for key in after if after[key] != before.get(key)} == {(PartKind.TEXTS, "sw")}


def test_two_items_of_one_identifier_are_not_packed() -> None:
    value: dict[str, Any] = {"format": "capacita-framework/1"}
    item = {"id": "6b2f7e0a-0000-5000-8000-000000000001", "kind": "other"}
    descriptor = {"id": "6b2f7e0a-0000-5000-8000-000000000002", "item": item["id"], "level": "x", "text": {}}
    said = {"fr": {"text": "Un", "origin": "human"}, "en": {"text": "One", "origin": "source"}}
    twice = {**value, "items": [{**item, "title": said}, {**item, "title": said}], "descriptors": [descriptor]}
    once = {**value, "items": [{**item, "title": said}], "descriptors": [descriptor]}
    assert pack_framework(twice, digest(twice)) is None
    assert pack_framework(once, digest(once)) is not None


def test_a_descriptor_of_no_item_stays_in_the_header() -> None:
    value = {
        "format": "capacita-framework/1",
        "items": [{"id": "a", "kind": "other"}, {"id": "b", "kind": "other"}],
        "descriptors": [{"id": "1", "item": "b"}, {"id": "2", "item": "gone"}, {"id": "3", "item": "a"}],
    }
    written = write_document(value)
    assert json.loads(written.parts[0].pieces[0])["descriptors"] == [{"id": "2", "item": "gone"}]
    assert read_back(written) == value
