"""Protecting people in small groups: what gets no number, and why nobody can work it out.

For pages: ``protect_table`` and ``protect_division`` before any count of people is shown, ``find_release_conflicts``
before a table is shown anew. For estimates: ``select_suppressed``, the same rule with the reason for each group.
"""

from capacita.disclosure.small_groups import Suppression, select_suppressed
from capacita.disclosure.tables import (
    FLOOR,
    SENSITIVE_FLOOR,
    EntryInterval,
    ProtectedTable,
    ReleaseConflict,
    audit_table,
    find_release_conflicts,
    is_protected,
    protect_division,
    protect_table,
)

__all__ = [
    "FLOOR",
    "SENSITIVE_FLOOR",
    "EntryInterval",
    "ProtectedTable",
    "ReleaseConflict",
    "Suppression",
    "audit_table",
    "find_release_conflicts",
    "is_protected",
    "protect_division",
    "protect_table",
    "select_suppressed",
]
