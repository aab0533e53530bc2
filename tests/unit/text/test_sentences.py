"""Sentences of several scripts, and places that cut no letter in two."""

import pytest

from capacita.text import cut_before, cut_behind, split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One thing. Another one!  And more?", ["One thing. ", "Another one!  ", "And more?"]),
        ("It costs 3.5 million, e.g. per year. So.", ["It costs 3.5 million, e.g. per year. ", "So."]),
        ("He said “enough.” Then he left.", ["He said “enough.” ", "Then he left."]),
        ("ما الذي تغيّر؟ لا شيء.", ["ما الذي تغيّر؟ ", "لا شيء."]),
        ("查找资料。核对来源！完成", ["查找资料。", "核对来源！", "完成"]),
        ("Первое. Второе.", ["Первое. ", "Второе."]),
        ("First line\nsecond line", ["First line\n", "second line"]),
        ("... wait", ["... wait"]),
        ("", []),
    ],
)
def test_text_is_cut_after_each_sentence_and_nothing_is_lost(text: str, sentences: list[str]):
    spans = split_sentences(text)
    assert [text[start:end] for start, end in spans] == sentences


def test_place_inside_a_letter_moves_to_its_edge():
    text = "a e\u0301\u0323b \U0001f469\u200d\U0001f4bb z"  # e with two marks; a sign of two joined by a joiner
    assert (cut_before(text, 3), cut_before(text, 4), cut_behind(text, 3)) == (2, 2, 5)
    assert (cut_before(text, 8), cut_behind(text, 8)) == (7, 10)
    assert (cut_before(text, -1), cut_behind(text, 99)) == (0, len(text))
