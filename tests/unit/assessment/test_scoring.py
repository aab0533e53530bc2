import dataclasses

import numpy as np
import pytest

from capacita.assessment.instrument import Measure
from capacita.assessment.scoring import answers_needed, describe_standing, score_measure
from capacita.vocabulary import NotFound
from data.assessment.miniature import build_bank, name

BANK = build_bank()
CODES = [f"1.1-{level}" for level in ("foundation", "practitioner", "lead", "shaper")]


def answers(*rows):
    return {code: np.array([row[place] for row in rows], dtype=np.int8) for place, code in enumerate(CODES)}


def test_the_index_is_the_mean_of_the_answers():
    scores = score_measure(BANK, answers((4, 3, 1, 0), (0, 0, 0, 0)), Measure.SELF_REPORT)
    assert scores.items == (name("1.1"),)
    assert scores.values[:, 0].tolist() == [2.0, 0.0]
    assert len(scores.questions[0]) == 4


def test_three_of_four_answers_are_needed():
    scores = score_measure(BANK, answers((4, 3, 2, -1), (4, 3, -1, -1)), Measure.SELF_REPORT)
    assert scores.values[0, 0] == 3.0
    assert np.isnan(scores.values[1, 0])


@pytest.mark.parametrize(("questions", "needed"), [(4, 3), (5, 4), (3, 3), (2, 2), (1, 1), (8, 6)])
def test_answers_needed(questions, needed):
    assert answers_needed(questions) == needed


def test_barriers_are_never_scored():
    given = {"BARR-1": np.array([0], dtype=np.int8), **answers((1, 1, 1, 1))}
    assert score_measure(BANK, given, Measure.SELF_REPORT).values.shape == (1, 1)
    assert score_measure(BANK, given, Measure.ATTITUDE).values.shape == (1, 0)


def test_a_person_sees_the_rungs_that_it_could_be():
    standing = describe_standing(BANK, dict(zip(CODES, ("s4", "s3", "s1", "s1"), strict=True)))[0]
    assert (standing.index, standing.position, standing.lowest, standing.highest) == (2.25, 2, 2, 3)


def test_a_person_who_skips_too_much_sees_no_level():
    standing = describe_standing(BANK, dict(zip(CODES, ("s4", "s3", "", ""), strict=True)))[0]
    assert (standing.answered, standing.needed, standing.asked) == (2, 3, 4)
    assert (standing.index, standing.position, standing.lowest, standing.highest) == (None, None, None, None)


@pytest.mark.parametrize(("scores", "position"), [("0000", 0), ("4444", 4), ("1110", 1), ("2211", 1), ("2212", 2)])
def test_half_a_rung_goes_down(scores, position):
    chosen = dict(zip(CODES, (f"s{score}" for score in scores), strict=True))
    assert describe_standing(BANK, chosen)[0].position == position


def test_an_answer_that_was_not_offered_is_named():
    with pytest.raises(NotFound) as refusal:
        describe_standing(BANK, {CODES[0]: "s9"})
    assert refusal.value.code == "ANSWER_UNKNOWN"


def test_scenarios_give_the_share_of_the_points_times_four():
    scenes = tuple(
        dataclasses.replace(question, measure=Measure.SCENARIO) if question.item == name("1.1") else question
        for question in BANK.questions
    )
    bank = dataclasses.replace(BANK, questions=scenes)
    scores = score_measure(bank, answers((4, 2, 2, -1)), Measure.SCENARIO)
    assert scores.values[0, 0] == pytest.approx(4 * 8 / 12)
    assert score_measure(bank, answers((4, 2, 2, -1)), Measure.SELF_REPORT).values.shape[1] == 0
