"""Joining a consultation: what is kept of somebody at each level of consent, and the promise that follows from it.

The promise that people read is made from the same tables by which the site stores and shows, so that it cannot say
anything else than what is done.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class ConsentLevel(StrEnum):
    """How somebody may be named."""

    NAMED = "named"
    ORGANISATION = "organisation"
    CHATHAM_HOUSE = "chatham_house"  # what was said may be told, not who said it
    ANONYMOUS = "anonymous"


class PersonalField(StrEnum):
    """What can point to somebody."""

    NAME = "name"
    ORGANISATION = "organisation_name"
    EMAIL = "email"
    NEEDS = "access_needs"


class PlaceState(StrEnum):
    """Whether somebody has a place."""

    REGISTERED = "registered"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"


# What is stored; what is not here is never written down, even where somebody typed it.
KEPT: Final[Mapping[ConsentLevel, tuple[PersonalField, ...]]] = {
    ConsentLevel.NAMED: (
        PersonalField.NAME, PersonalField.ORGANISATION, PersonalField.EMAIL, PersonalField.NEEDS,
    ),
    ConsentLevel.ORGANISATION: (PersonalField.ORGANISATION, PersonalField.EMAIL, PersonalField.NEEDS),
    ConsentLevel.CHATHAM_HOUSE: (PersonalField.EMAIL, PersonalField.NEEDS),
    ConsentLevel.ANONYMOUS: (PersonalField.NEEDS,),
}  # fmt: skip
# What those who run the programme see of it, and what may stand beside words in public.
SHOWN: Final[Mapping[ConsentLevel, tuple[PersonalField, ...]]] = {
    ConsentLevel.NAMED: (PersonalField.NAME, PersonalField.ORGANISATION),
    ConsentLevel.ORGANISATION: (PersonalField.ORGANISATION,),
    ConsentLevel.CHATHAM_HOUSE: (),
    ConsentLevel.ANONYMOUS: (),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Somebody on the waiting list, with how many people they stand for."""

    key: str
    people: int


def keep_only(level: ConsentLevel, given: Mapping[PersonalField, str]) -> dict[PersonalField, str]:
    """Return what may be stored of what somebody gave; everything else is empty."""
    return {field: given.get(field, "").strip() if field in KEPT[level] else "" for field in PersonalField}


def shown_of(level: ConsentLevel, kept: Mapping[PersonalField, str], *, withdrawn: bool) -> list[str]:
    """Return what may be shown of somebody to those who run the programme; nothing once attribution is withdrawn."""
    return [] if withdrawn else [kept[field] for field in SHOWN[level] if kept.get(field)]


def move_up(free: int, waiting: Sequence[Waiting]) -> list[str]:
    """Return who gets a place now, in the order in which they came; who does not fit waits on and keeps their turn."""
    moved = []
    for somebody in waiting:
        if somebody.people > free:
            break  # nobody behind them passes by
        moved.append(somebody.key)
        free -= somebody.people
    return moved
