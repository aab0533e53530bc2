"""Both kinds of output from every kind of file and in every language, with faults named by table, row and column."""

import pytest

from capacita.consultation import QuoteConsent, StakeholderType, Verdict
from capacita.consultation.messages import MESSAGES
from capacita.consultation.model import LocalExample, NamedCompetency, OutputKind, Quote
from capacita.consultation.output.reading import describe_output, read_output
from capacita.consultation.output.sheet import choice_word, write_csv_sheet
from capacita.consultation.output.words import SHEET_LANGUAGES
from capacita.sheets.xlsx import write_xlsx
from capacita.vocabulary import CAPACITA, derive_identifier, spell
from lib.output_files import empty_sheet, fill, points, with_macros, word, workbook

MEETING = derive_identifier(CAPACITA, "meeting")
ITEMS = {code: derive_identifier(CAPACITA, code) for code in ("1.1", "2.4", "3.1")}
WRITERS = [write_xlsx, write_csv_sheet, word]


def read(data):
    return read_output(data, items=ITEMS, consultation=MEETING)


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("language", SHEET_LANGUAGES)
def test_review_reads_the_same_from_each_file_in_each_language(write, language):
    say = {
        "verdict": choice_word("verdict", "split", language),
        "part": choice_word("part", "levels", language),
        "speaker": choice_word("stakeholder", "academia", language),
        "quote": choice_word("quote", "stakeholder_type", language),
    }
    row = ("2.4", "", say["verdict"], say["part"], "Two things", "One is for all", "A and B", "4", "pt-BR",
           say["speaker"], say["quote"])  # fmt: skip
    report = read(write(fill(empty_sheet(MEETING, ITEMS, language), [row])))
    assert report.findings == ()
    (said,) = report.contributions
    assert (said.item, said.verdict, said.part, said.text) == (ITEMS["2.4"], Verdict.SPLIT, "levels", "Two things")
    assert (said.reason, said.suggestion, said.priority, said.language) == ("One is for all", "A and B", 4, "pt-BR")
    assert (said.speaker, said.quote) == (StakeholderType.ACADEMIA, QuoteConsent.STAKEHOLDER_TYPE)
    assert (report.output.language, report.output.kind) == (language, OutputKind.REVIEW)


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("language", SHEET_LANGUAGES)
def test_exploratory_names_competencies_hurdles_and_recommendations(write, language):
    tables = empty_sheet(MEETING, (), language, OutputKind.EXPLORATORY)
    tables = fill(tables, [(2, "Speaking plainly", "At the counter", "Few understand", ""), (1, "Sums", "", "", "")])
    tables = fill(tables, [("A form by telephone", "It works", "North", choice_word("shared", "yes", language))], 3)
    consents = [choice_word("quote", name, language) for name in ("anonymous", "no")]
    tables = fill(tables, [("We wait", "", "", "", consents[0]), ("I, Ann", "", "", "", consents[1])], 4)
    answers = {"hurdle": "No line", "recommendation": "Teach it in the academy", "divergence": "Some say no"}
    about = []
    for question, answer, code in tables[0].rows:
        about.append((question, answers.pop(code, "") or answer, code))
    report = read(write(fill(tables, about, 0)))
    output = report.output
    assert [finding.code for finding in report.findings] == ["OUTPUT_QUOTE_WITHOUT_CONSENT"]
    assert (output.kind, output.hurdles, output.divergences) == ("exploratory", ("No line",), ("Some say no",))
    assert output.competencies == (
        NamedCompetency(words="Speaking plainly", rank=2, meaning="At the counter", why="Few understand"),
        NamedCompetency(words="Sums", rank=1),
    )
    assert output.examples == (
        LocalExample(title="A form by telephone", shows="It works", where="North", may_be_shared=True),
    )
    assert output.quotes == (Quote(words="We wait", language=language, quote=QuoteConsent.ANONYMOUS),)
    wishes = [(said.text, said.verdict, said.priority, said.quote) for said in report.contributions]
    assert wishes == [
        ("Speaking plainly: At the counter", "new", 2, "no"),
        ("Sums", "new", 1, "no"),
        ("Teach it in the academy", "new", None, "no"),
    ]
    assert "I, Ann" not in str(describe_output(report))


def test_fault_in_row_14_is_named_with_its_column_and_hides_no_other():
    rows = [*points(20)]
    tables = fill(empty_sheet(MEETING, ITEMS), rows)
    report = read(workbook(tables, Contributions_C14="perhaps", Contributions_A17="9.9", Participation_C2="many"))
    found = [(entry.code, entry.lines, entry.values["column"]) for entry in report.findings]
    assert found == [
        ("OUTPUT_COUNT_NOT_NUMBER", (2,), "Number of people"),
        ("OUTPUT_VERDICT_UNKNOWN", (14,), "Verdict"),
        ("OUTPUT_ITEM_UNKNOWN", (17,), "Item"),
    ]
    assert len(report.contributions) == 18
    assert report.lines[report.contributions[0].id] == 2
    for entry in report.findings:
        spell(entry, MESSAGES)


@pytest.mark.parametrize("language", SHEET_LANGUAGES)
def test_fault_names_column_and_choices_in_the_language_of_the_sheet(language):
    tables = fill(empty_sheet(MEETING, ITEMS, language), [("2.4", "", "???", "", "Words", *[""] * 6)])
    (finding,) = read(write_xlsx(tables)).findings
    assert finding.values["column"] == tables[2].columns[2]
    assert finding.values["sheet"] == tables[2].name
    assert finding.values["known"][0] == choice_word("verdict", "keep", language)


def test_table_is_known_by_its_headings_where_its_name_was_changed():
    tables = fill(empty_sheet(MEETING, ITEMS), points(1))
    data = write_xlsx(tables).replace(b"", b"")
    renamed = [type(table)(name=f"Sheet{n}", columns=table.columns, rows=table.rows) for n, table in enumerate(tables)]
    assert read(write_xlsx(renamed)).contributions == read(data).contributions


def test_pieces_of_a_table_in_a_word_form_are_put_together():
    tables = fill(empty_sheet(MEETING, ITEMS), points(2))
    second = fill(empty_sheet(MEETING, ITEMS), points(3)[2:])
    assert len(read(word([*tables, second[2]])).contributions) == 3


def test_items_are_found_in_other_digits_and_with_their_names():
    rows = [
        (code, *row[1:4], f"Words {code}", *row[5:])
        for code, row in zip(["٢.٤", "2.4 Protecting data", "3.1."], points(3), strict=True)
    ]
    report = read(write_xlsx(fill(empty_sheet(MEETING, ITEMS), rows)))
    assert [said.item for said in report.contributions] == [ITEMS["2.4"], ITEMS["2.4"], ITEMS["3.1"]]


@pytest.mark.parametrize("priority", ["9", "high", "0", "-1"])
def test_priority_out_of_range_is_a_warning(priority):
    row = (*points(1)[0][:7], priority, *points(1)[0][8:])
    report = read(write_csv_sheet(fill(empty_sheet(MEETING, ITEMS), [row])))
    assert [entry.code for entry in report.findings] == ["OUTPUT_NUMBER_OUT_OF_RANGE"]
    assert report.contributions[0].priority is None


@pytest.mark.parametrize("write", [write_xlsx, word])
def test_macros_are_told_of_and_the_cells_are_read(write):
    report = read(with_macros(write(fill(empty_sheet(MEETING, ITEMS), points(1)))))
    assert [entry.code for entry in report.findings] == ["SHEET_HAS_MACROS"]
    assert len(report.contributions) == 1


def test_formula_is_not_run_and_its_row_is_named():
    data = workbook(fill(empty_sheet(MEETING, ITEMS), points(2)), Contributions_E3='=HYPERLINK("http://x")')
    report = read(data)
    assert [(entry.code, entry.lines) for entry in report.findings] == [
        ("SHEET_FORMULA", (3,)),
        ("OUTPUT_TEXT_MISSING", (3,)),
    ]
    assert len(report.contributions) == 1
