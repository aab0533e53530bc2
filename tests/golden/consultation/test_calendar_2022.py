"""The calendar of the 2022 consultations: read back by icalendar, and complete for every calendar program."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar

from capacita.cli import main
from capacita.consultation import read_schedule
from capacita.consultation.scheduling.feed import write_calendar
from capacita.consultation.scheduling.reading import read_schedule_text

KEPT = Path(__file__).resolve().parents[2] / "data" / "schedule" / "2022-consultations.txt"
STAMP = datetime(2022, 5, 1, 9, 0, tzinfo=UTC)


def events_of(data):
    return [part for part in Calendar.from_ical(data).walk() if part.name == "VEVENT"]


@pytest.fixture(name="calendar")
def calendar_of_2022():
    return write_calendar(read_schedule(KEPT.read_bytes()).entries, stamp=STAMP)


def test_write_calendar_events_are_complete(calendar):
    events = events_of(calendar.data)
    assert len(events) == 15
    for event in events:
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS"} <= set(event)
        assert event["STATUS"] in {"TENTATIVE", "CONFIRMED"}
        assert event.decoded("DTSTAMP") == STAMP
        assert type(event.decoded("DTSTART")) is date
        assert event.decoded("DTEND") > event.decoded("DTSTART")
    assert len({event["UID"] for event in events}) == 15


def test_write_calendar_open_dates_say_so(calendar):
    events = {str(event["SUMMARY"]): event for event in events_of(calendar.data)}
    early = events["Date not fixed: Consultation Open for Good"]
    assert (early.decoded("DTSTART"), early.decoded("DTEND")) == (date(2022, 6, 1), date(2022, 6, 11))
    assert early["STATUS"] == "TENTATIVE"
    assert early["TRANSP"] == "TRANSPARENT"
    assert "1 June 2022 to 10 June 2022" in early["DESCRIPTION"]
    assert sum(event["STATUS"] == "TENTATIVE" for event in events.values()) == 3
    assert events["CPDP Event"]["STATUS"] == "CONFIRMED"


def test_write_calendar_undated_entries_are_left_out_and_named(calendar):
    assert b"African Group" not in b"".join(
        line for line in calendar.data.split(b"\r\n") if line.startswith(b"SUMMARY")
    )
    assert "African Group consultation 2" in str(Calendar.from_ical(calendar.data)["X-WR-CALDESC"])
    assert [(finding.code, finding.lines) for finding in calendar.findings] == [("CALENDAR_LEFT_OUT", (21, 22))]


def test_write_calendar_moved_event_keeps_its_identifier():
    (before,) = events_of(write_calendar(read_schedule_text("- 3 May 2022 - Talk").entries, stamp=STAMP).data)
    (after,) = events_of(write_calendar(read_schedule_text("\n- 9 June 2022 - Talk").entries, stamp=STAMP).data)
    assert before["UID"] == after["UID"]


def test_write_calendar_lines_end_and_fold_as_the_standard_says(calendar):
    lines = calendar.data.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert not any(b"\n" in line for line in lines)


def test_schedule_command_writes_the_calendar(tmp_path, capsys):
    out = tmp_path / "calendar.ics"
    stamp = "2022-05-01T09:00:00Z"
    assert main(["consultation", "schedule", str(KEPT), "--ics", str(out), "--stamp", stamp]) == 0
    assert "CALENDAR_LEFT_OUT" in capsys.readouterr().out
    assert out.read_bytes() == write_calendar(read_schedule(KEPT.read_bytes()).entries, stamp=STAMP).data


def test_schedule_command_without_any_date_writes_no_calendar(tmp_path, capsys):
    page = tmp_path / "page.txt"
    page.write_text("- TBD - Talk\n", encoding="utf-8")
    out = tmp_path / "calendar.ics"
    assert main(["consultation", "schedule", str(page), "--ics", str(out), "--json"]) == 1
    assert '"CALENDAR_EMPTY"' in capsys.readouterr().out
    assert not out.exists()
