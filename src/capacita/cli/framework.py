"""``capacita framework``: check a framework and show what it holds."""

import argparse
from pathlib import Path

from capacita.cli import framework_convert, framework_quality, framework_update, framework_versions
from capacita.cli.framework_files import add_source, read_report, read_whole
from capacita.cli.terminal import add_verb, exit_code, print_findings, print_json, spell_all
from capacita.framework import FrameworkSummary, summarise_framework


def register(room: argparse.ArgumentParser) -> None:
    """Add the verbs of this room."""
    verbs = room.add_subparsers(dest="verb", metavar="VERB", required=True)
    validate = add_verb(verbs, "validate", _validate, "list everything that is wrong with a framework")
    validate.add_argument("framework", type=Path, metavar="F", help="a framework, its format known by its content")
    add_source(validate)
    show = add_verb(verbs, "show", _show, "show what a framework holds, in figures")
    show.add_argument("framework", type=Path, metavar="F", help="a framework, its format known by its content")
    add_source(show)
    framework_quality.register(verbs)
    framework_versions.register(verbs)
    framework_update.register(verbs)
    framework_convert.register(verbs)


def _validate(options: argparse.Namespace) -> int:
    report = read_report(options.framework, options.source)
    if options.json:
        print_json({"findings": spell_all(report.findings)})
    elif report.findings:
        print_findings(report.findings)
    else:
        print("No findings: the framework is sound.")
    return exit_code(report.findings)


def _show(options: argparse.Namespace) -> int:
    summary = summarise_framework(read_whole(options.framework, options.source))
    if options.json:
        print_json(summary.as_json())
    else:
        _print_summary(summary)
    return 0


def _print_summary(summary: FrameworkSummary) -> None:
    print(f"{summary.code} {summary.version} ({summary.id})")
    print(f"languages     {', '.join(summary.languages) or 'none'}")
    print(f"items         {_counts(summary.items)}")
    print(f"associations  {_counts(summary.associations)}")
    print(f"scales        {', '.join(f'{scale.code} ({scale.levels} levels)' for scale in summary.scales) or 'none'}")
    print(f"roles         {', '.join(summary.roles) or 'none'}")
    print(f"without text  {_counts(summary.missing)}")


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in counts.items()) or "none"
