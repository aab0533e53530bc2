"""The plan as it is read, and asking for another one."""

import csv
import io
import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pydantic import TypeAdapter

from capacita.planning import PLAN_FORMAT, PlanLimits
from capacita.web.actors import Role
from capacita.web.audit.models import AuditEvent
from capacita.web.jobs.models import Job
from capacita.web.planning.forms import LimitsForm
from capacita.web.planning.models import TrainingPlan
from capacita.web.planning.work import plan_training
from lib.country_site import filled_country, found_country, signed_in, told_story

pytestmark = pytest.mark.django_db
ADDRESS = "/en/countries/almara/plan/"
LIMITS = "/en/countries/almara/plan/limits/"
GOOD = {"budget": "50000", "trainer_days": "40", "days_per_person": "1.5"}


def test_plan_shows_every_choice_with_its_sum() -> None:
    filled_country()
    plan = told_story().plan
    page = Client().get(ADDRESS).content.decode()
    table = page[page.index('<caption id="plan-table"') :]
    assert table[: table.index("</tbody>")].count('<th scope="row">') == len(plan.choices)
    total = table[table.index("<tfoot>") : table.index("</tfoot>")]
    assert f"{plan.cost:,.0f}" in total
    assert f"{sum(choice.people for choice in plan.choices):,}" in total


def test_plan_says_how_much_better_another_could_be() -> None:
    filled_country()
    page = Client().get(ADDRESS).content.decode()
    assert (
        f"At most {told_story().plan.relative_gap:.2%} more could be closed by any plan under the same limits" in page
    )


def test_everything_that_is_left_out_is_counted_under_its_reason() -> None:
    filled_country()
    page = Client().get(ADDRESS).content.decode()
    left = page[page.index('id="left"') :]
    counts = [int(count) for count in re.findall(r'<span class="muted">\((\d+)\)</span></h3>', left)]
    assert sum(counts) == len(told_story().plan.left_out)
    assert left.count("<li>") >= len(told_story().plan.left_out)


def test_every_enabling_action_is_named_once() -> None:
    filled_country()
    page = Client().get(ADDRESS).content.decode()
    titles = {action.title["en"].text for action in told_story().plan.actions}
    assert titles
    for title in titles:
        assert page.count(f"<h4>{title}</h4>") == 1


def test_groups_are_called_by_their_names() -> None:
    filled_country()
    page = Client().get(ADDRESS).content.decode()
    assert "Ministry of Health" in page
    sentences = re.findall(r"<li>([^<]+)</li>", page[page.index('id="left"') :])
    assert sentences
    assert all(sentence.startswith("Ministry") for sentence in sentences), sentences[:3]


def test_plan_as_files() -> None:
    filled_country()
    plan = told_story().plan
    rows = list(csv.DictReader(io.StringIO(Client().get("/en/countries/almara/plan.csv").content.decode("utf-8-sig"))))
    assert [(row["group"], row["module"], int(row["people"])) for row in rows] == [
        (choice.group, choice.module_code, choice.people) for choice in plan.choices
    ]
    document = PLAN_FORMAT.read_whole(Client().get("/en/countries/almara/plan.json").content)
    assert document == plan
    assert Client().get("/en/countries/almara/plan.pdf").status_code == 404


def test_limits_are_shown_to_all_and_changed_by_analysts() -> None:
    country = filled_country()
    visitor = Client().get(ADDRESS).content.decode()
    assert f"{told_story().inputs.limits.budget:,.0f}" in visitor
    assert "Change the limits" not in visitor
    assert "Change the limits" in signed_in(country, Role.ANALYST).get(ADDRESS).content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.ANALYST, 200),
        (Role.FOCAL_POINT, 200),
        (Role.STEWARD, 403),
        (Role.ADMINISTRATOR, 403),
        (Role.TRANSLATOR, 403),
        (Role.CIVIL_SERVANT, 403),
    ],
)
def test_form_of_limits_is_for_those_who_plan(role: Role, status: int) -> None:
    country = filled_country()
    assert signed_in(country, role).get(LIMITS).status_code == status


def test_visitor_is_asked_to_sign_in_first() -> None:
    filled_country()
    assert Client().get(LIMITS)["Location"] == f"/en/sign-in/?next={LIMITS}"


def test_analyst_of_another_country_may_not_plan_here() -> None:
    filled_country()
    stranger = signed_in(found_country("mira"), Role.ANALYST)
    assert stranger.get(LIMITS).status_code == 403
    assert stranger.post(LIMITS, GOOD).status_code == 403
    assert not Job.objects.exists()


def test_form_begins_with_the_limits_of_now() -> None:
    country = filled_country()
    page = signed_in(country, Role.ANALYST).get(LIMITS).content.decode()
    limits = told_story().inputs.limits
    assert f'name="budget" value="{limits.budget:.12g}"' in page
    assert f'name="days_per_person" value="{limits.days_per_person:.12g}"' in page


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("budget", "", "Enter how much money there is, such as 250000"),
        ("budget", "-1", "Enter 0 or more"),
        ("budget", "much", "Enter an amount in digits, such as 250000"),
        ("budget", "1e12", "Enter at most a billion"),
        ("budget", "nan", "Enter an amount in digits, such as 250000"),
        ("budget", "inf", "Enter an amount in digits, such as 250000"),
        ("trainer_days", "", "Enter how many days trainers can give, such as 120"),
        ("days_per_person", "300", "Enter at most 260, the working days of a year"),
    ],
)
def test_wrong_limits_are_put_right_in_words(field: str, value: str, words: str) -> None:
    country = filled_country()
    answer = signed_in(country, Role.ANALYST).post(LIMITS, {**GOOD, field: value})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert "<title>Error: " in page
    assert not Job.objects.exists()


def test_form_asks_every_limit_in_words() -> None:
    for field in LimitsForm.base_fields.values():
        assert field.label
        assert field.help_text


def test_asking_for_a_plan_queues_one_job_and_leaves_its_trace() -> None:
    country = filled_country()
    client = signed_in(country, Role.ANALYST)
    first, again = client.post(LIMITS, GOOD), client.post(LIMITS, GOOD)
    job = Job.objects.get(kind="plan-training")
    assert first["Location"] == again["Location"] == f"/en/work/jobs/{job.pk}/"
    asked = TypeAdapter(PlanLimits).validate_python(job.inputs["limits"])  # as the worker reads them
    assert asked == replace(told_story().inputs.limits, budget=50000, trainer_days=40, days_per_person=1.5)
    assert AuditEvent.objects.filter(action="plan.asked", organisation=country).exists()
    assert client.get(first["Location"]).status_code == 200


def test_plan_that_was_asked_for_is_the_one_shown() -> None:
    country = filled_country()
    signed_in(country, Role.ANALYST).post(LIMITS, GOOD)
    job = Job.objects.get(kind="plan-training")
    result = plan_training(job, lambda _percent, _step: None)
    assert result == {"route": "plan", "args": ["almara"]}
    assert TrainingPlan.objects.count() == 2
    page = Client().get(ADDRESS).content.decode()
    assert "50,000 USD" in page
    toolkit = Client().get("/en/countries/almara/toolkit/").content.decode()
    assert "A newer plan was made since." in toolkit


def test_unpublished_plan_is_shown_to_its_people_alone() -> None:
    country = filled_country()
    TrainingPlan.objects.update(published=False)
    assert Client().get(ADDRESS).status_code == 404
    assert signed_in(country, Role.ANALYST).get(ADDRESS).status_code == 200


def test_page_asks_the_database_a_few_times_only() -> None:
    filled_country()
    Client().get(ADDRESS)
    with CaptureQueriesContext(connection) as queries:
        Client().get(ADDRESS)
    assert len(queries) <= 5
