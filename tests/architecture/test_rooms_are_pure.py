"""The rooms below the site open nothing, print nothing, ask no clock and no chance; and this check itself bites."""

import ast
from pathlib import Path

import pytest

from lib.shared import ROOT

ROOMS = (
    "vocabulary", "sheets", "disclosure", "text", "framework", "consultation", "assessment", "planning", "toolkit",
    "story",
)  # fmt: skip
EDGES = ("framework/exchange/", "assessment/engines/", "toolkit/renderers/")  # may open the paths that they are given
FORBIDDEN = {"open", "print", "input", "exec", "eval", "__import__", "breakpoint"}
FORBIDDEN_METHODS = {"now", "today", "utcnow", "default_rng", "uuid4", "uuid1", "getenv"}
SOURCE = ROOT / "src" / "capacita"


def impurities(source: str) -> list[str]:
    """Return what a module does that a pure room may not."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Global):
            found.append(f"line {node.lineno}: global")
        if isinstance(node, ast.Call):
            name = node.func
            if isinstance(name, ast.Name) and name.id in FORBIDDEN:
                found.append(f"line {node.lineno}: {name.id}()")
            if isinstance(name, ast.Attribute) and name.attr in FORBIDDEN_METHODS:
                found.append(f"line {node.lineno}: .{name.attr}()")
    return found


def pure_modules() -> list[Path]:
    """Return every module of the rooms but their edges."""
    modules = []
    for room in ROOMS:
        for path in sorted((SOURCE / room).rglob("*.py")):
            if not path.relative_to(SOURCE).as_posix().startswith(EDGES):
                modules.append(path)
    return modules


@pytest.mark.parametrize("path", pure_modules(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_room_is_pure(path: Path) -> None:
    assert impurities(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "open('x')",
        "print('x')",
        "import datetime\ndatetime.datetime.now()",
        "import uuid\nuuid.uuid4()",
        "def f():\n    global x",
    ],
)
def test_check_bites(source: str) -> None:
    assert impurities(source) != []


def test_no_import_is_excepted_from_the_layers() -> None:
    assert "ignore_imports" not in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_rooms_have_homes_not_drawers() -> None:
    drawers = {"utils", "helpers", "common", "core", "base", "misc", "util"}
    found = [path for path in SOURCE.rglob("*") if path.stem in drawers and path.suffix in ("", ".py")]
    assert found == []
