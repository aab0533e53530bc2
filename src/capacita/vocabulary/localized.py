"""LocalizedText: one meaning in several languages, each text saying where it came from.

A LocalizedText is a plain mapping from a BCP-47 tag to a Wording. An absent text is an absent key. Whether a
translation is stale is never stored: it is derived from the digest of the source text that it was made from.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from capacita.vocabulary.canonical import digest_of_bytes
from capacita.vocabulary.documents import document_part
from capacita.vocabulary.identifiers import Digest, LanguageTag

# Languages and scripts that run from right to left; a script in the tag decides over the language.
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"})
RIGHT_TO_LEFT_SCRIPTS = frozenset({"Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"})


class TextOrigin(StrEnum):
    """Who or what a wording comes from."""

    SOURCE = "source"  # the language in which the document was written
    HUMAN = "human"  # translated by a person
    MACHINE = "machine"  # translated by us or by a program, read by nobody yet
    REVIEWED = "reviewed"  # a translation that a named person has checked


@document_part
class Wording:
    """One text in one language. ``of`` is the digest of the source text that a translation was made from."""

    text: str
    origin: TextOrigin
    of: Digest | None = None


LocalizedText = Mapping[LanguageTag, Wording]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownText:
    """A text as it is shown: its language may differ from the one asked for."""

    text: str
    language: str
    direction: str
    origin: TextOrigin


def text_digest(text: str) -> str:
    """Return the digest that a translation of this text carries in ``of``."""
    return digest_of_bytes(text.encode("utf-8"))


def direction_of(language: str) -> str:
    """Return ``rtl`` or ``ltr`` for a language tag."""
    name, *subtags = language.split("-")
    if subtags and len(subtags[0]) == 4:
        return "rtl" if subtags[0] in RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if name in RIGHT_TO_LEFT else "ltr"


def written(text: str, language: str = "en") -> dict[str, Wording]:
    """Return a LocalizedText with one source wording."""
    return {language: Wording(text=text, origin=TextOrigin.SOURCE)}


def translated(text: str, source_text: str, origin: TextOrigin) -> Wording:
    """Return a translation of a source text, tied to it by digest."""
    return Wording(text=text, origin=origin, of=text_digest(source_text))


def show_text(localized: LocalizedText, *languages: str) -> ShownText | None:
    """Return the wording in the first of these languages that there is, else the source, else none at all.

    A tag also finds its shorter forms (``fr-CA`` finds ``fr``), and a bare language its variants (``pt`` finds
    ``pt-BR``), before the next language is tried.
    """
    for language in languages:
        tag = _find_tag(localized, language)
        if tag is not None:
            return _shown(localized[tag], tag)
    for tag, wording in localized.items():
        if wording.origin is TextOrigin.SOURCE:
            return _shown(wording, tag)
    for tag, wording in localized.items():
        return _shown(wording, tag)
    return None


def plain_text(localized: LocalizedText, *languages: str) -> str:
    """Return the text that ``show_text`` finds, or an empty string."""
    shown = show_text(localized, *languages)
    return shown.text if shown else ""


def stale_languages(localized: LocalizedText) -> list[str]:
    """Return the languages whose translation was made from a text that no source wording says any more."""
    sources = {text_digest(wording.text) for wording in localized.values() if wording.origin is TextOrigin.SOURCE}
    return [
        tag
        for tag, wording in localized.items()
        if wording.origin is not TextOrigin.SOURCE and wording.of is not None and wording.of not in sources
    ]


def _find_tag(localized: LocalizedText, language: str) -> str | None:
    asked = language
    while asked:
        if asked in localized:
            return asked
        asked = asked.rpartition("-")[0]
    if "-" in language:
        return None
    return next((tag for tag in localized if tag.startswith(language + "-")), None)


def _shown(wording: Wording, language: str) -> ShownText:
    return ShownText(text=wording.text, language=language, direction=direction_of(language), origin=wording.origin)
