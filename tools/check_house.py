"""Checks that no linter makes: locks without addresses, no machine paths, sizes of modules, reasons of exceptions."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOSTS = re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|deb\.debian\.org|https?://[^\s]*/simple", re.IGNORECASE)
MACHINE = re.compile(r"(^|[^A-Za-z0-9_.])/(work/(main|shared)|farm|home/\w+|root)/")
EXCEPTION = re.compile(r"#\s*(noqa|type:\s*ignore)(?P<codes>[^#]*?)(?P<reason>--.+|#.+)?$")
MOST_LINES = 500
TEXT = {".py", ".md", ".toml", ".lock", ".json", ".html", ".css", ".po", ".txt", ".yml", ".csv", ""}


def tracked() -> Iterator[Path]:
    """Yield the files that git tracks or would track."""
    listed = subprocess.check_output(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, text=True)
    for name in listed.splitlines():
        path = ROOT / name
        if path.suffix in TEXT and path.is_file():
            yield path


def faults_of(path: Path) -> Iterator[str]:
    """Yield what is wrong with a file."""
    text = path.read_text(encoding="utf-8", errors="replace")
    name = path.relative_to(ROOT).as_posix()
    if name != "tools/check_house.py":
        for number, line in enumerate(text.splitlines(), 1):
            if HOSTS.search(line):
                yield f"{name}:{number}: names a package registry"
            if MACHINE.search(line):
                yield f"{name}:{number}: names a path of one machine"
    if path.suffix != ".py":
        return
    lines = text.splitlines()
    if len(lines) > MOST_LINES and "/migrations/" not in name:
        yield f"{name}: {len(lines)} lines; a module has at most {MOST_LINES}"
    for number, line in enumerate(lines, 1):
        found = EXCEPTION.search(line)
        if found and not found["reason"] and name.startswith("src/"):
            yield f"{name}:{number}: an exception without its reason"


def main() -> int:
    """Print every fault and return 1 when there is one."""
    faults = [fault for path in tracked() for fault in faults_of(path)]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
