"""Remarks on texts: questions and hints among those who work on a translation. They are never published."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from capacita.vocabulary import NotFound
from capacita.web.actors import Actor
from capacita.web.audit.services import audited
from capacita.web.translating.models import Translation, TranslationRemark, TranslationSeat
from capacita.web.translating.queries import Desk
from capacita.web.translating.work import TranslationWork


@audited("translation.remark-made")
def add_remark(actor: Actor, *, work: TranslationWork, seat: TranslationSeat, key: str, text: str) -> TranslationRemark:
    """Keep a remark on a text; the same one sent twice is kept once. Raises NotFound where the text is gone."""
    if work.find(key) is None:
        raise NotFound("TRANSLATION_TEXT_UNKNOWN")
    made: TranslationRemark
    made, _created = TranslationRemark.objects.get_or_create(
        organisation=work.translation.organisation,
        translation=work.translation,
        key=key,
        text=text.strip(),
        seat=seat,
        settled_at=None,
        defaults={"author_name": seat.name},
    )
    return made


@audited("translation.remark-settled")
def settle_remark(
    actor: Actor, *, translation: Translation, seat: TranslationSeat, remark_id: UUID, moment: datetime | None
) -> TranslationRemark:
    """Put a remark aside as settled, or open it again where no moment is given. Its words stay."""
    found: TranslationRemark | None = TranslationRemark.objects.filter(pk=remark_id, translation=translation).first()
    if found is None:
        raise NotFound("TRANSLATION_REMARK_UNKNOWN")
    found.settled_at, found.settled_by = moment, seat.name if moment else ""
    found.save(update_fields=["settled_at", "settled_by"])
    return found


def present_remarks(desk: Desk, key: str) -> list[dict[str, Any]]:
    """Return the remarks on a text, open ones first, the oldest first."""
    rows = desk.work.remarks.filter(key=key)
    return [
        {
            "id": row.pk,
            "text": row.text,
            "author": row.author_name,
            "made_at": row.made_at,
            "settled_at": row.settled_at,
            "settled_by": row.settled_by,
        }
        for row in sorted(rows, key=lambda row: row.settled_at is not None)
    ]
