"""The parts of a framework version: what a release names by digest, and what the site keeps once for all versions.

Every part but ``texts`` holds source wordings only, so that a translation changes the part of its language and no
other. Long parts are kept in pieces, cut where the names of their entries say (content-defined chunking, after
Muthitacharoen, Chen and Mazieres 2001, section 3.1): an entry that comes or goes changes the piece that it is in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from capacita.vocabulary import TextOrigin

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


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkPart:
    """A part with its JSON value; ``name`` is an item's identifier or a language."""

    kind: PartKind
    name: str = ""
    value: Any


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
    return take_translations(document, {})


def take_translations(value: Value, texts: dict[str, Value]) -> Value:
    """Return an object with only its source wordings; the others go to ``texts``, by language and place in it.

    A place is told by the identifiers of entries, where they have one, since an index moves when others come and go.
    """
    return _without_translations(value, "", texts)


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
    put_translations(document, texts)
    return document


def put_translations(document: Value, texts: Mapping[str, Value]) -> None:
    """Put each translation back to its source in an object, and the languages of each text into their order."""
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


def unite_part(kind: PartKind, name: str, pieces: Iterable[Any]) -> FrameworkPart:
    """Return the part that was divided into these pieces."""
    if kind is PartKind.TEXTS:
        return FrameworkPart(kind=kind, name=name, value={key: text for piece in pieces for key, text in piece.items()})
    if kind in (PartKind.ROLES, PartKind.ASSOCIATIONS):
        return FrameworkPart(kind=kind, name=name, value=[entry for piece in pieces for entry in piece])
    (value,) = pieces
    return FrameworkPart(kind=kind, name=name, value=value)


def _without_translations(value: Value, name: str, texts: dict[str, Value]) -> Value:
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


def _holder(name: str, holders: dict[str, Value]) -> Value:
    """Return the object at a place, noting it and all beside it."""
    if name not in holders:
        above, key, _entry = name.rsplit("/", 2)
        for index, entry in enumerate(_holder(above, holders)[key]):
            holders[f"{above}/{key}/{entry.get('id') or index}"] = entry
    return holders[name]
