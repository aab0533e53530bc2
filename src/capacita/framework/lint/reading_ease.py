"""Reading ease by the formula of a language, where it has one, with syllables counted by rules.

English (Flesch 1948), French (Kandel and Moles 1958) and Spanish (Fernández Huerta 1959) have formulas of one family:
a constant, less a weight times words a sentence, less a weight times syllables a word. Arabic, Chinese, Russian and
the rest get none from us rather than one made for another language.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

LEAST_WORDS: Final = 100  # Flesch's sample; below it one long word moves the score
_WORDS: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE_ENDS: Final = re.compile(r"(?<=[.!?؟۔…])\s+|(?<=[。！？])")


class NoReadingEase(StrEnum):
    """Why a text has no score."""

    NO_FORMULA = "no-formula"
    TOO_SHORT = "too-short"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingEase:
    """The score of a text (about 0 very hard to 100 very easy; both can be passed) and what it was counted from."""

    formula: str
    score: float
    words: int
    sentences: int
    syllables: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Formula:
    name: str
    constant: float
    sentence_weight: float  # per word a sentence
    word_weight: float  # per syllable a word
    count: Callable[[str], int]


def estimate_reading_ease(texts: Iterable[str], language: str) -> ReadingEase | NoReadingEase:
    """Return the reading ease of texts taken together, or why there is none.

    Each text is at least one sentence of its own. Formula: constant - a * words/sentences - b * syllables/words with
    (206.835, 1.015, 84.6) in English, (207, 1.015, 73.6) in French, (206.84, 1.02, 60) in Spanish. Sources: Flesch
    (1948), Journal of Applied Psychology 32; Kandel and Moles (1958), Cahiers d'études de radio-télévision; Fernández
    Huerta (1959), Consigna, read as words a sentence (Law 2011). The last two were seen at second hand only.
    """
    formula = FORMULAS.get(language.partition("-")[0])
    if formula is None:
        return NoReadingEase.NO_FORMULA
    words = sentences = syllables = 0
    for text in texts:
        for sentence in split_sentences(text):
            found = split_words(sentence)
            words += len(found)
            sentences += bool(found)
            syllables += sum(formula.count(word) for word in found)
    if words < LEAST_WORDS:
        return NoReadingEase.TOO_SHORT
    score = formula.constant - formula.sentence_weight * words / sentences - formula.word_weight * syllables / words
    return ReadingEase(formula=formula.name, score=score, words=words, sentences=sentences, syllables=syllables)


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a text, by the marks that end them."""
    return [part.strip() for part in _SENTENCE_ENDS.split(text) if part.strip()]


def split_words(sentence: str) -> list[str]:
    """Return the words of a sentence in a script that parts words; numbers are left out."""
    return _WORDS.findall(sentence)


def count_syllables_english(word: str) -> int:
    """Return about how many syllables an English word has: groups of vowels, less silent endings, at least one."""
    if "-" in word:
        return sum(count_syllables_english(part) for part in word.split("-"))
    letters = re.sub(r"['’]s?$", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", letters))
    silent = sum(len(pattern.findall(letters)) for pattern in _SILENT)
    count = groups - silent + len(_PARTED.findall(letters))
    return max(1, count)


def count_syllables_french(word: str) -> int:
    """Return about how many syllables a French word has when spoken: groups of vowels, less a mute end, at least one."""
    if "-" in word or "'" in word or "’" in word:
        parts = re.split(r"['’-]", word)
        return max(1, sum(count_syllables_french(part) for part in parts if re.search(_FRENCH_VOWEL, part.lower())))
    letters = re.sub(r"(?<=[qg])u(?=[eéèêiîaoyâ])", "", word.lower())
    letters = re.sub(r"([éèêëïü])", r"\1|", re.sub(r"(?<=o)(?=o)|(?<=[^aeiouy]u)(?=[ao])|(?=ï)", "|", letters))
    count = len(re.findall(f"{_FRENCH_VOWEL}+", letters))
    if count > 1 and re.search(r"(?:[^aeiouyàâäéèêëîïôöùûüÿœæ]|\|)es?$", letters):
        count -= 1
    return max(1, count)


def count_syllables_spanish(word: str) -> int:
    """Return how many syllables a Spanish word has: a strong or an accented weak vowel each, weak ones join others."""
    if "-" in word:
        return sum(count_syllables_spanish(part) for part in word.split("-"))
    letters = re.sub(r"(?<=q)u|(?<=g)u(?=[eiéí])", "", word.lower())
    letters = re.sub(r"y(?![aeiouáéíóúü])", "i", letters)
    groups = re.findall(r"[aeiouáéíóúü]+", letters)
    return max(1, sum(max(1, len(re.findall(r"[aeoáéóíú]", group))) for group in groups))


# A final e and the endings es and ed, where English keeps them silent, and an e before a further ending.
_SILENT: Final = (
    re.compile(r"(?:[^aeiouyl]|[aeiouy]l)e$"),
    re.compile(r"(?:[^aeiouytdr]|[aeiouy]r)ed$"),
    re.compile(r"(?:(?<![cs])[^aeiouysxzcgl]|[aeiouy]l)es$"),
    re.compile(r"[^aeiouy]e(?=(?:ly|ments?|ful|fully|less|ness)$)"),
    re.compile(r"^some(?=t|w)"),
)
# Neighbouring vowels that are spoken apart.
_PARTED: Final = re.compile(
    r"(?<![tscgxnl])i[aou]|(?<=[nl])i[au]|iety|rien|lient|scien|crea(?!s|m)|idea|area|eum|eo(?!p|us)|[^aeiouqg]ua"
)
_FRENCH_VOWEL: Final = "[aeiouyàâäéèêëîïôöùûüÿœæ]"
FORMULAS: Final[Mapping[str, _Formula]] = {
    "en": _Formula(
        name="Flesch", constant=206.835, sentence_weight=1.015, word_weight=84.6, count=count_syllables_english
    ),
    "fr": _Formula(
        name="Kandel-Moles", constant=207.0, sentence_weight=1.015, word_weight=73.6, count=count_syllables_french
    ),
    "es": _Formula(
        name="Fernández Huerta", constant=206.84, sentence_weight=1.02, word_weight=60.0, count=count_syllables_spanish
    ),
}
