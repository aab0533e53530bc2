"""The feed of consultations: golden bytes, read back by icalendar, its zones understood by dateutil, its moves kept."""

from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from icalendar import Calendar

from capacita.consultation import in_month, on_day, undecided
from capacita.consultation.scheduling.clashes import ClashKind, TimedSession, find_clashes
from capacita.consultation.scheduling.feed import CalendarEntry, write_feed

STAMP = datetime(2027, 1, 5, 9, 0, tzinfo=UTC)
GOLDEN = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Capacita//Consultation calendar//EN
CALSCALE:GREGORIAN
X-WR-CALDESC:Not in this calendar\\, because no date is known yet: Open (da
 te not fixed)
X-WR-CALNAME:Consultations
BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:STANDARD
DTSTART:20260101T010000
TZNAME:CET
TZOFFSETFROM:+0100
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20260329T020000
RDATE:20270328T020000,20280326T020000
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20261025T030000
RDATE:20271031T030000,20281029T030000
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
SUMMARY:Timed
DTSTART;TZID=Europe/Paris:20270328T033000
DTEND;TZID=Europe/Paris:20270328T050000
DTSTAMP:20270104T080000Z
UID:one
SEQUENCE:2
DESCRIPTION:The hall is taken.
LAST-MODIFIED:20270104T080000Z
LOCATION:Paris
STATUS:CONFIRMED
TRANSP:OPAQUE
URL:https://example.org/one
END:VEVENT
BEGIN:VEVENT
SUMMARY:Date not fixed: Vague
DTSTART;VALUE=DATE:20270601
DTEND;VALUE=DATE:20270701
DTSTAMP:20270105T090000Z
UID:two
DESCRIPTION:The date is not fixed yet. What is published: June 2027\\, day 
 not fixed.
STATUS:TENTATIVE
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
SUMMARY:Gone
DTSTART;VALUE=DATE:20270602
DTEND;VALUE=DATE:20270603
DTSTAMP:20270105T090000Z
UID:three
SEQUENCE:1
STATUS:CANCELLED
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
"""
ENTRIES = [
    CalendarEntry(
        uid="one", title="Timed", when=on_day(date(2027, 3, 28)), starts_at=time(3, 30), ends_at=time(5),
        zone="Europe/Paris", place="Paris", sequence=2, note="The hall is taken.", address="https://example.org/one",
        changed_at=datetime(2027, 1, 4, 8, 0, tzinfo=UTC),
    ),
    CalendarEntry(uid="two", title="Vague", when=in_month(2027, 6), starts_at=time(9), zone="Africa/Nairobi"),
    CalendarEntry(uid="three", title="Gone", when=on_day(date(2027, 6, 2)), sequence=1, cancelled=True),
    CalendarEntry(uid="four", title="Open", when=undecided()),
]  # fmt: skip


def events_of(data: bytes) -> list:
    return [part for part in Calendar.from_ical(data).walk() if part.name == "VEVENT"]


def feed_of(**given) -> bytes:
    return write_feed([CalendarEntry(uid="u", title="T", **given)], stamp=STAMP).data


def test_feed_is_the_golden_one():
    feed = write_feed(ENTRIES, stamp=STAMP)
    assert feed.data.decode().replace("\r\n", "\n") == GOLDEN
    assert [finding.code for finding in feed.findings] == ["CALENDAR_LEFT_OUT"]


def test_feed_is_the_same_bytes_for_the_same_state():
    assert write_feed(ENTRIES, stamp=STAMP).data == write_feed(ENTRIES, stamp=STAMP).data


def test_feed_read_back_has_the_same_moment():
    event = events_of(write_feed(ENTRIES, stamp=STAMP).data)[0]
    assert event.decoded("DTSTART").astimezone(UTC) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Europe/Paris", date(2027, 3, 28)),
        ("Europe/Paris", date(2027, 10, 31)),
        ("America/New_York", date(2027, 3, 14)),
        ("America/New_York", date(2027, 11, 7)),
        ("Australia/Lord_Howe", date(2027, 4, 4)),  # half an hour
        ("Africa/Casablanca", date(2027, 2, 7)),  # winter time in Ramadan
        ("Africa/Nairobi", date(2027, 3, 28)),
        ("Etc/GMT-3", date(2027, 3, 28)),
        ("America/Santiago", date(2027, 9, 5)),
    ],
)
def test_zone_rules_are_those_of_the_zone_on_the_days_of_change(zone: str, day: date):
    data = feed_of(when=on_day(day), starts_at=time(12), zone=zone)
    understood = tzical(StringIO(data.decode())).get(zone)
    real = ZoneInfo(zone)
    moment = datetime.combine(day, time(), tzinfo=UTC) - timedelta(days=1)
    for _ in range(4 * 24 * 3):
        local = moment.astimezone(real).replace(tzinfo=None)
        folded = local.replace(tzinfo=real).utcoffset() != local.replace(tzinfo=real, fold=1).utcoffset()
        if not folded:  # what comes twice is told apart by no calendar
            assert local.replace(tzinfo=understood).utcoffset() == moment.astimezone(real).utcoffset(), local
        moment += timedelta(minutes=15)


def test_session_past_midnight_ends_on_the_next_day():
    (event,) = events_of(feed_of(when=on_day(date(2027, 5, 3)), starts_at=time(22), ends_at=time(1), zone="UTC"))
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(hours=3)
    assert b"VTIMEZONE" not in feed_of(when=on_day(date(2027, 5, 3)), starts_at=time(22), zone="UTC")


def test_moved_session_keeps_its_uid_and_counts_up():
    before = feed_of(when=on_day(date(2027, 5, 3)))
    after = feed_of(when=on_day(date(2027, 6, 9)), sequence=1)
    assert events_of(before)[0]["UID"] == events_of(after)[0]["UID"]
    assert events_of(after)[0]["SEQUENCE"] == 1


def test_tentative_day_with_a_time_takes_nobodys_time():
    (event,) = events_of(feed_of(when=on_day(date(2027, 5, 3), tentative=True), starts_at=time(9), zone="UTC"))
    assert (event["STATUS"], event["TRANSP"]) == ("TENTATIVE", "TRANSPARENT")
    assert type(event.decoded("DTSTART")) is date


def test_nothing_dated_makes_no_file():
    feed = write_feed([ENTRIES[3]], stamp=STAMP)
    assert feed.data is None
    assert [finding.code for finding in feed.findings] == ["CALENDAR_LEFT_OUT", "CALENDAR_EMPTY"]


DAY = date(2027, 5, 3)


def at(key: str, hour: int | None = None, until: int | None = None, day: date = DAY) -> TimedSession:
    start = None if hour is None else datetime.combine(day, time(hour), tzinfo=UTC)
    end = None if until is None else datetime.combine(day, time(until), tzinfo=UTC)
    return TimedSession(key=key, day=day, start=start, end=end)


@pytest.mark.parametrize(
    ("sessions", "clashes"),
    [
        ([at("a"), at("b")], [(("a", "b"), ClashKind.POSSIBLE)]),
        ([at("a", 9, 11), at("b")], [(("a", "b"), ClashKind.POSSIBLE)]),
        ([at("a", 9, 11), at("b", 11, 12)], []),
        ([at("a", 9, 11), at("b", 10, 12), at("c", 15)], [(("a", "b"), ClashKind.OVERLAP)]),
        ([at("a", 9, 14), at("b", 10, 11), at("c", 13)], [(("a", "b", "c"), ClashKind.OVERLAP)]),
        ([at("a"), at("b", day=date(2027, 5, 4))], []),
    ],
)
def test_find_clashes(sessions, clashes):
    assert [(clash.keys, clash.kind) for clash in find_clashes(sessions)] == clashes
