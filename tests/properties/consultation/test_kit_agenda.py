"""The fitted agenda: it fills the time given, no part is under its least time, and it says what does not fit."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from capacita.consultation import SessionMode
from capacita.consultation.kit.agenda import (
    LEAST,
    LEAST_MINUTES,
    MOST_MINUTES,
    AgendaPart,
    fit_agenda,
    form_groups,
    read_clock_times,
    show_clock,
)

MINUTES = st.integers(LEAST_MINUTES, MOST_MINUTES)
PEOPLE = st.integers(2, 500)
MODES = st.sampled_from(SessionMode)
PAUSES = (AgendaPart.BREAK, AgendaPart.LUNCH)


@given(MINUTES, PEOPLE, MODES)
def test_agenda_fills_the_time_without_a_gap(minutes, people, mode):
    agenda = fit_agenda(minutes, people, mode)
    assert agenda.slots[0].starts == 0
    assert all(before.starts + before.minutes == after.starts for before, after in pairwise(agenda.slots))
    assert sum(slot.minutes for slot in agenda.slots) == minutes
    assert all(slot.minutes >= LEAST[slot.part] for slot in agenda.slots)


@given(MINUTES, PEOPLE, MODES)
def test_agenda_says_what_does_not_fit_and_nothing_else(minutes, people, mode):
    agenda = fit_agenda(minutes, people, mode)
    held = {slot.part for slot in agenda.slots}
    assert bool(agenda.left_out) == (agenda.short_by > 0)
    assert not held & set(agenda.left_out)
    one_table = {AgendaPart.REPORT} if agenda.groups.count == 1 else set()
    assert held | set(agenda.left_out) | one_table >= set(AgendaPart) - set(PAUSES)
    assert {AgendaPart.WELCOME, AgendaPart.ROUND, AgendaPart.CLOSE} <= held


@given(MINUTES, PEOPLE, MODES)
def test_agenda_that_is_longer_by_what_is_missing_leaves_nothing_out(minutes, people, mode):
    agenda = fit_agenda(minutes, people, mode)
    assert fit_agenda(minutes + agenda.short_by, people, mode).left_out == ()


@given(st.integers(110, MOST_MINUTES), PEOPLE, MODES)
def test_agenda_of_a_long_meeting_has_breaks_between_rounds(minutes, people, mode):
    slots = fit_agenda(minutes, people, mode).slots
    pauses = [place for place, slot in enumerate(slots) if slot.part in PAUSES]
    assert pauses
    assert all(slots[place + 1].part not in (*PAUSES, AgendaPart.CLOSE) for place in pauses)


@given(PEOPLE, MODES)
def test_groups_hold_everybody_and_are_of_about_one_size(people, mode):
    groups = form_groups(people, mode)
    assert sum(groups.sizes) == people
    assert max(groups.sizes) - min(groups.sizes) <= 1
    assert max(groups.sizes) <= (10 if mode is SessionMode.OFFLINE else 7)


def test_agenda_outside_its_bounds_is_moved_to_them():
    assert fit_agenda(1, 0, SessionMode.OFFLINE).minutes == LEAST_MINUTES
    assert fit_agenda(9999, 99999, SessionMode.ONLINE).minutes == MOST_MINUTES


def test_clock_times_are_read_out_of_words():
    assert read_clock_times("09:00 to 12:30") == (540, 210)
    assert read_clock_times("from 22:00 to 01:00, UTC") == (1320, 180)
    assert read_clock_times("9:15") == (555, None)
    assert read_clock_times("in the morning") == (None, None)
    assert show_clock(1320 + 180) == "01:00"
