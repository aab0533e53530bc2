"""A framework that is being worked on: every entry at hand by its identifier, and siblings that make room."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, Final

from capacita.framework.changes import Adaptation
from capacita.framework.contents import ENTRIES
from capacita.framework.model import (
    Association,
    Definition,
    Framework,
    Item,
    JobRole,
    LevelDescriptor,
    ProficiencyLevel,
    ProficiencyScale,
)

_HEADER_PARTS: Final = ("publisher", "licence", "notice")
_VERSION_PARTS: Final = (
    "id", "code", "title", "language", "version", "status", "publisher", "licence", "notice", "derived_from",
    "sources", "rubrics", "extensions",
)  # fmt: skip
_CLASSES: Final[Mapping[str, type[Any]]] = {
    "items": Item,
    "scales": ProficiencyScale,
    "levels": ProficiencyLevel,
    "roles": JobRole,
    "descriptors": LevelDescriptor,
    "associations": Association,
    "definitions": Definition,
}


class Draft:
    """A framework while Changes are applied to it: every collection by identifier, in the order of the document.

    With an adaptation, its header is none of the Changes' business; without one, the Changes lead from one version of
    a framework to another, header and all.
    """

    def __init__(self, base: Framework, adaptation: Adaptation | None) -> None:
        self.adaptation_id = adaptation.id if adaptation else base.id
        self.names = {base.id, self.adaptation_id}
        # What the adaptation says in its own header no Change may say otherwise.
        self.header_parts: tuple[str, ...] = _VERSION_PARTS
        header = replace(base, items=(), scales=(), roles=(), descriptors=(), associations=(), definitions=())
        if adaptation is not None:
            silent = (part for part in _HEADER_PARTS if not getattr(adaptation, part))
            self.header_parts = (*silent, "sources", "rubrics", "extensions")
            header = replace(header, publisher="")
        self.header = header
        self.items: dict[str, Item] = {entry.id: entry for entry in base.items}
        self.scales: dict[str, ProficiencyScale] = {entry.id: entry for entry in base.scales}
        self.roles: dict[str, JobRole] = {entry.id: entry for entry in base.roles}
        self.descriptors: dict[str, LevelDescriptor] = {entry.id: entry for entry in base.descriptors}
        self.associations: dict[str, Association] = {entry.id: entry for entry in base.associations}
        self.definitions: dict[str, Definition] = {entry.id: entry for entry in base.definitions}
        self._described = {(entry.item, entry.level): entry.id for entry in base.descriptors}
        self._hanging: dict[str, dict[tuple[str, str], None]] | None = None
        self._placed: dict[str, int] = {}
        self._steps = 0

    def framework(self) -> Framework:
        """Return the framework as it stands now, siblings having made room for those that Changes have placed."""
        self.items.update(make_room(self.items.values(), self._placed))
        collections: dict[str, Any] = {name: tuple(self.collection(name).values()) for name in ENTRIES_WITH_ID}
        return replace(self.header, **collections)

    def collection(self, name: str) -> dict[str, Any]:
        """Return one collection by identifier."""
        found = getattr(self, name)
        assert isinstance(found, dict)
        return found

    def find_descriptor(self, item: str, level: str) -> LevelDescriptor | None:
        """Return the descriptor of an item at a level, or None."""
        return self.descriptors.get(self._described.get((item, level), ""))

    def find(self, target: str) -> tuple[str, Any] | None:
        """Return the collection that holds a target and the entry; a level is found in its scale."""
        for name in ENTRIES_WITH_ID:
            entry = self.collection(name).get(target)
            if entry is not None:
                return name, entry
        for scale in self.scales.values():
            for level in scale.levels:
                if level.id == target:
                    return "levels", level
        if target in self.names:
            return "header", self.header
        return None

    def put(self, name: str, entry: Any) -> None:
        """Put a changed entry in the place of the one with its identifier."""
        if name == "header":
            self.header = entry
        elif name == "levels":
            for scale in self.scales.values():
                if any(level.id == entry.id for level in scale.levels):
                    levels = tuple(entry if level.id == entry.id else level for level in scale.levels)
                    self.scales[scale.id] = replace(scale, levels=levels)
        else:
            self.collection(name)[entry.id] = entry
        if name == "descriptors":
            self._described[entry.item, entry.level] = entry.id
        if self._hanging is not None:
            for item in _items_of(name, entry):
                self._hanging.setdefault(item, {})[name, entry.id] = None

    def place(self, item: str) -> None:
        """Note that a Change has given an item its position."""
        self._steps += 1
        self._placed[item] = self._steps

    def list_hanging(self, item: str, name: str) -> list[str]:
        """Return the entries of a collection that name an item, found once for all Changes that take items out."""
        if self._hanging is None:
            self._hanging = {}
            for collection in _HANGING:
                for key, entry in self.collection(collection).items():
                    for named in _items_of(collection, entry):
                        self._hanging.setdefault(named, {})[collection, key] = None
        return [
            key
            for collection, key in self._hanging.get(item, {})
            if collection == name
            and key in self.collection(name)
            and item in _items_of(name, self.collection(name)[key])
        ]

    def parts_of(self, name: str) -> tuple[str, ...]:
        """Return the names of the parts that may be changed in an entry of a collection."""
        if name == "header":
            return self.header_parts
        return tuple(field.name for field in fields(_CLASSES[name]) if field.name != "id")


ENTRIES_WITH_ID: Final = tuple(name for name in ENTRIES if name != "sources")
_HANGING: Final = ("items", "descriptors", "associations", "roles")


def _items_of(name: str, entry: Any) -> tuple[str, ...]:
    """Return the items that an entry hangs on: its parent, what it describes, links or requires."""
    if name == "items":
        return (entry.parent,) if entry.parent else ()
    if name == "descriptors":
        return (entry.item,)
    if name == "associations":
        return (entry.origin, entry.destination)
    return tuple(requirement.item for requirement in entry.requirements) if name == "roles" else ()


def make_room(items: Iterable[Item], placed: Mapping[str, int]) -> dict[str, Item]:
    """Return the items whose position must change so that each placed item stands exactly at its own.

    ``placed`` says in which order items were placed: of two at one position the later stands behind. Their siblings
    keep their order, and their positions where these are free; those that shared one go on sharing it.
    """
    groups: dict[str | None, list[Item]] = {}
    parents: set[str | None] = set()
    for item in items:
        groups.setdefault(item.parent, []).append(item)
        if item.id in placed:
            parents.add(item.parent)
    changed: dict[str, Item] = {}
    for parent in parents:
        for item, position in assign_positions(groups[parent], placed):
            if position != item.position:
                changed[item.id] = replace(item, position=position)
    return changed


def assign_positions(siblings: Iterable[Item], placed: Mapping[str, int]) -> Iterator[tuple[Item, int]]:
    """Return siblings, in the order of the document, with the positions that they have once room is made."""
    members = list(siblings)
    taken: set[int] = set()
    last = None
    for item in sorted(
        (item for item in members if item.id in placed), key=lambda item: (item.position, placed[item.id])
    ):
        last = item.position if last is None else max(item.position, last + 1)
        taken.add(last)
        yield item, last
    own, given = None, None
    for item in sorted((item for item in members if item.id not in placed), key=lambda item: item.position):
        if given is None or item.position != own:
            given = item.position if given is None else max(item.position, given + 1)
            while given in taken:
                given += 1
            own = item.position
        yield item, given
