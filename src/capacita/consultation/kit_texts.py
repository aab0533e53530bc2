"""The words of the facilitator's kit as data: the document ``capacita-kit-texts/1``."""

import re
from collections.abc import Mapping
from typing import Final

from pydantic import TypeAdapter

from capacita.vocabulary import Code, DocumentFormat, LanguageTag, Refusal, document_part

_TOKEN: Final = re.compile(r"\{([a-z_]+)\}")


@document_part
class KitPart:
    """One part of the briefing; ``{tokens}`` stand for what the request says."""

    code: Code
    title: str
    paragraphs: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ()


@document_part
class KitTexts:
    """All parts of the briefing in one language."""

    parts: tuple[KitPart, ...]
    language: LanguageTag = "en"


KIT_TEXTS_FORMAT = DocumentFormat(name="capacita-kit-texts/1", adapter=TypeAdapter(KitTexts), upgrades={})


def fill_texts(texts: KitTexts, values: Mapping[str, str]) -> KitTexts:
    """Return the texts with every token filled in. Raises Refusal for a token that ``values`` does not hold."""

    def fill(text: str) -> str:
        def value(match: re.Match[str]) -> str:
            if match[1] not in values:
                raise Refusal("KIT_TOKEN_UNKNOWN", token=match[1], known=", ".join(sorted(values)))
            return values[match[1]]

        return _TOKEN.sub(value, text)

    parts = tuple(
        KitPart(
            code=part.code,
            title=fill(part.title),
            paragraphs=tuple(fill(text) for text in part.paragraphs),
            bullets=tuple(fill(text) for text in part.bullets),
        )
        for part in texts.parts
    )
    return KitTexts(parts=parts, language=texts.language)
