"""SKOS in: our own files whole, anybody's as far as they go. What was assumed is a repair, what is unknown is kept.

The framework is put together as the JSON of its document and read by the format itself, so that nothing gets in that
a framework file could not hold.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from pydantic import TypeAdapter

from capacita.framework.exchange.contract import FrameworkRead, sound_read
from capacita.framework.exchange.csv_table_sheets import spell_language
from capacita.framework.exchange.repairs import Repair
from capacita.framework.exchange.skos_links import LinkReader
from capacita.framework.exchange.skos_nodes import Subject, as_mapping, identifier_in, natural_order, tail_of
from capacita.framework.exchange.skos_terms import (
    DCT,
    OWL,
    OWN,
    RDF,
    SKOS,
    TYPE,
    Graph,
    Literal,
    Resource,
    kinds_by_property,
)
from capacita.framework.model import FrameworkStatus, ItemKind
from capacita.framework.validation import read_framework
from capacita.vocabulary import CAPACITA, Severity, Unreadable, Wording, derive_identifier, is_identifier, written
from capacita.vocabulary.identifiers import CODE_PATTERN, LANGUAGE_PATTERN

_TEXT: Final[TypeAdapter[Any]] = TypeAdapter(dict[str, Wording])
_KINDS: Final = (ItemKind.DOMAIN, ItemKind.COMPETENCY, ItemKind.STATEMENT)


def read_graph(graph: Graph) -> FrameworkRead:
    """Return the framework that a graph tells of. Raises Unreadable when it holds no concept."""
    reader = _Reader(graph)
    document = reader.document()
    report = read_framework(json.dumps(document).encode("utf-8"))
    errors = tuple(finding for finding in report.findings if finding.severity is Severity.ERROR)
    return sound_read(report.document, tuple(reader.repairs), errors)


class _Reader:
    """A graph being read into the JSON of a framework document."""

    def __init__(self, graph: Graph) -> None:
        self.repairs: list[Repair] = []
        self.graph = graph
        self.scheme = _find_scheme(graph)
        self.language = self._language()
        self.subjects = {uri: Subject(uri, node, self.language, self.repairs) for uri, node in sorted(graph.items())}
        header = self.subjects.get(self.scheme) or Subject(self.scheme, {}, self.language, self.repairs)
        self.header = header
        self.own = header.is_a(OWN + "Framework")
        self.identifier = self._framework_identifier()
        self.identifiers: dict[str, str] = {}
        self.codes: dict[str, set[str]] = {}

    def document(self) -> dict[str, Any]:
        items = self._concepts()
        for uri in self.subjects:
            self._identify(uri)
        scales = self._scales()
        links = LinkReader(self.subjects, self.identifiers, self.identifier, self.repairs)
        entries: dict[str, Any] = {
            "items": self._items(items, links),
            "scales": scales,
            "descriptors": [self._descriptor(subject) for subject in self._of_type("LevelDescriptor")],
            "roles": [self._role(subject) for subject in self._of_type("JobRole")],
            "definitions": [self._term(subject) for subject in self._of_type("Term")],
            "sources": [self._source(subject) for subject in self._of_type(DCT + "BibliographicResource")],
        }
        entries["associations"] = links.list_links(items)
        document = {"format": "capacita-framework/1", **self._header(), **entries}
        return {key: value for key, value in document.items() if value not in ([], {}, "", None)}

    def _language(self) -> str:
        """Return the language that the scheme names, else the one in which most labels are written."""
        for value in self.graph.get(self.scheme, {}).get(DCT + "language", []):
            said = spell_language(value.text if isinstance(value, Literal) else tail_of(value.uri))
            if re.fullmatch(LANGUAGE_PATTERN, said):
                return said
        counted = Counter(
            spell_language(value.language)
            for node in self.graph.values()
            for value in node.get(SKOS + "prefLabel", [])
            if isinstance(value, Literal) and value.language
        )
        best = max(counted, key=lambda tag: (counted[tag], tag == "en", tag), default="en")
        best = best if re.fullmatch(LANGUAGE_PATTERN, best) else "en"
        self.repairs.append(Repair(path=f"/{self.scheme}/language", rule="header-assumed", before=None, after=best))
        return best

    def _framework_identifier(self) -> str:
        said = self.header.plain(DCT + "identifier")
        found = said if self.own and is_identifier(said) else identifier_in(self.scheme)
        if found:
            return found
        made = derive_identifier(CAPACITA, "imported", self.scheme)
        self.header.repair("identifier-made", self.scheme, made)
        return made

    def _identify(self, uri: str) -> str:
        """Return the identifier of a resource: the one that its address ends in, else one made from the address."""
        if uri not in self.identifiers:
            found = identifier_in(uri)
            self.identifiers[uri] = found or derive_identifier(self.identifier, uri)
        return self.identifiers[uri]

    def _header(self) -> dict[str, Any]:
        header = self.header
        title = header.text("title", DCT + "title", SKOS + "prefLabel", RDF + "value")
        code = header.plain(SKOS + "notation")
        if not re.fullmatch(CODE_PATTERN, code):
            shown = next((wording.text for wording in title.values()), "") or tail_of(self.scheme)
            made = _code_from(shown) or "imported"
            header.repair("header-assumed", code or None, made, "code")
            code = made
        if not title:
            title = written(code, self.language)
            header.repair("header-assumed", None, code, "title")
        version = header.plain(OWL + "versionInfo")
        status = header.own("status")
        if not version:
            version = "0.1"
            header.repair("header-assumed", None, version, "version")
        if status not in {entry.value for entry in FrameworkStatus}:
            header.repair("header-assumed", status or None, FrameworkStatus.DRAFT.value, "status")
            status = FrameworkStatus.DRAFT.value
        said: dict[str, Any] = {
            "id": self.identifier,
            "code": code,
            "title": _shown(title),
            "language": self.language,
            "version": version,
            "status": status,
            "publisher": header.plain(DCT + "publisher"),
            "licence": header.plain(DCT + "license"),
            "notice": _shown(header.text("notice", DCT + "rights")),
            "derived_from": header.json("derivedFrom"),
            "rubrics": header.json("rubrics"),
        }
        header.read.update({SKOS + "hasTopConcept", DCT + "language"})
        said["extensions"] = self._extensions(header)
        return {key: value for key, value in said.items() if value not in (None, "", {}, [])}

    def _extensions(self, subject: Subject) -> dict[str, Any]:
        """Return what we wrote under extensions, and what somebody else says that we have no word for."""
        extensions = as_mapping(subject.json("extensions"))
        rest = subject.rest()
        return {**extensions, "rdf": rest} if rest else extensions

    def _of_type(self, name: str) -> list[Subject]:
        uri = name if ":" in name else OWN + name
        return sorted(
            (subject for subject in self.subjects.values() if subject.is_a(uri)),
            key=lambda subject: (subject.number("place", 0), subject.uri),
        )

    def _concepts(self) -> list[Subject]:
        """Return the resources that are items, in the order of their place or, without one, of their code."""
        others = {OWN + name for name in ("ProficiencyLevel", "JobRole", "Term")}
        found = [
            subject
            for subject in self.subjects.values()
            if subject.is_a(SKOS + "Concept") and not any(subject.is_a(other) for other in others)
        ]
        if not found and not self.own:
            raise Unreadable("EXCHANGE_NO_CONCEPTS")
        last = len(found)
        return sorted(
            found,
            key=lambda subject: (
                subject.number("place", last),
                natural_order(subject.plain(SKOS + "notation")),
                subject.uri,
            ),
        )

    def _items(self, concepts: list[Subject], links: LinkReader) -> list[dict[str, Any]]:
        parents = links.find_parents(concepts)
        counts: Counter[str | None] = Counter()
        items = []
        for subject in concepts:
            parent = parents.get(subject.uri)
            counts[parent] += 1
            items.append(self._item(subject, parent, parents, counts[parent]))
        return items

    def _item(self, subject: Subject, parent: str | None, parents: Mapping[str, str], place: int) -> dict[str, Any]:
        title = subject.text("title", SKOS + "prefLabel")
        statement = subject.text("statement", SKOS + "definition")
        kind = self._kind(subject, parents, has_title=bool(title))
        identifier = self._identify(subject.uri)
        source = subject.resource(DCT + "source") if subject.own("sourcePlace") else None
        aliases = subject.json("aliases") or []
        if not self.own:
            aliases = [*aliases, subject.uri]
            if identifier_in(subject.uri) is None:
                subject.repair("identifier-made", subject.uri, identifier)
        item: dict[str, Any] = {
            "id": identifier,
            "kind": kind,
            "item_type": subject.own("itemType"),
            "code": self._code(subject, kind),
            "parent": self._identify(parent) if parent else None,
            "position": subject.number("position", place),
            "title": _shown(title),
            "statement": _shown(statement),
            "notes": _shown(subject.text("notes", SKOS + "note", SKOS + "scopeNote")),
            "principles": subject.json("principles"),
            "status_start": subject.own("statusStart"),
            "status_end": subject.own("statusEnd"),
            "aliases": aliases,
        }
        if subject.json("principles"):
            subject.read.add(DCT + "subject")
        if source:
            item["source"] = {
                "source": tail_of(source).removeprefix("source-"),
                **as_mapping(subject.json("sourcePlace")),
            }
        subject.read.update({SKOS + "inScheme", SKOS + "topConceptOf", *kinds_by_property()})  # links read them later
        item["extensions"] = self._extensions(subject)
        kept = {key: value for key, value in item.items() if value not in (None, "", {}, [])}
        return {"position": 0, **kept}

    def _kind(self, subject: Subject, parents: Mapping[str, str], *, has_title: bool) -> str:
        said = subject.own("kind")
        if said in {entry.value for entry in ItemKind}:
            return said
        depth, above = 0, parents.get(subject.uri)
        while above and depth < len(_KINDS) - 1:
            depth, above = depth + 1, parents.get(above)
        flat = not parents
        kind = ItemKind.STATEMENT if not has_title else ItemKind.COMPETENCY if flat else _KINDS[depth]
        subject.repair("kind-assumed", said or None, kind.value, "kind")
        return kind.value

    def _code(self, subject: Subject, kind: str) -> str:
        said = subject.plain(SKOS + "notation")
        taken = self.codes.setdefault(kind, set())
        code = said or tail_of(subject.uri)
        number = 1
        while not self.own and code in taken:
            number += 1
            code = f"{said or tail_of(subject.uri)}-{number}"
        if code != said:
            subject.repair("code-made", said or None, code, "code")
        taken.add(code)
        return code

    def _scales(self) -> list[dict[str, Any]]:
        levels: dict[str, list[Subject]] = {}
        for subject in self._of_type("ProficiencyLevel"):
            levels.setdefault(subject.resource(SKOS + "inScheme") or "", []).append(subject)
        return [
            {
                "id": self._identify(scale.uri),
                "code": scale.plain(SKOS + "notation"),
                "title": _shown(scale.text("title", DCT + "title")),
                "notes": _shown(scale.text("notes", SKOS + "note")),
                "levels": [self._level(level) for level in levels.get(scale.uri, [])],
            }
            for scale in self._of_type("ProficiencyScale")
        ]

    def _level(self, level: Subject) -> dict[str, Any]:
        return {
            "id": self._identify(level.uri),
            "code": level.plain(SKOS + "notation"),
            "position": level.number("position", 0),
            "title": _shown(level.text("title", SKOS + "prefLabel")),
            "description": _shown(level.text("description", SKOS + "definition")),
        }

    def _descriptor(self, subject: Subject) -> dict[str, Any]:
        return {
            "id": self._identify(subject.uri),
            "item": self._reference(subject, "ofItem"),
            "level": self._reference(subject, "atLevel"),
            "text": _shown(subject.text("text", RDF + "value")),
        }

    def _role(self, subject: Subject) -> dict[str, Any]:
        needs = [self.subjects[uri] for uri in subject.resources(OWN + "requires") if uri in self.subjects]
        return {
            "id": self._identify(subject.uri),
            "code": subject.plain(SKOS + "notation"),
            "branch": subject.own("branch"),
            "title": _shown(subject.text("title", SKOS + "prefLabel")),
            "description": _shown(subject.text("description", SKOS + "definition")),
            "requirements": [
                {
                    "item": self._reference(need, "ofItem"),
                    "level": self._reference(need, "atLevel"),
                    "importance": need.number("importance", 3),
                    "status": need.own("requirementStatus") or "proposed",
                }
                for need in sorted(needs, key=lambda need: need.number("place", 0))
            ],
        }

    def _term(self, subject: Subject) -> dict[str, Any]:
        return {
            "id": self._identify(subject.uri),
            "term": _shown(subject.text("term", SKOS + "prefLabel")),
            "text": _shown(subject.text("text", SKOS + "definition")),
        }

    def _source(self, subject: Subject) -> dict[str, Any]:
        parts = {
            "title": DCT + "title",
            "publisher": DCT + "publisher",
            "date": DCT + "date",
            "identifier": DCT + "identifier",
            "licence": DCT + "license",
            "seen": OWN + "seen",
        }
        said = {name: subject.plain(uri) for name, uri in parts.items()}
        return {"code": subject.plain(SKOS + "notation"), **{name: text for name, text in said.items() if text}}

    def _reference(self, subject: Subject, name: str) -> str:
        found = subject.resource(OWN + name)
        return self._identify(found) if found else ""


def _find_scheme(graph: Graph) -> str:
    """Return the scheme that is the framework: ours, else the one that most concepts are in, else none by name."""
    for uri, node in graph.items():
        if Resource(OWN + "Framework") in node.get(TYPE, []):
            return uri
    counted: Counter[str] = Counter()
    for uri, node in graph.items():
        if Resource(SKOS + "ConceptScheme") in node.get(TYPE, []):
            counted[uri] += 0
        counted.update(value.uri for value in node.get(SKOS + "inScheme", []) if isinstance(value, Resource))
    return max(counted, key=lambda uri: (counted[uri], uri), default="urn:framework:without-a-name")


def _code_from(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", text).strip("-._")[:64]


def _shown(localized: Mapping[str, Wording]) -> Any:
    return _TEXT.dump_python(dict(localized), mode="json", exclude_defaults=True)
