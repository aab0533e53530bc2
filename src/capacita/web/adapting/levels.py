"""The levels of a scale with a country: renamed, added, taken out, put in another order, and what that does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pydantic import TypeAdapter

from capacita.framework.changes import Change, ChangeKind
from capacita.framework.contents import ENTRIES
from capacita.framework.model import (
    Framework,
    JobRole,
    ProficiencyLevel,
    ProficiencyScale,
    Requirement,
    RequirementStatus,
)
from capacita.vocabulary import Refusal, derive_identifier, written
from capacita.web.adapting.drafting import Step
from capacita.web.adapting.models import AdaptationDraft

RENAME, ADD, REMOVE, MOVE = "rename", "add", "remove", "move"
FEWEST_LEVELS = 2  # with one level there is nothing to tell apart
_REQUIREMENT: TypeAdapter[Requirement] = TypeAdapter(Requirement)


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelUse:
    """A level, and what hangs on it: the items that are described at it, and what roles need at it."""

    level: ProficiencyLevel
    described: int
    required: int


def list_uses(framework: Framework, scale: ProficiencyScale) -> list[LevelUse]:
    """Return the levels of a scale, the lowest first, each with what hangs on it."""
    return [
        LevelUse(
            level=level,
            described=sum(entry.level == level.id for entry in framework.descriptors),
            required=sum(need.level == level.id for role in framework.roles for need in role.requirements),
        )
        for level in in_order(scale)
    ]


def in_order(scale: ProficiencyScale) -> tuple[ProficiencyLevel, ...]:
    """Return the levels of a scale, the lowest first."""
    return tuple(sorted(scale.levels, key=lambda level: level.position))


def find_scale(framework: Framework, identifier: str) -> ProficiencyScale:
    """Return a scale of a framework. Raises Refusal where it is not there (any more)."""
    found = next((entry for entry in framework.scales if entry.id == identifier), None)
    if found is None:
        raise Refusal("DRAFT_ITEM_GONE")
    return found


def relevel(draft: AdaptationDraft, now: Framework, step: Step, change: Change) -> Change:
    """Return the Change that a step on the levels of a scale makes. Raises Refusal where the level is gone."""
    scale = find_scale(now, step.item)
    levels = list(in_order(scale))
    named = next((level for level in levels if level.id == step.level), None)
    if named is None and step.deed != ADD:
        raise Refusal("DRAFT_ITEM_GONE")
    if step.deed == ADD:
        levels.insert(step.place - 1, _new_level(draft, scale, step, change))
    elif named is not None:
        place = levels.index(named)
        levels.remove(named)
        if step.deed == RENAME:
            levels.insert(place, replace(named, title=written(step.title, draft.language)))
        elif step.deed == MOVE:
            levels.insert(step.place - 1, named)
    if len(levels) < FEWEST_LEVELS:
        raise Refusal("DRAFT_TOO_FEW_LEVELS", fewest=FEWEST_LEVELS)
    numbered = tuple(replace(level, position=place) for place, level in enumerate(levels, start=1))
    made = replace(scale, levels=numbered)
    dump = ENTRIES["scales"].dump_python
    return replace(
        change,
        before=dump(scale, mode="json", exclude_defaults=True),
        after=dump(made, mode="json", exclude_defaults=True),
    )


def _new_level(draft: AdaptationDraft, scale: ProficiencyScale, step: Step, change: Change) -> ProficiencyLevel:
    taken = {level.code for level in scale.levels}
    number = next(number for number in range(1, len(taken) + 2) if f"level-{number}" not in taken)
    return ProficiencyLevel(
        id=derive_identifier(str(draft.adaptation_id), "level", change.id),
        code=f"level-{number}",
        position=step.place,
        title=written(step.title, draft.language),
        description=written(step.statement, draft.language) if step.statement else {},
    )


def list_needs_moved(now: Framework, step: Step, change: Change) -> Iterator[tuple[str, str, Change]]:
    """Yield, for a level that goes, what each role needs in its place: the item, the field of it, and the Change.

    A role that is to need nothing in its place loses the requirement.
    """
    if step.kind is not ChangeKind.RELEVEL or step.deed != REMOVE:
        return
    for role in now.roles:
        for need in role.requirements:
            if need.level == step.level:
                yield need.item, f"role:{role.id}", _move_need(role, need, step, change)


def _move_need(role: JobRole, need: Requirement, step: Step, change: Change) -> Change:
    (instead,) = step.into or ("",)
    moved = replace(need, level=instead, status=RequirementStatus.SET) if instead else None
    dump = _REQUIREMENT.dump_python
    return replace(
        change,
        id=derive_identifier(change.id, role.id, need.item),
        kind=ChangeKind.REQUIRE,
        target=role.id,
        before=dump(need, mode="json", exclude_defaults=True),
        after=dump(moved, mode="json", exclude_defaults=True) if moved else None,
    )
