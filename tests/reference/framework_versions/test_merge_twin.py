"""The merge beside a slow twin, written from the definition: three dictionaries, every cell by itself, every pair.

The twin says which cells a merge has, or that somebody must choose: where both sides changed a cell, where an entry
that one side changed is withdrawn by the other, where something is left hanging, where two have one code, where items
stand in a circle, and where no order agrees with all that was turned round. It knows nothing of how the merge works.
"""

from dataclasses import fields
from itertools import combinations, permutations
from typing import Any

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from capacita.framework import AssociationKind, Framework
from capacita.framework.comparison.merging import merge_unchecked
from capacita.vocabulary import TextOrigin, Wording, text_digest
from lib.version_cases import edited, starts

Cells = dict[tuple[str, ...], Any]
Entities = dict[tuple[str, ...], Cells]


def cut(value: Any, path: tuple[str, ...], cells: Cells) -> None:
    """Cut a value into cells: a text into its source and its translations, tags and extensions by their names."""
    if isinstance(value, dict) and value and all(isinstance(entry, Wording) for entry in value.values()):
        source = {tag: entry for tag, entry in value.items() if entry.origin is TextOrigin.SOURCE}
        cells[*path, "source"] = source
        cells.update({(*path, "in", tag): entry for tag, entry in value.items() if tag not in source})
    elif path[-1] in ("extensions",):
        cells.update({(*path, key): entry for key, entry in value.items()})
    elif path[-1] == "principles":
        cells.update({(*path, tag.principle): tag for tag in value})
    elif path[-1] == "aliases":
        cells.update({(*path, alias): True for alias in value})
    elif value not in ({}, None, ()):
        cells[path] = value


def take_apart(framework: Framework) -> Entities:
    found: Entities = {}

    def entity(key: tuple[str, ...], entry: Any, *skip: str, **more: Any) -> None:
        cells: Cells = {("there",): True}
        for field in fields(entry):
            if field.name not in skip:
                cut(getattr(entry, field.name), (field.name,), cells)
        for name, value in more.items():
            cut(value, (name,), cells)
        found[key] = cells

    lists = ("items", "scales", "descriptors", "associations", "roles", "definitions", "sources")
    entity(("header",), framework, *lists, "version", "status")
    for item in framework.items:
        entity(("item", item.id), item, "position")
    for scale in framework.scales:
        entity(("scale", scale.id), scale, "levels")
        for level in scale.levels:
            entity(("level", level.id), level, "position", scale=scale.id)
    for entry in framework.descriptors:
        entity(("descriptor", entry.item, entry.level), entry, "id")
    for link in framework.associations:
        entity(("link", link.id), link)
    for role in framework.roles:
        entity(("role", role.id), role, "requirements")
        for need in role.requirements:
            entity(("need", role.id, need.item), need)
    for term in framework.definitions:
        entity(("term", term.id), term)
    for source in framework.sources:
        entity(("source", source.code), source)
    return found


def three_ways(base: Any, ours: Any, theirs: Any) -> tuple[Any, bool]:
    if ours == theirs:
        return ours, True
    if ours == base:
        return theirs, True
    return ours, theirs == base


def merge_cells(base: Cells, ours: Cells, theirs: Cells) -> tuple[Cells, bool]:
    merged: Cells = {}
    sound = True
    for place in {*base, *ours, *theirs}:
        value, agreed = three_ways(base.get(place), ours.get(place), theirs.get(place))
        sound &= agreed
        if value is not None:
            merged[place] = value
    for place, wording in list(merged.items()):
        if "in" not in place:
            continue
        text = (*place[: place.index("in")], "source")
        translated_by = [side for side in (ours, theirs) if side.get(place) != base.get(place)]
        rewritten_by = [side for side in (ours, theirs) if side.get(text) != base.get(text)]
        apart = len(translated_by) == len(rewritten_by) == 1 and translated_by[0] is not rewritten_by[0]
        written = {text_digest(entry.text) for entry in merged.get(text, {}).values()}
        if apart and wording.of not in written:
            sound = False
        if place[-1] in merged.get(text, {}):
            del merged[place]
    return merged, sound


def merge_entities(versions: list[Framework]) -> tuple[Entities, bool]:
    sides = [take_apart(version) for version in versions]
    roles = [{role.id: set(role.requirements) for role in version.roles} for version in versions]
    merged: Entities = {}
    sound = True
    for key in {*sides[0], *sides[1], *sides[2]}:
        base, ours, theirs = (side.get(key) for side in sides)
        if ours is None and theirs is None:
            continue
        if ours is None or theirs is None:
            left, place = (ours, 1) if theirs is None else (theirs, 2)
            if base is None:
                merged[key] = left or {}
            elif left != base or (key[0] == "role" and roles[place][key[1]] != roles[0][key[1]]):
                sound = False
            continue
        cells, agreed = merge_cells(base or {}, ours, theirs)
        if base is None:  # two who add the same thing must mean the same by it
            meant = [{place: value for place, value in side.items() if "in" not in place} for side in (ours, theirs)]
            agreed &= meant[0] == meant[1]
        sound &= agreed
        merged[key] = cells
    return merged, sound


def is_whole(merged: Entities, ever: set[str]) -> bool:
    """Tell whether nothing is left hanging, no code is used twice, no item stands under itself, no date runs back."""
    there = {key[1] for key in merged if key[0] in ("item", "level", "scale", "role")}
    codes: list[Any] = []
    above: dict[str, set[str]] = {}
    for key, cells in merged.items():
        if key[0] == "item":
            codes.append((cells["kind",], cells.get(("code",))))
            above.setdefault(key[1], set()).update({cells["parent",]} if ("parent",) in cells else set())
            if ("parent",) in cells and cells["parent",] not in there:
                return False
        ends = [cells.get((name,)) for name in ("item", "level", "destination", "scale") if (name,) in cells]
        if key[0] == "need":
            ends.append(key[1])
        if key[0] == "link" and cells["kind",] is not AssociationKind.REPLACED_BY:
            ends.append(cells["origin",])
        if any(end in ever and end not in there for end in ends):
            return False
        if key[0] == "role" or key[0] == "scale":
            codes.append((key[0], cells["code",]))
        if key[0] == "level":
            codes.append((cells["scale",], cells["code",]))
    for _ in above:
        for parents in above.values():
            parents |= {far for near in parents for far in above.get(near, ())}
    return len(set(codes)) == len(codes) and not any(key in parents for key, parents in above.items())


def rows(framework: Framework) -> dict[Any, list[str]]:
    """Return the items under each parent in their order, and the levels of each scale."""
    found: dict[Any, list[str]] = {}
    for item in sorted(framework.items, key=lambda item: item.position):
        found.setdefault(item.parent, []).append(item.id)
    found.update({("scale", scale.id): [level.id for level in scale.levels] for scale in framework.scales})
    return found


def orders(versions: list[Framework], merged: Entities) -> dict[Any, set[tuple[str, str]]]:
    """Return, for each row, which of two stands first wherever all three versions have both in it."""
    sides = [rows(version) for version in versions]
    found: dict[Any, set[tuple[str, str]]] = {}
    for place in {key for side in sides for key in side}:
        scale = place[1] if isinstance(place, tuple) else None
        here = {
            key[1]
            for key, cells in merged.items()
            if (key[0] == "level" and scale and cells.get(("scale",)) == scale)
            or (key[0] == "item" and not scale and cells.get(("parent",)) == place)
        }
        known = [key for key in sides[0].get(place, []) if all(key in side.get(place, []) for side in sides)]
        first: set[tuple[str, str]] = set()
        for one, other in combinations([key for key in known if key in here], 2):
            turned = any(side[place].index(one) > side[place].index(other) for side in sides[1:])
            first.add((other, one) if turned else (one, other))
        found[place] = first
    return found


def has_order(first: set[tuple[str, str]]) -> bool:
    """Tell whether there is any order at all that agrees; no pair stands both ways, so a circle of three shows."""
    members = {key for pair in first for key in pair}
    return not any({(a, b), (b, c), (c, a)} <= first for a, b, c in permutations(members, 3))


def adds_the_same_link(versions: list[Framework]) -> bool:
    ends = [{(link.kind, link.origin, link.destination): link.id for link in side.associations} for side in versions]
    return any(ends[1][key] != ends[2][key] for key in ends[1].keys() & ends[2].keys())


@settings(max_examples=300)
@given(starts(), st.data())
def test_merge_is_that_of_the_definition(base: Framework, data: st.DataObject) -> None:
    versions = [base, data.draw(edited(base, 6)), data.draw(edited(base, 6))]
    assume(not adds_the_same_link(versions))
    expected, agreed = merge_entities(versions)
    ever = {key[1] for version in versions for key in take_apart(version) if key[0] in ("item", "level", "scale")}
    first = orders(versions, expected)
    possible = agreed and is_whole(expected, ever) and all(map(has_order, first.values()))
    result = merge_unchecked(*versions)
    event("merged" if possible else "somebody must choose")
    assert (result.conflicts == ()) == possible
    if result.framework is None:
        return
    assert take_apart(result.framework) == expected
    for place, pairs in first.items():
        order = rows(result.framework).get(place, [])
        assert all(order.index(one) < order.index(other) for one, other in pairs)
