"""Doing work under a lease, and giving a dead worker's work to another.

A worker that stops renewing its lease is taken for dead; should it come back, its attempt number no longer matches and
what it writes is dropped.
"""

from __future__ import annotations

import functools
import importlib
import logging
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils import timezone
from django_tasks import task
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from capacita.vocabulary import Refusal
from capacita.vocabulary.findings import show_value
from capacita.web.jobs.models import Job, JobStatus
from capacita.web.jobs.stopping import STOP_SIGNALS, Stopped

LEASE = timedelta(seconds=60)
RENEWAL_SECONDS = 20.0
WATCH_SECONDS = 5.0
MOST_ATTEMPTS = 3

Report = Callable[[int, str], None]
Handler = Callable[[Job, Report], dict[str, Any]]

# Each kind of work and the function that does it; imported in the worker only, since the work is heavy.
HANDLERS: dict[str, str] = {
    "fill-demo": "capacita.web.demo.work:fill_demo",
    "fill-demo-votes": "capacita.web.demo.votes:fill_votes",
    "report-adaptations": "capacita.web.framework.work:report_adaptations",
    "get-texts-ready": "capacita.web.translating.getting_ready:get_texts_ready",
    "plan-training": "capacita.web.planning.work:plan_training",
    "make-kit": "capacita.web.kits.work:make_kit",
    "build-toolkit": "capacita.web.toolkit.work:build_toolkit",
    "group-opinions": "capacita.web.opinion.work:group_round",
    "read-opinion-export": "capacita.web.opinion.work:read_import",
    "restore-programme": "capacita.web.archiving.work:restore_archive",
    "make-answers": "capacita.web.synthesis.answers_work:make_answers",
    "suggest-themes": "capacita.web.synthesis.work:suggest_themes_of",
    "send-notice": "capacita.web.consultation.work:send_notice_by_mail",
}
# What is done again and again because days pass; each may be done twice without harm.
HOURLY: tuple[str, ...] = (
    "capacita.web.consultation.work:tell_time_to_all",
    "capacita.web.joining.work:tell_participants",
    "capacita.web.joining.work:remind_participants",
    "capacita.web.adapting.sheet_services:forget_waiting_sheets",
)
HOUR_SECONDS = 3600.0


def queue_job(job_id: UUID, *, first: bool = False) -> None:
    """Put a job into the queue once the transaction that made it is kept; ``first`` before those that wait there."""
    transaction.on_commit(functools.partial(run_job.using(priority=int(first)).enqueue, str(job_id)))


@task()
def run_job(job_id: str) -> None:
    """Do a job. A refusal fails it for good; any other fault is tried again while attempts are left.

    Where a signal stops this worker, the job goes back into the queue.
    """
    job = _take(UUID(job_id))
    if job is None:
        return
    try:
        with STOP_SIGNALS.may_interrupt(), _kept_lease(job):
            result = _handler(job.kind)(job, functools.partial(_report, job))
    except Refusal as refusal:
        values = {name: show_value(value) for name, value in refusal.values.items()}
        _finish(job, status=JobStatus.FAILED, fault_code=refusal.code, fault_values=values)
    except Stopped:
        _give_back(job, first=True)  # what waits may build on it
    except Exception as fault:
        logging.getLogger("capacita.jobs").exception("job %s (%s) stopped", job.pk, job.kind)
        if job.attempts < MOST_ATTEMPTS:
            _give_back(job)
        else:
            values = {"fault": type(fault).__name__}
            _finish(job, status=JobStatus.FAILED, fault_code="JOB_FAILED", fault_values=values)
    else:
        _finish(job, status=JobStatus.DONE, progress_percent=100, result=result)


def requeue_expired() -> int:
    """Queue again every job whose worker fell silent past its lease, and return how many."""
    with transaction.atomic():
        lost = list(
            Job.objects.select_for_update()
            .filter(status=JobStatus.RUNNING, leased_until__lt=timezone.now())
            .values_list("pk", flat=True)
        )
        Job.objects.filter(pk__in=lost).update(status=JobStatus.WAITING, leased_until=None)
        for job_id in lost:
            queue_job(job_id, first=True)
    return len(lost)


def queue_forgotten() -> int:
    """Queue every waiting job that is in no queue, and return how many: its worker ended before it had begun."""
    queued = {str(task.args_kwargs["args"][0]) for task in DBTaskResult.objects.ready() if task.args_kwargs["args"]}
    waiting = Job.objects.filter(status=JobStatus.WAITING).values_list("pk", flat=True)
    forgotten = [job_id for job_id in waiting if str(job_id) not in queued]
    for job_id in forgotten:
        queue_job(job_id)
    return len(forgotten)


def _take(job_id: UUID) -> Job | None:
    """Take the lease of a waiting job; None when it is done, or another worker has it."""
    with transaction.atomic():
        job: Job | None = Job.objects.select_for_update().filter(pk=job_id, status=JobStatus.WAITING).first()
        if job is None:
            return None
        job.status = JobStatus.RUNNING
        job.attempts += 1
        job.leased_until = timezone.now() + LEASE
        job.save(update_fields=["status", "attempts", "leased_until"])
    return job


@contextmanager
def _kept_lease(job: Job) -> Iterator[None]:
    """Renew the lease in the background while the work goes on, however long a step takes."""
    done = threading.Event()

    def renew() -> None:
        try:
            while not done.wait(RENEWAL_SECONDS):
                _ours(job).update(leased_until=timezone.now() + LEASE)
        finally:
            connection.close()

    keeper = threading.Thread(target=renew, name=f"lease {job.pk}", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        done.set()
        keeper.join()


def _ours(job: Job) -> Any:
    """Return the row while it is still this attempt's to write."""
    return Job.objects.filter(pk=job.pk, status=JobStatus.RUNNING, attempts=job.attempts)


def _report(job: Job, percent: int, step: str) -> None:
    _ours(job).update(progress_percent=percent, step=step, leased_until=timezone.now() + LEASE)


def _give_back(job: Job, *, first: bool = False) -> None:
    """Put a job of this attempt back into the queue, for whoever takes it next."""
    with transaction.atomic():
        _ours(job).update(status=JobStatus.WAITING, leased_until=None)
        queue_job(job.pk, first=first)


def _finish(job: Job, **values: Any) -> None:
    _ours(job).update(finished_at=timezone.now(), leased_until=None, **values)


def _handler(kind: str) -> Handler:
    module, _, name = HANDLERS[kind].partition(":")
    handler: Handler = getattr(importlib.import_module(module), name)
    return handler


def work_until_stopped() -> None:
    """Do queued jobs in this process until a signal comes; look for lost ones at first and every few seconds."""
    worker = Worker(
        queue_names=["default"],
        interval=0.5,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=uuid4().hex,
        excluded_queue_names=[],
    )
    STOP_SIGNALS.heed(functools.partial(_leave, worker))
    queue_forgotten()
    watcher = threading.Thread(target=_watch_leases, name="lease watcher", daemon=True)
    watcher.start()
    threading.Thread(target=_watch_hours, name="hours watcher", daemon=True).start()
    worker.run()


def _leave(worker: Worker) -> None:
    """Let the worker end after the job that it does: at once while it waits for one."""
    worker.running = False
    if not worker.running_task:
        sys.exit(0)


def _watch_leases() -> None:
    while True:
        requeue_expired()
        connection.close()
        time.sleep(WATCH_SECONDS)


def _watch_hours() -> None:
    while True:
        do_hourly_work()
        connection.close()
        time.sleep(HOUR_SECONDS)


def do_hourly_work() -> None:
    """Do all that is due because time passed; what fails is logged and tried again in an hour."""
    for place in HOURLY:
        module, _, name = place.partition(":")
        try:
            getattr(importlib.import_module(module), name)()
        except Exception:
            logging.getLogger("capacita.jobs").exception("hourly work %s stopped", place)
