"""Times as people write them, zones as people name them, and the nights on which clocks change."""

from datetime import date, time
from zoneinfo import ZoneInfo, available_timezones

import pytest

from capacita.consultation.scheduling.times import is_skipped, is_twice, read_time_span, read_zone
from capacita.consultation.spoken import ALPHABET, is_code, make_code, read_code, show_code

KNOWN = available_timezones()


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("09:00 to 12:30", time(9), time(12, 30)),
        ("9-11 am", time(9), time(11)),
        ("9am-11 am", time(9), time(11)),
        ("14h – 16h30", time(14), time(16, 30)),
        ("9.30 am", time(9, 30), None),
        ("12 am to 12 pm", time(0), time(12)),
        ("de 9h à 11h", time(9), time(11)),
    ],
)
def test_read_time_span(text, start, end):
    span = read_time_span(text)
    assert span is not None
    assert (span.start, span.end) == (start, end)


@pytest.mark.parametrize("text", ["", "around noon", "9", "25:00", "13 pm", "09:75", "x" * 10_000])
def test_read_time_span_what_is_no_time(text):
    assert read_time_span(text) is None


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Nairobi time", "Africa/Nairobi"),
        ("new york", "America/New_York"),
        ("Africa/Lagos", "Africa/Lagos"),
        ("UTC", "UTC"),
        ("GMT", "UTC"),
        ("UTC+3", "Etc/GMT-3"),
        ("UTC-5", "Etc/GMT+5"),
        ("EAT", "Africa/Nairobi"),
        ("CST", None),
        ("IST", None),
        ("UTC+5:30", None),
        ("UTC+20", None),
        ("Lumen City", None),
        ("", None),
    ],
)
def test_read_zone(text, zone):
    assert read_zone(text, KNOWN) == zone


@pytest.mark.parametrize(
    ("zone", "day", "at", "skipped", "twice"),
    [
        ("Europe/Paris", date(2027, 3, 28), time(1, 59), False, False),
        ("Europe/Paris", date(2027, 3, 28), time(2, 0), True, False),
        ("Europe/Paris", date(2027, 3, 28), time(2, 59), True, False),
        ("Europe/Paris", date(2027, 3, 28), time(3, 0), False, False),
        ("Europe/Paris", date(2027, 10, 31), time(2, 30), False, True),
        ("Europe/Paris", date(2027, 10, 31), time(3, 0), False, False),
        ("Pacific/Apia", date(2011, 12, 30), time(12, 0), True, False),  # a whole day was skipped
        ("Africa/Nairobi", date(2027, 3, 28), time(2, 30), False, False),
    ],
)
def test_clock_changes(zone, day, at, skipped, twice):
    assert is_skipped(day, at, ZoneInfo(zone)) is skipped
    assert is_twice(day, at, ZoneInfo(zone)) is twice


def test_spoken_codes_are_read_however_they_are_typed():
    letters = iter(ALPHABET * 2)
    code = make_code(lambda _alphabet: next(letters), 16)
    shown = show_code(code)
    assert shown.count("-") == 3
    assert read_code(f" {shown.lower().replace('-', ' ')} ") == code
    assert is_code(code, 16)
    assert not is_code(code[:-1], 16)
    assert not is_code("O" * 16, 16)
    assert set(ALPHABET) & set("0O1IL5S2Z8BUVN") == set()
