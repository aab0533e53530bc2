"""A database of PostgreSQL in a backup: each table as CSV, all as they were at one moment.

No program of PostgreSQL is needed beside the site, whose version might not fit that of the server. Tables come back in a
schema of their own, made by the migrations that the backup names; only when all is well does that schema's content take
the place of the site's, in one transaction.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from capacita.vocabulary import NotFound, Unreadable
from capacita.web.safekeeping.package import BLOCK, Backup, BackupWriter
from capacita.web.safekeeping.rows import FILES, LEFT_OUT, MIGRATIONS, DatabaseFacts, is_own_table, settle

_LONGEST_CELL = 1024 * 1024 * 1024  # what PostgreSQL itself allows
_quoted = '"{}"'.format


def has_site() -> bool:
    """Tell whether the database holds tables of a site."""
    with connection.cursor() as cursor:
        return bool(_list_tables(cursor, _name_schema(cursor)))


def write_database(package: BackupWriter, beside: Path) -> DatabaseFacts:
    """Write every table into a backup while the site goes on, all in one transaction that only reads.

    Raises NotFound where there is no site.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL datestyle = 'ISO'")
        schema = _name_schema(cursor)
        tables = _list_tables(cursor, schema)
        if MIGRATIONS not in tables:
            raise NotFound("BACKUP_NO_SITE", home=connection.settings_dict["NAME"])
        rows = {}
        for table in tables:
            columns = ", ".join(map(_quoted, _list_columns(cursor, schema, table)))
            where = "WHERE false" if table in LEFT_OUT else ""
            words = f"COPY (SELECT {columns} FROM {_quoted(table)} {where}) TO STDOUT (FORMAT csv, HEADER true)"
            with package.member(_member(table)) as target, cursor.copy(words) as source:
                for block in source:
                    target.write(block)
            rows[table] = cursor.rowcount
        cursor.execute(f"SELECT app, name FROM {MIGRATIONS}")
        migrations = tuple(sorted(f"{app}.{name}" for app, name in cursor.fetchall()))
        cursor.execute(f"SELECT digest FROM {_quoted(FILES)} ORDER BY digest")
        files = tuple(digest for (digest,) in cursor.fetchall())
        sequences = _read_sequences(cursor, schema, tables)
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
    return DatabaseFacts(
        kind="postgresql", version=version, migrations=migrations, rows=rows, files=files, sequences=sequences
    )


def check_database(backup: Backup) -> tuple[str, ...]:
    """Count the rows of a backup and return the digests of the files that they know of.

    Raises Unreadable where rows are missing.
    """
    csv.field_size_limit(_LONGEST_CELL)
    files: list[str] = []
    for table, wanted in backup.manifest.rows.items():
        _require(backup, table)
        with backup.member(_member(table)) as source:
            read = csv.reader(io.TextIOWrapper(source, "utf-8", newline=""))
            heading = next(read, [])
            count = 0
            for row in read:
                count += 1
                if table == FILES:
                    files.append(row[heading.index("digest")])
        if count != wanted:
            raise Unreadable("BACKUP_PART_CHANGED", name=_member(table))
    return tuple(files)


def place_database(backup: Backup, schema: str) -> None:
    """Put the rows of a backup into a new schema, brought to this version; the site's own is not touched.

    Raises Unreadable where rows do not fit; whoever calls forgets the schema then.
    """
    with connection.cursor() as cursor:
        home = _name_schema(cursor)
        cursor.execute(f"CREATE SCHEMA {_quoted(schema)}")
        try:
            cursor.execute(f"SET search_path TO {_quoted(schema)}")
            executor = MigrationExecutor(connection)
            executor.migrate(_list_last(executor, backup.manifest.migrations))
            with transaction.atomic():
                _load(backup, cursor, schema)
            call_command("migrate", verbosity=0, interactive=False)
            settle(backup.manifest)
        finally:
            cursor.execute(f"SET search_path TO {_quoted(home)}")


def forget_schemas(beginning: str) -> None:
    """Drop the schemas in which a site was being made ready, by how their names begin."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE starts_with(nspname, %s)", [beginning])
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP SCHEMA {_quoted(name)} CASCADE")


def take_place(coming: str, going: str) -> None:
    """Put the tables of a schema in the place of the site's, which go into a schema of their own; all at once.

    Raises NotFound where no such schema holds a site.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        home = _name_schema(cursor)
        arriving = _list_tables(cursor, coming)
        if MIGRATIONS not in arriving:
            raise NotFound("BACKUP_NOTHING_BEFORE")
        leaving = _list_tables(cursor, home)
        if leaving:
            cursor.execute(f"CREATE SCHEMA {_quoted(going)}")
            _move(cursor, leaving, home, going)
        _move(cursor, arriving, coming, home)
        cursor.execute(f"DROP SCHEMA {_quoted(coming)}")  # fails where anything is left in it


def count_other_users() -> int:
    """Return how many others are connected to the database under the site's own name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user"
            " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        return int(cursor.fetchone()[0])


def _list_last(executor: MigrationExecutor, applied: Iterable[str]) -> list[tuple[str, str]]:
    """Return of each app's migrations those that no other builds on: a target that another brings along is taken back."""
    names = {tuple(name.split(".", 1)) for name in applied}
    nodes = executor.loader.graph.node_map
    last = []
    for app, name in sorted(names):
        later = nodes[app, name].children if (app, name) in nodes else ()
        if not any(child.key[0] == app and child.key in names for child in later):
            last.append((app, name))
    return last


def _load(backup: Backup, cursor: Any, schema: str) -> None:
    """Copy the rows in; the constraints are looked at when all are there."""
    from psycopg import Error  # noqa: PLC0415 -- only where PostgreSQL is used

    tables = _list_tables(cursor, schema)
    if sorted(backup.manifest.rows) != sorted(tables):
        odd = min(set(backup.manifest.rows) ^ set(tables))
        raise Unreadable("BACKUP_PART_CHANGED", name=_member(odd))
    cursor.execute("SET LOCAL datestyle = 'ISO'")
    cursor.execute("TRUNCATE " + ", ".join(map(_quoted, tables)))
    for table, wanted in backup.manifest.rows.items():
        _require(backup, table)
        columns = set(_list_columns(cursor, schema, table))
        with backup.member(_member(table)) as source:
            heading = source.readline()
            named = next(csv.reader([heading.decode("utf-8", "replace")]), [])
            if set(named) != columns:
                raise Unreadable("BACKUP_PART_CHANGED", name=_member(table))
            words = f"COPY {_quoted(table)} ({', '.join(map(_quoted, named))}) FROM STDIN (FORMAT csv)"
            try:
                with cursor.copy(words) as target:
                    while block := source.read(BLOCK):
                        target.write(block)
            except Error:
                raise Unreadable("BACKUP_PART_CHANGED", name=_member(table)) from None
        if cursor.rowcount != wanted:
            raise Unreadable("BACKUP_PART_CHANGED", name=_member(table))
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for place, value in backup.manifest.sequences.items():
        table, _, column = place.partition(".")
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [_quoted(table), column, value])


def _require(backup: Backup, table: str) -> None:
    if _member(table) not in backup.sizes:
        raise Unreadable("BACKUP_PART_CHANGED", name=_member(table))


def _member(table: str) -> str:
    return f"database/{table}.csv"


def _name_schema(cursor: Any) -> str:
    cursor.execute("SELECT current_schema()")
    return str(cursor.fetchone()[0])


def _list_tables(cursor: Any, schema: str) -> list[str]:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY tablename", [schema])
    return [name for (name,) in cursor.fetchall() if is_own_table(name)]


def _list_columns(cursor: Any, schema: str, table: str) -> list[str]:
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = %s AND table_name = %s"
        " AND is_generated = 'NEVER' ORDER BY ordinal_position",
        [schema, table],
    )
    return [name for (name,) in cursor.fetchall()]


def _read_sequences(cursor: Any, schema: str, tables: Iterable[str]) -> dict[str, int]:
    """Return the last number that each counting column gave out, so that none is given out twice."""
    found = {}
    for table in tables:
        for column in _list_columns(cursor, schema, table):
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [_quoted(table), column])
            sequence = cursor.fetchone()[0]
            if sequence is not None:
                cursor.execute(f"SELECT CASE WHEN is_called THEN last_value END FROM {sequence}")
                value = cursor.fetchone()[0]
                if value is not None:
                    found[f"{table}.{column}"] = int(value)
    return found


def _move(cursor: Any, tables: Iterable[str], source: str, target: str) -> None:
    for table in tables:
        cursor.execute(f"ALTER TABLE {_quoted(source)}.{_quoted(table)} SET SCHEMA {_quoted(target)}")
