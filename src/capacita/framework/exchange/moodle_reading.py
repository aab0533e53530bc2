"""A CSV of Moodle's competency frameworks as a framework: everything that is in it, in two passes, repairs listed."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from capacita.framework.exchange.contract import FrameworkRead, sound_read
from capacita.framework.exchange.moodle_html import Description, is_plain, language_of, read_description
from capacita.framework.exchange.moodle_words import COLUMNS, KINDS, MOODLE, NO_RULE
from capacita.framework.exchange.repairs import Repair
from capacita.framework.model import (
    Association,
    AssociationKind,
    Framework,
    FrameworkStatus,
    Item,
    ItemKind,
    LevelDescriptor,
    ProficiencyLevel,
    ProficiencyScale,
)
from capacita.framework.validation import validate_framework
from capacita.sheets import read_csv, unguard_cell
from capacita.vocabulary import CAPACITA, Finding, Severity, Unreadable, derive_identifier, is_identifier, written
from capacita.vocabulary.identifiers import LANGUAGE_PATTERN

_PLACES: Final = {name: place for place, name in enumerate(COLUMNS)}
_ASSUMED_LANGUAGE: Final = "en"
_LANGUAGE: Final = re.compile(LANGUAGE_PATTERN)
_EDITION: Final = re.compile(r"(.*\S)\s+(\S*\d\S*)")
_FALSE: Final = frozenset({"", "0"})


@dataclass(slots=True, kw_only=True)
class _Row:
    number: int
    cells: Sequence[str]
    children: list["_Row"] = field(default_factory=list)

    def get(self, column: str) -> str:
        return unguard_cell(self.cells[_PLACES[column]].strip())


def is_moodle(data: bytes) -> bool:
    """Tell whether bytes look like a CSV of Moodle's: its headings, or a framework's row with a scale configuration."""
    head = data[:65536]
    if b'""scaleid""' in head or b'"scaleid"' in head:
        return data[:4] != b"PK\x03\x04" and data.lstrip()[:1] != b"{"
    first = head.partition(b"\n")[0].lower()
    return b"parent id number" in first and b"is framework" in first


def read_moodle(data: bytes) -> FrameworkRead:
    """Return the framework in a CSV of Moodle's. Raises Unreadable where it is none, or no CSV at all."""
    return _Reader(data).read()


class _Reader:
    """One file on its way in."""

    def __init__(self, data: bytes) -> None:
        self.repairs: list[Repair] = []
        self.findings: list[Finding] = []
        self.rows = [
            _Row(number=number, cells=cells) for number, cells in self._read_rows(data) if any(map(str.strip, cells))
        ]
        heads = [row for row in self.rows if row.get("Is framework") not in _FALSE]
        if not heads:
            raise Unreadable("MOODLE_NO_FRAMEWORK")
        self.head = heads[-1]  # the last one is what Moodle takes
        for row in heads[:-1]:
            self._note("MOODLE_FRAMEWORKS", row, Severity.WARNING)
        self.language = self._language()
        self.scales: dict[str, ProficiencyScale] = {}
        self.levels: dict[str, dict[str, str]] = {}  # what a level is called -> its identifier, by the scale's values

    def _read_rows(self, data: bytes) -> Iterable[tuple[int, Sequence[str]]]:
        try:
            data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
            self.repairs.append(Repair(path="", rule="encoding-windows-1252", before=None, after="utf-8"))
            data = text.encode("utf-8")
        table = read_csv(data)
        for number, cells in enumerate(table.rows[1:], start=2):
            if len(cells) < len(COLUMNS):
                cells = (*cells, *("" for _ in range(len(COLUMNS) - len(cells))))
            yield number, cells

    def _note(self, code: str, row: _Row, severity: Severity = Severity.ERROR, **values: Any) -> None:
        self.findings.append(Finding(code=code, severity=severity, lines=(row.number,), values=values))

    def read(self) -> FrameworkRead:
        head = self.head
        number = head.get("ID number") or head.get("Short name")
        exported = head.get("Exported ID (optional)")
        self.id = exported if is_identifier(exported) else derive_identifier(CAPACITA, MOODLE, number)
        code, version = self._split_edition(number)
        scale = self._scale(head)
        items, placed = self._items()
        said = read_description(head.get("Description"))
        framework = Framework(
            id=self.id,
            code=code,
            title=written(head.get("Short name") or code, self.language),
            language=self.language,
            version=version,
            status=FrameworkStatus.DRAFT,
            notice=written(said.statement, self.language) if said.statement else {},
            scales=tuple(self.scales.values()) if scale else (),
            items=tuple(items),
            descriptors=tuple(self._descriptors(items, placed)),
            associations=tuple(self._related(items, placed)),
            extensions={MOODLE: _filled({"id_number": number, "description": _rich(head.get("Description"))})},
        )
        if not any(finding.severity is Severity.ERROR for finding in self.findings):
            self.findings.extend(validate_framework(framework))
        return sound_read(framework, tuple(self.repairs), tuple(self.findings))

    def _language(self) -> str:
        """Return the language that the framework's description says it is in; a file of others says none."""
        said = language_of(self.head.get("Description"))
        if _LANGUAGE.fullmatch(said):
            return said
        self.repairs.append(Repair(path="/language", rule="language-assumed", before=None, after=_ASSUMED_LANGUAGE))
        return _ASSUMED_LANGUAGE

    def _split_edition(self, number: str) -> tuple[str, str]:
        """Return code and version of a framework from its ID number, as our own files put them together."""
        found = _EDITION.fullmatch(number)
        name, version = (found[1], found[2]) if found else (number, "1.0")
        code = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-._")[:64] or MOODLE
        if not found or code != name:
            self.repairs.append(Repair(path="/code", rule="code-made", before=number, after=f"{code} {version}"))
        return code, version

    def _items(self) -> tuple[list[Item], list[_Row]]:
        """Return the items in the order of the tree, and the row of each; rows are tied together in a second pass."""
        rows: dict[str, _Row] = {}
        for row in self.rows:
            if row.get("Is framework") not in _FALSE:
                continue
            number = self._number_of(row)
            if number in rows:
                self._note("MOODLE_TWICE", row, found=number)
                continue
            rows[number] = row
        top: list[str] = []
        under: dict[str, list[str]] = {}
        for number, row in rows.items():
            parent = row.get("Parent ID number")
            if parent and parent not in rows:
                self._note("MOODLE_NO_PARENT", row, found=number, parent=parent)
            elif parent:
                under.setdefault(parent, []).append(number)
            else:
                top.append(number)
        self.ids = {number: self._identifier(number, row) for number, row in rows.items()}
        words = [word.strip() for word in self.head.get("Taxonomy").split(",")]
        items, placed = [], []
        waiting = [(0, place, number) for place, number in reversed(list(enumerate(top, start=1)))]
        while waiting:
            depth, place, number = waiting.pop()
            kind = KINDS.get(words[depth] if depth < len(words) else "", ItemKind.COMPETENCY)
            items.append(self._item(rows[number], number, kind, place))
            placed.append(rows[number])
            waiting.extend(
                (depth + 1, place, child) for place, child in reversed(list(enumerate(under.get(number, ()), start=1)))
            )
        reached = {row.number for row in placed}
        for number, row in rows.items():
            parent = row.get("Parent ID number")
            if row.number not in reached and parent in rows:
                self._note("MOODLE_CIRCLE", row, found=number)
        return items, placed

    def _number_of(self, row: _Row) -> str:
        """Return the ID number of a row; one without is read under its short name, as Moodle would not."""
        number, name = row.get("ID number"), row.get("Short name")
        if not number:
            made = name or f"row {row.number}"
            self.repairs.append(Repair(path=f"/{row.number}/ID number", rule="id-number-added", before="", after=made))
            return made
        if not name:
            self.repairs.append(
                Repair(path=f"/{row.number}/Short name", rule="short-name-added", before="", after=number)
            )
        return number

    def _identifier(self, number: str, row: _Row) -> str:
        exported = row.get("Exported ID (optional)")
        return exported if is_identifier(exported) else derive_identifier(self.id, number)

    def _item(self, row: _Row, number: str, kind: ItemKind, place: int) -> Item:
        description = row.get("Description")
        said = self._said(row)
        exported = row.get("Exported ID (optional)")
        rule = row.get("Rule config (optional)")
        kept = {
            "exported_id": "" if is_identifier(exported) else exported,
            "rule_type": row.get("Rule type (optional)"),
            "rule_outcome": row.get("Rule outcome (optional)"),
            "rule_config": "" if rule == NO_RULE else rule,
            "description": _rich(description),
        }
        parent = row.get("Parent ID number")
        return Item(
            id=self.ids[number],
            kind=kind,
            code=number,
            parent=self.ids[parent] if parent else None,
            position=place,
            title=written(row.get("Short name") or number, self.language),
            statement=written(said.statement, self.language) if said.statement else {},
            notes=written(said.notes, self.language) if said.notes else {},
            extensions={MOODLE: _filled(kept)} if any(kept.values()) else {},
        )

    def _said(self, row: _Row) -> Description:
        self._scale(row)
        values = row.get("Scale values") or self.head.get("Scale values")
        return read_description(row.get("Description"), tuple(self.levels.get(values, ())))

    def _scale(self, row: _Row) -> ProficiencyScale | None:
        values = row.get("Scale values")
        names = [name.strip() for name in values.split(",") if name.strip()]
        if not names or values in self.scales:
            return self.scales.get(values)
        self._check_configuration(row)
        code = "levels" if not self.scales else f"levels-{len(self.scales) + 1}"
        made = derive_identifier(self.id, "scale", values)
        levels = tuple(
            ProficiencyLevel(
                id=derive_identifier(made, str(number)),
                code=f"level-{number}",
                position=number,
                title=written(name, self.language),
            )
            for number, name in enumerate(names, start=1)
        )
        scale = ProficiencyScale(id=made, code=code, title=written(code.capitalize(), self.language), levels=levels)
        self.scales[values] = scale
        self.levels[values] = {name: level.id for name, level in zip(names, levels, strict=True)}
        return scale

    def _check_configuration(self, row: _Row) -> None:
        try:
            said = json.loads(row.get("Scale configuration"))
        except (ValueError, RecursionError):
            said = None
        if not isinstance(said, list) or not all(isinstance(entry, Mapping) for entry in said):
            self._note("MOODLE_SCALE_CONFIGURATION", row, Severity.WARNING)

    def _descriptors(self, items: Sequence[Item], placed: Sequence[_Row]) -> Iterable[LevelDescriptor]:
        for item, row in zip(items, placed, strict=True):
            levels = self.levels.get(row.get("Scale values") or self.head.get("Scale values"), {})
            for name, text in self._said(row).levels:
                if text:
                    made = derive_identifier(item.id, "descriptor", levels[name])
                    yield LevelDescriptor(id=made, item=item.id, level=levels[name], text=written(text, self.language))

    def _related(self, items: Sequence[Item], placed: Sequence[_Row]) -> Iterable[Association]:
        for item, row in zip(items, placed, strict=True):
            told = row.get("Cross-referenced competency ID numbers")
            for place, name in enumerate(filter(None, told.split(",")), start=1):
                number = name.strip().replace("%2C", ",")
                if number not in self.ids:
                    self._note("MOODLE_NO_RELATED", row, Severity.WARNING, found=item.code, related=number)
                    continue
                made = derive_identifier(item.id, "related", self.ids[number])
                kind = AssociationKind.IS_RELATED_TO
                yield Association(id=made, kind=kind, origin=item.id, destination=self.ids[number], position=place)


def _rich(html: str) -> str:
    """Return a description word for word where its text alone would lose something."""
    return "" if is_plain(html) else html


def _filled(kept: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in kept.items() if value}
