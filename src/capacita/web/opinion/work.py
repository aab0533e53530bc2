"""Working out what came of a vote, in the worker: votes frozen, groups sought, and only what is protected kept."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from django.db import transaction
from django.db.models import Max

from capacita.consultation.opinion import (
    AGREE,
    DISAGREE,
    PASS,
    Characteristic,
    OpinionReport,
    VoteMatrix,
    collect_rows,
    find_straight_liners,
    group_opinions,
    make_public_report,
    read_votes_export,
)
from capacita.vocabulary import Finding, LocalizedText, Refusal, digest_of_bytes, written
from capacita.web.documents.store import load_file, store_document, store_file
from capacita.web.fields import write_localized
from capacita.web.jobs.models import Job
from capacita.web.jobs.worker import Report
from capacita.web.opinion.files import unpack
from capacita.web.opinion.models import OpinionResult, OpinionStatement, OpinionVote, StatementState, VotingRound
from capacita.web.opinion.rounds import tally_votes
from capacita.web.opinion.terms import CHARACTERISTICS

SEED = 20220501  # of the chance in grouping and resampling: the same votes give the same report
PARQUET = "application/vnd.apache.parquet"
_VALUES = {"agree": AGREE, "disagree": DISAGREE, "pass": PASS}


class _VotesMovedError(Exception):
    """Answers were taken back while groups were sought."""


def group_round(job: Job, report: Report) -> dict[str, Any]:
    """Work out what came of a round."""
    return _lead_to(group_votes(VotingRound.objects.get(pk=job.inputs["round"]), report))


def group_votes(voting_round: VotingRound, report: Report) -> OpinionResult:
    """Freeze the votes of a round and keep the protected report of them as its newest result.

    Where somebody takes their answers back meanwhile, it begins again without them.
    """
    while True:
        try:
            return _group_votes(voting_round, report)
        except _VotesMovedError:
            continue


def _group_votes(voting_round: VotingRound, report: Report) -> OpinionResult:
    report(5, "votes")
    tally = tally_votes(voting_round)
    votes = OpinionVote.objects.filter(voter__voting_round=voting_round).order_by("id")
    log = list(votes.values_list("voter_id", "statement__number", "answer"))
    latest: dict[tuple[UUID, int], str] = {(voter, number): answer for voter, number, answer in log}
    said = [(voter, number, answer) for (voter, number), answer in latest.items() if answer in _VALUES]
    if not said:
        raise Refusal("OPINION_NO_VOTES")
    pseudonyms = _number({voter for voter, _, _ in said})
    matrix = collect_rows((pseudonyms[voter], str(number), _VALUES[answer]) for voter, number, answer in said)
    statements = {str(row.number): row for row in OpinionStatement.objects.filter(voting_round=voting_round)}
    left_out = frozenset(name for name, row in statements.items() if row.state != StatementState.OFFERED)
    people = voting_round.voters.filter(pk__in=pseudonyms).values_list("pk", "characteristics")
    given = {pseudonyms[voter]: characteristics for voter, characteristics in people}
    characteristics = {
        code: Characteristic(
            categories=tuple(CHARACTERISTICS[code].categories),
            category_of={name: said[code] for name, said in given.items() if code in said},
        )
        for code in voting_round.asks
        if code in CHARACTERISTICS
    }
    return _keep(
        report,
        voting_round,
        matrix,
        left_out=left_out,
        texts={name: row.text for name, row in statements.items()},
        origins={name: row.origin for name, row in statements.items()},
        characteristics=characteristics,
        tally=tally,
    )


def read_import(job: Job, report: Report) -> dict[str, Any]:
    """Read the files of a vote that was held elsewhere, and keep the protected report of it."""
    voting_round = VotingRound.objects.get(pk=job.inputs["round"])
    report(5, "votes")
    export = read_votes_export(unpack(load_file(job.inputs["files"])))
    kept = _keep(
        report,
        voting_round,
        export.matrix,
        left_out=export.moderated_out,
        texts={name: written(text, voting_round.language) for name, text in export.texts.items() if text},
        origins={},
        characteristics={},
        findings=export.findings,
    )
    return _lead_to(kept)


def _lead_to(result: OpinionResult) -> dict[str, Any]:
    return {"route": "opinion-result", "args": [result.voting_round.code, result.number]}


def _keep(
    report: Report,
    voting_round: VotingRound,
    matrix: VoteMatrix,
    *,
    left_out: frozenset[str],
    texts: Mapping[str, LocalizedText],
    origins: Mapping[str, str],
    characteristics: Mapping[str, Characteristic],
    findings: tuple[Finding, ...] = (),
    tally: tuple[int, int] | None = None,
) -> OpinionResult:
    """Group a matrix with and without those who always gave the same vote, protect the report and keep it."""
    frozen = _write_votes(matrix)
    report(20, "groups")
    found = group_opinions(matrix, np.random.default_rng(SEED), moderated_out=left_out)
    without = _without_straight_liners(matrix, left_out)
    report(80, "protection")
    public = make_public_report(found, characteristics=characteristics, without_straight_liners=without)
    for entry in public["statements"]:
        entry["text"] = write_localized(texts.get(entry["id"], {}))
        entry["origin"] = origins.get(entry["id"], "")
    public |= {
        "round": voting_round.code,
        "title": write_localized(voting_round.title),
        "simulated": voting_round.simulated,
        "source": voting_round.source,
        "source_address": voting_round.source_address,
        "licence": voting_round.licence,
        "votes_digest": digest_of_bytes(frozen),
        "findings": [{"code": finding.code, "values": dict(finding.values)} for finding in findings],
    }
    with transaction.atomic():
        VotingRound.objects.select_for_update().get(pk=voting_round.pk)
        if tally is not None and tally_votes(voting_round) != tally:
            raise _VotesMovedError
        last = OpinionResult.objects.filter(voting_round=voting_round).aggregate(last=Max("number"))["last"] or 0
        result: OpinionResult = OpinionResult.objects.create(
            organisation_id=voting_round.organisation_id,
            voting_round=voting_round,
            number=last + 1,
            votes_digest=store_file(frozen, PARQUET),
            report_digest=store_document(public),
        )
    return result


def _without_straight_liners(matrix: VoteMatrix, left_out: frozenset[str]) -> OpinionReport | None:
    straight = set(find_straight_liners(matrix))
    if not straight or len(straight) == len(matrix.participants):
        return None
    kept = np.array([person not in straight for person in matrix.participants], dtype=np.bool_)
    return group_opinions(matrix.only_participants(kept), np.random.default_rng(SEED), moderated_out=left_out)


def _number(voters: set[UUID]) -> dict[UUID, str]:
    """Return a number for each voter, in the order of the chance numbers that they have: it says not who, nor when."""
    return {voter: str(number) for number, voter in enumerate(sorted(voters))}


def _write_votes(matrix: VoteMatrix) -> bytes:
    """Return the votes as Parquet: one line a vote, with the participant's number, the statement and 1, 0 or -1."""
    table = pa.table(
        {
            "participant": pa.array(matrix.participants, pa.string()).take(pa.array(matrix.people)),
            "statement": pa.array(matrix.statements, pa.string()).take(pa.array(matrix.columns)),
            "vote": pa.array(matrix.votes, pa.int8()),
        }
    )
    target = io.BytesIO()
    pq.write_table(table, target, compression="zstd")
    return target.getvalue()
