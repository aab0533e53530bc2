import dataclasses

import pytest

from capacita.assessment.published import (
    STATISTICS_FORMAT,
    Bound,
    PublishedStatistic,
    Unit,
    complement_bounds,
    compute_bounds,
    list_counts_that_round_to,
    validate_statistics,
)
from capacita.content import read_content

FIGURE = PublishedStatistic(
    code="X",
    statement="Said so",
    value=22,
    bound=Bound.GT,
    unit=Unit.COUNT,
    source="s",
    as_published="",
    denominator=32,
)


def test_ninety_percent_of_thirty_two_is_no_count():
    assert list_counts_that_round_to(90, 32) == []


@pytest.mark.parametrize(
    ("percent", "denominator", "counts"),
    [
        (84.4, 32, [27]),
        (88, 32, [28]),
        (91, 32, [29]),
        (50, 1000, list(range(495, 506))),
        (0.5, 100, []),
        (33.3, 3, [1]),
    ],
)
def test_counts_that_round_to_a_percent(percent, denominator, counts):
    assert list_counts_that_round_to(percent, denominator) == counts


def test_more_than_is_a_lower_bound():
    bounds = compute_bounds(FIGURE)
    assert (bounds.count_low, bounds.count_high, bounds.exact) == (23, 32, False)
    assert (bounds.share_low, bounds.share_high) == (0.71875, 1.0)
    rest = complement_bounds(bounds)
    assert (rest.count_low, rest.count_high, rest.share_high) == (0, 9, 0.28125)


def test_at_least_and_half():
    assert compute_bounds(dataclasses.replace(FIGURE, bound=Bound.GTE)).count_low == 22
    half = dataclasses.replace(FIGURE, value=50, unit=Unit.PERCENT)
    assert compute_bounds(half).count_low == 17
    assert compute_bounds(dataclasses.replace(half, bound=Bound.GTE)).count_low == 16
    assert compute_bounds(dataclasses.replace(half, bound=Bound.GTE, denominator=33)).count_low == 17


@pytest.mark.parametrize(
    "change",
    [
        {"value": 32},
        {"value": 33, "bound": Bound.EQ},
        {"value": -1},
        {"value": 2.5},
        {"value": 101, "unit": Unit.PERCENT},
        {"denominator": 0, "value": 0, "bound": Bound.EQ},
    ],
)
def test_a_figure_that_cannot_be_is_an_error(change):
    findings = validate_statistics([dataclasses.replace(FIGURE, **change)])
    assert [finding.code for finding in findings] == ["STATISTIC_OUT_OF_RANGE"]


def test_the_african_survey_of_2021_is_read_as_it_was_published():
    document = STATISTICS_FORMAT.read_whole(read_content("africa-2021/statistics.json"))
    bounds = {statistic.code: compute_bounds(statistic) for statistic in document.statistics}
    assert (bounds["A2"].count_low, bounds["A2"].exact) == (27, True)
    assert complement_bounds(bounds["A2"]).count_low == 5
    assert complement_bounds(bounds["A4"]).count_high == 1
    assert (bounds["A6"].count_low, bounds["A6"].share_low) == (23, 0.71875)
    assert (bounds["A7"].count_low, bounds["A7"].count_high, bounds["A7"].attainable) == (29, 29, False)
    assert bounds["A8"].count_low == 17
    findings = {finding.values["code"]: finding for finding in validate_statistics(document.statistics)}
    assert findings["A7"].code == "STATISTIC_UNATTAINABLE"
    assert findings["A7"].values["nearest"] == ["29 (90.62 %)"]
    assert set(findings) <= {"A1", "A7"}
