"""Finding CASE objects among the published framework versions, as everybody may read them.

Lists are of the newest version of each framework. An object that only an earlier version has is still answered, from
the last that has it: programs and credentials keep its address.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from pydantic_core import from_json

from capacita.web.actors import VISITOR
from capacita.web.documents.framework_parts import list_holders
from capacita.web.documents.remembered import Remembered
from capacita.web.framework.case_headings import (
    Version,
    check_licence_of,
    count_documents,
    list_document_lines,
    list_having,
    lost_name_of,
    package_parts,
)
from capacita.web.framework.case_shelf import Shelf, Value, build_shelf
from capacita.web.framework.models import FrameworkVersion, LostName
from capacita.web.framework.queries import list_newest

SERVICE = "/ims/case/v1p1"
# The property of a package in which objects of a kind stand, where it is not CFDefinitions.
_PARTS = {
    **{kind: kind for kind in ("CFItems", "CFAssociations", "CFRubrics")},
    "CFDocuments": "CFDocument",
    "CFPackages": "",
}
_FIRST_LOOKED_INTO = 2  # versions that hold an item; the first is nearly always the one


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """The versions that an answer is made from."""

    versions: tuple[Version, ...]
    service: str

    @property
    def etag(self) -> str:
        """The strong validator of the answer: it changes with a document, the program or the address."""
        parts = [self.service, *(version.key for version in self.versions)]
        return '"' + hashlib.sha256("\n".join(parts).encode()).hexdigest() + '"'

    @property
    def changed_at(self) -> float:
        """When the newest of the versions was released, in seconds of the Unix epoch."""
        return max((version.released_at.timestamp() for version in self.versions), default=0.0)

    def documents(self) -> list[Value]:
        """Return the documents of all versions that may be passed on, in their default order."""
        counts = count_documents(self.versions)
        told = [version for version in self.versions if counts[version]]
        unread = [version for version in told if _DOCUMENTS.get((version.key, self.service)) is None]
        lines = list_document_lines(unread, self.service)
        for version in unread:
            _DOCUMENTS.put((version.key, self.service), tuple(map(json.loads, lines[version.key])))
        return [document for version in told for document in _DOCUMENTS.get((version.key, self.service)) or ()]

    def document_lines(self, begun: int, count: int) -> tuple[list[str], int]:
        """Return the JSON of so many of these documents from a place on, and how many there are in all."""
        counts = count_documents(self.versions)
        places: list[tuple[Version, int]] = [
            (version, place) for version in self.versions for place in range(counts[version])
        ]
        shown = places[begun : begun + count]
        lines = list_document_lines({version for version, _place in shown}, self.service)
        return [lines[version.key][place] for version, place in shown], len(places)


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
        check_licence_of(_own_document(found[0].versions[0], service))
    return found


def find_package(service: str, identifier: str) -> tuple[Shelved, str] | None:
    """Return the package of the newest version of a framework in its own language, in JSON, and that version.

    Nothing where the identifier is that of something else. Raises Refusal where the licence does not let it be passed on.
    """
    for version in list_shelved(service).versions:
        if version.framework_id == identifier:
            shelved = Shelved(versions=(version,), service=service)
            count_documents(shelved.versions)  # kept from now on
            document = json.loads(list_document_lines(shelved.versions, service)[version.key][0])
            if document["identifier"] == identifier:
                check_licence_of(document)
                parts, _count = package_parts(version, service)
                told = ",".join(f'"{name}":{part}' for name, part in parts.items())
                return shelved, f"{{{told}}}"
    return None


def _published() -> QuerySet[FrameworkVersion]:
    return FrameworkVersion.objects.for_actor(VISITOR).filter(released_at__isnull=False)


def _look_into(shelved: Shelved, kind: str, identifier: str) -> tuple[Shelved, Value] | None:
    for version in shelved.versions:
        value = _get(version, shelved.service, kind, identifier)
        if value is not None:
            return Shelved(versions=(version,), service=shelved.service), value
    return None


def _get(version: Version, service: str, kind: str, identifier: str) -> Value | None:
    """Return an object of a version, or nothing; what need not be read of its packages is not."""
    if kind == "CFDocuments":
        lines = list_document_lines([version], service).get(version.key)
        if lines is not None:
            return next((found for found in map(json.loads, lines) if found["identifier"] == identifier), None)
    if kind != "CFItemAssociations":  # those of all languages
        found = own_shelf_of(version, service, _PARTS.get(kind, "CFDefinitions")).get(kind, identifier)
        if found is not None:
            return found
    return shelf_of(version, service).get(kind, identifier)


def _own_document(version: Version, service: str) -> Value:
    """Return the document of a version in its own language, from what is kept where there is such."""
    lines = list_document_lines([version], service).get(version.key)
    document: Value = (
        json.loads(lines[0]) if lines else own_shelf_of(version, service, "CFDocument").packages[0]["CFDocument"]
    )
    return document


def _find_lost(service: str, kind: str, identifier: str) -> tuple[Shelved, Value] | None:
    """Return an object that only earlier versions of a framework have, as the last of these has it."""
    having = LostName.objects.filter(name=lost_name_of(kind, identifier)).values("version_id")
    for key in _published().filter(pk__in=having).order_by("-released_at").values_list("pk", flat=True):
        found = _look_into(_shelve(_published().filter(pk=key), service), kind, identifier)
        if found is not None:
            return found
    return None


def _find_newest(service: str, kind: str, identifier: str) -> tuple[Shelved, Value] | None:
    shelved = list_shelved(service)
    likely = Shelved(versions=tuple(_list_likely(shelved, kind, identifier)), service=service)
    found = _look_into(likely, kind, identifier)
    if found is not None:
        return found
    having = list_having(shelved.versions, kind, identifier)
    found = _look_into(Shelved(versions=tuple(having), service=service), kind, identifier)
    return found or _find_lost(service, kind, identifier)


def _list_likely(shelved: Shelved, kind: str, identifier: str) -> list[Version]:
    """Return the versions to look into first: the framework of that identifier, or those that hold such an item."""
    if kind in ("CFDocuments", "CFPackages"):
        return [version for version in shelved.versions if version.framework_id == identifier]
    if kind in ("CFItems", "CFItemAssociations"):
        holding = list_holders([version.digest for version in shelved.versions], identifier)
        return [version for version in shelved.versions if version.digest in holding][:_FIRST_LOOKED_INTO]
    return []


@functools.lru_cache(maxsize=32)
def own_shelf_of(version: Version, service: str, part: str) -> Shelf:
    """Return the shelf of one property of the package of a version in its own language, or of all where it has no name.

    What is kept never changes, so it is remembered.
    """
    parts, _count = package_parts(version, service, names={"CFDocument", part} if part else ())
    return build_shelf([{name: from_json(text) for name, text in parts.items()}], service)


@functools.lru_cache(maxsize=16)
def shelf_of(version: Version, service: str) -> Shelf:
    """Return the shelf of all packages of a version."""
    own, count = package_parts(version, service)
    lines = [own, *(package_parts(version, service, place)[0] for place in range(1, count))]
    return build_shelf([{name: from_json(text) for name, text in parts.items()} for parts in lines], service)


_DOCUMENTS: Remembered[tuple[str, str], tuple[Value, ...]] = Remembered(512)
