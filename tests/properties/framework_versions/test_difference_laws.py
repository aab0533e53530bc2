"""Laws of differences: none between a thing and itself, and what they say is all that there is to say."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from capacita.framework import Framework
from capacita.framework.comparison.differences import apply_changes, diff_frameworks
from lib.version_cases import edited, normal_form, starts


@given(starts(), st.data())
def test_applying_the_difference_gives_the_other(before: Framework, data: st.DataObject) -> None:
    before = data.draw(edited(before, 2))
    after = data.draw(edited(before))
    changes = diff_frameworks(before, after)
    assert normal_form(apply_changes(before, changes)) == normal_form(after)
    assert len({change.id for change in changes}) == len(changes)
    assert (changes == ()) == (normal_form(before) == normal_form(after))
    assert all(not change.reason for change in changes)


@given(starts(), st.data())
def test_nothing_differs_from_itself_however_its_positions_are_numbered(
    framework: Framework, data: st.DataObject
) -> None:
    assert diff_frameworks(framework, framework) == ()
    spread = tuple(replace(item, position=item.position * 10 - 7) for item in framework.items)
    assert diff_frameworks(framework, replace(framework, items=spread)) == ()
    shuffled = replace(framework, roles=framework.roles[::-1], descriptors=framework.descriptors[::-1])
    assert diff_frameworks(framework, shuffled) == ()


@given(starts(), st.data())
def test_no_item_vanishes_without_a_change_that_names_it(before: Framework, data: st.DataObject) -> None:
    after = data.draw(edited(before))
    gone = {item.id for item in before.items} - {item.id for item in after.items}
    named = {change.target for change in diff_frameworks(before, after) if change.kind in ("omit", "split", "merge")}
    assert gone <= named
