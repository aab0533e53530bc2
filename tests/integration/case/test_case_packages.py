"""What a CASE package makes of an adaptation: what was left keeps its identifier, what was changed gets its own."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from capacita.content import read_content
from capacita.framework import Framework
from capacita.framework.exchange.case import read_case, write_case
from capacita.framework.exchange.case_editions import whole_languages
from capacita.framework.exchange.case_writing import write_package
from capacita.framework.exchange.contract import WriteOptions
from capacita.framework.model import FRAMEWORK_FORMAT
from capacita.story import read_inputs
from capacita.story.chain import adapt_framework
from capacita.vocabulary import TextOrigin, canonical_json, derive_identifier, plain_text, translated, written
from capacita.web.case.earlier import as_earlier

BASE = FRAMEWORK_FORMAT.read_whole(read_content("unesco-2022/framework.json"))
OWN_ID = derive_identifier(BASE.id, "test", "adaptation")
SERVICE = "https://example.org/ims/case/v1p1"
MOMENT = datetime(2026, 11, 23, tzinfo=UTC)


def package_of(framework: Framework, *bases: Framework, language: str | None = None) -> dict[str, Any]:
    return write_package(framework, moment=MOMENT, base_uri=SERVICE, bases=bases, language=language)[0]


def source_of(item: dict[str, Any]) -> dict[str, Any]:
    return {name: part for name, part in item["extensions"].items() if name.startswith("source")}


def test_reworded_item_gets_its_own_identifier_and_names_its_source() -> None:
    first, *rest = BASE.items
    adapted = replace(BASE, id=OWN_ID, items=(replace(first, statement=written("Said in our own way.")), *rest))
    package = package_of(adapted, BASE)
    changed, *kept = package["CFItems"]
    assert changed["identifier"] == derive_identifier(OWN_ID, first.id)
    assert source_of(changed) == {
        "sourceItemIdentifier": first.id,
        "sourceItemURI": f"{SERVICE}/CFItems/{first.id}",
    }
    assert [item["identifier"] for item in kept] == [item.id for item in rest]
    assert all(source_of(item) == {} for item in kept)
    assert "extensions" not in as_earlier(package)["CFItems"][0]


def test_item_that_was_left_says_in_its_place_whose_it_is() -> None:
    adapted = replace(BASE, id=OWN_ID)
    links = {
        link["originNodeURI"]["identifier"]: link
        for link in package_of(adapted, BASE)["CFAssociations"]
        if link["associationType"] == "isChildOf"
    }
    for item in BASE.items:
        assert links[item.id]["extensions"]["sourceDocumentIdentifier"] == BASE.id
        assert links[item.id]["extensions"]["sourceDocumentURI"] == f"{SERVICE}/CFDocuments/{BASE.id}"


def test_name_given_by_an_adaptation_is_kept_by_the_next_one() -> None:
    first, *rest = BASE.items
    reworded = replace(first, statement=written("Said in our own way."))
    middle = replace(BASE, id=OWN_ID, items=(reworded, *rest))
    last = replace(middle, id=derive_identifier(OWN_ID, "next"))
    name = derive_identifier(OWN_ID, first.id)
    assert package_of(last, middle, BASE)["CFItems"][0]["identifier"] == name
    changed = replace(last, items=(replace(reworded, statement=written("Said anew.")), *rest))
    item = package_of(changed, middle, BASE)["CFItems"][0]
    assert (item["identifier"], source_of(item)["sourceItemIdentifier"]) == (
        derive_identifier(last.id, first.id),
        name,
    )


def test_further_translation_leaves_an_item_the_same() -> None:
    item = BASE.items[0]
    said = {**item.title, "sw": translated("Kwa Kiswahili", item.title["en"].text, TextOrigin.HUMAN)}
    adapted = replace(BASE, id=OWN_ID, items=(replace(item, title=said), *BASE.items[1:]))
    assert package_of(adapted, BASE)["CFItems"][0]["identifier"] == item.id
    assert package_of(adapted, BASE, language="fr")["CFItems"][0] == {
        **package_of(BASE, language="fr")["CFItems"][0],
        "CFItemTypeURI": package_of(adapted, BASE, language="fr")["CFItems"][0]["CFItemTypeURI"],
    }


def test_adaptation_comes_back_as_it_was() -> None:
    adapted = adapt_framework(read_inputs(read_content), released_on=MOMENT.date())
    inputs = read_inputs(read_content)
    for framework, bases in ((adapted.base, (inputs.source,)), (adapted.effective, (adapted.base, inputs.source))):
        package = package_of(framework, *bases)
        assert read_case(canonical_json(package)).framework == framework
        names = [item["identifier"] for item in package["CFItems"]]
        changed = [name for name, item in zip(names, framework.items, strict=True) if name != item.id]
        assert len(changed) == sum(bool(source_of(item)) for item in package["CFItems"])


def test_language_in_which_a_text_is_missing_gives_no_package_of_the_service() -> None:
    first, *rest = BASE.items
    halved = replace(BASE, items=(replace(first, statement=written("Only here.")), *rest))
    assert whole_languages(halved) == ["en"]
    assert whole_languages(BASE) == ["en", "ar", "es", "fr", "ru", "zh"]


def test_translation_is_a_document_of_its_own_joined_to_its_source() -> None:
    options = WriteOptions(moment=MOMENT, base_uri=SERVICE, languages=("fr",))
    files = write_case(BASE, options)
    source, french = json.loads(files.data), json.loads(files.by_language["fr"])
    assert french["CFDocument"]["language"] == "fr"
    links = {
        link["originNodeURI"]["identifier"]: link["destinationNodeURI"]["identifier"]
        for link in french["CFAssociations"]
        if link["associationType"] == "isTranslationOf"
    }
    names = [package["CFDocument"]["identifier"] for package in (french, source)]
    pairs = zip(french["CFItems"], source["CFItems"], strict=True)
    assert links == {names[0]: names[1], **{new["identifier"]: old["identifier"] for new, old in pairs}}
    assert set(links).isdisjoint(links.values())
    read = read_case(files.by_language["fr"]).framework
    assert read is not None
    assert [plain_text(item.title, "fr") for item in read.items] == [
        plain_text(item.title, "fr") for item in BASE.items
    ]
    said = {item["humanCodingScheme"]: item["extensions"].get("translation", {}) for item in french["CFItems"]}
    assert {origin for told in said.values() for origin in told.values()} == {"source", "machine"}


def test_language_can_be_the_only_one_asked_for() -> None:
    french = json.loads(write_case(BASE, WriteOptions(moment=MOMENT, language="fr")).data)
    assert french["CFDocument"]["language"] == "fr"
    assert french["CFItems"][0]["abbreviatedStatement"] == BASE.items[0].title["fr"].text


def test_base_without_items_leaves_whoever_adapts_it_theirs() -> None:
    empty = replace(BASE, items=(), descriptors=(), associations=())
    package = package_of(replace(BASE, id=OWN_ID), empty)
    assert [item["identifier"] for item in package["CFItems"]] == [item.id for item in BASE.items]
