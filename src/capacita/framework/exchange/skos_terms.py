"""The words of RDF that a framework is written in: SKOS and Dublin Core where they have one, our own where not.

Our own terms live under the identifier from which all of Capacita's grow, a URN that nobody has to host.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from capacita.framework.model import AssociationKind
from capacita.vocabulary import CAPACITA

SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCT: Final = "http://purl.org/dc/terms/"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
OWN: Final = f"urn:uuid:{CAPACITA}#"
PREFIXES: Final[Mapping[str, str]] = {
    "cap": OWN,
    "dct": DCT,
    "owl": OWL,
    "rdf": RDF,
    "skos": SKOS,
    "xsd": XSD,
}
TYPE: Final = RDF + "type"
JSON_TYPE: Final = RDF + "JSON"
INTEGER_TYPE: Final = XSD + "integer"
DATE_TYPE: Final = XSD + "date"

# What SKOS says of two concepts; the rest of the kinds are terms of our own.
INSIDE: Final[Mapping[AssociationKind, str]] = {
    AssociationKind.IS_CHILD_OF: SKOS + "broader",
    AssociationKind.EXACT_MATCH_OF: SKOS + "exactMatch",
    AssociationKind.IS_RELATED_TO: SKOS + "related",
    AssociationKind.REPLACED_BY: DCT + "isReplacedBy",
    AssociationKind.IS_PART_OF: DCT + "isPartOf",
}
ELSEWHERE: Final[Mapping[AssociationKind, str]] = {
    **INSIDE,
    AssociationKind.IS_CHILD_OF: SKOS + "broadMatch",
    AssociationKind.IS_RELATED_TO: SKOS + "relatedMatch",
}
# Relations of SKOS for which the kinds of link have no word; a link keeps which it was under ``extensions.skos``.
FINER: Final[Mapping[str, AssociationKind]] = {
    SKOS + "closeMatch": AssociationKind.IS_RELATED_TO,
    SKOS + "narrowMatch": AssociationKind.IS_RELATED_TO,
    SKOS + "mappingRelation": AssociationKind.IS_RELATED_TO,
}


@dataclass(frozen=True, slots=True)
class Resource:
    """Something with an address."""

    uri: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A text, with its language or its type."""

    text: str
    language: str = ""
    type: str = ""


Value = Resource | Literal
Node = dict[str, list[Value]]  # what is said of one resource, by the address of the property
Graph = dict[str, Node]


def property_of(kind: AssociationKind, *, inside: bool) -> str:
    """Return the property that says a link of a kind, to something of the framework or elsewhere."""
    return (INSIDE if inside else ELSEWHERE).get(kind) or OWN + kind.value


def kinds_by_property() -> dict[str, AssociationKind]:
    """Return the kind of link that each property says, by the address of the property."""
    found = dict(FINER)
    for kind in AssociationKind:
        for inside in (True, False):
            found.setdefault(property_of(kind, inside=inside), kind)
    return found
