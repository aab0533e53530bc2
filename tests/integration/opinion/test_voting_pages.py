"""Voting without an account: one statement a page, counted once, changed, resumed with a code, deleted."""

import re
from uuid import uuid4

import pytest
from django.db import models
from django.test import Client

from capacita.web.actors import SYSTEM
from capacita.web.audit.models import AuditEvent
from capacita.web.consultation.private_link import hash_code
from capacita.web.opinion.consent import KEPT
from capacita.web.opinion.models import OpinionStatement, OpinionVote, OpinionVoter
from capacita.web.opinion.queries import latest_answers
from capacita.web.opinion.rounds import move_round
from lib.opinion_cases import ROUND, answer, close, make_round, make_voter

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return response.content.decode()


def begin(client: Client) -> str:
    """Begin, and return the code that the cookie holds."""
    response = client.post(f"{ROUND}begin/", {"skip": "1"})
    assert response["Location"] == f"{ROUND}vote/"
    return client.cookies["voter-what-training-needs"].value


def form_of(client: Client, query: str = "") -> dict[str, str]:
    """Return the hidden fields of the page of the next statement."""
    page = text_of(client.get(f"{ROUND}vote/{query}"))
    return dict(re.findall(r'type="hidden" name="(statement|key|change)" value="([^"]+)"', page))


def say(client: Client, said: str, query: str = ""):
    return client.post(f"{ROUND}vote/", {**form_of(client, query), "answer": said})


def test_a_stranger_votes_and_every_answer_is_kept_once(client: Client):
    make_round()
    begin(client)
    form = form_of(client)
    for _ in range(3):
        response = client.post(f"{ROUND}vote/", {**form, "answer": "agree"})
        assert response.status_code == 302
    assert OpinionVote.objects.count() == 1
    assert OpinionStatement.objects.get(number=form["statement"]).answers == 1
    assert form_of(client)["statement"] != form["statement"]


def test_after_ten_answers_there_is_a_pause_with_the_code(client: Client):
    make_round()
    code = begin(client)
    for _ in range(9):
        assert say(client, "pass")["Location"] == f"{ROUND}vote/"
    assert say(client, "agree")["Location"] == f"{ROUND}pause/"
    page = text_of(client.get(f"{ROUND}pause/"))
    assert "-".join(code[start : start + 4] for start in range(0, 16, 4)) in page
    assert "You have answered 10 statements" in page
    assert "The academy reads it and decides in June." in page
    say(client, "agree")
    say(client, "agree")
    assert client.get(f"{ROUND}vote/")["Location"] == f"{ROUND}pause/"
    assert "Go on with some more" not in text_of(client.get(f"{ROUND}pause/"))


def test_the_code_resumes_on_another_device_and_an_answer_can_be_changed(client: Client):
    make_round()
    code = begin(client)
    form = form_of(client)
    client.post(f"{ROUND}vote/", {**form, "answer": "agree"})
    other = Client()
    assert other.get(f"{ROUND}vote/")["Location"] == ROUND
    wrong = other.post("/en/consultations/code/", {"code": "3333-3333-3333-3333"})
    assert wrong.status_code == 422
    assert "No page has this code" in text_of(wrong)
    spelt = f" {code[:4].lower()} {code[4:8]}-{code[8:]}"
    response = other.post("/en/consultations/code/", {"code": spelt})
    assert response["Location"] == f"{ROUND}answers/"
    assert "Statement number" in text_of(other.get(f"{ROUND}answers/"))
    changed = say(other, "disagree", f"?statement={form['statement']}&change=1")
    assert changed["Location"] == f"{ROUND}answers/"
    voter = OpinionVoter.objects.get(code_hash=hash_code(code))
    assert list(latest_answers(voter).values()) == ["disagree"]
    assert OpinionVote.objects.count() == 2
    assert OpinionStatement.objects.get(number=form["statement"]).answers == 1


def test_answers_are_deleted_for_good(client: Client):
    make_round()
    begin(client)
    say(client, "agree")
    assert client.get(f"{ROUND}take-back/").status_code == 200
    client.post(f"{ROUND}take-back/")
    assert OpinionVoter.objects.count() == 0
    assert OpinionVote.objects.count() == 0
    assert not OpinionStatement.objects.filter(answers__gt=0).exists()
    assert client.get(f"{ROUND}answers/")["Location"] == "/en/consultations/code/"


def test_a_form_of_somebody_else_or_without_an_answer_is_refused(client: Client):
    row = make_round()
    key = uuid4()
    answer(make_voter(row, 1), 1, "agree", key)
    begin(client)
    taken = client.post(f"{ROUND}vote/", {"statement": "1", "key": str(key), "answer": "agree"})
    assert taken.status_code == 409
    empty = client.post(f"{ROUND}vote/", {"statement": "1", "key": str(uuid4())})
    assert empty.status_code == 422
    assert "Choose one of the answers" in text_of(empty)
    assert client.post(f"{ROUND}vote/", {"statement": "99", "key": str(uuid4()), "answer": "agree"}).status_code == 404


def test_nobody_votes_in_a_closed_round(client: Client):
    row = make_round()
    begin(client)
    form = form_of(client)
    close(row)
    assert client.post(f"{ROUND}vote/", {**form, "answer": "agree"})["Location"] == ROUND
    assert "This vote is closed." in text_of(client.get(ROUND))
    assert OpinionVote.objects.count() == 0
    assert Client().post(f"{ROUND}begin/", {"skip": "1"}).status_code == 409


def test_seeds_come_first_and_then_what_has_the_fewest_answers(client: Client):
    row = make_round(statements=2)
    OpinionStatement.objects.create(
        organisation=row.organisation, published=True, voting_round=row, number=3, text="From a participant.",
        origin="participant", state="offered",
    )  # fmt: skip
    answer(make_voter(row, 1), 1, "agree")
    begin(client)
    asked = []
    for _ in range(3):
        asked.append(form_of(client)["statement"])
        say(client, "pass")
    assert asked == ["2", "1", "3"]


def test_a_proposal_waits_is_sent_twice_and_kept_once(client: Client):
    make_round(statements=1)
    page = text_of(client.get(f"{ROUND}propose/"))
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    form = {"key": key.group(1), "text": "  Training should   happen at work.  "}
    for _ in range(2):
        assert client.post(f"{ROUND}propose/", form).status_code == 302
    proposed = OpinionStatement.objects.get(origin="participant")
    assert proposed.state == "waiting"
    assert proposed.text["en"].text == "Training should happen at work."
    assert "happen at work" not in text_of(client.get(f"{ROUND}statements/"))
    same = client.post(f"{ROUND}propose/", {"key": str(uuid4()), "text": "training should happen at WORK."})
    assert same.status_code == 422
    assert "This statement is there already" in text_of(same)
    long = client.post(f"{ROUND}propose/", {"key": str(uuid4()), "text": "x" * 201})
    assert "at most 200 characters" in text_of(long)


def test_html_in_a_proposal_is_shown_as_it_was_written(client: Client):
    make_round(statements=1)
    client.post(f"{ROUND}propose/", {"key": str(uuid4()), "text": "<script>alert(1)</script> is bad"})
    OpinionStatement.objects.filter(origin="participant").update(state="offered")
    page = text_of(client.get(f"{ROUND}statements/"))
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_the_promise_names_every_field_that_is_kept_and_no_other(client: Client):
    for model, words in KEPT.items():
        assert {field.name for field in model._meta.concrete_fields} == set(words)
        kinds = (models.DateTimeField, models.DateField, models.GenericIPAddressField)
        assert not [field for field in model._meta.concrete_fields if isinstance(field, kinds)]
    make_round(asks=())
    page = text_of(client.get(ROUND))
    assert "a fingerprint of your code" in page
    assert "what you say of yourself" not in page


def test_what_voters_say_of_themselves_is_asked_and_only_known_words_are_kept(client: Client):
    make_round(asks=("stakeholder", "gender"))
    assert "what you say of yourself" in text_of(client.get(ROUND))
    assert client.post(f"{ROUND}begin/", {"stakeholder": "kings"}).status_code == 422
    response = client.post(f"{ROUND}begin/", {"stakeholder": "academia", "gender": "", "age": "under 25"})
    assert response.status_code == 302
    assert OpinionVoter.objects.get().characteristics == {"stakeholder": "academia"}


def test_no_trace_of_who_voted_when_is_left(client: Client):
    make_round()
    before = AuditEvent.objects.count()
    begin(client)
    say(client, "agree")
    assert AuditEvent.objects.count() == before
    assert "sessionid" not in client.cookies


def test_no_count_is_shown_while_the_vote_is_open(client: Client):
    row = make_round(statements=1)
    for person in range(26):
        answer(make_voter(row, person), 1, "agree")
    page = text_of(client.get(ROUND))
    assert "More than 24. Counts are shown after the end." in page
    assert "26" not in re.sub(r"<[^>]+>", "", page.partition("<main")[2].partition("</main>")[0])


def test_pages_of_voting_are_small_and_ask_few_questions_of_the_database(client: Client, django_assert_max_num_queries):
    make_round(statements=30)
    begin(client)
    with django_assert_max_num_queries(9):
        page = client.get(f"{ROUND}vote/")
    assert len(page.content) < 30_000
    assert "<script" not in text_of(page)


def test_the_programme_leads_to_its_votes_once_they_are_open(client: Client):
    row = make_round(opened=False)
    assert client.get(ROUND).status_code == 404
    assert "What training needs" not in text_of(client.get("/en/consultations/programmes/open-call/"))
    move_round(SYSTEM, round_id=row.pk, state="open")
    assert "What training needs" in text_of(client.get("/en/consultations/programmes/open-call/"))
