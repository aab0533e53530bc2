"""Reading a programme together: its contributions, where each stands, themes and who coded what, Changes, divergence.

The log of decisions holds proposals, which are under embargo. The public's queries read it whole and hand on only
what ``compile_answers`` gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from capacita.consultation import Answers, LedgerState, Standing, compile_answers
from capacita.consultation.themes import CopyGroup, Excerpt, find_copies
from capacita.framework.changes import Change
from capacita.framework.model import Item
from capacita.vocabulary import LocalizedText, NotFound, digest, plain_text, written
from capacita.web.actors import SYSTEM, Actor
from capacita.web.adapting.drafting import read_change
from capacita.web.adapting.models import AdaptationDraft, DraftState
from capacita.web.consultation.models import Consultation, Contribution, Programme, stands, told
from capacita.web.consultation.queries import get_programme
from capacita.web.consultation.terms import IN_WRITING
from capacita.web.documents.store import load_adaptation
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.queries import framework_of
from capacita.web.jobs.models import Job, JobStatus
from capacita.web.outputs.models import Arrival, ArrivalState
from capacita.web.outputs.reading import output_of
from capacita.web.permissions import Action, check_may, may
from capacita.web.synthesis.ledgers import find_moved, find_standings, names_body
from capacita.web.synthesis.models import ChangeLink, Divergence, LedgerRecord, ThemeWord, ThemeWording

MOST_COMPARED = 1500  # contributions among which a page looks for copies itself; beyond that the job does


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A programme with all that was said in it and what has been made of that so far."""

    programme: Programme
    contributions: tuple[Contribution, ...]
    standings: Mapping[str, Standing]
    wordings: tuple[ThemeWording, ...]
    words: tuple[ThemeWord, ...]
    items: Mapping[str, Item]
    moved: frozenset[str]  # contributions whose words changed since what stands was proposed

    @property
    def themes(self) -> dict[UUID, ThemeWording]:
        """The newest wording of each theme, in the order in which they were selected."""
        return {row.theme: row for row in self.wordings}

    @property
    def by_id(self) -> dict[str, Contribution]:
        """The contributions by identifier."""
        return {str(said.pk): said for said in self.contributions}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedChange:
    """A Change that a contribution led to; ``version`` is the release that contains it, None while it is in a draft."""

    change: str
    told: Change | None
    version: FrameworkVersion | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What the public reads of a programme: the answers, the Changes behind them, minority views and divergence."""

    programme: Programme
    contributions: Mapping[str, Contribution]
    answers: Answers
    bodies: Mapping[str, LocalizedText]  # who decided, by contribution
    changes: Mapping[str, tuple[ReleasedChange, ...]]  # by contribution
    divergences: tuple[Divergence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldDivergence:
    """A disagreement that an accepted output tells of; ``key`` follows from consultation and words."""

    key: str
    consultation: Consultation
    text: LocalizedText


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldDivergences:
    """What outputs tell and the report does not, and the rows of the report that no output that counts tells any more."""

    new: tuple[ToldDivergence, ...]
    outdated: frozenset[int]


def list_programmes_to_read(actor: Actor) -> list[Programme]:
    """Return the programmes whose contributions the actor reads and sorts."""
    reading = [pk for pk in actor.memberships if may(actor, Action.READ_CONTRIBUTIONS, organisation_id=pk)]
    return list(Programme.objects.for_actor(actor).filter(organisation_id__in=reading, source=""))


def get_own_programme(actor: Actor, code: str) -> Programme:
    """Return a programme for those who read its contributions. Raises NotFound and NotAllowed."""
    programme = get_programme(actor, code)
    check_may(actor, Action.READ_CONTRIBUTIONS, organisation_id=programme.organisation_id)
    return programme


def get_reading(actor: Actor, code: str) -> Reading:
    """Return all that was said in a programme with where it stands. Raises NotFound and NotAllowed."""
    programme = get_own_programme(actor, code)
    of_programme = {"contribution__consultation__programme": programme}
    said = Contribution.objects.for_actor(actor).filter(stands(), consultation__programme=programme)
    contributions = tuple(said.select_related("consultation").order_by("consultation__starts_on", "number", "pk"))
    log = list(LedgerRecord.objects.for_actor(actor).filter(**of_programme))
    return Reading(
        programme=programme,
        contributions=contributions,
        standings=find_standings(log),
        wordings=tuple(ThemeWording.objects.for_actor(actor).filter(programme=programme)),
        words=tuple(ThemeWord.objects.for_actor(actor).filter(programme=programme)),
        items=items_of(programme),
        moved=find_moved(log, contributions),
    )


def items_of(programme: Programme) -> dict[str, Item]:
    """Return the items of a programme's framework by their codes."""
    version = programme.framework_version
    return {item.code: item for item in framework_of(version).items if item.code} if version else {}


def list_excerpts(contributions: tuple[Contribution, ...]) -> list[Excerpt]:
    """Return the published ones of contributions as excerpts: words that wait, or were hidden or taken back, are no input.

    A meeting counts as one sender; who wrote alone is told apart each time.
    """
    return [
        Excerpt(
            id=str(said.pk),
            text=plain_text(said.text),
            author="" if said.consultation.mode == IN_WRITING else str(said.consultation_id),
        )
        for said in contributions
        if said.published
    ]


def list_decided_by_nobody(reading: Reading) -> list[Contribution]:
    """Return the decided contributions of which nobody has told who decided, or where that is recorded."""
    found = []
    for said in reading.contributions:
        standing = reading.standings.get(str(said.pk))
        if standing is None or standing.entry is None or standing.state is not LedgerState.DECIDED:
            continue
        if not (standing.entry.body.strip() and standing.entry.minutes.strip()):
            found.append(said)
    return found


def find_copies_of(contributions: tuple[Contribution, ...], job: Job | None) -> tuple[CopyGroup, ...]:
    """Return the near-copies among contributions: looked for here while they are few, else as the job found them."""
    if len(contributions) <= MOST_COMPARED:
        return find_copies(list_excerpts(contributions))
    found = job.result.get("copies", []) if job is not None else []
    return tuple(CopyGroup(**{**group, "excerpts": tuple(group["excerpts"])}) for group in found)


def suggestion_inputs(programme: Programme, contributions: tuple[Contribution, ...]) -> dict[str, str]:
    """Return the inputs of the job that suggests themes; it is another job once other words were said."""
    told = digest([[excerpt.id, excerpt.text, excerpt.author] for excerpt in list_excerpts(contributions)])
    return {"programme": str(programme.pk), "told": told}


def find_suggestions(actor: Actor, programme: Programme) -> Job | None:
    """Return the newest job that suggests themes for a programme, done or not."""
    rows = Job.objects.for_actor(actor).filter(kind="suggest-themes", inputs__programme=str(programme.pk))
    found: Job | None = rows.order_by("-created_at").first()
    return found


def is_done(job: Job | None) -> bool:
    """Tell whether a job is done."""
    return job is not None and job.status == JobStatus.DONE


def get_said(actor: Actor, contribution_id: UUID) -> Contribution:
    """Return a contribution for those who work on it. Raises NotFound and NotAllowed."""
    related = ("consultation__programme__organisation", "consultation__programme__framework_version")
    rows = Contribution.objects.for_actor(actor).filter(stands()).select_related(*related)
    found: Contribution | None = rows.filter(pk=contribution_id).first()
    if found is None:
        raise NotFound("CONTRIBUTION_UNKNOWN")
    check_may(actor, Action.READ_CONTRIBUTIONS, organisation_id=found.organisation_id)
    return found


def list_log_of(actor: Actor, said: Contribution) -> list[LedgerRecord]:
    """Return the log of a contribution, the oldest entry first."""
    return list(LedgerRecord.objects.for_actor(actor).filter(contribution=said).select_related("duplicate_of"))


def list_open_drafts(actor: Actor, said: Contribution) -> list[AdaptationDraft]:
    """Return the open drafts of the organisation that a contribution was made to."""
    rows = AdaptationDraft.objects.for_actor(actor).filter(
        organisation_id=said.organisation_id, state=DraftState.OPEN.value
    )
    return list(rows.select_related("organisation", "base"))


def list_linkable(actor: Actor, said: Contribution) -> list[ChangeLink]:
    """Return the Changes in open drafts that other contributions of the programme led to, each once."""
    rows = ChangeLink.objects.for_actor(actor).filter(
        contribution__consultation__programme_id=said.consultation.programme_id,
        step__undone_by=None,
        step__draft__state=DraftState.OPEN.value,
    )
    taken = {link.change for link in rows.filter(contribution=said)}
    return list({link.change: link for link in rows.select_related("step__draft") if link.change not in taken}.values())


def get_account(actor: Actor, code: str) -> Account:
    """Return what everybody may read of a programme. Raises NotFound.

    Every contribution is in it once with its answer, or counted among those not decided yet.
    """
    programme = get_programme(actor, code)
    said = Contribution.objects.for_actor(actor).filter(told(), consultation__programme=programme)
    return _account(programme, tuple(said.select_related("consultation").order_by("consultation__starts_on", "number")))


def get_answer(actor: Actor, contribution_id: UUID) -> tuple[Contribution, Account]:
    """Return a contribution that everybody may know of with what became of it. Raises NotFound."""
    rows = (
        Contribution.objects.for_actor(actor)
        .filter(told())
        .select_related("consultation__programme__organisation", "consultation__programme__framework_version")
    )
    found = rows.filter(pk=contribution_id).first()
    if found is None:
        raise NotFound("CONTRIBUTION_UNKNOWN")
    programme = found.consultation.programme
    others = Contribution.objects.for_actor(actor).filter(told(), consultation__programme=programme)
    return found, _account(programme, tuple(others.select_related("consultation")))


def _account(programme: Programme, contributions: tuple[Contribution, ...]) -> Account:
    rows = list(LedgerRecord.objects.for_actor(SYSTEM).filter(contribution__consultation__programme=programme))
    links = list_standing_links(programme)
    pairs = [(str(link.contribution_id), str(link.change)) for link in links]
    pairs += [(str(said.pk), change) for said in contributions for change in said.change_ids]
    answers = compile_answers([str(said.pk) for said in contributions], find_standings(rows), pairs)
    of_change = {str(link.change): link for link in links}
    versions = _versions_of(programme) if any(answer.changes for answer in answers.answers) else {}
    changes = {
        answer.contribution: tuple(_released(change, of_change.get(change), versions) for change in answer.changes)
        for answer in answers.answers
    }
    divergences = Divergence.objects.for_actor(SYSTEM).filter(programme=programme, replaced_by=None)
    return Account(
        programme=programme,
        contributions={str(said.pk): said for said in contributions},
        answers=answers,
        bodies={str(row.contribution_id): row.body for row in rows if names_body(row)},
        changes=changes,
        divergences=tuple(row for row in divergences.select_related("consultation") if row.text),
    )


def list_standing_links(programme: Programme) -> list[ChangeLink]:
    """Return the links to Changes that nobody has taken back."""
    rows = ChangeLink.objects.for_actor(SYSTEM).filter(
        contribution__consultation__programme=programme, step__undone_by=None
    )
    return list(rows.select_related("step__draft__released__base"))


def _released(
    change: str, link: ChangeLink | None, found: Mapping[str, tuple[Change, FrameworkVersion]]
) -> ReleasedChange:
    told, version = found.get(change, (None, None))
    if link is not None:
        told, version = read_change(link.step.change), version or link.step.draft.released
    return ReleasedChange(change=change, told=told, version=version)


def _versions_of(programme: Programme) -> dict[str, tuple[Change, FrameworkVersion]]:
    """Return each Change with the first release that contains it, among those of the programme's organisation."""
    rows = FrameworkVersion.objects.for_actor(SYSTEM).filter(organisation_id=programme.organisation_id, published=True)
    found: dict[str, tuple[Change, FrameworkVersion]] = {}
    for row in rows.exclude(adaptation_digest="").order_by("released_at"):
        for change in load_adaptation(row.adaptation_digest).changes:
            found.setdefault(change.id, (change, row))
    return found


def list_theme_members(reading: Reading) -> dict[UUID, dict[str, list[str]]]:
    """Return by theme, merged ones followed, the contributions that somebody says belong there, with who says so."""
    into = follow_theme_merges(reading)
    members: dict[UUID, dict[str, list[str]]] = defaultdict(dict)
    for word in list_last_words(reading):
        if word.holds:
            coders = members[into.get(word.theme, word.theme)].setdefault(str(word.contribution_id), [])
            if word.actor_name not in coders:
                coders.append(word.actor_name)
    return members


def coder_of(word: ThemeWord) -> str:
    """Return what tells coders apart, whatever they are called."""
    return str(word.person_id or word.actor_name)


def list_last_words(reading: Reading) -> list[ThemeWord]:
    """Return the last word of each coder on each contribution and theme."""
    newest = {(coder_of(word), word.contribution_id, word.theme): word for word in reading.words}
    return list(newest.values())


def follow_theme_merges(reading: Reading) -> dict[UUID, UUID]:
    """Return for every theme the one that it counts for now."""
    themes = reading.themes
    found = {}
    for theme in themes:
        last, seen = theme, {theme}
        while (into := themes[last].into) is not None and themes[last].status == "merged":
            if into not in themes or into in seen:
                break
            last = into
            seen.add(last)
        found[theme] = last
    return found


def list_divergences(actor: Actor, programme: Programme) -> list[Divergence]:
    """Return the minority views and divergence that stand in the report."""
    rows = Divergence.objects.for_actor(actor).filter(programme=programme, replaced_by=None)
    return [row for row in rows.select_related("consultation") if row.text]


def list_told_divergences(actor: Actor, programme: Programme) -> ToldDivergences:
    """Return what accepted outputs tell of disagreement and the report does not hold, and what it holds of former ones.

    What was taken out of the report is told again, so that it can be put back.
    """
    arrivals = Arrival.objects.for_actor(actor).filter(consultation__programme=programme)
    arrivals = arrivals.filter(state__in=(ArrivalState.ACCEPTED.value, ArrivalState.REPLACED.value))
    accepted: dict[str, ToldDivergence] = {}
    former: set[tuple[UUID, str]] = set()
    for row in arrivals.select_related("consultation"):
        output = output_of(row)
        for words in output.divergences if output else ():
            if row.state == ArrivalState.REPLACED.value:
                former.add((row.consultation_id, words.strip()))
                continue
            key = digest([str(row.consultation_id), words.strip()])
            accepted[key] = ToldDivergence(
                key=key, consultation=row.consultation, text=written(words.strip(), output.language if output else "en")
            )
    kept = {(row.consultation_id, plain_text(row.text)): row for row in list_divergences(actor, programme)}
    standing = {(told.consultation.pk, plain_text(told.text)) for told in accepted.values()}
    return ToldDivergences(
        new=tuple(told for told in accepted.values() if (told.consultation.pk, plain_text(told.text)) not in kept),
        outdated=frozenset(row.pk for place, row in kept.items() if place in former - standing),
    )
