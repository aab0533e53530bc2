"""What is worked out of documents and kept on disk, for every process of the site: only what never changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache

import capacita
from capacita.vocabulary import canonical_json, digest_of_bytes

V = TypeVar("V")


def keep(name: str, about: tuple[object, ...], make: Callable[[], V]) -> V:
    """Return what is kept under a name about something, which is JSON: made, and kept, where it is not there.

    Each version of the program makes its own. What is kept may be thrown away at any time, and must never be None.
    """
    told = digest_of_bytes(canonical_json([capacita.__version__, *about])).removeprefix("sha256:")
    key = f"{name}-{told}"
    found: V | None = cache.get(key)
    if found is None:
        found = make()
        cache.set(key, found, None)
    return found
