"""DigComp 3.0 as its publisher gives it: the JSON-LD of the data supplement, in and out in the same shape.

Areas become domains, competences competencies; statements and learning outcomes stand under their competence and are
tied to one of four bands. The eight levels of earlier editions are a second scale. What this model has no word for
(the AI label, what a band is for, the six-level mapping) stands under ``extensions.digcomp``.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from capacita.framework.model import (
    Association,
    AssociationKind,
    Definition,
    Framework,
    FrameworkStatus,
    Item,
    ItemKind,
    ProficiencyLevel,
    ProficiencyScale,
    Source,
)
from capacita.vocabulary import (
    CAPACITA,
    Finding,
    Severity,
    Unreadable,
    derive_identifier,
    parse_object,
    pointer,
    written,
)

DIGCOMP: Final = derive_identifier(CAPACITA, "framework", "digcomp-3.0")
LICENCE: Final = "CC-BY-4.0"
EDITED_LICENCE: Final = "CC-BY-SA-4.0"  # of the editable edition, and so of what is made from it
LICENCE_ADDRESSES: Final = {
    LICENCE: "https://creativecommons.org/licenses/by/4.0/",
    EDITED_LICENCE: "https://creativecommons.org/licenses/by-sa/4.0/",
}
ATTRIBUTION: Final = (
    "DigComp 3.0 by the European Commission, Joint Research Centre (Cosgrove and Cachia, 2025; JRC144121), read from "
    "its data supplement of 24 November 2025 under CC BY 4.0. The Commission endorses neither this copy nor changes to it."
)
_SOURCE: Final = Source(
    code="digcomp-3.0",
    title="DigComp 3.0: European Digital Competence Framework, fifth edition",
    publisher="European Commission, Joint Research Centre",
    date="2025",
    identifier="https://publications.jrc.ec.europa.eu/repository/handle/JRC144121",
    licence=LICENCE,
    seen="data supplement of 24 November 2025",
)
TYPES: Final = (
    "CompetenceArea",
    "Competence",
    "ProficiencyLevel",
    "CompetenceStatement",
    "LearningOutcome",
    "Glossary",
)
NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "CompetenceArea": ("name", "description"),
    "Competence": ("name", "description", "competence_area_id"),
    "ProficiencyLevel": (
        "four_levels_name",
        "eight_levels_mapping",
        "six_levels_mapping",
        "four_levels_description",
        "eight_levels_description",
        "applies_to",
    ),
    "CompetenceStatement": ("description", "ai_label", "competence_id", "four_levels_proficiency_name"),
    "LearningOutcome": ("description", "type", "ai_label", "competence_id", "four_levels_proficiency_name"),
    "Glossary": ("explanation",),
}
_KINDS: Final = {
    "CompetenceArea": ItemKind.DOMAIN,
    "Competence": ItemKind.COMPETENCY,
    "CompetenceStatement": ItemKind.STATEMENT,
    "LearningOutcome": ItemKind.OUTCOME,
}
_PARENT_KEYS: Final = {
    "Competence": "competence_area_id",
    "CompetenceStatement": "competence_id",
    "LearningOutcome": "competence_id",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One node of the graph: its type, the part of its ``@id`` after the type, its other keys, its place in the file."""

    type: str
    name: str
    parts: Mapping[str, Any]
    path: str


@dataclass(slots=True)
class _Draft:
    """What has been made of the nodes so far, and what was wrong with them."""

    findings: list[Finding] = field(default_factory=list)
    items: dict[str, Item] = field(default_factory=dict)
    links: list[Association] = field(default_factory=list)
    counts: dict[tuple[str | None, str], int] = field(default_factory=dict)

    def fault(self, code: str, node: Node, **values: Any) -> None:
        self.findings.append(
            Finding(code=code, severity=Severity.ERROR, path=node.path, values={"node": node.name, **values})
        )


def is_digcomp(data: bytes) -> bool:
    """Tell whether bytes look like the JSON-LD of the DigComp data supplement."""
    head = data[:4096]
    return b'"CompetenceArea"' in head and b'"@context"' in head


def read_digcomp(data: bytes) -> tuple[Framework, list[Finding]]:
    """Return the framework in the JSON-LD of a DigComp data supplement, and what is wrong with its nodes.

    Raises Unreadable when the bytes are no such JSON-LD at all.
    """
    document = parse_object(data)
    graph = document.get("@graph")
    if not isinstance(graph, list) or not any(isinstance(node, dict) and node.get("@type") in TYPES for node in graph):
        raise Unreadable("EXCHANGE_NOT_DIGCOMP")
    findings: list[Finding] = []
    nodes = list(_list_nodes(graph, findings))
    framework, more = assemble_digcomp(nodes)
    # What was edited says so in the file, and stays share-alike.
    licence = next((code for code, address in LICENCE_ADDRESSES.items() if address == document.get("license")), LICENCE)
    return replace(framework, licence=licence), [*findings, *more]


def _list_nodes(graph: list[Any], findings: list[Finding]) -> Iterator[Node]:
    for place, entry in enumerate(graph):
        path = pointer(("@graph", place))
        kind = entry.get("@type") if isinstance(entry, dict) else None
        name = entry.get("@id") if isinstance(entry, dict) else None
        if kind not in TYPES or not isinstance(name, str) or not name.startswith(f"{kind}/"):
            values = {"found": json.dumps(entry, ensure_ascii=False)[:60]}
            findings.append(Finding(code="EXCHANGE_NODE_UNKNOWN", severity=Severity.ERROR, path=path, values=values))
            continue
        parts = {key: value for key, value in entry.items() if not key.startswith("@")}
        yield Node(type=kind, name=name.partition("/")[2], parts=parts, path=path)


def assemble_digcomp(nodes: list[Node]) -> tuple[Framework, list[Finding]]:
    """Return the framework that the nodes of a supplement make, with the faults of those that had to stay out."""
    draft = _Draft()
    sound = [node for node in nodes if _is_sound(node, draft)]
    by_type: dict[str, list[Node]] = {kind: [] for kind in TYPES}
    for node in sound:
        by_type[node.type].append(node)
    scales, bands, extension = _assemble_scales(by_type["ProficiencyLevel"])
    for kind in _KINDS:
        for node in by_type[kind]:
            _add_item(draft, node, bands)
    definitions = tuple(
        Definition(
            id=derive_identifier(DIGCOMP, "glossary", node.name),
            term=written(node.name),
            text=written(node.parts["explanation"]),
        )
        for node in by_type["Glossary"]
    )
    framework = Framework(
        id=DIGCOMP,
        code="digcomp-3.0",
        title=written("DigComp 3.0: European Digital Competence Framework"),
        language="en",
        version="3.0",
        status=FrameworkStatus.IMPLEMENTED,
        publisher=_SOURCE.publisher,
        licence=LICENCE,
        notice=written(ATTRIBUTION),
        sources=(_SOURCE,),
        scales=scales,
        items=tuple(draft.items.values()),
        associations=tuple(draft.links),
        definitions=definitions,
        extensions={"digcomp": extension},
    )
    return framework, draft.findings


def _is_sound(node: Node, draft: _Draft) -> bool:
    for key in NEEDED[node.type]:
        value = node.parts.get(key)
        wanted: type = int if key == "eight_levels_mapping" else str
        if not isinstance(value, wanted) or value == "":
            draft.fault("EXCHANGE_NODE_LACKS", node, key=key)
            return False
    return True


def band_code(name: str) -> str:
    """Return the code of a band or level for the name that the supplement gives it."""
    return re.sub(r"[^A-Za-z0-9._]+", "-", name.strip())


def level_identifier(scale: str, code: str) -> str:
    """Return the identifier of a level of DigComp: of the scale ``bands`` or ``levels``."""
    return derive_identifier(DIGCOMP, scale, code)


def _assemble_scales(nodes: list[Node]) -> tuple[tuple[ProficiencyScale, ...], dict[str, str], dict[str, Any]]:
    """Return the two scales, the level of each band by its name, and what the scales cannot hold."""
    ordered = sorted(nodes, key=lambda node: node.parts["eight_levels_mapping"])
    bands: dict[str, ProficiencyLevel] = {}
    levels: list[ProficiencyLevel] = []
    aims: dict[str, Any] = {}
    mapping: dict[str, Any] = {}
    for node in ordered:
        parts = node.parts
        name = parts["four_levels_name"]
        code = band_code(name)
        if name not in bands:
            bands[name] = ProficiencyLevel(
                id=level_identifier("bands", code),
                code=code,
                position=len(bands) + 1,
                title=written(name),
                description=written(parts["four_levels_description"]),
            )
            aims[code] = {"applies_to": written_plainly(parts["applies_to"])}
        own = band_code(node.name)
        levels.append(
            ProficiencyLevel(
                id=level_identifier("levels", own),
                code=own,
                position=len(levels) + 1,
                title=written(f"{name} {parts['eight_levels_mapping']}"),
                description=written(parts["eight_levels_description"]),
            )
        )
        mapping[own] = {"name": node.name, "band": code, "six_levels_mapping": parts["six_levels_mapping"]}
    scales = tuple(
        ProficiencyScale(id=derive_identifier(DIGCOMP, code), code=code, title=written(title), levels=tuple(rungs))
        for code, title, rungs in (
            ("bands", "Four proficiency levels", bands.values()),
            ("levels", "Eight proficiency levels", levels),
        )
        if rungs
    )
    return scales, {name: level.id for name, level in bands.items()}, {"bands": aims, "levels": mapping}


def written_plainly(text: str, language: str = "en") -> dict[str, str]:
    """Return a text by language, as it stands where this model keeps no origin of a wording."""
    return {language: text}


def _add_item(draft: _Draft, node: Node, bands: Mapping[str, str]) -> None:
    parent_key = _PARENT_KEYS.get(node.type)
    parent: Item | None = None
    if parent_key:
        parent = draft.items.get(node.parts[parent_key].partition("/")[2])
        if parent is None:
            draft.fault("EXCHANGE_NODE_NOT_THERE", node, missing=node.parts[parent_key])
            return
    if node.name in draft.items:
        draft.fault("EXCHANGE_NODE_TWICE", node)
        return
    place = (parent.id if parent else None, node.type)
    draft.counts[place] = draft.counts.get(place, 0) + 1
    named = "name" in node.parts
    identifier = derive_identifier(DIGCOMP, node.name)
    mapped = {"name", "description", "competence_area_id", "competence_id", "four_levels_proficiency_name"}
    extra = {key: value for key, value in node.parts.items() if key not in mapped}
    draft.items[node.name] = Item(
        id=identifier,
        kind=_KINDS[node.type],
        item_type=node.type,
        code=node.name,
        parent=parent.id if parent else None,
        position=draft.counts[place],
        title=written(node.parts["name"]) if named else {},
        statement=written(node.parts["description"]),
        aliases=(f"{node.type}/{node.name}",),
        extensions={"digcomp": extra} if extra else {},
    )
    band = node.parts.get("four_levels_proficiency_name")
    if band is None:
        return
    level = bands.get(band.partition("/")[2].strip())
    if level is None:
        draft.fault("EXCHANGE_NODE_NOT_THERE", node, missing=band)
        return
    draft.links.append(
        Association(
            id=derive_identifier(DIGCOMP, "level-of", node.name),
            kind=AssociationKind.HAS_SKILL_LEVEL,
            origin=identifier,
            destination=level,
        )
    )
