"""Excerpts, the themes that people select, and who said that an excerpt belongs to a theme.

What a program suggests and what a person decided are never the same thing here: an assignment says who made it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pydantic import TypeAdapter

from capacita.vocabulary import (
    Code,
    DocumentFormat,
    Identifier,
    LanguageTag,
    LocalizedText,
    Refusal,
    document_part,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A piece of what somebody contributed. ``author`` tells people apart and names nobody; ``group`` parts questions
    (or sides of a question) that are not to be mixed."""

    id: str
    text: str
    author: str = ""
    group: str = ""


class ThemeStatus(StrEnum):
    """Whether a theme is in use."""

    IN_USE = "in-use"
    MERGED = "merged"  # its excerpts count for another theme now
    RETIRED = "retired"


@document_part
class Theme:
    """A theme as people selected and worded it. ``into`` is the theme that took its place."""

    id: Identifier
    code: Code
    title: LocalizedText
    description: LocalizedText
    status: ThemeStatus = ThemeStatus.IN_USE
    into: Identifier | None = None


@document_part
class Codebook:
    """The themes of one programme in one version; a later version is another document that names this one."""

    id: Identifier
    version: int
    language: LanguageTag
    themes: tuple[Theme, ...] = ()
    follows: str = ""  # the digest of the version before


CODEBOOK_FORMAT = DocumentFormat(name="capacita-codebook/1", adapter=TypeAdapter(Codebook), upgrades={})


class AssignedBy(StrEnum):
    """Whether a program suggested or a person decided."""

    PROGRAM = "program"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Somebody's word that an excerpt belongs to a theme, or that it does not (``holds`` False)."""

    excerpt: str
    theme: str
    coder: str
    by: AssignedBy
    at: datetime
    holds: bool = True


def list_standing(assignments: Iterable[Assignment]) -> tuple[Assignment, ...]:
    """Return of each coder, excerpt and theme the newest word, where it says that the excerpt belongs there."""
    newest: dict[tuple[str, str, str], Assignment] = {}
    for entry in sorted(assignments, key=lambda entry: entry.at):
        newest[entry.coder, entry.excerpt, entry.theme] = entry
    return tuple(entry for entry in newest.values() if entry.holds)


def follow_merges(codebook: Codebook) -> dict[str, str]:
    """Return for every theme the one that it counts for now: itself, or the last of those that it was merged into.

    Raises Refusal where merges run in a circle or lead nowhere.
    """
    by_id = {theme.id: theme for theme in codebook.themes}
    found: dict[str, str] = {}
    for theme in codebook.themes:
        seen, last = {theme.id}, theme
        while last.status is ThemeStatus.MERGED:
            if last.into not in by_id or last.into in seen:
                raise Refusal("THEME_MERGED_INTO_NOTHING", theme=theme.code)
            last = by_id[last.into]
            seen.add(last.id)
        found[theme.id] = last.id
    return found
