"""The words of every code in the house, through gettext: the one place where the site turns codes into language."""

import functools
import importlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import get_language, get_language_bidi, gettext

from capacita.vocabulary import Finding, Message, Refusal, spell

_ROOMS = ("vocabulary", "framework", "consultation", "assessment", "planning", "toolkit", "web")
_COMMAS = {"ar": "، ", "zh-hans": "，"}  # every other language of the site has the comma of English
_BETWEEN_WORDS = {"ar": "، ", "zh-hans": "、"}


@functools.cache
def all_messages() -> dict[str, Message]:
    """Return the English words of every code."""
    words: dict[str, Message] = {}
    for room in _ROOMS:
        words.update(importlib.import_module(f"capacita.{room}.messages").MESSAGES)
    return words


def comma() -> str:
    """Return what stands between two parts of a line, in the language of the page."""
    return _COMMAS.get(str(get_language()), ", ")


def join_words(pieces: Iterable[str]) -> str:
    """Return a list of words or names in one line, as the language of the page writes it."""
    return _BETWEEN_WORDS.get(str(get_language()), ", ").join(pieces)


def isolate(text: str) -> str:
    """Return a piece of a sentence, on a page from right to left so that a name in another direction keeps its order.

    Without it "2.2 Data" in an Arabic sentence reads "Data 2.2", and a point goes to the wrong end.
    """
    return f"\u2068{text}\u2069" if get_language_bidi() else text


def isolate_values(values: Mapping[str, Any]) -> dict[str, str]:
    """Return the values of a sentence as they are shown in it, every piece for itself."""
    return {name: join_words(isolate(str(piece)) for piece in _pieces(value)) for name, value in values.items()}


def _pieces(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list | tuple | set | frozenset) else (value,)


def refusal_words(refusal: Refusal, translate: Callable[[str], str]) -> Message:
    """Return what a refusal says, in the language of the page."""
    words = all_messages()[refusal.code]
    values = isolate_values(refusal.values)
    return Message(translate(words.message).format(**values), translate(words.hint).format(**values))


def refusal_sentence(refusal: Refusal) -> str:
    """Return what a refusal says and what to do about it, in one, in the language of the page."""
    words = refusal_words(refusal, gettext)
    return f"{words.message} {words.hint}"


def spell_findings(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return findings in words, in the language of the page."""
    words = all_messages()
    return [spell(replace(finding, values=isolate_values(finding.values)), words, gettext) for finding in findings]


def say(code: str, **values: Any) -> str:
    """Return the sentence of a code with its values, in the language of the page."""
    return gettext(all_messages()[code].message).format(**isolate_values(values))
