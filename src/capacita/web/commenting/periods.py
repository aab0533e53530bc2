"""When comments are taken in a programme: in its phase of comments, else as long as the programme is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from capacita.web.consultation.models import Programme, ProgrammePhase

LATER_PHASES = ("analysis", "decision", "answers")


class Taking(StrEnum):
    """Whether comments are taken on a day."""

    OPEN = "open"
    AHEAD = "ahead"
    OVER = "over"
    NEVER = "never"  # no text to comment on, or a programme of others that is kept as it was


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentPeriod:
    """Whether comments are taken, from when until when, and the phases that come after that have not ended."""

    taking: Taking
    opens_on: date | None
    closes_on: date | None
    next_phases: tuple[ProgrammePhase, ...]

    @property
    def is_open(self) -> bool:
        """Tell whether comments are taken."""
        return self.taking is Taking.OPEN


def period_of(programme: Programme, *, on: date) -> CommentPeriod:
    """Return the period of comments of a programme as of a day; a demonstration never closes."""
    phases = list(programme.phases.all())
    own = next((phase for phase in phases if phase.kind == "comments"), None)
    opens_on, closes_on = (own.opens_on, own.closes_on) if own else (programme.opens_on, programme.closes_on)
    return CommentPeriod(
        taking=_taking(programme, opens_on, closes_on, on),
        opens_on=opens_on,
        closes_on=closes_on,
        next_phases=tuple(phase for phase in phases if phase.kind in LATER_PHASES and phase.closes_on >= on),
    )


def _taking(programme: Programme, opens_on: date | None, closes_on: date | None, on: date) -> Taking:
    if programme.framework_version_id is None or programme.source:
        return Taking.NEVER
    if programme.simulated:
        return Taking.OPEN
    if opens_on and on < opens_on:
        return Taking.AHEAD
    return Taking.OVER if closes_on and on > closes_on else Taking.OPEN
