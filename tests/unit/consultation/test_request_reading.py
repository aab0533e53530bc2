"""Requests out of letters and sheets: what is there is read, what is not stays empty, nothing is guessed."""

from datetime import date, time
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacita.consultation import MESSAGES, DatePrecision, SessionMode, StakeholderType
from capacita.consultation.requests.duplicates import Likeness, RequestTraits, compare_requests, find_duplicates
from capacita.consultation.requests.letter import read_request_text
from capacita.consultation.requests.reading import (
    TEMPLATE,
    RequestField,
    field_of_label,
    read_day,
    read_request,
    split_institution,
)
from capacita.consultation.requests.sheet import read_request_sheet, write_request_template
from capacita.sheets import Table
from capacita.sheets.xlsx import write_xlsx
from capacita.vocabulary import Unreadable, spell

ZONES = available_timezones()
LETTER = """From: Amina Diallo <amina@gov.example>
Subject: Consultation

Dear colleagues,
we would like to organise a consultation:
  • Date: 14 March 2027
  • Time: 09:00 to 12:30, Nairobi time
  • Target Stakeholders:
     civil servants of ministries,
     universities
  • Mode (Online or Offline): Offline
  • Name and Contact Details: Amina Diallo, amina@gov.example, +254 700 123 456
  • Deadline for Submission of Workshop Output to UNESCO: 28 March 2027
> Date: 1 January 2020
--
Date: 2 January 2020
"""
HEAD = ",".join(TEMPLATE.values())


def codes_of(read) -> list[str]:
    return [finding.code for finding in read.findings]


def test_letter_with_six_fields_is_read_whole():
    read = read_request_text(LETTER, zones=ZONES, today=date(2026, 11, 1))
    assert (read.when.start, read.output_due_on) == (date(2027, 3, 14), date(2027, 3, 28))
    assert (read.starts_at, read.ends_at, read.time_zone) == (time(9), time(12, 30), "Africa/Nairobi")
    assert read.stakeholders == (StakeholderType.CIVIL_SERVANTS, StakeholderType.ACADEMIA)
    assert (read.mode, read.name) == (SessionMode.OFFLINE, "Amina Diallo")
    assert read.contact == "amina@gov.example, +254 700 123 456"
    assert read.missing == read.findings == ()


@pytest.mark.parametrize(
    ("name", "stated", "read"),
    [
        ("Amina Diallo, Ministry of Digital Affairs", "", ("Amina Diallo", "Ministry of Digital Affairs")),
        ("Université de Dakar - Amina Diallo", "", ("Amina Diallo", "Université de Dakar")),
        ("Amina Diallo (head of unit)", "", ("Amina Diallo (head of unit)", "")),
        ("Amina Diallo, Dakar", "City of Dakar", ("Amina Diallo, Dakar", "City of Dakar")),
        ("Ministry of Digital Affairs", "", ("Ministry of Digital Affairs", "Ministry of Digital Affairs")),
        ("", "", ("", "")),
    ],
)
def test_institution_is_read_where_it_stands_with_the_name(name, stated, read):
    assert split_institution(name, stated) == read


def test_institution_stands_in_a_letter_and_in_a_sheet_but_is_never_missing():
    letter = LETTER.replace("Amina Diallo, amina@", "Amina Diallo, National School of Administration, amina@")
    read = read_request_text(letter, zones=ZONES)
    assert (read.name, read.institution) == ("Amina Diallo", "National School of Administration")
    assert read_request_text(LETTER, zones=ZONES).missing == ()
    row = "14 March 2027,09:00,Nairobi,judges,online,Ann,a@x.org,28 March 2027,City of Porto"
    (asked,) = read_request_sheet(f"{HEAD}\r\n{row}\r\n".encode(), zones=ZONES).requests
    assert (asked.institution, asked.missing) == ("City of Porto", ())


def test_letter_without_labels_leaves_empty_what_it_does_not_say():
    read = read_request_text("Hello, could we hold an online meeting with judges? ann@x.org", zones=ZONES)
    assert (read.mode, read.contact) == (SessionMode.ONLINE, "ann@x.org")
    assert read.when is None
    assert set(read.missing) == {
        RequestField.DATE, RequestField.STAKEHOLDERS, RequestField.NAME, RequestField.DEADLINE,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "start", "precision"),
    [
        ("14 March 2027", date(2027, 3, 14), DatePrecision.DAY),
        ("2027-03-14", date(2027, 3, 14), DatePrecision.DAY),
        ("2027-03-14 00:00:00", date(2027, 3, 14), DatePrecision.DAY),
        ("14/03/2027", date(2027, 3, 14), DatePrecision.DAY),
        ("03.14.2027", date(2027, 3, 14), DatePrecision.DAY),
        ("05/05/2027", date(2027, 5, 5), DatePrecision.DAY),
        ("early June 2027", date(2027, 6, 1), DatePrecision.WINDOW),
        ("June 2027", date(2027, 6, 1), DatePrecision.MONTH),
        ("TBD", None, DatePrecision.UNKNOWN),
    ],
)
def test_read_day(text, start, precision):
    when, fault = read_day(text)
    assert (when.start, when.precision, fault) == (start, precision, "")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("31 June 2027", "REQUEST_NO_SUCH_DATE"),
        ("30/02/2027", "REQUEST_NO_SUCH_DATE"),
        ("05/06/2027", "REQUEST_DATE_AMBIGUOUS"),
        ("14 March", "REQUEST_YEAR_MISSING"),
        ("soon", "REQUEST_DATE_UNREADABLE"),
        ("", ""),
    ],
)
def test_read_day_what_is_none(text, fault):
    assert read_day(text) == (None, fault)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({RequestField.TIME: "09:00"}, "REQUEST_NO_TIME_ZONE"),
        ({RequestField.TIME: "09:00", RequestField.ZONE: "Mars"}, "REQUEST_ZONE_UNKNOWN"),
        ({RequestField.TIME: "in the morning"}, "REQUEST_TIME_UNREADABLE"),
        ({RequestField.MODE: "by letter"}, "REQUEST_MODE_UNKNOWN"),
        ({RequestField.DEADLINE: "June 2027"}, "REQUEST_DEADLINE_VAGUE"),
        ({RequestField.DATE: "14 March 2027", RequestField.DEADLINE: "1 March 2027"}, "REQUEST_DEADLINE_EARLY"),
        ({RequestField.DATE: "14 March 2020"}, "REQUEST_DAY_PASSED"),
    ],
)
def test_read_request_faults(cells, code):
    assert code in codes_of(read_request(cells, zones=ZONES, line=7, today=date(2026, 1, 1)))


def test_read_request_hybrid_in_several_words():
    for text in ("hybrid", "online and in person", "offline, online for those abroad"):
        assert read_request({RequestField.MODE: text}, zones=ZONES).mode is SessionMode.HYBRID


def test_sheet_names_the_line_of_each_fault():
    rows = (
        "14 March 2027,14:00 (UTC+3),,judges,hybrid,Ann,a@x.org,10 March 2027\r\n,,,,,,,\r\n"
        '2027-02-30,,,NGOs,online,Bo,b@x.org,2027-04-01\r\n"June 2027",,,cities,offline,Cy,+254 700 123 456,2027-07-01\r\n'
    )
    sheet = read_request_sheet(f"{HEAD}\r\n{rows}".encode(), zones=ZONES)
    assert [read.line for read in sheet.requests] == [2, 4, 5]
    assert [(finding.code, finding.lines) for finding in sheet.findings] == [
        ("REQUEST_DEADLINE_EARLY", (2,)),
        ("REQUEST_NO_SUCH_DATE", (4,)),
    ]
    assert sheet.requests[0].time_zone == "Etc/GMT-3"
    assert sheet.requests[2].when.precision is DatePrecision.MONTH


def test_sheet_as_workbook_with_a_title_above_and_own_headings():
    columns = ("Our requests", "", "", "")
    rows = (
        ("Jour", "Parties prenantes", "Coordonnées", "Date limite"),
        ("2027-03-14", "judges", "a@x.org", "2027-03-20"),
    )
    sheet = read_request_sheet(write_xlsx([Table(name="A", columns=columns, rows=rows)]), zones=ZONES)
    assert sheet.requests[0].line == 3
    assert sheet.requests[0].when.start == date(2027, 3, 14)
    assert {finding.code for finding in sheet.findings} >= {"REQUEST_COLUMN_MISSING"}


def test_sheet_without_headings_is_refused():
    for data in (b"a,b,c\r\n1,2,3\r\n", write_xlsx([Table(name="A", columns=("a", "b"), rows=())])):
        with pytest.raises(Unreadable, match="REQUEST_SHEET_NO_TABLE"):
            read_request_sheet(data, zones=ZONES)


def test_sheet_with_too_many_requests_is_refused():
    data = f"{HEAD}\r\n" + "TBD,,,NGOs,online,Bo,b@x.org,2027-04-01\r\n" * 501
    with pytest.raises(Unreadable, match="REQUEST_SHEET_TOO_LONG"):
        read_request_sheet(data.encode(), zones=ZONES)


def test_template_has_headings_that_are_read():
    head = write_request_template().decode("utf-8-sig").strip().split(",")
    assert [field_of_label(cell) for cell in head] == list(RequestField)


@given(st.text(max_size=400))
def test_any_letter_is_read_without_a_fault_of_ours(text):
    read = read_request_text(text, zones=ZONES)
    for finding in read.findings:
        assert spell(finding, MESSAGES)["message"]


ANN = RequestTraits(key="ann", day=date(2027, 3, 14), name="Ann Lee", contact="ann@x.org, +254 700 123 456",
                    stakeholders=frozenset({"academia"}))  # fmt: skip


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (RequestTraits(key="b", day=date(2027, 3, 14), contact="ANN@X.ORG"), (Likeness.DAY, Likeness.CONTACT)),
        (RequestTraits(key="b", day=date(2027, 3, 14), contact="0700 123 456"), (Likeness.DAY, Likeness.CONTACT)),
        (RequestTraits(key="b", day=date(2027, 3, 14), name="ann  lee"), (Likeness.DAY, Likeness.NAME)),
        (
            RequestTraits(key="b", day=date(2027, 3, 14), stakeholders=frozenset({"academia"})),
            (Likeness.DAY, Likeness.STAKEHOLDERS),
        ),
        (RequestTraits(key="b", day=date(2027, 3, 15), contact="ann@x.org"), ()),
        (RequestTraits(key="b", day=date(2027, 3, 14), contact="bo@x.org"), ()),
    ],
)
def test_compare_requests(other, alike):
    assert compare_requests(ANN, other) == alike


def test_find_duplicates_among_the_new_and_the_known():
    again = RequestTraits(key="again", day=date(2027, 3, 14), contact="ann@x.org")
    pairs = find_duplicates([ANN, again], [RequestTraits(key="old", day=date(2027, 3, 14), name="Ann Lee")])
    assert [(pair.first, pair.second) for pair in pairs] == [("old", "ann"), ("ann", "again")]


def test_undated_requests_are_the_same_only_in_the_same_words():
    one = RequestTraits(key="a", day=None, words="early June", contact="a@x.org")
    assert compare_requests(one, RequestTraits(key="b", day=None, words="Early  June", contact="a@x.org"))
    assert not compare_requests(one, RequestTraits(key="b", day=None, words="July", contact="a@x.org"))
