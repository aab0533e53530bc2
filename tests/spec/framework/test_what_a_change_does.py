"""What each kind of change does to a framework, and when it is refused."""

from dataclasses import replace
from typing import Any

import pytest

from capacita.framework import (
    FRAMEWORK_FORMAT,
    AssociationKind,
    Change,
    DerivedFrom,
    Framework,
    Item,
    apply_adaptation,
    find_item,
    framework_digest,
    meaning_digest,
    requirements_of,
    validate_framework,
)
from capacita.vocabulary import Refusal, TextOrigin, translated
from lib.framework_cases import FRAMEWORK, adaptation_of, change, identifier, small_document, small_framework, text_of

NOWHERE = "12345678-1234-4234-8234-123456789abc"


def source(text: str) -> dict[str, Any]:
    return {"en": {"text": text, "origin": "source"}}


def new_item(code: str, **parts: Any) -> Change:
    entry = {"id": identifier(code), "kind": "competency", "code": code, "parent": identifier("1"), "position": 9}
    return change("add", code, part="items", after={**entry, "title": source(code), **parts})


def applied(*changes: Change) -> Framework:
    base = small_framework()
    effective = apply_adaptation(base, adaptation_of(base, *changes))
    assert validate_framework(effective) == []
    return effective


def document_of(framework: Framework) -> dict[str, Any]:
    return FRAMEWORK_FORMAT.dump(framework)


def get(framework: Framework, code: str) -> Item:
    found = find_item(framework, code)
    assert found is not None
    return found


def codes(framework: Framework) -> list[str]:
    return [item.code for item in framework.items]


def test_no_change_changes_the_header_alone() -> None:
    base, effective = small_framework(), applied()
    assert (effective.code, effective.version, effective.status) == ("small-country", "0.1", "draft")
    assert effective.title == text_of("A small country's framework")
    assert (effective.publisher, effective.licence, effective.notice) == ("", base.licence, base.notice)
    assert effective.derived_from == DerivedFrom(id=base.id, version="1.0", digest=framework_digest(base))
    for part in ("items", "scales", "roles", "descriptors", "associations", "definitions", "sources", "extensions"):
        assert getattr(effective, part) == getattr(base, part)


def test_the_header_of_the_adaptation_wins() -> None:
    base = small_framework()
    header = {"publisher": "The country", "licence": "CC0-1.0", "notice": text_of("Ours."), "status": "implemented"}
    effective = apply_adaptation(base, adaptation_of(base, **header))
    assert {name: getattr(effective, name) for name in header} == header


def test_adopt_changes_nothing() -> None:
    assert applied(change("adopt", "1.1"), change("adopt", "steps"), change("adopt", "low")) == applied()


def test_reword_replaces_the_statement() -> None:
    effective = applied(change("reword", "1.1", after=source("Sees ahead.")))
    assert get(effective, "1.1") == replace(get(applied(), "1.1"), statement=text_of("Sees ahead."))


@pytest.mark.parametrize("target", ["1.1", "steps", "high", "clerk"])
def test_retitle_replaces_the_title_of_whatever_has_one(target: str) -> None:
    before, after = document_of(applied()), document_of(applied(change("retitle", target, after=source("New"))))
    changed = [entry for part in before if before[part] != after[part] for entry in after[part]]
    levels = [level for entry in changed for level in entry.get("levels", [])]
    assert [entry["title"] for entry in [*changed, *levels] if entry["id"] == identifier(target)] == [source("New")]


def test_describe_writes_replaces_and_removes() -> None:
    def texts(*changes: Change) -> dict[str, str]:
        return {d.level: d.text["en"].text for d in applied(*changes).descriptors if d.item == identifier("1.1")}

    low, middle, high = (identifier(code) for code in ("low", "middle", "high"))
    old = {low: "Asks what if.", middle: "Compares futures."}
    assert texts() == old
    assert texts(change("describe", "1.1", level=high, after=source("Leads."))) == {**old, high: "Leads."}
    assert texts(change("describe", "1.1", level=low, after=source("Asks."))) == {**old, low: "Asks."}
    assert texts(change("describe", "1.1", level=low, after=None)) == {middle: "Compares futures."}
    twice = [change("describe", "1.1", level=high, after=source(text)) for text in ("Leads.", "Leads others.")]
    assert texts(*twice) == {**old, high: "Leads others."}


def test_add_puts_an_entry_into_its_part() -> None:
    assert codes(applied(new_item("1.3"))) == [*codes(applied()), "1.3"]
    described = {"id": NOWHERE, "item": identifier("1.3"), "level": identifier("low"), "text": source("x")}
    effective = applied(new_item("1.3"), change("add", NOWHERE, part="descriptors", after=described))
    assert len(effective.descriptors) == 3
    with_source = applied(change("add", FRAMEWORK, part="sources", after={"code": "law", "title": "The law"}))
    assert [entry.code for entry in with_source.sources] == ["report", "law"]


def test_omit_takes_with_it_what_hangs_on_the_item() -> None:
    effective = applied(change("omit", "1.1"))
    assert codes(effective) == ["1", "1.2", "2", "2.1", "A1", "R1"]
    assert effective.descriptors == ()
    assert [link.id for link in effective.associations] == [identifier("a1")]
    assert [need.item for need in effective.roles[0].requirements] == [identifier("2.1")]


def test_omit_of_a_scale_takes_what_stands_at_its_levels() -> None:
    effective = applied(change("omit", "steps", part="scales"))
    assert (effective.scales, effective.descriptors, effective.roles[0].requirements) == ((), (), ())


def test_omit_of_a_parent_needs_its_children_omitted_or_moved() -> None:
    everything = [change("omit", code) for code in ("1", "1.1", "1.2")]
    assert codes(applied(*everything)) == ["2", "2.1", "A1", "R1"]
    moved = change("move", "1.2", after={"parent": identifier("2"), "position": 7})
    assert codes(applied(change("omit", "1"), change("omit", "1.1"), moved)) == ["1.2", "2", "2.1", "A1", "R1"]


def test_move_changes_what_it_names() -> None:
    moved = get(applied(change("move", "1.2", after={"parent": identifier("2"), "position": 3})), "1.2")
    assert (moved.parent, moved.position) == (identifier("2"), 3)
    assert get(applied(change("move", "1.2", after={"position": 3})), "1.2").parent == identifier("1")
    assert get(applied(change("move", "A1", after={"parent": identifier("1")})), "A1").position == 1
    assert get(applied(change("move", "A1", after={"parent": None, "position": 4})), "A1").parent is None


def test_split_lets_an_item_go_to_its_successors() -> None:
    into = [identifier("1.3"), identifier("1.4")]
    fresh = new_item("1.3"), new_item("1.4", position=10)
    effective = applied(*fresh, change("split", "1.1", after={"into": into}))
    assert codes(effective) == ["1", "1.2", "2", "2.1", "A1", "R1", "1.3", "1.4"]
    links = [(link.kind, link.origin, link.destination) for link in effective.associations[1:]]
    assert links == [(AssociationKind.REPLACED_BY, identifier("1.1"), successor) for successor in into]
    needs = [(need.item, need.level, need.importance) for need in effective.roles[0].requirements]
    assert needs == [
        (into[0], identifier("middle"), 4),
        (into[1], identifier("middle"), 4),
        (identifier("2.1"), identifier("high"), 3),
    ]


def test_merge_passes_on_children_and_requirements() -> None:
    effective = applied(
        change("merge", "1", after={"into": identifier("2")}), change("move", "2.1", after={"position": 9})
    )
    assert {item.code: item.parent for item in effective.items if item.parent} == dict.fromkeys(
        ("1.1", "1.2", "2.1"), identifier("2")
    )
    needs = applied(change("merge", "1.1", after={"into": identifier("2.1")})).roles[0].requirements
    assert [(need.item, need.level) for need in needs] == [(identifier("2.1"), identifier("high"))]


def test_a_replacement_told_before_is_not_told_twice() -> None:
    link = {"id": NOWHERE, "kind": "replacedBy", "origin": identifier("1.1"), "destination": identifier("2.1")}
    merged = applied(change("link", NOWHERE, after=link), change("merge", "1.1", after={"into": identifier("2.1")}))
    assert [entry.id for entry in merged.associations] == [identifier("a1"), NOWHERE]


def test_relevel_replaces_the_scale_and_drops_what_no_level_holds() -> None:
    scale = small_document()["scales"][0]
    shorter = {**scale, "levels": [{**scale["levels"][1], "position": 1}, {**scale["levels"][2], "position": 2}]}
    effective = applied(change("relevel", "steps", after=shorter))
    assert [level.code for level in effective.scales[0].levels] == ["middle", "high"]
    assert [descriptor.id for descriptor in effective.descriptors] == [identifier("d2")]


def test_require_adds_replaces_and_removes() -> None:
    def needs(*changes: Change) -> list[tuple[str, str, int]]:
        found = applied(*changes).roles[0].requirements
        return [(need.item, need.level, need.importance) for need in found]

    first, second = needs()
    new = {"item": identifier("1.2"), "level": identifier("low"), "importance": 5}
    assert needs(change("require", "clerk", after=new)) == [first, second, (new["item"], new["level"], 5)]
    higher = {"item": identifier("1.1"), "level": identifier("high"), "importance": 4}
    assert needs(change("require", "clerk", after=higher)) == [(higher["item"], higher["level"], 4), second]
    old = {"item": identifier("1.1"), "level": identifier("middle"), "importance": 4}
    assert needs(change("require", "clerk", before=old, after=None)) == [second]


def test_tag_replaces_the_principles() -> None:
    tags = [{"principle": "sdg-16", "because": source("It keeps offices open.")}]
    assert [tag.principle for tag in get(applied(change("tag", "1.1", after=tags)), "1.1").principles] == ["sdg-16"]
    assert get(applied(change("tag", "1.1", after=[])), "1.1").principles == ()


def test_translate_adds_replaces_and_removes_a_wording() -> None:
    words = translated("Planifier", "Plan", TextOrigin.HUMAN)
    after = {"text": "Planifier", "origin": "human", "of": words.of}
    added = get(applied(change("translate", "1", part="title", language="fr", after=after)), "1")
    assert added.title == {**text_of("Plan"), "fr": words}
    gone = applied(change("translate", "1.1", part="statement", language="fr", after=None))
    assert list(get(gone, "1.1").statement) == ["en"]


def test_link_and_unlink() -> None:
    link = {"id": NOWHERE, "kind": "precedes", "origin": identifier("1.1"), "destination": identifier("2.1")}
    assert [entry.id for entry in applied(change("link", "1.1", after=link)).associations][-1] == NOWHERE
    assert [entry.id for entry in applied(change("unlink", "a2")).associations] == [identifier("a1")]


def test_set_changes_one_part() -> None:
    assert get(applied(change("set", "1.2", part="code", after="1.9")), "1.9").id == identifier("1.2")
    assert applied(change("set", "clerk", part="branch", after="judiciary")).roles[0].branch == "judiciary"
    assert applied(change("set", "low", part="code", after="lowest")).scales[0].levels[0].code == "lowest"
    assert applied(change("set", FRAMEWORK, part="publisher", after="Them")).publisher == "Them"
    assert applied(change("set", FRAMEWORK, part="extensions", after=None)).extensions == {}


def test_what_the_adaptation_says_in_its_header_no_change_says_otherwise() -> None:
    base = small_framework()
    twice = adaptation_of(base, change("set", FRAMEWORK, part="licence", after="CC0-1.0"), licence="CC-BY-4.0")
    with pytest.raises(Refusal, match="ADAPTATION_PART_UNKNOWN"):
        apply_adaptation(base, twice)


SMALL = small_document()
BY_CODE = {item["code"]: item for item in SMALL["items"]}
REFUSED: list[tuple[str, Change, str]] = [
    ("no such target", change("reword", NOWHERE, after=source("x")), "ADAPTATION_TARGET_MISSING"),
    ("a target of another sort", change("reword", "clerk", after=source("x")), "ADAPTATION_TARGET_MISSING"),
    ("adopting nothing", change("adopt", NOWHERE), "ADAPTATION_TARGET_MISSING"),
    ("describing at no level", change("describe", "1.1", level=NOWHERE, after=source("x")), "ADAPTATION_TARGET_MISSING"),
    ("describing at no level at all", change("describe", "1.1", after=source("x")), "ADAPTATION_CHANGE_INCOMPLETE"),
    ("another wording before", change("reword", "1.1", before=source("Else."), after=source("x")),
     "ADAPTATION_BEFORE_DIFFERS"),
    ("another title before", change("retitle", "1.1", before=source("Else."), after=source("x")),
     "ADAPTATION_BEFORE_DIFFERS"),
    ("another descriptor before", change("describe", "1.1", level=identifier("low"), before=source("Else."), after={}),
     "ADAPTATION_BEFORE_DIFFERS"),
    ("another item before", change("omit", "1.2", before=BY_CODE["1.1"]), "ADAPTATION_BEFORE_DIFFERS"),
    ("another item adopted", change("adopt", "1.2", before=BY_CODE["1.1"]), "ADAPTATION_BEFORE_DIFFERS"),
    ("another place before", change("move", "1.2", before={"position": 5}, after={"position": 6}),
     "ADAPTATION_BEFORE_DIFFERS"),
    ("other tags before", change("tag", "1.1", before=[], after=[]), "ADAPTATION_BEFORE_DIFFERS"),
    ("another requirement before", change("require", "clerk", before={"item": identifier("1.1"),
     "level": identifier("low")}), "ADAPTATION_BEFORE_DIFFERS"),
    ("another link before", change("unlink", "a2", before=SMALL["associations"][0]), "ADAPTATION_BEFORE_DIFFERS"),
    ("another value before", change("set", "1.2", part="code", before="7", after="8"), "ADAPTATION_BEFORE_DIFFERS"),
    ("another translation before", change("translate", "1.1", part="statement", language="fr",
     before={"text": "x", "origin": "human"}, after=None), "ADAPTATION_BEFORE_DIFFERS"),
    ("a text that is none", change("reword", "1.1", after="Sees."), "ADAPTATION_CHANGE_FAULTY"),
    ("an entry that is none", change("add", "9", part="items", after={"id": identifier("9")}),
     "ADAPTATION_CHANGE_FAULTY"),
    ("a part that is none", change("add", "9", part="people", after={}), "ADAPTATION_PART_UNKNOWN"),
    ("an entry under another target", change("add", "8", part="items", after={**BY_CODE["1.2"],
     "id": identifier("9")}), "ADAPTATION_TARGET_DIFFERS"),
    ("an entry there already", change("add", "1.2", part="items", after=BY_CODE["1.2"]), "ADAPTATION_ALREADY_THERE"),
    ("a source there already", change("add", FRAMEWORK, part="sources", after=SMALL["sources"][0]),
     "ADAPTATION_ALREADY_THERE"),
    ("a link there already", change("link", "a2", after=SMALL["associations"][1]), "ADAPTATION_ALREADY_THERE"),
    ("orphans", change("omit", "1"), "ADAPTATION_ORPHANS"),
    ("moving nowhere", change("move", "1.1", after={}), "ADAPTATION_CHANGE_INCOMPLETE"),
    ("moving under nothing", change("move", "1.1", after={"parent": NOWHERE}), "ADAPTATION_TARGET_MISSING"),
    ("moving in a circle", change("move", "1", after={"parent": identifier("1.1")}), "ADAPTATION_RESULT_FAULTY"),
    ("splitting into one", change("split", "1.1", after={"into": [identifier("1.2")] * 2}), "ADAPTATION_SPLIT_TOO_SMALL"),
    ("merging into itself", change("merge", "1.1", after={"into": identifier("1.1")}), "ADAPTATION_INTO_ITSELF"),
    ("merging into nothing", change("merge", "1.1", after={"into": NOWHERE}), "ADAPTATION_TARGET_MISSING"),
    ("another scale", change("relevel", "steps", after={**SMALL["scales"][0], "id": NOWHERE}),
     "ADAPTATION_TARGET_DIFFERS"),
    ("a level still required", change("relevel", "steps", after={**SMALL["scales"][0],
     "levels": SMALL["scales"][0]["levels"][:1]}), "ADAPTATION_RESULT_FAULTY"),
    ("requiring nothing", change("require", "clerk"), "ADAPTATION_CHANGE_INCOMPLETE"),
    ("requiring at no level", change("require", "clerk", after={"item": identifier("1.2"), "level": NOWHERE}),
     "ADAPTATION_TARGET_MISSING"),
    ("an importance of nine", change("require", "clerk", after={"item": identifier("1.2"), "level": identifier("low"),
     "importance": 9}), "ADAPTATION_RESULT_FAULTY"),
    ("translating the source", change("translate", "1.1", part="title", language="en", after=None),
     "ADAPTATION_SOURCE_NOT_TRANSLATION"),
    ("a second source as a translation", change("translate", "1.1", part="title", language="fr",
     after=source("x")["en"]), "ADAPTATION_SOURCE_NOT_TRANSLATION"),
    ("translating into no language", change("translate", "1.1", part="title", after=None),
     "ADAPTATION_CHANGE_INCOMPLETE"),
    ("translating what is no text", change("translate", "1.1", part="code", language="fr", after=None),
     "ADAPTATION_PART_UNKNOWN"),
    ("translating what it has not", change("translate", "clerk", part="statement", language="fr", after=None),
     "ADAPTATION_PART_UNKNOWN"),
    ("setting what has a kind of its own", change("set", "1.1", part="title", after=source("x")),
     "ADAPTATION_PART_CLOSED"),
    ("setting what is none", change("set", "1.1", part="colour", after="red"), "ADAPTATION_PART_UNKNOWN"),
    ("setting an identifier", change("set", "1.1", part="id", after=NOWHERE), "ADAPTATION_PART_UNKNOWN"),
    ("setting the version", change("set", FRAMEWORK, part="version", after="9"), "ADAPTATION_PART_UNKNOWN"),
    ("setting nothing", change("set", "1.1", after="x"), "ADAPTATION_CHANGE_INCOMPLETE"),
    ("setting a value that is none", change("set", "1.1", part="kind", after="skill"), "ADAPTATION_CHANGE_FAULTY"),
    ("taking away what must be", change("set", "clerk", part="branch", after=None), "ADAPTATION_CHANGE_FAULTY"),
]  # fmt: skip


@pytest.mark.parametrize(("refused", "code"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_a_change_that_does_not_fit_is_refused(refused: Change, code: str) -> None:
    base = small_framework()
    with pytest.raises(Refusal) as refusal:
        apply_adaptation(base, adaptation_of(base, refused))
    assert refusal.value.code == code


def test_a_change_sees_what_earlier_ones_did() -> None:
    base = small_framework()
    with pytest.raises(Refusal) as refusal:
        apply_adaptation(base, adaptation_of(base, change("omit", "1.1"), change("reword", "1.1", after=source("x"))))
    assert (refusal.value.code, refusal.value.values["path"]) == ("ADAPTATION_TARGET_MISSING", "/changes/1")


def test_before_may_know_fewer_translations_than_there_are_now() -> None:
    before = source("Foresees what a rule will do.")
    assert get(applied(change("reword", "1.1", before=before, after=source("x"))), "1.1").statement == text_of("x")


def test_another_base_is_refused() -> None:
    base = small_framework()
    other = replace(base, id=NOWHERE)
    with pytest.raises(Refusal, match="ADAPTATION_OTHER_BASE"):
        apply_adaptation(other, adaptation_of(base))
    reworded = apply_adaptation(base, adaptation_of(base, change("reword", "1.1", after=source("x"))))
    with pytest.raises(Refusal, match="ADAPTATION_BASE_CHANGED"):
        apply_adaptation(replace(reworded, id=base.id), adaptation_of(base))


def test_a_later_translation_is_the_same_base_by_its_meaning() -> None:
    base = small_framework()
    made_from = DerivedFrom(id=base.id, version=base.version, digest=meaning_digest(base))
    later = replace(base, version="1.1", title=text_of("A small framework", fr="Petit référentiel"))
    assert framework_digest(later) != framework_digest(base)
    assert apply_adaptation(later, adaptation_of(base, base=made_from)).items == base.items
    with pytest.raises(Refusal, match="ADAPTATION_BASE_CHANGED"):
        apply_adaptation(replace(base, title=text_of("Another framework")), adaptation_of(base, base=made_from))


def test_an_unsound_base_is_refused() -> None:
    base = replace(small_framework(), version=" ")
    with pytest.raises(Refusal, match="FRAMEWORK_FAULTY"):
        apply_adaptation(base, adaptation_of(base))


def test_requirements_are_read_from_the_effective_framework() -> None:
    effective = applied(change("retitle", "clerk", after=source("Officer")))
    (need,) = requirements_of(effective, get(effective, "1.1"))
    assert (need.role.title["en"].text, need.level.code, need.importance) == ("Officer", "middle", 4)
