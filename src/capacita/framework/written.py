"""A framework written once, entry by entry: its digests, its manifest and the pieces it is kept in all come from here.

The canonical JSON of the whole is its entries' put together, and so is that of each part. Written like another
framework, it takes over what stands in both: a version with ten changes writes ten entries.
"""

import functools
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import UUID

from pydantic import TypeAdapter

from capacita.framework.digests import CREDIT_KEYS, base_as_meant
from capacita.framework.model import (
    FRAMEWORK_FORMAT,
    Association,
    Definition,
    Framework,
    FrameworkStatus,
    Item,
    JobRole,
    LevelDescriptor,
    ProficiencyScale,
)
from capacita.framework.parts import LISTS, PartKind, Value, put_translations, take_translations
from capacita.vocabulary import canonical_json, digest_of_bytes

_ENTRIES: Final[Mapping[str, TypeAdapter[Any]]] = {
    "items": TypeAdapter(Item),
    "descriptors": TypeAdapter(LevelDescriptor),
    "scales": TypeAdapter(ProficiencyScale),
    "roles": TypeAdapter(JobRole),
    "definitions": TypeAdapter(Definition),
    "associations": TypeAdapter(Association),
}
_CUT_BELOW: Final = 8  # of 256: a piece holds 32 entries on average
_NOTHING: Final[dict[str, Any]] = dict.fromkeys(_ENTRIES, ())

Line = tuple[str, str]  # the place of a text, and that place with its translation as they stand in JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenEntry:
    """An entry in canonical JSON: whole, in its source wordings alone, and its translations by language.

    ``comes_back`` tells whether the last two give the first again.
    """

    entry: object  # held, so that it is known again
    identifier: str
    item: str  # that a descriptor is of
    whole: str
    source: str
    texts: Mapping[str, tuple[Line, ...]]
    comes_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPart:
    """A part that a release names, in the pieces in which it is kept, each with its digest."""

    kind: PartKind
    name: str
    digest: str
    pieces: tuple[str, ...]
    digests: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenFramework:
    """A framework in parts with its digests.

    ``descriptor_order`` is that of ``SplitFramework``; ``comes_back`` tells whether the parts give the same document
    again, which a faulty one may not: one with two items of one identifier, say.
    """

    whole: str
    digest: str
    meaning: str
    parts: tuple[WrittenPart, ...]
    descriptor_order: tuple[int, ...]
    comes_back: bool
    entries: Mapping[int, WrittenEntry] = field(repr=False)


def write_framework(framework: Framework, like: WrittenFramework | None = None) -> WrittenFramework:
    """Return a framework written; entries that are the same objects as in ``like`` are taken over from there."""
    known = like.entries if like is not None else {}
    lists: dict[str, list[WrittenEntry]] = {}
    for kind, adapter in _ENTRIES.items():
        lists[kind] = [
            known.get(id(entry))
            or _write_entry(kind, entry, adapter.dump_python(entry, mode="json", exclude_defaults=True))
            for entry in getattr(framework, kind)
        ]
    return _assemble(FRAMEWORK_FORMAT.dump(replace(framework, **_NOTHING)), lists)


def write_document(document: Value) -> WrittenFramework:
    """Return the JSON value of a framework document written."""
    lists = {
        kind: [_write_entry(kind, None, value, place) for place, value in enumerate(document.get(kind, ()))]
        for kind in _ENTRIES
    }
    return _assemble({key: value for key, value in document.items() if key not in _ENTRIES}, lists)


def _write_entry(kind: str, entry: object, value: Value, place: int = 0) -> WrittenEntry:
    identifier = str(value.get("id") or place)
    found: dict[str, Value] = {}
    source = take_translations(value, found)
    written = _plain(source)
    texts = {
        language: tuple(_line(f"/{kind}/{identifier}{name}", told) for name, told in wordings.items())
        for language, wordings in found.items()
    }
    return WrittenEntry(
        entry=entry,
        identifier=identifier,
        item=str(value.get("item", "")) if kind == "descriptors" else "",
        whole=_plain(value) if texts or source != value else written,
        source=written,
        texts=texts,
        comes_back=_comes_back(value, written, found),
    )


def _comes_back(value: Value, source: str, texts: Mapping[str, Value]) -> bool:
    again: Value = json.loads(source)
    put_translations(again, texts)
    return again == value


def _line(name: str, told: Value) -> Line:
    return name, f"{json.dumps(name, ensure_ascii=False)}:{_plain(told)}"


def _plain(value: Any) -> str:
    return canonical_json(value).decode("utf-8")


def _assemble(header: Value, lists: Mapping[str, Sequence[WrittenEntry]]) -> WrittenFramework:
    items, descriptors = lists["items"], lists["descriptors"]
    found: dict[str, Value] = {}
    source = take_translations(header, found)
    texts: dict[str, list[Line]] = {
        language: [_line(name, told) for name, told in wordings.items()] for language, wordings in found.items()
    }
    for entry in (entry for entries in lists.values() for entry in entries):
        for language, lines in entry.texts.items():
            texts.setdefault(language, []).extend(lines)
    of_items: dict[str, list[int]] = {item.identifier: [] for item in items}
    loose: list[int] = []
    for place, descriptor in enumerate(descriptors):
        of_items.get(descriptor.item, loose).append(place)
    places = [place for group in (loose, *of_items.values()) for place in group]

    def described(group: Iterable[int]) -> str:
        return _list(descriptors[place].source for place in group)

    kept = {key: _plain(value) for key, value in source.items()}
    outline = {**kept, "descriptors": described(loose)} if loose else kept
    whole = _object(
        {key: _plain(value) for key, value in header.items()}
        | {kind: _list(entry.whole for entry in entries) for kind, entries in lists.items() if entries}
    )
    parts = [_whole_part(PartKind.HEADER, "", _object(outline))]
    parts.extend(_list_part(kind, lists[kind.value]) for kind in LISTS)
    parts.extend(
        _whole_part(
            PartKind.ITEM,
            item.identifier,
            f'{{"descriptors":{described(of_items.pop(item.identifier, ()))},"item":{item.source}}}',
        )
        for item in items
    )
    parts.extend(_texts_part(language, lines) for language, lines in sorted(texts.items()))
    return WrittenFramework(
        whole=whole,
        digest=_digest(whole),
        meaning=_digest(_meant(source, kept, lists)),
        parts=tuple(parts),
        descriptor_order=_inverse(places) if places != sorted(places) else (),
        comes_back=_comes_back(header, _object(kept), found) and _are_sound(lists),
        entries={id(entry.entry): entry for entries in lists.values() for entry in entries if entry.entry is not None},
    )


def _are_sound(lists: Mapping[str, Sequence[WrittenEntry]]) -> bool:
    """Tell whether every entry comes back, and no place is that of two."""
    return all(
        all(entry.comes_back for entry in entries) and len({entry.identifier for entry in entries}) == len(entries)
        for entries in lists.values()
    ) and all(_is_uuid(item.identifier) for item in lists["items"])


def _is_uuid(identifier: str) -> bool:
    try:
        return str(UUID(identifier)) == identifier
    except ValueError:
        return False


def _meant(source: Value, kept: Mapping[str, str], lists: Mapping[str, Sequence[WrittenEntry]]) -> str:
    """Return what ``digests.digest_of_meaning`` makes a digest of."""
    meant = {**kept, "version": '""', "status": _plain(FrameworkStatus.DRAFT.value)}
    extensions = source.get("extensions", {})
    told = {key: value for key, value in extensions.items() if key not in CREDIT_KEYS}
    if told != extensions:
        del meant["extensions"]
        meant |= {"extensions": _plain(told)} if told else {}
    if "derived_from" in source:
        meant["derived_from"] = _plain(base_as_meant(source["derived_from"]))
    return _object(meant | {kind: _list(entry.source for entry in made) for kind, made in lists.items() if made})


def _whole_part(kind: PartKind, name: str, text: str) -> WrittenPart:
    digest = _digest(text)
    return WrittenPart(kind=kind, name=name, digest=digest, pieces=(text,), digests=(digest,))


def _list_part(kind: PartKind, entries: Sequence[WrittenEntry]) -> WrittenPart:
    """Return a list as a part: of associations a few to a piece, of roles one, of others all."""
    whole = _list(entry.source for entry in entries)
    if kind is PartKind.ROLES:
        pieces = [_list([entry.source]) for entry in entries]
    elif kind is PartKind.ASSOCIATIONS:
        pieces = [_list(entry.source for entry in run) for run in _cut(entries, lambda entry: entry.identifier)]
    else:
        pieces = [whole]
    return WrittenPart(
        kind=kind, name="", digest=_digest(whole), pieces=tuple(pieces), digests=tuple(map(_digest, pieces))
    )


def _texts_part(language: str, lines: list[Line]) -> WrittenPart:
    pieces = [_braced(line for _name, line in run) for run in _cut(sorted(lines), lambda line: line[0])]
    return WrittenPart(
        kind=PartKind.TEXTS,
        name=language,
        digest=_digest(_braced(piece[1:-1] for piece in pieces)),
        pieces=tuple(pieces),
        digests=tuple(map(_digest, pieces)),
    )


def _cut(entries: Sequence[Any], name_of: Any) -> Iterator[Sequence[Any]]:
    """Yield the entries in runs, each ending where the digest of a name begins with a low number."""
    begun = 0
    for place, entry in enumerate(entries, start=1):
        if _ends_piece(name_of(entry)):
            yield entries[begun:place]
            begun = place
    if begun < len(entries):
        yield entries[begun:]


@functools.lru_cache(maxsize=65_536)
def _ends_piece(name: str) -> bool:
    return hashlib.sha256(name.encode("utf-8")).digest()[0] < _CUT_BELOW


def _object(values: Mapping[str, str]) -> str:
    """Return an object whose keys are field names, in ASCII."""
    return _braced(f'"{key}":{values[key]}' for key in sorted(values))


def _braced(lines: Iterable[str]) -> str:
    return f"{{{','.join(lines)}}}"


def _list(texts: Iterable[str]) -> str:
    return f"[{','.join(texts)}]"


def _digest(text: str) -> str:
    return digest_of_bytes(text.encode("utf-8"))


def _inverse(places: Sequence[int]) -> tuple[int, ...]:
    found = [0] * len(places)
    for rank, place in enumerate(places):
        found[place] = rank
    return tuple(found)
