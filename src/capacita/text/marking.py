"""Words found in a text as readers look for them: whatever the case, the accents and the vowel marks."""

import functools
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

_TATWEEL: Final = "\u0640"  # stretches an Arabic word, says nothing
# Letters that Arabic readers type one for another, where no decomposition brings them together.
_SAME_LETTER: Final = str.maketrans({"\u0629": "\u0647", "\u0649": "\u064a", "\u0131": "i", "\u0142": "l"})


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """A run of a text, and whether it is what was looked for."""

    text: str
    is_found: bool


def fold_text(text: str) -> str:
    """Return a text as it is searched: without case, accents, vowel marks and stretching."""
    if text.isascii():
        return text.lower()
    return "".join(map(_fold_letter, text))


def list_search_words(query: str) -> tuple[str, ...]:
    """Return the words of a query, folded, each once."""
    return tuple(dict.fromkeys(word for word in fold_text(query).split() if word))


def mark_words(text: str, words: Sequence[str]) -> tuple[MarkedPiece, ...]:
    """Return a text in pieces, those that say one of the folded words marked; together they are the text."""
    folded = _fold(text)
    letters = "".join(letter for letter, _ in folded)
    places = [place for _, place in folded]
    found = bytearray(len(text))
    for start, end in _find_all(letters, words):
        for place in range(places[start], places[end - 1] + 1):
            found[place] = 1
    pieces: list[MarkedPiece] = []
    start = 0
    for place in range(1, len(text) + 1):
        # A mark that was folded away stays with the letter that it stands on.
        if place < len(text) and (
            found[place] == found[start] or (unicodedata.combining(text[place]) and found[start])
        ):
            found[place] = found[start]
            continue
        pieces.append(MarkedPiece(text[start:place], bool(found[start])))
        start = place
    return tuple(piece for piece in pieces if piece.text)


def _fold(text: str) -> list[tuple[str, int]]:
    """Return the folded signs of a text, each with the place that it comes from."""
    return [(sign, place) for place, letter in enumerate(text) for sign in _fold_letter(letter)]


@functools.lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    """Return the folded signs of one letter; texts have few letters, however long they are."""
    signs = unicodedata.normalize("NFKD", letter).casefold().translate(_SAME_LETTER)
    return "".join(sign for sign in signs if sign != _TATWEEL and unicodedata.category(sign) not in ("Mn", "Cf"))


def _find_all(letters: str, words: Iterable[str]) -> Iterable[tuple[int, int]]:
    for word in words:
        start = letters.find(word)
        while start >= 0:
            yield start, start + len(word)
            start = letters.find(word, start + len(word))
