"""Days in words, as each language writes them: the same in pages, kits and toolkits."""

from datetime import date

from babel.dates import format_date


def locale_of(language: str) -> str:
    """Return what Babel calls a language; English is written in its British forms."""
    return "en_GB" if language.lower() == "en" else language.replace("-", "_")


def spell_day(day: date, language: str) -> str:
    """Return a day with its month in words: 8 November 2026."""
    return str(format_date(day, format="long", locale=locale_of(language)))
