"""The ``filter``, ``sort`` and ``fields`` parameters of CASE: which documents of a list, in which order, how much of each.

The grammar of a filter is ``<field><predicate>'<value>'``, at most twice, joined by `` AND `` or `` OR ``. A quote inside
a value is doubled. A field may be a path (``licenseURI.title``). Values are compared without regard to case; dates and
times as points in time, everything else as text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from capacita.web.case.statuses import invalid_filter, invalid_selection

_LINK = ("title", "identifier", "uri")
PLAIN_FIELDS = (
    "identifier", "uri", "frameworkType", "caseVersion", "creator", "title", "lastChangeDateTime", "officialSourceURL",
    "publisher", "description", "subject", "language", "version", "adoptionStatus", "statusStartDate", "statusEndDate",
    "notes",
)  # fmt: skip
LINK_FIELDS = ("subjectURI", "licenseURI", "CFPackageURI")
TOP_FIELDS = frozenset({*PLAIN_FIELDS, *LINK_FIELDS, "extensions"})
PATHS = frozenset({*PLAIN_FIELDS, *(f"{field}.{part}" for field in LINK_FIELDS for part in _LINK)})
MOMENTS = frozenset({"lastChangeDateTime", "statusStartDate", "statusEndDate"})

_CONDITION = r"([A-Za-z][A-Za-z.]*)(!=|>=|<=|=|>|<|~)'((?:[^']|'')*)'"
_FILTER = re.compile(rf"{_CONDITION}(?: (AND|OR) {_CONDITION})?")
_LONGEST = 2_000

Document = Mapping[str, Any]
Test = Callable[[Document], bool]
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One comparison of a filter."""

    path: str
    predicate: str
    value: str


def parse_filter(text: str) -> tuple[tuple[Condition, ...], str]:
    """Return the conditions of a filter and the word that joins them. Raises CaseFailure."""
    found = _FILTER.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        raise invalid_filter(
            "A filter is field, predicate and value in single quotes, at most two joined by AND or OR."
        )
    first, joint, second = found.groups()[:3], found[4] or "AND", found.groups()[4:]
    parts = [first] if second[0] is None else [first, second]
    for path, _predicate, _value in parts:
        if path not in PATHS:
            raise invalid_filter(f"A document has no field {path} to filter by.")
    conditions = tuple(Condition(path=a, predicate=b, value=c.replace("''", "'")) for a, b, c in parts)
    return conditions, joint


def select_documents(documents: Sequence[Document], text: str) -> list[Document]:
    """Return the documents that a filter lets through, in their order. Raises CaseFailure."""
    conditions, joint = parse_filter(text)
    tests = [_test_of(condition) for condition in conditions]
    meet = all if joint == "AND" else any
    return [document for document in documents if meet(test(document) for test in tests)]


def sort_documents(documents: Sequence[Document], field: str, *, descending: bool) -> list[Document]:
    """Return the documents sorted by a field, those without it last; in their own order where no field is named so."""
    if field not in PATHS:
        return list(documents)
    having = [document for document in documents if _values_at(document, field)]
    lacking = [document for document in documents if not _values_at(document, field)]
    order = sorted(having, key=lambda document: _sort_key(field, document), reverse=descending)
    return [*order, *lacking]


def select_fields(documents: Sequence[Document], asked: Sequence[str]) -> list[Document]:
    """Return the documents with only these fields; whole where one of them is no field. Raises CaseFailure on a blank."""
    names = [name.strip() for entry in asked for name in entry.split(",")]
    if any(not name for name in names):
        raise invalid_selection("fields", "A field to select has no name.")
    if set(names) - TOP_FIELDS:
        return list(documents)
    return [{name: value for name, value in document.items() if name in names} for document in documents]


def collation_key(text: str) -> Key:
    """Return what orders texts for people: by letters, then by their accents, then by case.

    A small stand-in for the Unicode Collation Algorithm, without its tables: equal to it for texts in one alphabet.
    """
    whole = unicodedata.normalize("NFKD", text)
    folded = whole.casefold()
    letters = "".join(mark for mark in folded if not unicodedata.combining(mark))
    return letters, folded, whole.swapcase()


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _values_at(document: Document, path: str) -> list[str]:
    """Return the texts at a path; a list of links gives one for each."""
    values: list[Any] = [document]
    for step in path.split("."):
        reached = [value[step] for value in values if isinstance(value, Mapping) and step in value]
        values = [entry for value in reached for entry in (value if isinstance(value, list) else [value])]
    return [str(value) for value in values]


def _is_list(path: str) -> bool:
    return path.split(".", maxsplit=1)[0] in ("subject", "subjectURI")


def _sort_key(path: str, document: Document) -> Any:
    values = _values_at(document, path)
    if path in MOMENTS:
        return _moment(values[0])
    return [collation_key(value) for value in values]


def _moment(text: str) -> datetime:
    """Return the point in time that a date or a time names; without a zone it is UTC. Raises ValueError."""
    read = (
        datetime.fromisoformat(text)
        if "T" in text.upper()
        else datetime.combine(date.fromisoformat(text), datetime.min.time())
    )
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read


_ORDERED: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda held, asked: held == asked,
    ">": lambda held, asked: held > asked,
    ">=": lambda held, asked: held >= asked,
    "<": lambda held, asked: held < asked,
    "<=": lambda held, asked: held <= asked,
}


def _test_of(condition: Condition) -> Test:
    path, predicate, value = condition.path, condition.predicate, condition.value
    if predicate == "!=":
        same = _test_of(Condition(path=path, predicate="=", value=value))
        return lambda document: not same(document)
    if predicate == "~":
        pieces = [_folded(piece.strip()) for piece in value.split(",")] if _is_list(path) else [_folded(value)]
        return lambda document: any(piece in _folded(held) for held in _values_at(document, path) for piece in pieces)
    if _is_list(path) and predicate == "=":
        members = {_folded(piece.strip()) for piece in value.split(",")}
        return lambda document: {_folded(held) for held in _values_at(document, path)} == members
    compare = _ORDERED[predicate]
    if path in MOMENTS:
        asked = _asked_moment(path, value)
        return lambda document: any(compare(_moment(held), asked) for held in _values_at(document, path))
    if predicate == "=":
        return lambda document: any(_folded(held) == _folded(value) for held in _values_at(document, path))
    wanted = collation_key(value)[:2]
    return lambda document: any(compare(collation_key(held)[:2], wanted) for held in _values_at(document, path))


def _asked_moment(path: str, value: str) -> datetime:
    try:
        return _moment(value)
    except ValueError:
        raise invalid_filter(
            f"{path} is compared with a date such as 2026-11-23 or a time such as 2026-11-23T10:00:00Z."
        ) from None
