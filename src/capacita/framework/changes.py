"""Changes and adaptations as frozen data: the document ``capacita-adaptation/1``.

An adaptation is a base and an ordered list of Changes, each with its reason; ``adaptation`` applies it. The base item
keeps its identifier whatever is changed about it: that is what later merges are made by.
"""

from collections.abc import Callable, Mapping
from dataclasses import field
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from capacita.framework.model import FRAMEWORK_FORMAT, Branch, DerivedFrom, FrameworkStatus, stand_in_identifier
from capacita.vocabulary import (
    Code,
    DocumentFormat,
    Identifier,
    LanguageTag,
    LocalizedText,
    document_part,
)


class ChangeKind(StrEnum):
    """What a Change does to its target."""

    ADOPT = "adopt"  # kept on purpose, as it is
    REWORD = "reword"  # after: the statement, a LocalizedText
    RETITLE = "retitle"  # after: the title, a LocalizedText
    DESCRIBE = "describe"  # target: item, level: rung; after: the descriptor's text, a LocalizedText
    ADD = "add"  # part: items, scales, roles, descriptors, associations, definitions or sources; after: the whole entry
    OMIT = "omit"  # the item leaves, with everything that hangs on it alone
    MOVE = "move"  # after: {"parent": id or null, "position": n}
    SPLIT = "split"  # after: {"into": [item ids added before]}
    MERGE = "merge"  # after: {"into": item id}; target is the item that goes
    RELEVEL = "relevel"  # target: scale; after: the whole scale
    REQUIRE = "require"  # target: role; after: a requirement, or null with before set to take it away
    TAG = "tag"  # after: the item's principles, a list
    TRANSLATE = "translate"  # part: title, statement or notes, language: tag; after: a wording
    LINK = "link"  # after: the whole association
    UNLINK = "unlink"  # target: association
    SET = "set"  # target: framework, scale or role; part: its name; after: its value


class EvidenceKind(StrEnum):
    """What supports a Change."""

    CONTRIBUTION = "contribution"
    ESTIMATE = "estimate"
    CITATION = "citation"


@document_part
class Evidence:
    """A pointer to what supports a Change: an identifier on the trail, or a citation in words."""

    kind: EvidenceKind
    ref: str
    note: str = ""


@document_part
class Change:
    """One step from a base towards an adaptation. ``decision`` is the identifier of the decision that asked for it."""

    id: Identifier
    kind: ChangeKind
    target: Identifier
    part: str = ""  # which part of the target, where the kind leaves it open
    level: Identifier | None = None
    language: LanguageTag | None = None
    before: Any = None
    after: Any = None
    reason: LocalizedText = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    decision: Identifier | None = None


@document_part
class MaturityProfile:
    """Figures of digital maturity and where they come from; for a fictional country, medians of a group."""

    source: Code
    year: int
    group: str
    basis: str  # "own row" or "group median", in words
    economies: int
    values: Mapping[str, float]
    source_title: str = ""
    names: Mapping[str, str] = field(default_factory=dict)  # what each index is called


@document_part
class ContextProfile:
    """What an adaptation is made for."""

    country: str  # ISO 3166-1 alpha-2; a fictional country takes a code from XA to XZ
    name: LocalizedText
    fictional: bool = False
    branches: tuple[Branch, ...] = (Branch.EXECUTIVE,)
    languages: tuple[LanguageTag, ...] = ()
    maturity: MaturityProfile | None = None
    priority_sectors: tuple[LocalizedText, ...] = ()
    sdgs: tuple[int, ...] = ()
    connectivity: LocalizedText = field(default_factory=dict)
    regulation: LocalizedText = field(default_factory=dict)


@document_part
class Adaptation:
    """A base and what is changed about it, and why."""

    id: Identifier
    code: Code
    title: LocalizedText
    language: LanguageTag
    version: str
    status: FrameworkStatus
    base: DerivedFrom
    publisher: str = ""
    licence: str = ""
    notice: LocalizedText = field(default_factory=dict)
    profile: ContextProfile | None = None
    changes: tuple[Change, ...] = ()
    extensions: Mapping[str, Any] = field(default_factory=dict)


_NO_DIGEST = "sha256:" + "0" * 64

# What stands for a required value that cannot be read, only so that the rest of the document can still be looked at.
_PLACEHOLDERS: dict[tuple[str, ...], Callable[[str], Any]] = {
    **{place: stand_in for place, stand_in in FRAMEWORK_FORMAT.placeholders.items() if len(place) == 1},
    ("base",): lambda path: {"id": stand_in_identifier(path), "version": "", "digest": _NO_DIGEST},
    ("base", "id"): stand_in_identifier,
    ("base", "version"): lambda _: "",
    ("base", "digest"): lambda _: _NO_DIGEST,
    ("changes", "*", "id"): stand_in_identifier,
    ("changes", "*", "kind"): lambda _: ChangeKind.ADOPT.value,
    ("changes", "*", "target"): stand_in_identifier,
}

ADAPTATION_FORMAT = DocumentFormat(
    name="capacita-adaptation/1",
    adapter=TypeAdapter(Adaptation),
    upgrades={},
    placeholders=_PLACEHOLDERS,
)
