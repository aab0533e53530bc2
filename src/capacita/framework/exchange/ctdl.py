"""CTDL-ASN out: a framework as the Credential Engine describes them, in JSON-LD with its context inside.

Every item with a text is a competency, every scale a progression model. The terms, and which of them a registry insists
on, follow the published schema and public programs that check against it; no registry has been asked.
"""

import json
from collections.abc import Iterator
from typing import Any, Final

from capacita.framework.exchange.contract import ExchangeFormat, WriteOptions, Written
from capacita.framework.model import AssociationKind, Framework, FrameworkStatus, Item, ProficiencyScale
from capacita.framework.reading import list_tree
from capacita.vocabulary import LocalizedText, Refusal, derive_identifier, is_identifier

_CONTEXT: Final = {
    "asn": "http://purl.org/asn/schema/core/",
    "ceasn": "https://purl.org/ctdlasn/terms/",
    "ceterms": "https://purl.org/ctdl/terms/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
_STATUS_WORDS: Final = "http://credreg.net/ctdlasn/vocabs/publicationStatus/"
_STATUSES: Final = {
    FrameworkStatus.DRAFT: "Draft",
    FrameworkStatus.CONSULTATION: "Draft",
    FrameworkStatus.IMPLEMENTED: "Published",
    FrameworkStatus.RETIRED: "Deprecated",
}
_ALIGNMENTS: Final = {
    AssociationKind.EXACT_MATCH_OF: "ceasn:exactAlignment",
    AssociationKind.IS_RELATED_TO: "ceasn:majorAlignment",
    AssociationKind.IS_CHILD_OF: "ceasn:broadAlignment",
    AssociationKind.PRECEDES: "ceasn:prerequisiteAlignment",
}


def write_ctdl(framework: Framework, base_uri: str | None = None) -> bytes:
    """Return a framework as CTDL-ASN. Raises Refusal for one without a single item that says anything."""
    writer = _Writer(framework, base_uri)
    if not writer.items:
        raise Refusal("EXCHANGE_NOTHING_TO_WRITE", framework=framework.code)
    document = {"@context": _CONTEXT, "@graph": list(writer.nodes())}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


class _Writer:
    """One framework on its way out."""

    def __init__(self, framework: Framework, base_uri: str | None) -> None:
        self.framework = framework
        self.scheme = base_uri or f"urn:uuid:{framework.id}"
        self.before = f"{base_uri.rstrip('/')}/" if base_uri else f"urn:uuid:{framework.id}#"
        # A competency is its text: what has none in any language (a recommendation that nobody has read) stays out.
        self.items = [item for _, item in list_tree(framework) if _text_of(item)]
        self.known = {item.id for item in self.items}
        self.children: dict[str | None, list[str]] = {}
        for item in self.items:
            self.children.setdefault(self.parent_of(item), []).append(self.uri(item.id))
        self.language = framework.language

    def uri(self, name: str) -> str:
        return self.before + name

    def parent_of(self, item: Item) -> str | None:
        return item.parent if item.parent in self.known else None

    def nodes(self) -> Iterator[dict[str, Any]]:
        framework = self.framework
        yield _without_empty(
            {
                "@type": "ceasn:CompetencyFramework",
                "@id": self.scheme,
                "ceterms:ctid": f"ce-{framework.id}",
                "ceasn:name": _map(framework.title),
                # A registry wants a description; a framework has a notice, or says what it is called once more.
                "ceasn:description": _map(framework.notice) or _map(framework.title),
                "ceasn:inLanguage": [self.language],
                "ceasn:publicationStatusType": _STATUS_WORDS + _STATUSES[framework.status],
                "ceasn:publisherName": {self.language: [framework.publisher]} if framework.publisher else {},
                "ceasn:license": framework.licence if ":" in framework.licence else "",
                "ceasn:rights": _map(framework.notice),
                "ceasn:source": [source.identifier for source in framework.sources if ":" in source.identifier],
                "ceasn:hasTopChild": self.children.get(None, []),
            }
        )
        links: dict[str, dict[str, list[str]]] = {}
        for link in framework.associations:
            name = _ALIGNMENTS.get(link.kind)
            if name and link.origin in self.known:
                end = self.uri(link.destination) if is_identifier(link.destination) else link.destination
                links.setdefault(link.origin, {}).setdefault(name, []).append(end)
        for item in self.items:
            yield self._competency(item, links.get(item.id, {}))
        for scale in framework.scales:
            yield from self._progression(scale)

    def _competency(self, item: Item, links: dict[str, list[str]]) -> dict[str, Any]:
        parent = self.parent_of(item)
        top = parent is None
        return _without_empty(
            {
                "@type": "ceasn:Competency",
                "@id": self.uri(item.id),
                # A changed item of an adaptation keeps its identifier; a registry wants one for each framework.
                "ceterms:ctid": f"ce-{derive_identifier(self.framework.id, 'ctid', item.id)}",
                "ceasn:competencyLabel": _map(item.title),
                "ceasn:competencyText": _map(_text_of(item)),
                "ceasn:comment": {tag: [text] for tag, text in _map(item.notes).items()},
                "ceasn:competencyCategory": {self.language: [item.item_type or item.kind.value]},
                "ceasn:codedNotation": item.code,
                "ceasn:inLanguage": [self.language],
                "ceasn:isPartOf": self.scheme,
                "ceasn:isTopChildOf": self.scheme if top else "",
                "ceasn:isChildOf": [] if parent is None else [self.uri(parent)],
                "ceasn:hasChild": self.children.get(item.id, []),
                **links,
            }
        )

    def _progression(self, scale: ProficiencyScale) -> Iterator[dict[str, Any]]:
        yield _without_empty(
            {
                "@type": "asn:ProgressionModel",
                "@id": self.uri(scale.id),
                "ceterms:ctid": f"ce-{scale.id}",
                "ceasn:name": _map(scale.title),
                "ceasn:description": _map(scale.notes) or _map(scale.title),
                "ceasn:inLanguage": [self.language],
                "ceasn:publicationStatusType": _STATUS_WORDS + _STATUSES[self.framework.status],
                "skos:hasTopConcept": [self.uri(level.id) for level in scale.levels],
            }
        )
        for level in scale.levels:
            yield _without_empty(
                {
                    "@type": "asn:ProgressionLevel",
                    "@id": self.uri(level.id),
                    "ceterms:ctid": f"ce-{level.id}",
                    "skos:prefLabel": _map(level.title),
                    "skos:definition": _map(level.description),
                    "skos:notation": level.code,
                    "ceasn:inProgressionModel": self.uri(scale.id),
                    "skos:topConceptOf": self.uri(scale.id),
                }
            )


def _text_of(item: Item) -> LocalizedText:
    return item.statement or item.title


def _map(localized: LocalizedText) -> dict[str, str]:
    return {tag: wording.text for tag, wording in localized.items()}


def _without_empty(node: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in node.items() if value not in ("", [], {})}


def _write(framework: Framework, options: WriteOptions) -> Written:
    return Written(data=write_ctdl(framework, options.base_uri))


CTDL_ASN: Final = ExchangeFormat(
    name="ctdl-asn",
    title="CTDL-ASN in JSON-LD",
    media_type="application/ld+json",
    suffix=".jsonld",
    sniff=lambda _: False,
    write=_write,
)
