"""Who changed what: the translator, the framework since, both or nobody; and what follows from it."""

from dataclasses import replace
from typing import Any

import pytest

from capacita.framework import (
    MESSAGES,
    ChangeKind,
    Framework,
    apply_adaptation,
    validate_adaptation,
    validate_framework,
)
from capacita.framework.comparison import apply_changes
from capacita.framework.translation import (
    Basis,
    Confidence,
    IncomingFile,
    IncomingUnit,
    Intake,
    Outcome,
    take_in_translations,
)
from capacita.framework.translation.incoming import short_digest
from capacita.vocabulary import MESSAGES as SHARED
from capacita.vocabulary import Severity, TextOrigin, Wording, spell, text_digest, translated
from lib.framework_cases import FRAMEWORK, adaptation_of, identifier, small_framework, text_of

KEY = f"item.{identifier('1')}.title"


def framework_with(wording: Wording | None, source: str = "Plan") -> Framework:
    """Return the small framework with a French title of the first item."""
    first, *others = small_framework().items
    title = {**text_of(source), **({"fr": wording} if wording else {})}
    return replace(small_framework(), items=(replace(first, title=title), *others))


def unit(target: str, *, source: str = "Plan", went_out: str | None = None, **parts: Any) -> IncomingUnit:
    basis = Basis(source=short_digest(source), target=None if went_out is None else short_digest(went_out))
    return IncomingUnit(**{"key": KEY, "source": source, "target": target, "basis": basis, **parts})


def take(framework: Framework, *units: IncomingUnit, **options: Any) -> Intake:
    file = IncomingFile(format="xliff", language="fr", units=units, framework=FRAMEWORK)
    return take_in_translations(framework, file, **options)


def title_after(framework: Framework, intake: Intake) -> Wording | None:
    return apply_changes(framework, intake.changes).items[0].title.get("fr")


def human(text: str, source: str = "Plan") -> Wording:
    return translated(text, source, TextOrigin.HUMAN)


OPEN, DONE, CHECKED = Confidence.OPEN, Confidence.DONE, Confidence.CHECKED
MACHINE = translated("Planifier", "Plan", TextOrigin.MACHINE)
STALE = translated("Planifier", "Plans", TextOrigin.HUMAN)
UNTIED = Wording(text="Planifier", origin=TextOrigin.HUMAN)
REVIEWED = translated("Planifier", "Plan", TextOrigin.REVIEWED)


@pytest.mark.parametrize(
    ("current", "incoming", "options", "outcome", "after", "codes"),
    [
        # nobody had translated it
        (None, unit("Planifier"), {}, "taken", human("Planifier"), []),
        (None, unit("Planifier"), {"by_machine": True}, "taken", MACHINE, []),
        (None, unit("Planifier", by_machine=True, confidence=OPEN), {}, "taken", MACHINE, ["TRANSLATION_UNCONFIRMED"]),
        (None, unit("Planifier", by_machine=True), {}, "taken", human("Planifier"), []),
        (None, unit("Planifier", confidence=CHECKED), {"reviewer": "Ada"}, "taken", REVIEWED, []),
        (
            None,
            unit("Planifier", confidence=CHECKED),
            {},
            "taken",
            human("Planifier"),
            ["TRANSLATION_REVIEWER_MISSING"],
        ),
        (None, unit("  "), {}, "empty", None, []),
        (None, unit("Planifier", source="", basis=None), {}, "taken", UNTIED, []),
        # the translator left it as it went out
        (MACHINE, unit("Planifier", went_out="Planifier", confidence=OPEN), {}, "unchanged", MACHINE, []),
        (human("Autre"), unit("Planifier", went_out="Planifier"), {}, "unchanged", human("Autre"), []),
        (REVIEWED, unit("Planifier", went_out="Planifier", confidence=CHECKED), {}, "unchanged", REVIEWED, []),
        (STALE, unit("Planifier", went_out="Planifier", confidence=OPEN), {}, "unchanged", STALE, []),
        # the translator read it and found it right
        (MACHINE, unit("Planifier", went_out="Planifier"), {}, "confirmed", human("Planifier"), []),
        (MACHINE, unit("Planifier", went_out="Planifier"), {"by_machine": True}, "unchanged", MACHINE, []),
        (STALE, unit("Planifier", went_out="Planifier"), {}, "confirmed", human("Planifier"), []),
        (UNTIED, unit("Planifier", went_out="Planifier"), {}, "confirmed", human("Planifier"), []),
        (
            human("Planifier"),
            unit("Planifier", went_out="Planifier", confidence=CHECKED),
            {"reviewer": "Ada"},
            "confirmed",
            REVIEWED,
            [],
        ),
        (STALE, unit("Planifier", source="Plans", went_out="Planifier"), {}, "unchanged", STALE, []),
        # the translator changed it
        (human("Autre"), unit("Planifier", went_out="Autre"), {}, "taken", human("Planifier"), []),
        (STALE, unit("Prévoir", went_out="Planifier"), {}, "taken", human("Prévoir"), []),
        (human("Autre"), unit("Planifier", basis=None), {}, "taken", human("Planifier"), []),
        (human("Autre"), unit("", went_out="Autre"), {}, "empty", human("Autre"), ["TRANSLATION_EMPTIED"]),
        # somebody else changed it here meanwhile
        (human("Autre"), unit("Planifier"), {}, "left out", human("Autre"), ["TRANSLATION_MOVED"]),
        (human("Autre"), unit("Planifier", went_out="Tiers"), {}, "left out", human("Autre"), ["TRANSLATION_MOVED"]),
        (translated("Autre", "Plan", TextOrigin.MACHINE), unit("Planifier"), {}, "taken", human("Planifier"), []),
        # the source changed meanwhile
        (
            None,
            unit("Planifier", source="Plans"),
            {},
            "stale",
            human("Planifier", "Plans"),
            ["TRANSLATION_SOURCE_CHANGED"],
        ),
        (
            None,
            unit("Planifier", earlier_source="Plans", confidence=OPEN),
            {},
            "stale",
            human("Planifier", "Plans"),
            ["TRANSLATION_UNCONFIRMED", "TRANSLATION_SOURCE_CHANGED"],
        ),
        (None, unit("Planifier", source=" Plan\n", basis=None), {}, "taken", human("Planifier"), []),
        # an original is not to be translated over
        (
            Wording(text="Plan (fr)", origin=TextOrigin.SOURCE),
            unit("Planifier"),
            {},
            "left out",
            Wording(text="Plan (fr)", origin=TextOrigin.SOURCE),
            ["TRANSLATION_OF_A_SOURCE"],
        ),
    ],
)
def test_what_becomes_of_a_unit(
    current: Wording | None,
    incoming: IncomingUnit,
    options: dict[str, Any],
    outcome: str,
    after: Wording | None,
    codes: list[str],
) -> None:
    framework = framework_with(current)
    intake = take(framework, incoming, **options)
    assert [name.value for name, count in intake.counts.items() if count] == [outcome]
    assert [finding.code for finding in intake.findings] == codes
    assert title_after(framework, intake) == after
    again = take(apply_changes(framework, intake.changes), incoming, **options)
    assert again.changes == ()


def test_a_change_says_what_it_found_and_an_adaptation_can_carry_it() -> None:
    framework = framework_with(STALE)
    (change,) = take(framework, unit("Prévoir", went_out="Planifier")).changes
    assert change.kind is ChangeKind.TRANSLATE
    assert (change.target, change.part, change.language) == (identifier("1"), "title", "fr")
    assert change.before == {"text": "Planifier", "origin": "human", "of": text_digest("Plans")}
    assert change.after == {"text": "Prévoir", "origin": "human", "of": text_digest("Plan")}
    adaptation = adaptation_of(framework, replace(change, reason=text_of("The source changed.")))
    assert validate_adaptation(adaptation) == []
    assert apply_adaptation(framework, adaptation).items[0].title["fr"].text == "Prévoir"


def test_sentences_of_principles_come_in_as_one_change_of_tags() -> None:
    key = f"item.{identifier('1.1')}.principle.roam-rights"
    framework = small_framework()
    intake = take(framework, IncomingUnit(key=key, source="It asks who is left out.", target="Elle demande."))
    (change,) = intake.changes
    assert change.kind is ChangeKind.TAG
    after = apply_changes(framework, intake.changes)
    (tag,) = next(item for item in after.items if item.code == "1.1").principles
    assert tag.because["fr"] == human("Elle demande.", "It asks who is left out.")
    assert [finding for finding in validate_framework(after) if finding.severity is Severity.ERROR] == []


def test_units_that_fit_nowhere_are_told_and_nothing_is_lost_of_the_rest() -> None:
    unknown = unit("Ailleurs", key="item.gone.title")
    twice = (unit("Planifier"), unit("Prévoir", line=7), unit("Planifier"))
    intake = take(framework_with(None), unknown, *twice)
    assert [(finding.code, finding.lines) for finding in intake.findings] == [
        ("TRANSLATION_KEY_UNKNOWN", ()),
        ("TRANSLATION_KEY_TWICE", (7,)),
    ]
    assert intake.counts[Outcome.TAKEN] == 1
    assert intake.counts[Outcome.LEFT_OUT] == 2
    assert title_after(framework_with(None), intake) == human("Planifier")


@pytest.mark.parametrize(
    ("language", "asked", "code"),
    [
        (None, None, "TRANSLATION_LANGUAGE_MISSING"),
        ("es", "fr", "TRANSLATION_LANGUAGE_OTHER"),
    ],
)
def test_a_file_without_the_right_language_changes_nothing(language: str | None, asked: str | None, code: str) -> None:
    file = IncomingFile(format="po", language=language, units=(unit("Planifier"),))
    intake = take_in_translations(framework_with(None), file, language=asked)
    assert intake.changes == ()
    assert [(finding.code, finding.severity) for finding in intake.findings] == [(code, Severity.ERROR)]


def test_a_file_of_another_framework_is_told() -> None:
    file = IncomingFile(format="po", language="fr", units=(unit("Planifier"),), framework=identifier("other"))
    intake = take_in_translations(framework_with(None), file)
    assert [finding.code for finding in intake.findings] == ["TRANSLATION_OTHER_FRAMEWORK"]
    assert intake.counts[Outcome.TAKEN] == 1


def test_a_translator_who_wishes_is_named_once() -> None:
    framework = framework_with(None)
    intake = take(framework, unit("Planifier"), translator="Awa Diop")
    after = apply_changes(framework, intake.changes)
    assert after.extensions == {"colour": {"of": ["any", 1, 2.5, None]}, "translators": {"fr": ["Awa Diop"]}}
    later = take(after, unit("Prévoir", went_out="Planifier"), translator="Awa Diop")
    assert [change.kind for change in later.changes] == [ChangeKind.TRANSLATE]
    nothing = take(after, unit("Planifier"), translator="Somebody")
    assert nothing.changes == ()


def test_findings_are_put_into_sentences() -> None:
    intake = take(framework_with(None), unit("Planifier", source="Plans", line=3))
    (finding,) = intake.findings
    shown = spell(finding, {**SHARED, **MESSAGES})
    assert shown["path"] == "/items/0/title/fr"
    assert shown["message"] == (
        "Domain 1, title was translated from “Plans”; the source now says “Plan”. Taken in as stale."
    )
