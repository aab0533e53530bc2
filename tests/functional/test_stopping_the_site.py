"""Ctrl-C while the demonstration is filled: an end without a word, and the next worker goes on with the job."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from lib.running_site import free_port
from lib.shared import ROOT

LONGEST_SECONDS = 180


def start(home: Path, log: Path, *words: str) -> subprocess.Popen[bytes]:
    """Run a command as a terminal does: in a process group of its own, which hears Ctrl-C as one."""
    environment = {**os.environ, "CAPACITA_HOME": str(home), "PYTHONPATH": str(ROOT / "src")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "capacita.cli", *words]
    with log.open("wb") as errors:
        return subprocess.Popen(
            command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=errors, process_group=0
        )


def story_of(home: Path) -> tuple[str, int]:
    """Return status and attempts of the job that fills the demonstration."""
    with closing(sqlite3.connect(home / "capacita.sqlite3", timeout=30)) as database:
        status, attempts = database.execute(
            "SELECT status, attempts FROM jobs_job WHERE kind = 'fill-demo'"
        ).fetchone() or ("", 0)
    return status, attempts


def wait_for(process: subprocess.Popen[bytes], ready: Callable[[], bool]) -> None:
    until = time.monotonic() + LONGEST_SECONDS
    while not ready():
        assert process.poll() is None
        assert time.monotonic() < until
        time.sleep(0.1)


def is_under_way(home: Path, attempt: int) -> bool:
    try:
        return story_of(home) == ("running", attempt)
    except sqlite3.OperationalError:  # the tables are still being made
        return False


def leave_nobody(process: subprocess.Popen[bytes]) -> None:
    """See that the whole group is gone."""
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_site_stopped_in_the_middle_of_a_job_says_nothing_and_goes_on_with_it_at_the_next_start(tmp_path: Path) -> None:
    home, log = tmp_path / "home", tmp_path / "errors"
    served = start(home, log, "serve", "--demo", "--port", str(free_port()))
    try:
        wait_for(served, lambda: is_under_way(home, 1))
        os.killpg(served.pid, signal.SIGINT)
        assert served.wait(60) == 0
        assert log.read_text() == ""
        assert story_of(home) == ("waiting", 1)
        leave_nobody(served)
        worker = start(home, log, "work")
        try:
            wait_for(worker, lambda: is_under_way(home, 2))
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(60) == 0
        finally:
            worker.kill()
        assert log.read_text() == ""
        assert story_of(home) == ("waiting", 2)
    finally:
        if served.poll() is None:
            os.killpg(served.pid, signal.SIGKILL)
