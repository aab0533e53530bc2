"""What is said of an adaptation before its base is at hand."""

import json
from dataclasses import replace
from typing import Any

import pytest

from capacita.framework import ADAPTATION_FORMAT, ContextProfile, FrameworkStatus, read_adaptation, validate_adaptation
from lib.framework_cases import adaptation_of, change, small_framework, text_of

SOURCE = {"en": {"text": "x", "origin": "source"}}


def document() -> dict[str, Any]:
    made = adaptation_of(
        small_framework(),
        change("reword", "1.1", after=SOURCE),
        change("omit", "1.2"),
        profile=ContextProfile(country="XA", name=text_of("Almara"), fictional=True, sdgs=(4, 16)),
    )
    return ADAPTATION_FORMAT.dump(made)


def found_in(value: dict[str, Any]) -> list[tuple[str, str, str]]:
    findings = read_adaptation(json.dumps(value).encode()).findings
    return [(finding.code, finding.path, finding.severity.value) for finding in findings]


def test_a_sound_adaptation_has_no_finding() -> None:
    assert found_in(document()) == []


def test_a_change_without_reason_is_a_warning_in_a_draft_and_an_error_when_implemented() -> None:
    value = document()
    del value["changes"][1]["reason"]
    for status, severity in (("draft", "warning"), ("consultation", "warning"), ("implemented", "error")):
        value["status"] = status
        assert found_in(value) == [("ADAPTATION_WITHOUT_REASON", "/changes/1/reason", severity)]


@pytest.mark.parametrize(
    ("country", "fictional", "expected"),
    [
        ("KE", False, []),
        ("XA", True, []),
        ("KE", True, [("ADAPTATION_COUNTRY_FICTIONAL", "/profile/fictional", "error")]),
        ("XA", False, [("ADAPTATION_COUNTRY_FICTIONAL", "/profile/fictional", "error")]),
        ("Kenya", False, [("ADAPTATION_COUNTRY_WRONG", "/profile/country", "error")]),
        ("ke", False, [("ADAPTATION_COUNTRY_WRONG", "/profile/country", "error")]),
    ],
)
def test_country_and_fiction_agree(country: str, fictional: bool, expected: list[Any]) -> None:
    value = document()
    value["profile"].update(country=country, fictional=fictional)
    assert found_in(value) == expected


def test_every_damage_is_listed_at_once() -> None:
    value = document()
    value["version"] = 2
    value["base"]["digest"] = "md5:0"
    value["colour"] = "red"
    value["profile"]["sdgs"].append(18)
    value["changes"][0]["after"]["en"]["text"] = 4
    value["changes"][1]["kind"] = "forget"
    value["changes"].append({**document()["changes"][1], "evidence": [{"kind": "citation", "ref": " "}]})
    value["changes"].insert(0, "not a change")
    assert found_in(value) == [
        ("DOCUMENT_WRONG_TYPE", "/version", "error"),
        ("DOCUMENT_WRONG_PATTERN", "/base/digest", "error"),
        ("DOCUMENT_WRONG_TYPE", "/changes/0", "error"),
        ("DOCUMENT_NOT_IN_LIST", "/changes/2/kind", "error"),
        ("DOCUMENT_UNKNOWN_KEY", "/colour", "error"),
        ("ADAPTATION_GOAL_UNKNOWN", "/profile/sdgs/2", "error"),
        ("ADAPTATION_CHANGE_FAULTY", "/changes/1/after/en/text", "error"),
        ("FRAMEWORK_DUPLICATE_ID", "/changes/3/id", "error"),
        ("ADAPTATION_EVIDENCE_EMPTY", "/changes/3/evidence/0/ref", "error"),
    ]


def test_an_adaptation_is_not_its_own_base_and_changes_something() -> None:
    made = adaptation_of(small_framework())
    own = replace(made, base=replace(made.base, id=made.id), title={}, version="")
    assert [finding.code for finding in validate_adaptation(own)] == [
        "FRAMEWORK_TITLE_MISSING",
        "FRAMEWORK_VERSION_MISSING",
        "ADAPTATION_IS_ITS_BASE",
        "ADAPTATION_WITHOUT_CHANGES",
    ]


def test_texts_inside_a_change_are_looked_at() -> None:
    stale = {**SOURCE, "fr": {"text": "y", "origin": "machine", "of": "sha256:" + "0" * 64}}
    made = adaptation_of(small_framework(), change("reword", "1.1", after=stale), status=FrameworkStatus.DRAFT)
    assert [(f.code, f.path) for f in validate_adaptation(made)] == [("TEXT_STALE", "/changes/0/after/fr")]
