"""Which version number a set of changes deserves: editorial, minor, or one of meaning; and differences in public shape.

The rules follow the change management of CASE 1.1 (implementation guide, section 4.3): a correction that leaves the
meaning is editorial, what is new is minor, a changed meaning is a matter of its own. When in doubt it is meaning.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from capacita.framework.changes import Change, ChangeKind
from capacita.framework.digests import base_as_meant
from capacita.framework.model import Framework, Item

_NOT_LETTERS: Final = re.compile(r"[\W_]+")
_VERSION: Final = re.compile(r"(\d+)(?:\.(\d+))?(?:\.(\d+))?")
_MEANT_PARTS: Final = frozenset({"kind", "language", "id", "branch", "term", "text", "levels"})
_MINOR_PARTS: Final = frozenset({"code", "licence", "derived_from", "status_start", "status_end", "item_type"})
_ALWAYS_MEANT: Final = frozenset({ChangeKind.SPLIT, ChangeKind.MERGE, ChangeKind.RELEVEL, ChangeKind.REQUIRE})
_MINOR: Final = frozenset({ChangeKind.ADD, ChangeKind.TAG, ChangeKind.LINK, ChangeKind.UNLINK})


class VersionStep(StrEnum):
    """How far one version is from the next."""

    SAME = "same"
    EDITORIAL = "editorial"
    MINOR = "minor"
    MEANING = "meaning"


_CODES: Final = {
    VersionStep.SAME: "VERSION_SAME",
    VersionStep.EDITORIAL: "VERSION_EDITORIAL",
    VersionStep.MINOR: "VERSION_MINOR",
    VersionStep.MEANING: "VERSION_MEANING",
}
_WEIGHTS: Final = {step: place for place, step in enumerate(VersionStep)}


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionSuggestion:
    """A version, how far it is from the one before, and the Changes that make it so far."""

    version: str
    step: VersionStep
    because: tuple[Change, ...] = ()

    @property
    def code(self) -> str:
        """The code of its reason among the messages."""
        return _CODES[self.step]


def suggest_version(before: Framework, changes: Sequence[Change]) -> VersionSuggestion:
    """Return the version that these Changes make of a framework; a person decides.

    1.4.2 becomes 1.4.3 (editorial), 1.5 (minor) or 2.0 (meaning), as long as what it was before; a version that is
    no number gets the step behind it.
    """
    items = {item.id: item for item in before.items}
    steps = [(weigh_change(change, items), change) for change in changes]
    step = max((step for step, _ in steps), key=_WEIGHTS.__getitem__, default=VersionStep.SAME)
    because = tuple(change for weight, change in steps if weight is step)
    return VersionSuggestion(version=_next_version(before.version, step), step=step, because=because)


def weigh_change(change: Change, items: Mapping[str, Item]) -> VersionStep:
    """Return how much a Change weighs; ``items`` are those before it."""
    kind = change.kind
    if kind in _ALWAYS_MEANT:
        return VersionStep.MEANING
    if kind is ChangeKind.OMIT:
        return (
            VersionStep.MEANING if change.part in ("", "items", "scales", "roles", "descriptors") else VersionStep.MINOR
        )
    if kind in _MINOR:
        return VersionStep.MINOR
    if kind is ChangeKind.MOVE:
        return VersionStep.MINOR if "parent" in (change.after or {}) else VersionStep.EDITORIAL
    if kind in (ChangeKind.REWORD, ChangeKind.RETITLE, ChangeKind.DESCRIBE):
        return _weigh_text(change, items)
    if kind is ChangeKind.SET and change.part == "derived_from" and _means_the_same(change):
        return VersionStep.EDITORIAL
    if kind is ChangeKind.SET and change.part in _MEANT_PARTS:
        return VersionStep.EDITORIAL if _same_letters(change) else VersionStep.MEANING
    if kind is ChangeKind.SET and change.part in _MINOR_PARTS:
        return VersionStep.MINOR
    return VersionStep.EDITORIAL


def _weigh_text(change: Change, items: Mapping[str, Item]) -> VersionStep:
    if _same_letters(change):
        return VersionStep.EDITORIAL
    if not change.before:
        return VersionStep.MINOR  # something is said where nothing was
    item = items.get(change.target)
    labelled = change.kind is ChangeKind.RETITLE and (item is None or bool(item.statement))
    return VersionStep.MINOR if labelled else VersionStep.MEANING


def _means_the_same(change: Change) -> bool:
    """Tell whether two versions of a base are known to mean the same."""
    before, after = (base_as_meant(side or {"id": ""}) for side in (change.before, change.after))
    return "meaning" in before and before == after


def _same_letters(change: Change) -> bool:
    """Tell whether two texts differ in nothing but spaces, punctuation, and capital letters."""
    before, after = (_letters(side) for side in (change.before, change.after))
    return before is not None and before == after


def _letters(text: Any) -> dict[str, str] | None:
    if not isinstance(text, dict) or not text:
        return None
    return {
        tag: _NOT_LETTERS.sub("", wording["text"].casefold())
        for tag, wording in text.items()
        if isinstance(wording, dict) and wording.get("origin") == "source"
    }


def _next_version(version: str, step: VersionStep) -> str:
    if step is VersionStep.SAME:
        return version
    found = _VERSION.fullmatch(version)
    if found is None:
        return f"{version}-{step.value}"
    major, minor, patch = (int(part or 0) for part in found.groups())
    length = 1 + version.count(".")
    if step is VersionStep.EDITORIAL:
        return f"{major}.{minor}.{patch + 1}"
    numbers = [major, minor + 1, 0] if step is VersionStep.MINOR else [major + 1, 0, 0]
    return ".".join(map(str, numbers[: max(length, 2)]))


def list_change_rows(changes: Iterable[Change], *versions: Framework) -> list[dict[str, Any]]:
    """Return Changes in their public shape: kind, item, field, before and after.

    ``item`` is the identifier of the item that a Change is about, or else of the scale, role, term or framework.
    """
    holders: dict[str, tuple[str, str]] = {}
    for version in versions:
        holders.update({entry.id: (entry.item, f"descriptors/{entry.level}") for entry in version.descriptors})
        holders.update({link.id: (link.origin, f"associations/{link.id}") for link in version.associations})
    return [_row(change, holders) for change in changes]


def _row(change: Change, holders: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    item, field = holders.get(change.target, (change.target, ""))
    own = _FIELDS.get(change.kind, change.part)
    if change.kind is ChangeKind.MOVE:
        own = "parent" if "parent" in (change.after or {}) else "position"
    elif change.kind is ChangeKind.DESCRIBE:
        own = f"descriptors/{change.level}"
    elif change.kind is ChangeKind.REQUIRE:
        own = f"requirements/{(change.after or change.before)['item']}"
    elif change.kind in (ChangeKind.ADD, ChangeKind.OMIT, ChangeKind.LINK, ChangeKind.UNLINK) and field:
        own = ""
    path = "/".join(part for part in (field, own, change.language or "") if part)
    return {
        "kind": change.kind.value,
        "item": item,
        "field": path,
        "before": change.before,
        "after": change.after,
    }


_FIELDS: Final = {
    ChangeKind.REWORD: "statement",
    ChangeKind.RETITLE: "title",
    ChangeKind.TAG: "principles",
    ChangeKind.RELEVEL: "levels",
    ChangeKind.SPLIT: "item",
    ChangeKind.MERGE: "item",
    ChangeKind.LINK: "associations",
    ChangeKind.UNLINK: "associations",
}
