"""What a training plan has to decide, and within which limits (``capacita-limits/1``, ``capacita-problem/1``).

A gap whose main barrier is skill, none or unknown is for training. A gap that people say is held up by something
else (no mandate, no tools, no data) goes to enabling actions: a course would not close it.
"""

import math
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from capacita.assessment.profile import GAPS_FORMAT, Gap, GapSet
from capacita.planning.catalogue import CATALOGUE_FORMAT, Catalogue, DeliveryMode, ModuleEffect, TrainingModule
from capacita.vocabulary import (
    Code,
    Digest,
    DocumentFormat,
    Identifier,
    LanguageTag,
    LocalizedText,
    Refusal,
    derive_identifier,
    digest,
    document_part,
)

_TRAINABLE = frozenset({None, "skill", "none"})
_SAME_LEVEL = 1e-9  # two levels closer than this are the same level


class LeftOutReason(StrEnum):
    """Why a plan does nothing, or not enough, about a gap."""

    NOT_ESTIMABLE = "not_estimable"  # nobody knows how large it is
    NO_GAP = "no_gap"  # people stand where their roles need them, or above
    BELOW_SMALLEST = "below_smallest"  # smaller than the smallest gap worth planning for
    NO_ACTION = "no_action"  # something other than skill holds it up, and the catalogue has no action for that
    NO_MODULE = "no_module"  # no module of the catalogue fits the people and the gap
    LIMITS = "limits"  # money, trainers, people's days or seats ran out, or the rest was worth more elsewhere


@document_part
class PlanLimits:
    """What may be spent. ``days_per_person`` limits the mean training days per head of a group.

    ``languages`` are those in which people can be taught; empty means any. ``smallest_gap`` is in levels.
    """

    budget: float
    currency: str
    trainer_days: float
    days_per_person: float
    dimension: Code = "ministry"
    languages: tuple[LanguageTag, ...] = ()
    smallest_gap: float = 0.1


@document_part
class PlanGroup:
    """The people of one group. ``levels`` holds the mean level observed, by item, where it could be estimated."""

    value: str
    headcount: int
    levels: Mapping[Identifier, float]


@document_part
class PlanModule:
    """What the plan needs to know of a training module."""

    id: Identifier
    code: Code
    title: LocalizedText
    effects: tuple[ModuleEffect, ...]
    days: float
    trainer_days: float
    cost: float
    size_min: int
    size_max: int
    mode: DeliveryMode
    prerequisites: tuple[Identifier, ...] = ()


@document_part
class PlanTarget:
    """A gap that training is to close: ``value`` levels for each of ``headcount`` people."""

    gap: Identifier
    item: Identifier
    group: str
    headcount: float
    value: float
    importance: float
    observed: float
    standard_error: float | None = None


@document_part
class BarredGap:
    """A gap that an enabling action is to open the way for, and the share of people who name the barrier."""

    gap: Identifier
    item: Identifier
    group: str
    headcount: float
    value: float
    barrier: Code
    share: float | None = None


@document_part
class PlanAction:
    """What the plan needs to know of an enabling action."""

    id: Identifier
    code: Code
    barrier: Code
    title: LocalizedText


@document_part
class LeftOut:
    """A gap and why nothing, or not enough, is done about it. ``remaining`` is in levels per head."""

    gap: Identifier
    item: Identifier
    group: str
    reason: LeftOutReason
    remaining: float | None = None


@document_part
class PlanProblem:
    """All that a plan is chosen from, self-contained: whoever has this document can check the plan made from it."""

    id: Identifier
    title: str
    simulated: bool
    gaps: Identifier
    gaps_digest: Digest
    catalogue: Identifier
    catalogue_version: str
    catalogue_digest: Digest
    framework: Identifier
    framework_version: str
    framework_digest: Digest
    limits: PlanLimits
    groups: tuple[PlanGroup, ...] = ()
    modules: tuple[PlanModule, ...] = ()
    actions: tuple[PlanAction, ...] = ()
    targets: tuple[PlanTarget, ...] = ()
    barred: tuple[BarredGap, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    modules_left_out: tuple[Identifier, ...] = ()  # taught in none of the languages asked for


@document_part
class PlanOption:
    """A module that a group could take: what one participant closes of each gap, and what must come first."""

    module: Identifier
    group: str
    gains: Mapping[Identifier, float]
    requires: tuple[Identifier, ...] = ()


LIMITS_FORMAT = DocumentFormat(name="capacita-limits/1", adapter=TypeAdapter(PlanLimits), upgrades={})
PROBLEM_FORMAT = DocumentFormat(name="capacita-problem/1", adapter=TypeAdapter(PlanProblem), upgrades={})


def assemble_problem(gaps: GapSet, catalogue: Catalogue, limits: PlanLimits) -> PlanProblem:
    """Return the planning problem of the groups of one dimension.

    Raises Refusal where the catalogue belongs to another framework or currency, where the limits make no sense, or
    where no gap belongs to the dimension. Everything is put in a fixed order, so that the order of the input
    changes nothing.
    """
    _check_fit(gaps, catalogue, limits)
    mine = sorted((gap for gap in gaps.gaps if gap.group.dimension == limits.dimension), key=_order)
    if not mine:
        known = sorted({gap.group.dimension for gap in gaps.gaps})
        raise Refusal("PLANNING_NO_GROUPS", dimension=limits.dimension, known=", ".join(known) or "none")
    taught = [module for module in catalogue.modules if _taught_in(module, limits.languages)]
    modules = tuple(_plan_module(module) for module in sorted(taught, key=lambda module: (module.code, module.id)))
    _refuse_circles(modules)
    actions = tuple(
        PlanAction(id=action.id, code=action.code, barrier=action.barrier, title=action.title)
        for action in sorted(catalogue.actions, key=lambda action: (action.code, action.id))
    )
    barriers = {action.barrier for action in actions}
    targets, barred, left_out = _sort_gaps(mine, barriers, limits.smallest_gap)
    limits_value = LIMITS_FORMAT.dump(limits)
    catalogue_digest = digest(CATALOGUE_FORMAT.dump(catalogue))
    gaps_digest = digest(GAPS_FORMAT.dump(gaps))
    return PlanProblem(
        id=derive_identifier(gaps.id, "problem", gaps_digest, catalogue_digest, digest(limits_value)),
        title=gaps.title,
        simulated=gaps.simulated,
        gaps=gaps.id,
        gaps_digest=gaps_digest,
        catalogue=catalogue.id,
        catalogue_version=catalogue.version,
        catalogue_digest=catalogue_digest,
        framework=gaps.framework,
        framework_version=gaps.framework_version,
        framework_digest=gaps.framework_digest,
        limits=limits,
        groups=_groups(mine),
        modules=modules,
        actions=actions,
        targets=tuple(targets),
        barred=tuple(barred),
        left_out=tuple(left_out),
        modules_left_out=tuple(sorted(module.id for module in catalogue.modules if module not in taught)),
    )


def list_options(problem: PlanProblem) -> list[PlanOption]:
    """Return every module that each group could take, in the order of groups and then of modules.

    One participant closes ``min(gain, up_to_level - observed)`` levels of a gap. Where the observed level is below a
    module's starting level, its prerequisites must be taken by at least as many people; a module that lists none is
    then no option. A module that closes nothing itself is an option only as somebody's prerequisite.
    """
    modules = {module.id: module for module in problem.modules}
    targets: dict[str, dict[Identifier, PlanTarget]] = {}
    for target in problem.targets:
        targets.setdefault(target.group, {})[target.item] = target
    options: list[PlanOption] = []
    for group in problem.groups:
        by_item = targets.get(group.value)
        if not by_item:
            continue
        possible: dict[Identifier, tuple[Identifier, ...] | None] = {}
        for module in problem.modules:
            _resolve(module.id, group, modules, possible)
        gains = {module.id: _gains(module, by_item) for module in problem.modules if possible[module.id] is not None}
        wanted = _with_prerequisites([name for name, closed in gains.items() if closed], possible)
        for module in problem.modules:
            requires = possible[module.id]
            if module.id in wanted and requires is not None:
                options.append(
                    PlanOption(module=module.id, group=group.value, gains=gains[module.id], requires=requires)
                )
    return options


def starting_levels_met(effects: Iterable[ModuleEffect], levels: Mapping[Identifier, float]) -> bool:
    """Tell whether a group stands at every starting level that is known; an unknown level hinders nobody."""
    return all(levels.get(effect.item, math.inf) >= effect.starting_level - _SAME_LEVEL for effect in effects)


def gain_of(effect: ModuleEffect, observed: float) -> float:
    """Return the levels that one participant gains: never beyond the level up to which the module teaches."""
    return max(0.0, min(effect.gain, effect.up_to_level - observed))


def _check_fit(gaps: GapSet, catalogue: Catalogue, limits: PlanLimits) -> None:
    # An adaptation has an identifier of its own, but its items keep those of the base that the catalogue was made for.
    taught = {effect.item for module in catalogue.modules for effect in module.effects}
    is_kin = catalogue.framework == gaps.framework or not taught.isdisjoint(gap.item for gap in gaps.gaps)
    if not is_kin:
        raise Refusal("PLANNING_OTHER_FRAMEWORK", gaps=gaps.framework, catalogue=catalogue.framework)
    if catalogue.currency != limits.currency:
        raise Refusal("PLANNING_OTHER_CURRENCY", limits=limits.currency, catalogue=catalogue.currency)
    for name in ("budget", "trainer_days", "days_per_person", "smallest_gap"):
        if not getattr(limits, name) >= 0 or math.isinf(getattr(limits, name)):
            raise Refusal("PLANNING_LIMIT_NEGATIVE", limit=name, value=getattr(limits, name))
    for module in catalogue.modules:
        if not 1 <= module.size_min <= module.size_max or min(module.cost, module.days, module.trainer_days) < 0:
            raise Refusal("PLANNING_MODULE_FAULTY", module=module.code)


def _order(gap: Gap) -> tuple[str, str, str]:
    return (gap.group.value, gap.item, gap.id)


def _taught_in(module: TrainingModule, languages: tuple[LanguageTag, ...]) -> bool:
    return not languages or bool(set(languages) & set(module.languages))


def _plan_module(module: TrainingModule) -> PlanModule:
    return PlanModule(
        id=module.id,
        code=module.code,
        title=module.title,
        effects=tuple(sorted(module.effects, key=lambda effect: effect.item)),
        days=module.days,
        trainer_days=module.trainer_days,
        cost=module.cost,
        size_min=module.size_min,
        size_max=module.size_max,
        mode=module.mode,
        prerequisites=tuple(sorted(module.prerequisites)),
    )


def _refuse_circles(modules: tuple[PlanModule, ...]) -> None:
    first = {module.id: module.prerequisites for module in modules}
    codes = {module.id: module.code for module in modules}
    done: set[Identifier] = set()
    for start in first:
        path: list[Identifier] = []
        waiting: list[tuple[Identifier, bool]] = [(start, False)]
        while waiting:
            name, leaving = waiting.pop()
            if leaving:
                done.add(path.pop())
            elif name in path:
                raise Refusal("PLANNING_PREREQUISITES_CIRCULAR", module=codes[name])
            elif name in first and name not in done:
                path.append(name)
                waiting.append((name, True))
                waiting.extend((origin, False) for origin in first[name])


def _groups(gaps: list[Gap]) -> tuple[PlanGroup, ...]:
    heads: dict[str, float] = {}
    levels: dict[str, dict[Identifier, float]] = {}
    for gap in gaps:
        heads[gap.group.value] = max(heads.get(gap.group.value, 0.0), gap.headcount)
        known = levels.setdefault(gap.group.value, {})
        if gap.observed.value is not None:
            known[gap.item] = gap.observed.value
    return tuple(
        PlanGroup(value=value, headcount=math.floor(heads[value] + 1e-6), levels=levels[value])
        for value in sorted(heads)
    )


def _sort_gaps(
    gaps: list[Gap], barriers: set[Code], smallest: float
) -> tuple[list[PlanTarget], list[BarredGap], list[LeftOut]]:
    targets: list[PlanTarget] = []
    barred: list[BarredGap] = []
    left_out: list[LeftOut] = []
    for gap in gaps:
        where: dict[str, Any] = {"gap": gap.id, "item": gap.item, "group": gap.group.value}
        if gap.value is None or gap.observed.value is None:
            left_out.append(LeftOut(**where, reason=LeftOutReason.NOT_ESTIMABLE))
        elif gap.value <= 0:
            left_out.append(LeftOut(**where, reason=LeftOutReason.NO_GAP, remaining=gap.value))
        elif gap.value < smallest:
            left_out.append(LeftOut(**where, reason=LeftOutReason.BELOW_SMALLEST, remaining=gap.value))
        elif gap.main_barrier in _TRAINABLE:
            targets.append(
                PlanTarget(
                    **where,
                    headcount=gap.headcount,
                    value=gap.value,
                    importance=gap.importance,
                    observed=gap.observed.value,
                    standard_error=gap.standard_error,
                )
            )
        elif gap.main_barrier is not None and gap.main_barrier in barriers:
            share = (gap.barriers or {}).get(gap.main_barrier)
            barred.append(
                BarredGap(**where, headcount=gap.headcount, value=gap.value, barrier=gap.main_barrier, share=share)
            )
        else:
            left_out.append(LeftOut(**where, reason=LeftOutReason.NO_ACTION, remaining=gap.value))
    return targets, barred, left_out


def _resolve(
    name: Identifier,
    group: PlanGroup,
    modules: Mapping[Identifier, PlanModule],
    possible: dict[Identifier, tuple[Identifier, ...] | None],
) -> bool:
    """Settle whether a group could take a module, and which modules it would have to take first."""
    if name not in modules:
        return False
    if name not in possible:
        possible[name] = None  # a module that waits for itself can never be taken
        module = modules[name]
        if module.size_min > group.headcount:
            possible[name] = None
        elif starting_levels_met(module.effects, group.levels):
            possible[name] = ()
        elif module.prerequisites and all(_resolve(first, group, modules, possible) for first in module.prerequisites):
            possible[name] = module.prerequisites
        else:
            possible[name] = None
    return possible[name] is not None


def _gains(module: PlanModule, targets: Mapping[Identifier, PlanTarget]) -> dict[Identifier, float]:
    gains: dict[Identifier, float] = {}
    for effect in module.effects:
        target = targets.get(effect.item)
        gain = gain_of(effect, target.observed) if target else 0.0
        if target and gain > 0:
            gains[target.gap] = gains.get(target.gap, 0.0) + gain
    return gains


def _with_prerequisites(
    names: list[Identifier], possible: Mapping[Identifier, tuple[Identifier, ...] | None]
) -> set[Identifier]:
    wanted: set[Identifier] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in wanted:
            wanted.add(name)
            waiting.extend(possible[name] or ())
    return wanted
