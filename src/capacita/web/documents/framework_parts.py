"""Framework documents in parts: what versions share is kept once, and a version is read in two questions."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import islice
from typing import Any

from django.db import transaction
from pydantic import TypeAdapter

from capacita.framework.model import LevelDescriptor
from capacita.framework.written import WrittenFramework
from capacita.web.documents.models import FrameworkManifest, StoredPart
from capacita.web.documents.packing import (
    has_item_identifier,
    list_digests,
    list_item_identifiers,
    pack_written,
    unpack_framework,
)

_MOST_ASKED = 10_000  # digests in one question; SQLite takes 32,766 values at the least, PostgreSQL 65,535
_MOST_WRITTEN = 200  # rows in one statement
_LONGEST_NAME = 200  # letters by which names of texts are told apart
_DESCRIPTORS: TypeAdapter[tuple[LevelDescriptor, ...]] = TypeAdapter(tuple[LevelDescriptor, ...])


def keep_parts(written: WrittenFramework) -> bool:
    """Keep a framework document in parts, all in one transaction; False where it cannot be parted.

    Parts that are there already are not written again.
    """
    packed = pack_written(written)
    if packed is None:
        return False
    with transaction.atomic():
        there = {found for found, _body in _rows(packed.bodies, "digest", "digest")}
        StoredPart.objects.bulk_create(
            [StoredPart(digest=found, body=body) for found, body in packed.bodies.items() if found not in there],
            batch_size=_MOST_WRITTEN,
            ignore_conflicts=True,
        )
        FrameworkManifest.objects.get_or_create(
            digest=written.digest,
            defaults={"outline": packed.outline, "pieces": packed.pieces, "items": packed.items},
        )
    return True


def is_kept_in_parts(digest: str) -> bool:
    """Tell whether there is a framework document in parts under a digest."""
    return FrameworkManifest.objects.filter(digest=digest).exists()


def load_parted_values(digests: Collection[str]) -> dict[str, dict[str, Any]]:
    """Return the JSON values of the framework documents kept in parts under these digests, in two questions."""
    manifests = {
        found.digest: (found.outline, list_digests(bytes(found.pieces)))
        for found in FrameworkManifest.objects.filter(digest__in=digests)
    }
    bodies = dict(_rows({piece for _outline, pieces in manifests.values() for piece in pieces}, "digest", "body"))
    return {found: unpack_framework(outline, pieces, bodies) for found, (outline, pieces) in manifests.items()}


def list_items_of(digests: Collection[str]) -> dict[str, frozenset[str]]:
    """Return the identifiers of the items of the framework documents kept in parts, without reading them."""
    rows = FrameworkManifest.objects.filter(digest__in=digests).values_list("digest", "items")
    return {found: frozenset(list_item_identifiers(bytes(items))) for found, items in rows}


def list_holders(digests: Collection[str], item: str) -> frozenset[str]:
    """Return those of the framework documents kept in parts that have an item of this identifier."""
    rows = FrameworkManifest.objects.filter(digest__in=digests).values_list("digest", "items")
    return frozenset(digest for digest, items in rows if has_item_identifier(bytes(items), item))


def _rows(digests: Iterable[str], *names: str) -> Iterable[tuple[str, str]]:
    waiting = iter(digests)
    while asked := tuple(islice(waiting, _MOST_ASKED)):
        yield from StoredPart.objects.filter(digest__in=asked).values_list(*names)
