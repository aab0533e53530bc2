"""What two texts share, letter by letter: normalised text and its runs of n characters."""

import re
import unicodedata
from typing import Final

NGRAM_SIZE: Final = 3
_TATWEEL: Final = "\u0640"  # stretches an Arabic word, says nothing
_ARABIC_MARKS: Final = re.compile("[\u064b-\u065f\u0670]")  # short vowels, written or left out at will
_BETWEEN_WORDS: Final = re.compile(r"[\W_]+")


def normalise(text: str) -> str:
    """Return a text as it is compared: one case, one form of each letter, words parted by single spaces.

    Compatibility forms are folded (NFKC), invisible signs and Arabic vowel marks are taken out, everything that is
    neither a letter nor a digit parts words. Accents stay: in many languages they part one word from another.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    seen = "".join(sign for sign in folded if sign != _TATWEEL and unicodedata.category(sign) != "Cf")
    return _BETWEEN_WORDS.sub(" ", _ARABIC_MARKS.sub("", seen)).strip()


def character_ngrams(normalised: str, size: int = NGRAM_SIZE) -> list[str]:
    """Return every run of ``size`` characters of a normalised text, with a space before and behind it.

    The spaces let beginnings and ends of words count. A text shorter than that is one run; an empty text has none.
    """
    if not normalised:
        return []
    padded = f" {normalised} "
    return [padded[place : place + size] for place in range(max(1, len(padded) - size + 1))]


def shared_pieces(first: str, second: str, size: int = NGRAM_SIZE) -> tuple[str, ...]:
    """Return the longest pieces of the first normalised text that the second holds as well, longest first.

    Pieces are found from left to right, each as long as it goes; those shorter than ``size`` are left out.
    """
    here, there = f" {first} ", f" {second} "
    pieces: list[str] = []
    start = 0
    while start + size <= len(here):
        end = start + size
        if here[start:end] not in there:
            start += 1
            continue
        while end < len(here) and here[start : end + 1] in there:
            end += 1
        piece = here[start:end].strip()
        if len(piece) >= size:
            pieces.append(piece)
        start = end
    return tuple(sorted(dict.fromkeys(pieces), key=lambda piece: (-len(piece), pieces.index(piece))))
