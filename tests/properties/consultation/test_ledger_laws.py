"""Whatever steps are taken, the ledger answers every point once, tells nothing early, and gives each answer a reason."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from capacita.consultation import (
    DispositionStatus,
    LedgerEntry,
    LedgerState,
    LedgerStep,
    check_entry,
    compile_answers,
    find_standing,
    list_changes_of,
    spread_over,
)
from capacita.vocabulary import Refusal, written

NAMES = "abcdef"
NAME = st.sampled_from(NAMES)
ENTRY = st.builds(
    LedgerEntry,
    contribution=NAME,
    step=st.sampled_from(LedgerStep),
    status=st.sampled_from(DispositionStatus),
    reason=st.sampled_from([{}, written("Because.")]),
    duplicate_of=st.none(),
    body=st.sampled_from(["", "Board"]),
    decided_on=st.sampled_from([None, date(2026, 5, 1)]),
    minutes=st.sampled_from(["", "B/7"]),
)
LINKS = st.lists(st.tuples(NAME, st.sampled_from("xyz")), max_size=8)


def keep_what_is_allowed(entries: list[LedgerEntry]) -> dict[str, list[LedgerEntry]]:
    """Return the logs that come of trying to add every entry."""
    logs: dict[str, list[LedgerEntry]] = {name: [] for name in NAMES}
    for entry in entries:
        log = logs[entry.contribution]
        try:
            check_entry(find_standing(log), entry)
        except Refusal:
            continue
        log.append(entry)
    return logs


@given(st.lists(ENTRY, max_size=60), LINKS)
def test_every_point_is_answered_once_or_counted(entries: list[LedgerEntry], links: list[tuple[str, str]]) -> None:
    logs = keep_what_is_allowed(entries)
    standings = {name: find_standing(log) for name, log in logs.items()}
    told = compile_answers(list(NAMES), standings, links)
    named = [answer.contribution for answer in told.answers]
    assert len(named) == len(set(named))
    assert set(named) == {name for name in NAMES if standings[name].state is LedgerState.DECIDED}
    assert told.undecided + len(named) == len(NAMES)
    assert sum(told.counts.values()) == len(named)
    for answer in told.answers:
        assert any(wording.text.strip() for wording in answer.reason.values())
        assert answer.body.strip()
        assert answer.minutes.strip()
        assert answer.status is not DispositionStatus.OPEN


@given(st.lists(ENTRY, max_size=60))
def test_what_waits_does_not_change_what_is_told(entries: list[LedgerEntry]) -> None:
    standings = {name: find_standing(log) for name, log in keep_what_is_allowed(entries).items()}
    only_decided = {name: found for name, found in standings.items() if found.state is LedgerState.DECIDED}
    assert compile_answers(list(NAMES), standings) == compile_answers(list(NAMES), only_decided)


@given(st.lists(NAME), st.sets(NAME), st.lists(ENTRY, max_size=40))
def test_a_theme_is_parted_wholly(members: list[str], excepted: set[str], entries: list[LedgerEntry]) -> None:
    standings = {name: find_standing(log) for name, log in keep_what_is_allowed(entries).items()}
    spread = spread_over(members, excepted, standings)
    parts = [*spread.reached, *spread.excepted, *spread.decided]
    assert sorted(parts) == sorted(set(members))


@given(LINKS, st.dictionaries(st.sampled_from("bcdef"), st.just("a")))
def test_joining_contributions_loses_no_change(links: list[tuple[str, str]], duplicate_of: dict[str, str]) -> None:
    apart = list_changes_of(NAMES, links, {})
    joined = list_changes_of(NAMES, links, duplicate_of)
    for name in NAMES:
        assert set(apart[name]) <= set(joined[name])
    assert {change for found in joined.values() for change in found} == {change for _said, change in links}
    assert all(joined[name] == joined["a"] for name in duplicate_of)
