"""Frameworks packed to be kept, so that an item that versions share is one object in memory when they are read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from capacita.framework.model import FRAMEWORK_FORMAT, Framework, Item
from capacita.vocabulary import canonical_json, digest_of_bytes
from capacita.web.documents.remembered import Remembered

_ITEMS: Final[Remembered[str, Item]] = Remembered(16_384)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedFramework:
    """A framework with the digest of what each of its items says, in their order."""

    framework: Framework
    digests: tuple[str, ...]


def pack_framework(framework: Framework) -> PackedFramework:
    """Return a framework packed."""
    values = FRAMEWORK_FORMAT.dump(framework).get("items", ())
    return PackedFramework(
        framework=framework, digests=tuple(digest_of_bytes(canonical_json(value)) for value in values)
    )


def unpack_framework(packed: PackedFramework) -> Framework:
    """Return the framework that was packed; an item that another one has as well is the same object."""
    items = (
        _ITEMS.get(digest) or _ITEMS.put(digest, item)
        for digest, item in zip(packed.digests, packed.framework.items, strict=True)
    )
    return replace(packed.framework, items=tuple(items))
