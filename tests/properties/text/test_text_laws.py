"""Laws of similarity and differences, for any text at all."""

import math
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from capacita.text import MatchIndex, Measure, PieceKind, character_ngrams, diff_words, normalise, rank_matches

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=40) | st.text("ab ", max_size=12)


def slow_scores(query: str, candidates: dict[str, str], measure: Measure) -> dict[str, float]:
    """Return every score by the formula, one pair at a time."""
    counted = {key: Counter(character_ngrams(normalise(text))) for key, text in candidates.items()}
    own = Counter(character_ngrams(normalise(query)))
    if measure is Measure.DICE:
        return {key: 2 * len(own.keys() & c.keys()) / max(1, len(own) + len(c)) for key, c in counted.items()}

    def weight(gram: str) -> float:
        return math.log((1 + len(counted)) / (1 + sum(gram in c for c in counted.values()))) + 1

    def length(counts: Counter[str]) -> float:
        return math.sqrt(sum((count * weight(gram)) ** 2 for gram, count in counts.items()))

    return {
        key: sum(own[gram] * c[gram] * weight(gram) ** 2 for gram in own) / max(length(own) * length(c), 1e-9)
        for key, c in counted.items()
    }


@given(TEXTS, st.lists(TEXTS, max_size=6), st.sampled_from(Measure))
def test_ranking_gives_the_scores_of_the_formula(query: str, texts: list[str], measure: Measure) -> None:
    candidates = {str(place): text for place, text in enumerate(texts)}
    found = {match.key: match.score for match in MatchIndex(candidates, measure=measure).rank(query, limit=99)}
    expected = {key: score for key, score in slow_scores(query, candidates, measure).items() if score > 0}
    assert found.keys() == expected.keys()
    for key, score in found.items():
        assert math.isclose(score, expected[key], abs_tol=1e-9)
    assert sorted(found.values(), reverse=True) == list(found.values())


@given(TEXTS, TEXTS)
def test_likeness_goes_both_ways_and_its_evidence_stands_in_both(first: str, second: str) -> None:
    there, back = rank_matches(first, {"x": second}), rank_matches(second, {"x": first})
    assert [match.score for match in there] == [match.score for match in back]
    for match in there:
        assert 0 < match.score <= 1
        assert all(piece in normalise(first) and piece in normalise(second) for piece in match.pieces)


@given(TEXTS)
def test_a_text_is_like_itself_and_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
    assert [match.score for match in rank_matches(text, {"x": text})] == ([1.0] if normalise(text) else [])


@given(TEXTS, TEXTS)
def test_differences_hold_both_texts(old: str, new: str) -> None:
    pieces = diff_words(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind is not PieceKind.ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.kind is not PieceKind.REMOVED) == new
