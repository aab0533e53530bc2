"""A PostgreSQL server of our own for as long as a test needs it: its own folder, its own port, stopped again."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lib.running_site import free_port


def find_binaries() -> Path | None:
    """Return the folder of initdb and pg_ctl, which Debian keeps off the path."""
    for path in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (path / "initdb").exists():
            return path
    found = shutil.which("initdb")
    return Path(found).parent if found else None


@contextmanager
def run_postgresql() -> Iterator[str]:
    """Yield the address of an empty database on a server of our own; skip with the reason where there is none."""
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL server on this machine; ./run test installs it where it may")
    folder = Path(tempfile.mkdtemp(prefix="capacita-postgresql-"))
    data = folder / "data"
    port = free_port()
    # PostgreSQL refuses to run as root; there its own user does.
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if prefix:
        shutil.chown(folder, "postgres")

    def run(name: str, *words: str) -> None:
        command = [*prefix, str(binaries / name), "-D", str(data), *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)

    try:
        run("initdb", "-U", "capacita", "-A", "trust", "--no-sync", "--locale=C.UTF-8", "--encoding=UTF8")
        settings = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        run("pg_ctl", "-w", "-o", settings, "-l", str(folder / "log"), "start")
        try:
            yield f"postgresql://capacita@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
