"""What counts as the same text, and how matches are ranked and explained."""

import pytest

from capacita.text import MatchIndex, Measure, Piece, PieceKind, character_ngrams, diff_words, normalise, rank_matches


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Digital\tSERVICES, e-government! ", "digital services e government"),
        ("ﬁne", "fine"),
        ("zero\u200bwidth\u00ad", "zerowidth"),
        ("كَتَبَ الـــسياسة", "كتب السياسة"),
        ("Straße", "strasse"),
        ("été", "été"),
        ("…", ""),
    ],
)
def test_texts_are_compared_in_one_form(text: str, expected: str) -> None:
    assert normalise(text) == expected


def test_ngrams_mark_beginnings_and_ends_of_words() -> None:
    assert character_ngrams("a law") == [" a ", "a l", " la", "law", "aw "]
    assert character_ngrams("") == []
    assert character_ngrams("数", size=5) == [" 数 "]


def test_dice_counts_shared_ngrams() -> None:
    # "law" has " la law aw ", "lawn" has " la law awn wn ": two shared of three and four, 2*2/(3+4).
    (match,) = rank_matches("law", {"n": "lawn"})
    assert match.score == pytest.approx(4 / 7, abs=1e-12)
    assert match.pieces == ("law",)


def test_matches_come_best_first_and_ties_in_the_order_given() -> None:
    candidates = {
        "other": "Cooks fish",
        "second": "Designs digital service!",
        "near": "Designs digital services for everyone",
        "first": "designs, digital service",
    }
    matches = rank_matches("Designs digital service", candidates, least=0.3)
    assert [match.key for match in matches] == ["second", "first", "near"]
    assert [match.score for match in matches[:2]] == [1.0, 1.0]
    assert matches[2].pieces == ("designs digital service",)
    assert len(rank_matches("Designs digital service", candidates, limit=1)) == 1


def test_cosine_lets_a_rare_word_weigh_more_than_a_common_one() -> None:
    candidates = {f"common {place}": "the service of the office" for place in range(20)}
    candidates["rare"] = "the law"
    query = "the service of law"
    best = rank_matches(query, candidates, measure=Measure.COSINE)[0]
    assert best.key == "rare"
    assert best.pieces == ("the", "law")
    assert rank_matches(query, candidates)[0].key == "common 0"


@pytest.mark.parametrize("measure", Measure)
def test_nothing_shared_is_no_match(measure: Measure) -> None:
    index = MatchIndex({"a": "Foresight", "empty": "", "signs": "…"}, measure=measure)
    assert index.rank("") == ()
    assert index.rank("القانون") == ()
    assert MatchIndex({}, measure=measure).rank("Foresight") == ()
    assert [match.score for match in index.rank("foresight")] == [1.0]


def test_differences_are_told_word_by_word() -> None:
    assert diff_words("Plans digital services.", "Plans good services well.") == (
        Piece(PieceKind.SAME, "Plans "),
        Piece(PieceKind.REMOVED, "digital"),
        Piece(PieceKind.ADDED, "good"),
        Piece(PieceKind.SAME, " services"),
        Piece(PieceKind.ADDED, " well"),
        Piece(PieceKind.SAME, "."),
    )


def test_scripts_without_spaces_differ_by_sign() -> None:
    assert [piece.text for piece in diff_words("数据治理", "数据管理")] == ["数据", "治", "管", "理"]
