"""The quality of statements: what is allowed but worth a second look, as warnings and notes that stop nothing."""

from collections.abc import Mapping, Sequence

from capacita.framework.lint.glossary import lint_glossary
from capacita.framework.lint.reading_ease import NoReadingEase, ReadingEase, estimate_reading_ease
from capacita.framework.lint.statements import lint_statements
from capacita.framework.lint.structure import lint_duplicates, lint_levels, lint_orphans
from capacita.framework.lint.verbs import LeadingVerb, find_leading_verb
from capacita.framework.model import Framework
from capacita.vocabulary import Finding

__all__ = [
    "LeadingVerb",
    "NoReadingEase",
    "ReadingEase",
    "estimate_reading_ease",
    "find_leading_verb",
    "lint_framework",
]


def lint_framework(framework: Framework, *, avoided: Mapping[str, Sequence[str]] | None = None) -> list[Finding]:
    """Return everything about a framework's statements that is worth a second look; none of it is an error.

    ``avoided`` maps a defined term to words that it should replace; where it is not given, the framework's own list
    (``extensions`` / ``lint`` / ``avoid``) is used.
    """
    return [
        *lint_statements(framework),
        *lint_levels(framework),
        *lint_duplicates(framework),
        *lint_orphans(framework),
        *lint_glossary(framework, avoided),
    ]
