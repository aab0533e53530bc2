"""What is counted: a session with the region, the kinds of people invited, its language and how people meet.

People are never crossed: no output says how many women of which ministry came. What can be crossed is the sessions, and
their region and invited kinds stand in the calendar for everybody to read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from capacita.consultation.groups import REGIONAL_GROUPS, ConsultationGroup, StakeholderType
from capacita.consultation.lifecycle import IS_OFF, WAS_HELD
from capacita.consultation.model import Programme, SessionMode
from capacita.consultation.scheduling.dates import DatePrecision

NOT_SAID: Final = "not_said"  # the calendar does not say for whom, in which language, or how people meet
KINDS: Final = tuple(kind.value for kind in StakeholderType if kind is not StakeholderType.OTHER)
MODES: Final = tuple(mode.value for mode in SessionMode)
REGIONS: Final = tuple(group.value for group in REGIONAL_GROUPS)
NATIONAL: Final = ConsultationGroup.NATIONAL.value


class Axis(StrEnum):
    """In which directions sessions are counted."""

    REGION = "region"
    KIND = "kind"
    LANGUAGE = "language"
    MODE = "mode"


class SessionState(StrEnum):
    """What is known of a session. Undated is not missing: it is listed, and has no day yet."""

    HELD = "held"
    PLANNED = "planned"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One session as it is counted. ``kinds`` may be several; ``organiser`` is an institution, empty where unknown."""

    id: str
    title: str
    state: SessionState
    region: str = NOT_SAID
    kinds: tuple[str, ...] = (NOT_SAID,)
    language: str = NOT_SAID
    mode: str = NOT_SAID
    organiser: str = ""

    def places(self, axis: Axis) -> tuple[str, ...]:
        """Return where the session stands on an axis."""
        return self.kinds if axis is Axis.KIND else (str(getattr(self, axis.value)),)


def place_group(group: ConsultationGroup | None) -> tuple[str, tuple[str, ...]]:
    """Return the region and the kinds of people that a group of the calendar names."""
    if group is None:
        return NOT_SAID, ()
    if group in REGIONAL_GROUPS or group is ConsultationGroup.NATIONAL:
        return group.value, ()
    return NOT_SAID, (group.value,) if group.value in KINDS else ()


def count_as(status: str, precision: DatePrecision) -> SessionState | None:
    """Return how a session of this status counts, None for one that is off."""
    if status in {each.value for each in IS_OFF}:
        return None
    if status in {each.value for each in WAS_HELD}:
        return SessionState.HELD
    return SessionState.UNDATED if precision is DatePrecision.UNKNOWN else SessionState.PLANNED


def list_sessions(programme: Programme) -> tuple[Session, ...]:
    """Return the sessions of a programme that count, with the kinds that their requests invite."""
    requests = {request.id: request for request in programme.requests}
    found = []
    for meeting in programme.consultations:
        state = count_as(meeting.status.value, meeting.when.precision)
        if state is None:
            continue
        asked = requests.get(meeting.request or "")
        region, named = place_group(meeting.group)
        invited = tuple(kind.value for kind in asked.target_stakeholders) if asked else ()
        wording = meeting.title.get(programme.language) or next(iter(meeting.title.values()), None)
        found.append(
            Session(
                id=meeting.id,
                title=wording.text if wording else "",
                state=state,
                region=region,
                kinds=tuple(dict.fromkeys((*named, *invited))) or (NOT_SAID,),
                language=meeting.language or NOT_SAID,
                mode=meeting.mode.value if meeting.mode else NOT_SAID,
                organiser=asked.organiser if asked else "",
            )
        )
    return tuple(found)


def list_places(axis: Axis, sessions: Sequence[Session], wanted: Sequence[str]) -> tuple[str, ...]:
    """Return the places of an axis: those wanted, whether anything is there or not, then others that are found."""
    found = sorted({place for session in sessions for place in session.places(axis)} - set(wanted) - {NOT_SAID})
    unknown = any(NOT_SAID in session.places(axis) for session in sessions)
    return (*wanted, *found, *((NOT_SAID,) if unknown else ()))


def days_left(until: date | None, on: date) -> int | None:
    """Return how many days are left to hold a session and send its output; 0 where the day has passed."""
    return None if until is None else max(0, (until - on).days)
