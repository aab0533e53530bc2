"""Merging one entry field by field, and each field by what it holds: a text, a list, a mapping, or a single value."""

from collections.abc import Mapping
from dataclasses import fields, replace
from functools import cache
from typing import Any, Final, get_type_hints

from pydantic import TypeAdapter

from capacita.framework.comparison.conflicts import ConflictKind, Desk, Sides
from capacita.framework.comparison.ordering import merge_orders
from capacita.framework.comparison.recording import field_adapter, source_wordings, source_wordings_differ
from capacita.framework.contents import TEXT
from capacita.framework.model import FrameworkStatus, PrincipleTag
from capacita.vocabulary import LocalizedText, Wording, stale_languages

ABSENT: Final = object()  # the field of an entry that a side does not have
_WORDING: Final[TypeAdapter[Any]] = TypeAdapter(Wording | None)
_TAG: Final[TypeAdapter[Any]] = TypeAdapter(PrincipleTag | None)
_ANY: Final[TypeAdapter[Any]] = TypeAdapter(Any)
_LIFE: Final = list(FrameworkStatus)


@cache
def _text_fields(part: Any) -> frozenset[str]:
    return frozenset(name for name, hint in get_type_hints(part, include_extras=True).items() if hint == LocalizedText)


def agree(sides: Sides) -> tuple[Any, bool]:
    """Return the value that both sides' changes give and True, or the base's and False where they disagree."""
    base, ours, theirs = sides
    if ours == theirs or theirs == base:
        return ours, True
    if ours == base:
        return theirs, True
    return base, False


class EntryMerger:
    """Merges entries; conflicts go to a desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def merge(self, sides: Sides, item: str, prefix: str = "", skip: tuple[str, ...] = ()) -> Any:
        """Return an entry that both sides have, each field as the one that changed it has it.

        Where the base has no such entry, both sides say the same but for translations and positions.
        """
        base, ours, _ = sides
        merged, agreed = agree(sides)
        if agreed:
            self.desk.applied += _count_changed(base, merged)
            return merged
        values: dict[str, Any] = {}
        for field in fields(ours):
            name = field.name
            if name in skip:
                continue
            held = tuple(ABSENT if side is None else getattr(side, name) for side in sides)
            value = self._merge_field(held, item, prefix, name, ours)
            self.desk.applied += _count_parts(held[0], value)
            values[name] = value
        return self._check_dates(replace(ours, **values), sides, item)

    def _merge_field(self, held: Any, item: str, prefix: str, name: str, entry: Any) -> Any:
        value, agreed = agree(held)
        if agreed:
            return value
        field = prefix + name
        kind = entry.__class__
        if name in _text_fields(kind):
            return self.merge_text(held, item, field)
        if name == "principles":
            return self._merge_tags(held, item, field)
        if name == "aliases":
            return _merge_lists(held)
        if name == "extensions":
            return self._merge_mappings(held, item, field)
        if name == "version":
            return max(held[1:], key=version_key)
        if name == "status" and isinstance(held[1], FrameworkStatus):
            return min(held[1:], key=_LIFE.index)  # nobody has decided on what comes of a merge
        if name == "id":
            return min(held[1:])
        if name == "position":
            return max(held[1:])
        found = ConflictKind.MOVED_APART if name == "parent" else ConflictKind.BOTH_CHANGED
        meanwhile = value if value is not ABSENT else min(held[1:], key=str)
        shown: Any = tuple(None if side is ABSENT else side for side in held)
        told = {"ours": self.desk.call(shown[1]), "theirs": self.desk.call(shown[2])} if name == "parent" else {}
        read = field_adapter(kind, name)
        chosen, _ = self.desk.settle(found, item, field, shown, read=read, meanwhile=meanwhile, **told)
        return chosen

    def merge_text(self, held: Any, item: str, field: str) -> LocalizedText:
        """Return a text: its source as one, its translations language by language."""
        sides: Any = tuple({} if side is ABSENT else side for side in held)
        sources: Any = tuple(source_wordings(side) for side in sides)
        source, agreed = agree(sources)
        if not agreed:
            settle = self.desk.settle
            chosen, _ = settle(ConflictKind.BOTH_CHANGED, item, field, sides, read=TEXT, meanwhile=sides[0] or sides[1])
            return dict(chosen or {})
        merged = dict(source)
        for tag in dict.fromkeys(tag for side in sides for tag in side):
            if tag not in merged:
                wordings = tuple(
                    None if tag in origin else side.get(tag) for origin, side in zip(sources, sides, strict=True)
                )
                wording = self._merge_wording(wordings, sources, source, item, f"{field}/{tag}", tag)
                if wording is not None:
                    merged[tag] = wording
        order = list(dict.fromkeys(tag for side in (sides[1], sides[2]) for tag in side))
        return {tag: merged[tag] for tag in sorted(merged, key=lambda tag: order.index(tag) if tag in order else -1)}

    def _merge_wording(
        self, wordings: Any, sources: Any, source: Mapping[str, Wording], item: str, field: str, tag: str
    ) -> Wording | None:
        base, ours, theirs = wordings
        wording, agreed = agree(wordings)
        kind = ConflictKind.BOTH_CHANGED
        if agreed:
            # Whoever translated did so from a text that the other side has since changed.
            late = (ours != base and sources[1] == sources[0] != sources[2]) or (
                theirs != base and sources[2] == sources[0] != sources[1]
            )
            stale = wording is not None and bool(stale_languages({**source, tag: wording}))
            if ours == theirs or not (late and stale):
                found: Wording | None = wording
                return found
            kind = ConflictKind.TRANSLATION_OF_CHANGED_SOURCE
        chosen: Wording | None
        chosen, _ = self.desk.settle(kind, item, field, wordings, read=_WORDING, meanwhile=base)
        return chosen

    def _merge_tags(self, held: Any, item: str, field: str) -> tuple[PrincipleTag, ...]:
        tags = [{} if side is ABSENT else {tag.principle: tag for tag in side} for side in held]
        merged: dict[str, PrincipleTag] = {}
        for principle in dict.fromkeys(key for side in tags for key in side):
            sides: Any = tuple(side.get(principle) for side in tags)
            tag, agreed = agree(sides)
            if not agreed:
                settle = self.desk.settle
                kind, place = ConflictKind.BOTH_CHANGED, f"{field}/{principle}"
                tag, _ = settle(kind, item, place, sides, read=_TAG, meanwhile=sides[0])
            if tag is not None:
                merged[principle] = tag
        order = merge_orders(list(tags[0]), list(tags[1]), list(tags[2]), merged).order
        return tuple(merged[principle] for principle in order)

    def _merge_mappings(self, held: Any, item: str, field: str) -> dict[str, Any]:
        sides = [{} if side is ABSENT else side for side in held]
        merged: dict[str, Any] = {}
        for key in dict.fromkeys(key for side in (sides[1], sides[2], sides[0]) for key in side):
            values: Any = tuple(side.get(key, ABSENT) for side in sides)
            value, agreed = agree(values)
            if not agreed:
                shown: Any = tuple(None if side is ABSENT else side for side in values)
                settle = self.desk.settle
                value, _ = settle(
                    ConflictKind.BOTH_CHANGED, item, f"{field}/{key}", shown, read=_ANY, meanwhile=shown[0]
                )
            if value is not ABSENT and not (value is None and ABSENT in values):
                merged[key] = value
        return merged

    def _check_dates(self, merged: Any, sides: Sides, item: str) -> Any:
        start, end = getattr(merged, "status_start", None), getattr(merged, "status_end", None)
        if not start or not end or start <= end:
            return merged
        shown: Any = tuple(
            None if side is None else {"status_start": side.status_start, "status_end": side.status_end}
            for side in sides
        )
        read: TypeAdapter[Any] = TypeAdapter(dict[str, str | None])
        meanwhile = {"status_start": start, "status_end": None}
        kind = ConflictKind.DATES_REVERSED
        dates, _ = self.desk.settle(kind, item, "status_start", shown, read=read, meanwhile=meanwhile)
        return replace(merged, **(dates or {"status_start": None, "status_end": None}))


def version_key(version: str) -> tuple[list[tuple[int, int, str]], str]:
    """Return what versions are sorted by: their numbers as numbers, their words as words."""
    steps = [(1, int(step), "") if step.isascii() and step.isdigit() else (0, 0, step) for step in version.split(".")]
    return steps, version


def _count_changed(base: Any, merged: Any) -> int:
    if base is None or base == merged:
        return 0
    return sum(_count_parts(getattr(base, field.name), getattr(merged, field.name)) for field in fields(base))


def _count_parts(before: Any, after: Any) -> int:
    """Return how many parts of a value differ: languages, keys, list entries; 1 for one that has no parts."""
    if before is ABSENT or before == after:
        return 0
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        if source_wordings_differ(before, after):
            return 1
        return sum(before.get(key, ABSENT) != after.get(key, ABSENT) for key in {*before, *after})
    if isinstance(before, tuple) and isinstance(after, tuple):
        return sum(entry not in before for entry in after) + sum(entry not in after for entry in before) or 1
    return 1


def _merge_lists(held: Any) -> tuple[str, ...]:
    base, ours, theirs = (() if side is ABSENT else side for side in held)
    kept = {key for key in (*ours, *theirs) if (key in ours and key in theirs) or key not in base}
    return merge_orders(base, ours, theirs, kept).order
