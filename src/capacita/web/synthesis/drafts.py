"""The draft into which decided contributions go: of a country's adaptation, or of the keeper's own framework."""

from __future__ import annotations

from capacita.vocabulary import Refusal, plain_text
from capacita.web.accounts.models import OrganisationKind
from capacita.web.actors import Actor
from capacita.web.adapting.models import AdaptationDraft
from capacita.web.adapting.queries import DraftDocuments, list_releases
from capacita.web.adapting.services import continue_release, start_draft, start_revision
from capacita.web.consultation.models import Programme
from capacita.web.framework.models import FrameworkVersion


def begin_draft(actor: Actor, programme: Programme) -> AdaptationDraft:
    """Open the draft that fits a programme.

    A keeper of frameworks revises the framework itself. A country goes on from its newest release of an adaptation of
    that framework, or starts one. Raises Refusal where the programme is about no framework, where a draft is open
    already, and NotAllowed for who may not write one.
    """
    version = programme.framework_version
    if version is None:
        raise Refusal("PROGRAMME_WITHOUT_FRAMEWORK")
    organisation = programme.organisation
    if organisation.kind == OrganisationKind.SECRETARIAT and version.organisation_id == organisation.pk:
        return start_revision(actor, version=_newest(actor, version))
    releases = list_releases(actor, organisation)
    fitting = [row for row in releases if version.code in (row.code, row.base.code if row.base else "")]
    if fitting:
        return continue_release(actor, version=fitting[0])
    title = f"{plain_text(organisation.name, programme.language)}: {plain_text(version.title, programme.language)}"
    return start_draft(actor, organisation=organisation, base=version, title=title[:120], language=programme.language)


def list_choices(documents: DraftDocuments) -> list[tuple[str, str]]:
    """Return the items of a draft as it stands, to choose from."""
    language = documents.draft.language
    return [
        (item.id, f"{item.code or ''} {plain_text(item.title, language)}".strip()) for item in documents.effective.items
    ]


def _newest(actor: Actor, version: FrameworkVersion) -> FrameworkVersion:
    rows = FrameworkVersion.objects.for_actor(actor).filter(code=version.code, organisation_id=version.organisation_id)
    newest: FrameworkVersion = rows.filter(published=True).order_by("-released_at").first() or version
    return newest
