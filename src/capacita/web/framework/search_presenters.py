"""What was found in a framework, as its page shows it: texts with the words marked, and help where there is nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse

from capacita.framework.model import Framework, Item
from capacita.framework.searching import SearchHit, count_by_language, search_framework
from capacita.text import MarkedPiece, list_search_words, mark_words, rank_matches
from capacita.vocabulary import ShownText, plain_text, show_text
from capacita.web.framework.addresses import ReaderChoice, item_address, item_keys
from capacita.web.framework.cards import ItemCard
from capacita.web.framework.looks import Looks
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.version_presenters import languages_of
from capacita.web.languages import language_name

A_PAGE = 25
NEAR = 3  # titles offered where nothing was found
LEAST_ALIKE = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedText:
    """A text in pieces, those that were looked for marked; ``shown`` says its language and direction."""

    shown: ShownText
    pieces: tuple[MarkedPiece, ...]
    label: ShownText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundItem:
    """An item that was found."""

    href: str
    look: str
    code: tuple[MarkedPiece, ...]
    above: ShownText | None
    title: MarkedText | None
    texts: tuple[MarkedText, ...]


def present_search(
    version: FrameworkVersion, framework: Framework, query: str, choice: ReaderChoice, page: str
) -> dict[str, Any]:
    """Return what a query finds in a framework, a page of it, and where else to look when that is nothing."""
    hits = search_framework(framework, query, choice.language)
    words = list_search_words(query)
    found = Paginator(hits, A_PAGE).get_page(page)
    keys, looks = item_keys(framework), Looks(framework)
    elsewhere = count_by_language(framework, query, languages_of(framework)) if words and not hits else {}
    address = reverse("framework-search", args=[version.code])
    return {
        "query": query,
        "total": len(hits),
        "found": found,
        "items": [_present_hit(version.code, looks, hit, words, choice, keys[hit.item.id]) for hit in found],
        "elsewhere": [
            {
                "language": tag,
                "name": language_name(tag),
                "count": count,
                "href": address + choice.with_values(text=tag, q=query),
            }
            for tag, count in elsewhere.items()
        ],
        "near": _list_near(version.code, framework, query, choice) if words and not hits else (),
        "paging": choice.with_values(q=query).removeprefix("?") + "&",
    }


def _present_hit(
    code: str, looks: Looks, hit: SearchHit, words: tuple[str, ...], choice: ReaderChoice, key: str
) -> FoundItem:
    above = looks.items.get(hit.item.parent or "")

    def mark(text: ShownText | None, label: ShownText | None = None) -> MarkedText | None:
        return MarkedText(shown=text, pieces=mark_words(text.text, words), label=label) if text else None

    at_levels = (mark(text, show_text(level.title, choice.language)) for level, text in hit.descriptors)
    texts = (mark(hit.statement) if hit.title else None, *at_levels)
    return FoundItem(
        href=item_address(code, key, choice),
        look=looks.of(hit.item),
        code=mark_words(hit.item.code, words),
        above=show_text(above.title, choice.language) if above else None,
        title=mark(hit.title or hit.statement),
        texts=tuple(text for text in texts if text),
    )


def _list_near(code: str, framework: Framework, query: str, choice: ReaderChoice) -> list[ItemCard]:
    """Return the items whose titles are most like the query: a letter mistyped, another ending."""
    items: dict[str, Item] = {item.id: item for item in framework.items if item.title}
    titles = {key: plain_text(item.title, choice.language) for key, item in items.items()}
    keys = item_keys(framework)
    return [
        ItemCard(
            title=show_text(items[match.key].title, choice.language),
            text=None,
            code=items[match.key].code,
            look="",
            href=item_address(code, keys[match.key], choice),
        )
        for match in rank_matches(query, titles, limit=NEAR, least=LEAST_ALIKE)
    ]
