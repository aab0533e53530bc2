"""The packages that XLSX and DOCX are: refused before they are unpacked where they are bombs, looked at for macros."""

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from typing import Final

from capacita.sheets.limits import MAX_PARTS, MAX_UNPACKED_BYTES
from capacita.vocabulary import Finding, Severity, Unreadable

PACKINGS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # what the Open Packaging Conventions allow
BROKEN_PACKAGE: Final = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,  # encrypted
    EOFError,
    OSError,
    ValueError,
    struct.error,
    zlib.error,
)
COMPOUND_FILE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how .xls, and what Office locks with a password, begins
_MACROS: Final = "vbaproject.bin"


def check_package(data: bytes, fault: str) -> None:
    """Refuse bombs before anything is unpacked: by the sizes that the package declares, which zipfile enforces.

    Raises Unreadable: too large when unpacked, with entities of its own, or under the code ``fault`` no package.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            size = sum(entry.file_size for entry in entries)
            if size > MAX_UNPACKED_BYTES or len(entries) > MAX_PARTS:
                raise Unreadable("SHEET_UNPACKS_TOO_LARGE", found=size, limit=MAX_UNPACKED_BYTES)
            if any(entry.compress_type not in PACKINGS for entry in entries):
                raise Unreadable(fault)
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels", ".vml")) and b"<!DOCTYPE" in package.read(entry):
                    raise Unreadable("SHEET_HAS_ENTITIES")
    except BROKEN_PACKAGE:
        raise Unreadable(fault) from None


def list_parts(data: bytes) -> tuple[str, ...]:
    """Return the names of what a ZIP holds, without unpacking any of it; none where it is no ZIP."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return tuple(package.namelist())
    except BROKEN_PACKAGE:
        return ()


def read_part(data: bytes, name: str, fault: str) -> bytes:
    """Return one part of a package that was checked. Raises Unreadable under the code ``fault`` where it is missing."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return package.read(name)
    except (KeyError, *BROKEN_PACKAGE):
        raise Unreadable(fault) from None


def find_macros(parts: Sequence[str]) -> tuple[Finding, ...]:
    """Return the warning that a file holds macros, none of which is ever run."""
    found = [name for name in parts if name.lower().endswith(_MACROS)]
    return tuple(
        Finding(code="SHEET_HAS_MACROS", severity=Severity.WARNING, values={"part": name}) for name in found[:1]
    )
