"""What CASE lists tell of a version, and what there is in it: written when it comes out, so that no list reads packages.

A version answers under whatever address the site is reached by. Its heading is kept for one that there is not, which
is put right where it is told.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.cache import cache

import capacita
from capacita.framework import Framework
from capacita.framework.exchange.case_editions import whole_languages
from capacita.framework.exchange.case_names import list_object_names
from capacita.framework.exchange.case_parts import own_part
from capacita.framework.exchange.case_writing import write_heading, write_package
from capacita.framework.exchange.licences import check_licence
from capacita.vocabulary import Refusal
from capacita.web.documents.store import load_framework, load_frameworks
from capacita.web.framework.case_shelf import KINDS, Value, document_alone
from capacita.web.framework.models import FrameworkVersion, KeptHeading
from capacita.web.framework.queries import base_digests_of

NOWHERE = "https://case-service.invalid/ims/case/v1p1"
_SHAPE = "2"  # of what is kept: with another one all of it is made anew
_AT_ONCE = 8  # frameworks in memory
_CACHED_SECONDS = 30 * 24 * 3600
_LARGEST_CACHED = 4 * 1024 * 1024  # bytes of a package, packed
_NAME_BYTES = 17  # the place of a kind among all, and an identifier
_PLACES = {kind: bytes([place]) for place, kind in enumerate(KINDS)}
_NAMED_LIKE = {"CFPackages": "CFDocuments", "CFItemAssociations": "CFItems"}  # what goes by the name of another kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The part of a framework version that its CASE packages are made from."""

    framework_id: str
    digest: str
    base_digests: tuple[str, ...]  # of what it adapts, the nearest first
    released_at: datetime

    @property
    def key(self) -> str:
        """What its heading is kept under: it changes with the documents, with the moment, and with the program."""
        parts = (capacita.__version__, _SHAPE, self.digest, *self.base_digests, str(self.released_at))
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def version_of(row: FrameworkVersion) -> Version:
    """Return the part of a row that its packages are made from."""
    assert row.released_at is not None
    return Version(
        framework_id=str(row.framework_id),
        digest=row.digest,
        base_digests=base_digests_of(row),
        released_at=row.released_at,
    )


def check_licence_of(document: Value) -> None:
    """Raise Refusal where the licence of a framework does not let its document, and what is in it, be passed on."""
    own = own_part(document)
    licence = document.get("licenseURI", {}).get("title", "")
    code = str(own.get("code", document["identifier"]))
    check_licence(code, licence, "case", is_adaptation=own.get("derived_from") is not None)


def list_lost_names(before: Version, after: Version) -> list[str]:
    """Return kind and identifier, joined by a slash, of every object that a version has and the next has not."""
    lost, kept = (set(_split(_ask([version], "names")[version.key][0])) for version in (before, after))
    return sorted(lost_name_of(KINDS[name[0]], str(UUID(bytes=name[1:]))) for name in lost - kept)


def lost_name_of(kind: str, identifier: str) -> str:
    """Return the name under which an object is among those that a version lost."""
    return f"{_NAMED_LIKE.get(kind, kind)}/{identifier}"


def list_having(versions: Collection[Version], kind: str, identifier: str) -> list[Version]:
    """Return those of the versions that have an object of a kind with an identifier."""
    wanted = _pack(kind, identifier)
    having = {key for key, (names,) in _ask(versions, "names").items() if _has_name(bytes(names), wanted)}
    return [version for version in versions if version.key in having]


def count_documents(versions: Collection[Version]) -> dict[Version, int]:
    """Return how many documents each version has that may be passed on; none of those whose licence forbids it."""
    found = _ask(versions, "count", "may_pass_on")
    counts = {key: count if may_pass_on else 0 for key, (count, may_pass_on) in found.items()}
    return {version: counts[version.key] for version in versions}


def keep_heading(version: Version, framework: Framework) -> None:
    """Keep the heading of a version that comes out with a framework."""
    frameworks = {digest: load_framework(digest) for digest in version.base_digests}
    _keep_heading(version, {**frameworks, version.digest: framework})


def refresh_headings(versions: Collection[Version]) -> None:
    """Keep the headings of these versions alone, a few at a time: another program may have written the others."""
    keys = {version.key: version for version in versions}
    known = set(KeptHeading.objects.values_list("key", flat=True))
    KeptHeading.objects.filter(key__in=known - keys.keys()).delete()
    waiting = [version for key, version in keys.items() if key not in known]
    for begun in range(0, len(waiting), _AT_ONCE):
        _keep_headings(waiting[begun : begun + _AT_ONCE])


def _ask(versions: Collection[Version], *names: str) -> dict[str, tuple[Any, ...]]:
    """Return what is kept of the headings by key; those that are not kept yet are, from documents read together."""
    keys = {version.key: version for version in versions}
    rows = KeptHeading.objects.filter(key__in=keys).values_list("key", *names)
    found = {key: tuple(told) for key, *told in rows.iterator()}
    missing = [version for key, version in keys.items() if key not in found]
    if missing:
        _keep_headings(missing)
        rows = KeptHeading.objects.filter(key__in=[version.key for version in missing]).values_list("key", *names)
        found |= {key: tuple(told) for key, *told in rows}
    return found


def list_document_lines(versions: Collection[Version], service: str) -> dict[str, list[str]]:
    """Return the JSON of the documents of each version, of a service, by the key of the version."""
    rows = KeptHeading.objects.filter(key__in={version.key for version in versions}).values_list("key", "documents")
    return {key: documents.replace(NOWHERE, service).split("\n") for key, documents in rows}


def package_parts(
    version: Version, service: str, place: int = 0, names: Collection[str] = ()
) -> tuple[dict[str, str], int]:
    """Return the JSON of the properties of one of the packages of a version, of a service, and how many packages it has.

    The first is in its own language. ``names`` are the properties that are wanted; all where none is named.
    """
    key = _cache_key(version, place)
    packed, count = cache.get(key) or ({}, 0)
    if not packed:
        frameworks = load_frameworks({version.digest, *version.base_digests})
        framework, bases = frameworks[version.digest], [frameworks[digest] for digest in version.base_digests]
        languages = whole_languages(framework)
        package, _repairs = write_package(
            framework, moment=version.released_at, base_uri=NOWHERE, bases=bases, language=languages[place]
        )
        packed = {name: zlib.compress(_line(part).encode("utf-8"), 1) for name, part in package.items()}
        count = len(languages)
        if sum(map(len, packed.values())) <= _LARGEST_CACHED:
            cache.set(key, (packed, count), _CACHED_SECONDS)
    wanted = [name for name in packed if not names or name in names]
    return {name: zlib.decompress(packed[name]).decode("utf-8").replace(NOWHERE, service) for name in wanted}, count


def _cache_key(version: Version, place: int) -> str:
    return f"case-parts-{version.key}-{place}"


def _line(value: Value) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def forget_heading(version: Version) -> None:
    """Let the heading of a version go that no list tells any more; it is made again where it is asked for."""
    counts = KeptHeading.objects.filter(key=version.key).values_list("count", flat=True)
    cache.delete_many([_cache_key(version, place) for count in counts for place in range(count)])
    KeptHeading.objects.filter(key=version.key).delete()


def _keep_headings(versions: Collection[Version]) -> None:
    frameworks = load_frameworks({digest for v in versions for digest in (v.digest, *v.base_digests)})
    for version in versions:
        _keep_heading(version, frameworks)


def _keep_heading(version: Version, frameworks: Mapping[str, Framework]) -> None:
    framework, bases = frameworks[version.digest], [frameworks[digest] for digest in version.base_digests]
    documents = [
        document_alone(
            write_heading(framework, moment=version.released_at, base_uri=NOWHERE, language=language), NOWHERE
        )
        for language in whole_languages(framework)
    ]
    KeptHeading.objects.get_or_create(
        key=version.key,
        defaults={
            "documents": "\n".join(map(_line, documents)),
            "count": len(documents),
            "may_pass_on": _may_pass_on(documents[0]),
            "names": b"".join(sorted(_pack(*name) for name in list_object_names(framework, bases))),
        },
    )


def _may_pass_on(document: Value) -> bool:
    try:
        check_licence_of(document)
    except Refusal:
        return False
    return True


def _pack(kind: str, identifier: str) -> bytes:
    place = _PLACES[_NAMED_LIKE.get(kind, kind)]
    return place + bytes.fromhex(identifier.replace("-", ""))


def _split(names: bytes) -> Iterator[bytes]:
    return (bytes(names[place : place + _NAME_BYTES]) for place in range(0, len(names), _NAME_BYTES))


def _has_name(names: bytes, wanted: bytes) -> bool:
    place = names.find(wanted)
    while place > 0 and place % _NAME_BYTES:  # across two names
        place = names.find(wanted, place + 1)
    return place >= 0
