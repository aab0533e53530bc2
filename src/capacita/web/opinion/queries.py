"""Reading rounds of voting, their statements, a voter's own answers, and results."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from capacita.consultation.opinion import OfferedStatement, order_statements
from capacita.vocabulary import NotFound
from capacita.web.actors import SYSTEM, Actor
from capacita.web.consultation.models import Programme
from capacita.web.consultation.private_link import hash_code, is_key_code
from capacita.web.opinion.models import (
    OpinionResult,
    OpinionStatement,
    OpinionVote,
    OpinionVoter,
    RoundState,
    StatementOrigin,
    StatementState,
    VotingRound,
)
from capacita.web.permissions import Action, check_may, may


def get_round(actor: Actor, code: str) -> VotingRound:
    """Return a round that this person may know of. Raises NotFound."""
    rows = VotingRound.objects.for_actor(actor).select_related("programme__organisation", "organisation")
    found: VotingRound | None = rows.filter(code=code).first()
    if found is None:
        raise NotFound("OPINION_ROUND_UNKNOWN")
    return found


def get_own_round(actor: Actor, code: str) -> VotingRound:
    """Return a round for those who run it. Raises NotFound, or NotAllowed."""
    found = get_round(actor, code)
    check_may(actor, Action.RUN_VOTING, organisation_id=found.organisation_id)
    return found


def list_rounds(programme_id: UUID) -> list[VotingRound]:
    """Return the rounds of a programme that everybody may see, those one can vote in first."""
    rows = VotingRound.objects.for_actor(SYSTEM).filter(programme_id=programme_id, published=True)
    return sorted(rows, key=lambda row: row.state != RoundState.OPEN)


def list_own_rounds(actor: Actor) -> list[VotingRound]:
    """Return the rounds that this person runs, with how many statements wait to be read as ``waiting``."""
    held = [pk for pk in actor.memberships if may(actor, Action.RUN_VOTING, organisation_id=pk)]
    rows = VotingRound.objects.for_actor(actor).filter(organisation_id__in=held).select_related("programme")
    return list(rows.annotate(waiting=Count("statements", filter=Q(statements__state=StatementState.WAITING))))


def list_voting_programmes(actor: Actor) -> list[Programme]:
    """Return the programmes under which this person may hold a vote."""
    held = [pk for pk in actor.memberships if may(actor, Action.RUN_VOTING, organisation_id=pk)]
    return list(Programme.objects.for_actor(actor).filter(organisation_id__in=held, source=""))


def find_voter(code: str, voting_round: VotingRound | None = None) -> OpinionVoter | None:
    """Return whom a code stands for, in one round where it is given, or None."""
    if not is_key_code(code):
        return None
    rows = OpinionVoter.objects.for_actor(SYSTEM).filter(code_hash=hash_code(code))
    if voting_round is not None:
        rows = rows.filter(voting_round=voting_round)
    voter: OpinionVoter | None = rows.select_related("voting_round__organisation").first()
    return voter


def latest_answers(voter: OpinionVoter) -> dict[UUID, str]:
    """Return the answer of a voter that counts, by statement."""
    rows = OpinionVote.objects.for_actor(SYSTEM).filter(voter=voter).order_by("id")
    return dict(rows.values_list("statement_id", "answer"))


def next_statement(voter: OpinionVoter, answered: Iterable[UUID]) -> OpinionStatement | None:
    """Return the statement that a voter is asked next, None where all are answered."""
    rows = OpinionStatement.objects.for_actor(SYSTEM).filter(
        voting_round_id=voter.voting_round_id, state=StatementState.OFFERED
    )
    done = set(answered)
    waiting = {str(row.pk): row for row in rows if row.pk not in done}
    offered = (
        OfferedStatement(id=name, is_seed=row.origin == StatementOrigin.SEED, answers=row.answers)
        for name, row in waiting.items()
    )
    order = order_statements(offered, voter=str(voter.pk), seed=str(voter.voting_round_id))
    return waiting[order[0]] if order else None


def list_statements(voting_round: VotingRound) -> QuerySet[OpinionStatement]:
    """Return the statements of a round with the log of decisions about each."""
    rows: QuerySet[OpinionStatement] = OpinionStatement.objects.for_actor(SYSTEM).filter(voting_round=voting_round)
    return rows.prefetch_related("decisions")


def get_statement(voting_round: VotingRound, number: int) -> OpinionStatement:
    """Return a statement by its number. Raises NotFound."""
    found: OpinionStatement | None = list_statements(voting_round).filter(number=number).first()
    if found is None:
        raise NotFound("OPINION_STATEMENT_UNKNOWN")
    return found


def count_unclear(voting_round: VotingRound) -> dict[UUID, int]:
    """Return how many say now of each statement that it makes no sense."""
    latest = (
        OpinionVote.objects.for_actor(SYSTEM)
        .filter(statement__voting_round=voting_round)
        .values("voter_id", "statement_id")
        .annotate(last=Max("id"))
        .values("last")
    )
    rows = OpinionVote.objects.for_actor(SYSTEM).filter(pk__in=latest, answer="unclear")
    return dict(rows.values("statement_id").annotate(count=Count("id")).values_list("statement_id", "count"))


def count_voters(voting_round: VotingRound) -> int:
    """Return how many have answered at least one statement; never shown as it is."""
    voters = OpinionVoter.objects.for_actor(SYSTEM).filter(voting_round=voting_round, votes__isnull=False)
    count: int = voters.distinct().count()
    return count


def list_results(voting_round: VotingRound, *, released: bool) -> list[OpinionResult]:
    """Return the results of a round, the newest first, the released ones alone where asked."""
    rows = OpinionResult.objects.for_actor(SYSTEM).filter(voting_round=voting_round)
    if released:
        rows = rows.filter(released_at__isnull=False)
    return list(rows)


def get_result(actor: Actor, voting_round: VotingRound, number: int | None = None) -> OpinionResult | None:
    """Return a result that this person may see, the newest that was released where no number is given, or None.

    Raises NotFound for a number that there is not, or not for this person.
    """
    rows = OpinionResult.objects.for_actor(actor).filter(voting_round=voting_round)
    if number is None:
        newest: OpinionResult | None = rows.filter(released_at__isnull=False).first()
        return newest
    found: OpinionResult | None = rows.filter(number=number).first()
    if found is None or (
        found.released_at is None and not may(actor, Action.RUN_VOTING, organisation_id=voting_round.organisation_id)
    ):
        raise NotFound("OPINION_RESULT_UNKNOWN")
    return found
