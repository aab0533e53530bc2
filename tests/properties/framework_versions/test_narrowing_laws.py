"""Laws of narrowing: what is told of a few items, with what hangs on these alone, is what is told of the whole."""

from dataclasses import replace
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from capacita.framework import Adaptation, DerivedFrom, Framework, FrameworkStatus, apply_adaptation, framework_digest
from capacita.framework.comparison import RebaseResult, compare_effect, diff_frameworks, rebase_adaptation
from capacita.framework.narrowing import list_named, narrow_framework
from capacita.vocabulary import Refusal, written
from lib.version_cases import edited, name, normal_form, starts


def list_apart(one: Framework, other: Framework) -> frozenset[str]:
    """Return what is not the same in two frameworks, found by looking at everything; of a descriptor its item too."""
    sides = [
        {entry.id: entry for entry in (*side.items, *side.descriptors, *side.associations)} for side in (one, other)
    ]
    apart = {key for key in {*sides[0], *sides[1]} if sides[0].get(key) != sides[1].get(key)}
    described = {entry.item for side in (one, other) for entry in side.descriptors if entry.id in apart}
    return frozenset(apart | described)


def adaptation_of(base: Framework, wanted: Framework) -> Adaptation:
    owner = name("adaptation")
    kept = ("code", "title", "language", "version", "status", "publisher", "licence", "notice", "sources", "extensions")
    wanted = replace(wanted, **{part: getattr(base, part) for part in (*kept, "rubrics", "derived_from")})
    return Adaptation(
        id=owner,
        code="ours",
        title=written("Ours"),
        language="en",
        version="1",
        status=FrameworkStatus.DRAFT,
        base=DerivedFrom(id=base.id, version=base.version, digest=framework_digest(base)),
        changes=diff_frameworks(base, wanted, owner=owner),
    )


def told(result: RebaseResult) -> list[Any]:
    changes = result.adaptation.changes if result.adaptation else ()
    parts = (changes, result.conflicts, result.settled, result.brought, result.dropped, result.unreasoned)
    return [sorted(map(str, part)) for part in parts]


@given(starts(), st.data())
def test_changes_do_to_what_they_name_what_they_do_to_the_whole(base: Framework, data: st.DataObject) -> None:
    adaptation = adaptation_of(base, data.draw(edited(base)))
    looked_at = [item.id for item in base.items if data.draw(st.booleans())]
    named = frozenset([*list_named(adaptation.changes), *looked_at])
    whole = apply_adaptation(base, adaptation)
    narrowed = apply_adaptation(narrow_framework(base, named), adaptation, digest_of_base=framework_digest(base))
    assert normal_form(narrowed) == normal_form(narrow_framework(whole, named))


@given(starts(), st.data())
def test_the_effect_of_what_differs_is_the_effect_of_the_whole(before: Framework, data: st.DataObject) -> None:
    after = data.draw(edited(before))
    assume(before.scales == after.scales)
    apart = list_apart(before, after)
    sides = narrow_framework(before, apart), narrow_framework(after, apart)
    found, expected = (
        compare_effect(*sides, [], diff_frameworks(*sides)),
        compare_effect(before, after, [], diff_frameworks(before, after)),
    )
    assert sorted(map(str, found.stale)) == sorted(map(str, expected.stale))


@given(starts(), st.data())
def test_an_adaptation_goes_to_a_new_base_as_if_all_of_both_were_looked_at(
    base: Framework, data: st.DataObject
) -> None:
    theirs = data.draw(edited(base))
    assume(base.scales == theirs.scales)
    ours = adaptation_of(base, data.draw(edited(base)))
    digests = framework_digest(base), framework_digest(theirs)
    named = list_apart(base, theirs).union(list_named(ours.changes))
    try:
        expected = told(rebase_adaptation(ours, base, theirs, digests=digests))
    except Refusal as refusal:
        expected = [refusal.code]
    sides = narrow_framework(base, named), narrow_framework(theirs, named)
    try:
        found = told(rebase_adaptation(ours, *sides, digests=digests))
    except Refusal as refusal:
        found = [refusal.code]
    assert found == expected
