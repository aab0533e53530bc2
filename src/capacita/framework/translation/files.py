"""Any file that a translator sends, recognised by its content. It waits for the libraries of Word and Excel."""

import codecs
import io
import zipfile
from collections.abc import Iterable
from typing import Final

from capacita.framework.model import Framework
from capacita.framework.translation.incoming import IncomingFile
from capacita.framework.translation.memory import gather_memory, suggest_translations
from capacita.framework.translation.po import read_catalogue, write_catalogue
from capacita.framework.translation.segments import SegmentState, gather_sources, list_segments
from capacita.framework.translation.table_words import ENGLISH, TableWords
from capacita.framework.translation.word_table import read_word_table, write_word_table
from capacita.framework.translation.xliff12 import read_xliff12_tree, write_xliff12
from capacita.framework.translation.xliff20 import list_other_sources, read_xliff20_tree, write_xliff20
from capacita.framework.translation.xlsx_table import list_too_long, read_xlsx_table, write_xlsx_table
from capacita.framework.translation.xml_files import local_name, parse_xml
from capacita.vocabulary import Finding, Unreadable, plain_text

FORMATS: Final = ("xliff", "xliff2", "po", "translation-docx", "translation-xlsx")
_KEYWORDS: Final = (b"msgid ", b"msgctxt ")
_XML_MARKS: Final = (b"<", codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"\x00<", b"<\x00")


def is_translation_file(data: bytes) -> bool:
    """Tell whether bytes look like a file that a translator sends; a workbook does when it has our headings."""
    if data.startswith(b"PK"):
        kind = _kind_of_package(data)
        return kind == "word" or (kind == "xl" and _has_translation_table(data))
    start = data.removeprefix(codecs.BOM_UTF8).lstrip()[:4096]
    if start.startswith(_XML_MARKS):
        return b"xliff" in start.replace(b"\x00", b"").lower()
    return any(line.startswith(_KEYWORDS) for line in start.splitlines())


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
    if not any(line.startswith(_KEYWORDS) for line in start.splitlines()):
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


def write_translations(
    framework: Framework,
    format: str,
    language: str,
    *,
    earlier: Iterable[Framework] = (),
    words: TableWords = ENGLISH,
) -> tuple[bytes, list[Finding]]:
    """Return a file for translators in one of ``FORMATS``, and what it leaves out.

    ``earlier`` versions, and the framework itself, tell what stale translations were made from and serve as memory.
    ``words`` are those of tables for Word and Excel, which people read.
    """
    versions = (framework, *earlier)
    segments = list_segments(framework, language, earlier_sources=gather_sources(versions))
    notice = plain_text(framework.notice, framework.language)
    if format == "po":
        return write_catalogue(segments, framework=framework.id, language=language, notice=notice), []
    if format == "xliff":
        memory = gather_memory(versions, framework.language, language)
        wanting = [segment for segment in segments if segment.state in (SegmentState.NEW, SegmentState.STALE)]
        suggestions = suggest_translations(wanting, memory)
        return write_xliff12(segments, framework=framework.id, notice=notice, suggestions=suggestions), []
    if format == "xliff2":
        data = write_xliff20(segments, framework=framework.id, source_language=framework.language, notice=notice)
        return data, list_other_sources(segments, framework.language)
    languages = {"source_language": framework.language, "language": language}
    if format == "translation-xlsx":
        data = write_xlsx_table(segments, framework=framework.id, notice=notice, words=words, **languages)
        return data, list_too_long(segments)
    title = plain_text(framework.title, framework.language)
    data = write_word_table(segments, framework=framework.id, title=title, notice=notice, words=words, **languages)
    return data, []
