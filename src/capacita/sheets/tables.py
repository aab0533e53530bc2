"""A table on its way into a sheet, and a table as it came out of one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from capacita.vocabulary import Finding

Cell = str | int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceColumn:
    """The values that a column of a form accepts, offered as a list in the cells of its first rows."""

    values: tuple[str, ...]
    rows: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A named table to be written: columns, rows, and how its columns look in a spreadsheet.

    ``widths`` are in characters and ``choices`` say what may be chosen, both by the number of the column from 0;
    ``hidden`` columns are there for the program that reads the sheet again, not for the person who edits it. ``codes``
    name the columns for programs, where their headings are in some language.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...] = ()
    widths: Mapping[int, int] = field(default_factory=dict)
    choices: Mapping[int, ChoiceColumn] = field(default_factory=dict)
    right_to_left: bool = False
    hidden: frozenset[int] = frozenset()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTable:
    """A table that was read: every cell as text, ``rows[0]`` being line 1 of the sheet, and what was noticed."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    findings: tuple[Finding, ...] = ()
