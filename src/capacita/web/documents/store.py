"""Keeping documents and files: written whole, found by digest, read with care that they are what they were."""

import functools
import json
import os
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, TypeVar

from django.conf import settings
from django.db import transaction

from capacita.framework.changes import ADAPTATION_FORMAT
from capacita.framework.model import FRAMEWORK_FORMAT, Framework, LevelDescriptor
from capacita.framework.narrowing import narrow_framework
from capacita.framework.release import RELEASE_FORMAT, Release
from capacita.framework.written import WrittenFramework, write_document, write_framework
from capacita.vocabulary import DocumentFormat, NotFound, canonical_json, digest_of_bytes
from capacita.web.documents.framework_parts import is_kept_in_parts, keep_parts, load_parted_values
from capacita.web.documents.kept import keep
from capacita.web.documents.models import StoredDocument, StoredFile
from capacita.web.documents.packed import pack_framework, unpack_framework
from capacita.web.documents.reading import (
    Hanging,
    list_apart,
    read_descriptors,
    read_frameworks,
    read_hanging,
    read_texts,
    read_texts_apart,
)
from capacita.web.documents.remembered import Remembered

T = TypeVar("T")
_NARROWED: Final[Remembered[tuple[str, frozenset[str]], Framework]] = Remembered(32)


def store_document(value: dict[str, Any]) -> str:
    """Keep the JSON value of a document and return its digest; the same value is kept once."""
    body = canonical_json(value)
    found = digest_of_bytes(body)
    if value["format"] == FRAMEWORK_FORMAT.name:
        if is_kept_in_parts(found):
            return found
        written = write_document(value)
        if written.digest == found and keep_parts(written):
            return found
    StoredDocument.objects.get_or_create(
        digest=found, defaults={"format": value["format"], "body": body.decode("utf-8")}
    )
    return found


def store_framework(written: WrittenFramework) -> None:
    """Keep a framework that is written already; the same is kept once."""
    if not is_kept_in_parts(written.digest) and not keep_parts(written):
        StoredDocument.objects.get_or_create(
            digest=written.digest, defaults={"format": FRAMEWORK_FORMAT.name, "body": written.whole}
        )


@functools.lru_cache(maxsize=4)
def write_kept(digest: str) -> WrittenFramework:
    """Return the framework kept under a digest written, for what is written like it. Raises NotFound."""
    return write_framework(load_framework(digest))


def load_value(digest: str) -> dict[str, Any]:
    """Return the JSON value kept under a digest. Raises NotFound."""
    stored = StoredDocument.objects.filter(digest=digest).first()
    if stored is None:
        parted = load_parted_values([digest])
        if not parted:
            raise NotFound("DOCUMENT_NOT_KEPT", digest=digest)
        return parted[digest]
    value = json.loads(stored.body)
    assert isinstance(value, dict)
    return value


@functools.lru_cache(maxsize=64)
def load_framework(digest: str) -> Framework:
    """Return the framework kept under a digest; what is kept never changes, so it is remembered. Raises NotFound."""
    found = read_frameworks([digest]).get(digest)
    return found if found is not None else load_document(FRAMEWORK_FORMAT, digest)


@functools.lru_cache(maxsize=64)
def load_unlinked(digest: str) -> Framework:
    """Return the framework kept under a digest without its associations. Raises NotFound.

    There may be many more of them than items, and what people read shows none.
    """
    return replace(
        load_undescribed(digest), descriptors=keep("descriptors", (digest,), lambda: _read_descriptors(digest))
    )


def _read_descriptors(digest: str) -> tuple[LevelDescriptor, ...]:
    found = read_frameworks([digest], without=("associations",)).get(digest)
    return (found if found is not None else load_framework(digest)).descriptors


@functools.lru_cache(maxsize=64)
def load_undescribed(digest: str) -> Framework:
    """Return the framework kept under a digest without its associations and level descriptors. Raises NotFound.

    These are most of a large framework, and the pages that list its items show none of them.
    """
    return unpack_framework(keep("undescribed", (digest,), lambda: pack_framework(_read_undescribed(digest))))


def _read_undescribed(digest: str) -> Framework:
    found = read_frameworks([digest], without=("associations", "descriptors")).get(digest)
    return found if found is not None else replace(load_framework(digest), associations=(), descriptors=())


@functools.lru_cache(maxsize=1024)
def load_descriptors(digest: str, item: str) -> tuple[LevelDescriptor, ...]:
    """Return what an item of the framework kept under a digest looks like at levels. Raises NotFound."""
    found = read_descriptors(digest, item)
    return found if found is not None else tuple(e for e in load_framework(digest).descriptors if e.item == item)


def load_narrowed(digest: str, named: frozenset[str]) -> Framework:
    """Return the framework kept under a digest as ``narrow_framework`` leaves it. Raises NotFound."""
    return _NARROWED.get_or_make((digest, named), lambda: _narrow(digest, named))


def _narrow(digest: str, named: frozenset[str]) -> Framework:
    about = (digest, sorted(named))
    descriptors, associations = keep("narrowed", about, lambda: _read_narrowed(digest, named), within="drafts")
    return replace(load_undescribed(digest), descriptors=descriptors, associations=associations)


def _read_narrowed(digest: str, named: frozenset[str]) -> Hanging:
    found = read_hanging(digest, named)
    if found is not None:
        return found
    narrowed = narrow_framework(load_framework(digest), named)
    return narrowed.descriptors, narrowed.associations


def load_texts(digest: str, language: str) -> Framework:
    """Return the framework kept under a digest as a translator reads it: with translations into one language.

    Of its associations only those are here that have a note. Raises NotFound.
    """
    found = read_texts(digest, language)
    return found if found is not None else load_framework(digest)


def load_texts_apart(digests: Sequence[str], from_digest: str, language: str) -> list[Framework]:
    """Return what some kept frameworks say otherwise than another: each whole, or with what is not the same alone."""
    found = read_texts_apart(digests, from_digest, language)
    return found if found is not None else [load_framework(digest) for digest in digests]


def load_apart(before: str, after: str) -> tuple[Framework, Framework]:
    """Return two kept frameworks to be compared: what is the same in both may be left out. Raises NotFound."""
    hanging = keep("apart", (before, after), lambda: _read_apart(before, after))
    if not hanging:
        return load_framework(before), load_framework(after)
    one, other = (
        replace(load_undescribed(digest), descriptors=descriptors, associations=associations)
        for digest, (descriptors, associations) in zip((before, after), hanging, strict=True)
    )
    return one, other


def _read_apart(before: str, after: str) -> tuple[Hanging, ...]:
    """Return what hangs on the items of each as far as it is not the same; empty where they are to be compared whole."""
    apart = find_apart(before, after)
    if apart is None:
        return ()
    hanging = (read_hanging(before, apart, beside=after), read_hanging(after, apart, beside=before))
    return tuple(found for found in hanging if found is not None)


def find_apart(before: str, after: str) -> frozenset[str] | None:
    """Return what ``list_apart`` does of two kept frameworks, worked out once."""
    return keep("list-apart", (before, after), lambda: (list_apart(before, after),))[0]


def load_frameworks(digests: Collection[str]) -> dict[str, Framework]:
    """Return the frameworks kept under these digests, read together. Raises NotFound where one is not kept."""
    found = read_frameworks(digests)
    return {digest: found[digest] if digest in found else load_framework(digest) for digest in digests}


@functools.lru_cache(maxsize=64)
def load_adaptation(digest: str) -> Any:
    """Return the adaptation kept under a digest."""
    return load_document(ADAPTATION_FORMAT, digest)


@functools.lru_cache(maxsize=64)
def load_release(digest: str) -> Release:
    """Return the release manifest kept under a digest."""
    return load_document(RELEASE_FORMAT, digest)


def load_document(kind: DocumentFormat[T], digest: str) -> T:
    """Return the document of a format kept under a digest. Raises NotFound, or Unreadable when it is another kind."""
    stored = StoredDocument.objects.filter(digest=digest).first()
    if stored is None:
        return kind.read_whole(canonical_json(load_value(digest)))
    return kind.read_whole(stored.body.encode("utf-8"))


def store_file(data: bytes, media_type: str) -> str:
    """Keep bytes on disk, then their row, and return their digest: a row never names a file that is not there."""
    found = digest_of_bytes(data)
    path = path_of_file(found)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(f".{os.getpid()}.part")
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    StoredFile.objects.get_or_create(digest=found, defaults={"media_type": media_type, "size_bytes": len(data)})
    return found


def forget_file(digest: str) -> None:
    """Take a file out of what is kept, once its rows are kept; for erasure alone, by whoever knows that nothing points at it."""
    StoredFile.objects.filter(digest=digest).delete()
    transaction.on_commit(lambda: path_of_file(digest).unlink(missing_ok=True))


def forget_document(digest: str) -> None:
    """Take a document out of what is kept; for erasure alone, by whoever knows that nothing points at it."""
    StoredDocument.objects.filter(digest=digest).delete()


def load_file(digest: str) -> bytes:
    """Return the bytes kept under a digest. Raises NotFound."""
    path = path_of_file(digest)
    if not path.exists():
        raise NotFound("DOCUMENT_NOT_KEPT", digest=digest)
    return path.read_bytes()


def path_of_file(digest: str) -> Path:
    """Return where the file of a digest lies: blobs/ab/<sha256>."""
    name = digest.removeprefix("sha256:")
    return Path(settings.HOME) / "blobs" / name[:2] / name
