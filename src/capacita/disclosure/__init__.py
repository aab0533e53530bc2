"""Protecting people in small groups: what gets no number, why nobody can work it out, and the note that says so.

For pages: ``protect_table`` and ``protect_division`` before any count of people is shown, ``find_release_conflicts``
before a table is shown anew.
"""

from capacita.disclosure.small_groups import (
    SMALLEST_GROUP,
    Suppression,
    SuppressionNote,
    list_suppression_notes,
    select_suppressed,
)
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
    "SMALLEST_GROUP",
    "EntryInterval",
    "ProtectedTable",
    "ReleaseConflict",
    "Suppression",
    "SuppressionNote",
    "audit_table",
    "find_release_conflicts",
    "is_protected",
    "list_suppression_notes",
    "protect_division",
    "protect_table",
    "select_suppressed",
]
