"""Gaps: the level that a group's roles need, less the level at which the group stands."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capacita.assessment.estimation import EstimateRecord, Group
from capacita.assessment.instrument import Measure
from capacita.assessment.profile.model import EstimateSet, Gap, GapSet, lead_variable
from capacita.assessment.sampling import Frame
from capacita.framework import Framework, Item, ItemKind, RequirementStatus, framework_digest
from capacita.vocabulary import NotFound, Refusal, derive_identifier

_TIE = 1e-9  # a lead below this is a tie and rounding


@dataclass(frozen=True, slots=True, kw_only=True)
class _Need:
    """What a group's people need on one item."""

    headcount: float
    required: float
    importance: float
    roles: tuple[str, ...]
    proposed: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Requirements:
    """Required rung and importance by item and role code, with the roles' identifiers."""

    rungs: Mapping[str, Mapping[str, tuple[int, int, RequirementStatus]]]
    role_ids: Mapping[str, str]


def compute_gaps(framework: Framework, estimates: EstimateSet, frame: Frame, *, title: str = "") -> GapSet:
    """Return the gap of every competency in every group that the estimates tell of.

    required = mean, over the people of the group in the frame whose role has a requirement for the item, of the
    position of the required level; importance likewise. Roles without a requirement are left out of both and of
    ``headcount``. observed = the estimated mean self-report index over the whole group. value = required - observed
    (negative: above what is needed), with the standard error of observed: requirements are decisions, without error.
    The two stand on one scale by convention, see ``scoring``.

    ``barriers`` are the shares of the barrier question about the item's domain in that group. ``main_barrier`` is the
    most named one, and only where the 95 % interval of its lead over the next lies above zero; otherwise there is
    none, because the answers cannot tell. Raises Refusal when estimates and framework do not belong together.
    """
    if estimates.framework != framework.id:
        raise Refusal("GAP_OTHER_FRAMEWORK", found=estimates.framework, expected=framework.id)
    identifier = derive_identifier(estimates.id, "gaps", framework.version)
    requirements = _list_requirements(framework, frame)
    known = {(record.variable, record.group): record for record in estimates.estimates}
    barriers = _barriers_by_item(framework, estimates)
    gaps: list[Gap] = []
    proposed = False
    for record in estimates.estimates:
        item = _competency(framework, record)
        if item is None:
            continue
        need = _need(requirements, frame, record.group, item.id)
        if need is None:
            continue
        proposed = proposed or need.proposed
        domain = barriers.get(item.id)
        named = known.get((domain, record.group)) if domain else None
        lead = known.get((lead_variable(domain), record.group)) if domain else None
        gaps.append(_gap(identifier, item, record, need, named, lead))
    return GapSet(
        id=identifier,
        title=title or estimates.title,
        simulated=estimates.simulated,
        estimates=estimates.id,
        framework=framework.id,
        framework_version=framework.version,
        framework_digest=framework_digest(framework),
        requirement_status=RequirementStatus.PROPOSED if proposed or not gaps else RequirementStatus.SET,
        gaps=tuple(gaps),
    )


def _gap(
    parent: str,
    item: Item,
    record: EstimateRecord,
    need: _Need,
    named: EstimateRecord | None,
    lead: EstimateRecord | None,
) -> Gap:
    observed = record.estimate
    return Gap(
        id=derive_identifier(parent, item.id, record.group.dimension, record.group.value),
        item=item.id,
        group=record.group,
        headcount=need.headcount,
        required=need.required,
        observed=observed,
        estimate=record.id,
        value=None if observed.value is None else need.required - observed.value,
        standard_error=observed.standard_error,
        importance=need.importance,
        requirements=need.roles,
        barriers=named.shares if named else None,
        main_barrier=_clear_leader(lead),
        barrier_estimate=named.id if named and named.shares else None,
    )


def _clear_leader(lead: EstimateRecord | None) -> str | None:
    """The most named barrier, where its lead is clear of zero."""
    if lead is None or lead.shares is None or lead.estimate.interval is None or lead.estimate.interval.low <= _TIE:
        return None
    shares = lead.shares
    return max(shares, key=lambda code: shares[code])


def _competency(framework: Framework, record: EstimateRecord) -> Item | None:
    """The competency that a record of self-report is about; none for other records."""
    if not record.variable.startswith(f"{Measure.SELF_REPORT}."):
        return None
    for item in framework.items:
        if item.id == record.item and item.kind is ItemKind.COMPETENCY:
            return item
    return None


def _list_requirements(framework: Framework, frame: Frame) -> _Requirements:
    positions = {level.id: level.position for scale in framework.scales for level in scale.levels}
    rungs: dict[str, dict[str, tuple[int, int, RequirementStatus]]] = {}
    for role in framework.roles:
        for needed in role.requirements:
            entry = (positions[needed.level], needed.importance, needed.status)
            rungs.setdefault(needed.item, {})[role.code] = entry
    role_ids = {role.code: role.id for role in framework.roles}
    frame.check_columns(["role"])
    for role_code in frame.categories["role"]:
        if role_code not in role_ids:
            raise NotFound("GAP_UNKNOWN_ROLE", role=role_code)
    return _Requirements(rungs=rungs, role_ids=role_ids)


def _need(requirements: _Requirements, frame: Frame, group: Group, item: str) -> _Need | None:
    """What the people of a group need on an item; none when no role among them has a requirement."""
    counts = _role_counts(frame, group)
    rungs = requirements.rungs.get(item, {})
    held = [
        (role, count, *rungs[role])
        for role, count in zip(frame.categories["role"], counts.tolist(), strict=True)
        if count and role in rungs
    ]
    people = sum(count for _, count, *_ in held)
    if not people:
        return None
    return _Need(
        headcount=people,
        required=sum(count * rung for _, count, rung, _, _ in held) / people,
        importance=sum(count * weight for _, count, _, weight, _ in held) / people,
        roles=tuple(requirements.role_ids[role] for role, *_ in held),
        proposed=any(status is RequirementStatus.PROPOSED for *_, status in held),
    )


def _role_counts(frame: Frame, group: Group) -> NDArray[np.float64]:
    """How many people of a group hold each role, by the frame."""
    weights = np.ones(frame.size) if frame.weights is None else frame.weights
    if group.value:
        frame.check_columns([group.dimension])
        categories = frame.categories[group.dimension]
        place = categories.index(group.value) if group.value in categories else -1
        weights = np.where(frame.codes[group.dimension] == place, weights, 0.0)
    return np.bincount(frame.codes["role"], weights=weights, minlength=len(frame.categories["role"])).astype(np.float64)


def _barriers_by_item(framework: Framework, estimates: EstimateSet) -> dict[str, str]:
    """The barrier question that speaks for each item: the one about it, or about the nearest item above it."""
    asked = {
        record.item: record.variable for record in estimates.estimates if record.shares is not None and record.item
    }
    asked = {item: variable.removesuffix(lead_variable("")) for item, variable in asked.items()}
    parents = {item.id: item.parent for item in framework.items}
    found = {}
    for item in parents:
        above: str | None = item
        while above is not None and above not in asked:
            above = parents.get(above)
        if above is not None:
            found[item] = asked[above]
    return found
