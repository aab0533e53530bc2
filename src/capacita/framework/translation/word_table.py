"""A translator's table as a Word file, out and in. Imported where it is needed: it waits for python-docx.

Rows are written as XML at once, python-docx being slow at thousands of them; what comes back is read from the XML as
well, so that insertions that somebody tracked count and deletions that somebody tracked do not.
"""

import datetime
import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from capacita.framework.translation.incoming import ILLEGAL_IN_XML, IncomingFile
from capacita.framework.translation.segments import Segment
from capacita.framework.translation.table_rows import Row, read_rows, row_of
from capacita.framework.translation.table_words import ENGLISH, TableWords
from capacita.framework.translation.xml_files import MAX_BYTES
from capacita.sheets.xlsx import write_zip
from capacita.vocabulary import Unreadable, direction_of

_MAX_UNPACKED: Final = 200 * 1024 * 1024
_MAX_PARTS: Final = 500
_EPOCH: Final = datetime.datetime(1980, 1, 1)
_CENTIMETRES: Final = (3.2, 4.6, 8.2, 8.2, 2.1)
_PACKINGS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN: Final = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, struct.error, zlib.error)
_SMALL: Final = 7.0
_HEADER: Final = 0  # the row that stands again on every page


def write_word_table(
    segments: Sequence[Segment],
    *,
    framework: str,
    source_language: str,
    language: str,
    title: str,
    notice: str = "",
    words: TableWords = ENGLISH,
) -> bytes:
    """Return a Word file with a row for each segment, the source on one side and the translation on the other."""
    word = docx.Document()
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.7)
    word.styles["Normal"].font.size = Pt(10)
    known = word.core_properties
    known.title, known.author, known.language = _legal(title), "Capacita", language
    known.created = known.modified = _EPOCH
    word.add_heading(_legal(title), 1)
    told, spoken = words.about_rows(framework, notice, language), words.language
    _fill_paragraph(word.add_paragraph()._p, words.guidance(language), spoken, is_heading=False)
    about = [tuple(_legal(cell) for cell in row) for row in told[:-1]]  # the guidance stands above
    _write_rows(_grid(word, (7.0, 19.3)), about, (spoken, source_language), repeat_first="")
    word.add_paragraph()
    rows = [words.columns(source_language, language), *(row_of(segment, words) for segment in segments)]
    languages = ("", spoken, source_language, language, spoken)
    _write_rows(_grid(word, _CENTIMETRES), rows, languages, repeat_first=spoken)
    target = io.BytesIO()
    word.save(target)
    with zipfile.ZipFile(io.BytesIO(target.getvalue())) as package:
        return write_zip([(name, package.read(name)) for name in package.namelist()])


def read_word_table(data: bytes) -> IncomingFile:
    """Read a Word file that came back. Raises Unreadable for what is none, or would unpack beyond the limit."""
    _check_package(data)
    try:
        body = docx.Document(io.BytesIO(data)).element.body
    except Exception:  # noqa: BLE001 -- python-docx raises whatever it trips over: KeyError, ValueError, XMLSyntaxError
        raise Unreadable("TRANSLATION_NOT_WORD") from None
    rows: list[tuple[int, Sequence[str]]] = []
    for table in body.iter(qn("w:tbl")):
        own = [row for row in table.iter(qn("w:tr")) if next(row.iterancestors(qn("w:tbl"))) is table]
        for number, row in enumerate(own, start=1):  # as a person counts them
            rows.append((number, tuple(_text_of(cell) for cell in row.iter(qn("w:tc")))))
    return read_rows(rows, format="docx", findings=())


def _grid(word: Any, widths: Sequence[float]) -> Any:
    table = word.add_table(rows=0, cols=len(widths))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    return table


def _write_rows(table: Any, rows: Iterable[Row], languages: Sequence[str], *, repeat_first: str) -> None:
    """Write rows, the columns in their languages; the first again on every page where it has a language of its own."""
    widths = [str(column.width.twips) for column in table.columns]
    for number, row in enumerate(rows):
        line = OxmlElement("w:tr")
        properties = _add(line, "w:trPr")
        _add(properties, "w:cantSplit")
        is_heading = bool(repeat_first) and number == _HEADER
        if is_heading:
            _add(properties, "w:tblHeader")
        for text, language, width in zip(row, languages, widths, strict=True):
            cell = _add(line, "w:tc")
            _add(_add(cell, "w:tcPr"), "w:tcW", **{"w:w": width, "w:type": "dxa"})
            for part in text.split("\n"):
                _fill_paragraph(
                    _add(cell, "w:p"), part, repeat_first if is_heading else language, is_heading=is_heading
                )
        table._tbl.append(line)


def _fill_paragraph(paragraph: Any, text: str, language: str, *, is_heading: bool) -> None:
    """Write one line, with its language and direction; what has no language is small and not spelt."""
    reversed_ = bool(language) and direction_of(language) == "rtl"
    if reversed_:
        _add(_add(paragraph, "w:pPr"), "w:bidi")
    run = _add(paragraph, "w:r")
    properties = _add(run, "w:rPr")
    if is_heading:
        _add(properties, "w:b")
    if not language:
        _add(properties, "w:noProof")
        _add(properties, "w:sz", **{"w:val": str(int(2 * _SMALL))})
    if reversed_:
        _add(properties, "w:rtl")
    if language:
        _add(properties, "w:lang", **{"w:bidi" if reversed_ else "w:val": language})
    for place, piece in enumerate(text.replace("\r", "\n").split("\t")):
        if place:
            _add(run, "w:tab")
        _add(run, "w:t", **{"xml:space": "preserve"}).text = piece


def _add(parent: Any, tag: str, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(name), value)
    parent.append(element)
    return element


def _text_of(cell: Any) -> str:
    """Return the text of a cell: its paragraphs by lines, without what somebody has struck out under tracking."""
    return "\n".join("".join(_pieces(paragraph)) for paragraph in cell.iter(qn("w:p")))


def _pieces(paragraph: Any) -> Iterator[str]:
    for node in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr"), qn("w:noBreakHyphen")):
        if any(above.tag == qn("w:tabs") for above in node.iterancestors()):
            continue  # a tab stop, not a tab
        if node.tag == qn("w:t"):
            yield node.text or ""
        else:
            yield {"tab": "\t", "noBreakHyphen": "\u2011"}.get(node.tag.rpartition("}")[2], "\n")


def _check_package(data: bytes) -> None:
    """Refuse bombs before anything is unpacked, and entities before anything is parsed."""
    if len(data) > MAX_BYTES:
        raise Unreadable("TRANSLATION_TOO_LARGE", found=len(data), limit=MAX_BYTES)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            size = sum(entry.file_size for entry in entries)
            if size > _MAX_UNPACKED or len(entries) > _MAX_PARTS:
                raise Unreadable("TRANSLATION_UNPACKS_TOO_LARGE", found=size, limit=_MAX_UNPACKED)
            if any(entry.compress_type not in _PACKINGS for entry in entries):
                raise Unreadable("TRANSLATION_NOT_WORD")
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in package.read(entry):
                    raise Unreadable("TRANSLATION_XML_ENTITIES")
    except _BROKEN:
        raise Unreadable("TRANSLATION_NOT_WORD") from None


def _legal(text: str) -> str:
    return ILLEGAL_IN_XML.sub("\ufffd", text)
