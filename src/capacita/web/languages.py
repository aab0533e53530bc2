"""The interface language as texts are tagged: where Django's name of a language and our tag differ, the tag."""

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language

TAGS = {"zh-hans": "zh"}  # Django's name of the language, and the tag of texts


def text_language() -> str:
    """Return the tag of the texts that belong to the page: ``zh`` on a page whose interface is ``zh-hans``."""
    current = get_language() or "en"
    return TAGS.get(current, current)


def language_words(tag: str) -> str:
    """Return the name of a language in the language of the page, or its tag where it has none there."""
    try:
        return Locale.parse(tag, sep="-").get_display_name(text_language()) or tag
    except (UnknownLocaleError, ValueError):
        return tag


def language_name(tag: str) -> str:
    """Return a language in its own words, or its tag where those are not known."""
    try:
        name = Locale.parse(tag, sep="-").display_name
    except (UnknownLocaleError, ValueError):
        return tag
    return name[:1].upper() + name[1:] if name else tag


def interface_of(tag: str) -> str:
    """Return Django's name of the interface language in which somebody reads texts of this tag."""
    return next((name for name, known in TAGS.items() if known == tag), tag)
