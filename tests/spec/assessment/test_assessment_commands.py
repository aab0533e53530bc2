"""The commands of this room: exact JSON, exit codes, one line of error."""

import json

import pytest

from capacita.cli import main
from lib.shared import shared_path

DESIGN = {
    "format": "capacita-estimation/1",
    "weight": "pw",
    "strata": ["stype"],
    "population": "fpc",
    "means": ["api00"],
    "totals": ["enroll"],
    "proportions": ["sch.wide"],
    "ratios": [{"numerator": "api.stu", "denominator": "enroll"}],
    "by": ["stype"],
}


@pytest.fixture
def design(tmp_path):
    path = tmp_path / "design.json"
    path.write_text(json.dumps(DESIGN), encoding="utf-8")
    return str(path)


def run(capsys, *arguments):
    code = main(["assessment", *arguments])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_estimate_prints_what_r_gives(capsys, design):
    data = str(shared_path("data/survey/api_apistrat.csv"))
    code, out, err = run(capsys, "estimate", data, design, "--json")
    assert (code, err) == (0, "")
    found = {(e["variable"], e["group"]["value"]): e["estimate"] for e in json.loads(out)["estimates"]}
    assert found["api00", ""]["value"] == 662.287363159
    assert found["api00", ""]["standard_error"] == 9.40894080278
    assert found["api00", "H"]["n"] == 50
    assert found["enroll", ""]["value"] == 3687177.53244
    assert found["api.stu/enroll", ""]["statistic"] == "ratio"
    assert found["sch.wide=Yes", ""]["value"] + found["sch.wide=No", ""]["value"] == pytest.approx(1)


def test_estimate_says_which_column_is_missing(capsys, design, tmp_path):
    data = tmp_path / "data.csv"
    data.write_text("api00,pw\n1,2\n3,4\n", encoding="utf-8")
    code, out, err = run(capsys, "estimate", str(data), design)
    assert (code, out) == (1, "")
    assert err.startswith("ESTIMATE_NO_COLUMN")
    assert err.count("\n") == 1


def test_estimate_says_which_cell_is_no_number(capsys, design, tmp_path):
    data = tmp_path / "data.csv"
    data.write_text("api00,pw,stype,fpc\n1,2,E,9\n3,x,E,9\n", encoding="utf-8")
    code, _, err = run(capsys, "estimate", str(data), design)
    assert code == 2
    assert "line 3" in err


def test_a_group_without_a_number_says_why(capsys, tmp_path):
    data, design = tmp_path / "data.csv", tmp_path / "design.json"
    data.write_text("y,size,team\n1,20,a\n2,20,a\n4,20,a\n8,20,b\n", encoding="utf-8")
    asked = {
        "format": "capacita-estimation/1",
        "population": "size",
        "means": ["y"],
        "by": ["team"],
        "smallest_group": 2,
    }
    design.write_text(json.dumps(asked), encoding="utf-8")
    code, out, _ = run(capsys, "estimate", str(data), str(design), "--json")
    rows = json.loads(out)["estimates"]
    assert code == 0
    assert rows[0]["estimate"]["population"] == 20  # without weights each of the four stands for five
    assert rows[2] == {
        "variable": "y",
        "group": {"dimension": "team", "value": "b"},
        "estimate": {"statistic": "mean", "n": 1, "population": 5.0, "not_estimable": "too_few"},
    }


def test_a_missing_file_is_wrong_usage(capsys, design):
    code, out, err = run(capsys, "estimate", "nowhere.csv", design)
    assert (code, out) == (2, "")
    assert err.startswith("FILE_MISSING")


def test_published_figures_are_shown_with_what_they_allow(capsys, tmp_path):
    path = tmp_path / "statistics.json"
    figure = {"code": "A7", "statement": "s", "value": 90, "bound": "approx", "unit": "percent", "denominator": 32}
    document = {
        "format": "capacita-statistics/1", "code": "c", "title": "t", "language": "en", "licence": "CC0-1.0",
        "population": {"size": 32}, "statistics": [{**figure, "source": "s", "as_published": "90%"}],
    }  # fmt: skip
    path.write_text(json.dumps(document), encoding="utf-8")
    code, out, _ = run(capsys, "statistics", str(path), "--json")
    shown = json.loads(out)
    assert code == 0
    assert (shown["statistics"][0]["count_low"], shown["statistics"][0]["attainable"]) == (29, False)
    assert shown["findings"][0]["code"] == "STATISTIC_UNATTAINABLE"
