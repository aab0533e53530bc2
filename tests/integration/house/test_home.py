"""The home page tells what one can take part in today: open votes and texts to comment on, and nothing that is over."""

import pytest
from django.test import Client

from capacita.web.actors import SYSTEM
from capacita.web.consultation.models import Programme
from capacita.web.opinion.models import RoundState
from capacita.web.opinion.rounds import move_round
from lib.comment_cases import make_open_text
from lib.consultation_cases import in_days, make_consultation, make_country, make_programme
from lib.opinion_cases import make_round

pytestmark = pytest.mark.django_db
VOTE = "Vote on statements, without an account"
COMMENT = "Comment on the text, without an account"


def read_home(client: Client) -> str:
    answer = client.get("/en/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_open_vote_is_told_until_it_is_closed(client: Client) -> None:
    voting_round = make_round()
    page = read_home(client)
    assert f'<a href="/en/consultations/opinions/{voting_round.code}/">What training needs</a>' in page
    assert page.count(VOTE) == 1
    move_round(SYSTEM, round_id=voting_round.pk, state=RoundState.CLOSED)
    assert VOTE not in read_home(client)


def test_text_is_told_with_its_last_day_while_comments_are_taken(client: Client) -> None:
    programme = make_open_text(opens_on=in_days(-5), closes_on=in_days(5))
    page = read_home(client)
    assert f'<a href="/en/consultations/programmes/{programme.code}/text/">' in page
    assert f"{COMMENT} (until " in page
    Programme.objects.update(closes_on=in_days(-1))
    assert COMMENT not in read_home(client)


def test_open_call_is_told_with_its_last_day_until_it_is_over(client: Client) -> None:
    programme = make_programme(make_country(), framework_version=None, opens_on=in_days(-5), closes_on=in_days(5))
    page = read_home(client)
    assert f'<a href="/en/consultations/programmes/{programme.code}/">' in page
    assert "Open call for consultations (until " in page
    assert "/en/consultations/ask/" in page
    Programme.objects.update(closes_on=in_days(-1))
    assert "Open call for consultations" not in read_home(client)


def test_fewer_past_meetings_stand_beside_what_is_open(client: Client) -> None:
    programme = make_open_text(closes_on=in_days(5))
    for number in range(4):
        day = in_days(-20 - number)
        make_consultation(programme, slug=f"past-{number}", starts_on=day, ends_on=day)
    page = read_home(client)
    assert page.count("Meeting past-") == 2
    assert "The latest were:" in page
