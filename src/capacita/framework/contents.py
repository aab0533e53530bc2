"""What a Change carries: how its ``before`` and ``after`` are read, kind by kind.

A value that is not what its kind asks for is a ChangeFault; validation makes a finding of it, applying a refusal.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from capacita.framework.changes import Change, ChangeKind
from capacita.framework.model import (
    Association,
    Definition,
    Item,
    JobRole,
    LevelDescriptor,
    PrincipleTag,
    ProficiencyScale,
    Requirement,
    Source,
)
from capacita.vocabulary import Identifier, LocalizedText, Wording, document_part


@document_part
class Move:
    """Where an item goes; what is not written stays as it is."""

    parent: Identifier | None = None
    position: int | None = None


@document_part
class SplitInto:
    """The items that take the place of one."""

    into: tuple[Identifier, ...]


@document_part
class MergeInto:
    """The item that takes in another."""

    into: Identifier


# The parts of a framework to which entries are added, and from which they are omitted.
ENTRIES: Final[Mapping[str, TypeAdapter[Any]]] = {
    "items": TypeAdapter(Item),
    "scales": TypeAdapter(ProficiencyScale),
    "roles": TypeAdapter(JobRole),
    "descriptors": TypeAdapter(LevelDescriptor),
    "associations": TypeAdapter(Association),
    "definitions": TypeAdapter(Definition),
    "sources": TypeAdapter(Source),
}
TEXT: Final[TypeAdapter[Any]] = TypeAdapter(LocalizedText)
TEXT_PARTS: Final = ("title", "statement", "notes", "description", "text", "term", "notice")

_CONTENTS: Final[Mapping[ChangeKind, TypeAdapter[Any]]] = {
    ChangeKind.REWORD: TEXT,
    ChangeKind.RETITLE: TEXT,
    ChangeKind.DESCRIBE: TypeAdapter(LocalizedText | None),
    ChangeKind.MOVE: TypeAdapter(Move),
    ChangeKind.SPLIT: TypeAdapter(SplitInto),
    ChangeKind.MERGE: TypeAdapter(MergeInto),
    ChangeKind.RELEVEL: ENTRIES["scales"],
    ChangeKind.REQUIRE: TypeAdapter(Requirement | None),
    ChangeKind.TAG: TypeAdapter(tuple[PrincipleTag, ...]),
    ChangeKind.TRANSLATE: TypeAdapter(Wording | None),
    ChangeKind.LINK: ENTRIES["associations"],
}
_BEFORES: Final[Mapping[ChangeKind, TypeAdapter[Any]]] = {
    **_CONTENTS,
    ChangeKind.SPLIT: ENTRIES["items"],
    ChangeKind.MERGE: ENTRIES["items"],
    ChangeKind.UNLINK: ENTRIES["associations"],
}


class ChangeFault(Exception):  # noqa: N818 -- told to the author as a finding or a refusal
    """What a Change carries is not what its kind asks for."""

    def __init__(self, code: str, part: str, inner: tuple[str | int, ...] = (), **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.location = (part, *inner)
        self.values: Mapping[str, Any] = {"part": part, **values}


def check_change(change: Change) -> None:
    """Raise ChangeFault when a Change lacks what its kind needs, or carries something else."""
    kind = change.kind
    if kind is ChangeKind.DESCRIBE and change.level is None:
        raise _lacks(change, "level")
    if kind is ChangeKind.TRANSLATE and change.language is None:
        raise _lacks(change, "language")
    if kind is ChangeKind.SET and not change.part:
        raise _lacks(change, "part")
    if kind is ChangeKind.ADD and change.part not in ENTRIES:
        raise ChangeFault("ADAPTATION_PART_UNKNOWN", "part", found=change.part, expected=", ".join(ENTRIES))
    if kind is ChangeKind.OMIT and change.part not in ("", *ENTRIES):
        raise ChangeFault("ADAPTATION_PART_UNKNOWN", "part", found=change.part, expected=", ".join(ENTRIES))
    if kind is ChangeKind.TRANSLATE and change.part not in TEXT_PARTS:
        raise ChangeFault("ADAPTATION_PART_UNKNOWN", "part", found=change.part, expected=", ".join(TEXT_PARTS))
    if kind is ChangeKind.REQUIRE and change.after is None and change.before is None:
        raise _lacks(change, "after")
    after = read_after(change)
    if kind is ChangeKind.MOVE and not change.after:
        raise _lacks(change, "after")
    if kind is ChangeKind.SPLIT and len(set(after.into)) < 2:
        raise ChangeFault("ADAPTATION_SPLIT_TOO_SMALL", "after", ("into",))
    read_before(change)


def read_after(change: Change) -> Any:
    """Return what a Change carries as ``after``, read; None where its kind carries nothing. Raises ChangeFault."""
    adapter = ENTRIES.get(change.part) if change.kind is ChangeKind.ADD else _CONTENTS.get(change.kind)
    if adapter is None:
        return None
    return read_value(adapter, change.after, "after")


def read_before(change: Change) -> Any:
    """Return what a Change expects to find, read; None where it does not say. Raises ChangeFault."""
    adapter = _BEFORES.get(change.kind)
    if adapter is None or change.before is None:
        return None
    return read_value(adapter, change.before, "before")


def read_value(adapter: TypeAdapter[Any], value: Any, part: str) -> Any:
    """Return a JSON value read as a part of a document. Raises ChangeFault with the place and the first fault."""
    try:
        return adapter.validate_json(json.dumps(value), strict=True)
    except ValidationError as fault:
        first = fault.errors(include_url=False)[0]
        inner = tuple(step for step in first["loc"] if step != "[key]")
        raise ChangeFault("ADAPTATION_CHANGE_FAULTY", part, inner, fault=first["msg"]) from None


def _lacks(change: Change, part: str) -> ChangeFault:
    return ChangeFault("ADAPTATION_CHANGE_INCOMPLETE", part, kind=change.kind.value)
