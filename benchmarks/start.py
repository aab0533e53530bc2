"""How long a newcomer waits: a fresh clone, its first start, its second start, and what was downloaded for both commands.

    python3 benchmarks/start.py [--with-tests]

Makes its own clone in a temporary folder and removes it again. Times depend on the connection to the package index.
"""

import argparse
import json
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Measure, and print one line a figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--with-tests", action="store_true", help="also time ./run test (long)")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="capacita-start-"))
    try:
        clone = folder / "clone"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        figures = {"first start, until the site answers (s)": 0.0, "first start, until it is filled (s)": 0.0}
        answered, filled = start(clone)
        figures["first start, until the site answers (s)"] = answered
        figures["first start, until it is filled (s)"] = filled
        figures["second start, until the site answers (s)"] = start(clone)[0]
        figures["downloaded for ./run (MB)"] = download_size(clone, "requirements.lock", folder)
        figures["downloaded for ./run test (MB)"] = download_size(clone, "requirements-dev.lock", folder)
        if options.with_tests:
            began = time.monotonic()
            subprocess.run(["./run", "test"], cwd=clone, check=True)
            figures["./run test after ./run (s)"] = time.monotonic() - began
        for name, value in figures.items():
            print(f"{name}: {value:.1f}")
        print(json.dumps(figures))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def start(clone: Path) -> tuple[float, float]:
    """Return the seconds until the site answers, and until the demonstration country has its toolkit."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    began = time.monotonic()
    served = subprocess.Popen(["./run", "--port", str(port)], cwd=clone, stdout=subprocess.DEVNULL)
    try:
        answered = wait(served, f"http://127.0.0.1:{port}/", b"Capacita") - began
        filled = wait(served, f"http://127.0.0.1:{port}/en/countries/almara/toolkit/", b".pdf") - began
    finally:
        served.send_signal(signal.SIGTERM)
        served.wait(30)
    return answered, filled


def wait(served: "subprocess.Popen[bytes]", address: str, sign: bytes) -> float:
    """Return the moment at which a page first shows a sign."""
    while served.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if sign in answer.read():
                    return time.monotonic()
        except OSError:
            pass
        time.sleep(0.05)
    sys.exit("the site stopped before it answered")


def download_size(clone: Path, lock: str, folder: Path) -> float:
    """Return the megabytes of all packages of a lock, for this machine's Python."""
    target = folder / lock
    python = clone / ".venv" / "bin" / "python"
    has_pip = subprocess.run([str(python), "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
    pip = [str(python) if has_pip else sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--require-hashes"]
    subprocess.run([*pip, "-r", str(clone / lock), "-d", str(target)], check=True)
    return sum(path.stat().st_size for path in target.iterdir()) / 1e6


if __name__ == "__main__":
    sys.exit(main())
