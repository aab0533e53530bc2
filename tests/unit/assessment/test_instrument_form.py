import dataclasses
import io

import pytest
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from capacita.assessment.instrument import (
    BANK_FORMAT,
    INSTRUMENT_FORMAT,
    Measure,
    assemble_instrument,
    validate_bank,
)
from capacita.assessment.instrument.xlsform import list_form_languages, validate_form, write_form
from capacita.content import read_content
from capacita.framework import FRAMEWORK_FORMAT
from capacita.vocabulary import Refusal, TextOrigin, readable_json, translated, written
from data.assessment.miniature import build_bank, build_framework, name

FRAMEWORK, BANK = build_framework(), build_bank()
CONSENT = written("May we ask you?")


def instrument(**changes):
    return assemble_instrument(BANK, FRAMEWORK, code="needs", title=written("Needs"), consent=CONSENT, **changes)


def test_questions_of_one_kind_stay_together_in_the_order_of_the_bank():
    kinds = {question.id: question.measure for question in BANK.questions}
    found = [kinds[identifier] for identifier in instrument().questions]
    assert found == [Measure.SELF_REPORT] * 8 + [Measure.BARRIER]


def test_the_instrument_names_the_exact_bank_and_comes_back_as_it_was():
    there = instrument()
    other = dataclasses.replace(BANK, version="2")
    assert assemble_instrument(other, FRAMEWORK, code="needs", title=written("Needs")).bank_digest != there.bank_digest
    assert INSTRUMENT_FORMAT.read_whole(readable_json(INSTRUMENT_FORMAT.dump(there)).encode()) == there


def test_questions_about_items_left_out_by_an_adaptation_are_not_asked():
    fewer = dataclasses.replace(FRAMEWORK, items=tuple(item for item in FRAMEWORK.items if item.code != "1.2"))
    found = assemble_instrument(BANK, fewer, code="needs", title=written("Needs"))
    assert len(found.questions) == 5


@pytest.mark.parametrize(
    ("framework", "measures", "code"),
    [
        (dataclasses.replace(FRAMEWORK, items=()), (Measure.SELF_REPORT,), "INSTRUMENT_OTHER_FRAMEWORK"),
        (FRAMEWORK, (Measure.SCENARIO,), "INSTRUMENT_NO_QUESTIONS"),
    ],
)
def test_an_instrument_that_cannot_be_is_refused(framework, measures, code):
    with pytest.raises(Refusal) as refusal:
        assemble_instrument(BANK, framework, code="needs", title=written("Needs"), measures=measures)
    assert refusal.value.code == code


def test_a_faulty_bank_says_everything_at_once():
    first, second, third, *rest = BANK.questions
    unscored = tuple(dataclasses.replace(option, score=None) for option in BANK.response_scales[0].options)
    faulty = dataclasses.replace(
        BANK,
        questions=(
            dataclasses.replace(first, item=name("nowhere")),
            dataclasses.replace(second, response_scale="missing"),
            dataclasses.replace(third, response_scale=None, options=unscored[:1]),
            *rest,
        ),
    )
    found = {(finding.code, finding.path) for finding in validate_bank(faulty, FRAMEWORK)}
    assert found == {
        ("QUESTION_UNKNOWN_ITEM", "/questions/0"),
        ("QUESTION_UNKNOWN_SCALE", "/questions/1"),
        ("QUESTION_NO_ANSWERS", "/questions/2"),
        ("QUESTION_NO_SCORE", "/questions/2"),
    }
    assert validate_bank(BANK, FRAMEWORK) == []


def test_the_form_converts_without_a_remark(tmp_path):
    path = tmp_path / "form.xlsx"
    path.write_bytes(write_form(FRAMEWORK, BANK, instrument(), ["en"]))
    result = convert(xlsform=str(path), validate=False)
    assert result.warnings == []
    assert result.xform.count("<select1 ") == 1 + 1 + 9  # consent, role, questions


def test_the_form_asks_consent_first_and_nothing_without_it():
    sheet = load_workbook(io.BytesIO(write_form(FRAMEWORK, BANK, instrument(), ["en"])))["survey"]
    rows = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    head = {column: place for place, column in enumerate(rows[0])}
    assert rows[1][head["name"]] == "consent"
    assert [row[head["name"]] for row in rows[1:] if row[head["required"]]] == ["consent"]
    assert rows[2][head["relevant"]] == "${consent} = 'yes'"
    assert rows[-1][head["type"]] == "end group"
    identifying = {"deviceid", "phonenumber", "username", "email", "audit", "geopoint", "start", "end"}
    assert not identifying & {row[head["type"]] for row in rows}


def test_a_form_in_two_languages_carries_every_text_in_both(tmp_path):
    def both(text):
        return {**text, "fr": translated(text["en"].text + " (fr)", text["en"].text, TextOrigin.MACHINE)}

    scale = BANK.response_scales[0]
    options = tuple(dataclasses.replace(option, text=both(option.text)) for option in scale.options)
    questions = tuple(
        dataclasses.replace(
            question,
            stem=both(question.stem),
            note=both(question.note) if question.note else {},
            options=tuple(dataclasses.replace(option, text=both(option.text)) for option in question.options),
        )
        for question in BANK.questions
    )
    bank = dataclasses.replace(
        BANK, questions=questions, response_scales=(dataclasses.replace(scale, options=options),)
    )
    roles = tuple(dataclasses.replace(role, title=both(role.title)) for role in FRAMEWORK.roles)
    framework = dataclasses.replace(FRAMEWORK, roles=roles)
    there = assemble_instrument(bank, framework, code="n", title=both(written("Needs")), consent=both(CONSENT))
    assert list_form_languages(framework, bank, there) == ["en", "fr"]
    path = tmp_path / "form.xlsx"
    path.write_bytes(write_form(framework, bank, there, ["fr", "en"]))
    result = convert(xlsform=str(path), validate=False)
    assert result.warnings == []
    assert 'lang="French (fr)" default="true()"' in result.xform


def test_a_language_that_lacks_a_text_is_said_text_by_text():
    findings = validate_form(FRAMEWORK, BANK, instrument(), ["en", "fr"])
    assert {finding.code for finding in findings} == {"FORM_TEXT_MISSING"}
    assert {finding.values["language"] for finding in findings} == {"fr"}
    assert "question 1.1-lead" in {finding.values["place"] for finding in findings}
    with pytest.raises(Refusal):
        write_form(FRAMEWORK, BANK, instrument(), ["en", "fr"])


def test_codes_that_would_become_one_name_are_found():
    first, second, *rest = BANK.questions
    clash = dataclasses.replace(
        BANK,
        questions=(dataclasses.replace(first, code="a-b"), dataclasses.replace(second, code="a.b"), *rest),
    )
    there = assemble_instrument(clash, FRAMEWORK, code="n", title=written("Needs"), consent=CONSENT)
    assert [finding.code for finding in validate_form(FRAMEWORK, clash, there, ["en"])] == ["FORM_NAME_TWICE"]


def test_the_bank_that_comes_with_capacita_makes_a_form_without_a_remark(tmp_path):
    framework = FRAMEWORK_FORMAT.read_whole(read_content("unesco-2022/framework.json"))
    bank = BANK_FORMAT.read_whole(read_content("item-bank/bank.json"))
    assert validate_bank(bank, framework) == []
    there = assemble_instrument(bank, framework, code="needs", title=written("Needs"))
    languages = list_form_languages(framework, bank, there)
    path = tmp_path / "form.xlsx"
    path.write_bytes(write_form(framework, bank, there, languages))
    assert convert(xlsform=str(path), validate=False).warnings == []
