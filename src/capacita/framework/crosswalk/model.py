"""Crosswalks as frozen data: the document ``capacita-crosswalk/1``, which links the items of two framework versions.

A link reads *subject relation object*: ``broadMatch`` says that the object is the broader of the two (SKOS reference,
W3C 2009, section 10). A link without a relation is a suggestion that nobody has thought about yet.
"""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from capacita.framework.model import ItemKind, Source
from capacita.vocabulary import Code, Digest, DocumentFormat, Identifier, LanguageTag, LocalizedText, document_part


class MatchRelation(StrEnum):
    """How the object of a link stands to its subject; the mapping properties of SKOS."""

    EXACT = "exactMatch"
    CLOSE = "closeMatch"
    BROAD = "broadMatch"  # the object is broader
    NARROW = "narrowMatch"  # the object is narrower
    RELATED = "relatedMatch"


class LinkDecision(StrEnum):
    """What a reviewer decided about a link."""

    OPEN = "open"  # nobody has reviewed it
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class LinkOrigin(StrEnum):
    """What put two items beside each other."""

    SIMILARITY = "similarity"  # their texts
    PERSON = "person"  # somebody who knows both


@document_part
class NamedItem:
    """An item by its number and its name, in the language of the crosswalk."""

    id: Identifier
    code: str = ""
    title: str = ""


@document_part
class ComparedFramework:
    """One of the two framework versions; ``meaning`` is its digest without translations.

    ``items`` are all that were compared, in the order of the framework: who has not the framework itself knows from
    them what can be linked, and what has no link. Older crosswalks name none.
    """

    id: Identifier
    code: Code
    version: str
    title: LocalizedText = field(default_factory=dict)
    meaning: Digest
    items: tuple[NamedItem, ...] = ()


@document_part
class SuggestionMethod:
    """How suggestions were made, so that they can be made again."""

    measure: str  # of the similarity of texts
    characters: int  # in a run that is compared
    per_item: int  # suggestions for an item at most, in either direction
    least: float  # the score below which nothing is suggested
    note: str = ""


@document_part
class CrosswalkLink:
    """Two items and how they stand to each other, with what speaks for it and what a reviewer decided.

    ``of`` is the digest of the two texts as they were when the link was made or decided on: whether a decision has
    been overtaken by a new wording is derived from it.
    """

    id: Identifier
    subject: Identifier
    subject_code: str = ""
    subject_title: str = ""
    object: Identifier
    object_code: str = ""
    object_title: str = ""
    relation: MatchRelation | None = None
    score: float | None = None  # similarity of the texts, 0 to 1; says nothing about the relation
    evidence: tuple[str, ...] = ()  # pieces that both texts share, the last word as it stands in one of them
    suggested_by: LinkOrigin = LinkOrigin.SIMILARITY
    decision: LinkDecision = LinkDecision.OPEN
    decided_by: str = ""  # the role of the reviewer, never a name
    decided_on: str = ""
    note: LocalizedText = field(default_factory=dict)
    of: Digest | None = None


@document_part
class Crosswalk:
    """Two framework versions and the links between their items."""

    id: Identifier
    code: Code
    title: LocalizedText
    language: LanguageTag  # in which the texts were compared
    subject: ComparedFramework
    object: ComparedFramework
    kinds: tuple[ItemKind, ...] = ()  # of the items that were compared
    publisher: str = ""
    licence: str = ""
    notice: LocalizedText = field(default_factory=dict)
    method: SuggestionMethod | None = None
    sources: tuple[Source, ...] = ()
    links: tuple[CrosswalkLink, ...] = ()
    extensions: Mapping[str, Any] = field(default_factory=dict)


CROSSWALK_FORMAT = DocumentFormat(name="capacita-crosswalk/1", adapter=TypeAdapter(Crosswalk), upgrades={})
