"""Applying Changes one by one to a framework that is being worked on; ``adaptation`` is the door to this."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final, NoReturn

from pydantic import TypeAdapter

from capacita.framework.changes import Change, ChangeKind
from capacita.framework.contents import ENTRIES, ChangeFault, check_change, read_after, read_before, read_value
from capacita.framework.digests import without_translations
from capacita.framework.draft import Draft
from capacita.framework.model import (
    Association,
    AssociationKind,
    Framework,
    JobRole,
    LevelDescriptor,
    ProficiencyLevel,
    Requirement,
)
from capacita.vocabulary import Refusal, TextOrigin, derive_identifier

# What is changed by a kind of its own is not changed by "set" as well: one thing, one way.
_OWN_KINDS: Final[Mapping[str, str]] = {
    "items.title": "retitle",
    "items.statement": "reword",
    "items.parent": "move",
    "items.position": "move",
    "items.principles": "tag",
    "scales.levels": "relevel",
    "roles.requirements": "require",
    "descriptors.text": "describe",
}
_HEADER: Final[TypeAdapter[Any]] = TypeAdapter(Framework)
_LEVEL: Final[TypeAdapter[Any]] = TypeAdapter(ProficiencyLevel)


class Step:
    """One Change being applied: its place, for refusals, and the draft that it works on."""

    def __init__(self, draft: Draft, change: Change, place: int) -> None:
        self.draft = draft
        self.change = change
        self.path = f"/changes/{place}"

    def refuse(self, code: str, **values: Any) -> NoReturn:
        """Raise Refusal, naming the Change."""
        raise Refusal(code, path=self.path, kind=self.change.kind.value, target=self.change.target, **values)

    def get(self, name: str, target: str) -> Any:
        """Return an entry of one collection. Raises Refusal when it is not there (any more)."""
        entry = self.draft.collection(name).get(target)
        if entry is None:
            self.refuse("ADAPTATION_TARGET_MISSING", what=name, missing=target)
        return entry

    def refuse_part(self, part: str, name: str) -> NoReturn:
        """Raise Refusal because an entry of a collection has no such part to change."""
        self.refuse("ADAPTATION_PART_UNKNOWN", part="part", found=part, expected=", ".join(self.draft.parts_of(name)))

    def expect(self, before: Any, current: Any) -> None:
        """Refuse when the Change was made for something else; later translations do not make it so."""
        if before is not None and without_translations(before) != without_translations(current):
            self.refuse("ADAPTATION_BEFORE_DIFFERS")


def apply_change(draft: Draft, change: Change, place: int) -> None:
    """Apply one Change to a draft. Raises Refusal when it does not fit."""
    step = Step(draft, change, place)
    try:
        check_change(change)
        _APPLY[change.kind](step)
    except ChangeFault as fault:
        inner = "".join(f"/{part}" for part in fault.location)
        raise Refusal(
            fault.code,
            **{**fault.values, "path": step.path + inner, "kind": change.kind.value, "target": change.target},
        ) from None


def _adopt(step: Step) -> None:
    found = step.draft.find(step.change.target)
    if found is None:
        step.refuse("ADAPTATION_TARGET_MISSING", what="entries", missing=step.change.target)
    if step.change.before is not None:
        name, entry = found
        step.expect(read_value(_adapter(name), step.change.before, "before"), entry)


def _reword(step: Step) -> None:
    _write_text(step, "statement", step.get("items", step.change.target), "items")


def _retitle(step: Step) -> None:
    found = step.draft.find(step.change.target)
    if found is None or found[0] not in ("items", "scales", "levels", "roles"):
        step.refuse("ADAPTATION_TARGET_MISSING", what="items", missing=step.change.target)
    name, entry = found
    _write_text(step, "title", entry, name)


def _write_text(step: Step, part: str, entry: Any, name: str) -> None:
    step.expect(read_before(step.change), getattr(entry, part))
    step.draft.put(name, replace(entry, **{part: read_after(step.change)}))


def _describe(step: Step) -> None:
    item, level = step.change.target, step.change.level
    assert level is not None
    step.get("items", item)
    _get_level(step, level)
    descriptors = step.draft.descriptors
    existing = step.draft.find_descriptor(item, level)
    step.expect(read_before(step.change), existing.text if existing else {})
    text = read_after(step.change)
    if not text and existing:
        del descriptors[existing.id]
    elif existing:
        descriptors[existing.id] = replace(existing, text=text)
    elif text:
        made = derive_identifier(step.draft.adaptation_id, "descriptor", item, level)
        step.draft.put("descriptors", LevelDescriptor(id=made, item=item, level=level, text=text))


def _get_level(step: Step, level: str) -> None:
    if not any(rung.id == level for scale in step.draft.scales.values() for rung in scale.levels):
        step.refuse("ADAPTATION_TARGET_MISSING", what="levels", missing=level)


def _add(step: Step) -> None:
    change, draft = step.change, step.draft
    entry = read_after(change)
    if change.part == "sources":
        if any(source.code == entry.code for source in draft.header.sources):
            step.refuse("ADAPTATION_ALREADY_THERE", what=change.part, entry=entry.code)
        draft.header = replace(draft.header, sources=(*draft.header.sources, entry))
        return
    if change.target != entry.id and change.target not in draft.names:
        step.refuse("ADAPTATION_TARGET_DIFFERS", entry=entry.id)
    if draft.find(entry.id) is not None:
        step.refuse("ADAPTATION_ALREADY_THERE", what=change.part, entry=entry.id)
    draft.put(change.part, entry)
    if change.part == "items":
        draft.place(entry.id)


def _omit(step: Step) -> None:
    change, draft = step.change, step.draft
    part = change.part or "items"
    if part == "sources":
        step.refuse("ADAPTATION_PART_CLOSED", part=part, instead="set")
    entry = step.get(part, change.target)
    if change.before is not None:
        step.expect(read_value(ENTRIES[part], change.before, "before"), entry)
    del draft.collection(part)[change.target]
    if part == "items":
        _remove_what_hangs_on(draft, change.target)
        for key in draft.list_hanging(change.target, "roles"):
            role = draft.roles[key]
            kept = tuple(requirement for requirement in role.requirements if requirement.item != change.target)
            draft.put("roles", replace(role, requirements=kept))
    elif part == "scales":
        levels = {level.id for level in entry.levels}
        draft.descriptors = {key: made for key, made in draft.descriptors.items() if made.level not in levels}
        _filter_requirements(draft, lambda requirement: requirement.level not in levels)


def _remove_what_hangs_on(draft: Draft, item: str) -> None:
    for name in ("descriptors", "associations"):
        for key in draft.list_hanging(item, name):
            del draft.collection(name)[key]


def _filter_requirements(draft: Draft, keep: Callable[[Requirement], bool]) -> None:
    for role in list(draft.roles.values()):
        kept = tuple(requirement for requirement in role.requirements if keep(requirement))
        if len(kept) < len(role.requirements):
            draft.roles[role.id] = replace(role, requirements=kept)


def _move(step: Step) -> None:
    item = step.get("items", step.change.target)
    given = step.change.before
    before = read_before(step.change)
    if before is not None and any(getattr(before, part) != getattr(item, part) for part in given):
        step.refuse("ADAPTATION_BEFORE_DIFFERS")
    after = read_after(step.change)
    parts = {part: getattr(after, part) for part in step.change.after}
    if parts.get("parent") is not None:
        step.get("items", parts["parent"])
    if "position" in parts and parts["position"] is None:
        del parts["position"]
    step.draft.put("items", replace(item, **parts))
    if "position" in parts:
        step.draft.place(item.id)


def _split(step: Step) -> None:
    _replace_item(step, tuple(dict.fromkeys(read_after(step.change).into)))


def _merge(step: Step) -> None:
    into = read_after(step.change).into
    target = step.change.target
    _replace_item(step, (into,))
    for key in step.draft.list_hanging(target, "items"):
        step.draft.put("items", replace(step.draft.items[key], parent=into))


def _replace_item(step: Step, successors: tuple[str, ...]) -> None:
    """Let an item go to its successors: each is required where it was, and a replacedBy link leads to each."""
    draft, target = step.draft, step.change.target
    step.expect(read_before(step.change), step.get("items", target))
    for successor in successors:
        step.get("items", successor)
        if successor == target:
            step.refuse("ADAPTATION_INTO_ITSELF")
    links = [draft.associations[key] for key in draft.list_hanging(target, "associations")]
    told = {
        entry.id: entry
        for entry in links
        if entry.kind is AssociationKind.REPLACED_BY and entry.origin == target and entry.destination in successors
    }
    del draft.items[target]
    _remove_what_hangs_on(draft, target)
    draft.associations.update(told)
    already = {entry.destination for entry in told.values()}
    for successor in successors:
        if successor not in already:
            made = derive_identifier(step.change.id, "replacedBy", successor)
            link = Association(id=made, kind=AssociationKind.REPLACED_BY, origin=target, destination=successor)
            draft.put("associations", link)
    for key in draft.list_hanging(target, "roles"):
        role = draft.roles[key]
        draft.put("roles", replace(role, requirements=_passed_on(role, target, successors)))


def _passed_on(role: JobRole, target: str, successors: tuple[str, ...]) -> tuple[Requirement, ...]:
    """Return a role's requirements with the successors in the place of an item, save those it requires already."""
    required = {requirement.item for requirement in role.requirements}
    passed: list[Requirement] = []
    for requirement in role.requirements:
        if requirement.item != target:
            passed.append(requirement)
        else:
            passed.extend(replace(requirement, item=item) for item in successors if item not in required)
    return tuple(passed)


def _relevel(step: Step) -> None:
    draft, target = step.draft, step.change.target
    scale = step.get("scales", target)
    step.expect(read_before(step.change), scale)
    after = read_after(step.change)
    if after.id != target:
        step.refuse("ADAPTATION_TARGET_DIFFERS", entry=after.id)
    gone = {level.id for level in scale.levels} - {level.id for level in after.levels}
    draft.scales[target] = after
    draft.descriptors = {key: entry for key, entry in draft.descriptors.items() if entry.level not in gone}


def _require(step: Step) -> None:
    role = step.get("roles", step.change.target)
    before, after = read_before(step.change), read_after(step.change)
    wanted = after or before
    current = next((entry for entry in role.requirements if entry.item == wanted.item), None)
    if before is not None and before != current:
        step.refuse("ADAPTATION_BEFORE_DIFFERS")
    if after is None:
        kept = tuple(entry for entry in role.requirements if entry.item != wanted.item)
    else:
        step.get("items", after.item)
        _get_level(step, after.level)
        kept = tuple(after if entry is current else entry for entry in role.requirements)
        kept = kept if current else (*kept, after)
    step.draft.put("roles", replace(role, requirements=kept))


def _tag(step: Step) -> None:
    item = step.get("items", step.change.target)
    step.expect(read_before(step.change), item.principles)
    step.draft.items[item.id] = replace(item, principles=read_after(step.change))


def _translate(step: Step) -> None:
    change = step.change
    found = step.draft.find(change.target)
    if found is None:
        step.refuse("ADAPTATION_TARGET_MISSING", what="items", missing=change.target)
    name, entry = found
    if change.part not in step.draft.parts_of(name):
        step.refuse_part(change.part, name)
    localized = dict(getattr(entry, change.part))
    assert change.language is not None
    current, after = localized.pop(change.language, None), read_after(change)
    before = read_before(change)
    if before is not None and before != current:
        step.refuse("ADAPTATION_BEFORE_DIFFERS")
    if any(wording is not None and wording.origin is TextOrigin.SOURCE for wording in (current, after)):
        step.refuse("ADAPTATION_SOURCE_NOT_TRANSLATION", language=change.language)
    if after is not None:
        localized[change.language] = after
    step.draft.put(name, replace(entry, **{change.part: localized}))


def _link(step: Step) -> None:
    link = read_after(step.change)
    if step.change.target not in (link.id, link.origin):
        step.refuse("ADAPTATION_TARGET_DIFFERS", entry=link.id)
    if step.draft.find(link.id) is not None:
        step.refuse("ADAPTATION_ALREADY_THERE", what="associations", entry=link.id)
    step.draft.put("associations", link)


def _unlink(step: Step) -> None:
    link = step.get("associations", step.change.target)
    step.expect(read_before(step.change), link)
    del step.draft.associations[link.id]


def _set(step: Step) -> None:
    part = step.change.part
    found = step.draft.find(step.change.target)
    if found is None:
        step.refuse("ADAPTATION_TARGET_MISSING", what="entries", missing=step.change.target)
    name, entry = found
    own_kind = _OWN_KINDS.get(f"{name}.{part}")
    if own_kind is not None:
        step.refuse("ADAPTATION_PART_CLOSED", part=part, instead=own_kind)
    if part not in step.draft.parts_of(name):
        step.refuse_part(part, name)
    if step.change.before is not None:
        expected = _with_part(step, name, entry, step.change.before, "before")
        step.expect(getattr(expected, part), getattr(entry, part))
    step.draft.put(name, _with_part(step, name, entry, step.change.after, "after"))


def _with_part(step: Step, name: str, entry: Any, value: Any, side: str) -> Any:
    """Return an entry with one part read from a JSON value; null takes an optional part away."""
    adapter = _adapter(name)
    written = adapter.dump_python(entry, mode="json", exclude_defaults=True)
    written.pop(step.change.part, None)
    if value is not None:
        written[step.change.part] = value
    return read_value(adapter, written, side)


def _adapter(name: str) -> TypeAdapter[Any]:
    return {"header": _HEADER, "levels": _LEVEL}.get(name) or ENTRIES[name]


_APPLY: Final[Mapping[ChangeKind, Callable[[Step], None]]] = {
    ChangeKind.ADOPT: _adopt,
    ChangeKind.REWORD: _reword,
    ChangeKind.RETITLE: _retitle,
    ChangeKind.DESCRIBE: _describe,
    ChangeKind.ADD: _add,
    ChangeKind.OMIT: _omit,
    ChangeKind.MOVE: _move,
    ChangeKind.SPLIT: _split,
    ChangeKind.MERGE: _merge,
    ChangeKind.RELEVEL: _relevel,
    ChangeKind.REQUIRE: _require,
    ChangeKind.TAG: _tag,
    ChangeKind.TRANSLATE: _translate,
    ChangeKind.LINK: _link,
    ChangeKind.UNLINK: _unlink,
    ChangeKind.SET: _set,
}
