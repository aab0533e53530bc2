"""Protecting people in small groups: which groups get no number, and the note that says so."""

from capacita.disclosure.small_groups import (
    SMALLEST_GROUP,
    Suppression,
    SuppressionNote,
    list_suppression_notes,
    select_suppressed,
)

__all__ = ["SMALLEST_GROUP", "Suppression", "SuppressionNote", "list_suppression_notes", "select_suppressed"]
