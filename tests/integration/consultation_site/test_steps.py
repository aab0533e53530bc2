"""The log of a consultation: added to and never changed, the state always that of its newest entry, people told."""

from datetime import date, time, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from capacita.consultation import ActorKind, SessionStatus, list_next, on_day
from capacita.consultation.spoken import show_code
from capacita.vocabulary import NotAllowed, Refusal
from capacita.web.actors import VISITOR, Actor, Role
from capacita.web.consultation.models import Consultation, ConsultationRequest, Notice, StatusChange
from capacita.web.consultation.notices import spell_notice
from capacita.web.consultation.private_link import code_of
from capacita.web.consultation.steps import (
    NewDate,
    answer_question,
    approve_request,
    ask_for_information,
    cancel_consultation,
    decline_request,
    move_consultation,
    note_output,
    reconsider_request,
    report_consultation,
    restore_request,
    schedule_request,
    step_consultation,
    withdraw_request,
)
from capacita.web.consultation.work import tell_time_to_all
from capacita.web.jobs.models import Job
from capacita.web.jobs.worker import do_hourly_work, run_job
from lib.consultation_cases import (
    TOKEN,
    actor_with,
    in_days,
    make_consultation,
    make_country,
    make_person,
    make_programme,
    make_request,
)

pytestmark = pytest.mark.django_db
STATUS = f"/en/consultations/requests/{TOKEN}/"


def states() -> list[str]:
    return list(StatusChange.objects.order_by("pk").values_list("status", flat=True))


def in_calendar(role: Role = Role.STEWARD) -> tuple[Actor, Consultation]:
    country = make_country()
    asked = make_request(make_programme(country))
    steward = actor_with(country, role)
    approve_request(steward, request_id=asked.pk, title="Meeting of offices", language="en")
    return steward, Consultation.objects.get()


def check_indexes() -> None:
    """Check that every status is that of the newest entry of its log."""
    for asked in ConsultationRequest.objects.all():
        assert asked.status == asked.log.last().status
    for meeting in Consultation.objects.all():
        assert meeting.status == meeting.log.last().status


def test_whole_life_is_in_the_log():
    steward, meeting = in_calendar()
    asked = meeting.request
    to = NewDate(when=on_day(in_days(35)), starts_at=time(9), time_zone="Africa/Nairobi", time_words="09:00, Nairobi")
    move_consultation(steward, consultation_id=meeting.pk, to=to, reason="The hall is taken.")
    report_consultation(VISITOR, request_id=asked.pk, was_held=True)
    note_output(VISITOR, consultation_id=meeting.pk, by_organiser=True)
    step_consultation(steward, consultation_id=meeting.pk, after=SessionStatus.ACCEPTED)
    assert states() == ["requested", "approved", "scheduled", "moved", "held", "output_received", "accepted"]
    check_indexes()
    meeting.refresh_from_db()
    assert (meeting.starts_on, meeting.starts_at, meeting.sequence) == (in_days(35), time(9), 1)
    moved = StatusChange.objects.get(status="moved")
    assert moved.details == {"from": in_days(30).isoformat(), "to": in_days(35).isoformat()}
    assert moved.reason == "The hall is taken."


def test_log_is_only_added_to():
    in_calendar()
    entry = StatusChange.objects.first()
    entry.reason = "another"
    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()


def test_question_and_answer_by_the_link(client: Client):
    country = make_country()
    asked = make_request(make_programme(country))
    steward = actor_with(country, Role.STEWARD)
    with pytest.raises(Refusal, match="LIFECYCLE_REASON_MISSING"):
        ask_for_information(steward, request_id=asked.pk, question=" ")
    ask_for_information(steward, request_id=asked.pk, question="How many people fit in?")
    page = client.get(STATUS).content.decode()
    assert "How many people fit in?" in page
    assert "Question to answer" in page
    assert client.post(f"{STATUS}reply/", {"answer": ""}).status_code == 422
    assert client.post(f"{STATUS}reply/", {"answer": "Sixty."})["Location"] == STATUS
    asked.refresh_from_db()
    assert (asked.status, asked.answers) == ("requested", "Sixty.")
    with pytest.raises(Refusal, match="LIFECYCLE_NO_SUCH_STEP"):
        answer_question(VISITOR, request_id=asked.pk, answer="Again.")
    assert client.get(f"{STATUS}reply/")["Location"] == STATUS


def test_approved_without_a_place_in_the_calendar_is_scheduled_later():
    country = make_country()
    asked = make_request(make_programme(country), held_on=None, held_on_words="early June 2027")
    steward = actor_with(country, Role.STEWARD)
    approve_request(steward, request_id=asked.pk, title="", language="en", into_calendar=False)
    assert Consultation.objects.count() == 0
    schedule_request(steward, request_id=asked.pk, title="Meeting", language="en")
    meeting = Consultation.objects.get()
    assert (meeting.precision, meeting.starts_on, meeting.ends_on) == ("window", date(2027, 6, 1), date(2027, 6, 10))
    with pytest.raises(Refusal):
        schedule_request(steward, request_id=asked.pk, title="Meeting", language="en")


def test_refusal_and_withdrawal_can_be_undone():
    country = make_country()
    asked = make_request(make_programme(country))
    steward = actor_with(country, Role.STEWARD)
    decline_request(steward, request_id=asked.pk, reason="No room.")
    reconsider_request(steward, request_id=asked.pk)
    withdraw_request(VISITOR, request_id=asked.pk)
    restore_request(VISITOR, request_id=asked.pk)
    assert states() == ["requested", "declined", "requested", "withdrawn", "requested"]
    check_indexes()


@pytest.mark.parametrize(
    ("to", "code"),
    [
        (NewDate(when=on_day(date(2027, 3, 28)), starts_at=time(2, 30), time_zone="Europe/Paris"), "TIME_NOT_THERE"),
        (NewDate(when=on_day(date(2027, 3, 28)), starts_at=time(9), time_zone="Mars/Base"), "REQUEST_NO_TIME_ZONE"),
        (NewDate(when=on_day(date(2037, 3, 28))), "REQUEST_DEADLINE_EARLY"),
    ],
)
def test_move_to_what_cannot_be_is_refused(to: NewDate, code: str):
    steward, meeting = in_calendar()
    with pytest.raises(Refusal, match=code):
        move_consultation(steward, consultation_id=meeting.pk, to=to, reason="Better.")
    assert states()[-1] == "scheduled"


def test_steps_need_the_steward_of_this_organisation():
    steward, meeting = in_calendar()
    other = actor_with(make_country("other"), Role.STEWARD)
    for actor in (other, VISITOR):
        with pytest.raises(NotAllowed):
            cancel_consultation(actor, consultation_id=meeting.pk, reason="No.")
        with pytest.raises(NotAllowed):
            step_consultation(actor, consultation_id=meeting.pk, after=SessionStatus.HELD)
    with pytest.raises(Refusal, match="LIFECYCLE_NEEDS_ITS_OWN"):
        step_consultation(steward, consultation_id=meeting.pk, after=SessionStatus.MOVED, reason="x")


def test_clock_tells_what_is_due_and_late_and_nothing_else():
    steward, meeting = in_calendar()
    tell_time_to_all(on=in_days(400))
    assert states()[-1] == "scheduled"  # nobody said that it was held
    step_consultation(steward, consultation_id=meeting.pk, after=SessionStatus.HELD)
    due_on = meeting.output_due_on
    assert tell_time_to_all(on=due_on - timedelta(days=8)) == 0
    assert tell_time_to_all(on=due_on - timedelta(days=7)) == 1
    assert tell_time_to_all(on=due_on) == 0
    assert tell_time_to_all(on=due_on + timedelta(days=1)) == 1
    assert states()[-2:] == ["output_due", "late"]
    note_output(VISITOR, consultation_id=meeting.pk, by_organiser=True)
    assert states()[-1] == "output_received"


def test_output_of_a_planned_consultation_says_that_it_was_held():
    steward, meeting = in_calendar()
    note_output(steward, consultation_id=meeting.pk, by_organiser=False)
    assert states()[-2:] == ["held", "output_received"]


def test_each_step_writes_the_notices_of_the_table():
    _steward, meeting = in_calendar()
    told = sorted(Notice.objects.values_list("code", "audience", "address"))
    assert told == [
        ("NOTICE_APPROVED_ORGANISER", "organiser", "amal@example.org"),
        ("NOTICE_REQUESTED_ORGANISER", "organiser", "amal@example.org"),
        ("NOTICE_REQUESTED_STEWARDS", "stewards", ""),
        ("NOTICE_SCHEDULED_ORGANISER", "organiser", "amal@example.org"),
    ]
    subject, text = spell_notice(Notice.objects.get(code="NOTICE_SCHEDULED_ORGANISER"))
    assert subject == "Meeting of offices"
    assert show_code(meeting.request.reference) in text
    assert "09:00, Nairobi time" in text
    assert TOKEN not in text
    assert len(text) < 300
    assert mail.outbox == []


def test_notices_are_sent_where_mail_is_set_up(settings, django_capture_on_commit_callbacks):
    settings.MAIL_IS_SET, settings.CONTACT, settings.MAIL_FROM = True, "desk@example.org", "desk@example.org"
    with django_capture_on_commit_callbacks(execute=True):
        make_request(make_programme(make_country()))
    jobs = list(Job.objects.filter(kind="send-notice"))
    assert len(jobs) == 2
    for job in jobs:
        run_job.func(str(job.pk))
        run_job.func(str(job.pk))  # done already
    assert sorted(message.to[0] for message in mail.outbox) == ["amal@example.org", "desk@example.org"]
    assert "Contact: desk@example.org" in mail.outbox[0].body
    assert Notice.objects.filter(sent_at__isnull=True).count() == 0


def test_hourly_work_goes_on_after_a_fault(monkeypatch, caplog):
    steward, meeting = in_calendar()
    step_consultation(steward, consultation_id=meeting.pk, after=SessionStatus.HELD)
    Consultation.objects.update(output_due_on=timezone.localdate() - timedelta(days=1))
    places = ("capacita.web.consultation.work:not_there", "capacita.web.consultation.work:tell_time_to_all")
    monkeypatch.setattr("capacita.web.jobs.worker.HOURLY", places)
    do_hourly_work()
    assert states()[-1] == "late"
    assert "not_there" in caplog.text


def test_code_opens_the_private_page(client: Client):
    make_request(make_programme(make_country()))
    code = show_code(code_of(TOKEN))
    assert code in client.get(STATUS).content.decode()
    answer = client.post("/en/consultations/code/", {"code": code.lower().replace("-", " ")})
    assert client.get(answer["Location"]).status_code == 200
    assert client.post("/en/consultations/code/", {"code": "K7MA-9PXR"}).status_code == 422
    unknown = client.post("/en/consultations/code/", {"code": "AAAA-AAAA-AAAA-AAAA"})
    assert "No page has this code" in unknown.content.decode()


def test_steward_gives_a_new_link_and_the_old_one_is_dead(client: Client):
    country = make_country()
    asked = make_request(make_programme(country))
    client.force_login(make_person(country, Role.STEWARD))
    page = client.post(f"/en/consultations/work/requests/{asked.pk}/link/").content.decode()
    assert client.get(STATUS).status_code == 404
    asked.refresh_from_db()
    assert "/en/consultations/requests/" in page
    client.force_login(make_person(country, Role.FOCAL_POINT))
    assert client.post(f"/en/consultations/work/requests/{asked.pk}/link/").status_code == 403


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.VISITOR, Role.SYSTEM)])
def test_pages_to_run_a_consultation_are_for_its_stewards(client: Client, role: Role):
    country = make_country()
    meeting = make_consultation(make_programme(country))
    for address in ("", "move/"):
        client.force_login(make_person(country, role, f"{role.value}{address[:2]}"))
        response = client.get(f"/en/consultations/work/run/{meeting.slug}/{address}")
        assert response.status_code == (200 if role is Role.STEWARD else 403)
    client.force_login(make_person(make_country("other"), role))
    assert client.get(f"/en/consultations/work/run/{meeting.slug}/").status_code == 403


def test_run_page_offers_the_steps_of_the_table_and_moves(client: Client):
    country = make_country()
    meeting = make_consultation(make_programme(country))
    address = f"/en/consultations/work/run/{meeting.slug}/"
    client.force_login(make_person(country, Role.STEWARD))
    page = client.get(address).content.decode()
    for step in list_next(SessionStatus.SCHEDULED, ActorKind.STEWARD):
        assert (f'value="{step.after}"' in page) is (step.after is not SessionStatus.MOVED)
    day = in_days(20)
    parts = {"held_on_day": day.day, "held_on_month": day.month, "held_on_year": day.year}
    assert client.post(f"{address}move/", {**parts, "reason": ""}).status_code == 422
    given = {**parts, "time": "10:00", "zone": "Nairobi", "reason": "The hall."}
    assert client.post(f"{address}move/", given).status_code == 302
    assert client.post(address, {"after": "cancelled", "reason": ""}).status_code == 422
    assert client.post(address, {"after": "cancelled", "reason": "Flood."}).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.status, meeting.sequence, meeting.time_zone) == ("cancelled", 2, "Africa/Nairobi")
    assert "Flood." in Client().get("/en/consultations/first/").content.decode()
