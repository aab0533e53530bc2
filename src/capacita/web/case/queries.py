"""Finding CASE objects among the published framework versions, as everybody may read them.

Lists are of the newest version of each framework. An object that only an earlier version has is still answered, from
the last that has it: programs and credentials keep its address.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.cache import cache
from django.db.models import QuerySet

import capacita
from capacita.framework import Framework
from capacita.framework.exchange.case_editions import whole_languages
from capacita.framework.exchange.case_parts import own_part
from capacita.framework.exchange.case_writing import write_package
from capacita.framework.exchange.licences import check_licence
from capacita.vocabulary import Refusal
from capacita.web.actors import VISITOR
from capacita.web.case.shelf import Shelf, Value, build_shelf
from capacita.web.documents.framework_parts import list_holders
from capacita.web.documents.store import load_framework, load_frameworks
from capacita.web.framework.models import FrameworkVersion, LostName
from capacita.web.framework.queries import list_newest

SERVICE = "/ims/case/v1p1"
_KEPT_SECONDS = 30 * 24 * 3600
_MOST_HEADINGS = 4096
_FIRST_LOOKED_INTO = 2  # versions that hold an item; the first is nearly always the one
_LARGEST_KEPT = 20_000  # objects of packages
_MANY = ("CFItems", "CFAssociations")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The part of a framework version that its CASE packages are made from."""

    framework_id: str
    digest: str
    base_digests: tuple[str, ...]  # of what it adapts, the nearest first
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
            *(f"{v.digest}{''.join(v.base_digests)}{v.released_at}" for v in self.versions),
        ]
        return '"' + hashlib.sha256("\n".join(parts).encode()).hexdigest() + '"'

    @property
    def changed_at(self) -> float:
        """When the newest of the versions was released, in seconds of the Unix epoch."""
        return max((version.released_at.timestamp() for version in self.versions), default=0.0)

    def documents(self) -> list[Value]:
        """Return the documents of all versions that may be passed on, in their default order."""
        told = [heading.documents for heading in headings_of(self)]
        return [document for documents in told if may_pass_on(documents[0]) for document in documents]


def list_shelved(service: str) -> Shelved:
    """Return the newest published version of each framework: those written as they stand first, then what adapts them.

    The asker is a visitor, whoever asks: the answers are open to every origin and kept by caches on the way.
    """
    return _shelve(list_newest(VISITOR, by="framework_id", released=True), service)


def _shelve(versions: QuerySet[FrameworkVersion], service: str) -> Shelved:
    rows = list(versions.values_list("framework_id", "code", "digest", "released_at", "base__digest", "base_id"))
    below = _list_bases({base for *_rest, base in rows if base is not None})
    made = [
        (
            code,
            Version(
                framework_id=str(framework_id),
                digest=digest,
                base_digests=(base_digest, *_digests_below(base, below)) if base_digest else (),
                released_at=released_at,
            ),
        )
        for framework_id, code, digest, released_at, base_digest, base in rows
        if released_at is not None
    ]
    made.sort(key=lambda entry: (len(entry[1].base_digests), entry[0]))
    return Shelved(versions=tuple(version for _, version in made), service=service)


def _list_bases(wanted: set[UUID]) -> dict[UUID, tuple[str, UUID]]:
    """Return what each of these versions adapts, its digest first, and what that adapts, as far as it is published."""
    published = _published().filter(base__isnull=False)
    found: dict[UUID, tuple[str, UUID]] = {}
    while wanted:
        rows = published.filter(pk__in=wanted).values_list("pk", "base__digest", "base_id")
        found.update({key: (digest, base) for key, digest, base in rows})
        wanted = {base for key, (_digest, base) in found.items() if key in wanted} - found.keys()
    return found


def _digests_below(version: UUID, below: Mapping[UUID, tuple[str, UUID]]) -> Iterator[str]:
    """Yield the digest of each framework that a version adapts, the nearest first, as far as it is published."""
    while version in below:
        digest, version = below[version]
        yield digest


def find_object(service: str, kind: str, identifier: str, version: str = "") -> tuple[Shelved, Value] | None:
    """Return the object of a kind with an identifier, and the version that holds it; nothing where none does.

    It is that of the newest version which has it, or of the one that is named. Raises Refusal where the licence does
    not let it be passed on.
    """
    found = _find_newest(service, kind, identifier)
    if found is not None and version:
        wanted = _published().filter(framework_id=found[0].versions[0].framework_id, version=version)
        found = _look_into(_shelve(wanted, service), kind, identifier)
    if found is not None:
        check_licence_of(shelf_of(found[0].versions[0], service).packages[0]["CFDocument"])
    return found


def check_licence_of(document: Value) -> None:
    """Raise Refusal where the licence of a framework does not let its document, and what is in it, be passed on."""
    own = own_part(document)
    licence = document.get("licenseURI", {}).get("title", "")
    check_licence(
        str(own.get("code", document["identifier"])), licence, "case", is_adaptation=own.get("derived_from") is not None
    )


def may_pass_on(document: Value) -> bool:
    """Tell whether the licence of a framework lets its document be passed on."""
    try:
        check_licence_of(document)
    except Refusal:
        return False
    return True


def _published() -> QuerySet[FrameworkVersion]:
    return FrameworkVersion.objects.for_actor(VISITOR).filter(released_at__isnull=False)


def _look_into(shelved: Shelved, kind: str, identifier: str) -> tuple[Shelved, Value] | None:
    for version in shelved.versions:
        value = shelf_of(version, shelved.service).get(kind, identifier)
        if value is not None:
            return Shelved(versions=(version,), service=shelved.service), value
    return None


def _find_lost(service: str, kind: str, identifier: str) -> tuple[Shelved, Value] | None:
    """Return an object that only earlier versions of a framework have, as the last of these has it."""
    name = f"{'CFItems' if kind == 'CFItemAssociations' else kind}/{identifier}"
    having = LostName.objects.filter(name=name).values("version_id")
    for key in _published().filter(pk__in=having).order_by("-released_at").values_list("pk", flat=True):
        found = _look_into(_shelve(_published().filter(pk=key), service), kind, identifier)
        if found is not None:
            return found
    return None


def _find_newest(service: str, kind: str, identifier: str) -> tuple[Shelved, Value] | None:
    shelved = list_shelved(service)
    for version in _list_likely(shelved, kind, identifier):
        value = shelf_of(version, service).get(kind, identifier)
        if value is not None:
            return Shelved(versions=(version,), service=service), value
    for version, heading in zip(shelved.versions, headings_of(shelved), strict=True):
        if f"{kind}/{identifier}" in heading.names:
            value = shelf_of(version, service).get(kind, identifier)
            if value is not None:
                return Shelved(versions=(version,), service=service), value
    return _find_lost(service, kind, identifier)


def _list_likely(shelved: Shelved, kind: str, identifier: str) -> list[Version]:
    """Return the versions to look into first: the framework of that identifier, or those that hold such an item."""
    if kind in ("CFDocuments", "CFPackages"):
        return [version for version in shelved.versions if version.framework_id == identifier]
    if kind in ("CFItems", "CFItemAssociations"):
        holding = list_holders([version.digest for version in shelved.versions], identifier)
        return [version for version in shelved.versions if version.digest in holding][:_FIRST_LOOKED_INTO]
    return []


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
        frameworks = load_frameworks({digest for v in unread for digest in (v.digest, *v.base_digests)})
        for version in unread:
            packages = _write_packages(version, shelved.service, frameworks.__getitem__)
            shelf = build_shelf(packages, shelved.service)
            heading = Heading(documents=tuple(shelf.documents()), names=frozenset(shelf.names()))
            cache.set(keys[version], heading, _KEPT_SECONDS)
            _HEADINGS[keys[version]] = heading
    return [_HEADINGS[key] for key in keys.values()]


@functools.lru_cache(maxsize=16)
def shelf_of(version: Version, service: str) -> Shelf:
    """Return the shelf of a version; what is kept never changes, so it is remembered, and its packages are kept."""
    key = _key_of(version, service, "packages")
    packages = cache.get(key)
    if packages is None:
        packages = _write_packages(version, service, load_framework)
        if sum(len(package.get(kind, ())) for package in packages for kind in _MANY) <= _LARGEST_KEPT:
            cache.set(key, packages, _KEPT_SECONDS)
    return build_shelf(packages, service)


def _write_packages(version: Version, service: str, load: Callable[[str], Framework]) -> list[Value]:
    """Return the packages of a version, the one in its own language first."""
    framework, bases = load(version.digest), [load(digest) for digest in version.base_digests]
    return [
        write_package(framework, moment=version.released_at, base_uri=service, bases=bases, language=language)[0]
        for language in whole_languages(framework)
    ]


# Made from what never changes, and small beside the frameworks: remembered for as long as the process runs.
_HEADINGS: dict[str, Heading] = {}


def _key_of(version: Version, service: str, kept: str = "heading") -> str:
    return f"case-{kept}-" + Shelved(versions=(version,), service=service).etag.strip('"')
