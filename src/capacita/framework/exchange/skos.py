"""A framework as RDF: a SKOS concept scheme, in Turtle and in JSON-LD.

Items, levels, roles and terms are concepts with labels and definitions in every language; their links are SKOS
relations. What SKOS has no word for (kind, position, importance, where a wording comes from) is said beside it in
terms of our own, so that other programs read what they know and we lose nothing. The order of triples is fixed.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from capacita.framework.exchange.skos_terms import (
    DATE_TYPE,
    DCT,
    FINER,
    INTEGER_TYPE,
    JSON_TYPE,
    OWL,
    OWN,
    PREFIXES,
    RDF,
    SKOS,
    TYPE,
    Graph,
    Literal,
    Node,
    Resource,
    Value,
    property_of,
)
from capacita.framework.model import (
    Association,
    Framework,
    Item,
    JobRole,
    LevelDescriptor,
    ProficiencyLevel,
    ProficiencyScale,
    Source,
)
from capacita.vocabulary import LocalizedText, TextOrigin, canonical_json, is_identifier, text_digest

_LOCAL: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_UNSAFE: Final = re.compile('[\x00-\x20<>"{}|^`\\\\]')  # in no address may these stand bare
_TEXTS: Final = {"title": SKOS + "prefLabel", "statement": SKOS + "definition", "notes": SKOS + "note"}


def write_turtle(framework: Framework, base_uri: str | None = None) -> bytes:
    """Return a framework as Turtle. Addresses grow from ``base_uri``, from the framework's URN where there is none."""
    graph = build_graph(framework, base_uri)
    lines = [f"@prefix {prefix}: <{address}> ." for prefix, address in PREFIXES.items()]
    for subject, node in graph.items():
        lines.append("")
        said = [f"{_shown(name)} {', '.join(map(_shown_value, values))}" for name, values in node.items() if values]
        lines.append(f"{_address(subject)} " + " ;\n    ".join(said) + " .")
    return ("\n".join(lines) + "\n").encode("utf-8")


def write_json_ld(framework: Framework, base_uri: str | None = None) -> bytes:
    """Return a framework as JSON-LD with its context inside, so that nobody has to fetch one."""
    graph = build_graph(framework, base_uri)
    nodes = []
    for subject, node in graph.items():
        shown: dict[str, Any] = {"@id": subject}
        for name, values in node.items():
            if name == TYPE:
                shown["@type"] = [_compact(value.uri) for value in values if isinstance(value, Resource)]
            elif values:
                shown[_compact(name)] = [_json_value(value) for value in values]
        nodes.append(shown)
    document = {"@context": {"@version": 1.1, **PREFIXES}, "@graph": nodes}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def build_graph(framework: Framework, base_uri: str | None = None) -> Graph:
    """Return what is said of each resource of a framework, in the order in which it is written."""
    builder = _Builder(framework, base_uri)
    graph = builder.graph
    graph[builder.scheme] = builder.header()
    for place, scale in enumerate(framework.scales):
        builder.add_scale(scale, place)
    for place, item in enumerate(framework.items):
        graph[builder.uri(item.id)] = builder.item(item, place)
    for place, role in enumerate(framework.roles):
        builder.add_role(role, place)
    for place, descriptor in enumerate(framework.descriptors):
        graph[builder.uri(descriptor.id)] = builder.descriptor(descriptor, place)
    for place, link in enumerate(framework.associations):
        builder.add_link(link, place)
    for place, entry in enumerate(framework.definitions):
        node: Node = {TYPE: [Resource(SKOS + "Concept"), Resource(OWN + "Term")], OWN + "place": [_number(place)]}
        builder.put_texts(node, {"term": (SKOS + "prefLabel", entry.term), "text": (SKOS + "definition", entry.text)})
        graph[builder.uri(entry.id)] = node
    for place, source in enumerate(framework.sources):
        graph[builder.source_uri(source.code)] = _source_node(source, place)
    return graph


class _Builder:
    """A graph being built."""

    def __init__(self, framework: Framework, base_uri: str | None) -> None:
        self.framework = framework
        self.scheme = base_uri or f"urn:uuid:{framework.id}"
        self._before = f"{base_uri.rstrip('/')}/" if base_uri else f"urn:uuid:{framework.id}#"
        self.items = {item.id for item in framework.items}
        self.graph: Graph = {}

    def uri(self, name: str) -> str:
        return self._before + name

    def source_uri(self, code: str) -> str:
        return self.uri(f"source-{code}")

    def reference(self, name: str) -> Resource:
        """Return what a link leads to: something of the framework, or an address elsewhere."""
        if name == self.framework.id:
            return Resource(self.scheme)
        return Resource(self.uri(name) if is_identifier(name) else _encoded(name))

    def header(self) -> Node:
        framework = self.framework
        node: Node = {
            TYPE: [Resource(SKOS + "ConceptScheme"), Resource(OWN + "Framework")],
            DCT + "identifier": [Literal(framework.id)],
            SKOS + "notation": [Literal(framework.code)],
        }
        self.put_texts(node, {"title": (DCT + "title", framework.title), "notice": (DCT + "rights", framework.notice)})
        node[DCT + "language"] = [Literal(framework.language)]
        node[OWL + "versionInfo"] = [Literal(framework.version)]
        node[OWN + "status"] = [Literal(framework.status.value)]
        _put_plain(node, {DCT + "publisher": framework.publisher, DCT + "license": framework.licence})
        base = framework.derived_from
        if base:
            said = {"id": base.id, "version": base.version, "digest": base.digest, "meaning": base.meaning}
            node[OWN + "derivedFrom"] = [_json({name: value for name, value in said.items() if value is not None})]
        if framework.rubrics:
            node[OWN + "rubrics"] = [_json([dict(rubric) for rubric in framework.rubrics])]
        _put_extensions(node, framework.extensions)
        tops = [item for item in framework.items if item.parent is None]
        node[SKOS + "hasTopConcept"] = [Resource(self.uri(item.id)) for item in tops]
        return node

    def item(self, item: Item, place: int) -> Node:
        node: Node = {TYPE: [Resource(SKOS + "Concept"), Resource(OWN + "Item")]}
        node[SKOS + "inScheme"] = [Resource(self.scheme)]
        if item.parent:
            node[SKOS + "broader"] = [self.reference(item.parent)]
            node[OWN + "parent"] = [self.reference(item.parent)]
        else:
            node[SKOS + "topConceptOf"] = [Resource(self.scheme)]
        _put_plain(
            node, {SKOS + "notation": item.code, OWN + "kind": item.kind.value, OWN + "itemType": item.item_type}
        )
        node[OWN + "position"] = [_number(item.position)]
        node[OWN + "place"] = [_number(place)]
        self.put_texts(node, {name: (uri, getattr(item, name)) for name, uri in _TEXTS.items()})
        if item.principles:
            node[DCT + "subject"] = [Resource(f"{OWN}principle-{tag.principle}") for tag in item.principles]
            node[OWN + "principles"] = [_json([_principle(tag) for tag in item.principles])]
        for name, value in (("statusStart", item.status_start), ("statusEnd", item.status_end)):
            if value is not None:
                node[OWN + name] = [Literal(value, type=DATE_TYPE)]
        if item.source:
            node[DCT + "source"] = [Resource(self.source_uri(item.source.source))]
            node[OWN + "sourcePlace"] = [_json({"locator": item.source.locator, "note": item.source.note})]
        if item.aliases:
            node[OWN + "aliases"] = [_json(list(item.aliases))]
        _put_extensions(node, item.extensions)
        return node

    def add_scale(self, scale: ProficiencyScale, place: int) -> None:
        here = self.uri(scale.id)
        node: Node = {
            TYPE: [Resource(SKOS + "ConceptScheme"), Resource(OWN + "ProficiencyScale")],
            DCT + "isPartOf": [Resource(self.scheme)],
            SKOS + "notation": [Literal(scale.code)],
            OWN + "place": [_number(place)],
        }
        self.put_texts(node, {"title": (DCT + "title", scale.title), "notes": (SKOS + "note", scale.notes)})
        self.graph[here] = node
        for rung, level in enumerate(scale.levels):
            self.graph[self.uri(level.id)] = self._level(level, here, rung)

    def _level(self, level: ProficiencyLevel, scale: str, place: int) -> Node:
        node: Node = {
            TYPE: [Resource(SKOS + "Concept"), Resource(OWN + "ProficiencyLevel")],
            SKOS + "inScheme": [Resource(scale)],
            SKOS + "topConceptOf": [Resource(scale)],
            SKOS + "notation": [Literal(level.code)],
            OWN + "position": [_number(level.position)],
            OWN + "place": [_number(place)],
        }
        texts = {"title": (SKOS + "prefLabel", level.title), "description": (SKOS + "definition", level.description)}
        self.put_texts(node, texts)
        return node

    def descriptor(self, descriptor: LevelDescriptor, place: int) -> Node:
        node: Node = {
            TYPE: [Resource(OWN + "LevelDescriptor")],
            OWN + "ofItem": [self.reference(descriptor.item)],
            OWN + "atLevel": [self.reference(descriptor.level)],
            OWN + "place": [_number(place)],
        }
        self.put_texts(node, {"text": (RDF + "value", descriptor.text)})
        return node

    def add_role(self, role: JobRole, place: int) -> None:
        needs = [self.uri(f"{role.id}.need-{number}") for number in range(1, len(role.requirements) + 1)]
        node: Node = {
            TYPE: [Resource(SKOS + "Concept"), Resource(OWN + "JobRole")],
            SKOS + "notation": [Literal(role.code)],
            OWN + "branch": [Literal(role.branch.value)],
            OWN + "place": [_number(place)],
            OWN + "requires": [Resource(need) for need in needs],
        }
        texts = {"title": (SKOS + "prefLabel", role.title), "description": (SKOS + "definition", role.description)}
        self.put_texts(node, texts)
        self.graph[self.uri(role.id)] = node
        for number, (need, requirement) in enumerate(zip(needs, role.requirements, strict=True)):
            self.graph[need] = {
                TYPE: [Resource(OWN + "Requirement")],
                OWN + "ofItem": [self.reference(requirement.item)],
                OWN + "atLevel": [self.reference(requirement.level)],
                OWN + "importance": [_number(requirement.importance)],
                OWN + "requirementStatus": [Literal(requirement.status.value)],
                OWN + "place": [_number(number)],
            }

    def add_link(self, link: Association, place: int) -> None:
        """Say a link twice: as a relation that everybody reads, and as a thing of its own with its identifier."""
        origin, destination = self.reference(link.origin), self.reference(link.destination)
        told = self.graph.setdefault(origin.uri, {})
        told.setdefault(self._relation(link), []).append(destination)
        node: Node = {
            TYPE: [Resource(OWN + "Association")],
            OWN + "kind": [Literal(link.kind.value)],
            OWN + "origin": [origin],
            OWN + "destination": [destination],
            OWN + "place": [_number(place)],
        }
        if destination.uri != link.destination and not is_identifier(link.destination):
            node[OWN + "address"] = [Literal(link.destination)]
        if link.position:
            node[OWN + "position"] = [_number(link.position)]
        self.put_texts(node, {"notes": (SKOS + "note", link.notes)})
        _put_extensions(node, link.extensions)
        self.graph[self.uri(link.id)] = node

    def _relation(self, link: Association) -> str:
        """Return the property of a link; one that was read from a finer relation of SKOS goes out as that."""
        finer = link.extensions.get("skos")
        if isinstance(finer, str) and SKOS + finer in FINER:
            return SKOS + finer
        return property_of(link.kind, inside=link.destination in self.items)

    def put_texts(self, node: Node, texts: Mapping[str, tuple[str, LocalizedText]]) -> None:
        """Add texts, and where a wording comes from as far as a reader would not take it so anyway."""
        origins: dict[str, dict[str, Any]] = {}
        for name, (uri, localized) in texts.items():
            if not localized:
                continue
            node[uri] = [Literal(wording.text, language=tag) for tag, wording in localized.items()]
            said = dict(_origins_of(localized, self.framework.language))
            if said:
                origins[name] = said
        if origins:
            node[OWN + "origins"] = [_json(origins)]


def _origins_of(localized: LocalizedText, language: str) -> Iterator[tuple[str, Any]]:
    sources = [entry for entry in localized.values() if entry.origin is TextOrigin.SOURCE]
    current = (
        text_digest(sources[0].text) if len(sources) == 1 else None
    )  # of two, a reader takes whichever comes first
    for tag, wording in localized.items():
        assumed = TextOrigin.SOURCE if tag == language else TextOrigin.HUMAN
        if wording.origin is not assumed or wording.of is not None:
            yield (
                tag,
                {
                    "origin": wording.origin.value,
                    "of": "current" if wording.of and wording.of == current else wording.of,
                },
            )


def _principle(tag: Any) -> dict[str, Any]:
    because = {name: {"text": w.text, "origin": w.origin.value, "of": w.of} for name, w in tag.because.items()}
    said = {"principle": tag.principle, "because": because}
    return {**said, "written_by": tag.written_by, "confirmed_by": tag.confirmed_by}


def _source_node(source: Source, place: int) -> Node:
    node: Node = {TYPE: [Resource(DCT + "BibliographicResource")], SKOS + "notation": [Literal(source.code)]}
    parts = {
        DCT + "title": source.title,
        DCT + "publisher": source.publisher,
        DCT + "date": source.date,
        DCT + "identifier": source.identifier,
        DCT + "license": source.licence,
        OWN + "seen": source.seen,
    }
    _put_plain(node, parts)
    node[OWN + "place"] = [_number(place)]
    return node


def _put_plain(node: Node, parts: Mapping[str, str]) -> None:
    node.update({uri: [Literal(text)] for uri, text in parts.items() if text})


def _put_extensions(node: Node, extensions: Mapping[str, Any]) -> None:
    if extensions:
        node[OWN + "extensions"] = [_json(dict(extensions))]


def _json(value: Any) -> Literal:
    return Literal(canonical_json(value).decode("utf-8"), type=JSON_TYPE)


def _number(value: int) -> Literal:
    return Literal(str(value), type=INTEGER_TYPE)


def _encoded(address: str) -> str:
    return _UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", address)


def _address(uri: str) -> str:
    return f"<{uri}>"


def _compact(uri: str) -> str:
    for prefix, address in PREFIXES.items():
        if uri.startswith(address) and _LOCAL.fullmatch(uri, len(address)):
            return f"{prefix}:{uri[len(address) :]}"
    return uri


def _shown(uri: str) -> str:
    if uri == TYPE:
        return "a"
    compact = _compact(uri)
    return compact if compact != uri else _address(uri)


def _shown_value(value: Value) -> str:
    if isinstance(value, Resource):
        compact = _compact(value.uri)
        return compact if compact != value.uri else _address(value.uri)
    if value.type == INTEGER_TYPE:
        return value.text
    text = '"' + re.sub(r'[\\"\n\r\t]', lambda found: _ESCAPES[found[0]], value.text) + '"'
    if value.language:
        return f"{text}@{value.language}"
    return f"{text}^^{_shown(value.type)}" if value.type else text


def _json_value(value: Value) -> Any:
    if isinstance(value, Resource):
        return {"@id": value.uri}
    if value.language:
        return {"@value": value.text, "@language": value.language}
    if value.type == JSON_TYPE:
        return {"@value": json.loads(value.text), "@type": "@json"}
    if value.type == INTEGER_TYPE:
        return int(value.text)
    return {"@value": value.text, "@type": _compact(value.type)} if value.type else value.text
