"""Taking one's answers back after a vote: out of every count until a result is published, and what holds afterwards."""

import io

import pyarrow.parquet as pq
import pytest
from django.test import Client

from capacita.vocabulary import NotFound, Refusal
from capacita.web.actors import SYSTEM
from capacita.web.documents.models import StoredDocument, StoredFile
from capacita.web.documents.store import load_file, path_of_file
from capacita.web.jobs.models import Job
from capacita.web.opinion import work
from capacita.web.opinion.consent import WITHDRAWAL
from capacita.web.opinion.models import OpinionResult, OpinionVote, OpinionVoter
from capacita.web.opinion.rounds import release_result
from capacita.web.opinion.withdrawing import take_back
from lib.opinion_cases import close, fill_two_camps, make_round, work_out

pytestmark = pytest.mark.django_db
ROUND = "/en/consultations/opinions/"


@pytest.fixture(name="closed")
def closed_round(tmp_path, settings):
    settings.HOME = tmp_path
    row = make_round(statements=12)
    fill_two_camps(row, people=30)
    return close(row)


def people_in(result: OpinionResult) -> int:
    return len(set(pq.read_table(io.BytesIO(load_file(result.votes_digest)))["participant"].to_pylist()))


def test_answers_are_in_no_table_and_no_count_until_a_result_is_published(closed, django_capture_on_commit_callbacks):
    first = work_out(closed)
    assert people_in(first) == 30
    with django_capture_on_commit_callbacks(execute=True):
        assert take_back(OpinionVoter.objects.first())
    assert not OpinionResult.objects.exists()
    assert not path_of_file(first.votes_digest).exists()
    assert not StoredFile.objects.filter(digest=first.votes_digest).exists()
    assert not StoredDocument.objects.filter(digest=first.report_digest).exists()
    assert Job.objects.filter(kind="group-opinions", status="waiting").count() == 1
    with pytest.raises(NotFound):
        load_file(first.votes_digest)
    assert people_in(work_out(closed)) == 29


def test_published_counts_stay_and_the_voter_is_deleted(closed):
    released = release_result(SYSTEM, result_id=work_out(closed).pk)
    voter = OpinionVoter.objects.first()
    gone = voter.pk
    assert not take_back(voter)
    assert OpinionVoter.objects.count() == 29
    assert not OpinionVote.objects.filter(voter_id=gone).exists()
    kept = OpinionResult.objects.get()
    assert (kept.pk, people_in(kept)) == (released.pk, 30)
    again = work_out(closed)  # without them; set beside what is published it may tell who left
    assert people_in(again) == 29
    with pytest.raises(Refusal):
        release_result(SYSTEM, result_id=again.pk)


def test_answers_taken_back_while_groups_are_sought_are_not_frozen(closed, monkeypatch):
    seek, left = work.group_opinions, [OpinionVoter.objects.first()]

    def seek_and_leave(*args, **kwargs):
        if left:
            take_back(left.pop())
        return seek(*args, **kwargs)

    monkeypatch.setattr(work, "group_opinions", seek_and_leave)
    assert people_in(work_out(closed)) == 29
    assert OpinionResult.objects.count() == 1


def test_consent_says_until_when_before_somebody_begins(client: Client):
    row = make_round()
    for page in ("", "begin/"):
        told = client.get(f"{ROUND}{row.code}/{page}").content.decode()
        for words in WITHDRAWAL:
            assert words in told


def test_own_answers_can_be_deleted_on_their_page_after_the_vote(client: Client):
    row = make_round()
    client.post(f"{ROUND}{row.code}/begin/", {"skip": "1"})
    close(row)
    assert "take-back/" in client.get(f"{ROUND}{row.code}/answers/").content.decode()
    answer = client.post(f"{ROUND}{row.code}/take-back/", follow=True).content.decode()
    assert "Nothing of them is left here." in answer
    assert OpinionVoter.objects.count() == 0
