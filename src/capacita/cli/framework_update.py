"""``capacita framework update``: bring an edited sheet or a translator's file into a framework, change by change."""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from capacita.cli.framework_files import read_sound
from capacita.cli.terminal import add_verb, print_findings, print_json, read_bytes, reading, spell_all, write_bytes
from capacita.framework import FRAMEWORK_FORMAT, Change, ChangeKind, Framework
from capacita.framework.comparison.differences import apply_changes, diff_frameworks
from capacita.framework.exchange.csv_table_overlay import MissingRow
from capacita.framework.exchange.digcomp_locale import add_digcomp_locale, is_digcomp_locale
from capacita.framework.exchange.roles_matrix import is_matrix_file, update_from_matrix
from capacita.framework.exchange.xlsx import update_from_sheets
from capacita.framework.translation import get_language, read_language, take_in_translations
from capacita.framework.translation.files import is_translation_file, read_translations
from capacita.vocabulary import Finding, Unreadable, has_errors, plain_text, readable_json

# The part of its target that a kind of change is about, where the change itself does not name one.
_FIELDS = {
    ChangeKind.REWORD: "statement",
    ChangeKind.RETITLE: "title",
    ChangeKind.DESCRIBE: "descriptor",
    ChangeKind.MOVE: "parent",
    ChangeKind.RELEVEL: "levels",
    ChangeKind.REQUIRE: "requirements",
    ChangeKind.TAG: "principles",
}


def register(verbs: Any) -> None:
    """Add this verb to those of the room."""
    update = add_verb(verbs, "update", _update, "bring an edited sheet or a translator's file into a framework")
    update.add_argument("framework", type=Path, metavar="F", help="a framework document")
    update.add_argument(
        "--from",
        dest="sheets",
        type=Path,
        metavar="SHEET|XLIFF",
        action="append",
        required=True,
        help="an edited workbook, CSV or matrix of roles, or a translator's file (may be given again)",
    )
    update.add_argument("-o", "--output", type=Path, metavar="OUT", required=True, help="write the framework here")
    update.add_argument("--language", help="the language of translations whose file does not say it")
    update.add_argument("--machine", action="store_true", help="the translations come from a machine")
    update.add_argument("--translator", default="", metavar="NAME", help="name a translator who wishes to be named")
    update.add_argument("--reviewer", default="", metavar="NAME", help="who checked the units that are signed off")
    update.add_argument("--omit-missing", action="store_true", help="take away what has no row in the sheet any more")


@dataclass(frozen=True, slots=True)
class _Update:
    """What one file makes of a framework: Changes, what was noticed, and what it has no row for."""

    changes: Sequence[Change]
    findings: Sequence[Finding]
    missing: Sequence[MissingRow] = ()


def _update(options: argparse.Namespace) -> int:
    framework = read_sound(options.framework)
    updates: list[_Update] = []
    for path in options.sheets:
        with reading(path):
            made = _read_update(framework, read_bytes(path), path, options)
            updates.append(made)
            if not has_errors(made.findings):
                framework = apply_changes(framework, made.changes)
    findings = [finding for made in updates for finding in made.findings]
    failed = has_errors(findings)
    if not failed:
        write_bytes(options.output, readable_json(FRAMEWORK_FORMAT.dump(framework)).encode("utf-8"))
    _print_result(options, framework, updates, failed)
    return 1 if failed else 0


def _read_update(framework: Framework, data: bytes, path: Path, options: argparse.Namespace) -> _Update:
    if is_digcomp_locale(data):
        language = read_language(options.language or path.stem)
        if language is None:
            raise Unreadable("TRANSLATION_LANGUAGE_MISSING")
        after, noticed = add_digcomp_locale(framework, [(path.name, data)], language)
        return _Update(diff_frameworks(framework, after), noticed)
    if is_translation_file(data):
        intake = take_in_translations(
            framework,
            read_translations(data),
            language=get_language(options.language) if options.language else None,
            by_machine=options.machine,
            translator=options.translator,
            reviewer=options.reviewer,
        )
        return _Update(intake.changes, intake.findings)
    if is_matrix_file(data):
        laid = update_from_matrix(framework, data)
        changes = () if has_errors(laid.findings) else diff_frameworks(framework, laid.framework)
        return _Update(changes, laid.findings, laid.missing)
    made = update_from_sheets(framework, data, omit_missing=options.omit_missing)
    changes = () if has_errors(made.findings) else diff_frameworks(framework, made.framework)
    return _Update(changes, made.findings, made.missing)


def _print_result(options: argparse.Namespace, after: Framework, updates: Sequence[_Update], failed: bool) -> None:
    changes = [] if failed else [change for made in updates for change in made.changes]
    findings = [finding for made in updates for finding in made.findings]
    missing = [entry for made in updates for entry in made.missing]
    if options.json:
        print_json(
            {
                "changes": [change_as_json(change) for change in changes],
                "missing": [{"sheet": entry.sheet, "name": entry.name, "id": entry.identifier} for entry in missing],
                "findings": spell_all(findings),
            }
        )
        return
    print_findings(findings)
    names = _names_of(after)
    for change in changes:
        shown = change_as_json(change)
        print(f"{shown['kind']:10}{names.get(change.target, change.target)}  {shown['field']}".rstrip())
    if failed:
        print("Nothing was written.")
    else:
        counts = Counter(change.kind.value for change in changes)
        told = ", ".join(f"{count} {kind}" for kind, count in counts.items()) or "no changes"
        print(f"{after.code} {after.version}: {told}; written to {options.output}")


def change_as_json(change: Change) -> dict[str, Any]:
    """Return the public shape of a change; a translation's field carries its language, ``title.fr``."""
    field = change.part or _FIELDS.get(change.kind, "")
    return {
        "kind": change.kind.value,
        "item": change.target,
        "field": f"{field}.{change.language}" if change.language else field,
        "before": change.before,
        "after": change.after,
    }


def _names_of(framework: Framework) -> dict[str, str]:
    """Return what people call the entries of a framework, by identifier."""
    names = {framework.id: framework.code}
    names.update({item.id: item.code for item in framework.items})
    names.update({role.id: role.code for role in framework.roles})
    for scale in framework.scales:
        names[scale.id] = scale.code
        names.update({level.id: level.code for level in scale.levels})
    names.update({entry.id: plain_text(entry.term) for entry in framework.definitions})
    return names
