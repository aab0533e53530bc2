"""The sheets of a framework: which list of records stands in each, in which columns, and what tells two rows apart."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from capacita.framework.exchange.csv_table_cells import (
    Column,
    ListColumn,
    NameColumn,
    NumberColumn,
    PlainColumn,
    PrinciplesColumn,
    SourceColumn,
    WordColumn,
    WordingColumn,
)
from capacita.framework.exchange.csv_table_records import Record
from capacita.framework.model import AssociationKind, Branch, ItemKind, RequirementStatus
from capacita.framework.texts import list_texts
from capacita.vocabulary.identifiers import LANGUAGE_PATTERN

ID: Final = "id (leave as it is)"
ORIGINS: Final = "origins (leave as it is)"
_WORDING: Final = re.compile(r"(?P<name>.+?)\s*\(\s*(?P<language>[A-Za-z0-9-]+)\s*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: the list of records in it, its plain columns, its texts by language, and its key."""

    name: str
    records: str
    columns: tuple[Column, ...]
    texts: tuple[str, ...] = ()  # parts that are LocalizedTexts, each a column a language
    key: tuple[str, ...]  # headings of the cells by which a row is known where it has no identifier
    needed: tuple[str, ...] = ()  # parts without which there is no new entry
    blank: Callable[[], Record] = field(default=dict)

    def columns_in(self, languages: Iterable[str], source_language: str) -> list[Column]:
        """Return all columns for some languages, in the order in which they stand."""
        tags = list(languages)
        made: list[Column] = list(self.columns)
        for part in self.texts:
            made.extend(_text_column(part, tag, source_language) for tag in tags)
        return made


def _text_column(part: str, language: str, source_language: str) -> Column:
    heading = f"{part} ({language})"
    kind: type[WordingColumn | PrinciplesColumn] = PrinciplesColumn if part == "principles" else WordingColumn
    return kind(heading=heading, part=part, language=language, source_language=source_language)


def _item(heading: str, part: str = "item", **more: Any) -> Column:
    return NameColumn(heading=heading, part=part, of=("items",), **more)


_LEVEL: Final = NameColumn(heading="level", part="level", of=("levels",))

ITEMS: Final = Sheet(
    name="Items",
    records="items",
    columns=(
        PlainColumn(heading="code", part="code"),
        WordColumn(heading="kind", part="kind", words=ItemKind),
        PlainColumn(heading="type", part="item_type"),
        _item("parent", "parent", optional=True),
        NumberColumn(heading="position", part="position"),
        PlainColumn(heading="valid from", part="status_start", optional=True),
        PlainColumn(heading="valid until", part="status_end", optional=True),
        SourceColumn(heading="source", part="source"),
        ListColumn(heading="aliases", part="aliases"),
    ),
    texts=("title", "statement", "notes", "principles"),
    key=("code", "kind"),
    needed=("code", "kind"),
    blank=lambda: {"position": 0},
)
SHEETS: Final[tuple[Sheet, ...]] = (
    ITEMS,
    Sheet(
        name="Scales",
        records="scales",
        columns=(PlainColumn(heading="code", part="code"),),
        texts=("title", "notes"),
        key=("code",),
        needed=("code", "title"),
        blank=lambda: {"levels": (), "title": {}},
    ),
    Sheet(
        name="Levels",
        records="levels",
        columns=(
            NameColumn(heading="scale", part="scale", of=("scales",)),
            PlainColumn(heading="code", part="code"),
            NumberColumn(heading="position", part="position"),
        ),
        texts=("title", "description"),
        key=("scale", "code"),
        needed=("scale", "code", "position", "title"),
        blank=lambda: {"title": {}},
    ),
    Sheet(
        name="Descriptors",
        records="descriptors",
        columns=(_item("item"), _LEVEL),
        texts=("text",),
        key=("item", "level"),
        needed=("item", "level", "text"),
    ),
    Sheet(
        name="Roles",
        records="roles",
        columns=(PlainColumn(heading="code", part="code"), WordColumn(heading="branch", part="branch", words=Branch)),
        texts=("title", "description"),
        key=("code",),
        needed=("code", "branch", "title"),
        blank=lambda: {"title": {}},
    ),
    Sheet(
        name="Requirements",
        records="requirements",
        columns=(
            NameColumn(heading="role", part="role", of=("roles",)),
            _item("item"),
            _LEVEL,
            NumberColumn(heading="importance", part="importance", default=3),
            WordColumn(heading="status", part="status", words=RequirementStatus),
        ),
        key=("role", "item"),
        needed=("role", "item", "level"),
        blank=lambda: {"importance": 3, "status": RequirementStatus.PROPOSED},
    ),
    Sheet(
        name="Links",
        records="associations",
        columns=(
            # What was split or merged away is no longer here, but its successor is told from it.
            _item("from", "origin", elsewhere=True),
            WordColumn(heading="kind", part="kind", words=AssociationKind),
            NameColumn(heading="to", part="destination", of=("items", "levels", "scales"), elsewhere=True),
            NumberColumn(heading="position", part="position"),
        ),
        texts=("notes",),
        key=("from", "kind", "to"),
        needed=("origin", "kind", "destination"),
        blank=lambda: {"position": 0},
    ),
    Sheet(
        name="Terms",
        records="definitions",
        columns=(),
        texts=("term", "text"),
        key=("term",),
        needed=("term", "text"),
    ),
    Sheet(
        name="Sources",
        records="sources",
        columns=tuple(
            PlainColumn(heading=part, part=part)
            for part in ("code", "title", "publisher", "date", "identifier", "licence", "seen")
        ),
        key=("code",),
        needed=("code", "title"),
    ),
)


def languages_of(records: Mapping[str, Sequence[Record]], source_language: str) -> list[str]:
    """Return every language in which a text of the records is written, the source first."""
    found = {
        tag
        for rows in records.values()
        for record in rows
        for value in record.values()
        if isinstance(value, Mapping | tuple)
        for _, localized in list_texts(value)
        for tag in localized
    }
    return [source_language, *sorted(found - {source_language})]


def name_column(sheet: Sheet, heading: str, source_language: str) -> Column | None:
    """Return the column that a heading names, None where it names none of the sheet's."""
    plain = " ".join(heading.split()).lower()
    for column in sheet.columns:
        if column.heading == plain:
            return column
    found = _WORDING.fullmatch(plain)
    name, tag = (found["name"], spell_language(found["language"])) if found else (plain, source_language)
    if name in sheet.texts and re.fullmatch(LANGUAGE_PATTERN, tag):
        return _text_column(name, tag, source_language)
    return None


def spell_language(tag: str) -> str:
    """Return a language tag in its usual spelling: pt-BR, zh-Hans."""
    language, *subtags = tag.lower().split("-")
    return "-".join([language, *(part.title() if len(part) == 4 else part.upper() for part in subtags)])
