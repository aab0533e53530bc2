"""The rule of the private check, against numbers worked out apart from it, and at its edges."""

import math
import statistics
from itertools import product

import pytest
from scipy.stats import t as student

from capacita.web.assessment.stand_plan import minutes_for
from capacita.web.assessment.stand_presenters import (
    STUDENT_T_90,
    estimate_standing,
    is_too_wide,
    is_undecided,
    spell_standing,
)
from lib.stand_cases import LEVELS


def words(marks: str) -> str:
    return spell_standing(estimate_standing(marks), LEVELS, "en")


def test_quantiles_are_those_of_student():
    assert {df: round(float(student.ppf(0.9, df)), 3) for df in (2, 3)} == STUDENT_T_90


@pytest.mark.parametrize("marks", ["2110", "2211", "3323", "0010", "433-", "4-40"])
def test_interval_is_that_of_the_mean(marks: str):
    scores = [int(mark) for mark in marks if mark != "-"]
    mean, spread = statistics.mean(scores), statistics.stdev(scores)
    half = float(student.ppf(0.9, len(scores) - 1)) * spread / math.sqrt(len(scores))
    standing = estimate_standing(marks)
    assert standing.mean == pytest.approx(mean)
    assert standing.low == pytest.approx(max(0, mean - half), abs=1e-3)
    assert standing.high == pytest.approx(min(4, mean + half), abs=1e-3)


def test_equal_answers_leave_the_doubt_of_rounding():
    standing = estimate_standing("2222")
    assert standing.high - standing.mean == pytest.approx(1.638 * math.sqrt(1 / 12) / 2)
    assert standing.possible == (2,)


@pytest.mark.parametrize("marks", ["....", "22--", "2...", "-.22"])
def test_fewer_than_three_answers_tell_nothing(marks: str):
    standing = estimate_standing(marks)
    assert (standing.mean, standing.likely, standing.possible) == (None, None, ())
    assert words(marks) == "We cannot tell: you answered fewer than three of the four statements."


@pytest.mark.parametrize(
    ("marks", "sentence"),
    [
        ("2222", "You are probably at Practitioner."),
        ("2221", "You are probably at Practitioner; it could be one level lower."),  # 1.75 - 0.41 = 1.34
        ("2223", "You are probably at Practitioner; it could be one level higher."),  # 2.25 + 0.41 = 2.66
        ("2110", "You are probably at Foundation; it could be one level lower or higher."),  # 1 -+ 0.67
        ("2211", "We cannot tell between two levels: Foundation and Practitioner."),  # 1.5
        ("4040", "We cannot tell: your answers differ too much, from below Foundation to Shaper."),
        ("0000", "You are probably not at Foundation yet."),
        ("0001", "You are probably not at Foundation yet; it could be that you are."),  # 0.25 + 0.41 = 0.66
        ("0011", "We cannot tell whether you are at Foundation yet."),  # 0.5
        ("4442", "We cannot tell between two levels: Lead and Shaper."),  # 3.5
        ("4443", "You are probably at Shaper; it could be one level lower."),  # 3.75 - 0.41 = 3.34
        ("4441", "You are probably at Lead; it could be one level lower or higher."),  # 3.25 -+ 1.23, cut at 4
    ],
)
def test_standing_is_said_in_words(marks: str, sentence: str):
    assert words(marks) == sentence


def test_every_possible_set_of_answers_can_be_said_and_holds_its_own_mean():
    for marks in product("01234-", repeat=4):
        standing = estimate_standing("".join(marks))
        sentence = spell_standing(standing, LEVELS, "en")
        assert "{" not in sentence
        if standing.mean is None:
            continue
        assert standing.likely in standing.possible
        assert 0 <= standing.low <= standing.mean <= standing.high <= 4
        assert set(standing.possible) <= {0, 1, 2, 3, 4}
        assert not (is_undecided(standing) and is_too_wide(standing))
        steps_away = max(abs(level - standing.likely) for level in standing.possible)
        if "one level" in sentence:
            assert steps_away == 1


def test_minutes_are_rounded_up():
    assert [minutes_for(count) for count in (1, 2, 3, 20)] == [1, 1, 2, 10]
