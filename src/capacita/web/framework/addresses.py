"""Addresses of a framework's pages: the language and the version that a reader chose go along from page to page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from capacita.framework.model import Framework, Item
from capacita.web.languages import text_language

# What the pages of a framework are called: an item with such a code is reached by its identifier.
TAKEN = frozenset(
    {
        "versions",
        "compare",
        "search",
        "release",
        "framework.json",
        "release.json",
        "offline.html",
        "downloads",
        "files",
    }
)
LONGEST_QUERY = 200  # letters


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderChoice:
    """What a reader asked for by ``?text=`` and ``?version=``; empty where they did not."""

    text: str = ""
    version: str = ""

    @property
    def language(self) -> str:
        """The language that texts are wanted in: the chosen one, else the page's."""
        return self.text or text_language()

    @property
    def query(self) -> str:
        """The query string that carries the choice on, with its question mark; empty where nothing was chosen."""
        return self.with_values()

    def with_values(self, **values: str) -> str:
        """Return the query string of the choice with other values; an empty one takes its part out."""
        wanted = {"text": self.text, "version": self.version, **values}
        told = {name: value for name, value in wanted.items() if value}
        return f"?{urlencode(told)}" if told else ""


NOTHING_CHOSEN = ReaderChoice()


def query_of(request: HttpRequest) -> str:
    """Return what a reader looks for, cut to a length that is searched in no time."""
    return request.GET.get("q", "").strip()[:LONGEST_QUERY]


def choice_of(request: HttpRequest) -> ReaderChoice:
    """Return what the reader of a page asked for."""
    return ReaderChoice(text=request.GET.get("text", "")[:35], version=request.GET.get("version", "")[:40])


def item_keys(framework: Framework) -> Mapping[str, str]:
    """Return by identifier what each item is called in addresses: its code, or its identifier where that is not enough.

    Of items that share a code the first has it.
    """
    keys: dict[str, str] = {}
    given: set[str] = set()
    for item in framework.items:
        is_free = item.code and item.code not in given and "/" not in item.code and item.code not in TAKEN
        keys[item.id] = item.code if is_free else item.id
        given.add(item.code)
    return keys


def find_by_key(framework: Framework, key: str) -> Item | None:
    """Return the item that is called so in addresses."""
    named = next((item for item in framework.items if item.code == key), None)
    return named or next((item for item in framework.items if item.id == key), None)


def item_address(code: str, key: str, choice: ReaderChoice) -> str:
    """Return the address of an item's page."""
    return reverse("framework-item", args=[code, key]) + choice.query
