"""Voting without an account: joining, answering, proposing a statement.

Joining and answering write no audit event: it would tell when somebody voted. The answers are a log of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone

from capacita.vocabulary import NotFound, Refusal, written
from capacita.web.actors import Actor
from capacita.web.audit.services import audited
from capacita.web.consultation.private_link import hash_code
from capacita.web.opinion.models import (
    LONGEST_STATEMENT,
    Answer,
    OpinionStatement,
    OpinionVote,
    OpinionVoter,
    RoundState,
    StatementOrigin,
    StatementState,
    VotingRound,
)
from capacita.web.opinion.terms import CHARACTERISTICS

MOST_WAITING = 300  # statements that nobody has read yet, of one round


def is_open(voting_round: VotingRound) -> bool:
    """Tell whether one can vote today."""
    closes_on = voting_round.closes_on
    return voting_round.state == RoundState.OPEN and (closes_on is None or closes_on >= timezone.localdate())


def join(voting_round: VotingRound, *, code: str, characteristics: Mapping[str, str]) -> OpinionVoter:
    """Make somebody who can vote, found again by their code alone; what was not asked is not kept."""
    _check_open(voting_round)
    known = {
        name: value
        for name, value in characteristics.items()
        if name in voting_round.asks and value in CHARACTERISTICS[name].categories
    }
    voter: OpinionVoter = OpinionVoter.objects.create(
        organisation_id=voting_round.organisation_id,
        voting_round=voting_round,
        code_hash=hash_code(code),
        characteristics=known,
    )
    return voter


def cast_vote(voter: OpinionVoter, *, number: int, answer: Answer, key: UUID) -> OpinionVote:
    """Keep an answer. What is sent twice, under one key, is kept once; a later answer replaces an earlier one.

    Raises Refusal when the round is closed, or the statement is not voted on (any more).
    """
    with transaction.atomic():
        _check_open(voter.voting_round)
        statement: OpinionStatement | None = (
            OpinionStatement.objects.select_for_update()
            .filter(voting_round_id=voter.voting_round_id, number=number)
            .first()
        )
        if statement is None:
            raise NotFound("OPINION_STATEMENT_UNKNOWN")
        kept: OpinionVote | None = OpinionVote.objects.filter(key=key).first()
        if kept is not None:
            if (kept.voter_id, kept.statement_id) != (voter.pk, statement.pk):
                raise Refusal("OPINION_FORM_USED")
            return kept
        is_first = not OpinionVote.objects.filter(voter=voter, statement=statement).exists()
        if is_first and statement.state != StatementState.OFFERED:
            raise Refusal("OPINION_STATEMENT_LEFT_OUT")
        vote: OpinionVote = OpinionVote.objects.create(
            organisation_id=voter.organisation_id, voter=voter, statement=statement, answer=answer, key=key
        )
        if is_first:
            OpinionStatement.objects.filter(pk=statement.pk).update(answers=F("answers") + 1)
    return vote


@audited("opinion.statement-proposed")
def propose_statement(
    actor: Actor, *, voting_round: VotingRound, text: str, language: str, key: UUID
) -> OpinionStatement:
    """Keep a participant's statement until somebody has read it; nothing says who proposed it."""
    _check_open(voting_round)
    if not voting_round.takes_statements:
        raise Refusal("OPINION_NO_PROPOSALS")
    kept: OpinionStatement | None = OpinionStatement.objects.filter(key=key).first()
    if kept is not None:
        return kept
    waiting = OpinionStatement.objects.filter(voting_round=voting_round, state=StatementState.WAITING).count()
    if waiting >= MOST_WAITING:
        raise Refusal("OPINION_TOO_MANY_WAITING")
    return add_row(voting_round, text, language, StatementOrigin.PARTICIPANT, StatementState.WAITING, key)


def add_row(
    voting_round: VotingRound, text: str, language: str, origin: StatementOrigin, state: StatementState, key: UUID
) -> OpinionStatement:
    """Add a statement under the next number of its round. Raises Refusal for one that is too long, empty or there."""
    said = " ".join(text.split())
    if not said or len(said) > LONGEST_STATEMENT:
        raise Refusal("OPINION_STATEMENT_LENGTH", longest=LONGEST_STATEMENT)
    rows = OpinionStatement.objects.filter(voting_round=voting_round)
    if any(wording.text.casefold() == said.casefold() for row in rows for wording in row.text.values()):
        raise Refusal("OPINION_STATEMENT_THERE")
    number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
    try:
        with transaction.atomic():
            row: OpinionStatement = OpinionStatement.objects.create(
                organisation_id=voting_round.organisation_id,
                published=True,
                voting_round=voting_round,
                number=number,
                text=written(said, language),
                origin=origin,
                state=state,
                key=key,
            )
    except IntegrityError:
        raise Refusal("NOT_NOW") from None  # somebody added one at the same moment
    return row


def _check_open(voting_round: VotingRound) -> None:
    if not is_open(voting_round):
        raise Refusal("OPINION_ROUND_CLOSED")
