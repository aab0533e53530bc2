"""Stewards prepare a vote, put and translate statements, read what was proposed, and take in votes held elsewhere."""

import io
import zipfile
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from capacita.vocabulary import NotAllowed, Refusal, TextOrigin
from capacita.web.actors import SYSTEM, VISITOR, Role
from capacita.web.audit.models import AuditEvent
from capacita.web.documents.store import load_value
from capacita.web.jobs.models import Job
from capacita.web.opinion.files import MOST_BYTES, pack_uploads
from capacita.web.opinion.models import ModerationDecision, OpinionStatement, VotingRound
from capacita.web.opinion.rounds import moderate_statement, release_result
from capacita.web.opinion.taking_part import propose_statement
from lib.consultation_cases import actor_with, make_country, make_programme
from lib.opinion_cases import ROUND, answer, make_round, make_voter, steward, work_out
from lib.shared import shared_path

pytestmark = pytest.mark.django_db
WORK = "/en/consultations/opinions/work/"


def text_of(response) -> str:
    return response.content.decode()


def propose(row: VotingRound, text: str = "We need more time.") -> OpinionStatement:
    return propose_statement(VISITOR, voting_round=row, text=text, language="en", key=uuid4())


def test_a_steward_prepares_a_vote_puts_statements_and_opens_it():
    organisation = make_country()
    make_programme(organisation)
    client = steward(organisation)
    assert "There is no vote yet." in text_of(client.get(WORK))
    empty = client.post(f"{WORK}new/", {"programme": "open-call"})
    assert empty.status_code == 422
    assert "Give the vote a title." in text_of(empty)
    form = {
        "programme": "open-call", "title": "Tools", "about": "About tools.", "what_next": "We decide.",
        "takes_statements": "on", "asks": ["gender"], "closes_on": "",
    }  # fmt: skip
    assert client.post(f"{WORK}new/", form)["Location"] == f"{WORK}tools/"
    assert client.post(f"{WORK}tools/", {"step": "open"}).status_code == 409
    key = str(uuid4())
    for _ in range(2):
        client.post(f"{WORK}tools/put/", {"key": key, "text": "Tools help."})
    assert OpinionStatement.objects.get().origin == "seed"
    client.post(f"{WORK}tools/", {"step": "open"})
    assert "Begin" in text_of(Client().get("/en/consultations/opinions/tools/"))
    client.post(f"{WORK}tools/change/", {**form, "title": "Our tools", "asks": ["age"]})
    row = VotingRound.objects.get()
    assert (row.title["en"].text, row.asks) == ("Our tools", ["gender"])
    assert AuditEvent.objects.filter(action="opinion.round-moved").exists()


def test_what_is_left_out_is_listed_with_its_reason_and_can_come_back(client: Client):
    row = make_round(statements=1)
    statement = propose(row)
    boss = steward(row.organisation)
    here = f"{WORK}{row.code}/statements/2/"
    assert "1 statement waits to be read." in text_of(boss.get(f"{WORK}{row.code}/"))
    without = boss.post(here, {"state": "left_out", "reason": "", "words": ""})
    assert without.status_code == 422
    assert "Choose the reason; everybody reads it." in text_of(without)
    boss.post(here, {"state": "left_out", "reason": "off_topic", "words": "It is about pay."})
    page = text_of(client.get(f"{ROUND}statements/"))
    assert "We need more time." in page
    assert "Left out: It is about something else: It is about pay." in page
    boss.post(here, {"state": "offered", "reason": "", "words": ""})
    statement.refresh_from_db()
    assert statement.state == "offered"
    assert ModerationDecision.objects.count() == 2
    assert "A participant’s statement" in text_of(client.get(f"{ROUND}statements/"))
    with pytest.raises(TypeError):
        ModerationDecision.objects.first().save()


def test_a_statement_about_a_person_is_kept_and_not_shown(client: Client):
    row = make_round(statements=1)
    statement = propose(row, "Ms Doe is lazy.")
    moderate_statement(SYSTEM, statement_id=statement.pk, state="left_out", reason="personal")
    page = text_of(client.get(f"{ROUND}statements/"))
    assert "Ms Doe" not in page
    assert "It is about a person who can be recognised" in page
    assert "Ms Doe is lazy." in text_of(steward(row.organisation).get(f"{WORK}{row.code}/"))


def test_who_answered_a_statement_that_is_left_out_may_still_change_their_answer():
    row = make_round(statements=2)
    voter = make_voter(row, 1)
    answer(voter, 1, "agree")
    moderate_statement(SYSTEM, statement_id=row.statements.get(number=1).pk, state="left_out", reason="duplicate")
    answer(voter, 1, "pass")
    with pytest.raises(Refusal) as refusal:
        answer(make_voter(row, 2), 1, "agree")
    assert refusal.value.code == "OPINION_STATEMENT_LEFT_OUT"


def test_a_wording_is_added_and_the_first_one_stays(client: Client):
    row = make_round(statements=1)
    boss = steward(row.organisation)
    here = f"{WORK}{row.code}/statements/1/"
    boss.post(here, {"wording": "1", "language": "ar", "text": "العبارة الأولى"})
    wrong = boss.post(here, {"wording": "1", "language": "en", "text": "Something else."})
    assert wrong.status_code == 422
    statement = row.statements.get()
    assert statement.text["en"].text == "Statement number 1."
    assert statement.text["ar"].origin is TextOrigin.HUMAN
    assert "العبارة الأولى" in text_of(client.get(ROUND.replace("/en/", "/ar/") + "statements/"))


def test_several_who_find_no_sense_in_a_statement_are_told_to_the_steward():
    row = make_round(statements=1)
    boss = steward(row.organisation)
    for person in range(5):
        assert "make no sense:" not in text_of(boss.get(f"{WORK}{row.code}/"))
        answer(make_voter(row, person), 1, "unclear")
    assert "make no sense: 1" in text_of(boss.get(f"{WORK}{row.code}/"))


@pytest.mark.parametrize("role", [None, Role.ANALYST, Role.FACILITATOR])
def test_nobody_else_runs_a_vote(client: Client, role: Role | None):
    row = make_round(statements=1)
    if role is None:
        assert "sign-in" in client.get(f"{WORK}{row.code}/")["Location"]
        return
    with pytest.raises(NotAllowed):
        moderate_statement(
            actor_with(row.organisation, role),
            statement_id=row.statements.get().pk,
            state="left_out",
            reason="personal",
        )


def test_a_steward_of_another_country_runs_nothing_here():
    row = make_round(statements=1)
    other = steward(make_country("belmara"))
    assert other.get(f"{WORK}{row.code}/").status_code == 403
    assert row.code not in text_of(other.get(WORK))


def zipped(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return target.getvalue()


def small_export() -> dict[str, bytes]:
    """Make an export of two camps in which one person voted twice, and the totals count both."""
    votes = ["timestamp,datetime,comment-id,voter-id,vote"]
    for person in range(40):
        for statement in range(8):
            said = 1 if statement < 2 or (statement + person) % 2 else -1
            votes.append(f"{person},x,{statement},{person},{said}")
    votes.append("99,x,0,0,1")
    comments = ["comment-id,author-id,agrees,disagrees,moderated,comment-body"]
    comments += [f"{number},1,{41 if number == 0 else 40 if number == 1 else 20},{0 if number < 2 else 20},1,Words {number}" for number in range(8)]  # fmt: skip
    return {"open/votes.csv": "\n".join(votes).encode(), "open/comments.csv": "\n".join(comments).encode()}


def send(client: Client, *files: tuple[str, bytes], **changed: str):
    form = {
        "programme": "open-call", "title": "Elsewhere", "about": "", "source": "The Assembly", "source_address": "",
        "licence": "CC BY 4.0", **changed, "exported": [SimpleUploadedFile(name, data) for name, data in files],
    }  # fmt: skip
    return client.post(f"{WORK}import/", form)


def test_an_export_is_read_with_its_findings_and_shown_with_source_and_licence(client: Client, tmp_path, settings):
    settings.HOME = tmp_path
    organisation = make_country()
    make_programme(organisation)
    response = send(steward(organisation), ("export.zip", zipped(small_export())), source_address="polis.example/data")
    assert response["Location"] == f"{WORK}elsewhere/"
    row = VotingRound.objects.get()
    assert Job.objects.get(kind="read-opinion-export").inputs["files"] == row.files_digest
    release_result(SYSTEM, result_id=work_out(row).pk)
    page = text_of(client.get("/en/consultations/opinions/elsewhere/results/1/"))
    assert "count votes that were later given again: 0." in page
    assert 'href="https://polis.example/data"' in page
    assert "The Assembly" in page
    assert "CC BY 4.0" in page
    assert "Words 0" in page
    assert "What is kept of you" not in text_of(client.get("/en/consultations/opinions/elsewhere/"))


def test_single_csv_files_are_taken_and_other_files_passed_over():
    files = {name.rpartition("/")[2]: data for name, data in small_export().items()}
    with zipfile.ZipFile(io.BytesIO(pack_uploads([*files.items(), ("photo.png", b"x")]))) as package:
        assert sorted(package.namelist()) == ["comments.csv", "votes.csv"]


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ([("export.zip", b"PK and no more")], "OPINION_FILES_BROKEN"),
        ([("notes.csv", b"a,b")], "OPINION_FILES_WITHOUT_VOTES"),
        ([("export.zip", zipped({"votes.csv": b"0" * (MOST_BYTES + 1)}))], "OPINION_FILES_TOO_LARGE"),
    ],
)
def test_files_that_cannot_be_read_or_would_burst_are_refused(files: list[tuple[str, bytes]], code: str):
    with pytest.raises(Refusal) as refusal:
        pack_uploads(files)
    assert refusal.value.code == code
    organisation = make_country()
    make_programme(organisation)
    response = send(steward(organisation), *files)
    assert response.status_code == 422
    assert VotingRound.objects.count() == 0


def test_an_import_needs_source_and_licence():
    organisation = make_country()
    make_programme(organisation)
    response = send(steward(organisation), ("export.zip", zipped(small_export())), source="", licence="")
    assert response.status_code == 422
    assert "Say who held it" in text_of(response)
    assert "Give the licence" in text_of(response)


def test_a_published_conversation_is_read_as_it_was_exported(tmp_path, settings):
    settings.HOME = tmp_path
    folder = shared_path("data/polis/open-data/brexit-consensus")
    organisation = make_country()
    make_programme(organisation)
    files = [(path.name, path.read_bytes()) for path in sorted(folder.iterdir()) if path.suffix == ".csv"]
    send(steward(organisation), *files)
    report = load_value(work_out(VotingRound.objects.get()).report_digest)
    assert report["counted"] > 100
    assert report["licence"] == "CC BY 4.0"
    assert "OPINION_TOTALS_COUNT_REVOTES" in {finding["code"] for finding in report["findings"]}
