"""The life of a consultation as one table: what may follow what, who may move it, and who is told.

A consultation that somebody asks for begins as requested, one that the secretariat plans itself as scheduled. Its states
are a log to which is only ever added: the state is that of the newest entry. The clock only ever says that something is
due or late; it never says that something took place.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from capacita.consultation.model import SessionStatus
from capacita.vocabulary import NotAllowed, Refusal


class ActorKind(StrEnum):
    """Who moves a consultation."""

    ORGANISER = "organiser"
    STEWARD = "steward"
    CLOCK = "clock"  # a day that has come


class Audience(StrEnum):
    """Who is told of a step."""

    ORGANISER = "organiser"
    STEWARDS = "stewards"
    PARTICIPANTS = "participants"  # those who joined it


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One step that is allowed: from where to where, by whom, what it means, whether it needs a reason, who is told."""

    before: SessionStatus
    after: SessionStatus
    actors: tuple[ActorKind, ...]
    meaning: str
    tells: tuple[Audience, ...] = ()
    needs_reason: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusEntry:
    """One entry of the log: what a consultation became, when, through whom and why."""

    status: SessionStatus
    at: datetime
    actor: ActorKind
    name: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifecycle:
    """The steps of one kind of thing, and where it begins."""

    name: str
    starts: tuple[SessionStatus, ...]
    steps: Mapping[tuple[SessionStatus, SessionStatus], Transition]

    @property
    def statuses(self) -> tuple[SessionStatus, ...]:
        """Every status that the thing can have, in the order of the table."""
        return tuple(dict.fromkeys([*self.starts, *(status for pair in self.steps for status in pair)]))


_S: Final = SessionStatus
_ORGANISER: Final = (ActorKind.ORGANISER,)
_STEWARD: Final = (ActorKind.STEWARD,)
_BOTH: Final = (ActorKind.ORGANISER, ActorKind.STEWARD)
_CLOCK_TOO: Final = (ActorKind.STEWARD, ActorKind.CLOCK)
_TELL_ORGANISER: Final = (Audience.ORGANISER,)
_TELL_STEWARDS: Final = (Audience.STEWARDS,)
_TELL_BOTH: Final = (Audience.ORGANISER, Audience.STEWARDS)
_TELL_ALL: Final = (Audience.ORGANISER, Audience.STEWARDS, Audience.PARTICIPANTS)
_TELL_ROOM: Final = (Audience.ORGANISER, Audience.PARTICIPANTS)
_REASON: Final = True

REMINDER: Final = timedelta(days=7)  # so long before its deadline an output counts as due

_TABLE: Final = (
    # a request
    (_S.REQUESTED, _S.NEEDS_INFORMATION, _STEWARD, "something has to be known first", _TELL_ORGANISER, _REASON),
    (_S.REQUESTED, _S.APPROVED, _STEWARD, "the request is granted and the kit can be had", _TELL_ORGANISER),
    (_S.REQUESTED, _S.DECLINED, _STEWARD, "the request is not granted", _TELL_ORGANISER, _REASON),
    (_S.REQUESTED, _S.WITHDRAWN, _ORGANISER, "the organiser takes the request back", _TELL_STEWARDS),
    (_S.NEEDS_INFORMATION, _S.REQUESTED, _BOTH, "the question is answered", _TELL_STEWARDS),
    (_S.NEEDS_INFORMATION, _S.APPROVED, _STEWARD, "the request is granted all the same", _TELL_ORGANISER),
    (_S.NEEDS_INFORMATION, _S.DECLINED, _STEWARD, "the request is not granted", _TELL_ORGANISER, _REASON),
    (_S.NEEDS_INFORMATION, _S.WITHDRAWN, _ORGANISER, "the organiser takes the request back", _TELL_STEWARDS),
    (_S.DECLINED, _S.REQUESTED, _BOTH, "it is looked at again", _TELL_BOTH),
    (_S.WITHDRAWN, _S.REQUESTED, _ORGANISER, "the organiser asks for it again", _TELL_STEWARDS),
    (_S.APPROVED, _S.WITHDRAWN, _BOTH, "it will not take place, and was in no calendar", _TELL_BOTH),
    (_S.APPROVED, _S.SCHEDULED, _STEWARD, "it stands in the calendar, as exactly as its date is known", _TELL_ORGANISER),
    # a consultation in the calendar
    (_S.SCHEDULED, _S.MOVED, _STEWARD, "it has another date", _TELL_ROOM, _REASON),
    (_S.SCHEDULED, _S.CANCELLED, _BOTH, "it will not take place and stays in the calendar so", _TELL_ALL, _REASON),
    (_S.SCHEDULED, _S.HELD, _BOTH, "it took place", _TELL_ORGANISER),
    (_S.SCHEDULED, _S.NOT_HELD, _BOTH, "its day passed and it did not take place", _TELL_BOTH, _REASON),
    (_S.MOVED, _S.MOVED, _STEWARD, "it has another date again", _TELL_ROOM, _REASON),
    (_S.MOVED, _S.CANCELLED, _BOTH, "it will not take place and stays in the calendar so", _TELL_ALL, _REASON),
    (_S.MOVED, _S.HELD, _BOTH, "it took place", _TELL_ORGANISER),
    (_S.MOVED, _S.NOT_HELD, _BOTH, "its day passed and it did not take place", _TELL_BOTH, _REASON),
    (_S.CANCELLED, _S.SCHEDULED, _STEWARD, "it takes place after all", _TELL_ROOM, _REASON),
    (_S.NOT_HELD, _S.MOVED, _STEWARD, "it has another date", _TELL_ROOM, _REASON),
    (_S.NOT_HELD, _S.HELD, _STEWARD, "it did take place", _TELL_ORGANISER, _REASON),
    # after it was held
    (_S.HELD, _S.NOT_HELD, _STEWARD, "it did not take place after all", _TELL_ORGANISER, _REASON),
    (_S.HELD, _S.OUTPUT_DUE, _CLOCK_TOO, "its output is due soon", _TELL_ORGANISER),
    (_S.HELD, _S.LATE, _CLOCK_TOO, "no output came before the deadline", _TELL_BOTH),
    (_S.HELD, _S.OUTPUT_RECEIVED, _BOTH, "the output came and could be read", _TELL_BOTH),
    (_S.OUTPUT_DUE, _S.LATE, _CLOCK_TOO, "no output came before the deadline", _TELL_BOTH),
    (_S.OUTPUT_DUE, _S.OUTPUT_RECEIVED, _BOTH, "the output came and could be read", _TELL_BOTH),
    (_S.LATE, _S.OUTPUT_DUE, _STEWARD, "the deadline is a later one", _TELL_ORGANISER, _REASON),
    (_S.LATE, _S.OUTPUT_RECEIVED, _BOTH, "the output came late and is taken all the same", _TELL_BOTH),
    (_S.LATE, _S.CLOSED, _STEWARD, "no output is waited for any more", _TELL_ORGANISER, _REASON),
    (_S.OUTPUT_RECEIVED, _S.OUTPUT_RECEIVED, _BOTH, "a corrected output takes its place", _TELL_BOTH),
    (_S.OUTPUT_RECEIVED, _S.OUTPUT_DUE, _STEWARD, "the output is sent back for correction", _TELL_ORGANISER, _REASON),
    (_S.OUTPUT_RECEIVED, _S.ACCEPTED, _STEWARD, "the output is taken as it is", _TELL_ORGANISER),
    (_S.ACCEPTED, _S.OUTPUT_RECEIVED, _STEWARD, "the output is open for correction again", _TELL_ORGANISER, _REASON),
    (_S.CLOSED, _S.OUTPUT_RECEIVED, _BOTH, "the output came long after and is taken all the same", _TELL_BOTH),
)  # fmt: skip


def _steps(rows: Iterable[tuple[object, ...]]) -> Mapping[tuple[SessionStatus, SessionStatus], Transition]:
    names = ("before", "after", "actors", "meaning", "tells", "needs_reason")
    steps = [Transition(**dict(zip(names, row, strict=False))) for row in rows]  # type: ignore[arg-type] # the rows above
    return {(step.before, step.after): step for step in steps}


LIFECYCLE: Final = Lifecycle(name="consultation", starts=(_S.REQUESTED, _S.SCHEDULED), steps=_steps(_TABLE))
REQUEST_STATUSES: Final = (_S.REQUESTED, _S.NEEDS_INFORMATION, _S.APPROVED, _S.DECLINED, _S.WITHDRAWN)
CALENDAR_STATUSES: Final = tuple(status for status in LIFECYCLE.statuses if status not in REQUEST_STATUSES)
WAS_HELD: Final = frozenset({_S.HELD, _S.OUTPUT_DUE, _S.OUTPUT_RECEIVED, _S.LATE, _S.ACCEPTED, _S.CLOSED})
IS_PLANNED: Final = frozenset({_S.SCHEDULED, _S.MOVED})
AWAITS_OUTPUT: Final = frozenset({_S.HELD, _S.OUTPUT_DUE, _S.LATE})
IS_OFF: Final = frozenset({_S.CANCELLED, _S.NOT_HELD, _S.WITHDRAWN})


def check_transition(
    before: SessionStatus, after: SessionStatus, actor: ActorKind, *, reason: str | None = None
) -> Transition:
    """Return the step if it is allowed.

    Raises Refusal where it does not exist or where a ``reason`` is given that is blank and needed, NotAllowed where
    another must do it.
    """
    step = LIFECYCLE.steps.get((before, after))
    if step is None:
        possible = [pair[1].value for pair in LIFECYCLE.steps if pair[0] is before]
        raise Refusal(
            "LIFECYCLE_NO_SUCH_STEP",
            before=before.value,
            after=after.value,
            possible=", ".join(possible) or "nothing",
        )
    if actor not in step.actors:
        raise NotAllowed(
            "LIFECYCLE_OTHER_ACTOR",
            after=after.value,
            actor=actor.value,
            allowed=" or ".join(kind.value for kind in step.actors),
        )
    if reason is not None and step.needs_reason and not reason.strip():
        raise Refusal("LIFECYCLE_REASON_MISSING", after=after.value)
    return step


def list_next(status: SessionStatus, actor: ActorKind) -> list[Transition]:
    """Return the steps that an actor may take from a status."""
    return [step for (before, _), step in LIFECYCLE.steps.items() if before is status and actor in step.actors]


def current_status(log: Sequence[StatusEntry]) -> SessionStatus | None:
    """Return what the newest entry of a log says; of entries of one moment, the last added. None for an empty log."""
    newest: StatusEntry | None = None
    for entry in log:
        if newest is None or entry.at >= newest.at:
            newest = entry
    return newest.status if newest else None


def tell_time(status: SessionStatus, *, output_due_on: date | None, on: date) -> SessionStatus | None:
    """Return what the clock makes of a consultation on a day: that its output is due or late; None where nothing."""
    if output_due_on is None or status not in (_S.HELD, _S.OUTPUT_DUE):
        return None
    if on > output_due_on:
        return _S.LATE
    return _S.OUTPUT_DUE if status is _S.HELD and on >= output_due_on - REMINDER else None


def draw_lifecycle() -> str:
    """Return the lifecycle as a Mermaid state diagram, made from the table."""
    names = {status: status.value for status in LIFECYCLE.statuses}
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{status.value.replace("_", " ")}" as {name}' for status, name in names.items()]
    lines += [f"    [*] --> {names[start]}" for start in LIFECYCLE.starts]
    for step in LIFECYCLE.steps.values():
        actors = " or ".join(kind.value for kind in step.actors)
        lines.append(f"    {names[step.before]} --> {names[step.after]} : {actors}")
    ends = [status for status in LIFECYCLE.statuses if status in (_S.ACCEPTED, _S.CLOSED, _S.WITHDRAWN, _S.CANCELLED)]
    lines += [f"    {names[status]} --> [*]" for status in ends]
    return "\n".join(lines) + "\n"
