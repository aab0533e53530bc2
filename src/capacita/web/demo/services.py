"""Keeping a programme document as the rows that people work with."""

from __future__ import annotations

from capacita.consultation import ActorKind, SessionStatus
from capacita.consultation.model import DispositionStatus
from capacita.consultation.model import Programme as ProgrammeDocument
from capacita.vocabulary import digest, written
from capacita.web.accounts.models import Organisation
from capacita.web.actors import Actor
from capacita.web.audit.services import audited
from capacita.web.consultation.keeping import keep_consultation, keep_contribution, keep_heading
from capacita.web.consultation.models import ConsultationRequest, Programme
from capacita.web.consultation.private_link import make_reference
from capacita.web.consultation.steps import open_log
from capacita.web.documents.store import load_framework
from capacita.web.framework.models import FrameworkVersion
from capacita.web.outputs.reading import describe_participation
from capacita.web.synthesis.services import keep_decision


@audited("programme.kept")
def keep_programme(
    actor: Actor, *, organisation: Organisation, document: ProgrammeDocument, framework_version: FrameworkVersion
) -> Programme:
    """Keep a programme with its request, consultations, contributions and decisions, under the identifiers it has."""
    codes = {item.id: item.code for item in load_framework(framework_version.digest).items}
    programme = keep_heading(organisation, document, framework_version, {})
    requests = {request.id: _keep_request(actor, programme, document, request.id) for request in document.requests}
    meetings = {}
    outputs = {output.consultation: output for output in document.outputs}
    for meeting in document.consultations:
        request, output = requests.get(meeting.request or ""), outputs.get(meeting.id)
        facts = {
            "time_words": " ".join(part for part in (meeting.time, meeting.time_zone) if part),
            "time_zone": "",
            "participation": describe_participation(output) if output else {},
            "output_due_on": request.output_due_on if request else None,
        }
        row = meetings[meeting.id] = keep_consultation(programme, meeting, request, facts)
        open_log(actor, ActorKind.STEWARD, SessionStatus(row.status), asked=request, meeting=row)
        if request is not None:
            request.status = row.status
            request.save(update_fields=["status"])
    decisions = {decision.contribution: decision for decision in document.dispositions}
    for number, said in enumerate(document.contributions, 1):
        decision = decisions.get(said.id)
        kept = keep_contribution(meetings[said.consultation], said, decision, number=number, item_codes=codes)
        if decision is not None and decision.decided_on is not None and decision.status is not DispositionStatus.OPEN:
            body, minutes = written(decision.decided_by), decision.minutes
            keep_decision(actor, said=kept, body=body, decided_on=decision.decided_on, minutes=minutes)
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
