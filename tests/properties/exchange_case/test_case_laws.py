"""Laws of CASE, whatever the texts: what goes out strict comes back the same, and no package whatever makes a fault of ours."""

import copy
import datetime
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capacita.content import read_content
from capacita.framework import Framework, Item, ItemKind
from capacita.framework.exchange.case import read_case, write_case
from capacita.framework.exchange.case_editions import whole_languages
from capacita.framework.exchange.case_names import list_object_names
from capacita.framework.exchange.case_shapes import DEFINITION_KINDS
from capacita.framework.exchange.case_writing import head_document, write_heading, write_package
from capacita.framework.exchange.contract import WriteOptions
from capacita.framework.exchange.formats import read_any
from capacita.story import read_inputs
from capacita.story.chain import adapt_framework
from capacita.vocabulary import Refusal, TextOrigin, Wording, derive_identifier, text_digest, translated, written
from lib.case_schema import list_faults, official_validator, own_validator
from lib.exchange_cases import dressed
from lib.framework_cases import FRAMEWORK, small_framework
from lib.shared import shared_path

MOMENT = datetime.datetime(2026, 1, 31, tzinfo=datetime.UTC)
PLAIN = WriteOptions(moment=MOMENT)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(lambda text: text.strip())
ORIGINS = st.sampled_from([TextOrigin.HUMAN, TextOrigin.MACHINE, TextOrigin.REVIEWED])
VALIDATOR = own_validator("CFPackage")
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-5, 5), st.floats(-2, 2), st.text(max_size=8)),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=8), inner, max_size=2),
    max_leaves=4,
)


@st.composite
def localized(draw: st.DrawFn, *, empty: bool = False) -> dict[str, Wording]:
    if empty and draw(st.booleans()):
        return {}
    own = draw(st.sampled_from(["en", "en", "fr"]))  # an item may have been written in another language
    source = draw(TEXTS)
    made = {**written(source, own)}
    for tag in draw(st.sets(st.sampled_from(["fr", "ar", "pt-BR", "en"]), max_size=2)) - {own}:
        wording = translated(draw(TEXTS), source, draw(ORIGINS))
        made[tag] = replace(wording, of=draw(st.sampled_from([wording.of, None, text_digest("earlier")])))
    return made


@st.composite
def frameworks(draw: st.DrawFn) -> Framework:
    base = dressed(small_framework()) if draw(st.booleans()) else small_framework()
    codes = draw(st.lists(TEXTS, min_size=1, max_size=3, unique_by=str.strip))
    items = tuple(
        Item(
            id=derive_identifier(FRAMEWORK, "law", str(place)),
            kind=draw(st.sampled_from([ItemKind.STATEMENT, ItemKind.RECOMMENDATION, ItemKind.OUTCOME])),
            item_type=draw(st.sampled_from(["", "skill", "statement", "outcome"])),
            code=code,
            parent=draw(st.sampled_from([None, base.items[0].id])),
            position=draw(st.integers(-3, 20)),
            title=draw(localized(empty=True)),
            statement=draw(localized()),
            notes=draw(localized(empty=True)),
        )
        for place, code in enumerate(codes, start=10)
    )
    return replace(base, title=draw(localized()), items=(*base.items, *items))


@settings(max_examples=60, deadline=None)
@given(frameworks(), st.sampled_from([None, "https://example.org/ims/case/v1p1"]))
def test_framework_comes_back_the_same_and_the_package_is_strict(framework: Framework, base: str | None) -> None:
    written_out = write_case(framework, WriteOptions(moment=MOMENT, base_uri=base))
    assert list_faults(VALIDATOR, json.loads(written_out.data)) == []
    read = read_case(written_out.data)
    assert read.framework == framework
    assert [repair for repair in read.repairs if repair.rule != "association-set-aside"] == []


def places_in(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    for step, entry in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield from places_in(entry, (*path, step))


PACKAGE = json.loads(write_case(small_framework(), PLAIN).data)
PLACES = tuple(places_in(PACKAGE))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), st.one_of(JSON, st.just("drop"))), min_size=1, max_size=3))
def test_any_package_is_read_or_refused_and_goes_out_strict(edits: list[tuple[tuple[Any, ...], Any]]) -> None:
    value = copy.deepcopy(PACKAGE)
    for path, entry in edits:
        holder = value
        try:
            for step in path[:-1]:
                holder = holder[step]
            if entry == "drop":
                del holder[path[-1]]
            else:
                holder[path[-1]] = entry
        except (KeyError, IndexError, TypeError):
            continue  # an earlier edit took the place away
    try:
        read = read_case(json.dumps(value).encode("utf-8"))
    except Refusal:
        return
    if read.framework is None:
        assert any(finding.severity == "error" for finding in read.findings)
        return
    data = write_case(read.framework, PLAIN).data
    assert list_faults(VALIDATOR, json.loads(data)) == []
    again = read_case(data).framework
    assert again is not None  # what we would have written ourselves has become ours by now
    assert read_case(write_case(again, PLAIN).data).framework == again


def objects_of(package: dict[str, Any]) -> set[tuple[str, str]]:
    groups = {
        "CFDocuments": [package["CFDocument"]],
        **{kind: package.get(kind, []) for kind in ("CFItems", "CFAssociations", "CFRubrics")},
        **{kind: package.get("CFDefinitions", {}).get(kind, []) for kind in DEFINITION_KINDS},
    }
    return {(kind, entry["identifier"]) for kind, group in groups.items() for entry in group}


def check_told_without_packages(framework: Framework, *bases: Framework) -> None:
    address = "https://example.org/ims/case/v1p1"
    named = set()
    for language in whole_languages(framework):
        parts: Any = {"moment": MOMENT, "base_uri": address, "language": language}
        package = write_package(framework, bases=bases, **parts)[0]
        named |= objects_of(package)
        assert write_heading(framework, **parts) == head_document(package["CFDocument"])
    assert list_object_names(framework, bases) == named


@settings(max_examples=25, deadline=None)
@given(frameworks())
def test_what_lists_tell_is_what_the_packages_say(framework: Framework) -> None:
    check_told_without_packages(framework)
    check_told_without_packages(replace(framework, id=derive_identifier(framework.id, "adapted")), dressed(framework))


def shipped(name: str) -> Framework:
    inputs = read_inputs(read_content)
    if name == "unesco-2022":
        return inputs.source
    adapted = adapt_framework(inputs, released_on=MOMENT.date())
    return adapted.base if name == "public-service-levels" else adapted.effective


@pytest.mark.parametrize("name", ["unesco-2022", "public-service-levels", "demo-adaptation"])
def test_shipped_framework_comes_back_the_same(name: str) -> None:
    framework = shipped(name)
    data = write_case(framework, PLAIN).data
    assert list_faults(VALIDATOR, json.loads(data)) == []
    assert read_case(data).framework == framework


def test_what_lists_tell_of_adaptations_of_adaptations_is_what_the_packages_say() -> None:
    source, base, effective = map(shipped, ("unesco-2022", "public-service-levels", "demo-adaptation"))
    check_told_without_packages(source)
    check_told_without_packages(base, source)
    check_told_without_packages(effective, base, source)


@pytest.mark.parametrize("name", ["opencase_round_trip_baseline", "Ordering", "AdoptedTestFramework"])
def test_what_lists_tell_of_a_package_of_others_is_what_ours_says(name: str) -> None:
    framework = read_case(shared_path(f"data/case/{name}.json").read_bytes()).framework
    assert framework is not None
    check_told_without_packages(framework)
    moved = [replace(item, parent=None, position=place) for place, item in enumerate(framework.items)]
    check_told_without_packages(replace(framework, items=tuple(moved)))


@pytest.mark.parametrize(
    "name", ["digcomp3/DigComp-3.0-Data-Supplement-24-Nov-2025.jsonld", "direct/framework-2-0.json"]
)
def test_large_real_framework_comes_back_the_same(name: str) -> None:
    framework = read_any(shared_path(f"data/{name}").read_bytes())[1].framework
    assert framework is not None
    data = write_case(framework, PLAIN).data
    value = json.loads(data)
    assert list_faults(official_validator("CFPackageDType"), value) == []
    assert list_faults(VALIDATOR, value) == []
    assert read_case(data).framework == framework
    check_told_without_packages(framework)
