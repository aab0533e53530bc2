"""Small questions to a framework, as pages and reports ask them: this item, what is under it, who needs it."""

from collections.abc import Iterator
from dataclasses import dataclass

from capacita.framework.model import (
    Framework,
    Item,
    ItemKind,
    JobRole,
    LevelDescriptor,
    ProficiencyLevel,
    RequirementStatus,
)
from capacita.vocabulary import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedLevel:
    """A level of a scale and what an item looks like at it; no descriptor where nobody has written one."""

    level: ProficiencyLevel
    descriptor: LevelDescriptor | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleNeed:
    """That a role needs an item: at which level, how much depends on it, and whether a panel has set it."""

    role: JobRole
    level: ProficiencyLevel
    importance: int
    status: RequirementStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """One item with everything that a page about it shows; ``ancestors`` from the top down."""

    item: Item
    ancestors: tuple[Item, ...]
    children: tuple[Item, ...]
    levels: tuple[DescribedLevel, ...]
    needs: tuple[RoleNeed, ...]


def find_item(framework: Framework, code: str, kind: ItemKind | None = None) -> Item | None:
    """Return the first item with this code, of this kind where one is given; None where there is none."""
    wanted = (item for item in framework.items if item.code == code and kind in (None, item.kind))
    return next(wanted, None)


def get_item(framework: Framework, identifier: str) -> Item:
    """Return the item with this identifier. Raises NotFound where there is none."""
    for item in framework.items:
        if item.id == identifier:
            return item
    raise NotFound("FRAMEWORK_NO_SUCH_ITEM", item=identifier, framework=framework.code)


def children_of(framework: Framework, item: Item | None) -> list[Item]:
    """Return the items right under an item, in their order; those at the top where no item is given."""
    parent = item.id if item else None
    return _in_order([child for child in framework.items if child.parent == parent])


def list_tree(framework: Framework) -> list[tuple[int, Item]]:
    """Return every item with its depth (0 at the top), each followed by what is under it.

    Items whose parents run in a circle or are not there come last, at depth 0: a faulty draft hides nothing.
    """
    under: dict[str | None, list[Item]] = {}
    for item in framework.items:
        under.setdefault(item.parent, []).append(item)
    tree: list[tuple[int, Item]] = []
    seen: set[str] = set()
    waiting = [(0, item) for item in reversed(_in_order(under.get(None, [])))]
    while waiting:
        depth, item = waiting.pop()
        if item.id not in seen:
            seen.add(item.id)
            tree.append((depth, item))
            waiting.extend((depth + 1, child) for child in reversed(_in_order(under.get(item.id, []))))
    return [*tree, *((0, item) for item in framework.items if item.id not in seen)]


def competencies_of(framework: Framework, domain: Item | None = None) -> list[Item]:
    """Return the competencies at any depth under an item, or all of them, in the order of the tree."""
    found: list[Item] = []
    inside: int | None = None if domain else -1
    for depth, item in list_tree(framework):
        if inside is not None and depth <= inside:
            break
        if inside is not None and item.kind is ItemKind.COMPETENCY:
            found.append(item)
        if domain and item.id == domain.id:
            inside = depth
    return found


def levels_of(framework: Framework, item: Item) -> list[DescribedLevel]:
    """Return the levels of every scale at which an item is described, from the lowest, described or not.

    A framework with one scale gives all of its levels, even for an item that nobody has described yet.
    """
    described = {descriptor.level: descriptor for descriptor in framework.descriptors if descriptor.item == item.id}
    return [
        DescribedLevel(level=level, descriptor=described.get(level.id))
        for scale in framework.scales
        if len(framework.scales) == 1 or any(level.id in described for level in scale.levels)
        for level in scale.levels
    ]


def requirements_of(framework: Framework, item: Item) -> list[RoleNeed]:
    """Return the roles that need an item, in the framework's order of roles."""
    levels = {level.id: level for scale in framework.scales for level in scale.levels}
    return [
        RoleNeed(
            role=role,
            level=levels[requirement.level],
            importance=requirement.importance,
            status=requirement.status,
        )
        for role in framework.roles
        for requirement in role.requirements
        if requirement.item == item.id and requirement.level in levels
    ]


def ancestors_of(framework: Framework, item: Item) -> list[Item]:
    """Return what an item stands under, from the top down, each once even where parents run in a circle."""
    by_id = {entry.id: entry for entry in framework.items}
    return list(reversed(list(_climb(by_id, item))))


def view_item(framework: Framework, item: Item) -> ItemView:
    """Return an item with everything that a page about it shows."""
    return ItemView(
        item=item,
        ancestors=tuple(ancestors_of(framework, item)),
        children=tuple(children_of(framework, item)),
        levels=tuple(levels_of(framework, item)),
        needs=tuple(requirements_of(framework, item)),
    )


def has_text(item: Item) -> bool:
    """Tell whether an item says anything at all, in any language."""
    return any(wording.text.strip() for part in (item.title, item.statement) for wording in part.values())


def _climb(by_id: dict[str, Item], item: Item) -> Iterator[Item]:
    seen = {item.id}
    parent = by_id.get(item.parent or "")
    while parent is not None and parent.id not in seen:
        seen.add(parent.id)
        yield parent
        parent = by_id.get(parent.parent or "")


def _in_order(items: list[Item]) -> list[Item]:
    """Sort by position; what shares one keeps the order of the document."""
    return sorted(items, key=lambda item: item.position)
