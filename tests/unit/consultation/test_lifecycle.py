"""Every pair of statuses and every actor: the tables allow what they say and nothing else."""

from itertools import product

import pytest

from capacita.consultation import (
    CONSULTATION_LIFECYCLE,
    LIFECYCLES,
    REQUEST_LIFECYCLE,
    ActorKind,
    SessionStatus,
    check_transition,
    draw_lifecycle,
    list_next,
)
from capacita.vocabulary import NotAllowed, Refusal

# Written by hand, apart from the tables: o organiser, s steward, c clock.
ALLOWED = {
    "request": {
        "requested>approved": "s",
        "requested>declined": "s",
        "requested>withdrawn": "o",
        "approved>withdrawn": "os",
        "declined>requested": "o",
    },
    "consultation": {
        "scheduled>held": "os",
        "scheduled>withdrawn": "os",
        "held>output_received": "os",
        "held>closed": "sc",
        "output_received>held": "s",
        "output_received>closed": "sc",
        "closed>output_received": "s",
    },
}
EVERY = list(product(LIFECYCLES, SessionStatus, SessionStatus, ActorKind))


@pytest.mark.parametrize(("lifecycle", "before", "after", "actor"), EVERY)
def test_check_transition_every_step_and_actor(lifecycle, before, after, actor):
    allowed = ALLOWED[lifecycle.name].get(f"{before}>{after}")
    if allowed is None:
        with pytest.raises(Refusal) as refusal:
            check_transition(lifecycle, before, after, actor)
        assert refusal.value.code == "LIFECYCLE_NO_SUCH_STEP"
    elif actor[0] not in allowed:
        with pytest.raises(NotAllowed) as refusal:
            check_transition(lifecycle, before, after, actor)
        assert refusal.value.code == "LIFECYCLE_OTHER_ACTOR"
    else:
        assert check_transition(lifecycle, before, after, actor).after is after


def test_lifecycle_every_status_belongs_to_one_and_can_be_reached():
    assert set(REQUEST_LIFECYCLE.statuses) | set(CONSULTATION_LIFECYCLE.statuses) == set(SessionStatus)
    for lifecycle in LIFECYCLES:
        reached, waiting = set(), [lifecycle.start]
        while waiting:
            status = waiting.pop()
            if status not in reached:
                reached.add(status)
                waiting.extend(pair[1] for pair in lifecycle.steps if pair[0] is status)
        assert reached == set(lifecycle.statuses)


def test_list_next_organiser_of_a_request():
    steps = list_next(REQUEST_LIFECYCLE, SessionStatus.REQUESTED, ActorKind.ORGANISER)
    assert [step.after for step in steps] == [SessionStatus.WITHDRAWN]


def test_draw_lifecycle_shows_every_step_once():
    drawing = draw_lifecycle()
    assert drawing.startswith("stateDiagram-v2\n")
    for lifecycle in LIFECYCLES:
        for before, after in lifecycle.steps:
            assert drawing.count(f"{lifecycle.name}_{before} --> {lifecycle.name}_{after} : ") == 1
    assert "consultation_held --> consultation_closed : steward or clock" in drawing
