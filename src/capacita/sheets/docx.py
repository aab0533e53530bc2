"""Tables and lines out of a Word file, within limits and without running anything.

Read from the text part itself: python-docx would give the same tables, and takes half a second to be imported.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from capacita.sheets.guard import unguard_cell
from capacita.sheets.limits import check_extent, check_size
from capacita.sheets.packages import check_package, find_macros, list_parts, read_part
from capacita.sheets.tables import ReadTable
from capacita.vocabulary import Finding, Unreadable

DOCUMENT: Final = "word/document.xml"
_NAMESPACE: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT, _TAB, _BREAK = f"{_NAMESPACE}t", f"{_NAMESPACE}tab", f"{_NAMESPACE}br"
_PARAGRAPH, _TABLE, _ROW, _CELL = (f"{_NAMESPACE}{name}" for name in ("p", "tbl", "tr", "tc"))
_DELETED: Final = f"{_NAMESPACE}del"
_SPAN: Final = f"{_NAMESPACE}gridSpan"
_VALUE: Final = f"{_NAMESPACE}val"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDocument:
    """A Word file: its tables, each named by the last words above it, and all of its text line by line."""

    tables: tuple[ReadTable, ...]
    lines: tuple[str, ...]
    findings: tuple[Finding, ...] = ()


def read_docx(data: bytes) -> ReadDocument:
    """Read the tables and the text of a Word file; what is marked as deleted is not there.

    A table is named by the paragraph before it, so that the headings of a form name its tables. Raises Unreadable for
    what is no Word file, for one that would unpack beyond the limit, and for tables beyond it.
    """
    check_size(data)
    check_package(data, "SHEET_NOT_DOCX")
    try:
        root = fromstring(read_part(data, DOCUMENT, "SHEET_NOT_DOCX"))
    except (ParseError, DefusedXmlException):
        raise Unreadable("SHEET_NOT_DOCX") from None
    tables: list[ReadTable] = []
    lines: list[str] = []
    heading = ""
    for block in _blocks(root):
        if block.tag == _PARAGRAPH:
            text = _text_of(block)
            heading = text.strip() or heading
            lines.extend(text.splitlines() or [""])
        else:
            rows = tuple(tuple(_cells(row)) for row in block.findall(_ROW))
            check_extent(len(rows), max((len(row) for row in rows), default=0))
            tables.append(ReadTable(name=heading, rows=rows))
            lines.extend("\t".join(row).replace("\n", " ") for row in rows)
    return ReadDocument(tables=tuple(tables), lines=tuple(lines), findings=find_macros(list_parts(data)))


def _blocks(element: Any) -> Iterator[Any]:
    """Yield paragraphs and tables in their order; what stands within a table belongs to it."""
    for child in element:
        if child.tag in (_PARAGRAPH, _TABLE):
            yield child
        elif child.tag != _DELETED:
            yield from _blocks(child)


def _cells(row: Any) -> Iterator[str]:
    for cell in _cells_of(row):
        paragraphs = [block for block in _blocks(cell) if block.tag == _PARAGRAPH]
        yield unguard_cell("\n".join(_text_of(paragraph) for paragraph in paragraphs).strip())
        span = cell.find(f"{_NAMESPACE}tcPr/{_SPAN}")
        width = span.get(_VALUE, "1") if span is not None else "1"
        yield from [""] * (min(int(width), 50) - 1 if width.isdecimal() else 0)


def _cells_of(element: Any) -> Iterator[Any]:
    """Yield the cells of a row, those that a content control is wrapped around as well."""
    for child in element:
        if child.tag == _CELL:
            yield child
        elif child.tag not in (_DELETED, _TABLE):
            yield from _cells_of(child)


def _text_of(element: Any) -> str:
    return "".join(_pieces(element))


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag == _TAB:
            yield "\t"
        elif child.tag == _BREAK:
            yield "\n"
        elif child.tag != _DELETED:
            yield from _pieces(child)
