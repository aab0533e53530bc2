"""From the document of an archive to the rows of a programme, and what of it would not come back the same.

Whoever calls keeps everything in one transaction, and keeps nothing where ``list_losses`` finds something.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from capacita.consultation import Consultation, Contribution, DispositionStatus, Programme, Request, WorkshopOutput
from capacita.consultation.archive.programme import StateEntry
from capacita.consultation.model import PROGRAMME_FORMAT
from capacita.framework.digests import meaning_digest
from capacita.vocabulary import Finding, Refusal, Severity, derive_identifier, plain_text
from capacita.web.accounts.models import Organisation
from capacita.web.actors import Actor
from capacita.web.archiving.documents import document_of, states_of
from capacita.web.archiving.site_facts import FACTS, SITE, read_fact
from capacita.web.consultation import models as rows
from capacita.web.consultation.keeping import keep_consultation, keep_contribution, keep_heading, write_words
from capacita.web.consultation.private_link import hash_token, make_reference, make_token
from capacita.web.consultation.terms import IN_WRITING
from capacita.web.documents.store import load_framework
from capacita.web.fields import read_localized
from capacita.web.framework.models import FrameworkVersion
from capacita.web.outputs.models import Arrival, ArrivalKind, ArrivalState, ContributionSource
from capacita.web.outputs.reading import describe_participation
from capacita.web.synthesis.models import Divergence
from capacita.web.synthesis.services import keep_decision

_TABLES = ("requests", "consultations", "outputs", "contributions", "dispositions")
_MOST_LOSSES = 50


def find_framework(document: Programme) -> FrameworkVersion:
    """Return the version that a programme is about: the same to the letter, or the same in meaning.

    Raises Refusal where this site has neither.
    """
    named = document.framework
    of_framework = FrameworkVersion.objects.filter(framework_id=named.id, version=named.version, published=True)
    for row in of_framework:
        if named.digest in (row.digest, meaning_digest(load_framework(row.digest))):
            found: FrameworkVersion = row
            return found
    raise Refusal("RESTORE_FRAMEWORK_UNKNOWN", framework=named.id, version=named.version)


def keep_rows(
    actor: Actor,
    *,
    organisation: Organisation,
    document: Programme,
    states: Sequence[StateEntry],
    version: FrameworkVersion,
    file: str,
) -> rows.Programme:
    """Write a programme under the identifiers that it has; ``file`` is the digest of the archive, kept as its source."""
    site: Mapping[str, Any] = document.extensions.get(SITE, {})
    purpose = site.get("purpose", rows.ProgrammePurpose.CONSULTATION)
    programme = keep_heading(organisation, document, version, {"purpose": purpose})
    for kind, opens, closes in site.get("phases", ()):
        programme.phases.create(
            organisation=organisation,
            published=True,
            kind=kind,
            opens_on=date.fromisoformat(opens),
            closes_on=date.fromisoformat(closes),
        )
    requests = {request.id: _keep_request(programme, request) for request in document.requests}
    meetings = {
        meeting.id: _keep_meeting(programme, meeting, requests, site.get("consultations", {}).get(meeting.id, {}))
        for meeting in document.consultations
    }
    arrivals = _keep_arrivals(document, meetings, file)
    said = _keep_contributions(document, meetings, arrivals, site.get("numbers", {}), version)
    _keep_decisions(actor, document, said)
    _keep_states(programme, states)
    for view in site.get("divergences", ()):
        Divergence.objects.create(
            organisation=organisation,
            published=True,
            programme=programme,
            consultation=meetings.get(view["consultation"]),
            kind=view["kind"],
            item_code=view["item"],
            text=read_localized(view["text"]),
            person_id=actor.person_id,
            actor_name=actor.name,
        )
    return programme


def list_losses(programme: rows.Programme, document: Programme, states: Sequence[StateEntry]) -> list[Finding]:
    """Return a finding for each thing of the archive that the rows, read back, do not say in the same words."""
    kept = document_of(programme)
    site = {SITE: kept.extensions[SITE]} if SITE in document.extensions else {}
    kept = dataclasses.replace(kept, publisher=document.publisher, framework=document.framework, extensions=site)
    before, after = PROGRAMME_FORMAT.dump(document), PROGRAMME_FORMAT.dump(kept)
    lost = [f"/{name}" for name in sorted({*before, *after} - set(_TABLES)) if before.get(name) != after.get(name)]
    for table in _TABLES:
        lost += _compare(table, before.get(table, []), after.get(table, []))
    if sorted(map(_entry_key, states)) != sorted(map(_entry_key, states_of(programme))):
        lost.append("/states")
    return [
        Finding(code="RESTORE_NOT_THE_SAME", severity=Severity.ERROR, path=path, values={"place": path})
        for path in lost[:_MOST_LOSSES]
    ]


def _compare(table: str, before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> list[str]:
    there = {entry["id"]: entry for entry in after}
    lost = []
    for entry in before:
        found = there.pop(entry["id"], None)
        if found is None:
            lost.append(f"/{table}/{entry['id']}")
            continue
        names = sorted({*entry, *found})
        lost += [f"/{table}/{entry['id']}/{name}" for name in names if entry.get(name) != found.get(name)]
    return lost + [f"/{table}/{identifier}" for identifier in there]


def _entry_key(entry: StateEntry) -> tuple[str, ...]:
    about = (entry.request or "", entry.consultation or "", entry.reason)
    return (entry.at.isoformat(), entry.status.value, entry.actor.value, *about)


def _keep_request(programme: rows.Programme, request: Request) -> rows.ConsultationRequest:
    """Write a request; its private link and the contact are not in an archive, so that nobody holds a key to it."""
    return rows.ConsultationRequest.objects.create(
        id=request.id,
        reference=make_reference(),
        organisation_id=programme.organisation_id,
        programme=programme,
        link_hash=hash_token(make_token()),
        source="archive",
        status=request.status.value,
        held_on=request.when.start,
        held_at=request.time,
        time_zone=request.time_zone,
        stakeholders=[kind.value for kind in request.target_stakeholders],
        audience=plain_text(request.audience, request.language),
        mode=request.mode.value,
        institution=request.organiser,
        output_due_on=request.output_deadline,
        language=request.language,
    )


def _keep_meeting(
    programme: rows.Programme,
    meeting: Consultation,
    requests: Mapping[str, rows.ConsultationRequest],
    facts: Mapping[str, Any],
) -> rows.Consultation:
    known = {name: read_fact(name, facts[name]) for name in FACTS if name in facts}
    if facts.get("in_writing"):
        known["mode"] = IN_WRITING
    return keep_consultation(programme, meeting, requests.get(meeting.request or ""), known)


def _keep_arrivals(document: Programme, meetings: Mapping[str, rows.Consultation], file: str) -> dict[str, Arrival]:
    """Write for each consultation in which something was said that its output came with the archive."""
    outputs = {output.consultation: output for output in document.outputs}
    spoken: dict[str, list[Contribution]] = {}
    for said in document.contributions:
        spoken.setdefault(said.consultation, []).append(said)
    whole = PROGRAMME_FORMAT.dump(document)
    dumped = {entry["consultation"]: entry for entry in whole.get("outputs", [])}
    points = {
        name: [entry for entry in whole.get("contributions", []) if entry["consultation"] == name] for name in spoken
    }
    found = {}
    for name in {*outputs, *spoken}:
        meeting = meetings[name]
        found[name] = Arrival.objects.create(
            organisation_id=meeting.organisation_id,
            consultation=meeting,
            key=UUID(derive_identifier(name, "arrival", "archive", file)),
            kind=ArrivalKind.SHEET if name in outputs else ArrivalKind.REPORT,
            state=ArrivalState.ACCEPTED,
            file=file,
            file_name=f"{document.code}.zip",
            file_kind="zip",
            by_organiser=False,
            language=outputs[name].language if name in outputs else document.language,
            reading={"output": dumped[name], "contributions": points.get(name, [])} if name in outputs else {},
        )
        if name in outputs:
            meeting.participation = _participation(outputs[name])
            meeting.save(update_fields=["participation"])
    return found


def _participation(output: WorkshopOutput) -> dict[str, Any]:
    given = describe_participation(output)
    return {name: value for name, value in given.items() if value not in (None, {})}


def _keep_contributions(
    document: Programme,
    meetings: Mapping[str, rows.Consultation],
    arrivals: Mapping[str, Arrival],
    numbers: Mapping[str, int],
    version: FrameworkVersion,
) -> dict[str, rows.Contribution]:
    codes = {item.id: item.code for item in load_framework(version.digest).items}
    decided = {decision.contribution: decision for decision in document.dispositions}
    found: dict[str, rows.Contribution] = {}
    for place, said in enumerate(document.contributions, start=1):
        meeting = meetings[said.consultation]
        number = numbers.get(said.id, place)
        row = keep_contribution(meeting, said, decided.get(said.id), number=number, item_codes=codes)
        found[said.id] = row
        ContributionSource.objects.create(
            organisation_id=meeting.organisation_id,
            contribution=row,
            arrival=arrivals[said.consultation],
            said_id=said.id if arrivals[said.consultation].kind == ArrivalKind.SHEET else None,
            part=said.part.value,
            language=said.language,
            consent=said.quote.value,
            framework_version=version.version,
            details={"reason": said.reason, "priority": said.priority},
        )
    return found


def _keep_decisions(actor: Actor, document: Programme, said: Mapping[str, rows.Contribution]) -> None:
    for decision in document.dispositions:
        if decision.status is DispositionStatus.OPEN or decision.decided_on is None:
            continue
        keep_decision(
            actor,
            said=said[decision.contribution],
            body=write_words(decision.decided_by, document.language),
            decided_on=decision.decided_on,
            minutes=decision.minutes,
            duplicate_of=said.get(decision.duplicate_of or ""),
        )


def _keep_states(programme: rows.Programme, states: Sequence[StateEntry]) -> None:
    """Write the log of the states as it was, with its times; nobody's name is in an archive."""
    for entry in states:
        row = rows.StatusChange.objects.create(
            organisation_id=programme.organisation_id,
            request_id=entry.request,
            consultation_id=entry.consultation,
            status=entry.status.value,
            actor_kind=entry.actor.value,
            reason=entry.reason,
        )
        rows.StatusChange.objects.filter(pk=row.pk).update(happened_at=entry.at)
