"""Laws of searching: marked pieces are the text, what is marked is what was asked for, every hit says every word."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from capacita.framework.searching import search_framework
from capacita.text import fold_text, list_search_words, mark_words
from lib.framework_site import deep_framework

LETTERS = st.text(alphabet="aAéÉe\u0301bB شّة好 -", max_size=30)


@given(LETTERS, LETTERS)
def test_pieces_together_are_the_text_and_marked_ones_are_found(text: str, query: str) -> None:
    words = list_search_words(query)
    pieces = mark_words(text, words)
    assert "".join(piece.text for piece in pieces) == text
    folded = fold_text(text)
    assert any(piece.is_found for piece in pieces) == any(word in folded for word in words)
    for before, after in pairwise(pieces):
        assert before.is_found != after.is_found


@given(st.lists(st.sampled_from(["search", "WORDS", "information", "1.1", "état", "source", "nothing"]), max_size=3))
def test_more_words_never_find_more(words: list[str]) -> None:
    framework = deep_framework()
    found = {hit.item.id for hit in search_framework(framework, " ".join(words), "fr")} if words else set()
    for word in words:
        alone = {hit.item.id for hit in search_framework(framework, word, "fr")}
        assert found <= alone
