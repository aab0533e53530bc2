"""Bringing a site back: everything is made ready beside, and only then takes its place; what was there is kept.

The new site is made ready in a folder under CAPACITA_HOME, so that taking its place is a matter of renaming, also where
the home is a disk of its own. On the way nothing of a site that is there is touched.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from capacita.vocabulary import Finding, NotFound, Refusal, Severity, has_errors
from capacita.web.safekeeping import postgresql_database, sqlite_database
from capacita.web.safekeeping.backing_up import database_of
from capacita.web.safekeeping.migrations_known import refuse_newer
from capacita.web.safekeeping.package import DATABASE_FILE, Backup, Manifest, flush_folder, open_backup
from capacita.web.safekeeping.taking_place import (
    KEPT,
    READYING,
    finish_taking_place,
    give_to_owner_of,
    is_under_way,
    name_schema,
    take_place,
)

_ROOM_TO_SPARE_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreReport:
    """What came back, and where the site that was there is kept; ``manifest`` is None where nothing came back."""

    home: Path
    manifest: Manifest | None
    kept: Path | None
    findings: tuple[Finding, ...]


def restore_backup(path: Path, *, replace: bool) -> RestoreReport:
    """Bring back the site of a backup, under CAPACITA_HOME and in the database that is set.

    Raises Unreadable for what is no backup, and Refusal where a site is there and ``replace`` is not given, where the
    backup is newer or of another kind of database, or where there is no room. Where a part is damaged, the findings name
    it; nothing comes back then, and nothing is changed.
    """
    home: Path = settings.HOME
    with open_backup(path) as backup:
        _refuse_where_not_wanted(backup, home, replace=replace)
        damage = backup.list_damage()
        if has_errors(damage):
            return RestoreReport(home=home, manifest=None, kept=None, findings=tuple(damage))
        had_site, stamp = _has_site(), _make_stamp()
        with _told(), _readied(home, stamp) as coming:
            _make_ready(backup, coming, stamp)
            kept = take_place(home, coming, stamp, had_site=had_site)
        lost = backup.manifest.missing_files
        findings = tuple(
            Finding(code="BACKUP_FILE_LOST", severity=Severity.WARNING, path="/files", values={"digest": digest})
            for digest in lost
        )
        return RestoreReport(home=home, manifest=backup.manifest, kept=kept, findings=findings)


def undo_restore() -> RestoreReport:
    """Put back the site that the last restore took the place of; the restored one is kept in its turn.

    Raises NotFound where none is kept.
    """
    home: Path = settings.HOME
    found = sorted(folder for folder in home.glob(f"{KEPT}*") if folder.is_dir())
    if not found:
        raise NotFound("BACKUP_NOTHING_BEFORE")
    _refuse_running()
    with _told():
        kept = take_place(home, found[-1], _make_stamp(), had_site=_has_site())
    return RestoreReport(home=home, manifest=None, kept=kept, findings=())


def is_cut_off() -> bool:
    """Tell whether a restore was cut off while the site took its place."""
    return is_under_way(settings.HOME)


def finish_restore() -> Path | None:
    """Finish a restore that was cut off while the site took its place, as by a failure of the power.

    Return the folder that keeps what was there before; None where no restore was cut off, or where nothing was there.
    """
    home: Path = settings.HOME
    with _told():
        return finish_taking_place(home)


def _refuse_where_not_wanted(backup: Backup, home: Path, *, replace: bool) -> None:
    kind = backup.manifest.database
    if kind != connection.vendor:
        database_of(kind)
        raise Refusal("BACKUP_OTHER_DATABASE", found=kind, ours=connection.vendor)
    refuse_newer(backup.manifest)
    if _has_site():
        if not replace:
            raise Refusal("BACKUP_SITE_THERE", home=home)
        _refuse_running()
    # Bringing an older database to this version may write each of its tables anew.
    needed = sum(backup.sizes.values()) + backup.sizes.get(DATABASE_FILE, 0) + _ROOM_TO_SPARE_BYTES
    free = shutil.disk_usage(home).free
    if free < needed:
        raise Refusal("BACKUP_NO_ROOM", home=home, needed=needed, free=free)


def _refuse_running() -> None:
    """Raise Refusal where somebody uses the database of a server; of the embedded one the lock of the home tells."""
    if connection.vendor == "postgresql" and postgresql_database.count_other_users():
        raise Refusal("BACKUP_SITE_RUNS", home=connection.settings_dict["NAME"])


def _has_site() -> bool:
    if connection.vendor == "postgresql":
        return postgresql_database.has_site()
    return sqlite_database.has_site(Path(connection.settings_dict["NAME"]))


@contextmanager
def _told() -> Iterator[None]:
    """Say in a Refusal what the disk or the database would not do."""
    try:
        yield
    except (OSError, DatabaseError, sqlite3.Error) as fault:
        words = fault.strerror if isinstance(fault, OSError) and fault.strerror else " ".join(str(fault).split())
        raise Refusal("BACKUP_NOT_RESTORED", fault=words) from None


@contextmanager
def _readied(home: Path, stamp: str) -> Iterator[Path]:
    """Give a folder to make a site ready in; it is gone afterwards, as is what restores left that were cut off."""
    _forget_readied(home)
    coming = home / f"{READYING}{stamp}"
    coming.mkdir(mode=0o700)
    try:
        yield coming
    finally:
        _forget_readied(home)


def _forget_readied(home: Path) -> None:
    for left in home.glob(f"{READYING}*"):
        shutil.rmtree(left)
    if connection.vendor == "postgresql":
        postgresql_database.forget_schemas(name_schema(READYING, ""))


def _make_stamp() -> str:
    return f"{timezone.now():%Y%m%dT%H%M%S%fZ}"


def _make_ready(backup: Backup, coming: Path, stamp: str) -> None:
    for name in backup.sizes:
        if name.startswith("files/"):
            backup.place(name, coming / "blobs" / name.removeprefix("files/"))
        elif name.startswith("keys/"):
            backup.place(name, coming / name.removeprefix("keys/"))
    if backup.manifest.database == "postgresql":
        postgresql_database.place_database(backup, name_schema(READYING, stamp))
    else:
        sqlite_database.place_database(backup, coming)
    for folder, _folders, _files in os.walk(coming):
        flush_folder(Path(folder))
    give_to_owner_of(coming.parent, coming)
