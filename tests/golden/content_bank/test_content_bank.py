"""The item bank that Capacita brings along: sound as a document, balanced as a test, plain as a text."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from babel import Locale

import capacita.content
from capacita.assessment.instrument.model import (
    BANK_FORMAT,
    Barrier,
    ItemBank,
    Measure,
    Question,
    ResponseOption,
    ScenarioLens,
)
from capacita.vocabulary import CAPACITA, derive_identifier, parse_object, plain_text, readable_json

PACKS = Path(capacita.content.__file__).parent
BANK = PACKS / "item-bank" / "bank.json"
FRAMEWORK = PACKS / "unesco-2022" / "framework.json"

COMPETENCIES = [*(f"1.{n}" for n in range(1, 5)), *(f"2.{n}" for n in range(1, 7)), *(f"3.{n}" for n in range(1, 5))]
ATTITUDES = ["A1", "A2", "A3", "A4", "A5"]
LEVELS = {"foundation", "practitioner", "lead", "shaper"}
SCALES = {
    Measure.SELF_REPORT: "how-far",
    Measure.ATTITUDE: "agreement",
    Measure.CONFIDENCE: "confidence",
    Measure.AWARENESS: "awareness",
}
SCORES = {
    "how-far": [0, 1, 2, 3, 4],
    "agreement": [1, 2, 3, 4, 5],
    "confidence": [1, 2, 3, 4, 5],
    "awareness": [0, 1, 2, 3],
}
NEGATIONS_AND_ABSOLUTES = r"\b(not|no|never|none|nobody|nothing|cannot|always|all|every|everyone|everything)\b|n't\b"
PRODUCTS = r"\b(Android|Chat-?GPT|Copilot|Excel|Facebook|Google|iPhone|Microsoft|Outlook|SharePoint|WhatsApp|Zoom)\b"
LONGEST_SENTENCE = 28  # words; a sentence beyond that is hard for a non-native reader


@pytest.fixture(scope="module")
def bank() -> ItemBank:
    return BANK_FORMAT.read_whole(BANK.read_bytes())


def of_measure(bank: ItemBank, measure: Measure) -> list[Question]:
    return [question for question in bank.questions if question.measure is measure]


def about(bank: ItemBank, code: str, measure: Measure) -> list[Question]:
    item = derive_identifier(bank.framework, code)
    return [question for question in of_measure(bank, measure) if question.item == item]


def options_by_score(question: Question) -> list[ResponseOption]:
    """Return the options of a scenario, the best one first."""
    return sorted(question.options, key=lambda option: -(option.score or 0))


def length(option: ResponseOption) -> int:
    return len(plain_text(option.text))


def texts(bank: ItemBank) -> Iterator[tuple[str, str]]:
    """Yield every text that a respondent reads, with the place it stands at."""
    for scale in bank.response_scales:
        yield scale.code, plain_text(scale.title)
        for option in scale.options:
            yield f"{scale.code}/{option.code}", plain_text(option.text)
    for question in bank.questions:
        yield question.code, plain_text(question.stem)
        if question.note:
            yield f"{question.code}/note", plain_text(question.note)
        for option in question.options:
            yield f"{question.code}/{option.code}", plain_text(option.text)
            if option.feedback:
                yield f"{question.code}/{option.code}/feedback", plain_text(option.feedback)


def test_bank_reads_without_findings() -> None:
    assert BANK_FORMAT.read(BANK.read_bytes()).findings == ()


def test_bank_is_written_as_capacita_writes_it(bank: ItemBank) -> None:
    assert BANK.read_text(encoding="utf-8") == readable_json(BANK_FORMAT.dump(bank))


def test_bank_header_names_framework_licence_and_whose_words_these_are(bank: ItemBank) -> None:
    assert bank.framework == derive_identifier(CAPACITA, "framework", "unesco-2022")
    assert (bank.code, bank.version, bank.language) == ("public-service-bank", "1.0.0", "en")
    assert bank.licence == "CC-BY-SA-4.0"
    notice = plain_text(bank.notice)
    assert notice.startswith(
        "Own wording. Not an official UNESCO, ITU or Broadband Commission text, translation or endorsement."
    )
    assert "not been calibrated yet" in notice


def test_licence_file_states_the_licence_of_the_bank(bank: ItemBank) -> None:
    assert f"SPDX-License-Identifier: {bank.licence}" in (BANK.parent / "LICENSE.md").read_text(encoding="utf-8")
    assert (BANK.parent / "SOURCES.md").read_text(encoding="utf-8").strip()


def test_identifiers_derive_from_codes(bank: ItemBank) -> None:
    assert bank.id == derive_identifier(CAPACITA, "item-bank", bank.code)
    for question in bank.questions:
        assert question.id == derive_identifier(bank.id, question.code), question.code
    codes = Counter(question.code for question in bank.questions)
    assert max(codes.values()) == 1


def test_items_are_those_that_the_codes_say(bank: ItemBank) -> None:
    known = {item["id"]: item["code"] for item in parse_object(FRAMEWORK.read_bytes())["items"]}
    for question in bank.questions:
        prefix = question.code.rsplit("-", 1)[0]
        if question.measure in {Measure.CONFIDENCE, Measure.AWARENESS}:
            assert question.item is None, question.code
        elif question.measure is Measure.BARRIER:
            assert known[str(question.item)] == question.code.removeprefix("BARR-"), question.code
        else:
            assert known[str(question.item)] == prefix, question.code


@pytest.mark.parametrize("code", COMPETENCIES)
def test_competency_has_statements_at_every_level(bank: ItemBank, code: str) -> None:
    statements = about(bank, code, Measure.SELF_REPORT)
    assert len(statements) in {4, 5}
    assert {question.level for question in statements} == LEVELS


@pytest.mark.parametrize("code", COMPETENCIES)
def test_competency_has_one_scenario_for_each_lens(bank: ItemBank, code: str) -> None:
    lenses = [question.lens for question in about(bank, code, Measure.SCENARIO)]
    assert sorted(map(str, lenses)) == sorted(map(str, ScenarioLens))


@pytest.mark.parametrize("code", ATTITUDES)
def test_attitude_has_four_statements(bank: ItemBank, code: str) -> None:
    assert len(about(bank, code, Measure.ATTITUDE)) == 4


def test_bank_holds_nothing_but_what_the_plan_of_the_bank_names(bank: ItemBank) -> None:
    counts = Counter(question.measure for question in bank.questions)
    assert counts[Measure.SCENARIO] == 3 * len(COMPETENCIES)
    assert counts[Measure.ATTITUDE] == 4 * len(ATTITUDES)
    assert (counts[Measure.CONFIDENCE], counts[Measure.AWARENESS], counts[Measure.BARRIER]) == (4, 4, 3)
    assert counts[Measure.SELF_REPORT] == sum(len(about(bank, code, Measure.SELF_REPORT)) for code in COMPETENCIES)


def test_measures_never_share_a_response_scale(bank: ItemBank) -> None:
    used = defaultdict(set)
    for question in bank.questions:
        used[question.measure].add(question.response_scale)
        assert (question.response_scale is None) == bool(question.options), question.code
    assert dict(used) == {
        **{measure: {code} for measure, code in SCALES.items()},
        Measure.SCENARIO: {None},
        Measure.BARRIER: {None},
    }


def test_response_scales_rise_by_one_from_lowest_to_highest(bank: ItemBank) -> None:
    assert {scale.code: [option.score for option in scale.options] for scale in bank.response_scales} == SCORES
    for scale in bank.response_scales:
        assert len({option.code for option in scale.options}) == len(scale.options)


def test_scenario_options_score_from_nought_to_three(bank: ItemBank) -> None:
    for question in of_measure(bank, Measure.SCENARIO):
        assert sorted(option.score or 0 for option in question.options) == [0, 1, 2, 3], question.code
        assert [option.code for option in question.options] == ["a", "b", "c", "d"], question.code


def test_scenario_options_all_carry_one_sentence_of_feedback(bank: ItemBank) -> None:
    for question in of_measure(bank, Measure.SCENARIO):
        for option in question.options:
            assert re.fullmatch(r"[A-Z][^.?!]+\.", plain_text(option.feedback)), (question.code, option.code)
        assert len({plain_text(option.feedback) for option in question.options}) == 4, question.code


def test_best_option_stands_at_every_place_about_as_often(bank: ItemBank) -> None:
    scenarios = of_measure(bank, Measure.SCENARIO)
    places = Counter(question.options.index(options_by_score(question)[0]) for question in scenarios)
    assert set(places) == {0, 1, 2, 3}
    assert max(places.values()) <= len(scenarios) / 2


def test_best_option_cannot_be_told_by_its_length(bank: ItemBank) -> None:
    scenarios = of_measure(bank, Measure.SCENARIO)
    longest = shortest = 0
    for question in scenarios:
        best, *others = (length(option) for option in options_by_score(question))
        longest += best >= max(others)
        shortest += best <= min(others)
    assert longest <= 0.4 * len(scenarios)
    assert shortest <= 0.4 * len(scenarios)


def test_options_of_a_scenario_are_about_equally_long(bank: ItemBank) -> None:
    for question in of_measure(bank, Measure.SCENARIO):
        sizes = [length(option) for option in question.options]
        assert max(sizes) <= 1.4 * min(sizes), (question.code, sizes)


def test_options_are_not_ordered_by_score(bank: ItemBank) -> None:
    rising = Counter(
        tuple((second.score or 0) > (first.score or 0) for first, second in pairwise(question.options))
        for question in of_measure(bank, Measure.SCENARIO)
    )
    assert max(rising.values()) <= sum(rising.values()) / 2


def test_barrier_questions_offer_every_barrier_without_scores(bank: ItemBank) -> None:
    for question in of_measure(bank, Measure.BARRIER):
        assert [option.barrier for option in question.options] == list(Barrier), question.code
        assert all(option.score is None for option in question.options), question.code


def test_stems_are_all_different(bank: ItemBank) -> None:
    stems = Counter(plain_text(question.stem).casefold() for question in bank.questions)
    assert [stem for stem, count in stems.items() if count > 1] == []


def test_self_report_keeps_to_first_person_and_last_year(bank: ItemBank) -> None:
    for question in of_measure(bank, Measure.SELF_REPORT):
        assert plain_text(question.stem).startswith("In the last year, in my work, I have "), question.code


def test_statements_hold_no_negations_and_no_absolutes(bank: ItemBank) -> None:
    for measure in (Measure.SELF_REPORT, Measure.ATTITUDE, Measure.CONFIDENCE, Measure.AWARENESS):
        for question in of_measure(bank, measure):
            found = re.search(NEGATIONS_AND_ABSOLUTES, plain_text(question.stem), re.IGNORECASE)
            assert found is None, (question.code, found)


def test_statements_ask_one_thing(bank: ItemBank) -> None:
    for question in of_measure(bank, Measure.SELF_REPORT):
        stem = plain_text(question.stem).replace("such as women and men", "")
        assert re.search(r"\b(and|or)\b", stem) is None, (question.code, stem)


def test_sentences_are_short(bank: ItemBank) -> None:
    for place, text in texts(bank):
        for sentence in re.split(r"(?<=[.?!])\s+", text):
            assert len(sentence.split()) <= LONGEST_SENTENCE, (place, sentence)


def test_artificial_intelligence_is_spelled_out_in_every_question_that_uses_its_initials(bank: ItemBank) -> None:
    for question in bank.questions:
        shown = " ".join(plain_text(text) for text in (question.stem, *(option.text for option in question.options)))
        if re.search(r"\bAI\b", shown):
            assert "artificial intelligence (AI)" in plain_text(question.stem), question.code


def test_no_text_names_a_country_or_a_product(bank: ItemBank) -> None:
    names = sorted(name for code, name in Locale("en").territories.items() if re.fullmatch("[A-Z]{2}", code))
    assert "Kenya" in names
    countries = re.compile(r"\b(" + "|".join(map(re.escape, names)) + r")\b")
    for place, text in texts(bank):
        assert countries.search(text) is None, (place, text)
        assert re.search(PRODUCTS, text) is None, (place, text)


def test_every_text_is_english_source_without_loose_spaces(bank: ItemBank) -> None:
    for question in bank.questions:
        for localized in (question.stem, *(option.text for option in question.options)):
            assert {tag: wording.origin for tag, wording in localized.items()} == {"en": "source"}, question.code
    for place, text in texts(bank):
        assert text == " ".join(text.split()), place
        assert text, place
