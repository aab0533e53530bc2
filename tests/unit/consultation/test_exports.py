"""Exports as they come: odd headings, other encodings, workbooks, and what must never come in."""

import pytest

from capacita.cli.terminal import all_messages
from capacita.consultation.exports import (
    NOT_ANSWERED,
    ColumnKind,
    Layout,
    decide_columns,
    import_answers,
    infer_columns,
    read_export,
)
from capacita.sheets import Table
from capacita.sheets.xlsx import write_xlsx
from capacita.vocabulary import CAPACITA, Refusal, Severity, Unreadable, derive_identifier, spell

MEETING = derive_identifier(CAPACITA, "online call")
ANSWER = "Because it would help people who live far away from the city"


def csv(*lines):
    return "\r\n".join(lines).encode()


def kinds_of(data):
    return [column.kind.value for column in infer_columns(read_export(data))]


def imported(data, corrections=None):
    table = read_export(data)
    decided = decide_columns(infer_columns(table), corrections or {})
    return import_answers(table, decided, consultation=MEETING, language="en")


def test_read_export_workbook_reads_the_fullest_sheet_and_says_so():
    small = Table(name="Notes", columns=("Note",), rows=(("ours",),))
    large = Table(name="Data", columns=("Q1 - Why?", "Q2 - Agree?"), rows=((ANSWER, "Yes"), (ANSWER + "!", "No")))
    table = read_export(write_xlsx([small, large]))
    assert (table.sheet, table.layout, len(table.rows)) == ("Data", Layout.PREFIXED, 2)
    assert [finding.code for finding in table.findings] == ["EXPORT_OTHER_SHEETS"]


def test_read_export_title_above_the_table_is_no_heading():
    table = read_export(csv("Responses 2026,,", "", "Why?,Agree?,Region", f"{ANSWER},Yes,North"))
    assert [heading.question for heading in table.headings] == ["Why?", "Agree?", "Region"]
    assert table.rows[0].line == 4


def test_read_export_windows_encoding_is_read_and_said():
    table = read_export("Région,Pourquoi ?\r\nNord,Été\r\n".encode("cp1252"))
    assert (table.headings[0].question, table.rows[0].cells[1]) == ("Région", "Été")
    assert [finding.code for finding in table.findings] == ["EXPORT_NOT_UTF8"]


def test_read_export_utf_16_with_tabs():
    assert read_export("Region\tWhy?\nNorth\tSo\n".encode("utf-16")).rows[0].cells == ("North", "So")


def test_read_export_row_longer_than_headings_and_column_without_heading():
    table = read_export(csv("Why?,,Region", "So,x,North,stray", "No,y,South"))
    assert [(finding.code, finding.lines) for finding in table.findings] == [
        ("EXPORT_HEADING_MISSING", ()),
        ("EXPORT_ROW_TOO_LONG", (2,)),
    ]
    assert table.headings[1].question == "B"


def test_read_export_broken_line_of_json_is_named():
    table = read_export(b'{"response": "Yes"}\n{"response": \n\n{"response": "No", "likes": ["a", "b"]}\n')
    assert [(finding.code, finding.lines) for finding in table.findings] == [("EXPORT_LINE_NOT_JSON", (2,))]
    assert [(row.line, row.cells) for row in table.rows] == [(1, ("Yes", "")), (4, ("No", "a; b"))]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"Why?,Agree?\r\n", "EXPORT_EMPTY"),
        (b"Ident 1,Ident 2\r\nWhy?,Agree?\r\n", "EXPORT_EMPTY"),
        (b",,\r\n,,\r\n", "EXPORT_EMPTY"),
        (b"[1, 2", "EXPORT_NOT_JSON"),
        (b"{\n", "EXPORT_EMPTY"),
        (b'a,"b\r\n', "SHEET_NOT_CSV"),
        (b"\xff\x00\x81\x00" * 4, "SHEET_NOT_TEXT"),
        (b"PK\x03\x04broken", "SHEET_NOT_XLSX"),
        (b"a" * (11 * 2**20), "SHEET_TOO_LARGE"),
    ],
)
def test_read_export_bad_file_is_refused(data, code):
    with pytest.raises(Unreadable) as refusal:
        read_export(data)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("heading", "answers", "kind"),
    [
        ("Full name", ["", ""], "identifying"),
        ("Adresse", ["12 rue Haute", "3 rue Basse"], "identifying"),
        ("How can we reach you?", ["a@b.example", "c@d.example", "no"], "identifying"),
        ("Telephone", ["+33 1 23 45 67 89", ""], "identifying"),
        ("What does the name of the role mean to you?", [ANSWER, ANSWER + " too"], "open"),
        ("Postal address", ["North", "North", "South", "South"], "demographic"),
        ("Do you agree?", ["Yes", "No", "yes", "NO"], "closed"),
        ("Your favourite", ["red", "blue", "red", "blue", "red"], "closed"),
        ("Which country are you in?", ["Almara", "Belmara", "Almara"], "demographic"),
        ("May we quote you?", ["Yes", "No"], "consent"),
        ("Response ID", ["101", "102", "103"], "reference"),
        ("Anything else", ["", ""], "empty"),
        ("Anything else", [ANSWER, ANSWER + " and more"], "open"),
    ],
)
def test_infer_columns_kind(heading, answers, kind):
    rows = [f'"{answer}",x' for answer in answers]
    assert kinds_of(csv(f'"{heading}",Other', *rows))[0] == kind


def test_infer_columns_every_evidence_has_its_words():
    words = all_messages()
    for column in infer_columns(read_export(csv("Name,Why?,Agree?", f"A,{ANSWER},Yes", f"B,{ANSWER}!,No"))):
        for note in column.evidence:
            assert note.severity is Severity.NOTE
            assert spell(note, words)["message"]


def test_decide_columns_what_identifies_people_stays_out_whoever_asks():
    columns = infer_columns(read_export(csv("Your name,Why?", f"Ada,{ANSWER}", f"Bo,{ANSWER}!")))
    with pytest.raises(Refusal) as refusal:
        decide_columns(columns, {0: ColumnKind.OPEN})
    assert refusal.value.code == "EXPORT_IDENTIFYING_STAYS_OUT"


def test_import_answers_nothing_of_a_name_comes_in():
    found = imported(csv("Your name,E-mail,Why?", f"Ada,a@b.example,{ANSWER}", f"Bo,b@b.example,{ANSWER}!"))
    assert [heading.question for heading in found.left_out] == ["Your name", "E-mail"]
    assert "Ada" not in repr(found)
    assert "b.example" not in repr(found)


def test_import_answers_quotes_only_who_said_yes_and_no_address():
    data = csv(
        "Why?,May we publish your answer?", f"{ANSWER},Yes", f"{ANSWER}!,No", f"{ANSWER}?,", f"{ANSWER} write me a@b.example,Yes"
    )  # fmt: skip
    found = imported(data)
    assert [each.contribution.quote.value for each in found.answers] == ["anonymous", "no", "no", "no"]
    assert [(finding.code, finding.lines) for finding in found.findings] == [("EXPORT_ANSWER_HOLDS_ADDRESS", (5,))]


def test_import_answers_again_and_in_other_order_gives_the_same_identifiers():
    rows = [f"{ANSWER},Yes", f"{ANSWER},Yes", f"{ANSWER}!,No"]
    first = {each.contribution.id for each in imported(csv("Why?,Agree?", *rows)).answers}
    again = {each.contribution.id for each in imported(csv("Why?,Agree?", *reversed(rows), f"{ANSWER}?,No")).answers}
    assert len(first) == 3  # two people may say the same words
    assert first < again


def test_import_answers_counts_who_did_not_answer():
    rows = ["Yes"] * 7 + ["No"] * 6 + [""] * 2
    found = imported(csv("Number,Agree?", *(f"{number},{answer}" for number, answer in enumerate(rows))))
    (agree,) = [each for each in found.counted if each.heading.question == "Agree?"]
    assert agree.counts == {"No": 6, "Yes": 7, NOT_ANSWERED: 2}
    assert agree.protect().cells[0][2] is None
    assert agree.protect().cells[0].count(None) > 1  # one more, or the two would follow


def test_import_answers_with_nothing_left_is_refused():
    with pytest.raises(Refusal) as refusal:
        imported(csv("Your name,Number", "Ada,1", "Bo,2"), {1: ColumnKind.REFERENCE})
    assert refusal.value.code == "EXPORT_NOTHING_TO_IMPORT"
