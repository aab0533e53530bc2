"""What two sides may change at once, what stands in conflict, and what each choice makes of it."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from capacita.framework import (
    Association,
    AssociationKind,
    Framework,
    FrameworkStatus,
    ItemKind,
    LevelDescriptor,
    PrincipleTag,
    Requirement,
)
from capacita.framework.comparison import Choice, Conflict, Side, conflict_as_json, diff_frameworks, merge_frameworks
from capacita.framework.comparison.conflicts import explain_conflict
from capacita.framework.reading import children_of, find_item
from capacita.vocabulary import Refusal, TextOrigin, translated
from lib.framework_cases import identifier, item, small_framework, text_of

BASE = small_framework()
Edit = Callable[[Framework], Framework]


def edited(framework: Framework, item: str, /, **parts: Any) -> Framework:
    key = identifier(item)
    return replace(
        framework,
        items=tuple(replace(entry, **parts) if entry.id == key else entry for entry in framework.items),
    )


def without(framework: Framework, *codes: str) -> Framework:
    gone = {identifier(code) for code in codes}
    return replace(
        framework,
        items=tuple(entry for entry in framework.items if entry.id not in gone),
        descriptors=tuple(entry for entry in framework.descriptors if entry.item not in gone),
        associations=tuple(
            link for link in framework.associations if link.origin not in gone and link.destination not in gone
        ),
        roles=tuple(
            replace(role, requirements=tuple(need for need in role.requirements if need.item not in gone))
            for role in framework.roles
        ),
    )


def with_entry(framework: Framework, part: str, entry: Any) -> Framework:
    return replace(framework, **{part: (*getattr(framework, part), entry)})


def requiring(framework: Framework, code: str, level: str, importance: int = 3) -> Framework:
    (role,) = framework.roles
    need = Requirement(item=identifier(code), level=identifier(level), importance=importance)
    others = tuple(entry for entry in role.requirements if entry.item != need.item)
    return replace(framework, roles=(replace(role, requirements=(*others, need)),))


def without_low(framework: Framework) -> Framework:
    (scale,) = framework.scales
    levels = tuple(replace(level, position=place) for place, level in enumerate(scale.levels[1:], start=1))
    return replace(
        framework,
        scales=(replace(scale, levels=levels),),
        descriptors=tuple(entry for entry in framework.descriptors if entry.level != identifier("low")),
    )


def describing(framework: Framework, code: str, level: str, words: str) -> Framework:
    made = LevelDescriptor(
        id=identifier(f"{code}{level}"), item=identifier(code), level=identifier(level), text=text_of(words)
    )
    return with_entry(framework, "descriptors", made)


def linking(framework: Framework, code: str, other: str) -> Framework:
    ends = {"origin": identifier(code), "destination": identifier(other)}
    link = Association(id=identifier(f"{code}-{other}"), kind=AssociationKind.PRECEDES, **ends)
    return with_entry(framework, "associations", link)


def ordered(framework: Framework, *codes: str) -> Framework:
    for place, code in enumerate(codes, start=1):
        framework = edited(framework, code, position=place)
    return framework


def three(framework: Framework) -> Framework:
    return with_entry(framework, "items", item(ItemKind.COMPETENCY, "1.3", "1", 3, "Check"))


THREE = three(BASE)
CLASHES: list[tuple[str, Framework, Edit, Edit, tuple[str, str]]] = [
    (
        "both_changed",
        BASE,
        lambda f: edited(f, "1.2", title=text_of("Draw")),
        lambda f: edited(f, "1.2", title=text_of("Sketch")),
        ("1.2", "title"),
    ),
    (
        "changed_and_withdrawn",
        BASE,
        lambda f: edited(f, "1.2", statement=text_of("Designs.")),
        lambda f: without(f, "1.2"),
        ("1.2", "item"),
    ),
    (
        "moved_apart",
        THREE,
        lambda f: edited(f, "1.3", parent=identifier("2")),
        lambda f: edited(f, "1.3", parent=None),
        ("1.3", "parent"),
    ),
    (
        "parent_withdrawn",
        BASE,
        lambda f: edited(f, "1.2", parent=identifier("A1")),
        lambda f: without(f, "A1"),
        ("1.2", "parent"),
    ),
    (
        "cycle",
        BASE,
        lambda f: edited(f, "1.1", parent=identifier("1.2")),
        lambda f: edited(f, "1.2", parent=identifier("1.1")),
        (min("1.1", "1.2", key=identifier), "parent"),
    ),
    (
        "order",
        THREE,
        lambda f: ordered(f, "1.2", "1.3", "1.1"),
        lambda f: ordered(f, "1.1", "1.3", "1.2"),
        ("1", "order"),
    ),
    (
        "code_taken",
        THREE,
        lambda f: edited(f, "1.2", code="1.9"),
        lambda f: edited(f, "1.3", code="1.9"),
        (min("1.2", "1.3", key=identifier), "code"),
    ),
    (
        "descriptor_without_item",
        BASE,
        lambda f: describing(f, "1.2", "low", "Draws."),
        lambda f: without(f, "1.2"),
        ("1.2", f"descriptors/{identifier('low')}"),
    ),
    (
        "descriptor_without_level",
        BASE,
        lambda f: describing(f, "1.2", "low", "Draws."),
        without_low,
        ("1.2", f"descriptors/{identifier('low')}"),
    ),
    (
        "requirement_without_item",
        BASE,
        lambda f: requiring(f, "1.2", "low"),
        lambda f: without(f, "1.2"),
        ("1.2", f"requirements/{identifier('clerk')}"),
    ),
    (
        "requirement_without_level",
        BASE,
        lambda f: requiring(f, "1.1", "low"),
        without_low,
        ("1.1", f"requirements/{identifier('clerk')}"),
    ),
    (
        "link_without_end",
        BASE,
        lambda f: linking(f, "1.1", "1.2"),
        lambda f: without(f, "1.2"),
        ("1.1", f"associations/{identifier('1.1-1.2')}"),
    ),
    (
        "translation_of_changed_source",
        BASE,
        lambda f: edited(f, "1.2", title=text_of("Draw")),
        lambda f: edited(
            f, "1.2", title={**text_of("Design"), "fr": translated("Concevoir", "Design", TextOrigin.HUMAN)}
        ),
        ("1.2", "title/fr"),
    ),
    (
        "dates_reversed",
        BASE,
        lambda f: edited(f, "1.2", status_start="2026-05-01"),
        lambda f: edited(f, "1.2", status_end="2026-01-01"),
        ("1.2", "status_start"),
    ),
]
# An order that cannot be: ours puts 1.1 behind 1.2 and 1.3, which theirs has the other way round.
CLASHES[5] = (
    "order",
    ordered(THREE, "1.3", "1.2", "1.1"),
    lambda f: ordered(f, "1.3", "1.1", "1.2"),
    lambda f: ordered(f, "1.2", "1.3", "1.1"),
    ("1", "order"),
)


def clash(base: Framework, ours: Framework, theirs: Framework) -> Conflict:
    (conflict,) = merge_frameworks(base, ours, theirs).conflicts
    return conflict


@pytest.mark.parametrize(("kind", "base", "our", "their", "place"), CLASHES, ids=[entry[0] for entry in CLASHES])
def test_conflict_names_what_it_is_about_and_swaps_with_the_sides(
    kind: str, base: Framework, our: Edit, their: Edit, place: tuple[str, str]
) -> None:
    conflict = clash(base, our(base), their(base))
    assert (conflict.kind, conflict.item, conflict.field) == (kind, identifier(place[0]), place[1])
    other = clash(base, their(base), our(base))
    assert (other.id, other.base, other.ours, other.theirs) == (
        conflict.id, conflict.base, conflict.theirs, conflict.ours,
    )  # fmt: skip
    shown = conflict_as_json(conflict)
    assert list(shown) == ["id", "kind", "item", "field", "base", "ours", "theirs", "explanation"]
    assert shown["explanation"].endswith(".")
    assert "{" not in shown["explanation"]


SENTENCES = {
    "both_changed": "Both sides changed the title of 1.2 Design, each in another way.",
    "changed_and_withdrawn": "One side withdrew 1.2 Design; the other changed it.",
    "moved_apart": "Both sides moved 1.3 Check: one to 2 Data, the other to small.",
    "parent_withdrawn": "One side put 1.2 Design under A1 Curiosity, which the other withdrew.",
    "descriptor_without_item": "One side describes 1.2 Design at the level low; the other withdrew the item.",
    "descriptor_without_level": "One side describes 1.2 Design at the level low, which the other took out of the scale.",
    "requirement_without_item": "One side requires 1.2 Design of the role clerk Clerk; the other withdrew the item.",
    "requirement_without_level": (
        "One side requires 1.1 Foresee of the role clerk Clerk at the level low, which the other took out of the scale."
    ),
    "link_without_end": "One side links 1.1 Foresee with 1.2 Design; the other withdrew 1.2 Design.",
}


@pytest.mark.parametrize(("kind", "base", "our", "their", "place"), CLASHES, ids=[entry[0] for entry in CLASHES])
def test_explanation_says_what_both_sides_did_by_names_that_people_know(
    kind: str, base: Framework, our: Edit, their: Edit, place: tuple[str, str]
) -> None:
    said = explain_conflict(clash(base, our(base), their(base)))
    assert said == SENTENCES.get(kind, said)
    assert re.search(r"[0-9a-f]{8}-", said) is None


def test_explanation_of_what_both_added_and_of_a_part_that_goes() -> None:
    added = clash(BASE, describing(BASE, "1.2", "low", "Draws."), describing(BASE, "1.2", "low", "Sketches."))
    assert explain_conflict(added) == ("Both sides added this to 1.2 Design, each with other content: descriptors/low.")
    base = linking(BASE, "1.1", "1.2")
    (*others, link) = base.associations
    changed = replace(base, associations=(*others, replace(link, notes=text_of("First."))))
    part = clash(base, changed, BASE)
    assert explain_conflict(part) == (
        "One side took this away from 1.1 Foresee, the other changed it: associations/precedes 1.2 Design."
    )
    new = [with_entry(BASE, "items", item(ItemKind.COMPETENCY, "1.3", "1", 3, words)) for words in ("Check", "Test")]
    assert explain_conflict(clash(BASE, *new)) == "Both sides added 1.3 Check, each with other content."


def test_successor_of_what_the_other_withdrew_can_be_settled_in_a_framework_of_its_own() -> None:
    link = Association(
        id=identifier("after"),
        kind=AssociationKind.REPLACED_BY,
        origin=identifier("1.2"),
        destination=identifier("1.1"),
    )
    ours, theirs = with_entry(BASE, "associations", link), without(BASE, "1.2")
    conflict = clash(BASE, ours, theirs)
    assert (conflict.kind, explain_conflict(conflict)) == (
        "link_without_end",
        "One side links 1.2 Design with 1.1 Foresee; the other withdrew 1.2 Design.",
    )
    for choice, result in ((OURS, ours), (THEIRS, theirs)):
        assert merge_frameworks(BASE, ours, theirs, {conflict.id: choice}).framework == result


def test_new_item_stays_where_another_choice_keeps_what_stands_under_it() -> None:
    new = with_entry(BASE, "items", item(ItemKind.DOMAIN, "9", "A1", 1, "New"))
    ours = edited(new, "1.2", parent=identifier("9"))
    theirs = without(BASE, "A1", "1.2")
    conflicts = {conflict.kind: conflict for conflict in merge_frameworks(BASE, ours, theirs).conflicts}
    choices = {conflicts["changed_and_withdrawn"].id: OURS, conflicts["parent_withdrawn"].id: THEIRS}
    framework = merge_frameworks(BASE, ours, theirs, choices).framework
    assert framework is not None
    assert [get(framework, code) is not None for code in ("1.2", "9", "A1")] == [True, True, True]


@pytest.mark.parametrize(("kind", "base", "our", "their", "place"), CLASHES, ids=[entry[0] for entry in CLASHES])
@pytest.mark.parametrize("side", Side)
def test_every_side_can_be_chosen_and_gives_a_sound_framework(
    side: Side, kind: str, base: Framework, our: Edit, their: Edit, place: tuple[str, str]
) -> None:
    conflict = clash(base, our(base), their(base))
    result = merge_frameworks(base, our(base), their(base), {conflict.id: Choice(side=side)})
    assert result.framework is not None
    assert [entry.id for entry in result.settled] == [conflict.id]
    assert result.unused == ()


def merged(kind: str, choice: Choice) -> Framework:
    _, base, our, their, _ = next(entry for entry in CLASHES if entry[0] == kind)
    conflict = clash(base, our(base), their(base))
    framework = merge_frameworks(base, our(base), their(base), {conflict.id: choice}).framework
    assert framework is not None
    return framework


def get(framework: Framework, code: str) -> Any:
    found = [entry for entry in framework.items if entry.id == identifier(code)]
    return found[0] if found else None


OURS, THEIRS, OF_BASE = (Choice(side=side) for side in (Side.OURS, Side.THEIRS, Side.BASE))
SOURCE = {"en": {"text": "x", "origin": "source"}}


def test_choosing_a_text() -> None:
    assert get(merged("both_changed", OURS), "1.2").title == text_of("Draw")
    assert get(merged("both_changed", THEIRS), "1.2").title == text_of("Sketch")
    assert get(merged("both_changed", OF_BASE), "1.2").title == text_of("Design")
    assert get(merged("both_changed", Choice(value=SOURCE)), "1.2").title == text_of("x")


def test_choosing_whether_an_item_goes() -> None:
    assert get(merged("changed_and_withdrawn", OURS), "1.2").statement == text_of("Designs.")
    assert get(merged("changed_and_withdrawn", THEIRS), "1.2") is None
    assert get(merged("changed_and_withdrawn", OF_BASE), "1.2").statement == {}
    assert get(merged("changed_and_withdrawn", Choice(value=None)), "1.2") is None


def test_choosing_a_place() -> None:
    assert get(merged("moved_apart", OURS), "1.3").parent == identifier("2")
    assert get(merged("moved_apart", THEIRS), "1.3").parent is None
    assert get(merged("moved_apart", Choice(value=identifier("A1"))), "1.3").parent == identifier("A1")
    kept = merged("parent_withdrawn", OURS)
    assert (get(kept, "1.2").parent, get(kept, "A1") is not None) == (identifier("A1"), True)
    gone = merged("parent_withdrawn", THEIRS)
    assert (get(gone, "1.2").parent, get(gone, "A1")) == (identifier("1"), None)
    assert get(merged("parent_withdrawn", Choice(value=identifier("2"))), "1.2").parent == identifier("2")
    circle = merged("cycle", OURS)
    assert (get(circle, "1.1").parent, get(circle, "1.2").parent) == (identifier("1.2"), identifier("1"))


def test_choosing_an_order() -> None:
    def order(framework: Framework) -> list[str]:
        return [entry.code for entry in children_of(framework, find_item(framework, "1"))]

    assert order(merged("order", OURS)) == ["1.3", "1.1", "1.2"]
    assert order(merged("order", THEIRS)) == ["1.2", "1.3", "1.1"]
    listed = [identifier(code) for code in ("1.1", "1.2", "1.3")]
    assert order(merged("order", Choice(value=listed))) == ["1.1", "1.2", "1.3"]
    with pytest.raises(Refusal, match="MERGE_VALUE_FAULTY"):
        merged("order", Choice(value=listed[:2]))


def test_choosing_who_keeps_a_code() -> None:
    kept = merged("code_taken", OURS)
    assert (get(kept, "1.2").code, get(kept, "1.3").code) == ("1.9", "1.3")
    named = merged("code_taken", Choice(value="1.7"))
    assert sorted((get(named, "1.2").code, get(named, "1.3").code)) == ["1.7", "1.9"]
    with pytest.raises(Refusal, match="MERGE_VALUE_FAULTY"):
        merged("code_taken", Choice(value="1.1"))


def test_what_hangs_on_something_brings_it_back_or_goes_with_it() -> None:
    back = merged("descriptor_without_item", OURS)
    assert get(back, "1.2") == get(BASE, "1.2")
    assert [entry.text for entry in back.descriptors if entry.item == identifier("1.2")] == [text_of("Draws.")]
    gone = merged("descriptor_without_item", THEIRS)
    assert get(gone, "1.2") is None
    levels = [level.code for level in merged("requirement_without_level", OURS).scales[0].levels]
    assert levels == ["low", "middle", "high"]
    fewer = merged("requirement_without_level", THEIRS)
    assert [level.code for level in fewer.scales[0].levels] == ["middle", "high"]
    assert {need.level for need in fewer.roles[0].requirements} == {identifier("middle"), identifier("high")}
    at_high = {"item": identifier("1.1"), "level": identifier("high")}
    other = merged("requirement_without_level", Choice(value=at_high))
    assert {need.level for need in other.roles[0].requirements} == {identifier("high")}


def test_an_item_that_comes_back_brings_its_descriptions_requirements_and_links() -> None:
    ours = edited(BASE, "1.1", statement=text_of("Foresees."))
    theirs = without(BASE, "1.1")
    conflict = clash(BASE, ours, theirs)
    kept = merge_frameworks(BASE, ours, theirs, {conflict.id: OURS}).framework
    assert kept == ours
    assert merge_frameworks(BASE, ours, theirs, {conflict.id: THEIRS}).framework == theirs


def test_a_whole_branch_that_comes_back_stands_under_what_it_stood_under() -> None:
    ours = edited(BASE, "2.1", title=text_of("Read well"))
    theirs = without(BASE, "2", "2.1")
    conflict = clash(BASE, ours, theirs)
    kept = merge_frameworks(BASE, ours, theirs, {conflict.id: OURS}).framework
    assert kept is not None
    assert diff_frameworks(ours, kept) == ()


@pytest.mark.parametrize(
    ("our", "their"),
    [
        (lambda f: edited(f, "1.1", title=text_of("A")), lambda f: edited(f, "1.1", statement=text_of("B"))),
        (lambda f: edited(f, "1.2", title=text_of("A")), lambda f: without(f, "2.1")),
        (
            lambda f: edited(f, "1.1", title={**text_of("Foresee", fr="Prévoir")}),
            lambda f: edited(f, "1.1", title={**text_of("Foresee", ar="استشراف")}),
        ),
        (
            lambda f: edited(f, "1.2", principles=(PrincipleTag(principle="sdg-4", because=text_of("a")),)),
            lambda f: edited(f, "1.2", principles=(PrincipleTag(principle="sdg-5", because=text_of("b")),)),
        ),
        (lambda f: edited(f, "1.2", extensions={"a": 1}), lambda f: edited(f, "1.2", extensions={"b": 2})),
        (lambda f: edited(f, "1.2", aliases=("a",)), lambda f: edited(f, "1.2", aliases=("b",))),
        (lambda f: requiring(f, "1.1", "high", 4), lambda f: requiring(f, "1.1", "middle", 5)),
        (
            lambda f: with_entry(f, "items", item(ItemKind.COMPETENCY, "1.8", "1", 3, "Eight")),
            lambda f: with_entry(f, "items", item(ItemKind.COMPETENCY, "1.9", "1", 3, "Nine")),
        ),
    ],
    ids=["fields", "items", "languages", "tags", "extensions", "aliases", "requirement", "additions"],
)
def test_what_touches_different_things_goes_together(our: Edit, their: Edit) -> None:
    result = merge_frameworks(BASE, our(BASE), their(BASE))
    assert result.conflicts == ()
    assert result.applied >= 2
    assert result.framework is not None
    together = [diff_frameworks(side, result.framework) for side in (our(BASE), their(BASE))]
    assert all(together)
    for side, missing in ((our(BASE), together[1]), (their(BASE), together[0])):
        assert {change.target for change in diff_frameworks(BASE, side)} <= {change.target for change in missing}


def test_the_later_version_and_the_earlier_state_are_taken() -> None:
    ours = replace(BASE, version="1.9", status=FrameworkStatus.CONSULTATION)
    theirs = replace(BASE, version="1.10", status=FrameworkStatus.IMPLEMENTED)
    framework = merge_frameworks(BASE, ours, theirs).framework
    assert framework is not None
    assert (framework.version, framework.status) == ("1.10", FrameworkStatus.CONSULTATION)


def test_swaps_at_both_ends_of_a_row_are_no_conflict() -> None:
    base = three(with_entry(BASE, "items", item(ItemKind.COMPETENCY, "1.4", "1", 4, "Four")))
    ours, theirs = ordered(base, "1.2", "1.1", "1.3", "1.4"), ordered(base, "1.1", "1.2", "1.4", "1.3")
    framework = merge_frameworks(base, ours, theirs).framework
    assert framework is not None
    assert [entry.code for entry in children_of(framework, find_item(framework, "1"))] == ["1.2", "1.1", "1.4", "1.3"]


def test_a_source_that_is_still_cited_stays() -> None:
    ours = replace(edited(BASE, "1.1", source=None), sources=())
    theirs = edited(BASE, "1.2", source=next(entry.source for entry in BASE.items if entry.source))
    framework = merge_frameworks(BASE, ours, theirs).framework
    assert framework is not None
    assert [source.code for source in framework.sources] == ["report"]


def test_a_half_resolved_merge_is_taken_up_by_computing_it_again() -> None:
    ours = edited(edited(BASE, "1.2", title=text_of("A")), "2.1", title=text_of("A"))
    theirs = edited(edited(BASE, "1.2", title=text_of("B")), "2.1", title=text_of("B"))
    first, second = merge_frameworks(BASE, ours, theirs).conflicts
    half = merge_frameworks(BASE, ours, theirs, {first.id: OURS, "gone": OURS})
    assert half.framework is None
    assert half.conflicts == (second,)
    assert half.unused == ("gone",)
    whole = merge_frameworks(BASE, ours, theirs, {second.id: THEIRS, first.id: OURS}).framework
    assert whole is not None
    assert (get(whole, "1.2").title, get(whole, "2.1").title) == (text_of("A"), text_of("B"))


def test_other_frameworks_and_values_that_do_not_fit_are_refused() -> None:
    with pytest.raises(Refusal, match="MERGE_OTHER_FRAMEWORK"):
        merge_frameworks(BASE, BASE, replace(BASE, id=identifier("other")))
    for kind, value in (
        ("both_changed", 5), ("moved_apart", "nowhere"), ("changed_and_withdrawn", {"id": "x"}),
        ("parent_withdrawn", identifier("nowhere")), ("cycle", identifier("nowhere")),
    ):  # fmt: skip
        with pytest.raises(Refusal, match="MERGE_"):
            merged(kind, Choice(value=value))
