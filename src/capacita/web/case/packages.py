"""The CASE packages that the site answers with: one for each language in which a framework is whole.

An adaptation keeps the identifier of every item that it leaves as it was, and gives a changed one its own, with the
item that it came from in ``extensions``, as the CASE implementation guide asks (section 4.4).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from capacita.framework.model import Framework, FrameworkStatus, Item, ProficiencyLevel
from capacita.vocabulary import LocalizedText, derive_identifier, is_identifier, plain_text

Value = dict[str, Any]

ADOPTION = {
    FrameworkStatus.DRAFT: "Draft",
    FrameworkStatus.CONSULTATION: "Draft",
    FrameworkStatus.IMPLEMENTED: "Implemented",
    FrameworkStatus.RETIRED: "Retired",
}


def write_packages(framework: Framework, base: Framework | None, service: str, changed_at: datetime) -> list[Value]:
    """Return the packages of a framework, the one in its own language first.

    ``base`` is the framework that an adaptation adapts; ``service`` the address that every address here grows from.
    """
    kept = {item.id: item for item in base.items} if base else {}
    return [_Package(framework, kept, service, changed_at, tag).write() for tag in whole_languages(framework)]


def whole_languages(framework: Framework) -> list[str]:
    """Return the languages in which the framework is titled and whatever text its items have is worded, its own first."""
    own = framework.language
    texts = [text for item in framework.items for text in (item.title, item.statement) if text]
    rest = [tag for tag in framework.title if tag != own]
    return [own, *(tag for tag in rest if all(tag in text for text in texts))]


class _Package:
    """One package being written."""

    def __init__(
        self, framework: Framework, kept: dict[str, Item], service: str, changed_at: datetime, language: str
    ) -> None:
        self.framework, self.kept, self.language = framework, kept, language
        self.service = service
        self.changed = changed_at.isoformat(timespec="seconds").replace("+00:00", "Z")
        self.is_own = language == framework.language
        self.id = framework.id if self.is_own else derive_identifier(framework.id, "language", language)
        self.items = {item.id: item for item in framework.items}

    def write(self) -> Value:
        package: Value = {
            "CFDocument": self.document(),
            "CFItems": [self.item(item) for item in self.framework.items],
            "CFAssociations": list(self.associations()),
            "CFDefinitions": self.definitions(),
        }
        rubric = self.rubric()
        if rubric:
            package["CFRubrics"] = [rubric]
        return package

    def text(self, localized: LocalizedText) -> str:
        return plain_text(localized, self.language)

    def name_of(self, identifier: str) -> str:
        """Return the identifier under which an item stands in this document."""
        item, before = self.items[identifier], self.kept.get(identifier)
        own = before is not None and _wording(item) != _wording(before)
        name = derive_identifier(self.framework.id, identifier) if own else identifier
        return name if self.is_own else derive_identifier(name, "language", self.language)

    def made(self, kind: str, identifier: str, **parts: Any) -> Value:
        """Return an object with what every object has, without the parts that it has not."""
        value: Value = {"identifier": identifier, "uri": f"{self.service}/{kind}/{identifier}"}
        value.update({name: part for name, part in parts.items() if part not in ("", None, [], {})})
        value["lastChangeDateTime"] = self.changed
        return value

    def link(self, kind: str, identifier: str, title: str) -> Value:
        return {"title": title, "identifier": identifier, "uri": f"{self.service}/{kind}/{identifier}"}

    def document(self) -> Value:
        framework = self.framework
        return self.made(
            "CFDocuments",
            self.id,
            creator=framework.publisher or framework.code,
            title=self.text(framework.title),
            caseVersion="1.1",
            publisher=framework.publisher,
            language=self.language,
            version=framework.version,
            adoptionStatus=ADOPTION[framework.status],
            licenseURI=self.licence_link(),
            notes=self.text(framework.notice),
        )

    def item(self, item: Item) -> Value:
        name, kind = self.name_of(item.id), item.item_type or item.kind.value
        title, statement = self.text(item.title), self.text(item.statement)
        changed = self.is_own and name != item.id
        source = {"sourceItemIdentifier": item.id, "sourceItemURI": f"{self.service}/CFItems/{item.id}"}
        return self.made(
            "CFItems",
            name,
            fullStatement=statement or self.label(item),
            abbreviatedStatement=title if statement else "",
            CFItemType=kind,
            CFItemTypeURI=self.link("CFItemTypes", self.item_type_id(kind), kind),
            humanCodingScheme=item.code,
            notes=self.text(item.notes),
            language=self.language,
            licenseURI=self.licence_link(),
            statusStartDate=item.status_start,
            statusEndDate=item.status_end,
            extensions=source if changed else {},
        )

    def node(self, identifier: str) -> Value:
        if identifier == self.framework.id:
            return {**self.link("CFDocuments", self.id, self.text(self.framework.title)), "targetType": "CASE"}
        item = self.items[identifier]
        return {**self.link("CFItems", self.name_of(identifier), self.label(item)), "targetType": "CASE"}

    def label(self, item: Item) -> str:
        """Return a short name: an item that no text was seen of goes by its code."""
        return self.text(item.title) or self.text(item.statement) or item.code or item.kind.value

    def associations(self) -> Iterator[Value]:
        for item in self.framework.items:
            parent = item.parent or self.framework.id
            yield self.association("isChildOf", item.id, self.node(parent), item.position, (item.id, parent))
        for entry in self.framework.associations:
            if entry.origin not in self.items:
                continue
            notes = self.text(entry.notes)
            far = self.far_node(entry.destination)
            yield self.association(entry.kind.value, entry.origin, far, entry.position, (entry.id,), notes)
        if self.is_own:
            return
        source = _Package(self.framework, self.kept, self.service, datetime.min, self.framework.language)
        for identifier in (self.framework.id, *self.items):
            yield self.association("isTranslationOf", identifier, source.node(identifier), 0, (identifier, "source"))

    def far_node(self, destination: str) -> Value:
        if destination in self.items or destination == self.framework.id:
            return self.node(destination)
        address = f"urn:uuid:{destination}" if is_identifier(destination) else destination
        return {"title": destination, "identifier": destination, "uri": address, "targetType": "ext:address"}

    def association(
        self, kind: str, origin: str, destination: Value, position: int, names: tuple[str, ...], notes: str = ""
    ) -> Value:
        ends = {"originNodeURI": self.node(origin), "destinationNodeURI": destination}
        identifier = derive_identifier(self.id, kind, *names)
        parts: dict[str, Any] = {"associationType": kind, **ends, "notes": notes}
        return self.made("CFAssociations", identifier, **parts, sequenceNumber=position or None)

    def licence_id(self) -> str:
        return derive_identifier(self.id, "licence", self.framework.licence)

    def licence_link(self) -> Value:
        licence = self.framework.licence
        return self.link("CFLicenses", self.licence_id(), licence) if licence else {}

    def item_type_id(self, kind: str) -> str:
        return derive_identifier(self.id, "item-type", kind)

    def definitions(self) -> Value:
        licence = self.framework.licence
        kinds = dict.fromkeys(item.item_type or item.kind.value for item in self.framework.items)
        types = [
            self.made("CFItemTypes", self.item_type_id(kind), title=kind, description=kind, hierarchyCode=str(number))
            for number, kind in enumerate(kinds, start=1)
        ]
        said = " ".join(filter(None, [licence, self.text(self.framework.notice)]))
        licences = [self.made("CFLicenses", self.licence_id(), title=licence, licenseText=said)] if licence else []
        held = {"CFConcepts": list(self.concepts()), "CFLicenses": licences, "CFItemTypes": types}
        return {name: entries for name, entries in held.items() if entries}

    def concepts(self) -> Iterator[Value]:
        """Yield each scale with its levels below it, then the terms."""
        number = 0
        for number, scale in enumerate(self.framework.scales, start=1):
            yield self.concept(scale.id, scale.title, scale.notes, str(number))
            for level in scale.levels:
                yield self.concept(level.id, level.title, level.description, f"{number}.{level.position}")
        for place, entry in enumerate(self.framework.definitions, start=number + 1):
            yield self.concept(entry.id, entry.term, entry.text, str(place))

    def concept(self, identifier: str, title: LocalizedText, description: LocalizedText, code: str) -> Value:
        name = derive_identifier(self.id, "concept", identifier)
        parts = {"title": self.text(title), "description": self.text(description)}
        return self.made("CFConcepts", name, **parts, hierarchyCode=code)

    def rubric(self) -> Value:
        """Return what each item looks like at each level, as one rubric; nothing where no descriptor is written."""
        levels = {level.id: level for scale in self.framework.scales for level in scale.levels}
        name = derive_identifier(self.id, "rubric")
        rows: dict[str, list[tuple[ProficiencyLevel, str, str]]] = {}
        for entry in self.framework.descriptors:
            rows.setdefault(entry.item, []).append((levels[entry.level], entry.id, self.text(entry.text)))
        criteria = [self.criterion(name, place, item, row) for place, (item, row) in enumerate(rows.items(), start=1)]
        if not criteria:
            return {}
        return self.made("CFRubrics", name, title=self.text(self.framework.title), CFRubricCriteria=criteria)

    def criterion(self, rubric: str, place: int, item: str, row: list[tuple[ProficiencyLevel, str, str]]) -> Value:
        name = derive_identifier(rubric, item)
        address = f"{self.service}/CFRubrics/{rubric}"  # parts of a rubric are read with it
        levels = [
            {
                **self.made("CFRubrics", derive_identifier(rubric, entry), description=text),
                "uri": address, "quality": self.text(level.title), "position": level.position,
                "score": float(level.position), "rubricCriterionId": name,
            }
            for level, entry, text in sorted(row, key=lambda cell: cell[0].position)
        ]  # fmt: skip
        link = self.link("CFItems", self.name_of(item), self.label(self.items[item]))
        parts = {"CFItemURI": link, "position": place, "rubricId": rubric, "CFRubricCriterionLevels": levels}
        return {**self.made("CFRubrics", name, **parts), "uri": address}


def _wording(item: Item) -> tuple[LocalizedText, LocalizedText, LocalizedText]:
    return item.title, item.statement, item.notes
