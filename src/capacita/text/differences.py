"""Two texts as one, word by word: what stayed, what went, what came."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

# Signs of scripts that part no words stand alone: Chinese and Japanese, Thai, Lao, Khmer, Burmese.
_WORDS: Final = re.compile(
    r"\s+|[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
    r"|[^\W\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+|[^\w\s]"
)


class PieceKind(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words and what became of it."""

    kind: PieceKind
    text: str


def diff_words(old: str, new: str) -> tuple[Piece, ...]:
    """Return two texts as pieces, word by word.

    The pieces that stayed and went, put together, are the old text; those that stayed and came are the new one.
    """
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    pieces: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece(PieceKind.SAME, "".join(before[a:b])))
            continue
        if b > a:
            pieces.append(Piece(PieceKind.REMOVED, "".join(before[a:b])))
        if d > c:
            pieces.append(Piece(PieceKind.ADDED, "".join(after[c:d])))
    return tuple(pieces)
