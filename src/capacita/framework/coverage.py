"""Which principles a framework serves, by which of its items, and which it does not touch."""

from dataclasses import dataclass

from capacita.framework.model import Framework, Item
from capacita.framework.principles import PRINCIPLES, Principle


@dataclass(frozen=True, slots=True, kw_only=True)
class PrincipleRow:
    """A principle, the items whose tag says in a sentence how they serve it, and those whose tag does not."""

    principle: Principle
    items: tuple[Item, ...]
    without_sentence: tuple[Item, ...]

    @property
    def is_gap(self) -> bool:
        """Tell whether no item serves the principle."""
        return not self.items


@dataclass(frozen=True, slots=True, kw_only=True)
class PrincipleCoverage:
    """One row for every principle of the table, in its order."""

    rows: tuple[PrincipleRow, ...]

    @property
    def gaps(self) -> tuple[Principle, ...]:
        """The principles that no item serves."""
        return tuple(row.principle for row in self.rows if row.is_gap)


def compute_principle_coverage(framework: Framework) -> PrincipleCoverage:
    """Return, for every principle, the items that serve it; a tag without a sentence does not count."""
    served: dict[str, dict[str, Item]] = {code: {} for code in PRINCIPLES}
    bare: dict[str, dict[str, Item]] = {code: {} for code in PRINCIPLES}
    for item in framework.items:
        for tag in item.principles:
            says_how = any(wording.text.strip() for wording in tag.because.values())
            if tag.principle in PRINCIPLES:
                (served if says_how else bare)[tag.principle].setdefault(item.id, item)
    return PrincipleCoverage(
        rows=tuple(
            PrincipleRow(
                principle=principle,
                items=tuple(served[code].values()),
                without_sentence=tuple(item for key, item in bare[code].items() if key not in served[code]),
            )
            for code, principle in PRINCIPLES.items()
        )
    )
