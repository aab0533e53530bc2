"""The rows of a programme as its document, without contact details; and the log of its states."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from capacita.consultation import (
    ActorKind,
    Consultation,
    ConsultationGroup,
    Contribution,
    DatePrecision,
    Disposition,
    DispositionStatus,
    ItemPart,
    Programme,
    QuoteConsent,
    Request,
    ScheduledDate,
    SessionMode,
    SessionStatus,
    StakeholderType,
    Verdict,
    WorkshopOutput,
    derive_disposition_id,
)
from capacita.consultation.archive.programme import StateEntry
from capacita.framework import DerivedFrom
from capacita.vocabulary import LocalizedText, Refusal, TextOrigin, derive_identifier, plain_text, written
from capacita.web.actors import SYSTEM
from capacita.web.archiving.site_facts import SITE, describe_site
from capacita.web.consultation import models as rows
from capacita.web.outputs.models import Arrival, ContributionSource
from capacita.web.outputs.reading import output_of
from capacita.web.synthesis.ledgers import names_body
from capacita.web.synthesis.models import LedgerRecord


def document_of(programme: rows.Programme) -> Programme:
    """Return a programme as a document. Raises Refusal for one that is about no version of a framework."""
    version = programme.framework_version
    if version is None or programme.opens_on is None:
        raise Refusal("ARCHIVE_WITHOUT_FRAMEWORK")
    meetings = list(rows.Consultation.objects.for_actor(SYSTEM).filter(programme=programme))
    asked = list(rows.ConsultationRequest.objects.for_actor(SYSTEM).filter(programme=programme).order_by("asked_at"))
    said = list(rows.Contribution.objects.for_actor(SYSTEM).filter(rows.told(), consultation__programme=programme))
    sources = {
        source.contribution_id: source
        for source in ContributionSource.objects.for_actor(SYSTEM).filter(contribution__in=said)
    }
    return Programme(
        id=str(programme.pk),
        code=programme.code,
        title=programme.title,
        language=programme.language,
        framework=DerivedFrom(id=str(version.framework_id), version=version.version, digest=version.digest),
        opens=programme.opens_on,
        closes=programme.closes_on,
        country=programme.country or None,
        fictional=programme.simulated,
        publisher=plain_text(programme.organisation.name, programme.language),
        text=programme.summary,
        requests=tuple(_request(row) for row in asked),
        consultations=tuple(_consultation(row) for row in meetings),
        outputs=tuple(_outputs(meetings)),
        contributions=tuple(_contribution(row, sources.get(row.pk)) for row in said),
        dispositions=tuple(_dispositions(programme, said)),
        extensions={SITE: describe_site(programme, meetings, said)},
    )


def states_of(programme: rows.Programme) -> tuple[StateEntry, ...]:
    """Return the log of the states of all requests and consultations, without anybody's name."""
    log = rows.StatusChange.objects.for_actor(SYSTEM)
    own = log.filter(request__programme=programme) | log.filter(consultation__programme=programme)
    return tuple(
        StateEntry(
            status=SessionStatus(entry.status),
            at=entry.happened_at,
            actor=ActorKind(entry.actor_kind),
            request=str(entry.request_id) if entry.request_id else None,
            consultation=str(entry.consultation_id) if entry.consultation_id else None,
            reason=entry.reason,
        )
        for entry in own.distinct()
    )


def _when(start: date | None, end: date | None, precision: str, **details: Any) -> ScheduledDate:
    return ScheduledDate(precision=DatePrecision(precision or "unknown"), start=start, end=end, **details)


def _request(row: rows.ConsultationRequest) -> Request:
    return Request(
        id=str(row.pk),
        when=_when(row.held_on, row.held_on, "day" if row.held_on else "unknown"),
        time=row.held_at,
        target_stakeholders=tuple(StakeholderType(kind) for kind in row.stakeholders),
        mode=SessionMode(row.mode),
        output_deadline=row.output_due_on,
        status=SessionStatus(row.status),
        time_zone=row.time_zone,
        audience=written(row.audience, row.language) if row.audience else {},
        language=row.language,
        organiser=row.institution,
    )


def _consultation(row: rows.Consultation) -> Consultation:
    return Consultation(
        id=str(row.pk),
        title=row.title,
        when=_when(row.starts_on, row.ends_on, row.precision, tentative=row.tentative, expected=row.expected or None),
        status=SessionStatus(row.status),
        mode=SessionMode(row.mode) if row.mode in set(SessionMode) else None,
        language=row.language or None,
        group=ConsultationGroup(row.group) if row.group in set(ConsultationGroup) else None,
        audience=row.audience,
        how_to_join=row.how_to_join,
        place=row.place,
        time=row.time_words,
        time_zone=row.time_zone,
        request=str(row.request_id) if row.request_id else None,
    )


def _outputs(meetings: list[rows.Consultation]) -> list[WorkshopOutput]:
    """Return the accepted output of each consultation, or what is known of who took part where none was sent here."""
    accepted = Arrival.objects.for_actor(SYSTEM).filter(consultation__in=meetings, state="accepted")
    read = {arrival.consultation_id: output for arrival in accepted if (output := output_of(arrival)) is not None}
    found = []
    for row in meetings:
        if row.pk in read:
            found.append(read[row.pk])
        elif row.participation:
            given: Mapping[str, Any] = row.participation
            kinds = given.get("by_stakeholder") or {}
            found.append(
                WorkshopOutput(
                    id=derive_identifier(str(row.pk), "output"),
                    consultation=str(row.pk),
                    language=row.language or "en",
                    participants=given.get("participants"),
                    by_stakeholder={StakeholderType(kind): count for kind, count in kinds.items()},
                    by_gender=given.get("by_gender") or {},
                    by_age_band=given.get("by_age_band") or {},
                    by_region=given.get("by_region") or {},
                )
            )
    return found


def _contribution(row: rows.Contribution, source: ContributionSource | None) -> Contribution:
    """Return what was said. Where no consent is on record beyond that the words may stand, the speaker is not named."""
    text, language = _source_of(row.text)
    suggestion, _language = _source_of(row.suggested)
    consent = QuoteConsent.ANONYMOUS if row.may_quote else QuoteConsent.NO
    if row.may_quote and source is not None and source.consent in set(QuoteConsent):
        consent = QuoteConsent(source.consent)
    return Contribution(
        id=str(row.pk),
        consultation=str(row.consultation_id),
        verdict=Verdict(row.verdict),
        text=text,
        language=language,
        item=str(row.item_id) if row.item_id else None,
        suggestion=suggestion,
        speaker=StakeholderType(row.speaker) if row.speaker in set(StakeholderType) else None,
        quote=consent,
        part=ItemPart(source.part) if source is not None else ItemPart.WHOLE,
        reason=source.details.get("reason") or "" if source is not None else "",
        priority=source.details.get("priority") if source is not None else None,
    )


def _source_of(text: LocalizedText) -> tuple[str, str]:
    """Return the words as they were said, with their language."""
    for language, wording in text.items():
        if wording.origin is TextOrigin.SOURCE:
            return wording.text, language
    return next(((wording.text, language) for language, wording in text.items()), ("", "en"))


def _dispositions(programme: rows.Programme, said: list[rows.Contribution]) -> list[Disposition]:
    """Return the decisions that stand, with the body and the minutes of the log where it names them."""
    log = LedgerRecord.objects.for_actor(SYSTEM).filter(contribution__in=said)
    decided = {record.contribution_id: record for record in log if names_body(record)}
    found = []
    for row in said:
        if row.status == DispositionStatus.OPEN.value:
            continue
        record = decided.get(row.pk)
        body = record.body if record else {}  # whoever decided is not known, and is not made up
        found.append(
            Disposition(
                id=str(row.decision_id or derive_disposition_id(str(row.pk))),
                contribution=str(row.pk),
                status=DispositionStatus(row.status),
                reason=row.reason,
                decided_on=row.decided_on,
                decided_by=plain_text(body, programme.language),
                changes=tuple(str(change) for change in row.change_ids),
                duplicate_of=str(record.duplicate_of_id) if record and record.duplicate_of_id else None,
                minutes=record.minutes if record else "",
            )
        )
    return found
