"""From a step to the Change that it makes: what stands there now, and what takes its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from capacita.framework.changes import Change, ChangeKind, Evidence, EvidenceKind
from capacita.framework.contents import ENTRIES, TEXT
from capacita.framework.model import (
    Framework,
    Item,
    ItemKind,
    PrincipleTag,
    Requirement,
    RequirementStatus,
)
from capacita.vocabulary import Refusal, derive_identifier, written
from capacita.web.adapting.drafting import GONE, TEXT_FIELDS, TITLE, Step
from capacita.web.adapting.levels import relevel
from capacita.web.adapting.models import AdaptationDraft
from capacita.web.documents.store import load_undescribed

_REQUIREMENT: TypeAdapter[Requirement] = TypeAdapter(Requirement)
_TAGS: TypeAdapter[tuple[PrincipleTag, ...]] = TypeAdapter(tuple[PrincipleTag, ...])


def make_change(draft: AdaptationDraft, now: Framework, step: Step, number: int, *, author: str) -> tuple[str, Change]:
    """Return what a step is about, an item or a scale, and the Change that it makes to the framework as it stands.

    Raises Refusal where there is nothing (any more) of what the step speaks of.
    """
    evidence = tuple(Evidence(kind=EvidenceKind.CONTRIBUTION, ref=said) for said in step.contributions)
    if step.citation:
        evidence = (Evidence(kind=EvidenceKind.CITATION, ref=step.citation), *evidence)
    change = Change(
        id=derive_identifier(str(draft.pk), "change", str(number)),
        kind=step.kind,
        target=step.item or now.id,
        reason=written(step.reason, draft.language),
        evidence=evidence,
        decision=step.decision,
    )
    if step.kind is ChangeKind.ADD:
        item = _new_item(draft, now, step, number)
        return item.id, replace(change, target=item.id, part="items", after=_dump(ENTRIES["items"], item))
    if step.kind is ChangeKind.RELEVEL:
        return step.item, relevel(draft, now, step, change)
    item = next((entry for entry in now.items if entry.id == step.item), None) or _item_of_base(draft, step.item)
    if step.kind in TEXT_FIELDS:
        part = TEXT_FIELDS[step.kind]
        text = step.title if part == TITLE else step.statement
        before = _dump(TEXT, getattr(item, part))
        return item.id, replace(change, before=before, after=_dump(TEXT, written(text, draft.language)))
    if step.kind in GONE:
        return item.id, replace(change, before=_before_going(draft, item), after=_successors(step))
    if step.kind is ChangeKind.REQUIRE:
        return item.id, _require(now, item, step, change)
    if step.kind is ChangeKind.DESCRIBE:
        return item.id, _describe(draft, now, item, step, change)
    if step.kind is ChangeKind.MOVE:
        return item.id, replace(change, before={"parent": item.parent}, after=_new_place(now, item, step))
    if step.kind is ChangeKind.TAG:
        return item.id, replace(change, **_tag(draft, item, step, author))
    return item.id, change


def confirm_tag(item: Item, principle: str, *, by: str) -> Mapping[str, Any]:
    """Return before, after and reason of the Change by which somebody agrees with the sentence of a tag.

    Raises Refusal where there is no such sentence.
    """
    tag = next((entry for entry in item.principles if entry.principle == principle), None)
    if tag is None or not tag.because:
        raise Refusal("DRAFT_TAG_GONE")
    tags = tuple(replace(entry, confirmed_by=by) if entry is tag else entry for entry in item.principles)
    return {"before": _dump(_TAGS, item.principles), "after": _dump(_TAGS, tags), "reason": tag.because}


def _tag(draft: AdaptationDraft, item: Item, step: Step, author: str) -> dict[str, Any]:
    others = tuple(entry for entry in item.principles if entry.principle != step.principle)
    before = _dump(_TAGS, item.principles)
    if step.is_taken_away:
        return {"before": before, "after": _dump(_TAGS, others)}
    because = written(step.statement, draft.language)
    tag = PrincipleTag(principle=step.principle, because=because, written_by=author)
    return {"before": before, "after": _dump(_TAGS, (*others, tag)), "reason": because}


def _require(now: Framework, item: Item, step: Step, change: Change) -> Change:
    role = next((entry for entry in now.roles if entry.id == step.role), None)
    if role is None:
        raise Refusal("DRAFT_ROLE_UNKNOWN")
    current = next((entry for entry in role.requirements if entry.item == item.id), None)
    wanted = Requirement(item=item.id, level=step.level, importance=step.importance, status=RequirementStatus.SET)
    before = _dump(_REQUIREMENT, current) if current else None
    after = _dump(_REQUIREMENT, wanted) if step.level else None
    return replace(change, target=role.id, before=before, after=after)


def _describe(draft: AdaptationDraft, now: Framework, item: Item, step: Step, change: Change) -> Change:
    current = next((entry for entry in now.descriptors if (entry.item, entry.level) == (item.id, step.level)), None)
    before = _dump(TEXT, current.text) if current else {}
    after = _dump(TEXT, written(step.statement, draft.language))
    return replace(change, level=step.level, before=before, after=after)


def _new_place(now: Framework, item: Item, step: Step) -> dict[str, Any]:
    """Return where an item goes: under its new parent, before the one that stands at its place now."""
    siblings = [entry for entry in now.items if entry.parent == (step.parent or None) and entry.id != item.id]
    positions = sorted(entry.position for entry in siblings)
    stands_there = positions[step.place - 1 : step.place]
    position = stands_there[0] if stands_there else max(positions, default=0) + 1
    return {"parent": step.parent or None, "position": position}


def _successors(step: Step) -> dict[str, Any] | None:
    if step.kind is ChangeKind.SPLIT:
        return {"into": list(step.into)}
    return {"into": step.into[0]} if step.kind is ChangeKind.MERGE else None


def _item_of_base(draft: AdaptationDraft, identifier: str) -> Item:
    item = next((entry for entry in load_undescribed(draft.base_digest).items if entry.id == identifier), None)
    if item is None:
        raise Refusal("DRAFT_ITEM_GONE")
    return item


def _before_going(draft: AdaptationDraft, item: Item) -> Any:
    """Return the item as the base has it: when an item goes, that takes the place of every other step on it."""
    base = next((entry for entry in load_undescribed(draft.base_digest).items if entry.id == item.id), item)
    return _dump(ENTRIES["items"], base)


def _new_item(draft: AdaptationDraft, now: Framework, step: Step, number: int) -> Item:
    siblings = [entry.position for entry in now.items if entry.parent == (step.parent or None)]
    return Item(
        id=derive_identifier(str(draft.adaptation_id), "item", str(draft.pk), str(number)),
        kind=ItemKind(step.item_kind),
        code=step.code,
        parent=step.parent or None,
        position=max(siblings, default=0) + 1,
        title=written(step.title, draft.language),
        statement=written(step.statement, draft.language) if step.statement else {},
    )


def _dump(adapter: TypeAdapter[Any], value: Any) -> Any:
    return adapter.dump_python(value, mode="json", exclude_defaults=True)
