"""Asking that a programme be restored from its archive, and keeping it: whole and the same, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from django.db import IntegrityError, transaction

from capacita.consultation import Programme
from capacita.consultation.archive.programme import StateEntry
from capacita.vocabulary import Finding, Refusal
from capacita.web.accounts.models import Organisation
from capacita.web.actors import Actor
from capacita.web.archiving.restoring import find_framework, keep_rows, list_losses
from capacita.web.audit.services import audited
from capacita.web.consultation import models as rows
from capacita.web.documents.store import store_file
from capacita.web.jobs.models import Job
from capacita.web.jobs.services import ask_for_job
from capacita.web.permissions import Action, check_may

KIND = "restore-programme"


class NotTheSameError(Exception):
    """What an archive says would not come back the same; nothing of it is kept."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(len(findings))
        self.findings = tuple(findings)


@audited("programme.restore-asked")
def ask_to_restore(actor: Actor, *, organisation: Organisation, data: bytes) -> Job:
    """Queue the restoring of an archive into an organisation; each upload is a work of its own."""
    check_may(actor, Action.OPEN_PROGRAMME, organisation_id=organisation.pk)
    inputs = {"file": store_file(data, "application/zip"), "upload": str(uuid4())}
    return ask_for_job(actor, organisation=organisation, kind=KIND, inputs=inputs)


@audited("programme.restored")
def restore_rows(
    actor: Actor, *, organisation: Organisation, document: Programme, states: Sequence[StateEntry], file: str
) -> rows.Programme:
    """Keep a programme out of its archive.

    Raises Refusal where this site has not the version of the framework that it is about, or has the programme or a part
    of it already; NotTheSameError where it would not come back the same. In either case nothing is kept.
    """
    check_may(actor, Action.OPEN_PROGRAMME, organisation_id=organisation.pk)
    version = find_framework(document)
    if rows.Programme.objects.filter(pk=document.id).exists():
        raise Refusal("RESTORE_HERE_ALREADY", code=document.code)
    if rows.Programme.objects.filter(code=document.code).exists():
        raise Refusal("RESTORE_CODE_TAKEN", code=document.code)
    try:
        with transaction.atomic():
            programme = keep_rows(
                actor, organisation=organisation, document=document, states=states, version=version, file=file
            )
    except IntegrityError:
        raise Refusal("RESTORE_PART_TAKEN", code=document.code) from None
    losses = list_losses(programme, document, states)
    if losses:
        raise NotTheSameError(losses)
    return programme
