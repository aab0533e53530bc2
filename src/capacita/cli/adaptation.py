"""``capacita adaptation``: the framework that a national adaptation gives."""

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from capacita.cli.terminal import (
    add_verb,
    print_findings,
    print_json,
    read_bytes,
    reading,
    spell_all,
    write_bytes,
)
from capacita.framework import (
    FRAMEWORK_FORMAT,
    Adaptation,
    Framework,
    apply_adaptation,
    framework_digest,
    get_sound_framework,
    read_adaptation,
)
from capacita.vocabulary import Finding, has_errors, readable_json


def register(room: argparse.ArgumentParser) -> None:
    """Add the verbs of this room."""
    verbs = room.add_subparsers(dest="verb", metavar="VERB", required=True)
    apply = add_verb(verbs, "apply", _apply, "write the framework that an adaptation gives")
    apply.add_argument("base", type=Path, metavar="BASE", help="the framework that the adaptation was made from")
    apply.add_argument("adaptation", type=Path, metavar="ADAPTATION", help="an adaptation document")
    apply.add_argument("-o", "--output", type=Path, metavar="OUT", required=True, help="write the framework here")


def _apply(options: argparse.Namespace) -> int:
    with reading(options.base):
        base = get_sound_framework(read_bytes(options.base))
    with reading(options.adaptation):
        report = read_adaptation(read_bytes(options.adaptation))
    if report.document is None or has_errors(report.findings):
        _print_result(options, None, None, report.findings)
        return 1
    with reading(options.adaptation):
        effective = apply_adaptation(base, report.document)
    # Not rounded: what the base says is passed on as it stands, and the digest is that of the file.
    write_bytes(options.output, readable_json(FRAMEWORK_FORMAT.dump(effective)).encode("utf-8"))
    _print_result(options, report.document, effective, report.findings)
    return 0


def _print_result(
    options: argparse.Namespace,
    adaptation: Adaptation | None,
    effective: Framework | None,
    findings: tuple[Finding, ...],
) -> None:
    if options.json:
        print_json(_result(adaptation, effective, findings))
        return
    print_findings(findings)
    if adaptation is not None and effective is not None:
        counts = ", ".join(f"{count} {kind}" for kind, count in _count_kinds(adaptation).items())
        print(f"{effective.code} {effective.version}: {counts or 'no changes'}; written to {options.output}")


def _result(
    adaptation: Adaptation | None, effective: Framework | None, findings: tuple[Finding, ...]
) -> dict[str, Any]:
    """Return the public shape of the result; without an id, nothing was written."""
    shown: dict[str, Any] = {"findings": spell_all(findings)}
    if adaptation is not None and effective is not None:
        shown = {
            "id": effective.id,
            "code": effective.code,
            "version": effective.version,
            "digest": framework_digest(effective),
            "items": len(effective.items),
            "changes": _count_kinds(adaptation),
            **shown,
        }
    return shown


def _count_kinds(adaptation: Adaptation) -> dict[str, int]:
    return dict(Counter(change.kind.value for change in adaptation.changes))
