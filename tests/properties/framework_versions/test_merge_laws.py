"""Laws of merging: nothing is lost, nothing is made up, and it does not matter who is called "ours"."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from capacita.framework import Framework, validate_framework
from capacita.framework.comparison.conflicts import Choice, Conflict, Side
from capacita.framework.comparison.merging import MergeResult, merge_frameworks, merge_unchecked
from capacita.vocabulary import Refusal, has_errors
from lib.version_cases import edited, normal_form, starts


def swapped(conflict: Conflict) -> tuple[Any, ...]:
    return conflict.id, conflict.kind, conflict.item, conflict.field, conflict.base, conflict.theirs, conflict.ours


def straight(conflict: Conflict) -> tuple[Any, ...]:
    return conflict.id, conflict.kind, conflict.item, conflict.field, conflict.base, conflict.ours, conflict.theirs


@given(starts(), st.data())
def test_what_only_one_side_changed_is_taken_as_it_is(base: Framework, data: st.DataObject) -> None:
    base = data.draw(edited(base, 2))
    changed = data.draw(edited(base))
    for ours, theirs in ((base, changed), (changed, base), (changed, changed)):
        result = merge_frameworks(base, ours, theirs)
        assert result.conflicts == ()
        assert result.framework == changed


@given(starts(), st.data())
def test_swapping_the_sides_swaps_only_their_names(base: Framework, data: st.DataObject) -> None:
    ours, theirs = data.draw(edited(base)), data.draw(edited(base))
    one, other = merge_unchecked(base, ours, theirs), merge_unchecked(base, theirs, ours)
    assert sorted(map(straight, one.conflicts), key=str) == sorted(map(swapped, other.conflicts), key=str)
    assert one.applied == other.applied
    if one.framework is not None and other.framework is not None:
        assert normal_form(one.framework) == normal_form(other.framework)


def resolve_all(base: Framework, ours: Framework, theirs: Framework, choose: Any) -> MergeResult:
    choices: dict[str, Choice] = {}
    for _ in range(30):
        result = merge_unchecked(base, ours, theirs, choices)
        assert not {conflict.id for conflict in result.conflicts} & set(choices)
        if not result.conflicts:
            return result
        choices[result.conflicts[0].id] = Choice(side=choose())
    raise AssertionError("choosing leads to no end")


@given(starts(), st.data())
def test_conflicts_can_be_settled_one_by_one_and_what_comes_out_is_sound(base: Framework, data: st.DataObject) -> None:
    ours, theirs = data.draw(edited(base)), data.draw(edited(base))
    result = resolve_all(base, ours, theirs, lambda: data.draw(st.sampled_from(Side)))
    assert result.framework is not None
    errors = [finding for finding in validate_framework(result.framework) if has_errors([finding])]
    # A wording whose source went on the other side is told as a refusal, never written.
    assert {finding.code for finding in errors} <= {"TEXT_WITHOUT_SOURCE"}, errors


@given(starts(), st.data())
def test_no_item_vanishes_unless_a_side_withdrew_it(base: Framework, data: st.DataObject) -> None:
    ours, theirs = data.draw(edited(base)), data.draw(edited(base))
    result = merge_unchecked(base, ours, theirs)
    if result.framework is None:
        return
    everywhere = {item.id for item in ours.items} & {item.id for item in theirs.items}
    added = ({item.id for item in ours.items} | {item.id for item in theirs.items}) - {item.id for item in base.items}
    assert everywhere | added <= {item.id for item in result.framework.items}


@given(starts(), st.data())
def test_a_merge_without_conflicts_is_sound_or_refused(base: Framework, data: st.DataObject) -> None:
    ours, theirs = data.draw(edited(base)), data.draw(edited(base))
    try:
        result = merge_frameworks(base, ours, theirs)
    except Refusal as refusal:
        assert refusal.values["first"] == "TEXT_WITHOUT_SOURCE"  # noqa: PT017 -- most runs raise nothing
        return
    if result.framework is not None:
        assert not has_errors(validate_framework(result.framework))
