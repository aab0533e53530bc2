"""The nearest piece of a text, against the whole table of edit distances filled cell by cell."""

from hypothesis import given
from hypothesis import strategies as st

from capacita.text import edit_distance, find_nearest

LETTERS = st.text(alphabet="abc 中é", max_size=24)


def fill_table(words: str, text: str, *, free_start: bool) -> list[int]:
    """Return the last row of the table (Sellers 1980): a piece may begin anywhere where ``free_start``."""
    column = list(range(len(words) + 1))
    row = [column[-1]]
    for place, letter in enumerate(text, 1):
        fresh = [0 if free_start else place]
        for number, wanted in enumerate(words, 1):
            fresh.append(min(column[number] + 1, fresh[-1] + 1, column[number - 1] + (wanted != letter)))
        column = fresh
        row.append(column[-1])
    return row


@given(LETTERS, LETTERS)
def test_distance_is_that_of_the_table(first: str, second: str):
    assert edit_distance(first, second) == fill_table(first, second, free_start=False)[-1]


@given(st.text(alphabet="abc 中é", min_size=1, max_size=12), LETTERS, st.integers(0, 12))
def test_nearest_piece_has_the_least_distance_of_all(words: str, text: str, most: int):
    least = min(fill_table(words, text, free_start=True))
    found = find_nearest(words, text, most=most)
    if found is None:
        assert least > most or least == len(words)  # nothing of the words is there
        return
    assert found.distance == least <= most
    assert fill_table(words, text[found.start : found.end], free_start=False)[-1] == least
