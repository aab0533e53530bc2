"""The calendar pack of 2022 says what the kept lines of the page say (tests/data/schedule/README.md), in own words."""

from pathlib import Path

from capacita.consultation import read_schedule
from capacita.content import read_content
from capacita.vocabulary import stale_languages
from capacita.web.consultation.published_schedule import PUBLISHED_SCHEDULE_FORMAT

KEPT = Path(__file__).resolve().parents[2] / "data" / "schedule" / "2022-consultations.txt"
PLACES = {"NYC": "New York"}


def read_pack():
    return PUBLISHED_SCHEDULE_FORMAT.read_whole(read_content("calendar-2022/schedule.json"))


def test_calendar_pack_has_the_dates_groups_and_places_of_the_page():
    page = read_schedule(KEPT.read_bytes()).entries
    pack = read_pack().entries
    assert [(entry.when, entry.group) for entry in pack] == [(entry.when, entry.group) for entry in page]
    assert [entry.place for entry in pack] == [PLACES.get(entry.place or "", entry.place or "") for entry in page]


def test_calendar_pack_uses_its_own_titles_and_fresh_translations():
    page = {entry.title for entry in read_schedule(KEPT.read_bytes()).entries}
    pack = read_pack().entries
    titles = [entry.title["en"].text for entry in pack]
    assert len(set(titles)) == len({entry.slug for entry in pack}) == 17
    assert not [title for title in titles if title in page and title != "Middle East and North Africa"]
    for entry in pack:
        assert set(entry.title) == {"en", "fr", "ar", "es", "ru", "zh"}
        assert stale_languages(entry.title) == []
        assert {entry.title[tag].origin.value for tag in ("fr", "ar", "es", "ru", "zh")} == {"machine"}
