"""Photographs without what they tell about where and by whom they were taken.

The picture itself is not touched. Of a JPEG the segments APP1 (Exif, XMP), APP13 (IPTC) and comments go, of a PNG the
chunks eXIf, tEXt, zTXt, iTXt and tIME; how the camera was held is kept, so that a page is not shown on its side. After
CIPA DC-008 (Exif 2.32), 4.5 and 4.6, and PNG (W3C, 2003), 11.3.4.
"""

import struct
import zlib
from dataclasses import dataclass
from typing import Final

from capacita.vocabulary import Unreadable

MOST_PIXELS: Final = 100_000_000
_EXIF: Final = b"Exif\x00\x00"
_PNG_MARK: Final = b"\x89PNG\r\n\x1a\n"
_PNG_DROPPED: Final = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})
_JPEG_DROPPED: Final = frozenset({0xE1, 0xED, 0xFE, *range(0xE3, 0xED)})
_WITHOUT_LENGTH: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ORIENTATION: Final = 0x0112


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanPicture:
    """A picture without metadata, its size in pixels, and whether something was taken out."""

    data: bytes
    width: int
    height: int
    was_cleaned: bool


def clean_picture(data: bytes) -> CleanPicture:
    """Return a JPEG or PNG without metadata. Raises Unreadable for what is neither, is broken or has too many pixels."""
    try:
        picture = _clean_png(data) if data.startswith(_PNG_MARK) else _clean_jpeg(data)
    except (struct.error, IndexError, ValueError):
        raise Unreadable("PICTURE_BROKEN") from None
    if picture.width * picture.height > MOST_PIXELS:
        raise Unreadable("PICTURE_TOO_LARGE", width=picture.width, height=picture.height)
    return picture


def _clean_jpeg(data: bytes) -> CleanPicture:
    if not data.startswith(b"\xff\xd8\xff"):
        raise ValueError("no JPEG")
    kept, place, orientation, size, cleaned = [data[:2]], 2, 0, (0, 0), False
    while True:
        while data[place] == 0xFF and data[place + 1] == 0xFF:
            place += 1
        if data[place] != 0xFF:
            raise ValueError("no marker")
        marker = data[place + 1]
        if marker in (0xDA, 0xD9):  # the picture begins, or there is none
            break
        if marker in _WITHOUT_LENGTH:
            place += 2
            continue
        (length,) = struct.unpack_from(">H", data, place + 2)
        segment = data[place : place + 2 + length]
        if len(segment) != length + 2 or length < 2:
            raise ValueError("cut off")
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", segment, 5)
            size = (width, height)
        if marker == 0xE1 and segment[4:10] == _EXIF:
            orientation = _orientation(segment[10:]) or orientation
        if marker in _JPEG_DROPPED:
            cleaned = True
        else:
            kept.append(segment)
        place += 2 + length
    if marker != 0xDA or 0 in size:
        raise ValueError("no picture")
    end = data.rfind(b"\xff\xd9")
    if end < place:
        raise ValueError("cut off")
    body = data[place : end + 2]  # what a telephone hangs on behind the end goes too
    if orientation > 1:
        kept.insert(1, _write_orientation(orientation))
    return CleanPicture(data=b"".join(kept) + body, width=size[0], height=size[1], was_cleaned=cleaned)


def _orientation(tiff: bytes) -> int:
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 0
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        for number in range(min(count, 200)):
            tag, _kind, _count, value = struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * number)
            if tag == _ORIENTATION:
                return value if 1 <= value <= 8 else 0
    except struct.error:
        return 0
    return 0


def _write_orientation(orientation: int) -> bytes:
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, orientation, 0)
    body = _EXIF + b"MM\x00*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _clean_png(data: bytes) -> CleanPicture:
    kept, place, size, cleaned = [_PNG_MARK], len(_PNG_MARK), (0, 0), False
    while True:
        (length,) = struct.unpack_from(">I", data, place)
        chunk = data[place : place + 12 + length]
        kind = chunk[4:8]
        if len(chunk) != length + 12 or zlib.crc32(chunk[4:-4]) != struct.unpack(">I", chunk[-4:])[0]:
            raise ValueError("cut off")
        if kind == b"IHDR":
            size = struct.unpack_from(">II", chunk, 8)
        if kind in _PNG_DROPPED:
            cleaned = True
        else:
            kept.append(chunk)
        place += 12 + length
        if kind == b"IEND":
            break
    if 0 in size:
        raise ValueError("no picture")
    return CleanPicture(data=b"".join(kept), width=size[0], height=size[1], was_cleaned=cleaned or place < len(data))
