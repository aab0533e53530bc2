"""Items as cards, by which a reader goes from one page of a framework to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from capacita.framework.model import Framework, Item
from capacita.framework.reading import list_tree
from capacita.vocabulary import ShownText, show_text
from capacita.web.framework.addresses import ReaderChoice, item_address, item_keys
from capacita.web.framework.terms import KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCard:
    """An item as a card in the browser."""

    title: ShownText | None
    text: ShownText | None
    code: str
    look: str
    href: str
    under: int = 0  # items below it, at any depth


@dataclass(frozen=True, slots=True, kw_only=True)
class KindOnPage:
    """Items of one kind that stand together."""

    code: str
    title: str
    cards: tuple[ItemCard, ...]


class CardMaker:
    """Makes cards of a framework's items; ``code`` is what the framework is called in addresses."""

    def __init__(self, framework: Framework, code: str, language: str, choice: ReaderChoice) -> None:
        self._keys, self._below = item_keys(framework), _count_below(framework)
        self._code, self._language, self._choice = code, language, choice

    def address_of(self, item: Item) -> str:
        """Return the address of an item's page."""
        return item_address(self._code, self._keys[item.id], self._choice)

    def make(self, item: Item, look: str) -> ItemCard:
        """Return an item as a card; one without a title stands by its statement."""
        return ItemCard(
            title=show_text(item.title, self._language) or show_text(item.statement, self._language),
            text=show_text(item.statement, self._language) if item.title else None,
            code=item.code,
            look=look,
            href=self.address_of(item),
            under=self._below[item.id],
        )

    def sort_by_kind(self, items: Sequence[Item], look: str) -> tuple[KindOnPage, ...]:
        """Return items as cards, those of one kind together."""
        return tuple(
            KindOnPage(
                code=kind.value,
                title=gettext(words),
                cards=tuple(self.make(item, look) for item in items if item.kind is kind),
            )
            for kind, words in KINDS.items()
            if any(item.kind is kind for item in items)
        )


def _count_below(framework: Framework) -> dict[str, int]:
    """Return how many items are under each, at any depth."""
    below = dict.fromkeys((item.id for item in framework.items), 0)
    way: list[str] = []
    for depth, item in list_tree(framework):
        del way[depth:]
        for above in way:
            below[above] += 1
        way.append(item.id)
    return below
