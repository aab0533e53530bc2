"""Merging collections: which entries there are, and what becomes of those that hang on others."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final

from pydantic import TypeAdapter

from capacita.framework.comparison.conflicts import ConflictKind, Desk, Sides, refuse_value
from capacita.framework.comparison.entries import EntryMerger
from capacita.framework.comparison.ordering import merge_orders
from capacita.framework.digests import without_translations
from capacita.framework.model import (
    Association,
    AssociationKind,
    Definition,
    Framework,
    Item,
    JobRole,
    LevelDescriptor,
    ProficiencyLevel,
    ProficiencyScale,
    Requirement,
    Source,
)
from capacita.vocabulary import Code, Identifier, LocalizedText, document_part

Versions = tuple[Framework, Framework, Framework]
Tables = list[dict[Any, Any]]  # base, ours, theirs
_PARTS: Final[tuple[Any, ...]] = (
    Item, ProficiencyScale, JobRole, LevelDescriptor, Association, Requirement, Definition, Source,
)  # fmt: skip
_OPTIONAL: Final[dict[Any, TypeAdapter[Any]]] = {part: TypeAdapter(part | None) for part in _PARTS}


@document_part
class Rung:
    """A level and the scale that it is of; its position is its place in an order of its own."""

    id: Identifier
    scale: Identifier
    code: Code
    title: LocalizedText
    description: LocalizedText

    def as_level(self, position: int) -> ProficiencyLevel:
        """Return the level at a position."""
        return ProficiencyLevel(
            id=self.id, code=self.code, position=position, title=self.title, description=self.description
        )


@dataclass(slots=True)
class Wanted:
    """What choices bring back although a side withdrew it."""

    items: set[str] = field(default_factory=set)
    levels: set[str] = field(default_factory=set)
    scales: set[str] = field(default_factory=set)
    entries: dict[Any, Any] = field(default_factory=dict)  # what was chosen of what hangs on these

    def copy(self) -> "Wanted":
        """Return the same things as a set of their own."""
        return Wanted(
            items=set(self.items), levels=set(self.levels), scales=set(self.scales), entries=dict(self.entries)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """How the entries of a collection are merged: what they are called in a conflict, and what they hang on."""

    name: str
    place: Callable[[Any, Any], tuple[str, str]]  # key and entry -> item and field of a conflict
    read: TypeAdapter[Any]
    ends: Callable[[Any, Any], tuple[str, ...]] = lambda key, entry: ()
    says: Callable[[Any], Any] = lambda entry: entry  # what counts of an entry
    wanted: frozenset[str] = frozenset()
    without: Callable[[Any, str], ConflictKind] = lambda entry, missing: ConflictKind.CHANGED_AND_WITHDRAWN
    told: Callable[[Any, Any, str], dict[str, str]] = lambda key, entry, missing: {}  # names for the explanation
    skip: tuple[str, ...] = ()
    key: Callable[[Any, Any], Any] = lambda key, entry: entry.id  # key it has and entry -> key it ought to have


class TableMerger:
    """Merges the collections of three versions, one after the other."""

    def __init__(self, desk: Desk, entries: EntryMerger, versions: Versions, wanted: Wanted) -> None:
        self.desk = desk
        self.entries = entries
        self.versions = versions
        self.wanted = wanted
        self.is_derived = False  # whether what comes out is an adaptation of another framework
        self.there: set[str] = {versions[0].id}  # what may be hung on, as far as it is merged
        self.dropped: set[Any] = set()  # what a choice lets go, with all that hangs on it
        self.returned: set[str] = set()  # items that a side withdrew and a choice keeps
        self.undecided: set[str] = set()
        # What each side has that can be hung on: what it lacks here, it has withdrawn together with what hangs on it.
        self.held = [
            {
                *(item.id for item in side.items),
                *(role.id for role in side.roles),
                *(scale.id for scale in side.scales),
                *(level.id for scale in side.scales for level in scale.levels),
            }
            for side in versions
        ]
        self.ever = self.held[0] | self.held[1] | self.held[2]
        self.levels = {level.id for side in versions for scale in side.scales for level in scale.levels}

    def _tables(self, part: str) -> Tables:
        return [{entry.id: entry for entry in getattr(side, part)} for side in self.versions]

    def merge_scales(self) -> tuple[dict[str, ProficiencyScale], dict[str, Rung]]:
        """Return the scales without their levels, and all levels."""
        tables = self._tables("scales")
        table = _Table(
            name="scale",
            place=lambda key, entry: (key, "scale"),
            read=_OPTIONAL[ProficiencyScale],
            wanted=frozenset(self.wanted.scales),
            skip=("levels",),
        )
        scales = self._merge(table, tables)
        self.there |= set(scales)
        rungs: Tables = [
            {
                level.id: Rung(
                    id=level.id, scale=scale.id, code=level.code, title=level.title, description=level.description
                )
                for scale in side.values()
                for level in scale.levels
            }
            for side in tables
        ]
        table = _Table(
            name="level",
            place=lambda key, entry: (key, "level"),
            read=TypeAdapter(Rung | None),
            ends=lambda key, entry: (entry.scale,),
            wanted=frozenset(self.wanted.levels),
        )
        merged = self._merge(table, rungs)
        self.there |= set(merged)
        return scales, merged

    def merge_items(self) -> dict[str, Item]:
        """Return the items; their parents and their order are still to be settled."""
        table = _Table(
            name="item",
            place=lambda key, entry: (key, "item"),
            read=_OPTIONAL[Item],
            says=lambda item: replace(item, position=0),
            wanted=frozenset(self.wanted.items),
        )
        merged = self._merge(table, self._tables("items"))
        self.there |= set(merged)
        return merged

    def drop_hanging(self) -> None:
        """Take note that dropped items are no more to be hung on."""
        self.there -= {key for key in self.dropped if isinstance(key, str)}

    def merge_roles(self) -> dict[str, JobRole]:
        """Return the roles without their requirements."""
        table = _Table(
            name="role", place=lambda key, entry: (key, "role"), read=_OPTIONAL[JobRole], skip=("requirements",)
        )
        merged = self._merge(table, self._tables("roles"))
        self.there |= set(merged)
        return merged

    def merge_descriptors(self) -> dict[tuple[str, str], LevelDescriptor]:
        """Return the descriptors by item and level."""
        tables: Tables = [{(entry.item, entry.level): entry for entry in side.descriptors} for side in self.versions]
        table = _Table(
            name="descriptor",
            place=lambda key, entry: (key[0], f"descriptors/{key[1]}"),
            read=_OPTIONAL[LevelDescriptor],
            ends=lambda key, entry: key,
            says=lambda entry: entry.text,
            key=lambda key, entry: (entry.item, entry.level),
            told=lambda key, entry, missing: {"level": self.desk.call(entry.level)},
            without=lambda entry, missing: (
                ConflictKind.DESCRIPTOR_WITHOUT_LEVEL
                if missing in self.levels
                else ConflictKind.DESCRIPTOR_WITHOUT_ITEM
            ),
        )
        return self._merge(table, tables)

    def merge_requirements(self) -> dict[str, list[Requirement]]:
        """Return the requirements of every role."""
        tables: Tables = [
            {(role.id, entry.item): entry for role in side.roles for entry in role.requirements}
            for side in self.versions
        ]
        table = _Table(
            name="requirement",
            place=lambda key, entry: (key[1], f"requirements/{key[0]}"),
            read=_OPTIONAL[Requirement],
            ends=lambda key, entry: (key[0], entry.item, entry.level),
            key=lambda key, entry: (key[0], entry.item),
            told=lambda key, entry, missing: {"role": self.desk.call(key[0]), "level": self.desk.call(entry.level)},
            without=lambda entry, missing: (
                ConflictKind.REQUIREMENT_WITHOUT_LEVEL
                if missing in self.levels
                else ConflictKind.REQUIREMENT_WITHOUT_ITEM
            ),
        )
        requirements: dict[str, list[Requirement]] = {}
        for (role, _), requirement in self._merge(table, tables).items():
            requirements.setdefault(role, []).append(requirement)
        return requirements

    def merge_associations(self) -> dict[str, Association]:
        """Return the associations; the same link added by both sides under two identifiers is one."""
        tables = self._tables("associations")
        known = {_ends_of(link) for link in tables[0].values()}
        added = [{_ends_of(link): link for link in side.values() if link.id not in tables[0]} for side in tables[1:]]
        for ends in added[0].keys() & added[1].keys() - known:
            ours, theirs = added[0][ends], added[1][ends]
            if ours.id != theirs.id and ours.id not in tables[2] and theirs.id not in tables[1]:
                first = min(ours.id, theirs.id)
                for side, link in ((1, ours), (2, theirs)):
                    tables[side] = {
                        (first if key == link.id else key): (replace(entry, id=first) if key == link.id else entry)
                        for key, entry in tables[side].items()
                    }
        table = _Table(
            name="association",
            place=lambda key, entry: (entry.origin, f"associations/{key}"),
            read=_OPTIONAL[Association],
            ends=lambda key, entry: self._hung_on(entry),
            told=lambda key, entry, missing: {
                "end": self.desk.call(entry.destination),
                "missing": self.desk.call(missing),
            },
            without=lambda entry, missing: ConflictKind.LINK_WITHOUT_END,
        )
        return self._merge(table, tables)

    def _hung_on(self, link: Association) -> tuple[str, ...]:
        # What an adaptation split or merged away is told by this link alone.
        told_alone = self.is_derived and link.kind is AssociationKind.REPLACED_BY
        ends = (link.destination,) if told_alone else (link.origin, link.destination)
        return tuple(end for end in ends if end in self.ever)

    def merge_definitions(self) -> dict[str, Definition]:
        """Return the definitions."""
        table = _Table(name="definition", place=lambda key, entry: (key, "definition"), read=_OPTIONAL[Definition])
        return self._merge(table, self._tables("definitions"))

    def merge_sources(self, cited: Iterable[str]) -> dict[str, Source]:
        """Return the sources by code; what is cited stays."""
        tables: Tables = [{source.code: source for source in side.sources} for side in self.versions]
        table = _Table(
            name="source",
            place=lambda key, entry: (self.versions[0].id, f"sources/{key}"),
            read=_OPTIONAL[Source],
            key=lambda key, entry: entry.code,
            wanted=frozenset(cited),
        )
        return self._merge(table, tables)

    def _merge(self, table: _Table, tables: Tables) -> dict[Any, Any]:
        keys = [list(side) for side in tables]
        together = dict.fromkeys((*keys[1], *keys[2], *(key for key in keys[0] if key in table.wanted)))
        merged: dict[Any, Any] = {}
        base, ours, theirs = tables
        hanging = table.name not in ("scale", "item", "role", "definition", "source")
        for key in together:
            sides = (base.get(key), ours.get(key), theirs.get(key))
            entry = sides[1]
            if hanging:
                sides = self._restored(table, key, sides)
                entry = self._merge_hanging(table, key, sides)
            elif entry is None or entry != sides[0] or entry != sides[2]:
                entry = self._merge_standing(table, key, sides)
            if entry is not None:
                merged[key] = entry
            self.desk.applied += (entry is None) != (sides[0] is None)
        if list(merged) == keys[1] == keys[2]:
            return merged
        order = merge_orders(keys[0], keys[1], keys[2], merged).order
        return {key: merged[key] for key in order}

    def _restored(self, table: _Table, key: Any, sides: Sides) -> Sides:
        """Return the sides of an entry, the base's in the place of what a side withdrew with what it hung on if that
        is there all the same."""
        base = sides[0]
        if base is None or (sides[1] is not None and sides[2] is not None):
            return sides
        ends = table.ends(key, base)
        ours, theirs = (
            base if side is None and self._is_back(ends, place) else side
            for place, side in ((1, sides[1]), (2, sides[2]))
        )
        return base, ours, theirs

    def _is_back(self, ends: tuple[str, ...], place: int) -> bool:
        """Tell whether a side withdrew some of these, and all that it withdrew is there all the same."""
        withdrawn = [end for end in ends if end not in self.held[place]]
        return bool(withdrawn) and all(end in self.there for end in withdrawn)

    def _merge_standing(self, table: _Table, key: Any, sides: Sides) -> Any:
        base, ours, theirs = sides
        if ours is not None and theirs is not None:
            if base is None and _mean_apart(table, ours, theirs):
                return self._settle(table, key, min(ours, theirs, key=str), sides, ConflictKind.BOTH_CHANGED)
            item, _ = table.place(key, ours)
            prefix = f"sources/{key}/" if table.name == "source" else ""
            return self._merge_fields(table, sides, item, prefix)
        left = ours if theirs is None else theirs
        if base is None:
            return left
        if key in table.wanted:
            self.returned.add(key)
            return left if left is not None else base
        if left is None or table.says(left) == table.says(base):
            return None
        return self._settle(table, key, left, sides, ConflictKind.CHANGED_AND_WITHDRAWN)

    def _merge_fields(self, table: _Table, sides: Sides, item: str, prefix: str) -> Any:
        if not table.skip:
            return self.entries.merge(sides, item, prefix)
        bare: Any = tuple(side and replace(side, **dict.fromkeys(table.skip, ())) for side in sides)
        return self.entries.merge(bare, item, prefix)

    def _settle(self, table: _Table, key: Any, left: Any, sides: Sides, kind: ConflictKind, **told: str) -> Any:
        """Return what was chosen where one side withdrew what the other changed, or what is left meanwhile."""
        item, place = table.place(key, left)
        entry, settled = self.desk.settle(kind, item, place, sides, read=table.read, meanwhile=left, **told)
        if entry is not None and table.key(key, entry) != key:
            raise refuse_value(self.desk.find(kind, item, place), "it is another entry")
        if entry is None:
            self.dropped.add(key)
        elif not settled:
            self.undecided.add(key)
        else:
            self.returned.add(key)
        return entry

    def _merge_hanging(self, table: _Table, key: Any, sides: Sides) -> Any:
        if (table.name, key) in self.wanted.entries:
            return self.wanted.entries[table.name, key]
        base, ours, theirs = sides
        clash: ConflictKind | None = None
        entry = ours
        if ours is None or theirs is None:
            entry = ours if theirs is None else theirs
            if entry is None:
                return None
            if base is not None and key not in table.wanted:
                if table.says(entry) == table.says(base):
                    return None
                clash = ConflictKind.CHANGED_AND_WITHDRAWN
        elif base is None and _mean_apart(table, ours, theirs):
            entry = min(ours, theirs, key=str)
            clash = ConflictKind.BOTH_CHANGED
        elif ours != base or theirs != base:
            item, place = table.place(key, ours)
            entry = self.entries.merge(sides, item, "" if table.name == "level" else place + "/")
        missing = [end for end in table.ends(key, entry) if end not in self.there]
        if any(end in self.dropped for end in missing):
            return None
        if missing:
            clash = table.without(entry, missing[0])
        if clash is None:
            return entry
        told = table.told(key, entry, missing[0]) if missing else {}
        chosen = self._settle(table, key, entry, sides, clash, **told)
        if chosen is not None and key not in self.undecided:
            lacking = [end for end in table.ends(key, chosen) if end not in self.there]
            if lacking:
                self._want(lacking)
                self.wanted.entries[table.name, key] = chosen
        return chosen

    def _want(self, ends: Iterable[str]) -> None:
        for end in ends:
            if end in self.levels:
                self.wanted.levels.add(end)
                for side in self.versions:
                    owners = (scale.id for scale in side.scales for level in scale.levels if level.id == end)
                    self.wanted.scales.update(owners)
            else:
                self.wanted.items.add(end)


def _mean_apart(table: _Table, ours: Any, theirs: Any) -> bool:
    """Tell whether two sides that added an entry mean different things by it; translations can be put together."""
    return bool(without_translations(table.says(ours)) != without_translations(table.says(theirs)))


def _ends_of(link: Association) -> tuple[str, str, str]:
    return link.kind.value, link.origin, link.destination
