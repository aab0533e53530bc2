"""What is noticed of a translation without knowing its language, and wordings put into a framework by their keys."""

import pytest

from capacita.framework.digests import meaning_digest
from capacita.framework.translation import (
    Glossary,
    Place,
    Segment,
    SegmentState,
    check_segment,
    list_credits,
    list_places,
    put_credits,
    put_wordings,
)
from capacita.framework.translation.segments import PlaceKind
from capacita.vocabulary import TextOrigin, Wording, translated
from lib.framework_cases import small_framework


def segment(source: str, target: str, language: str = "fr", source_language: str = "en") -> Segment:
    place = Place(key="item.x.title", path="/items/0/title", target="x", part="title", kind=PlaceKind.ITEM, name="A1")
    return Segment(
        place=place,
        source=source,
        source_language=source_language,
        language=language,
        target=target,
        origin=TextOrigin.HUMAN,
        state=SegmentState.TRANSLATED,
    )


LONG = "Deciding with data that everybody can check and nobody can hide from those whom it is about."


@pytest.mark.parametrize(
    ("source", "target", "language", "codes"),
    [
        ("Hello {name}", "Bonjour {name}", "fr", []),
        ("Hello {name}", "Bonjour {nom}", "fr", ["TRANSLATION_PLACEHOLDER_MISSING", "TRANSLATION_PLACEHOLDER_FOREIGN"]),
        ("See <b>it</b>", "Voyez cela", "fr", ["TRANSLATION_PLACEHOLDER_MISSING"]),
        ("In 1.5 years", "En 1,5 an", "fr", []),
        ("In 2030", "في ٢٠٣٠", "ar", []),
        ("In 2030", "في ٢٠٣١", "ar", ["TRANSLATION_NUMBER_MISSING", "TRANSLATION_NUMBER_FOREIGN"]),
        ("1,000 people", "1\u202f000 personnes", "fr", []),
        ("{0} of 10", "{0} sur 10", "fr", []),
        (LONG, "Décider.", "fr", ["TRANSLATION_SHORT"]),
        (LONG, LONG * 3, "fr", ["TRANSLATION_LONG"]),
        (LONG, "用人人都能核查、谁也不能对当事人隐瞒的数据来做决定。", "zh", []),
        ("Data", "Les données dont une administration publique se sert", "fr", []),
    ],
)
def test_check_names_what_differs_and_is_silent_otherwise(
    source: str, target: str, language: str, codes: list[str]
) -> None:
    found = check_segment(segment(source, target, language), Glossary())
    assert [finding.code for finding in found] == codes
    assert all(finding.path == f"/items/0/title/{language}" for finding in found)


def test_text_that_is_not_translated_is_not_checked() -> None:
    empty = segment("In 2030", "")._replace(state=SegmentState.NEW, target=None)
    assert check_segment(empty, Glossary()) == []


def test_every_text_takes_a_wording_by_its_key_and_nothing_else_moves() -> None:
    framework = small_framework()
    texts = {place.key: localized for place, localized in list_places(framework) if localized}
    wanted = {
        key: translated(f"sw {key}", next(iter(localized.values())).text, TextOrigin.HUMAN)
        for key, localized in texts.items()
    }
    changed = put_wordings(framework, "sw", wanted)
    assert {place.key: localized["sw"] for place, localized in list_places(changed) if localized} == wanted
    assert meaning_digest(changed) == meaning_digest(framework)
    assert put_wordings(changed, "sw", dict.fromkeys(wanted)) == framework
    assert put_wordings(framework, "sw", {"item.gone.title": Wording(text="x", origin=TextOrigin.HUMAN)}) is framework


def test_original_is_never_replaced_by_a_translation() -> None:
    framework = small_framework()
    keys = [place.key for place, localized in list_places(framework) if localized]
    other = Wording(text="x", origin=TextOrigin.HUMAN)
    kept = put_wordings(framework, framework.language, dict.fromkeys(keys, other))
    assert meaning_digest(kept) == meaning_digest(framework)


def test_credits_name_nobody_twice_and_leave_the_meaning_as_it_is() -> None:
    framework = small_framework()
    once = put_credits(framework, "fr", translators=["Ana", "Ana", ""], reviewers=["Luis"])
    twice = put_credits(once, "fr", translators=["Ana", "Bo"])
    (credit,) = list_credits(twice)
    assert (credit.language, credit.translators, credit.reviewers) == ("fr", ("Ana", "Bo"), ("Luis",))
    assert put_credits(twice, "fr", translators=["Bo"]) is twice
    assert meaning_digest(twice) == meaning_digest(framework)
    assert list_credits(framework) == []
