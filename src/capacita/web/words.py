"""The words of every code in the house, through gettext: the one place where the site turns codes into language."""

import functools
import importlib
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext

from capacita.vocabulary import Finding, Message, Refusal, spell
from capacita.vocabulary.findings import show_value

_ROOMS = ("vocabulary", "framework", "consultation", "assessment", "planning", "toolkit", "web")


@functools.cache
def all_messages() -> dict[str, Message]:
    """Return the English words of every code."""
    words: dict[str, Message] = {}
    for room in _ROOMS:
        words.update(importlib.import_module(f"capacita.{room}.messages").MESSAGES)
    return words


def refusal_words(refusal: Refusal, translate: Callable[[str], str]) -> Message:
    """Return what a refusal says, in the language of the page."""
    words = all_messages()[refusal.code]
    values = {name: show_value(value) for name, value in refusal.values.items()}
    return Message(translate(words.message).format(**values), translate(words.hint).format(**values))


def spell_findings(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return findings in words, in the language of the page."""
    words = all_messages()
    return [spell(finding, words, gettext) for finding in findings]


def say(code: str, **values: Any) -> str:
    """Return the sentence of a code with its values, in the language of the page."""
    shown = {name: show_value(value) for name, value in values.items()}
    return gettext(all_messages()[code].message).format(**shown)
