"""Reading drafts, the bases that a draft can start from, and what of a country is released."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Count

from capacita.framework.changes import Adaptation, Change, ContextProfile
from capacita.framework.comparison import list_news
from capacita.framework.coverage import PrincipleMinimum
from capacita.framework.model import Framework
from capacita.framework.narrowing import list_named
from capacita.vocabulary import NotFound, canonical_json
from capacita.web.accounts.models import Organisation, OrganisationKind
from capacita.web.actors import Actor
from capacita.web.adapting.drafting import apply_steps, assemble_adaptation, list_changes
from capacita.web.adapting.merging import MergeDocuments, compute_merge, list_languages_brought
from capacita.web.adapting.models import (
    AdaptationDraft,
    BaseMerge,
    DraftChange,
    DraftState,
    ItemComment,
    UnfinishedForm,
)
from capacita.web.documents.remembered import Remembered
from capacita.web.documents.store import find_apart, load_adaptation, load_framework, load_narrowed, load_unlinked
from capacita.web.fields import write_localized
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.queries import codes_above, find_newer_base
from capacita.web.framework.steps import step_between
from capacita.web.gates.minimums import list_minimums
from capacita.web.gates.models import CoverageGate
from capacita.web.permissions import Action, check_may, may

_SORTS_OF_WORDS = frozenset(("translate", "tag", "other"))  # of a version that may bring translations and nothing else


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftDocuments:
    """A draft with its steps, what they come to, its base and the framework that it gives.

    Of both frameworks only those descriptors and associations are here that the steps speak of, or who looks:
    ``named`` are the identifiers. Where that is None, everything is here.
    """

    draft: AdaptationDraft
    rows: tuple[DraftChange, ...]
    changes: tuple[tuple[DraftChange, Change], ...]
    known_by: Hashable  # all that the framework it gives depends on
    base: Framework
    effective: Framework
    named: frozenset[str] | None
    profile: ContextProfile | None
    may_write: bool = True  # whether who looks may change it now
    may_release: bool = True

    def revision_of(self, item: str) -> int:
        """Return the number of the last step on an item; 0 where there is none."""
        return max((row.number for row in self.rows if str(row.subject) == item), default=0)

    def adaptation(self, version: str) -> Adaptation:
        """Return the adaptation document as it stands, under a version number."""
        changes = [change for _row, change in self.changes]
        return assemble_adaptation(self.draft, changes, profile=self.profile, version=version)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingBase:
    """A release for whose base a newer version is out."""

    release: FrameworkVersion
    newer: FrameworkVersion
    changes: int
    languages: tuple[str, ...]  # of translations, where it brings nothing else; then there is nothing to decide
    merge: BaseMerge | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftsOfCountry:
    """What a country has written: open drafts, those set aside, and its releases with the newest of each code first."""

    organisation: Organisation
    drafts: tuple[AdaptationDraft, ...]
    aside: tuple[AdaptationDraft, ...]
    releases: tuple[FrameworkVersion, ...]
    waiting: tuple[WaitingBase, ...]
    may_write: bool
    may_translate: bool
    may_release: bool


def get_own_country(actor: Actor, code: str, action: Action = Action.ADAPT_FRAMEWORK) -> Organisation:
    """Return a country, or a keeper of frameworks, that the actor may write for, or do something else.

    Raises NotFound and NotAllowed.
    """
    kinds = (OrganisationKind.COUNTRY, OrganisationKind.SECRETARIAT)
    organisation = Organisation.objects.filter(kind__in=kinds, code=code).first()
    if organisation is None:
        raise NotFound("COUNTRY_UNKNOWN", name=code)
    check_may(actor, action, organisation_id=organisation.pk)
    return organisation


def list_own_countries(actor: Actor) -> list[Organisation]:
    """Return the countries that the actor may adapt for."""
    mine = [pk for pk in actor.memberships if may(actor, Action.ADAPT_FRAMEWORK, organisation_id=pk)]
    return list(Organisation.objects.filter(pk__in=mine, kind=OrganisationKind.COUNTRY).order_by("code"))


def list_bases(actor: Actor) -> list[FrameworkVersion]:
    """Return the newest version of each framework that a country can start from: what a secretariat has published."""
    rows = FrameworkVersion.objects.for_actor(actor).filter(
        published=True, organisation__kind=OrganisationKind.SECRETARIAT
    )
    newest: dict[str, FrameworkVersion] = {}
    for row in rows.order_by("code", "-released_at"):
        newest.setdefault(row.code, row)
    return list(newest.values())


def list_drafts(actor: Actor, country: str) -> DraftsOfCountry:
    """Return what a country has written."""
    organisation = get_own_country(actor, country, Action.DISCUSS_DRAFT)
    rows = AdaptationDraft.objects.for_actor(actor).filter(organisation=organisation).exclude(state=DraftState.RELEASED)
    drafts = list(rows.select_related("base", "organisation").annotate(step_count=Count("steps")))
    releases = list_releases(actor, organisation)
    return DraftsOfCountry(
        organisation=organisation,
        drafts=tuple(draft for draft in drafts if draft.state == DraftState.OPEN),
        aside=tuple(draft for draft in drafts if draft.state == DraftState.ASIDE),
        releases=tuple(releases),
        waiting=tuple(list_waiting_bases(actor, releases)),
        may_write=may(actor, Action.ADAPT_FRAMEWORK, organisation_id=organisation.pk),
        may_translate=may(actor, Action.TRANSLATE_FRAMEWORK, organisation_id=organisation.pk),
        may_release=may(actor, Action.RELEASE_ADAPTATION, organisation_id=organisation.pk, state="open"),
    )


def list_releases(actor: Actor, organisation: Organisation) -> list[FrameworkVersion]:
    """Return the newest release of each adaptation of a country; of those who keep frameworks, of each framework."""
    rows = FrameworkVersion.objects.for_actor(actor).filter(organisation=organisation, released_at__isnull=False)
    if organisation.kind != OrganisationKind.SECRETARIAT:
        rows = rows.filter(base__isnull=False)
    newest: dict[str, FrameworkVersion] = {}
    for row in rows.select_related("base", "base__organisation", "organisation").order_by("-released_at"):
        newest.setdefault(row.code, row)
    return list(newest.values())


def get_release(actor: Actor, country: str, code: str) -> FrameworkVersion:
    """Return the newest release of a country's adaptation, or of a framework of its keeper. Raises NotFound."""
    organisation = get_own_country(actor, country)
    for row in list_releases(actor, organisation):
        if row.code == code:
            return row
    raise NotFound("FRAMEWORK_UNKNOWN", name=code)


def get_draft(
    actor: Actor,
    country: str,
    draft_id: UUID,
    action: Action = Action.ADAPT_FRAMEWORK,
    *,
    about: UUID | None = None,
    is_whole: bool = False,
    is_described: bool = False,
    since_release: bool = False,
) -> DraftDocuments:
    """Return a draft with its documents, to do something with it.

    They are whole, or hold what the steps name, the item that is asked about, what changed since the last release, and
    all that stands at levels where that is asked for.
    Raises NotFound and NotAllowed.
    """
    organisation = get_own_country(actor, country, action)
    rows = AdaptationDraft.objects.for_actor(actor).filter(organisation=organisation, pk=draft_id)
    draft = rows.select_related("organisation", "base", "continues", "released").first()
    if draft is None:
        raise NotFound("DRAFT_UNKNOWN")
    steps = tuple(DraftChange.objects.for_actor(actor).filter(draft=draft).order_by("number"))
    told = tuple(list_changes(steps))
    changes = [change for _row, change in told]
    spoken_of = frozenset(list_named(changes)).union([str(about)] if about else ())
    apart = find_apart(_last_digest(draft), draft.base_digest) if since_release else frozenset()
    named = None if is_whole or apart is None else apart | spoken_of
    title = canonical_json(write_localized(draft.title))
    known_by = (
        draft.pk,
        draft.base_digest,
        draft.language,
        title,
        tuple(step.pk for step in steps),
        named,
        is_described,
    )
    if named is None:
        base = load_framework(draft.base_digest)
        effective = apply_steps(draft, base, changes)
    else:
        base = load_narrowed(draft.base_digest, named)
        if is_described:
            base = replace(base, descriptors=load_unlinked(draft.base_digest).descriptors)
        effective = _EFFECTIVE.get_or_make(known_by, lambda: apply_steps(draft, base, changes))
    return DraftDocuments(
        draft=draft,
        rows=steps,
        changes=told,
        known_by=known_by,
        base=base,
        effective=effective,
        named=named,
        profile=_profile(actor, draft),
        may_write=may(actor, Action.ADAPT_FRAMEWORK, organisation_id=organisation.pk, state=draft.state),
        may_release=may(actor, Action.RELEASE_ADAPTATION, organisation_id=organisation.pk, state=draft.state),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftNews:
    """What a draft changes since the last release or, before the first, since the base; both as far as it takes."""

    before: Framework
    after: Framework
    changes: tuple[Change, ...]


def list_draft_news(documents: DraftDocuments) -> DraftNews:
    """Return what releasing a draft would change, told of one that was asked for with what changed since."""
    return _NEWS.get_or_make((documents.known_by, _last_digest(documents.draft)), lambda: _compare_draft(documents))


def _compare_draft(documents: DraftDocuments) -> DraftNews:
    last, after = _last_digest(documents.draft), documents.effective
    if documents.named is None:
        before = load_framework(last)
    elif after.scales == documents.base.scales:
        before = load_narrowed(last, documents.named)
    else:  # what stands at a level goes with it
        before = load_framework(last)
        whole = load_framework(documents.draft.base_digest)
        after = apply_steps(documents.draft, whole, [change for _row, change in documents.changes])
    return DraftNews(before=before, after=after, changes=list_news(before, after))


_EFFECTIVE: Remembered[Hashable, Framework] = Remembered(16)
_NEWS: Remembered[Hashable, DraftNews] = Remembered(16)


def _last_digest(draft: AdaptationDraft) -> str:
    """Return the digest of the release that a draft goes on from or, before the first, of its base."""
    return str(draft.continues.digest if draft.continues else draft.base_digest)


def _profile(actor: Actor, draft: AdaptationDraft) -> ContextProfile | None:
    """Return what the country last said about itself in a release; else what is known of the organisation."""
    organisation = draft.organisation
    rows = FrameworkVersion.objects.for_actor(actor).filter(organisation=organisation).exclude(adaptation_digest="")
    newest = rows.order_by("-released_at").first()
    said: ContextProfile | None = load_adaptation(newest.adaptation_digest).profile if newest else None
    if said is not None or not organisation.country:
        return said
    return ContextProfile(
        country=organisation.country,
        name=organisation.name,
        fictional=organisation.fictional,
        languages=(draft.language,),
    )


def list_comments(actor: Actor, draft: AdaptationDraft, subject: UUID) -> list[ItemComment]:
    """Return what is said about an item of a draft, the oldest first."""
    return list(ItemComment.objects.for_actor(actor).filter(draft=draft, subject=subject).order_by("written_at"))


def count_open_comments(actor: Actor, draft: AdaptationDraft) -> dict[str, int]:
    """Return how many comments are not resolved, by item."""
    rows = ItemComment.objects.for_actor(actor).filter(draft=draft, answers=None, resolved_at=None)
    counted = rows.order_by().values_list("subject").annotate(Count("pk"))
    return {str(subject): number for subject, number in counted}


def list_unfinished(actor: Actor, draft: AdaptationDraft) -> list[UnfinishedForm]:
    """Return the forms of a draft that the actor has left unfinished, the newest first."""
    if actor.person_id is None:
        return []
    return list(UnfinishedForm.objects.for_actor(actor).filter(draft=draft, person_id=actor.person_id))


def find_gate(actor: Actor, code: str) -> CoverageGate | None:
    """Return what the steward of a framework asks of releases made from it, or None."""
    found: CoverageGate | None = CoverageGate.objects.for_actor(actor).filter(code=code).first()
    return found


def list_asked(documents: DraftDocuments) -> tuple[PrincipleMinimum, ...]:
    """Return what stewards ask of a draft when it is released: its own, and those of all that it is made from."""
    return list_minimums(codes_above(documents.draft.code, documents.draft.base))


def list_gated(actor: Actor) -> list[FrameworkVersion]:
    """Return the newest version of each framework whose gate the actor may set."""
    return [
        row for row in list_bases(actor) if may(actor, Action.SET_RELEASE_GATE, organisation_id=row.organisation_id)
    ]


def list_versions_taken(actor: Actor, draft: AdaptationDraft) -> frozenset[str]:
    """Return the version numbers under which an adaptation is released already."""
    rows = FrameworkVersion.objects.for_actor(actor).filter(code=draft.code)
    return frozenset(rows.values_list("version", flat=True))


def find_open_draft(actor: Actor, code: str) -> AdaptationDraft | None:
    """Return the draft of a framework that is being written, or None."""
    rows = AdaptationDraft.objects.for_actor(actor).filter(code=code, state=DraftState.OPEN)
    found: AdaptationDraft | None = rows.select_related("organisation").first()
    return found


def get_merge(actor: Actor, country: str, merge_id: UUID) -> MergeDocuments:
    """Return a merge with its documents, computed anew. Raises NotFound and NotAllowed."""
    organisation = get_own_country(actor, country)
    rows = BaseMerge.objects.for_actor(actor).filter(organisation=organisation, pk=merge_id)
    row = rows.select_related("organisation", "version", "new_base", "draft").first()
    if row is None:
        raise NotFound("DRAFT_UNKNOWN")
    return compute_merge(row)


def list_waiting_bases(actor: Actor, releases: Iterable[FrameworkVersion]) -> list[WaitingBase]:
    """Return the releases for whose base a newer version is out, with how much it changes and how far a merge is."""
    found = []
    for release in releases:
        newer = find_newer_base(actor, release)
        if newer is None:
            continue
        assert release.base is not None
        merge = BaseMerge.objects.for_actor(actor).filter(version=release, new_base=newer).first()
        sorts = step_between(release.base.digest, newer.digest).sorts
        found.append(
            WaitingBase(
                release=release,
                newer=newer,
                changes=sum(sorts.values()),
                languages=list_languages_brought(release.base.digest, newer.digest)
                if sorts.keys() <= _SORTS_OF_WORDS
                else (),
                merge=merge,
            )
        )
    return found
