"""What can be checked of a translation without knowing its language: placeholders, numbers, length, the glossary.

Each finding names the text and what was found. They are helps for people who look; none of them stops a translation.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from capacita.framework.translation.glossary import Glossary, check_terms
from capacita.framework.translation.segments import Segment, SegmentState
from capacita.vocabulary import Finding, Severity

_PLACEHOLDER: Final = re.compile(r"\{[A-Za-z0-9_.]*\}|%\([A-Za-z0-9_]+\)[sdif]|%[sd]|</?[A-Za-z][^<>]*>|https?://\S+")
_NUMBER: Final = re.compile(r"\d+(?:[.,\u066b\u066c\u00a0\u202f]\d+)*")
_LENGTHS: Final = (0.4, 2.6)  # of the source's signs; translations between alphabets grow or shrink less
_DENSE: Final = ("zh", "ja", "ko")
_DENSE_LENGTHS: Final = (0.12, 1.2)  # a sign of these stands for two or three letters
_SHORT: Final = 25  # signs of a source below which its length says nothing


def check_segments(segments: Iterable[Segment], glossary: Glossary) -> list[Finding]:
    """Return what is noticed of every text that is translated, in the order of the segments."""
    return [finding for segment in segments for finding in check_segment(segment, glossary)]


def check_segment(segment: Segment, glossary: Glossary) -> list[Finding]:
    """Return what is noticed of one translation: nothing where there is none yet."""
    if segment.state is SegmentState.NEW or segment.target is None:
        return []
    return [
        *_check_placeholders(segment),
        *_check_numbers(segment),
        *_check_length(segment),
        *_check(segment, glossary),
    ]


def _check(segment: Segment, glossary: Glossary) -> list[Finding]:
    return check_terms([segment], glossary)


def _check_placeholders(segment: Segment) -> list[Finding]:
    source, target = (_PLACEHOLDER.findall(text) for text in (segment.source, segment.target or ""))
    return _compare(segment, source, target, "TRANSLATION_PLACEHOLDER_MISSING", "TRANSLATION_PLACEHOLDER_FOREIGN")


def _check_numbers(segment: Segment) -> list[Finding]:
    source, target = (_NUMBER.findall(_PLACEHOLDER.sub(" ", text)) for text in (segment.source, segment.target or ""))
    if source == target:
        return []
    source, target = ([_digits(number) for number in written] for written in (source, target))
    return _compare(segment, source, target, "TRANSLATION_NUMBER_MISSING", "TRANSLATION_NUMBER_FOREIGN")


def _digits(number: str) -> str:
    """Return a number by its digits alone: 1,5 and 1.5 and ١٫٥ are the same number."""
    return "".join(str(unicodedata.digit(sign)) for sign in number if unicodedata.digit(sign, None) is not None)


def _compare(segment: Segment, source: list[str], target: list[str], missing: str, foreign: str) -> list[Finding]:
    """Return what the source has and the translation lacks, and the other way round, each under its code."""
    if source == target:
        return []
    found = []
    if lost := sorted((Counter(source) - Counter(target)).elements()):
        found.append(_finding(missing, segment, lost))
    if added := sorted((Counter(target) - Counter(source)).elements()):
        found.append(_finding(foreign, segment, added))
    return found


def _check_length(segment: Segment) -> list[Finding]:
    source, target = len(segment.source.strip()), len((segment.target or "").strip())
    if source < _SHORT:
        return []
    base = segment.language.partition("-")[0]
    if (base in _DENSE) == (segment.source_language.partition("-")[0] in _DENSE):
        least, most = _LENGTHS
    elif base in _DENSE:
        least, most = _DENSE_LENGTHS
    else:
        least, most = 1 / _DENSE_LENGTHS[1], 1 / _DENSE_LENGTHS[0]
    if least <= target / source <= most:
        return []
    code = "TRANSLATION_SHORT" if target < source else "TRANSLATION_LONG"
    values = {"context": segment.place.heading, "found": target, "source": source}
    return [Finding(code=code, severity=Severity.NOTE, path=_path(segment), values=values)]


def _finding(code: str, segment: Segment, found: Sequence[str]) -> Finding:
    values = {"context": segment.place.heading, "found": ", ".join(found)}
    return Finding(code=code, severity=Severity.WARNING, path=_path(segment), values=values)


def _path(segment: Segment) -> str:
    return f"{segment.place.path}/{segment.language}"
