"""DigComp 3.0 back out: the JSON-LD of the data supplement, in one language, with licence and attribution beside it."""

import json
from collections.abc import Iterator
from typing import Any, Final

from capacita.framework.exchange.digcomp import LICENCE_ADDRESSES, TYPES
from capacita.framework.model import (
    Association,
    AssociationKind,
    Framework,
    Item,
    ItemKind,
    ProficiencyLevel,
    ProficiencyScale,
)
from capacita.vocabulary import Refusal, plain_text

_TYPE_OF_KIND: Final = {
    ItemKind.DOMAIN: "CompetenceArea",
    ItemKind.COMPETENCY: "Competence",
    ItemKind.STATEMENT: "CompetenceStatement",
    ItemKind.OUTCOME: "LearningOutcome",
}
_ORDER: Final = tuple(_TYPE_OF_KIND.values())
_TERMS: Final = "http://purl.org/dc/terms/"


def write_digcomp(framework: Framework, language: str | None = None) -> bytes:
    """Return a framework of DigComp's shape as the JSON-LD of its data supplement, in one language.

    Raises Refusal for a framework without the four bands and eight levels that the shape is made of.
    """
    writer = _Writer(framework, language or framework.language)
    document = {
        "@context": {**{kind: kind for kind in TYPES}, "license": _TERMS + "license", "rights": _TERMS + "rights"},
        "license": LICENCE_ADDRESSES.get(framework.licence, framework.licence),
        "rights": writer.text(framework.notice),
        "@graph": list(writer.nodes()),
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


class _Writer:
    """One framework on its way out, in one language."""

    def __init__(self, framework: Framework, language: str) -> None:
        self.framework = framework
        self.language = language
        self.bands = self._scale("bands")
        self.levels = self._scale("levels")
        self.by_id = {item.id: item for item in framework.items}
        band_ids = {level.id: level for level in self.bands.levels}
        self.band_of: dict[str, ProficiencyLevel] = {}
        for link in framework.associations:
            if _is_level_link(link) and link.destination in band_ids:
                self.band_of.setdefault(link.origin, band_ids[link.destination])
        own = framework.extensions.get("digcomp")
        self.own: dict[str, Any] = dict(own) if isinstance(own, dict) else {}

    def text(self, localized: Any) -> str:
        return plain_text(localized, self.language)

    def nodes(self) -> Iterator[dict[str, Any]]:
        items = [item for item in self.framework.items if item.kind in _TYPE_OF_KIND]
        for kind in _ORDER[:2]:
            yield from (self._item(item) for item in items if _TYPE_OF_KIND[item.kind] == kind)
        yield from (self._level(level) for level in self.levels.levels)
        for kind in _ORDER[2:]:
            yield from (self._item(item) for item in items if _TYPE_OF_KIND[item.kind] == kind)
        for entry in self.framework.definitions:
            name = plain_text(entry.term, self.language)
            yield {"@type": "Glossary", "@id": f"Glossary/{name}", "explanation": self.text(entry.text)}

    def _scale(self, code: str) -> ProficiencyScale:
        for scale in self.framework.scales:
            if scale.code == code:
                return scale
        raise Refusal("EXCHANGE_NO_DIGCOMP_SHAPE", framework=self.framework.code, scale=code)

    def _level(self, level: ProficiencyLevel) -> dict[str, Any]:
        own = self.own.get("levels", {}).get(level.code, {})
        band = next((entry for entry in self.bands.levels if entry.code == own.get("band")), None)
        aims = self.own.get("bands", {}).get(own.get("band"), {}).get("applies_to", {})
        return {
            "@type": "ProficiencyLevel",
            "@id": f"ProficiencyLevel/{own.get('name', level.code)}",
            "four_levels_name": self.text(band.title) if band else "",
            "eight_levels_mapping": level.position,
            "six_levels_mapping": own.get("six_levels_mapping", ""),
            "four_levels_description": self.text(band.description) if band else "",
            "eight_levels_description": self.text(level.description),
            "applies_to": aims.get(self.language) or aims.get(self.framework.language, ""),
        }

    def _item(self, item: Item) -> dict[str, Any]:
        kind = _TYPE_OF_KIND[item.kind]
        node: dict[str, Any] = {"@type": kind, "@id": f"{kind}/{item.code}"}
        if item.title:
            node["name"] = self.text(item.title)
        node["description"] = self.text(item.statement)
        own = item.extensions.get("digcomp")
        extra: dict[str, Any] = dict(own) if isinstance(own, dict) else {}
        if "type" in extra:
            node["type"] = extra.pop("type")
        node.update(extra)
        above = self.by_id.get(item.parent or "")
        if item.kind in (ItemKind.STATEMENT, ItemKind.OUTCOME):
            area = self.by_id.get(above.parent or "") if above else None
            if area:
                node["competence_area_id"] = f"CompetenceArea/{area.code}"
            if above:
                node["competence_id"] = f"Competence/{above.code}"
            band = self.band_of.get(item.id)
            if band:
                node["four_levels_proficiency_name"] = f"ProficiencyLevel/{plain_text(band.title, 'en')}"
        elif above:
            node["competence_area_id"] = f"CompetenceArea/{above.code}"
        return node


def _is_level_link(link: Association) -> bool:
    return link.kind is AssociationKind.HAS_SKILL_LEVEL
