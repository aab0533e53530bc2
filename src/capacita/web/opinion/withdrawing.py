"""Taking one's answers back: while a vote is open, and after it until a result is published.

As in ``taking_part`` no audit event is written: it would tell when somebody took their answers back.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from capacita.web.actors import SYSTEM
from capacita.web.documents.store import forget_document, forget_file
from capacita.web.opinion.models import OpinionResult, OpinionStatement, OpinionVoter, RoundState, VotingRound
from capacita.web.opinion.rounds import ask_for_result


def is_published(voting_round: VotingRound) -> bool:
    """Tell whether a result of a round is published, so that its counts stay."""
    return OpinionResult.objects.filter(voting_round=voting_round, released_at__isnull=False).exists()


def take_back(voter: OpinionVoter) -> bool:
    """Delete a voter with all their answers, and return whether these are in no count any more either.

    What was worked out of a closed vote and is not published is dropped, with the table of its votes, and worked out anew
    without them. Published counts stay, and so does the table behind them, where the answers stand under a number that
    leads to nobody once the voter is deleted.
    """
    with transaction.atomic():
        voting_round: VotingRound = VotingRound.objects.select_for_update().get(pk=voter.voting_round_id)
        answered = voter.votes.values_list("statement_id", flat=True).distinct()
        OpinionStatement.objects.filter(pk__in=list(answered), answers__gt=0).update(answers=F("answers") - 1)
        voter.delete()
        waiting = list(OpinionResult.objects.filter(voting_round=voting_round, released_at=None))
        OpinionResult.objects.filter(pk__in=[result.pk for result in waiting]).delete()
        for result in waiting:
            _forget(result)
        if waiting and voting_round.state == RoundState.CLOSED:
            ask_for_result(SYSTEM, voting_round=voting_round)
        return not is_published(voting_round)


def _forget(result: OpinionResult) -> None:
    """Take the votes and the report of a result that was dropped out of what is kept, unless another points at them."""
    rows = OpinionResult.objects.all()
    if not rows.filter(votes_digest=result.votes_digest).exists():
        forget_file(result.votes_digest)
    if not rows.filter(report_digest=result.report_digest).exists():
        forget_document(result.report_digest)
