"""Real frameworks of others on the pages: deep ones are walked down, large ones stay light, none is without its items."""

import re

import pytest
from django.test import Client

from capacita.framework.exchange.formats import read_any
from capacita.framework.model import ItemKind
from capacita.web.framework.addresses import TAKEN
from lib.framework_site import publish
from lib.shared import shared_path

pytestmark = pytest.mark.django_db


def length(address: str) -> int:
    answer = Client().get(address)
    assert answer.status_code == 200
    return len(answer.content)


def test_digcomp_is_walked_from_area_to_outcome() -> None:
    data = shared_path("data/digcomp3/DigComp-3.0-Data-Supplement-24-Nov-2025.jsonld").read_bytes()
    framework = read_any(data)[1].framework
    assert framework is not None
    publish(framework)
    start = f"/en/framework/{framework.code}/"
    assert length(start) < 100_000
    page = Client().get(start).content.decode()
    domain = next(item for item in framework.items if item.kind is ItemKind.DOMAIN)
    competence = next(item for item in framework.items if item.parent == domain.id)
    assert f'href="{start}{competence.code}/"' in page
    below = Client().get(f"{start}{competence.code}/").content.decode()
    children = [item for item in framework.items if item.parent == competence.id]
    assert children
    for child in children:
        assert f'href="{start}{child.code or child.id}/"' in below or f'href="{start}{child.id}/"' in below


@pytest.mark.parametrize("name", ["Ordering", "MarkdownFramework", "opencase_round_trip_baseline"])
def test_case_framework_without_domains_is_shown_and_can_be_walked(name: str) -> None:
    framework = read_any(shared_path(f"data/case/{name}.json").read_bytes())[1].framework
    assert framework is not None
    publish(framework)
    start = f"/en/framework/{framework.code}/"
    page = Client().get(start)
    assert page.status_code == 200
    assert len(page.content) < 100_000
    links = re.findall(rf'href="({re.escape(start)}[^"?]+/)"', page.content.decode())
    items = [link for link in links if link.rsplit("/", 2)[1] not in TAKEN]
    assert items
    for link in items[:5]:
        assert length(link) < 100_000
