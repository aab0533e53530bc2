"""Tutorials and how-to pages do what they say: every ``sh`` block runs, and every ``output`` block is what it printed.

A block runs with bash in a folder that looks like the checkout: ``./run capacita`` and ``capacita`` are the command
line, the content packs are copies. ``sh exit=1`` expects that exit code. In an ``output`` block a line of ``...`` stands
for any lines, none included. Blocks of type ``bash`` are for a reader's own server and are not run.
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*(ROOT / "docs" / "tutorials").glob("*.md"), *(ROOT / "docs" / "how-to").glob("*.md")])
_FENCE = re.compile(r"^```(\S*) ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
KNOWN = {"sh", "output", "bash", "json", "text", "ini", "sql"}
LONGEST = 120  # seconds that one block may take


@dataclass(frozen=True)
class Block:
    """A fenced block: its type, the exit code that it expects, its text and its line."""

    kind: str
    exit_code: int
    text: str
    line: int


def list_blocks(page: str) -> list[Block]:
    blocks = []
    for found in _FENCE.finditer(page):
        option = found[2].partition("exit=")[2]
        line = page.count("\n", 0, found.start()) + 1
        blocks.append(Block(kind=found[1], exit_code=int(option or 0), text=found[3], line=line))
    return blocks


def matches(expected: list[str], found: list[str]) -> bool:
    """Whether the lines are these, where ``...`` stands for any lines."""
    if "..." not in expected:
        return expected == found
    place = expected.index("...")
    if expected[:place] != found[:place]:
        return False
    rest = expected[place + 1 :]
    return any(matches(rest, found[start:]) for start in range(place, len(found) + 1))


def make_checkout(folder: Path) -> dict[str, str]:
    """Make a folder that looks like the checkout, and return the environment in which commands run there."""
    shutil.copytree(ROOT / "src" / "capacita" / "content", folder / "src" / "capacita" / "content")
    shutil.copytree(ROOT / "tests" / "data" / "schedule", folder / "tests" / "data" / "schedule")
    commands = folder / ".commands"
    commands.mkdir()
    command_line = f'exec "{sys.executable}" -m capacita.cli "$@"\n'
    (commands / "capacita").write_text(f"#!/bin/sh\n{command_line}")
    (folder / "run").write_text(f'#!/bin/sh\n[ "$1" = capacita ] || exit 2\nshift\n{command_line}')
    for script in (commands / "capacita", folder / "run"):
        script.chmod(0o755)
    path = os.pathsep.join([str(commands), os.environ["PATH"]])
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT / "src"), "CAPACITA_HOME": str(folder / "var")}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page_does_what_it_says(path: Path, tmp_path: Path) -> None:
    environment = make_checkout(tmp_path)
    printed: list[str] | None = None
    for block in list_blocks(path.read_text(encoding="utf-8")):
        place = f"{path.relative_to(ROOT)}:{block.line}"
        assert block.kind in KNOWN, f"{place}: no such type of block"
        if block.kind == "sh":
            done = subprocess.run(
                ["bash", "-eu", "-c", block.text], cwd=tmp_path, env=environment, text=True, capture_output=True,
                timeout=LONGEST, check=False,
            )  # fmt: skip
            assert done.returncode == block.exit_code, f"{place}: exit {done.returncode}\n{done.stdout}{done.stderr}"
            printed = done.stdout.splitlines()
        elif block.kind == "output":
            assert printed is not None, f"{place}: an output without a command before it"
            expected = block.text.splitlines()
            assert matches(expected, printed), f"{place}: it printed\n" + "\n".join(printed)


@pytest.mark.parametrize(
    "path", [path for path in PAGES if path.parent.name == "tutorials"], ids=lambda path: path.stem
)
def test_tutorial_runs_something_and_shows_what_comes(path: Path) -> None:
    kinds = [block.kind for block in list_blocks(path.read_text(encoding="utf-8"))]
    assert kinds.count("sh") >= 3
    assert "output" in kinds
    assert "bash" not in kinds


def test_every_block_is_read() -> None:
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        assert len(list_blocks(text)) * 2 == sum(line.startswith("```") for line in text.splitlines()), path.name


def test_output_with_another_line_does_not_match() -> None:
    assert matches(["a", "...", "d"], ["a", "b", "c", "d"])
    assert matches(["...", "b"], ["b"])
    assert not matches(["a", "...", "d"], ["a", "b", "c"])
    assert not matches(["a", "b"], ["a", "b", "c"])
