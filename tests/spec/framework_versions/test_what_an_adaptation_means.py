"""What an adaptation means: the same on a base that is only translated further, something else on one that says more."""

from dataclasses import replace

import pytest

from capacita.framework import (
    Adaptation,
    Change,
    ChangeKind,
    DerivedFrom,
    Framework,
    apply_adaptation,
    framework_digest,
    meaning_digest,
    without_translations,
)
from capacita.framework.comparison import VersionStep, diff_frameworks, rebase_adaptation, suggest_version
from capacita.framework.written import write_framework
from capacita.vocabulary import Refusal
from lib.framework_cases import adaptation_of, change, small_framework, text_of

BASE = small_framework()
TRANSLATED = replace(BASE, version="1.0.1", title=text_of("A small framework", fr="Petit référentiel"))
REWORDED = replace(BASE, version="2.0", title=text_of("Another framework"))
REASON = text_of("As the law has it.")


def named(base: Framework) -> DerivedFrom:
    return DerivedFrom(id=base.id, version=base.version, digest=framework_digest(base), meaning=meaning_digest(base))


def country(base: Framework) -> Adaptation:
    return adaptation_of(base, change("reword", "1.1", after=SAID, reason=REASON), base=named(base))


SAID = {"en": {"text": "Foresees what a law will do.", "origin": "source"}}


def means(base: Framework) -> str:
    effective = apply_adaptation(base, country(base))
    assert write_framework(effective).meaning == meaning_digest(effective)
    return meaning_digest(effective)


def test_new_translations_of_the_base_leave_what_an_adaptation_means_as_it_is() -> None:
    assert means(TRANSLATED) == means(BASE)
    one, other = (apply_adaptation(base, country(base)) for base in (BASE, TRANSLATED))
    assert framework_digest(one) != framework_digest(other)
    assert [effective.derived_from for effective in (one, other)] == [named(BASE), named(TRANSLATED)]


def test_a_base_that_means_something_else_moves_what_an_adaptation_means() -> None:
    assert means(REWORDED) != means(BASE)
    untouched = [replace(apply_adaptation(base, country(base)), title=BASE.title) for base in (BASE, REWORDED)]
    assert untouched[0].items == untouched[1].items
    assert meaning_digest(untouched[0]) != meaning_digest(untouched[1])


def test_an_adaptation_of_an_adaptation_means_the_same_too() -> None:
    first, second = (replace(apply_adaptation(base, country(base)), version="1") for base in (BASE, TRANSLATED))
    below = [apply_adaptation(base, replace(country(base), id=NEXT, code="province")) for base in (first, second)]
    assert meaning_digest(below[0]) == meaning_digest(below[1])


NEXT = "0f1c9a43-9d5c-5f0e-8a34-2f5a4c1b8f11"


def test_without_the_meaning_of_its_base_a_document_keeps_to_the_exact_version() -> None:
    old = [
        apply_adaptation(base, replace(country(base), base=replace(named(base), meaning=None)))
        for base in (BASE, TRANSLATED)
    ]
    assert [effective.derived_from for effective in old] == [
        replace(named(b), meaning=None) for b in (BASE, TRANSLATED)
    ]
    assert meaning_digest(old[0]) != meaning_digest(old[1])
    bare = replace(without_translations(old[0]), version="")
    assert meaning_digest(old[0]) == framework_digest(bare)


def test_an_adaptation_that_says_wrongly_what_its_base_means_is_refused() -> None:
    wrong = replace(country(BASE), base=replace(named(BASE), meaning=meaning_digest(REWORDED)))
    with pytest.raises(Refusal, match="ADAPTATION_BASE_CHANGED"):
        apply_adaptation(BASE, wrong)


@pytest.mark.parametrize("by_meaning", [False, True])
def test_on_its_new_base_an_adaptation_says_what_that_means(by_meaning: bool) -> None:
    base = named(BASE) if not by_meaning else replace(named(BASE), digest=meaning_digest(BASE))
    for adaptation in (replace(country(BASE), base=base), replace(country(BASE), base=replace(base, meaning=None))):
        rebased = rebase_adaptation(adaptation, BASE, TRANSLATED).adaptation
        assert rebased is not None
        digest = meaning_digest(TRANSLATED) if by_meaning else framework_digest(TRANSLATED)
        assert rebased.base == replace(named(TRANSLATED), digest=digest)
        assert meaning_digest(apply_adaptation(TRANSLATED, rebased)) == means(BASE)


def test_another_version_of_a_base_that_means_the_same_is_editorial() -> None:
    one, other = (apply_adaptation(base, country(base)) for base in (BASE, TRANSLATED))
    assert suggest_version(one, diff_frameworks(one, other)).step is VersionStep.EDITORIAL
    moved = apply_adaptation(REWORDED, country(REWORDED))
    (step,) = [entry for entry in diff_frameworks(one, moved) if entry.part == "derived_from"]
    assert isinstance(step, Change)
    assert step.kind is ChangeKind.SET
    assert suggest_version(one, [step]).step is VersionStep.MINOR
