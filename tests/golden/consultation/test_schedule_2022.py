"""The schedule of the 2022 consultations, entry by entry, as a person reads it (tests/data/schedule/README.md)."""

import json
from pathlib import Path

import pytest

from capacita.cli import main
from capacita.consultation import describe_entries, read_schedule
from lib.shared import shared_path

KEPT = Path(__file__).resolve().parents[2] / "data" / "schedule" / "2022-consultations.txt"
PAGE_OFFSET = 28  # the first kept line is line 29 of the page

# title, start, end, precision, tentative, expected, place, group, line of the kept file
EXPECTED = [
    ("Asia and the Pacific Group consultation 1", "2022-05-16", "2022-05-16", "day", False, None, None, "asia_pacific", 3),
    ("Special Consultation training academies", "2022-05-18", "2022-05-18", "day", False, None, None, "training_institutions", 4),
    ("Western European and Others Group consultation", "2022-05-23", "2022-05-23", "day", False, None, None, "western_europe_others", 5),
    ("Asia and the Pacific Group consultation 2", "2022-05-24", "2022-05-24", "day", False, None, None, "asia_pacific", 6),
    ("Latin American and Caribbean Group consultation 1", "2022-05-24", "2022-05-24", "day", False, None, None, "latin_america_caribbean", 7),
    ("Eastern European Group consultation", "2022-05-24", "2022-05-24", "day", False, None, None, "eastern_europe", 8),
    ("Middle East and North Africa consultation", "2022-05-25", "2022-05-25", "day", False, None, None, "middle_east_north_africa", 9),
    ("CPDP Event", "2022-05-25", "2022-05-25", "day", False, None, None, "side_event", 10),
    ("International organisations based in Geneva consultation", "2022-05-29", "2022-05-29", "day", False, None, "Geneva", "international_organisations", 11),
    ("International organisations based in NYC consultation", "2022-05-31", "2022-05-31", "day", False, None, "NYC", "international_organisations", 12),
    ("Consultation Open for Good", "2022-06-01", "2022-06-10", "window", True, None, None, None, 16),
    ("Latin American and Caribbean Group consultation 2", "2022-06-14", "2022-06-14", "day", False, None, None, "latin_america_caribbean", 17),
    ("Civil Society NGOs offering digital trainings - Paris", "2022-06-24", "2022-06-24", "day", False, None, "Paris", "civil_society", 18),
    ("RightsCon event", "2022-06-01", "2022-06-30", "month", False, None, None, "side_event", 19),
    ("UN Habitat - Cities consultation", "2022-06-01", "2022-06-30", "month", True, None, None, "local_governments", 20),
    ("African Group consultation 1", None, None, "unknown", True, "2022-06", None, "africa", 21),
    ("African Group consultation 2", None, None, "unknown", True, "2022-06", None, "africa", 22),
]  # fmt: skip
KEYS = ("title", "start", "end", "precision", "tentative", "expected", "place", "group", "line")
FINDINGS = [
    ("SCHEDULE_SAME_DAY", (6, 7, 8)),
    ("SCHEDULE_SAME_DAY", (9, 10)),
    ("SCHEDULE_WEEKEND", (11,)),
    ("SCHEDULE_GROUP_UNDATED", (21, 22)),
    ("SCHEDULE_OUTSIDE_PERIOD", (17, 21, 22)),
    ("SCHEDULE_NO_TIMES", ()),
]


@pytest.mark.parametrize("whole_page", [False, True])
def test_read_schedule_of_2022_gives_what_the_page_says(whole_page):
    offset = PAGE_OFFSET if whole_page else 0
    path = shared_path("seed/competency-framework-page.txt") if whole_page else KEPT
    schedule = read_schedule(path.read_bytes())
    expected = [dict(zip(KEYS, row, strict=True)) for row in EXPECTED]
    for row in expected:
        row["line"] += offset
    assert describe_entries(schedule.entries) == expected
    found = [(finding.code, finding.lines) for finding in schedule.findings]
    assert found == [(code, tuple(line + offset for line in lines)) for code, lines in FINDINGS]


def test_schedule_command_prints_the_contract(capsys):
    assert main(["consultation", "schedule", str(KEPT), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert list(printed) == ["entries", "findings"]
    assert len(printed["entries"]) == 17
    counts = [entry["precision"] for entry in printed["entries"]]
    assert [counts.count(name) for name in ("day", "window", "month", "unknown")] == [12, 1, 2, 2]
    messages = [finding["message"] for finding in printed["findings"]]
    assert "29 May 2022 is a Sunday." in messages
    assert "3 consultations are on 24 May 2022: possible clashes, as no time is known." in messages
    assert {finding["severity"] for finding in printed["findings"]} == {"warning"}


def test_schedule_command_writes_text_that_people_read(capsys):
    assert main(["consultation", "schedule", str(KEPT)]) == 0
    printed = capsys.readouterr().out
    assert "1 June 2022 to 10 June 2022 (tentative)" in printed
    assert "date not fixed, expected in June 2022" in printed
