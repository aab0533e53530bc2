"""What contributions are about: themes suggested with their excerpts, themes that people selected, copies, quality.

Importing this is light. ``matching``, ``suggesting`` and ``judging`` compute with scipy or numpy and are imported from
where they stand.
"""

from capacita.consultation.themes.copies import CopyGroup, find_copies
from capacita.consultation.themes.model import (
    CODEBOOK_FORMAT,
    AssignedBy,
    Assignment,
    Codebook,
    Excerpt,
    Theme,
    ThemeStatus,
    follow_merges,
    list_standing,
)

__all__ = [
    "CODEBOOK_FORMAT",
    "AssignedBy",
    "Assignment",
    "Codebook",
    "CopyGroup",
    "Excerpt",
    "Theme",
    "ThemeStatus",
    "find_copies",
    "follow_merges",
    "list_standing",
]
