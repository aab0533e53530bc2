"""What can be wrong with a framework: each damage done to a sound one, what is said of it, and where.

The paths are places of the file as it was given. Nothing else may be said: a fault is not blamed on what hangs on it.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from capacita.framework import read_framework, validate_framework
from capacita.framework.messages import MESSAGES
from lib.framework_cases import identifier, small_document, small_framework

Damage = Callable[[dict[str, Any]], object]
NOWHERE = "12345678-1234-4234-8234-123456789abc"


def at(*steps: str | int) -> Callable[[dict[str, Any]], Any]:
    def go(document: Any) -> Any:
        for step in steps:
            document = document[step]
        return document

    return go


def put(value: Any, *steps: str | int) -> Damage:
    def damage(document: dict[str, Any]) -> None:
        at(*steps[:-1])(document)[steps[-1]] = value

    return damage


def take(*steps: str | int) -> Damage:
    def damage(document: dict[str, Any]) -> None:
        del at(*steps[:-1])(document)[steps[-1]]

    return damage


def again(*steps: str | int, **parts: Any) -> Damage:
    """Write an entry of a list once more, with some of its parts changed."""

    def damage(document: dict[str, Any]) -> None:
        at(*steps[:-1])(document).append({**at(*steps)(document), **parts})

    return damage


SOURCE = {"text": "x", "origin": "source"}
FRENCH = {"fr": {"text": "x", "origin": "human"}}
STALE = {"text": "y", "origin": "human", "of": "sha256:" + "0" * 64}

DAMAGES: list[tuple[str, Damage, str, str]] = [
    # shape
    ("a number for a text", put(3, "items", 2, "title", "en", "text"), "DOCUMENT_WRONG_TYPE", "/items/2/title/en/text"),
    ("a text for a number", put("1", "items", 2, "position"), "DOCUMENT_WRONG_TYPE", "/items/2/position"),
    ("a key nobody knows", put(1, "items", 0, "colour"), "DOCUMENT_UNKNOWN_KEY", "/items/0/colour"),
    ("the same in a text", put(1, "items", 0, "title", "en", "a/b"), "DOCUMENT_UNKNOWN_KEY", "/items/0/title/en/a~1b"),
    ("a kind nobody knows", put("skill", "items", 2, "kind"), "DOCUMENT_NOT_IN_LIST", "/items/2/kind"),
    ("no kind", take("items", 2, "kind"), "DOCUMENT_MISSING", "/items/2/kind"),
    ("no item at all", put(None, "items", 2), "DOCUMENT_WRONG_TYPE", "/items/2"),
    ("no list of items", put("none", "items"), "DOCUMENT_WRONG_TYPE", "/items"),
    ("no list of scales", put({}, "scales"), "DOCUMENT_WRONG_TYPE", "/scales"),
    ("no list of sources", put(7, "sources"), "DOCUMENT_WRONG_TYPE", "/sources"),
    ("no list of levels", put(7, "scales", 0, "levels"), "DOCUMENT_WRONG_TYPE", "/scales/0/levels"),
    ("no version", take("version"), "DOCUMENT_MISSING", "/version"),
    ("a version that is a number", put(1.0, "version"), "DOCUMENT_WRONG_TYPE", "/version"),
    ("a status nobody knows", put("final", "status"), "DOCUMENT_NOT_IN_LIST", "/status"),
    ("an identifier in capitals", put(NOWHERE.upper(), "roles", 0, "id"), "DOCUMENT_WRONG_PATTERN", "/roles/0/id"),
    (
        "an identifier of version 7",
        put("01890a5d-ac96-774b-bcce-b302099a8057", "descriptors", 0, "id"),
        "DOCUMENT_WRONG_PATTERN",
        "/descriptors/0/id",
    ),
    (
        "a language that is none",
        put(SOURCE, "items", 0, "title", "english"),
        "DOCUMENT_WRONG_PATTERN",
        "/items/0/title/english",
    ),
    (
        "a level without a place",
        take("scales", 0, "levels", 1, "position"),
        "DOCUMENT_MISSING",
        "/scales/0/levels/1/position",
    ),
    # identifiers and codes
    (
        "an identifier used twice",
        put(identifier("t1"), "associations", 1, "id"),
        "FRAMEWORK_DUPLICATE_ID",
        "/definitions/0/id",
    ),
    ("an item written twice", again("items", 2), "FRAMEWORK_DUPLICATE_ID", "/items/7/id"),
    (
        "the framework's own identifier",
        again("items", 2, code="1.3", position=3, id=small_document()["id"]),
        "FRAMEWORK_DUPLICATE_ID",
        "/items/7/id",
    ),
    ("a code used twice", put("1.1", "items", 2, "code"), "FRAMEWORK_DUPLICATE_CODE", "/items/2/code"),
    (
        "a level's code used twice",
        put("low", "scales", 0, "levels", 2, "code"),
        "FRAMEWORK_DUPLICATE_CODE",
        "/scales/0/levels/2/code",
    ),
    ("a source's code used twice", again("sources", 0), "FRAMEWORK_DUPLICATE_CODE", "/sources/1/code"),
    ("no code", take("items", 2, "code"), "FRAMEWORK_CODE_MISSING", "/items/2/code"),
    ("a blank code", put(" ", "items", 2, "code"), "FRAMEWORK_CODE_MISSING", "/items/2/code"),
    # what it says
    ("no title", take("items", 2, "title"), "FRAMEWORK_TITLE_MISSING", "/items/2/title"),
    ("no title of all", put({}, "title"), "FRAMEWORK_TITLE_MISSING", "/title"),
    (
        "no title of a level",
        put({}, "scales", 0, "levels", 1, "title"),
        "FRAMEWORK_TITLE_MISSING",
        "/scales/0/levels/1/title",
    ),
    ("no title in its language", put("sw", "language"), "FRAMEWORK_LANGUAGE_WITHOUT_TITLE", "/title"),
    ("a blank version", put(" ", "version"), "FRAMEWORK_VERSION_MISSING", "/version"),
    ("a blank text", put("  ", "items", 2, "title", "en", "text"), "TEXT_BLANK", "/items/2/title/en"),
    ("a translation of nothing", put(FRENCH, "items", 2, "title"), "TEXT_WITHOUT_SOURCE", "/items/2/title"),
    ("a stale translation", put(STALE, "items", 2, "title", "fr"), "TEXT_STALE", "/items/2/title/fr"),
    ("an untied translation", put(FRENCH["fr"], "items", 2, "title", "fr"), "TEXT_UNTIED", "/items/2/title/fr"),
    (
        "a source with a digest",
        put(STALE["of"], "items", 2, "title", "en", "of"),
        "TEXT_SOURCE_WITH_DIGEST",
        "/items/2/title/en/of",
    ),
    (
        "a descriptor without text",
        put({}, "descriptors", 1, "text"),
        "FRAMEWORK_DESCRIPTOR_WITHOUT_TEXT",
        "/descriptors/1/text",
    ),
    (
        "a definition of nothing",
        put({}, "definitions", 0, "term"),
        "FRAMEWORK_DEFINITION_INCOMPLETE",
        "/definitions/0/term",
    ),
    # how it hangs together
    ("a parent that is not there", put(NOWHERE, "items", 2, "parent"), "FRAMEWORK_PARENT_MISSING", "/items/2/parent"),
    ("its own parent", put(identifier("A1"), "items", 5, "parent"), "FRAMEWORK_PARENT_CIRCLE", "/items/5/parent"),
    (
        "a circle by an association",
        put(identifier("2.1"), "items", 0, "parent"),
        "FRAMEWORK_PARENT_CIRCLE",
        "/items/0/parent",
    ),
    ("a competency in no domain", take("items", 2, "parent"), "FRAMEWORK_COMPETENCY_WITHOUT_DOMAIN", "/items/2/parent"),
    (
        "a competency under an attitude",
        put(identifier("A1"), "items", 2, "parent"),
        "FRAMEWORK_PARENT_UNUSUAL",
        "/items/2/parent",
    ),
    ("two siblings in one place", put(1, "items", 2, "position"), "FRAMEWORK_DUPLICATE_POSITION", "/items/2/position"),
    (
        "a descriptor of nothing",
        put(NOWHERE, "descriptors", 0, "item"),
        "FRAMEWORK_ITEM_UNKNOWN",
        "/descriptors/0/item",
    ),
    (
        "a descriptor at no level",
        put(NOWHERE, "descriptors", 0, "level"),
        "FRAMEWORK_LEVEL_UNKNOWN",
        "/descriptors/0/level",
    ),
    (
        "an item as a level",
        put(identifier("1.1"), "descriptors", 0, "level"),
        "FRAMEWORK_LEVEL_UNKNOWN",
        "/descriptors/0/level",
    ),
    (
        "two descriptors at one level",
        put(identifier("low"), "descriptors", 1, "level"),
        "FRAMEWORK_DUPLICATE_DESCRIPTOR",
        "/descriptors/1",
    ),
    (
        "a requirement of nothing",
        put(NOWHERE, "roles", 0, "requirements", 1, "item"),
        "FRAMEWORK_ITEM_UNKNOWN",
        "/roles/0/requirements/1/item",
    ),
    (
        "a requirement at no level",
        put(NOWHERE, "roles", 0, "requirements", 1, "level"),
        "FRAMEWORK_LEVEL_UNKNOWN",
        "/roles/0/requirements/1/level",
    ),
    (
        "an importance of six",
        put(6, "roles", 0, "requirements", 0, "importance"),
        "FRAMEWORK_IMPORTANCE_OUT_OF_RANGE",
        "/roles/0/requirements/0/importance",
    ),
    (
        "an importance of nought",
        put(0, "roles", 0, "requirements", 0, "importance"),
        "FRAMEWORK_IMPORTANCE_OUT_OF_RANGE",
        "/roles/0/requirements/0/importance",
    ),
    (
        "an item required twice",
        put(identifier("1.1"), "roles", 0, "requirements", 1, "item"),
        "FRAMEWORK_DUPLICATE_REQUIREMENT",
        "/roles/0/requirements/1/item",
    ),
    (
        "a link from nowhere",
        put(NOWHERE, "associations", 1, "origin"),
        "FRAMEWORK_ITEM_UNKNOWN",
        "/associations/1/origin",
    ),
    (
        "a link to nowhere",
        put(NOWHERE, "associations", 1, "destination"),
        "FRAMEWORK_DESTINATION_UNKNOWN",
        "/associations/1/destination",
    ),
    (
        "a link to itself",
        put(identifier("1.1"), "associations", 1, "destination"),
        "FRAMEWORK_LINK_TO_ITSELF",
        "/associations/1/destination",
    ),
    ("a link written twice", again("associations", 1, id=NOWHERE), "FRAMEWORK_DUPLICATE_LINK", "/associations/2"),
    (
        "a parent written twice",
        put(identifier("2"), "associations", 0, "destination"),
        "FRAMEWORK_DUPLICATE_LINK",
        "/associations/0",
    ),
    ("a replacement of what never was", put("replacedBy", "associations", 1, "kind"), "", ""),
    (
        "levels out of order",
        put(5, "scales", 0, "levels", 2, "position"),
        "FRAMEWORK_LEVEL_POSITIONS",
        "/scales/0/levels/2/position",
    ),
    (
        "a source nobody listed",
        put("diary", "items", 1, "source", "source"),
        "FRAMEWORK_SOURCE_UNKNOWN",
        "/items/1/source/source",
    ),
    # principles and dates
    (
        "a principle nobody knows",
        put("roam-beauty", "items", 1, "principles", 0, "principle"),
        "FRAMEWORK_PRINCIPLE_UNKNOWN",
        "/items/1/principles/0/principle",
    ),
    (
        "a tag without a sentence",
        take("items", 1, "principles", 0, "because"),
        "FRAMEWORK_PRINCIPLE_WITHOUT_SENTENCE",
        "/items/1/principles/0/because",
    ),
    (
        "a tag given twice",
        again("items", 1, "principles", 0),
        "FRAMEWORK_DUPLICATE_PRINCIPLE",
        "/items/1/principles/1/principle",
    ),
    (
        "a day that never was",
        put("2022-02-30", "items", 1, "status_start"),
        "FRAMEWORK_DATE_WRONG",
        "/items/1/status_start",
    ),
    (
        "a day written otherwise",
        put("1/9/2022", "items", 1, "status_start"),
        "FRAMEWORK_DATE_WRONG",
        "/items/1/status_start",
    ),
    (
        "an end before the start",
        put("2021-01-01", "items", 1, "status_end"),
        "FRAMEWORK_DATES_REVERSED",
        "/items/1/status_end",
    ),
    ("a source of month 13", put("2022-13", "sources", 0, "date"), "FRAMEWORK_DATE_WRONG", "/sources/0/date"),
]
WARNINGS = {
    "FRAMEWORK_LANGUAGE_WITHOUT_TITLE",
    "FRAMEWORK_COMPETENCY_WITHOUT_DOMAIN",
    "FRAMEWORK_PARENT_UNUSUAL",
    "FRAMEWORK_DUPLICATE_POSITION",
    "FRAMEWORK_DUPLICATE_LINK",
    "FRAMEWORK_PRINCIPLE_WITHOUT_SENTENCE",
    "FRAMEWORK_DUPLICATE_PRINCIPLE",
    "FRAMEWORK_EMPTY",
    "TEXT_SOURCE_WITH_DIGEST",
}
NOTES = {"TEXT_STALE", "TEXT_UNTIED"}


def found_in(document: dict[str, Any]) -> list[tuple[str, str, str]]:
    report = read_framework(json.dumps(document).encode())
    return [(finding.code, finding.path, finding.severity.value) for finding in report.findings]


def weight(code: str) -> str:
    return "warning" if code in WARNINGS else "note" if code in NOTES else "error"


def test_a_sound_framework_has_no_finding() -> None:
    assert validate_framework(small_framework()) == []
    assert found_in(small_document()) == []


@pytest.mark.parametrize(("damage", "code", "path"), [case[1:] for case in DAMAGES], ids=[case[0] for case in DAMAGES])
def test_a_damage_is_the_one_thing_found(damage: Damage, code: str, path: str) -> None:
    document = small_document()
    damage(document)
    assert found_in(document) == ([(code, path, weight(code))] if code else [])


def test_a_framework_without_a_title_is_told_in_one_good_sentence() -> None:
    (finding,) = validate_framework(replace(small_framework(), title={}))
    assert MESSAGES[finding.code].message.format(**finding.values) == "The framework small has no title."


def test_a_lost_identifier_leaves_what_refers_to_it_unexplained() -> None:
    # Nobody can tell whether a reference meant the entry that cannot be read or never meant anything, so it is told.
    document = small_document()
    document["scales"][0]["levels"][0] = 7
    assert found_in(document) == [
        ("DOCUMENT_WRONG_TYPE", "/scales/0/levels/0", "error"),
        ("FRAMEWORK_LEVEL_UNKNOWN", "/descriptors/0/level", "error"),
    ]


def test_six_damages_give_six_findings() -> None:
    document = small_document()
    document["version"] = 3
    document["items"][0]["colour"] = "red"
    document["definitions"][0]["id"] = identifier("a2")
    document["items"][2]["parent"] = NOWHERE
    document["items"][3]["parent"] = identifier("2.1")
    document["roles"][0]["requirements"][0]["level"] = NOWHERE
    assert found_in(document) == [
        ("DOCUMENT_WRONG_TYPE", "/version", "error"),
        ("DOCUMENT_UNKNOWN_KEY", "/items/0/colour", "error"),
        ("FRAMEWORK_DUPLICATE_ID", "/definitions/0/id", "error"),
        ("FRAMEWORK_PARENT_MISSING", "/items/2/parent", "error"),
        ("FRAMEWORK_PARENT_CIRCLE", "/items/3/parent", "error"),
        ("FRAMEWORK_LEVEL_UNKNOWN", "/roles/0/requirements/0/level", "error"),
    ]


def test_an_entry_taken_out_moves_no_other_path() -> None:
    document = small_document()
    document["items"][0:0] = [None, 7, {"id": NOWHERE}]
    document["items"][5]["parent"] = "12345678-1234-4234-8234-123456789abd"
    document["items"][4]["code"] = "1.2"
    assert found_in(document) == [
        ("DOCUMENT_WRONG_TYPE", "/items/0", "error"),
        ("DOCUMENT_WRONG_TYPE", "/items/1", "error"),
        ("DOCUMENT_MISSING", "/items/2/kind", "error"),
        ("FRAMEWORK_CODE_MISSING", "/items/2/code", "error"),
        ("FRAMEWORK_DUPLICATE_CODE", "/items/5/code", "error"),
        ("FRAMEWORK_TITLE_MISSING", "/items/2/title", "error"),
        ("FRAMEWORK_PARENT_MISSING", "/items/5/parent", "error"),
    ]
    findings = read_framework(json.dumps(document).encode()).findings
    (duplicate,) = (finding for finding in findings if finding.code == "FRAMEWORK_DUPLICATE_CODE")
    assert duplicate.values["first"] == "/items/4/code"


def test_a_key_written_twice_is_found_in_its_place() -> None:
    text = json.dumps(small_document())
    doubled = text.replace(
        '"position": 2, "title": {"en": {"text": "Des', '"position": 1, "position": 2, "title": {"en": {"text": "Des'
    )
    assert doubled != text
    report = read_framework(doubled.encode())
    assert [(finding.code, finding.path) for finding in report.findings] == [
        ("DOCUMENT_DUPLICATE_KEY", "/items/2/position")
    ]
    assert report.document is None


def test_a_replaced_item_may_be_gone_where_there_is_a_base() -> None:
    document = small_document()
    document["derived_from"] = {"id": NOWHERE, "version": "1", "digest": "sha256:" + "0" * 64}
    document["associations"][1].update(kind="replacedBy", origin=NOWHERE)
    assert found_in(document) == []
    del document["derived_from"]
    assert found_in(document) == [("FRAMEWORK_ITEM_UNKNOWN", "/associations/1/origin", "error")]


def test_recommendations_without_text_are_no_finding() -> None:
    document = small_document()
    for number in range(2, 10):
        document["items"].append(
            {"id": identifier(f"R{number}"), "kind": "recommendation", "code": f"R{number}", "position": number}
        )
    assert found_in(document) == []


def test_a_framework_of_nothing_is_a_warning() -> None:
    header = {name: value for name, value in small_document().items() if isinstance(value, str) or name == "title"}
    assert found_in(header) == [("FRAMEWORK_EMPTY", "/items", "warning")]
