"""``capacita framework`` and ``capacita adaptation``, as scripts see them."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from capacita.cli import main
from capacita.framework import ADAPTATION_FORMAT, FRAMEWORK_FORMAT, apply_adaptation, framework_digest
from capacita.vocabulary import readable_json
from lib.framework_cases import adaptation_of, change, identifier, small_document, small_framework

SOURCE = {"en": {"text": "x", "origin": "source"}}
FINDING_KEYS = ["code", "severity", "path", "lines", "message", "hint"]


def write(path: Path, value: Any) -> str:
    path.write_text(readable_json(value), encoding="utf-8")
    return str(path)


@pytest.fixture
def framework(tmp_path: Path) -> str:
    return write(tmp_path / "framework.json", small_document())


def adaptation(folder: Path, *changes: Any, **header: Any) -> str:
    made = adaptation_of(small_framework(), *changes, **header)
    return write(folder / "adaptation.json", ADAPTATION_FORMAT.dump(made))


def test_validate_says_that_a_framework_is_sound(framework: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["framework", "validate", framework, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"findings": []}
    assert main(["framework", "validate", framework]) == 0
    assert capsys.readouterr().out == "No findings: the framework is sound.\n"


def test_validate_lists_all_findings_and_gives_1_for_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = small_document()
    document["items"][2]["title"]["en"]["text"] = 5
    document["items"][4]["parent"] = identifier("9")
    path = write(tmp_path / "broken.json", document)
    assert main(["framework", "validate", path, "--json"]) == 1
    shown = capsys.readouterr()
    findings = json.loads(shown.out)["findings"]
    assert [list(finding) for finding in findings] == [FINDING_KEYS] * 2
    assert [(finding["code"], finding["path"]) for finding in findings] == [
        ("DOCUMENT_WRONG_TYPE", "/items/2/title/en/text"),
        ("FRAMEWORK_PARENT_MISSING", "/items/4/parent"),
    ]
    assert shown.err == ""
    assert main(["framework", "validate", path]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["error", "error"]


def test_validate_gives_0_for_a_warning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = small_document()
    document["items"][2]["position"] = 1
    assert main(["framework", "validate", write(tmp_path / "f.json", document), "--json"]) == 0
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert (finding["severity"], finding["message"]) == (
        "warning",
        "These siblings share the position 1: 1.1, 1.2; their order is left to chance.",
    )


@pytest.mark.parametrize("verb", ["validate", "show"])
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'{"format": "capacita-framework/1", "id": "0b', "DOCUMENT_NOT_JSON"),
        (b"", "FILE_EMPTY"),
        (b'{"format": "capacita-adaptation/1"}', "DOCUMENT_OTHER_FORMAT"),
        (b"{}", "EXCHANGE_FORMAT_NOT_RECOGNISED"),
        (b'{"format": "capacita-framework/2"}', "DOCUMENT_UNKNOWN_VERSION"),
        (b"[1]", "DOCUMENT_NO_OBJECT"),
        (b"\xff\xfe", "DOCUMENT_NOT_UTF8"),
        (b'{"a":' * 100 + b"1" + b"}" * 100, "DOCUMENT_TOO_DEEP"),
        (b'{"format": 1e400}', "DOCUMENT_NUMBER_TOO_LARGE"),
        (b'{"format": NaN}', "DOCUMENT_NO_NUMBER"),
        (None, "FILE_MISSING"),
    ],
)
def test_what_is_no_framework_gives_2_and_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], verb: str, content: bytes | None, code: str
) -> None:
    path = tmp_path / "input.json"
    if content is not None:
        path.write_bytes(content)
    assert main(["framework", verb, str(path), "--json"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    (line,) = shown.err.splitlines()
    assert line.startswith(f"{code}: ")
    assert line.count(str(path)) == 1


def test_show_gives_the_figures(framework: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["framework", "show", framework, "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert list(shown) == [
        "id", "code", "version", "languages", "items", "associations", "scales", "roles", "missing"
    ]  # fmt: skip
    assert shown["items"] == {"domain": 2, "competency": 3, "attitude": 1, "recommendation": 1}
    assert main(["framework", "show", framework]) == 0
    text = capsys.readouterr().out
    assert "3 competency" in text
    assert "without text  1 recommendation" in text


def test_show_of_a_faulty_framework_refuses_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = small_document()
    document["items"][0]["kind"] = "skill"
    assert main(["framework", "show", write(tmp_path / "f.json", document)]) == 2
    assert capsys.readouterr().err.startswith("DOCUMENT_FAULTY: ")


def test_apply_writes_the_effective_framework(
    framework: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = [change("reword", "1.1", after=SOURCE), change("omit", "1.2"), change("adopt", "A1")]
    path, out = adaptation(tmp_path, *wanted), tmp_path / "new" / "effective.json"
    assert main(["adaptation", "apply", framework, path, "-o", str(out), "--json"]) == 0
    effective = apply_adaptation(small_framework(), adaptation_of(small_framework(), *wanted))
    assert FRAMEWORK_FORMAT.read_whole(out.read_bytes()) == effective
    assert json.loads(capsys.readouterr().out) == {
        "id": effective.id,
        "code": "small-country",
        "version": "0.1",
        "digest": framework_digest(effective),
        "items": 6,
        "changes": {"reword": 1, "omit": 1, "adopt": 1},
        "findings": [],
    }
    assert main(["adaptation", "apply", framework, path, "-o", str(out)]) == 0
    assert capsys.readouterr().out.startswith("small-country 0.1: 1 reword, 1 omit, 1 adopt; written to ")


def test_apply_passes_on_a_number_as_it_stands(tmp_path: Path) -> None:
    base = FRAMEWORK_FORMAT.read_whole(
        readable_json({**small_document(), "extensions": {"pi": 3.141592653589793}}).encode()
    )
    write(tmp_path / "base.json", FRAMEWORK_FORMAT.dump(base))
    path = write(tmp_path / "a.json", ADAPTATION_FORMAT.dump(adaptation_of(base, change("adopt", "1.1"))))
    assert main(["adaptation", "apply", str(tmp_path / "base.json"), path, "-o", str(tmp_path / "out.json")]) == 0
    assert json.loads((tmp_path / "out.json").read_text())["extensions"] == {"pi": 3.141592653589793}


def test_apply_refuses_and_writes_nothing(framework: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.json"
    path = adaptation(tmp_path, change("omit", "1"))
    assert main(["adaptation", "apply", framework, path, "-o", str(out), "--json"]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == (
        f"ADAPTATION_ORPHANS: {path}: 1.1, 1.2 would be left without a parent, because 1 goes. "
        "Omit or move them as well, each by a change.\n"
    )
    assert not out.exists()


def test_apply_lists_what_is_wrong_with_the_adaptation(
    framework: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = adaptation(tmp_path, change("reword", "1.1", after="x"), title={}), tmp_path / "out.json"
    assert main(["adaptation", "apply", framework, path, "-o", str(out), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [finding["code"] for finding in found["findings"]] == ["FRAMEWORK_TITLE_MISSING", "ADAPTATION_CHANGE_FAULTY"]
    assert list(found) == ["findings"]
    assert not out.exists()


def test_apply_needs_an_output(framework: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["adaptation", "apply", framework, adaptation(tmp_path)])
    assert stop.value.code == 2
    assert capsys.readouterr().out == ""


def test_the_command_runs_as_a_process(framework: str) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "capacita.cli", "framework", "show", framework, "--json"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={"PYTHONPATH": str(Path(__file__).resolve().parents[3] / "src")},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["code"] == "small"


def test_diff_tells_what_becomes_stale(tmp_path: Path, framework: str, capsys: pytest.CaptureFixture[str]) -> None:
    document = small_document()
    item = next(entry for entry in document["items"] if entry.get("statement"))
    item["statement"] = {"en": {"text": "Said anew.", "origin": "source"}}
    after = write(tmp_path / "after.json", document)
    others = [entry["id"] for entry in document["items"] if entry["id"] != item["id"]]
    around = [
        {"kind": "question", "id": "q1", "items": [item["id"]], "label": "Q1"},
        {"kind": "estimate", "id": "2025/old", "items": [item["id"]]},
        {"kind": "estimate", "id": "2025/same", "items": others[:1]},
    ]
    told = write(tmp_path / "around.json", {"dependents": around})
    assert main(["framework", "diff", framework, after, "--around", told, "--json"]) == 0
    effect = json.loads(capsys.readouterr().out)["effect"]
    assert [(entry["id"], entry["why"]) for entry in effect["stale"] if entry["kind"] == "question"] == [
        ("q1", "EFFECT_MEANING_CHANGED")
    ]
    assert [entry["id"] for entry in effect["comparable"]] == ["2025/same"]
    assert [entry["id"] for entry in effect["not_comparable"]] == ["2025/old"]
    assert main(["framework", "diff", framework, after, "--around", told]) == 0
    assert "1 estimates stay comparable, 1 do not" in capsys.readouterr().out
    faulty = write(tmp_path / "faulty.json", {"dependents": [{"kind": "question"}]})
    assert main(["framework", "diff", framework, after, "--around", faulty]) == 1
    assert "EFFECT_DEPENDENTS_FAULTY" in capsys.readouterr().err


def test_convert_is_told_the_base_of_an_adaptation(
    framework: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    item = identifier("1.1")
    document = adaptation(tmp_path, change("reword", "1.1", after={"en": {"text": "Anew.", "origin": "source"}}))
    applied, out = str(tmp_path / "applied.json"), tmp_path / "case.json"
    assert main(["adaptation", "apply", framework, document, "-o", applied]) == 0
    for given in (applied, document):
        assert main(["framework", "convert", given, str(out), "--to", "case", "--base", framework]) == 0
        told = [entry.get("extensions", {}) for entry in json.loads(out.read_bytes())["CFItems"]]
        assert [entry["sourceItemIdentifier"] for entry in told if "sourceItemIdentifier" in entry] == [item]
        out.unlink()
    assert main(["framework", "convert", applied, str(out), "--to", "case"]) == 0
    assert b"sourceItemIdentifier" not in out.read_bytes()
    capsys.readouterr()
    for wrong, code in ((applied, "ADAPTATION_OTHER_BASE"), (document, "DOCUMENT_OTHER_FORMAT")):
        assert main(["framework", "convert", applied, str(out), "--to", "case", "--base", wrong]) > 0
        assert capsys.readouterr().err.startswith(code)
    later = write(tmp_path / "later.json", {**small_document(), "version": "9.0"})
    assert main(["framework", "convert", applied, str(out), "--to", "case", "--base", later]) == 1
    assert capsys.readouterr().err.startswith("ADAPTATION_BASE_CHANGED")


@pytest.mark.parametrize("name", ["framework.case.json", "framework.ttl", "framework.xlsx"])
def test_every_verb_knows_a_framework_by_its_content(
    name: str, framework: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = {"json": "case", "ttl": "skos-ttl", "xlsx": "xlsx"}[name.rpartition(".")[2]]
    path = str(tmp_path / "given")
    assert main(["framework", "convert", framework, path, "--to", form]) == 0
    capsys.readouterr()
    for verb in ("validate", "show", "lint", "coverage"):
        assert main(["framework", verb, path, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)
    assert main(["framework", "diff", path, path, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["changes"] == []
    merged = tmp_path / "merged.json"
    assert main(["framework", "merge", path, path, path, "-o", str(merged), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"conflicts": [], "applied": 0}
    assert FRAMEWORK_FORMAT.read_whole(merged.read_bytes()).id == small_framework().id


def test_validate_counts_what_was_mended_in_a_package_from_elsewhere(
    framework: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "package.json"
    assert main(["framework", "convert", framework, str(path), "--to", "case"]) == 0
    package = json.loads(path.read_text(encoding="utf-8"))
    del package["CFDocument"]["creator"]
    path.write_text(json.dumps(package), encoding="utf-8")
    capsys.readouterr()
    assert main(["framework", "validate", str(path), "--json"]) == 0
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert (finding["code"], finding["severity"]) == ("EXCHANGE_READ_WITH_REPAIRS", "note")
    assert finding["message"] == "Mended or set aside while it was read as CASE 1.1 package: 1."


def test_a_format_that_is_named_is_taken_over_what_the_content_says(
    framework: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["framework", "validate", framework, "--from", "case"]) == 2
    assert capsys.readouterr().err.startswith("CASE_NO_DOCUMENT: ")


def test_word_typed_wrong_gets_the_nearest_right_one_and_the_page_of_help(capsys: pytest.CaptureFixture[str]) -> None:
    for typed, meant, page in (
        (["frameork", "show"], "framework", "capacita --help"),
        (["framework", "valdate", "a.json"], "validate", "capacita framework --help"),
    ):
        with pytest.raises(SystemExit) as stopped:
            main(typed)
        assert stopped.value.code == 2
        told = capsys.readouterr().err
        assert f"Did you mean {meant}?" in told
        assert told.endswith(f"Read more with: {page}\n")
    with pytest.raises(SystemExit):
        main(["framework", "zzz"])
    assert "Did you mean" not in capsys.readouterr().err


def test_merge_says_how_to_choose_and_its_line_is_a_file_of_choices(
    tmp_path: Path, framework: str, capsys: pytest.CaptureFixture[str]
) -> None:
    sides = []
    for name in ("ours", "theirs"):
        document = small_document()
        document["items"][2]["title"] = {"en": {"text": f"The title of {name}", "origin": "source"}}
        sides.append(write(tmp_path / f"{name}.json", document))
    out = tmp_path / "merged.json"
    assert main(["framework", "merge", framework, *sides, "-o", str(out)]) == 1
    told = capsys.readouterr().out
    assert told.endswith("Changes taken in: 0; conflicts open: 1; nothing is written.\n")
    line = next(line for line in told.splitlines() if line.startswith("{"))
    (tmp_path / "choices.json").write_text(line, encoding="utf-8")
    given = ["--resolutions", str(tmp_path / "choices.json")]
    assert main(["framework", "merge", framework, *sides, "-o", str(out), *given]) == 0
    assert FRAMEWORK_FORMAT.read_whole(out.read_bytes()).items[2].title["en"].text == "The title of ours"
