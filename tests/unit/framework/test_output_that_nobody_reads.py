"""A result that nobody reads any more ends a command without a word, as ``| head -1`` does to every tool."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from capacita.content import read_content

OWN = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3] / "src"), "PYTHONUNBUFFERED": ""}


@pytest.fixture
def framework(tmp_path: Path) -> Path:
    path = tmp_path / "framework.json"
    path.write_bytes(read_content("unesco-2022/framework.json"))
    return path


def run(words: str, *, redirect: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command in a shell, with what is done to its output behind it; the exit code is the command's own."""
    script = f'set -o pipefail; "{sys.executable}" -m capacita.cli {words} {redirect}'
    return subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False, env=OWN)


@pytest.mark.parametrize("verb", ["show", "lint --json"])
def test_a_reader_that_is_gone_ends_a_command_without_a_word(verb: str, framework: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    name, *flags = verb.split()
    command = [sys.executable, "-m", "capacita.cli", "framework", name, str(framework), *flags]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True, check=False, env=OWN)
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.parametrize("words", ["--help", "framework show --help"])
def test_help_that_nobody_reads_says_nothing_either(words: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "capacita.cli", *words.split()]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True, check=False, env=OWN)
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, "")


def test_a_reader_that_leaves_in_the_middle_gets_what_it_wanted(framework: Path) -> None:
    done = run(f'framework convert "{framework}" /dev/stdout --to capacita', redirect="| head -c 1")
    assert (done.returncode, done.stdout, done.stderr) == (141, "{", "")


@pytest.mark.parametrize("verb", ["show --json", "show"])
def test_a_closed_output_is_one_line(verb: str, framework: Path) -> None:
    name, *flags = verb.split()
    done = run(f'framework {name} "{framework}" {" ".join(flags)}', redirect=">&-")
    assert done.returncode == 1
    assert done.stderr.startswith("FILE_NOT_WRITTEN: standard output cannot be written")
    assert done.stderr.count("\n") == 1


def test_a_fault_is_told_on_no_other_way_where_errors_are_closed(framework: Path) -> None:
    done = run('framework show "/nowhere"', redirect="2>&-")
    assert (done.returncode, done.stdout) == (2, "")
