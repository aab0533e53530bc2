"""From the parts of a programme document to the rows that people work with, under the identifiers that they have."""

from collections.abc import Mapping
from typing import Any

from capacita.consultation import Consultation, Contribution, Disposition, DispositionStatus, Programme
from capacita.consultation.model import QuoteConsent
from capacita.vocabulary import LocalizedText, written
from capacita.web.accounts.models import Organisation
from capacita.web.consultation import models as rows
from capacita.web.framework.models import FrameworkVersion


def keep_heading(
    organisation: Organisation, document: Programme, version: FrameworkVersion, facts: Mapping[str, Any]
) -> rows.Programme:
    """Write a programme without what was said in it; ``facts`` as below."""
    row: rows.Programme = rows.Programme.objects.create(
        id=document.id,
        organisation=organisation,
        published=True,
        code=document.code,
        title=document.title,
        summary=document.text,
        country=document.country or "",
        simulated=document.fictional,
        framework_version=version,
        opens_on=document.opens,
        closes_on=document.closes,
        language=document.language,
        **facts,
    )
    return row


def keep_consultation(
    programme: rows.Programme,
    meeting: Consultation,
    request: rows.ConsultationRequest | None,
    facts: Mapping[str, Any],
) -> rows.Consultation:
    """Write a consultation; ``facts`` are columns that are known better than from the document."""
    columns = {
        "id": meeting.id,
        "organisation_id": programme.organisation_id,
        "published": True,
        "programme": programme,
        "request": request,
        "slug": f"{programme.code}-{meeting.id[:8]}",
        "title": meeting.title,
        "starts_on": meeting.when.start,
        "ends_on": meeting.when.end,
        "precision": meeting.when.precision.value,
        "tentative": meeting.when.tentative,
        "expected": meeting.when.expected or "",
        "group": meeting.group.value if meeting.group else "",
        "place": meeting.place,
        "audience": meeting.audience,
        "mode": meeting.mode.value if meeting.mode else "",
        "language": meeting.language or "",
        "how_to_join": meeting.how_to_join,
        "time_words": meeting.time,
        "time_zone": meeting.time_zone,
        "status": meeting.status.value,
    }
    row: rows.Consultation = rows.Consultation.objects.create(**{**columns, **facts})
    return row


def keep_contribution(
    meeting: rows.Consultation,
    said: Contribution,
    decision: Disposition | None,
    *,
    number: int,
    item_codes: Mapping[str, str],
) -> rows.Contribution:
    """Write a contribution with what became of it; the ledger's entry is for the caller to write."""
    is_decided = decision is not None and decision.status is not DispositionStatus.OPEN
    row: rows.Contribution = rows.Contribution.objects.create(
        id=said.id,
        organisation_id=meeting.organisation_id,
        published=True,
        consultation=meeting,
        number=number,
        item_id=said.item,
        item_code=item_codes.get(said.item or "", ""),
        verdict=said.verdict.value,
        text=write_words(said.text, said.language),
        suggested=write_words(said.suggestion, said.language),
        speaker=said.speaker.value if said.speaker else "",
        may_quote=said.quote is not QuoteConsent.NO,
        status=decision.status.value if decision else DispositionStatus.OPEN.value,
        reason=decision.reason if decision else {},
        decision_id=decision.id if decision and is_decided else None,
        decided_on=decision.decided_on if decision else None,
        change_ids=list(decision.changes) if decision else [],
    )
    return row


def write_words(text: str, language: str) -> LocalizedText:
    """Return words in their language, nothing for no words."""
    return written(text, language) if text else {}
