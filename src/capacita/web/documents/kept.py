"""What is worked out of documents and kept on disk, for every process of the site: only what never changes."""

from __future__ import annotations

import copyreg
import functools
import hashlib
from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

from django.core.cache import caches

import capacita
from capacita.framework.model import Association, Item, LevelDescriptor, Requirement
from capacita.vocabulary import Wording, canonical_json, digest_of_bytes

V = TypeVar("V")
_SETTERS: dict[type, tuple[Callable[[Any, Any], None], ...]] = {}


def keep(name: str, about: tuple[object, ...], make: Callable[[], V], *, within: str = "default") -> V:
    """Return what is kept under a name about something, which is JSON: made, and kept, where it is not there.

    Each state of the program makes its own. What is kept may be thrown away at any time, and must never be None;
    ``within`` is one of the caches of the settings.
    """
    told = digest_of_bytes(canonical_json([program_digest(), *about])).removeprefix("sha256:")
    key = f"{name}-{told}"
    found: V | None = caches[within].get(key)
    if found is None:
        found = make()
        caches[within].set(key, found, None)
    return found


@functools.cache
def program_digest() -> str:
    """Return the digest of the program's code: objects of a kind that has other fields now must not be read."""
    root = Path(capacita.__file__).parent
    found = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        found.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def _read_soon(kind: type) -> None:
    """Have objects of a frozen dataclass read in half the time that it takes to look at its fields for each."""
    names = [field.name for field in fields(kind)]
    _SETTERS[kind] = tuple(getattr(kind, name).__set__ for name in names)
    get = attrgetter(*names)
    copyreg.pickle(kind, lambda made: (_make, (kind, *get(made))))


def _make(kind: type[V], *values: object) -> V:
    made = object.__new__(kind)
    for put, value in zip(_SETTERS[kind], values, strict=True):
        put(made, value)
    return made


for _kind in (Wording, Item, LevelDescriptor, Association, Requirement):  # those of which a framework has many
    _read_soon(_kind)
