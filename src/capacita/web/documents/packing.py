"""A framework document as it is kept: a manifest of the pieces of its parts, and the pieces, each by its digest."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from capacita.framework.parts import (
    LISTS,
    FrameworkPart,
    PartKind,
    SplitFramework,
    divide_part,
    join_framework,
    split_framework,
    unite_part,
)
from capacita.vocabulary import canonical_json, digest, digest_of_bytes

_DIGEST_BYTES = 32
_PREFIX = "sha256:"
_DESCRIPTORS = "descriptors"
_LEFT_OUT = (f"/{PartKind.ASSOCIATIONS.value}/", f"/{_DESCRIPTORS}/")  # how names of texts begin


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedFramework:
    """A framework in pieces.

    ``outline`` says as JSON how many pieces each part has and in which order descriptors stand; ``pieces`` are the
    digests of the pieces, 32 bytes each; ``items`` the identifiers of the items, 16 bytes each; ``bodies`` the
    canonical JSON of the pieces by digest.
    """

    outline: str
    pieces: bytes
    items: bytes
    bodies: Mapping[str, str]


def pack_framework(value: dict[str, Any], kept_under: str) -> PackedFramework | None:
    """Return the JSON value of a framework document, of this digest, in pieces; None where it would not come back.

    That is so of faulty documents alone, say with two items of one identifier.
    """
    split = split_framework(value)
    outline: dict[str, Any] = {kind.value: 0 for kind in (*LISTS, PartKind.ITEM)}
    languages: dict[str, int] = {}
    digests: list[str] = []
    bodies: dict[str, str] = {}
    for part in split.parts:
        pieces = [canonical_json(piece) for piece in divide_part(part)]
        for body in pieces:
            digests.append(digest_of_bytes(body))
            bodies[digests[-1]] = body.decode("utf-8")
        if part.kind is PartKind.TEXTS:
            languages[part.name] = len(pieces)
        elif part.kind is not PartKind.HEADER:
            outline[part.kind.value] += len(pieces)
    outline[PartKind.TEXTS.value] = languages
    if split.descriptor_order:
        outline["descriptor_order"] = split.descriptor_order
    packed = PackedFramework(
        outline=canonical_json(outline).decode("utf-8"),
        pieces=b"".join(bytes.fromhex(found.removeprefix(_PREFIX)) for found in digests),
        items=b"".join(UUID(part.name).bytes for part in split.parts if part.kind is PartKind.ITEM),
        bodies=bodies,
    )
    return packed if digest(unpack_framework(packed.outline, digests, bodies)) == kept_under else None


def unpack_framework(outline: str, digests: Sequence[str], bodies: Mapping[str, str]) -> dict[str, Any]:
    """Return the JSON value of a framework from its outline, the digests of its pieces, and what these hold."""
    told = json.loads(outline)
    pieces = iter([json.loads(bodies[found]) for found in digests])
    parts = [unite_part(PartKind.HEADER, "", _take(pieces, 1))]
    parts.extend(unite_part(kind, "", _take(pieces, told[kind.value])) for kind in LISTS)
    parts.extend(
        FrameworkPart(kind=PartKind.ITEM, name=piece["item"]["id"], value=piece)
        for piece in _take(pieces, told[PartKind.ITEM.value])
    )
    parts.extend(
        unite_part(PartKind.TEXTS, language, _take(pieces, count))
        for language, count in told[PartKind.TEXTS.value].items()
    )
    return join_framework(SplitFramework(parts=tuple(parts), descriptor_order=tuple(told.get("descriptor_order", ()))))


def choose_undescribed(outline: str, digests: Sequence[str]) -> list[str]:
    """Return the digests of the pieces that ``unpack_undescribed`` reads: all but those of associations."""
    told = json.loads(outline)
    begun = 1 + sum(told[kind.value] for kind in LISTS[: LISTS.index(PartKind.ASSOCIATIONS)])
    return [*digests[:begun], *digests[begun + told[PartKind.ASSOCIATIONS.value] :]]


def unpack_undescribed(outline: str, digests: Sequence[str], bodies: Mapping[str, str]) -> dict[str, Any]:
    """Return the JSON value of a framework without its associations and without what its items look like at levels.

    ``digests`` are those that ``choose_undescribed`` gives.
    """
    told = json.loads(outline)
    raw = iter([bodies[found] for found in digests])
    header = {key: entry for key, entry in json.loads(next(raw)).items() if key != _DESCRIPTORS}
    parts = [FrameworkPart(kind=PartKind.HEADER, value=header)]
    for kind in LISTS:
        if kind is not PartKind.ASSOCIATIONS:
            parts.append(unite_part(kind, "", map(json.loads, _take(raw, told[kind.value]))))
    for body in _take(raw, told[PartKind.ITEM.value]):
        item = json.loads(body)["item"]
        parts.append(FrameworkPart(kind=PartKind.ITEM, name=item["id"], value={"item": item, _DESCRIPTORS: []}))
    for language, count in told[PartKind.TEXTS.value].items():
        texts = {
            name: text
            for body in _leave_out(list(_take(raw, count)))
            for name, text in json.loads(body).items()
            if not name.startswith(_LEFT_OUT)
        }
        parts.append(FrameworkPart(kind=PartKind.TEXTS, name=language, value=texts))
    return join_framework(SplitFramework(parts=tuple(parts)))


def unpack_descriptors(piece: str, texts: Mapping[str, Sequence[str]]) -> list[dict[str, Any]]:
    """Return the JSON values of the descriptors in the piece of an item, translated by pieces of texts by language."""
    value = json.loads(piece)
    names = {f"/{_DESCRIPTORS}/{entry['id']}/text" for entry in value[_DESCRIPTORS]}
    parts = [
        FrameworkPart(
            kind=PartKind.TEXTS,
            name=language,
            value={name: text for body in bodies for name, text in json.loads(body).items() if name in names},
        )
        for language, bodies in texts.items()
    ]
    item = FrameworkPart(kind=PartKind.ITEM, name=value["item"]["id"], value=value)
    joined: list[dict[str, Any]] = join_framework(SplitFramework(parts=(item, *parts))).get(_DESCRIPTORS, [])
    return joined


def place_of_item(outline: str, items: bytes, item: str) -> int | None:
    """Return the place, among the digests of a manifest, of the piece of an item; None where it is not there."""
    told, there = json.loads(outline), list_item_identifiers(items)
    return 1 + sum(told[kind.value] for kind in LISTS) + there.index(item) if item in there else None


def places_of_texts(outline: str) -> dict[str, range]:
    """Return by language the places, among the digests of a manifest, of the pieces of its texts."""
    told = json.loads(outline)
    begun = 1 + sum(told[kind.value] for kind in (*LISTS, PartKind.ITEM))
    places = {}
    for language, count in told[PartKind.TEXTS.value].items():
        places[language] = range(begun, begun + count)
        begun += count
    return places


def _leave_out(bodies: Sequence[str]) -> list[str]:
    """Return the pieces of texts that may hold more than is left out: names are in order, from piece to piece."""
    begins = [next((kind for kind in _LEFT_OUT if body.startswith(kind, 2)), "") for body in bodies]
    return [
        body for body, kind, then in zip(bodies, begins, [*begins[1:], ""], strict=True) if not kind or kind != then
    ]


def list_digests(pieces: bytes) -> list[str]:
    """Return the digests that a manifest holds."""
    hexadecimal, step = pieces.hex(), 2 * _DIGEST_BYTES
    return [_PREFIX + hexadecimal[place : place + step] for place in range(0, len(hexadecimal), step)]


def list_item_identifiers(items: bytes) -> list[str]:
    """Return the identifiers of the items that a manifest holds."""
    return [str(UUID(bytes=items[place : place + 16])) for place in range(0, len(items), 16)]


def has_item_identifier(items: bytes, item: str) -> bool:
    """Tell whether a manifest holds the identifier of an item."""
    wanted = UUID(item).bytes
    place = items.find(wanted)
    while place > 0 and place % 16:  # across two identifiers
        place = items.find(wanted, place + 1)
    return place >= 0


def _take(pieces: Iterator[Any], count: int) -> Iterable[Any]:
    return [next(pieces) for _ in range(count)]
