"""The spreadsheet of the DigComp 3.0 data supplement: five sheets read into the nodes that the JSON-LD has."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from capacita.framework.exchange.digcomp import Node, assemble_digcomp
from capacita.framework.exchange.repairs import Repair
from capacita.framework.model import Framework
from capacita.sheets import ReadTable
from capacita.vocabulary import Finding, Unreadable

_AREAS: Final = "1 competence areas&competences"
_LEVELS: Final = "2 proficiency levels"
_STATEMENTS: Final = "3 competence statements"
_OUTCOMES: Final = "4 learning outcomes"
_GLOSSARY: Final = "5 glossary"
_SHEETS: Final = (_AREAS, _LEVELS, _STATEMENTS, _OUTCOMES, _GLOSSARY)


def is_digcomp_workbook(tables: Sequence[ReadTable]) -> bool:
    """Tell whether the sheets of a workbook are those of the DigComp data supplement."""
    return {_AREAS, _STATEMENTS, _OUTCOMES} <= {table.name.strip().lower() for table in tables}


def read_digcomp_workbook(tables: Sequence[ReadTable]) -> tuple[Framework, list[Repair], list[Finding]]:
    """Return the framework in the workbook of a DigComp data supplement, with every cell that had to be trimmed.

    Raises Unreadable when a sheet or a column of the supplement is not there.
    """
    sheets = {table.name.strip().lower(): table for table in tables}
    for name in _SHEETS:
        if name not in sheets:
            raise Unreadable("EXCHANGE_SHEET_MISSING", sheet=name)
    repairs: list[Repair] = []
    nodes = [
        *_areas(_Rows(sheets[_AREAS], repairs)),
        *_levels(_Rows(sheets[_LEVELS], repairs)),
        *_leaves(_Rows(sheets[_STATEMENTS], repairs), "CompetenceStatement"),
        *_leaves(_Rows(sheets[_OUTCOMES], repairs), "LearningOutcome"),
        *_terms(_Rows(sheets[_GLOSSARY], repairs)),
    ]
    framework, findings = assemble_digcomp(nodes)
    return framework, repairs, [*(finding for table in tables for finding in _weighed(table)), *findings]


def _weighed(table: ReadTable) -> Iterator[Finding]:
    """Return what was noticed about a sheet that is read; merged cells and formulas in the ReadMe matter to nobody."""
    return (finding for finding in table.findings if table.name.strip().lower() in _SHEETS)


class _Rows:
    """The rows of one sheet, cells by the heading of their column; each trimmed cell that is used is a repair."""

    def __init__(self, table: ReadTable, repairs: list[Repair]) -> None:
        self.table = table
        self.repairs = repairs
        heads = table.rows[0] if table.rows else ()
        self.columns = {head.strip().lower(): place for place, head in enumerate(heads) if head.strip()}

    def __iter__(self) -> Iterator["_Row"]:
        for number, row in enumerate(self.table.rows[1:], start=2):
            if any(cell.strip() for cell in row):
                yield _Row(self, number, row)

    def column(self, name: str) -> int:
        if name not in self.columns:
            raise Unreadable("EXCHANGE_COLUMN_MISSING", sheet=self.table.name, column=name)
        return self.columns[name]


class _Row:
    """One row: cells by the heading of their column."""

    def __init__(self, rows: _Rows, number: int, cells: tuple[str, ...]) -> None:
        self.rows = rows
        self.cells = cells
        self.path = f"/{rows.table.name}/{number}"

    def get(self, name: str) -> str:
        place = self.rows.column(name)
        cell = self.cells[place] if place < len(self.cells) else ""
        trimmed = cell.strip()
        if trimmed != cell:
            self.rows.repairs.append(
                Repair(path=f"{self.path}/{name}", rule="space-trimmed", before=cell, after=trimmed)
            )
        return trimmed


def _node(kind: str, name: str, row: _Row, parts: Mapping[str, Any]) -> Node:
    return Node(type=kind, name=name, parts=parts, path=row.path)


def _areas(rows: _Rows) -> Iterator[Node]:
    """Each row is a competence with its area beside it; an area is taken from the first of its rows."""
    areas: dict[str, Node] = {}
    competences: list[Node] = []
    for row in rows:
        number = row.get("competence area number")
        if number not in areas:
            parts = {"name": row.get("competence area name"), "description": row.get("competence area descriptor")}
            areas[number] = _node("CompetenceArea", number, row, parts)
        parts = {
            "name": row.get("competence name"),
            "description": row.get("competence descriptor"),
            "competence_area_id": f"CompetenceArea/{number}",
        }
        competences.append(_node("Competence", row.get("competence number"), row, parts))
    yield from areas.values()
    yield from competences


def _levels(rows: _Rows) -> Iterator[Node]:
    for row in rows:
        name = row.get("proficiency level name")
        number = row.get("eight level mapping")
        parts = {
            "four_levels_name": name,
            "eight_levels_mapping": int(number) if number.isascii() and number.isdigit() else number,
            "six_levels_mapping": row.get("six level mapping"),
            "four_levels_description": row.get("four level proficiency level description"),
            "eight_levels_description": row.get("eight level proficiency level description"),
            "applies_to": row.get("purpose"),
        }
        yield _node("ProficiencyLevel", f"{name}_{number}", row, parts)


def _leaves(rows: _Rows, kind: str) -> Iterator[Node]:
    of_statement = kind == "CompetenceStatement"
    code = "competence statement id" if of_statement else "learning outcome id"
    text = "competence statement" if of_statement else "learning outcome"
    level = "proficiency level name" if of_statement else "proficiency level"
    for row in rows:
        parts = {
            "description": row.get(text),
            "ai_label": row.get("ai label"),
            "competence_id": f"Competence/{row.get('competence number')}",
            "four_levels_proficiency_name": f"ProficiencyLevel/{row.get(level)}",
        }
        if not of_statement:
            parts["type"] = row.get("knowledge skill or attitude")
        yield _node(kind, row.get(code), row, parts)


def _terms(rows: _Rows) -> Iterator[Node]:
    for row in rows:
        yield _node("Glossary", row.get("term"), row, {"explanation": row.get("explanation")})
