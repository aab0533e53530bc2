"""ID numbers and short names as Moodle keeps them apart: never empty, at most 100 characters, alike in no comparison.

Moodle's importer compares ID numbers with PHP's ``==``, to which "1.1" and "1.10" are the same number, and many of its
databases know no capitals and no accents. Names that such a comparison would confuse are told apart here.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, Final

from capacita.framework.exchange.moodle_words import LONGEST
from capacita.framework.exchange.repairs import Repair
from capacita.framework.model import Item
from capacita.sheets import guard_cell

_NUMBER: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_CONTROLS: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
# A tag would be taken out, a backslash before a quote ends a cell of PHP's reader, and %2C would become a comma.
_REPLACED: Final = str.maketrans({"<": "‹", ">": "›", "\\": "/"})
_CUT: Final = "…"


class Cells:
    """Short texts on their way into cells; each that had to be changed is listed as a Repair."""

    def __init__(self) -> None:
        self.repairs: list[Repair] = []

    def mend(self, path: str, rule: str, before: Any, after: Any) -> None:
        """Note a change."""
        self.repairs.append(Repair(path=path, rule=rule, before=before, after=after))

    def clean(self, path: str, text: str) -> str:
        """Return a text as one line of a cell that Moodle reads as it stands and that no spreadsheet runs."""
        line = " ".join(_CONTROLS.sub(" ", text).split())
        if line != text:
            self.mend(path, "space-trimmed", text, line)
        plain = line.translate(_REPLACED)
        if plain != line:
            self.mend(path, "sign-replaced", line, plain)
        guarded = guard_cell(plain)
        if guarded != plain:
            self.mend(path, "formula-guarded", plain, guarded)
        return guarded

    def cut(self, path: str, text: str) -> str:
        """Return a text of at most 100 characters."""
        if len(text) <= LONGEST:
            return text
        short = text[: LONGEST - len(_CUT)].rstrip() + _CUT
        self.mend(path, "cut-to-100-characters", text, short)
        return short


class IdNumbers:
    """The ID numbers of the items of one framework, in the order in which they are asked for."""

    def __init__(self, cells: Cells) -> None:
        self._cells = cells
        self._taken: set[str | float] = set()

    def give(self, path: str, item: Item) -> str:
        """Return the ID number of an item: its code, made different where Moodle would take it for another's."""
        wanted = self._cells.clean(path, item.code).replace("%2C", "%2c")
        short = self._cells.cut(path, wanted)
        for candidate in _candidates(short, item):
            if not looks_empty(candidate) and alike(candidate).isdisjoint(self._taken):
                self._taken |= alike(candidate)
                if candidate != short:
                    rule = "id-number-made-different" if short else "id-number-added"
                    self._cells.mend(path, rule, short, candidate)
                return candidate
        raise AssertionError("counting does not end")  # pragma: no cover


def looks_empty(text: str) -> bool:
    """Tell whether PHP takes a text for empty: "0" is."""
    return text in ("", "0")


def alike(text: str) -> frozenset[str | float]:
    """Return what two texts share where a comparison of Moodle's would confuse them."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(sign for sign in folded if not unicodedata.combining(sign))
    found: set[str | float] = {bare}
    if _NUMBER.fullmatch(text):
        found.add(float(text))
    return frozenset(found)


def _candidates(short: str, item: Item) -> Iterator[str]:
    if not short:
        yield item.id
        return
    yield short
    kind = item.kind.value
    yield f"{kind}:{short}"[:LONGEST]
    number = 2
    while True:
        ending = f"-{number}"
        yield f"{f'{kind}:{short}'[: LONGEST - len(ending)]}{ending}"
        number += 1
