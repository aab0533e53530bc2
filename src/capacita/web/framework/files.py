"""A framework version as a file in a format: made once for its digest, kept, and refused where its licence says so."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse

import capacita
from capacita.framework.exchange.case_editions import whole_languages
from capacita.framework.exchange.languages import written_languages
from capacita.framework.exchange.licences import check_export_licence, find_closed_word
from capacita.framework.model import FRAMEWORK_FORMAT, Framework
from capacita.vocabulary import Refusal, readable_json
from capacita.web.actors import VISITOR, Actor
from capacita.web.documents.store import load_framework
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.queries import base_digests_of, framework_of, undescribed_of, unlinked_of
from capacita.web.languages import TAGS

CASE = "case"
CASE_SERVICE = "/ims/case/v1p1"
ONE_LANGUAGE = frozenset({"moodle-csv", "md", "html", "roles-matrix", "roles-matrix-csv", CASE})
FOR_TRANSLATORS = frozenset({"translation-docx", "translation-xlsx", "xliff", "xliff2", "po"})
# Formats whose shape is that of one publisher's framework: only that framework goes out in them.
OF_ONE_FRAMEWORK = {"digcomp-jsonld": "digcomp", "direct": "direct"}
_KEPT_SECONDS = 7 * 24 * 3600
_LARGEST_KEPT = 4 * 1024 * 1024  # bytes
_NAMES = {"capacita": "", "moodle-csv": "-moodle", "csv": "-items", "md": "", "html": "", "xlsx": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkFile:
    """A file on its way to a reader."""

    data: bytes
    media_type: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKind:
    """A format in which a framework can be fetched, and the languages to choose from where it holds one only."""

    name: str
    languages: tuple[str, ...] = ()


def list_kinds(framework: Framework) -> list[FileKind]:
    """Return the formats that a framework can be fetched in."""
    return [
        FileKind(name=name, languages=languages_for(framework, name))
        for name in written_formats()
        if _fits(framework, name)
    ]


@functools.cache
def written_formats() -> Mapping[str, tuple[str, str]]:
    """Return the media type and the ending of every format that is written, by name."""
    from capacita.framework.exchange.formats import FORMATS  # noqa: PLC0415 -- its readers are heavy to load

    return {name: (entry.media_type, entry.suffix) for name, entry in FORMATS.items() if entry.write is not None}


def _fits(framework: Framework, name: str) -> bool:
    if name in OF_ONE_FRAMEWORK:
        return OF_ONE_FRAMEWORK[name] in framework.extensions
    return not name.startswith("roles-matrix") or bool(framework.roles)


def languages_for(framework: Framework, name: str) -> tuple[str, ...]:
    """Return the languages to choose from in a format, none where one file holds them all."""
    if name == CASE:
        return tuple(whole_languages(framework))
    if name in ONE_LANGUAGE:
        return written_languages(framework)
    if name in FOR_TRANSLATORS:
        site = [TAGS.get(code, code) for code, _ in settings.LANGUAGES]
        return tuple(sorted({*site, *written_languages(framework)} - {framework.language}))
    return ()


def check_may_take(actor: Actor, row: FrameworkVersion, framework: Framework, name: str) -> None:
    """Raise Refusal where the licence does not let this actor have a framework in a format.

    A work that may not be passed on is a working copy for its own organisation alone.
    """
    check_export_licence(framework, name)
    closed = find_closed_word(framework.licence)
    if closed is not None and not actor.roles_in(row.organisation_id) - VISITOR.roles:
        raise Refusal("LICENCE_CLOSED", framework=framework.code, licence=framework.licence, found=closed, format=name)


def make_file(actor: Actor, row: FrameworkVersion, name: str, language: str, site: str) -> FrameworkFile:
    """Return a framework version in a format, in one language where it holds one only.

    ``site`` is where the addresses in it begin. Raises Refusal for an unknown format or language, or by the licence.
    """
    framework = undescribed_of(row)
    if name not in written_formats() or not _fits(framework, name):
        raise Refusal("FORMAT_UNKNOWN", name=name)
    check_may_take(actor, row, framework, name)
    language = _choose(framework, name, language)
    key = _key(row, name, language, site)
    data = _keep(key, lambda: _write(row, framework_of(row), name, language, site))
    media_type, suffix = written_formats()[name]
    told = _NAMES.get(name, f"-{name}") + (f"-{language}" if language else "")
    return FrameworkFile(data=data, media_type=media_type, name=f"{row.code}-{row.version}{told}{suffix}")


def make_reading_file(row: FrameworkVersion, language: str, address: str) -> bytes:
    """Return a framework version as one file to read without a network; ``address`` is that of the version.

    Raises Refusal where it has no text in the language.
    """
    from capacita.framework.exchange.reading_file import write_reading_file  # noqa: PLC0415 -- as in written_formats

    return _keep(
        _key(row, "offline", language, address),
        lambda: write_reading_file(unlinked_of(row), language, address=address, digest=row.digest),
    )


def make_document(row: FrameworkVersion) -> bytes:
    """Return a framework version as its document, to the last digit: it is checked against digests."""
    return _keep(
        _key(row, "document", "", ""), lambda: readable_json(FRAMEWORK_FORMAT.dump(framework_of(row))).encode("utf-8")
    )


def _keep(key: str, make: Callable[[], bytes]) -> bytes:
    """Return the bytes kept under a key, made where they are not; what is too large is made anew each time."""
    data: bytes | None = cache.get(key)
    if data is None:
        data = make()
        if len(data) <= _LARGEST_KEPT:
            cache.set(key, data, _KEPT_SECONDS)
        cache.set(_size_key(key), len(data), _KEPT_SECONDS)
    return data


def known_sizes(row: FrameworkVersion, wanted: Iterable[tuple[str, str]], site: str) -> dict[tuple[str, str], int]:
    """Return the size in bytes of those files, by format and language, that are known since they were fetched."""
    keys = {_size_key(_key(row, name, language, site)): (name, language) for name, language in wanted}
    return {keys[key]: size for key, size in cache.get_many(keys).items()}


def _choose(framework: Framework, name: str, language: str) -> str:
    known = languages_for(framework, name)
    if not known:
        return ""
    chosen = language or (framework.language if framework.language in known else "")
    if chosen not in known:
        raise Refusal(
            "EXCHANGE_LANGUAGE_NOT_THERE", framework=framework.code, language=language or "—", known=", ".join(known)
        )
    return chosen


def _write(row: FrameworkVersion, framework: Framework, name: str, language: str, site: str) -> bytes:
    from capacita.framework.exchange.contract import WriteOptions  # noqa: PLC0415 -- as in written_formats
    from capacita.framework.exchange.formats import write_as  # noqa: PLC0415 -- as in written_formats

    moment = row.released_at or datetime(2000, 1, 1, tzinfo=UTC)
    address = site + (CASE_SERVICE if name == CASE else reverse("framework-identifier", args=[framework.id]))
    bases = tuple(load_framework(digest) for digest in base_digests_of(row))
    options = WriteOptions(moment=moment, language=language or None, base_uri=address, bases=bases)
    return write_as(framework, name, options).data


def _key(row: FrameworkVersion, name: str, language: str, site: str) -> str:
    parts = (capacita.__version__, row.digest, *base_digests_of(row), str(row.released_at), name, language, site)
    return "framework-file-" + hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _size_key(key: str) -> str:
    return f"{key}-size"
