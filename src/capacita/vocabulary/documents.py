"""Reading and writing documents: JSON of a known format into frozen dataclasses, with every fault of shape at once.

pydantic does the reading (strict, so that "3" is no number); here its errors become findings, and what is faulty is
taken out so that the rest can still be looked at: a document with one bad item also shows its circular parents.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, dataclass_transform

from pydantic import ConfigDict, TypeAdapter, ValidationError

from capacita.vocabulary.findings import Finding, Severity, has_errors
from capacita.vocabulary.refusals import Unreadable

T = TypeVar("T")
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]

MAX_NESTING = 64  # the deepest document that we write has nine levels; deeper input is an attack or an accident
_REPAIRS = 10_000


@dataclass_transform(frozen_default=True, kw_only_default=True)
def document_part(cls: type[T]) -> type[T]:
    """Make a class a frozen dataclass that documents are read into; keys that it does not know are faults."""
    cls.__pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[attr-defined] # pydantic's hook on dataclasses
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReport(Generic[T]):
    """What came of reading: the whole document, or what is left of it without its faulty parts, and the findings."""

    document: T | None
    salvaged: T | None
    findings: tuple[Finding, ...]
    raw: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFormat(Generic[T]):
    """One kind of document: its ``format`` value now, its dataclass, and how older formats become this one."""

    name: str
    adapter: TypeAdapter[T]
    upgrades: Mapping[str, Upgrade]

    @property
    def family(self) -> str:
        """The name without its number, by which older and newer documents of the kind are recognised."""
        return self.name.rpartition("/")[0]

    def read(self, data: bytes) -> ReadReport[T]:
        """Read bytes. Raises Unreadable when they are no JSON object of this format; other faults are findings."""
        raw = parse_object(data)
        raw = self._upgraded(raw)
        try:
            document = self.adapter.validate_json(json.dumps(raw), strict=True)
        except ValidationError as fault:
            findings = tuple(_finding(error, raw) for error in fault.errors(include_url=False))
            return ReadReport(document=None, salvaged=self._salvage(raw), findings=findings, raw=raw)
        return ReadReport(document=document, salvaged=document, findings=(), raw=raw)

    def read_whole(self, data: bytes) -> T:
        """Read bytes that must be sound. Raises Unreadable, naming the first fault, when they are not."""
        report = self.read(data)
        if report.document is None or has_errors(report.findings):
            first = report.findings[0]
            raise Unreadable("DOCUMENT_FAULTY", format=self.name, path=first.path, count=len(report.findings))
        return report.document

    def dump(self, document: T) -> dict[str, Any]:
        """Return the JSON value of a document; what is empty or at its default stays unwritten."""
        value = self.adapter.dump_python(document, mode="json", exclude_defaults=True)
        assert isinstance(value, dict)
        return {"format": self.name, **value}

    def _upgraded(self, raw: dict[str, Any]) -> dict[str, Any]:
        found = raw.get("format")
        if not isinstance(found, str) or found.rpartition("/")[0] != self.family:
            raise Unreadable("DOCUMENT_OTHER_FORMAT", expected=self.name, found=str(found)[:60])
        while found != self.name:
            upgrade = self.upgrades.get(found)
            if upgrade is None:
                raise Unreadable("DOCUMENT_UNKNOWN_VERSION", expected=self.name, found=found[:60])
            raw = upgrade(raw)
            found = raw["format"]
        return {key: value for key, value in raw.items() if key != "format"}

    def _salvage(self, raw: dict[str, Any]) -> T | None:
        """Take out faulty parts until the rest reads; None where the header itself cannot be read."""
        rest: dict[str, Any] = json.loads(json.dumps(raw))
        for _ in range(_REPAIRS):
            try:
                return self.adapter.validate_json(json.dumps(rest), strict=True)
            except ValidationError as fault:
                errors = sorted(fault.errors(include_url=False), key=_taking_order, reverse=True)
                places = dict.fromkeys(_removable(error["loc"], error["type"]) for error in errors)
                if None in places or not places:
                    return None
                for place in places:
                    assert place is not None
                    _remove(rest, place)
        return None


def parse_object(data: bytes) -> dict[str, Any]:
    """Return the JSON object in these bytes. Raises Unreadable with the line of the fault where there is none."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Unreadable("DOCUMENT_NOT_UTF8", offset=fault.start) from None
    _refuse_deep_nesting(text)
    try:
        value = json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as fault:
        raise Unreadable("DOCUMENT_NOT_JSON", line=fault.lineno, column=fault.colno, fault=fault.msg) from None
    if not isinstance(value, dict):
        raise Unreadable("DOCUMENT_NO_OBJECT", found=type(value).__name__)
    return value


def pointer(location: tuple[str | int, ...]) -> str:
    """Return the JSON pointer (RFC 6901) of a place."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in location)


def _refuse_constant(name: str) -> Any:
    raise Unreadable("DOCUMENT_NO_NUMBER", found=name)


def _refuse_deep_nesting(text: str) -> None:
    """Count brackets outside strings: a file of nothing but brackets must not reach a recursive parser."""
    if text.count("[") + text.count("{") <= MAX_NESTING:
        return
    depth = 0
    for match in re.finditer(r'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', text):
        token = match.group()
        if token in "[{":
            depth += 1
            if depth > MAX_NESTING:
                raise Unreadable("DOCUMENT_TOO_DEEP", limit=MAX_NESTING)
        elif token in "]}":
            depth -= 1


_CODES = {
    "missing": "DOCUMENT_MISSING",
    "unexpected_keyword_argument": "DOCUMENT_UNKNOWN_KEY",
    "extra_forbidden": "DOCUMENT_UNKNOWN_KEY",
    "string_pattern_mismatch": "DOCUMENT_WRONG_PATTERN",
    "enum": "DOCUMENT_NOT_IN_LIST",
    "literal_error": "DOCUMENT_NOT_IN_LIST",
}


def _finding(error: Mapping[str, Any], raw: Any) -> Finding:
    location = _location(error["loc"])
    code = _CODES.get(error["type"], "DOCUMENT_WRONG_TYPE")
    values: dict[str, Any] = {"key": str(location[-1]) if location else "", "found": _found(raw, location)}
    context = error.get("ctx") or {}
    if code == "DOCUMENT_WRONG_PATTERN":
        values["pattern"] = context.get("pattern", "")
    elif code == "DOCUMENT_NOT_IN_LIST":
        values["expected"] = context.get("expected", "")
    elif code == "DOCUMENT_WRONG_TYPE":
        values["expected"] = error["msg"]
    return Finding(code=code, severity=Severity.ERROR, path=pointer(location), values=values)


def _location(loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Drop pydantic's own step for a faulty mapping key, so that the path is one of the document."""
    return tuple(step for step in loc if step != "[key]")


def _found(raw: Any, location: tuple[str | int, ...]) -> str:
    value = raw
    for step in location:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return ""
    shown = json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= 60 else shown[:57] + "..."


def _taking_order(error: Mapping[str, Any]) -> tuple[tuple[int, int | str], ...]:
    """Order faults so that later places of a list are taken out before earlier ones."""
    return tuple((0, step) if isinstance(step, int) else (1, step) for step in error["loc"])


def _removable(loc: tuple[str | int, ...], kind: str) -> tuple[str | int, ...] | None:
    """Return what to take out for a fault: the faulty value, or what lacks a key; None where that is everything."""
    location = _location(loc)
    if kind == "missing":
        location = location[:-1]
    return location or None


def _remove(rest: Any, location: tuple[str | int, ...]) -> None:
    value = rest
    for step in location[:-1]:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return
    try:
        del value[location[-1]]
    except (KeyError, IndexError):
        return
