"""What of a framework's texts no cell holds as it is: white space around them, control characters, excess of length."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from capacita.framework.exchange.csv_table_cells import MOST_CHARACTERS, as_cell
from capacita.framework.exchange.repairs import Repair
from capacita.framework.model import FRAMEWORK_FORMAT, Framework
from capacita.vocabulary import pointer

Location = tuple[str | int, ...]
_UNTOLD: Final = frozenset({"extensions", "rubrics", "note", "written_by", "confirmed_by"})  # no cell is for these


def list_cell_repairs(framework: Framework, lists: Iterable[str] | None = None) -> list[Repair]:
    """Return every text that a sheet says otherwise than the framework, at its place in the framework document.

    ``lists`` are those of the framework that are written; all of it is where none are named.
    """
    value = FRAMEWORK_FORMAT.dump(framework)
    parts = value if lists is None else {name: value[name] for name in lists if name in value}
    return [
        Repair(path=pointer(place), rule=_rule(text, shown), before=text, after=shown)
        for place, text in _list_texts(parts, ())
        if (shown := _as_read(place, text)) != text
    ]


def _list_texts(value: Any, here: Location) -> Iterator[tuple[Location, str]]:
    if isinstance(value, str):
        yield here, value
    elif isinstance(value, dict):
        for name, part in value.items():
            if name not in _UNTOLD:
                yield from _list_texts(part, (*here, name))
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from _list_texts(part, (*here, place))


def _as_read(place: Location, text: str) -> str | list[str]:
    """Return what comes back of a text; an alias is a line of its cell, so that one of several lines becomes several."""
    shown = as_cell(text)
    if "aliases" in place and "\n" in shown:
        return [line.strip() for line in shown.split("\n") if line.strip()]
    return shown


def _rule(text: str, shown: str | list[str]) -> str:
    if isinstance(shown, list):
        return "alias-split"
    if len(text) > MOST_CHARACTERS:
        return "text-cut"
    return "space-trimmed" if "\ufffd" not in shown or "\ufffd" in text else "character-replaced"
