"""The integration tests again, on a real PostgreSQL: migrations, constraints, locks and JSON are its own there."""

import os
import subprocess
import sys

import pytest

from lib.postgresql import run_postgresql
from lib.shared import ROOT


@pytest.mark.postgresql
def test_integration_tests_pass_on_postgresql() -> None:
    if os.environ.get("CAPACITA_DATABASE"):
        pytest.skip("this is the run on PostgreSQL")
    with run_postgresql() as address:
        environment = {**os.environ, "CAPACITA_DATABASE": address}
        environment.pop("PYTEST_XDIST_WORKER", None)
        words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "tests/integration"]
        ran = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stdout[-6000:] + ran.stderr[-2000:]
        assert " passed" in ran.stdout
