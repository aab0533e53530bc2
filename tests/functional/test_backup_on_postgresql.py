"""A site on a real PostgreSQL into one file and back over itself: rows, numbers given out, the site of before, jobs."""

import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from capacita.web.safekeeping.backing_up import check_backup
from lib.backup_files import CHANGED, files_under, manifest_of, rows_in_csv, run_capacita, run_in
from lib.postgresql import run_postgresql

pytestmark = pytest.mark.postgresql
FILL = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.contrib.auth.models import Group
from django.contrib.sessions.backends.db import SessionStore
from capacita.vocabulary import written
from capacita.web.accounts.models import OrganisationKind, Person
from capacita.web.accounts.seed import seed_organisations
from capacita.web.accounts.services import found_organisation
from capacita.web.actors import SYSTEM
from capacita.web.documents.store import store_file
from capacita.web.framework.signing import read_private_key
from capacita.web.jobs.models import Job
seed_organisations()
ministry = found_organisation(SYSTEM, code="almara", kind=OrganisationKind.COUNTRY, country="XA",
                              name=written('Ministry, of "all"\\r\\nthings \\\\N \\u0639'))
Person.objects.create_person(email="one@example.org", display_name="", password="a long enough one")
store_file(b"%PDF kept", "application/pdf")
read_private_key()
Job.objects.create(organisation=ministry, kind="make-kit", key="k", status="running", result={"a": [None, 1.5]})
SessionStore().save()
for name in ("first", "last"):
    Group.objects.create(name=name)
Group.objects.filter(name="last").delete()
"""
AFTER = """
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from capacita.web.accounts.models import Organisation, Person
from capacita.web.jobs.models import Job
from capacita.web.jobs.worker import requeue_expired
from capacita.vocabulary import plain_text
print([ascii(plain_text(Organisation.objects.get(code="almara").name, "en")), Person.objects.get().check_password("a long enough one"),
       Group.objects.create(name="next").pk, Session.objects.count(), requeue_expired(), Job.objects.get().result])
"""


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    with run_postgresql() as address:
        yield address


def rows_in(database: str) -> dict[str, list[str]]:
    """Return the rows of each table, in one order, but for what a restore changes."""
    with psycopg.connect(database) as connection:
        names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return {
            name: sorted(map(repr, connection.execute(f'SELECT * FROM "{name}"').fetchall()))
            for (name,) in names
            if name not in CHANGED
        }


def test_site_on_postgresql_comes_back_over_itself(database: str, tmp_path: Path) -> None:
    home, path = tmp_path / "home", tmp_path / "site.zip"
    run_in(home, FILL, database)
    ran = run_capacita(home, "backup", str(path), database=database)
    assert ran.returncode == 0, ran.stderr
    assert check_backup(path).findings == ()
    key, files, rows = (home / "release-key.pem").read_bytes(), files_under(home / "blobs"), rows_in(database)
    assert manifest_of(path)["rows"]["auth_group"] == len(rows["auth_group"]) == 1

    with psycopg.connect(database) as other:
        other.execute("TRUNCATE accounts_person CASCADE")
        other.execute("INSERT INTO auth_group (name) VALUES ('after the backup')")
        other.commit()
        ran = run_capacita(home, "restore", str(path), "--replace", database=database)
        assert (ran.returncode, ran.stderr.split(":")[0]) == (1, "BACKUP_SITE_RUNS")
    ran = run_capacita(home, "restore", str(path), "--replace", database=database)
    assert ran.returncode == 0, ran.stderr
    assert rows_in(database) == rows
    assert ((home / "release-key.pem").read_bytes(), files_under(home / "blobs")) == (key, files)
    said = r"""['\'Ministry, of "all"\\r\\nthings \\\\N \\u0639\'', True, 3, 0, 1, {'a': [None, 1.5]}]"""
    assert run_in(home, AFTER, database) == said

    assert run_capacita(home, "restore", "--undo", database=database).returncode == 0
    assert rows_in(database)["accounts_person"] == []
    assert len(rows_in(database)["auth_group"]) == 2
    with psycopg.connect(database) as connection:
        schemas = connection.execute("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'capacita%'").fetchone()
    assert schemas == (1,)


def test_backup_on_postgresql_is_of_one_moment_while_others_write(database: str, tmp_path: Path) -> None:
    done, started = threading.Event(), threading.Event()
    written = 0

    def write() -> None:
        nonlocal written
        with psycopg.connect(database) as live:
            while not done.is_set():
                live.execute("INSERT INTO auth_group (name) VALUES (%s)", (f"pair {written}",))
                live.execute("INSERT INTO django_content_type (app_label, model) VALUES ('pair', %s)", (str(written),))
                live.commit()
                written += 1
                started.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert started.wait(60)
        (tmp_path / "home").mkdir()
        ran = run_capacita(tmp_path / "home", "backup", str(tmp_path / "site.zip"), database=database)
    finally:
        done.set()
        writer.join()
    assert ran.returncode in (0, 1), ran.stderr  # the kept file lies in another home
    names = sum(row["name"].startswith("pair ") for row in rows_in_csv(tmp_path / "site.zip", "auth_group"))
    pairs = sum(row["app_label"] == "pair" for row in rows_in_csv(tmp_path / "site.zip", "django_content_type"))
    assert 0 < names == pairs < written
