"""Dates as schedules write them."""

import time
from datetime import date

import pytest

from capacita.consultation import describe_entries
from capacita.consultation.scheduling.dates import DatePrecision, ScheduledDate, is_sound, spell_date, undecided
from capacita.consultation.scheduling.reading import read_place, read_schedule_text


@pytest.mark.parametrize(
    ("line", "start", "end", "precision", "tentative"),
    [
        ("- 3-5 June 2022 – Week", "2022-06-03", "2022-06-05", "window", False),
        ("* mid-July 2023: Week", "2023-07-11", "2023-07-20", "window", False),
        ("• 12 March 2023 – Week", "2023-03-12", "2023-03-12", "day", False),
        ("12. March 2023 - Week", "2023-03-12", "2023-03-12", "day", False),
        ("1. 16 May 2022 - Week", "2022-05-16", "2022-05-16", "day", False),
        ("- 5th of May 2022 - Week", "2022-05-05", "2022-05-05", "day", False),
        ("- May 5, 2022 - Week", "2022-05-05", "2022-05-05", "day", False),
        ("- May 5-7, 2022 | Week", "2022-05-05", "2022-05-07", "window", False),
        ("- 30 December - 2 January 2023: Week", "2022-12-30", "2023-01-02", "window", False),
        ("- 30 May to 2 June 2022: Week", "2022-05-30", "2022-06-02", "window", False),
        ("- June-July 2022 - Week", "2022-06-01", "2022-07-31", "window", False),
        ("- Sept. 2022 - Week", "2022-09-01", "2022-09-30", "month", False),
        ("- February 2024 - Week", "2024-02-01", "2024-02-29", "month", False),
        ("- end of February 2023 - Week", "2023-02-21", "2023-02-28", "window", False),
        ("- TBC, June 2022 - Week", "2022-06-01", "2022-06-30", "month", True),
        ("- June 2022 (TBC) - Week", "2022-06-01", "2022-06-30", "month", True),
        ("- 24 June 2022 (provisional) - Week", "2022-06-24", "2022-06-24", "day", True),
        ("- 24 June 2022 - Week (tentative date)", "2022-06-24", "2022-06-24", "day", True),
        ("- Friday, 24 June 2022 - Week", "2022-06-24", "2022-06-24", "day", False),
        ("- 2022-05-16 to 2022-05-18 - Week", "2022-05-16", "2022-05-18", "window", False),
        ("16 May 2022: Week", "2022-05-16", "2022-05-16", "day", False),
        ("**16 May 2022** - Week", "2022-05-16", "2022-05-16", "day", False),
        ("- TBD - Week", None, None, "unknown", True),
    ],
)
def test_read_schedule_form_of_date_is_known(line, start, end, precision, tentative):
    (entry,) = describe_entries(read_schedule_text(line).entries)
    assert entry["title"] == "Week"
    found = (entry["start"], entry["end"], entry["precision"], entry["tentative"])
    assert found == (start, end, precision, tentative)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("- 31 June 2022 - Week", "SCHEDULE_NO_SUCH_DATE"),
        ("- 5-3 June 2022 - Week", "SCHEDULE_NO_SUCH_DATE"),
        ("- 29 February 2023 - Week", "SCHEDULE_NO_SUCH_DATE"),
        ("- 16 May - Week", "SCHEDULE_YEAR_MISSING"),
        ("- Tuesday 16 May 2022 - Week", "SCHEDULE_WRONG_WEEKDAY"),
        ("May 2022\n- 3 June - Week", "SCHEDULE_OTHER_MONTH"),
    ],
)
def test_read_schedule_doubtful_date_is_flagged(line, code):
    schedule = read_schedule_text(line)
    assert len(schedule.entries) == 1
    assert code in [finding.code for finding in schedule.findings]


@pytest.mark.parametrize(
    "line", ["• Date", "• Time", "May you live.", "In May 2022 we met.", "• Marching - on", "16 May", "• 16 May -"]
)
def test_read_schedule_line_that_is_no_entry_is_passed_over(line):
    assert read_schedule_text(line).entries == ()


def test_read_schedule_headings_carry_the_year_forwards_only():
    text = "November 2022\n- 3 November - A\nDecember\n- 4 December - B\nJanuary\n- 5 January - C"
    a, b, c = read_schedule_text(text).entries
    assert (a.when.start, b.when.start, c.when.start) == (date(2022, 11, 3), date(2022, 12, 4), None)


def test_read_schedule_heading_of_another_section_ends_the_month():
    (entry,) = read_schedule_text("## May 2022\n## Later\n- TBD - A").entries
    assert entry.when == undecided(None)


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("- 16 May 2022 - Talk, 14:00 UTC", set()),
        ("- 16 May 2022 - Talk, 2 pm", {"SCHEDULE_NO_TIME_ZONE"}),
        ("- 16 May 2022 - Talk", {"SCHEDULE_NO_TIMES"}),
        ("- 14 May 2022 - Talk, 14:00 CEST", {"SCHEDULE_WEEKEND"}),
    ],
)
def test_check_schedule_times_and_weekends(line, codes):
    assert {finding.code for finding in read_schedule_text(line).findings} == codes


@pytest.mark.parametrize(
    ("sentence", "outside"),
    [
        ("Consultations can be held between April and May 2022.", True),
        ("Consultations can be held from December 2021 to June 2022.", False),
        ("Regional consultations can be held during May 2022.", True),
        ("National workshops are held in June 2022.", False),
        ("The report came out in May 2022.", False),
    ],
)
def test_check_schedule_stated_period_is_compared(sentence, outside):
    findings = read_schedule_text(f"{sentence}\n- 14 June 2022 - African Group, 9:00 UTC").findings
    assert ("SCHEDULE_OUTSIDE_PERIOD" in [finding.code for finding in findings]) is outside


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("Workshop in Nairobi", "Nairobi"),
        ("Workshop - Mexico City", "Mexico City"),
        ("Workshop in French", None),
        ("UN Habitat - Cities consultation", None),
        ("Training - Part Two", None),
        ("Rencontre - São Tomé", "São Tomé"),
        ("Talk held in Rio de Janeiro", "Rio de Janeiro"),
    ],
)
def test_read_place_title_names_it(title, place):
    assert read_place(title) == place


def test_is_sound_contradiction_is_told():
    assert not is_sound(ScheduledDate(precision=DatePrecision.DAY, start=date(2022, 5, 1), end=date(2022, 5, 2)))
    assert not is_sound(ScheduledDate(precision=DatePrecision.UNKNOWN, start=date(2022, 5, 1)))
    assert not is_sound(ScheduledDate(precision=DatePrecision.MONTH, start=date(2022, 5, 2), end=date(2022, 5, 31)))
    assert not is_sound(undecided("2022-13"))


def test_spell_date_every_precision_in_words():
    assert spell_date(undecided("2022-06")) == "date not fixed, expected in June 2022"
    (entry,) = read_schedule_text("- June 2022 (TBC) - A").entries
    assert spell_date(entry.when) == "June 2022, day not fixed (tentative)"


@pytest.mark.parametrize("filling", [" ", "Aa ", "(", "- ", "5 ", "Aa.-'", "[ "])
def test_read_schedule_long_line_is_read_in_a_moment(filling):
    line = "- 16 May 2022 - in " + filling * 30_000 + " x"
    before = time.perf_counter()
    assert len(read_schedule_text(line).entries) == 1
    assert time.perf_counter() - before < 5  # quadratic reading took over a minute
