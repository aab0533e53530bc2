"""The calendar and the page of a consultation: honest about dates, open about outcomes, silent about people."""

import json
from datetime import date, time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from capacita.consultation import GROUP_TITLES, STAKEHOLDER_TITLES
from capacita.vocabulary import written
from capacita.web.accounts.seed import seed_organisations
from capacita.web.actors import Role
from capacita.web.consultation.models import Consultation, Contribution, Programme
from capacita.web.consultation.presenters import list_counts
from capacita.web.consultation.seed import seed_calendar
from capacita.web.consultation.terms import GROUPS, STAKEHOLDERS
from lib.consultation_cases import (
    make_consultation,
    make_contribution,
    make_country,
    make_framework,
    make_person,
    make_programme,
)

pytestmark = pytest.mark.django_db


def seed_2022() -> None:
    seed_organisations()
    seed_calendar()


def text_of(response) -> str:
    return response.content.decode()


def test_terms_cover_the_closed_sets_of_the_room():
    assert {group.value: title for group, title in GROUP_TITLES.items()} == GROUPS
    assert {kind.value: title for kind, title in STAKEHOLDER_TITLES.items()} == STAKEHOLDERS


def test_seed_calendar_publishes_each_entry_once():
    seed_2022()
    seed_calendar()
    assert Programme.objects.get().organisation.code == "capacita"
    assert Consultation.objects.filter(published=True).count() == 17


def test_calendar_says_what_is_undecided(client: Client):
    seed_2022()
    page = text_of(client.get("/en/consultations/"))
    assert page.index("May 2022</h3>") < page.index("16 May 2022") < page.index("June 2022</h3>")
    assert page.count("No date yet") == 2
    assert page.count(">tentative<") == 4
    assert "1 June 2022" not in page  # a month or a window is never shown as its first day
    assert "SCHEDULE_" not in page
    assert "Sunday" not in page


def test_what_is_over_is_not_to_be_confirmed_any_more(client: Client):
    seed_2022()
    make_consultation(
        make_programme(make_country()),
        "ahead",
        precision="month",
        starts_on=date(2090, 6, 1),
        ends_on=date(2090, 6, 30),
    )
    page = text_of(client.get("/en/consultations/?programme=global-2022"))
    assert "to be confirmed" not in page
    assert page.count(">as announced<") == 1  # RightsCon
    assert "to be confirmed" in text_of(client.get("/en/consultations/?programme=open-call"))


def test_calendar_lists_undated_meetings_after_the_dated_ones_of_their_month(client: Client):
    seed_2022()
    page = text_of(client.get("/en/consultations/"))
    assert page.index("24 June 2022") < page.index("RightsCon") < page.index("African Group, first")


def test_calendar_filters_by_group_and_programme(client: Client):
    seed_2022()
    make_consultation(make_programme(make_country(), "ours"), "ours-1", group="africa")
    africa = text_of(client.get("/en/consultations/?group=africa"))
    assert "African Group, first" in africa
    assert "Meeting ours-1" in africa
    assert "RightsCon" not in africa
    ours = text_of(client.get("/en/consultations/?group=africa&programme=ours"))
    assert "Meeting ours-1" in ours
    assert "African Group" not in ours
    assert "No consultation fits this choice" in text_of(client.get("/en/consultations/?group=nobody"))


def test_calendar_without_anything_says_so(client: Client):
    assert "No consultation is in the calendar yet" in text_of(client.get("/en/consultations/"))


def test_calendar_file_marks_open_dates_and_leaves_out_what_has_none(client: Client):
    seed_2022()
    response = client.get("/en/consultations/calendar.ics")
    assert response["Content-Type"].startswith("text/calendar")
    body = text_of(response)
    assert body.count("BEGIN:VEVENT") == 15
    assert body.count("STATUS:TENTATIVE") == 3
    assert "African Group" in body.replace("\r\n ", "").split("BEGIN:VEVENT")[0]


def test_calendar_file_follows_the_filter_and_keeps_cancelled_ones(client: Client):
    programme = make_programme(make_country())
    make_consultation(programme, "kept", group="africa")
    make_consultation(programme, "gone", group="africa", status="cancelled")
    make_consultation(programme, "elsewhere", group="national")
    body = text_of(client.get("/en/consultations/calendar.ics?group=africa"))
    events = {str(event["SUMMARY"]): event for event in Calendar.from_ical(body).walk("VEVENT")}
    assert {title: event["STATUS"] for title, event in events.items()} == {
        "Meeting kept": "CONFIRMED", "Meeting gone": "CANCELLED",
    }  # fmt: skip
    assert events["Meeting kept"]["URL"] == "http://testserver/en/consultations/kept/"
    assert client.get("/en/consultations/calendar.ics?group=none").status_code == 404


def test_calendar_file_of_one_session_is_timed_and_the_same_in_each_language(client: Client):
    meeting = make_consultation(
        make_programme(make_country()), starts_at=time(9), ends_at=time(11), time_zone="Africa/Nairobi"
    )
    bodies = [text_of(client.get(f"/{language}/consultations/first/calendar.ics")) for language in ("en", "ar")]
    for body in bodies:
        (event,) = Calendar.from_ical(body).walk("VEVENT")
        assert event["UID"] == str(meeting.pk)
        assert "DTSTART;TZID=Africa/Nairobi:20260414T090000" in body
        assert "BEGIN:VTIMEZONE" in body
    assert text_of(client.get("/en/consultations/first/calendar.ics")) == bodies[0]  # nothing in it but its state
    page = text_of(client.get("/en/consultations/first/"))
    assert "06:00" in page  # in UTC


def test_undecided_session_has_no_file_and_is_on_the_page(client: Client):
    seed_2022()
    assert client.get("/en/consultations/2022-africa-1/calendar.ics").status_code == 404
    assert "calendar.ics" not in text_of(client.get("/en/consultations/2022-africa-1/"))


def test_month_shows_settled_days_in_a_grid_and_others_below(client: Client):
    seed_2022()
    page = text_of(client.get("/en/consultations/?view=month&month=2022-06"))
    grid, below = page.split("In this month, day not settled")
    assert "June 2022</h2>" in grid
    for title in ("Latin American and Caribbean Group, second", "Civil society"):
        assert title in grid
    for title in ("RightsCon", "African Group, first", "Cities", "Open for Good"):
        assert title in below
        assert title not in grid[grid.index("June 2022</h2>") :]
    assert "month=2022-05" in grid
    for month in ("2022-13", "nonsense", "9999-01"):
        assert client.get(f"/en/consultations/?view=month&month={month}").status_code == 200
    saturday_first = text_of(client.get("/ar/consultations/?view=month&month=2022-06"))
    assert saturday_first.index("السبت") < saturday_first.index("الأحد")


def test_regions_without_anything_are_shown_too(client: Client):
    seed_2022()
    page = text_of(client.get("/en/consultations/?view=region"))
    assert page.count("No dated session on this page.") == 1
    assert page.index('<h2 class="ruled">Africa</h2>') < page.index("No dated session on this page.")
    filtered = text_of(client.get("/en/consultations/?view=region&group=africa"))
    assert filtered.count("None in the calendar.") == 5
    for words in ("missing", "not held"):
        assert words not in page.lower()


def test_calendar_takes_as_many_queries_for_three_rows_as_for_one(client: Client):
    programme = make_programme(make_country())
    make_consultation(programme, "one")
    with CaptureQueriesContext(connection) as few:
        client.get("/en/consultations/")
    make_consultation(programme, "two")
    make_consultation(make_programme(programme.organisation, "other"), "three")
    with CaptureQueriesContext(connection) as many:
        client.get("/en/consultations/")
    assert len(many) == len(few)


def test_unpublished_consultation_is_seen_by_its_own_people_alone(client: Client):
    country = make_country()
    hidden = make_consultation(make_programme(country), "hidden")
    Consultation.objects.filter(pk=hidden.pk).update(published=False)
    address = "/en/consultations/hidden/"
    assert client.get(address).status_code == 404
    client.force_login(make_person(make_country("other"), Role.STEWARD))
    assert client.get(address).status_code == 404
    client.force_login(make_person(country, Role.TRANSLATOR))
    assert client.get(address).status_code == 200


def test_consultation_shows_every_outcome_with_its_reason(client: Client):
    programme = make_programme(make_country(), framework_version=make_framework())
    meeting = make_consultation(programme, status="output_received", participation={"participants": 24})
    make_contribution(meeting, 1, status="accepted", reason=written("It helps most people."), change_ids=["x"])
    make_contribution(meeting, 2, status="declined", reason=written("Another body decides this."))
    make_contribution(meeting, 3)
    page = text_of(client.get("/en/consultations/first/"))
    for words in (
        "24 people took part",
        "1 contribution was taken up",
        "It helps most people.",
        "Another body decides this.",
        "Not decided yet",
        "Words of contribution 3",
        '/en/framework/public-service-levels/2.4/"',
        "/en/countries/almara/",
    ):
        assert words in page


def test_words_that_may_not_be_quoted_stand_nowhere(client: Client):
    meeting = make_consultation(make_programme(make_country()), status="held")
    make_contribution(meeting, may_quote=False, text=written("a secret remark"), speaker="judiciary")
    for query in ("", "?format=csv", "?format=json"):
        body = text_of(client.get(f"/en/consultations/first/{query}"))
        assert "a secret remark" not in body
        assert "judiciary" not in body
        assert "Judges" not in body


def test_public_page_shows_its_stewards_no_more_than_everybody(client: Client):
    country = make_country()
    said = make_contribution(make_consultation(make_programme(country), status="held"))
    Contribution.objects.filter(pk=said.pk).update(published=False)
    client.force_login(make_person(country, Role.STEWARD))
    for query in ("", "?format=csv", "?format=json"):
        assert "Words of contribution 1" not in text_of(client.get(f"/en/consultations/first/{query}"))
    assert "Words of contribution 1" in text_of(client.get("/en/consultations/work/first/contributions/"))
    assert "1 contribution" not in text_of(client.get("/en/countries/almara/"))


def test_ledger_files_hold_the_same_rows(client: Client):
    meeting = make_consultation(make_programme(make_country()), status="held")
    make_contribution(meeting, 1, text=written("=1+1"), status="declined", reason=written("No."))
    value = json.loads(client.get("/en/consultations/first/?format=json").content)
    assert value["contributions"] == [
        {
            "number": 1, "item": "2.4", "verdict": "change", "text": "=1+1", "suggested": None,
            "speaker": "civil_servants", "status": "declined", "reason": "No.", "decided_on": None, "changes": [],
        }
    ]  # fmt: skip
    table = client.get("/en/consultations/first/?format=csv").content.decode("utf-8-sig")
    assert table.splitlines()[0].startswith("number,item,verdict,text")
    assert ",=1+1" not in table  # a cell that would run as a formula is guarded


def test_small_counts_are_protected_and_cannot_be_worked_out():
    rows, some_hidden = list_counts({"by_gender": {"woman": 12, "man": 11, "not stated": 1}})
    assert [row[2] for row in rows] == [12, "protected", "protected"]
    assert some_hidden
    rows, some_hidden = list_counts({"by_region": {"north": 9, "west": 7, "south": 0}})
    assert [row[2] for row in rows] == [9, "protected", "protected"]  # nobody and few look the same
    assert some_hidden
    rows, some_hidden = list_counts({"by_region": {"north": 5, "west": 7}})
    assert [row[2] for row in rows] == [5, 7]
    assert not some_hidden


def test_planned_meeting_of_others_is_never_said_to_have_been_held(client: Client):
    seed_2022()
    page = text_of(client.get("/en/consultations/2022-asia-pacific-1/"))
    assert "Nothing here says whether it took place" in page
    assert "You said, we did" not in page
    undated = text_of(client.get("/en/consultations/2022-africa-1/"))
    assert "No date yet" in undated
    assert "Listed under June 2022" in undated
    assert "has passed" not in undated


def test_cancelled_meeting_says_so(client: Client):
    make_consultation(make_programme(make_country()), status="cancelled", starts_on=date(2030, 1, 1))
    assert "It will not take place" in text_of(client.get("/en/consultations/first/"))
    assert "Cancelled" in text_of(client.get("/en/consultations/"))


def test_consultation_page_takes_as_many_queries_for_three_contributions_as_for_one(client: Client):
    programme = make_programme(make_country(), framework_version=make_framework())
    meeting = make_consultation(programme, status="held")
    make_contribution(meeting, 1)
    client.get("/en/consultations/first/")  # the framework is read once and remembered
    with CaptureQueriesContext(connection) as few:
        client.get("/en/consultations/first/")
    make_contribution(meeting, 2)
    make_contribution(meeting, 3)
    with CaptureQueriesContext(connection) as many:
        client.get("/en/consultations/first/")
    assert len(many) == len(few)
