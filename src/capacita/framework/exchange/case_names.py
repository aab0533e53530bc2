"""What the objects of CASE packages are called: by rule, from the framework alone, whether or not a package is written.

The writer asks here for each identifier that it gives; whoever only wants to know what there is asks for all of them,
which takes a small part of the time that the packages take.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from capacita.framework.exchange.case_cleaning import clean_package
from capacita.framework.exchange.case_editions import dump_chain, published_names, translated_names, translation_link_id
from capacita.framework.exchange.case_parts import (
    CASE,
    Value,
    as_mapping,
    item_type_id,
    licence_id,
    parent_link_id,
    rubric_ids,
)
from capacita.framework.exchange.case_shapes import DEFINITION_KINDS
from capacita.framework.model import Framework
from capacita.vocabulary import is_identifier

Name = tuple[str, str]  # the kind of an object, as the addresses of the service say it, and its identifier

_NAMED_GROUPS = ("items", "scales", "definitions", "associations")  # the rest stands inside other objects


def list_object_names(framework: Framework, bases: Sequence[Framework] = ()) -> frozenset[Name]:
    """Return the names of all objects in the packages of a framework, in each language that it is whole in.

    ``bases`` are the frameworks that it adapts, the nearest first. A package goes by the name of its document, and the
    set of an item's associations by that of the item, so neither is told of.
    """
    chain, whole = dump_chain(framework, bases)
    value = chain[0]
    own = published_names(chain, whole, framework.language)
    found = set(PackageNames(value, own).listed())
    for language in whole[0][1:]:
        translated = translated_names(chain, whole, language, _NAMED_GROUPS)
        found.update(PackageNames(value, translated).listed())
        for identifier in (value["id"], *(item["id"] for item in value.get("items", ()))):
            link = translation_link_id(translated[identifier], own.get(identifier, identifier))
            found.add(("CFAssociations", link))
    return frozenset(found)


class PackageNames:
    """The names of the objects of one package, from the JSON value of a framework.

    ``names`` leads from an identifier in the value to that in the package, where it is another.
    """

    def __init__(self, value: Value, names: Mapping[str, str] | None = None) -> None:
        self.value = value
        self.names = names or {}
        self.id = self.of(value["id"])
        self.kept = as_mapping(as_mapping(value.get("extensions")).get(CASE))
        self.rubrics = [rubric for rubric in value.get("rubrics", ()) if _is_strict_rubric(rubric)]

    def of(self, identifier: str) -> str:
        """Return what something goes by in the package."""
        return self.names.get(identifier, identifier)

    def listed(self) -> Iterator[Name]:
        """Yield the name of each object, some perhaps twice."""
        value = self.value
        items = value.get("items", ())
        yield "CFDocuments", self.id
        for item in items:
            yield "CFItems", self.of(item["id"])
            yield "CFAssociations", self.parent_link(item)
        for link in value.get("associations", ()):
            yield "CFAssociations", self.of(link["id"])
        for link in filter(_has_identifier, self.kept.get("associations", ())):
            yield "CFAssociations", self.of(link["identifier"])
        for rubric in self.described():
            yield "CFRubrics", self.rubric(*rubric)[0]
        for rubric in self.rubrics:
            yield "CFRubrics", self.of(rubric["identifier"])
        yield from self._defined()

    def parent_link(self, item: Value) -> str:
        """Return the identifier of the association that puts an item in its place."""
        parent = item.get("parent") or self.value["id"]
        kept = self.kept_parent_link(item)
        if _has_identifier(kept):
            return self.of(kept["identifier"])
        return parent_link_id(self.id, self.of(item["id"]), self.of(parent))

    def kept_parent_link(self, item: Value) -> Value:
        """Return what is kept of the association that put an item where it still is."""
        case = as_mapping(as_mapping(item.get("extensions")).get(CASE))
        kept, parent = as_mapping(case.get("parent")), item.get("parent") or self.value["id"]
        if kept.get("of", parent) != parent:
            return {}  # the item was moved since
        return {name: part for name, part in kept.items() if name != "of"}

    def described(self) -> dict[tuple[str, str], list[tuple[int, Value]]]:
        """Return the level descriptors with their places, by the item and the scale whose rubric they stand in."""
        scales = {level["id"]: scale["id"] for scale in self.value.get("scales", ()) for level in scale["levels"]}
        groups: dict[tuple[str, str], list[tuple[int, Value]]] = {}
        for place, entry in enumerate(self.value.get("descriptors", ())):
            groups.setdefault((entry["item"], scales[entry["level"]]), []).append((place, entry))
        return groups

    def rubric(self, item: str, scale: str) -> tuple[str, str]:
        """Return the identifiers of the rubric that describes an item on a scale, and of its one criterion."""
        return rubric_ids(self.id, self.of(item), self.of(scale))

    def licence(self) -> str:
        """Return the identifier of the licence that the framework names."""
        return licence_id(self.id, self.value["licence"])

    def keeps_licence(self) -> bool:
        """Tell whether the licence is the one that came in a CASE document of others, with a link of its own."""
        link = as_mapping(as_mapping(self.kept.get("document")).get("licenseURI"))
        return bool(link) and link.get("title") == self.value.get("licence")

    def item_type(self, word: str) -> str:
        """Return the identifier of an item type."""
        return item_type_id(self.id, word)

    def own_item_types(self) -> list[str]:
        """Return the words for the types of the items, without those of items that came from others."""
        own = [item for item in self.value.get("items", ()) if not is_foreign(item)]
        return list(dict.fromkeys(item.get("item_type") or item["kind"] for item in own))

    def _defined(self) -> Iterator[Name]:
        for scale in self.value.get("scales", ()):
            for entry in (scale, *scale["levels"]):
                yield "CFConcepts", self.of(entry["id"])
        for entry in self.value.get("definitions", ()):
            yield "CFConcepts", self.of(entry["id"])
        if self.value.get("licence") and not self.keeps_licence():
            yield "CFLicenses", self.licence()
        for word in self.own_item_types():
            yield "CFItemTypes", self.item_type(word)
        kept = as_mapping(self.kept.get("definitions"))
        for kind in DEFINITION_KINDS:
            for entry in filter(_has_identifier, kept.get(kind, ())):
                yield kind, self.of(entry["identifier"])


def is_foreign(item: Value) -> bool:
    """Tell whether an item came in a CASE package of others, which says of itself what its type is."""
    kept = as_mapping(as_mapping(item.get("extensions")).get(CASE))
    return not set(kept) <= {"extensions", "parent"}


def _has_identifier(entry: Any) -> bool:
    """Tell whether something that is kept as it came has an identifier of its own."""
    identifier = as_mapping(entry).get("identifier")
    return isinstance(identifier, str) and is_identifier(identifier)


def _is_strict_rubric(rubric: Value) -> bool:
    """Tell whether a rubric is one of CASE as it stands."""
    document = {"identifier": "00000000-0000-4000-8000-000000000000", "uri": "urn:x", "creator": "x", "title": "x"}
    package = {"CFDocument": {**document, "lastChangeDateTime": "1970-01-01T00:00:00Z"}, "CFRubrics": [rubric]}
    return not clean_package(package)[1]
