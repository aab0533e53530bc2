"""A strict CASE package as a framework: what our model holds becomes ours, all the rest is kept beside it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from capacita.framework.exchange.case_assumptions import assume_codes, assume_kinds, assume_positions, code_from_title
from capacita.framework.exchange.case_editions import restore_names
from capacita.framework.exchange.case_parts import (
    ADOPTION,
    CASE,
    OWN,
    STATUSES,
    Value,
    address_of,
    as_mapping,
    document_node,
    far_node,
    is_variant,
    item_type_id,
    join_kept,
    join_text,
    language_of,
    licence_id,
    node_of,
    own_part,
    parent_link_id,
)
from capacita.framework.exchange.case_shapes import DEFINITION_KINDS
from capacita.framework.exchange.repairs import Repair
from capacita.framework.model import AssociationKind, Framework
from capacita.framework.validation import read_framework
from capacita.vocabulary import Finding, ReadReport, pointer

_DOCUMENT_PARTS: Final = (
    "identifier", "title", "publisher", "version", "caseVersion", "extensions", "adoptionStatus", "language",
)  # fmt: skip
_ITEM_PARTS: Final = (
    "identifier", "fullStatement", "abbreviatedStatement", "notes", "CFItemType", "humanCodingScheme",
    "statusStartDate", "statusEndDate", "extensions",
)  # fmt: skip
_LINK_PARTS: Final = ("identifier", "associationType", "notes", "extensions", "sequenceNumber")
_LINK_KINDS: Final = frozenset(entry.value for entry in AssociationKind)
_DEFAULT_VERSION: Final = "0.1"
_DEFAULT_LANGUAGE: Final = "en"
# What a part of an item is called in CASE, for the places of findings.
_ITEM_NAMES: Final = {"statement": "fullStatement", "title": "abbreviatedStatement", "code": "humanCodingScheme"}


class PackageReader:
    """One strict package on its way into a framework."""

    def __init__(self, package: Value, repairs: list[Repair]) -> None:
        self.package, self.repairs = package, repairs
        self.raw: Value = package["CFDocument"]
        self.own = own_part(self.raw)
        made = as_mapping(self.own.get("made"))
        self.base = made["base"] if isinstance(made.get("base"), str) else ""
        self.stamp = made.get("moment")
        self.id: str = self.raw["identifier"]
        self.value: Value = {}
        self.language = _DEFAULT_LANGUAGE
        self.places: dict[str, list[str]] = {"items": [], "associations": [], "descriptors": []}
        self.aside: Value = {}
        self.parents: dict[str, tuple[int, Value]] = {}
        self.nodes: dict[str, Value | None] = {}

    def framework(self) -> ReadReport[Framework]:
        """Return the framework and what is wrong with it, at its places in the package."""
        value = restore_names(self._document(), self.own.get("edition"))
        document: dict[str, Any] = {"format": self.own.get("format", "capacita-framework/1"), **value}
        report = read_framework(json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        return replace(report, findings=tuple(map(self._located, report.findings)))

    def assume(self, path: Iterable[str | int], rule: str, before: Any, after: Any) -> None:
        """Tell of an assumption."""
        self.repairs.append(Repair(path=pointer(tuple(path)), rule=rule, before=before, after=after))

    def kept(self, entry: Value, kind: str, taken: Iterable[str]) -> Value:
        """Return what an object says beyond what we take from it or would write ourselves."""
        kept = {name: part for name, part in entry.items() if name not in taken}
        if kept.get("uri") == address_of(self.base, kind, entry["identifier"]):
            del kept["uri"]
        if kept.get("lastChangeDateTime") == self.stamp:
            kept.pop("lastChangeDateTime", None)
        others = {name: part for name, part in as_mapping(entry.get("extensions")).items() if name != OWN}
        if others:
            kept["extensions"] = others
        own = own_part(entry)
        if isinstance(own.get("assumed"), dict):
            kept["assumed"] = own["assumed"]
        if kind == "CFAssociations" and isinstance(own.get("aliases"), list):
            kept["aliases"] = own["aliases"]  # an item has a place of its own for them
        return kept

    def _document(self) -> Value:
        raw, own = self.raw, self.own
        kept = self.kept(raw, "CFDocuments", _DOCUMENT_PARTS)
        assumed = dict(as_mapping(kept.get("assumed")))
        texts = as_mapping(own.get("texts"))
        self.language = self._assumed(raw.get("language"), "language", _DEFAULT_LANGUAGE, assumed)
        title = None if raw["title"] == own.get("title_stand_in") else raw["title"]
        code = own.get("code") or self._assumed(None, "code", code_from_title(raw["title"], self.id), {})
        notes = raw.get("notes")
        self.value = {
            "id": self.id,
            "code": code,
            "title": join_text(title, texts.get("title"), self.language),
            "language": self.language,
            "version": self._assumed(raw.get("version"), "version", _DEFAULT_VERSION, assumed),
            "status": self._status(kept, assumed),
            "publisher": raw.get("publisher"),
            "licence": self._licence(kept),
            "notice": join_text(notes, texts.get("notice"), self.language) if own.get("notice") else None,
        }
        if own.get("notice"):
            kept.pop("notes", None)
            if "notes" in own:
                kept["notes"] = own["notes"]
        if raw["creator"] == (raw.get("publisher") or code):
            del kept["creator"]
        for name in ("derived_from", "sources", "roles"):
            self.value[name] = own.get(name)
        if isinstance(own.get("aliases"), list):
            kept["aliases"] = own["aliases"]
        if assumed:
            kept["assumed"] = assumed
        self._read_entries()
        case = {**self.aside, "document": kept, "package": self.package.get("extensions")}
        case = {name: part for name, part in case.items() if part}
        self.value["extensions"] = join_kept(own.get("extensions") or {}, case)
        return {name: part for name, part in self.value.items() if part not in (None, {}, [])}

    def _assumed(self, found: Any, name: str, default: str, assumed: Value) -> Any:
        if found is not None and found != "":
            assumed.pop(name, None)
            return found
        if assumed.get(name) is None:
            self.assume(("CFDocument", name), f"{name}-assumed", found, default)
        return assumed.setdefault(name, default)

    def _status(self, kept: Value, assumed: Value) -> Any:
        word, own = self.raw.get("adoptionStatus"), self.own.get("status")
        if word is None:
            return self._assumed(own, "status", "draft", assumed)
        status = STATUSES.get(word, "draft")
        if own is not None and STATUSES.get(ADOPTION.get(own, "")) == status:
            status = own
        if ADOPTION.get(status) != word:
            kept["adoptionStatus"] = word
            if word not in STATUSES:
                self.assume(("CFDocument", "adoptionStatus"), "status-assumed", word, status)
        return status

    def _licence(self, kept: Value) -> str | None:
        link = self.raw.get("licenseURI")
        if link is None:
            return None
        title: str = link["title"]
        if link["identifier"] == licence_id(self.id, title):
            del kept["licenseURI"]
        return title

    def _read_entries(self) -> None:
        self._read_definitions()
        raw_items = self.package.get("CFItems", [])
        self.names = {item["identifier"] for item in raw_items}
        items = [self._item(place, raw) for place, raw in enumerate(raw_items)]
        self.value["items"] = items
        self._find_parents({item["id"]: item for item in items})
        assume_kinds(self, items)
        assume_codes(self, items)
        assume_positions(self, items)
        self._keep_parent_links(items)
        self._read_links({item["id"]: item for item in items})
        self._read_rubrics()

    def _item(self, place: int, raw: Value) -> Value:
        own, texts = own_part(raw), as_mapping(own_part(raw).get("texts"))
        kept = self.kept(raw, "CFItems", _ITEM_PARTS)
        tag = own.get("language") or raw.get("language", self.language)
        if not own.get("language") and is_variant(tag, self.language):
            tag = self.language
        else:
            kept.pop("language", None)
        statement: str | None = raw["fullStatement"]
        title: str | None = raw.get("abbreviatedStatement")
        said = own.get("full_statement")
        if said == "title" and title is None:
            statement, title = None, statement
        elif as_mapping(said).get("stand_in") == statement and (title or own.get("kind")):
            statement = None  # of others' items it is all there is to show
        word = raw.get("CFItemType")
        kind = own.get("kind")
        code = own.get("code") or raw.get("humanCodingScheme") or ""
        if "code" in own and "humanCodingScheme" in raw:
            kept["humanCodingScheme"] = raw["humanCodingScheme"]
        if as_mapping(raw.get("CFItemTypeURI")).get("identifier") == item_type_id(self.id, word or ""):
            del kept["CFItemTypeURI"]
        item: Value = {
            "id": raw["identifier"],
            "kind": kind,
            "item_type": (own.get("item_type") if word == kind else word) or None,
            "code": code,
            "title": join_text(title, texts.get("title"), tag),
            "statement": join_text(statement, texts.get("statement"), tag),
            "notes": join_text(raw.get("notes"), texts.get("notes"), tag),
            "principles": own.get("principles"),
            "status_start": raw.get("statusStartDate"),
            "status_end": raw.get("statusEndDate"),
            "source": own.get("source"),
            "aliases": own.get("aliases"),
        }
        item["extensions"] = join_kept(own.get("extensions") or {}, kept)
        self.places["items"].append(pointer(("CFItems", place)))
        return {name: part for name, part in item.items() if part not in (None, {}, [])}

    def keep(self, entry: Value, **parts: Any) -> None:
        """Add to what is kept of the CASE object that an entry comes from."""
        extensions = entry.setdefault("extensions", {})
        if isinstance(extensions, dict):
            extensions.setdefault(CASE, {}).update(parts)

    def assume_of(self, entry: Value, name: str, value: Any) -> None:
        """Note that a part of an entry is an assumption, which goes unsaid as long as it stays as it is."""
        case = as_mapping(as_mapping(entry.get("extensions")).get(CASE))
        self.keep(entry, assumed={**as_mapping(case.get("assumed")), name: value})

    def _find_parents(self, items: Mapping[str, Value]) -> None:
        """Note, for every item, the first association that puts it under another item or under the framework."""
        for place, link in enumerate(self.package.get("CFAssociations", ())):
            origin, destination = (link[end]["identifier"] for end in ("originNodeURI", "destinationNodeURI"))
            if link["associationType"] != "isChildOf" or origin not in items or origin in self.parents:
                continue
            if destination in items or destination == self.id:
                self.parents[origin] = (place, link)
                if destination != self.id:
                    items[origin]["parent"] = destination
        for place, item in enumerate(items.values()):
            if item["id"] not in self.parents:
                self.assume(("CFItems", place), "placed-at-top", None, self.id)

    def _keep_parent_links(self, items: list[Value]) -> None:
        by_id = {item["id"]: item for item in items}
        for item in items:
            if item["id"] not in self.parents:
                continue
            link = self.parents[item["id"]][1]
            parent = item.get("parent", self.id)
            kept = self.kept(link, "CFAssociations", ("associationType", "extensions", "sequenceNumber"))
            if link["identifier"] == parent_link_id(self.id, item["id"], parent):
                del kept["identifier"]
            for end, identifier in (("originNodeURI", item["id"]), ("destinationNodeURI", parent)):
                if kept[end] == self._node(identifier, by_id):
                    del kept[end]
            if kept:
                self.keep(item, parent={**kept, "of": parent})

    def _node(self, identifier: str, items: Mapping[str, Value]) -> Value | None:
        """Return the end of an association as we would write it; what items are called stays, once they are read."""
        if identifier not in self.nodes:
            self.nodes[identifier] = self._make_node(identifier, items)
        return self.nodes[identifier]

    def _make_node(self, identifier: str, items: Mapping[str, Value]) -> Value | None:
        if identifier in items:
            item = items[identifier]
            return node_of(item, language_of(item, ("statement", "title"), self.language), self.base)
        return document_node(self._header(), self.base) if identifier == self.id else None

    def _header(self) -> Value:
        uri = self.raw["uri"]
        case = {} if uri == address_of(self.base, "CFDocuments", self.id) else {CASE: {"document": {"uri": uri}}}
        return {**self.value, "extensions": case}

    def _read_links(self, items: Mapping[str, Value]) -> None:
        inside = {self.id, *items, *self.concepts}
        parents = {place for place, _ in self.parents.values()}
        links = []
        for place, link in enumerate(self.package.get("CFAssociations", ())):
            if place in parents:
                continue
            origin, destination = (link[end]["identifier"] for end in ("originNodeURI", "destinationNodeURI"))
            own = own_part(link)
            alone = origin not in items and not own.get("gone")
            if alone or (origin == destination and link["associationType"] != "isChildOf"):
                self.assume(("CFAssociations", place), "association-set-aside", link["identifier"], None)
                self.aside.setdefault("associations", []).append(self._said_of(link))
                continue
            links.append(self._link(link, origin, destination, inside, items))
            self.places["associations"].append(pointer(("CFAssociations", place)))
        self.value["associations"] = links

    def _said_of(self, link: Value) -> Value:
        """Return an association that we only hand on, without what we had put there ourselves."""
        address = address_of(self.base, "CFAssociations", link["identifier"])
        ours = {"uri": address, "lastChangeDateTime": self.stamp}
        if any(link[name] != part for name, part in ours.items()):
            return link
        return {name: part for name, part in link.items() if name not in ours}

    def _link(self, raw: Value, origin: str, destination: str, inside: set[str], items: Mapping[str, Value]) -> Value:
        own, kind = own_part(raw), raw["associationType"]
        kept = self.kept(raw, "CFAssociations", _LINK_PARTS)
        if kind not in _LINK_KINDS:
            kept["associationType"], kind = kind, "isRelatedTo"
        if raw.get("sequenceNumber") == 0:
            kept["sequenceNumber"] = 0
        if destination not in inside and ":" not in destination:
            destination = raw["destinationNodeURI"]["uri"]
        for end, identifier in (("originNodeURI", origin), ("destinationNodeURI", destination)):
            node = self._node(identifier, items) or self._far_node(identifier)
            if kept[end] == node:
                del kept[end]
        link: Value = {
            "id": raw["identifier"],
            "kind": kind,
            "origin": origin,
            "destination": destination,
            "position": raw.get("sequenceNumber") or None,
            "notes": join_text(raw.get("notes"), as_mapping(own.get("texts")).get("notes"), self.language),
            "extensions": join_kept(own.get("extensions") or {}, kept),
        }
        return {name: part for name, part in link.items() if part not in (None, {}, [])}

    def _far_node(self, identifier: str) -> Value:
        """Return the far end of a link as we would write it; ``identifier`` is what our model calls it."""
        if identifier in self.concepts:
            title = self.concepts[identifier]
            return {"title": title, "identifier": identifier, "uri": address_of(self.base, "CFConcepts", identifier)}
        return far_node(self.id, identifier)

    def _read_definitions(self) -> None:
        """Take our scales, levels and terms out of the concepts; keep what others define as it stands."""
        definitions: Value = self.package.get("CFDefinitions", {})
        scales: dict[str, Value] = {}
        terms: list[Value] = []
        levels: list[tuple[Any, Value]] = []
        kept: Value = {}
        self.concepts: dict[str, str] = {}
        for group in DEFINITION_KINDS:
            for entry in definitions.get(group, ()):
                own = own_part(entry)
                kind = own.get("kind") if group == "CFConcepts" else None
                if kind == "scale":
                    scales[entry["identifier"]] = {**self._concept(entry, "title", "notes"), "levels": []}
                elif kind == "level":
                    level = {**self._concept(entry, "title", "description"), "position": own.get("position")}
                    levels.append((own.get("scale"), level))
                elif kind == "term":
                    terms.append(self._concept(entry, "term", "text"))
                elif not own.get("made"):
                    kept.setdefault(group, []).append(entry)
                if kind in ("scale", "level"):
                    self.concepts[entry["identifier"]] = entry["title"]
        for scale, level in levels:
            if isinstance(scale, str) and scale in scales:
                scales[scale]["levels"].append(level)
        if "extensions" in definitions:
            kept["extensions"] = definitions["extensions"]
        self.value["scales"], self.value["definitions"] = list(scales.values()), terms
        if kept:
            self.aside["definitions"] = kept

    def _concept(self, raw: Value, name: str, text: str) -> Value:
        own = own_part(raw)
        texts = as_mapping(own.get("texts"))
        title = None if raw["title"] == own.get("title_stand_in") else raw["title"]
        made = {
            "id": raw["identifier"],
            "code": own.get("code"),
            name: join_text(title, texts.get(name), self.language),
            text: join_text(raw.get("description"), texts.get(text), self.language),
        }
        return {key: part for key, part in made.items() if part not in (None, {}) or key == name}

    def _read_rubrics(self) -> None:
        descriptors: list[tuple[int, str, Value]] = []
        others: list[Value] = []
        for place, rubric in enumerate(self.package.get("CFRubrics", ())):
            if "scale" in own_part(rubric):
                descriptors.extend(self._descriptors(rubric, ("CFRubrics", place)))
            else:
                others.append(rubric)
        descriptors.sort(key=lambda entry: entry[0])
        self.value["descriptors"] = [entry for _, _, entry in descriptors]
        self.places["descriptors"] = [path for _, path, _ in descriptors]
        told = self.own.get("rubrics")
        if isinstance(told, list):
            by_id = {rubric["identifier"]: rubric for rubric in others}
            entries = [as_mapping(entry) for entry in told]
            named = [entry.get("value") or by_id.pop(str(entry.get("identifier")), None) for entry in entries]
            others = [*(rubric for rubric in named if rubric), *by_id.values()]
        self.value["rubrics"] = others

    def _descriptors(self, rubric: Value, path: tuple[str | int, ...]) -> Iterator[tuple[int, str, Value]]:
        for number, criterion in enumerate(rubric.get("CFRubricCriteria", ())):
            item = as_mapping(criterion.get("CFItemURI")).get("identifier")
            for rung, level in enumerate(criterion.get("CFRubricCriterionLevels", ())):
                said = next((as_mapping(part[OWN]) for part in level.get("extensions", ()) if OWN in part), {})
                text = join_text(level.get("description"), said.get("text"), self.language)
                place = said["place"] if isinstance(said.get("place"), int) else len(self.names)
                here = pointer((*path, "CFRubricCriteria", number, "CFRubricCriterionLevels", rung))
                yield place, here, {"id": level["identifier"], "item": item, "level": said.get("level"), "text": text}

    def _located(self, finding: Finding) -> Finding:
        """Return a finding about the framework at its place in the package."""
        values = {
            name: self._place(value) if name == "first" and isinstance(value, str) else value
            for name, value in finding.values.items()
        }
        return replace(finding, path=self._place(finding.path), values=values)

    def _place(self, path: str) -> str:
        steps = path.split("/")[1:]
        if len(steps) < 2 or steps[0] not in self.places or not steps[1].isdigit():
            return "/CFDocument" + (f"/{steps[0]}" if steps and steps[0] in self.raw else "")
        places = self.places[steps[0]]
        if int(steps[1]) >= len(places):
            return path
        rest = [_ITEM_NAMES.get(steps[2], "")] if len(steps) > 2 and steps[0] == "items" else []
        return "/".join([places[int(steps[1])], *filter(None, rest)])
