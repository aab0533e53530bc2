""" "You said, we did" of one consultation as files: the same rows in JSON and CSV, without words that may not be quoted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from capacita.sheets import write_csv
from capacita.vocabulary import plain_text, readable_json
from capacita.web.consultation.models import Consultation, Contribution

COLUMNS = ("number", "item", "verdict", "text", "suggested", "speaker", "status", "reason", "decided_on", "changes")


def list_ledger(contributions: Sequence[Contribution], language: str) -> list[dict[str, Any]]:
    """Return a row for each contribution; without consent its words and its speaker are left empty."""
    return [
        {
            "number": said.number,
            "item": said.item_code or None,
            "verdict": said.verdict,
            "text": plain_text(said.text, language) if said.may_quote else None,
            "suggested": plain_text(said.suggested, language) or None,
            "speaker": (said.speaker or None) if said.may_quote else None,
            "status": said.status,
            "reason": plain_text(said.reason, language) or None,
            "decided_on": said.decided_on.isoformat() if said.decided_on else None,
            "changes": list(said.change_ids),
        }
        for said in contributions
    ]


def write_ledger_json(
    consultation: Consultation, contributions: Sequence[Contribution], counts: Sequence[Sequence[Any]], language: str
) -> bytes:
    """Return the consultation with its ledger and with the counts that may be told."""
    programme = consultation.programme
    text = readable_json(
        {
            "consultation": str(consultation.pk),
            "title": plain_text(consultation.title, language),
            "programme": programme.code,
            "simulated": programme.simulated,
            "participants": consultation.participation.get("participants"),
            "counts": [{"by": by, "group": group, "people": people} for group, by, people in counts],
            "contributions": list_ledger(contributions, language),
        }
    )
    return text.encode("utf-8")


def write_ledger_csv(contributions: Sequence[Contribution], language: str) -> bytes:
    """Return the ledger as CSV that spreadsheet programs open as text."""
    rows = list_ledger(contributions, language)
    table = [[row[name] if name != "changes" else " ".join(row[name]) for name in COLUMNS] for row in rows]
    return write_csv([list(COLUMNS), *table])
