"""Which principles a framework serves, by which of its items, what nobody has confirmed, and what it does not touch.

A tag counts only with a sentence that says how the item serves the principle. It counts as confirmed only when the
person who confirmed it is named and is not the one who wrote it. Where no author is named, as in what came from a file
or a base, the named person who confirms it is the only one who answers for it: that counts, since nobody could be
found whom they would have to differ from.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from capacita.framework.model import Framework, Item, PrincipleTag
from capacita.framework.principles import PRINCIPLES, Principle, PrincipleGroup
from capacita.vocabulary import Finding, Refusal, Severity


def _codes_of(*groups: PrincipleGroup) -> tuple[str, ...]:
    return tuple(code for code, principle in PRINCIPLES.items() if principle.group in groups)


# Sets of principles that are looked at together; a principle may stand in more than one.
LENSES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "roam-x": _codes_of(PrincipleGroup.ROAM, PrincipleGroup.ROAM_X),
        "sdg": _codes_of(PrincipleGroup.SDG),
        "gender": ("roam-x-gender", "sdg-5"),
        "aim": _codes_of(PrincipleGroup.AIM),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrincipleRow:
    """A principle, the items whose tag says in a sentence how they serve it, and those whose tag does not.

    ``confirmed`` are those of ``items`` for which another person than the author has agreed.
    """

    principle: Principle
    items: tuple[Item, ...]
    without_sentence: tuple[Item, ...]
    confirmed: tuple[Item, ...] = ()

    @property
    def is_gap(self) -> bool:
        """Tell whether no item serves the principle."""
        return not self.items


@dataclass(frozen=True, slots=True, kw_only=True)
class LensRow:
    """A set of principles: how many are served, how many of these by a confirmed tag, and which by no item."""

    name: str
    principles: int
    served: int
    confirmed: int
    items: int  # different items that serve any of them
    gaps: tuple[Principle, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrincipleCoverage:
    """One row for every principle of the table, in its order."""

    rows: tuple[PrincipleRow, ...]

    @property
    def gaps(self) -> tuple[Principle, ...]:
        """The principles that no item serves."""
        return tuple(row.principle for row in self.rows if row.is_gap)

    @property
    def lenses(self) -> tuple[LensRow, ...]:
        """The rows gathered by ROAM-X, the Sustainable Development Goals, gender and the four aims."""
        by_code = {row.principle.code: row for row in self.rows}
        return tuple(_gather(name, [by_code[code] for code in codes]) for name, codes in LENSES.items())

    def as_json(self) -> dict[str, Any]:
        """Return the public shape of the coverage."""
        return {
            "lenses": [
                {
                    "lens": lens.name,
                    "principles": lens.principles,
                    "served": lens.served,
                    "confirmed": lens.confirmed,
                    "items": lens.items,
                    "gaps": [principle.code for principle in lens.gaps],
                }
                for lens in self.lenses
            ],
            "principles": [
                {
                    "principle": row.principle.code,
                    "group": row.principle.group.value,
                    "title": row.principle.title,
                    "items": _names(row.items),
                    "confirmed": _names(row.confirmed),
                    "without_sentence": _names(row.without_sentence),
                }
                for row in self.rows
            ],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PrincipleMinimum:
    """What a steward asks of a release: that each of these principles is served by so many items."""

    principles: tuple[str, ...]
    items: int = 1
    confirmed: bool = False  # whether only confirmed tags count


def compute_principle_coverage(framework: Framework) -> PrincipleCoverage:
    """Return, for every principle, the items that serve it; a tag without a sentence does not count."""
    served: dict[str, dict[str, Item]] = {code: {} for code in PRINCIPLES}
    bare: dict[str, dict[str, Item]] = {code: {} for code in PRINCIPLES}
    confirmed: dict[str, dict[str, Item]] = {code: {} for code in PRINCIPLES}
    for item in framework.items:
        for tag in item.principles:
            if tag.principle not in PRINCIPLES:
                continue
            (served if says_how(tag) else bare)[tag.principle].setdefault(item.id, item)
            if is_confirmed(tag):
                confirmed[tag.principle].setdefault(item.id, item)
    return PrincipleCoverage(
        rows=tuple(
            PrincipleRow(
                principle=principle,
                items=tuple(served[code].values()),
                without_sentence=tuple(item for key, item in bare[code].items() if key not in served[code]),
                confirmed=tuple(confirmed[code].values()),
            )
            for code, principle in PRINCIPLES.items()
        )
    )


def says_how(tag: PrincipleTag) -> bool:
    """Tell whether a tag says in a sentence, in any language, how its item serves the principle."""
    return any(wording.text.strip() for wording in tag.because.values())


def is_confirmed(tag: PrincipleTag) -> bool:
    """Tell whether a tag has a sentence and a named person, other than its author where one is named, stands behind it."""
    author, second = _same_name(tag.written_by), _same_name(tag.confirmed_by)
    return says_how(tag) and bool(second) and author != second


def list_principle_codes(name: str) -> tuple[str, ...]:
    """Return the principles of a lens, or the one principle of this code. Raises Refusal where there is neither."""
    if name in LENSES:
        return LENSES[name]
    if name in PRINCIPLES:
        return (name,)
    raise Refusal("FRAMEWORK_PRINCIPLE_UNKNOWN", principle=name)


def list_minimum_findings(coverage: PrincipleCoverage, minimum: PrincipleMinimum) -> list[Finding]:
    """Return an error for every principle that fewer items serve than the steward asks for."""
    rows = {row.principle.code: row for row in coverage.rows}
    findings = []
    for code in minimum.principles:
        if code not in rows:
            findings.append(_error("FRAMEWORK_PRINCIPLE_UNKNOWN", principle=code))
            continue
        found = len(rows[code].confirmed if minimum.confirmed else rows[code].items)
        if found < minimum.items:
            topic = "RELEASE_PRINCIPLE_UNCONFIRMED" if minimum.confirmed else "RELEASE_PRINCIPLE_TOO_FEW"
            title = rows[code].principle.title
            findings.append(_error(topic, principle=code, title=title, found=found, wanted=minimum.items))
    return findings


def _gather(name: str, rows: list[PrincipleRow]) -> LensRow:
    return LensRow(
        name=name,
        principles=len(rows),
        served=sum(1 for row in rows if row.items),
        confirmed=sum(1 for row in rows if row.confirmed),
        items=len({item.id for row in rows for item in row.items}),
        gaps=tuple(row.principle for row in rows if row.is_gap),
    )


def _names(items: tuple[Item, ...]) -> list[dict[str, str]]:
    return [{"id": item.id, "code": item.code} for item in items]


def _same_name(name: str) -> str:
    """Return a name as it is compared, so that one person does not become two by a capital or a space."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _error(code: str, **values: Any) -> Finding:
    return Finding(code=code, severity=Severity.ERROR, path="/items", values=values)
