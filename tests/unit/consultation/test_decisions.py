"""The two steps to a decision: every step from every state, what an entry must say, themes, duplicates."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from capacita.consultation import (
    LEDGER_STEPS,
    DispositionStatus,
    LedgerEntry,
    LedgerState,
    LedgerStep,
    Standing,
    check_entry,
    compile_answers,
    find_standing,
    follow_duplicates,
    list_changes_of,
    spread_over,
)
from capacita.vocabulary import Refusal, written

WHY = written("Most asked for it.")
PROPOSED = LedgerEntry(contribution="a", step=LedgerStep.PROPOSED, status=DispositionStatus.ACCEPTED, reason=WHY)
DECIDED = LedgerEntry(
    contribution="a",
    step=LedgerStep.DECIDED,
    status=DispositionStatus.ACCEPTED,
    reason=WHY,
    body="Steering group",
    decided_on=date(2026, 5, 12),
    minutes="SG/2026/3, item 4",
)
REOPENED = LedgerEntry(contribution="a", step=LedgerStep.REOPENED, reason=WHY)
WITHDRAWN = LedgerEntry(contribution="a", step=LedgerStep.WITHDRAWN, reason=WHY)
NAMED = replace(DECIDED, step=LedgerStep.NAMED)
ENTRIES = {entry.step: entry for entry in (PROPOSED, DECIDED, REOPENED, WITHDRAWN, NAMED)}
MAY_FOLLOW = {
    LedgerState.OPEN: {LedgerStep.PROPOSED: LedgerState.PROPOSED},
    LedgerState.PROPOSED: {
        LedgerStep.PROPOSED: LedgerState.PROPOSED,
        LedgerStep.WITHDRAWN: LedgerState.OPEN,
        LedgerStep.DECIDED: LedgerState.DECIDED,
    },
    LedgerState.DECIDED: {LedgerStep.REOPENED: LedgerState.OPEN, LedgerStep.NAMED: LedgerState.DECIDED},
}


@pytest.mark.parametrize(("state", "step"), list(product(LedgerState, LedgerStep)))
def test_step_is_taken_only_where_the_table_has_it(state: LedgerState, step: LedgerStep):
    before, after = Standing(state=state, entry=None), MAY_FOLLOW[state].get(step)
    assert LEDGER_STEPS.get((state, step)) is after
    if after is None:
        with pytest.raises(Refusal, match="LEDGER_NO_SUCH_STEP"):
            check_entry(before, ENTRIES[step])
    else:
        assert check_entry(before, ENTRIES[step]) is after


@pytest.mark.parametrize("step", LedgerStep)
def test_entry_without_reason_is_refused(step: LedgerStep):
    (before,) = [state for state in LedgerState if step in MAY_FOLLOW[state]][:1]
    for reason in ({}, written("  ")):
        with pytest.raises(Refusal, match="LEDGER_REASON_MISSING"):
            check_entry(Standing(state=before, entry=None), replace(ENTRIES[step], reason=reason))


@pytest.mark.parametrize(
    ("step", "instead", "code"),
    [
        (LedgerStep.PROPOSED, {"status": DispositionStatus.OPEN}, "LEDGER_NOTHING_DECIDED"),
        (LedgerStep.PROPOSED, {"status": DispositionStatus.DUPLICATE}, "LEDGER_DUPLICATE_OF_NOTHING"),
        (LedgerStep.PROPOSED, {"duplicate_of": "b"}, "LEDGER_DUPLICATE_OF_NOTHING"),
        (
            LedgerStep.PROPOSED,
            {"status": DispositionStatus.DUPLICATE, "duplicate_of": "a"},
            "LEDGER_DUPLICATE_OF_ITSELF",
        ),
        (LedgerStep.DECIDED, {"body": " "}, "LEDGER_BODY_MISSING"),
        (LedgerStep.DECIDED, {"decided_on": None}, "LEDGER_DAY_MISSING"),
        (LedgerStep.DECIDED, {"minutes": ""}, "LEDGER_MINUTES_MISSING"),
    ],
)
def test_entry_that_explains_nothing_is_refused(step: LedgerStep, instead: dict, code: str):
    before = LedgerState.OPEN if step is LedgerStep.PROPOSED else LedgerState.PROPOSED
    with pytest.raises(Refusal, match=code):
        check_entry(Standing(state=before, entry=None), replace(ENTRIES[step], **instead))


@pytest.mark.parametrize("status", [status for status in DispositionStatus if status is not DispositionStatus.OPEN])
def test_every_disposition_can_be_proposed_and_decided(status: DispositionStatus):
    other = "b" if status is DispositionStatus.DUPLICATE else None
    entries = [replace(entry, status=status, duplicate_of=other) for entry in (PROPOSED, DECIDED)]
    assert check_entry(find_standing([]), entries[0]) is LedgerState.PROPOSED
    assert check_entry(find_standing(entries[:1]), entries[1]) is LedgerState.DECIDED
    assert find_standing(entries) == Standing(state=LedgerState.DECIDED, entry=entries[1])


def test_who_decided_is_told_later_only_where_it_is_unknown_and_changes_nothing_else():
    unknown = [PROPOSED, replace(DECIDED, body="", minutes="")]
    assert check_entry(find_standing(unknown), NAMED) is LedgerState.DECIDED
    assert find_standing([*unknown, NAMED]) == Standing(state=LedgerState.DECIDED, entry=NAMED)
    for before, entry in (
        ([PROPOSED, DECIDED], NAMED),
        (unknown, replace(NAMED, status=DispositionStatus.DECLINED)),
        (unknown, replace(NAMED, reason=written("Another."))),
    ):
        with pytest.raises(Refusal, match="LEDGER_DECISION_STANDS"):
            check_entry(find_standing(before), entry)
    with pytest.raises(Refusal, match="LEDGER_BODY_MISSING"):
        check_entry(find_standing(unknown), replace(NAMED, body=" "))


def test_undo_is_an_entry_and_opens_again():
    assert find_standing([PROPOSED, DECIDED, REOPENED]) == Standing(state=LedgerState.OPEN, entry=None)
    declined = replace(DECIDED, status=DispositionStatus.DECLINED)
    assert find_standing([PROPOSED, DECIDED, REOPENED, PROPOSED, declined]).entry == declined


def test_proposal_and_open_point_are_only_counted():
    standings = {name: find_standing(entries) for name, entries in {"a": [PROPOSED, DECIDED], "b": [PROPOSED]}.items()}
    told = compile_answers(["c", "b", "a"], standings, [("a", "x"), ("b", "y")])
    assert [(answer.contribution, answer.changes) for answer in told.answers] == [("a", ("x",))]
    assert told.undecided == 2
    assert told.counts[DispositionStatus.ACCEPTED] == 1
    assert told.counts[DispositionStatus.DECLINED] == 0


def test_theme_reaches_its_members_less_exceptions_and_decided_ones():
    standings = {"a": find_standing([PROPOSED, DECIDED]), "b": find_standing([PROPOSED])}
    spread = spread_over(["a", "b", "c", "d", "b"], {"d", "z"}, standings)
    assert (spread.reached, spread.excepted, spread.decided) == (("b", "c"), ("d",), ("a",))


def test_duplicates_share_their_changes_and_get_them_back_when_parted():
    links = [("a", "x"), ("b", "y"), ("c", "x")]
    joined = list_changes_of(["a", "b", "c"], links, {"b": "a", "c": "b"})
    assert joined == {"a": ("x", "y"), "b": ("x", "y"), "c": ("x", "y")}
    assert list_changes_of(["a", "b", "c"], links, {}) == {"a": ("x",), "b": ("y",), "c": ("x",)}


@pytest.mark.parametrize("circle", [{"a": "b", "b": "a"}, {"a": "b", "b": "c", "c": "b"}])
def test_duplicates_in_a_circle_are_refused(circle: dict[str, str]):
    with pytest.raises(Refusal, match="LEDGER_DUPLICATES_IN_A_CIRCLE"):
        follow_duplicates(circle)
