"""A whole site as people have it: its own home, filled with the demonstration, served by the real command."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lib.shared import ROOT

LONGEST_START_SECONDS = 180
VOTE_RESULT = "/en/consultations/opinions/how-should-civil-servants-learn-digital-skills/results/1/"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningSite:
    """Where a running site is."""

    address: str
    home: Path


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def run_on(site: RunningSite, code: str) -> None:
    """Run a piece of Python on the site's own database, as an administrator would."""
    environment = {
        **os.environ, "CAPACITA_HOME": str(site.home), "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "capacita.web.settings",
    }  # fmt: skip
    subprocess.run([sys.executable, "-c", code], check=True, env=environment, cwd=ROOT)


@contextmanager
def run_site(home: Path, *, demo: bool = True, database: str = "") -> Iterator[RunningSite]:
    """Serve a site from this home until the block ends; with the demonstration, wait until it is filled."""
    port = free_port()
    environment = {**os.environ, "CAPACITA_HOME": str(home), "PYTHONPATH": str(ROOT / "src")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    if database:
        environment["CAPACITA_DATABASE"] = database
    words = [sys.executable, "-m", "capacita.cli", "serve", "--port", str(port)]
    log = (home / "site.log").open("wb")
    served = subprocess.Popen(
        words + (["--demo"] if demo else []), env=environment, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(served, home, lambda: _answers(address))
        if demo:
            _wait(served, home, lambda: _is_filled(address))
        yield RunningSite(address=address, home=home)
    finally:
        served.send_signal(signal.SIGTERM)
        try:
            served.wait(20)
        except subprocess.TimeoutExpired:
            served.kill()
        log.close()


def _wait(served: subprocess.Popen[bytes], home: Path, ready) -> None:  # type: ignore[no-untyped-def] # a test's helper
    until = time.monotonic() + LONGEST_START_SECONDS
    while time.monotonic() < until:
        if served.poll() is not None:
            raise AssertionError(f"the site stopped:\n{(home / 'site.log').read_text()[-3000:]}")
        if ready():
            return
        time.sleep(0.25)
    raise AssertionError(f"the site was not ready in time:\n{(home / 'site.log').read_text()[-3000:]}")


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/en/about/", timeout=5) as answer:
            return bool(answer.status == 200)
    except (OSError, http.client.HTTPException):
        return False


def _is_filled(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/en/countries/almara/toolkit/", timeout=10) as answer:
            if answer.status != 200 or re.search(rb"\.pdf", answer.read()) is None:
                return False
        with urllib.request.urlopen(f"{address}{VOTE_RESULT}", timeout=10) as answer:
            return bool(answer.status == 200)
    except (OSError, http.client.HTTPException):
        return False
