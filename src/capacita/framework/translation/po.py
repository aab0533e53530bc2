"""PO out and in: the catalogues of gettext, which volunteers' tools read; a key is a ``msgctxt``.

What is stale, by a machine or not known to be either is *fuzzy*; the earlier source stands as the previous msgid.
"""

import codecs
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from email.parser import HeaderParser
from typing import Any, Final

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, PoFileParser, normalize, unescape

from capacita.framework.translation.incoming import (
    Confidence,
    IncomingFile,
    IncomingUnit,
    basis_of,
    read_basis,
    read_language,
)
from capacita.framework.translation.marks import Mark, mark_of, notes_of
from capacita.framework.translation.segments import Segment
from capacita.framework.translation.xml_files import MAX_BYTES
from capacita.vocabulary import Finding, Severity, Unreadable, is_identifier

_FUZZY: Final = (Mark.STALE, Mark.MACHINE, Mark.UNTIED)
_BASIS: Final = "basis: "
_NOBODY: Final = ("FULL NAME", "")  # what templates say where a translator's name goes
_HALF: Final = re.compile("[\ud800-\udfff]")  # halves of characters, which UTF-8 cannot hold
_WHITE: Final = re.compile(r"\s+")
_OPENED: Final = re.compile(rb'(?:msg\w+(?:\[\d+\])?\s+)?"')
_CLOSED: Final = re.compile(rb'".*(?<!\\)(?:\\\\)*"\s*', re.DOTALL)


def write_catalogue(segments: Sequence[Segment], *, framework: str, language: str, notice: str = "") -> bytes:
    """Return the segments as a PO catalogue; ``framework`` is the identifier of what they come from.

    The header carries no dates: what was made from the same framework is the same file.
    """
    main = _main_language(segments)
    lines = [f"# {_line(notice)}\n"] if notice else []
    headers = {
        "Project-Id-Version": "Capacita",
        "X-Capacita-Framework": f"urn:uuid:{framework}",
        "X-Source-Language": main,
        "Language": language.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    lines.append('msgid ""\nmsgstr ""\n')
    lines.extend(normalize(f"{name}: {value}\n", width=0) + "\n" for name, value in headers.items() if value)
    for segment in segments:
        lines.append("\n")
        lines.extend(_entry_lines(segment, main))
    return _HALF.sub("\ufffd", "".join(lines)).encode("utf-8")


def read_catalogue(data: bytes) -> IncomingFile:
    """Read a PO catalogue. Raises Unreadable for what is none."""
    if len(data) > MAX_BYTES:
        raise Unreadable("TRANSLATION_TOO_LARGE", found=len(data), limit=MAX_BYTES)
    _check_quotes(data)
    book = _Book()
    try:
        PoFileParser(book, abort_invalid=True).parse(io.BytesIO(data.removeprefix(codecs.BOM_UTF8)))
    except PoFileError as fault:
        raise Unreadable("TRANSLATION_NOT_PO", line=fault.lineno + 1, fault=fault.args[0]) from None
    except UnicodeDecodeError as fault:
        raise Unreadable("TRANSLATION_NOT_PO", line=1, fault=f"not {fault.encoding} text") from None
    except (ValueError, LookupError, AttributeError, TypeError):  # no such charset, text before any keyword, ...
        raise Unreadable("TRANSLATION_NOT_PO", line=1, fault="broken off or misplaced text") from None
    if not book.entries:
        raise Unreadable("TRANSLATION_EMPTY_FILE")
    findings: list[Finding] = []
    units = [unit for entry in book.entries if (unit := _read_entry(entry, findings)) is not None]
    identifier = book.headers.get("x-capacita-framework", "").removeprefix("urn:uuid:").lower()
    translator = book.headers.get("last-translator", "").partition("<")[0].strip()
    return IncomingFile(
        format="po",
        language=read_language(book.headers.get("language")),
        units=tuple(units),
        framework=identifier if is_identifier(identifier) else None,
        translator="" if translator in _NOBODY else translator,
        findings=tuple(findings),
    )


def _check_quotes(data: bytes) -> None:
    """Refuse a text that nobody closed: the parser would take its last sign for the quotation mark and drop it."""
    for number, line in enumerate(data.splitlines(), start=1):
        opened = _OPENED.match(line)
        if opened and not _CLOSED.fullmatch(line, opened.end() - 1):
            raise Unreadable("TRANSLATION_NOT_PO", line=number, fault="a text without its last quotation mark")


class _Book(Catalog):
    """A catalogue that keeps every entry as it comes, the same key twice included."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Any] = []
        self.headers: dict[str, str] = {}

    def __setitem__(self, identifier: Any, message: Any) -> None:
        if message.id:
            self.entries.append(message)
            return
        parsed = HeaderParser().parsestr(message.string)
        self.headers = {name.lower(): str(value) for name, value in parsed.items()}
        charset = parsed.get_content_charset() or "utf-8"
        codecs.lookup(charset)  # raises LookupError, which is told as a broken file
        self.charset = charset


def _main_language(segments: Sequence[Segment]) -> str:
    counted = Counter(segment.source_language for segment in segments).most_common(1)
    return counted[0][0] if counted else ""


def _entry_lines(segment: Segment, main: str) -> Iterator[str]:
    mark = mark_of(segment)
    target = segment.target if segment.target is not None and mark is not Mark.NEW else ""
    yield from (f"#. {_line(line)}\n" for line in notes_of(segment))
    if segment.source_language != main:
        yield f"#. Source language: {segment.source_language}\n"
    yield f"#. {_BASIS}{basis_of(segment)}\n"
    if target and mark in _FUZZY:
        yield "#, fuzzy\n"
    if segment.earlier_source:
        written = normalize(segment.earlier_source, width=0)
        yield "".join(f"#| {line}\n" for line in f"msgid {written}".split("\n"))
    yield f"msgctxt {normalize(segment.key, width=0)}\n"
    yield f"msgid {normalize(segment.source, width=0)}\n"
    yield f"msgstr {normalize(target, width=0)}\n"


def _line(text: str) -> str:
    return _WHITE.sub(" ", text).strip()


def _read_entry(entry: Any, findings: list[Finding]) -> IncomingUnit | None:
    if not entry.context:
        findings.append(Finding(code="TRANSLATION_WITHOUT_KEY", severity=Severity.WARNING, lines=(entry.lineno,)))
        return None
    source, target = (text[0] if isinstance(text, list | tuple) else text for text in (entry.id, entry.string))
    written = [comment.removeprefix(_BASIS) for comment in entry.auto_comments if comment.startswith(_BASIS)]
    previous = [comment[1:].strip() for comment in entry.user_comments if comment.startswith("|")]
    return IncomingUnit(
        key=entry.context,
        source=source,
        target=target,
        confidence=Confidence.OPEN if "fuzzy" in entry.flags else Confidence.DONE,
        earlier_source=_previous_source(previous),
        basis=read_basis(written[0]) if written else None,
        line=entry.lineno,
    )


def _previous_source(comments: Sequence[str]) -> str | None:
    """Return the msgid that an entry was translated from, told by comments; None where it is not told."""
    quoted = [comment.removeprefix("msgid ") for comment in comments if not comment.startswith("msgctxt ")]
    if not quoted or not all(len(line) > 1 and line[0] == line[-1] == '"' for line in quoted):
        return None
    return "".join(unescape(line) for line in quoted)
