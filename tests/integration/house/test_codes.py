"""One page opens every code; the addresses of before lead to it. What it opens is tested where each code is given."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("before", ["/ar/consultations/comments/code/", "/ar/consultations/opinions/resume/"])
def test_addresses_of_before_lead_to_the_one_page(client: Client, before: str):
    answer = client.get(before)
    assert (answer.status_code, answer["Location"]) == (301, "/ar/consultations/code/")


def test_code_of_nothing_is_told_so(client: Client):
    answer = client.post("/en/consultations/code/", {"code": "AAAA-AAAA-AAAA-AAAA"})
    assert answer.status_code == 422
    assert "No page has this code." in answer.content.decode()
    assert client.get("/en/consultations/code/").status_code == 200
