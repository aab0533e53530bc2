"""Finding where one stands: private, without an account, the address as the only memory."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from capacita.framework import ItemKind
from capacita.vocabulary import NotFound
from capacita.web.assessment.stand_answers import read_answers, set_answer, write_answers
from capacita.web.assessment.stand_plan import plan_check
from capacita.web.assessment.stand_presenters import select_steps
from capacita.web.audit.models import AuditEvent
from capacita.web.documents.packs import catalogue, item_bank
from capacita.web.framework.queries import framework_of
from lib.consultation_cases import make_framework

pytestmark = pytest.mark.django_db
START = "/en/where-i-stand/"
SALT = "a check"


def text_of(response) -> str:
    return response.content.decode()


def answer(client: Client, marks: str, role: str = "implementer") -> str:
    """Answer the questions with these marks, and return the address after the last one."""
    address = f"{START}{role}/1/"
    for number, mark in enumerate(marks, start=1):
        kept = parse_qs(urlsplit(address).query).get("kept", [""])[0]
        query = {"kept": kept, "send": "1", "answer": mark}
        response = client.get(f"{START}{role}/{number}/", query)
        assert response.status_code == 302, text_of(response)
        address = response["Location"]
    return address


@pytest.fixture(autouse=True)
def _framework():
    make_framework()


def test_start_offers_the_roles_and_says_what_it_is(client: Client):
    page = text_of(client.get(START))
    for words in (
        "About 20 questions, some 10 minutes", "stored nowhere on our side", "Not for appraisal",
        f'href="{START}judge/1/"', "Member of parliament", "Legislature",
    ):  # fmt: skip
        assert words in page


def test_each_role_is_asked_about_its_five_most_important_competencies():
    framework = framework_of(make_framework())
    ranks = {level.id: level.position for level in framework.scales[0].levels}
    kinds = {item.id: item.kind for item in framework.items}
    for role in framework.roles:
        plan = plan_check(framework, item_bank(), role.code)
        assert len(plan.competencies) == 5
        assert len({question.id for question in plan.questions}) == 20
        asked = {part.item.id for part in plan.competencies}
        assert {kinds[item] for item in asked} == {ItemKind.COMPETENCY}
        needs = {need.item: need for need in role.requirements if kinds[need.item] is ItemKind.COMPETENCY}
        least = min(needs[item].importance for item in asked)
        assert all(need.importance <= least for item, need in needs.items() if item not in asked)
        assert all(part.needed == ranks[needs[part.item.id].level] for part in plan.competencies)
        for part in plan.competencies:
            rungs = [question.level for question in part.questions]
            assert rungs == ["foundation", "practitioner", "lead", "shaper"]
            assert {question.item for question in part.questions} == {part.item.id}


def test_question_shows_one_statement_with_its_answers(client: Client):
    page = text_of(client.get(f"{START}implementer/3/"))
    assert page.count("<h1") == 1
    assert page.count('type="radio"') == 6
    assert "I prefer not to answer" in page
    assert "3 of 20" in page
    assert f'href="{START}implementer/2/"' in page
    assert "Pause: copy this address" in page


def test_pausing_is_keeping_the_address(client: Client):
    address = answer(client, "21")
    assert urlsplit(address).path == f"{START}implementer/3/"
    paused = re.search(r'href="http://testserver([^"]+)"><code>', text_of(client.get(address)))
    assert paused is not None
    resumed = Client()  # another device, no cookies
    page = text_of(resumed.get(paused[1].replace("&amp;", "&")))
    assert "3 of 20" in page
    back = re.search(r'<p class="crumbs"><a href="([^"]+)"', page)
    assert back is not None
    assert re.search(r'value="1" checked', text_of(resumed.get(back[1])))


def test_whole_check_leaves_nothing_on_the_server(client: Client):
    make_framework()
    events = AuditEvent.objects.count()
    with CaptureQueriesContext(connection) as queries:
        address = answer(client, "21102211001033234-01")
        response = client.get(address)
    assert response.status_code == 200
    written = [query["sql"] for query in queries if not query["sql"].lstrip().upper().startswith("SELECT")]
    assert written == []
    assert client.cookies == {}
    assert Session.objects.count() == 0
    assert AuditEvent.objects.count() == events


def test_pages_are_not_stored_or_indexed(client: Client):
    for address in (f"{START}judge/1/", f"{START}judge/result/", f"{START}judge/result/?format=json"):
        assert "no-store" in client.get(address)["Cache-Control"]
    for address in (f"{START}judge/1/", f"{START}judge/result/"):
        assert client.get(address)["X-Robots-Tag"] == "noindex"
        assert client.get(address)["Referrer-Policy"] == "same-origin"


def test_result_is_said_in_words_with_next_steps(client: Client):
    page = text_of(client.get(answer(client, "21102211001033234--1")))
    for words in (
        "You answered 18 of 20 statements.",
        "it could be one level lower or higher.",
        "We cannot tell between two levels: Foundation and Practitioner.",
        "We cannot tell: you answered fewer than three",
        "Your role asks for Practitioner.",
        "You are probably here",
        "What you can do next",
        "close this page: we kept nothing",
    ):
        assert words in page
    assert page.count('class="ladder"') == 5
    assert page.count('class="ranked"') == 1


def test_result_without_answers_names_no_level(client: Client):
    page = text_of(client.get(f"{START}judge/result/"))
    assert "We cannot tell anything yet" in page
    assert "You are probably" not in page
    assert "What you can do next" not in page


def test_high_answers_need_no_module(client: Client):
    page = text_of(client.get(answer(client, "4" * 20)))
    assert "you are where your role asks you to be" in page
    assert 'class="ranked"' not in page


def test_result_is_downloaded_from_the_address_alone(client: Client):
    address = answer(client, "21102211001033234--1")
    value = json.loads(client.get(f"{address}&format=json").content)
    assert value["format"] == "capacita-self-check/1"
    assert value["role"] == "implementer"
    assert len(value["answers"]) == 20
    assert list(value["answers"].values())[:4] == ["without-help", "with-help", "with-help", "not-done"]
    assert list(value["answers"].values()).count(None) == 2
    first, last = value["standings"][0], value["standings"][-1]
    assert (first["mean"], first["likely_level"], first["possible_levels"]) == (1.0, 1, [0, 1, 2])
    assert (last["mean"], last["likely_level"], last["possible_levels"]) == (None, None, [])
    text = client.get(f"{address}&format=txt")
    assert text["Content-Disposition"] == 'attachment; filename="where-i-stand.txt"'
    assert first["in_words"] in text_of(text)
    assert "Not an official UNESCO" in text_of(text)


@pytest.mark.parametrize(("query", "words"), [({}, "Choose an answer"), ({"answer": "9"}, "Choose one of the answers")])
def test_question_without_a_choice_is_asked_again(client: Client, query, words):
    response = client.get(f"{START}judge/1/", {"send": "1", **query})
    assert response.status_code == 422
    page = text_of(response)
    assert words in page
    assert "<title>Error: " in page
    assert 'href="#id_answer_0"' in page
    assert 'id="id_answer_0"' in page


@pytest.mark.parametrize("path", ["nobody/1/", "judge/0/", "judge/21/", "nobody/result/"])
def test_what_is_not_there_is_not_found(client: Client, path: str):
    assert client.get(START + path).status_code == 404


def test_answers_of_another_role_or_by_another_hand_are_not_read(client: Client):
    kept = parse_qs(urlsplit(answer(client, "2")).query)["kept"][0]
    assert client.get(f"{START}implementer/2/", {"kept": kept}).status_code == 200
    for role, value in (("judge", kept), ("implementer", "4" + kept[1:]), ("implementer", "rubbish")):
        response = client.get(f"{START}{role}/2/", {"kept": value})
        assert response.status_code == 404


def test_answers_survive_their_round_trip():
    answers = set_answer("." * 20, 3, "2")
    assert answers == "..2" + "." * 17
    assert read_answers(write_answers(answers, salt=SALT), salt=SALT, count=20) == answers
    assert read_answers("", salt=SALT, count=3) == "..."
    for value in (write_answers("22", salt=SALT), write_answers("22x", salt=SALT)):
        with pytest.raises(NotFound):
            read_answers(value, salt=SALT, count=3)


def test_steps_start_where_somebody_is_and_name_a_way_without_a_connection():
    framework = framework_of(make_framework())
    items = {item.code: item for item in framework.items}
    modules = catalogue().modules
    short = [(items["2.1"], 1), (items["3.2"], 0)]
    steps = select_steps(short, catalogue())
    assert len(steps) == 3
    assert [step.competency for step in steps[:2]] == [items["2.1"].title, items["3.2"].title]
    by_title = {module.title["en"].text: module for module in modules}
    for step in steps:
        level = 1 if step.competency == items["2.1"].title else 0
        item = items["2.1" if level else "3.2"].id
        effect = next(entry for entry in by_title[step.title["en"].text].effects if entry.item == item)
        assert effect.starting_level <= level < effect.up_to_level
    assert any(step.offline_title for step in steps)
    assert len({step.title["en"].text for step in steps}) == 3


def test_question_page_is_light(client: Client):
    response = client.get(f"{START}judge/1/")
    assert len(response.content) < 12_000
    assert b"<script" not in response.content
    assert b"<img" not in response.content
