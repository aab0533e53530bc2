"""The words of the facilitator's kit as data: the document ``capacita-kit-texts/1``, a file a language."""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import field
from typing import Final

from pydantic import TypeAdapter

from capacita.consultation.model import OutputKind, SessionMode
from capacita.vocabulary import Code, DocumentFormat, LanguageTag, Refusal, TextOrigin, document_part

_TOKEN: Final = re.compile(r"\{([a-z_]+)\}")


@document_part
class KitPart:
    """One part of the briefing; ``{tokens}`` stand for what the request says.

    Where ``modes`` or ``kinds`` name some, the part is for meetings of that mode and outputs of that kind alone.
    """

    code: Code
    title: str
    paragraphs: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ()
    modes: tuple[SessionMode, ...] = ()
    kinds: tuple[OutputKind, ...] = ()


@document_part
class KitTexts:
    """All parts of the briefing in one language, and ``words``: what pages and forms say around them, by code."""

    parts: tuple[KitPart, ...]
    language: LanguageTag = "en"
    origin: TextOrigin = TextOrigin.SOURCE
    words: Mapping[str, str] = field(default_factory=dict)

    def say(self, code: str, **values: object) -> str:
        """Return a word with its places filled in. Raises Refusal where the texts do not have it."""
        if code not in self.words:
            raise Refusal("KIT_WORD_MISSING", word=code, language=self.language)
        return _fill(self.words[code], {name: str(value) for name, value in values.items()})


KIT_TEXTS_FORMAT = DocumentFormat(name="capacita-kit-texts/1", adapter=TypeAdapter(KitTexts), upgrades={})
KIT_LANGUAGES: Final = ("en", "fr", "es", "ar", "ru", "zh")


def name_kit_texts(language: str) -> str:
    """Return the name of the file with our texts in a language, or in English where there are none."""
    name = language.split("-", maxsplit=1)[0].lower()
    return f"facilitator-kit/kit.{name}.json" if name in KIT_LANGUAGES[1:] else "facilitator-kit/kit.json"


def complete_words(texts: KitTexts, ours: KitTexts) -> KitTexts:
    """Return texts with the words that they lack taken from others."""
    return dataclasses.replace(texts, words={**ours.words, **texts.words})


def choose_parts(texts: KitTexts, mode: SessionMode, kind: OutputKind) -> KitTexts:
    """Return the texts with the parts that are meant for a mode and a kind of output."""
    parts = tuple(
        part
        for part in texts.parts
        if (not part.modes or mode in part.modes) and (not part.kinds or kind in part.kinds)
    )
    return dataclasses.replace(texts, parts=parts)


def fill_texts(texts: KitTexts, values: Mapping[str, str]) -> KitTexts:
    """Return the texts with every token filled in. Raises Refusal for a token that ``values`` does not hold."""
    parts = tuple(
        dataclasses.replace(
            part,
            title=_fill(part.title, values),
            paragraphs=tuple(_fill(text, values) for text in part.paragraphs),
            bullets=tuple(_fill(text, values) for text in part.bullets),
        )
        for part in texts.parts
    )
    return dataclasses.replace(texts, parts=parts)


def _fill(text: str, values: Mapping[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise Refusal("KIT_TOKEN_UNKNOWN", token=match[1], known=", ".join(sorted(values)))
        return values[match[1]]

    return _TOKEN.sub(value, text)
