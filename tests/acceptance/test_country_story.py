"""The whole story of the demonstration country by the command line alone, on plain files, with no site.

1. An academy types ``capacita demo --out DIR``.
2. It finds framework, consultation, adaptation, sample, answers, estimates, gaps, plan and toolkit there.
3. A second telling gives the same JSON to the byte.
4. A number of the toolkit walks back to what somebody said.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from capacita.assessment.engines.parquet import read_response_set
from capacita.assessment.sampling import SAMPLE_FORMAT
from capacita.framework import ADAPTATION_FORMAT, FRAMEWORK_FORMAT, apply_adaptation, framework_digest
from capacita.planning import PLAN_FORMAT, PROBLEM_FORMAT, check_plan
from capacita.toolkit.document import TOOLKIT_FORMAT, trace_number
from capacita.vocabulary import TrailKind
from lib.shared import ROOT

WANTED = {
    "framework.json", "adaptation.json", "consultation.json", "sample.json", "responses.json", "responses.parquet",
    "estimates.json", "gaps.json", "problem.json", "plan.json", "toolkit.json", "toolkit.html", "toolkit.docx",
    "toolkit.pdf",
}  # fmt: skip


def tell(folder: Path) -> Path:
    """Run the command as a person would."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    words = [sys.executable, "-m", "capacita.cli", "demo", "--out", str(folder), "--json"]
    ran = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["simulated"] is True
    return folder


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tell(tmp_path_factory.mktemp("story"))


def test_story_writes_every_document(told: Path) -> None:
    assert {path.name for path in told.iterdir()} >= WANTED
    assert all((told / name).stat().st_size > 0 for name in WANTED)


def test_second_telling_is_the_same_to_the_byte(told: Path, tmp_path: Path) -> None:
    again = tell(tmp_path / "again")
    names = sorted(path.name for path in told.iterdir())
    assert names == sorted(path.name for path in again.iterdir())
    differing = [name for name in names if (told / name).read_bytes() != (again / name).read_bytes()]
    assert [name for name in differing if name.endswith(".json")] == []
    assert differing == []


def test_adaptation_has_three_changes_with_reasons_that_give_the_framework(told: Path) -> None:
    base = FRAMEWORK_FORMAT.read_whole((told / "base-framework.json").read_bytes())
    adaptation = ADAPTATION_FORMAT.read_whole((told / "adaptation.json").read_bytes())
    framework = FRAMEWORK_FORMAT.read_whole((told / "framework.json").read_bytes())
    assert len(adaptation.changes) == 3
    assert all(change.reason and change.evidence and change.decision for change in adaptation.changes)
    assert framework_digest(apply_adaptation(base, adaptation)) == framework_digest(framework)


def test_everything_simulated_says_so(told: Path) -> None:
    for name in ("responses.json", "estimates.json", "gaps.json", "toolkit.json"):
        assert json.loads((told / name).read_bytes())["simulated"] is True
    page = (told / "toolkit.html").read_text(encoding="utf-8").casefold()
    assert "simulated" in page
    assert "own wording. not an official unesco" in page


def test_answers_are_of_the_sample_and_nobody_is_named(told: Path) -> None:
    sample = SAMPLE_FORMAT.read_whole((told / "sample.json").read_bytes())
    answers = read_response_set((told / "responses.parquet").read_bytes())
    asked = {person for stratum in sample.strata for person in stratum.persons}
    assert answers.header.sample == sample.id
    assert 0 < answers.size < answers.header.asked == len(asked)
    assert set(answers.persons.tolist()) <= asked


def test_plan_keeps_its_limits(told: Path) -> None:
    problem = PROBLEM_FORMAT.read_whole((told / "problem.json").read_bytes())
    plan = PLAN_FORMAT.read_whole((told / "plan.json").read_bytes())
    check_plan(problem, plan)
    assert plan.choices
    assert plan.actions, "some gap is held up by something other than skill"


def test_a_number_walks_back_to_what_somebody_said(told: Path) -> None:
    toolkit = TOOLKIT_FORMAT.read_whole((told / "toolkit.json").read_bytes())
    ways = [[stop.kind for _depth, stop in trace_number(toolkit, number.id)] for number in toolkit.numbers]
    whole = {
        TrailKind.GAP, TrailKind.ESTIMATE, TrailKind.QUESTION, TrailKind.ITEM, TrailKind.CHANGE, TrailKind.DECISION,
        TrailKind.CONTRIBUTION, TrailKind.CONSULTATION,
    }  # fmt: skip
    assert any(whole <= set(way) for way in ways)
