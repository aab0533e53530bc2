"""Where a comment points: words of an item in one version of a framework, found again in another version.

An anchor keeps the words with what stood before and behind them and where. In another version it is *exact* (the same
words at the same place), *moved* (the same words at another place, of another part, or in what replaced the item),
*fuzzy* (words that differ by few letters) or an *orphan*. It is never lost: an orphan keeps its old words. Places count
code points of the text in Unicode's composed form (NFC), and no anchor begins or ends inside a letter with its marks.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from capacita.framework import AssociationKind, Framework, Item
from capacita.text import cut_before, cut_behind, find_nearest, fold_text
from capacita.vocabulary import LocalizedText, Refusal

CONTEXT: Final = 32  # code points kept before and behind the words
LONGEST_QUOTE: Final = 500
_FIRM_SHARE: Final = 0.25  # of the letters that may differ, whatever stands around
_WITH_CONTEXT_SHARE: Final = 0.4  # where at least half of what stood around still does
_SHORT: Final = 12  # words so short are found again by likeness only where what stood around still does
_ENOUGH_CONTEXT: Final = 0.5
_WITHOUT_SPACES: Final = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")


class AnchorPart(StrEnum):
    """The part of an item in which the words stand; ``whole`` is the item itself, without words."""

    WHOLE = "whole"
    TITLE = "title"
    STATEMENT = "statement"
    NOTES = "notes"
    LEVEL = "level"


class AnchorFate(StrEnum):
    """What became of an anchor in a version."""

    EXACT = "exact"
    MOVED = "moved"
    FUZZY = "fuzzy"
    ORPHAN = "orphan"


class OrphanReason(StrEnum):
    """Why an anchor has no place in a version."""

    ITEM_GONE = "item_gone"
    LANGUAGE_GONE = "language_gone"
    WORDS_GONE = "words_gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Words of an item in one version. ``level`` is the level's identifier where the part is a descriptor."""

    item: str
    version: str
    part: AnchorPart
    language: str
    level: str = ""
    start: int = 0
    quote: str = ""
    prefix: str = ""
    suffix: str = ""

    @property
    def end(self) -> int:
        """The place behind the last letter."""
        return self.start + len(self.quote)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where an anchor stands in a version, with the evidence; an orphan has no item.

    ``distance`` counts the letters that differ, ``context`` is the share of what stood around that still does, ``also``
    names further items that replaced the one commented on.
    """

    fate: AnchorFate
    item: str = ""
    part: AnchorPart = AnchorPart.WHOLE
    level: str = ""
    start: int = 0
    end: int = 0
    found: str = ""
    distance: int = 0
    context: float = 1.0
    also: tuple[str, ...] = ()
    reason: OrphanReason | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    item: str
    part: AnchorPart
    level: str
    text: str


class AnchorIndex:
    """A framework version, made ready for many anchors to be placed in it."""

    def __init__(self, framework: Framework) -> None:
        self.framework = framework
        self._items = {item.id: item for item in framework.items}
        self._descriptors: dict[str, list[tuple[str, LocalizedText]]] = {}
        for descriptor in framework.descriptors:
            self._descriptors.setdefault(descriptor.item, []).append((descriptor.level, descriptor.text))
        self._replaced: dict[str, list[str]] = {}
        for link in framework.associations:
            if link.kind is AssociationKind.REPLACED_BY:
                self._replaced.setdefault(link.origin, []).append(link.destination)

    def item(self, identifier: str) -> Item | None:
        """Return an item, None where this version has none of that name."""
        return self._items.get(identifier)

    def list_parts(self, item_id: str, language: str) -> tuple[tuple[AnchorPart, str, str], ...]:
        """Return what an item says in a language: part, level and text, in the order of reading."""
        return tuple((place.part, place.level, place.text) for place in self._places(item_id, language))

    def text_of(self, item_id: str, part: AnchorPart, level: str, language: str) -> str:
        """Return one part of an item in a language, empty where it says nothing."""
        places = self._places(item_id, language)
        return next((place.text for place in places if (place.part, place.level) == (part, level)), "")

    def place(self, anchor: Anchor) -> Placement:
        """Return where an anchor of any version stands in this one."""
        replacements = self._replacements_of(anchor.item)
        item = self._items.get(anchor.item)
        own = [anchor.item] if item else []
        is_over = item is not None and bool(item.status_end) and bool(replacements)
        tiers = [replacements, own] if is_over else [own, replacements]
        for tier in tiers:
            placed = self._place_among(anchor, tier)
            if placed is not None:
                return placed
        return Placement(fate=AnchorFate.ORPHAN, reason=self._why_orphan(anchor, [*own, *replacements]))

    def _place_among(self, anchor: Anchor, items: list[str]) -> Placement | None:
        if not items:
            return None
        also = tuple(items[1:]) if items[0] != anchor.item else ()
        if anchor.part is AnchorPart.WHOLE:
            fate = AnchorFate.EXACT if items[0] == anchor.item else AnchorFate.MOVED
            return Placement(fate=fate, item=items[0], also=also)
        places = [place for item in items for place in self._ordered_places(anchor, item)]
        return _find_verbatim(anchor, places, also) or _find_alike(anchor, places, also)

    def _ordered_places(self, anchor: Anchor, item: str) -> list[_Place]:
        """Return the texts of an item, that of the anchor's own part first."""
        own = (anchor.part, anchor.level)
        return sorted(self._places(item, anchor.language), key=lambda place: (place.part, place.level) != own)

    def _places(self, item_id: str, language: str) -> Iterator[_Place]:
        item = self._items.get(item_id)
        if item is None:
            return
        parts: list[tuple[AnchorPart, str, LocalizedText]] = [
            (AnchorPart.TITLE, "", item.title),
            (AnchorPart.STATEMENT, "", item.statement),
            (AnchorPart.NOTES, "", item.notes),
            *((AnchorPart.LEVEL, level, text) for level, text in self._descriptors.get(item_id, ())),
        ]
        for part, level, texts in parts:
            text = _words_in(texts, language)
            if text:
                yield _Place(item_id, part, level, text)

    def _replacements_of(self, item_id: str) -> list[str]:
        """Return the items of this version that took the place of one, nearest first; circles are walked once."""
        found: list[str] = []
        waiting, seen = list(self._replaced.get(item_id, ())), {item_id}
        while waiting:
            nearest = waiting.pop(0)
            if nearest in seen:
                continue
            seen.add(nearest)
            if nearest in self._items and not (self._items[nearest].status_end and self._replaced.get(nearest)):
                found.append(nearest)
            waiting.extend(self._replaced.get(nearest, ()))
        return found

    def _why_orphan(self, anchor: Anchor, items: list[str]) -> OrphanReason:
        if not items:
            return OrphanReason.ITEM_GONE
        has_language = any(True for item in items for _place in self._places(item, anchor.language))
        return OrphanReason.WORDS_GONE if has_language else OrphanReason.LANGUAGE_GONE


def place_anchor(anchor: Anchor, framework: Framework) -> Placement:
    """Return where an anchor stands in a version; whoever places many keeps an AnchorIndex instead."""
    return AnchorIndex(framework).place(anchor)


def anchor_item(index: AnchorIndex, item_id: str, language: str) -> Anchor:
    """Return the anchor of an item as a whole."""
    return Anchor(item=item_id, version=index.framework.version, part=AnchorPart.WHOLE, language=language)


def anchor_span(
    index: AnchorIndex, item_id: str, part: AnchorPart, language: str, start: int, end: int, *, level: str = ""
) -> Anchor:
    """Return the anchor of a piece of an item's text, widened so that it cuts no letter, without space at its ends.

    Raises Refusal where nothing is there, or more than ``LONGEST_QUOTE`` letters are chosen.
    """
    text = index.text_of(item_id, part, level, language)
    start, end = cut_before(text, start), cut_behind(text, end)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start >= end:
        raise Refusal("ANCHOR_NOTHING_CHOSEN")
    if end - start > LONGEST_QUOTE:
        raise Refusal("ANCHOR_QUOTE_TOO_LONG", most=LONGEST_QUOTE)
    return Anchor(
        item=item_id,
        version=index.framework.version,
        part=part,
        level=level,
        language=language,
        start=start,
        quote=text[start:end],
        prefix=text[cut_before(text, start - CONTEXT) : start],
        suffix=text[end : cut_behind(text, end + CONTEXT)],
    )


def anchor_words(index: AnchorIndex, item_id: str, language: str, words: str) -> Anchor:
    """Return the anchor of words that somebody typed: found whatever the case, accents, vowel marks and spaces.

    Raises Refusal where the item does not say them, or says them more than once.
    """
    wanted, _ = _fold_with_places(unicodedata.normalize("NFC", words).strip(" \t\r\n\"'“”‘’«»"))
    if not wanted:
        raise Refusal("ANCHOR_NOTHING_CHOSEN")
    found: list[tuple[AnchorPart, str, int, int]] = []
    for part, level, text in index.list_parts(item_id, language):
        folded, places = _fold_with_places(text)
        start = folded.find(wanted)
        while start >= 0:
            found.append((part, level, places[start], places[start + len(wanted) - 1] + 1))
            start = folded.find(wanted, start + 1)
    if not found:
        raise Refusal("ANCHOR_WORDS_NOT_FOUND", words=words.strip()[:80])
    if len(found) > 1:
        raise Refusal("ANCHOR_WORDS_TWICE", words=words.strip()[:80], count=len(found))
    part, level, first, last = found[0]
    return anchor_span(index, item_id, part, language, first, last, level=level)


def _words_in(texts: LocalizedText, language: str) -> str:
    wording = texts.get(language) if isinstance(texts, Mapping) else None
    return unicodedata.normalize("NFC", wording.text) if wording else ""


def _fold_with_places(text: str) -> tuple[str, list[int]]:
    """Return a text as typed words are compared with it, and for each sign the place that it comes from."""
    signs: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        folded = " " if letter.isspace() else fold_text(letter)
        for sign in folded:
            if sign == " " and (not signs or signs[-1] == " "):
                continue
            signs.append(sign)
            places.append(place)
    while signs and signs[-1] == " ":
        signs.pop()
        places.pop()
    return "".join(signs), places


def _find_verbatim(anchor: Anchor, places: list[_Place], also: tuple[str, ...]) -> Placement | None:
    """Return the same words, where several stand those with the most of what stood around, then the nearest.

    The anchor's own part is asked first; another part only where the words are not there any more.
    """
    for place in places:
        best: tuple[float, int, int] | None = None
        start = place.text.find(anchor.quote)
        while start >= 0:
            end = start + len(anchor.quote)
            if cut_before(place.text, start) == start and cut_behind(place.text, end) == end:
                rank = (-_context_kept(anchor, place.text, start, end), abs(start - anchor.start), start)
                best = rank if best is None else min(best, rank)
            start = place.text.find(anchor.quote, start + 1)
        if best is not None:
            here = (place.item, place.part, place.level, best[2])
            is_same = here == (anchor.item, anchor.part, anchor.level, anchor.start)
            fate = AnchorFate.EXACT if is_same else AnchorFate.MOVED
            return _placed(fate, place, best[2], best[2] + len(anchor.quote), 0, -best[0], also)
    return None


def _find_alike(anchor: Anchor, places: list[_Place], also: tuple[str, ...]) -> Placement | None:
    """Return the words that differ least, where they differ by few enough letters."""
    best: tuple[int, int, Placement] | None = None
    length = len(anchor.quote)
    for order, place in enumerate(places):
        match = find_nearest(anchor.quote, place.text, most=int(length * _WITH_CONTEXT_SHARE))
        if match is None:
            continue
        context = _context_kept(anchor, place.text, match.start, match.end)
        is_firm = match.distance <= length * _FIRM_SHARE and (length >= _SHORT or context >= _ENOUGH_CONTEXT)
        is_held = length >= _SHORT and context >= _ENOUGH_CONTEXT
        if not is_firm and not is_held:
            continue
        start, end = _widen_to_words(place.text, match.start, match.end)
        placed = _placed(AnchorFate.FUZZY, place, start, end, match.distance, context, also)
        if best is None or (match.distance, order) < best[:2]:
            best = (match.distance, order, placed)
    return best[2] if best else None


def _widen_to_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a piece widened so that it cuts no word in two; scripts without spaces between words stay as they are."""
    while start > 0 and _is_inside_word(text, start):
        start -= 1
    while end < len(text) and _is_inside_word(text, end):
        end += 1
    return cut_before(text, start), cut_behind(text, end)


def _is_inside_word(text: str, place: int) -> bool:
    pair = text[place - 1 : place + 1]
    return all(sign.isalnum() and not unicodedata.name(sign, "").startswith(_WITHOUT_SPACES) for sign in pair)


def _placed(
    fate: AnchorFate, place: _Place, start: int, end: int, distance: int, context: float, also: tuple[str, ...]
) -> Placement:
    return Placement(
        fate=fate,
        item=place.item,
        part=place.part,
        level=place.level,
        start=start,
        end=end,
        found=place.text[start:end],
        distance=distance,
        context=context,
        also=also,
    )


def _context_kept(anchor: Anchor, text: str, start: int, end: int) -> float:
    """Return the share of the letters kept around the words that stand around a piece of a text, 1 where none were.

    What touches the edge of the text and did so before counts as kept: an anchor without context is at home anywhere.
    """
    around = len(anchor.prefix) + len(anchor.suffix)
    if not around:
        return 1.0
    before = _shared_length(anchor.prefix[::-1], text[:start][::-1])
    behind = _shared_length(anchor.suffix, text[end:])
    return (before + behind) / around


def _shared_length(first: str, second: str) -> int:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count
