"""Whoever knows the size of a group, what is shown of it and how that is made cannot narrow a small count down."""

from collections import defaultdict
from itertools import product

import pytest

from capacita.consultation.opinion.recoding import ShownAnswers, show_answers

LARGEST = 15


@pytest.mark.parametrize("floor", [2, 3])
def test_a_count_that_may_be_below_the_floor_may_have_as_many_values_as_the_floor(floor: int) -> None:
    for size in range(floor, LARGEST):
        fitting: dict[ShownAnswers, list[tuple[int, ...]]] = defaultdict(list)
        for counts in product(range(size + 1), repeat=3):
            if sum(counts) <= size:
                whole = (*counts, size - sum(counts))
                fitting[show_answers(*whole, floor=floor)].append(whole)
        for shown, possible in fitting.items():
            for place in range(4):
                values = {counts[place] for counts in possible}
                assert min(values) >= floor or len(values) >= floor, (size, shown, place)


def test_what_is_shown_is_true() -> None:
    for agree, disagree, passed, unanswered in product((0, 1, 4, 5, 6, 30), repeat=4):
        shown = show_answers(agree, disagree, passed, unanswered)
        for told, count in ((shown.agree, agree), (shown.disagree, disagree)):
            assert told is None or told[0] <= count <= told[1]
        if shown.answers is not None:
            assert 0 <= shown.answers - (agree + disagree + passed) <= 5


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((20, 12, 8, 9), ShownAnswers(answers=40, agree=(20, 20), disagree=(12, 12), passed=8, unanswered=9)),
        ((20, 12, 2, 9), ShownAnswers(answers=34, agree=(20, 20), unanswered=9)),
        ((20, 12, 3, 3), ShownAnswers(answers=38, agree=(20, 20), disagree=(12, 12))),
        ((28, 1, 1, 0), ShownAnswers(answers=30, agree=(25, 30))),
        ((1, 28, 1, 20), ShownAnswers(answers=30, disagree=(25, 30), unanswered=20)),
        ((3, 2, 1, 40), ShownAnswers()),
        ((2, 1, 0, 1), ShownAnswers()),
    ],
)
def test_answers_are_put_together_until_none_is_too_few(counts: tuple[int, ...], shown: ShownAnswers) -> None:
    assert show_answers(*counts) == shown
