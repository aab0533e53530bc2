"""A framework as one CASE 1.1 package in its source language, strict, with all the rest in ``extensions``.

The package is put through the same cleaning as what comes in: what would break the strict form is mended and listed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from capacita.framework.exchange.case_cleaning import clean_package
from capacita.framework.exchange.case_editions import Edition, make_edition
from capacita.framework.exchange.case_names import PackageNames, is_foreign
from capacita.framework.exchange.case_parts import (
    ADOPTION,
    CASE,
    OWN,
    STATUSES,
    Value,
    address_of,
    any_text,
    as_mapping,
    document_node,
    far_node,
    is_variant,
    label_of,
    language_of,
    node_of,
    own_part,
    split_kept,
    split_text,
)
from capacita.framework.exchange.case_shapes import DEFINITION_KINDS
from capacita.framework.exchange.licences import state_attribution
from capacita.framework.exchange.repairs import Repair
from capacita.framework.model import Framework

_TOLD_OF_DOCUMENTS = frozenset({"format", "code", "status", "derived_from", "aliases"})
_KEPT_OF_PACKAGES: Final = frozenset({"document", "package", "associations", "definitions"})
# Of an entry's kept part, what is no property of the CASE object.
_RESERVED = frozenset({"assumed", "parent", "aliases", "extensions"})


def write_package(
    framework: Framework,
    *,
    moment: datetime,
    base_uri: str | None = None,
    bases: Sequence[Framework] = (),
    language: str | None = None,
) -> tuple[Value, tuple[Repair, ...]]:
    """Return a framework as a strict CASE 1.1 package, and what had to be mended to make it one.

    ``bases`` are the frameworks that it adapts, the nearest first; ``language`` is that of the package, where it is
    not the framework's own.
    """
    stamp = moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    base = (base_uri or "").rstrip("/")
    edition = make_edition(framework, bases, language or framework.language, base)
    package = _Writer(edition, state_attribution(framework), stamp, base).package()
    strict, repairs = clean_package(package, stamp)
    return strict, tuple(repairs)


def write_heading(framework: Framework, *, moment: datetime, base_uri: str | None, language: str) -> Value:
    """Return the document of a package in a language as it is told without what is in the package."""
    header = replace(
        framework, scales=(), items=(), descriptors=(), associations=(), roles=(), definitions=(), rubrics=()
    )
    package = write_package(header, moment=moment, base_uri=base_uri, language=language)[0]
    return head_document(package["CFDocument"])


def head_document(document: Value) -> Value:
    """Return the document of a package as it is told without what is in the package.

    Of our part of its extensions only what says which framework it is, and what that adapts, is left. The rest belongs
    to whoever reads the package back: roles, sources, the wordings in other languages, what was called otherwise.
    """
    told = {name: part for name, part in own_part(document).items() if name in _TOLD_OF_DOCUMENTS}
    others = {name: part for name, part in as_mapping(document.get("extensions")).items() if name != OWN}
    extensions = {**others, OWN: told} if told else others
    return {**document, "extensions": extensions} if extensions else dict(document)


class _Writer:
    """One package being written from the JSON value of a framework."""

    def __init__(self, edition: Edition, attribution: str, stamp: str, base: str) -> None:
        self.value = edition.value
        self.names = edition.names
        self.attribution = attribution
        self.called = PackageNames(self.value)
        self.id: str = self.value["id"]
        self.language: str = self.value["language"]
        self.stamp, self.base = stamp, base
        self.items: dict[str, Value] = {item["id"]: item for item in self.value.get("items", ())}
        self.scales: list[Value] = self.value.get("scales", [])
        self.levels = {level["id"]: (scale, level) for scale in self.scales for level in scale["levels"]}
        self.kept = self.called.kept
        self.nodes: dict[str, Value] = {}
        self.rubrics, self.own_rubrics = self._sort_rubrics()

    def _sort_rubrics(self) -> tuple[list[Value], list[Any] | None]:
        """Return the rubrics that are CASE, and all in their order where some are not."""
        kept = [dict(rubric) for rubric in self.value.get("rubrics", ())]
        strict = [dict(rubric) for rubric in self.called.rubrics]
        if len(strict) == len(kept):
            return strict, None
        return strict, [
            {"identifier": rubric["identifier"]} if rubric in strict else {"value": rubric} for rubric in kept
        ]

    def package(self) -> Value:
        package: Value = {
            "CFDocument": self.document(),
            "CFItems": [self.item(item) for item in self.items.values()],
            "CFAssociations": [*self.parent_links(), *self.links(), *self.handed_on()],
            "CFDefinitions": self.definitions(),
            "CFRubrics": [*self.described(), *self.rubrics],
        }
        if "package" in self.kept:
            package["extensions"] = self.kept["package"]
        return {name: part for name, part in package.items() if part}

    def made(self, kind: str, identifier: str, kept: Mapping[str, Any], own: Value, **parts: Any) -> Value:
        """Return an object: what is ours, what was kept word for word, and our part of its extensions."""
        value: Value = {"identifier": identifier, "uri": address_of(self.base, kind, identifier)}
        value.update({name: part for name, part in parts.items() if part is not None})
        value["lastChangeDateTime"] = self.stamp
        value.update({name: part for name, part in kept.items() if name not in _RESERVED})
        for name in ("assumed", "aliases"):
            if kept.get(name):
                own.setdefault(name, kept[name])
        extensions = {**as_mapping(kept.get("extensions"))}
        own = {name: part for name, part in own.items() if part not in (None, {}, [])}
        if own:
            extensions[OWN] = own
        if extensions:
            value["extensions"] = extensions
        return value

    def document(self) -> Value:
        value = self.value
        kept, foreign = self._kept_document()
        assumed = as_mapping(kept.get("assumed"))
        title, titles = split_text(value.get("title", {}), self.language)
        notice, notices = split_text(value.get("notice", {}), self.language)
        status: str = value["status"]
        word: str | None = kept.get("adoptionStatus")
        own: Value = {
            "format": value["format"],
            "made": {"moment": self.stamp, "base": self.base},
            "code": value["code"],
            "texts": _without_none({"title": titles, "notice": notices}),
            "title_stand_in": None if title else value["code"],
            "notice": True if value.get("notice") else None,
        }
        if word is not None and STATUSES.get(word, "draft") != status:
            word = None  # the status was changed since
        if STATUSES.get(ADOPTION[status] if word is None else word, "draft") != status:
            own["status"] = status
        for name in ("derived_from", "sources", "roles"):
            own[name] = value.get(name)
        own["rubrics"] = self.own_rubrics
        own["edition"] = None if self.names is None else {"names": dict(self.names)}
        own["extensions"] = _others(as_mapping(value.get("extensions")), foreign)
        if notice and "notes" in kept:
            own["notes"] = kept["notes"]
        kept = {name: part for name, part in kept.items() if name not in ("adoptionStatus", "notes")}
        if not self.called.keeps_licence():
            kept.pop("licenseURI", None)
        default_status = None if assumed.get("status") == status else ADOPTION[status]
        return self.made(
            "CFDocuments",
            self.id,
            kept,
            own,
            creator=value.get("publisher") or value["code"],
            title=title or value["code"],
            caseVersion="1.1",
            publisher=value.get("publisher"),
            language=None if assumed.get("language") == self.language else self.language,
            version=None if assumed.get("version") == value["version"] else value["version"],
            adoptionStatus=default_status if word is None else word,
            licenseURI=self.licence_link(),
            notes=notice or as_mapping(self.kept.get("document")).get("notes"),
        )

    def _kept_document(self) -> tuple[Value, Any]:
        """Return what is kept of the CASE document, and what else stands where our reader keeps all it cannot place."""
        found = as_mapping(self.value.get("extensions")).get(CASE)
        if not isinstance(found, dict):
            return {}, found
        kept, foreign = split_kept(found.get("document", {}), "CFDocument")
        others: Value = {name: part for name, part in found.items() if name not in _KEPT_OF_PACKAGES}
        if foreign is not None:
            others["document"] = foreign
        return kept, others or None

    def licence_link(self) -> Value | None:
        licence = self.value.get("licence")
        if not licence:
            return None
        identifier = self.called.licence()
        return {"title": licence, "identifier": identifier, "uri": address_of(self.base, "CFLicenses", identifier)}

    def item(self, item: Value) -> Value:
        extensions = as_mapping(item.get("extensions"))
        known, foreign = split_kept(extensions.get(CASE), "CFItem")
        kept, own = dict(known), {"kind": item["kind"]}
        assumed = as_mapping(kept.get("assumed"))
        language = language_of(item, ("statement", "title"), self.language)
        texts = {name: split_text(item.get(name, {}), language) for name in ("title", "statement", "notes")}
        title, statement = texts["title"][0], texts["statement"][0]
        own["texts"] = _without_none({name: rest for name, (_, rest) in texts.items()})
        if statement is None:
            own["full_statement"] = "title" if title else {"stand_in": label_of(item, language)}
        code = item.get("code") or None
        if code is not None and assumed.get("code") == code:
            own["code"], code = code, kept.get("humanCodingScheme")
        kept.pop("humanCodingScheme", None)
        if language != self.language:
            kept.pop("language", None)
            own["language"] = language if is_variant(language, self.language) else None
        word = item.get("item_type") or (None if assumed.get("kind") == item["kind"] else item["kind"])
        if item.get("item_type") == item["kind"]:
            own["item_type"] = item["kind"]
        for name in ("principles", "source", "aliases"):
            own[name] = item.get(name)
        own["extensions"] = _others(extensions, foreign)
        return self.made(
            "CFItems",
            item["id"],
            kept,
            own,
            fullStatement=statement or title or label_of(item, language),
            abbreviatedStatement=title if statement or not title else None,
            CFItemType=word,
            CFItemTypeURI=self.item_type_link(word) if word and not is_foreign(item) else None,
            humanCodingScheme=code,
            notes=texts["notes"][0],
            language=language if language != self.language else None,
            statusStartDate=item.get("status_start"),
            statusEndDate=item.get("status_end"),
        )

    def item_type_link(self, word: str) -> Value:
        identifier = self.called.item_type(word)
        return {"title": word, "identifier": identifier, "uri": address_of(self.base, "CFItemTypes", identifier)}

    def node(self, identifier: str) -> Value:
        """Return the end of an association, whatever stands there; many lead to the same, so each is made once."""
        if identifier not in self.nodes:
            self.nodes[identifier] = self.make_node(identifier)
        return self.nodes[identifier]

    def make_node(self, identifier: str) -> Value:
        if identifier in self.items:
            item = self.items[identifier]
            return node_of(item, language_of(item, ("statement", "title"), self.language), self.base)
        if identifier == self.id:
            return document_node(self.value, self.base)
        named = next((scale for scale in self.scales if scale["id"] == identifier), None)
        if named is None and identifier in self.levels:
            named = self.levels[identifier][1]
        if named is not None:
            title = any_text(named["title"], self.language) or named["code"]
            return {"title": title, "identifier": identifier, "uri": address_of(self.base, "CFConcepts", identifier)}
        return far_node(self.id, identifier)

    def parent_links(self) -> Iterator[Value]:
        """Yield the association that puts each item in its place."""
        for item in self.items.values():
            parent = item.get("parent") or self.id
            assumed = as_mapping(as_mapping(as_mapping(item.get("extensions")).get(CASE)).get("assumed"))
            position = item.get("position", 0)
            own = {"position": position} if assumed.get("position") == position else {}
            yield self.made(
                "CFAssociations",
                self.called.parent_link(item),
                self.called.kept_parent_link(item),
                own,
                associationType="isChildOf",
                originNodeURI=self.node(item["id"]),
                destinationNodeURI=self.node(parent),
                sequenceNumber=None if own else position,
            )

    def links(self) -> Iterator[Value]:
        for link in self.value.get("associations", ()):
            extensions = as_mapping(link.get("extensions"))
            kept, foreign = split_kept(extensions.get(CASE), "CFAssociation")
            notes, rest = split_text(link.get("notes", {}), self.language)
            own: Value = {"texts": {"notes": rest} if rest else None}
            own["extensions"] = _others(extensions, foreign)
            if link["origin"] not in self.items:
                own["gone"] = True
            yield self.made(
                "CFAssociations",
                link["id"],
                kept,
                own,
                associationType=link["kind"],
                originNodeURI=self.node(link["origin"]),
                destinationNodeURI=self.node(link["destination"]),
                sequenceNumber=link.get("position") or None,
                notes=notes,
            )

    def handed_on(self) -> Iterator[Any]:
        """Yield the associations that lead from what is not here, as they came."""
        for link in self.kept.get("associations", ()):
            if not isinstance(link, dict) or not link.get("identifier"):
                yield link
                continue
            address = address_of(self.base, "CFAssociations", str(link["identifier"]))
            yield {"uri": address, "lastChangeDateTime": self.stamp, **link}

    def definitions(self) -> Value:
        kept = as_mapping(self.kept.get("definitions"))
        made: dict[str, list[Value]] = {kind: list(kept.get(kind, ())) for kind in DEFINITION_KINDS}
        made["CFConcepts"] = [*self.concepts(), *made["CFConcepts"]]
        licence = self.value.get("licence")
        if licence and not self.called.keeps_licence():
            text = " ".join(filter(None, [licence, self.attribution]))
            own = {"made": True}
            parts = {"title": licence, "licenseText": text}
            made["CFLicenses"].append(self.made("CFLicenses", self.called.licence(), {}, own, **parts))
        made["CFItemTypes"] += self.item_types()
        definitions: Value = {kind: entries for kind, entries in made.items() if entries}
        if "extensions" in kept:
            definitions["extensions"] = kept["extensions"]
        return definitions

    def item_types(self) -> Iterator[Value]:
        for place, word in enumerate(self.called.own_item_types(), start=1):
            parts = {"title": word, "description": word, "hierarchyCode": str(place)}
            yield self.made("CFItemTypes", self.called.item_type(word), {}, {"made": True}, **parts)

    def concepts(self) -> Iterator[Value]:
        """Yield each scale with its levels under it, then the terms."""
        number = 0
        for number, scale in enumerate(self.scales, start=1):
            yield self.concept(scale, "scale", str(number), "title", "notes")
            for level in scale["levels"]:
                own = {"scale": scale["id"], "position": level["position"]}
                yield self.concept(level, "level", f"{number}.{level['position']}", "title", "description", **own)
        for place, entry in enumerate(self.value.get("definitions", ()), start=number + 1):
            yield self.concept(entry, "term", str(place), "term", "text")

    def concept(self, entry: Value, kind: str, order: str, name: str, text: str, **own: Any) -> Value:
        title, titles = split_text(entry.get(name, {}), self.language)
        description, descriptions = split_text(entry.get(text, {}), self.language)
        stand_in = any_text(entry.get(name, {}), self.language) or entry.get("code") or entry["id"]
        mine = {
            "kind": kind,
            "code": entry.get("code"),
            "texts": _without_none({name: titles, text: descriptions}),
            "title_stand_in": None if title else stand_in,
            **own,
        }
        parts = {"title": title or stand_in, "description": description, "hierarchyCode": order}
        return self.made("CFConcepts", entry["id"], {}, mine, **parts)

    def described(self) -> Iterator[Value]:
        """Yield a rubric for each item and scale: what the item looks like at each level."""
        for (item, scale), entries in self.called.described().items():
            rubric, criterion = self.called.rubric(item, scale)
            address = address_of(self.base, "CFRubrics", rubric)
            levels = [self.descriptor(place, entry, criterion, address) for place, entry in entries]
            levels.sort(key=lambda level: level["position"])
            title = label_of(self.items[item], self.language)
            parts = {"CFItemURI": self.node(item), "position": 1, "rubricId": rubric, "CFRubricCriterionLevels": levels}
            criteria = [{**self.made("CFRubrics", criterion, {}, {}, **parts), **self.read_with(address)}]
            yield self.made("CFRubrics", rubric, {}, {"scale": scale}, title=title, CFRubricCriteria=criteria)

    def read_with(self, address: str) -> Value:
        """Return the address of a part of a rubric, which has none of its own in a service: it is read with it."""
        return {"uri": address} if self.base else {}

    def descriptor(self, place: int, entry: Value, criterion: str, address: str) -> Value:
        level = self.levels[entry["level"]][1]
        text, rest = split_text(entry["text"], self.language)
        quality = any_text(level["title"], self.language) or level["code"]
        parts = {"description": text, "quality": quality, "score": float(level["position"])}
        made = {**self.made("CFRubrics", entry["id"], {}, {}, **parts), **self.read_with(address)}
        own = _without_none({"level": level["id"], "place": place, "text": rest})
        return {
            **made, "position": level["position"], "rubricCriterionId": criterion, "extensions": [{OWN: own}]
        }  # fmt: skip


def _others(extensions: Value, foreign: Any) -> Value:
    """Return the extensions that are not CASE's own part, what somebody else has written there among them."""
    others = {name: part for name, part in extensions.items() if name != CASE}
    return others if foreign is None else {**others, CASE: foreign}


def _without_none(parts: Value) -> Value:
    return {name: part for name, part in parts.items() if part is not None}
