"""``capacita framework crosswalk``, ``coverage`` and ``lint``, as scripts see them."""

import json
from pathlib import Path
from typing import Any

import pytest

from capacita.cli import main
from capacita.framework.crosswalk import CROSSWALK_FORMAT, LinkDecision, MatchRelation, decide_link
from capacita.vocabulary import derive_identifier, readable_json
from lib.framework_cases import FRAMEWORK, small_document

Shown = pytest.CaptureFixture[str]


def write(path: Path, value: Any) -> str:
    path.write_text(readable_json(value), encoding="utf-8")
    return str(path)


@pytest.fixture
def framework(tmp_path: Path) -> str:
    return write(tmp_path / "framework.json", small_document())


@pytest.fixture
def other(tmp_path: Path) -> str:
    document = small_document()
    document["id"] = derive_identifier(FRAMEWORK, "other")
    document["code"] = "other"
    return write(tmp_path / "other.json", document)


def test_crosswalk_writes_links_and_keeps_decisions(framework: str, other: str, tmp_path: Path, capsys: Shown) -> None:
    links = tmp_path / "links.json"
    assert main(["framework", "crosswalk", framework, other, "-o", str(links), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert list(shown) == ["id", "language", "links", "coverage", "findings"]
    crosswalk = CROSSWALK_FORMAT.read_whole(links.read_bytes())
    assert shown["links"] == len(crosswalk.links) > 0
    assert set(shown["coverage"]["subject"]) == {"items", "accepted", "proposed", "suggested", "without"}

    first = crosswalk.links[0].id
    decided = decide_link(crosswalk, first, LinkDecision.ACCEPTED, decided_by="expert", relation=MatchRelation.EXACT)
    earlier = write(tmp_path / "earlier.json", CROSSWALK_FORMAT.dump(decided))
    tsv = tmp_path / "links.tsv"
    again = ["framework", "crosswalk", framework, other, "-o", str(links), "--keep", earlier, "--sssom", str(tsv)]
    assert main(again) == 0
    assert "1 accepted" in capsys.readouterr().out
    assert CROSSWALK_FORMAT.read_whole(links.read_bytes()).links[0].decided_by == "expert"
    assert "skos:exactMatch" in tsv.read_text(encoding="utf-8")


def test_crosswalk_says_why_it_cannot_compare(framework: str, other: str, tmp_path: Path, capsys: Shown) -> None:
    links = tmp_path / "links.json"
    arguments = ["framework", "crosswalk", framework, other, "-o", str(links), "--language", "zh"]
    assert main(arguments) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("CROSSWALK_NOTHING_TO_COMPARE: ")
    assert not links.exists()


def test_coverage_names_gaps_and_fails_on_a_minimum_only(framework: str, capsys: Shown) -> None:
    assert main(["framework", "coverage", framework, "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert list(shown) == ["lenses", "principles", "findings"]
    assert shown["findings"] == []
    assert shown["lenses"][2] == {
        "lens": "gender", "principles": 2, "served": 0, "confirmed": 0, "items": 0, "gaps": ["roam-x-gender", "sdg-5"],
    }  # fmt: skip
    assert main(["framework", "coverage", framework, "--minimum", "gender", "--json"]) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert [finding["code"] for finding in findings] == ["RELEASE_PRINCIPLE_TOO_FEW"] * 2
    assert main(["framework", "coverage", framework, "--minimum", "roam-rights"]) == 0
    assert "gaps: Gender equality (roam-x-gender)" in capsys.readouterr().out
    assert main(["framework", "coverage", framework, "--minimum", "roam-rights", "--confirmed"]) == 1
    assert main(["framework", "coverage", framework, "--minimum", "peace"]) == 1
    assert capsys.readouterr().err.startswith("FRAMEWORK_PRINCIPLE_UNKNOWN: ")


def test_lint_lists_findings_and_never_fails_on_them(framework: str, tmp_path: Path, capsys: Shown) -> None:
    document = small_document()
    document["items"][1]["statement"]["en"]["text"] = "Knows the rules and applies them."
    path = write(tmp_path / "draft.json", document)
    assert main(["framework", "lint", path, "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert list(shown) == ["findings"]
    assert list(shown["findings"][0]) == ["code", "severity", "path", "lines", "message", "hint"]
    codes = [finding["code"] for finding in shown["findings"]]
    assert "LINT_VERB_NOT_OBSERVABLE" in codes
    assert "LINT_VERBS_JOINED" in codes
    assert {finding["severity"] for finding in shown["findings"]} <= {"warning", "note"}
    assert main(["framework", "lint", path]) == 0
    assert '"knows", which nobody can see somebody do' in capsys.readouterr().out


def test_lint_says_that_a_file_is_no_framework(tmp_path: Path, capsys: Shown) -> None:
    path = tmp_path / "cut.json"
    path.write_text('{"format": "capacita-fram', encoding="utf-8")
    assert main(["framework", "lint", str(path)]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("DOCUMENT_NOT_JSON: ")
