"""Frameworks read from their parts. What was read stays at hand, so that versions share in memory what they share in
the database: of a further version only its own parts are read.

An entry is remembered under the digest of the piece that it stands in and the translations that belong to it; it can
never change, nor can what is made of it.
"""

from __future__ import annotations

import copy
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

from pydantic import TypeAdapter
from pydantic_core import from_json

from capacita.framework.model import (
    FRAMEWORK_FORMAT,
    Association,
    Definition,
    Framework,
    Item,
    JobRole,
    LevelDescriptor,
    ProficiencyScale,
)
from capacita.framework.parts import PartKind, put_translations
from capacita.vocabulary import TextOrigin, Wording
from capacita.web.documents.pieces import Manifest, body_of, fetch_pieces, find_manifests, list_pieces
from capacita.web.documents.remembered import Remembered

Told = tuple[str, str, str, str | None]  # place in the entry, text, origin, digest of what it was made from
Texts = Mapping[str, Mapping[str, tuple[Told, ...]]]  # language -> entry -> its translations
Key = tuple[str, str, tuple[Any, ...]]
_ToldOf = tuple[tuple[str, tuple[Told, ...]], ...]  # of one entry: language and its translations

_ADAPTERS: Final[Mapping[str, TypeAdapter[Any]]] = {
    "items": TypeAdapter(Item),
    "descriptors": TypeAdapter(LevelDescriptor),
    "scales": TypeAdapter(ProficiencyScale),
    "roles": TypeAdapter(JobRole),
    "definitions": TypeAdapter(Definition),
    "associations": TypeAdapter(Association),
}
_ASSOCIATIONS: Final = PartKind.ASSOCIATIONS.value
_DESCRIPTORS: Final = "descriptors"
_DESCRIPTOR_KEYS: Final = frozenset({"id", "item", "level", "text"})
_ORIGINS: Final = {origin.value: origin for origin in TextOrigin}
_HEADER: Final = ""

_TEXTS: Final[Remembered[str, Mapping[str, Mapping[str, tuple[Told, ...]]]]] = Remembered(1_024)  # some 32 texts each
_ENTRIES: Final[Remembered[Key, tuple[Any, ...]]] = Remembered(16_384)
_NAMES: Final[Remembered[str, tuple[str, ...]]] = Remembered(8_192)  # identifiers of the descriptors of an item


def read_frameworks(digests: Collection[str], *, without: Collection[str] = ()) -> dict[str, Framework]:
    """Return those of the frameworks of these digests that are kept in parts, in two questions at most.

    ``without`` names what is left out: ``associations``, ``descriptors``.
    """
    manifests = find_manifests(digests)
    fetch_pieces(piece for manifest in manifests.values() for piece in list_pieces(manifest, without))
    return {digest: _read(manifest, without) for digest, manifest in manifests.items()}


def read_descriptors(digest: str, item: str) -> tuple[LevelDescriptor, ...] | None:
    """Return what an item of a framework kept in parts looks like at levels; None where it is not kept so."""
    manifest = find_manifests([digest]).get(digest)
    if manifest is None:
        return None
    piece = manifest.items.get(item)
    if piece is None:
        return ()
    fetch_pieces([piece, *(found for pieces in manifest.texts.values() for found in pieces)])
    values: dict[str, Any] = {}
    texts = _choose_texts(manifest, _DESCRIPTORS, _descriptors_in(piece, values))
    return _read_descriptors(piece, texts, values)


def read_texts(digest: str, language: str) -> Framework | None:
    """Return a framework kept in parts as a translator into a language reads it; None where it is not kept so.

    Of translations those into that language are here, of associations those with a note.
    """
    manifest = find_manifests([digest]).get(digest)
    if manifest is None:
        return None
    manifest = replace(manifest, texts=_only(manifest, language))
    fetch_pieces(list_pieces(manifest))
    return _with_noted_links(_read(manifest, (_ASSOCIATIONS,)), manifest, manifest.lists[_ASSOCIATIONS])


def read_texts_apart(digests: Sequence[str], from_digest: str, language: str) -> list[Framework] | None:
    """Return of each of some frameworks what it says otherwise than another, in the source and in one language.

    They hold the items with their level descriptors, the lists and the noted associations in which something differs.
    None where one is not kept in parts.
    """
    manifests = find_manifests([*digests, from_digest])
    if len(manifests) < len({*digests, from_digest}):
        return None
    told = {digest: replace(manifest, texts=_only(manifest, language)) for digest, manifest in manifests.items()}
    fetch_pieces(piece for manifest in told.values() for piece in list_pieces(manifest, (_ASSOCIATIONS,)))
    return [_read_texts_apart(told[digest], told[from_digest]) for digest in digests]


def _only(manifest: Manifest, language: str) -> dict[str, tuple[str, ...]]:
    return {language: manifest.texts[language]} if language in manifest.texts else {}


def _read_texts_apart(old: Manifest, new: Manifest) -> Framework:
    links = [piece for piece in old.lists[_ASSOCIATIONS] if piece not in new.lists[_ASSOCIATIONS]]
    lists = {kind: pieces for kind, pieces in old.lists.items() if kind != _ASSOCIATIONS and pieces != new.lists[kind]}
    fetch_pieces(links)
    retold = frozenset[str]().union(*_list_retold(old, new).values())
    values: dict[str, Any] = {}
    wanted = {
        item: piece
        for item, piece in old.items.items()
        if new.items.get(item) != piece or item in retold or not retold.isdisjoint(_descriptors_in(piece, values))
    }
    of_items = _choose_texts(old, "items", wanted)
    names = [name for piece in wanted.values() for name in _descriptors_in(piece, values)]
    described = _choose_texts(old, _DESCRIPTORS, names)
    parts: dict[str, Any] = {kind: _read_whole_list(old, kind, pieces) for kind, pieces in lists.items()}
    parts["items"] = tuple(_read_item(piece, item, of_items, values) for item, piece in wanted.items())
    parts[_DESCRIPTORS] = tuple(
        entry for piece in wanted.values() for entry in _read_descriptors(piece, described, values)
    )
    header: dict[str, Any] = from_json(body_of(old.header))
    header.pop(_DESCRIPTORS, None)
    of_header = _gather({tag: _choose(held, ("/title", "/notice")) for tag, held in old.texts.items()})
    header = _with_translations(header, _told_of(of_header.get(_HEADER, {}), _HEADER))
    return _with_noted_links(FRAMEWORK_FORMAT.read_kept({**header, **parts}), old, links)


def _read_whole_list(manifest: Manifest, kind: str, pieces: Sequence[str]) -> tuple[Any, ...]:
    texts = _choose_texts(manifest, kind, [value["id"] for piece in pieces for value in from_json(body_of(piece))])
    return tuple(entry for piece in pieces for entry in _read_list(kind, piece, texts))


def _with_noted_links(framework: Framework, manifest: Manifest, pieces: Iterable[str]) -> Framework:
    noted = [
        value
        for piece in pieces
        if '"notes"' in body_of(piece)
        for value in from_json(body_of(piece))
        if value.get("notes")
    ]
    return replace(framework, associations=_make_links(manifest, noted)) if noted else framework


Hanging = tuple[tuple[LevelDescriptor, ...], tuple[Association, ...]]


def read_hanging(digest: str, named: frozenset[str], *, beside: str = "") -> Hanging | None:
    """Return what ``narrow_framework`` leaves of the level descriptors and associations of a framework kept in parts.

    To be compared with the framework ``beside``, associations that are the same there are left out as well. None where
    one of them is not kept so.
    """
    manifests = find_manifests([digest, beside or digest])
    if len(manifests) < len({digest, beside or digest}):
        return None
    manifest = manifests[digest]
    shared = frozenset(manifests[beside].lists[_ASSOCIATIONS]) if beside else frozenset[str]()
    own = [piece for piece in manifest.lists[_ASSOCIATIONS] if piece not in shared]
    fetch_pieces([*list_pieces(manifest, (_ASSOCIATIONS,)), *own])
    values: dict[str, Any] = {}
    held = {item: _descriptors_in(piece, values) for item, piece in manifest.items.items()}
    items = {item for item, names in held.items() if item in named or not named.isdisjoint(names)}
    names = [name for item in items for name in held[item]]
    texts = _choose_texts(manifest, _DESCRIPTORS, names)
    descriptors = tuple(
        entry
        for item, piece in manifest.items.items()
        if item in items
        for entry in _read_descriptors(piece, texts, values)
    )
    links = _list_links(own, items.union(named))
    retold = named.difference(manifest.items, names, (link["id"] for link in links)) if beside else ()
    if retold:  # perhaps an association whose note was translated
        fetch_pieces(manifest.lists[_ASSOCIATIONS])
        links += _list_links(shared.intersection(manifest.lists[_ASSOCIATIONS]), retold)
    return descriptors, _make_links(manifest, links)


def _list_links(pieces: Iterable[str], named: Collection[str]) -> list[dict[str, Any]]:
    return [
        value
        for piece in pieces
        for value in from_json(body_of(piece))
        if value["id"] in named or value["origin"] in named or value["destination"] in named
    ]


def _make_links(manifest: Manifest, values: Sequence[dict[str, Any]]) -> tuple[Association, ...]:
    texts = _choose_texts(manifest, _ASSOCIATIONS, [value["id"] for value in values])
    return tuple(_make(_ASSOCIATIONS, value, _told_of(texts, value["id"])) for value in values)


def list_apart(before: str, after: str) -> frozenset[str] | None:
    """Return the identifiers of items, descriptors and associations that are not the same in two frameworks.

    None where one is not kept in parts, and where their scales differ: what stands at a level goes with it.
    """
    if before == after:
        return frozenset()
    manifests = find_manifests([before, after])
    if len(manifests) < 2:
        return None
    old, new = manifests[before], manifests[after]
    if old.lists["scales"] != new.lists["scales"]:
        return None
    links = [set(side.lists[_ASSOCIATIONS]) for side in (old, new)]
    fetch_pieces([*list_pieces(old, (_ASSOCIATIONS,)), *list_pieces(new, (_ASSOCIATIONS,)), *(links[0] ^ links[1])])
    pairs = [side.items.items() for side in (old, new)]
    apart = {item for item, _piece in pairs[0] ^ pairs[1]}
    told = [{value["id"]: value for piece in mine - theirs for value in from_json(body_of(piece))}
            for mine, theirs in (links, links[::-1])]  # fmt: skip
    apart.update(link for link in told[0].keys() | told[1].keys() if told[0].get(link) != told[1].get(link))
    retold = _list_retold(old, new)
    return frozenset(apart.union(*retold.values()))


def _list_retold(old: Manifest, new: Manifest) -> dict[str, set[str]]:
    """Return the entries, by the list that they stand in, of which one framework has other translations."""
    retold: dict[str, set[str]] = {}
    for language in {*old.texts, *new.texts}:
        sides = [side.texts.get(language, ()) for side in (old, new)]
        told = [
            _gather({language: [piece for piece in mine if piece not in theirs]})
            for mine, theirs in (sides, sides[::-1])
        ]
        for kind in {*told[0], *told[1]}:
            before, after = (side.get(kind, {}).get(language, {}) for side in told)
            found = {name for name in {*before, *after} if before.get(name) != after.get(name)}
            if found:
                retold.setdefault(kind, set()).update(found)
    return retold


def _choose_texts(manifest: Manifest, kind: str, entries: Iterable[str]) -> Texts:
    """Return the translations of some entries of a list."""
    names = [f"/{kind}/{entry}/" for entry in entries]
    return _gather({language: _choose(held, names) for language, held in manifest.texts.items()}).get(kind, {})


def _choose(pieces: Sequence[str], names: Iterable[str]) -> list[str]:
    """Return the pieces of texts that may hold texts whose names begin so: of each name a few, in two pieces at most."""
    begins = [_begin_of(piece) for piece in pieces]
    places: set[int] = set()
    for name in names:
        places.update((bisect_right(begins, name) - 1, bisect_right(begins, f"{name}~") - 1))
    return [pieces[place] for place in sorted(places - {-1})]


def _read(manifest: Manifest, without: Collection[str]) -> Framework:
    left_out = tuple(f"/{kind}/" for kind in without)
    texts = _gather({language: _leave_out(pieces, left_out) for language, pieces in manifest.texts.items()})
    values: dict[str, Any] = {}
    header: dict[str, Any] = from_json(body_of(manifest.header))
    loose = header.pop(_DESCRIPTORS, ())
    parts: dict[str, tuple[Any, ...]] = {
        kind: tuple(entry for piece in pieces for entry in _read_list(kind, piece, texts.get(kind, {})))
        for kind, pieces in manifest.lists.items()
        if kind not in without
    }
    of_items = texts.get("items", {})
    parts["items"] = tuple(_read_item(piece, item, of_items, values) for item, piece in manifest.items.items())
    if _DESCRIPTORS not in without:
        parts[_DESCRIPTORS] = _list_descriptors(manifest, loose, texts.get(_DESCRIPTORS, {}), values)
    told = _told_of(texts.get(_HEADER, {}), _HEADER)
    return FRAMEWORK_FORMAT.read_kept({**_with_translations(header, told), **parts})


def _list_descriptors(
    manifest: Manifest, loose: Sequence[Any], texts: Texts, values: dict[str, Any]
) -> tuple[LevelDescriptor, ...]:
    found = [_make(_DESCRIPTORS, value, _told_of(texts, value["id"])) for value in loose]
    for piece in manifest.items.values():
        found.extend(_read_descriptors(piece, texts, values))
    order = manifest.descriptor_order
    return tuple(found[place] for place in order) if order else tuple(found)


def _read_item(piece: str, item: str, texts: Texts, values: dict[str, Any]) -> Item:
    told = _told_of(texts, item)
    key = ("items", piece, told)
    found = _ENTRIES.get(key)
    if found is None:
        found = _ENTRIES.put(key, (_make("items", _value_of(piece, values)["item"], told),))
    made: Item = found[0]
    return made


def _read_descriptors(piece: str, texts: Texts, values: dict[str, Any]) -> tuple[LevelDescriptor, ...]:
    told = tuple(_told_of(texts, name) for name in _descriptors_in(piece, values)) if texts else ()
    told = told if any(told) else ()  # one key, whatever else is translated
    key = (_DESCRIPTORS, piece, told)
    found = _ENTRIES.get(key)
    if found is None:
        entries = _value_of(piece, values)[_DESCRIPTORS]
        made = (_make_descriptor(value, told[place] if told else ()) for place, value in enumerate(entries))
        found = _ENTRIES.put(key, tuple(made))
    return found


def _descriptors_in(piece: str, values: dict[str, Any]) -> tuple[str, ...]:
    return _NAMES.get_or_make(piece, lambda: tuple(entry["id"] for entry in _value_of(piece, values)[_DESCRIPTORS]))


def _value_of(piece: str, values: dict[str, Any]) -> Any:
    """Return the JSON value of a piece, kept in ``values`` as long as a framework is being read."""
    if piece not in values:
        values[piece] = from_json(body_of(piece))
    return values[piece]


def _make_descriptor(value: dict[str, Any], told: _ToldOf) -> LevelDescriptor:
    """Return a descriptor, of which a framework has most: made without looking at types that were right when kept."""
    text = {tag: _make_wording(wording) for tag, wording in value["text"].items()}
    for language, wordings in told:
        for place, words, origin, of in wordings:
            if place != "/text":
                return _read_as_any(value, told)
            text[language] = Wording(text=words, origin=_ORIGINS[origin], of=of)
    if value.keys() != _DESCRIPTOR_KEYS:
        return _read_as_any(value, told)
    return LevelDescriptor(
        id=value["id"],
        item=value["item"],
        level=value["level"],
        text={tag: text[tag] for tag in sorted(text)} if told else text,
    )


def _read_as_any(value: dict[str, Any], told: _ToldOf) -> LevelDescriptor:
    made: LevelDescriptor = _make(_DESCRIPTORS, value, told)
    return made


def _make_wording(value: dict[str, Any]) -> Wording:
    return Wording(text=value["text"], origin=_ORIGINS[value["origin"]], of=value.get("of"))


def _read_list(kind: str, piece: str, texts: Texts) -> tuple[Any, ...]:
    values: list[Any] | None = None
    told: tuple[Any, ...] = ()
    if texts:
        values = from_json(body_of(piece))
        told = tuple(_told_of(texts, value["id"]) for value in values)
    key = (kind, piece, told)
    found = _ENTRIES.get(key)
    if found is None:
        values = from_json(body_of(piece)) if values is None else values
        made = (_make(kind, value, told[place] if told else ()) for place, value in enumerate(values))
        found = _ENTRIES.put(key, tuple(made))
    return found


def _make(kind: str, value: dict[str, Any], told: _ToldOf) -> Any:
    return _ADAPTERS[kind].validate_python(_with_translations(value, told) if told else value)


def _told_of(texts: Texts, name: str) -> _ToldOf:
    return tuple([(language, found[name]) for language, found in texts.items() if name in found])


def _with_translations(value: dict[str, Any], told: _ToldOf) -> dict[str, Any]:
    """Return an object with these translations, itself as it was."""
    made = {**value}
    new: dict[str, dict[str, Any]] = {}
    deep: dict[str, dict[str, Any]] = {}
    for language, wordings in told:
        for place, text, origin, of in wordings:
            wording = {"text": text, "origin": origin, "of": of}
            if place.rfind("/"):
                deep.setdefault(language, {})[place] = wording
                continue
            key = place[1:]
            if key not in new:
                new[key] = {**value.get(key, {})}
            new[key][language] = wording
    for key, texts in new.items():
        made[key] = {tag: texts[tag] for tag in sorted(texts)}
    if deep:
        made = copy.deepcopy(made)
        put_translations(made, deep)
    return made


def _gather(pieces: Mapping[str, Sequence[str]]) -> dict[str, dict[str, dict[str, tuple[Told, ...]]]]:
    """Return the texts in these pieces: by the list that they belong to, by language and by entry."""
    gathered: dict[str, dict[str, dict[str, tuple[Told, ...]]]] = {}
    for language, found in pieces.items():
        for piece in found:
            for kind, entries in _texts_in(piece).items():
                into = gathered.setdefault(kind, {}).setdefault(language, {})
                first = next(iter(entries))
                begun = into.get(first, ())
                into.update(entries)
                if begun:  # the entry was cut in two
                    into[first] = begun + entries[first]
    return gathered


def _texts_in(piece: str) -> Mapping[str, Mapping[str, tuple[Told, ...]]]:
    found = _TEXTS.get(piece)
    if found is None:
        grouped: dict[str, dict[str, list[Told]]] = {}
        for name, told in from_json(body_of(piece)).items():
            _slash, kind, *rest = name.split("/", 3)
            kind, entry, place = (kind, rest[0], f"/{rest[1]}") if len(rest) == 2 else (_HEADER, _HEADER, name)
            grouped.setdefault(kind, {}).setdefault(entry, []).append((place, told["text"], told["origin"], told["of"]))
        made = {kind: {name: tuple(told) for name, told in held.items()} for kind, held in grouped.items()}
        found = _TEXTS.put(piece, made)
    return found


def _begin_of(piece: str) -> str:
    """Return the name of the first text of a piece."""
    body = body_of(piece)
    return body[2 : body.index('"', 2)]


def _leave_out(pieces: Sequence[str], left_out: tuple[str, ...]) -> list[str]:
    """Return the pieces that may hold more than is left out: names are in order, from piece to piece."""
    if not left_out:
        return list(pieces)
    kinds = [next((kind for kind in left_out if _begin_of(piece).startswith(kind)), "") for piece in pieces]
    return [
        piece for piece, (kind, then) in zip(pieces, pairwise([*kinds, ""]), strict=True) if not kind or kind != then
    ]
