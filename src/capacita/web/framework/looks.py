"""The looks of items, by which a reader knows at a glance in which domain one stands."""

from __future__ import annotations

from capacita.framework.model import Framework, Item, ItemKind

DOMAIN_LOOKS = ("planning", "data", "execution")


class Looks:
    """The looks (colour, shape) of the items of a framework: a domain's place among the domains, or the attitudes'."""

    def __init__(self, framework: Framework) -> None:
        self.items = {item.id: item for item in framework.items}
        domains = (entry for entry in framework.items if entry.kind is ItemKind.DOMAIN)
        ordered = sorted(domains, key=lambda entry: entry.position)
        self._places = {domain.id: place for place, domain in enumerate(ordered)}

    def of(self, item: Item) -> str:
        """Return the look of an item: that of the nearest domain that it stands in, none where there is none."""
        if item.kind is ItemKind.ATTITUDE:
            return "attitudes"
        seen: set[str] = set()
        entry: Item | None = item
        while entry is not None and entry.id not in seen:
            if entry.kind is ItemKind.DOMAIN:
                return DOMAIN_LOOKS[self._places[entry.id] % len(DOMAIN_LOOKS)]
            seen.add(entry.id)
            entry = self.items.get(entry.parent or "")
        return ""


def look_of(framework: Framework, item: Item) -> str:
    """Return the look of one item; of many, ``Looks`` tells them sooner."""
    return Looks(framework).of(item)
