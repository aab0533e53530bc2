"""The interface language as texts are tagged: where Django's name of a language and our tag differ, the tag."""

from django.utils.translation import get_language

TAGS = {"zh-hans": "zh"}  # Django's name of the language, and the tag of texts


def text_language() -> str:
    """Return the tag of the texts that belong to the page: ``zh`` on a page whose interface is ``zh-hans``."""
    current = get_language() or "en"
    return TAGS.get(current, current)
