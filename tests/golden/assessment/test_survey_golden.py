"""Estimates of the California API samples against R survey 4.1.1 (R 4.2.2).

Source of the numbers: oracles/survey.json of the shared data folder, made with svydesign(id, strata, weights, fpc),
svymean, svytotal, svyratio, svyby, svyciprop and confint(df = degf(design)) on apistrat, apisrs and apiclus1.
"""

import csv
import json

import numpy as np
import pytest

from capacita.assessment.estimation import Statistic, describe_design, describe_groups
from capacita.assessment.estimation.taylor import estimate_means, estimate_ratios, estimate_totals
from lib.shared import shared_path

DESIGNS = {"dstrat": ("apistrat", "stype", None), "dsrs": ("apisrs", None, None), "dclus1": ("apiclus1", None, "dnum")}
close = pytest.approx


class Case:
    """A sample with its design and the numbers that R gives."""

    def __init__(self, name):
        file, strata, clusters = DESIGNS[name]
        with shared_path(f"data/survey/api_{file}.csv").open(encoding="utf-8") as table:
            rows = list(csv.DictReader(table))
        self.columns = {column: [row[column] for row in rows] for column in rows[0]}
        self.design = describe_design(
            self.numbers("pw"),
            strata=self.columns[strata] if strata else None,
            population=self.numbers("fpc"),
            clusters=self.columns[clusters] if clusters else None,
        )
        self.expected = json.loads(shared_path("oracles/survey.json").read_text(encoding="utf-8"))[name]

    def numbers(self, column):
        return np.array([np.nan if cell == "NA" else float(cell) for cell in self.columns[column]])


@pytest.fixture(params=DESIGNS)
def case(request):
    return Case(request.param)


def test_mean_with_interval_and_design_effect(case):
    found = estimate_means(case.design, case.numbers("api00")[:, None])[0][0]
    expected = case.expected
    assert found.value == close(expected["mean_api00"]["est"]["api00"], rel=1e-8)
    assert found.standard_error == close(expected["mean_api00"]["se"]["api00"], rel=1e-8)
    assert [found.interval.low, found.interval.high] == close(expected["ci_mean_api00"], rel=1e-8)
    assert found.degrees_of_freedom == expected["degf"]
    assert found.design_effect == close(expected["mean_api00_deff"], rel=1e-8)


def test_total(case):
    found = estimate_totals(case.design, case.numbers("enroll")[:, None])[0][0]
    assert found.value == close(case.expected["total_enroll"]["est"]["enroll"], rel=1e-8)
    assert found.standard_error == close(case.expected["total_enroll"]["se"]["enroll"], rel=1e-8)


def test_ratio(case):
    found = estimate_ratios(case.design, case.numbers("api.stu"), case.numbers("enroll"))[0]
    assert found.value == close(case.expected["ratio_api_stu_enroll"]["est"], rel=1e-8)
    assert found.standard_error == close(case.expected["ratio_api_stu_enroll"]["se"], rel=1e-8)


def test_means_of_domains(case):
    groups = describe_groups(case.columns["stype"], case.design.weights.size)
    found = estimate_means(case.design, case.numbers("api00")[:, None], groups)
    expected = case.expected["by_stype_api00"]
    assert list(groups.names) == expected["stype"]
    assert [row[0].value for row in found] == close(expected["est"], rel=1e-8)
    assert [row[0].standard_error for row in found] == close(expected["se"], rel=1e-8)


def test_shares_of_a_factor(case):
    types = ["E", "H", "M"]
    chosen = np.column_stack([np.array(case.columns["stype"]) == kind for kind in types]).astype(float)
    found = estimate_means(case.design, chosen, statistic=Statistic.PROPORTION)[0]
    expected = case.expected["mean_stype"]
    assert [estimate.value for estimate in found] == close(
        [expected["est"][f"stype{kind}"] for kind in types], rel=1e-8
    )
    errors = [expected["se"][f"stype{kind}"] for kind in types]
    assert [estimate.standard_error for estimate in found] == close(errors, rel=1e-8, abs=1e-12)


def test_mean_of_one_domain_with_missing_rows_elsewhere(case):
    inside = np.array(case.columns["sch.wide"]) == "No"
    values = np.where(inside, case.numbers("api00"), np.nan)
    found = estimate_means(case.design, values[:, None])[0][0]
    expected = case.expected["subset_schwide_no"]
    assert found.n == inside.sum()
    assert found.value == close(expected["est"]["api00"], rel=1e-8)
    assert found.standard_error == close(expected["se"]["api00"], rel=1e-8)


def test_logit_interval_of_a_proportion(case):
    chosen = (np.array(case.columns["sch.wide"]) == "Yes").astype(float)
    found = estimate_means(case.design, chosen[:, None], statistic=Statistic.PROPORTION)[0][0]
    expected = case.expected["prop_schwide"]
    assert [found.interval.low, found.interval.high] == close(expected["xlogit"]["ci"], rel=1e-8)
    assert [found.interval.low, found.interval.high] == close(expected["logit"]["ci"], rel=1e-8)
