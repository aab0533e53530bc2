"""The embedded database in a backup: one file, as it was at one moment."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from capacita.vocabulary import NotFound, Unreadable
from capacita.web.safekeeping.package import DATABASE_FILE, Backup, BackupWriter, Manifest
from capacita.web.safekeeping.rows import FILES, LEFT_OUT, MIGRATIONS, DatabaseFacts, settle

NAME = "capacita.sqlite3"
WAITING_SECONDS = 60


def find_site() -> Path:
    """Return the file of the database. Raises NotFound where there is none."""
    path = Path(connection.settings_dict["NAME"])
    if not path.is_file() or not has_site(path):
        raise NotFound("BACKUP_NO_SITE", home=path.parent)
    return path


def has_site(path: Path) -> bool:
    """Tell whether a file is a database with anything in it; what cannot be read may be one."""
    if not path.is_file() or not path.stat().st_size:
        return False
    try:
        with closing(sqlite3.connect(path)) as database:
            return bool(_list_tables(database))
    except sqlite3.Error:
        return True


def write_database(package: BackupWriter, beside: Path) -> DatabaseFacts:
    """Write a copy of the database into a backup while the site goes on; ``beside`` is a folder with room for it.

    ``VACUUM INTO`` reads in one transaction, waits for nobody and keeps nobody waiting. What was deleted, by erasure too,
    does not go along in unused pages.
    """
    with tempfile.TemporaryDirectory(prefix=".capacita-backup-", dir=beside) as folder:
        copied = Path(folder) / NAME
        with closing(sqlite3.connect(find_site(), timeout=WAITING_SECONDS, isolation_level=None)) as live:
            live.execute("VACUUM INTO ?", (str(copied),))
        with closing(sqlite3.connect(copied, isolation_level=None)) as database:
            database.execute("PRAGMA secure_delete=ON")
            for table in LEFT_OUT:
                database.execute(f'DELETE FROM "{table}"')
            facts = _describe(database)
        with copied.open("rb") as file:
            package.add(DATABASE_FILE, file)
    return facts


def check_database(backup: Backup) -> tuple[str, ...]:
    """Open the database of a backup in a folder of its own and return the digests of the files that its rows know of.

    Raises Unreadable where SQLite finds it faulty or rows are missing.
    """
    with tempfile.TemporaryDirectory(prefix="capacita-check-") as folder:
        path = Path(folder) / NAME
        backup.place(DATABASE_FILE, path)
        return _check_file(path, backup.manifest).files


def place_database(backup: Backup, folder: Path) -> None:
    """Put the database of a backup into a folder, brought to this version; the site's own is not touched.

    Raises Unreadable as ``check_database`` does.
    """
    path = folder / NAME
    backup.place(DATABASE_FILE, path)
    _check_file(path, backup.manifest)
    connection.close()
    connection.settings_dict["NAME"] = path
    call_command("migrate", verbosity=0, interactive=False)
    settle(backup.manifest)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _check_file(path: Path, manifest: Manifest) -> DatabaseFacts:
    try:
        with closing(sqlite3.connect(path)) as database:
            if database.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                raise Unreadable("BACKUP_PART_CHANGED", name=DATABASE_FILE)
            facts = _describe(database)
    except sqlite3.Error:
        raise Unreadable("BACKUP_PART_CHANGED", name=DATABASE_FILE) from None
    if facts.rows != manifest.rows or facts.migrations != manifest.migrations:
        raise Unreadable("BACKUP_PART_CHANGED", name=DATABASE_FILE)
    return facts


def _describe(database: sqlite3.Connection) -> DatabaseFacts:
    tables = _list_tables(database)
    applied = database.execute(f'SELECT app, name FROM "{MIGRATIONS}" ORDER BY app, name')
    migrations = tuple(f"{app}.{name}" for app, name in applied)
    rows = {table: database.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables}
    files = tuple(digest for (digest,) in database.execute(f'SELECT digest FROM "{FILES}" ORDER BY digest'))
    return DatabaseFacts(kind="sqlite", version=sqlite3.sqlite_version, migrations=migrations, rows=rows, files=files)


def _list_tables(database: sqlite3.Connection) -> list[str]:
    found: Iterator[tuple[str]] = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    )
    return [name for (name,) in found]
