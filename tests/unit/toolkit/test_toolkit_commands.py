import json
from pathlib import Path

import pytest

from capacita.assessment.profile import ESTIMATES_FORMAT, GAPS_FORMAT
from capacita.cli import main
from capacita.framework import ADAPTATION_FORMAT, FRAMEWORK_FORMAT
from capacita.planning import CATALOGUE_FORMAT, PLAN_FORMAT
from capacita.toolkit import SPEC_FORMAT, TOOLKIT_FORMAT, TRAIL_FORMAT, ToolkitSpec, Trail
from capacita.vocabulary import DocumentFormat, readable_json
from lib.planning_cases import identifier
from lib.toolkit_cases import adaptation, country_catalogue, framework, gap_documents, ledger, plan


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("toolkit")
    estimates, gaps = gap_documents()
    given: dict[str, tuple[DocumentFormat, object]] = {  # type: ignore[type-arg]
        "framework": (FRAMEWORK_FORMAT, framework()),
        "adaptation": (ADAPTATION_FORMAT, adaptation()),
        "estimates": (ESTIMATES_FORMAT, estimates),
        "gaps": (GAPS_FORMAT, gaps),
        "plan": (PLAN_FORMAT, plan()),
        "catalogue": (CATALOGUE_FORMAT, country_catalogue()),
        "ledger": (TRAIL_FORMAT, Trail(id=identifier("ledger"), stops=ledger())),
        "spec": (
            SPEC_FORMAT,
            ToolkitSpec(
                kind="policy-maker",
                date="2026-03-01",
                framework="framework.json",
                adaptations=("adaptation.json",),
                estimates="estimates.json",
                gaps="gaps.json",
                plan="plan.json",
                catalogue="catalogue.json",
                ledger="ledger.json",
            ),
        ),
    }
    for name, (kind, document) in given.items():
        (place / f"{name}.json").write_text(readable_json(kind.dump(document)), encoding="utf-8")
    return place


def run(*words: object) -> int:
    return main([str(word) for word in words])


@pytest.mark.parametrize(
    ("suffix", "start"), [("html", b"<!doctype html>"), ("docx", b"PK"), ("pdf", b"%PDF-"), ("json", b"{")]
)
def test_toolkit_is_built_in_every_form(folder: Path, suffix: str, start: bytes) -> None:
    assert run("toolkit", "build", folder / "spec.json", "-o", folder / f"made.{suffix}") == 0
    assert (folder / f"made.{suffix}").read_bytes().startswith(start)


def test_finished_toolkit_gives_the_same_page_as_its_specification(folder: Path) -> None:
    run("toolkit", "build", folder / "spec.json", "-o", folder / "one.json")
    run("toolkit", "build", folder / "spec.json", "-o", folder / "one.html")
    assert run("toolkit", "build", folder / "one.json", "-o", folder / "other.html") == 0
    assert (folder / "one.html").read_bytes() == (folder / "other.html").read_bytes()


def test_number_is_traced_to_the_consultation(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("toolkit", "build", folder / "spec.json", "-o", folder / "traced.json")
    document = TOOLKIT_FORMAT.read_whole((folder / "traced.json").read_bytes())
    number = next(entry for entry in document.numbers if "Gap of health in 2.2" in entry.label)
    capsys.readouterr()
    assert run("toolkit", "trace", folder / "traced.json", number.id, "--json") == 0
    stops = json.loads(capsys.readouterr().out)
    assert set(stops[0]) == {"depth", "id", "kind", "label", "made_from"}
    assert (stops[0]["depth"], stops[0]["kind"]) == (0, "number")
    assert "consultation" in {stop["kind"] for stop in stops}


def test_unknown_number_and_unknown_form_are_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("toolkit", "build", folder / "spec.json", "-o", folder / "known.json")
    capsys.readouterr()
    assert run("toolkit", "trace", folder / "known.json", "nothing") == 1
    assert run("toolkit", "build", folder / "spec.json", "-o", folder / "made.odt") == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert [line.partition(":")[0] for line in shown.err.splitlines()] == ["TRAIL_UNKNOWN", "TOOLKIT_FORMAT_UNKNOWN"]
    assert not (folder / "made.odt").exists()
