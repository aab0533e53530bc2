"""Laws of frameworks: what is written reads back, adopting changes nothing, and every damage is found."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from capacita.framework import (
    ADAPTATION_FORMAT,
    FRAMEWORK_FORMAT,
    DerivedFrom,
    Framework,
    FrameworkStatus,
    Item,
    ItemKind,
    LevelDescriptor,
    PrincipleTag,
    ProficiencyLevel,
    ProficiencyScale,
    apply_adaptation,
    framework_digest,
    list_tree,
    meaning_digest,
    read_framework,
    validate_framework,
    without_translations,
)
from capacita.framework.principles import PRINCIPLES
from capacita.vocabulary import TextOrigin, Wording, canonical_json, derive_identifier, readable_json, translated
from lib.framework_cases import FRAMEWORK, adaptation_of, change, text_of

WORDS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20).filter(lambda text: text.strip())


@st.composite
def localized(draw: st.DrawFn) -> dict[str, Wording]:
    words = draw(WORDS)
    translations = draw(st.dictionaries(st.sampled_from(["fr", "ar", "zh-Hant", "pt-BR"]), WORDS, max_size=2))
    return {**text_of(words), **{tag: translated(text, words, TextOrigin.HUMAN) for tag, text in translations.items()}}


@st.composite
def frameworks(draw: st.DrawFn) -> Framework:
    """Return a sound framework: each item's parent, if it has one, is an earlier item of kind other."""
    count = draw(st.integers(1, 8))
    items: list[Item] = []
    for place in range(count):
        parent = draw(st.sampled_from([None, *(item.id for item in items)]))
        tags = draw(st.lists(st.sampled_from(sorted(PRINCIPLES)), unique=True, max_size=2))
        items.append(
            Item(
                id=derive_identifier(FRAMEWORK, f"i{place}"),
                kind=ItemKind.OTHER,
                code=f"i{place}",
                parent=parent,
                position=place,
                title=draw(localized()),
                statement=draw(st.just({}) | localized()),
                principles=tuple(PrincipleTag(principle=tag, because=draw(localized())) for tag in tags),
                extensions=draw(
                    st.dictionaries(WORDS, st.integers(-(2**53), 2**53) | st.booleans() | WORDS, max_size=2)
                ),
            )
        )
    levels = tuple(
        ProficiencyLevel(
            id=derive_identifier(FRAMEWORK, f"l{place}"), code=f"l{place}", position=place + 1, title=draw(localized())
        )
        for place in range(draw(st.integers(1, 4)))
    )
    cells = [(item.id, level.id) for item in items for level in levels]
    described = draw(st.lists(st.sampled_from(cells), unique=True, max_size=4))
    return Framework(
        id=FRAMEWORK,
        code="drawn",
        title=draw(localized()),
        language="en",
        version="1",
        status=draw(st.sampled_from(FrameworkStatus)),
        scales=(
            ProficiencyScale(
                id=derive_identifier(FRAMEWORK, "scale"), code="scale", title=draw(localized()), levels=levels
            ),
        ),
        items=tuple(draw(st.permutations(items))),
        descriptors=tuple(
            LevelDescriptor(
                id=derive_identifier(FRAMEWORK, item, level), item=item, level=level, text=draw(localized())
            )
            for item, level in described
        ),
    )


@given(frameworks())
def test_a_drawn_framework_is_sound(framework: Framework) -> None:
    assert validate_framework(framework) == []


@given(frameworks())
def test_what_is_written_reads_back(framework: Framework) -> None:
    document = FRAMEWORK_FORMAT.dump(framework)
    for data in (readable_json(document).encode(), canonical_json(document)):
        report = read_framework(data)
        assert report.document == framework
        assert report.findings == ()


@given(frameworks(), st.data())
def test_adopting_changes_nothing_but_the_header(framework: Framework, data: st.DataObject) -> None:
    adopted = data.draw(st.lists(st.sampled_from(framework.items)))
    adaptation = adaptation_of(framework, *(change("adopt", item.id) for item in adopted))
    assert ADAPTATION_FORMAT.read_whole(canonical_json(ADAPTATION_FORMAT.dump(adaptation))) == adaptation
    effective = apply_adaptation(framework, adaptation)
    for part in ("items", "scales", "descriptors", "associations", "roles", "definitions", "sources"):
        assert getattr(effective, part) == getattr(framework, part)


@given(frameworks(), st.data())
def test_what_is_omitted_is_gone_and_nothing_else_is(framework: Framework, data: st.DataObject) -> None:
    parents = {item.parent for item in framework.items}
    leaf = data.draw(st.sampled_from([item for item in framework.items if item.id not in parents]))
    effective = apply_adaptation(framework, adaptation_of(framework, change("omit", leaf.id)))
    assert effective.items == tuple(item for item in framework.items if item.id != leaf.id)
    assert effective.descriptors == tuple(entry for entry in framework.descriptors if entry.item != leaf.id)


@given(frameworks())
def test_translations_leave_the_meaning_as_it_is(framework: Framework) -> None:
    bare = without_translations(framework)
    assert meaning_digest(bare) == meaning_digest(framework)
    more = replace(framework, title={**framework.title, "sw": translated("Mfumo", "other", TextOrigin.MACHINE)})
    assert meaning_digest(more) == meaning_digest(framework)
    assert framework_digest(more) != framework_digest(framework)
    other = replace(framework, title=text_of(framework.title["en"].text + "!"))
    assert meaning_digest(other) != meaning_digest(framework)


@given(frameworks(), st.data())
def test_an_adaptation_means_the_same_on_every_version_of_its_base_that_does(
    base: Framework, data: st.DataObject
) -> None:
    versions = [base, replace(base, version="1.0.1", title={**base.title, **data.draw(localized())})]
    leaf = data.draw(st.sampled_from([item for item in base.items if not any(o.parent == item.id for o in base.items)]))
    told = []
    for version in versions:
        named = DerivedFrom(
            id=base.id, version=version.version, digest=framework_digest(version), meaning=meaning_digest(version)
        )
        effective = apply_adaptation(version, adaptation_of(version, change("omit", leaf.id), base=named))
        told.append(meaning_digest(effective))
    assert (told[0] == told[1]) == (meaning_digest(versions[0]) == meaning_digest(versions[1]))


@given(frameworks())
def test_the_tree_holds_every_item_once_under_its_parent(framework: Framework) -> None:
    tree = list_tree(framework)
    assert sorted(item.id for _, item in tree) == sorted(item.id for item in framework.items)
    depths = {item.id: depth for depth, item in tree}
    assert all(depths[item.id] == (depths[item.parent] + 1 if item.parent else 0) for item in framework.items)


NOWHERE = "12345678-1234-4234-8234-123456789abc"
Damage = Callable[[dict[str, Any], int], tuple[str, str] | None]


def wrong_type(document: dict[str, Any], place: int) -> tuple[str, str]:
    document["items"][place]["title"]["en"]["text"] = place
    return "DOCUMENT_WRONG_TYPE", f"/items/{place}/title/en/text"


def unknown_key(document: dict[str, Any], place: int) -> tuple[str, str]:
    document["items"][place]["colour"] = "red"
    return "DOCUMENT_UNKNOWN_KEY", f"/items/{place}/colour"


def missing_kind(document: dict[str, Any], place: int) -> tuple[str, str]:
    del document["items"][place]["kind"]
    return "DOCUMENT_MISSING", f"/items/{place}/kind"


def no_entry(document: dict[str, Any], place: int) -> tuple[str, str]:
    document["items"].insert(place, None)
    return "DOCUMENT_WRONG_TYPE", f"/items/{place}"


def repeated_item(document: dict[str, Any], place: int) -> tuple[str, str]:
    document["items"].append(document["items"][place])
    return "FRAMEWORK_DUPLICATE_ID", f"/items/{len(document['items']) - 1}/id"


def missing_parent(document: dict[str, Any], place: int) -> tuple[str, str]:
    document["items"][place]["parent"] = NOWHERE
    return "FRAMEWORK_PARENT_MISSING", f"/items/{place}/parent"


def own_parent(document: dict[str, Any], place: int) -> tuple[str, str]:
    document["items"][place]["parent"] = document["items"][place]["id"]
    return "FRAMEWORK_PARENT_CIRCLE", f"/items/{place}/parent"


def lost_code(document: dict[str, Any], place: int) -> tuple[str, str]:
    del document["items"][place]["code"]
    return "FRAMEWORK_CODE_MISSING", f"/items/{place}/code"


def unknown_principle(document: dict[str, Any], place: int) -> tuple[str, str]:
    tags = document["items"][place].setdefault("principles", [])
    tags.append({"principle": "beauty", "because": {"en": {"text": "x", "origin": "source"}}})
    return "FRAMEWORK_PRINCIPLE_UNKNOWN", f"/items/{place}/principles/{len(tags) - 1}/principle"


def lost_level(document: dict[str, Any], place: int) -> tuple[str, str] | None:
    if place >= len(document.get("descriptors", [])):
        return None
    document["descriptors"][place]["level"] = NOWHERE
    return "FRAMEWORK_LEVEL_UNKNOWN", f"/descriptors/{place}/level"


def shuffled_levels(document: dict[str, Any], _: int) -> tuple[str, str]:
    document["scales"][0]["levels"][-1]["position"] += 1
    return "FRAMEWORK_LEVEL_POSITIONS", f"/scales/0/levels/{len(document['scales'][0]['levels']) - 1}/position"


DAMAGES: list[Damage] = [
    wrong_type, unknown_key, missing_kind, no_entry, repeated_item, missing_parent, own_parent, lost_code,
    unknown_principle, lost_level, shuffled_levels,
]  # fmt: skip


@given(frameworks(), st.sampled_from(DAMAGES), st.data())
def test_a_damage_is_always_found_where_it_was_done(framework: Framework, damage: Damage, data: st.DataObject) -> None:
    document = FRAMEWORK_FORMAT.dump(framework)
    place = data.draw(st.integers(0, len(framework.items) - 1))
    expected = damage(document, place)
    report = read_framework(json.dumps(document).encode())
    assert [(finding.code, finding.path) for finding in report.findings] == ([expected] if expected else [])


@given(frameworks(), st.lists(st.sampled_from(DAMAGES[:3] + DAMAGES[5:]), unique=True, min_size=2), st.data())
def test_damages_to_different_places_are_all_found(
    framework: Framework, damages: list[Damage], data: st.DataObject
) -> None:
    document = FRAMEWORK_FORMAT.dump(framework)
    places = data.draw(st.permutations(range(len(framework.items))))
    expected = {damage(document, place) for damage, place in zip(damages, places, strict=False)} - {None}
    found = {(finding.code, finding.path) for finding in read_framework(json.dumps(document).encode()).findings}
    assert found == expected
