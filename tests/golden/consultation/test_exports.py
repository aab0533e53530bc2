"""Two layouts of real exports of consultations, and answers one object a line, read as people would read them."""

import pytest

from capacita.consultation.exports import Layout, decide_columns, import_answers, infer_columns, read_export
from capacita.vocabulary import CAPACITA, derive_identifier
from lib.shared import shared_path

MEETING = derive_identifier(CAPACITA, "online call")
EXPECTED = {
    "consultation-exports/responses_biomass_format.csv": (
        Layout.TWO_ROWS,
        5,
        3,
        [
            ("Ident 1", "What is your name?", "identifying", True),
            ("Ident 2", "What is your email address?", "identifying", True),
            ("Ident 3", "Are you responding as an individual or on behalf of an organisation?", "demographic", True),
            (
                "Ident 4",
                "Please select which sector your organisation is part of from the list below",
                "demographic",
                True,
            ),
            (
                "Ident 5",
                (
                    "We usually publish a summary of all responses - would you be happy for your individual response to be "
                    "published in full?"
                ),
                "consent",
                True,
            ),
        ],
    ),
    "consultation-exports/responses_lgr_format.csv": (
        Layout.PREFIXED,
        5,
        2,
        [
            ("Respondent type", "Respondent type", "demographic", True),
            ("Location", "address", "demographic", False),
            ("Organisation type", "Organisation type", "demographic", True),
            ("Q1", "Do you agree or disagree with the proposal?", "closed", True),
            ("Q2", "To what extent do you agree the councils will deliver the outcomes?", "closed", True),
            ("Q8", "Please use this space to explain your answers to questions 1-7", "open", True),
            ("Q1", "Do you agree or disagree with this proposal?", "closed", True),
            ("Q8", "Please use this space to explain your answers to questions 1-7", "open", True),
        ],
    ),
    "themes/themefinder-evals/data/gambling_XS/inputs/question_part_1/responses.jsonl": (
        Layout.JSON_LINES,
        100,
        1,
        [("A", "response_id", "reference", True), ("B", "response", "open", True)],
    ),
    "themes/themefinder-evals/data/gambling_XS/inputs/respondents.jsonl": (
        Layout.JSON_LINES,
        100,
        1,
        [
            ("A", "response_id", "reference", True),
            ("B", "Do you consider yourself to have a health condition or a disability?", "demographic", True),
            ("C", "Do you live in:", "demographic", True),
        ],
    ),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_read_export_finds_layout_headings_and_kinds(name):
    layout, rows, first_line, columns = EXPECTED[name]
    table = read_export(shared_path(f"data/{name}").read_bytes())
    assert (table.layout, len(table.rows), table.rows[0].line, table.findings) == (layout, rows, first_line, ())
    found = [
        (column.heading.key, column.heading.question, column.kind.value, column.is_sure)
        for column in infer_columns(table)
    ]
    assert found == columns
    assert all(column.evidence for column in infer_columns(table))


def test_import_answers_prefixed_export_takes_every_answer_with_its_row():
    table = read_export(shared_path("data/consultation-exports/responses_lgr_format.csv").read_bytes())
    decided = decide_columns(infer_columns(table), {})
    found = import_answers(table, decided, consultation=MEETING, language="en")
    assert len(found.answers) == 10
    assert [(each.heading.group, each.line) for each in found.answers[:2]] == [("Prop 1", 2), ("Prop 1", 3)]
    assert found.answers[0].contribution.text.startswith("I support this because")
    assert {each.contribution.quote for each in found.answers} == {"no"}  # nobody was asked
    counted = {(each.heading.group, each.heading.key): each.counts for each in found.counted}
    assert counted[("Prop 1", "Q1")] == {"Disagree": 2, "Neither agree nor disagree": 1, "Strongly agree": 2}
    assert counted[("Prop 2", "Q1")] == {"Disagree": 2, "Strongly agree": 3}
    assert all(set(each.protect().cells[0]) == {None} for each in found.counted)  # five people: nothing is shown
