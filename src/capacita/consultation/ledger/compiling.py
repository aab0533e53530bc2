"""The ledger: what was said, what was decided and why, and what changed in the text because of it.

"You said, we did" is this table. Declined contributions stay in it with their reasons, and what nobody has decided yet
is shown as open.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from capacita.consultation.model import (
    Consultation,
    Contribution,
    Disposition,
    DispositionStatus,
    Programme,
    QuoteConsent,
)
from capacita.vocabulary import (
    LocalizedText,
    Provenance,
    Refusal,
    TrailKind,
    derive_identifier,
    plain_text,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One contribution with the consultation that it was made in and the decision on it, if there is one."""

    contribution: Contribution
    consultation: Consultation | None
    disposition: Disposition | None

    @property
    def status(self) -> DispositionStatus:
        """What was decided; open where nothing was."""
        return self.disposition.status if self.disposition else DispositionStatus.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The rows in the order of the contributions, and how many there are of each status."""

    rows: tuple[LedgerRow, ...]
    counts: Mapping[DispositionStatus, int]


def dispose(
    contribution: Contribution,
    status: DispositionStatus,
    *,
    reason: LocalizedText,
    decided_on: date,
    decided_by: str,
    changes: Sequence[str] = (),
    duplicate_of: str | None = None,
    minutes: str = "",
) -> Disposition:
    """Return the decision on a contribution. ``decided_by`` is a role or body, never a person.

    Raises Refusal when the status decides nothing, when a reason or the deciding body is missing, when a contribution
    that was accepted, wholly or partly, leads to no Change, when one that was declined or is out of scope leads to
    any, or when a duplicate does not say of which contribution.
    """
    if status is DispositionStatus.OPEN:
        raise Refusal("LEDGER_NOTHING_DECIDED", contribution=contribution.id)
    if not any(wording.text.strip() for wording in reason.values()):
        raise Refusal("LEDGER_REASON_MISSING", contribution=contribution.id)
    if not decided_by.strip():
        raise Refusal("LEDGER_BODY_MISSING", contribution=contribution.id)
    if status in (DispositionStatus.ACCEPTED, DispositionStatus.PARTLY) and not changes:
        raise Refusal("LEDGER_CHANGE_MISSING", contribution=contribution.id)
    if status in (DispositionStatus.DECLINED, DispositionStatus.OUT_OF_SCOPE) and changes:
        raise Refusal("LEDGER_CHANGE_UNWANTED", contribution=contribution.id, changes=", ".join(changes))
    if (status is DispositionStatus.DUPLICATE) != bool(duplicate_of):
        raise Refusal("LEDGER_DUPLICATE_OF_NOTHING", contribution=contribution.id)
    return Disposition(
        id=derive_disposition_id(contribution.id),
        contribution=contribution.id,
        status=status,
        reason=reason,
        decided_on=decided_on,
        decided_by=decided_by,
        changes=tuple(dict.fromkeys(changes)),
        duplicate_of=duplicate_of,
        minutes=minutes,
    )


def derive_disposition_id(contribution: str) -> str:
    """Return the identifier of the decision on a contribution: there is one, whatever it says in the end."""
    return derive_identifier(contribution, "decision")


def compile_ledger(programme: Programme) -> Ledger:
    """Return "you said, we did" for a programme; every contribution is in it exactly once."""
    consultations = {consultation.id: consultation for consultation in programme.consultations}
    dispositions = {disposition.contribution: disposition for disposition in programme.dispositions}
    rows = tuple(
        LedgerRow(
            contribution=contribution,
            consultation=consultations.get(contribution.consultation),
            disposition=dispositions.get(contribution.id),
        )
        for contribution in programme.contributions
    )
    found = Counter(row.status for row in rows)
    return Ledger(rows=rows, counts={status: found[status] for status in DispositionStatus})


def describe_ledger(ledger: Ledger, item_codes: Mapping[str, str], language: str = "en") -> dict[str, Any]:
    """Return the ledger as a JSON value for the public: the words stand in it only where they may be quoted.

    ``item_codes`` gives the code of an item by its identifier. Without consent ``text`` is null and the point is
    told by its verdict, its suggested wording and the reason of the decision.
    """
    rows = []
    for row in ledger.rows:
        said, decided = row.contribution, row.disposition
        may_quote = said.quote is not QuoteConsent.NO
        by_type = said.quote is QuoteConsent.STAKEHOLDER_TYPE
        rows.append(
            {
                "contribution": said.id,
                "consultation": plain_text(row.consultation.title, language) if row.consultation else None,
                "item": item_codes.get(said.item, said.item) if said.item else None,
                "part": said.part.value,
                "verdict": said.verdict.value,
                "text": said.text if may_quote else None,
                "suggestion": said.suggestion or None,
                "language": said.language,
                "speaker": said.speaker.value if said.speaker and by_type else None,
                "status": row.status.value,
                "reason": plain_text(decided.reason, language) or None if decided else None,
                "decided_on": decided.decided_on.isoformat() if decided and decided.decided_on else None,
                "decided_by": decided.decided_by or None if decided else None,
                "minutes": decided.minutes or None if decided else None,
                "duplicate_of": decided.duplicate_of if decided else None,
                "changes": list(decided.changes) if decided else [],
            }
        )
    return {"rows": rows, "counts": {status.value: count for status, count in ledger.counts.items()}}


def trail_of_programme(programme: Programme, item_codes: Mapping[str, str], language: str = "en") -> list[Provenance]:
    """Return the stops of a programme: consultations, the contributions made in them, the decisions on those."""
    stops = [
        Provenance(id=meeting.id, kind=TrailKind.CONSULTATION, label=plain_text(meeting.title, language))
        for meeting in programme.consultations
    ]
    stops.extend(
        Provenance(
            id=said.id,
            kind=TrailKind.CONTRIBUTION,
            label=_label(said, item_codes),
            made_from=(said.consultation,),
        )
        for said in programme.contributions
    )
    stops.extend(
        Provenance(
            id=decided.id,
            kind=TrailKind.DECISION,
            label=f"{decided.status.value}: {plain_text(decided.reason, language)}".rstrip(": "),
            made_from=(decided.contribution,),
        )
        for decided in _decided(programme.dispositions)
    )
    return stops


def _decided(dispositions: Iterable[Disposition]) -> list[Disposition]:
    return [disposition for disposition in dispositions if disposition.status is not DispositionStatus.OPEN]


def _label(said: Contribution, item_codes: Mapping[str, str]) -> str:
    """Return what may stand in public for a contribution: its words with consent, else what it asks for."""
    about = item_codes.get(said.item, said.item) if said.item else "the whole"
    if said.quote is QuoteConsent.NO:
        return f"{said.verdict.value} {about}"
    return f"{said.verdict.value} {about}: {said.text}"
