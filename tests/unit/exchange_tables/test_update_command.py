"""``capacita framework update``: what it prints, what it writes, and what it leaves alone."""

import json
from pathlib import Path

import pytest

from capacita.cli import main
from capacita.framework import FRAMEWORK_FORMAT, find_item
from capacita.framework.exchange.digcomp import read_digcomp
from capacita.framework.exchange.xlsx import write_workbook
from capacita.sheets import write_csv
from lib.exchange_files import digcomp_bytes
from lib.framework_cases import identifier, small_document, small_framework


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "f.json").write_text(json.dumps(small_document()))
    (tmp_path / "same.xlsx").write_bytes(write_workbook(small_framework()))
    (tmp_path / "new.csv").write_bytes(write_csv([["code", "title (en)"], ["1.2", "Draw"]]))
    (tmp_path / "bad.csv").write_bytes(write_csv([["code", "kind", "title (en)"], ["1.2", "skill", "Draw"]]))
    return tmp_path


def update(files: Path, *arguments: str) -> int:
    return main(["framework", "update", str(files / "f.json"), "-o", str(files / "out.json"), *arguments])


def test_unchanged_sheet_gives_no_changes(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert update(files, "--from", str(files / "same.xlsx"), "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"changes": [], "missing": [], "findings": []}
    assert FRAMEWORK_FORMAT.read_whole((files / "out.json").read_bytes()) == small_framework()


def test_changes_are_listed_and_written(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert update(files, "--from", str(files / "new.csv"), "--json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["changes"] == [
        {
            "kind": "retitle",
            "item": identifier("1.2"),
            "field": "title",
            "before": {"en": {"text": "Design", "origin": "source"}},
            "after": {"en": {"text": "Draw", "origin": "source"}},
        }
    ]
    assert [entry["id"] for entry in shown["missing"]] == [identifier(c) for c in ("1", "1.1", "2", "2.1", "A1", "R1")]
    assert shown["missing"][1] == {"sheet": "Items", "name": "1.1 competency", "id": identifier("1.1")}
    written = FRAMEWORK_FORMAT.read_whole((files / "out.json").read_bytes())
    assert find_item(written, "1.2").title["en"].text == "Draw"


def test_changes_are_told_in_words(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert update(files, "--from", str(files / "new.csv")) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "retitle   1.2  title"
    assert lines[2] == f"small 1.0: 1 retitle; written to {files / 'out.json'}"


def test_sheet_with_an_error_writes_nothing(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert update(files, "--from", str(files / "bad.csv"), "--json") == 1
    shown = json.loads(capsys.readouterr().out)
    assert shown["changes"] == []
    assert {finding["code"] for finding in shown["findings"]} >= {"EXCHANGE_CELL_NOT_IN_LIST"}
    assert not (files / "out.json").exists()


def test_missing_rows_leave_only_when_asked(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = files / "two.csv"
    sheet.write_bytes(write_csv([["code", "title (en)"], ["1", "Plan"], ["1.2", "Design"]]))
    assert update(files, "--from", str(sheet), "--omit-missing", "--json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert {change["kind"] for change in shown["changes"]} == {"omit"}
    assert len(FRAMEWORK_FORMAT.read_whole((files / "out.json").read_bytes()).items) == 2


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no workbook", b"a,b\n\xff", b'"open'])
def test_file_that_is_no_sheet_is_one_line_on_stderr(
    files: Path, capsys: pytest.CaptureFixture[str], data: bytes
) -> None:
    (files / "x").write_bytes(data)
    assert update(files, "--from", str(files / "x")) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert not (files / "out.json").exists()


def test_translations_of_digcomp_come_in_by_the_name_of_their_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    framework, _ = read_digcomp(digcomp_bytes())
    (tmp_path / "f.json").write_text(json.dumps(FRAMEWORK_FORMAT.dump(framework)))
    rows = [["location", "context", "source", "target"], ["digcomp.area.1.label", "", "Finding", "Zoeken"]]
    (tmp_path / "nl.csv").write_bytes(write_csv(rows))
    assert update(tmp_path, "--from", str(tmp_path / "nl.csv"), "--json") == 0
    changes = json.loads(capsys.readouterr().out)["changes"]
    assert [(change["kind"], change["field"]) for change in changes] == [("set", "licence"), ("translate", "title.nl")]
