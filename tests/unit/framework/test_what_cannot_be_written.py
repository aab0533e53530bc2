"""A result that cannot be written is one line with a code, and what was there before is as it was."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from capacita.cli import main
from capacita.cli.terminal import write_bytes
from capacita.framework import FRAMEWORK_FORMAT
from capacita.vocabulary import Refusal, readable_json
from lib.framework_cases import small_framework

OWN = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3] / "src")}
pytestmark = pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="there is no /dev/full here")


@pytest.fixture
def framework(tmp_path: Path) -> Path:
    path = tmp_path / "small.json"
    path.write_text(readable_json(FRAMEWORK_FORMAT.dump(small_framework())), encoding="utf-8")
    return path


@pytest.mark.parametrize("place", [".", "small.json/out.json", "/dev/full", "/proc/out.json"])
def test_place_that_holds_no_file_is_refused(
    place: str, framework: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(framework.parent)
    assert main(["framework", "convert", "small.json", place, "--to", "case"]) == 1
    shown = capsys.readouterr()
    assert (shown.out, shown.err.count("\n")) == ("", 1)
    assert shown.err.startswith("FILE_NOT_WRITTEN: ")
    assert [entry.name for entry in framework.parent.iterdir()] == ["small.json"]


def test_file_that_does_not_fit_leaves_the_one_before(framework: Path) -> None:
    out = framework.with_name("out.json")
    out.write_text("before", encoding="utf-8")
    limited = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (9, 9)); from capacita.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", limited, "framework", "convert", str(framework), str(out), "--to", "case"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=OWN)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("FILE_NOT_WRITTEN: ")
    assert done.stderr.count("\n") == 1
    assert out.read_text(encoding="utf-8") == "before"
    assert sorted(entry.name for entry in framework.parent.iterdir()) == ["out.json", "small.json"]


def test_output_that_goes_nowhere_is_one_line(framework: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        command = [sys.executable, "-m", "capacita.cli", "framework", "show", str(framework)]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, env=OWN)
    assert done.returncode == 1
    assert done.stderr.startswith("FILE_NOT_WRITTEN: standard output cannot be written")
    assert done.stderr.count("\n") == 1


def test_what_is_no_file_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    write_bytes(Path(os.devnull), b"x")
    assert Path(os.devnull).is_char_device()
    link, target = tmp_path / "link.json", tmp_path / "target.json"
    link.symlink_to(target)
    write_bytes(link, b"x")
    assert (link.is_symlink(), target.read_bytes()) == (True, b"x")
    with pytest.raises(Refusal, match="FILE_NOT_WRITTEN"):
        write_bytes(tmp_path, b"x")
