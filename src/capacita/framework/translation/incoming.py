"""What a translator's file holds, whatever its format: units with a key, and how far the translator says each is."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pydantic import TypeAdapter, ValidationError

from capacita.framework.translation.segments import Segment
from capacita.vocabulary import Finding, LanguageTag, Refusal, digest_of_bytes

_SHORT: Final = 12  # hexadecimal digits of a digest: one collision in 280 million million
_WHITE: Final = re.compile(r"\s+")
# What XML cannot hold; the replacement character stands for it in tables.
ILLEGAL_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LANGUAGE: Final[TypeAdapter[str]] = TypeAdapter(LanguageTag)


class Confidence(StrEnum):
    """What a file says about a translation."""

    OPEN = "open"  # marked as new, fuzzy or needing work
    DONE = "done"
    CHECKED = "checked"  # signed off by a second person


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a unit was when its file was made: short digests of its source and of its target, if it had one."""

    source: str
    target: str | None

    def __str__(self) -> str:
        return f"{self.source}.{self.target or '0'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingUnit:
    """One unit of a file. ``source`` is what the file shows as the text to be translated."""

    key: str
    source: str
    target: str
    confidence: Confidence = Confidence.DONE
    by_machine: bool = False
    earlier_source: str | None = None  # the text that the file says the translation was made from, where it says so
    basis: Basis | None = None
    line: int = 0  # in the file or sheet, 0 where there is none


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingFile:
    """A translator's file, read. ``exact`` tells whether its format keeps every sign and space as it was."""

    format: str
    language: str | None
    units: tuple[IncomingUnit, ...]
    exact: bool = True
    has_states: bool = True  # kept by a program; in a table people forget them
    framework: str | None = None  # identifier of the framework that it was made from
    translator: str = ""
    findings: tuple[Finding, ...] = ()


def as_carried(text: str) -> str:
    """Return a text as any format carries it: spaces and line ends made alike, no signs that XML forbids."""
    return _WHITE.sub(" ", ILLEGAL_IN_XML.sub("\ufffd", text)).strip()


def short_digest(text: str) -> str:
    """Return the beginning of a text's digest, of the text as any format carries it."""
    return digest_of_bytes(as_carried(text).encode("utf-8", "surrogatepass")).removeprefix("sha256:")[:_SHORT]


def basis_of(segment: Segment) -> Basis:
    """Return what a segment is now, as its file will tell it."""
    target = None if segment.target is None else short_digest(segment.target)
    return Basis(source=short_digest(segment.source), target=target)


def read_basis(text: str) -> Basis | None:
    """Return the basis that is written in a text, or None where none is."""
    found = re.fullmatch(rf"([0-9a-f]{{{_SHORT}}})\.([0-9a-f]{{{_SHORT}}}|0)", text.strip())
    if found is None:
        return None
    return Basis(source=found[1], target=None if found[2] == "0" else found[2])


def read_language(written: str | None) -> str | None:
    """Return a language tag in our writing (``fr_ca`` gives ``fr-CA``), or None where it is none."""
    subtags = (written or "").strip().replace("_", "-").split("-")
    cased = [subtags[0].lower(), *(part.title() if len(part) == 4 else part.upper() for part in subtags[1:])]
    try:
        return _LANGUAGE.validate_python("-".join(cased))
    except ValidationError:
        return None


def get_language(written: str | None) -> str:
    """Return the language that somebody asks for. Raises Refusal when none is named or what is named is none."""
    if not written:
        raise Refusal("TRANSLATION_LANGUAGE_NEEDED")
    language = read_language(written)
    if language is None:
        raise Refusal("TRANSLATION_LANGUAGE_UNKNOWN", found=written[:60])
    return language
