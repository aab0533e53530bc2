"""A text in its sentences, and places in a text that cut no letter in two.

A sentence ends at a mark of its script that is followed by space or, in Chinese and Japanese, by anything. Nothing is
taken away: the pieces put together are the text.
"""

import unicodedata
from typing import Final

_ENDS_BEFORE_SPACE: Final = frozenset(".!?…؟۔।")
_ENDS_ANYWHERE: Final = frozenset("。！？；")
_CLOSING: Final = frozenset("\"'”’»)]）」』》›")
_JOINER: Final = "\u200d"


def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return the start and end of each sentence, in code points; the space behind a sentence belongs to it.

    A mark after a single letter (``e.g.``), between digits, or before a small letter ends nothing.
    """
    spans: list[tuple[int, int]] = []
    start = place = 0
    while place < len(text):
        end = _end_of_sentence(text, place)
        if end is None:
            place += 1
            continue
        while end < len(text) and text[end].isspace():
            end += 1
        if text[start:end].strip():
            spans.append((start, end))
            start = end
        place = end
    if start < len(text):
        if text[start:].strip() or not spans:
            spans.append((start, len(text)))
        else:
            spans[-1] = (spans[-1][0], len(text))
    return tuple(spans)


def cut_before(text: str, place: int) -> int:
    """Return the nearest place at or before this one that cuts no letter from its marks, nor a sign joined to another."""
    place = max(0, min(place, len(text)))
    while 0 < place < len(text) and _belongs_to_former(text, place):
        place -= 1
    return place


def cut_behind(text: str, place: int) -> int:
    """Return the nearest place at or behind this one that cuts no letter from its marks."""
    place = max(0, min(place, len(text)))
    while 0 < place < len(text) and _belongs_to_former(text, place):
        place += 1
    return place


def _end_of_sentence(text: str, place: int) -> int | None:
    """Return where the sentence ends whose mark stands here, None where no sentence ends here."""
    sign = text[place]
    if sign == "\n":
        return place + 1
    if sign not in _ENDS_BEFORE_SPACE and sign not in _ENDS_ANYWHERE:
        return None
    end = place + 1
    while end < len(text) and (text[end] in _ENDS_BEFORE_SPACE or text[end] in _ENDS_ANYWHERE):
        end += 1
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    if sign in _ENDS_ANYWHERE or end == len(text):
        return end
    if not text[end].isspace():
        return None
    behind = text[end:].lstrip()
    goes_on = bool(behind) and behind[0].islower()
    is_short = sign == "." and place > 0 and text[place - 1].isalpha() and (place == 1 or not text[place - 2].isalpha())
    return None if goes_on or is_short else end


def _belongs_to_former(text: str, place: int) -> bool:
    sign, former = text[place], text[place - 1]
    is_tone = "\U0001f3fb" <= sign <= "\U0001f3ff"  # the colour of a skin, set on the sign before it
    return unicodedata.category(sign) in ("Mn", "Mc", "Me") or _JOINER in (sign, former) or is_tone
