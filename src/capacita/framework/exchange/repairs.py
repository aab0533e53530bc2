"""What a lenient reader or a strict writer put right, line by line: the report of a conversion."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """One thing that was read or written otherwise than it stood: where, by which rule, from what to what."""

    path: str
    rule: str
    before: Any
    after: Any

    def as_json(self) -> dict[str, Any]:
        """Return the public shape: ``{"path", "rule", "before", "after"}``."""
        return {"path": self.path, "rule": self.rule, "before": self.before, "after": self.after}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversionReport:
    """Every repair of a conversion: those of reading first, then those of writing."""

    repairs: tuple[Repair, ...] = ()

    def as_json(self) -> list[dict[str, Any]]:
        """Return the public shape, as ``--report`` writes it: ``[{"path", "rule", "before", "after"}]``."""
        return [repair.as_json() for repair in self.repairs]

    def count_rules(self) -> dict[str, int]:
        """Return how often each rule was applied, in the order of their first use."""
        return count_rules(self.repairs)


def count_rules(repairs: Iterable[Repair]) -> dict[str, int]:
    """Return how often each rule was applied, in the order of their first use."""
    counts: dict[str, int] = {}
    for repair in repairs:
        counts[repair.rule] = counts.get(repair.rule, 0) + 1
    return counts
