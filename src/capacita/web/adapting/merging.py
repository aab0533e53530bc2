"""Taking a newer base into a released adaptation: computed anew each time from three documents and the choices made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from capacita.framework.adaptation import apply_adaptation
from capacita.framework.changes import Adaptation, Change, ChangeKind
from capacita.framework.comparison.conflicts import Conflict, read_choice
from capacita.framework.comparison.differences import diff_frameworks
from capacita.framework.comparison.merging import MergeResult, check_merged, merge_unchecked
from capacita.framework.model import Framework
from capacita.vocabulary import LocalizedText
from capacita.web.adapting.models import BaseMerge
from capacita.web.documents.store import load_adaptation, load_framework
from capacita.web.fields import read_localized

# The lists of a framework; the rest of it, the header, is the adaptation's own and never in conflict.
_LISTS = ("sources", "scales", "items", "descriptors", "associations", "roles", "definitions")
_FIELDS = {ChangeKind.RETITLE: "title", ChangeKind.REWORD: "statement", ChangeKind.TAG: "principles"}


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeDocuments:
    """A merge with its three documents and what the choices come to."""

    row: BaseMerge
    base: Framework
    ours: Adaptation
    effective: Framework
    theirs: Framework
    result: MergeResult

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Every conflict, settled or open, in an order that choices do not change."""
        return tuple(sorted((*self.result.conflicts, *self.result.settled), key=lambda entry: entry.id))

    @property
    def applied(self) -> int:
        """How many changes went in without anybody's help."""
        return self.result.applied - len(self.result.settled)

    def conflict(self, identifier: str) -> Conflict | None:
        """Return a conflict by its identifier."""
        return next((entry for entry in self.conflicts if entry.id == identifier), None)


def compute_merge(row: BaseMerge, choices: Mapping[str, Any] | None = None) -> MergeDocuments:
    """Return a merge as its choices leave it, or as others would. Raises Refusal where a choice does not fit."""
    base, theirs = load_framework(row.base_digest), load_framework(row.theirs_digest)
    ours: Adaptation = load_adaptation(row.ours_digest)
    effective = apply_adaptation(base, ours)
    given = row.choices if choices is None else choices
    read = {key: read_choice(key, value) for key, value in given.items()}
    result = merge_unchecked(base, _under_header_of(base, effective), _under_header_of(base, theirs), read)
    return MergeDocuments(row=row, base=base, ours=ours, effective=effective, theirs=theirs, result=result)


def merged_changes(merge: MergeDocuments) -> tuple[Change, ...]:
    """Return the Changes from the new base to what a settled merge gives, with the reasons that they had.

    What a choice made new takes the reason given with it. What was kept on purpose stays kept where it is unchanged.
    """
    framework = merge.result.framework
    assert framework is not None
    check_merged(framework)
    new = diff_frameworks(_under_header_of(merge.base, merge.theirs), framework, owner=merge.ours.id)
    before = {_place_of(change): change for change in merge.ours.changes}
    chosen = {
        (conflict.item, conflict.field): read_localized(merge.row.reasons[conflict.id])
        for conflict in merge.conflicts
        if conflict.id in merge.row.reasons
    }
    carried = [_with_reason(change, before.get(_place_of(change)), chosen) for change in new]
    touched = {change.target for change in new}
    present = {item.id for item in framework.items}
    kept = [
        change
        for change in merge.ours.changes
        if change.kind is ChangeKind.ADOPT and change.target in present and change.target not in touched
    ]
    return (*carried, *kept)


def read_texts(value: Any) -> LocalizedText | None:
    """Return a side of a conflict as texts, or None where it is none."""
    if isinstance(value, Mapping) and value and all(isinstance(e, Mapping) and "text" in e for e in value.values()):
        return read_localized(value)
    return None


def is_worded(conflict: Conflict) -> bool:
    """Tell whether what is in conflict is a text that somebody can write anew."""
    sides = (conflict.base, conflict.ours, conflict.theirs)
    return conflict.field in ("title", "statement", "notes") and any(read_texts(side) for side in sides)


def _with_reason(change: Change, before: Change | None, chosen: Mapping[tuple[str, str], LocalizedText]) -> Change:
    given = chosen.get((change.target, _FIELDS.get(change.kind, change.part)))
    if given:
        return replace(change, reason=given)
    if before is None:
        return change
    return replace(change, reason=before.reason, evidence=before.evidence, decision=before.decision)


def _place_of(change: Change) -> tuple[str, ...]:
    """Return what a Change is about: the same in an adaptation to either base."""
    value = change.after if isinstance(change.after, Mapping) else change.before
    inner = str(value.get("item", "")) if change.kind is ChangeKind.REQUIRE and isinstance(value, Mapping) else ""
    target = change.target
    if change.kind is ChangeKind.ADD and isinstance(change.after, Mapping):
        target = str(change.after.get("id", target))
    part = "" if change.kind in (ChangeKind.OMIT, ChangeKind.ADD) else change.part
    return (change.kind.value, target, part, change.level or "", change.language or "", inner)


def _under_header_of(base: Framework, framework: Framework) -> Framework:
    """Return the lists of a framework under another's header."""
    names = {entry.name for entry in fields(framework)} & set(_LISTS)
    return replace(base, **{name: getattr(framework, name) for name in names})
