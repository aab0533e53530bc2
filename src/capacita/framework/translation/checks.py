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
    source, target = (Counter(_PLACEHOLDER.findall(text)) for text in (segment.source, segment.target or ""))
    found = []
    if missing := sorted((source - target).elements()):
        found.append(_finding("TRANSLATION_PLACEHOLDER_MISSING", segment, missing))
    if foreign := sorted((target - source).elements()):
        found.append(_finding("TRANSLATION_PLACEHOLDER_FOREIGN", segment, foreign))
    return found


def _check_numbers(segment: Segment) -> list[Finding]:
    source, target = (_numbers(text) for text in (segment.source, segment.target or ""))
    found = []
    if missing := sorted((source - target).elements()):
        found.append(_finding("TRANSLATION_NUMBER_MISSING", segment, missing))
    if foreign := sorted((target - source).elements()):
        found.append(_finding("TRANSLATION_NUMBER_FOREIGN", segment, foreign))
    return found


def _numbers(text: str) -> Counter[str]:
    """Return the numbers of a text by their digits alone: 1,5 and 1.5 and ١٫٥ are the same number."""
    written = (found[0] for found in _NUMBER.finditer(_PLACEHOLDER.sub(" ", text)))
    return Counter(
        "".join(str(unicodedata.digit(sign)) for sign in number if unicodedata.digit(sign, None) is not None)
        for number in written
    )


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
