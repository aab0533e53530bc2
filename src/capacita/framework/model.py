"""What people should be able to do, as frozen data: the framework document ``capacita-framework/1``.

One flat array of items, tied by ``parent``; levels, descriptors and role requirements stand beside it. The model says
what may be written; ``validation`` says whether it holds together.
"""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from capacita.vocabulary import (
    CAPACITA,
    Code,
    Digest,
    DocumentFormat,
    Identifier,
    LanguageTag,
    LocalizedText,
    derive_identifier,
    document_part,
)


class FrameworkStatus(StrEnum):
    """Where a framework version stands in its life."""

    DRAFT = "draft"
    CONSULTATION = "consultation"
    IMPLEMENTED = "implemented"
    RETIRED = "retired"


class ItemKind(StrEnum):
    """What an item is to us; the source's own word stays in ``item_type``."""

    DOMAIN = "domain"
    COMPETENCY = "competency"
    ATTITUDE = "attitude"
    STATEMENT = "statement"
    OUTCOME = "outcome"
    RECOMMENDATION = "recommendation"
    OTHER = "other"


class AssociationKind(StrEnum):
    """How one item bears on another (CASE 1.1 association types). Origin *isChildOf* destination."""

    IS_CHILD_OF = "isChildOf"
    IS_PEER_OF = "isPeerOf"
    IS_PART_OF = "isPartOf"
    EXACT_MATCH_OF = "exactMatchOf"
    PRECEDES = "precedes"
    IS_RELATED_TO = "isRelatedTo"
    REPLACED_BY = "replacedBy"
    EXEMPLAR = "exemplar"
    HAS_SKILL_LEVEL = "hasSkillLevel"
    IS_TRANSLATION_OF = "isTranslationOf"


class Branch(StrEnum):
    """The branch of the state in which a role works. Members of parliament and judges are not civil servants."""

    EXECUTIVE = "executive"
    LEGISLATURE = "legislature"
    JUDICIARY = "judiciary"


class RequirementStatus(StrEnum):
    """Whether a required level is our proposal or was set by a country's panel."""

    PROPOSED = "proposed"
    SET = "set"


@document_part
class Source:
    """A publication or data set that facts come from, and how much of it was seen."""

    code: Code
    title: str
    publisher: str = ""
    date: str = ""
    identifier: str = ""  # address, DOI, ISBN or catalogue number
    licence: str = ""
    seen: str = ""  # which part of it was read, in words


@document_part
class SourceRef:
    """Where in a source something stands, e.g. ``p. 22``."""

    source: Code
    locator: str = ""
    note: str = ""


@document_part
class PrincipleTag:
    """A principle that an item serves; the tag counts only with a sentence that says how."""

    principle: Code
    because: LocalizedText = field(default_factory=dict)
    written_by: str = ""  # who set the tag and wrote the sentence
    confirmed_by: str = ""  # counts only where it is somebody else


@document_part
class Item:
    """One thing of the framework. ``position`` orders siblings; only their common order has meaning."""

    id: Identifier
    kind: ItemKind
    item_type: str = ""
    code: str = ""
    parent: Identifier | None = None
    position: int = 0
    title: LocalizedText = field(default_factory=dict)
    statement: LocalizedText = field(default_factory=dict)
    notes: LocalizedText = field(default_factory=dict)
    principles: tuple[PrincipleTag, ...] = ()
    status_start: str | None = None
    status_end: str | None = None
    source: SourceRef | None = None
    aliases: tuple[str, ...] = ()
    extensions: Mapping[str, Any] = field(default_factory=dict)


@document_part
class ProficiencyLevel:
    """A rung of a scale; ``position`` counts from 1 at the lowest."""

    id: Identifier
    code: Code
    position: int
    title: LocalizedText
    description: LocalizedText = field(default_factory=dict)


@document_part
class ProficiencyScale:
    """Levels from the lowest to the highest."""

    id: Identifier
    code: Code
    title: LocalizedText
    levels: tuple[ProficiencyLevel, ...]
    notes: LocalizedText = field(default_factory=dict)


@document_part
class LevelDescriptor:
    """What an item looks like at a level."""

    id: Identifier
    item: Identifier
    level: Identifier
    text: LocalizedText


@document_part
class Association:
    """A link between two items; a further parent is an ``isChildOf`` association."""

    id: Identifier
    kind: AssociationKind
    origin: Identifier
    destination: str  # an item here, or the address of one elsewhere
    position: int = 0
    notes: LocalizedText = field(default_factory=dict)
    extensions: Mapping[str, Any] = field(default_factory=dict)


@document_part
class Requirement:
    """The level of an item that a role needs; importance runs from 1 (useful) to 5 (the role fails without it)."""

    item: Identifier
    level: Identifier
    importance: int = 3
    status: RequirementStatus = RequirementStatus.PROPOSED


@document_part
class JobRole:
    """A role by its work, not its rank."""

    id: Identifier
    code: Code
    branch: Branch
    title: LocalizedText
    description: LocalizedText = field(default_factory=dict)
    requirements: tuple[Requirement, ...] = ()


@document_part
class Definition:
    """A term that the framework uses in one sense."""

    id: Identifier
    term: LocalizedText
    text: LocalizedText


@document_part
class DerivedFrom:
    """The exact framework version that something was made from."""

    id: Identifier
    version: str
    digest: Digest
    meaning: Digest | None = (
        None  # what that version means; what is made from it then means by this, not by the version
    )


@document_part
class Framework:
    """A framework version, whole."""

    id: Identifier
    code: Code
    title: LocalizedText
    language: LanguageTag
    version: str
    status: FrameworkStatus
    publisher: str = ""
    licence: str = ""
    notice: LocalizedText = field(default_factory=dict)  # stands on every page and export
    derived_from: DerivedFrom | None = None
    sources: tuple[Source, ...] = ()
    scales: tuple[ProficiencyScale, ...] = ()
    items: tuple[Item, ...] = ()
    descriptors: tuple[LevelDescriptor, ...] = ()
    associations: tuple[Association, ...] = ()
    roles: tuple[JobRole, ...] = ()
    definitions: tuple[Definition, ...] = ()
    rubrics: tuple[Mapping[str, Any], ...] = ()
    extensions: Mapping[str, Any] = field(default_factory=dict)


def stand_in_identifier(path: str) -> str:
    """Return the identifier that stands, in what is salvaged from a file, for one that cannot be read."""
    return derive_identifier(CAPACITA, "unread", path)


def _stand_in_code(path: str) -> str:
    return "unread" + path.replace("/", "-")


def _nothing(_: str) -> dict[str, Any]:
    return {}


# What stands for a required value that cannot be read, only so that the rest of the document can still be looked at.
_PLACEHOLDERS = {
    ("id",): stand_in_identifier,
    ("code",): _stand_in_code,
    ("title",): _nothing,
    ("language",): lambda _: "en",
    ("version",): lambda _: "",
    ("status",): lambda _: FrameworkStatus.DRAFT.value,
    ("sources", "*", "code"): _stand_in_code,
    ("sources", "*", "title"): lambda _: "",
    ("items", "*", "id"): stand_in_identifier,
    ("items", "*", "kind"): lambda _: ItemKind.OTHER.value,
    ("scales", "*", "id"): stand_in_identifier,
    ("scales", "*", "code"): _stand_in_code,
    ("scales", "*", "title"): _nothing,
    ("scales", "*", "levels"): lambda _: [],
    ("scales", "*", "levels", "*", "id"): stand_in_identifier,
    ("scales", "*", "levels", "*", "code"): _stand_in_code,
    ("scales", "*", "levels", "*", "position"): lambda _: 0,
    ("scales", "*", "levels", "*", "title"): _nothing,
    ("descriptors", "*", "id"): stand_in_identifier,
    ("descriptors", "*", "text"): _nothing,
    ("associations", "*", "id"): stand_in_identifier,
    ("roles", "*", "id"): stand_in_identifier,
    ("roles", "*", "code"): _stand_in_code,
    ("roles", "*", "branch"): lambda _: Branch.EXECUTIVE.value,
    ("roles", "*", "title"): _nothing,
    ("definitions", "*", "id"): stand_in_identifier,
    ("definitions", "*", "term"): _nothing,
    ("definitions", "*", "text"): _nothing,
}

FRAMEWORK_FORMAT = DocumentFormat(
    name="capacita-framework/1",
    adapter=TypeAdapter(Framework),
    upgrades={},
    placeholders=_PLACEHOLDERS,
)
