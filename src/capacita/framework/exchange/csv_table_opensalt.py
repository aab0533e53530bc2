"""The spreadsheets of OpenSALT: its workbook of three sheets and its CSV of items, in, with every repair listed.

Both speak CASE: what this model has no word for is kept under ``extensions.case`` as the CASE object of the same thing
would say it, so that it goes out again in a CASE package; a heading that CASE does not know stands there under
``extensions.original``. The kind of an item is not said, so each is a statement and its own word stays in ``item_type``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Any, Final

from capacita.framework.exchange.case_parts import ADOPTION, STATUSES
from capacita.framework.exchange.case_shapes import LEGACY_STATUSES, SHAPES, TEXTS
from capacita.framework.exchange.case_values import mend_value
from capacita.framework.exchange.contract import FrameworkRead, sound_read
from capacita.framework.exchange.csv_table_cells import as_cell
from capacita.framework.exchange.repairs import Repair
from capacita.framework.model import Association, AssociationKind, Framework, FrameworkStatus, Item, ItemKind
from capacita.framework.validation import validate_framework
from capacita.sheets import ReadTable
from capacita.vocabulary import CAPACITA, Finding, Severity, derive_identifier, digest, is_identifier, written
from capacita.vocabulary.identifiers import LANGUAGE_PATTERN

_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_RELATIONS: Final = {kind.value.lower(): kind for kind in AssociationKind}
_ITEM_CELLS: Final = frozenset(
    {"identifier", "fullstatement", "humancodingscheme", "sequencenumber", "smartlevel", "abbreviatedstatement",
     "notes", "cfitemtype"}
)  # fmt: skip
_LISTS: Final = {"conceptkeywords": "|", "educationlevel": ","}
_SIMPLE: Final = ("text", "address", "day", "moment", TEXTS)
_CASE_NAMES: Final = {
    shape: {
        **{name.lower(): name for name, kind in SHAPES[shape].items() if kind.rstrip("!") in _SIMPLE},
        "lastchangedate": "lastChangeDateTime",
    }
    for shape in ("CFDocument", "CFItem")
}


def is_opensalt(tables: Sequence[ReadTable]) -> bool:
    """Tell whether tables are a workbook or CSV in OpenSALT's layout."""
    if {"cf doc", "cf item"} <= {table.name.strip().lower() for table in tables}:
        return True
    heads = {_plain(head) for head in tables[0].rows[0]} if len(tables) == 1 and tables[0].rows else set()
    return {"identifier", "fullstatement", "humancodingscheme"} <= heads


def read_opensalt(tables: Sequence[ReadTable]) -> FrameworkRead:
    """Return the framework in tables of OpenSALT's layout, with every repair."""
    sheets = {table.name.strip().lower(): table for table in tables}
    reader = _Reader()
    if "cf item" in sheets:
        reader.read_header(_first(sheets["cf doc"]))
        reader.read_items(sheets["cf item"])
        if "cf association" in sheets:
            reader.read_links(sheets["cf association"])
    else:
        reader.read_header(None)
        reader.read_items(tables[0])
        reader.read_relations()
    framework = reader.framework()
    noticed = [_weighed(finding) for table in tables for finding in table.findings]
    errors = [finding for finding in validate_framework(framework) if finding.severity is Severity.ERROR]
    findings = (*noticed, *reader.findings, *errors)
    return sound_read(framework, tuple(reader.repairs), findings)


def _plain(head: str) -> str:
    return re.sub(r"[^a-z]", "", head.lower())


def _weighed(finding: Finding) -> Finding:
    return replace(finding, severity=Severity.ERROR)  # what reads as empty would be lost without a word


@dataclass(frozen=True, slots=True)
class _Row:
    """A row by its headings, letters only and in lower case."""

    path: str
    number: int
    cells: Mapping[str, str]

    def get(self, name: str) -> str:
        return self.cells.get(name, "")


def _rows(table: ReadTable) -> Iterator[_Row]:
    heads = [_plain(head) for head in table.rows[0]] if table.rows else []
    for number, row in enumerate(table.rows[1:], start=2):
        cells = {head: as_cell(cell) for head, cell in zip(heads, row, strict=False) if head}
        if any(cells.values()):
            yield _Row(f"/{table.name}/{number}" if table.name else f"/{number}", number, cells)


def _first(table: ReadTable) -> _Row | None:
    return next(_rows(table), None)


@dataclass(slots=True)
class _Reader:
    """A framework being put together from rows."""

    repairs: list[Repair] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    header: dict[str, Any] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    rows: dict[str, _Row] = field(default_factory=dict)
    original: dict[str, str] = field(default_factory=dict)  # the identifier that each name in the file became
    links: dict[str, Association] = field(default_factory=dict)
    smart: dict[str, str] = field(default_factory=dict)

    @property
    def identifier(self) -> str:
        return str(self.header["id"])

    def framework(self) -> Framework:
        return Framework(**self.header, items=tuple(self.items.values()), associations=tuple(self.links.values()))

    def repair(self, row: _Row, part: str, rule: str, before: Any, after: Any) -> None:
        self.repairs.append(Repair(path=f"{row.path}/{part}", rule=rule, before=before, after=after))

    def warn_of_formula(self, row: _Row, column: str) -> None:
        values = {"sheet": "items", "column": column}
        code = "EXCHANGE_CELL_LIKE_FORMULA"
        self.findings.append(
            Finding(code=code, severity=Severity.WARNING, path=row.path, lines=(row.number,), values=values)
        )

    def read_header(self, row: _Row | None) -> None:
        row = row or _Row("", 0, {})
        title = row.get("title") or "Imported framework"
        code = re.sub(r"[^A-Za-z0-9._-]+", "-", title).strip("-._")[:64] or "imported"
        language = row.get("language")
        given = row.get("adoptionstatus")
        word = LEGACY_STATUSES.get(given.lower(), "")
        status = FrameworkStatus(STATUSES[word]) if word else None
        identifier = row.get("identifier").lower()
        made = identifier if is_identifier(identifier) else derive_identifier(CAPACITA, "imported", code)
        assumed = (
            ("title", row.get("title"), title),
            ("identifier", identifier, made),
            ("language", language, language if re.fullmatch(LANGUAGE_PATTERN, language) else "en"),
            ("adoptionStatus", row.get("adoptionstatus"), (status or FrameworkStatus.DRAFT).value),
            ("version", row.get("version"), row.get("version") or "0.1"),
        )
        for part, before, after in assumed:
            if before != after and not (part == "adoptionStatus" and status):
                self.repair(row, part, "header-assumed", before or None, after)
        known = {"identifier", "title", "publisher", "language", "version", "adoptionstatus", "licensetitle"}
        if row.get("creator") == (row.get("publisher") or row.get("creator")):
            known.add("creator")  # where there is no publisher it stands for one
        extra = self.beyond("CFDocument", row, known)
        if word and ADOPTION[STATUSES[word]] != given:
            extra["adoptionStatus"] = word  # what we have no status for, or an earlier name of one
        self.header = {
            "id": made,
            "code": code,
            "title": written(title, str(assumed[2][2])),
            "language": assumed[2][2],
            "version": assumed[4][2],
            "status": status or FrameworkStatus.DRAFT,
            "publisher": row.get("publisher") or row.get("creator"),
            "licence": row.get("licensetitle"),
            "extensions": {"case": {"document": extra}} if extra else {},
        }

    def beyond(self, shape: str, row: _Row, taken: AbstractSet[str]) -> dict[str, Any]:
        """Return what a row says beyond what is taken from it, as the CASE object of a shape says it."""
        said: dict[str, Any] = {}
        original: dict[str, Any] = {}
        for head, cell in row.cells.items():
            if not cell or head in taken:
                continue
            name = _CASE_NAMES[shape].get(head)
            if name is None:
                original[head] = cell
                continue
            kind = SHAPES[shape][name].rstrip("!")
            words = [part.strip() for part in cell.split(_LISTS.get(head, ","))] if kind == TEXTS else cell
            mended, rule = mend_value(kind, words)
            if rule or mended is None:
                self.repair(row, name, rule or "value-set-aside", words, mended)
            if mended is None or rule == "day-shortened":
                original[name] = words
            if mended is not None:
                said[name] = mended
        return {**said, "extensions": {"original": original}} if original else said

    def read_items(self, table: ReadTable) -> None:
        for place, row in enumerate(_rows(table), start=1):
            self._read_item(row, place)
        for smart, identifier in self.smart.items():
            above = self.smart.get(smart.rpartition(".")[0])
            if above:
                self.items[identifier] = replace(self.items[identifier], parent=above)

    def _read_item(self, row: _Row, place: int) -> None:
        given = row.get("identifier")
        code = row.get("humancodingscheme")
        name = given or code or digest(dict(row.cells))
        for head, cell in row.cells.items():
            if cell.startswith("="):
                self.warn_of_formula(row, head)
        made = name.lower() if is_identifier(name.lower()) else derive_identifier(self.identifier, name)
        if made in self.items:
            values = {"sheet": "items", "name": name}
            lines = (self.rows[made].number, row.number)
            self.findings.append(
                Finding(
                    code="EXCHANGE_ROWS_CONTRADICT", severity=Severity.ERROR, path=row.path, lines=lines, values=values
                )
            )
            return
        if made != given:
            self.repair(row, "identifier", "identifier-made", given or None, made)
        if not code:
            code = given or f"row-{row.number}"
            self.repair(row, "humanCodingScheme", "code-made", None, code)
        smart = row.get("smartlevel")
        order = row.get("sequencenumber") or smart.rpartition(".")[2]
        language = self._language_of(row)
        extra = self.beyond("CFItem", row, {*_ITEM_CELLS, *_RELATIONS})
        self.items[made] = Item(
            id=made,
            kind=ItemKind.STATEMENT,
            item_type=row.get("cfitemtype"),
            code=code,
            position=int(order) if order.isascii() and order.isdigit() else place,
            title=_text(row.get("abbreviatedstatement"), language),
            statement=_text(row.get("fullstatement"), language),
            notes=_text(row.get("notes"), language),
            status_start=extra.pop("statusStartDate", None),
            status_end=extra.pop("statusEndDate", None),
            aliases=(given,) if given and made != given else (),
            extensions={"case": extra} if extra else {},
        )
        self.rows[made] = row
        for called in (given, code):
            if called:
                self.original.setdefault(called, made)
        if smart:
            self.smart[smart] = made

    def _language_of(self, row: _Row) -> str:
        own, said = str(self.header["language"]), row.get("language")
        is_other = re.fullmatch(LANGUAGE_PATTERN, said) and said.split("-")[0] != own.split("-", maxsplit=1)[0]
        return said if is_other else own

    def read_relations(self) -> None:
        """Read the columns of a CSV that name other items by their code, or something elsewhere by its address."""
        for identifier, row in self.rows.items():
            for head, kind in _RELATIONS.items():
                for name in self._names_in(row.get(head)):
                    self._link(row, kind, identifier, name, derive_identifier(identifier, kind.value, name))

    def _names_in(self, cell: str) -> list[str]:
        """Return the names in a cell; an address may hold commas of its own."""
        whole = cell in self.original or _ADDRESS.fullmatch(cell)
        return [cell] if whole else [part.strip() for part in cell.split(",") if part.strip()]

    def read_links(self, table: ReadTable) -> None:
        """Read the sheet of associations, each with its ends by identifier, address or code."""
        for row in _rows(table):
            kind = _RELATIONS.get(_plain(row.get("associationtype")))
            ends = [
                next(
                    filter(None, (row.get(f"{end}node{part}") for part in ("identifier", "humancodingscheme", "uri"))),
                    "",
                )
                for end in ("origin", "destination")
            ]
            origin = self.original.get(ends[0])
            if kind is None or origin is None or not ends[1]:
                self._keep_aside(row, kind)
                continue
            given = row.get("identifier").lower()
            made = given if is_identifier(given) else derive_identifier(self.identifier, kind.value, *ends)
            self._link(row, kind, origin, ends[1], made)

    def _keep_aside(self, row: _Row, kind: AssociationKind | None) -> None:
        """Keep, as an association of CASE, a link that this framework cannot hold: it leads from what is not here."""
        kept = {name: cell for name, cell in row.cells.items() if cell}
        ends = {f"{end}NodeURI": self._node(row, end) for end in ("origin", "destination")}
        given = row.get("identifier").lower()
        if row.get("associationtype") and all(ends.values()):
            said = {
                "identifier": given if is_identifier(given) else derive_identifier(self.identifier, digest(kept)),
                "associationType": kind.value if kind else row.get("associationtype"),
                **ends,
            }
            self._keep("associations", said)
        else:
            self._keep("rows", kept)
        self.repair(row, "originNodeIdentifier", "link-kept-aside", kept, None)

    def _keep(self, name: str, entry: dict[str, Any]) -> None:
        case = {**self.header["extensions"].get("case", {})}
        if name == "associations":
            case["associations"] = [*case.get("associations", []), entry]
        else:
            package = case.get("package", {}).get("original", {})
            case["package"] = {"original": {**package, name: [*package.get(name, []), entry]}}
        self.header["extensions"] = {**self.header["extensions"], "case": case}

    def _node(self, row: _Row, end: str) -> dict[str, str]:
        """Return the end of a link as CASE writes it; nothing where the row does not say what stands there."""
        name, code, address = (row.get(f"{end}node{part}") for part in ("identifier", "humancodingscheme", "uri"))
        made = self.original.get(name or code) or (name.lower() if is_identifier(name.lower()) else name) or code
        if not made and not address:
            return {}
        return {
            "title": code or name or address,
            "identifier": made or address,
            "uri": address or f"urn:uuid:{made if is_identifier(made) else derive_identifier(self.identifier, made)}",
        }

    def _link(self, row: _Row, kind: AssociationKind, origin: str, name: str, made: str) -> None:
        destination = self.original.get(name)
        if kind is AssociationKind.IS_CHILD_OF and name == self.identifier:
            return  # the top of the tree
        if kind is AssociationKind.IS_CHILD_OF and destination and self.items[origin].parent in (None, destination):
            self.items[origin] = replace(self.items[origin], parent=destination)
            return
        if destination is None:
            destination = self._elsewhere(row, kind, name)
        if destination is None:
            item = self.items[origin]
            case = {**item.extensions.get("case", {})}
            original = {**case.get("extensions", {}).get("original", {})}
            original[kind.value] = [*original.get(kind.value, []), name]
            case["extensions"] = {"original": original}
            self.items[origin] = replace(item, extensions={**item.extensions, "case": case})
            self.repair(row, kind.value, "link-kept-aside", name, None)
            return
        self.links[made] = Association(id=made, kind=kind, origin=origin, destination=destination)

    def _elsewhere(self, row: _Row, kind: AssociationKind, name: str) -> str | None:
        if is_identifier(name.lower()):
            self.repair(row, kind.value, "address-made", name, f"urn:uuid:{name.lower()}")
            return f"urn:uuid:{name.lower()}"
        return name if _ADDRESS.fullmatch(name) else None


def _text(text: str, language: str) -> Any:
    return written(text, language) if text else {}
