"""Backups, looked at and tampered with, and the site's own code run in a home of one's choice."""

import csv
import hashlib
import io
import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from lib.shared import ROOT

CHECKSUMS = "CHECKSUMS.sha256"
DATABASE = "database/capacita.sqlite3"
# What a restore itself writes, and what it leaves out.
CHANGED = {"audit_auditevent", "jobs_job", "django_session", "django_tasks_database_dbtaskresult", "sqlite_sequence"}


def run_capacita(home: Path, *words: str, database: str = "", **more: Any) -> subprocess.CompletedProcess[str]:
    """Run the command line with this home, which need not be there."""
    return _run(["-m", "capacita.cli", *words], home, database, **more)


def run_in(home: Path, code: str, database: str = "") -> str:
    """Run code of a test inside the site of this home and return what it prints."""
    ran = run_code(home, code, database)
    assert ran.returncode == 0, ran.stderr[-3000:]
    return ran.stdout.strip()


def run_code(home: Path, code: str, database: str = "") -> subprocess.CompletedProcess[str]:
    """Run code of a test inside the site of this home, whatever comes of it."""
    return _run(["-c", f"import django\ndjango.setup()\n{code}"], home, database)


def _run(words: list[str], home: Path, database: str, **more: Any) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "CAPACITA_HOME": str(home),
        "PYTHONPATH": str(ROOT / "src"),
        "CAPACITA_DATABASE": database,
    }
    environment["DJANGO_SETTINGS_MODULE"] = "capacita.web.settings"
    return subprocess.run(
        [sys.executable, *words], env=environment, cwd=ROOT, capture_output=True, text=True, check=False, **more
    )


def rows_of(path: Path) -> dict[str, list[str]]:
    """Return the rows of each table of a SQLite database, in one order, but for what a restore changes."""
    with closing(sqlite3.connect(path)) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: sorted(map(repr, database.execute(f'SELECT * FROM "{name}"')))
            for name in names
            if name not in CHANGED
        }


def files_under(folder: Path) -> dict[str, str]:
    """Return the digest of each file under a folder by its place."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def rows_in_csv(path: Path, table: str) -> list[dict[str, str]]:
    """Return the rows of a table in the backup of a site on PostgreSQL."""
    with zipfile.ZipFile(path) as package:
        return list(csv.DictReader(io.StringIO(package.read(f"database/{table}.csv").decode("utf-8"))))


def manifest_of(path: Path) -> dict[str, Any]:
    """Return the manifest of a backup."""
    with zipfile.ZipFile(path) as package:
        value: dict[str, Any] = json.loads(package.read("manifest.json"))
        return value


def tamper(source: Path, target: Path, change: Callable[[dict[str, bytes]], None], *, sum_again: bool = True) -> Path:
    """Write a backup again with other members, with checksums of before or with new ones."""
    with zipfile.ZipFile(source) as package:
        members = {name: package.read(name) for name in package.namelist()}
    change(members)
    if sum_again:
        members[CHECKSUMS] = _sums({name: data for name, data in members.items() if name != CHECKSUMS})
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return target


def _sums(members: Mapping[str, bytes]) -> bytes:
    return "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in members.items()).encode("ascii")
