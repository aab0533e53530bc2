"""Words looked for in a text, whatever the case, accents, vowel marks and stretching."""

import pytest

from capacita.text import fold_text, list_search_words, mark_words


def marked(text: str, query: str) -> str:
    pieces = mark_words(text, list_search_words(query))
    assert "".join(piece.text for piece in pieces) == text
    return "".join(f"[{piece.text}]" if piece.is_found else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Évaluer les données", "DONNEES evaluer", "[Évaluer] les [données]"),
        ("e\u0301tat civil", "etat", "[e\u0301tat] civil"),
        ("الكفاءات الرقميّة", "رقمية", "الكفاءات ال[رقميّة]"),
        ("إدارة البيانات", "ادارة", "[إدارة] البيانات"),
        ("Straße", "STRASSE", "[Straße]"),
        ("数据治理", "治理", "数据[治理]"),
        ("metadata", "data", "meta[data]"),
        ("nothing", "else", "nothing"),
        ("", "else", ""),
    ],
)
def test_words_are_marked(text: str, query: str, expected: str) -> None:
    assert marked(text, query) == expected


def test_folded_text_loses_marks_only() -> None:
    assert fold_text("Cafés, İstanbul") == "cafes, istanbul"
    assert list_search_words("  Étude étude ") == ("etude",)
