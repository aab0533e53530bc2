"""Merging the tree: parents that went, circles that two moves make, the order of siblings, codes that two would have."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from pydantic import TypeAdapter

from capacita.framework.circles import find_circles
from capacita.framework.comparison.conflicts import Conflict, ConflictKind, Desk, Side, read_chosen, refuse_value
from capacita.framework.comparison.entries import agree
from capacita.framework.comparison.merging_tables import Rung, TableMerger, Versions
from capacita.framework.comparison.ordering import fit_positions, list_siblings, merge_orders
from capacita.framework.model import Association, AssociationKind, Item
from capacita.vocabulary import Identifier

_PARENT: Final[TypeAdapter[Any]] = TypeAdapter(Identifier | None)
_ORDER: Final[TypeAdapter[Any]] = TypeAdapter(list[str])
_CODE: Final[TypeAdapter[Any]] = TypeAdapter(str)
_SHOWN: Final = 5


class TreeMerger:
    """Settles where items stand once it is settled which there are."""

    def __init__(self, desk: Desk, versions: Versions, tables: TableMerger) -> None:
        self.desk = desk
        self.versions = versions
        self.tables = tables
        self.held = [{item.id: item for item in side.items} for side in versions]

    def settle_parents(self, items: dict[str, Item]) -> None:
        """Settle what becomes of items whose parent a side withdrew."""
        under: dict[str, list[str]] = {}
        waiting: list[str] = []
        for key, item in items.items():
            if item.parent is not None:
                under.setdefault(item.parent, []).append(key)
                if item.parent not in items:
                    waiting.append(key)
        waiting.reverse()
        while waiting:
            key = waiting.pop()
            item = items[key]
            if item.parent is None or item.parent in items:
                continue
            if key in self.tables.returned:
                self.tables.wanted.items.add(item.parent)  # what a choice keeps brings along what it stands under
            elif key not in self.tables.undecided and not self._settle_parent(items, item):
                waiting.extend(reversed(under.get(key, ())))

    def _settle_parent(self, items: dict[str, Item], item: Item) -> bool:
        """Settle one parent and return whether the item is still there."""
        sides: Any = tuple(side[item.id].parent if item.id in side else None for side in self.held)
        told = {"parent": self.desk.call(item.parent)}
        conflict, choice = self.desk.take(ConflictKind.PARENT_WITHDRAWN, item.id, "parent", sides, **told)
        if choice is None:
            return True
        if choice.side is None:
            parent = read_chosen(conflict, choice, _PARENT)
            if parent is not None and parent not in items:
                raise refuse_value(conflict, "there is no such item")
        else:
            held = self.held[list(Side).index(choice.side)].get(item.id)
            if held is None and item.id not in self.tables.wanted.items:
                del items[item.id]
                self.tables.dropped.add(item.id)
                return False
            # What another choice keeps stands under it: then both stay where they are.
            parent = item.parent if held is None else held.parent
            if parent is not None and parent not in items:
                self.tables.wanted.items.add(parent)
        items[item.id] = replace(item, parent=parent)
        return True

    def settle_circles(self, items: dict[str, Item], links: dict[str, Association]) -> None:
        """Settle circles that the moves of both sides make together."""
        seen: set[str] = set()
        while True:
            circles = find_circles(_edges(items, links))
            fresh = [circle for circle in circles if not seen.issuperset(circle)]
            if not fresh:
                return
            for circle in fresh:
                seen.update(circle)
                self._settle_circle(circle, items, links)

    def _settle_circle(self, circle: list[str], items: dict[str, Item], links: dict[str, Association]) -> None:
        first = min(circle)
        sides: Any = tuple({key: side[key].parent for key in sorted(circle) if key in side} for side in self.held)
        others = [self.desk.names.get(key, key) for key in sorted(circle) if key != first]
        shown = ", ".join([*others[:_SHOWN], *(["…"] if len(others) > _SHOWN else [])])
        conflict, choice = self.desk.take(ConflictKind.CYCLE, first, "parent", sides, others=shown)
        if choice is None:
            return
        if choice.side is None:
            parent = read_chosen(conflict, choice, _PARENT)
            if parent is not None and parent not in items:
                raise refuse_value(conflict, "there is no such item")
            items[first] = replace(items[first], parent=parent)
            return
        place = list(Side).index(choice.side)
        members = set(circle)
        for key in circle:
            held = self.held[place].get(key)
            if held is not None and (held.parent is None or held.parent in items):
                items[key] = replace(items[key], parent=held.parent)
        kept = {link.id for link in self.versions[place].associations}
        for key, link in list(links.items()):
            inside = link.origin in members and link.destination in members
            if inside and link.kind is AssociationKind.IS_CHILD_OF and key not in kept:
                del links[key]

    def put_in_order(self, items: dict[str, Item]) -> dict[str, Item]:
        """Return the items with positions that give the order of siblings which both sides' moves lead to."""
        sides = [list_siblings(side.items) for side in self.versions]
        places = {key: place for place, key in enumerate(items)}
        wished = {key: self._wished(item) for key, item in items.items()}

        def may_share(one: str, other: str) -> bool:
            return places[one] < places[other] and any(
                one in side and other in side and side[one].position == side[other].position for side in self.held
            )

        merged = dict(items)
        for parent, members in list_siblings(items.values()).items():
            keys = [item.id for item in members]
            orders = [[item.id for item in side.get(parent, ())] for side in sides]
            order = self._merge_order(parent or self.versions[0].id, "order", orders, keys)
            fitted = fit_positions(order, wished, may_share)
            for item in members:
                if item.position != fitted[item.id]:
                    merged[item.id] = replace(item, position=fitted[item.id])
        return merged

    def _wished(self, item: Item) -> int:
        base, ours, theirs = (side[item.id].position if item.id in side else None for side in self.held)
        if ours is None or theirs is None:
            return next((position for position in (ours, theirs, base) if position is not None), item.position)
        position, agreed = agree((base, ours, theirs))
        return position if agreed else max(ours, theirs)

    def order_levels(self, scale: str, members: list[str]) -> Sequence[str]:
        """Return the levels of a scale in the order that both sides lead to."""
        orders = [
            [level.id for entry in side.scales if entry.id == scale for level in entry.levels] for side in self.versions
        ]
        return self._merge_order(scale, "levels", orders, members)

    def _merge_order(self, item: str, field: str, orders: list[list[str]], members: list[str]) -> Sequence[str]:
        base, ours, theirs = orders
        if base == ours == theirs == members:
            return members
        found = merge_orders(base, ours, theirs, members)
        if not found.conflict:
            return found.order
        known = set(members).intersection(base, ours, theirs)
        sides: Any = tuple([key for key in side if key in known] for side in orders)
        chosen, settled = self.desk.settle(ConflictKind.ORDER, item, field, sides, read=_ORDER, meanwhile=sides[0])
        if settled and sorted(chosen) != sorted(known):
            raise refuse_value(self.desk.find(ConflictKind.ORDER, item, field), "it does not name each of them once")
        return merge_orders(base, ours, theirs, members, chosen=chosen).order

    def settle_codes(
        self,
        items: dict[str, Item],
        scales: dict[str, Any],
        rungs: dict[str, Rung],
        roles: dict[str, Any],
    ) -> None:
        """Settle codes that two entries would have."""
        versions = self.versions
        self._settle_codes(items, [side.items for side in versions], lambda item: item.kind.value)
        self._settle_codes(scales, [side.scales for side in versions], lambda scale: "")
        self._settle_codes(roles, [side.roles for side in versions], lambda role: "")
        owned: list[list[Any]] = [
            [
                Rung(id=level.id, scale=scale.id, code=level.code, title={}, description={})
                for scale in side.scales
                for level in scale.levels
            ]
            for side in versions
        ]
        self._settle_codes(rungs, owned, lambda rung: rung.scale)

    def _settle_codes(self, merged: dict[str, Any], sides: Sequence[Iterable[Any]], group_of: Any) -> None:
        holders: dict[tuple[str, str], list[str]] = {}
        for key, entry in merged.items():
            holders.setdefault((group_of(entry), entry.code), []).append(key)
        double = {place: keys for place, keys in holders.items() if len(keys) > 1 and place[1]}
        if not double:
            return
        held = [{(group_of(entry), entry.code): entry.id for entry in side} for side in sides]
        earlier = {entry.id: entry.code for entry in sides[0]}
        taken = set(holders)
        for place, keys in double.items():
            shown: Any = tuple(side.get(place) for side in held)
            others = ", ".join(self.desk.names.get(key, key) for key in sorted(keys))
            told = {"code": place[1], "others": others}
            conflict, choice = self.desk.take(ConflictKind.CODE_TAKEN, min(keys), "code", shown, **told)
            if choice is None:
                continue
            if choice.side is None:
                self._give_code(merged, min(keys), place, read_chosen(conflict, choice, _CODE), taken, conflict)
                continue
            keeper = shown[list(Side).index(choice.side)]
            keeper = keeper if keeper in keys else min(keys)
            for key in sorted(keys):
                if key != keeper:
                    code = _free_code(place, earlier.get(key), taken)
                    self._give_code(merged, key, place, code, taken, conflict)

    def _give_code(
        self,
        merged: dict[str, Any],
        key: str,
        place: tuple[str, str],
        code: str,
        taken: set[tuple[str, str]],
        conflict: Conflict,
    ) -> None:
        if not code.strip() or (place[0], code) in taken:
            raise refuse_value(conflict, "the code is taken or empty")
        taken.add((place[0], code))
        merged[key] = replace(merged[key], code=code)


def _free_code(place: tuple[str, str], earlier: str | None, taken: set[tuple[str, str]]) -> str:
    if earlier and (place[0], earlier) not in taken:
        return earlier
    number = 2
    while (place[0], f"{place[1]}-{number}") in taken:
        number += 1
    return f"{place[1]}-{number}"


def _edges(items: Mapping[str, Item], links: Mapping[str, Association]) -> dict[str, list[str]]:
    edges: dict[str, list[str]] = {key: [] for key in items}
    for key, item in items.items():
        if item.parent in edges:
            edges[key].append(item.parent)
    for link in links.values():
        if link.kind is AssociationKind.IS_CHILD_OF and link.origin in edges and link.destination in edges:
            edges[link.origin].append(link.destination)
    return edges
