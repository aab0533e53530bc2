"""Requests that may be the same one sent twice: on the same day, by the same people or for the same people."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from capacita.consultation.requests.reading import EMAIL, PHONE


class Likeness(StrEnum):
    """What two requests have in common."""

    DAY = "day"
    CONTACT = "contact"
    NAME = "name"
    STAKEHOLDERS = "stakeholders"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestTraits:
    """What a request is compared by; ``key`` is whatever the caller knows it by."""

    key: str
    day: date | None
    words: str = ""
    stakeholders: frozenset[str] = field(default_factory=frozenset)
    name: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """Two requests that may be the same, and why."""

    first: str
    second: str
    alike: tuple[Likeness, ...]


def compare_requests(one: RequestTraits, other: RequestTraits) -> tuple[Likeness, ...]:
    """Return why two requests may be the same, or nothing.

    They may be where the day is the same (or undecided in the same words) and so is the contact, the name, or whom it
    is for; a day in common alone makes no duplicate, for many meet on one day.
    """
    same_words = one.day is None and other.day is None and _plain(one.words) == _plain(other.words)
    if not (one.day is not None and one.day == other.day) and not same_words:
        return ()
    alike = []
    if _reached(one.contact) & _reached(other.contact):
        alike.append(Likeness.CONTACT)
    if one.name and _plain(one.name) == _plain(other.name):
        alike.append(Likeness.NAME)
    if one.day is not None and one.stakeholders and one.stakeholders == other.stakeholders:
        alike.append(Likeness.STAKEHOLDERS)
    return (Likeness.DAY, *alike) if alike else ()


def find_duplicates(new: Sequence[RequestTraits], known: Sequence[RequestTraits]) -> list[Duplicate]:
    """Return each new request that may be among those known or among the new ones before it."""
    found = []
    for place, one in enumerate(new):
        for other in [*known, *new[:place]]:
            alike = compare_requests(one, other)
            if alike:
                found.append(Duplicate(first=other.key, second=one.key, alike=alike))
    return found


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _reached(contact: str) -> frozenset[str]:
    """Return the addresses and numbers of a contact, numbers by their last nine digits."""
    addresses = {address.casefold() for address in EMAIL.findall(contact)}
    numbers = {re.sub(r"\D", "", number)[-9:] for number in PHONE.findall(EMAIL.sub(" ", contact))}
    return frozenset(addresses | numbers)
