"""Texts in several languages, identifiers, findings in words, and the trail."""

from datetime import date

import pytest

from capacita.vocabulary import (
    CAPACITA,
    Finding,
    Message,
    NotFound,
    Provenance,
    Refusal,
    Severity,
    TextOrigin,
    TrailKind,
    Wording,
    derive_identifier,
    direction_of,
    gather_trail,
    has_errors,
    is_identifier,
    plain_text,
    show_text,
    spell,
    spell_day,
    stale_languages,
    text_digest,
    translated,
    walk_trail,
    written,
)

TEXT = {
    "en": Wording(text="colour", origin=TextOrigin.SOURCE),
    "fr": translated("couleur", "colour", TextOrigin.HUMAN),
    "pt-BR": translated("cor", "colour", TextOrigin.MACHINE),
    "zh-Hant": translated("顏色", "colour", TextOrigin.REVIEWED),
}


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        (("fr",), "fr"),
        (("fr-CA",), "fr"),
        (("fr-CA", "en"), "fr"),
        (("sw", "fr"), "fr"),
        (("pt",), "pt-BR"),
        (("pt-PT",), "en"),
        (("zh-Hant-TW",), "zh-Hant"),
        (("sw",), "en"),
        ((), "en"),
    ],
)
def test_the_first_language_that_there_is_is_shown(asked: tuple[str, ...], shown: str) -> None:
    found = show_text(TEXT, *asked)
    assert found is not None
    assert (found.language, found.text) == (shown, TEXT[shown].text)


def test_a_text_without_source_shows_what_there_is_and_an_empty_one_nothing() -> None:
    assert plain_text({"fr": TEXT["fr"]}, "en") == "couleur"
    assert show_text({}, "en") is None
    assert plain_text({}, "en") == ""


@pytest.mark.parametrize(
    ("language", "direction"),
    [
        ("ar", "rtl"), ("ar-EG", "rtl"), ("he", "rtl"), ("ckb", "rtl"), ("en", "ltr"), ("ku-Arab", "rtl"),
        ("ar-Latn", "ltr"), ("az-Arab-IR", "rtl"), ("fa", "rtl"), ("zh-Hant", "ltr"),
    ],
)  # fmt: skip
def test_direction_follows_the_script_then_the_language(language: str, direction: str) -> None:
    assert direction_of(language) == direction


def test_a_translation_is_stale_when_no_source_says_what_it_was_made_from() -> None:
    assert stale_languages(TEXT) == []
    changed = {**TEXT, **written("hue")}
    assert stale_languages(changed) == ["fr", "pt-BR", "zh-Hant"]
    untied = {**written("hue"), "fr": Wording(text="x", origin=TextOrigin.HUMAN)}
    assert stale_languages(untied) == []
    assert TEXT["fr"].of == text_digest("colour")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0ba838c0-e42c-5baf-9977-d0f719525a23", True),
        ("0BA838C0-E42C-5BAF-9977-D0F719525A23", False),
        ("0ba838c0-e42c-7baf-9977-d0f719525a23", False),
        ("0ba838c0-e42c-5baf-7977-d0f719525a23", False),
        ("0ba838c0-e42c-5baf-9977-d0f719525a23\n", False),
        ("", False),
    ],
)
def test_identifiers_are_what_case_accepts(value: str, expected: bool) -> None:
    assert is_identifier(value) is expected


def test_derived_identifiers_are_the_same_everywhere() -> None:
    # python3 -c "import uuid; print(uuid.uuid5(uuid.uuid5(uuid.NAMESPACE_URL, 'capacita'), 'framework/unesco-2022'))"
    assert derive_identifier(CAPACITA, "framework", "unesco-2022") == "0ba838c0-e42c-5baf-9977-d0f719525a23"
    assert is_identifier(derive_identifier(CAPACITA, "x"))


def test_a_finding_is_put_into_words() -> None:
    finding = Finding(
        code="X", severity=Severity.WARNING, path="/a", lines=(3,), values={"names": ["a", "{b}"], "count": 2}
    )
    french = {"{count} of {names}.": "{names} : {count}.", "Mend {names}.": "Corrigez {names}."}
    shown = spell(finding, {"X": Message("{count} of {names}.", "Mend {names}.")}, french.__getitem__)
    assert shown == {
        "code": "X", "severity": "warning", "path": "/a", "lines": [3], "message": "a, {b} : 2.", "hint": "Corrigez a, {b}."
    }  # fmt: skip
    assert not has_errors([finding])
    assert has_errors([finding, Finding(code="Y", severity=Severity.ERROR)])


def stop(name: str, *made_from: str) -> Provenance:
    return Provenance(id=name, kind=TrailKind.NUMBER, label=name.upper(), made_from=made_from)


def test_a_trail_is_walked_depth_first_each_stop_once() -> None:
    trail = gather_trail([stop("a", "b", "c"), stop("b", "d"), stop("c", "d"), stop("d"), stop("a", "d", "b")])
    assert trail["a"].made_from == ("b", "c", "d")
    assert [(depth, found.id) for depth, found in walk_trail(trail, "a")] == [(0, "a"), (1, "b"), (2, "d"), (1, "c")]


def test_a_trail_with_a_hole_or_a_circle_is_refused() -> None:
    with pytest.raises(NotFound, match="TRAIL_UNKNOWN"):
        walk_trail({}, "a")
    with pytest.raises(Refusal, match="TRAIL_BROKEN"):
        walk_trail(gather_trail([stop("a", "b")]), "a")
    for circle in (
        [stop("a", "a")],
        [stop("a", "b"), stop("b", "a")],
        [stop("s", "a", "b"), stop("a", "b"), stop("b", "a")],
    ):
        with pytest.raises(Refusal, match="TRAIL_CIRCULAR"):
            walk_trail(gather_trail(circle), circle[0].id)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "8 November 2026"),
        ("fr", "8 novembre 2026"),
        ("ar", "8 نوفمبر 2026"),
        ("zh-Hans", "2026年11月8日"),
    ],
)
def test_day_is_spelt_as_its_language_writes_it(language: str, words: str) -> None:
    assert spell_day(date(2026, 11, 8), language) == words
