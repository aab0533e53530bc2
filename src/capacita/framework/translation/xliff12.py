"""XLIFF 1.2 out and in: the exchange format that every translation tool reads.

Out it is strict: plain text in ``source`` and ``target``, states of the standard, one ``file`` for each source
language. In it is lenient: inline codes are taken out and told, missing states mean that a unit is done.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final
from xml.etree.ElementTree import Element

from lxml import etree

from capacita.framework.translation.incoming import (
    ILLEGAL_IN_XML,
    Confidence,
    IncomingFile,
    IncomingUnit,
    basis_of,
    read_basis,
    read_language,
)
from capacita.framework.translation.marks import Mark, mark_of, notes_of
from capacita.framework.translation.memory import MemoryMatch
from capacita.framework.translation.segments import Segment
from capacita.framework.translation.xml_files import XML_LANG, XML_SPACE, local_name, parse_xml
from capacita.vocabulary import Finding, Severity, Unreadable, is_identifier

NAMESPACE: Final = "urn:oasis:names:tc:xliff:document:1.2"
_CHARACTER: Final = "x-capacita-character"  # an inline code that stands for a sign that XML cannot hold
_STATES: Final[Mapping[Mark, tuple[str, str]]] = {  # state and state-qualifier of the target
    Mark.STALE: ("needs-translation", ""),
    Mark.MACHINE: ("needs-review-translation", "mt-suggestion"),
    Mark.UNTIED: ("needs-review-translation", ""),
    Mark.TRANSLATED: ("translated", ""),
    Mark.REVIEWED: ("final", ""),
}
_OPEN: Final = ("new", "needs-translation", "needs-review-translation", "needs-l10n", "needs-adaptation")
_OPEN_ALSO: Final = ("needs-review-adaptation", "needs-review-l10n")
_CHECKED: Final = ("final", "signed-off")
_MACHINE: Final = ("mt-suggestion", "leveraged-mt")
_PLAIN_CODES: Final = ("g", "mrk")  # inline elements around text of the unit, which stays


def write_xliff12(
    segments: Sequence[Segment],
    *,
    framework: str,
    notice: str = "",
    suggestions: Mapping[str, Sequence[MemoryMatch]] | None = None,
) -> bytes:
    """Return the segments as XLIFF 1.2; ``framework`` is the identifier of what they come from.

    ``suggestions`` (key -> matches of a translation memory) go along as ``alt-trans``.
    """
    root = etree.Element(f"{{{NAMESPACE}}}xliff", nsmap={None: NAMESPACE}, version="1.2")
    for (source_language, language), group in _by_languages(segments).items():
        file = _add(root, "file", original=f"urn:uuid:{framework}", datatype="plaintext")
        file.set("source-language", source_language)
        file.set("target-language", language)
        file.set("product-name", "Capacita")
        header = _add(file, "header")
        if notice:
            _add(header, "note").text = _legal(notice)
        body = _add(file, "body")
        for segment in group:
            _write_unit(body, segment, (suggestions or {}).get(segment.key, ()))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def read_xliff12(data: bytes) -> IncomingFile:
    """Read XLIFF 1.2, strictly made or not. Raises Unreadable for what is no XLIFF at all."""
    return read_xliff12_tree(parse_xml(data))


def read_xliff12_tree(root: Element) -> IncomingFile:
    """Read XLIFF 1.2 that has been parsed. Raises Unreadable when its files are for several languages."""
    files = [element for element in root.iter() if local_name(element.tag) == "file"]
    if not files:
        raise Unreadable("TRANSLATION_EMPTY_FILE")
    written = list(dict.fromkeys(file.get("target-language") for file in files if file.get("target-language")))
    languages = {read_language(tag) for tag in written}
    if len(languages) > 1:
        raise Unreadable("TRANSLATION_MANY_LANGUAGES", found=", ".join(str(tag) for tag in written))
    findings: list[Finding] = []
    units = [
        unit
        for file in files
        for element in file.iter()
        if local_name(element.tag) == "trans-unit" and (unit := _read_unit(element, findings)) is not None
    ]
    original = (files[0].get("original") or "").removeprefix("urn:uuid:").lower()
    return IncomingFile(
        format="xliff",
        language=next(iter(languages), None),
        units=tuple(units),
        framework=original if is_identifier(original) else None,
        findings=tuple(findings),
    )


def _by_languages(segments: Iterable[Segment]) -> dict[tuple[str, str], list[Segment]]:
    groups: dict[tuple[str, str], list[Segment]] = {}
    for segment in segments:
        groups.setdefault((segment.source_language, segment.language), []).append(segment)
    return groups


def _write_unit(body: etree._Element, segment: Segment, matches: Sequence[MemoryMatch]) -> None:
    mark = mark_of(segment)
    unit = _add(body, "trans-unit", id=segment.key, resname=_legal(segment.place.context))
    unit.set("extradata", str(basis_of(segment)))
    unit.set(XML_SPACE, "preserve")
    if mark is Mark.REVIEWED:
        unit.set("approved", "yes")
    _write_text(_add(unit, "source"), segment.source, segment.source_language)
    if segment.target is not None and mark in _STATES:
        target = _add(unit, "target")
        state, qualifier = _STATES[mark]
        target.set("state", state)
        if qualifier:
            target.set("state-qualifier", qualifier)
        _write_text(target, segment.target, segment.language)
    for line in notes_of(segment):
        note = _add(unit, "note")
        note.set("from", "capacita")
        note.text = _legal(line)
    for match in matches:
        other = _add(unit, "alt-trans", origin="capacita translation memory")
        other.set("match-quality", f"{match.percent}%")
        _write_text(_add(other, "source"), match.source, segment.source_language)
        _write_text(_add(other, "target"), match.target, segment.language)


def _write_text(element: etree._Element, text: str, language: str) -> None:
    element.set(XML_LANG, language)
    place = 0
    element.text = ""
    last: etree._Element | None = None
    for number, found in enumerate(ILLEGAL_IN_XML.finditer(text), start=1):
        _append(element, last, text[place : found.start()])
        last = _add(element, "x", id=f"c{number}-{ord(found[0]):04x}", ctype=_CHARACTER)
        place = found.end()
    _append(element, last, text[place:])


def _append(element: etree._Element, last: etree._Element | None, text: str) -> None:
    if last is None:
        element.text = text
    else:
        last.tail = text


def _read_unit(unit: Element, findings: list[Finding]) -> IncomingUnit | None:
    key = unit.get("id") or ""
    if not key:
        findings.append(Finding(code="TRANSLATION_WITHOUT_KEY", severity=Severity.WARNING))
        return None
    parts = {local_name(part.tag): part for part in unit}
    source, target = parts.get("source"), parts.get("target")
    dropped: list[str] = []
    shown = "" if source is None else _text_of(source, [])
    written = "" if target is None else _text_of(target, dropped)
    if dropped:
        values = {"key": key, "codes": ", ".join(sorted(set(dropped)))}
        findings.append(Finding(code="TRANSLATION_CODES_DROPPED", severity=Severity.WARNING, values=values))
    state = "" if target is None else target.get("state") or ""
    qualifier = "" if target is None else target.get("state-qualifier") or ""
    return IncomingUnit(
        key=key,
        source=shown,
        target=written,
        confidence=_confidence(state, unit.get("approved")),
        by_machine=qualifier in _MACHINE,
        basis=read_basis(unit.get("extradata") or ""),
    )


def _confidence(state: str, approved: str | None) -> Confidence:
    if state in _OPEN or state in _OPEN_ALSO:
        return Confidence.OPEN
    return Confidence.CHECKED if state in _CHECKED or approved == "yes" else Confidence.DONE


def _text_of(element: Element, dropped: list[str]) -> str:
    """Return the text of an element without its inline codes, whose names go to ``dropped``."""
    return "".join(_pieces(element, dropped))


def _pieces(element: Element, dropped: list[str]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = local_name(child.tag)
        if name == "x" and child.get("ctype") == _CHARACTER:
            yield _character(child.get("id") or "")
        elif name in _PLAIN_CODES:
            if name == "g":
                dropped.append(name)
            yield from _pieces(child, dropped)
        else:
            dropped.append(name)
        yield child.tail or ""


def _character(identifier: str) -> str:
    try:
        return chr(int(identifier.rpartition("-")[2], 16))
    except (ValueError, OverflowError):
        return "\ufffd"


def _legal(text: str) -> str:
    return ILLEGAL_IN_XML.sub("\ufffd", text)


def _add(parent: etree._Element, tag: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)
