"""Results: findings in words, groups in the service's own order, what is protected, and the files."""

import csv
import io
import json
import re
from dataclasses import replace

import numpy as np
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from capacita.assessment.estimation import NotEstimableReason
from capacita.assessment.profile import MainFindingKind, list_main_findings
from capacita.assessment.simulation.run import run_assessment
from capacita.story.chain import Story
from capacita.web.assessment.presenters import REASONS
from lib.country_site import fill_country, filled_country, found_country, told_story

pytestmark = pytest.mark.django_db
ADDRESS = "/en/countries/almara/results/"
SMALLEST = 60


def protected_story() -> Story:
    """The same story with a rule of protection so strict that some groups get no number."""
    story = told_story()
    run = run_assessment(
        story.adapted.effective,
        story.inputs.bank,
        story.inputs.population,
        story.inputs.design,
        story.inputs.simulation,
        make_rng=np.random.default_rng,
        smallest_group=SMALLEST,
    )
    return replace(story, assessment=run)


def cells(page: str, caption: str) -> list[list[str]]:
    """Return the rows of the table with this id of its caption, as text."""
    table = page[page.index(f'<caption id="{caption}"') :]
    body = table[table.index("<tbody>") : table.index("</tbody>")]
    rows = re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    return [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in rows
    ]


def test_three_findings_come_first_with_their_intervals() -> None:
    filled_country()
    page = Client().get(ADDRESS).content.decode()
    first = page[page.index('id="findings"') : page.index('id="whole"')]
    findings = list_main_findings(told_story().assessment.gaps)
    assert len(findings) == 3
    assert first.count("95% interval:") == 3
    for finding in findings:
        words = f"{finding.value:.0%}" if finding.kind is MainFindingKind.NOT_SKILL else f"{finding.value:.1f} levels"
        assert words in first


def test_numbers_that_the_toolkit_knows_lead_to_their_trail() -> None:
    filled_country()
    page = Client().get(ADDRESS).content.decode()
    largest = list_main_findings(told_story().assessment.gaps)[0].gaps[0]
    assert f'href="/en/countries/almara/trail/{largest}/"' in page
    known = {stop.id for stop in told_story().toolkit.trail}
    shown = set(re.findall(r"/trail/([0-9a-f-]{36})/", page))
    assert shown
    assert shown <= known


def test_whole_service_is_drawn_and_told_row_by_row_in_the_framework_order() -> None:
    filled_country()
    page = Client().get(ADDRESS).content.decode()
    rows = cells(page, "everybody-table")
    assert [row[0].split()[0] for row in rows] == [
        "1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "3.1", "3.2", "3.3", "3.4",
    ]  # fmt: skip
    items = {item.id: item.code for item in told_story().adapted.effective.items}
    gaps = {items[gap.item]: gap for gap in told_story().assessment.gaps.gaps if gap.group.dimension == "all"}
    for row in rows:
        gap = gaps[row[0].split()[0]]
        low, high = gap.required - gap.observed.interval.high, gap.required - gap.observed.interval.low
        assert row[4] == f"{gap.value:.2f} ({low:.2f} to {high:.2f})".replace("-0.00", "0.00")
    assert page.count('class="figure simulated"') >= 4


def test_groups_stand_in_the_service_order_not_by_their_gap() -> None:
    filled_country()
    page = Client().get(ADDRESS, {"by": "grade", "item": "2.6"}).content.decode()
    assert [row[0] for row in cells(page, "groups-table")] == ["Junior", "Middle", "Senior", "Executive"]


@pytest.mark.parametrize("choice", [{"by": "planet"}, {"item": "9.9"}, {"by": "", "item": ""}])
def test_choice_that_is_not_there_is_put_right_in_words(choice: dict[str, str]) -> None:
    filled_country()
    answer = Client().get(ADDRESS, choice)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "There is something to put right" in page
    assert "<title>Error: " in page


def test_protected_groups_are_said_as_such_and_counted() -> None:
    country = found_country()
    story = protected_story()
    fill_country(country, story)
    page = Client().get(ADDRESS, {"by": "gender", "item": "2.6"}).content.decode()
    hidden = [
        gap
        for gap in story.assessment.gaps.gaps
        if gap.group.dimension == "gender" and gap.observed.not_estimable is not None
    ]
    reasons = {gap.observed.not_estimable for gap in hidden}
    assert reasons == {NotEstimableReason.TOO_FEW, NotEstimableReason.PROTECTS_OTHERS}
    told = " ".join(cell for row in cells(page, "groups-table") for cell in row)
    for reason in reasons:
        assert REASONS[reason].format(smallest=SMALLEST) in told
    assert f"Groups of fewer than {SMALLEST} people who answered are not shown" in page


def test_every_reason_without_a_number_has_words() -> None:
    assert set(REASONS) == set(NotEstimableReason)


def test_files_hold_no_count_of_a_protected_group() -> None:
    country = found_country()
    fill_country(country, protected_story())
    value = json.loads(Client().get("/en/countries/almara/results.json").content)
    rows = list(
        csv.DictReader(io.StringIO(Client().get("/en/countries/almara/results.csv").content.decode("utf-8-sig")))
    )
    protected = [gap for gap in value["gaps"] if gap["not_estimable"]]
    assert protected
    for gap in protected:
        numbers = ("observed", "observed_low", "observed_high", "gap", "gap_low", "gap_high", "answers", "main_barrier")
        assert {name: gap[name] for name in numbers} == dict.fromkeys(numbers)
    for row in rows:
        if row["not_estimable"]:
            assert (row["observed"], row["gap"], row["answers"]) == ("", "", "")
    assert len(rows) == len(value["gaps"])


def test_files_say_what_the_documents_say() -> None:
    filled_country()
    answer = Client().get("/en/countries/almara/results.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    gaps = told_story().assessment.gaps.gaps
    assert len(rows) == len(gaps)
    for row, gap in zip(rows, gaps, strict=True):
        assert (row["dimension"], row["group"], row["simulated"]) == (gap.group.dimension, gap.group.value, "yes")
        assert float(row["gap"]) == pytest.approx(gap.value, rel=1e-11)
    value = json.loads(Client().get("/en/countries/almara/results.json").content)
    assert value["simulated"] is True
    assert [entry["id"] for entry in value["gaps"]] == [gap.id for gap in gaps]


def test_unknown_format_is_not_here() -> None:
    filled_country()
    assert Client().get("/en/countries/almara/results.xlsx").status_code == 404


def test_methods_are_told_in_plain_words() -> None:
    filled_country()
    page = Client().get(ADDRESS).content.decode()
    header = told_story().assessment.responses.header
    methods = page[page.index('id="methods"') :]
    assert f"{header.asked:,}" in methods
    assert f"{header.answered:,}" in methods
    assert "Smallest group shown" in methods


def test_page_asks_the_database_as_often_for_every_choice() -> None:
    filled_country()
    counts = set()
    for choice in ({"by": "gender", "item": "1.1"}, {"by": "ministry", "item": "2.6"}, {"by": "role", "item": "3.1"}):
        Client().get(ADDRESS, choice)
        with CaptureQueriesContext(connection) as queries:
            Client().get(ADDRESS, choice)
        counts.add(len(queries))
    assert len(counts) == 1
    assert counts.pop() <= 6
