"""What a command prints can be shown anywhere and commands no terminal; what it reads may come through a pipe."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from capacita.cli import main
from capacita.framework import FRAMEWORK_FORMAT
from capacita.vocabulary import readable_json
from lib.framework_cases import small_framework, text_of

OWN = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3] / "src"), "PYTHONUNBUFFERED": ""}
ESCAPE = "1.0\x1b[2J\x9b31m\r"
TITLE = "محو الأمية 😀"


def document(**parts: object) -> bytes:
    framework = replace(small_framework(), **parts)  # type: ignore[arg-type] # whatever is to be tried
    return readable_json(FRAMEWORK_FORMAT.dump(framework)).encode()


def run(*words: str, given: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "capacita.cli", *words]
    return subprocess.run(command, input=given, capture_output=True, check=False, env={**OWN, **environment})


def test_standard_input_stands_for_a_file() -> None:
    done = run("framework", "show", "-", "--json", given=document())
    assert (done.returncode, json.loads(done.stdout)["code"]) == (0, "small")
    nothing = run("framework", "validate", "-")
    assert (nothing.returncode, nothing.stderr.partition(b":")[0]) == (2, b"FILE_EMPTY")


@pytest.mark.parametrize("flags", [(), ("--json",)])
def test_control_characters_of_a_file_are_shown_and_not_obeyed(flags: tuple[str, ...]) -> None:
    done = run("framework", "show", "-", *flags, given=document(version=ESCAPE))
    printed = done.stdout.decode()
    assert done.returncode == 0
    assert "1.0\\u001b[2J\\u009b31m" in printed
    assert all(sign in "\t\n" or sign.isprintable() for sign in printed)
    if flags:
        assert json.loads(printed)["version"] == ESCAPE


def test_control_characters_in_an_error_are_shown() -> None:
    done = run("framework", "show", "/nowhere/\x1b[2J")
    assert done.stderr.decode() == "FILE_MISSING: There is no file /nowhere/\\u001b[2J. Check the path.\n"


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_narrow_encoding_stops_no_result(encoding: str, tmp_path: Path) -> None:
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    one.write_bytes(document())
    other.write_bytes(document(title=text_of(TITLE)))
    done = run("framework", "diff", str(one), str(other), PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    told = run("framework", "diff", str(one), str(other), "--json", PYTHONIOENCODING=encoding)
    (row,) = json.loads(told.stdout.decode(encoding))["changes"]
    assert row["after"]["en"]["text"] == TITLE


@pytest.mark.parametrize("address", ["no address <>", "example.org/id", 'https://example.org/"x', "https://", ""])
def test_an_address_from_which_none_can_grow_is_wrong_usage(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["framework", "convert", "small.json", "small.ttl", "--base-uri", address])
    assert "is no whole address such as https://example.org/id" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        main(["framework", "convert", "small.json", "small.ttl", "--moment", address])
    assert "is no time such as 2026-01-31T12:00:00Z" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "nearest"),
    [(("show", "-", "--from", "skos-tll"), "skos-ttl"), (("convert", "-", "out", "--to", "capacitta"), "capacita")],
)
def test_a_format_that_there_is_not_is_wrong_usage(words: tuple[str, ...], nearest: str) -> None:
    done = run("framework", *words)
    assert done.returncode == 2
    assert f"Did you mean {nearest}?" in done.stderr.decode()
