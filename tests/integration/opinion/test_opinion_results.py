"""What came of a vote: worked out in the worker, protected, read before it is published, never told by differences."""

import csv
import io
import json

import numpy as np
import pytest
from django.test import Client

from capacita.vocabulary import Refusal
from capacita.web.actors import SYSTEM
from capacita.web.documents.store import load_value
from capacita.web.opinion.models import OpinionResult, RoundState
from capacita.web.opinion.rounds import ask_for_result, moderate_statement, move_round, release_result
from lib.opinion_cases import (
    ROUND,
    answer,
    close,
    fill_two_camps,
    keep_votes,
    make_round,
    make_voter,
    steward,
    work_out,
)

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return response.content.decode()


@pytest.fixture
def kept_home(tmp_path, settings):
    settings.HOME = tmp_path


@pytest.fixture
def closed(kept_home):
    row = make_round(asks=("stakeholder",))
    fill_two_camps(row)
    return close(row)


def test_two_camps_are_found_published_and_shown_with_their_verdict(client: Client, closed):
    result = work_out(closed)
    assert client.get(f"{ROUND}results/1/").status_code == 404
    assert "being worked out" in text_of(client.get(ROUND))
    release_result(SYSTEM, result_id=result.pk)
    page = text_of(client.get(f"{ROUND}results/1/"))
    assert "There are groups, and they come out again" in page
    assert "60 people voted, and all are counted here." in page or "A few more voted" in page
    assert "Counts describe those who took part; nobody else." in page
    assert "descriptive p below 0.001" in page
    assert '<svg class="chart map"' in page
    assert '<title id="map-title">' in page
    agreed = page.partition("What most agree on")[2].partition("What divides")[0]
    assert "Statement number 1." in agreed
    assert "Statement number 3." not in agreed
    assert "Kind of participant" in page
    assert len(page) < 100_000
    assert f"{ROUND}results/1/" in text_of(client.get(ROUND))


def test_no_small_count_is_in_what_can_be_downloaded(client: Client, closed):
    result = work_out(closed)
    release_result(SYSTEM, result_id=result.pk)
    report = json.loads(client.get(f"{ROUND}results/1/result.json").content)
    for entry in report["statements"]:
        assert set(entry["answers"]) == {"A", "B"}
        for row in entry["answers"].values():
            told = [row["passed"], row["unanswered"], row["answers"]]
            told += [side[0] for side in (row["agree"], row["disagree"]) if side and side[0] == side[1]]
            assert all(count >= 5 for count in told if count is not None), row
    for table in report["characteristics"].values():
        shown = [count for line in (*table["cells"], table["column_totals"]) for count in line if count is not None]
        assert all(count >= 5 for count in shown)
    assert "members" not in json.dumps(report)
    rows = list(csv.DictReader(io.StringIO(client.get(f"{ROUND}results/1/statements.csv").content.decode("utf-8-sig"))))
    assert {row["group"] for row in rows} == {"A", "B"}
    assert b"size" in client.get(f"{ROUND}results/1/groups.csv").content
    assert b"academia" in client.get(f"{ROUND}results/1/characteristics.csv").content
    assert client.get(f"{ROUND}results/1/votes.parquet").status_code == 404


def test_the_same_votes_are_worked_out_once_and_give_the_same_report(closed):
    first = ask_for_result(SYSTEM, voting_round=closed)
    assert ask_for_result(SYSTEM, voting_round=closed).pk == first.pk
    one = work_out(closed)
    OpinionResult.objects.all().delete()
    two = work_out(closed)
    assert (one.report_digest, one.votes_digest) == (two.report_digest, two.votes_digest)


def test_a_result_that_differs_by_a_few_people_is_not_published(closed):
    release_result(SYSTEM, result_id=work_out(closed).pk)
    row = move_round(SYSTEM, round_id=closed.pk, state=RoundState.OPEN)
    voters = [make_voter(row, person) for person in (1000, 1001)]
    keep_votes([(voter, said, "agree") for voter in voters for said in row.statements.all()])
    result = work_out(close(row))
    with pytest.raises(Refusal) as refusal:
        release_result(SYSTEM, result_id=result.pk)
    assert refusal.value.code == "OPINION_RELEASE_TELLS"
    assert OpinionResult.objects.filter(released_at__isnull=False).count() == 1


def test_answers_by_lot_give_no_groups_and_the_page_says_that_this_is_an_answer(client: Client, kept_home):
    chance = np.random.default_rng(3)
    row = make_round()
    voters = [make_voter(row, person) for person in range(50)]
    statements = list(row.statements.all())
    keep_votes(
        [(voter, said, "agree" if chance.random() < 0.5 else "disagree") for voter in voters for said in statements]
    )
    result = work_out(close(row))
    release_result(SYSTEM, result_id=result.pk)
    page = text_of(client.get(f"{ROUND}results/1/"))
    assert "There are no stable groups." in page
    assert "That is an answer, not a failure" in page
    assert '<svg class="chart"' not in page


def test_too_few_voters_have_no_result(kept_home):
    row = make_round(statements=3)
    for person in range(3):
        answer(make_voter(row, person), 1, "agree")
    with pytest.raises(Refusal) as refusal:
        work_out(close(row))
    assert refusal.value.code == "OPINION_TOO_FEW_VOTERS"


def test_an_open_round_is_not_worked_out(kept_home):
    with pytest.raises(Refusal) as refusal:
        ask_for_result(SYSTEM, voting_round=make_round())
    assert refusal.value.code == "OPINION_ROUND_STILL_OPEN"


def test_straight_liners_are_said_and_the_groups_without_them_compared(client: Client, kept_home):
    row = make_round()
    fill_two_camps(row)
    voters = [make_voter(row, person) for person in range(2000, 2008)]
    keep_votes([(voter, said, "agree") for voter in voters for said in row.statements.all()])
    result = work_out(close(row))
    release_result(SYSTEM, result_id=result.pk)
    page = text_of(client.get(f"{ROUND}results/1/"))
    assert "8 people gave the same answer to every statement. They are counted." in page
    assert "Without them" in page


def test_what_is_left_out_later_is_counted_and_makes_no_groups(closed):
    statement = closed.statements.get(number=3)
    moderate_statement(SYSTEM, statement_id=statement.pk, state="left_out", reason="off_topic")
    report = load_value(work_out(closed).report_digest)
    entry = next(entry for entry in report["statements"] if entry["id"] == "3")
    assert entry["moderated_out"]
    assert "3" not in report["divisive"]
    assert entry["agree"]


def test_a_steward_works_out_reads_and_publishes(closed, django_capture_on_commit_callbacks):
    client = steward(closed.organisation)
    here = f"/en/consultations/opinions/work/{closed.code}/"
    assert "There are no results yet." in text_of(client.get(here))
    response = client.post(here, {"step": "compute"})
    assert "work/jobs/" in response["Location"]
    assert "Working out the results of a vote" in text_of(client.get(response["Location"]))
    work_out(closed)
    assert "Not published yet" in text_of(client.get(f"{ROUND}results/1/"))
    client.post(here, {"step": "release:1"})
    assert "Not published yet" not in text_of(client.get(f"{ROUND}results/1/"))
    assert "Published" in text_of(client.get(here))
