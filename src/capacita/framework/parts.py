"""The parts of a framework version: what a release names by digest, and what the site keeps once for all versions.

Every part but ``texts`` holds source wordings only, so that a translation changes the part of its language and no
other. Long parts are kept in pieces, cut where the names of their entries say (content-defined chunking, after
Muthitacharoen, Chen and Mazieres 2001, section 3.1): an entry that comes or goes changes the piece that it is in.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from capacita.vocabulary import TextOrigin, digest

Value = dict[str, Any]


class PartKind(StrEnum):
    """What a part of a framework version is."""

    HEADER = "header"  # names, sources, rubrics and everything else that is no list of its own
    SCALES = "scales"
    ROLES = "roles"
    DEFINITIONS = "definitions"
    ASSOCIATIONS = "associations"
    ITEM = "item"  # with its descriptors
    TEXTS = "texts"  # all translations into one language


LISTS = (PartKind.SCALES, PartKind.ROLES, PartKind.DEFINITIONS, PartKind.ASSOCIATIONS)
_FREE = frozenset({"extensions", "rubrics"})  # anything may stand there, so nothing in them is a text of ours
_SOURCE = TextOrigin.SOURCE.value
_CUT_BELOW = 8  # of 256: a piece holds 32 entries on average


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkPart:
    """A part with its JSON value; ``name`` is an item's identifier or a language."""

    kind: PartKind
    name: str = ""
    value: Any

    @property
    def digest(self) -> str:
        """The digest by which a release names the part."""
        return digest(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitFramework:
    """A framework version in parts, items in the order of the document.

    ``descriptor_order`` holds, for each descriptor of the document, its place among those that have no item here and
    then those of each item; empty where that is the order of the document.
    """

    parts: tuple[FrameworkPart, ...]
    descriptor_order: tuple[int, ...] = ()


def source_only(document: Value) -> Value:
    """Return the JSON value of a framework document with only its source wordings."""
    return _without_translations(document, "", {})


def split_framework(document: Value) -> SplitFramework:
    """Return the parts of the JSON value of a framework document; what belongs to no item stays in the header."""
    texts: dict[str, Value] = {}
    rest = _without_translations(document, "", texts)
    items: list[Value] = rest.pop("items", [])
    groups: dict[str, list[tuple[int, Value]]] = {item["id"]: [] for item in items}
    loose: list[tuple[int, Value]] = []
    for place, descriptor in enumerate(rest.pop("descriptors", ())):
        groups.get(descriptor["item"], loose).append((place, descriptor))
    if loose:
        rest["descriptors"] = [descriptor for _place, descriptor in loose]
    places = [place for group in (loose, *groups.values()) for place, _descriptor in group]
    lists = [FrameworkPart(kind=kind, value=rest.pop(kind.value, [])) for kind in LISTS]
    of_items = [
        FrameworkPart(
            kind=PartKind.ITEM,
            name=item["id"],
            value={"item": item, "descriptors": [descriptor for _place, descriptor in groups.pop(item["id"], ())]},
        )
        for item in items
    ]
    languages = [
        FrameworkPart(kind=PartKind.TEXTS, name=language, value=found) for language, found in sorted(texts.items())
    ]
    return SplitFramework(
        parts=(FrameworkPart(kind=PartKind.HEADER, value=rest), *lists, *of_items, *languages),
        descriptor_order=_inverse(places) if places != sorted(places) else (),
    )


def join_framework(split: SplitFramework) -> Value:
    """Return the JSON value of the framework that was split: the same, key by key, with languages in their order.

    The values of the parts are used up: what is returned is made from them.
    """
    document: Value = {}
    items, descriptors = [], []
    texts: dict[str, Value] = {}
    for part in split.parts:
        if part.kind is PartKind.HEADER:
            document = {**part.value}
            descriptors.extend(document.pop("descriptors", ()))
        elif part.kind is PartKind.ITEM:
            items.append(part.value["item"])
            descriptors.extend(part.value["descriptors"])
        elif part.kind is PartKind.TEXTS:
            texts[part.name] = part.value
        elif part.value:
            document[part.kind.value] = part.value
    if items:
        document["items"] = items
    if descriptors:
        order = split.descriptor_order
        document["descriptors"] = [descriptors[place] for place in order] if order else descriptors
    _put_translations(document, texts)
    return document


def divide_part(part: FrameworkPart) -> list[Any]:
    """Return the pieces in which a part is kept: of a list or of texts a few entries each, of others the whole."""
    if part.kind is PartKind.TEXTS:
        names = sorted(part.value)
        return [{name: part.value[name] for name in piece} for piece in _cut(names, names)]
    if part.kind is PartKind.ROLES:
        return [[role] for role in part.value]
    if part.kind is PartKind.ASSOCIATIONS:
        return list(_cut(part.value, [entry["id"] for entry in part.value]))
    return [part.value]


def unite_part(kind: PartKind, name: str, pieces: Iterable[Any]) -> FrameworkPart:
    """Return the part that was divided into these pieces."""
    if kind is PartKind.TEXTS:
        return FrameworkPart(kind=kind, name=name, value={key: text for piece in pieces for key, text in piece.items()})
    if kind in (PartKind.ROLES, PartKind.ASSOCIATIONS):
        return FrameworkPart(kind=kind, name=name, value=[entry for piece in pieces for entry in piece])
    (value,) = pieces
    return FrameworkPart(kind=kind, name=name, value=value)


def _without_translations(value: Value, name: str, texts: dict[str, Value]) -> Value:
    """Return an object with only its source wordings; the others go to ``texts``, by language and place.

    A place is told by the identifiers of entries, where they have one, since an index moves when others come and go.
    """
    kept: Value = {}
    for key, entry in value.items():
        if isinstance(entry, dict) and entry and key not in _FREE:
            if _is_text(entry):
                source = {tag: wording for tag, wording in entry.items() if wording["origin"] == _SOURCE}
                for tag, wording in entry.items():
                    if tag not in source:
                        told = {"text": wording["text"], "origin": wording["origin"], "of": wording.get("of")}
                        texts.setdefault(tag, {})[f"{name}/{key}"] = told
                if not source and not _must_stand(value, key):
                    continue
                entry = source
        elif isinstance(entry, list) and key not in _FREE:
            entry = [
                _without_translations(child, f"{name}/{key}/{child.get('id') or index}", texts)
                if isinstance(child, dict)
                else child
                for index, child in enumerate(entry)
            ]
        kept[key] = entry
    return kept


def _must_stand(value: Value, key: str) -> bool:
    """Tell whether a text has to be written though it says nothing: all but those of items, notes and descriptions."""
    return key in ("text", "term") or (key == "title" and "kind" not in value)


def _is_text(entry: Value) -> bool:
    return all(isinstance(wording, dict) and "origin" in wording and "text" in wording for wording in entry.values())


def _put_translations(document: Value, texts: dict[str, Value]) -> None:
    """Put each translation to its source, and the languages of each text into their order."""
    holders: dict[str, Value] = {"": document}
    found: dict[str, Value] = {}
    for language, wordings in texts.items():
        for name, told in wordings.items():
            text = found.get(name)
            if text is None:
                owner, _slash, key = name.rpartition("/")
                text = found[name] = dict(_holder(owner, holders).get(key, {}))
            text[language] = told if told["of"] is not None else {"text": told["text"], "origin": told["origin"]}
    for name, text in found.items():
        owner, _slash, key = name.rpartition("/")
        holders[owner][key] = {tag: text[tag] for tag in sorted(text)}


def _holder(name: str, holders: dict[str, Value]) -> Value:
    """Return the object at a place, noting it and all beside it."""
    if name not in holders:
        above, key, _entry = name.rsplit("/", 2)
        for index, entry in enumerate(_holder(above, holders)[key]):
            holders[f"{above}/{key}/{entry.get('id') or index}"] = entry
    return holders[name]


def _cut(entries: Sequence[Any], names: Sequence[str]) -> Iterator[Sequence[Any]]:
    """Yield the entries in runs, each ending where the digest of a name begins with a low number."""
    begun = 0
    for place, name in enumerate(names, start=1):
        if hashlib.sha256(name.encode("utf-8")).digest()[0] < _CUT_BELOW:
            yield entries[begun:place]
            begun = place
    if begun < len(entries):
        yield entries[begun:]


def _inverse(places: Sequence[int]) -> tuple[int, ...]:
    found = [0] * len(places)
    for rank, place in enumerate(places):
        found[place] = rank
    return tuple(found)
