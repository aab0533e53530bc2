"""Reading and writing documents: JSON of a known format into frozen dataclasses, with every fault of shape at once.

pydantic does the reading (strict, so that "3" is no number); here its errors become findings, and what is faulty is
taken out so that the rest can still be looked at: a document with one bad item also shows its circular parents.
"""

import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, dataclass_transform

from pydantic import ConfigDict, TypeAdapter, ValidationError

from capacita.vocabulary.canonical import canonical_json
from capacita.vocabulary.findings import Finding, Severity, has_errors
from capacita.vocabulary.refusals import Unreadable

T = TypeVar("T")
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
Location = tuple[str | int, ...]
Placeholder = Callable[[str], Any]

MAX_NESTING = 64  # the deepest document that we write has nine levels; deeper input is an attack or an accident
MAX_INTEGER = 2**53  # beyond it JSON readers do not agree on what a number is
_ROUNDS = 100  # of taking out what is faulty; a document nests far less deep than that
_GONE = object()  # stands for a value that could not be read
_UNKNOWN = object()  # stands for one whose key the format does not have


@dataclass_transform(frozen_default=True, kw_only_default=True)
def document_part(cls: type[T]) -> type[T]:
    """Make a class a frozen dataclass that documents are read into; keys that it does not know are faults."""
    cls.__pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[attr-defined] # pydantic's hook on dataclasses
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReport(Generic[T]):
    """What came of reading: the whole document, or what is left of it without its faulty parts, and the findings.

    ``salvaged`` is for looking at, never for working with: faulty values are gone from it or stand as placeholders.
    ``taken`` are the places of the file where that happened (not those of unknown keys); ``kept`` holds, for every list of ``salvaged`` that
    lost entries, where in the file's list each of the rest stood.
    """

    document: T | None
    salvaged: T | None
    findings: tuple[Finding, ...]
    raw: Mapping[str, Any]
    taken: tuple[Location, ...] = ()
    kept: Mapping[Location, tuple[int, ...]] = field(default_factory=dict)

    def path_in_file(self, path: str) -> str:
        """Return the JSON pointer into the file for a JSON pointer into ``salvaged``."""
        if not self.kept:
            return path
        steps = [step.replace("~1", "/").replace("~0", "~") for step in path.split("/")[1:]]
        location = tuple(int(step) if step.isascii() and step.isdigit() else step for step in steps)
        return pointer(_original(location, self.kept))


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFormat(Generic[T]):
    """One kind of document: its ``format`` value now, its dataclass, and how older formats become this one.

    ``placeholders`` says what stands, in what is salvaged, for a required value that is missing or faulty, so that
    one wrong word does not hide an entry and all that is wrong with the rest of it. Keys are places with ``*`` for
    any index; each value is made from the JSON pointer of the place.
    """

    name: str
    adapter: TypeAdapter[T]
    upgrades: Mapping[str, Upgrade]
    placeholders: Mapping[tuple[str, ...], Placeholder] = field(default_factory=dict)

    @property
    def family(self) -> str:
        """The name without its number, by which older and newer documents of the kind are recognised."""
        return self.name.rpartition("/")[0]

    def read(self, data: bytes) -> ReadReport[T]:
        """Read bytes. Raises Unreadable when they are no JSON object of this format; other faults are findings."""
        parsed, repeated = _parse(data)
        raw = self._upgraded(parsed)
        try:
            document = self.adapter.validate_json(json.dumps(raw), strict=True)
        except ValidationError as fault:
            findings = tuple(_finding(error, raw) for error in fault.errors(include_url=False))
            salvaged, taken, kept = self._salvage(raw)
            return ReadReport(
                document=None,
                salvaged=salvaged,
                findings=(*repeated, *findings),
                raw=raw,
                taken=tuple(place for place, stand_in in taken.items() if stand_in is not _UNKNOWN),
                kept=kept,
            )
        return ReadReport(document=None if repeated else document, salvaged=document, findings=tuple(repeated), raw=raw)

    def read_whole(self, data: bytes) -> T:
        """Read bytes that must be sound. Raises Unreadable, naming the first fault, when they are not."""
        report = self.read(data)
        if report.document is None or has_errors(report.findings):
            first = report.findings[0]
            path = first.path or "the whole"
            raise Unreadable("DOCUMENT_FAULTY", format=self.name, path=path, count=len(report.findings))
        return report.document

    def read_kept(self, value: dict[str, Any]) -> T:
        """Return the document of a JSON value that was sound when we kept it; only its types are made again."""
        return self.adapter.validate_python(self._upgraded(value))

    def dump(self, document: T) -> dict[str, Any]:
        """Return the JSON value of a document; what is empty or at its default stays unwritten."""
        value = self.adapter.dump_python(document, mode="json", exclude_defaults=True)
        assert isinstance(value, dict)
        return {"format": self.name, **value}

    def _upgraded(self, raw: dict[str, Any]) -> dict[str, Any]:
        found = raw.get("format")
        if not isinstance(found, str) or found.rpartition("/")[0] != self.family:
            raise Unreadable("DOCUMENT_OTHER_FORMAT", expected=self.name, found=str(raw.get("format", "–"))[:60])
        while found != self.name:
            upgrade = self.upgrades.get(found)
            if upgrade is None:
                raise Unreadable("DOCUMENT_UNKNOWN_VERSION", expected=self.name, found=found[:60])
            raw = upgrade(raw)
            found = raw["format"]
        return {key: value for key, value in raw.items() if key != "format"}

    def _salvage(self, raw: dict[str, Any]) -> tuple[T | None, dict[Location, Any], dict[Location, tuple[int, ...]]]:
        """Take out faulty parts until the rest reads; nothing is left where even that cannot be done."""
        taken: dict[Location, Any] = {}
        for _ in range(_ROUNDS):
            kept: dict[Location, tuple[int, ...]] = {}
            rest = _without(raw, taken, kept)
            try:
                return self.adapter.validate_json(json.dumps(rest), strict=True), taken, kept
            except ValidationError as fault:
                # A place may be told more than once, for each type that its value might have had.
                faults = {
                    _original(_location(error["loc"], error["type"], rest), kept): error["type"]
                    for error in fault.errors(include_url=False)
                }
                if not all(self._take(location, kind, taken) for location, kind in faults.items()):
                    return None, taken, {}
        return None, taken, {}

    def _take(self, location: Location, kind: str, taken: dict[Location, Any]) -> bool:
        """Note what stands for a faulty value: a placeholder, or nothing, or nothing for what it belonged to."""
        pattern = tuple("*" if isinstance(step, int) else step for step in location)
        if pattern in self.placeholders and location not in taken:
            taken[location] = self.placeholders[pattern](pointer(location))
            return True
        if kind == "missing" or location in taken:
            location = location[:-1]
        taken[location] = _UNKNOWN if _CODES.get(kind) == "DOCUMENT_UNKNOWN_KEY" else _GONE
        return bool(location)


def parse_object(data: bytes) -> dict[str, Any]:
    """Return the JSON object in these bytes, each of its keys written once.

    Raises Unreadable, with the place of the fault, where there is none.
    """
    value, repeated = _parse(data)
    if repeated:
        first = repeated[0]
        raise Unreadable("DOCUMENT_DUPLICATE_KEY", **first.values)
    return value


def pointer(location: Location) -> str:
    """Return the JSON pointer (RFC 6901) of a place."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in location)


def _parse(data: bytes) -> tuple[dict[str, Any], list[Finding]]:
    """Return the JSON object in these bytes, and a finding for every key that an object in it repeats."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Unreadable("DOCUMENT_NOT_UTF8", offset=fault.start) from None
    repeated: list[tuple[dict[str, Any], str]] = []

    def one_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            counted = Counter(key for key, _ in pairs)
            repeated.extend((made, key) for key, count in counted.items() if count > 1)
        return made

    try:
        value = json.loads(
            text,
            object_pairs_hook=one_object,
            parse_constant=_refuse_constant,
            parse_float=_finite,
            parse_int=_exact,
        )
    except json.JSONDecodeError as fault:
        if text.find("\0", 0, 4) >= 0:  # every second byte: UTF-16 without its mark
            raise Unreadable("DOCUMENT_NOT_UTF8", offset=text.index("\0")) from None
        raise Unreadable("DOCUMENT_NOT_JSON", line=fault.lineno, column=fault.colno, fault=fault.msg) from None
    except RecursionError:
        raise Unreadable("DOCUMENT_TOO_DEEP", limit=MAX_NESTING) from None
    _refuse_deep_nesting(value)
    if not isinstance(value, dict):
        raise Unreadable("DOCUMENT_NO_OBJECT", found=_JSON_NAMES[type(value)])
    if "\\u" in text:
        _refuse_half_characters(value)
    return value, _repeated_keys(value, repeated) if repeated else []


_JSON_NAMES = {list: "list", str: "text", int: "number", float: "number", bool: "true or false", type(None): "null"}


def _repeated_keys(value: Any, repeated: list[tuple[dict[str, Any], str]]) -> list[Finding]:
    """Find where in the document the objects with repeated keys stand."""
    keys: dict[int, list[str]] = {}
    for made, key in repeated:
        keys.setdefault(id(made), []).append(key)
    findings: list[Finding] = []
    waiting: list[tuple[Location, Any]] = [((), value)]
    while waiting:
        location, entry = waiting.pop()
        steps: Iterable[tuple[str | int, Any]] = ()
        if isinstance(entry, dict):
            for key in keys.get(id(entry), ()):
                path = pointer((*location, key))
                values = {"key": key, "path": path}
                findings.append(
                    Finding(code="DOCUMENT_DUPLICATE_KEY", severity=Severity.ERROR, path=path, values=values)
                )
            steps = entry.items()
        elif isinstance(entry, list):
            steps = enumerate(entry)
        waiting.extend(((*location, step), child) for step, child in reversed(list(steps)))
    return findings


def _refuse_constant(name: str) -> Any:
    raise Unreadable("DOCUMENT_NO_NUMBER", found=name)


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise Unreadable("DOCUMENT_NUMBER_TOO_LARGE", found=text[:60], limit="1.8e308")
    return value


def _exact(text: str) -> float:
    """Read an integer; beyond the exact ones, only the digits by which a float is written in canonical JSON."""
    if len(text) <= 17:
        value = int(text)
        if abs(value) <= MAX_INTEGER:
            return value
    large = _finite(text)
    if canonical_json(large) != text.encode():
        raise Unreadable("DOCUMENT_NUMBER_TOO_LARGE", found=text[:60], limit=MAX_INTEGER)
    return large


def _refuse_half_characters(value: Any) -> None:
    """Refuse an escaped half of a character (a lone surrogate): it can be written to no file."""
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as fault:
        raise Unreadable("DOCUMENT_HALF_CHARACTER", found=f"\\u{ord(fault.object[fault.start]):04x}") from None


def _refuse_deep_nesting(value: Any) -> None:
    """Walk down level by level: what nests too deep must not reach anything that calls itself."""
    level = [value]
    for _ in range(MAX_NESTING):
        level = [
            child
            for entry in level
            if (kind := type(entry)) is dict or kind is list
            for child in (entry.values() if kind is dict else entry)
            if type(child) is dict or type(child) is list
        ]
        if not level:
            return
    raise Unreadable("DOCUMENT_TOO_DEEP", limit=MAX_NESTING)


_CODES = {
    "missing": "DOCUMENT_MISSING",
    "unexpected_keyword_argument": "DOCUMENT_UNKNOWN_KEY",
    "extra_forbidden": "DOCUMENT_UNKNOWN_KEY",
    "string_pattern_mismatch": "DOCUMENT_WRONG_PATTERN",
    "enum": "DOCUMENT_NOT_IN_LIST",
    "literal_error": "DOCUMENT_NOT_IN_LIST",
}


def _finding(error: Mapping[str, Any], raw: Any) -> Finding:
    location = _location(error["loc"], error["type"], raw)
    code = _CODES.get(error["type"], "DOCUMENT_WRONG_TYPE")
    values: dict[str, Any] = {"key": str(location[-1]) if location else "", "found": _found(raw, location)}
    context = error.get("ctx") or {}
    if code == "DOCUMENT_WRONG_PATTERN":
        values["pattern"] = context.get("pattern", "")
    elif code == "DOCUMENT_NOT_IN_LIST":
        values["expected"] = context.get("expected", "")
    elif code == "DOCUMENT_WRONG_TYPE":
        values["expected"] = error["msg"]
    if error["loc"][-1:] == ("[key]",):
        values["found"] = json.dumps(values["key"], ensure_ascii=False)
    return Finding(code=code, severity=Severity.ERROR, path=pointer(location), values=values)


def _location(loc: tuple[str | int, ...], kind: str, raw: Any) -> Location:
    """Return the place of a fault in the document.

    pydantic adds steps of its own behind it: ``[key]`` for a faulty mapping key, a type's name within a union.
    """
    value = raw
    for place, step in enumerate(loc):
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return loc if kind == "missing" else loc[:place]
    return loc


def _found(raw: Any, location: tuple[str | int, ...]) -> str:
    value = raw
    for step in location:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return ""
    shown = json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= 60 else shown[:57] + "..."


def _original(location: Location, kept: Mapping[Location, tuple[int, ...]]) -> Location:
    """Return where a place stood before entries were taken out of the lists on the way to it."""
    steps: list[str | int] = []
    for depth, step in enumerate(location):
        indexes = kept.get(location[:depth])
        steps.append(indexes[step] if indexes is not None and isinstance(step, int) and step < len(indexes) else step)
    return tuple(steps)


def _without(raw: Any, taken: Mapping[Location, Any], kept: dict[Location, tuple[int, ...]]) -> Any:
    """Return a document without what was taken out; only containers on the way to a change are copied."""
    tree: dict[str | int, Any] = {}
    for location, stand_in in taken.items():
        branch = tree
        for step in location[:-1]:
            branch = branch.setdefault(step, {})
            if not isinstance(branch, dict):
                break  # what holds this was itself taken out
        else:
            branch[location[-1]] = _Stand(stand_in)
    return _cut(raw, tree, (), kept)


@dataclass(frozen=True, slots=True)
class _Stand:
    """What stands for a value that was taken out: a placeholder, or ``_GONE`` or ``_UNKNOWN``: nothing."""

    value: Any

    @property
    def is_nothing(self) -> bool:
        return self.value is _GONE or self.value is _UNKNOWN


def _cut(raw: Any, tree: dict[str | int, Any], here: Location, kept: dict[Location, tuple[int, ...]]) -> Any:
    """Return a list or object without what the tree says is gone, noting which entries of a list are kept."""
    gone = {step for step, below in tree.items() if isinstance(below, _Stand) and below.is_nothing}

    def child(step: str | int, value: Any, place: str | int) -> Any:
        below = tree.get(step)
        if isinstance(below, _Stand):
            return below.value
        return value if below is None else _cut(value, below, (*here, place), kept)

    if isinstance(raw, list):
        indexes = [index for index in range(len(raw)) if index not in gone]
        if len(indexes) < len(raw):
            kept[here] = tuple(indexes)
        return [child(index, raw[index], place) for place, index in enumerate(indexes)]
    rest = {key: child(key, value, key) for key, value in raw.items() if key not in gone}
    added = {key: below.value for key, below in tree.items() if key not in raw and isinstance(below, _Stand)}
    return {**rest, **{str(key): value for key, value in added.items() if key not in gone}}
