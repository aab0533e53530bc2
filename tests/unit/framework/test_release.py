"""The gate of a release, and the manifest that comes of one."""

from dataclasses import replace
from datetime import date

import pytest

from capacita.framework import (
    RELEASE_FORMAT,
    FrameworkStatus,
    PartKind,
    ReleaseGate,
    check_release,
    compute_parts,
    framework_digest,
    get_released_adaptation,
    list_release_findings,
    meaning_digest,
    release_adaptation,
    release_framework,
)
from capacita.vocabulary import Refusal, TextOrigin, readable_json, translated
from lib.framework_cases import adaptation_of, change, identifier, item, small_framework, text_of

DAY = date(2026, 3, 1)
SOURCE = {"en": {"text": "x", "origin": "source"}}


def test_a_steward_cannot_release_recommendations_without_text() -> None:
    base = small_framework()
    (second,) = [
        replace(entry, id=identifier("R2"), code="R2", position=2) for entry in base.items if entry.code == "R1"
    ]
    base = replace(base, items=(*base.items, second))
    findings = list_release_findings(base)
    assert [(f.code, f.severity.value, f.path, f.values["item"]) for f in findings] == [
        ("RELEASE_WITHOUT_TEXT", "error", "/items/6", "R1"),
        ("RELEASE_WITHOUT_TEXT", "error", "/items/7", "R2"),
    ]
    with pytest.raises(Refusal) as refusal:
        release_framework(base, version="1.0", released_on=DAY)
    assert refusal.value.code == "RELEASE_STOPPED"
    assert refusal.value.values["count"] == 2
    assert "recommendation R1 has no text, recommendation R2 has no text" in refusal.value.values["reasons"]


def test_a_gate_lets_named_recommendations_pass_as_notes() -> None:
    gate = ReleaseGate(allow_missing=frozenset({"R1"}))
    assert [f.severity.value for f in list_release_findings(small_framework(), gate=gate)] == ["note"]
    release = release_framework(small_framework(), version="1.0", released_on=DAY, gate=gate)
    assert release.missing == ("R1",)
    assert (release.version, release.released_on, release.adaptation) == ("1.0", "2026-03-01", None)


def test_a_fault_or_a_retired_version_stops_a_release() -> None:
    gate = ReleaseGate(allow_missing=frozenset({"R1"}))
    check_release(small_framework(), gate=gate)
    for broken in (replace(small_framework(), title={}), replace(small_framework(), status=FrameworkStatus.RETIRED)):
        with pytest.raises(Refusal, match="RELEASE_STOPPED"):
            check_release(broken, gate=gate)
        with pytest.raises(Refusal, match="RELEASE_STOPPED"):
            release_framework(broken, version="2", released_on=DAY, gate=gate)


def test_an_adaptation_is_released_although_its_base_lacks_texts_and_says_so() -> None:
    base = small_framework()
    adaptation = adaptation_of(base, change("reword", "1.1", after=SOURCE))
    release = release_adaptation(base, adaptation, version="1.0", released_on=DAY)
    released = get_released_adaptation(base, adaptation, version="1.0")
    assert released.status is FrameworkStatus.IMPLEMENTED
    assert (release.digest, release.meaning) == (framework_digest(released), meaning_digest(released))
    assert release.derived_from == released.derived_from
    assert release.adaptation is not None
    assert release.adaptation.id == adaptation.id
    assert release.missing == ("R1",)
    again = release_adaptation(base, adaptation, version="1.0", released_on=DAY)
    assert readable_json(RELEASE_FORMAT.dump(again)) == readable_json(RELEASE_FORMAT.dump(release))
    assert RELEASE_FORMAT.read_whole(readable_json(RELEASE_FORMAT.dump(release)).encode()) == release


def test_an_adaptation_that_adds_an_empty_recommendation_is_stopped() -> None:
    base = small_framework()
    empty = {"id": identifier("R9"), "kind": "recommendation", "code": "R9", "position": 9}
    adaptation = adaptation_of(base, change("add", "R9", part="items", after=empty))
    with pytest.raises(Refusal) as refusal:
        release_adaptation(base, adaptation, version="1.0", released_on=DAY)
    assert refusal.value.values["reasons"] == "recommendation R9 has no text"


def test_an_adaptation_with_a_change_without_reason_or_retired_is_stopped() -> None:
    base = small_framework()
    adaptation = adaptation_of(base, change("reword", "1.1", after=SOURCE, reason={}))
    with pytest.raises(Refusal) as refusal:
        release_adaptation(base, adaptation, version="1.0", released_on=DAY)
    assert refusal.value.values["reasons"] == "/changes/0/reason"
    retired = adaptation_of(base, change("adopt", "1.1"), status=FrameworkStatus.RETIRED)
    with pytest.raises(Refusal, match="RELEASE_STOPPED"):
        release_adaptation(base, retired, version="1.0", released_on=DAY)


def test_what_validation_tells_is_told_once() -> None:
    base = small_framework()
    untitled = tuple(replace(entry, title={}) if entry.code == "A1" else entry for entry in base.items)
    gate = ReleaseGate(allow_missing=frozenset({"R1"}))
    findings = list_release_findings(replace(base, items=untitled), gate=gate)
    assert [(f.code, f.path) for f in findings] == [
        ("FRAMEWORK_TITLE_MISSING", "/items/5/title"),
        ("RELEASE_WITHOUT_TEXT", "/items/6"),
    ]


def parts_of(framework: object) -> dict[tuple[str, str], str]:
    return {(part.kind.value, part.name): part.digest for part in compute_parts(framework)}  # type: ignore[arg-type]


def test_parts_are_one_a_thing_and_change_alone() -> None:
    base = small_framework()
    before = parts_of(base)
    assert [kind for kind, _ in before] == [
        "header", "scales", "roles", "definitions", "associations", *["item"] * 7, "texts", "texts"
    ]  # fmt: skip
    assert [name for kind, name in before if kind == PartKind.TEXTS] == ["ar", "fr"]

    french = translated("Concevoir", "Design", TextOrigin.HUMAN)
    titled = [replace(i, title={**i.title, "fr": french}) if i.code == "1.2" else i for i in base.items]
    assert changed(before, parts_of(replace(base, items=tuple(titled)))) == [("texts", "fr")]

    described = replace(base.descriptors[0], text=text_of("Asks more."))
    after = parts_of(replace(base, descriptors=(described, *base.descriptors[1:])))
    assert changed(before, after) == [("item", identifier("1.1"))]

    other_order = parts_of(replace(base, items=tuple(reversed(base.items))))
    assert changed(before, other_order) == []


def test_a_new_item_adds_its_part_and_leaves_translations_where_they_are() -> None:
    base = small_framework()
    more = replace(base, items=(item(base.items[0].kind, "3", None, 3, "Third"), *base.items))
    assert changed(parts_of(base), parts_of(more)) == [("item", identifier("3"))]


def changed(before: dict[tuple[str, str], str], after: dict[tuple[str, str], str]) -> list[tuple[str, str]]:
    return [name for name in {**before, **after} if before.get(name) != after.get(name)]
