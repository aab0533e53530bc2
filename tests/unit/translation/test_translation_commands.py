"""``capacita framework convert`` for translators and ``update`` with what they send back, as scripts see them."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from capacita.cli import main
from capacita.framework import FRAMEWORK_FORMAT, Framework
from capacita.framework.translation import list_segments
from capacita.framework.translation.files import FORMATS
from capacita.vocabulary import TextOrigin, readable_json, text_digest, written
from lib.framework_cases import identifier, small_framework


def write(path: Path, framework: Framework) -> str:
    path.write_text(readable_json(FRAMEWORK_FORMAT.dump(framework)), encoding="utf-8")
    return str(path)


def read(path: Path) -> Framework:
    return FRAMEWORK_FORMAT.read_whole(path.read_bytes())


@pytest.fixture
def framework(tmp_path: Path) -> str:
    return write(tmp_path / "framework.json", small_framework())


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_that_goes_out_and_comes_back_untouched_changes_nothing(
    framework: str, format: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = tmp_path / "out.file", tmp_path / "after.json"
    assert main(["framework", "convert", framework, str(file), "--to", format, "--language", "fr", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["format"] == format
    assert shown["segments"]["translated"] == 2
    assert shown["findings"] == []
    assert main(["framework", "update", framework, "--from", str(file), "-o", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"changes": [], "missing": [], "findings": []}
    assert read(out) == small_framework()


def test_a_translation_comes_back_with_its_translator(
    framework: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = tmp_path / "out.xlf", tmp_path / "after.json"
    assert main(["framework", "convert", framework, str(file), "--to", "xliff", "--language", "fr"]) == 0
    text = file.read_text(encoding="utf-8")
    source = '<source xml:lang="en">Curiosity</source>'
    assert text.count(source) == 1
    file.write_text(text.replace(source, source + "<target>Curiosité</target>"), encoding="utf-8")
    arguments = ["framework", "update", framework, "--from", str(file), "-o", str(out), "--translator", "Awa Diop"]
    capsys.readouterr()
    assert main([*arguments, "--json"]) == 0
    translate, credit = json.loads(capsys.readouterr().out)["changes"]
    assert translate == {
        "kind": "translate",
        "item": identifier("A1"),
        "field": "title.fr",
        "before": None,
        "after": {"text": "Curiosité", "origin": "human", "of": text_digest("Curiosity")},
    }
    assert credit["field"] == "extensions"
    assert read(out).extensions["translators"] == {"fr": ["Awa Diop"]}
    assert main([*arguments, "--machine"]) == 0
    assert {item.code: item for item in read(out).items}["A1"].title["fr"].origin is TextOrigin.MACHINE


def test_a_source_that_has_changed_is_told_and_the_translation_kept_as_stale(
    framework: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = tmp_path / "out.po", tmp_path / "after.json"
    assert main(["framework", "convert", framework, str(file), "--to", "po", "--language", "fr"]) == 0
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('msgid "Curiosity"\nmsgstr ""', 'msgid "Curiosity"\nmsgstr "Curiosité"'), "utf-8")
    items = tuple(
        replace(item, title=written("Curious mind")) if item.code == "A1" else item for item in small_framework().items
    )
    newer = write(tmp_path / "newer.json", replace(small_framework(), items=items))
    capsys.readouterr()
    assert main(["framework", "update", newer, "--from", str(file), "-o", str(out), "--json"]) == 0
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert (finding["code"], finding["severity"]) == ("TRANSLATION_SOURCE_CHANGED", "warning")
    assert finding["message"].startswith("Attitude A1, title was translated from “Curiosity”")
    stale = [segment for segment in list_segments(read(out), "fr") if segment.state == "stale"]
    assert [segment.target for segment in stale] == ["Curiosité"]
    again, earlier = tmp_path / "again.xlf", ["--earlier", framework]
    assert main(["framework", "convert", str(out), str(again), "--to", "xliff", "--language", "fr", *earlier]) == 0
    assert "It was translated from: Curiosity" in again.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("language", "code"),
    [([], "TRANSLATION_LANGUAGE_NEEDED"), (["--language", "French"], "TRANSLATION_LANGUAGE_UNKNOWN")],
)
def test_a_file_for_translators_needs_a_language(
    framework: str, language: list[str], code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.po"
    assert main(["framework", "convert", framework, str(out), "--to", "po", *language]) == 1
    shown = capsys.readouterr()
    assert shown.err.startswith(code)
    assert shown.out == ""
    assert not out.exists()


def test_a_bomb_is_refused_and_nothing_is_written(
    framework: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bomb, out = tmp_path / "bomb.xlf", tmp_path / "after.json"
    bomb.write_bytes(b'<!DOCTYPE xliff [<!ENTITY a "aaaa">]><xliff version="1.2"><file>&a;</file></xliff>')
    assert main(["framework", "update", framework, "--from", str(bomb), "-o", str(out)]) == 2
    assert capsys.readouterr().err.startswith("TRANSLATION_XML_ENTITIES: ")
    assert not out.exists()
