"""The files of an archive out of their ZIP, within limits, each held against its checksum."""

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from typing import Final

from capacita.sheets.packages import BROKEN_PACKAGE, PACKINGS
from capacita.vocabulary import Finding, Severity, Unreadable

CHECKSUMS: Final = "CHECKSUMS.sha256"
MAX_ARCHIVE_BYTES: Final = 50 * 1024 * 1024
MAX_UNPACKED_BYTES: Final = 200 * 1024 * 1024
MAX_FILES: Final = 400
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,60}\.(?:csv|json|txt|sha256)")
_LINE: Final = re.compile(r"(?P<hash>[0-9a-f]{64})  (?P<name>\S+)")


def write_checksums(files: Mapping[str, bytes]) -> bytes:
    """Return the checksums of files as ``sha256sum --check`` reads them."""
    lines = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items()]
    return "".join(lines).encode("ascii")


def read_archive_files(data: bytes) -> tuple[dict[str, bytes], list[Finding]]:
    """Return the files of an archive by name, and a finding for each that is not the one that went in.

    Raises Unreadable for what is no ZIP, for one that would unpack beyond the limits, and for one without checksums.
    """
    if len(data) > MAX_ARCHIVE_BYTES:
        raise Unreadable("ARCHIVE_TOO_LARGE", found=len(data), limit=MAX_ARCHIVE_BYTES)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            unpacked = sum(entry.file_size for entry in entries)
            if unpacked > MAX_UNPACKED_BYTES or len(entries) > MAX_FILES:
                raise Unreadable("ARCHIVE_UNPACKS_TOO_LARGE", found=unpacked, limit=MAX_UNPACKED_BYTES)
            names = [entry.filename for entry in entries]
            if len(set(names)) < len(names) or not all(map(_NAME.fullmatch, names)):
                raise Unreadable("ARCHIVE_NOT_OURS")
            if any(entry.compress_type not in PACKINGS for entry in entries):
                raise Unreadable("ARCHIVE_NOT_OURS")
            files: dict[str, bytes] = {}
            broken = []
            for entry in entries:
                try:
                    files[entry.filename] = package.read(entry)
                except (zipfile.BadZipFile, zlib.error, EOFError):  # the sum that ZIP itself keeps
                    broken.append(entry.filename)
    except BROKEN_PACKAGE:
        raise Unreadable("ARCHIVE_NOT_ZIP") from None
    if CHECKSUMS not in files:
        raise Unreadable("ARCHIVE_NOT_OURS")
    return files, _compare(files, broken)


def _compare(files: Mapping[str, bytes], broken: list[str]) -> list[Finding]:
    wanted = {}
    for line in files[CHECKSUMS].decode("ascii", "replace").splitlines():
        found = _LINE.fullmatch(line)
        if found:
            wanted[found["name"]] = found["hash"]
    findings = [_error("ARCHIVE_FILE_CHANGED", name) for name in broken]
    for name, sum_wanted in wanted.items():
        if name not in files and name not in broken:
            findings.append(_error("ARCHIVE_FILE_MISSING", name))
        elif name in files and hashlib.sha256(files[name]).hexdigest() != sum_wanted:
            findings.append(_error("ARCHIVE_FILE_CHANGED", name))
    strangers = sorted(set(files) - set(wanted) - {CHECKSUMS})
    return [*findings, *(_error("ARCHIVE_FILE_UNKNOWN", name) for name in strangers)]


def _error(code: str, name: str) -> Finding:
    return Finding(code=code, severity=Severity.ERROR, path=f"/{name}", values={"name": name})
