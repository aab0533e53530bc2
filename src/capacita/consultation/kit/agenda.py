"""The agenda of a meeting, fitted to its minutes, its people and how they meet. Pure: the same numbers, the same agenda.

Small groups give everybody time to speak: 6 to 10 people at a table, 4 to 6 on a screen, as the dialogues of the
United Nations Food Systems Summit and the briefing of the kit ask for. What does not fit is left out and named; a
part is never given less than its least time.
"""

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from capacita.consultation.model import SessionMode

LEAST_MINUTES: Final = 25  # a welcome, one round and the end
MOST_MINUTES: Final = 600
LEAST_PEOPLE: Final = 2
MOST_PEOPLE: Final = 500
USUAL_MINUTES: Final = 90
USUAL_PEOPLE: Final = 24

_CLOCK: Final = re.compile(r"(?<!\d)([01]?\d|2[0-3]):([0-5]\d)(?!\d)")
_STEP: Final = 5  # minutes; what is left over goes to the rounds of talk
_ONE_TABLE: Final = {True: 7, False: 10}  # up to so many people stay together; True: there is a screen
_GROUP: Final = {True: 6, False: 8}
_STRETCH: Final = {True: 75, False: 100}  # minutes of work before people need a break
_BREAK: Final = {True: 10, False: 15}
_LUNCH: Final = 45
_LONG_DAY: Final = 330
_ROUND_USUAL: Final = 40
_MOST_ROUNDS: Final = 6
_MOST_REPORT: Final = 40
_DAY: Final = 24 * 60


class AgendaPart(StrEnum):
    """What is done in a slot."""

    WELCOME = "welcome"
    INTRODUCTIONS = "introductions"
    SUBJECT = "subject"  # the draft, or the question where there is none
    ROUND = "round"
    BREAK = "break"
    LUNCH = "lunch"
    REPORT = "report"
    PRIORITIES = "priorities"
    CLOSE = "close"


LEAST: Final = {
    AgendaPart.WELCOME: 5,
    AgendaPart.INTRODUCTIONS: 5,
    AgendaPart.SUBJECT: 10,
    AgendaPart.ROUND: 15,
    AgendaPart.BREAK: 10,
    AgendaPart.LUNCH: 45,
    AgendaPart.REPORT: 5,
    AgendaPart.PRIORITIES: 5,
    AgendaPart.CLOSE: 5,
}
_MOST: Final = {
    AgendaPart.WELCOME: 15,
    AgendaPart.INTRODUCTIONS: 20,
    AgendaPart.SUBJECT: 30,
    AgendaPart.PRIORITIES: 20,
    AgendaPart.CLOSE: 15,
}
# Left out in this order where the time does not reach; without the rest it is no consultation.
_LEFT_OUT_FIRST: Final = (
    AgendaPart.INTRODUCTIONS, AgendaPart.PRIORITIES, AgendaPart.REPORT, AgendaPart.SUBJECT,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaSlot:
    """A part of the meeting: minutes from the beginning, its length, and of a round its number from 1."""

    part: AgendaPart
    starts: int
    minutes: int
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPlan:
    """How people are divided. Each group has a facilitator and a note-taker; ``helpers`` look after the technique."""

    people: int
    sizes: tuple[int, ...]
    helpers: int

    @property
    def count(self) -> int:
        """Return how many groups there are."""
        return len(self.sizes)


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedAgenda:
    """The agenda that fits. ``short_by`` says how many minutes are missing for everything, 0 where nothing is."""

    minutes: int
    slots: tuple[AgendaSlot, ...]
    groups: GroupPlan
    left_out: tuple[AgendaPart, ...] = ()
    short_by: int = 0

    @property
    def rounds(self) -> int:
        """Return how many rounds of talk there are."""
        return sum(slot.part is AgendaPart.ROUND for slot in self.slots)


def fit_agenda(minutes: int, people: int, mode: SessionMode) -> FittedAgenda:
    """Return the agenda for so many minutes and people; numbers outside the bounds of this module are moved to them.

    Its slots follow each other without a gap and sum to the minutes.
    """
    minutes = min(max(minutes, LEAST_MINUTES), MOST_MINUTES)
    groups = form_groups(people, mode)
    screen = mode is not SessionMode.OFFLINE
    least = {**LEAST, AgendaPart.REPORT: report_minutes(groups)}
    wanted = [part for part in AgendaPart if part not in (AgendaPart.BREAK, AgendaPart.LUNCH)]
    if groups.count == 1:
        wanted.remove(AgendaPart.REPORT)  # one table has nobody to report to
    whole = sum(least[part] for part in wanted)
    left_out: list[AgendaPart] = []
    for part in _LEFT_OUT_FIRST:
        if sum(least[entry] for entry in wanted) > minutes and part in wanted:
            wanted.remove(part)
            left_out.append(part)
    pauses = _plan_pauses(minutes, screen, sum(least[part] for part in wanted))
    rest = minutes - sum(length for _, length in pauses) - sum(least[part] for part in wanted)
    order = _repeat_rounds(wanted, rest + least[AgendaPart.ROUND])
    lengths = _share_out(order, least, minutes - sum(length for _, length in pauses))
    slots = _lay_out(order, lengths, pauses)
    return FittedAgenda(
        minutes=minutes, slots=slots, groups=groups, left_out=tuple(left_out), short_by=max(0, whole - minutes)
    )


def form_groups(people: int, mode: SessionMode) -> GroupPlan:
    """Return groups of about the same size; a few people stay together."""
    people = min(max(people, LEAST_PEOPLE), MOST_PEOPLE)
    screen = mode is not SessionMode.OFFLINE
    count = 1 if people <= _ONE_TABLE[screen] else math.ceil(people / _GROUP[screen])
    size, more = divmod(people, count)
    sizes = (size + 1,) * more + (size,) * (count - more)
    return GroupPlan(people=people, sizes=sizes, helpers=1 if screen else 0)


def report_minutes(groups: GroupPlan) -> int:
    """Return the least time in which the groups can report: two minutes each, within bounds."""
    least = math.ceil(2 * groups.count / _STEP) * _STEP
    return min(max(LEAST[AgendaPart.REPORT], least), _MOST_REPORT)


def read_clock_times(words: str) -> tuple[int | None, int | None]:
    """Return the minute of the day at which a time in words begins, and its minutes: ``09:00 to 12:30`` is 540 and 210.

    None for what the words do not say.
    """
    found = [60 * int(hour) + int(minute) for hour, minute in _CLOCK.findall(words)]
    if not found:
        return None, None
    if len(found) == 1:
        return found[0], None
    return found[0], (found[1] - found[0]) % _DAY or None


def show_clock(minute: int) -> str:
    """Return a minute of a day, or since the beginning, as ``09:30``."""
    hour, rest = divmod(minute % _DAY, 60)
    return f"{hour:02}:{rest:02}"


def _plan_pauses(minutes: int, screen: bool, least: int) -> list[tuple[AgendaPart, int]]:
    """Return the breaks that this time needs and has room for."""
    count = math.ceil(minutes / _STRETCH[screen]) - 1
    pauses = [(AgendaPart.BREAK, _BREAK[screen])] * count
    if minutes >= _LONG_DAY and count:
        pauses[count // 2] = (AgendaPart.LUNCH, _LUNCH)
    while pauses and least + sum(length for _, length in pauses) > minutes:
        pauses.pop()
    return pauses


def _repeat_rounds(wanted: Sequence[AgendaPart], minutes: int) -> list[AgendaPart]:
    rounds = min(max(1, round(minutes / (_ROUND_USUAL + LEAST[AgendaPart.ROUND]))), _MOST_ROUNDS)
    return [part for part in wanted for _ in range(rounds if part is AgendaPart.ROUND else 1)]


def _share_out(order: Sequence[AgendaPart], least: dict[AgendaPart, int], minutes: int) -> list[int]:
    """Return the length of each part: the least, then in steps of five minutes to where it is used best."""
    lengths = [least[part] for part in order]
    rounds = [place for place, part in enumerate(order) if part is AgendaPart.ROUND]
    rest = minutes - sum(lengths)
    turn = itertools.cycle(_order_of_gain(order))
    while rest >= _STEP:
        place = next(turn)
        part = order[place]
        most = _MOST.get(part, 2 * least[part]) if part is not AgendaPart.ROUND else minutes
        if lengths[place] + _STEP <= most:
            lengths[place] += _STEP
            rest -= _STEP
    lengths[rounds[-1]] += rest
    return lengths


def _order_of_gain(order: Sequence[AgendaPart]) -> list[int]:
    """Return the places in the order in which they are given five minutes more: talk three times as often."""
    rounds = [place for place, part in enumerate(order) if part is AgendaPart.ROUND]
    others = [place for place, part in enumerate(order) if part is not AgendaPart.ROUND]
    turn: list[int] = []
    for place in others:
        turn.extend([*rounds * (3 if len(rounds) == 1 else 1), place])
    return turn


def _lay_out(
    order: Sequence[AgendaPart], lengths: Sequence[int], pauses: Sequence[tuple[AgendaPart, int]]
) -> tuple[AgendaSlot, ...]:
    places = _place_pauses(order, lengths, len(pauses))
    waiting = list(pauses[: len(places)])
    missing = sum(length for _, length in pauses[len(places) :])  # a pause that found no place is time to talk
    given = list(lengths)
    given[max(place for place, part in enumerate(order) if part is AgendaPart.ROUND)] += missing
    slots: list[AgendaSlot] = []
    now, number = 0, 0
    for place, part in enumerate(order):
        if place in places:
            pause, length = waiting.pop(0)
            slots.append(AgendaSlot(part=pause, starts=now, minutes=length))
            now += length
        number += part is AgendaPart.ROUND
        slots.append(
            AgendaSlot(part=part, starts=now, minutes=given[place], number=number if part is AgendaPart.ROUND else 0)
        )
        now += given[place]
    return tuple(slots)


def _place_pauses(order: Sequence[AgendaPart], lengths: Sequence[int], count: int) -> tuple[int, ...]:
    """Return before which parts the breaks stand, so that the longest stretch of work is as short as it can be."""
    free = [place for place, part in enumerate(order) if part in (AgendaPart.ROUND, AgendaPart.REPORT)]
    return min(
        itertools.combinations(free, min(count, len(free))),
        key=lambda places: (_longest_stretch(lengths, places), places),
    )


def _longest_stretch(lengths: Sequence[int], places: Sequence[int]) -> int:
    edges = [0, *places, len(lengths)]
    return max(sum(lengths[start:end]) for start, end in itertools.pairwise(edges))
