"""What has to be assumed of a CASE package so that it can be a framework: kinds, codes, the order of siblings.

Each assumption is told as a repair and remembered with the entry: as long as nobody changes it, it is not written out.
"""

import re
from collections.abc import Iterable
from typing import Any, Final, Protocol

from capacita.framework.exchange.case_parts import KINDS_BY_WORD, Value
from capacita.framework.model import ItemKind
from capacita.vocabulary.identifiers import CODE_PATTERN

_TITLED: Final = (ItemKind.DOMAIN.value, ItemKind.COMPETENCY.value, ItemKind.ATTITUDE.value, ItemKind.OTHER.value)
_BY_DEPTH: Final = (ItemKind.DOMAIN.value, ItemKind.COMPETENCY.value)


class Reader(Protocol):
    """What the assumptions need of the reader of a package."""

    id: str
    parents: dict[str, tuple[int, Value]]

    def assume(self, path: Iterable[str | int], rule: str, before: Any, after: Any) -> None:
        """Tell of an assumption."""

    def assume_of(self, entry: Value, name: str, value: Any) -> None:
        """Note that a part of an entry is an assumption, which goes unsaid as long as it stays as it is."""

    def keep(self, entry: Value, **parts: Any) -> None:
        """Add to what is kept of the CASE object that an entry comes from."""


def code_from_title(title: str, identifier: str) -> str:
    """Return a code for a framework that has none: words of its title, or the start of its identifier."""
    code = re.sub(r"[^A-Za-z0-9]+", "-", title).strip("-").lower()[:64].strip("-")
    return code if re.fullmatch(CODE_PATTERN, code) else f"case-{identifier[:8]}"


def assume_kinds(reader: Reader, items: list[Value]) -> None:
    """Give each item a kind: that of its type's word where we know it, else one by its depth.

    What has no short label is a statement, unless its type says otherwise: domains and competencies have titles.
    """
    by_id = {item["id"]: item for item in items}
    parents = {item.get("parent") for item in items}
    nested = any(parent is not None for parent in parents)
    for place, item in enumerate(items):
        if item.get("kind") and isinstance(item["kind"], str):
            continue  # what is no kind is found when the framework is read
        word = item.get("item_type", "")
        kind = KINDS_BY_WORD.get(word.strip().lower())
        if kind is None:
            kind = _kind_at(_depth(item, by_id), nested) if item.get("title") else ItemKind.STATEMENT.value
            reader.assume(("CFItems", place, "CFItemType"), "kind-assumed", word or None, kind)
            reader.assume_of(item, "kind", kind)
        item["kind"] = kind
        if kind in _TITLED and not item.get("title") and item.get("statement"):
            item["title"] = item.pop("statement")  # CASE asks for a statement, we ask these for a title


def _depth(item: Value, by_id: dict[str, Value]) -> int:
    depth, above = 0, item.get("parent")
    while above in by_id and depth < len(_BY_DEPTH):
        depth, above = depth + 1, by_id[above].get("parent")
    return depth


def _kind_at(depth: int, nested: bool) -> str:
    kinds = _BY_DEPTH if nested else _BY_DEPTH[1:]
    return kinds[depth] if depth < len(kinds) else ItemKind.STATEMENT.value


def assume_codes(reader: Reader, items: list[Value]) -> None:
    """Give each item without a code, or with one that another of its kind has, a code of its own."""
    taken = {(item["kind"], item["code"]) for item in items if item.get("code", "").strip()}
    used: set[tuple[str, str]] = set()
    numbers: dict[tuple[str, str], int] = {}  # the last that was tried, so that many of one code take no longer
    for place, item in enumerate(items):
        given = item.get("code", "")
        if given.strip() and (item["kind"], given) not in used:
            used.add((item["kind"], given))
            continue
        stem = given.strip()
        number = numbers.get((item["kind"], stem), 0) if stem else place
        while True:
            number += 1
            code = f"{stem}~{number + 1}" if stem else str(number)
            if (item["kind"], code) not in taken and (item["kind"], code) not in used:
                break
        numbers[item["kind"], stem] = number
        used.add((item["kind"], code))
        item["code"] = code
        reader.assume(("CFItems", place, "humanCodingScheme"), "code-assumed", given or None, code)
        reader.assume_of(item, "code", code)
        if given:
            reader.keep(item, humanCodingScheme=given)


def assume_positions(reader: Reader, items: list[Value]) -> None:
    """Give each item its place among its siblings: its sequence number, else its order by code."""
    siblings: dict[str | None, list[tuple[int, Value]]] = {}
    for place, item in enumerate(items):
        siblings.setdefault(item.get("parent"), []).append((place, item))
    for group in siblings.values():
        waiting = []
        highest = 0
        for place, item in group:
            link = reader.parents.get(item["id"], (0, {}))[1]
            number = link.get("sequenceNumber")
            if number is None:
                waiting.append((place, item))
            else:
                item["position"] = number
                highest = max(highest, number)
        if all(item.get("code") for _, item in waiting):
            waiting.sort(key=lambda entry: _natural(entry[1]["code"]))
        for position, (place, item) in enumerate(waiting, start=highest + 1):
            told = link_position(reader.parents.get(item["id"]))
            item["position"] = position if told is None else told
            if told is None:
                reader.assume(("CFItems", place), "position-assumed", None, position)
            reader.assume_of(item, "position", item["position"])


def link_position(link: tuple[int, Value] | None) -> int | None:
    """Return the position that an earlier reading assumed and our writer noted, where there is one."""
    own = link[1].get("extensions", {}).get("capacita", {}) if link else {}
    position = own.get("position") if isinstance(own, dict) else None
    return position if isinstance(position, int) else None


def _natural(code: str) -> list[tuple[bool, int, str]]:
    """Return what orders codes as people do: numbers as numbers."""
    return [
        (not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in re.split(r"(\d+)", code) if part
    ]
