"""Looking for words in a framework: which items say all of them, in the language shown, and where they say them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from capacita.framework.model import Framework, Item, ProficiencyLevel
from capacita.text import fold_text, list_search_words
from capacita.vocabulary import LocalizedText, ShownText, show_text


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """An item that says what was looked for. ``descriptors`` are those of its levels that say any of it."""

    item: Item
    title: ShownText | None
    statement: ShownText | None
    descriptors: tuple[tuple[ProficiencyLevel, ShownText], ...]
    rank: int  # 0 its code is what was asked for, 1 the code begins so, 2 the title says it all, 3 all else


def search_framework(framework: Framework, query: str, language: str) -> tuple[SearchHit, ...]:
    """Return the items that say every word of a query, best first, else in the order of the document.

    A word is found in the middle of another, whatever the case, accents and vowel marks. Looked at are code, title,
    statement, notes and what the item looks like at each level, as they are shown in the language. A query without
    words finds nothing.
    """
    words = list_search_words(query)
    if not words:
        return ()
    levels = {level.id: level for scale in framework.scales for level in scale.levels}
    described: dict[str, list[tuple[ProficiencyLevel, LocalizedText]]] = {}
    for entry in framework.descriptors:
        if entry.level in levels:
            described.setdefault(entry.item, []).append((levels[entry.level], entry.text))
    hits = (_look_at(item, described.get(item.id, []), words, language) for item in framework.items)
    return tuple(sorted((hit for hit in hits if hit is not None), key=lambda hit: hit.rank))


def count_by_language(framework: Framework, query: str, languages: Iterable[str]) -> Mapping[str, int]:
    """Return how many items a query finds in each of these languages, none where it finds none."""
    counts = {language: len(search_framework(framework, query, language)) for language in languages}
    return {language: count for language, count in counts.items() if count}


def _look_at(
    item: Item, described: Iterable[tuple[ProficiencyLevel, LocalizedText]], words: tuple[str, ...], language: str
) -> SearchHit | None:
    title, statement, notes = (show_text(part, language) for part in (item.title, item.statement, item.notes))
    at_levels = [(level, show_text(text, language)) for level, text in described]
    code = fold_text(item.code)
    called = fold_text(title.text) if title else ""
    said = [fold_text(text.text) for text in (statement, notes, *(text for _, text in at_levels)) if text]
    whole = "\n".join((code, called, *said))
    if not all(word in whole for word in words):
        return None
    asked = " ".join(words)
    rank = 3
    if code and code == asked:
        rank = 0
    elif code and code.startswith(asked):
        rank = 1
    elif all(word in called for word in words):
        rank = 2
    found = tuple(
        (level, text) for level, text in at_levels if text and any(word in fold_text(text.text) for word in words)
    )
    return SearchHit(item=item, title=title, statement=statement, descriptors=found, rank=rank)
