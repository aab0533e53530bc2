"""Laws of taking in edited sheets, whatever was edited and whatever has changed meanwhile."""

from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from capacita.framework import Framework
from capacita.framework.comparison.conflicts import Side
from capacita.framework.exchange.csv_table import list_tables
from capacita.framework.exchange.edited_sheet import EditedSheet
from capacita.framework.exchange.sheet_intake import SheetIntake, lay_sheet_over, take_in_sheet
from capacita.sheets import ReadTable
from capacita.vocabulary import Refusal, has_errors
from lib.version_cases import edited, normal_form, starts

SIDES = st.sampled_from([Side.OURS, Side.THEIRS])


@st.composite
def framework_changed_twice(draw: st.DrawFn) -> tuple[Framework, Framework, Framework]:
    """Return the state that a sheet was made of, the framework now, and what somebody made of the first in the sheet."""
    made_of = draw(starts())
    return made_of, draw(edited(made_of)), draw(edited(made_of))


def sheet_of(framework: Framework) -> EditedSheet:
    """Return the workbook of a framework as it is read back."""
    tables = (
        ReadTable(name=table.name, rows=(table.columns, *(tuple(map(str, row)) for row in table.rows)))
        for table in list_tables(framework)
    )
    return EditedSheet(tables=tuple(tables))


def take_in(now: Framework, made_of: Framework, sheet: EditedSheet, **more: Any) -> SheetIntake:
    """Return what a sheet comes to; what holds no water, or cannot be brought together at all, is no case of these laws."""
    omit = bool(more.pop("omit_missing", False))
    try:
        found = take_in_sheet(now, made_of, lambda state: lay_sheet_over(state, sheet, omit_missing=omit), **more)
    except Refusal:
        assume(False)
    assume(not has_errors(found.findings))
    return found


@settings(max_examples=60, deadline=None)
@given(framework_changed_twice(), SIDES)
def test_sheet_that_nobody_edited_changes_nothing(states: tuple[Framework, Framework, Framework], prefer: Side) -> None:
    made_of, now, _ = states
    found = take_in(now, made_of, sheet_of(made_of), omit_missing=True, prefer=prefer)
    assert (found.changes, found.conflicts) == ((), ())


@settings(max_examples=60, deadline=None)
@given(framework_changed_twice(), SIDES, st.booleans())
def test_taking_a_sheet_in_twice_is_taking_it_in_once(
    states: tuple[Framework, Framework, Framework], prefer: Side, omit: bool
) -> None:
    made_of, now, wanted = states
    sheet = sheet_of(wanted)
    once = take_in(now, made_of, sheet, omit_missing=omit, prefer=prefer).framework
    twice = take_in(once, made_of, sheet, omit_missing=omit, prefer=prefer)
    assert twice.changes == ()
    assert normal_form(twice.framework) == normal_form(once)


@settings(max_examples=60, deadline=None)
@given(framework_changed_twice())
def test_what_was_not_edited_in_the_sheet_stays_as_it_is_now(
    states: tuple[Framework, Framework, Framework],
) -> None:
    made_of, now, wanted = states
    found = take_in(now, made_of, sheet_of(wanted))
    edited_in_sheet = {entry.id for entry in wanted.items} - {
        entry.id for entry in made_of.items if entry in wanted.items
    }
    held = {entry.id: entry.title for entry in found.framework.items}
    for item in now.items:
        if item.id not in edited_in_sheet and item.id in held:
            assert held[item.id] == item.title
