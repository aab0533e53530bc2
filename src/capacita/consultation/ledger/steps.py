"""From a contribution to the decision on it, in two steps: the secretariat proposes, the deciding body decides.

The log of a contribution is only added to; where it stands is worked out from the entries, and an undo is an entry of
its own. What is proposed stays inside until it is decided. A decision names the body, the day, the minutes and the
reason. Many contributions may lead to one Change and one contribution to many Changes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from capacita.consultation.model import DispositionStatus
from capacita.vocabulary import LocalizedText, Refusal


class LedgerStep(StrEnum):
    """What an entry of the log says."""

    PROPOSED = "proposed"
    WITHDRAWN = "withdrawn"  # the proposal, by those who made it
    DECIDED = "decided"
    REOPENED = "reopened"  # the decision is undone
    NAMED = "named"  # who took a decision of before, when and where it is recorded


class LedgerState(StrEnum):
    """Where a contribution stands."""

    OPEN = "open"
    PROPOSED = "proposed"
    DECIDED = "decided"


# What may follow what; there is no decision that nobody has proposed, and none is replaced without being undone first.
LEDGER_STEPS: Final[Mapping[tuple[LedgerState, LedgerStep], LedgerState]] = {
    (LedgerState.OPEN, LedgerStep.PROPOSED): LedgerState.PROPOSED,
    (LedgerState.PROPOSED, LedgerStep.PROPOSED): LedgerState.PROPOSED,
    (LedgerState.PROPOSED, LedgerStep.WITHDRAWN): LedgerState.OPEN,
    (LedgerState.PROPOSED, LedgerStep.DECIDED): LedgerState.DECIDED,
    (LedgerState.DECIDED, LedgerStep.REOPENED): LedgerState.OPEN,
    (LedgerState.DECIDED, LedgerStep.NAMED): LedgerState.DECIDED,
}
LEADS_TO_CHANGE: Final = frozenset({DispositionStatus.ACCEPTED, DispositionStatus.PARTLY})


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One entry of the log of a contribution. ``body`` is a role or body, never a person, and empty where unknown."""

    contribution: str
    step: LedgerStep
    status: DispositionStatus = DispositionStatus.OPEN
    reason: LocalizedText = field(default_factory=dict)
    duplicate_of: str | None = None
    body: str = ""
    decided_on: date | None = None
    minutes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a contribution stands and the entry that says what is proposed or decided; None while it is open."""

    state: LedgerState
    entry: LedgerEntry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A decided contribution as the public reads it; ``changes`` are those that it led to, in the order of the links.

    A duplicate has the Changes of the contribution that it says the same as.
    """

    contribution: str
    status: DispositionStatus
    reason: LocalizedText
    body: str
    decided_on: date
    minutes: str
    duplicate_of: str | None
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """All answers in the order of the contributions, how many of each status, and how many points wait undecided."""

    answers: tuple[Answer, ...]
    counts: Mapping[DispositionStatus, int]
    undecided: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Which contributions a proposal for a whole theme reaches, and which it leaves as they are."""

    reached: tuple[str, ...]
    excepted: tuple[str, ...]
    decided: tuple[str, ...]


def find_standing(entries: Iterable[LedgerEntry]) -> Standing:
    """Return where a contribution stands after its entries, the oldest first.

    Raises Refusal where an entry cannot follow those before it.
    """
    standing = Standing(state=LedgerState.OPEN, entry=None)
    for entry in entries:
        state = _next_state(standing.state, entry)
        standing = Standing(state=state, entry=None if state is LedgerState.OPEN else entry)
    return standing


def check_entry(before: Standing, entry: LedgerEntry) -> LedgerState:
    """Return where a contribution stands once an entry is added.

    Raises Refusal where the entry cannot follow, gives no reason, decides nothing, says that a contribution is a
    duplicate without saying of which (or of itself), or decides without the body, the day or the minutes. Taking a
    proposal back or undoing a decision needs its reason too. Who took a decision is told later only where that is not
    known, and says again what was decided and why.
    """
    after = _next_state(before.state, entry)
    named = {"contribution": entry.contribution}
    if not any(wording.text.strip() for wording in entry.reason.values()):
        raise Refusal("LEDGER_REASON_MISSING", **named)
    if entry.step in (LedgerStep.WITHDRAWN, LedgerStep.REOPENED):
        return after
    if entry.status is DispositionStatus.OPEN:
        raise Refusal("LEDGER_NOTHING_DECIDED", **named)
    if (entry.status is DispositionStatus.DUPLICATE) != bool(entry.duplicate_of):
        raise Refusal("LEDGER_DUPLICATE_OF_NOTHING", **named)
    if entry.duplicate_of == entry.contribution:
        raise Refusal("LEDGER_DUPLICATE_OF_ITSELF", **named)
    if entry.step is LedgerStep.NAMED and before.entry is not None:
        same = (entry.status, entry.reason, entry.duplicate_of)
        known = before.entry.body.strip() and before.entry.minutes.strip()
        if known or same != (before.entry.status, before.entry.reason, before.entry.duplicate_of):
            raise Refusal("LEDGER_DECISION_STANDS", **named)
    if entry.step in (LedgerStep.DECIDED, LedgerStep.NAMED):
        if not entry.body.strip():
            raise Refusal("LEDGER_BODY_MISSING", **named)
        if entry.decided_on is None:
            raise Refusal("LEDGER_DAY_MISSING", **named)
        if not entry.minutes.strip():
            raise Refusal("LEDGER_MINUTES_MISSING", **named)
    return after


def spread_over(members: Sequence[str], excepted: AbstractSet[str], standings: Mapping[str, Standing]) -> Spread:
    """Return whom a disposition for a whole theme reaches: its members, less the exceptions and what is decided."""
    unique = tuple(dict.fromkeys(members))
    left = tuple(member for member in unique if member not in excepted)
    is_decided = {member for member in left if member in standings and standings[member].state is LedgerState.DECIDED}
    return Spread(
        reached=tuple(member for member in left if member not in is_decided),
        excepted=tuple(member for member in unique if member in excepted),
        decided=tuple(member for member in left if member in is_decided),
    )


def follow_duplicates(duplicate_of: Mapping[str, str]) -> dict[str, str]:
    """Return for every duplicate the contribution at the end of its chain. Raises Refusal where they run in a circle."""
    found: dict[str, str] = {}
    for contribution, said_by in duplicate_of.items():
        seen, last = {contribution}, said_by
        while last in duplicate_of:
            if last in seen:
                raise Refusal("LEDGER_DUPLICATES_IN_A_CIRCLE", contribution=contribution)
            seen.add(last)
            last = duplicate_of[last]
        if last in seen:
            raise Refusal("LEDGER_DUPLICATES_IN_A_CIRCLE", contribution=contribution)
        found[contribution] = last
    return found


def list_changes_of(
    contributions: Iterable[str], links: Iterable[tuple[str, str]], duplicate_of: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """Return the Changes of each contribution: its own and, for a duplicate, those of all that say the same.

    ``links`` are pairs of contribution and Change. They are never moved: joining contributions as duplicates gives
    each of them all the Changes, and parting them again gives back what each had.
    """
    roots = follow_duplicates(duplicate_of)
    by_root: dict[str, list[str]] = {}
    for contribution, change in links:
        by_root.setdefault(roots.get(contribution, contribution), []).append(change)
    return {name: tuple(dict.fromkeys(by_root.get(roots.get(name, name), ()))) for name in contributions}


def compile_answers(
    contributions: Sequence[str],
    standings: Mapping[str, Standing],
    links: Iterable[tuple[str, str]] = (),
) -> Answers:
    """Return what the public reads: every decided contribution once, in order, and a count of those not decided yet.

    Of what is open or only proposed nothing is told but the number.
    """
    decided = {
        name: standings[name].entry
        for name in dict.fromkeys(contributions)
        if name in standings and standings[name].state is LedgerState.DECIDED
    }
    duplicate_of = {
        name: entry.duplicate_of for name, entry in decided.items() if entry is not None and entry.duplicate_of
    }
    changes = list_changes_of(decided, links, duplicate_of)
    answers = []
    for name, entry in decided.items():
        assert entry is not None
        assert entry.decided_on is not None
        answers.append(
            Answer(
                contribution=name,
                status=entry.status,
                reason=entry.reason,
                body=entry.body,
                decided_on=entry.decided_on,
                minutes=entry.minutes,
                duplicate_of=entry.duplicate_of,
                changes=changes[name],
            )
        )
    found = Counter(answer.status for answer in answers)
    statuses = [status for status in DispositionStatus if status is not DispositionStatus.OPEN]
    return Answers(
        answers=tuple(answers),
        counts={status: found[status] for status in statuses},
        undecided=len(dict.fromkeys(contributions)) - len(answers),
    )


def _next_state(before: LedgerState, entry: LedgerEntry) -> LedgerState:
    after = LEDGER_STEPS.get((before, entry.step))
    if after is None:
        raise Refusal("LEDGER_NO_SUCH_STEP", before=before.value, step=entry.step.value)
    return after
