"""Lifecycles as tables: what may follow what, for a request and for a consultation, and who may move it.

The clock only ever closes what is over; it never says that something took place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from capacita.consultation.model import SessionStatus
from capacita.vocabulary import NotAllowed, Refusal


class ActorKind(StrEnum):
    """Who moves a request or a consultation."""

    ORGANISER = "organiser"
    STEWARD = "steward"
    CLOCK = "clock"  # a deadline that has passed


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One step that is allowed: from where to where, by whom, and what it means."""

    before: SessionStatus
    after: SessionStatus
    actors: tuple[ActorKind, ...]
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifecycle:
    """The steps of one kind of thing, and where it begins."""

    name: str
    start: SessionStatus
    steps: Mapping[tuple[SessionStatus, SessionStatus], Transition]

    @property
    def statuses(self) -> tuple[SessionStatus, ...]:
        """Every status that the thing can have, in the order of the table."""
        return tuple(dict.fromkeys([self.start, *(status for pair in self.steps for status in pair)]))


_S: Final = SessionStatus
_ORGANISER: Final = (ActorKind.ORGANISER,)
_STEWARD: Final = (ActorKind.STEWARD,)
_BOTH: Final = (ActorKind.ORGANISER, ActorKind.STEWARD)
_CLOCK_TOO: Final = (ActorKind.STEWARD, ActorKind.CLOCK)


def _table(
    *steps: tuple[SessionStatus, SessionStatus, tuple[ActorKind, ...], str],
) -> Mapping[tuple[SessionStatus, SessionStatus], Transition]:
    return {
        (before, after): Transition(before=before, after=after, actors=actors, meaning=meaning)
        for before, after, actors, meaning in steps
    }


REQUEST_LIFECYCLE: Final = Lifecycle(
    name="request",
    start=_S.REQUESTED,
    steps=_table(
        (
            _S.REQUESTED,
            _S.APPROVED,
            _STEWARD,
            "the request is granted, a consultation is scheduled and the kit can be had",
        ),
        (_S.REQUESTED, _S.DECLINED, _STEWARD, "the request is not granted, with a reason"),
        (_S.REQUESTED, _S.WITHDRAWN, _ORGANISER, "the organiser takes the request back"),
        (_S.APPROVED, _S.WITHDRAWN, _BOTH, "it will not take place"),
        (_S.DECLINED, _S.REQUESTED, _ORGANISER, "the organiser asks again with changed details"),
    ),
)

CONSULTATION_LIFECYCLE: Final = Lifecycle(
    name="consultation",
    start=_S.SCHEDULED,
    steps=_table(
        (_S.SCHEDULED, _S.HELD, _BOTH, "it took place"),
        (_S.SCHEDULED, _S.WITHDRAWN, _BOTH, "it will not take place; it stays in the calendar as cancelled"),
        (_S.HELD, _S.OUTPUT_RECEIVED, _BOTH, "the output sheet came back and could be read"),
        (_S.HELD, _S.CLOSED, _CLOCK_TOO, "no output came before the deadline"),
        (_S.OUTPUT_RECEIVED, _S.HELD, _STEWARD, "the output is sent back for correction"),
        (_S.OUTPUT_RECEIVED, _S.CLOSED, _CLOCK_TOO, "the time for corrections is over"),
        (_S.CLOSED, _S.OUTPUT_RECEIVED, _STEWARD, "a late output is taken all the same"),
    ),
)
LIFECYCLES: Final = (REQUEST_LIFECYCLE, CONSULTATION_LIFECYCLE)


def check_transition(lifecycle: Lifecycle, before: SessionStatus, after: SessionStatus, actor: ActorKind) -> Transition:
    """Return the step if it is allowed. Raises Refusal where it does not exist, NotAllowed where another must do it."""
    step = lifecycle.steps.get((before, after))
    if step is None:
        possible = [pair[1].value for pair in lifecycle.steps if pair[0] is before]
        raise Refusal(
            "LIFECYCLE_NO_SUCH_STEP",
            thing=lifecycle.name,
            before=before.value,
            after=after.value,
            possible=", ".join(possible) or "nothing",
        )
    if actor not in step.actors:
        raise NotAllowed(
            "LIFECYCLE_OTHER_ACTOR",
            thing=lifecycle.name,
            after=after.value,
            actor=actor.value,
            allowed=" or ".join(kind.value for kind in step.actors),
        )
    return step


def list_next(lifecycle: Lifecycle, status: SessionStatus, actor: ActorKind) -> list[Transition]:
    """Return the steps that an actor may take from a status."""
    return [step for (before, _), step in lifecycle.steps.items() if before is status and actor in step.actors]


def draw_lifecycle() -> str:
    """Return both lifecycles as one Mermaid state diagram, made from the tables."""
    lines = ["stateDiagram-v2"]
    for lifecycle in LIFECYCLES:
        lines.append(f'    state "{lifecycle.name}" as {lifecycle.name} {{')
        names = {status: f"{lifecycle.name}_{status.value}" for status in lifecycle.statuses}
        lines.extend(f'        state "{status.value.replace("_", " ")}" as {name}' for status, name in names.items())
        lines.append(f"        [*] --> {names[lifecycle.start]}")
        for step in lifecycle.steps.values():
            actors = " or ".join(kind.value for kind in step.actors)
            lines.append(f"        {names[step.before]} --> {names[step.after]} : {actors}")
        ends = [status for status in lifecycle.statuses if all(before is not status for before, _ in lifecycle.steps)]
        lines.extend(f"        {names[status]} --> [*]" for status in ends)
        lines.append("    }")
    return "\n".join(lines) + "\n"
