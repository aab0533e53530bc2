"""A framework out of a file in any format that is read, known by its content; for every verb that takes one."""

import argparse
from pathlib import Path

from capacita.cli.terminal import read_bytes, reading
from capacita.framework import FRAMEWORK_FORMAT, Framework, get_sound_framework
from capacita.framework.exchange.contract import ExchangeFormat, FrameworkRead
from capacita.framework.exchange.formats import FORMATS, get_format, read_any, recognise_format
from capacita.vocabulary import Finding, Refusal, Severity


def add_source(verb: argparse.ArgumentParser) -> None:
    """Add the option that names the format of the frameworks given, over what their content says."""
    read = [entry.name for entry in FORMATS.values() if entry.read]
    told = f"the format of what is given, else known by its content: {', '.join(read)}"
    verb.add_argument("--from", dest="source", metavar="FORMAT", choices=read, help=told)


def read_report(path: Path, source: str | None = None) -> FrameworkRead:
    """Return what reading a file gave, everything that was found included. Raises Unreadable, naming the file."""
    with reading(path):
        entry, result = read_any(read_bytes(path), source)
    return FrameworkRead(
        framework=result.framework,
        repairs=result.repairs,
        findings=(*result.findings, *_note_repairs(entry, result)),
    )


def read_sound(path: Path, source: str | None = None) -> Framework:
    """Return the framework in a file. Raises Unreadable or Refusal, naming the file, when it has a fault."""
    with reading(path):
        data = read_bytes(path)
        entry = get_format(source) if source else recognise_format(data)
        if entry.name == "capacita":
            return get_sound_framework(data)
        return _read_other(data, entry)


def read_whole(path: Path, source: str | None = None) -> Framework:
    """Return the framework in a file, a document of ours even where it is not sound. Raises Unreadable or Refusal."""
    with reading(path):
        data = read_bytes(path)
        entry = get_format(source) if source else recognise_format(data)
        if entry.name == "capacita":
            return FRAMEWORK_FORMAT.read_whole(data)
        return _read_other(data, entry)


def _read_other(data: bytes, entry: ExchangeFormat) -> Framework:
    result = read_any(data, entry.name)[1]
    if result.framework is None:
        errors = [finding for finding in result.findings if finding.severity is Severity.ERROR]
        raise Refusal("FRAMEWORK_FAULTY", count=len(errors), first=errors[0].code, path=errors[0].path or "the whole")
    return result.framework


def _note_repairs(entry: ExchangeFormat, result: FrameworkRead) -> list[Finding]:
    if not result.repairs:
        return []
    values = {"format": entry.title, "count": len(result.repairs)}
    return [Finding(code="EXCHANGE_READ_WITH_REPAIRS", severity=Severity.NOTE, values=values)]
