"""The fields of a document part as columns of a table: what stands in one cell, and what has a table of its own."""

import dataclasses
import json
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any, Final

from capacita.vocabulary import Wording

ABSENT: Final = ""
EMPTY: Final = "\\e"  # a text without a letter, where no text at all would mean something else


class Form(StrEnum):
    """How a field is written. All but the last two stand in one cell."""

    TEXT = "string"
    DAY = "date"
    TIME = "datetime"
    TRUTH = "boolean"
    WHOLE = "integer"
    NUMBER = "number"
    JSON = "any"
    WORDINGS = "wordings"
    COUNTS = "counts"


_TEXTS: Final = (Form.TEXT, Form.DAY, Form.TIME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One field: its name in the table, the way to it in the JSON value, and how it is written."""

    name: str
    way: tuple[str, ...]
    form: Form
    required: bool
    choices: tuple[str, ...] = ()


def list_columns(part: type[Any], *, leave_out: Sequence[str] = ()) -> tuple[Column, ...]:
    """Return the columns of a document part, those of parts within it under both names."""
    return tuple(_columns(part, (), required=True, leave_out=leave_out))


def write_cell(column: Column, entry: Mapping[str, Any]) -> str:
    """Return the cell of a column for an entry of a dumped document. A carriage return is written ``\\r``."""
    value: Any = entry
    for step in column.way:
        value = value.get(step) if isinstance(value, Mapping) else None
    if value is None:
        return ABSENT
    if column.form not in _TEXTS:
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    text = str(value)
    if not text:
        return ABSENT if column.required else EMPTY
    return text.replace("\\", "\\\\").replace("\r", "\\r")


def read_cell(column: Column, cell: str, entry: dict[str, Any]) -> None:
    """Put the value of a cell where it belongs in an entry. Raises ValueError for a cell that holds no such value."""
    value: Any
    if cell == ABSENT:
        if not column.required or column.form is not Form.TEXT:
            return
        value = ""
    elif column.form in _TEXTS:
        value = "" if cell == EMPTY else _unescape(cell)
    else:
        value = json.loads(cell)
    inner = entry
    for step in column.way[:-1]:
        inner = inner.setdefault(step, {})
    inner[column.way[-1]] = value


def describe_column(column: Column) -> dict[str, Any]:
    """Return a column as a field of a JSON table schema."""
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.choices:
        constraints["enum"] = list(column.choices)
    return {
        "name": column.name,
        "type": column.form.value,
        **({"constraints": constraints} if constraints else {}),
    }


def _columns(part: type[Any], way: tuple[str, ...], *, required: bool, leave_out: Sequence[str]) -> Iterator[Column]:
    hints = typing.get_type_hints(part)
    for each in dataclasses.fields(part):
        if each.name in leave_out:
            continue
        hint, is_optional = _unwrap(hints[each.name])
        has_default = each.default is not dataclasses.MISSING or each.default_factory is not dataclasses.MISSING
        is_required = required and not has_default and not is_optional
        here = (*way, each.name)
        if dataclasses.is_dataclass(hint):
            yield from _columns(typing.cast("type[Any]", hint), here, required=is_required, leave_out=())
            continue
        choices = (
            tuple(str(member.value) for member in hint) if isinstance(hint, type) and issubclass(hint, Enum) else ()
        )
        yield Column(name="_".join(here), way=here, form=_form(hint), required=is_required, choices=choices)


def _unwrap(hint: Any) -> tuple[Any, bool]:
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        inner = [each for each in typing.get_args(hint) if each is not type(None)]
        return (inner[0] if len(inner) == 1 else object), True
    return hint, False


def _form(hint: Any) -> Form:
    arguments = typing.get_args(hint)
    if typing.get_origin(hint) is not None and issubclass(typing.get_origin(hint), Mapping):
        if arguments[1] is Wording:
            return Form.WORDINGS
        return Form.COUNTS if arguments[1] is int else Form.JSON
    forms = ((bool, Form.TRUTH), (int, Form.WHOLE), (float, Form.NUMBER), (str, Form.TEXT), (datetime, Form.TIME), (date, Form.DAY))  # fmt: skip
    return next((form for kind, form in forms if isinstance(hint, type) and issubclass(hint, kind)), Form.JSON)


def _unescape(cell: str) -> str:
    """Return a text as it was: ``\\r`` and a doubled backslash taken back."""
    return "\\".join(part.replace("\\r", "\r") for part in cell.split("\\\\"))
