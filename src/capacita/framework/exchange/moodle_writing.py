"""A framework as the CSV that Moodle imports as it stands, in one language; what had to be changed for it is listed."""

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from capacita.framework.exchange.file_words import file_words
from capacita.framework.exchange.languages import choose_language, count_machine_texts
from capacita.framework.exchange.licences import state_attribution
from capacita.framework.exchange.moodle_html import Description, write_description
from capacita.framework.exchange.moodle_names import Cells, IdNumbers, looks_empty
from capacita.framework.exchange.moodle_words import (
    COLUMNS,
    HTML,
    LONGEST,
    MOODLE,
    MOST_TAXONOMY_WORDS,
    NO_RULE,
    STAND_IN_SCALE,
    TAXONOMY,
)
from capacita.framework.exchange.repairs import Repair
from capacita.framework.model import AssociationKind, Framework, Item, LevelDescriptor, ProficiencyScale
from capacita.framework.reading import list_tree
from capacita.vocabulary import LocalizedText, plain_text, pointer

_RELATED: Final = frozenset({AssociationKind.IS_RELATED_TO, AssociationKind.IS_PEER_OF})


def write_moodle(framework: Framework, language: str | None = None) -> tuple[bytes, tuple[Repair, ...]]:
    """Return a framework as Moodle's CSV, and what was changed to fit.

    Raises Refusal where no text of the framework is in the language that was asked for.
    """
    writer = _Writer(framework, choose_language(framework, language))
    target = io.StringIO(newline="")
    rows = csv.writer(target, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    rows.writerows(writer.rows())
    return target.getvalue().encode("utf-8"), tuple(writer.cells.repairs)


class _Writer:
    """One framework on its way out."""

    def __init__(self, framework: Framework, language: str) -> None:
        self.framework, self.language = framework, language
        self.cells = Cells()
        self.tree = list_tree(framework)
        self.places = {item.id: place for place, item in enumerate(framework.items)}
        self.scales = {level.id: scale for scale in framework.scales for level in scale.levels}
        self.descriptors: dict[str, list[LevelDescriptor]] = {}
        for entry in framework.descriptors:
            self.descriptors.setdefault(entry.item, []).append(entry)
        self.needed = Counter(need.level for role in framework.roles for need in role.requirements)
        self.scale = self._main_scale()
        ids = IdNumbers(self.cells)
        # A row without an ID number would be passed over with all that is under it, so every item gets one.
        self.ids = {item.id: ids.give(self.path(item, "code"), item) for _, item in self.tree}
        self.parents = self._reached_parents()
        self.written_scales: dict[str, tuple[str, str]] = {}

    def path(self, item: Item, part: str) -> str:
        return pointer(("items", self.places[item.id], part))

    def text(self, localized: LocalizedText) -> str:
        return plain_text(localized, self.language, self.framework.language).strip()

    def rows(self) -> list[Sequence[str]]:
        related = self._related()
        return [self._framework_row(), *(self._row(item, related.get(item.id, [])) for _, item in self.tree)]

    def _framework_row(self) -> Sequence[str]:
        framework = self.framework
        name = self.text(framework.title) or framework.code
        short = self.cells.cut("/title", self.cells.clean("/title", name))
        # Moodle never updates: the version keeps two editions of a framework apart.
        number = self.cells.cut("/code", self.cells.clean("/code", f"{framework.code} {framework.version}".strip()))
        attribution = state_attribution(framework, self.language, with_notice=False)
        machine = count_machine_texts(framework, self.language)
        if machine:
            attribution += "\n" + file_words(self.language)["machine"].format(count=machine)
        said = write_description(
            Description(statement=self.text(framework.notice), notes=attribution), self.language, names_language=True
        )
        values, configuration = self._scale_cells(self.scale)
        return (
            "",
            number,
            short,
            said,
            HTML,
            values,
            configuration,
            "",
            "",
            "",
            "",
            framework.id,
            "1",
            self._taxonomy(),
        )

    def _row(self, item: Item, related: Sequence[str]) -> Sequence[str]:
        kept = item.extensions.get(MOODLE)
        kept = kept if isinstance(kept, Mapping) else {}
        parent = self.parents.get(item.id)
        scale = self._scale_of(item)
        own = self._scale_cells(scale) if scale is not self.scale and scale is not None else ("", "")
        rule = (_kept(kept, "rule_type"), _kept(kept, "rule_outcome"), _kept(kept, "rule_config") or NO_RULE)
        links = ",".join(self.ids[other].replace(",", "%2C") for other in related)
        said = self._description(item)
        number = _kept(kept, "exported_id") or item.id
        first = (self.ids[parent] if parent else "", self.ids[item.id], self._short_name(item), said, HTML)
        return (*first, *own, *rule, links, number, "", "")

    def _short_name(self, item: Item) -> str:
        path = self.path(item, "title")
        name = self.cells.clean(path, self.text(item.title))
        if looks_empty(name):
            stand_in = self.text(item.statement) or item.code or self.ids[item.id]
            before, name = name, self.cells.clean(path, stand_in)
            name = self.ids[item.id] if looks_empty(name) else name
            self.cells.mend(path, "short-name-added", before, name)
        return self.cells.cut(path, name)

    def _description(self, item: Item) -> str:
        entries = sorted(self.descriptors.get(item.id, ()), key=lambda entry: self._rung(entry.level))
        levels = [(self._level_name(entry.level), self.text(entry.text)) for entry in entries]
        return write_description(
            Description(statement=self.text(item.statement), notes=self.text(item.notes), levels=tuple(levels)),
            self.language,
        )

    def _rung(self, level: str) -> int:
        scale = self.scales.get(level)
        return next((entry.position for entry in scale.levels if entry.id == level), 0) if scale else 0

    def _level_name(self, level: str) -> str:
        scale = self.scales.get(level)
        if scale is None:
            return level
        names = self._scale_cells(scale)[0].split(",")
        ordered = sorted(scale.levels, key=lambda entry: entry.position)
        return next(name for entry, name in zip(ordered, names, strict=True) if entry.id == level)

    def _main_scale(self) -> ProficiencyScale | None:
        """Return the scale on which most is said of items, the first where nothing is."""
        said = Counter(
            self.scales[entry.level].id for entry in self.framework.descriptors if entry.level in self.scales
        )
        said.update(self.scales[level].id for level in self.needed if level in self.scales)
        return max(self.framework.scales, key=lambda scale: said[scale.id], default=None)

    def _scale_of(self, item: Item) -> ProficiencyScale | None:
        used = [self.scales[entry.level] for entry in self.descriptors.get(item.id, ()) if entry.level in self.scales]
        return self.scale if not used or self.scale in used else used[0]

    def _scale_cells(self, scale: ProficiencyScale | None) -> tuple[str, str]:
        """Return the values of a scale and how Moodle is to grade by them."""
        key = scale.id if scale else ""
        if key not in self.written_scales:
            self.written_scales[key] = self._make_scale_cells(scale)
        return self.written_scales[key]

    def _make_scale_cells(self, scale: ProficiencyScale | None) -> tuple[str, str]:
        if scale is None or not scale.levels:
            values = STAND_IN_SCALE.get(self.language.partition("-")[0], STAND_IN_SCALE["en"])
            self.cells.mend("/scales", "scale-added", None, list(values))
            return ",".join(values), _configure(2, 2)
        place = self.framework.scales.index(scale)
        ordered = sorted(scale.levels, key=lambda entry: entry.position)
        names = []
        for level in ordered:
            path = pointer(("scales", place, "levels", scale.levels.index(level), "title"))
            name = self.cells.clean(path, self.text(level.title) or level.code)
            if "," in name:
                before, name = name, name.replace(",", ";")
                self.cells.mend(path, "comma-replaced", before, name)
            names.append(name)
        # Enough is the lowest level that any role needs; where nobody said so, the second.
        wanted = [number for number, level in enumerate(ordered, start=1) if self.needed[level.id]]
        return ",".join(names), _configure(len(names), min([*wanted, len(names)]) if wanted else min(2, len(names)))

    def _taxonomy(self) -> str:
        """Return one word for each depth of the tree: that of the kind of most of its items."""
        counts: dict[int, Counter[str]] = {}
        for depth, item in self.tree:
            counts.setdefault(depth, Counter())[TAXONOMY[item.kind]] += 1
        words = [counts[depth].most_common(1)[0][0] for depth in sorted(counts)]
        return ",".join(words[:MOST_TAXONOMY_WORDS])

    def _reached_parents(self) -> dict[str, str]:
        """Return the parent of every item that stands under one; what runs in a circle is put at the top."""
        parents: dict[str, str] = {}
        seen: set[str] = set()
        for _, item in self.tree:
            if item.parent in seen:
                parents[item.id] = item.parent
            elif item.parent:
                self.cells.mend(self.path(item, "parent"), "put-at-the-top", item.parent, None)
            seen.add(item.id)
        return parents

    def _related(self) -> dict[str, list[str]]:
        related: dict[str, list[str]] = {}
        for link in self.framework.associations:
            if link.kind in _RELATED and link.destination in self.ids and link.origin != link.destination:
                found = related.setdefault(link.origin, [])
                if link.destination not in found:
                    found.append(link.destination)
        return related


def _configure(count: int, enough: int) -> str:
    """Return the scale configuration: from which value on somebody is proficient, which is also what is given first."""
    rungs: list[dict[str, Any]] = [{"scaleid": "0"}]  # the importer puts the number of the scale there
    rungs += [
        {"id": number, "scaledefault": int(number == enough), "proficient": int(number >= enough)}
        for number in range(1, count + 1)
    ]
    return json.dumps(rungs, separators=(",", ":"))


def _kept(kept: Mapping[str, Any], name: str) -> str:
    value = kept.get(name)
    return value if isinstance(value, str) and len(value) <= LONGEST * 100 else ""
