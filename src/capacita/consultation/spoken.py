"""Codes that can be read out by phone: letters and digits that sound and look like no other, in groups of four.

Left out are 0 and O, 1, I and L, 5 and S, 2 and Z, 8 and B, U and V, N beside M, and of the rhyming letters B, C, D, G,
P, T all but one. What somebody types is read as it was meant: small letters, spaces and hyphens do not matter.
"""

import math
from collections.abc import Callable
from typing import Final

ALPHABET: Final = "34679AEFHJKMPQRWXY"
GROUP: Final = 4
REFERENCE_LENGTH: Final = 8  # names a request in a conversation; opens nothing
KEY_LENGTH: Final = 16  # opens a private page


def make_code(choose: Callable[[str], str], length: int) -> str:
    """Return a new code; ``choose`` picks one of the letters by chance."""
    return "".join(choose(ALPHABET) for _ in range(length))


def show_code(code: str) -> str:
    """Return a code in groups, as it is printed and read out: ``K7MA-9PXR``."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read_code(text: str) -> str:
    """Return the code that somebody typed, without spaces and hyphens and in capitals; it may still be no code."""
    return "".join(letter for letter in text.upper() if letter.isalnum())


def is_code(code: str, length: int) -> bool:
    """Tell whether a text has the form of a code of this length."""
    return len(code) == length and all(letter in ALPHABET for letter in code)


def bits_of(length: int) -> float:
    """Return how many bits of chance a code of this length holds."""
    return length * math.log2(len(ALPHABET))
