"""A backup as a file: a ZIP of named members with a manifest and checksums, written whole or not at all.

Members are the database, the files that it knows of, and the two keys. Everything is streamed: what is held in memory
does not grow with the site.
"""

from __future__ import annotations

import hashlib
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import field
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final

from pydantic import TypeAdapter, ValidationError

from capacita.vocabulary import Finding, Severity, Unreadable, document_part, readable_json

BACKUP_FORMAT: Final = "capacita-backup/1"
README: Final = "README.txt"
MANIFEST: Final = "manifest.json"
CHECKSUMS: Final = "CHECKSUMS.sha256"
DATABASE_FILE: Final = "database/capacita.sqlite3"
KEYS: Final = ("release-key.pem", "secret-key")
MAX_MEMBERS: Final = 1_000_000
MAX_LISTING_BYTES: Final = 256 * 1024 * 1024  # of the manifest and of the checksums, which are read into memory
# Text of a database shrinks ten to thirty times; DEFLATE itself can do a thousand, which only a bomb comes near.
MOST_TIMES_LARGER: Final = 200
SMALLEST_BOMB_BYTES: Final = 16 * 1024 * 1024
BLOCK: Final = 1024 * 1024
_NAME: Final = re.compile(
    r"README\.txt|manifest\.json|CHECKSUMS\.sha256|database/capacita\.sqlite3|database/[a-z][a-z0-9_]{0,62}\.csv"
    r"|files/[0-9a-f]{2}/[0-9a-f]{64}|keys/(?:release-key\.pem|secret-key)"
)
_LINE: Final = re.compile(r"(?P<sum>[0-9a-f]{64})  (?P<name>\S+)")
_BROKEN: Final = (
    zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, struct.error, zlib.error,
)  # fmt: skip
_WORDS: Final = """A backup of a site of Capacita. IT HOLDS PERSONAL DATA AND THE SECRET KEYS OF THE SITE: keep it as you keep
personnel files.

"capacita backup --check FILE" looks at every part of it, "capacita restore FILE" brings the site back. Without Capacita:
"sha256sum --check CHECKSUMS.sha256" after unpacking; database/ holds the SQLite database, or each table of PostgreSQL as CSV;
files/ the kept files, each under the SHA-256 of its bytes; keys/ the key that signs releases and the secret of the site.
"""


@document_part
class Manifest:
    """What a backup holds, and what made it. ``rows`` counts by table; ``missing_files`` were lost before it was made."""

    format: str
    program: str
    made_at: datetime
    database: str
    database_version: str
    migrations: tuple[str, ...]
    rows: Mapping[str, int]
    left_out: tuple[str, ...]
    files: int
    file_bytes: int
    missing_files: tuple[str, ...] = ()
    sequences: Mapping[str, int] = field(default_factory=dict)


_MANIFESTS: Final = TypeAdapter(Manifest)


def describe_manifest(manifest: Manifest) -> dict[str, Any]:
    """Return a manifest as a JSON value."""
    value = _MANIFESTS.dump_python(manifest, mode="json")
    assert isinstance(value, dict)
    return value


def member_of_file(digest: str) -> str:
    """Return the name of the member that holds the kept file of a digest."""
    name = digest.removeprefix("sha256:")
    return f"files/{name[:2]}/{name}"


class BackupWriter:
    """Members going into a backup one after the other, each summed as it goes."""

    def __init__(self, package: zipfile.ZipFile, made_at: datetime) -> None:
        self._package = package
        self._moment = made_at.timetuple()[:6]
        self._sums: dict[str, str] = {}

    @contextmanager
    def member(self, name: str, *, packed: bool = True) -> Iterator[_Summed]:
        """Open a member to be written; ``packed`` is for what shrinks."""
        entry = zipfile.ZipInfo(name, self._moment)
        entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        entry.create_system = 3
        entry.external_attr = 0o600 << 16
        with self._package.open(entry, "w", force_zip64=True) as file:
            summed = _Summed(file)
            yield summed
        self._sums[name] = summed.sum.hexdigest()

    def add(self, name: str, source: IO[bytes], *, packed: bool = True) -> None:
        """Copy an open file into a member."""
        with self.member(name, packed=packed) as target:
            while block := source.read(BLOCK):
                target.write(block)

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest and the checksums of everything."""
        with self.member(MANIFEST) as target:
            target.write(readable_json(describe_manifest(manifest)).encode("utf-8"))
        sums = "".join(f"{found}  {name}\n" for name, found in self._sums.items())
        with self.member(CHECKSUMS) as target:
            target.write(sums.encode("ascii"))


class _Summed:
    """A file that is summed as it is written."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.sum = hashlib.sha256()

    def write(self, data: bytes | memoryview) -> None:
        self.sum.update(data)
        self._file.write(data)


@contextmanager
def writing_backup(path: Path, made_at: datetime) -> Iterator[BackupWriter]:
    """Write a backup beside its name, readable by its owner alone; flush it and only then give it its name."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    descriptor = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            with zipfile.ZipFile(file, "w", allowZip64=True) as package:
                writer = BackupWriter(package, made_at)
                with writer.member(README) as target:
                    target.write(_WORDS.encode("ascii"))
                yield writer
            file.flush()
            os.fsync(file.fileno())
        beside.rename(path)
        flush_folder(path.parent)
    finally:
        beside.unlink(missing_ok=True)


def flush_folder(folder: Path) -> None:
    """Make the names in a folder outlast a power cut, where its file system knows of that."""
    descriptor = os.open(folder, os.O_RDONLY)
    with suppress(OSError):
        os.fsync(descriptor)
    os.close(descriptor)


class Backup:
    """A backup that is open: its manifest, and its members by name."""

    def __init__(self, package: zipfile.ZipFile, manifest: Manifest, sums: Mapping[str, str]) -> None:
        self._package = package
        self._sums = sums
        self.manifest = manifest
        self.sizes = {entry.filename: entry.file_size for entry in package.infolist()}

    @contextmanager
    def member(self, name: str) -> Iterator[IO[bytes]]:
        """Open a member that is there. Raises Unreadable where it cannot be unpacked."""
        try:
            with self._package.open(name) as file:
                yield file
        except (zipfile.BadZipFile, zlib.error, EOFError, KeyError):
            raise Unreadable("BACKUP_PART_CHANGED", name=name) from None

    def copy(self, name: str, target: IO[bytes]) -> None:
        """Write a member into an open file. Raises Unreadable where it is not the one that went in."""
        found = hashlib.sha256()
        with self.member(name) as source:
            while block := source.read(BLOCK):
                found.update(block)
                target.write(block)
        if found.hexdigest() != self._sums.get(name):
            raise Unreadable("BACKUP_PART_CHANGED", name=name)

    def place(self, name: str, path: Path) -> None:
        """Write a member to a new file that its owner alone reads, flushed."""
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            self.copy(name, file)
            file.flush()
            os.fsync(file.fileno())

    def list_damage(self) -> list[Finding]:
        """Read every member and return a finding for each that is missing, changed or a stranger."""
        found = [_error("BACKUP_PART_MISSING", name) for name in self._sums if name not in self.sizes]
        for name in self.sizes:
            if name != CHECKSUMS and name not in self._sums:
                found.append(_error("BACKUP_PART_UNKNOWN", name))
            elif name != CHECKSUMS:
                try:
                    with open(os.devnull, "wb") as nowhere:
                        self.copy(name, nowhere)
                except Unreadable:
                    found.append(_error("BACKUP_PART_CHANGED", name))
        return found


@contextmanager
def open_backup(path: Path) -> Iterator[Backup]:
    """Open a backup and read what it says of itself; members are not looked at yet.

    Raises Unreadable for what is missing, no backup, cut off, larger when unpacked than any backup is, with names that no
    backup has, or of a format that this version does not know.
    """
    try:
        file = path.open("rb")
    except FileNotFoundError:
        raise Unreadable("FILE_MISSING", path=path) from None
    except OSError:
        raise Unreadable("FILE_UNREADABLE", path=path) from None
    with file:
        head = file.read(4)
        try:
            package = zipfile.ZipFile(file)
        except _BROKEN:
            raise Unreadable("BACKUP_CUT_OFF" if head == b"PK\x03\x04" else "BACKUP_NOT_OURS") from None
        with package:
            _check_members(package, path.stat().st_size)
            try:
                manifest = _read_manifest(package.read(MANIFEST))
                sums = _read_sums(package.read(CHECKSUMS))
            except _BROKEN:
                raise Unreadable("BACKUP_PART_CHANGED", name=MANIFEST) from None
            yield Backup(package, manifest, sums)


def _check_members(package: zipfile.ZipFile, size: int) -> None:
    entries = package.infolist()
    names = {entry.filename for entry in entries}
    if MANIFEST not in names or CHECKSUMS not in names:
        raise Unreadable("BACKUP_NOT_OURS")
    for entry in entries:
        if not _NAME.fullmatch(entry.filename):
            raise Unreadable("BACKUP_NAME_STRANGE", name=entry.filename[:120])
        is_encrypted = bool(entry.flag_bits & 1)
        if is_encrypted or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Unreadable("BACKUP_NOT_OURS")
    if len(names) < len(entries):
        raise Unreadable("BACKUP_NOT_OURS")
    unpacked = sum(entry.file_size for entry in entries)
    listed = max(package.getinfo(name).file_size for name in (MANIFEST, CHECKSUMS))
    limit = max(SMALLEST_BOMB_BYTES, MOST_TIMES_LARGER * size)
    if unpacked > limit or len(entries) > MAX_MEMBERS or listed > MAX_LISTING_BYTES:
        raise Unreadable("BACKUP_UNPACKS_TOO_LARGE", found=unpacked, limit=limit)


def _read_manifest(data: bytes) -> Manifest:
    with suppress(ValidationError):
        manifest = _MANIFESTS.validate_json(data)
        if manifest.format == BACKUP_FORMAT:
            return manifest
    found = re.search(rb'"format"\s*:\s*"(capacita-backup/\d{1,4})"', data[:4096])
    if found and found[1].decode("ascii") != BACKUP_FORMAT:
        raise Unreadable("BACKUP_OTHER_FORMAT", found=found[1].decode("ascii"), expected=BACKUP_FORMAT)
    raise Unreadable("BACKUP_PART_CHANGED", name=MANIFEST)


def _read_sums(data: bytes) -> dict[str, str]:
    lines = (_LINE.fullmatch(line) for line in data.decode("ascii", "replace").splitlines())
    return {line["name"]: line["sum"] for line in lines if line}


def _error(code: str, name: str) -> Finding:
    return Finding(code=code, severity=Severity.ERROR, path=f"/{name}", values={"name": name})
