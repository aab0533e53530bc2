"""Coverage by lens, what counts as confirmed, and the minimum of principles that a steward sets for a release."""

from dataclasses import replace
from datetime import date

import pytest

from capacita.framework import (
    LENSES,
    PRINCIPLES,
    Framework,
    PrincipleMinimum,
    PrincipleTag,
    ReleaseGate,
    compute_principle_coverage,
    list_principle_codes,
    list_release_findings,
    release_framework,
)
from capacita.framework.coverage import is_confirmed
from capacita.vocabulary import Refusal
from lib.framework_cases import small_framework, text_of

BECAUSE = text_of("It asks who is left out.")


def with_tags(*tags: PrincipleTag) -> Framework:
    """Return the small framework with these tags on 1.1 and no others."""
    framework = small_framework()
    items = tuple(replace(item, principles=tags if item.code == "1.1" else ()) for item in framework.items)
    return replace(framework, items=items)


def test_lenses_hold_what_they_are_named_after() -> None:
    assert {name: len(codes) for name, codes in LENSES.items()} == {"roam-x": 9, "sdg": 17, "gender": 2, "aim": 4}
    assert LENSES["gender"] == ("roam-x-gender", "sdg-5")
    assert all(code in PRINCIPLES for codes in LENSES.values() for code in codes)


@pytest.mark.parametrize(
    ("author", "second", "counts"),
    [
        ("Amina", "Bjorn", True),
        ("Amina", "", False),
        ("", "Bjorn", True),  # nobody is named from whom Bjorn would have to differ
        ("", "", False),
        ("Amina", "Amina", False),
        ("Amina  Diallo", " amina diallo", False),
        ("Ａmina", "Amina", False),  # a wide letter makes no second person
    ],
)
def test_a_tag_is_confirmed_by_a_named_person_other_than_its_author(author: str, second: str, counts: bool) -> None:
    tag = PrincipleTag(principle="sdg-5", because=BECAUSE, written_by=author, confirmed_by=second)
    assert is_confirmed(tag) is counts
    assert not is_confirmed(replace(tag, because={}))


def test_coverage_names_what_is_served_confirmed_and_missing_in_each_lens() -> None:
    framework = with_tags(
        PrincipleTag(principle="sdg-5", because=BECAUSE, written_by="Amina", confirmed_by="Bjorn"),
        PrincipleTag(principle="sdg-4", because=BECAUSE, written_by="Amina"),
        PrincipleTag(principle="roam-rights"),
    )
    coverage = compute_principle_coverage(framework)
    lenses = {lens.name: lens for lens in coverage.lenses}
    assert (lenses["sdg"].served, lenses["sdg"].confirmed, lenses["sdg"].items) == (2, 1, 1)
    assert (lenses["gender"].served, lenses["gender"].confirmed) == (1, 1)
    assert [principle.code for principle in lenses["gender"].gaps] == ["roam-x-gender"]
    assert lenses["roam-x"].served == 0
    shown = coverage.as_json()
    assert [lens["lens"] for lens in shown["lenses"]] == ["roam-x", "sdg", "gender", "aim"]
    rights = next(row for row in shown["principles"] if row["principle"] == "roam-rights")
    assert [item["code"] for item in rights["without_sentence"]] == ["1.1"]
    assert rights["items"] == []


def test_a_steward_minimum_stops_a_release_until_it_is_met() -> None:
    gender = PrincipleMinimum(principles=list_principle_codes("gender"))
    gate = ReleaseGate(allow_missing=frozenset({"R1"}), principles=(gender,))
    half = with_tags(PrincipleTag(principle="sdg-5", because=BECAUSE, written_by="Amina"))
    stopping = [f for f in list_release_findings(half, gate=gate) if f.severity.value == "error"]
    assert [(f.code, f.values["principle"]) for f in stopping] == [("RELEASE_PRINCIPLE_TOO_FEW", "roam-x-gender")]
    with pytest.raises(Refusal) as refusal:
        release_framework(half, version="1.0", released_on=date(2026, 3, 1), gate=gate)
    assert refusal.value.values["reasons"] == "principle roam-x-gender has 0 of 1 items"
    whole = with_tags(*(PrincipleTag(principle=code, because=BECAUSE, written_by="Amina") for code in LENSES["gender"]))
    assert release_framework(whole, version="1.0", released_on=date(2026, 3, 1), gate=gate).version == "1.0"


def test_a_minimum_of_confirmed_tags_asks_for_a_second_person() -> None:
    minimum = PrincipleMinimum(principles=("sdg-5",), confirmed=True)
    gate = ReleaseGate(allow_missing=frozenset({"R1"}), principles=(minimum,))
    alone = PrincipleTag(principle="sdg-5", because=BECAUSE, written_by="Amina")
    codes = [f.code for f in list_release_findings(with_tags(alone), gate=gate) if f.severity.value == "error"]
    assert codes == ["RELEASE_PRINCIPLE_UNCONFIRMED"]
    agreed = with_tags(replace(alone, confirmed_by="Bjorn"))
    assert [f for f in list_release_findings(agreed, gate=gate) if f.severity.value == "error"] == []


def test_a_minimum_on_an_unknown_principle_is_told() -> None:
    gate = ReleaseGate(principles=(PrincipleMinimum(principles=("sdg-18",)),))
    assert "FRAMEWORK_PRINCIPLE_UNKNOWN" in {f.code for f in list_release_findings(small_framework(), gate=gate)}
    with pytest.raises(Refusal, match="FRAMEWORK_PRINCIPLE_UNKNOWN"):
        list_principle_codes("sdg-18")
