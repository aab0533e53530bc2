"""What two texts share, letter by letter: normalised text and its runs of n characters."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

NGRAM_SIZE: Final = 3
_TATWEEL: Final = "\u0640"  # stretches an Arabic word, says nothing
_ARABIC_MARKS: Final = re.compile("[\u064b-\u065f\u0670]")  # short vowels, written or left out at will
_FILL: Final = "\0"  # behind a text that is shorter than a run; no normalised text holds it
_BITS: Final = 21  # of a code point
_CODES_IN_A_WORD: Final = 3  # of 64 bits
_BETWEEN_WORDS: Final = re.compile(r"[\W_]+")


def normalise(text: str) -> str:
    """Return a text as it is compared: one case, one form of each letter, words parted by single spaces.

    Compatibility forms are folded (NFKC), invisible signs and Arabic vowel marks are taken out, everything that is
    neither a letter nor a digit parts words. Accents stay: in many languages they part one word from another.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    if not folded.isascii():
        folded = "".join(sign for sign in folded if sign != _TATWEEL and unicodedata.category(sign) != "Cf")
        folded = _ARABIC_MARKS.sub("", folded)
    return _BETWEEN_WORDS.sub(" ", folded).strip()


def character_ngrams(normalised: str, size: int = NGRAM_SIZE) -> list[str]:
    """Return every run of ``size`` characters of a normalised text, with a space before and behind it.

    The spaces let beginnings and ends of words count. A text shorter than that is one run; an empty text has none.
    """
    if not normalised:
        return []
    padded = f" {normalised} "
    return [padded[place : place + size] for place in range(max(1, len(padded) - size + 1))]


def count_ngrams(
    normalised: Sequence[str], size: int = NGRAM_SIZE
) -> tuple[list[str], npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the different runs of many texts, and three arrays: for each text its different runs, and how often.

    The arrays hold the place of the text, the place of the run among the different ones, and the count; they are in
    the order of the texts.
    """
    filled = [(place, f" {text} ".ljust(size, _FILL)) for place, text in enumerate(normalised) if text]
    joined = "".join(text for _place, text in filled)
    codes = np.frombuffer(joined.encode("utf-32-le"), np.uint32).astype(np.int64)
    counts = np.array([len(text) - size + 1 for _place, text in filled], np.int64)
    before = np.cumsum(counts) - counts  # runs of the texts before each
    places = np.arange(counts.sum()) + np.repeat(np.arange(len(filled)) * (size - 1), counts)
    runs = codes[places]
    for step in range(1, size):
        if step >= _CODES_IN_A_WORD:
            runs = np.unique(runs, return_inverse=True)[1]
        runs = runs << _BITS | codes[places + step]
    _, first, which = np.unique(runs, return_index=True, return_inverse=True)
    every = [joined[place : place + size].rstrip(_FILL) for place in places[first].tolist()]
    texts = np.repeat(np.arange(len(filled)), np.diff(before, append=counts.sum()))
    pairs, found = np.unique(texts * max(1, len(every)) + which, return_counts=True)
    rows, grams = np.divmod(pairs, max(1, len(every)))
    return every, np.array([place for place, _text in filled], np.int64)[rows], grams, found


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
