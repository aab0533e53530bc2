"""The votes of the demonstration country: simulated, marked, the same on every site."""

import pytest
from django.test import Client

from capacita.web.demo.votes import fill_votes
from capacita.web.jobs.models import Job
from capacita.web.opinion.models import VotingRound
from lib.consultation_cases import make_country, make_programme

pytestmark = pytest.mark.django_db
CLOSED = "/en/consultations/opinions/how-should-civil-servants-learn-digital-skills/"
OPEN = "/ar/consultations/opinions/what-may-ai-do-in-public-offices/"


def test_a_closed_vote_with_results_and_an_open_one_are_there_once(client: Client, tmp_path, settings):
    settings.HOME = tmp_path
    organisation = make_country()
    make_programme(organisation, simulated=True)
    job = Job.objects.create(organisation=organisation, kind="fill-demo-votes", key="votes")
    for _ in range(2):
        fill_votes(job, lambda _percent, _step: None)
    assert VotingRound.objects.filter(simulated=True).count() == 2
    page = client.get(f"{CLOSED}results/1/").content.decode()
    assert page.count('class="tag simulated"') == 2
    assert "There are groups, and they come out again" in page
    assert "6 people gave the same answer to every statement." in page
    assert "ماذا يجوز للذكاء الاصطناعي" in client.get(OPEN).content.decode()
