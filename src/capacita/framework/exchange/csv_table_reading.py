"""A framework from sheets alone, ours or a stranger's: what the sheets do not say is assumed, each time as a repair."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from capacita.framework.exchange.contract import FrameworkRead, sound_read
from capacita.framework.exchange.csv_table import (
    BASE_PARTS,
    HEADER_PARTS,
    HEADER_SHEET,
    HEADER_TEXTS,
    Origin,
    read_origin,
    with_origins,
)
from capacita.framework.exchange.csv_table_cells import as_cell, with_wording
from capacita.framework.exchange.csv_table_overlay import SheetUpdate, find_sheets, overlay_tables
from capacita.framework.exchange.csv_table_rows import SheetReader
from capacita.framework.exchange.csv_table_sheets import ITEMS
from capacita.framework.exchange.repairs import Repair
from capacita.framework.model import FRAMEWORK_FORMAT, DerivedFrom, Framework, FrameworkStatus, ItemKind, Source
from capacita.framework.validation import read_framework
from capacita.sheets import ReadTable
from capacita.vocabulary import (
    CAPACITA,
    Finding,
    Severity,
    Unreadable,
    Wording,
    derive_identifier,
    is_identifier,
)
from capacita.vocabulary.identifiers import CODE_PATTERN, DIGEST_PATTERN, LANGUAGE_PATTERN

_FORMS: Final = {"code": CODE_PATTERN, "language": LANGUAGE_PATTERN}
_ASSUMED_CODE: Final = "imported"


def read_tables(tables: Sequence[ReadTable]) -> FrameworkRead:
    """Return the framework in some sheets. Raises Unreadable when none of them is a sheet of a framework."""
    sheets = find_sheets(tables)
    if not sheets:
        raise Unreadable("EXCHANGE_NO_SHEETS")
    repairs: list[Repair] = []
    language = _guess_language(tables)
    header = next((table for table in tables if table.name.strip().lower() == HEADER_SHEET.lower()), None)
    empty = _Header(header, repairs, language).framework()
    prepared = [_with_kinds(table, empty.language, repairs) if sheet is ITEMS else table for sheet, table in sheets]
    update = overlay_tables(empty, prepared)
    if not any(sheet.records == "sources" for sheet, _ in sheets):
        update = replace(update, framework=_with_sources(update.framework, repairs))
    findings = [*update.findings, *check_update(update)]
    return sound_read(update.framework, tuple(repairs), tuple(findings))


def _with_sources(framework: Framework, repairs: list[Repair]) -> Framework:
    """Return a framework in which every source that an item names is there, if only by its code."""
    found = dict.fromkeys(item.source.source for item in framework.items if item.source)
    for code in found:
        repairs.append(Repair(path=f"/Sources/{code}", rule="source-assumed", before=None, after=code))
    return replace(framework, sources=tuple(Source(code=code, title=code) for code in found))


def check_update(update: SheetUpdate) -> list[Finding]:
    """Return the errors of the framework that sheets lead to, each at the row that it comes from where there is one."""
    if any(finding.severity is Severity.ERROR for finding in update.findings):
        return []  # what the rows say is not settled yet; their own findings come first
    document = FRAMEWORK_FORMAT.dump(update.framework)
    report = read_framework(json.dumps(document).encode("utf-8"))
    return [_at_row(finding, document, update) for finding in report.findings if finding.severity is Severity.ERROR]


def _at_row(finding: Finding, document: Any, update: SheetUpdate) -> Finding:
    """Return a finding about a place of the framework as one about the row that the innermost entry there came from."""
    steps = finding.path.split("/")[1:]
    place, value, identifier = None, document, None
    for step in steps:
        if isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        elif isinstance(value, dict) and step in value:
            value = value[step]
        else:
            break
        if isinstance(value, dict):
            if "item" in value and "id" not in value and identifier:
                identifier = f"{identifier}#{value['item']}"  # a requirement of a role
            identifier = value.get("id") or value.get("code") or identifier
            place = update.rows.get(str(identifier), place)
    if place is None:
        return finding
    return replace(finding, path=f"/{place[0]}", lines=(place[1],))


def _guess_language(tables: Sequence[ReadTable]) -> str:
    """Return the first language that a heading names, English where none does."""
    for table in tables:
        for head in table.rows[0] if table.rows else ():
            found = re.search(r"\(\s*([a-z]{2,3}(?:-[A-Za-z0-9]+)*)\s*\)", head)
            if found and re.fullmatch(LANGUAGE_PATTERN, found[1]):
                return found[1]
    return "en"


class _Header:
    """What the first sheet says of the framework as a whole, and what has to be assumed of it."""

    def __init__(self, table: ReadTable | None, repairs: list[Repair], language: str) -> None:
        self.repairs = repairs
        self.language = language
        self.parts: dict[str, str] = {}
        self.texts: dict[str, dict[str, tuple[str, Origin | None]]] = {part: {} for part in HEADER_TEXTS}
        for row in table.rows[1:] if table else ():
            part, tag, value, origin = (as_cell(cell) for cell in (*row, "", "", "", "")[:4])
            name = part.lower()
            if name in HEADER_TEXTS and value:
                self.texts[name][tag or language] = (value, read_origin(origin))
            elif value:
                self.parts.setdefault(name, value)

    def framework(self) -> Framework:
        """Return the framework without its entries."""
        code = self._part("code", _ASSUMED_CODE)
        language = self._part("language", self.language)
        title = self._text("title", language)
        if not title:
            title = with_wording({}, language, code, language)
            self._assume("title", None, code)
        wanted = self.parts.get("status", "")
        status = next((entry for entry in FrameworkStatus if entry.value == wanted.lower()), None)
        if status is None:
            status = FrameworkStatus.DRAFT
            self._assume("status", wanted or None, status.value)
        version = self.parts.get("version", "")
        if not version:
            version = "0.1"
            self._assume("version", None, version)
        identifier = self.parts.get("id", "").lower()
        if not is_identifier(identifier):
            derived = derive_identifier(CAPACITA, "imported", code)
            self._assume("id", identifier or None, derived)
            identifier = derived
        return Framework(
            id=identifier,
            code=code,
            title=title,
            language=language,
            version=version,
            status=status,
            publisher=self.parts.get("publisher", ""),
            licence=self.parts.get("licence", ""),
            notice=self._text("notice", language),
            derived_from=self._base(),
        )

    def _part(self, name: str, assumed: str) -> str:
        found = self.parts.get(name, "")
        if re.fullmatch(_FORMS[name], found):
            return found
        self._assume(name, found or None, assumed)
        return assumed

    def _assume(self, part: str, before: str | None, after: str) -> None:
        assert part in (*HEADER_PARTS, *HEADER_TEXTS)
        self.repairs.append(Repair(path=f"/{HEADER_SHEET}/{part}", rule="header-assumed", before=before, after=after))

    def _text(self, part: str, language: str) -> dict[str, Wording]:
        said = {tag: pair for tag, pair in self.texts[part].items() if re.fullmatch(LANGUAGE_PATTERN, tag)}
        localized: dict[str, Wording] = {}
        for tag in sorted(said, key=lambda tag: tag != language):
            localized = with_wording(localized, tag, said[tag][0], language)
        localized = {tag: localized[tag] for tag in said}
        return with_origins(localized, {tag: origin for tag, (_, origin) in said.items() if origin})

    def _base(self) -> DerivedFrom | None:
        base = {name: self.parts.get(part, "") for part, name in BASE_PARTS.items()}
        meaning = base.pop("meaning")
        if is_identifier(base["id"]) and re.fullmatch(DIGEST_PATTERN, base["digest"]):
            return DerivedFrom(**base, meaning=meaning if re.fullmatch(DIGEST_PATTERN, meaning) else None)
        return None


def _with_kinds(table: ReadTable, language: str, repairs: list[Repair]) -> ReadTable:
    """Return a sheet of items that says the kind of each; a stranger's may leave it to the depth of the tree."""
    reader = SheetReader(ITEMS, table, language)
    if reader.has("kind") or not reader.has("code"):
        return table
    rows = list(reader.rows())
    parents = {row.cells["code"]: row.cells.get("parent", "") for row in rows}
    nested = any(parents.values())
    kinds = {row.number: _kind_at(row.cells["code"], parents, nested) for row in rows}
    for row in rows:
        repairs.append(
            Repair(path=f"/{table.name}/{row.number}/kind", rule="kind-assumed", before=None, after=kinds[row.number])
        )
    width = len(table.rows[0])
    shown = [(*table.rows[0], "kind")]
    for number, cells in enumerate(table.rows[1:], start=2):
        shown.append((*(*cells, *("",) * width)[:width], kinds.get(number, "")))
    return replace(table, rows=tuple(shown))


def _kind_at(code: str, parents: dict[str, str], nested: bool) -> str:
    """Return the kind that an item probably has, by how deep it stands."""
    depth, above = 0, parents.get(code, "")
    while above and depth < 3:
        depth, above = depth + 1, parents.get(above, "")
    kinds = (ItemKind.DOMAIN, ItemKind.COMPETENCY) if nested else (ItemKind.COMPETENCY,)
    return (kinds[depth] if depth < len(kinds) else ItemKind.STATEMENT).value
