"""``capacita adaptation``: the framework that a national adaptation gives, its report, and the way to a new base."""

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from capacita.cli.framework_files import read_sound
from capacita.cli.framework_versions import (
    add_resolutions,
    name_items,
    print_conflicts,
    print_rows,
    read_choices,
)
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
    ADAPTATION_FORMAT,
    FRAMEWORK_FORMAT,
    Adaptation,
    ChangeKind,
    Framework,
    apply_adaptation,
    framework_digest,
    get_sound_adaptation,
    read_adaptation,
)
from capacita.framework.comparison import (
    REPORT_PARTS,
    AdaptationReport,
    ItemRow,
    conflict_as_json,
    list_change_rows,
    rebase_adaptation,
    report_adaptation,
    report_as_json,
)
from capacita.vocabulary import Finding, has_errors, plain_text, readable_json


def register(room: argparse.ArgumentParser) -> None:
    """Add the verbs of this room."""
    verbs = room.add_subparsers(dest="verb", metavar="VERB", required=True)
    apply = add_verb(verbs, "apply", _apply, "write the framework that an adaptation gives")
    apply.add_argument("base", type=Path, metavar="BASE", help="the framework that the adaptation was made from")
    apply.add_argument("adaptation", type=Path, metavar="ADAPTATION", help="an adaptation document")
    apply.add_argument("-o", "--output", type=Path, metavar="OUT", required=True, help="write the framework here")
    rebase = add_verb(verbs, "rebase", _rebase, "bring an adaptation to a new version of its base")
    rebase.add_argument("adaptation", type=Path, metavar="ADAPTATION", help="an adaptation document")
    rebase.add_argument("--base", type=Path, metavar="OLD", required=True, help="the base that it was made from")
    rebase.add_argument("--onto", type=Path, metavar="NEW", required=True, help="the new version of the base")
    add_resolutions(rebase)
    rebase.add_argument("-o", "--output", type=Path, metavar="OUT", required=True, help="write the adaptation here")
    report = add_verb(verbs, "report", _report, "show what a country kept, changed, added and left out, and why")
    report.add_argument("base", type=Path, metavar="BASE", help="the framework that the adaptation was made from")
    report.add_argument("adaptation", type=Path, metavar="ADAPTATION", help="an adaptation document")
    report.add_argument("--newest", type=Path, metavar="N", help="the newest version of the base, to see what is new")


def _apply(options: argparse.Namespace) -> int:
    base = read_sound(options.base)
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


def _read_sound_adaptation(path: Path) -> Adaptation:
    """Return the adaptation in a file. Raises Refusal or Unreadable, naming the file, when it has a fault."""
    with reading(path):
        return get_sound_adaptation(read_bytes(path))


def _rebase(options: argparse.Namespace) -> int:
    adaptation = _read_sound_adaptation(options.adaptation)
    old, new = read_sound(options.base), read_sound(options.onto)
    result = rebase_adaptation(adaptation, old, new, read_choices(options.resolutions))
    if result.adaptation is not None:
        write_bytes(options.output, readable_json(ADAPTATION_FORMAT.dump(result.adaptation)).encode("utf-8"))
    if options.json:
        print_json(
            {
                "conflicts": [conflict_as_json(conflict) for conflict in result.conflicts],
                "applied": result.applied,
                "dropped": [change.id for change in result.dropped],
                "without_reason": [change.id for change in result.unreasoned],
            }
        )
    else:
        names = {**_name_added(adaptation), **name_items(new, old)}
        print_conflicts(result.conflicts, names)
        for change in result.dropped:
            print(f"no more needed: {change.kind.value} {names.get(change.target, change.target)}")
        for change in result.unreasoned:
            print(f"needs a reason: {change.kind.value} {names.get(change.target, change.target)}")
        done = f"written to {options.output}" if result.adaptation is not None else "nothing is written"
        print(f"Conflicts open: {len(result.conflicts)}; {done}.")
    return 1 if result.conflicts else 0


def _name_added(adaptation: Adaptation) -> dict[str, str]:
    """Return what people call the items, scales and roles that an adaptation adds."""
    added = [change.after for change in adaptation.changes if change.kind is ChangeKind.ADD]
    return {entry["id"]: entry["code"] for entry in added if entry.get("id") and entry.get("code")}


def _report(options: argparse.Namespace) -> int:
    base = read_sound(options.base)
    adaptation = _read_sound_adaptation(options.adaptation)
    newest = read_sound(options.newest) if options.newest is not None else None
    report = report_adaptation(base, adaptation, newest)
    if options.json:
        print_json(report_as_json(report, adaptation, base, newest))
    else:
        _print_report(report, adaptation, base, newest)
    return 0


def _print_report(report: AdaptationReport, adaptation: Adaptation, base: Framework, newest: Framework | None) -> None:
    print(f"{adaptation.code} {adaptation.version}, from {base.code} {base.version}")
    for part in REPORT_PARTS:
        rows: tuple[ItemRow, ...] = getattr(report, part)
        print(f"{part:10}{len(rows)}")
        for row in rows if part != "kept" else ():
            title = plain_text(row.item.title, adaptation.language)
            why = " ".join(plain_text(reason, adaptation.language) for reason in row.reasons)
            print(f"          {row.item.code} {title}: {why or 'no reason given'}")
    if report.coverage is None or report.unchanged is None:
        print("coverage  none can be told: the base has no items")
    else:
        print(f"coverage  {report.coverage:.1%} of the base is there, {report.unchanged:.1%} unchanged in meaning")
    if report.not_yet_taken is not None and newest is not None:
        later = report.not_yet_taken
        print(f"not yet taken from version {later.version}: {len(later.changes)} changes")
        names = name_items(newest, base)
        print_rows(list_change_rows(later.changes, base, newest), names)
        print_conflicts(later.conflicts, names)
