"""A framework's CASE packages laid out for look-up: every object under its kind and identifier, in its standalone form.

In a package an object does not repeat which document it is of; on its own it must. That difference, and the sets that
answer for definitions, are made here, from the packages alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from capacita.framework.exchange.case_writing import head_document

Value = dict[str, Any]

DEFINITIONS = ("CFConcepts", "CFSubjects", "CFItemTypes", "CFLicenses", "CFAssociationGroupings")
# Answered as a set: the one asked for, then those below it by their hierarchy code.
SETS = frozenset({"CFConcepts", "CFSubjects", "CFItemTypes"})
KINDS = (
    "CFDocuments", "CFPackages", "CFItems", "CFItemAssociations", "CFAssociations", "CFAssociationGroupings",
    "CFConcepts", "CFSubjects", "CFItemTypes", "CFLicenses", "CFRubrics",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The packages of one framework version, one for each of its languages, with where each object lies in them."""

    packages: tuple[Value, ...]
    places: Mapping[tuple[str, str], tuple[int, int]]  # kind and identifier -> package, position in its list
    bearing: Mapping[str, tuple[tuple[int, int], ...]]  # item -> its associations
    base: str

    def get(self, kind: str, identifier: str) -> Value | None:
        """Return the answer for an object of a kind, or nothing."""
        place = self.places.get((kind, identifier))
        if place is None:
            return None
        package = self.packages[place[0]]
        if kind == "CFPackages":
            return package
        if kind == "CFDocuments":
            return self._document(package)
        if kind == "CFRubrics":
            rubric: Value = package["CFRubrics"][place[1]]
            return rubric
        if kind == "CFItemAssociations":
            found = [self.packages[at]["CFAssociations"][index] for at, index in self.bearing.get(identifier, ())]
            return {"CFItem": self._alone(package, package["CFItems"][place[1]]), "CFAssociations": found}
        if kind in ("CFItems", "CFAssociations"):
            return self._alone(package, package[kind][place[1]])
        family: list[Value] = package["CFDefinitions"][kind]
        return {kind: _with_those_below(family, place[1])} if kind in SETS else family[place[1]]

    def _document(self, package: Value) -> Value:
        return document_alone(head_document(package["CFDocument"]), self.base)

    @staticmethod
    def _alone(package: Value, entry: Value) -> Value:
        document = package["CFDocument"]
        alone = {**entry, "CFDocumentURI": {name: document[name] for name in ("title", "identifier", "uri")}}
        if "fullStatement" in entry and "licenseURI" in document:
            alone.setdefault("licenseURI", document["licenseURI"])  # the attribution is read there
        return alone


def document_alone(heading: Value, base: str) -> Value:
    """Return the document of a package as it is told outside of it, from what heads it; ``base`` as below."""
    address = f"{base}/CFPackages/{heading['identifier']}"
    return {
        **heading,
        "CFPackageURI": {"title": heading["title"], "identifier": heading["identifier"], "uri": address},
    }


def build_shelf(packages: Sequence[Value], base: str) -> Shelf:
    """Return the shelf of the packages of a framework; ``base`` is the address of the service."""
    places: dict[tuple[str, str], tuple[int, int]] = {}
    bearing: dict[str, list[tuple[int, int]]] = {}
    for at, package in enumerate(packages):
        identifier = package["CFDocument"]["identifier"]
        places[("CFDocuments", identifier)] = places[("CFPackages", identifier)] = (at, 0)
        for index, item in enumerate(package.get("CFItems", ())):
            for kind in ("CFItems", "CFItemAssociations"):
                places.setdefault((kind, item["identifier"]), (at, index))
        for index, association in enumerate(package.get("CFAssociations", ())):
            if ("CFAssociations", association["identifier"]) in places:
                continue
            places[("CFAssociations", association["identifier"])] = (at, index)
            ends = {association[end]["identifier"] for end in ("originNodeURI", "destinationNodeURI")}
            for end in ends:
                bearing.setdefault(end, []).append((at, index))
        for index, rubric in enumerate(package.get("CFRubrics", ())):
            places.setdefault(("CFRubrics", rubric["identifier"]), (at, index))
        for kind in DEFINITIONS:
            for index, definition in enumerate(package.get("CFDefinitions", {}).get(kind, ())):
                places.setdefault((kind, definition["identifier"]), (at, index))
    held = {item: tuple(found) for item, found in bearing.items()}
    for kind, identifier in [name for name in places if name[0] == "CFItemAssociations"]:
        if identifier not in held:  # an empty set is no CASE answer: without associations there is none
            del places[(kind, identifier)]
    return Shelf(packages=tuple(packages), places=places, bearing=held, base=base)


def _with_those_below(family: Sequence[Value], index: int) -> list[Value]:
    asked = family[index]
    stem = f"{asked['hierarchyCode']}."
    below = [entry for entry in family if entry["hierarchyCode"].startswith(stem)]
    return [asked, *sorted(below, key=lambda entry: _rungs(entry["hierarchyCode"]))]


def _rungs(code: str) -> list[tuple[int, str]]:
    """Return what orders hierarchy codes: numbers as numbers, words after them as words."""
    return [(int(part), "") if part.isdecimal() else (10**9, part) for part in code.split(".")]
