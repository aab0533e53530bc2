"""Rows for tests of votes on statements: a round with statements, and voters of two minds."""

from uuid import UUID, uuid4

import numpy as np
from django.test import Client

from capacita.vocabulary import written
from capacita.web.accounts.models import Organisation
from capacita.web.actors import SYSTEM, Role
from capacita.web.jobs.models import Job
from capacita.web.opinion.models import (
    Answer,
    OpinionResult,
    OpinionStatement,
    OpinionVote,
    OpinionVoter,
    RoundState,
    VotingRound,
)
from capacita.web.opinion.rounds import RoundDetails, ask_for_result, move_round, prepare_round, put_statement
from capacita.web.opinion.taking_part import cast_vote, join
from capacita.web.opinion.work import group_round, read_import
from lib.consultation_cases import make_country, make_person, make_programme

ROUND = "/en/consultations/opinions/what-training-needs/"
CODE = "what-training-needs"


def make_round(
    organisation: Organisation | None = None, *, statements: int = 12, asks: tuple[str, ...] = (), opened: bool = True
) -> VotingRound:
    """Prepare a round of numbered statements, and open it unless told otherwise."""
    programme = make_programme(organisation or make_country())
    details = RoundDetails(
        title=written("What training needs"),
        about=written("About training."),
        what_next=written("The academy reads it and decides in June."),
        language="en",
        closes_on=None,
        takes_statements=True,
        asks=asks,
    )
    row = prepare_round(SYSTEM, programme=programme, details=details)
    for number in range(1, statements + 1):
        put_statement(SYSTEM, round_id=row.pk, text=f"Statement number {number}.", language="en", key=uuid4())
    if opened:
        row = move_round(SYSTEM, round_id=row.pk, state=RoundState.OPEN)
    return row


def make_voter(row: VotingRound, number: int, **characteristics: str) -> OpinionVoter:
    """Make a voter whose code follows from a number."""
    letters = "34679AEFHJKMPQRWXY"
    code = "".join(letters[(number // 18**place) % 18] for place in range(16))
    return join(row, code=code, characteristics=characteristics)


def answer(voter: OpinionVoter, number: int, said: str, key: UUID | None = None) -> None:
    """Answer a statement."""
    cast_vote(voter, number=number, answer=Answer(said), key=key or uuid4())


def fill_two_camps(row: VotingRound, people: int = 60, statements: int = 12) -> None:
    """Let two camps vote: all agree on the first two statements, and are of opposite minds about the others."""
    chance = np.random.default_rng(7)
    rows = {statement.number: statement for statement in row.statements.all()}
    votes = []
    for person in range(people):
        camp = person % 2
        kind = "academia" if person % 3 else "civil_servants"
        voter = make_voter(row, person, **({"stakeholder": kind} if "stakeholder" in row.asks else {}))
        for number in range(1, statements + 1):
            likely = number <= 2 or (number + camp) % 2 == 0
            if chance.random() < 0.1:
                continue
            agrees = likely if chance.random() < 0.93 else not likely
            votes.append((voter, rows[number], "agree" if agrees else "disagree"))
    keep_votes(votes)


def keep_votes(votes: list[tuple[OpinionVoter, OpinionStatement, str]]) -> None:
    """Keep many answers at once."""
    OpinionVote.objects.bulk_create(
        OpinionVote(organisation_id=voter.organisation_id, voter=voter, statement=statement, answer=said, key=uuid4())
        for voter, statement, said in votes
    )


def work_out(row: VotingRound) -> OpinionResult:
    """Work out the results through the very function that the worker runs."""
    job = ask_for_result(SYSTEM, voting_round=row)
    done = (read_import if row.files_digest else group_round)(job, lambda _percent, _step: None)
    Job.objects.filter(pk=job.pk).update(status="done", result=done)
    result: OpinionResult = OpinionResult.objects.get(voting_round=row, number=done["args"][1])
    return result


def close(row: VotingRound) -> VotingRound:
    """Close a round."""
    return move_round(SYSTEM, round_id=row.pk, state=RoundState.CLOSED)


def steward(organisation: Organisation) -> Client:
    """Return a steward's browser."""
    client = Client()
    client.force_login(make_person(organisation, Role.STEWARD, "stewarding"))
    return client
