"""How far one version is from the one before: worked out once for each pair of kept frameworks, and kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from capacita.framework.changes import Change, ChangeKind
from capacita.framework.comparison import VersionStep, diff_frameworks, suggest_version
from capacita.framework.model import Framework
from capacita.web.documents.store import load_apart
from capacita.web.framework.models import FrameworkVersion, KeptStep

Pair = tuple[str, str]  # digests of the framework before and of the one after

_OF_LISTS = {"roles": "role", "descriptors": "describe", "associations": "link"}
_OWN_SORTS = frozenset(ChangeKind) - {ChangeKind.ADOPT, ChangeKind.SET, ChangeKind.UNLINK}


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredStep:
    """How far one version is from another: ``step`` with all that differs, ``weight`` without what its heading says.

    ``sorts`` counts the changes by ``sort_of``.
    """

    step: VersionStep
    weight: VersionStep
    sorts: Mapping[str, int]


def sort_of(change: Change) -> str:
    """Return under which heading a change is counted and filtered."""
    kind = change.kind
    if kind in (ChangeKind.ADD, ChangeKind.OMIT) and change.part not in ("", "items"):
        return _OF_LISTS.get(change.part, "other")
    if kind is ChangeKind.UNLINK:
        return "link"
    return kind.value if kind in _OWN_SORTS else "other"


def list_told(before: Framework, changes: Sequence[Change]) -> tuple[Change, ...]:
    """Return the changes without those that only say that a version is another one, as its heading does already."""
    headed = ("id", "code", "version", "status", "derived_from")
    return tuple(change for change in changes if change.target != before.id or change.part not in headed)


def steps_between(pairs: Collection[Pair]) -> dict[Pair, VersionStep]:
    """Return how far the kept frameworks of each pair are apart, in one question where that is known already.

    What is kept under a digest never changes, so neither does the step; one that is not known is worked out and kept.
    """
    rows = KeptStep.objects.filter(after__in={after for _before, after in pairs})
    known = {(before, after): VersionStep(step) for before, after, step in rows.values_list("before", "after", "step")}
    missing = [pair for pair in dict.fromkeys(pairs) if pair not in known]
    found = {pair: _measure(*load_apart(*pair)) for pair in missing}
    _keep(found)
    return {**known, **{pair: measured.step for pair, measured in found.items()}}


def step_between(before: str, after: str) -> MeasuredStep:
    """Return how far two kept frameworks are apart, in one question where that is known already."""
    row = KeptStep.objects.filter(before=before, after=after).first()
    if row is not None and row.sorts is not None:
        return MeasuredStep(step=VersionStep(row.step), weight=VersionStep(row.weight), sorts=row.sorts)
    found = _measure(*load_apart(before, after))
    _keep({(before, after): found})
    return found


def keep_step_to(version: FrameworkVersion) -> None:
    """Keep how far a version is from the one before it or, where there is none, from what it was made from."""
    earlier = FrameworkVersion.objects.filter(code=version.code, released_at__lt=version.released_at)
    digest = earlier.order_by("-released_at").values_list("digest", flat=True).first()
    if digest is None and version.base is not None:
        digest = version.base.digest
    if digest is not None:
        step_between(digest, version.digest)


def _measure(before: Framework, after: Framework) -> MeasuredStep:
    changes = diff_frameworks(before, after)
    told = list_told(before, changes)
    return MeasuredStep(
        step=suggest_version(before, changes).step,
        weight=suggest_version(before, told).step,
        sorts=dict(Counter(map(sort_of, told))),
    )


def _keep(found: dict[Pair, MeasuredStep]) -> None:
    rows = [
        KeptStep(before=before, after=after, step=made.step.value, weight=made.weight.value, sorts=dict(made.sorts))
        for (before, after), made in found.items()
    ]
    if rows:
        KeptStep.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["after", "before"],
            update_fields=["step", "weight", "sorts"],
        )
