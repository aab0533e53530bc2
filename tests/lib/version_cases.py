"""Frameworks drawn by chance, edits drawn by chance, and what two of them have in common when order alone counts."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from capacita.framework import (
    FRAMEWORK_FORMAT,
    Association,
    AssociationKind,
    Branch,
    Definition,
    DerivedFrom,
    Framework,
    FrameworkStatus,
    Item,
    ItemKind,
    JobRole,
    LevelDescriptor,
    PrincipleTag,
    ProficiencyLevel,
    ProficiencyScale,
    Requirement,
    Source,
    SourceRef,
    validate_framework,
)
from capacita.vocabulary import CAPACITA, TextOrigin, canonical_json, derive_identifier, has_errors, translated, written

ROOT = derive_identifier(CAPACITA, "test", "versions")
WORDS = ("plan", "read", "ask", "share", "test", "guard")
TAGS = ("roam-rights", "roam-openness", "sdg-4")
LANGUAGES = ("fr", "ar")
Edit = Callable[[st.DrawFn, Framework], Framework]


def name(*parts: object) -> str:
    return derive_identifier(ROOT, *map(str, parts))


def text(words: str, **translations: str) -> dict[str, Any]:
    return {
        **written(words),
        **{tag: translated(said, words, TextOrigin.MACHINE) for tag, said in translations.items()},
    }


def normal_form(framework: Framework) -> bytes:
    """Return what a framework says when neither positions nor the order of lists count, only that of siblings."""
    order: dict[str | None, list[Item]] = {}
    for item in framework.items:
        order.setdefault(item.parent, []).append(item)
    for siblings in order.values():
        siblings.sort(key=lambda item: item.position)
    ranked = [replace(item, position=rank) for group in order.values() for rank, item in enumerate(group, start=1)]
    value = FRAMEWORK_FORMAT.dump(replace(framework, items=tuple(ranked)))
    for part in ("items", "descriptors", "associations", "roles", "definitions", "scales"):
        value[part] = sorted(value.get(part, []), key=lambda entry: entry["id"])
    value["sources"] = sorted(value.get("sources", []), key=lambda entry: entry["code"])
    for role in value["roles"]:
        role["requirements"] = sorted(role.get("requirements", []), key=lambda entry: entry["item"])
    return canonical_json(value)


def start(count: int, order: list[int]) -> Framework:
    """Return a sound framework of some items: a chain of domains and others under them, everything of the format."""
    items = []
    for place in range(count):
        parent = None if place < 2 else name("item", (place - 2) // 2)
        items.append(make_item(place, parent, order[place]))
    levels = tuple(
        ProficiencyLevel(id=name("level", rung), code=f"l{rung}", position=rung + 1, title=text(f"Level {rung}"))
        for rung in range(3)
    )
    return Framework(
        id=ROOT,
        code="versions",
        title=text("Versions", fr="Versions"),
        language="en",
        version="1.0",
        status=FrameworkStatus.DRAFT,
        derived_from=DerivedFrom(id=name("origin"), version="1", digest="sha256:" + "0" * 64),
        sources=(Source(code="report", title="The report"), Source(code="study", title="The study")),
        scales=(ProficiencyScale(id=name("scale"), code="scale", title=text("Scale"), levels=levels),),
        items=tuple(items),
        descriptors=tuple(
            LevelDescriptor(id=name("d", place), item=items[place].id, level=levels[place % 3].id, text=text("does it"))
            for place in range(0, count, 2)
        ),
        associations=tuple(
            Association(
                id=name("link", place),
                kind=AssociationKind.IS_RELATED_TO,
                origin=items[place].id,
                destination=items[place - 1].id,
            )
            for place in range(1, count, 3)
        ),
        roles=tuple(
            JobRole(
                id=name("role", number),
                code=f"role{number}",
                branch=Branch.EXECUTIVE,
                title=text("Clerk"),
                requirements=tuple(
                    Requirement(item=items[place].id, level=levels[(place + number) % 3].id)
                    for place in range(number, count, 2)
                ),
            )
            for number in range(2)
        ),
        definitions=(Definition(id=name("term"), term=text("rule"), text=text("What binds.")),),
        extensions={"colour": "red"},
    )


def make_item(number: int, parent: str | None, position: int, code: str = "") -> Item:
    return Item(
        id=name("item", number),
        kind=ItemKind.OTHER,
        code=code or f"i{number}",
        parent=parent,
        position=position,
        title=text(f"Item {number}", fr=f"Élément {number}"),
        source=SourceRef(source="report") if number % 3 == 0 else None,
        principles=(PrincipleTag(principle=TAGS[number % 3], because=text("so")),),
    )


def with_item(framework: Framework, item: Item) -> Framework:
    return replace(framework, items=tuple(item if entry.id == item.id else entry for entry in framework.items))


def pick(draw: st.DrawFn, entries: tuple[Any, ...]) -> Any:
    return draw(st.sampled_from(entries)) if entries else None


def under(framework: Framework, item: str) -> set[str]:
    found = {item}
    for _ in framework.items:
        found |= {entry.id for entry in framework.items if entry.parent in found}
    return found


def edit_text(draw: st.DrawFn, framework: Framework) -> Framework:
    item = pick(draw, framework.items)
    part = draw(st.sampled_from(("title", "statement", "notes")))
    return with_item(framework, replace(item, **{part: text(draw(st.sampled_from(WORDS)))})) if item else framework


def edit_translation(draw: st.DrawFn, framework: Framework) -> Framework:
    item = pick(draw, framework.items)
    if not item or "en" not in item.title:
        return framework
    tag = draw(st.sampled_from(LANGUAGES))
    said = draw(st.sampled_from((None, *WORDS)))
    title = {key: wording for key, wording in item.title.items() if key != tag}
    if said:
        title[tag] = translated(said, item.title["en"].text, TextOrigin.HUMAN)
    return with_item(framework, replace(item, title=title))


def edit_fields(draw: st.DrawFn, framework: Framework) -> Framework:
    item = pick(draw, framework.items)
    if not item:
        return framework
    changes: dict[str, Any] = draw(
        st.sampled_from(
            [
                {"item_type": "skill"},
                {"status_start": "2026-01-01"},
                {"aliases": ("x",)},
                {"aliases": ("y", "x")},
                {"source": SourceRef(source="study")},
                {"extensions": {"a": 1}},
                {"extensions": {"b": [None]}},
                {"kind": ItemKind.STATEMENT},
                {"principles": ()},
                {"principles": (PrincipleTag(principle="sdg-5", because=text("so")),)},
            ]
        )
    )
    return with_item(framework, replace(item, **changes))


def edit_code(draw: st.DrawFn, framework: Framework) -> Framework:
    item = pick(draw, framework.items)
    return with_item(framework, replace(item, code=draw(st.sampled_from(("c1", "c2"))))) if item else framework


def edit_place(draw: st.DrawFn, framework: Framework) -> Framework:
    item = pick(draw, framework.items)
    if not item:
        return framework
    below = under(framework, item.id)
    parent = draw(st.sampled_from([None, *(entry.id for entry in framework.items if entry.id not in below)]))
    return with_item(framework, replace(item, parent=parent, position=draw(st.integers(-1, 8))))


def edit_positions(draw: st.DrawFn, framework: Framework) -> Framework:
    order = draw(st.permutations(range(len(framework.items))))
    items = tuple(replace(item, position=place) for item, place in zip(framework.items, order, strict=True))
    return replace(framework, items=items)


def edit_addition(draw: st.DrawFn, framework: Framework) -> Framework:
    number = draw(st.integers(100, 104))
    if any(item.id == name("item", number) for item in framework.items):
        return framework
    parent = draw(st.sampled_from([None, *(item.id for item in framework.items)]))
    code = draw(st.sampled_from(("c1", f"i{number}")))
    item = make_item(number, parent, draw(st.integers(0, 4)), code)
    place = draw(st.integers(0, len(framework.items)))
    return replace(framework, items=(*framework.items[:place], item, *framework.items[place:]))


def without_items(framework: Framework, gone: set[str], told: tuple[Association, ...] = ()) -> Framework:
    return replace(
        framework,
        items=tuple(item for item in framework.items if item.id not in gone),
        descriptors=tuple(entry for entry in framework.descriptors if entry.item not in gone),
        associations=(
            *(
                link
                for link in framework.associations
                if link.destination not in gone
                and (link.origin not in gone or link.kind is AssociationKind.REPLACED_BY)
            ),
            *told,
        ),
        roles=tuple(
            replace(role, requirements=tuple(entry for entry in role.requirements if entry.item not in gone))
            for role in framework.roles
        ),
    )


def edit_omission(draw: st.DrawFn, framework: Framework) -> Framework:
    item = pick(draw, framework.items)
    return without_items(framework, under(framework, item.id)) if item else framework


def edit_succession(draw: st.DrawFn, framework: Framework) -> Framework:
    item = pick(draw, framework.items)
    if not item:
        return framework
    gone = under(framework, item.id)
    left = [entry.id for entry in framework.items if entry.id not in gone]
    if not left:
        return framework
    into = draw(st.lists(st.sampled_from(left), min_size=1, max_size=2, unique=True))
    told = tuple(
        Association(
            id=name("told", item.id, successor), kind=AssociationKind.REPLACED_BY, origin=item.id, destination=successor
        )
        for successor in into
    )
    return without_items(framework, gone, told)


def edit_levels(draw: st.DrawFn, framework: Framework) -> Framework:
    if not framework.scales:
        return framework
    scale = framework.scales[0]
    doing = draw(st.sampled_from(("rename", "reorder", "add", "drop", "describe")))
    levels = list(scale.levels)
    if doing == "rename":
        levels[0] = replace(levels[0], title=text(draw(st.sampled_from(WORDS)), fr="Niveau"))
    elif doing == "describe":
        levels[-1] = replace(levels[-1], description=text(draw(st.sampled_from(WORDS))))
    elif doing == "reorder":
        levels.reverse()
    elif doing == "add" and all(level.id != name("level", 9) for level in levels):
        levels.insert(1, ProficiencyLevel(id=name("level", 9), code="l9", position=0, title=text("Between")))
    elif doing == "drop" and len(levels) > 1:
        levels.pop(draw(st.integers(0, len(levels) - 1)))
    numbered = tuple(replace(level, position=place) for place, level in enumerate(levels, start=1))
    kept = {level.id for level in numbered}
    return replace(
        framework,
        scales=(replace(scale, levels=numbered), *framework.scales[1:]),
        descriptors=tuple(entry for entry in framework.descriptors if entry.level in kept),
        roles=tuple(
            replace(role, requirements=tuple(entry for entry in role.requirements if entry.level in kept))
            for role in framework.roles
        ),
    )


def edit_descriptor(draw: st.DrawFn, framework: Framework) -> Framework:
    if not framework.items or not framework.scales:
        return framework
    item = pick(draw, framework.items)
    level = pick(draw, framework.scales[0].levels)
    said = draw(st.sampled_from((None, *WORDS)))
    held = next((entry for entry in framework.descriptors if (entry.item, entry.level) == (item.id, level.id)), None)
    others = tuple(entry for entry in framework.descriptors if entry is not held)
    if said is None:
        return replace(framework, descriptors=others)
    key = held.id if held and draw(st.booleans()) else name("d", item.id, level.id, said)
    made = LevelDescriptor(id=key, item=item.id, level=level.id, text=text(said))
    return replace(framework, descriptors=(*others, made))


def edit_requirement(draw: st.DrawFn, framework: Framework) -> Framework:
    if not framework.items or not framework.roles or not framework.scales:
        return framework
    role, item = pick(draw, framework.roles), pick(draw, framework.items)
    level = pick(draw, framework.scales[0].levels)
    others = tuple(entry for entry in role.requirements if entry.item != item.id)
    made = Requirement(item=item.id, level=level.id, importance=draw(st.integers(1, 5)))
    wanted = others if draw(st.booleans()) else (*others, made)
    changed = replace(role, requirements=wanted)
    return replace(framework, roles=tuple(changed if entry is role else entry for entry in framework.roles))


def edit_link(draw: st.DrawFn, framework: Framework) -> Framework:
    if not framework.items:
        return framework
    origin, destination = pick(draw, framework.items), pick(draw, framework.items)
    kind = draw(st.sampled_from((AssociationKind.PRECEDES, AssociationKind.IS_PEER_OF, AssociationKind.REPLACED_BY)))
    if origin.id == destination.id or draw(st.integers(0, 3)) == 0:
        return replace(framework, associations=framework.associations[1:])
    key = name("made", kind, origin.id, destination.id, draw(st.integers(0, 1)))
    others = tuple(link for link in framework.associations if link.id != key)
    notes = draw(st.sampled_from(({}, text("why", fr="pourquoi"))))
    made = Association(id=key, kind=kind, origin=origin.id, destination=destination.id, notes=notes)
    return replace(framework, associations=(*others, made))


def edit_header(draw: st.DrawFn, framework: Framework) -> Framework:
    changes: dict[str, Any] = draw(
        st.sampled_from(
            [
                {"version": "1.1"},
                {"version": "2.0", "status": FrameworkStatus.CONSULTATION},
                {"title": text("Other")},
                {"title": {**framework.title, "ar": translated("نسخ", "Versions", TextOrigin.HUMAN)}},
                {"publisher": "The office"},
                {"notice": text("Mind this.")},
                {"extensions": {"colour": "blue"}},
                {"sources": (*framework.sources, Source(code=f"s{len(framework.sources)}", title="More"))},
                {"sources": tuple(replace(source, date="2026") for source in framework.sources)},
                {"rubrics": ({"id": 1},)},
                {"definitions": ()},
                {"definitions": (Definition(id=name("term"), term=text("rule"), text=text("What helps.")),)},
                {"roles": framework.roles[1:]},
                {"derived_from": DerivedFrom(id=name("origin"), version="2", digest="sha256:" + "1" * 64)},
            ]
        )
    )
    return replace(framework, **changes)


EDITS: tuple[Edit, ...] = (
    edit_text, edit_translation, edit_fields, edit_code, edit_place, edit_positions, edit_addition, edit_omission,
    edit_succession, edit_levels, edit_descriptor, edit_requirement, edit_link, edit_header,
)  # fmt: skip


def is_sound(framework: Framework) -> bool:
    return not has_errors(validate_framework(framework))


@st.composite
def starts(draw: st.DrawFn) -> Framework:
    """Return a framework to begin with; siblings may share positions."""
    count = draw(st.integers(0, 9))
    return start(count, draw(st.lists(st.integers(1, 4), min_size=count, max_size=count)))


@st.composite
def edited(draw: st.DrawFn, framework: Framework, most: int = 5) -> Framework:
    """Return a framework after some edits, each of which leaves it sound."""
    for edit in draw(st.lists(st.sampled_from(EDITS), max_size=most)):
        changed = edit(draw, framework)
        framework = changed if is_sound(changed) else framework
    return framework
