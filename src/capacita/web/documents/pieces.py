"""The pieces of frameworks: which of them a framework is made of, and what they hold. Pieces are shared by versions."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from capacita.framework.parts import LISTS, PartKind
from capacita.web.documents.models import FrameworkManifest, StoredPart
from capacita.web.documents.packing import list_digests, list_item_identifiers
from capacita.web.documents.remembered import Remembered

_MOST_ASKED: Final = 10_000  # digests in one question; SQLite takes 32,766 values at the least, PostgreSQL 65,535
_MANIFESTS: Final[Remembered[str, Manifest]] = Remembered(64)
BODIES: Final[Remembered[str, str]] = Remembered(8_192)  # some 3 kB each


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The pieces of a framework document by what they are."""

    header: str
    lists: Mapping[str, tuple[str, ...]]
    items: Mapping[str, str]  # identifier -> piece
    texts: Mapping[str, tuple[str, ...]]  # language -> pieces, their names in order
    descriptor_order: tuple[int, ...]


def find_manifests(digests: Collection[str]) -> dict[str, Manifest]:
    """Return the manifests of those of the frameworks of these digests that are kept in parts."""
    found = {digest: manifest for digest in digests if (manifest := _MANIFESTS.get(digest)) is not None}
    missing = [digest for digest in digests if digest not in found]
    if missing:
        for row in FrameworkManifest.objects.filter(digest__in=missing):
            found[row.digest] = _MANIFESTS.put(row.digest, _lay_out(row))
    return found


def _lay_out(row: FrameworkManifest) -> Manifest:
    told = json.loads(row.outline)
    pieces = iter(list_digests(bytes(row.pieces)))

    def take(count: int) -> tuple[str, ...]:
        return tuple(islice(pieces, count))

    (header,) = take(1)
    lists = {kind.value: take(told[kind.value]) for kind in LISTS}
    items = dict(zip(list_item_identifiers(bytes(row.items)), take(told[PartKind.ITEM.value]), strict=True))
    texts = {language: take(count) for language, count in told[PartKind.TEXTS.value].items()}
    order = tuple(told.get("descriptor_order", ()))
    return Manifest(header=header, lists=lists, items=items, texts=texts, descriptor_order=order)


def list_pieces(manifest: Manifest, without: Collection[str] = ()) -> Iterator[str]:
    """Yield the pieces of a framework, but for some of its lists; all translations are among them."""
    yield manifest.header
    for kind, pieces in manifest.lists.items():
        if kind not in without:
            yield from pieces
    yield from manifest.items.values()
    for pieces in manifest.texts.values():
        yield from pieces


def fetch_pieces(pieces: Iterable[str]) -> None:
    """Have the bodies of these pieces at hand: those that are not are read in one question."""
    missing = iter({piece for piece in pieces if BODIES.get(piece) is None})
    while asked := tuple(islice(missing, _MOST_ASKED)):
        for digest, body in StoredPart.objects.filter(digest__in=asked).values_list("digest", "body"):
            BODIES.put(digest, body)


def body_of(piece: str) -> str:
    """Return the canonical JSON that a piece holds."""
    body = BODIES.get(piece)
    if body is None:  # gone again: others asked for more than is remembered
        body = BODIES.put(piece, StoredPart.objects.values_list("body", flat=True).get(digest=piece))
    return body
