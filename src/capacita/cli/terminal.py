"""What every command does the same way: read a file, write a result, show findings, say what went wrong."""

import argparse
import errno
import importlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from capacita.vocabulary import (
    MESSAGES,
    Finding,
    Message,
    Refusal,
    Unreadable,
    has_errors,
    readable_json,
    rounded,
    spell,
)

_ROOMS_WITH_MESSAGES = ("framework", "consultation", "assessment", "planning", "toolkit", "web")
STANDARD_INPUT = Path("-")
Run = Callable[[argparse.Namespace], int]


def add_verb(verbs: Any, name: str, run: Run, summary: str, *, output: bool = False) -> argparse.ArgumentParser:
    """Add a verb to a room, with ``--json`` and, where it writes a file, ``-o``."""
    verb: argparse.ArgumentParser = verbs.add_parser(name, help=summary, description=summary)
    verb.set_defaults(run=run)
    verb.add_argument("--json", action="store_true", help="print the result as JSON")
    if output:
        verb.add_argument("-o", "--output", type=Path, help="write the result to this file")
    return verb


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file, or of the standard input where ``-`` stands for it.

    Raises Unreadable when there is none, or nothing in it, or it cannot be read.
    """
    try:
        data = _read_standard_input() if path == STANDARD_INPUT else path.read_bytes()
    except FileNotFoundError:
        raise Unreadable("FILE_MISSING", path=path) from None
    except OSError:
        raise Unreadable("FILE_UNREADABLE", path=path) from None
    if not data or data.isspace():
        raise Unreadable("FILE_EMPTY", path=path)
    return data


def _read_standard_input() -> bytes:
    if sys.stdin is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return sys.stdin.buffer.read()


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Let what is refused within say which file it is about."""
    try:
        yield
    except Refusal as refusal:
        if not refusal.code.startswith("FILE_"):  # those name it already
            refusal.values = {**refusal.values, "file": path}
        raise


def write_bytes(path: Path, data: bytes) -> None:
    """Replace a file whole: written beside it, flushed, then renamed. What is no file, such as a pipe, is written to.

    Raises Refusal where that cannot be done; a file that was there is then as it was.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        _replace_file(path.resolve(), data)
    except BrokenPipeError:
        raise  # whoever read it has seen enough
    except OSError as fault:
        raise refuse_writing(fault, path) from None


def refuse_writing(fault: OSError, path: Path | str = "") -> Refusal:
    """Return the refusal of a file, or of the standard output where none is named, that cannot be written."""
    told = fault.strerror or str(fault)
    return Refusal("FILE_NOT_WRITTEN", path=path or fault.filename or "standard output", fault=told)


def _replace_file(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".part")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def write_document(path: Path, value: Any) -> None:
    """Write a JSON value as a readable file, numbers to 12 significant digits."""
    write_bytes(path, readable_json(rounded(value)).encode("utf-8"))


def print_json(value: Any) -> None:
    """Print a JSON value to stdout, numbers to 12 significant digits."""
    sys.stdout.write(readable_json(rounded(value)))


def all_messages() -> dict[str, Message]:
    """Return the words of every code in the house."""
    words: dict[str, Message] = dict(MESSAGES)
    for room in _ROOMS_WITH_MESSAGES:
        module = importlib.import_module(f"capacita.{room}.messages")
        messages: Mapping[str, Message] = module.MESSAGES
        words.update(messages)
    return words


def spell_all(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return findings in their public shape, in English."""
    words = all_messages()
    return [spell(finding, words) for finding in findings]


def print_findings(findings: Iterable[Finding]) -> None:
    """Print findings as lines that people read: severity, place, what, what to do."""
    for shown in spell_all(findings):
        lines = f" line {', '.join(map(str, shown['lines']))}" if shown["lines"] else ""
        place = shown["path"] or ("" if lines else "the whole")
        print(f"{shown['severity']:8}{place}{lines}: {shown['message']} {shown['hint']} [{shown['code']}]")


def exit_code(findings: Iterable[Finding]) -> int:
    """Return 1 when a finding is an error, else 0."""
    return 1 if has_errors(findings) else 0


def explain_refusal(refusal: Refusal) -> str:
    """Return the one line that says why something was refused and what to do."""
    words = all_messages()[refusal.code]
    where = f"{refusal.values['file']}: " if "file" in refusal.values else ""
    return f"{refusal.code}: {where}{words.message.format(**refusal.values)} {words.hint.format(**refusal.values)}"


def complain(line: str) -> None:
    """Write one line to stderr, if there is one."""
    if sys.stderr is not None:
        print(line.replace("\n", " "), file=sys.stderr)
