"""From steps to an adaptation: which steps stand, the Change that a step makes, and the framework that comes of all.

Every step stays in the list. What stands is worked out: the last word on each field of an item, told from the base.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import TypeAdapter

from capacita.framework.adaptation import apply_adaptation, apply_revision
from capacita.framework.changes import Adaptation, Change, ChangeKind, ContextProfile
from capacita.framework.model import (
    DerivedFrom,
    Framework,
    FrameworkStatus,
)
from capacita.vocabulary import LocalizedText
from capacita.web.adapting.models import AdaptationDraft, DraftChange
from capacita.web.documents.store import load_adaptation, load_framework, load_undescribed

PLACE = "place"  # whether the item stays: keep, leave out
ENTRY = "entry"  # the item itself, where it was added here
TITLE = "title"
STATEMENT = "statement"
TEXT_FIELDS = {ChangeKind.RETITLE: TITLE, ChangeKind.REWORD: STATEMENT}
GONE = frozenset({ChangeKind.OMIT, ChangeKind.SPLIT, ChangeKind.MERGE})  # after these the item is not there any more
FIELDS = {
    **TEXT_FIELDS,
    ChangeKind.MOVE: "parent",
    ChangeKind.TAG: "principles",
    ChangeKind.RELEVEL: "levels",
    ChangeKind.ADD: ENTRY,
}
_CHANGE: TypeAdapter[Change] = TypeAdapter(Change)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What somebody wants to do to an item, as their form says it; ``item`` is empty for one to be added."""

    kind: ChangeKind
    item: str = ""
    reason: str
    citation: str = ""
    title: str = ""
    statement: str = ""
    code: str = ""
    item_kind: str = ""
    parent: str = ""
    role: str = ""
    level: str = ""
    importance: int = 3
    into: tuple[str, ...] = ()  # the items that take its place
    place: int = 1  # among its new neighbours, 1 the first
    principle: str = ""
    is_taken_away: bool = False  # the principle
    deed: str = ""  # what is done to a level
    contributions: tuple[str, ...] = ()  # identifiers of what people said that led to it
    decision: str | None = None  # the identifier of the decision on them

    @property
    def field(self) -> str:
        """The field of the item that this step is about."""
        if self.kind is ChangeKind.REQUIRE:
            return f"role:{self.role}"
        if self.kind is ChangeKind.DESCRIBE:
            return f"describe:{self.level}"
        return FIELDS.get(self.kind, PLACE)


def read_change(value: Any) -> Change:
    """Return the Change that a row holds."""
    return _CHANGE.validate_python(value)


def dump_change(change: Change) -> dict[str, Any]:
    """Return the JSON value of a Change."""
    value: dict[str, Any] = _CHANGE.dump_python(change, mode="json", exclude_defaults=True)
    return value


def fields_meet(one: str, other: str) -> bool:
    """Tell whether two steps on the same item bear on each other: whether it stays bears on everything."""
    return one == other or PLACE in (one, other) or ENTRY in (one, other)


def list_standing(rows: Iterable[DraftChange]) -> list[DraftChange]:
    """Return the steps that no later step has undone, without the undoing ones."""
    everything = list(rows)
    undone = {row.undoes_id for row in everything if row.undoes_id}
    return [row for row in everything if row.undoes_id is None and row.pk not in undone]


def list_changes(rows: Iterable[DraftChange]) -> list[tuple[DraftChange, Change]]:
    """Return the Changes that the steps come to, each with the step that said it last.

    A description at a level that is taken out goes with it. An item left out keeps no other Change, and one added here
    and left out again was never there. An item kept on purpose loses the wordings before, and a wording after it ends
    the keeping.
    """
    standing = list_standing(rows)
    place = {row.subject: row for row in standing if row.field == PLACE}
    added = {row.subject for row in standing if row.field == ENTRY}
    undescribed = {f"{ChangeKind.DESCRIBE.value}:{level}" for level in _list_levels_gone(standing)}
    last: dict[tuple[Any, str], tuple[DraftChange, Change]] = {}
    for row in standing:
        if row.field in undescribed or _is_superseded(row, place.get(row.subject), standing, added):
            continue
        change = read_change(row.change)
        key = (row.subject, row.field)
        earlier = last.pop(key, None)
        last[key] = (row, replace(change, before=earlier[1].before) if earlier else change)
    # What is added comes first, and levels as they will be: other steps may speak of them.
    order = {ChangeKind.ADD: 0, ChangeKind.RELEVEL: 1}
    return sorted(last.values(), key=lambda pair: (order.get(pair[1].kind, 2), pair[0].number))


def _list_levels_gone(standing: Iterable[DraftChange]) -> set[str]:
    """Return the levels that standing steps have taken out of their scales: what was said of them goes with them."""
    seen: set[str] = set()
    left: dict[Any, set[str]] = {}
    for row in standing:
        if row.field == FIELDS[ChangeKind.RELEVEL]:
            before, after = (level_identifiers(row.change.get(side)) for side in ("before", "after"))
            seen |= before | after
            left[row.subject] = after
    return seen.difference(*left.values()) if left else set()


def level_identifiers(scale: Any) -> set[str]:
    """Return the identifiers of the levels in the JSON value of a scale."""
    return {level["id"] for level in scale["levels"]} if isinstance(scale, dict) else set()


def _is_superseded(
    row: DraftChange, place: DraftChange | None, standing: Sequence[DraftChange], added: set[Any]
) -> bool:
    if place is None:
        return False
    if place.change["kind"] in GONE:
        return row is not place or row.subject in added
    if row is place:
        worded = (TITLE, STATEMENT)
        return any(
            later.subject == row.subject and later.field in worded and later.number > row.number for later in standing
        )
    return row.field in (PLACE, TITLE, STATEMENT) and row.number < place.number


def assemble_adaptation(
    draft: AdaptationDraft,
    changes: Iterable[Change],
    *,
    profile: ContextProfile | None,
    version: str,
    meaning_of_base: str | None = None,
) -> Adaptation:
    """Return the adaptation document of a draft under a version number.

    To be released it says what its base means, so that it means the same on a base that is only translated further.
    """
    base = load_undescribed(draft.base_digest)
    return replace(
        _release_before(draft) or _first_header(draft, base),
        title=draft.title,
        language=draft.language,
        version=version,
        status=FrameworkStatus.DRAFT,
        base=DerivedFrom(id=base.id, version=base.version, digest=draft.base_digest, meaning=meaning_of_base),
        profile=profile,
        changes=tuple(changes),
    )


def _release_before(draft: AdaptationDraft) -> Adaptation | None:
    """Return the adaptation that a draft continues: what its heading says stays, as long as nobody changes it."""
    if draft.continues is None:
        return None
    found: Adaptation = load_adaptation(draft.continues.adaptation_digest)
    return found


def _first_header(draft: AdaptationDraft, base: Framework) -> Adaptation:
    return Adaptation(
        id=str(draft.adaptation_id),
        code=draft.code,
        title=draft.title,
        language=draft.language,
        version="",
        status=FrameworkStatus.DRAFT,
        base=DerivedFrom(id=base.id, version=base.version, digest=draft.base_digest),
        publisher=_publisher(draft),
        licence=base.licence,
    )


def _publisher(draft: AdaptationDraft) -> str:
    name: LocalizedText = draft.organisation.name
    source = next(iter(name.values()), None)
    return source.text if source else str(draft.organisation.code)


def effective_framework(draft: AdaptationDraft, rows: Iterable[DraftChange]) -> Framework:
    """Return the framework that a draft gives as it stands. Raises Refusal where the steps do not fit together."""
    changes = [change for _row, change in list_changes(rows)]
    return apply_steps(draft, load_framework(draft.base_digest), changes)


def apply_steps(draft: AdaptationDraft, base: Framework, changes: Iterable[Change]) -> Framework:
    """Return what the Changes of a draft make of its base, whole or narrowed to what they speak of.

    Raises Refusal where the steps do not fit together.
    """
    adaptation = assemble_adaptation(draft, changes, profile=None, version="draft")
    apply = apply_revision if draft.is_revision else apply_adaptation
    return apply(base, adaptation, digest_of_base=draft.base_digest)


def inverse_of(change: Change, identifier: str) -> Change:
    """Return the Change that takes another back; what is kept on purpose has none and stays itself."""
    turned = {ChangeKind.ADD: ChangeKind.OMIT, ChangeKind.OMIT: ChangeKind.ADD}
    kind = turned.get(change.kind, change.kind)
    part = "items" if kind is ChangeKind.ADD else change.part
    return replace(change, id=identifier, kind=kind, part=part, before=change.after, after=change.before, evidence=())


def place_of(change: Change) -> tuple[str, str]:
    """Return the item and the field of a Change that comes from a document rather than from a form."""
    value = change.after if isinstance(change.after, dict) else change.before
    if change.kind is ChangeKind.REQUIRE and isinstance(value, dict):
        return str(value["item"]), f"role:{change.target}"
    if change.kind is ChangeKind.ADD and isinstance(change.after, dict):
        return str(change.after.get("id", change.target)), ENTRY
    if change.kind is ChangeKind.ADOPT or change.kind in GONE:
        return change.target, PLACE
    detail = ":".join(part for part in (change.part, change.level or "", change.language or "") if part)
    return change.target, FIELDS.get(change.kind) or f"{change.kind.value}:{detail}"[:80]


def is_built_on_levels(later: DraftChange, step: DraftChange) -> bool:
    """Tell whether a later step speaks of a level that a step brought."""
    levels = _levels_brought(step)
    return bool(levels) and _speaks_of_levels(later, levels)


def _levels_brought(step: DraftChange) -> set[str]:
    """Return the levels that a step added to a scale."""
    if step.field != FIELDS[ChangeKind.RELEVEL]:
        return set()
    return level_identifiers(step.change.get("after")) - level_identifiers(step.change.get("before"))


def _speaks_of_levels(row: DraftChange, levels: set[str]) -> bool:
    """Tell whether a step describes an item at one of these levels or lets a role need it."""
    change = read_change(row.change)
    needed = change.after.get("level") if isinstance(change.after, dict) else None
    return change.level in levels or (change.kind is ChangeKind.REQUIRE and needed in levels)
