"""Any file that a translator sends, recognised by its content. It waits for the libraries of Word and Excel."""

import codecs
import io
import zipfile
from typing import Final

from capacita.framework.translation.incoming import IncomingFile
from capacita.framework.translation.po import read_catalogue
from capacita.framework.translation.word_table import read_word_table
from capacita.framework.translation.xliff12 import read_xliff12_tree
from capacita.framework.translation.xliff20 import read_xliff20_tree
from capacita.framework.translation.xlsx_table import read_xlsx_table
from capacita.framework.translation.xml_files import local_name, parse_xml
from capacita.vocabulary import Unreadable

_XML_MARKS: Final = (b"<", codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"\x00<", b"<\x00")


def is_translation_file(data: bytes) -> bool:
    """Tell whether bytes look like a file that a translator sends; a workbook does when it has our headings."""
    if data.startswith(b"PK"):
        kind = _kind_of_package(data)
        return kind == "word" or (kind == "xl" and _has_translation_table(data))
    start = data.removeprefix(codecs.BOM_UTF8).lstrip()[:4096]
    if start.startswith(_XML_MARKS):
        return b"xliff" in start.replace(b"\x00", b"").lower()
    return any(line.startswith((b"msgid ", b"msgctxt ")) for line in start.splitlines())


def read_translations(data: bytes) -> IncomingFile:
    """Read what a translator has sent: XLIFF 1.2 or 2.x, PO, a Word or an Excel table. Raises Unreadable."""
    if data.startswith(b"PK"):
        kind = _kind_of_package(data)
        if kind == "word":
            return read_word_table(data)
        if kind == "xl":
            return read_xlsx_table(data)
        raise Unreadable("TRANSLATION_NOT_KNOWN")
    start = data.removeprefix(codecs.BOM_UTF8).lstrip()
    if start.startswith(_XML_MARKS):
        return _read_xliff(data)
    if not start or b"\x00" in start[:1024]:
        raise Unreadable("TRANSLATION_NOT_KNOWN")
    return read_catalogue(data)


def _read_xliff(data: bytes) -> IncomingFile:
    root = parse_xml(data)
    if local_name(root.tag) != "xliff":
        raise Unreadable("TRANSLATION_NOT_XLIFF", found=local_name(root.tag)[:60])
    version = root.get("version") or root.tag.partition("}")[0].rpartition(":")[2]
    return read_xliff20_tree(root) if version.startswith("2") else read_xliff12_tree(root)


def _kind_of_package(data: bytes) -> str:
    """Return the folder in which a package keeps its document: ``word``, ``xl`` or nothing known."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return ""
    return next((name.partition("/")[0] for name in names if name in ("word/document.xml", "xl/workbook.xml")), "")


def _has_translation_table(data: bytes) -> bool:
    try:
        read_xlsx_table(data)
    except Unreadable as refusal:
        return refusal.code != "TRANSLATION_NO_TABLE"
    return True
