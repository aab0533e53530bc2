"""The votes of the demonstration country, simulated: one that is closed, with its results, and one that is open."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import numpy as np
from django.db import transaction

from capacita.vocabulary import LocalizedText, derive_identifier, plain_text
from capacita.web.actors import SYSTEM
from capacita.web.consultation.models import Programme
from capacita.web.consultation.private_link import hash_code
from capacita.web.demo.vote_texts import (
    CLOSED_ABOUT,
    CLOSED_STATEMENTS,
    CLOSED_TITLE,
    OPEN_ABOUT,
    OPEN_STATEMENTS,
    OPEN_TITLE,
    WHAT_NEXT,
)
from capacita.web.jobs.models import Job
from capacita.web.jobs.worker import Report
from capacita.web.opinion.models import (
    OpinionResult,
    OpinionStatement,
    OpinionVote,
    OpinionVoter,
    RoundState,
    VotingRound,
)
from capacita.web.opinion.rounds import RoundDetails, move_round, prepare_round, put_statement, release_result
from capacita.web.opinion.work import group_votes

SEED = 20261123
PEOPLE = 120
FIRST_CAMP = 0.55
STRAIGHT_LINERS = 6
KINDS = ("civil_servants", "training_institutions", "academia", "civil_society")


def fill_votes(job: Job, report: Report) -> dict[str, Any]:
    """Keep both votes, all or nothing, and publish the results of the closed one. Does nothing where they are there."""
    programme = Programme.objects.filter(organisation=job.organisation, simulated=True).earliest("opens_on")
    if VotingRound.objects.filter(programme=programme).exists():
        return {}
    with transaction.atomic():
        _open(programme, OPEN_TITLE, OPEN_ABOUT, [*OPEN_STATEMENTS], asks=("stakeholder", "gender"))
        closed = _open(programme, CLOSED_TITLE, CLOSED_ABOUT, [text for _, _, text in CLOSED_STATEMENTS])
        _simulate(closed)
        closed = move_round(SYSTEM, round_id=closed.pk, state=RoundState.CLOSED)
        result: OpinionResult = group_votes(closed, report)
        release_result(SYSTEM, result_id=result.pk)
    return {"route": "opinion-result", "args": [closed.code, result.number]}


def _open(
    programme: Programme,
    title: LocalizedText,
    about: LocalizedText,
    statements: list[LocalizedText],
    asks: tuple[str, ...] = ("stakeholder",),
) -> VotingRound:
    details = RoundDetails(
        title=title,
        about=about,
        what_next=WHAT_NEXT,
        language="en",
        closes_on=None,
        takes_statements=True,
        asks=asks,
    )
    row = prepare_round(SYSTEM, programme=programme, details=details)
    for text in statements:
        key = UUID(derive_identifier(str(programme.pk), plain_text(text, "en")))
        statement = put_statement(SYSTEM, round_id=row.pk, text=plain_text(text, "en"), language="en", key=key)
        statement.text = text
        statement.save(update_fields=["text"])
    return move_round(SYSTEM, round_id=row.pk, state=RoundState.OPEN)


def _simulate(row: VotingRound) -> None:
    """Let made-up people vote: two camps of mind, some who answer little, some who always agree."""
    chance = np.random.default_rng(SEED)
    statements = list(OpinionStatement.objects.filter(voting_round=row).order_by("number"))
    votes = []
    for person in range(PEOPLE):
        camp = 0 if chance.random() < FIRST_CAMP else 1
        leans = chance.dirichlet((4, 2, 2, 1) if camp else (2, 2, 3, 2))
        voter = OpinionVoter.objects.create(
            id=UUID(derive_identifier(str(row.programme_id), f"voter {person}")),
            organisation_id=row.organisation_id,
            voting_round=row,
            code_hash=hash_code(f"demonstration {person}"),  # no code: nobody can take this place
            characteristics={"stakeholder": KINDS[int(np.argmax(leans))]} if chance.random() < 0.8 else {},
        )
        answers_few = chance.random() < 0.08
        for place, statement in enumerate(statements):
            if chance.random() < (0.6 if answers_few else 0.06):
                continue
            agrees = chance.random() < CLOSED_STATEMENTS[place][:2][camp]
            said = "pass" if chance.random() < 0.05 else "agree" if agrees else "disagree"
            if person < STRAIGHT_LINERS:
                said = "agree"
            key = UUID(derive_identifier(str(voter.pk), f"answer {place}"))
            votes.append(
                OpinionVote(organisation_id=row.organisation_id, voter=voter, statement=statement, answer=said, key=key)
            )
    OpinionVote.objects.bulk_create(votes)
