"""What stewards do: prepare a round, put statements, read what was proposed, open and close, release results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.text import slugify

from capacita.consultation.opinion import find_report_conflicts
from capacita.vocabulary import LocalizedText, Refusal, TextOrigin, digest, plain_text, translated
from capacita.web.actors import Actor
from capacita.web.audit.services import audited
from capacita.web.consultation.models import Programme
from capacita.web.documents.store import load_value, store_file
from capacita.web.jobs.models import Job
from capacita.web.jobs.services import ask_for_job
from capacita.web.opinion.models import (
    ModerationDecision,
    OpinionResult,
    OpinionStatement,
    OpinionVote,
    RoundState,
    StatementOrigin,
    StatementState,
    VotingRound,
)
from capacita.web.opinion.taking_part import add_row
from capacita.web.opinion.terms import MODERATION_REASONS
from capacita.web.permissions import Action, check_may

LONGEST_CODE = 50
RESERVED = frozenset({"work", "resume", "import"})
MOVES = {
    RoundState.DRAFT: (RoundState.OPEN,),
    RoundState.OPEN: (RoundState.CLOSED,),
    RoundState.CLOSED: (RoundState.OPEN,),
}
RUN_KIND = "group-opinions"
IMPORT_KIND = "read-opinion-export"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundDetails:
    """What a round says of itself."""

    title: LocalizedText
    about: LocalizedText
    what_next: LocalizedText
    language: str
    closes_on: date | None
    takes_statements: bool
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportDetails:
    """Where an imported vote comes from: without source and licence nothing is shown."""

    title: LocalizedText
    about: LocalizedText
    language: str
    source: str
    source_address: str
    licence: str
    simulated: bool = False


@audited("opinion.round-prepared")
def prepare_round(actor: Actor, *, programme: Programme, details: RoundDetails) -> VotingRound:
    """Prepare a round under a programme; nobody but its stewards sees it until it is opened."""
    check_may(actor, Action.RUN_VOTING, organisation_id=programme.organisation_id)
    row = VotingRound(
        organisation_id=programme.organisation_id,
        programme=programme,
        code=_free_code(plain_text(details.title, details.language), programme.code),
        simulated=programme.simulated,
    )
    return _keep(row, details)


@audited("opinion.round-changed")
def change_round(actor: Actor, *, round_id: UUID, details: RoundDetails) -> VotingRound:
    """Change what a round says of itself. What voters are asked about themselves stays once it was opened."""
    row = _locked(actor, round_id)
    if row.state != RoundState.DRAFT:
        details = RoundDetails(
            **{name: getattr(details, name) for name in details.__slots__ if name != "asks"}, asks=tuple(row.asks)
        )
    return _keep(row, details)


@audited("opinion.round-moved")
def move_round(actor: Actor, *, round_id: UUID, state: RoundState) -> VotingRound:
    """Open a round, or close it. Raises Refusal where it has no statement, or was imported."""
    row = _locked(actor, round_id)
    if row.files_digest or state not in MOVES[RoundState(row.state)]:
        raise Refusal("NOT_NOW")
    if state == RoundState.OPEN and not row.statements.filter(state=StatementState.OFFERED).exists():
        raise Refusal("OPINION_ROUND_EMPTY")
    row.state = state
    row.published = True
    row.save(update_fields=["state", "published"])
    return row


@audited("opinion.statement-put")
def put_statement(actor: Actor, *, round_id: UUID, text: str, language: str, key: UUID) -> OpinionStatement:
    """Put a statement of the organisers."""
    row = _locked(actor, round_id)
    kept: OpinionStatement | None = OpinionStatement.objects.filter(key=key, voting_round=row).first()
    if kept is not None:
        return kept
    if row.state == RoundState.CLOSED:
        raise Refusal("OPINION_ROUND_CLOSED")
    return add_row(row, text, language, StatementOrigin.SEED, StatementState.OFFERED, key)


@audited("opinion.statement-moderated")
def moderate_statement(
    actor: Actor, *, statement_id: UUID, state: StatementState, reason: str = "", words: str = ""
) -> ModerationDecision:
    """Let a statement in or leave it out, with a reason that everybody reads; either can be undone by the other."""
    statement: OpinionStatement = OpinionStatement.objects.select_for_update().get(pk=statement_id)
    check_may(actor, Action.RUN_VOTING, organisation_id=statement.organisation_id)
    if state == StatementState.WAITING or state == statement.state:
        raise Refusal("NOT_NOW")
    if state == StatementState.LEFT_OUT and reason not in MODERATION_REASONS:
        raise Refusal("OPINION_REASON_MISSING")
    statement.state = state
    statement.save(update_fields=["state"])
    decision: ModerationDecision = ModerationDecision.objects.create(
        organisation_id=statement.organisation_id,
        published=True,
        statement=statement,
        state=state,
        reason=reason if state == StatementState.LEFT_OUT else "",
        words=words.strip(),
        person_id=actor.person_id,
    )
    return decision


@audited("opinion.statement-worded")
def add_wording(actor: Actor, *, statement_id: UUID, language: str, text: str) -> OpinionStatement:
    """Give the translation of a statement into a language, or another one; the first wording is never changed."""
    statement: OpinionStatement = OpinionStatement.objects.select_for_update().get(pk=statement_id)
    check_may(actor, Action.RUN_VOTING, organisation_id=statement.organisation_id)
    first = next(tag for tag, wording in statement.text.items() if wording.origin is TextOrigin.SOURCE)
    said = " ".join(text.split())
    if language == first or not said:
        raise Refusal("OPINION_WORDING_IS_FIRST")
    wording = translated(said, statement.text[first].text, TextOrigin.HUMAN)
    statement.text = {**statement.text, language: wording}
    statement.save(update_fields=["text"])
    return statement


@audited("opinion.round-imported")
def import_round(actor: Actor, *, programme: Programme, details: ImportDetails, packed: bytes) -> VotingRound:
    """Keep the files of a vote that was held elsewhere, and have them read as a job."""
    check_may(actor, Action.RUN_VOTING, organisation_id=programme.organisation_id)
    row: VotingRound = VotingRound.objects.create(
        organisation_id=programme.organisation_id,
        programme=programme,
        code=_free_code(plain_text(details.title, details.language), programme.code),
        title=details.title,
        about=details.about,
        language=details.language,
        state=RoundState.CLOSED,
        takes_statements=False,
        simulated=details.simulated,
        source=details.source,
        source_address=details.source_address,
        licence=details.licence,
        files_digest=store_file(packed, "application/zip"),
    )
    ask_for_result(actor, voting_round=row)
    return row


def ask_for_result(actor: Actor, *, voting_round: VotingRound) -> Job:
    """Have the groups of a closed round worked out. The same votes and statements are worked out once."""
    check_may(actor, Action.RUN_VOTING, organisation_id=voting_round.organisation_id)
    if voting_round.state != RoundState.CLOSED:
        raise Refusal("OPINION_ROUND_STILL_OPEN")
    inputs: dict[str, Any] = {"round": str(voting_round.pk)}
    if voting_round.files_digest:
        kind, inputs["files"] = IMPORT_KIND, voting_round.files_digest
    else:
        states = list(voting_round.statements.order_by("number").values_list("number", "state"))
        kind, inputs["votes"] = (
            RUN_KIND,
            digest({"votes": list(tally_votes(voting_round)), "statements": [list(row) for row in states]}),
        )
    return ask_for_job(actor, organisation=voting_round.organisation, kind=kind, inputs=inputs)


def tally_votes(voting_round: VotingRound) -> tuple[int, int]:
    """Return how many answers there are and the number of the last: of a closed round they move when some are taken back."""
    rows = OpinionVote.objects.filter(voter__voting_round=voting_round)
    last = rows.order_by("-id").values_list("id", flat=True).first()
    return rows.count(), last or 0


@audited("opinion.result-released")
def release_result(actor: Actor, *, result_id: UUID) -> OpinionResult:
    """Publish a result, unless it tells on few people when held against those published before."""
    result: OpinionResult = OpinionResult.objects.select_for_update().select_related("voting_round").get(pk=result_id)
    check_may(actor, Action.RUN_VOTING, organisation_id=result.organisation_id)
    if result.released_at is not None:
        raise Refusal("NOT_NOW")
    ledger = OpinionResult.objects.filter(voting_round=result.voting_round, released_at__isnull=False)
    earlier: list[Mapping[str, Any]] = [load_value(row.report_digest) for row in ledger]
    conflicts = find_report_conflicts(earlier, load_value(result.report_digest))
    if conflicts:
        raise Refusal("OPINION_RELEASE_TELLS", count=len(conflicts))
    result.released_at = timezone.now()
    result.published = True
    result.save(update_fields=["released_at", "published"])
    VotingRound.objects.filter(pk=result.voting_round_id).update(published=True)
    return result


def _keep(row: VotingRound, details: RoundDetails) -> VotingRound:
    if not plain_text(details.title, details.language).strip():
        raise Refusal("OPINION_TITLE_MISSING")
    row.title, row.about, row.what_next = details.title, details.about, details.what_next
    row.language, row.closes_on = details.language, details.closes_on
    row.takes_statements, row.asks = details.takes_statements, list(details.asks)
    row.save()
    return row


def _locked(actor: Actor, round_id: UUID) -> VotingRound:
    row: VotingRound = VotingRound.objects.select_for_update().get(pk=round_id)
    check_may(actor, Action.RUN_VOTING, organisation_id=row.organisation_id)
    if row.files_digest:
        raise Refusal("NOT_NOW")
    return row


def _free_code(title: str, stem: str) -> str:
    """Return an address that no other round has, made of the title, or of the programme where it has no letters."""
    name = slugify(title)[:LONGEST_CODE].strip("-") or f"{stem[:LONGEST_CODE]}-vote"
    taken = RESERVED | set(VotingRound.objects.filter(code__startswith=name).values_list("code", flat=True))
    number, code = 2, name
    while code in taken:
        code, number = f"{name}-{number}", number + 1
    return code
