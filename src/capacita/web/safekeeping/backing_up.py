"""Writing a backup of the site as it is now, and looking at one that was written."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from capacita import __version__
from capacita.vocabulary import Finding, Refusal, Severity, Unreadable
from capacita.web.documents.models import StoredFile
from capacita.web.documents.store import path_of_file
from capacita.web.safekeeping import postgresql_database, sqlite_database
from capacita.web.safekeeping.migrations_known import refuse_newer
from capacita.web.safekeeping.package import (
    BACKUP_FORMAT,
    BLOCK,
    KEYS,
    Backup,
    BackupWriter,
    Manifest,
    member_of_file,
    open_backup,
    writing_backup,
)
from capacita.web.safekeeping.rows import LEFT_OUT, DatabaseFacts

_MOST_ATTEMPTS = 3


class _ErasedMeanwhileError(Exception):
    """A file was erased, with its row, after the rows were copied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupReport:
    """A backup that was written or looked at: its file, what it holds, and what is wrong."""

    path: Path
    size_bytes: int
    manifest: Manifest
    findings: tuple[Finding, ...]


def database_of(kind: str) -> ModuleType:
    """Return the module that knows this kind of database. Raises Unreadable for one that nobody knows."""
    known = {"sqlite": sqlite_database, "postgresql": postgresql_database}
    if kind not in known:
        raise Unreadable("BACKUP_PART_CHANGED", name="manifest.json")
    return known[kind]


def name_backup(given: str) -> Path:
    """Return where a backup goes: the file that was named; in a folder, or where nothing was named, one with the moment."""
    path = Path(given)
    if given and not path.is_dir() and not given.endswith("/"):
        return path
    return path / f"capacita-backup-{timezone.now():%Y%m%dT%H%M%SZ}.zip"


def make_backup(path: Path) -> BackupReport:
    """Write everything that the site needs to come back into one file, and read it back.

    The site may go on meanwhile. Raises NotFound where there is no site, Refusal where the file is there already or cannot
    be written. A kept file that the site itself has lost is left out, with a finding of severity error.
    """
    if path.exists():
        raise Refusal("BACKUP_FILE_THERE", path=path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for attempt in range(1, _MOST_ATTEMPTS + 1):
            try:
                lost = _write(path, is_last=attempt == _MOST_ATTEMPTS)
                break
            except _ErasedMeanwhileError:
                continue
    except (OSError, DatabaseError, sqlite3.Error) as fault:
        raise Refusal("BACKUP_NOT_WRITTEN", path=path, fault=_words_of(fault)) from None
    with open_backup(path) as backup:
        findings = [*lost, *backup.list_damage()]
        return BackupReport(
            path=path, size_bytes=path.stat().st_size, manifest=backup.manifest, findings=tuple(findings)
        )


def check_backup(path: Path) -> BackupReport:
    """Look at every part of a backup and at what its rows need, without a site. Raises Unreadable for what is no backup."""
    with open_backup(path) as backup:
        findings = backup.list_damage()
        if not findings:
            refuse_newer(backup.manifest)
            findings = list_lost(backup, database_of(backup.manifest.database).check_database(backup))
        return BackupReport(
            path=path, size_bytes=path.stat().st_size, manifest=backup.manifest, findings=tuple(findings)
        )


def list_lost(backup: Backup, files: Sequence[str]) -> list[Finding]:
    """Return a finding for each kept file that rows know of and the backup has not: an error unless the site had lost it."""
    known_lost = set(backup.manifest.missing_files)
    findings = []
    for digest in files:
        if member_of_file(digest) not in backup.sizes:
            severity = Severity.WARNING if digest in known_lost else Severity.ERROR
            findings.append(_lost(digest, severity))
    return findings


def _write(path: Path, *, is_last: bool) -> list[Finding]:
    """Write a backup and return what the site has lost."""
    made_at = timezone.now()
    with writing_backup(path, made_at) as package:
        facts: DatabaseFacts = database_of(connection.vendor).write_database(package, path.parent)
        missing, count, size = [], 0, 0
        for digest in facts.files:
            written = _add_file(package, digest)
            if written is not None:
                count, size = count + 1, size + written
            elif is_last or StoredFile.objects.filter(digest=digest).exists():
                missing.append(digest)
            else:
                raise _ErasedMeanwhileError
        for name in KEYS:
            if (settings.HOME / name).exists():
                with (settings.HOME / name).open("rb") as key:
                    package.add(f"keys/{name}", key)
        package.finish(
            Manifest(
                format=BACKUP_FORMAT,
                program=__version__,
                made_at=made_at,
                database=facts.kind,
                database_version=facts.version,
                migrations=facts.migrations,
                rows=facts.rows,
                left_out=LEFT_OUT,
                files=count,
                file_bytes=size,
                missing_files=tuple(missing),
                sequences=facts.sequences,
            )
        )
    return [_lost(digest, Severity.ERROR) for digest in missing]


def _add_file(package: BackupWriter, digest: str) -> int | None:
    """Copy a kept file into a backup and return its size; None where it is not there, or not what it was."""
    try:
        file = path_of_file(digest).open("rb")
    except FileNotFoundError:
        return None
    with file:
        found = hashlib.sha256()
        size = 0
        while block := file.read(BLOCK):
            found.update(block)
            size += len(block)
        if f"sha256:{found.hexdigest()}" != digest:
            return None
        file.seek(0)
        package.add(member_of_file(digest), file, packed=False)
    return size


def _lost(digest: str, severity: Severity) -> Finding:
    return Finding(code="BACKUP_FILE_LOST", severity=severity, path="/files", values={"digest": digest})


def _words_of(fault: Exception) -> str:
    return fault.strerror or str(fault) if isinstance(fault, OSError) else " ".join(str(fault).split())
