"""Every pair of statuses and every actor: the table allows what it says and nothing else."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from capacita.consultation import (
    CALENDAR_STATUSES,
    LIFECYCLE,
    MESSAGES,
    NOTICES,
    REQUEST_STATUSES,
    ActorKind,
    Audience,
    SessionStatus,
    StatusEntry,
    check_transition,
    current_status,
    draw_lifecycle,
    list_next,
    list_notices,
    tell_time,
)
from capacita.vocabulary import NotAllowed, Refusal

# Written by hand, apart from the table: o organiser, s steward, c clock; ! needs a reason.
ALLOWED = {
    "requested>needs_information": "s!",
    "requested>approved": "s",
    "requested>declined": "s!",
    "requested>withdrawn": "o",
    "needs_information>requested": "os",
    "needs_information>approved": "s",
    "needs_information>declined": "s!",
    "needs_information>withdrawn": "o",
    "declined>requested": "os",
    "withdrawn>requested": "o",
    "approved>withdrawn": "os",
    "approved>scheduled": "s",
    "scheduled>moved": "s!",
    "scheduled>cancelled": "os!",
    "scheduled>held": "os",
    "scheduled>not_held": "os!",
    "moved>moved": "s!",
    "moved>cancelled": "os!",
    "moved>held": "os",
    "moved>not_held": "os!",
    "cancelled>scheduled": "s!",
    "not_held>moved": "s!",
    "not_held>held": "s!",
    "held>not_held": "s!",
    "held>output_due": "sc",
    "held>late": "sc",
    "held>output_received": "os",
    "output_due>late": "sc",
    "output_due>output_received": "os",
    "late>output_due": "s!",
    "late>output_received": "os",
    "late>closed": "s!",
    "output_received>output_received": "os",
    "output_received>output_due": "s!",
    "output_received>accepted": "s",
    "accepted>output_received": "s!",
    "closed>output_received": "os",
}
EVERY = list(product(SessionStatus, SessionStatus, ActorKind))


@pytest.mark.parametrize(("before", "after", "actor"), EVERY)
def test_check_transition_every_step_and_actor(before, after, actor):
    allowed = ALLOWED.get(f"{before}>{after}")
    if allowed is None:
        with pytest.raises(Refusal) as refusal:
            check_transition(before, after, actor, reason="why")
        assert refusal.value.code == "LIFECYCLE_NO_SUCH_STEP"
    elif actor[0] not in allowed:
        with pytest.raises(NotAllowed) as refusal:
            check_transition(before, after, actor, reason="why")
        assert refusal.value.code == "LIFECYCLE_OTHER_ACTOR"
    else:
        assert check_transition(before, after, actor, reason="why").after is after
        if "!" in allowed:
            with pytest.raises(Refusal, match="LIFECYCLE_REASON_MISSING"):
                check_transition(before, after, actor, reason="  ")
        else:
            assert check_transition(before, after, actor, reason="").before is before


def test_lifecycle_every_status_can_be_reached():
    reached, waiting = set(), list(LIFECYCLE.starts)
    while waiting:
        status = waiting.pop()
        if status not in reached:
            reached.add(status)
            waiting.extend(after for before, after in LIFECYCLE.steps if before is status)
    assert reached == set(SessionStatus) == set(LIFECYCLE.statuses)
    assert set(REQUEST_STATUSES) | set(CALENDAR_STATUSES) == reached
    assert set(REQUEST_STATUSES) & set(CALENDAR_STATUSES) == set()


def test_lifecycle_clock_never_says_that_something_took_place():
    by_clock = {step.after for step in LIFECYCLE.steps.values() if ActorKind.CLOCK in step.actors}
    assert by_clock == {SessionStatus.OUTPUT_DUE, SessionStatus.LATE}


def test_list_next_organiser_of_a_request():
    steps = list_next(SessionStatus.REQUESTED, ActorKind.ORGANISER)
    assert [step.after for step in steps] == [SessionStatus.WITHDRAWN]


@pytest.mark.parametrize("step", LIFECYCLE.steps.values(), ids=lambda step: f"{step.before}>{step.after}")
def test_list_notices_each_step_has_words_for_all_whom_it_tells(step):
    told = list_notices(step)
    assert [audience for audience, _code in told] == list(step.tells)
    values = dict.fromkeys(("title", "when", "reason", "deadline", "reference", "contact"), "x")
    for _audience, code in told:
        short = f"{MESSAGES[code].message} {MESSAGES[code].hint}".format(**values)
        assert len(short) < 200  # to be copied into a messenger


def test_notices_no_words_that_nobody_is_told():
    told = {(step.after, audience) for step in LIFECYCLE.steps.values() for audience in step.tells}
    assert set(NOTICES) - told - {(SessionStatus.REQUESTED, Audience.ORGANISER)} == set()


def test_current_status_is_that_of_the_newest_entry():
    first = datetime(2027, 3, 1, tzinfo=UTC)
    asked = StatusEntry(status=SessionStatus.REQUESTED, at=first, actor=ActorKind.ORGANISER)
    granted = StatusEntry(status=SessionStatus.APPROVED, at=first, actor=ActorKind.STEWARD)
    old = StatusEntry(status=SessionStatus.DECLINED, at=first - timedelta(days=1), actor=ActorKind.STEWARD)
    assert current_status([]) is None
    assert current_status([asked, granted]) is SessionStatus.APPROVED
    assert current_status([granted, old]) is SessionStatus.APPROVED


@pytest.mark.parametrize(
    ("status", "days", "after"),
    [
        ("held", 8, None),
        ("held", 7, "output_due"),
        ("held", 0, "output_due"),
        ("held", -1, "late"),
        ("output_due", 0, None),
        ("output_due", -1, "late"),
        ("scheduled", -1, None),
        ("output_received", -9, None),
        ("late", -9, None),
    ],
)
def test_tell_time_days_before_the_deadline(status, days, after):
    today = date(2027, 3, 1)
    found = tell_time(SessionStatus(status), output_due_on=today + timedelta(days=days), on=today)
    assert found == after


def test_tell_time_without_a_deadline_says_nothing():
    assert tell_time(SessionStatus.HELD, output_due_on=None, on=date(2027, 3, 1)) is None


def test_draw_lifecycle_shows_every_step_once():
    drawing = draw_lifecycle()
    assert drawing.startswith("stateDiagram-v2\n")
    for before, after in LIFECYCLE.steps:
        assert drawing.count(f"    {before} --> {after} : ") == 1
    assert "    output_due --> late : steward or clock" in drawing
