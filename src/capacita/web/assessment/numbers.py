"""Numbers in sentences, as the page's language writes them, with Latin digits everywhere."""

from babel.numbers import format_decimal, format_percent
from django.utils.translation import get_language


def decimal(value: float, digits: int = 0) -> str:
    """Return a number with a fixed number of digits after the point."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    shown = format_decimal(value, format=pattern, locale=_locale(), numbering_system="latn")
    if not shown.strip("-−0.,\u200e\u061c"):
        return format_decimal(0, format=pattern, locale=_locale(), numbering_system="latn")  # never "-0.0"
    return shown


def percent(share: float, digits: int = 0) -> str:
    """Return a share of 1 as a percentage."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "") + "%"
    return format_percent(share, format=pattern, locale=_locale(), numbering_system="latn")


def _locale() -> str:
    language = (get_language() or "en").replace("-", "_")
    return "en_GB" if language == "en" else language
