"""A framework as flat records, one list a sheet, and records as a framework again.

Levels leave their scale and requirements their role, so that every sheet is a plain list of rows; what a sheet has no
column for stays in its record and comes back untouched.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, Final

from capacita.framework.model import (
    Association,
    Definition,
    Framework,
    Item,
    JobRole,
    LevelDescriptor,
    ProficiencyLevel,
    ProficiencyScale,
    Requirement,
    Source,
)

Record = dict[str, Any]

# Every list of records, with the class that a record becomes. Scales and roles come before what they hold.
CLASSES: Final[Mapping[str, type[Any]]] = {
    "items": Item,
    "scales": ProficiencyScale,
    "levels": ProficiencyLevel,
    "descriptors": LevelDescriptor,
    "roles": JobRole,
    "requirements": Requirement,
    "associations": Association,
    "definitions": Definition,
    "sources": Source,
}
# What holds the entries of a list that is no list of the framework itself, and in which part.
HOLDERS: Final = {"levels": ("scales", "levels", "scale"), "requirements": ("roles", "requirements", "role")}


def record_of(entry: Any) -> Record:
    """Return the parts of an entry by name."""
    return {field.name: getattr(entry, field.name) for field in fields(entry)}


def list_records(framework: Framework) -> dict[str, list[Record]]:
    """Return the records of a framework, list by list; each has an ``id``, made up where the entry has none."""
    records: dict[str, list[Record]] = {name: [] for name in CLASSES}
    for name, found in records.items():
        if name not in HOLDERS:
            found.extend(record_of(entry) for entry in getattr(framework, name))
    for source in records["sources"]:
        source["id"] = source["code"]
    for scale in framework.scales:
        records["levels"].extend({**record_of(level), "scale": scale.id} for level in scale.levels)
    for role in framework.roles:
        for need in role.requirements:
            records["requirements"].append({**record_of(need), "role": role.id, "id": f"{role.id}#{need.item}"})
    return records


def assemble_entries(records: Mapping[str, Iterable[Record]]) -> dict[str, tuple[Any, ...]]:
    """Return the entries of a framework that records make, list by list."""
    held: dict[str, dict[str, list[Any]]] = {name: {} for name in HOLDERS}
    for name, (_, _, above) in HOLDERS.items():
        for record in records[name]:
            held[name].setdefault(record[above], []).append(_entry(name, record))
    made: dict[str, tuple[Any, ...]] = {}
    for name in CLASSES:
        if name in HOLDERS:
            continue
        rows = []
        for record in records[name]:
            parts = dict(record)
            for inner, (holder, part, _) in HOLDERS.items():
                if holder == name:
                    parts[part] = _in_order(inner, held[inner].get(record["id"], []))
            rows.append(_entry(name, parts))
        made[name] = tuple(rows)
    return made


def _in_order(name: str, entries: list[Any]) -> tuple[Any, ...]:
    if name == "levels":
        return tuple(sorted(entries, key=lambda level: int(level.position)))
    return tuple(entries)


def _entry(name: str, record: Record) -> Any:
    known = {field.name for field in fields(CLASSES[name])}
    return CLASSES[name](**{part: value for part, value in record.items() if part in known})
