import json
from pathlib import Path

import pytest

from capacita.assessment.profile import GAPS_FORMAT
from capacita.cli import main
from capacita.planning import CATALOGUE_FORMAT, LIMITS_FORMAT, PLAN_FORMAT, PROBLEM_FORMAT
from capacita.vocabulary import readable_json
from lib.planning_cases import action, catalogue, gap, gap_set, limits, module


@pytest.fixture
def files(tmp_path: Path) -> Path:
    gaps = gap_set([gap("1.1", "health"), gap("2.2", "health", barriers={"tools": 0.7, "skill": 0.2})])
    given = {
        "gaps": GAPS_FORMAT.dump(gaps),
        "catalogue": CATALOGUE_FORMAT.dump(catalogue([module("A", [("1.1", 0.8, 0, 3)])], [action("T", "tools")])),
        "limits": LIMITS_FORMAT.dump(limits()),
    }
    for name, value in given.items():
        (tmp_path / f"{name}.json").write_text(readable_json(value), encoding="utf-8")
    return tmp_path


def run(*words: object) -> int:
    return main([str(word) for word in words])


def test_gaps_become_a_problem_a_plan_and_sentences(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    three = (files / "gaps.json", files / "catalogue.json", files / "limits.json")
    assert run("planning", "problem", *three, "-o", files / "problem.json", "--json") == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == json.loads((files / "problem.json").read_text(encoding="utf-8"))
    assert len(PROBLEM_FORMAT.read_whole((files / "problem.json").read_bytes()).targets) == 1
    assert run("planning", "optimise", files / "problem.json", "-o", files / "plan.json", "--robust") == 0
    assert "The plan closes" in capsys.readouterr().out
    assert PLAN_FORMAT.read_whole((files / "plan.json").read_bytes()).choices[0].robust is True
    assert run("planning", "explain", files / "plan.json", "--json") == 0
    sentences = json.loads(capsys.readouterr().out)
    assert {"code", "values", "about", "sentence"} == set(sentences[0])
    assert "PLAN_ACTION" in {sentence["code"] for sentence in sentences}


def test_second_run_writes_the_same_bytes(files: Path) -> None:
    three = (files / "gaps.json", files / "catalogue.json", files / "limits.json")
    written = []
    for number in range(2):
        assert run("planning", "problem", *three, "-o", files / f"problem{number}.json") == 0
        assert run("planning", "optimise", files / f"problem{number}.json", "-o", files / f"plan{number}.json") == 0
        written.append((files / f"plan{number}.json").read_bytes())
    assert written[0] == written[1]


def test_spoiled_plan_is_refused_and_not_explained(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    three = (files / "gaps.json", files / "catalogue.json", files / "limits.json")
    run("planning", "problem", *three, "-o", files / "problem.json")
    run("planning", "optimise", files / "problem.json", "-o", files / "plan.json")
    plan = json.loads((files / "plan.json").read_text(encoding="utf-8"))
    plan["objective"] += 1
    (files / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    capsys.readouterr()
    assert run("planning", "explain", files / "plan.json") == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("PLAN_INFEASIBLE: ")


def test_unreadable_input_ends_with_two(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("planning", "optimise", files / "gaps.json") == 2
    assert run("planning", "explain", files / "nothing.json") == 2
    assert capsys.readouterr().out == ""
