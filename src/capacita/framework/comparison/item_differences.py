"""How items come, change, move and go between two frameworks, and what goes with those that go."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from capacita.framework.changes import ChangeKind
from capacita.framework.comparison.ordering import list_siblings, list_unmoved
from capacita.framework.comparison.recording import Record, as_json
from capacita.framework.model import Association, AssociationKind, Framework, Item, Requirement
from capacita.framework.reading import list_tree

_TEXT_KINDS: Final = {"title": ChangeKind.RETITLE, "statement": ChangeKind.REWORD, "notes": ChangeKind.SET}
_SET_PARTS: Final = ("kind", "item_type", "code", "status_start", "status_end", "source", "aliases", "extensions")


class ItemDifferences:
    """The items of two frameworks side by side."""

    def __init__(self, record: Record, before: Framework, after: Framework) -> None:
        self.record = record
        self.before, self.after = before, after
        self.held = {item.id: item for item in before.items}
        self.wanted = {item.id: item for item in after.items}
        # What stood under another goes first, as it would be passed on when the other is merged away.
        self.gone = {item.id: item for _, item in reversed(list_tree(before)) if item.id not in self.wanted}
        self.successors = self._list_successors()
        self.linked: set[str] = set()  # links that had to be made before what they lead away from went

    def note(self) -> None:
        """Write down how the items change, in an order in which each Change can be applied."""
        for key, item in self.wanted.items():
            old = self.held.get(key)
            if old is not None and old != item:
                self._note_content(old, item)
        self._note_places()
        self._note_told_links()
        for key, item in self.gone.items():
            successors = self.successors.get(key, ())
            if len(successors) > 1:
                self.record.note(ChangeKind.SPLIT, key, before=as_json(item), after={"into": list(successors)})
            elif successors:
                self.record.note(ChangeKind.MERGE, key, before=as_json(item), after={"into": successors[0]})
            else:
                self.record.note(ChangeKind.OMIT, key, before=as_json(item))

    def told_links(self, held: Mapping[str, Association]) -> dict[str, Association]:
        """Return the associations that are left once items have gone."""
        return {key: link for key, link in held.items() if self._outlives(link)}

    def passed_on(self, requirements: Iterable[Requirement]) -> dict[str, Requirement]:
        """Return a role's requirements by item once items have gone, successors in the place of what went."""
        required = {requirement.item: requirement for requirement in requirements}
        for key, successors in self.successors.items():
            passed = required.pop(key, None)
            if passed is not None:
                for successor in successors:
                    required.setdefault(successor, replace(passed, item=successor))
        return {item: requirement for item, requirement in required.items() if item not in self.gone}

    def _list_successors(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for link in self.after.associations:
            if (
                link.kind is AssociationKind.REPLACED_BY
                and link.origin in self.gone
                and link.destination in self.wanted
            ):
                found.setdefault(link.origin, {})[link.destination] = None
        return {key: tuple(found[key]) for key in self.gone if key in found}

    def _outlives(self, link: Association) -> bool:
        if link.destination in self.gone:
            return False
        told = link.kind is AssociationKind.REPLACED_BY and link.destination in self.successors.get(link.origin, ())
        return told or link.origin not in self.gone

    def _note_content(self, old: Item, new: Item) -> None:
        for part, kind in _TEXT_KINDS.items():
            texts = (getattr(old, part), getattr(new, part))
            if texts[0] != texts[1]:
                self.record.note_text(kind, old.id, part, texts)
        for part in _SET_PARTS:
            if getattr(old, part) != getattr(new, part):
                self.record.note_set(old.id, part, old, new)
        if old.principles != new.principles:
            told = {"before": as_json(old.principles), "after": as_json(new.principles)}
            self.record.note(ChangeKind.TAG, old.id, **told)

    def _note_places(self) -> None:
        """Note what is added and moved, parents before children, siblings in their order."""
        groups = list_siblings(self.after.items)
        ranks = {
            item.id: rank for members in list_siblings(self.before.items).values() for rank, item in enumerate(members)
        }
        for parent in (None, *(item.id for _, item in list_tree(self.after))):
            members = groups.get(parent)
            if members:
                self._note_group(members, ranks)

    def _note_group(self, members: list[Item], ranks: Mapping[str, int]) -> None:
        common = [item for item in members if item.id in self.held and self.held[item.id].parent == item.parent]
        kept = {common[place].id for place in list_unmoved([ranks[item.id] for item in common])}
        kept -= set(self._cut_off(members, kept))
        if len(kept) == len(members):
            return
        for item, position in self._fit(members, kept):
            old = self.held.get(item.id)
            if old is None:
                self.record.note(ChangeKind.ADD, item.id, part="items", after=as_json(replace(item, position=position)))
            elif old.parent == item.parent:
                moved = {"position": position}
                self.record.note(ChangeKind.MOVE, item.id, before={"position": old.position}, after=moved)
            else:
                self.record.note(
                    ChangeKind.MOVE,
                    item.id,
                    before={"parent": old.parent, "position": old.position},
                    after={"parent": item.parent, "position": position},
                )

    def _cut_off(self, members: list[Item], kept: set[str]) -> Iterator[str]:
        """Yield those that must move although they stay behind their neighbour: another comes between the two, and
        they share a position."""
        last: int | None = None
        between = False
        for item in members:
            if item.id not in kept:
                between = True
                continue
            position = self.held[item.id].position
            if position == last and between:
                yield item.id
            else:
                last, between = position, False

    def _fit(self, members: list[Item], kept: set[str]) -> Iterator[tuple[Item, int]]:
        """Return what is placed with positions that give the order once ``make_room`` has made room for them."""
        ahead: list[int | None] = []
        following: int | None = None
        for item in reversed(members):
            if item.id in kept:
                following = self.held[item.id].position
            ahead.append(following)
        ahead.reverse()
        given: int | None = None  # the position of the one before, room made
        own: int | None = None  # and its own, if it is kept
        taken: set[int] = set()
        for item, limit in zip(members, ahead, strict=True):
            if item.id in kept:
                position = self.held[item.id].position
                if position != own:
                    own = position
                    position = position if given is None else max(position, given + 1)
                    while position in taken:
                        position += 1
                    given = position
                continue
            fits = (given is None or item.position > given) and (limit is None or item.position <= limit)
            if fits:
                position = item.position
            elif given is None:
                assert limit is not None  # with nobody before it and nobody behind it, any position fits
                position = limit
            else:
                position = given + 1
            given = position
            taken.add(position)
            yield item, position

    def _note_told_links(self) -> None:
        """Note the links that tell of a split or merge before the item that they lead away from goes."""
        held = {link.id: link for link in self.before.associations}
        for link in self.after.associations:
            tells = link.kind is AssociationKind.REPLACED_BY and link.destination in self.successors.get(
                link.origin, ()
            )
            old = held.get(link.id)
            if not tells or old == link:
                continue
            if old is not None:
                self.record.note(ChangeKind.UNLINK, link.id, before=as_json(old))
            self.record.note(ChangeKind.LINK, link.id, after=as_json(link))
            self.linked.add(link.id)
