"""Which competencies a toolkit is about, and which exercises fill its workshop."""

import itertools
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from capacita.assessment.profile import Gap, GapSet
from capacita.framework import Framework, Item, ItemKind
from capacita.planning import Catalogue, Exercise, ExerciseFamily
from capacita.vocabulary import Identifier, Refusal

EVERYBODY = "all"
_MOST_EXERCISES = 4
_OPENING, _CLOSING, _PAUSE, _LUNCH = 30, 30, 15, 60
_LUNCH_FROM = 300  # minutes of a day that needs a lunch break


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenCompetency:
    """A competency with the gap that stands for it: everybody's where there is one, else the weightiest group's."""

    item: Item
    gap: Gap
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSlot:
    """A part of the day: ``exercise`` is absent for what every workshop has. ``starts`` is in minutes of the day."""

    kind: str  # opening, exercise, pause, lunch or closing
    starts: int
    minutes: int
    exercise: Exercise | None = None


def competencies_of(framework: Framework) -> list[Item]:
    """Return the competencies in the framework's own order: by domain, then by position."""
    items = {item.id: item for item in framework.items}

    def order(item: Item) -> tuple[int, int, str]:
        parent = items.get(item.parent) if item.parent else None
        return (parent.position if parent else 0, item.position, item.code)

    return sorted((item for item in framework.items if item.kind is ItemKind.COMPETENCY), key=order)


def domain_of(framework: Framework, item: Item) -> Item | None:
    """Return the domain that an item stands in, or None."""
    items = {entry.id: entry for entry in framework.items}
    here = item
    for _ in framework.items:
        if here.kind is ItemKind.DOMAIN:
            return here
        if here.parent is None or here.parent not in items:
            return None
        here = items[here.parent]
    return None


def choose_competencies(
    framework: Framework, gaps: GapSet, dimension: str, count: int
) -> tuple[list[ChosenCompetency], list[Item]]:
    """Return the competencies with the largest importance-weighted gaps, and those whose gap nobody can tell.

    The weight is importance times gap, of everybody where there is such an estimate, else of the group of the
    dimension in which importance times gap times headcount is largest.
    """
    weighed: list[ChosenCompetency] = []
    unknown: list[Item] = []
    for item in competencies_of(framework):
        mine = [gap for gap in gaps.gaps if gap.item == item.id]
        if not mine:
            continue
        whole = [gap for gap in mine if gap.group.dimension == EVERYBODY]
        known = [
            gap for gap in (whole or [gap for gap in mine if gap.group.dimension == dimension]) if gap.value is not None
        ]
        if not known:
            unknown.append(item)
            continue
        gap = max(known, key=lambda gap: (gap.importance * (gap.value or 0.0) * gap.headcount, gap.id))
        weighed.append(ChosenCompetency(item=item, gap=gap, weight=gap.importance * (gap.value or 0.0)))
    wanted = sorted(
        (entry for entry in weighed if entry.weight > 0), key=lambda entry: (-entry.weight, entry.item.code)
    )
    return wanted[:count], unknown


def choose_exercises(catalogue: Catalogue, items: Collection[Identifier], minutes: int) -> tuple[Exercise, ...]:
    """Return the exercises of a workshop, the one of foresight first.

    Of all sets of up to four exercises that hold at least one of foresight and fit the minutes, the one that serves
    most of the chosen competencies, then uses most of the time, then has the first codes in order.
    """
    best: tuple[tuple[int, int, tuple[str, ...]], tuple[Exercise, ...]] | None = None
    entries = sorted(catalogue.exercises, key=lambda exercise: exercise.code)
    for size in range(1, _MOST_EXERCISES + 1):
        for chosen in itertools.combinations(entries, size):
            total = sum(exercise.minutes for exercise in chosen)
            if total > minutes or not any(exercise.family is ExerciseFamily.FORESIGHT for exercise in chosen):
                continue
            served = len({item for exercise in chosen for item in exercise.items} & set(items))
            rank = (-served, -total, tuple(exercise.code for exercise in chosen))
            if best is None or rank < best[0]:
                best = (rank, chosen)
    if best is None:
        return ()
    return tuple(sorted(best[1], key=lambda exercise: (exercise.family is not ExerciseFamily.FORESIGHT, exercise.code)))


def plan_day(
    catalogue: Catalogue, items: Sequence[Identifier], hours: float, starts: int = 9 * 60
) -> tuple[PlannedSlot, ...]:
    """Return the day of a workshop within its hours, breaks included. Raises Refusal where nothing fits."""
    whole = math.floor(hours * 60)
    lunch = whole >= _LUNCH_FROM
    breaks = (_LUNCH + _PAUSE) if lunch else 0
    exercises = choose_exercises(catalogue, items, whole - _OPENING - _CLOSING - breaks)
    if not exercises:
        raise Refusal("TOOLKIT_NO_WORKSHOP", hours=f"{hours:g}")
    slots = [PlannedSlot(kind="opening", starts=starts, minutes=_OPENING)]
    pauses = _pauses(len(exercises)) if lunch else {}
    for number, exercise in enumerate(exercises):
        slots.append(_next(slots, "exercise", exercise.minutes, exercise))
        if number in pauses:
            slots.append(_next(slots, pauses[number], _LUNCH if pauses[number] == "lunch" else _PAUSE))
    slots.append(_next(slots, "closing", _CLOSING))
    return tuple(slots)


def _pauses(count: int) -> dict[int, str]:
    """Return after which exercise there is lunch, and after which a pause; the day never ends with either."""
    return {1: {}, 2: {0: "lunch"}}.get(count, {0: "pause", 1: "lunch"})


def _next(slots: list[PlannedSlot], kind: str, minutes: int, exercise: Exercise | None = None) -> PlannedSlot:
    return PlannedSlot(kind=kind, starts=slots[-1].starts + slots[-1].minutes, minutes=minutes, exercise=exercise)
