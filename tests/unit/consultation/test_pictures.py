"""Photographs of the paper sheet: the picture stays as it is, where it was taken goes."""

import struct
import zlib

import pytest

from capacita.consultation.output.file_kinds import FileKind, recognise_file
from capacita.consultation.output.pictures import clean_picture
from capacita.sheets import Table
from capacita.sheets.xlsx import write_xlsx, write_zip
from capacita.vocabulary import Unreadable

PLACE = b"51.5N 0.1W"


def segment(marker, body):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


def exif(orientation, order="<"):
    mark = b"II*\x00" if order == "<" else b"MM\x00*"
    entries = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
    return b"Exif\x00\x00" + mark + struct.pack(f"{order}IH", 8, 1) + entries + struct.pack(f"{order}I", 0) + PLACE


def jpeg(*segments, width=640, height=480, tail=b""):
    frame = segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00")
    return (
        b"\xff\xd8" + b"".join(segments) + frame + segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"data\xff\xd9" + tail
    )


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(*chunks):
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 3, 2, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IDAT", b"pixels") + chunk(b"IEND", b"")


def test_clean_picture_jpeg_loses_its_place_and_keeps_its_picture():
    taken = jpeg(segment(0xE0, b"JFIF\x00"), segment(0xE1, exif(1)), segment(0xFE, b"by Ann"), tail=b"film " + PLACE)
    clean = clean_picture(taken)
    assert clean.data == jpeg(segment(0xE0, b"JFIF\x00"))
    assert (clean.width, clean.height, clean.was_cleaned) == (640, 480, True)


@pytest.mark.parametrize("order", ["<", ">"])
def test_clean_picture_jpeg_on_its_side_stays_told_so(order):
    clean = clean_picture(jpeg(segment(0xE1, exif(6, order))))
    assert PLACE not in clean.data
    assert clean_picture(clean.data).data == clean.data  # the orientation alone is found again
    assert struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0) in clean.data


def test_clean_picture_png_loses_its_texts():
    clean = clean_picture(png(chunk(b"eXIf", PLACE), chunk(b"tEXt", b"Author\x00Ann")))
    assert clean.data == png()
    assert (clean.width, clean.height, clean.was_cleaned) == (3, 2, True)
    assert not clean_picture(png()).was_cleaned


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff\xd8\xff\xe1\x00", "PICTURE_BROKEN"),
        (b"\xff\xd8\xff\xd9", "PICTURE_BROKEN"),
        (jpeg()[:20], "PICTURE_BROKEN"),
        (png()[:-6], "PICTURE_BROKEN"),
        (png().replace(b"pixels", b"pixelz"), "PICTURE_BROKEN"),
        (jpeg(width=60_000, height=60_000), "PICTURE_TOO_LARGE"),
    ],
)
def test_clean_picture_broken_or_huge_is_refused(data, code):
    with pytest.raises(Unreadable) as refused:
        clean_picture(data)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (write_xlsx([Table(name="a", columns=("b",))]), FileKind.WORKBOOK),
        (write_zip([("word/document.xml", b"<a/>")]), FileKind.WORD),
        (write_zip([("mimetype", b"x"), ("content.xml", b"")]), FileKind.OPEN_DOCUMENT),
        (write_zip([("a.txt", b"")]), FileKind.ZIP),
        (b"PK\x03\x04 cut off", FileKind.WORKBOOK),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", FileKind.OLD_OFFICE),
        (b"%PDF-1.7", FileKind.PDF),
        (jpeg(), FileKind.JPEG),
        (png(), FileKind.PNG),
        (b"\x00\x00\x00\x18ftypheic", FileKind.OTHER_PICTURE),
        ("[About]\r\nأ".encode(), FileKind.TEXT),
        (b"\xff\xfe\x00\x01", FileKind.UNKNOWN),
    ],
)
def test_recognise_file_by_its_bytes(data, kind):
    assert recognise_file(data) is kind
