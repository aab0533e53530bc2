"""Reading toolkits, their files and their trails."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from capacita.content import read_content
from capacita.framework.model import Framework
from capacita.toolkit.document import TOOLKIT_FORMAT, ToolkitDocument, trace_number
from capacita.toolkit.texts import TEXTS_FORMAT
from capacita.vocabulary import NotFound, Provenance, TrailKind, is_identifier, readable_json
from capacita.web.accounts.models import Organisation
from capacita.web.actors import Actor
from capacita.web.assessment.queries import get_country, load_toolkit, newest_toolkit, quotes_by_id
from capacita.web.consultation.models import Consultation
from capacita.web.consultation.presenters import QuoteOnPage
from capacita.web.documents.store import load_adaptation, load_file, load_framework
from capacita.web.languages import text_language
from capacita.web.permissions import Action, may
from capacita.web.planning.models import TrainingPlan
from capacita.web.toolkit.models import Toolkit, ToolkitFile


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolkitDocuments:
    """A toolkit with its files and what the actor may do with it; there may be a plan and no toolkit yet."""

    organisation: Organisation
    plan: TrainingPlan | None
    row: Toolkit | None
    document: ToolkitDocument | None
    files: tuple[ToolkitFile, ...]
    languages: tuple[str, ...]
    build_languages: tuple[str, ...]
    may_build: bool

    @property
    def is_older_than_plan(self) -> bool:
        """Tell whether a newer plan was made since."""
        return self.row is not None and self.plan is not None and self.row.plan_id != self.plan.pk


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailDocuments:
    """The walk from a stop of a toolkit to where it began, with the rows that have pages of their own."""

    organisation: Organisation
    document: ToolkitDocument
    stops: tuple[tuple[int, Provenance], ...]
    framework: Framework
    changes: frozenset[str]
    quotes: dict[str, QuoteOnPage]
    consultations: dict[str, Consultation]


def get_toolkit(actor: Actor, code: str, language: str = "") -> ToolkitDocuments:
    """Return the newest toolkit of a country, in a language if there is one in it, else in any.

    Raises NotFound where there is neither a toolkit nor a plan to make one from.
    """
    organisation = get_country(actor, code)
    plans = TrainingPlan.objects.for_actor(actor).filter(organisation=organisation)
    plan: TrainingPlan | None = plans.select_related("organisation").first()
    row = newest_toolkit(actor, organisation, language=language or text_language())
    row = row or newest_toolkit(actor, organisation)
    if plan is None and row is None:
        raise NotFound("NOTHING_YET")
    files = ToolkitFile.objects.for_actor(actor).filter(toolkit=row) if row else ()
    rows = Toolkit.objects.for_actor(actor).filter(organisation=organisation)
    return ToolkitDocuments(
        organisation=organisation,
        plan=plan,
        row=row,
        document=load_toolkit(row.document_digest) if row else None,
        files=tuple(files),
        languages=tuple(sorted(set(rows.order_by().values_list("language", flat=True)))),
        build_languages=build_languages(),
        may_build=plan is not None and may(actor, Action.BUILD_TOOLKIT, organisation_id=organisation.pk),
    )


@functools.cache
def build_languages() -> tuple[str, ...]:
    """Return the languages that a toolkit can be made in: those that its standing texts are written in."""
    return (TEXTS_FORMAT.read_whole(read_content("toolkit-texts/texts.json")).language,)


def get_toolkit_document(actor: Actor, code: str, language: str = "") -> tuple[Organisation, Toolkit, ToolkitDocument]:
    """Return the newest toolkit of a country. Raises NotFound where there is none."""
    documents = get_toolkit(actor, code, language)
    if documents.row is None or documents.document is None:
        raise NotFound("NOTHING_YET")
    return documents.organisation, documents.row, documents.document


def get_toolkit_file(actor: Actor, code: str, suffix: str, language: str = "") -> tuple[str, str, bytes]:
    """Return the name, media type and bytes of a toolkit as a file. Raises NotFound for a format that there is not."""
    documents = get_toolkit(actor, code, language)
    if documents.row is None or documents.document is None:
        raise NotFound("NOTHING_YET")
    name = f"{code}-toolkit-{documents.row.language}.{suffix}"
    for file in documents.files:
        if file.suffix == suffix:
            return name, file.media_type, load_file(file.digest)
    if suffix == "json":
        body = readable_json(TOOLKIT_FORMAT.dump(documents.document))
        return name, "application/json; charset=utf-8", body if isinstance(body, bytes) else body.encode("utf-8")
    raise NotFound("NOT_HERE")


def get_plan_to_build(actor: Actor, code: str) -> TrainingPlan:
    """Return the newest plan of a country. Raises NotFound where there is none."""
    plan = get_toolkit(actor, code).plan
    if plan is None:
        raise NotFound("NOTHING_YET")
    return plan


def get_trail(actor: Actor, code: str, identifier: str) -> TrailDocuments:
    """Return the walk from a number, or any other stop, of a country's toolkits. Raises NotFound where none has it."""
    organisation = get_country(actor, code)
    rows = Toolkit.objects.for_actor(actor).filter(organisation=organisation).order_by("-made_at")
    here = text_language()
    for row in sorted(rows.select_related("plan__assessment__framework_version"), key=lambda row: row.language != here):
        document = load_toolkit(row.document_digest)
        if any(stop.id == identifier for stop in document.trail):
            return _trail(actor, organisation, row, document, identifier)
    raise NotFound("TRAIL_UNKNOWN", id=identifier)


def _trail(
    actor: Actor, organisation: Organisation, row: Any, document: ToolkitDocument, identifier: str
) -> TrailDocuments:
    stops = tuple(trace_number(document, identifier))
    said = [stop.id for _, stop in stops if stop.kind is TrailKind.CONTRIBUTION]
    held = [stop.id for _, stop in stops if stop.kind is TrailKind.CONSULTATION and is_identifier(stop.id)]
    meetings = Consultation.objects.for_actor(actor).filter(pk__in=held) if held else ()
    version = row.plan.assessment.framework_version
    changes = load_adaptation(version.adaptation_digest).changes if version.adaptation_digest else ()
    return TrailDocuments(
        organisation=organisation,
        document=document,
        stops=stops,
        framework=load_framework(version.digest),
        changes=frozenset(change.id for change in changes),
        quotes=quotes_by_id(actor, said),
        consultations={str(meeting.pk): meeting for meeting in meetings},
    )
