"""Framework documents in parts: what versions share is kept once, and a version is read in two questions."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Collection, Iterable
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models.functions import Substr
from pydantic import TypeAdapter

from capacita.framework.model import FRAMEWORK_FORMAT, Framework, LevelDescriptor
from capacita.web.documents.models import FrameworkManifest, StoredPart
from capacita.web.documents.packing import (
    choose_undescribed,
    has_item_identifier,
    list_digests,
    list_item_identifiers,
    pack_framework,
    place_of_item,
    places_of_texts,
    unpack_descriptors,
    unpack_framework,
    unpack_undescribed,
)

_MOST_ASKED = 10_000  # digests in one question; SQLite takes 32,766 values at the least, PostgreSQL 65,535
_MOST_WRITTEN = 200  # rows in one statement
_LONGEST_NAME = 200  # letters by which names of texts are told apart
_DESCRIPTORS: TypeAdapter[tuple[LevelDescriptor, ...]] = TypeAdapter(tuple[LevelDescriptor, ...])


def keep_parts(digest: str, value: dict[str, Any]) -> bool:
    """Keep a framework document in parts, all in one transaction; False where it cannot be parted.

    Parts that are there already are not written again.
    """
    packed = pack_framework(value, digest)
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
            digest=digest,
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


def load_parted_frameworks(digests: Collection[str]) -> dict[str, Framework]:
    """Return the frameworks kept in parts under these digests, in two questions."""
    return {found: FRAMEWORK_FORMAT.read_kept(value) for found, value in load_parted_values(digests).items()}


def load_parted_undescribed(digest: str) -> Framework | None:
    """Return a framework kept in parts without its associations and level descriptors, in two questions."""
    found = FrameworkManifest.objects.filter(digest=digest).first()
    if found is None:
        return None
    pieces = choose_undescribed(found.outline, list_digests(bytes(found.pieces)))
    bodies = dict(_rows(set(pieces), "digest", "body"))
    return FRAMEWORK_FORMAT.read_kept(unpack_undescribed(found.outline, pieces, bodies))


def load_parted_descriptors(digest: str, item: str) -> tuple[LevelDescriptor, ...] | None:
    """Return what an item of a framework kept in parts looks like at levels; None where it is not kept so."""
    found = FrameworkManifest.objects.filter(digest=digest).first()
    if found is None:
        return None
    place = place_of_item(found.outline, bytes(found.items), item)
    if place is None:
        return ()
    pieces = list_digests(bytes(found.pieces))
    body = StoredPart.objects.values_list("body", flat=True).get(digest=pieces[place])
    places = places_of_texts(found.outline)
    wanted = [pieces[place] for span in places.values() for place in span]
    first = StoredPart.objects.filter(digest__in=wanted).annotate(first=Substr("body", 3, _LONGEST_NAME))
    begins = {found: name.partition('"')[0] for found, name in first.values_list("digest", "first")}
    names = [f"/descriptors/{entry['id']}/text" for entry in json.loads(body)["descriptors"]]
    chosen = {
        language: sorted({bisect_right([begins[pieces[place]] for place in span], name) - 1 for name in names} - {-1})
        for language, span in places.items()
    }
    held = {language: [pieces[places[language][at]] for at in spots] for language, spots in chosen.items()}
    bodies = dict(_rows({piece for texts in held.values() for piece in texts}, "digest", "body"))
    texts = {language: [bodies[piece] for piece in found] for language, found in held.items()}
    return _DESCRIPTORS.validate_python(unpack_descriptors(body, texts))


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
