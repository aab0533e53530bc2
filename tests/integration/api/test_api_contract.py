"""The API keeps its word: what it describes is what it answers, and every error has one shape."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings

from capacita.web.assessment.models import Assessment
from capacita.web.permissions import ROUTES, Action
from capacita.web.planning.models import TrainingPlan
from capacita.web.toolkit.models import Toolkit
from lib.country_site import fill_country, filled_country, found_country, told_story
from lib.framework_site import deep_framework, publish

pytestmark = pytest.mark.django_db
EXAMPLES = 20
ERROR = {"code", "message", "hint"}


def get(address: str, **query: Any) -> Any:
    answer = Client().get(f"/api/{address}", query)
    assert answer.status_code == 200, answer.content
    return answer.json()


@pytest.fixture
def kept_connection() -> Iterator[None]:
    """Keep the test's database connection open over requests, as Django's own test client does."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("kept_connection")
def test_generated_requests_get_the_described_answers() -> None:
    filled_country()
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) == 9
    for operation in operations:

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            case.call_and_validate(headers={"Accept-Encoding": "identity"})

        ask()


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("nothing", 404),
        ("frameworks/unknown", 404),
        ("frameworks/public-service-levels/items/9.9", 404),
        ("frameworks/-wrong-", 422),
        ("frameworks/public-service-levels?version=" + "9" * 41, 422),
        ("consultations?limit=0", 422),
        ("consultations?limit=many", 422),
        ("consultations?offset=-1", 422),
        ("countries/nowhere/gaps", 404),
        ("countries/nowhere/plan", 404),
        ("countries/nowhere/toolkit", 404),
        ("countries/mira/gaps", 404),
        ("countries/mira/plan", 404),
        ("countries/mira/toolkit", 404),
        ("trail/almara/00000000-0000-4000-8000-000000000000", 404),
        ("trail/almara/wrong", 422),
    ],
)
def test_every_error_has_the_one_shape(address: str, status: int) -> None:
    filled_country()
    found_country("mira")
    answer = Client().get(f"/api/{address}")
    assert answer.status_code == status
    value = answer.json()
    assert set(value) == ERROR
    assert all(isinstance(entry, str) and entry for entry in value.values())


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_other_methods_are_refused_in_the_same_shape(method: str) -> None:
    answer = getattr(Client(), method)("/api/countries")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET"
    assert set(answer.json()) == ERROR


def test_fault_of_ours_has_the_same_shape_and_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_actor: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("capacita.web.api.list_countries", broken)
    answer = Client().get("/api/countries")
    assert answer.status_code == 500
    assert set(answer.json()) == ERROR
    assert b"secret" not in answer.content


def test_errors_are_told_in_the_language_asked_for() -> None:
    english = Client().get("/api/countries/nowhere/plan").json()
    assert english["code"] == "COUNTRY_UNKNOWN"
    assert english["message"] == "There is no country nowhere here."


def test_only_reading_is_open() -> None:
    for name, action in ROUTES.items():
        if name.startswith("api-"):
            assert action is Action.READ_PUBLIC


def test_gaps_can_be_asked_for_by_group_and_item() -> None:
    filled_country()
    whole = get("countries/almara/gaps")
    assert len(whole["gaps"]) == len(told_story().assessment.gaps.gaps)
    few = get("countries/almara/gaps", dimension="ministry", item="2.6")["gaps"]
    assert len(few) == 8
    assert {(gap["dimension"], gap["item"]) for gap in few} == {("ministry", "2.6")}
    assert whole["simulated"] is True
    assert whole["notice"].startswith("Own wording.")


def test_trail_walks_from_a_number_to_its_sources() -> None:
    filled_country()
    number = get("countries/almara/toolkit")["numbers"][0]["id"]
    trail = get(f"trail/almara/{number}")
    assert trail["stops"][0] == {
        "depth": 0,
        "id": number,
        "kind": "number",
        "label": trail["stops"][0]["label"],
        "made_from": trail["stops"][0]["made_from"],
    }
    known = {stop["id"] for stop in trail["stops"]}
    assert all(set(stop["made_from"]) <= known for stop in trail["stops"])


def test_files_of_the_toolkit_are_where_the_api_says() -> None:
    filled_country()
    for file in get("countries/almara/toolkit")["files"]:
        assert len(Client().get(file["href"]).content) == file["size_bytes"]


def test_what_is_not_public_is_not_in_the_api() -> None:
    country = found_country()
    fill_country(country)
    get("countries/almara/plan")
    for model in (Assessment, TrainingPlan, Toolkit):
        model.objects.update(published=False)
    for page in ("gaps", "plan", "toolkit"):
        assert Client().get(f"/api/countries/almara/{page}").status_code == 404


def test_framework_and_item_are_whole() -> None:
    filled_country()
    listed = get("frameworks")
    assert [get("frameworks", limit=1, offset=place) for place in range(len(listed))] == [[line] for line in listed]
    assert {line["code"] for line in listed} >= {"unesco-2022", "public-service-levels"}
    framework = get("frameworks/public-service-levels")
    assert len(framework["items"]) == len(told_story().adapted.base.items)
    item = get("frameworks/public-service-levels/items/2.6")
    assert len(item["descriptors"]) == 4
    assert item["requirements"]
    assert get("frameworks/public-service-levels", version=framework["version"])["digest"] == framework["digest"]


def test_what_may_not_be_passed_on_is_refused() -> None:
    closed = replace(deep_framework(), licence="All rights reserved")
    publish(closed)
    for address in ("frameworks/deep", "frameworks/deep/items/1.1"):
        answer = Client().get(f"/api/{address}")
        assert (answer.status_code, answer.json()["code"]) == (409, "LICENCE_CLOSED")
    assert "deep" in {line["code"] for line in get("frameworks")}  # that there is such a framework is no secret
