"""The assessment of the demonstration country, whole: simulated, the same every time, and with a story to tell."""

import dataclasses
import json
import time

import numpy as np
import pytest

from capacita.assessment.instrument import BANK_FORMAT
from capacita.assessment.profile import MainFindingKind
from capacita.assessment.sampling import DESIGN_FORMAT, POPULATION_FORMAT, simulate_population, validate_population
from capacita.assessment.simulation import SIMULATION_FORMAT, simulate_responses
from capacita.assessment.simulation.run import list_assessment_trail, run_assessment
from capacita.cli import main
from capacita.content import read_content
from capacita.framework import ADAPTATION_FORMAT, FRAMEWORK_FORMAT, apply_adaptation
from capacita.vocabulary import Refusal, TrailKind, gather_trail, walk_trail


def read_demo():
    framework = apply_adaptation(
        FRAMEWORK_FORMAT.read_whole(read_content("unesco-2022/framework.json")),
        ADAPTATION_FORMAT.read_whole(read_content("public-service-levels/adaptation.json")),
    )
    return (
        framework,
        BANK_FORMAT.read_whole(read_content("item-bank/bank.json")),
        POPULATION_FORMAT.read_whole(read_content("demo-country/population.json")),
        DESIGN_FORMAT.read_whole(read_content("demo-country/design.json")),
        SIMULATION_FORMAT.read_whole(read_content("demo-country/simulation.json")),
    )


@pytest.fixture(scope="module")
def demo():
    return read_demo()


@pytest.fixture(scope="module")
def run(demo):
    return run_assessment(*demo, make_rng=np.random.default_rng)


def test_everything_says_that_it_is_simulated(run):
    assert run.frame.simulated
    assert run.sample.simulated
    assert run.responses.header.simulated
    assert run.estimates.simulated
    assert run.gaps.simulated
    for file in ("population", "design", "simulation"):
        assert "SIMULATED" in json.loads(read_content(f"demo-country/{file}.json"))["notice"]["en"]["text"]


def test_the_service_has_its_size_and_uneven_ministries(run, demo):
    assert validate_population(demo[2]) == []
    assert run.frame.size == 24_000
    counts = np.bincount(run.frame.codes["ministry"])
    assert counts.max() > 8 * counts.min()
    assert run.sample.size == 1600
    assert min(stratum.sampled for stratum in run.sample.strata) == 12


def test_it_is_the_same_every_time_and_quick(run, demo):
    started = time.perf_counter()
    again = run_assessment(*demo, make_rng=np.random.default_rng)
    assert time.perf_counter() - started < 10
    assert again.sample == run.sample
    assert again.estimates == run.estimates
    assert again.gaps == run.gaps


def test_about_a_fifth_stay_silent_and_a_few_answers_are_skipped(run):
    header = run.responses.header
    assert header.answered / header.asked == pytest.approx(0.8, abs=0.04)
    skipped = np.mean([(answers < 0).mean() for answers in run.responses.answers.values()])
    assert skipped == pytest.approx(0.03, abs=0.005)
    assert run.responses.weight.sum() == pytest.approx(24_000)


def test_in_several_ministries_something_other_than_skill_holds_the_work_back(run, demo):
    codes = {item.id: item.code for item in demo[0].items}
    named = {
        (gap.group.value, codes[gap.item][0]): gap.main_barrier
        for gap in run.gaps.gaps
        if gap.group.dimension == "ministry"
    }
    assert named["health", "2"] == "data"
    assert named["justice", "1"] == "mandate"
    assert named["agriculture", "3"] == "connectivity"
    assert named["interior", "2"] == "law"
    assert named["education", "3"] == "staffing"


def test_the_three_findings_are_there(run):
    assert [finding.kind for finding in run.findings] == list(MainFindingKind)


def test_estimates_are_near_what_was_put_in(run, demo):
    """Levels of a whole service, drawn without sampling or silence, must lie in nearly all the intervals."""
    framework, bank, population, design, simulation = demo
    silent = dataclasses.replace(simulation.silence, unit=0.0, item=0.0, by_grade={}, by_ministry={})
    everybody = dataclasses.replace(design, size=24_000)
    census = run_assessment(
        framework,
        bank,
        population,
        everybody,
        dataclasses.replace(simulation, silence=silent, seed=1),
        make_rng=np.random.default_rng,
    )
    truth = {(record.variable, record.group): record.estimate.value for record in census.estimates.estimates}
    inside = [
        record.estimate.interval.low <= truth[record.variable, record.group] <= record.estimate.interval.high
        for record in run.estimates.estimates
        if record.variable.startswith("self_report.") and record.estimate.interval
    ]
    assert len(inside) > 300
    assert np.mean(inside) > 0.85


def test_every_gap_walks_back_to_people_asked_and_questions(run, demo):
    trail = gather_trail(list_assessment_trail(run, demo[0], demo[1]))
    for gap in run.gaps.gaps[:40]:
        kinds = {stop.kind for _, stop in walk_trail(trail, gap.id)}
        assert {
            TrailKind.GAP, TrailKind.ESTIMATE, TrailKind.RESPONSES, TrailKind.SAMPLE, TrailKind.QUESTION,
            TrailKind.REQUIREMENT, TrailKind.ITEM,
        } <= kinds  # fmt: skip


def test_answers_of_real_people_are_never_made_up(run, demo):
    framework, bank, _, _, simulation = demo
    real = dataclasses.replace(run.frame, simulated=False)
    with pytest.raises(Refusal) as refusal:
        simulate_responses(framework, real, run.sample, bank, run.instrument, simulation, np.random.default_rng(1))
    assert refusal.value.code == "SIMULATION_REAL_FRAME"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"size": 23_999}, "POPULATION_SIZE"),
        ({"grades": ()}, "POPULATION_SHARES"),
        ({"role_factors": {"junior": {"captain": 2.0}}}, "POPULATION_UNKNOWN_CATEGORY"),
    ],
)
def test_a_faulty_population_is_found_and_refused(demo, change, code):
    faulty = dataclasses.replace(demo[2], **change)
    assert code in {finding.code for finding in validate_population(faulty)}
    with pytest.raises(Refusal) as refusal:
        simulate_population(faulty, np.random.default_rng(1))
    assert refusal.value.code == "POPULATION_FAULTY"


def test_the_single_commands_give_the_same_gaps(run, demo, tmp_path, capsys):
    files = {}
    for file in ("population", "design", "simulation"):
        files[file] = str(tmp_path / f"{file}.json")
        (tmp_path / f"{file}.json").write_bytes(read_content(f"demo-country/{file}.json"))
    made = {kind: str(tmp_path / kind) for kind in ("frame.parquet", "sample.json", "answers.parquet", "gaps.json")}
    framework = str(tmp_path / "framework.json")
    (tmp_path / "framework.json").write_text(json.dumps(FRAMEWORK_FORMAT.dump(demo[0])), encoding="utf-8")
    frame, sample, answers, gaps = made.values()
    assert main(["assessment", "simulate-population", files["population"], "-o", frame]) == 0
    assert main(["assessment", "sample", frame, files["design"], "-o", sample]) == 0
    steps = ["assessment", "simulate-responses", frame, sample, files["simulation"], framework, "-o", answers]
    assert main(steps) == 0
    assert main(["assessment", "gap", answers, framework, "--frame", frame, "-o", gaps]) == 0
    capsys.readouterr()
    told = json.loads((tmp_path / "gaps.json").read_text(encoding="utf-8"))
    expected = {gap.id: gap.value for gap in run.gaps.gaps}
    assert {gap["id"]: gap["value"] for gap in told["gaps"]} == pytest.approx(expected, rel=1e-11)
