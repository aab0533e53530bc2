"""What stands in a cell: how a part of a record is shown there, and how an edited cell is read back.

A cell that says what it said before is never read: only what was changed by hand can change a framework.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Final

from capacita.framework.exchange.csv_table_records import Record
from capacita.framework.model import PrincipleTag, SourceRef
from capacita.vocabulary import LocalizedText, TextOrigin, Wording, is_identifier, text_digest

_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
MOST_CHARACTERS: Final = 32_766  # that a cell of Excel holds, one left for the guard against formulas


class CellFault(Exception):  # noqa: N818 -- told to the editor as a finding
    """A cell that cannot be read, with the code and the values of its finding."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values: Mapping[str, Any] = values


def as_cell(text: str) -> str:
    """Return a text as it comes back out of a sheet that nobody edited."""
    return _ILLEGAL.sub("\ufffd", text.replace("\r\n", "\n"))[:MOST_CHARACTERS].strip()


class Names:
    """What entries are called in a sheet: by their code, with the kind or scale before it where two share one."""

    def __init__(self, records: Mapping[str, list[Record]], earlier: "Names | None" = None) -> None:
        self._earlier = earlier  # what was called so before the sheet was edited
        scale_codes = {record["id"]: record["code"] for record in records["scales"]}
        self._shown: dict[str, dict[str, str]] = {}
        self._found: dict[str, dict[str, list[str]]] = {}
        for name, rank in _RANKS.items():
            above = (lambda record: scale_codes.get(record["scale"], "")) if name == "levels" else rank
            self._collect(name, records[name], above)

    def _collect(self, name: str, records: list[Record], above: Callable[[Record], str]) -> None:
        found: dict[str, list[str]] = {}
        for record in records:
            for key in {record["code"], f"{above(record)}:{record['code']}"} - {""}:
                found.setdefault(key, []).append(record["id"])
        self._found[name] = found
        self._shown[name] = {}
        for record in records:
            long = f"{above(record)}:{record['code']}"
            names = (key for key in (record["code"], long) if found.get(key) == [record["id"]])
            self._shown[name][record["id"]] = next(names, record["id"])

    def show(self, name: str, identifier: str) -> str:
        """Return what an entry is called; an identifier that names nothing stays as it is."""
        return self._shown[name].get(identifier, identifier)

    def find(self, name: str, text: str) -> str | None:
        """Return the identifier of what is called so, or None. Raises CellFault where several are."""
        found = self._found[name].get(text, [])
        if len(found) > 1:
            raise CellFault("EXCHANGE_NAME_AMBIGUOUS", found=text, count=len(found), what=name)
        if found:
            return found[0]
        if text in self._shown[name]:
            return text
        return self._earlier.find(name, text) if self._earlier else None


_RANKS: Final[Mapping[str, Callable[[Record], str]]] = {
    "items": lambda record: str(record["kind"]),
    "scales": lambda _: "scale",
    "levels": lambda _: "",
    "roles": lambda _: "role",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(ABC):
    """A column of a sheet: its heading and the part of a record that stands in it."""

    heading: str
    part: str

    # Whether a cell names another entry, so that it can be read only when all of them are known.
    refers: ClassVar[bool] = False

    def show(self, record: Record, names: Names) -> str:
        """Return what stands in the cell, as it comes back from a sheet that nobody edited."""
        return as_cell(self._show(record, names))

    def put(self, record: Record, text: str, names: Names) -> None:
        """Write an edited cell into the record. Raises CellFault when it cannot be read."""
        self._put(record, text, names)

    @abstractmethod
    def _show(self, record: Record, names: Names) -> str: ...

    @abstractmethod
    def _put(self, record: Record, text: str, names: Names) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainColumn(Column):
    """A text as it is."""

    optional: bool = False

    def _show(self, record: Record, names: Names) -> str:
        return record.get(self.part) or ""

    def _put(self, record: Record, text: str, names: Names) -> None:
        record[self.part] = text or (None if self.optional else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListColumn(Column):
    """Several short texts, one a line."""

    def _show(self, record: Record, names: Names) -> str:
        return "\n".join(record.get(self.part) or ())

    def _put(self, record: Record, text: str, names: Names) -> None:
        record[self.part] = tuple(line.strip() for line in text.split("\n") if line.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberColumn(Column):
    """A whole number."""

    default: int = 0

    def _show(self, record: Record, names: Names) -> str:
        return str(record.get(self.part, self.default))

    def _put(self, record: Record, text: str, names: Names) -> None:
        if not re.fullmatch(r"-?[0-9]{1,9}", text):
            raise CellFault("EXCHANGE_CELL_NO_NUMBER", found=text)
        record[self.part] = int(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordColumn(Column):
    """One word of a closed list."""

    words: type[StrEnum]

    def _show(self, record: Record, names: Names) -> str:
        found = record.get(self.part)
        return str(found) if found is not None else ""

    def _put(self, record: Record, text: str, names: Names) -> None:
        wanted = next((word for word in self.words if word.value.lower() == text.lower()), None)
        if wanted is None:
            expected = ", ".join(word.value for word in self.words)
            raise CellFault("EXCHANGE_CELL_NOT_IN_LIST", found=text, expected=expected)
        record[self.part] = wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class NameColumn(Column):
    """Another entry, by what it is called. ``elsewhere`` allows the address of something that is not here."""

    of: tuple[str, ...]
    optional: bool = False
    elsewhere: bool = False

    refers: ClassVar[bool] = True

    def _show(self, record: Record, names: Names) -> str:
        found = record.get(self.part)
        if not found:
            return ""
        return next((shown for name in self.of if (shown := names.show(name, found)) != found), found)

    def _put(self, record: Record, text: str, names: Names) -> None:
        if not text and self.optional:
            record[self.part] = None
            return
        found = next((known for name in self.of if (known := names.find(name, text))), None)
        if found is None and self.elsewhere and (_ADDRESS.fullmatch(text) or is_identifier(text)):
            found = text
        if found is None:
            raise CellFault("EXCHANGE_NAME_UNKNOWN", found=text, what=" or ".join(self.of))
        record[self.part] = found


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceColumn(Column):
    """Where an item was read: the code of a source, and the place in it after a colon, ``report: p. 3``."""

    def _show(self, record: Record, names: Names) -> str:
        found = record.get(self.part)
        return f"{found.source}: {found.locator}".removesuffix(": ") if found else ""

    def _put(self, record: Record, text: str, names: Names) -> None:
        code, _, locator = (part.strip() for part in text.partition(":"))
        earlier = record.get(self.part)
        note = earlier.note if earlier and earlier.source == code else ""
        record[self.part] = SourceRef(source=code, locator=locator, note=note) if code else None


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingColumn(Column):
    """A text in one language; a translation is tied to the source wording that stands in its row."""

    language: str
    source_language: str

    def _show(self, record: Record, names: Names) -> str:
        wording = record.get(self.part, {}).get(self.language)
        return wording.text if wording else ""

    def _put(self, record: Record, text: str, names: Names) -> None:
        record[self.part] = with_wording(record.get(self.part, {}), self.language, text, self.source_language)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinciplesColumn(Column):
    """The principles that an item serves, one a line with the sentence that says how: ``roam-rights: It asks …``.

    A line that begins with a space goes on with the sentence before it.
    """

    language: str
    source_language: str

    def _show(self, record: Record, names: Names) -> str:
        lines = []
        for tag in record.get(self.part) or ():
            wording = tag.because.get(self.language)
            if wording:
                lines.append(f"{tag.principle}: " + wording.text.strip().replace("\n", "\n "))
            elif self.language == self.source_language:
                lines.append(tag.principle)
        return "\n".join(lines)

    def _put(self, record: Record, text: str, names: Names) -> None:
        said: dict[str, str] = {}
        for line in re.sub(r"\n(?=[ \t])", "\r", text).split("\n"):
            principle, _, sentence = line.partition(":")
            if principle.strip():
                said[principle.strip()] = re.sub(r"\r[ \t]", "\n", sentence).strip()
        tags = {tag.principle: tag for tag in record.get(self.part) or ()}
        if self.language == self.source_language:
            tags = {principle: tags.get(principle, PrincipleTag(principle=principle)) for principle in said}
        unknown = [principle for principle in said if principle not in tags]
        if unknown:
            raise CellFault("EXCHANGE_NAME_UNKNOWN", found=unknown[0], what="principles of this row")
        record[self.part] = tuple(self._with_sentence(tag, said.get(tag.principle, "")) for tag in tags.values())

    def _with_sentence(self, tag: PrincipleTag, sentence: str) -> PrincipleTag:
        wording = tag.because.get(self.language)
        if (wording.text.strip() if wording else "") == sentence:
            return tag
        because = with_wording(tag.because, self.language, sentence, self.source_language)
        return PrincipleTag(principle=tag.principle, because=because)  # a new sentence is confirmed by nobody yet


def with_wording(localized: LocalizedText, language: str, text: str, source_language: str) -> dict[str, Wording]:
    """Return a text with one wording replaced, or taken out where the new one is blank."""
    rest = {tag: wording for tag, wording in localized.items() if tag != language}
    if not text:
        return rest
    source = next((tag for tag, wording in localized.items() if wording.origin is TextOrigin.SOURCE), source_language)
    earlier = localized.get(language)
    if language == source or source not in rest or (earlier and earlier.origin is TextOrigin.SOURCE):
        made = Wording(text=text, origin=TextOrigin.SOURCE)
    else:
        made = Wording(text=text, origin=TextOrigin.HUMAN, of=text_digest(rest[source].text))
    # What was there keeps its place, so that an edit moves nothing.
    return {tag: made if tag == language else localized[tag] for tag in (*localized, language)}
