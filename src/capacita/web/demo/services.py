"""Keeping a programme document as the rows that people work with."""

from __future__ import annotations

from capacita.consultation import ActorKind, SessionStatus
from capacita.consultation.model import Consultation as ConsultationDocument
from capacita.consultation.model import Contribution as ContributionDocument
from capacita.consultation.model import Disposition, DispositionStatus, QuoteConsent
from capacita.consultation.model import Programme as ProgrammeDocument
from capacita.vocabulary import LocalizedText, digest, written
from capacita.web.accounts.models import Organisation
from capacita.web.actors import Actor
from capacita.web.audit.services import audited
from capacita.web.consultation.models import Consultation, ConsultationRequest, Contribution, Programme
from capacita.web.consultation.private_link import make_reference
from capacita.web.consultation.steps import open_log
from capacita.web.documents.store import load_framework
from capacita.web.framework.models import FrameworkVersion
from capacita.web.synthesis.services import keep_decision


@audited("programme.kept")
def keep_programme(
    actor: Actor, *, organisation: Organisation, document: ProgrammeDocument, framework_version: FrameworkVersion
) -> Programme:
    """Keep a programme with its request, consultations, contributions and decisions, under the identifiers it has."""
    codes = {item.id: item.code for item in load_framework(framework_version.digest).items}
    programme = Programme.objects.create(
        id=document.id,
        organisation=organisation,
        published=True,
        code=document.code,
        title=document.title,
        summary=document.text,
        country=document.country or "",
        simulated=document.fictional,
        framework_version=framework_version,
        opens_on=document.opens,
        closes_on=document.closes,
    )
    requests = {request.id: _keep_request(actor, programme, document, request.id) for request in document.requests}
    meetings = {}
    outputs = {output.consultation: output for output in document.outputs}
    for meeting in document.consultations:
        row = _consultation(programme, meeting)
        row.request = requests.get(meeting.request or "")
        output = outputs.get(meeting.id)
        if output is not None:
            row.participation = {
                "participants": output.participants,
                "by_stakeholder": {kind.value: count for kind, count in output.by_stakeholder.items()},
                "by_gender": dict(output.by_gender),
                "by_region": dict(output.by_region),
            }
        row.output_due_on = row.request.output_due_on if row.request else None
        row.save(force_insert=True)
        open_log(actor, ActorKind.STEWARD, SessionStatus(row.status), asked=row.request, meeting=row)
        if row.request is not None:
            row.request.status = row.status
            row.request.save(update_fields=["status"])
        meetings[meeting.id] = row
    decisions = {decision.contribution: decision for decision in document.dispositions}
    for number, said in enumerate(document.contributions, 1):
        _contribution(actor, meetings[said.consultation], number, said, decisions.get(said.id), codes)
    return programme


def _keep_request(
    actor: Actor, programme: Programme, document: ProgrammeDocument, identifier: str
) -> ConsultationRequest:
    request = next(entry for entry in document.requests if entry.id == identifier)
    contact = next((entry for entry in document.contacts if entry.request == identifier), None)
    time = f"{request.time} {request.time_zone}".strip()
    asked = ConsultationRequest.objects.create(
        id=request.id,
        reference=make_reference(),
        organisation=programme.organisation,
        programme=programme,
        link_hash=digest({"demonstration": request.id}).removeprefix("sha256:"),  # nobody holds the link of this one
        status=request.status.value,
        stakeholders=[kind.value for kind in request.target_stakeholders],
        held_on=request.when.start,
        held_at=time,
        audience=next(iter(request.audience.values())).text if request.audience else "",
        mode=request.mode.value,
        contact_name=request.organiser,
        institution=request.organiser,
        contact_details=contact.email if contact else "",
        output_due_on=request.output_deadline,
        language=request.language,
    )
    open_log(actor, ActorKind.STEWARD, request.status, asked=asked)
    return asked


def _consultation(programme: Programme, meeting: ConsultationDocument) -> Consultation:
    return Consultation(
        id=meeting.id,
        organisation=programme.organisation,
        published=True,
        programme=programme,
        slug=f"{programme.code}-{meeting.id[:8]}",
        title=meeting.title,
        starts_on=meeting.when.start,
        ends_on=meeting.when.end,
        precision=meeting.when.precision.value,
        tentative=meeting.when.tentative,
        expected=meeting.when.expected or "",
        group=meeting.group.value if meeting.group else "",
        place=meeting.place,
        audience=meeting.audience,
        mode=meeting.mode.value if meeting.mode else "",
        language=meeting.language or "",
        how_to_join=meeting.how_to_join,
        time_words=" ".join(part for part in (meeting.time, meeting.time_zone) if part),
        status=meeting.status.value,
    )


def _contribution(
    actor: Actor,
    meeting: Consultation,
    number: int,
    said: ContributionDocument,
    decision: Disposition | None,
    codes: dict[str, str],
) -> None:
    decided = decision is not None and decision.status is not DispositionStatus.OPEN
    row = Contribution.objects.create(
        id=said.id,
        organisation=meeting.organisation,
        published=True,
        consultation=meeting,
        number=number,
        item_id=said.item,
        item_code=codes.get(said.item or "", ""),
        verdict=said.verdict.value,
        text=_written(said.text, said.language),
        suggested=_written(said.suggestion, said.language),
        speaker=said.speaker.value if said.speaker else "",
        may_quote=said.quote is not QuoteConsent.NO,
        status=decision.status.value if decision and decided else DispositionStatus.OPEN.value,
        reason=decision.reason if decision else {},
        decision_id=decision.id if decision and decided else None,
        decided_on=decision.decided_on if decision else None,
        change_ids=list(decision.changes) if decision else [],
    )
    if decision is not None and decision.decided_on is not None and decided:
        body, minutes = written(decision.decided_by), decision.minutes
        keep_decision(actor, said=row, body=body, decided_on=decision.decided_on, minutes=minutes)


def _written(text: str, language: str) -> LocalizedText:
    return written(text, language) if text else {}
