"""Any text is read without a crash, and what is read of it is sound."""

import json
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from capacita.consultation import describe_entries, read_schedule
from capacita.consultation.messages import MESSAGES
from capacita.consultation.scheduling.dates import DatePrecision, is_sound, order_key, spell_date, spell_day
from capacita.consultation.scheduling.feed import write_calendar
from capacita.consultation.scheduling.reading import read_schedule_text
from capacita.vocabulary import Severity, Unreadable, spell

PIECES = st.sampled_from(
    [
        "TBD", "tbc", "early", "mid-", "end of", "May", "june", "Sept.", "2022", "1999", "30", "31", "5-3", "29 Feb",
        " - ", "–", ":", "•", "\n", "\n\n", "- ", "# ", "(Tentative)", "Monday", "1.", "[", "(", ")", "consultation",
        "in Paris", "during", "and", "to", "2022-02-30", "24:00", "14:30 UTC", "\u00a0", "\r", "٣", "th", "of", "May 2022\n",
    ]
)  # fmt: skip
SCHEDULE_LIKE = st.lists(PIECES, max_size=40).map(" ".join)


@given(st.one_of(st.text(max_size=400), SCHEDULE_LIKE))
def test_read_schedule_any_text_is_read(text):
    schedule = read_schedule_text(text)
    lines = text.count("\n") + text.count("\r") + 1
    for entry in schedule.entries:
        assert entry.title
        assert is_sound(entry.when)
        assert 1 <= entry.line <= lines
        assert spell_date(entry.when)
    json.dumps(describe_entries(schedule.entries))
    for finding in schedule.findings:
        assert finding.severity is not Severity.ERROR
        assert spell(finding, MESSAGES)["message"]
    if not schedule.entries:
        assert [finding.code for finding in schedule.findings] == ["SCHEDULE_EMPTY"]


@given(st.binary(max_size=300))
def test_read_schedule_any_bytes_are_read_unless_not_utf8(data):
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            read_schedule(data)
        except Unreadable as refusal:
            assert refusal.code == "DOCUMENT_NOT_UTF8"  # noqa: PT017
        else:
            raise AssertionError("bytes that are no UTF-8 were read") from None
    else:
        read_schedule(data)


@given(SCHEDULE_LIKE)
def test_write_calendar_any_schedule_is_written_or_empty(text):
    entries = read_schedule_text(text).entries
    calendar = write_calendar(entries, stamp=datetime(2022, 5, 1, tzinfo=UTC))
    assert (calendar.data is None) == all(entry.when.start is None for entry in entries)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(["-", "–", ":", "|"]), st.sampled_from("-*•"))
def test_read_schedule_written_day_is_read_back(day, separator, bullet):
    (entry,) = read_schedule_text(f"{bullet} {spell_day(day)} {separator} Talk").entries
    assert (entry.when.precision, entry.when.start, entry.title) == (DatePrecision.DAY, day, "Talk")


@given(st.lists(SCHEDULE_LIKE, max_size=6))
def test_order_key_sorts_exact_dates_first(texts):
    entries = read_schedule_text("\n".join(f"- {text}" for text in texts)).entries
    ordered = sorted(entries, key=lambda entry: order_key(entry.when))
    starts = [entry.when.start for entry in ordered if entry.when.start]
    assert starts == sorted(starts)
