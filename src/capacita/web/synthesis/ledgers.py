"""Between the rows of the log and the room: where contributions stand, and the answers that the public reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from capacita.consultation import (
    DispositionStatus,
    LedgerEntry,
    LedgerState,
    LedgerStep,
    Standing,
    find_standing,
    follow_duplicates,
)
from capacita.vocabulary import TextOrigin, digest, plain_text
from capacita.web.consultation.models import Contribution
from capacita.web.synthesis.models import LedgerRecord


def entry_of(row: LedgerRecord) -> LedgerEntry:
    """Return what a row says, as the room reads it."""
    return LedgerEntry(
        contribution=str(row.contribution_id),
        step=LedgerStep(row.step),
        status=DispositionStatus(row.status),
        reason=row.reason,
        duplicate_of=str(row.duplicate_of_id) if row.duplicate_of_id else None,
        body=plain_text(row.body),
        decided_on=row.decided_on,
        minutes=row.minutes,
    )


def find_standings(rows: Iterable[LedgerRecord]) -> dict[str, Standing]:
    """Return where each contribution stands that has a log."""
    logs: dict[str, list[LedgerEntry]] = defaultdict(list)
    for row in rows:
        logs[str(row.contribution_id)].append(entry_of(row))
    return {name: find_standing(log) for name, log in logs.items()}


def newest_rows(rows: Iterable[LedgerRecord]) -> dict[UUID, LedgerRecord]:
    """Return the newest row of each contribution; rows come oldest first."""
    return {row.contribution_id: row for row in rows}


def list_duplicates(standings: Mapping[str, Standing]) -> dict[str, str]:
    """Return of which contribution each is a duplicate, proposed or decided."""
    return {
        name: standing.entry.duplicate_of
        for name, standing in standings.items()
        if standing.entry is not None and standing.entry.duplicate_of
    }


def check_no_circle(standings: Mapping[str, Standing], entry: LedgerEntry) -> None:
    """Raise Refusal where a contribution would become the duplicate of its own duplicate."""
    if entry.duplicate_of and entry.status is DispositionStatus.DUPLICATE:
        follow_duplicates({**list_duplicates(standings), entry.contribution: entry.duplicate_of})


def digest_words(said: Contribution) -> str:
    """Return the digest of what was said and asked for, translations left out: it moves with the words alone."""
    wordings = [
        {tag: wording.text for tag, wording in text.items() if wording.origin is TextOrigin.SOURCE}
        for text in (said.text, said.suggested)
    ]
    return digest([*wordings, said.verdict, said.item_code])


def find_moved(rows: Iterable[LedgerRecord], contributions: Iterable[Contribution]) -> frozenset[str]:
    """Return the contributions whose words changed since what stands was proposed of them."""
    newest = newest_rows(rows)
    return frozenset(str(said.pk) for said in contributions if said.pk in newest and has_moved(newest[said.pk], said))


def has_moved(row: LedgerRecord | None, said: Contribution) -> bool:
    """Tell whether the words changed since the proposal that is the newest entry of a contribution."""
    if row is None or row.step != LedgerStep.PROPOSED.value or not row.words:
        return False
    return row.words != digest_words(said)


def names_body(row: LedgerRecord) -> bool:
    """Tell whether an entry says who decided: the decision itself, or what was told of it later."""
    return row.step in (LedgerStep.DECIDED.value, LedgerStep.NAMED.value)


def is_decided(standing: Standing | None) -> bool:
    """Tell whether a contribution is decided."""
    return standing is not None and standing.state is LedgerState.DECIDED
