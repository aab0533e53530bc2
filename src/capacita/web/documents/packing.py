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


def list_digests(pieces: bytes) -> list[str]:
    """Return the digests that a manifest holds."""
    hexadecimal, step = pieces.hex(), 2 * _DIGEST_BYTES
    return [_PREFIX + hexadecimal[place : place + step] for place in range(0, len(hexadecimal), step)]


def list_item_identifiers(items: bytes) -> list[str]:
    """Return the identifiers of the items that a manifest holds."""
    return [str(UUID(bytes=items[place : place + 16])) for place in range(0, len(items), 16)]


def _take(pieces: Iterator[Any], count: int) -> Iterable[Any]:
    return [next(pieces) for _ in range(count)]
