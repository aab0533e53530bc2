"""Putting a toolkit with its files on the site, and asking for one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from capacita.toolkit.document import TOOLKIT_FORMAT, ToolkitDocument
from capacita.vocabulary import written
from capacita.web.actors import Actor
from capacita.web.audit.services import audited
from capacita.web.documents.store import store_document, store_file
from capacita.web.jobs.models import Job
from capacita.web.jobs.services import ask_for_job
from capacita.web.permissions import Action, check_may
from capacita.web.planning.models import TrainingPlan
from capacita.web.toolkit.models import Toolkit, ToolkitFile


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedFile:
    """A toolkit as bytes of one format."""

    media_type: str
    data: bytes


@audited("toolkit.published")
def publish_toolkit(
    actor: Actor, *, plan: TrainingPlan, document: ToolkitDocument, files: Mapping[str, RenderedFile]
) -> Toolkit:
    """Keep a toolkit and its files, by suffix; the newest one of a country is the one shown."""
    toolkit = Toolkit.objects.create(
        organisation=plan.organisation,
        published=True,
        plan=plan,
        title=written(document.title, document.language),
        language=document.language,
        document_digest=store_document(TOOLKIT_FORMAT.dump(document)),
        simulated=document.simulated,
    )
    for suffix, file in files.items():
        ToolkitFile.objects.create(
            organisation=plan.organisation,
            published=True,
            toolkit=toolkit,
            suffix=suffix,
            media_type=file.media_type,
            digest=store_file(file.data, file.media_type),
            size_bytes=len(file.data),
        )
    return toolkit


@audited("toolkit.asked")
def ask_for_toolkit(actor: Actor, *, plan: TrainingPlan, language: str) -> Job:
    """Queue a toolkit of a plan."""
    check_may(actor, Action.BUILD_TOOLKIT, organisation_id=plan.organisation_id)
    return ask_for_job(
        actor,
        organisation=plan.organisation,
        kind="build-toolkit",
        inputs={"plan": str(plan.pk), "document": plan.plan_digest, "language": language},
    )
