"""Findings: what is wrong or worth knowing in somebody's content, many at once, each with its place.

A room raises nothing for bad content. It returns findings that carry a code and values; the words are in the
room's ``messages.py`` and are put together here, for a terminal as they are and for a page through gettext.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How much a finding weighs: an error stops, a warning asks for a look, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One observation. ``path`` is a JSON pointer (empty for the whole), ``lines`` are 1-based lines of a text."""

    code: str
    severity: Severity
    path: str = ""
    lines: tuple[int, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Message:
    """The English words of a code: what is wrong, and what to do about it; both are str.format templates."""

    message: str
    hint: str


Messages = Mapping[str, Message]


def no_translation(text: str) -> str:
    """Return the text as it is: the translator of the terminal."""
    return text


def spell(finding: Finding, messages: Messages, translate: Callable[[str], str] = no_translation) -> dict[str, Any]:
    """Return the public shape of a finding, in words. Raises KeyError for a code that no messages hold."""
    words = messages[finding.code]
    values = {name: show_value(value) for name, value in finding.values.items()}
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "path": finding.path,
        "lines": list(finding.lines),
        "message": translate(words.message).format(**values),
        "hint": translate(words.hint).format(**values),
    }


def show_value(value: Any) -> str:
    """Return a value as a finding shows it: lists with commas, everything else as text."""
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(str(entry) for entry in value)
    return str(value)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Tell whether any finding is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)
