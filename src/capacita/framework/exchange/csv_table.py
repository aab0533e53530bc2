"""A framework as tables: one sheet a kind of entry, and the items alone as CSV.

Identifiers stand in a column that spreadsheets hide, so that an edited sheet finds its way back whatever else was
changed. Where a wording comes from stands in another, tied to the wording: an edited one loses it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from capacita.framework.exchange.csv_table_cells import Names, as_cell
from capacita.framework.exchange.csv_table_records import Record, list_records
from capacita.framework.exchange.csv_table_sheets import ID, ITEMS, ORIGINS, SHEETS, Sheet, languages_of
from capacita.framework.model import Framework
from capacita.framework.reading import list_tree
from capacita.sheets import ChoiceColumn, Table, write_csv
from capacita.vocabulary import LocalizedText, TextOrigin, Wording, text_digest

HEADER_SHEET: Final = "Framework"
HEADER_COLUMNS: Final = ("part", "language", "value", ORIGINS)
HEADER_PARTS: Final = ("id", "code", "version", "status", "language", "publisher", "licence")
HEADER_TEXTS: Final = ("title", "notice")
BASE_PARTS: Final = {"base id": "id", "base version": "version", "base digest": "digest", "base meaning": "meaning"}
_WIDTHS: Final = {"code": 14, "kind": 16, "position": 9, "parent": 14, "language": 10, "value": 80}
_SHORT: Final = 8  # hexadecimal digits by which an edited wording is told from the one that was written


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a wording came from when a sheet was written, and the beginning of its digest."""

    origin: TextOrigin
    of: str | None
    short: str

    def fits(self, text: str) -> bool:
        """Tell whether a text is still the one that this was said of."""
        return short_digest(text) == self.short


def short_digest(text: str) -> str:
    """Return the beginning of the digest of a text as a cell holds it."""
    return text_digest(as_cell(text)).removeprefix("sha256:")[:_SHORT]


def list_tables(framework: Framework) -> list[Table]:
    """Return the sheets of a framework, its header first; kinds of entry that it has none of get an empty sheet."""
    return [_header_table(framework), *_list_sheets(framework, SHEETS)]


def items_table(framework: Framework) -> Table:
    """Return the sheet of items of a framework alone, in the order of the tree."""
    (items,) = _list_sheets(framework, (ITEMS,))
    return items


def write_items_csv(framework: Framework) -> bytes:
    """Return the items of a framework as CSV, in the order of the tree."""
    items = items_table(framework)
    return write_csv([items.columns, *items.rows])


def _list_sheets(framework: Framework, sheets: Sequence[Sheet]) -> list[Table]:
    records = list_records(framework)
    records["items"] = _in_tree_order(framework, records["items"])
    shown = {sheet.records: records[sheet.records] for sheet in sheets}
    languages = languages_of({**shown, "header": [{"title": framework.title}]}, framework.language)
    names = Names(records)
    return [_table(sheet, records, languages, framework.language, names) for sheet in sheets]


def _in_tree_order(framework: Framework, items: list[Record]) -> list[Record]:
    by_id = {record["id"]: record for record in items}
    if len(by_id) < len(items):
        return items  # identifiers that occur twice: a faulty framework is shown as it stands
    return [by_id[item.id] for _, item in list_tree(framework)]


def _table(
    sheet: Sheet, records: Mapping[str, list[Record]], languages: Sequence[str], source_language: str, names: Names
) -> Table:
    columns = sheet.columns_in(languages, source_language)
    headings = (*(column.heading for column in columns), ID, *((ORIGINS,) if sheet.texts else ()))
    rows = []
    for record in records[sheet.records]:
        cells = [column.show(record, names) for column in columns]
        origins = (_show_origins(record, sheet, source_language),) if sheet.texts else ()
        rows.append((*cells, record["id"], *origins))
    widths = {place: _WIDTHS.get(heading, 40 if "(" in heading else 18) for place, heading in enumerate(headings)}
    choices = {
        place: ChoiceColumn(values=tuple(word.value for word in words), rows=len(rows) + 200)
        for place, column in enumerate(columns)
        if (words := getattr(column, "words", None))
    }
    hidden = frozenset(range(len(columns), len(headings)))
    return Table(name=sheet.name, columns=headings, rows=tuple(rows), widths=widths, choices=choices, hidden=hidden)


def _header_table(framework: Framework) -> Table:
    rows: list[tuple[str, ...]] = [(part, "", str(getattr(framework, part)), "") for part in HEADER_PARTS]
    for part in HEADER_TEXTS:
        localized: LocalizedText = getattr(framework, part)
        for tag, wording in localized.items():
            said = _origin_of(localized, tag, framework.language)
            rows.append((part, tag, as_cell(wording.text), said or ""))
    base = framework.derived_from
    if base is not None:
        named = {part: getattr(base, name) for part, name in BASE_PARTS.items()}
        rows.extend((part, "", value, "") for part, value in named.items() if value is not None)
    widths = {0: 18, 1: 10, 2: 80}
    return Table(name=HEADER_SHEET, columns=HEADER_COLUMNS, rows=tuple(rows), widths=widths, hidden=frozenset({3}))


def _texts_of(record: Record, sheet: Sheet) -> list[tuple[str, LocalizedText]]:
    """Return the texts of a record with the name by which the column of origins calls each."""
    found: list[tuple[str, LocalizedText]] = []
    for part in sheet.texts:
        if part == "principles":
            found.extend((f"{part}/{tag.principle}", tag.because) for tag in record.get(part) or ())
        else:
            found.append((part, record.get(part) or {}))
    return found


def _show_origins(record: Record, sheet: Sheet, source_language: str) -> str:
    said: dict[str, str] = {}
    for name, localized in _texts_of(record, sheet):
        for tag in localized:
            origin = _origin_of(localized, tag, source_language)
            if origin:
                said[f"{name}.{tag}"] = origin
    return json.dumps(said, separators=(",", ":")) if said else ""


def _origin_of(localized: LocalizedText, tag: str, source_language: str) -> str | None:
    """Return where a wording comes from, None where a reader would take it so anyway."""
    wording = localized[tag]
    sources = [name for name, entry in localized.items() if entry.origin is TextOrigin.SOURCE]
    current = text_digest(localized[sources[0]].text) if len(sources) == 1 else None  # of two, either might be meant
    expected = TextOrigin.SOURCE if tag == source_language else TextOrigin.HUMAN
    tied = None if expected is TextOrigin.SOURCE else current
    if sources == [source_language] and wording.origin is expected and wording.of == tied:
        return None
    of = "current" if wording.of == current and wording.of else wording.of or "untied"
    return f"{wording.origin.value} {of} {short_digest(wording.text)}"


def read_origins(cell: str) -> dict[str, Origin]:
    """Return what a cell of origins says, nothing for what cannot be read in it."""
    try:
        said = json.loads(cell) if cell else {}
    except (ValueError, RecursionError):
        return {}
    found: dict[str, Origin] = {}
    for name, text in said.items() if isinstance(said, dict) else ():
        origin = read_origin(text)
        if origin is not None:
            found[name] = origin
    return found


def read_origin(text: object) -> Origin | None:
    """Return where a wording comes from as its cell says it, or None where that cannot be read."""
    words = text.split() if isinstance(text, str) else []
    if len(words) != 3 or words[0] not in {entry.value for entry in TextOrigin}:
        return None
    return Origin(origin=TextOrigin(words[0]), of=None if words[1] == "untied" else words[1], short=words[2])


def with_origins(localized: LocalizedText, said: Mapping[str, Origin]) -> dict[str, Wording]:
    """Return a text with the origins that were said of its wordings, by tag, where a wording is still the same."""
    named = {tag: said[tag] for tag in localized if tag in said and said[tag].fits(localized[tag].text)}
    source_tag = next((tag for tag, origin in named.items() if origin.origin is TextOrigin.SOURCE), None)
    source_tag = source_tag or next(
        (tag for tag, entry in localized.items() if entry.origin is TextOrigin.SOURCE and tag not in named), None
    )
    current = text_digest(localized[source_tag].text) if source_tag else None
    made: dict[str, Wording] = {}
    for tag, wording in localized.items():
        origin = named.get(tag)
        if origin is None:
            tied = current if wording.origin is not TextOrigin.SOURCE else wording.of
            made[tag] = Wording(text=wording.text, origin=wording.origin, of=tied)
        else:
            of = current if origin.of == "current" else origin.of
            made[tag] = Wording(text=wording.text, origin=origin.origin, of=of)
    return made
