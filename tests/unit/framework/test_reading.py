"""Small questions to a framework, its figures, and the principles that it serves."""

from dataclasses import replace

import pytest

from capacita.framework import (
    PRINCIPLES,
    Framework,
    Item,
    ItemKind,
    PrincipleGroup,
    PrincipleTag,
    ancestors_of,
    children_of,
    competencies_of,
    compute_principle_coverage,
    find_item,
    get_item,
    levels_of,
    list_tree,
    requirements_of,
    summarise_framework,
    view_item,
)
from capacita.vocabulary import NotFound
from lib.framework_cases import identifier, small_framework, text_of

NOWHERE = "12345678-1234-4234-8234-123456789abc"


def get(framework: Framework, code: str) -> Item:
    found = find_item(framework, code)
    assert found is not None
    return found


def codes(items: list[Item]) -> list[str]:
    return [item.code for item in items]


def test_an_item_is_found_by_code_and_by_kind() -> None:
    framework = small_framework()
    assert get(framework, "1.2").id == identifier("1.2")
    assert find_item(framework, "1", ItemKind.COMPETENCY) is None
    assert find_item(framework, "9") is None
    assert get_item(framework, identifier("A1")).code == "A1"
    with pytest.raises(NotFound, match="FRAMEWORK_NO_SUCH_ITEM"):
        get_item(framework, NOWHERE)


def test_the_tree_is_in_order_of_position_not_of_the_file() -> None:
    framework = small_framework()
    backwards = replace(framework, items=tuple(reversed(framework.items)))
    shown = [(depth, item.code) for depth, item in list_tree(backwards)]
    assert shown == [(0, "R1"), (0, "A1"), (0, "1"), (1, "1.1"), (1, "1.2"), (0, "2"), (1, "2.1")]
    assert codes(children_of(backwards, get(framework, "1"))) == ["1.1", "1.2"]
    assert codes(children_of(framework, None)) == ["1", "A1", "R1", "2"]
    assert codes(competencies_of(backwards)) == ["1.1", "1.2", "2.1"]
    assert codes(competencies_of(framework, get(framework, "1"))) == ["1.1", "1.2"]
    assert codes(competencies_of(framework, get(framework, "2"))) == ["2.1"]
    assert competencies_of(framework, get(framework, "A1")) == []


def test_a_faulty_draft_hides_no_item() -> None:
    framework = small_framework()
    moved = {"1": identifier("1.1"), "A1": NOWHERE}
    items = tuple(replace(i, parent=moved[i.code]) if i.code in moved else i for i in framework.items)
    faulty = replace(framework, items=items)
    assert sorted(item.code for _, item in list_tree(faulty)) == sorted(codes(list(framework.items)))
    assert codes(ancestors_of(faulty, get(faulty, "1.2"))) == ["1.1", "1"]


def test_an_item_is_viewed_with_its_levels_and_the_roles_that_need_it() -> None:
    framework = small_framework()
    view = view_item(framework, get(framework, "1.1"))
    described = [(entry.level.code, entry.descriptor.id if entry.descriptor else None) for entry in view.levels]
    assert described == [("low", identifier("d1")), ("middle", identifier("d2")), ("high", None)]
    needs = [(need.role.code, need.level.code, need.importance, need.status.value) for need in view.needs]
    assert needs == [("clerk", "middle", 4, "proposed")]
    assert (codes(list(view.ancestors)), view.children) == (["1"], ())
    assert requirements_of(framework, get(framework, "1.2")) == []


def test_levels_of_another_scale_are_shown_only_where_an_item_is_described_on_it() -> None:
    framework = small_framework()
    (scale,) = framework.scales
    levels = tuple(replace(level, id=identifier("x" + level.code)) for level in scale.levels)
    two = replace(framework, scales=(scale, replace(scale, id=identifier("other"), levels=levels)))
    assert len(levels_of(two, get(two, "1.1"))) == 3
    assert levels_of(two, get(two, "2.1")) == []
    assert len(levels_of(framework, get(framework, "2.1"))) == 3


def test_a_summary_counts_everything_once() -> None:
    assert summarise_framework(small_framework()).as_json() == {
        "id": small_framework().id,
        "code": "small",
        "version": "1.0",
        "languages": ["ar", "en", "fr"],
        "items": {"domain": 2, "competency": 3, "attitude": 1, "recommendation": 1},
        "associations": {"isChildOf": 4, "exactMatchOf": 1},
        "scales": [{"code": "steps", "levels": 3}],
        "roles": ["clerk"],
        "missing": {"recommendation": 1},
    }


def test_the_table_of_principles_is_closed() -> None:
    groups = [principle.group for principle in PRINCIPLES.values()]
    assert [groups.count(group) for group in PrincipleGroup] == [4, 5, 17, 4]
    assert all(principle.code == code and principle.title for code, principle in PRINCIPLES.items())


def test_coverage_counts_tags_with_a_sentence_and_names_the_gaps() -> None:
    framework = small_framework()
    bare = (PrincipleTag(principle="sdg-4"), PrincipleTag(principle="roam-rights"))
    because = (
        PrincipleTag(principle="sdg-5", because=text_of("It counts women.")),
        PrincipleTag(principle="unknown"),
        PrincipleTag(principle="sdg-5"),
    )
    tags = {"1.2": bare, "2.1": because}
    items = tuple(replace(i, principles=tags.get(i.code, i.principles)) for i in framework.items)
    coverage = compute_principle_coverage(replace(framework, items=items))
    assert [row.principle.code for row in coverage.rows] == list(PRINCIPLES)
    served = {row.principle.code: codes(list(row.items)) for row in coverage.rows if not row.is_gap}
    assert served == {"roam-rights": ["1.1"], "sdg-5": ["2.1"]}
    without = {row.principle.code: codes(list(row.without_sentence)) for row in coverage.rows if row.without_sentence}
    assert without == {"roam-rights": ["1.2"], "sdg-4": ["1.2"]}
    assert [gap.code for gap in coverage.gaps] == [code for code in PRINCIPLES if code not in served]
