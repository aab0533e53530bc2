"""Whatever code a document may have, its pages are reached: ``deep-2.4`` as well as ``deep``."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

from capacita.web.accounts.models import Organisation
from capacita.web.accounts.seed import KEEPER
from capacita.web.actors import Role
from lib.country_site import signed_in
from lib.framework_site import deep_framework, publish, seeded

CODE = "deep-2.4"


def routes(entries: list[object]) -> Iterator[URLPattern]:
    for entry in entries:
        if isinstance(entry, URLPattern):
            yield entry
        else:
            yield from routes(entry.url_patterns)  # type: ignore[attr-defined]


def test_every_address_takes_a_code_with_a_point() -> None:
    found = [
        (route.name, name, re.fullmatch(converter.regex, CODE))
        for route in routes(get_resolver().url_patterns)
        for name, converter in route.pattern.converters.items()
        if name in ("code", "principle", "role")
    ]
    assert len(found) > 50
    assert [(route, name) for route, name, fits in found if not fits] == []


@pytest.mark.django_db
def test_framework_with_a_point_in_its_code_is_read_translated_and_gated() -> None:
    seeded()
    publish(replace(deep_framework(), code=CODE))
    keeper = signed_in(Organisation.objects.get(code=KEEPER), Role.STEWARD)
    for address in ("framework/{}/", "framework/{}/1.1/", "framework/{}/release/", "work/release-gates/{}/"):
        assert keeper.get(f"/en/{address.format(CODE)}").status_code == 200, address
    translator = signed_in(Organisation.objects.get(code=KEEPER), Role.TRANSLATOR)
    assert translator.post(f"/en/translating/{CODE}/", {"language": "fr"}).status_code == 302
    for address in ("translating/{}/", "translating/{}/fr/", "translating/{}/fr/checks/", "translating/{}/fr/terms/"):
        assert translator.get(f"/en/{address.format(CODE)}").status_code == 200, address
    assert Client().get(f"/en/framework/{CODE}/none-such/").status_code == 404
