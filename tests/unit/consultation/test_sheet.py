"""The output sheet in six languages: what is filled in reads the same, whatever the language of the sheet."""

import io

import pytest
from openpyxl import load_workbook

from capacita.consultation import (
    Contribution,
    ItemPart,
    QuoteConsent,
    StakeholderType,
    Verdict,
    WorkshopOutput,
)
from capacita.consultation.output import sheet
from capacita.consultation.output.reading import read_output
from capacita.consultation.output.words import SHEET_LANGUAGES, list_codes, recognise, sheet_word
from capacita.sheets.xlsx import read_xlsx, write_xlsx
from capacita.vocabulary import CAPACITA, derive_identifier

MEETING = derive_identifier(CAPACITA, "meeting")
ITEMS = {code: derive_identifier(CAPACITA, code) for code in ("1.1", "3.1")}
NAMES = {"1.1": "Look ahead", "3.1": "Test with people"}
GROUPS = ("table", "column", "question", "kind", "counted", "gender", "age", "stakeholder", "verdict", "part", "quote",
          "shared")  # fmt: skip
OUTPUT = WorkshopOutput(
    id=derive_identifier(MEETING, "output"),
    consultation=MEETING,
    language="sw",
    framework_version="1.0.0",
    participants=5,
    by_stakeholder={StakeholderType.ACADEMIA: 2, StakeholderType.OTHER: 3},
    by_gender={"woman": 2, "not stated": 3},
    by_age_band={"under 25": 1, "55 and over": 4},
    by_region={"north": 5},
    context="Three lines",
    divergences=("Some say so.", "Others do not."),
)


def point(verdict, part, speaker, quote):
    text = f"{verdict} {part}"
    item = None if verdict is Verdict.NEW else "1.1"
    return item or "", Contribution(
        id=derive_identifier(MEETING, "contribution", item or "", part, verdict, text),
        consultation=MEETING, item=ITEMS[item] if item else None, part=part, verdict=verdict, text=text, language="sw",
        speaker=speaker, quote=quote,
    )  # fmt: skip


SHEET_VERDICTS = [verdict for verdict in Verdict if verdict is not Verdict.COMMENT]  # no sheet offers a free comment
POINTS = [
    point(verdict, part, speaker, quote)
    for verdict, part, speaker, quote in zip(
        [*SHEET_VERDICTS, *SHEET_VERDICTS],
        [*ItemPart, *reversed(ItemPart)],
        [*StakeholderType, None][:12],
        list(QuoteConsent) * 4,
        strict=True,
    )
]


@pytest.mark.parametrize("language", SHEET_LANGUAGES)
@pytest.mark.parametrize("write", [write_xlsx, sheet.write_csv_sheet])
def test_sheet_filled_in_a_language_reads_back_the_same(language, write):
    tables = sheet.lay_out_sheet(
        consultation=MEETING, framework_version="1.0.0", language=language, item_codes=list(ITEMS), item_names=NAMES,
        output=OUTPUT, contributions=POINTS,
    )  # fmt: skip
    report = read_output(write(tables), items=ITEMS)
    assert report.findings == ()
    assert report.output == OUTPUT
    assert report.contributions == tuple(said for _, said in POINTS)


@pytest.mark.parametrize("language", SHEET_LANGUAGES)
@pytest.mark.parametrize("kind", sheet.OutputKind)
def test_sheet_empty_says_its_kind_and_holds_nothing(language, kind):
    tables = sheet.lay_out_sheet(
        consultation=MEETING, framework_version="1", language=language, item_codes=list(ITEMS), item_names=NAMES,
        kind=kind,
    )  # fmt: skip
    read = {sheet.recognise_table(table.name): table.rows for table in read_xlsx(write_xlsx(tables))}
    assert tuple(read) == sheet.TABLES_OF[kind]
    about = dict(row[:2] for row in sheet.code_rows(sheet.ABOUT, read[sheet.ABOUT]))
    assert sheet.recognise_kind(about[sheet.KIND]) is kind
    for name in sheet.TABLES_OF[kind][2:]:
        coded = sheet.code_rows(name, read[name])
        assert coded[0] == sheet.COLUMNS[name]
        assert not any(cell for row in coded[1:] for cell in row)


def test_code_rows_keeps_the_number_of_every_line():
    rows = [(), ("Élément", "Avis", "Ce qui a été dit"), ("1.1", "", ""), ("1.1", "supprimer", "trop"), ("", "", "")]
    assert sheet.code_rows(sheet.CONTRIBUTIONS, rows) == (
        (), ("Item", "Verdict", "What was said"), ("", "", ""), ("1.1", "remove", "trop"), ("", "", ""),
    )  # fmt: skip


def test_code_rows_leaves_unknown_words_to_whoever_reads():
    rows = [("Verdict", "May be quoted"), ("perhaps", "ask her")]
    assert sheet.code_rows(sheet.CONTRIBUTIONS, rows)[1] == ("perhaps", "ask her")


def test_code_rows_question_with_other_words_is_known_by_its_code():
    rows = [("Swali", "Answer", "Code"), ("Hali ya hapa", "Mvua", "context")]
    assert sheet.code_rows(sheet.ABOUT, [("Question", *rows[0][1:]), rows[1]])[1][0] == sheet.CONTEXT


def test_sheet_of_a_group_that_people_named_themselves_keeps_the_name():
    rows = [("Count of", "Group", "Number of people"), ("genre", "non binaire", "2"), ("région", "femme", "1")]
    assert sheet.code_rows(sheet.PARTICIPATION, rows)[1:] == (("gender", "non binaire", "2"), ("region", "femme", "1"))


@pytest.mark.parametrize("group", GROUPS)
def test_sheet_words_tell_the_codes_of_a_group_apart(group):
    for code in list_codes(group):
        words = [sheet_word(f"{group}.{code}", language) for language in SHEET_LANGUAGES]
        assert all(word.strip() for word in words)
        if group == "column":  # one word may head columns of two tables
            continue
        assert {recognise(group, word) for word in words} == {code}


@pytest.mark.parametrize("table", sheet.COLUMNS)
@pytest.mark.parametrize("language", SHEET_LANGUAGES)
def test_sheet_headings_of_a_table_are_all_known(table, language):
    tables = [
        written
        for kind in sheet.OutputKind
        for written in sheet.lay_out_sheet(
            consultation=MEETING, framework_version="1", language=language, item_codes=[], kind=kind
        )
        if sheet.recognise_table(written.name) == table
    ]
    assert len(set(tables[0].columns)) == len(tables[0].columns)
    assert sheet.code_rows(table, [tables[0].columns])[0] == sheet.COLUMNS[table]


def test_sheet_has_a_word_for_every_choice():
    assert set(list_codes("verdict")) == set(Verdict)
    assert set(list_codes("part")) == set(ItemPart)
    assert set(list_codes("quote")) == set(QuoteConsent)
    assert set(list_codes("stakeholder")) == set(StakeholderType)


def test_recognise_overlooks_capitals_accents_and_vowel_signs():
    assert recognise("verdict", " FUSIONNÉR ") == "merge"
    assert recognise("verdict", "إِبْقاء") == "keep"
    assert recognise("quote", "Да,  анонимно") == "anonymous"
    assert recognise("verdict", "maybe") is None


def test_sheet_in_arabic_runs_from_right_to_left():
    tables = sheet.lay_out_sheet(consultation=MEETING, framework_version="1", language="ar", item_codes=["1.1"])
    book = load_workbook(io.BytesIO(write_xlsx(tables)))
    visible = [page for page in book.worksheets if page.sheet_state == "visible"]
    assert all(page.sheet_view.rightToLeft for page in visible)


def test_sheet_in_a_language_without_words_is_in_english():
    tables = sheet.lay_out_sheet(consultation=MEETING, framework_version="1", language="sw", item_codes=["1.1"])
    assert tables[0].columns == sheet.COLUMNS[sheet.ABOUT]
    assert (sheet.LANGUAGE, "sw", "language") in tables[0].rows
