"""How single statements are written: the verb, the length of sentences, the reading ease of each language."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from capacita.framework.lint.reading_ease import (
    LEAST_WORDS,
    NoReadingEase,
    estimate_reading_ease,
    split_sentences,
    split_words,
)
from capacita.framework.lint.verbs import find_leading_verb
from capacita.framework.model import Framework, ItemKind
from capacita.vocabulary import Finding, LocalizedText, Severity, pointer

LONG_SENTENCE: Final = 30  # words
LONG_UNPARTED: Final = 90  # characters, in scripts that part no words
HARD: Final = 30.0  # reading ease below which Flesch calls a text very difficult
_UNPARTED: Final = frozenset({"zh", "ja", "th", "lo", "km", "my"})
_WITH_VERB: Final = frozenset({ItemKind.COMPETENCY, ItemKind.STATEMENT, ItemKind.OUTCOME})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """A statement or a descriptor: where it stands and whether it should name one thing that somebody does."""

    path: str
    name: str
    text: LocalizedText
    severity: Severity | None  # of findings on its verb


def lint_statements(framework: Framework) -> list[Finding]:
    """Return what is worth a look in single statements and descriptors, then one finding on each language."""
    said = list(_list_said(framework))
    findings = [finding for entry in said for finding in _lint_said(entry)]
    languages = sorted({tag for entry in said for tag in entry.text})
    findings.extend(_lint_language(language, said) for language in languages)
    return findings


def _list_said(framework: Framework) -> Iterator[_Said]:
    names = {item.id: item.code or item.id for item in framework.items}
    for index, item in enumerate(framework.items):
        severity = Severity.WARNING if item.kind in _WITH_VERB else None
        if item.kind is ItemKind.COMPETENCY:
            severity = Severity.NOTE  # says what a competency is; may well name more than one thing
        if item.statement:
            path = pointer(("items", index, "statement"))
            yield _Said(path=path, name=names[item.id], text=item.statement, severity=severity)
    levels = {level.id: level.code for scale in framework.scales for level in scale.levels}
    for index, descriptor in enumerate(framework.descriptors):
        name = f"{names.get(descriptor.item, descriptor.item)} {levels.get(descriptor.level, '')}".strip()
        path = pointer(("descriptors", index, "text"))
        yield _Said(path=path, name=name, text=descriptor.text, severity=Severity.WARNING)


def _lint_said(said: _Said) -> Iterator[Finding]:
    for language, wording in said.text.items():
        path = f"{said.path}/{language}"
        if said.severity is not None and language.partition("-")[0] == "en":
            yield from _lint_verb(said, wording.text, path, said.severity)
        for sentence in split_sentences(wording.text):
            unparted = language.partition("-")[0] in _UNPARTED
            length = len(sentence) if unparted else len(split_words(sentence))
            limit = LONG_UNPARTED if unparted else LONG_SENTENCE
            if length > limit:
                unit = "characters" if unparted else "words"
                values = {"item": said.name, "length": length, "unit": unit, "limit": limit}
                yield _finding("LINT_SENTENCE_LONG", Severity.WARNING, path, **values)


def _lint_verb(said: _Said, text: str, path: str, severity: Severity) -> Iterator[Finding]:
    verb = find_leading_verb(text)
    if verb is None:
        return
    values = {"item": said.name, "verb": verb.written}
    if verb.observable is None:
        yield _finding("LINT_VERB_UNKNOWN", Severity.NOTE, path, **values)
    elif not verb.observable:
        yield _finding("LINT_VERB_NOT_OBSERVABLE", severity, path, **values)
    if verb.joined:
        verbs = (verb.written, *verb.joined)
        yield _finding("LINT_VERBS_JOINED", severity, path, item=said.name, count=len(verbs), verbs=verbs)


def _lint_language(language: str, said: list[_Said]) -> Finding:
    texts = [entry.text[language].text for entry in said if language in entry.text]
    ease = estimate_reading_ease(texts, language)
    if ease is NoReadingEase.NO_FORMULA:
        return _finding("LINT_READING_NO_FORMULA", Severity.NOTE, language=language)
    if isinstance(ease, NoReadingEase):
        return _finding("LINT_READING_TOO_SHORT", Severity.NOTE, language=language, least=LEAST_WORDS)
    values = {
        "language": language,
        "score": f"{ease.score:.0f}",
        "formula": ease.formula,
        "words": ease.words,
        "sentences": ease.sentences,
    }
    hard = ease.score < HARD
    code = "LINT_READING_HARD" if hard else "LINT_READING_EASE"
    return _finding(code, Severity.WARNING if hard else Severity.NOTE, **values)


def _finding(code: str, severity: Severity, path: str = "", /, **values: Any) -> Finding:
    return Finding(code=code, severity=severity, path=path, values=values)
