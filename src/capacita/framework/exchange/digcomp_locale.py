"""Translations of DigComp 3.0 as translation teams keep them: CSV with location, context, source and target.

A translation is tied to the English that stands beside it in its row, so that one made from another edition's wording
shows as stale instead of passing for current.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from capacita.framework.exchange.digcomp import EDITED_LICENCE, LICENCE
from capacita.framework.model import Definition, Framework, Item, ProficiencyLevel
from capacita.sheets import ReadTable, read_csv
from capacita.vocabulary import Finding, LocalizedText, Severity, TextOrigin, Unreadable, Wording, text_digest

_COLUMNS: Final = ("location", "context", "source", "target")
_LEVEL: Final = re.compile(r"digcomp\.level\.(\d+)\.(\w+)")
_ITEM: Final = re.compile(r"digcomp\.(?:area|competence)\.([\d.]+)\.(label|description)")
_LEAF: Final = re.compile(r"digcomp\.(?:statement|outcome)\.([A-Z]+[\d.]+)")
_TERM: Final = re.compile(r"digcomp\.glossary\.(.+)\.(label|definition)")


def is_digcomp_locale(data: bytes) -> bool:
    """Tell whether bytes look like a file of DigComp translations."""
    head = data[:2000].lstrip(b"\xef\xbb\xbf").replace(b'"', b"")
    return head.startswith(b"location,context,source,target") and b"digcomp." in head


def add_digcomp_locale(
    framework: Framework, files: Sequence[tuple[str, bytes]], language: str
) -> tuple[Framework, list[Finding]]:
    """Return a DigComp framework with the translations of some files, by name and content, and what they left over.

    Raises Unreadable for a file that is no such CSV.
    """
    overlay = _Overlay(framework, language)
    for name, data in files:
        overlay.add(read_csv(data, name=name))
    return overlay.framework(), overlay.findings


class _Overlay:
    """Translations laid over a framework; whatever has no place in it is counted and told."""

    def __init__(self, framework: Framework, language: str) -> None:
        self.base = framework
        self.language = language
        self.findings: list[Finding] = []
        self.items: dict[str, Item] = {item.code: item for item in framework.items}
        self.terms: dict[str, Definition] = {self._source(entry.term): entry for entry in framework.definitions}
        self.scales: dict[str, list[ProficiencyLevel]] = {
            scale.code: list(scale.levels) for scale in framework.scales if scale.code in ("bands", "levels")
        }
        own = framework.extensions.get("digcomp")
        self.own: dict[str, Any] = dict(own) if isinstance(own, dict) else {}
        self.written = 0

    def add(self, table: ReadTable) -> None:
        heads = tuple(cell.strip().lower() for cell in table.rows[0]) if table.rows else ()
        if heads[:4] != _COLUMNS:
            raise Unreadable("EXCHANGE_NOT_DIGCOMP_LOCALE", file=table.name)
        labels: dict[str, str] = {}
        left: list[int] = []
        untranslated: list[int] = []
        for number, row in enumerate(table.rows[1:], start=2):
            location, _, source, target = (*row, "", "", "", "")[:4]
            term = _TERM.fullmatch(location)
            if term and term[2] == "label":
                labels[term[1]] = source
            if not location.strip() and not source.strip():
                continue
            if not target.strip():
                untranslated.append(number)
            elif not self._place(location, source, target, labels):
                left.append(number)
        self._tell("EXCHANGE_TRANSLATION_WITHOUT_PLACE", Severity.NOTE, table, left)
        if self.language != self.base.language:
            self._tell("EXCHANGE_UNTRANSLATED", Severity.NOTE, table, untranslated)

    def framework(self) -> Framework:
        """Return the framework with what was added; share-alike as soon as anything was."""
        scales = tuple(
            replace(scale, levels=tuple(self.scales.get(scale.code, scale.levels))) for scale in self.base.scales
        )
        licence = EDITED_LICENCE if self.written and self.base.licence == LICENCE else self.base.licence
        extensions = {**self.base.extensions, "digcomp": self.own} if self.own else self.base.extensions
        return replace(
            self.base,
            licence=licence,
            items=tuple(self.items[item.code] for item in self.base.items),
            definitions=tuple(self.terms[self._source(entry.term)] for entry in self.base.definitions),
            scales=scales,
            extensions=extensions,
        )

    def _tell(self, code: str, severity: Severity, table: ReadTable, rows: list[int]) -> None:
        if rows:
            values = {"file": table.name or "the file", "count": len(rows), "language": self.language}
            found = Finding(code=code, severity=severity, path=f"/{table.name}", lines=tuple(rows), values=values)
            self.findings.append(found)

    def _source(self, localized: LocalizedText) -> str:
        wording = localized.get(self.base.language)
        return wording.text if wording else ""

    def _with(self, localized: LocalizedText, source: str, target: str) -> dict[str, Wording]:
        """Return a text with the translation, tied to the source that it was made from."""
        current = self._source(localized)
        made_from = current if " ".join(source.split()) == " ".join(current.split()) else source
        self.written += 1
        return {
            **localized,
            self.language: Wording(text=target.strip(), origin=TextOrigin.HUMAN, of=text_digest(made_from)),
        }

    def _place(self, location: str, source: str, target: str, labels: Mapping[str, str]) -> bool:
        """Put one translation where it belongs; tell whether there is such a place."""
        if self.language == self.base.language:
            return True
        if found := _ITEM.fullmatch(location):
            return self._put_item(found[1], "title" if found[2] == "label" else "statement", source, target)
        if found := _LEAF.fullmatch(location):
            return self._put_item(found[1], "statement", source, target)
        if found := _LEVEL.fullmatch(location):
            return self._put_level(int(found[1]), found[2], source, target)
        if found := _TERM.fullmatch(location):
            return self._put_term(labels.get(found[1], ""), found[2], source, target)
        return False

    def _put_item(self, code: str, part: str, source: str, target: str) -> bool:
        item = self.items.get(code)
        if item is None:
            return False
        changed: dict[str, Any] = {part: self._with(getattr(item, part), source, target)}
        self.items[code] = replace(item, **changed)
        return True

    def _put_term(self, term: str, part: str, source: str, target: str) -> bool:
        entry = self.terms.get(term)
        if entry is None:
            return False
        name = "term" if part == "label" else "text"
        changed: dict[str, Any] = {name: self._with(getattr(entry, name), source, target)}
        self.terms[term] = replace(entry, **changed)
        return True

    def _put_level(self, number: int, part: str, source: str, target: str) -> bool:
        levels, bands = self.scales.get("levels", []), self.scales.get("bands", [])
        place = next((index for index, level in enumerate(levels) if level.position == number), None)
        if place is None:
            return False
        own = self.own.get("levels", {}).get(levels[place].code, {}).get("band")
        band = next((index for index, level in enumerate(bands) if level.code == own), None)
        put: dict[str, Callable[[], None]] = {
            "eight_level_description": lambda: self._describe(levels, place, source, target),
        }
        if band is not None:
            put["four_level_name"] = lambda: self._name_level(levels, place, bands, band, source, target)
            put["four_level_description"] = lambda: self._describe(bands, band, source, target)
            put["applies_to"] = lambda: self._say_aim(str(own), target)
        if part not in put:
            return False
        put[part]()
        return True

    def _describe(self, levels: list[ProficiencyLevel], place: int, source: str, target: str) -> None:
        levels[place] = replace(levels[place], description=self._with(levels[place].description, source, target))

    def _name_level(
        self, levels: list[ProficiencyLevel], place: int, bands: list[ProficiencyLevel], band: int, *words: str
    ) -> None:
        source, target = words
        number = levels[place].position
        title = self._with(levels[place].title, f"{source} {number}", f"{target.strip()} {number}")
        levels[place] = replace(levels[place], title=title)
        bands[band] = replace(bands[band], title=self._with(bands[band].title, source, target))

    def _say_aim(self, band: str, target: str) -> None:
        bands = {**self.own.get("bands", {})}
        bands[band] = {**bands[band], "applies_to": {**bands[band]["applies_to"], self.language: target.strip()}}
        self.own = {**self.own, "bands": bands}
