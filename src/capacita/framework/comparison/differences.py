"""What leads from one framework to another: Changes without reasons, such that applying them gives the other.

Entries are compared by their identifiers. The order of siblings counts, their positions do not; the order of entries
that have no position does not count either. A split or merge is what ``replacedBy`` links say it is, never a guess.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, Final, TypeVar

from capacita.framework.applying import apply_change
from capacita.framework.changes import Change, ChangeKind
from capacita.framework.comparison.item_differences import ItemDifferences
from capacita.framework.comparison.recording import Record, as_json
from capacita.framework.draft import Draft
from capacita.framework.model import (
    Association,
    Framework,
    JobRole,
    LevelDescriptor,
    ProficiencyLevel,
    ProficiencyScale,
    Requirement,
)
from capacita.vocabulary import derive_identifier

E = TypeVar("E")
_LISTS: Final = ("sources", "scales", "items", "descriptors", "associations", "roles", "definitions")
_TEXTS: Final = frozenset({"title", "notice", "notes", "description", "term", "text"})


def diff_frameworks(before: Framework, after: Framework, *, owner: str | None = None) -> tuple[Change, ...]:
    """Return the Changes, without reasons, that lead from one framework to another; none when they say the same.

    Both must be sound. ``owner`` is the adaptation that the Changes are for, if they are for one.
    """
    record = Record(owner or before.id)
    _note_header(record, before, after)
    _note_scales(record, before, after)
    _note_leaving(record, before, after)
    items = ItemDifferences(record, before, after)
    items.note()
    _note_descriptors(record, before, after, items, owner)
    _note_associations(record, before, after, items)
    _note_roles(record, before, after, items)
    _note_definitions(record, before, after)
    return tuple(record.changes)


def apply_changes(before: Framework, changes: Iterable[Change]) -> Framework:
    """Return a framework with Changes applied to it, its header included. Raises Refusal when one does not fit."""
    draft = Draft(before, None)
    for place, change in enumerate(changes):
        apply_change(draft, change, place)
    return draft.framework()


def _by_id(entries: Iterable[Any]) -> dict[str, Any]:
    return {entry.id: entry for entry in entries}


def _note_fields(record: Record, target: str, before: Any, after: Any, closed: tuple[str, ...] = ()) -> None:
    """Note every field that differs but for those that are changed in another way."""
    for field in fields(before):
        name = field.name
        old, new = getattr(before, name), getattr(after, name)
        if old == new or name in closed:
            continue
        if name in _TEXTS:
            retitled = name == "title" and isinstance(before, ProficiencyScale | ProficiencyLevel | JobRole)
            kind = ChangeKind.RETITLE if retitled else ChangeKind.SET
            record.note_text(kind, target, name, (old, new))
        else:
            record.note_set(target, name, before, after)


def _note_header(record: Record, before: Framework, after: Framework) -> None:
    bare: dict[str, Any] = dict.fromkeys(_LISTS, ())
    old, new = (
        type(side)(**{field.name: bare.get(field.name, getattr(side, field.name)) for field in fields(side)})
        for side in (before, after)
    )
    _note_fields(record, before.id, old, new)
    held = {source.code: source for source in before.sources}
    wanted = {source.code: source for source in after.sources}
    if any(wanted.get(code) != source for code, source in held.items()):
        told = {"before": as_json(before.sources), "after": as_json(after.sources)}
        record.note(ChangeKind.SET, before.id, part="sources", **told)
        return
    for code, source in wanted.items():
        if code not in held:
            record.note(ChangeKind.ADD, before.id, part="sources", after=as_json(source))


def _note_scales(record: Record, before: Framework, after: Framework) -> None:
    held, wanted = _by_id(before.scales), _by_id(after.scales)
    for key, scale in held.items():
        if key not in wanted:
            record.note(ChangeKind.OMIT, key, part="scales", before=as_json(scale))
        elif scale != wanted[key]:
            _note_scale(record, scale, wanted[key])
    for key, scale in wanted.items():
        if key not in held:
            record.note(ChangeKind.ADD, key, part="scales", after=as_json(scale))


def _note_scale(record: Record, before: ProficiencyScale, after: ProficiencyScale) -> None:
    shapes = [[(level.id, level.code) for level in scale.levels] for scale in (before, after)]
    if shapes[0] != shapes[1]:
        record.note(ChangeKind.RELEVEL, before.id, before=as_json(before), after=as_json(after))
        return
    _note_fields(record, before.id, before, after, closed=("levels",))
    for old, new in zip(before.levels, after.levels, strict=True):
        _note_fields(record, old.id, old, new, closed=("position",))


def _note_leaving(record: Record, before: Framework, after: Framework) -> None:
    for part in ("roles", "definitions"):
        wanted = {entry.id for entry in getattr(after, part)}
        for entry in getattr(before, part):
            if entry.id not in wanted:
                record.note(ChangeKind.OMIT, entry.id, part=part, before=as_json(entry))


def _lost_levels(before: Framework, after: Framework) -> tuple[set[str], set[str]]:
    """Return the levels that scales lose, and those that go with a whole scale."""
    wanted = _by_id(after.scales)
    lost: set[str] = set()
    gone: set[str] = set()
    for scale in before.scales:
        kept = wanted.get(scale.id)
        levels = {level.id for level in scale.levels}
        lost |= levels - {level.id for level in kept.levels} if kept else levels
        gone |= set() if kept else levels
    return lost, gone


def _note_descriptors(
    record: Record, before: Framework, after: Framework, items: ItemDifferences, owner: str | None
) -> None:
    lost, _ = _lost_levels(before, after)
    held: dict[str, LevelDescriptor] = {
        entry.id: entry for entry in before.descriptors if entry.level not in lost and entry.item not in items.gone
    }
    wanted: dict[str, LevelDescriptor] = _by_id(after.descriptors)
    stay: set[str] = set()
    for key, old in held.items():
        new = wanted.get(key)
        if new is not None and (new.item, new.level) == (old.item, old.level):
            stay.add(key)
        else:
            record.note(ChangeKind.OMIT, key, part="descriptors", before=as_json(old))
    for key, new in wanted.items():
        told = {"level": new.level, "holder": key}
        if key in stay:
            if held[key].text != new.text:
                texts = (held[key].text, new.text)
                record.note_text(ChangeKind.DESCRIBE, new.item, "text", texts, **told)
        elif owner and key == derive_identifier(owner, "descriptor", new.item, new.level):
            record.note(ChangeKind.DESCRIBE, new.item, level=new.level, after=as_json(new.text))
        else:
            record.note(ChangeKind.ADD, key, part="descriptors", after=as_json(new))


def _note_associations(record: Record, before: Framework, after: Framework, items: ItemDifferences) -> None:
    held: dict[str, Association] = {link.id: link for link in before.associations if link.id not in items.linked}
    wanted: dict[str, Association] = _by_id(after.associations)
    for key, old in items.told_links(held).items():
        if key not in wanted:
            record.note(ChangeKind.UNLINK, key, before=as_json(old))
        elif wanted[key] != old:
            _note_fields(record, key, old, wanted[key])
        held[key] = wanted.get(key, old)
    current = items.told_links(held)
    for key, new in wanted.items():
        if key not in current and key not in items.linked:
            record.note(ChangeKind.LINK, key, after=as_json(new))


def _note_roles(record: Record, before: Framework, after: Framework, items: ItemDifferences) -> None:
    held: dict[str, JobRole] = _by_id(before.roles)
    _, gone = _lost_levels(before, after)
    for role in after.roles:
        old = held.get(role.id)
        if old is None:
            record.note(ChangeKind.ADD, role.id, part="roles", after=as_json(role))
        elif old != role or items.gone or gone:
            _note_fields(record, role.id, old, role, closed=("requirements",))
            left = tuple(entry for entry in old.requirements if entry.level not in gone)
            _note_requirements(record, role, items.passed_on(left))


def _note_requirements(record: Record, role: JobRole, held: Mapping[str, Requirement]) -> None:
    wanted = {requirement.item: requirement for requirement in role.requirements}
    for item in dict.fromkeys((*held, *wanted)):
        old, new = held.get(item), wanted.get(item)
        if old != new:
            record.note(ChangeKind.REQUIRE, role.id, before=as_json(old), after=as_json(new))


def _note_definitions(record: Record, before: Framework, after: Framework) -> None:
    held = _by_id(before.definitions)
    for entry in after.definitions:
        old = held.get(entry.id)
        if old is None:
            record.note(ChangeKind.ADD, entry.id, part="definitions", after=as_json(entry))
        elif old != entry:
            _note_fields(record, entry.id, old, entry)
