"""Conflicts of a merge: what each is, the sentence that explains it, and the choices that settle it one by one."""

import dataclasses
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from pydantic import TypeAdapter

from capacita.framework.comparison.messages import MESSAGES
from capacita.framework.comparison.recording import as_json
from capacita.framework.contents import ChangeFault, read_value
from capacita.vocabulary import Refusal, Unreadable, derive_identifier, parse_object
from capacita.vocabulary.findings import no_translation


class ConflictKind(StrEnum):
    """What stands against what."""

    BOTH_CHANGED = "both_changed"
    CHANGED_AND_WITHDRAWN = "changed_and_withdrawn"
    MOVED_APART = "moved_apart"
    PARENT_WITHDRAWN = "parent_withdrawn"
    CYCLE = "cycle"
    ORDER = "order"
    CODE_TAKEN = "code_taken"
    DESCRIPTOR_WITHOUT_ITEM = "descriptor_without_item"
    DESCRIPTOR_WITHOUT_LEVEL = "descriptor_without_level"
    REQUIREMENT_WITHOUT_ITEM = "requirement_without_item"
    REQUIREMENT_WITHOUT_LEVEL = "requirement_without_level"
    LINK_WITHOUT_END = "link_without_end"
    TRANSLATION_OF_CHANGED_SOURCE = "translation_of_changed_source"
    DATES_REVERSED = "dates_reversed"


_CODES: Final = {
    ConflictKind.BOTH_CHANGED: "CONFLICT_BOTH_CHANGED",
    ConflictKind.CHANGED_AND_WITHDRAWN: "CONFLICT_CHANGED_AND_WITHDRAWN",
    ConflictKind.MOVED_APART: "CONFLICT_MOVED_APART",
    ConflictKind.PARENT_WITHDRAWN: "CONFLICT_PARENT_WITHDRAWN",
    ConflictKind.CYCLE: "CONFLICT_CYCLE",
    ConflictKind.ORDER: "CONFLICT_ORDER",
    ConflictKind.CODE_TAKEN: "CONFLICT_CODE_TAKEN",
    ConflictKind.DESCRIPTOR_WITHOUT_ITEM: "CONFLICT_DESCRIPTOR_WITHOUT_ITEM",
    ConflictKind.DESCRIPTOR_WITHOUT_LEVEL: "CONFLICT_DESCRIPTOR_WITHOUT_LEVEL",
    ConflictKind.REQUIREMENT_WITHOUT_ITEM: "CONFLICT_REQUIREMENT_WITHOUT_ITEM",
    ConflictKind.REQUIREMENT_WITHOUT_LEVEL: "CONFLICT_REQUIREMENT_WITHOUT_LEVEL",
    ConflictKind.LINK_WITHOUT_END: "CONFLICT_LINK_WITHOUT_END",
    ConflictKind.TRANSLATION_OF_CHANGED_SOURCE: "CONFLICT_TRANSLATION_OF_CHANGED_SOURCE",
    ConflictKind.DATES_REVERSED: "CONFLICT_DATES_REVERSED",
}


# Fields that are a whole entry, and those that are an entry hanging on the item of the conflict.
_ENTRIES: Final = frozenset({"item", "scale", "level", "role", "definition"})
_PARTS: Final = re.compile(r"(descriptors|requirements|associations|sources)/[^/]+")


class Side(StrEnum):
    """Whose state of things is meant."""

    BASE = "base"
    OURS = "ours"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """How a conflict is settled: by the state of one side or, where none is named, by a value."""

    side: Side | None = None
    value: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One conflict. ``base``, ``ours`` and ``theirs`` are JSON; null stands for what is not there.

    ``item`` is the identifier of what it is about, ``field`` the part of it; the identifier of the conflict comes
    from these and the kind alone, so that a choice still fits when the merge is computed again.
    """

    id: str
    kind: ConflictKind
    item: str
    field: str
    base: Any
    ours: Any
    theirs: Any
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def code(self) -> str:
        """The code of its explanation among the messages."""
        whole, part = self.field in _ENTRIES, _PARTS.fullmatch(self.field) is not None
        if self.kind is ConflictKind.BOTH_CHANGED and self.base is None and (whole or part):
            return "CONFLICT_BOTH_ADDED" if whole else "CONFLICT_PART_BOTH_ADDED"
        if self.kind is ConflictKind.CHANGED_AND_WITHDRAWN and part:
            return "CONFLICT_PART_CHANGED_AND_WITHDRAWN"
        return _CODES[self.kind]


Sides = tuple[Any, Any, Any]  # base, ours, theirs
_PLACES: Final = {Side.BASE: 0, Side.OURS: 1, Side.THEIRS: 2}


def explain_conflict(conflict: Conflict, translate: Callable[[str], str] = no_translation) -> str:
    """Return the sentence that explains a conflict."""
    return translate(MESSAGES[conflict.code].message).format(**conflict.values)


def conflict_as_json(conflict: Conflict) -> dict[str, Any]:
    """Return the public shape of a conflict."""
    return {
        "id": conflict.id,
        "kind": conflict.kind.value,
        "item": conflict.item,
        "field": conflict.field,
        "base": conflict.base,
        "ours": conflict.ours,
        "theirs": conflict.theirs,
        "explanation": explain_conflict(conflict),
    }


def read_resolutions(data: bytes) -> dict[str, Choice]:
    """Return the choices in a file of resolutions. Raises Unreadable when it is none, Refusal for a faulty choice."""
    try:
        value = parse_object(data)
    except Unreadable as fault:
        if fault.code == "DOCUMENT_NO_OBJECT":
            raise Unreadable("MERGE_RESOLUTIONS_FAULTY") from None
        raise
    return {key: read_choice(key, entry) for key, entry in value.items()}


def read_choice(conflict: str, value: Any) -> Choice:
    """Return a choice: the name of a side, or an object with the key "value". Raises Refusal when it is neither."""
    if isinstance(value, str) and value in set(Side):
        return Choice(side=Side(value))
    if isinstance(value, dict) and set(value) == {"value"}:
        return Choice(value=value["value"])
    raise Refusal("MERGE_CHOICE_UNKNOWN", conflict=conflict, found=str(value)[:60])


class Desk:
    """Where conflicts come in and are settled by the choices that somebody has made, or stay open."""

    def __init__(self, root: str, choices: Mapping[str, Choice], names: Mapping[str, str]) -> None:
        self.root = root
        self.choices = choices
        self.names = names
        self.open: dict[str, Conflict] = {}
        self.settled: dict[str, Conflict] = {}
        self.applied = 0

    def take(
        self, kind: ConflictKind, item: str, field: str, sides: Sides, **values: Any
    ) -> tuple[Conflict, Choice | None]:
        """Take in a conflict and return it with the choice that was made, if one was."""
        base, ours, theirs = (as_json(side) for side in sides)
        conflict = Conflict(
            id=self._name(kind, item, field),
            kind=kind,
            item=item,
            field=field,
            base=base,
            ours=ours,
            theirs=theirs,
            values={"name": self.call(item), "field": self._call_field(field), **values},
        )
        choice = self.choices.get(conflict.id)
        if choice is None:
            self.open[conflict.id] = conflict
        else:
            self.settled[conflict.id] = conflict
            self.applied += 1
        return conflict, choice

    def call(self, identifier: str | None) -> str:
        """Return what people call something; what has no parent stands under the framework itself."""
        return self.names.get(identifier or self.root, str(identifier))

    def _call_field(self, field: str) -> str:
        return "/".join(self.names.get(step, step) for step in field.split("/"))

    def find(self, kind: ConflictKind, item: str, field: str) -> Conflict:
        """Return a conflict that has come in."""
        key = self._name(kind, item, field)
        return self.settled[key] if key in self.settled else self.open[key]

    def _name(self, kind: ConflictKind, item: str, field: str) -> str:
        return derive_identifier(self.root, "conflict", kind.value, item, field)

    def settle(
        self,
        kind: ConflictKind,
        item: str,
        field: str,
        sides: Sides,
        *,
        read: TypeAdapter[Any],
        meanwhile: Any = None,
        **values: Any,
    ) -> tuple[Any, bool]:
        """Return what was chosen and True, or what stands in for it meanwhile and False.

        Raises Refusal when a value was chosen that is nothing of the kind.
        """
        conflict, choice = self.take(kind, item, field, sides, **values)
        if choice is None:
            return meanwhile, False
        if choice.side is not None:
            return sides[_PLACES[choice.side]], True
        return read_chosen(conflict, choice, read), True


def read_chosen(conflict: Conflict, choice: Choice, read: TypeAdapter[Any]) -> Any:
    """Return a chosen value, read. Raises Refusal when it is nothing of the kind."""
    try:
        return read_value(read, choice.value, "value")
    except ChangeFault as fault:
        raise refuse_value(conflict, fault.values["fault"]) from None


def refuse_value(conflict: Conflict, fault: str) -> Refusal:
    """Return the refusal of a value that does not fit a conflict."""
    named = {"name": conflict.values["name"], "field": conflict.field}
    return Refusal("MERGE_VALUE_FAULTY", conflict=conflict.id, fault=fault, **named)
