"""Keeping what was sent, accepting it as the output of a consultation, and taking contributions out of reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from capacita.consultation import Contribution, QuoteConsent, SessionStatus
from capacita.consultation.output.difference import compare_outputs
from capacita.consultation.output.file_kinds import MEDIA_TYPES
from capacita.vocabulary import Refusal, Unreadable, written
from capacita.web.actors import Actor
from capacita.web.audit.services import audited
from capacita.web.consultation import models as said_models
from capacita.web.consultation.models import Consultation
from capacita.web.consultation.steps import lock_consultation, note_output
from capacita.web.documents.store import store_file
from capacita.web.outputs.models import Arrival, ArrivalKind, ArrivalState, ContributionSource, OutputDraft, OutputRule
from capacita.web.outputs.queries import can_arrive
from capacita.web.outputs.reading import (
    Sent,
    contributions_of,
    describe_participation,
    key_of,
    list_items,
    output_of,
    read_sent,
)
from capacita.web.permissions import Action, check_may

_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A point that somebody found in a report: what it is about and asks for, its words, and where they stand."""

    item_code: str
    verdict: str
    text: str
    language: str
    speaker: str
    consent: str
    typed_by: str
    page: str = ""
    line: int | None = None
    last_line: int | None = None
    suggestion: str = ""


@audited("output.kept")
def keep_arrival(actor: Actor, *, meeting: Consultation, sent: Sent, by_organiser: bool) -> Arrival:
    """Keep what was sent and read it; the same thing sent again is found again. Nothing of it is an output yet.

    Raises Unreadable for what is no file that anybody could read.
    """
    _check_sender(actor, meeting, by_organiser=by_organiser)
    key = key_of(meeting, sent)
    found: Arrival | None = Arrival.objects.filter(consultation=meeting, key=key).first()
    if found is not None:
        return found
    reading = read_sent(meeting, sent)
    media_type = MEDIA_TYPES.get(reading.file_kind, "application/octet-stream")
    arrival: Arrival = Arrival.objects.get_or_create(
        consultation=meeting,
        key=key,
        defaults={
            "organisation_id": meeting.organisation_id,
            "kind": sent.kind,
            "file": store_file(reading.data, media_type),
            "file_name": sent.name[-_LONGEST_NAME:],
            "file_kind": reading.file_kind.value,
            "was_cleaned": reading.was_cleaned,
            "by_organiser": by_organiser,
            "typed_by": sent.typed_by.strip(),
            "language": sent.language,
            "anonymous": sent.anonymous,
            "fault": dict(reading.fault),
            "reading": dict(reading.value),
        },
    )[0]
    return arrival


@audited("output.accepted-by-sender")
def accept_arrival(actor: Actor, *, arrival_id: UUID, by_organiser: bool) -> Arrival:
    """Take what was sent as the output of its consultation, in place of the one before.

    Contributions that are still open are corrected, added and withdrawn; those that were decided on stay as they were.
    They wait for the stewards to accept the output before the public sees them. Raises Refusal outside the time in
    which an output can be corrected, and for a sheet that cannot be read.
    """
    arrival: Arrival = Arrival.objects.select_for_update().get(pk=arrival_id)
    meeting = lock_consultation(arrival.consultation_id)
    _check_sender(actor, meeting, by_organiser=by_organiser)
    if arrival.state == ArrivalState.ACCEPTED:
        return arrival
    if arrival.fault:
        raise Unreadable(arrival.fault["code"], **arrival.fault["values"])
    if not can_arrive(meeting, by_organiser=by_organiser):
        raise Refusal("OUTPUT_WINDOW_CLOSED")
    if arrival.kind != ArrivalKind.REPORT:
        output = output_of(arrival)
        if output is None:
            raise Refusal("OUTPUT_OF_OTHERS")
        earlier = Arrival.objects.filter(consultation=meeting, state=ArrivalState.ACCEPTED)
        earlier.exclude(kind=ArrivalKind.REPORT).update(state=ArrivalState.REPLACED)
        _take_over(meeting, arrival)
        meeting.participation = describe_participation(output)
        meeting.save(update_fields=["participation"])
        OutputDraft.objects.filter(consultation=meeting).delete()
    arrival.state, arrival.accepted_at = ArrivalState.ACCEPTED, timezone.now()
    arrival.save(update_fields=["state", "accepted_at"])
    note_output(actor, consultation_id=meeting.pk, by_organiser=by_organiser)
    return arrival


@audited("output.excerpt-taken")
def take_excerpt(actor: Actor, *, arrival_id: UUID, excerpt: Excerpt) -> said_models.Contribution:
    """Take a point out of a report, as its secretariat: its words become a contribution with the place that they are from."""
    arrival = Arrival.objects.select_related("consultation__programme__framework_version").get(pk=arrival_id)
    meeting = lock_consultation(arrival.consultation_id)
    check_may(actor, Action.RUN_CONSULTATION, organisation_id=meeting.organisation_id)
    items = list_items(meeting)
    if excerpt.item_code and excerpt.item_code not in items:
        raise Refusal("OUTPUT_ITEM_UNKNOWN", found=excerpt.item_code, known=sorted(items))
    version = meeting.programme.framework_version
    row = said_models.Contribution.objects.create(
        organisation_id=meeting.organisation_id,
        published=meeting.status == SessionStatus.ACCEPTED,
        consultation=meeting,
        number=_next_number(meeting),
        item_id=items.get(excerpt.item_code),
        item_code=excerpt.item_code,
        verdict=excerpt.verdict,
        text=written(excerpt.text, excerpt.language),
        suggested=written(excerpt.suggestion, excerpt.language) if excerpt.suggestion else {},
        speaker=excerpt.speaker if excerpt.consent == QuoteConsent.STAKEHOLDER_TYPE else "",
        may_quote=excerpt.consent != QuoteConsent.NO,
    )
    ContributionSource.objects.create(
        organisation_id=meeting.organisation_id,
        contribution=row,
        arrival=arrival,
        language=excerpt.language,
        consent=excerpt.consent,
        framework_version=version.version if version else "",
        line=excerpt.line,
        last_line=excerpt.last_line,
        page=excerpt.page,
        typed_by=excerpt.typed_by,
    )
    return row


@audited("output.excerpt-withdrawn")
def withdraw_excerpt(actor: Actor, *, contribution_id: UUID, restore: bool = False) -> said_models.Contribution:
    """Take back a point that was taken out of a report by mistake, or put it back. A decided one stays."""
    row: said_models.Contribution = said_models.Contribution.objects.select_for_update().get(pk=contribution_id)
    check_may(actor, Action.RUN_CONSULTATION, organisation_id=row.organisation_id)
    if row.status != "open":
        raise Refusal("OUTPUT_POINT_DECIDED")
    meeting = lock_consultation(row.consultation_id)
    _set_withdrawn(row, withdrawn=not restore, is_public=meeting.status == SessionStatus.ACCEPTED)
    return row


@audited("output.draft-saved")
def save_draft(actor: Actor, *, meeting: Consultation, part: str, answers: Any, by_organiser: bool) -> OutputDraft:
    """Save one part of the form of the site."""
    _check_sender(actor, meeting, by_organiser=by_organiser)
    draft: OutputDraft = OutputDraft.objects.select_for_update().get_or_create(
        consultation=meeting, defaults={"organisation_id": meeting.organisation_id}
    )[0]
    draft.answers = {**draft.answers, part: answers}
    draft.save()
    return draft


@audited("output.rule-set")
def set_output_rule(actor: Actor, *, meeting: Consultation, until_decided: bool) -> OutputRule:
    """Say whether the public reads points of the outputs of a programme before they are decided on."""
    _check_sender(actor, meeting, by_organiser=False)
    rule: OutputRule = OutputRule.objects.update_or_create(
        programme=meeting.programme,
        defaults={"organisation_id": meeting.organisation_id, "until_decided": until_decided},
    )[0]
    return rule


def _check_sender(actor: Actor, meeting: Consultation, *, by_organiser: bool) -> None:
    action = Action.FOLLOW_OWN_REQUEST if by_organiser else Action.RUN_CONSULTATION
    check_may(actor, action, organisation_id=meeting.organisation_id)


def _take_over(meeting: Consultation, arrival: Arrival) -> None:
    """Bring the rows of a consultation to what an output says. A corrected contribution keeps its row and its number."""
    sources = ContributionSource.objects.filter(contribution__consultation=meeting, said_id__isnull=False)
    rows = {str(source.said_id): source for source in sources.select_related("contribution", "arrival")}
    standing = {said_id: source for said_id, source in rows.items() if source.withdrawn_at is None}
    known = {
        said.id: said
        for earlier in {source.arrival_id: source.arrival for source in standing.values()}.values()
        for said in contributions_of(earlier)
    }
    new = contributions_of(arrival)
    difference = compare_outputs([known[said_id] for said_id in standing if said_id in known], new)
    became = {pair.after.id: pair.before.id for pair in difference.changed}
    used = set[str]()
    number = _next_number(meeting)
    for said in new:
        source = rows.get(said.id) or standing.get(became.get(said.id, ""))
        if source is not None and source.contribution.status != "open" and str(source.said_id) != said.id:
            source = None  # what was decided keeps its words; the new ones stand beside it
        if source is None:
            _make(meeting, arrival, said, number)
            number += 1
        else:
            used.add(str(source.said_id))
            _correct(source, arrival, said)
    for said_id, source in standing.items():
        if said_id not in used and source.contribution.status == "open":
            _set_withdrawn(source.contribution, withdrawn=True, is_public=False)


def _fields_of(said: Contribution, codes: dict[str, str]) -> dict[str, Any]:
    by_type = said.quote is QuoteConsent.STAKEHOLDER_TYPE
    return {
        "item_id": said.item,
        "item_code": codes.get(said.item or "", ""),
        "verdict": said.verdict.value,
        "text": written(said.text, said.language),
        "suggested": written(said.suggestion, said.language) if said.suggestion else {},
        "speaker": said.speaker.value if said.speaker and by_type else "",
        "may_quote": said.quote is not QuoteConsent.NO,
    }


def _source_fields(arrival: Arrival, said: Contribution) -> dict[str, Any]:
    return {
        "arrival": arrival,
        "said_id": said.id,
        "part": said.part.value,
        "language": said.language,
        "consent": said.quote.value,
        "framework_version": arrival.reading.get("framework_version", ""),
        "line": arrival.reading.get("lines", {}).get(said.id),
        "typed_by": arrival.typed_by,
        "details": {"reason": said.reason, "priority": said.priority},
        "withdrawn_at": None,
    }


def _make(meeting: Consultation, arrival: Arrival, said: Contribution, number: int) -> None:
    codes = {identifier: code for code, identifier in list_items(meeting).items()}
    taken = said_models.Contribution.objects.filter(pk=said.id).exists()
    row = said_models.Contribution.objects.create(
        **({} if taken else {"id": said.id}),
        organisation_id=meeting.organisation_id,
        published=False,
        consultation=meeting,
        number=number,
        **_fields_of(said, codes),
    )
    ContributionSource.objects.create(
        organisation_id=meeting.organisation_id, contribution=row, **_source_fields(arrival, said)
    )


def _correct(source: ContributionSource, arrival: Arrival, said: Contribution) -> None:
    row = source.contribution
    if row.status == "open":
        codes = {identifier: code for code, identifier in list_items(arrival.consultation).items()}
        for name, value in _fields_of(said, codes).items():
            setattr(row, name, value)
        row.published = False  # the stewards accept it anew
        row.save()
    for name, value in _source_fields(arrival, said).items():
        setattr(source, name, value)
    source.save()


def _set_withdrawn(row: said_models.Contribution, *, withdrawn: bool, is_public: bool) -> None:
    ContributionSource.objects.filter(contribution=row).update(withdrawn_at=timezone.now() if withdrawn else None)
    row.published = is_public and not withdrawn
    row.save(update_fields=["published"])


def _next_number(meeting: Consultation) -> int:
    largest = said_models.Contribution.objects.filter(consultation=meeting).aggregate(found=Max("number"))["found"]
    return (largest or 0) + 1
