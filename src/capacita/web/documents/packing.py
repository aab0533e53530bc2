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
    join_framework,
    unite_part,
)
from capacita.framework.written import WrittenFramework, write_document
from capacita.vocabulary import canonical_json

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


def pack_written(written: WrittenFramework) -> PackedFramework | None:
    """Return a written framework in pieces; None where it would not come back.

    That is so of faulty documents alone, say with two items of one identifier.
    """
    if not written.comes_back:
        return None
    outline: dict[str, Any] = {kind.value: 0 for kind in (*LISTS, PartKind.ITEM)}
    languages: dict[str, int] = {}
    for part in written.parts:
        if part.kind is PartKind.TEXTS:
            languages[part.name] = len(part.pieces)
        elif part.kind is not PartKind.HEADER:
            outline[part.kind.value] += len(part.pieces)
    outline[PartKind.TEXTS.value] = languages
    if written.descriptor_order:
        outline["descriptor_order"] = written.descriptor_order
    digests = "".join(found.removeprefix(_PREFIX) for part in written.parts for found in part.digests)
    return PackedFramework(
        outline=canonical_json(outline).decode("utf-8"),
        pieces=bytes.fromhex(digests),
        items=b"".join(UUID(part.name).bytes for part in written.parts if part.kind is PartKind.ITEM),
        bodies={found: piece for part in written.parts for found, piece in zip(part.digests, part.pieces, strict=True)},
    )


def pack_framework(value: dict[str, Any], kept_under: str) -> PackedFramework | None:
    """Return the JSON value of a framework document, of this digest, in pieces; None where it would not come back."""
    written = write_document(value)
    return pack_written(written) if written.digest == kept_under else None


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


def has_item_identifier(items: bytes, item: str) -> bool:
    """Tell whether a manifest holds the identifier of an item."""
    wanted = UUID(item).bytes
    place = items.find(wanted)
    while place > 0 and place % 16:  # across two identifiers
        place = items.find(wanted, place + 1)
    return place >= 0


def _take(pieces: Iterator[Any], count: int) -> Iterable[Any]:
    return [next(pieces) for _ in range(count)]
