"""XLIFF 2.0 out and in: one source and one target language a document, states and notes of the core.

Only the core is written. The few things that it has no word for (a translation that is stale or by a machine) stand
in ``subState`` with our prefix, which tools keep or drop as they like: nothing hangs on them alone.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from xml.etree.ElementTree import Element

from lxml import etree

from capacita.framework.translation.incoming import (
    ILLEGAL_IN_XML,
    Basis,
    Confidence,
    IncomingFile,
    IncomingUnit,
    basis_of,
    read_basis,
    read_language,
)
from capacita.framework.translation.marks import Mark, mark_of, notes_of
from capacita.framework.translation.segments import Segment
from capacita.framework.translation.xml_files import XML_LANG, XML_SPACE, local_name, parse_xml
from capacita.vocabulary import Finding, Severity, Unreadable, direction_of, is_identifier

NAMESPACE: Final = "urn:oasis:names:tc:xliff:document:2.0"
_PREFIX: Final = "capacita:"
_STATES: Final[Mapping[Mark, str]] = {
    Mark.NEW: "initial",
    Mark.STALE: "initial",
    Mark.MACHINE: "translated",
    Mark.UNTIED: "translated",
    Mark.TRANSLATED: "translated",
    Mark.REVIEWED: "final",
}
_OPEN_MARKS: Final = (Mark.STALE, Mark.MACHINE, Mark.UNTIED)
_PLAIN_CODES: Final = ("mrk", "pc")  # inline elements around text of the unit, which stays


def write_xliff20(segments: Sequence[Segment], *, framework: str, source_language: str, notice: str = "") -> bytes:
    """Return the segments written in one source language as XLIFF 2.0.

    A document has one source language; ``list_other_sources`` tells of the segments that it leaves out.
    """
    group = [segment for segment in segments if segment.source_language == source_language]
    root = etree.Element(f"{{{NAMESPACE}}}xliff", nsmap={None: NAMESPACE}, version="2.0", srcLang=source_language)
    file = _add(root, "file", id="framework", original=f"urn:uuid:{framework}")
    if group:
        root.set("trgLang", group[0].language)
        file.set("srcDir", direction_of(source_language))
        file.set("trgDir", group[0].direction)
    if notice:
        _add(_add(file, "notes"), "note", category="notice").text = _legal(notice)
    for segment in group:
        _write_unit(file, segment)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def list_other_sources(segments: Sequence[Segment], source_language: str) -> list[Finding]:
    """Return a finding for each further source language, with how many segments it has."""
    counts = Counter(segment.source_language for segment in segments if segment.source_language != source_language)
    return [
        Finding(
            code="TRANSLATION_OTHER_SOURCE",
            severity=Severity.WARNING,
            values={"count": count, "language": language, "source": source_language},
        )
        for language, count in counts.items()
    ]


def read_xliff20(data: bytes) -> IncomingFile:
    """Read XLIFF 2.0 or a later 2.x. Raises Unreadable for what is no XLIFF at all."""
    return read_xliff20_tree(parse_xml(data))


def read_xliff20_tree(root: Element) -> IncomingFile:
    """Read XLIFF 2.x that has been parsed."""
    files = [element for element in root if local_name(element.tag) == "file"]
    if not files:
        raise Unreadable("TRANSLATION_EMPTY_FILE")
    findings: list[Finding] = []
    units = [
        unit
        for file in files
        for element in file.iter()
        if local_name(element.tag) == "unit" and (unit := _read_unit(element, findings)) is not None
    ]
    original = (files[0].get("original") or "").removeprefix("urn:uuid:").lower()
    return IncomingFile(
        format="xliff2",
        language=read_language(root.get("trgLang")),
        units=tuple(units),
        framework=original if is_identifier(original) else None,
        findings=tuple(findings),
    )


def _write_unit(file: etree._Element, segment: Segment) -> None:
    mark = mark_of(segment)
    unit = _add(file, "unit", id=segment.key, name=_legal(segment.place.context))
    unit.set(XML_SPACE, "preserve")
    notes = _add(unit, "notes")
    for line in notes_of(segment):
        _add(notes, "note", category="context").text = _legal(line)
    _add(notes, "note", category="basis").text = str(basis_of(segment))
    part = _add(unit, "segment", id="s1", state=_STATES[mark])
    if mark in _OPEN_MARKS:
        part.set("subState", _PREFIX + mark.value)
    _write_text(_add(part, "source"), segment.source, segment.source_language)
    if segment.target is not None and mark is not Mark.NEW:
        _write_text(_add(part, "target"), segment.target, segment.language)


def _write_text(element: etree._Element, text: str, language: str) -> None:
    element.set(XML_LANG, language)
    element.set(XML_SPACE, "preserve")
    place, last = 0, None
    element.text = ""
    for found in ILLEGAL_IN_XML.finditer(text):
        _append(element, last, text[place : found.start()])
        last = _add(element, "cp", hex=f"{ord(found[0]):04X}")
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
    source, target, dropped = "", "", list[str]()
    confidences: list[Confidence] = []
    by_machine = False
    for part in unit:
        name = local_name(part.tag)
        if name not in ("segment", "ignorable"):
            continue
        texts = {local_name(text.tag): text for text in part}
        here = _text_of(texts.get("source"), [])
        there = _text_of(texts.get("target"), dropped)
        source += here
        target += there if "target" in texts else (here if name == "ignorable" else "")
        if name == "segment":
            confidences.append(_confidence(part, "target" in texts))
            by_machine = by_machine or part.get("subState") == _PREFIX + Mark.MACHINE.value
    if dropped:
        values = {"key": key, "codes": ", ".join(sorted(set(dropped)))}
        findings.append(Finding(code="TRANSLATION_CODES_DROPPED", severity=Severity.WARNING, values=values))
    return IncomingUnit(
        key=key,
        source=source,
        target=target,
        confidence=_least(confidences),
        by_machine=by_machine,
        basis=_basis(unit),
    )


def _confidence(segment: Element, has_target: bool) -> Confidence:
    state, more = segment.get("state"), segment.get("subState") or ""
    if more.removeprefix(_PREFIX) in _OPEN_MARKS and state in (None, "initial", "translated"):
        return Confidence.OPEN
    # The standard's default is "initial"; a tool that writes no states at all has none to say.
    if state == "initial" or not has_target:
        return Confidence.OPEN
    return Confidence.CHECKED if state in ("final", "reviewed") else Confidence.DONE


def _least(confidences: Sequence[Confidence]) -> Confidence:
    """Return the lowest of what is said of the pieces into which a tool has cut a unit."""
    order = (Confidence.OPEN, Confidence.DONE, Confidence.CHECKED)
    return next((one for one in order if one in confidences), Confidence.OPEN)


def _basis(unit: Element) -> Basis | None:
    for note in unit.iter():
        if local_name(note.tag) == "note" and note.get("category") == "basis":
            return read_basis(note.text or "")
    return None


def _text_of(element: Element | None, dropped: list[str]) -> str:
    """Return the text of an element without its inline codes, whose names go to ``dropped``."""
    return "" if element is None else "".join(_pieces(element, dropped))


def _pieces(element: Element, dropped: list[str]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = local_name(child.tag)
        if name == "cp":
            yield _character(child.get("hex") or "")
        elif name in _PLAIN_CODES:
            if name == "pc":
                dropped.append(name)
            yield from _pieces(child, dropped)
        elif name not in ("sm", "em"):
            dropped.append(name)
        yield child.tail or ""


def _character(written: str) -> str:
    try:
        return chr(int(written, 16))
    except (ValueError, OverflowError):
        return "\ufffd"


def _legal(text: str) -> str:
    return ILLEGAL_IN_XML.sub("\ufffd", text)


def _add(parent: etree._Element, tag: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)
