"""Finding CASE objects among the published framework versions: the newest of each framework, as everybody may read it."""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache

import capacita
from capacita.web.actors import VISITOR
from capacita.web.case.packages import write_packages
from capacita.web.case.shelf import Shelf, Value, build_shelf
from capacita.web.documents.store import load_framework, load_frameworks
from capacita.web.framework.models import FrameworkVersion

SERVICE = "/ims/case/v1p1"
_KEPT_SECONDS = 30 * 24 * 3600
_MOST_HEADINGS = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The part of a framework version that its CASE packages are made from."""

    digest: str
    base_digest: str
    released_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What is told of a version without reading it again: its documents, and the names of all that is in it."""

    documents: tuple[Value, ...]
    names: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """The versions that an answer is made from."""

    versions: tuple[Version, ...]
    service: str

    @property
    def etag(self) -> str:
        """The strong validator of the answer: it changes with a document, the program or the address."""
        parts = [
            capacita.__version__,
            self.service,
            *(f"{v.digest}{v.base_digest}{v.released_at}" for v in self.versions),
        ]
        return '"' + hashlib.sha256("\n".join(parts).encode()).hexdigest() + '"'

    @property
    def changed_at(self) -> float:
        """When the newest of the versions was released, in seconds of the Unix epoch."""
        return max((version.released_at.timestamp() for version in self.versions), default=0.0)

    def documents(self) -> list[Value]:
        """Return the documents of all versions, in their default order."""
        return [document for heading in headings_of(self) for document in heading.documents]


def list_shelved(service: str) -> Shelved:
    """Return the newest published version of each framework: those written as they stand first, then adaptations.

    The asker is a visitor, whoever asks: the answers are open to every origin and kept by caches on the way.
    """
    rows = FrameworkVersion.objects.for_actor(VISITOR).filter(released_at__isnull=False)
    found = rows.select_related("base").order_by("-released_at", "code")
    newest: dict[Any, FrameworkVersion] = {}
    for row in found:
        newest.setdefault(row.framework_id, row)
    order = sorted(newest.values(), key=lambda row: (row.base_id is not None, row.code))
    versions = tuple(
        Version(digest=row.digest, base_digest=row.base.digest if row.base else "", released_at=row.released_at)
        for row in order
        if row.released_at is not None
    )
    return Shelved(versions=versions, service=service)


def find_object(service: str, kind: str, identifier: str) -> tuple[Shelved, Value] | None:
    """Return the object of a kind with an identifier, and the version that holds it; nothing where none does."""
    shelved = list_shelved(service)
    for version, heading in zip(shelved.versions, headings_of(shelved), strict=True):
        if f"{kind}/{identifier}" in heading.names:
            value = shelf_of(version, service).get(kind, identifier)
            if value is not None:
                return Shelved(versions=(version,), service=service), value
    return None


def headings_of(shelved: Shelved) -> list[Heading]:
    """Return the heading of each version; those not yet kept are made from documents read in one question."""
    keys = {version: _key_of(version, shelved.service) for version in shelved.versions}
    if len(_HEADINGS) > _MOST_HEADINGS:
        _HEADINGS.clear()  # an asker may reach the site under many names
    missing = [version for version, key in keys.items() if key not in _HEADINGS]
    kept = cache.get_many([keys[version] for version in missing]) if missing else {}
    _HEADINGS.update(kept)
    unread = [version for version in missing if keys[version] not in kept]
    if unread:
        frameworks = load_frameworks({digest for v in unread for digest in (v.digest, v.base_digest) if digest})
        for version in unread:
            base = frameworks[version.base_digest] if version.base_digest else None
            packages = write_packages(frameworks[version.digest], base, shelved.service, version.released_at)
            shelf = build_shelf(packages, shelved.service)
            heading = Heading(documents=tuple(shelf.documents()), names=frozenset(shelf.names()))
            cache.set(keys[version], heading, _KEPT_SECONDS)
            _HEADINGS[keys[version]] = heading
    return [_HEADINGS[key] for key in keys.values()]


@functools.lru_cache(maxsize=16)
def shelf_of(version: Version, service: str) -> Shelf:
    """Return the shelf of a version; what is kept never changes, so it is remembered."""
    base = load_framework(version.base_digest) if version.base_digest else None
    return build_shelf(write_packages(load_framework(version.digest), base, service, version.released_at), service)


# Made from what never changes, and small beside the frameworks: remembered for as long as the process runs.
_HEADINGS: dict[str, Heading] = {}


def _key_of(version: Version, service: str) -> str:
    return "case-heading-" + Shelved(versions=(version,), service=service).etag.strip('"')
