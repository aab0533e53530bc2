"""Scores of many people at once, item by item.

The self-report index is the mean of what a person says about the statements of one competency, from 0 to 4. It is an
index of self-report, not a test: it says how far people think they have come, and it is set beside the rungs of the
framework's scale by convention (4 at the top of both) until answers have been calibrated.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capacita.assessment.instrument import ItemBank, Measure, Question, list_options

TOP = 4.0  # the highest self-report index and the highest scenario score
SHARE_ANSWERED = 0.75  # of an item's questions must be answered for a score


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scores:
    """Scores of one measure: (people, items), NaN where too few questions were answered.

    ``items`` are framework items, None where questions are about no item; ``questions`` those behind each column.
    """

    measure: Measure
    items: tuple[str | None, ...]
    questions: tuple[tuple[str, ...], ...]
    values: NDArray[np.float64]


def answers_needed(questions: int) -> int:
    """Return how many of an item's questions must be answered: three quarters, rounded up (3 of 4, 4 of 5)."""
    return math.ceil(SHARE_ANSWERED * questions)


def score_measure(bank: ItemBank, answers: Mapping[str, NDArray[np.int8]], measure: Measure) -> Scores:
    """Return the scores of one measure for each item that has questions of it among the answers.

    ``answers`` maps question codes to places among the answers offered, -1 where there is none. Self-report: the mean
    of the answers' scores, put on 0 to 4. Scenario: the share of the points that could be had, times 4. Attitude,
    confidence, awareness: the mean of the answers' scores as they stand.
    """
    by_item: dict[str | None, list[Question]] = {}
    for question in bank.questions:
        if question.measure is measure and question.code in answers:
            by_item.setdefault(question.item, []).append(question)
    columns = [_score_item(bank, answers, questions, measure) for questions in by_item.values()]
    rows = next((column.size for column in answers.values()), 0)
    return Scores(
        measure=measure,
        items=tuple(by_item),
        questions=tuple(tuple(question.id for question in questions) for questions in by_item.values()),
        values=np.column_stack(columns) if columns else np.empty((rows, 0)),
    )


def _score_item(
    bank: ItemBank, answers: Mapping[str, NDArray[np.int8]], questions: list[Question], measure: Measure
) -> NDArray[np.float64]:
    points, lowest, highest = [], [], []
    for question in questions:
        scores = np.array([np.nan if option.score is None else option.score for option in list_options(bank, question)])
        places = answers[question.code]
        points.append(np.where(places >= 0, scores[places], np.nan))
        lowest.append(scores.min())
        highest.append(scores.max())
    given = np.column_stack(points)
    known = ~np.isnan(given)
    count = known.sum(axis=1)
    enough = count >= answers_needed(len(questions))
    total = np.where(known, given, 0.0).sum(axis=1)
    if measure in (Measure.SELF_REPORT, Measure.SCENARIO):
        floor = np.where(known, np.array(lowest), 0.0).sum(axis=1)
        reach = np.where(known, np.array(highest), 0.0).sum(axis=1) - floor
        total, count = TOP * (total - floor), reach
    return np.where(enough, total / np.where(enough, count, 1), np.nan)
