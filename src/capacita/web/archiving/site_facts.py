"""What the site knows of a programme and the document has no field for: it travels in ``extensions``.

Without it a restored programme would say the same words under other numbers and addresses, and without minority views.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any, Final

from capacita.web.actors import SYSTEM
from capacita.web.consultation import models as rows
from capacita.web.consultation.terms import IN_WRITING
from capacita.web.fields import write_localized
from capacita.web.synthesis.models import Divergence

SITE: Final = "capacita-site"
# Public facts of a consultation, by the name of their column.
FACTS: Final = (
    "slug", "when_words", "cancelled_words", "starts_at", "ends_at", "sequence", "output_due_on", "capacity",
)  # fmt: skip
TIMES: Final = frozenset({"starts_at", "ends_at"})
DAYS: Final = frozenset({"output_due_on"})


def describe_site(
    programme: rows.Programme, meetings: Sequence[rows.Consultation], said: Sequence[rows.Contribution]
) -> dict[str, Any]:
    """Return phases and purpose, the facts of each consultation, the number of each contribution, and divergences."""
    views = Divergence.objects.for_actor(SYSTEM).filter(programme=programme, replaced_by=None)
    return {
        "purpose": programme.purpose,
        "phases": [
            [phase.kind, phase.opens_on.isoformat(), phase.closes_on.isoformat()] for phase in programme.phases.all()
        ],
        "consultations": {
            str(meeting.pk): {
                **{name: _plain(getattr(meeting, name)) for name in FACTS},
                "in_writing": meeting.mode == IN_WRITING,
            }
            for meeting in meetings
        },
        "numbers": {str(entry.pk): entry.number for entry in said},
        "divergences": [
            {
                "kind": view.kind,
                "item": view.item_code,
                "text": write_localized(view.text),
                "consultation": str(view.consultation_id) if view.consultation_id else None,
            }
            for view in views
            if view.text
        ],
    }


def read_fact(name: str, value: Any) -> Any:
    """Return a fact of a consultation as its column holds it. Raises ValueError for what is no time or no day."""
    if value is None or name not in TIMES | DAYS:
        return value
    return time.fromisoformat(value) if name in TIMES else date.fromisoformat(value)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | time) else value
