"""Output sheets: what was filled in comes back, and each faulty row says what to do about it."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from capacita.consultation import (
    Contribution,
    ItemPart,
    QuoteConsent,
    StakeholderType,
    Verdict,
    WorkshopOutput,
)
from capacita.consultation.messages import MESSAGES
from capacita.consultation.output.reading import read_output
from capacita.consultation.output.sheet import lay_out_sheet, write_csv_sheet
from capacita.sheets.xlsx import write_xlsx
from capacita.vocabulary import CAPACITA, Unreadable, derive_identifier, spell

MEETING = derive_identifier(CAPACITA, "meeting")
ITEMS = {code: derive_identifier(CAPACITA, code) for code in ("1.1", "3.1")}
OUTPUT = WorkshopOutput(
    id=derive_identifier(MEETING, "output"),
    consultation=MEETING,
    language="fr",
    framework_version="1.0.0",
    participants=3,
    by_stakeholder={StakeholderType.CIVIL_SOCIETY: 3},
    by_gender={"woman": 2, "not stated": 1},
    by_region={"north": 3},
    context="=not a formula",
    divergences=("Some say so.", "Others do not."),
)


def point(code, text, **given):
    verdict, part = given.get("verdict", Verdict.CHANGE), given.get("part", ItemPart.STATEMENT)
    return code, Contribution(
        id=derive_identifier(MEETING, "contribution", code, part, verdict, text),
        consultation=MEETING,
        item=ITEMS[code] if code else None,
        part=part,
        verdict=verdict,
        text=text,
        language="fr",
        suggestion=given.get("suggestion", ""),
        speaker=given.get("speaker"),
        quote=given.get("quote", QuoteConsent.NO),
    )


POINTS = [
    point("3.1", "Tester aussi\navec une connexion faible", suggestion="-mot", speaker=StakeholderType.RESEARCHERS),
    point("", "Une compétence manque", verdict=Verdict.NEW, quote=QuoteConsent.ANONYMOUS),
]


def filled(points=POINTS, output=OUTPUT):
    return lay_out_sheet(
        consultation=MEETING, framework_version="1.0.0", language="en", item_codes=list(ITEMS), output=output,
        contributions=points,
    )  # fmt: skip


@pytest.mark.parametrize("write", [write_xlsx, write_csv_sheet])
def test_read_output_filled_sheet_comes_back(write):
    report = read_output(write(filled()), items=ITEMS)
    assert report.findings == ()
    assert report.output == OUTPUT
    assert report.contributions == tuple(said for _, said in POINTS)


@pytest.mark.parametrize("write", [write_xlsx, write_csv_sheet])
def test_read_output_empty_kit_sheet_has_no_errors(write):
    tables = lay_out_sheet(consultation=MEETING, framework_version="1", language="en", item_codes=list(ITEMS))
    report = read_output(write(tables), items=ITEMS, consultation=MEETING)
    assert (report.findings, report.contributions) == ((), ())
    assert report.output.participants is None


def with_cells(**cells):
    """Return the filled workbook with cells changed, named like ``Contributions_C2``."""
    workbook = load_workbook(io.BytesIO(write_xlsx(filled())))
    for place, value in cells.items():
        name, _, cell = place.partition("_")
        workbook[name][cell] = value
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("cells", "code", "lines", "kept"),
    [
        ({"Contributions_C2": "perhaps"}, "OUTPUT_VERDICT_UNKNOWN", (2,), 1),
        ({"Contributions_C2": None}, "OUTPUT_VERDICT_UNKNOWN", (2,), 1),
        ({"Contributions_E3": "  "}, "OUTPUT_TEXT_MISSING", (3,), 1),
        ({"Contributions_A2": None}, "OUTPUT_ITEM_MISSING", (2,), 1),
        ({"Contributions_A2": "9.9"}, "OUTPUT_ITEM_UNKNOWN", (2,), 1),
        ({"Contributions_D2": "footnote"}, "OUTPUT_CHOICE_UNKNOWN", (2,), 2),
        ({"Contributions_J2": "the mayor"}, "OUTPUT_CHOICE_UNKNOWN", (2,), 2),
        ({"Contributions_K3": "maybe"}, "OUTPUT_CHOICE_UNKNOWN", (3,), 2),
        ({"Contributions_I2": "French"}, "OUTPUT_LANGUAGE_UNKNOWN", (2,), 2),
        ({"Contributions_E2": "Write to me: a.b@c.example"}, "OUTPUT_ADDRESS_IN_TEXT", (2,), 2),
        ({"Contributions_E2": "Call +44 20 7946 0000"}, "OUTPUT_ADDRESS_IN_TEXT", (2,), 2),
        ({"Contributions_E1": "Remarks"}, "OUTPUT_COLUMN_MISSING", (1,), 0),
        ({"Participation_C2": "some"}, "OUTPUT_COUNT_NOT_NUMBER", (2,), 2),
        ({"Participation_C2": -1}, "OUTPUT_COUNT_NOT_NUMBER", (2,), 2),
        ({"Participation_C2": 9}, "OUTPUT_TOTALS_DIFFER", (), 2),
        ({"Participation_A2": "people"}, "OUTPUT_GROUP_MISSING", (2,), 2),
        ({"Participation_B11": "poets"}, "OUTPUT_GROUP_UNKNOWN", (11,), 2),
        ({"About_B2": "nowhere"}, "OUTPUT_NO_CONSULTATION", (), 0),
        ({"About_B4": "tomorrow"}, "OUTPUT_DATE_UNKNOWN", (), 2),
        ({"About_B5": "English"}, "OUTPUT_LANGUAGE_UNKNOWN", (), 2),
    ],
)  # fmt: skip
def test_read_output_faulty_cell_is_found_in_its_row(cells, code, lines, kept):
    report = read_output(with_cells(**cells), items=ITEMS)
    found = {finding.code: finding for finding in report.findings}
    assert code in found
    assert found[code].lines == lines
    assert len(report.contributions) == kept
    assert spell(found[code], MESSAGES)["hint"]


def test_read_output_consent_is_never_assumed():
    report = read_output(with_cells(Contributions_K3="sure, why not"), items=ITEMS)
    assert report.contributions[1].quote is QuoteConsent.NO


@pytest.mark.parametrize(
    ("word", "verdict"), [("Leave out", Verdict.REMOVE), ("JOIN", Verdict.MERGE), ("reword", Verdict.CHANGE)]
)
def test_read_output_words_of_the_briefing_are_understood(word, verdict):
    assert read_output(with_cells(Contributions_C2=word), items=ITEMS).contributions[0].verdict is verdict


def test_read_output_same_point_twice_is_taken_once():
    report = read_output(write_csv_sheet(filled([POINTS[0], POINTS[0]])), items=ITEMS)
    assert len(report.contributions) == 1
    assert [finding.code for finding in report.findings] == ["OUTPUT_SAID_TWICE"]


def test_read_output_from_another_meeting_is_not_taken():
    report = read_output(write_xlsx(filled()), items=ITEMS, consultation=CAPACITA)
    assert report.output is None
    assert [finding.code for finding in report.findings] == ["OUTPUT_OTHER_CONSULTATION"]


def test_read_output_missing_table_is_found():
    report = read_output(write_csv_sheet(filled()[:1]), items=ITEMS)
    assert [finding.path for finding in report.findings] == ["/Participation", "/Contributions"]


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: f"[About]\n{text}".encode())))
def test_read_output_any_bytes_are_read_or_refused(data):
    try:
        report = read_output(data, items=ITEMS)
    except Unreadable as refusal:
        assert refusal.code in MESSAGES  # noqa: PT017
    else:
        for finding in report.findings:
            assert spell(finding, MESSAGES)
