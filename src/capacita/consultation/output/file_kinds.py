"""What kind of file somebody sent, told by its bytes and never by its name."""

from enum import StrEnum
from typing import Final

from capacita.sheets.docx import DOCUMENT
from capacita.sheets.packages import list_parts


class FileKind(StrEnum):
    """A kind of file; those after PDF are known only so that a message can say what to do with them."""

    WORKBOOK = "workbook"
    WORD = "word"
    TEXT = "text"
    JPEG = "jpeg"
    PNG = "png"
    PDF = "pdf"
    OLD_OFFICE = "old_office"
    OPEN_DOCUMENT = "open_document"
    ZIP = "zip"
    OTHER_PICTURE = "other_picture"
    UNKNOWN = "unknown"


MEDIA_TYPES: Final = {
    FileKind.WORKBOOK: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.TEXT: "text/plain",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.PDF: "application/pdf",
}
PICTURES: Final = frozenset({FileKind.JPEG, FileKind.PNG})
SHEETS: Final = frozenset({FileKind.WORKBOOK, FileKind.WORD, FileKind.TEXT})
REPORTS: Final = frozenset({FileKind.WORD, FileKind.TEXT, FileKind.PDF, *PICTURES})
_MARKS: Final = (
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"%PDF-", FileKind.PDF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind.OLD_OFFICE),  # .xls, .doc, and office files with a password
    (b"GIF8", FileKind.OTHER_PICTURE),
    (b"II*\x00", FileKind.OTHER_PICTURE),
    (b"MM\x00*", FileKind.OTHER_PICTURE),
    (b"BM", FileKind.OTHER_PICTURE),
)
_ZIP: Final = b"PK\x03\x04"


def recognise_file(data: bytes) -> FileKind:
    """Return the kind of a file."""
    if data.startswith(_ZIP):
        return _recognise_package(data)
    for mark, kind in _MARKS:
        if data.startswith(mark):
            return kind
    if data[4:8] == b"ftyp" or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return FileKind.OTHER_PICTURE  # HEIC, AVIF, WebP
    return FileKind.TEXT if _is_text(data) else FileKind.UNKNOWN


def _recognise_package(data: bytes) -> FileKind:
    parts = list_parts(data)
    if DOCUMENT in parts:
        return FileKind.WORD
    if any(part.startswith("xl/workbook.") for part in parts) or not parts:
        return FileKind.WORKBOOK  # a broken one is told about as a workbook, which it most likely was
    return FileKind.OPEN_DOCUMENT if "mimetype" in parts and "content.xml" in parts else FileKind.ZIP


def _is_text(data: bytes) -> bool:
    if b"\x00" in data:
        return False
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True
