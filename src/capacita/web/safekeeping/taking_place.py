"""One site taking the place of another by renaming, so that it is done whole or taken back, also when the power fails.

What is to be renamed is noted down before the first name changes and forgotten after the last. Who finds the note later
knows of every name whether it has changed, and goes on.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from django.db import connection

from capacita.vocabulary import NotFound
from capacita.web.safekeeping import postgresql_database
from capacita.web.safekeeping.package import KEYS, flush_folder

KEPT = "before-restore-"
READYING = "restoring-"
NOTE = "restore-under-way.json"
# What takes its place, in this order: a database that is there names no file that is not.
_PLACES = ("blobs", *KEYS, "capacita.sqlite3-wal", "capacita.sqlite3-shm", "capacita.sqlite3")
_MADE_AGAIN = ("cache", "prepared")  # speak of the site that was there


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What takes the place of what: two folders of the home, and the names that leave it and come into it."""

    coming: str
    going: str
    leaving: tuple[str, ...]
    arriving: tuple[str, ...]
    had_site: bool


def take_place(home: Path, coming: Path, stamp: str, *, had_site: bool) -> Path | None:
    """Put a site that is ready in its place, and return where what was there is kept; on a fault all is as before."""
    going = home / f"{KEPT}{stamp}"
    going.mkdir(mode=0o700)
    give_to_owner_of(home, going)
    exchange = Exchange(
        coming=coming.name,
        going=going.name,
        leaving=tuple(name for name in reversed(_PLACES) if (home / name).exists()),
        arriving=tuple(name for name in _PLACES if (coming / name).exists()),
        had_site=had_site,
    )
    try:
        _write_note(home, exchange)
        _rename(home, exchange)
        if connection.vendor == "postgresql":
            postgresql_database.take_place(schema_of(exchange.coming), schema_of(exchange.going))
    except BaseException:
        _rename_back(home, exchange)
        (home / NOTE).unlink(missing_ok=True)
        shutil.rmtree(going)
        raise
    return _settle(home, exchange)


def is_under_way(home: Path) -> bool:
    """Tell whether an exchange has begun in a home and has not ended."""
    return (home / NOTE).exists()


def finish_taking_place(home: Path) -> Path | None:
    """Go on where an exchange was cut off; return where what was there is kept, or None where nothing was there."""
    found = json.loads((home / NOTE).read_text(encoding="utf-8"))
    exchange = Exchange(**{**found, "leaving": tuple(found["leaving"]), "arriving": tuple(found["arriving"])})
    _rename(home, exchange)
    if connection.vendor == "postgresql":
        with suppress(NotFound):  # it was the last step, and had been taken
            postgresql_database.take_place(schema_of(exchange.coming), schema_of(exchange.going))
    kept = _settle(home, exchange)
    if exchange.coming.startswith(READYING):
        shutil.rmtree(home / exchange.coming)
    return kept


def _write_note(home: Path, exchange: Exchange) -> None:
    beside = home / f"{NOTE}.part"
    with beside.open("w", encoding="utf-8") as file:
        json.dump(asdict(exchange), file)
        file.flush()
        os.fsync(file.fileno())
    beside.rename(home / NOTE)
    flush_folder(home)


def _rename(home: Path, exchange: Exchange) -> None:
    """Change the names that have not changed yet: what has left is in its folder, what has arrived is not in its own."""
    going, coming = home / exchange.going, home / exchange.coming
    for name in exchange.leaving:
        if (home / name).exists() and not (going / name).exists():
            (home / name).rename(going / name)
    for name in exchange.arriving:
        if (coming / name).exists():
            (coming / name).rename(home / name)


def _rename_back(home: Path, exchange: Exchange) -> None:
    going, coming = home / exchange.going, home / exchange.coming
    for name in reversed(exchange.arriving):
        if not (coming / name).exists() and (home / name).exists():
            (home / name).rename(coming / name)
    for name in reversed(exchange.leaving):
        if (going / name).exists():
            (going / name).rename(home / name)


def _settle(home: Path, exchange: Exchange) -> Path | None:
    """Clear away what speaks of the site that was there, and forget the note; return where that site is kept."""
    going, coming = home / exchange.going, home / exchange.coming
    for name in _MADE_AGAIN:
        shutil.rmtree(home / name, ignore_errors=True)
        if (home / name).is_file():
            (home / name).unlink()
    if exchange.coming.startswith(KEPT) and coming.exists():
        coming.rmdir()
    for folder in (going, home):
        flush_folder(folder)
    (home / NOTE).unlink(missing_ok=True)
    flush_folder(home)
    if not exchange.had_site and {path.name for path in going.iterdir()} <= {"secret-key"}:  # the settings made it
        shutil.rmtree(going)
        return None
    return going


def schema_of(folder: str) -> str:
    """Return the schema of PostgreSQL that belongs to a folder of the home."""
    kind, dash, stamp = folder.rpartition("-")
    return name_schema(kind + dash, stamp)


def name_schema(kind: str, stamp: str) -> str:
    """Return the name of a schema for a kind of folder and its stamp."""
    return f"capacita_{kind.replace('-', '_')}{stamp.lower()}"


def give_to_owner_of(home: Path, folder: Path) -> None:
    """Let the site's user own what the administrator of the machine puts into its home."""
    if os.geteuid() == 0 and home.stat().st_uid != 0:
        owner = home.stat()
        for at, folders, files in os.walk(folder):
            for name in (".", *folders, *files):
                os.chown(Path(at) / name, owner.st_uid, owner.st_gid)
