"""The linter of statements: each finding where it belongs, and none where there is nothing to say."""

from dataclasses import replace
from typing import Any

import pytest

from capacita.framework import Definition, Framework, ItemKind, LevelDescriptor
from capacita.framework.lint import NoReadingEase, ReadingEase, estimate_reading_ease, find_leading_verb, lint_framework
from capacita.framework.lint.reading_ease import (
    count_syllables_english,
    count_syllables_french,
    count_syllables_spanish,
)
from capacita.vocabulary import Finding, LocalizedText, TextOrigin, translated, written
from lib.framework_cases import identifier, item, small_framework, text_of


def bare(**parts: Any) -> Framework:
    """Return the small framework with nothing but a header and its scale."""
    empty = {"items": (), "descriptors": (), "associations": (), "roles": (), "definitions": (), "extensions": {}}
    return replace(small_framework(), **{**empty, **parts})


def saying(*statements: str | LocalizedText, kind: ItemKind = ItemKind.STATEMENT) -> Framework:
    """Return a framework with a domain and these statements under it."""
    said = tuple(
        item(kind, f"s{place}", "1", place, statement=text_of(text) if isinstance(text, str) else text)
        for place, text in enumerate(statements, start=1)
    )
    return bare(items=(item(ItemKind.DOMAIN, "1", None, 1, "Plan"), *said))


def described(**levels: str) -> Framework:
    """Return a framework with one competency that is described at these levels."""
    descriptors = tuple(
        LevelDescriptor(id=identifier(f"d-{code}"), item=identifier("1.1"), level=identifier(code), text=text_of(text))
        for code, text in levels.items()
    )
    return bare(items=(item(ItemKind.COMPETENCY, "1.1", None, 1, "Plan"),), descriptors=descriptors)


def told(framework: Framework, code: str, **options: Any) -> list[Finding]:
    return [finding for finding in lint_framework(framework, **options) if finding.code == code]


@pytest.mark.parametrize(
    ("text", "verb", "observable", "joined"),
    [
        ("Names the people and describes how a change is felt.", "names", True, ("describes",)),
        ("Understand and apply the rules.", "understand", False, ("apply",)),
        ("To be aware of risks.", "be aware", False, ()),
        ("Is able to critically evaluate sources.", "evaluate", True, ()),
        ("Has a basic understanding of AI.", "has understanding", False, ()),
        ("Reads plans and reports.", "reads", True, ()),  # plans and reports are nouns here
        ("Reads the plans and reports what is missing.", "reads", True, ("reports",)),
        ("Organizes work. Decides alone.", "organizes", True, ()),  # the second sentence is another matter
        ("The person can name three rules.", "name", True, ()),
        ("Planning the work, and testing the result.", "planning", True, ("testing",)),
        ("Zanily frobs the widgets.", "frobs", None, ()),
    ],
)
def test_the_leading_verb_is_found(text: str, verb: str, observable: bool | None, joined: tuple[str, ...]) -> None:
    found = find_leading_verb(text)
    assert found is not None
    assert (found.written, found.observable, found.joined) == (verb, observable, joined)


def test_a_statement_without_words_has_no_verb() -> None:
    assert find_leading_verb(" 12, ") is None


def test_verbs_are_told_where_they_stand() -> None:
    framework = saying("Knows the rules.", "Explains and applies rules.", "Explains the rules.", "Frobs rules.")
    findings = [f for f in lint_framework(framework) if f.code.startswith("LINT_VERB")]
    assert [(f.code, f.path) for f in findings] == [
        ("LINT_VERB_NOT_OBSERVABLE", "/items/1/statement/en"),
        ("LINT_VERBS_JOINED", "/items/2/statement/en"),
        ("LINT_VERB_UNKNOWN", "/items/4/statement/en"),
    ]
    assert findings[1].values["verbs"] == ("explains", "applies")
    assert not [f for f in lint_framework(saying(written("Connaît les règles.", "fr"))) if "VERB" in f.code]
    competency = lint_framework(saying("Knowing the rules.", kind=ItemKind.COMPETENCY))
    assert [f.severity.value for f in competency if f.code == "LINT_VERB_NOT_OBSERVABLE"] == ["note"]
    assert not [f for f in lint_framework(saying("Knowing it.", kind=ItemKind.ATTITUDE)) if "VERB" in f.code]


def test_nothing_that_the_linter_says_is_an_error() -> None:
    framework = saying("Knows it and applies it.", "Knows it and applies it.")
    assert {f.severity.value for f in lint_framework(framework)} <= {"warning", "note"}


def test_long_sentences_are_counted_in_words_or_in_characters() -> None:
    thirty = "Names " + " ".join(["rule"] * 29)
    assert told(saying(thirty + "."), "LINT_SENTENCE_LONG") == []
    long = told(saying(f"{thirty} rule."), "LINT_SENTENCE_LONG")
    assert [(f.values["length"], f.values["unit"]) for f in long] == [(31, "words")]
    assert told(saying(f"{thirty}. {thirty}."), "LINT_SENTENCE_LONG") == []
    chinese = told(
        saying(written("规" * 91 + "。", "zh"), written("规" * 60 + "。" + "则" * 60, "zh")), "LINT_SENTENCE_LONG"
    )
    assert [(f.path, f.values["unit"]) for f in chinese] == [("/items/1/statement/zh", "characters")]


def test_levels_that_do_not_rise_are_told() -> None:
    alike = described(
        low="Explains the rules of the office to others.", high="Explains the rules of the office to all."
    )
    assert [f.values["upper"] for f in told(alike, "LINT_LEVELS_ALIKE")] == ["high"]
    assert [f.values["verb"] for f in told(alike, "LINT_LEVELS_SAME_VERB")] == ["explain"]
    assert [f.values["described"] for f in told(alike, "LINT_LEVEL_UNDESCRIBED")] == [2]
    rising = described(low="Names a rule.", middle="Compares two systems of law.", high="Sets what the state may ask.")
    assert not [f for f in lint_framework(rising) if f.code.startswith("LINT_LEVEL")]


def test_duplicates_are_warnings_within_a_kind_and_notes_between_kinds() -> None:
    text = "Publishes the data of the office for everyone to use."
    framework = saying(text, text.upper(), "Publishes the data of the office for everybody to use.", "Hears people.")
    outcome = item(ItemKind.OUTCOME, "o1", "s1", 1, statement=text_of(text))
    framework = replace(framework, items=(*framework.items, outcome))
    found = [(f.values["item"], f.values["other"], f.severity.value) for f in told(framework, "LINT_DUPLICATE")]
    assert found == [("s2", "s1", "warning"), ("o1", "s1", "note")]
    near = told(framework, "LINT_NEAR_DUPLICATE")
    assert [(f.values["item"], f.values["other"]) for f in near] == [("s3", "s1")]


def test_orphans_are_items_that_nothing_ties() -> None:
    lonely = item(ItemKind.COMPETENCY, "9", None, 9, "Alone")
    items = (*small_framework().items, lonely)
    assert [f.values["item"] for f in told(replace(small_framework(), items=items), "LINT_ORPHAN")] == ["9"]
    with_descriptor = replace(described(low="Names a rule."))
    assert told(with_descriptor, "LINT_ORPHAN") == []
    assert [f.values["item"] for f in told(replace(with_descriptor, descriptors=()), "LINT_ORPHAN")] == ["1.1"]


def test_glossary_drift_is_spelling_and_not_number_or_capitals() -> None:
    terms = ("decision-making", "open data", "organisation", "competency", "robotics", "artificial intelligence (AI)")
    definitions = tuple(
        Definition(id=identifier(term), term=text_of(term), text=text_of("So it is.")) for term in terms
    )
    clean = saying("Names Open Data, competencies, Organisations, a robotic arm, decision-making and AI.")
    assert told(replace(clean, definitions=definitions), "LINT_TERM_DRIFT") == []
    drifting = replace(saying("Describes decision making and Opendata in organizations."), definitions=definitions)
    found = [(f.values["found"], f.values["term"], f.path) for f in told(drifting, "LINT_TERM_DRIFT")]
    assert found == [
        ("decision making", "decision-making", "/items/1/statement/en"),
        ("Opendata", "open data", "/items/1/statement/en"),
        ("organizations", "organisation", "/items/1/statement/en"),
    ]


def test_words_to_avoid_come_from_the_framework_or_the_caller() -> None:
    definition = Definition(id=identifier("t"), term=text_of("open data"), text=text_of("So it is."))
    framework = replace(saying("Shares public datasets."), definitions=(definition,))
    assert told(framework, "LINT_TERM_AVOIDED") == []
    avoided = {"Open data": ["public datasets"]}
    found = told(framework, "LINT_TERM_AVOIDED", avoided=avoided)
    assert [(f.values["found"], f.values["term"]) for f in found] == [("public datasets", "Open data")]
    listed = replace(framework, extensions={"lint": {"avoid": avoided}})
    assert told(listed, "LINT_TERM_AVOIDED") == found
    for odd in ({"lint": 3}, {"lint": {"avoid": [1]}}, {"lint": {"avoid": {"open data": 7}}}):
        assert told(replace(framework, extensions=odd), "LINT_TERM_AVOIDED") == []


def test_reading_ease_is_the_formula_on_counted_words() -> None:
    # 100 words of one syllable in 10 sentences: 206.835 - 1.015 * 10 - 84.6, and so in the other languages.
    english = estimate_reading_ease(["The cat sat on the mat with the big dog."] * 10, "en")
    assert isinstance(english, ReadingEase)
    assert (english.words, english.sentences, english.syllables) == (100, 10, 100)
    assert english.score == pytest.approx(112.085)
    french = estimate_reading_ease(["Le chat dort sur le banc du parc là bas."] * 10, "fr-CA")
    assert isinstance(french, ReadingEase)
    assert french.score == pytest.approx(207 - 10.15 - 73.6)
    spanish = estimate_reading_ease(["El sol da luz al mar y yo lo sé."] * 10, "es")
    assert isinstance(spanish, ReadingEase)
    assert spanish.score == pytest.approx(206.84 - 10.2 - 60)


def test_reading_ease_that_cannot_be_had_says_why() -> None:
    assert estimate_reading_ease(["Short."], "en") is NoReadingEase.TOO_SHORT
    for language in ("ar", "zh", "ru"):
        assert estimate_reading_ease(["x " * 200], language) is NoReadingEase.NO_FORMULA
    arabic = {**written("Names a rule."), "ar": translated("يذكر قاعدة.", "Names a rule.", TextOrigin.MACHINE)}
    codes = {f.values["language"]: f.code for f in lint_framework(saying(arabic)) if "READING" in f.code}
    assert codes == {"en": "LINT_READING_TOO_SHORT", "ar": "LINT_READING_NO_FORMULA"}
    hard = saying("Institutionalises interorganisational responsibilities. " * 40)
    assert [f.severity.value for f in told(hard, "LINT_READING_HARD")] == ["warning"]


# Counted by hand, as spoken in careful speech.
ENGLISH = (
    "competency:4 people:2 service:2 governance:3 created:3 area:3 idea:3 science:2 statement:2 used:1 tested:2 "
    "changes:2 rules:1 tables:2 period:3 decision:3 strategy:3 carefully:3 technology:4 organisation:5 reliable:4 "
    "evaluation:5 institutions:4 quality:3 opinion:3 privacy:3 digital:3 offices:3 asks:1 people's:2 "
    "decision-making:5 experience:4 whole:1 sometimes:2 leadership:3 hundred:2 named:1 needed:2 society:4 client:2 "
    "great:1 the:1 various:3 union:2"
)
FRENCH = (
    "compétence:3 service:2 publique:2 données:2 réalité:4 personne:2 gouvernement:4 numérique:3 langue:1 idée:2 "
    "loi:1 créer:2 coopérer:4 école:2 maïs:2 l'office:2 jours:1 une:1 évaluation:5 théâtre:2 règles:1 situation:4"
)
SPANISH = (
    "gobierno:3 público:3 ciudad:2 país:2 competencia:4 que:1 quien:1 guerra:2 pingüino:3 leer:2 aéreo:4 ley:1 "
    "tecnología:5 evaluación:4 hoy:1 y:1 río:2 causa:2 reúne:3"
)


def test_syllables_are_counted_as_spoken() -> None:
    wrong = {}
    for count, listed in (
        (count_syllables_english, ENGLISH),
        (count_syllables_french, FRENCH),
        (count_syllables_spanish, SPANISH),
    ):
        for entry in listed.split():
            word, _, spoken = entry.partition(":")
            if count(word) != int(spoken):
                wrong[word] = count(word)
    assert wrong == {}
