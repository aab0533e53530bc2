"""Which texts somebody goes through: those in one state, those with open remarks, those that say some words."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from capacita.framework.translation import Mark, Segment, mark_of

REMARKS = "remarks"  # stands where a mark does: texts with a remark that nobody has settled
OPEN_MARKS = (Mark.NEW, Mark.STALE, Mark.MACHINE, Mark.UNTIED)  # what a translator goes through
_STATES = frozenset((*(mark.value for mark in Mark), REMARKS))
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What was chosen on the list of texts; it goes along from text to text in their addresses."""

    state: str = ""
    words: str = ""
    remarked: frozenset[str] = frozenset()  # keys of texts with open remarks

    @property
    def query(self) -> str:
        """The selection as the query of an address, with its question mark; empty where all texts are meant."""
        given = {"state": self.state, "q": self.words}
        chosen = {name: value for name, value in given.items() if value}
        return f"?{urlencode(chosen)}" if chosen else ""

    def holds(self, segment: Segment) -> bool:
        """Tell whether a text is chosen: its state fits, and its source or translation has every word."""
        if self.state == REMARKS:
            if segment.key not in self.remarked:
                return False
        elif self.state and mark_of(segment).value != self.state:
            return False
        if not self.words:
            return True
        text = _folded(f"{segment.source} {segment.target or ''} {segment.place.heading}")
        return all(word in text for word in _folded(self.words).split())


def read_selection(values: Mapping[str, str], remarked: frozenset[str]) -> Selection:
    """Return the selection that an address asks for; what is no state counts as none."""
    state = values.get("state", "")
    words = " ".join(values.get("q", "")[:_LONGEST].split())
    return Selection(state=state if state in _STATES else "", words=words, remarked=remarked)


def next_text(segments: Sequence[Segment], after: str, selection: Selection) -> Segment | None:
    """Return the text to go on with after a key, or None where none is left.

    Where nothing is chosen that is the next open one. Those in a state are gone through from the top again at the
    end, for texts leave the state as they are done; those found by words only once.
    """
    place = next((index for index, segment in enumerate(segments) if segment.key == after), -1)
    turned = [*segments[place + 1 :]]
    if selection.state or not selection.words:
        turned += segments[: max(place, 0)]
    if not selection.query:
        return next((segment for segment in turned if mark_of(segment) in OPEN_MARKS), None)
    return next((segment for segment in turned if selection.holds(segment)), None)


def previous_text(segments: Sequence[Segment], before: str, selection: Selection) -> Segment | None:
    """Return the chosen text before a key, or None where it is the first."""
    found = None
    for segment in segments:
        if segment.key == before:
            return found
        if selection.holds(segment):
            found = segment
    return None


def _folded(text: str) -> str:
    """Return a text for finding: without accents and vowel marks, all letters small."""
    if text.isascii():
        return text.casefold()
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
