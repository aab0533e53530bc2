"""Published tables made again: the Civil Service People Survey 2019 and the GovTech Maturity Index.

Sources: UK Cabinet Office, Civil Service People Survey 2019 (Crown copyright, OGL v3.0; the extract is in
tests/data/assessment); World Bank GovTech Maturity Index 2020 to 2025 (CC BY 4.0), averages of 2022 as published at
worldbank.org/en/programs/govtech/2022-gtmi and group shares of 2025 as reported in December 2025.
"""

from pathlib import Path

import pytest

from capacita.assessment.benchmark import compute_benchmark
from capacita.assessment.gtmi import (
    MATURITY_FORMAT,
    compute_group_shares,
    compute_means,
    median_profile,
    read_maturity,
)
from capacita.content import read_content
from capacita.vocabulary import NotFound, Unreadable, rounded
from lib.shared import shared_path

EXTRACT = Path(__file__).resolve().parents[2] / "data" / "assessment" / "csps-2019-learning.csv"
CSPS = "data/csps/Civil-Service-People-Survey-2019-All-Organisation-Scores-CSV-format.csv"


@pytest.fixture
def maturity():
    return read_maturity(shared_path("data/gtmi/gtmi_2020_2022_2025.csv").read_bytes())


def test_learning_measures_of_2019_are_medians_over_organisations():
    measures = {measure.measure: measure for measure in compute_benchmark(EXTRACT.read_bytes())}
    assert {name: measure.published for name, measure in measures.items()} == {
        "Response Rate": 80, "Learning and development": 55, "B21": 64, "B22": 54, "B23": 51, "B24": 50, "B31": 89, "B32": 72,
    }  # fmt: skip
    assert all(measure.organisations == 106 for measure in measures.values())
    assert all(measure.reproduced for measure in measures.values())


def test_the_whole_benchmark_of_2019_is_reproduced():
    measures = compute_benchmark(shared_path(CSPS).read_bytes())
    assert len(measures) == 92  # 91 measures and the response rate
    assert [measure.measure for measure in measures if not measure.reproduced] == []
    assert sum(measure.median % 1 == 0.5 for measure in measures) == 20


def test_the_groups_of_organisations_must_drop_out():
    measures = compute_benchmark(shared_path(CSPS).read_bytes(), drop_groups=False)
    assert sum(measure.reproduced for measure in measures) == 74


def test_another_table_is_unreadable():
    with pytest.raises(Unreadable) as refusal:
        compute_benchmark(b"a,b\n1,2\n")
    assert refusal.value.code == "TABLE_NO_COLUMN"


def test_the_five_stray_rows_are_left_out_and_told(maturity):
    rows, findings = maturity
    assert len(rows) == 593
    assert [finding.lines for finding in findings] == [(595,), (596,), (597,), (598,), (599,)]
    assert {finding.code for finding in findings} == {"MATURITY_STRAY_ROW"}


def test_the_averages_of_2022_are_the_published_ones(maturity):
    means = compute_means(maturity[0], 2022)
    assert {index: round(value, 3) for index, value in means.items()} == {
        "gtmi": 0.552, "cgsi": 0.575, "psdi": 0.649, "dcei": 0.449, "gtei": 0.536,
    }  # fmt: skip


def test_the_group_shares_are_the_published_ones(maturity):
    shares = {
        year: {group: round(100 * share) for group, share in compute_group_shares(maturity[0], year).items()}
        for year in (2022, 2025)
    }
    assert shares == {2022: {"A": 35, "B": 23, "C": 27, "D": 15}, 2025: {"A": 41, "B": 21, "C": 24, "D": 14}}


def test_the_maturity_of_the_demonstration_country_is_the_median_of_its_group(maturity):
    kept = MATURITY_FORMAT.read_whole(read_content("demo-country/maturity.json"))
    assert kept.fictional
    assert kept.source.licence == "CC-BY-4.0"
    for profile in kept.profiles:
        fresh = median_profile(maturity[0], "C", profile.year)
        assert (profile.group, profile.economies, profile.basis) == (fresh.group, fresh.economies, fresh.basis)
        assert rounded(dict(profile.values)) == rounded(dict(fresh.values))
    assert [(profile.year, profile.economies) for profile in kept.profiles] == [(2025, 47), (2022, 53)]


def test_a_year_that_there_is_not_is_named(maturity):
    with pytest.raises(NotFound) as refusal:
        median_profile(maturity[0], "C", 2021)
    assert "C 2022" in refusal.value.values["expected"]
