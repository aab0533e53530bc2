"""XML as translators' tools send it, read within limits: no document type, no entities, no endless nesting."""

from typing import Any, Final, NoReturn
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from capacita.vocabulary import Unreadable

MAX_BYTES: Final = 64 * 1024 * 1024  # 15,000 segments with notes take about 20
MAX_DEPTH: Final = 40  # XLIFF nests by groups and by inline codes; ours by six
XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


class _ShallowBuilder(TreeBuilder):
    """Builds a tree and refuses to build a deep one."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def start(self, tag: Any, attributes: Any, /) -> Element:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Unreadable("TRANSLATION_XML_TOO_DEEP", limit=MAX_DEPTH)
        return super().start(tag, attributes)

    def end(self, tag: Any, /) -> Element:
        self._depth -= 1
        return super().end(tag)


def parse_xml(data: bytes) -> Element:
    """Return the root of an XML file. Raises Unreadable for what is none, is too large or nests too deep, or would
    have entities put in.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable("TRANSLATION_TOO_LARGE", found=len(data), limit=MAX_BYTES)
    parser = DefusedXMLParser(target=_ShallowBuilder(), forbid_dtd=True)
    try:
        parser.feed(data)
        root = parser.close()
    except DefusedXmlException:
        raise Unreadable("TRANSLATION_XML_ENTITIES") from None
    except ParseError as fault:
        _refuse(fault)
    except (ValueError, LookupError):  # an encoding that does not exist, or that is not what the bytes are
        raise Unreadable("TRANSLATION_NOT_XML", line=1, fault="unknown or wrong encoding") from None
    assert isinstance(root, Element)
    return root


def local_name(tag: Any) -> str:
    """Return the name of an element without its namespace; comments and instructions have none."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _refuse(fault: ParseError) -> NoReturn:
    line, _ = fault.position
    raise Unreadable("TRANSLATION_NOT_XML", line=line, fault=str(fault).partition(":")[0]) from None
