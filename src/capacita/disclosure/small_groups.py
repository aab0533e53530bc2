"""Which groups of a division get no estimate, with the reason: the rule of ``protect_division`` on their respondents.

A mean of a group follows from that of all and those of the others as a count does, so that one rule serves both: what
is left out is decided there alone. Here is only said why, which a table of counts never tells: an estimate that is
missing without a reason would be taken for a fault of the survey. This protects one division at a time. Divisions that
share a margin need an audit of their own (Hundepool et al. 2012, Statistical Disclosure Control, chapter 4), which is
not done here.
"""

from collections.abc import Mapping
from enum import StrEnum

from capacita.disclosure.tables import SENSITIVE_FLOOR, protect_division


class Suppression(StrEnum):
    """Why a group gets no number."""

    TOO_FEW = "too_few"
    PROTECTS_OTHERS = "protects_others"


def select_suppressed(counts: Mapping[str, int], smallest_group: int = SENSITIVE_FLOOR) -> dict[str, Suppression]:
    """Return the groups of one division that get no number, with the reason.

    ``counts`` are respondents by group. Groups without any respondent have nothing to hide and do not count; a least
    number below 2 asks for no protection.
    """
    present = {name: count for name, count in counts.items() if count > 0}
    if not present or smallest_group < 2:
        return {}
    table = protect_division(present, tuple(present), smallest_group)
    return {
        name: Suppression.TOO_FEW if present[name] < smallest_group else Suppression.PROTECTS_OTHERS
        for name, shown in zip(table.columns, table.cells[0], strict=True)
        if shown is None
    }
