"""Long work: asked for once however often, done under a lease, given to another when its worker dies."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from capacita.vocabulary import NotFound, Refusal
from capacita.web.accounts.models import Organisation
from capacita.web.actors import SYSTEM, VISITOR
from capacita.web.audit.models import AuditEvent
from capacita.web.jobs import worker
from capacita.web.jobs.models import Job, JobStatus
from capacita.web.jobs.presenters import present_job
from capacita.web.jobs.queries import get_job
from capacita.web.jobs.services import ask_for_job
from capacita.web.jobs.stopping import StopSignals

pytestmark = pytest.mark.django_db(transaction=True)


def found_organisation(code: str = "school") -> Organisation:
    return Organisation.objects.create(code=code, kind="academy", name=code)


SIGNALS: list[StopSignals] = []  # of the worker, the newest last


def start_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process be a worker that no signal has reached yet."""
    SIGNALS.append(StopSignals())
    monkeypatch.setattr("capacita.web.jobs.worker.STOP_SIGNALS", SIGNALS[-1])


@pytest.fixture
def handlers(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """Work that tests can look at, under the kinds that the house knows."""
    known = {
        "plan-training": f"{__name__}:add_up",
        "fill-demo": f"{__name__}:refuse",
        "build-toolkit": f"{__name__}:break_down",
        "make-kit": f"{__name__}:hear_a_signal",
    }
    monkeypatch.setattr(worker, "HANDLERS", known)
    start_a_worker(monkeypatch)
    yield known
    CALLS.clear()


CALLS: list[int] = []


def add_up(job: Job, report: worker.Report) -> dict[str, Any]:
    report(40, "plan")
    CALLS.append(sum(job.inputs["numbers"]))
    return {"route": "home", "args": []}


def refuse(job: Job, report: worker.Report) -> dict[str, Any]:
    raise Refusal("PLANNING_OTHER_CURRENCY", limits="USD", catalogue="EUR")


def break_down(job: Job, report: worker.Report) -> dict[str, Any]:
    CALLS.append(job.attempts)
    raise ZeroDivisionError


def hear_a_signal(job: Job, report: worker.Report) -> dict[str, Any]:
    CALLS.append(job.attempts)
    if job.attempts == 1:
        SIGNALS[-1].stop()
    return {}


def ask(kind: str = "plan-training", **inputs: Any) -> Job:
    organisation = Organisation.objects.filter(code="school").first() or found_organisation()
    return ask_for_job(SYSTEM, organisation=organisation, kind=kind, inputs=inputs or {"numbers": [1, 2]})


def next_in_queue() -> DBTaskResult[Any, Any]:
    found = DBTaskResult.objects.ready().first()
    assert found is not None
    return found


def work_off() -> None:
    """Do what is queued, as the worker does."""
    for queued in DBTaskResult.objects.ready():
        queued.claim("test")
        worker.run_job.func(*queued.args_kwargs["args"])
        queued.delete()


def test_job_is_done_and_says_what_came_of_it(handlers: dict[str, str]) -> None:
    job = ask()
    work_off()
    job.refresh_from_db()
    assert (job.status, job.progress_percent, job.attempts) == (JobStatus.DONE, 100, 1)
    assert CALLS == [3]
    assert present_job(job).result_href == "/en/"
    assert job.leased_until is None


def test_same_work_asked_twice_is_one_job(handlers: dict[str, str]) -> None:
    first, second = ask(), ask()
    other = ask(numbers=[5])
    assert first.pk == second.pk != other.pk
    work_off()
    assert sorted(CALLS) == [3, 5]
    assert AuditEvent.objects.filter(action="job.asked").count() == 3


def test_refused_work_fails_at_once_with_its_words(handlers: dict[str, str]) -> None:
    job = ask("fill-demo")
    work_off()
    job.refresh_from_db()
    assert (job.status, job.fault_code, job.attempts) == (JobStatus.FAILED, "PLANNING_OTHER_CURRENCY", 1)
    assert present_job(job).fault_words is not None


def test_broken_work_is_tried_again_and_then_given_up(handlers: dict[str, str]) -> None:
    job = ask("build-toolkit")
    for _ in range(worker.MOST_ATTEMPTS + 2):
        work_off()
    job.refresh_from_db()
    assert CALLS == [1, 2, 3]
    assert (job.status, job.fault_code) == (JobStatus.FAILED, "JOB_FAILED")
    assert job.fault_values == {"fault": "ZeroDivisionError"}


def test_work_that_a_signal_stops_is_taken_up_before_what_waits(
    handlers: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    job = ask("make-kit")
    ask()
    queued = next_in_queue()
    worker.run_job.func(*queued.args_kwargs["args"])
    queued.delete()
    job.refresh_from_db()
    assert (job.status, job.leased_until, CALLS) == (JobStatus.WAITING, None, [1])
    assert next_in_queue().args_kwargs["args"] == [str(job.pk)]
    start_a_worker(monkeypatch)
    work_off()
    job.refresh_from_db()
    assert (job.status, CALLS) == (JobStatus.DONE, [1, 2, 3])


def test_work_that_comes_after_the_signal_is_not_begun(handlers: dict[str, str]) -> None:
    job = ask()
    SIGNALS[-1].stop()
    work_off()
    job.refresh_from_db()
    assert (job.status, CALLS) == (JobStatus.WAITING, [])


def test_waiting_work_that_stands_in_no_queue_is_queued_again(handlers: dict[str, str]) -> None:
    job = ask()
    ask(numbers=[5])
    next_in_queue().delete()  # a worker took it out and ended
    assert worker.queue_forgotten() == 1
    assert worker.queue_forgotten() == 0
    work_off()
    job.refresh_from_db()
    assert (job.status, sorted(CALLS)) == (JobStatus.DONE, [3, 5])


def test_failed_work_can_be_asked_for_again(handlers: dict[str, str]) -> None:
    job = ask("fill-demo")
    work_off()
    handlers["fill-demo"] = handlers["plan-training"]
    Job.objects.filter(pk=job.pk).update(inputs={"numbers": [4]})
    again = ask("fill-demo")
    assert again.pk == job.pk
    work_off()
    again.refresh_from_db()
    assert again.status == JobStatus.DONE


def test_work_of_a_dead_worker_is_given_to_another(handlers: dict[str, str]) -> None:
    job = ask()
    DBTaskResult.objects.all().delete()  # the worker took it and died
    gone = timezone.now() - timedelta(seconds=1)
    Job.objects.filter(pk=job.pk).update(status=JobStatus.RUNNING, attempts=1, leased_until=gone)
    assert worker.requeue_expired() == 1
    work_off()
    job.refresh_from_db()
    assert (job.status, job.attempts) == (JobStatus.DONE, 2)


def test_work_under_a_living_lease_is_left_alone(handlers: dict[str, str]) -> None:
    job = ask()
    later = timezone.now() + timedelta(seconds=30)
    Job.objects.filter(pk=job.pk).update(status=JobStatus.RUNNING, attempts=1, leased_until=later)
    assert worker.requeue_expired() == 0
    work_off()
    job.refresh_from_db()
    assert job.status == JobStatus.RUNNING
    assert CALLS == []


def test_worker_that_comes_back_too_late_writes_nothing(handlers: dict[str, str]) -> None:
    job = ask()
    late = Job.objects.get(pk=job.pk)
    late.status, late.attempts = JobStatus.RUNNING, 1
    Job.objects.filter(pk=job.pk).update(status=JobStatus.RUNNING, attempts=2)
    worker._finish(late, status=JobStatus.DONE, result={"from": "the dead"})
    job.refresh_from_db()
    assert (job.status, job.result) == (JobStatus.RUNNING, {})


def test_outsider_may_not_know_of_a_job(handlers: dict[str, str]) -> None:
    job = ask()
    with pytest.raises(NotFound):
        get_job(VISITOR, job.pk)
    assert get_job(SYSTEM, job.pk) == job


def test_filling_of_the_demonstration_is_seen_by_a_stranger(handlers: dict[str, str]) -> None:
    organisation = found_organisation()
    ask_for_job(SYSTEM, organisation=organisation, kind="fill-demo", inputs={"story": 0}, published=True)
    answer = Client().get("/en/")
    assert b"<progress" in answer.content
    assert answer.headers["Refresh"] == "3"
    work_off()
    answer = Client().get("/en/")
    assert b"<progress" not in answer.content
    assert "Refresh" not in answer.headers
