"""Primary suppression by a least number of respondents, and the one group more that keeps it from being undone.

Where a single group of a division is left out, its figures follow from the total and the others; then the smallest of
the others is left out as well. This protects one table at a time. Tables that share a margin need an audit of their
own (Hundepool et al. 2012, Statistical Disclosure Control, chapter 4), which is not done here.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from capacita.vocabulary import Code, document_part

SMALLEST_GROUP: Final = 10


class Suppression(StrEnum):
    """Why a group gets no number."""

    TOO_FEW = "too_few"
    PROTECTS_OTHERS = "protects_others"


@document_part
class SuppressionNote:
    """A group without a number, and why. The count itself is not told."""

    dimension: Code
    value: str
    reason: Suppression
    smallest_group: int


def select_suppressed(counts: Mapping[str, int], smallest_group: int = SMALLEST_GROUP) -> dict[str, Suppression]:
    """Return the groups of one division that get no number, with the reason.

    ``counts`` are respondents by group. Groups without any respondent have nothing to hide and do not count.
    """
    present = {name: count for name, count in counts.items() if count > 0}
    suppressed = {name: Suppression.TOO_FEW for name, count in present.items() if count < smallest_group}
    if len(suppressed) == 1 and len(present) > 1:
        others = [name for name in present if name not in suppressed]
        suppressed[min(others, key=lambda name: present[name])] = Suppression.PROTECTS_OTHERS
    return suppressed


def list_suppression_notes(
    counts: Mapping[str, Mapping[str, int]], smallest_group: int = SMALLEST_GROUP
) -> list[SuppressionNote]:
    """Return a note for each group without a number; ``counts`` are respondents by dimension and group."""
    return [
        SuppressionNote(dimension=dimension, value=value, reason=reason, smallest_group=smallest_group)
        for dimension, groups in counts.items()
        for value, reason in select_suppressed(groups, smallest_group).items()
    ]
