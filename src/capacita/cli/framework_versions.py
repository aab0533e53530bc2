"""The verbs of ``capacita framework`` that set versions side by side: diff, merge and verify."""

import argparse
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from capacita.cli.dependents import list_shipped_dependents
from capacita.cli.framework_files import add_source, read_sound, read_whole
from capacita.cli.terminal import (
    add_verb,
    exit_code,
    print_findings,
    print_json,
    read_bytes,
    reading,
    spell_all,
    write_bytes,
    write_document,
)
from capacita.framework import (
    FRAMEWORK_FORMAT,
    RELEASE_FORMAT,
    Framework,
    Item,
    JobRole,
    ProficiencyScale,
)
from capacita.framework.comparison import (
    Choice,
    Conflict,
    Dependent,
    Effect,
    VersionSuggestion,
    compare_effect,
    conflict_as_json,
    diff_frameworks,
    effect_as_json,
    list_change_rows,
    merge_frameworks,
    read_dependents,
    read_resolutions,
    suggest_version,
)
from capacita.framework.comparison.messages import MESSAGES
from capacita.framework.signing import verify_release
from capacita.vocabulary import plain_text, readable_json

_WIDTH = 100  # characters of a value that a line shows


def register(verbs: Any) -> None:
    """Add these verbs to those of the room."""
    diff = add_verb(verbs, "diff", _diff, "show what leads from one version to another, and which version it makes")
    diff.add_argument("before", type=Path, metavar="A", help="a framework, its format known by its content")
    diff.add_argument("after", type=Path, metavar="B", help="another version of it")
    add_source(diff)
    diff.add_argument("-o", "--output", type=Path, metavar="OUT", help="write the changes to this file as JSON")
    diff.add_argument(
        "--effects", action="store_true", help="show as well what becomes stale: questions, modules, levels, links ..."
    )
    diff.add_argument("--around", type=Path, metavar="D.json", help="more of what depends on items, such as estimates")
    merge = add_verb(verbs, "merge", _merge, "merge two versions of a framework that come from the same base")
    merge.add_argument("base", type=Path, metavar="BASE", help="the version that both were made from")
    merge.add_argument("ours", type=Path, metavar="OURS", help="one version")
    merge.add_argument("theirs", type=Path, metavar="THEIRS", help="the other version")
    add_source(merge)
    add_resolutions(merge)
    merge.add_argument(
        "-o", "--output", type=Path, metavar="OUT", required=True, help="write the merged framework here"
    )
    verify = add_verb(verbs, "verify", _verify, "check a release: its signature, and the framework against its digests")
    verify.add_argument("release", type=Path, metavar="RELEASE", help="the manifest of a released version")
    verify.add_argument("--framework", type=Path, metavar="F", help="the framework that is said to be released")
    add_source(verify)
    verify.add_argument("--key", type=Path, metavar="PUB", help="the publisher's public key (Ed25519, PEM)")


def add_resolutions(verb: argparse.ArgumentParser) -> None:
    """Add the option that settles conflicts."""
    told = 'choices by conflict: {"<id>": "base|ours|theirs"} or {"<id>": {"value": ...}}'
    verb.add_argument("--resolutions", type=Path, metavar="R.json", help=told)


def read_choices(path: Path | None) -> dict[str, Choice]:
    """Return the choices in a file of resolutions, or none where there is no file."""
    if path is None:
        return {}
    with reading(path):
        return read_resolutions(read_bytes(path))


def name_items(*versions: Framework) -> dict[str, str]:
    """Return what people call items, scales, roles and the framework itself."""
    names: dict[str, str] = {}
    for version in versions:
        names[version.id] = version.code
        entries: tuple[Item | ProficiencyScale | JobRole, ...] = (*version.items, *version.scales, *version.roles)
        for entry in entries:
            shown = " ".join(part for part in (entry.code, plain_text(entry.title, version.language)) if part)
            names[entry.id] = shown or entry.id
        names.update({level.id: f"{scale.code}/{level.code}" for scale in version.scales for level in scale.levels})
    return names


def show_value(value: Any, names: Mapping[str, str]) -> str:
    """Return a value of a change on one line: texts by language, identifiers by what people call them."""
    if (
        isinstance(value, dict)
        and value
        and all(isinstance(entry, dict) and "text" in entry for entry in value.values())
    ):
        shown = "; ".join(f"{tag}: {entry['text']}" for tag, entry in value.items())
    elif isinstance(value, dict) and "text" in value and "origin" in value:
        shown = str(value["text"])
    elif isinstance(value, dict):
        inner = {key: entry for key, entry in value.items() if key != "id"}
        shown = ", ".join(f"{key} {show_value(entry, names)}" for key, entry in inner.items())
    elif isinstance(value, list):
        shown = ", ".join(show_value(entry, names) for entry in value)
    else:
        shown = "nothing" if value is None else names.get(str(value), str(value))
    shown = " ".join(shown.split())
    return shown if len(shown) <= _WIDTH else shown[: _WIDTH - 1] + "…"


def print_rows(rows: Iterable[Mapping[str, Any]], names: Mapping[str, str]) -> None:
    """Print changes as people read them: what happens to what, then before and after."""
    for row in rows:
        field = "/".join(names.get(step, step) for step in row["field"].split("/"))
        print(f"{row['kind']:10}{names.get(row['item'], row['item'])}  {field}".rstrip())
        for sign, value in (("-", row["before"]), ("+", row["after"])):
            if value not in (None, {}, []):
                print(f"          {sign} {show_value(value, names)}")


def print_conflicts(conflicts: Iterable[Conflict], names: Mapping[str, str]) -> None:
    """Print conflicts as people read them: the sentence, the three sides, what can be done, and how to choose."""
    conflicts = tuple(conflicts)
    for conflict in conflicts:
        shown = conflict_as_json(conflict)
        print(f"{conflict.kind.value}  {conflict.id}")
        print(f"  {shown['explanation']} {MESSAGES[conflict.code].hint.format(**conflict.values)}")
        for side in ("base", "ours", "theirs"):
            print(f"  {side:7}{show_value(shown[side], names)}")
    if conflicts:
        print("To choose, write a file such as the next line, and give it with --resolutions:")
        print(json.dumps({conflict.id: "ours" for conflict in conflicts}))


def _diff(options: argparse.Namespace) -> int:
    before, after = (read_sound(path, options.source) for path in (options.before, options.after))
    changes = diff_frameworks(before, after)
    suggestion = suggest_version(before, changes)
    rows = list_change_rows(changes, before, after)
    result: dict[str, Any] = {"changes": rows, "suggested_version": suggestion.version}
    effect = None
    if options.effects or options.around is not None:
        effect = compare_effect(
            before, after, [*list_shipped_dependents(before), *_read_around(options.around)], changes
        )
        result["effect"] = effect_as_json(effect)
    if options.output is not None:
        write_document(options.output, result)
    if options.json:
        print_json(result)
        return 0
    names = name_items(after, before)
    print_rows(rows, names)
    print(f"{len(rows)} changes. {_explain(suggestion, before, names)}")
    if effect is not None:
        _print_effect(effect, names)
    return 0


def _read_around(path: Path | None) -> tuple[Dependent, ...]:
    if path is None:
        return ()
    with reading(path):
        return read_dependents(read_bytes(path))


def _print_effect(effect: Effect, names: Mapping[str, str]) -> None:
    for touched in (*effect.stale, *effect.not_comparable):
        dependent = touched.dependent
        why = MESSAGES[touched.code].message.format(item=", ".join(names.get(item, item) for item in touched.items))
        print(f"{dependent.kind.value:12}{dependent.label or dependent.id}: {why}")
    estimates = f"{len(effect.comparable)} estimates stay comparable, {len(effect.not_comparable)} do not"
    print(f"{len(effect.stale)} things become stale; {estimates}")


def _explain(suggestion: VersionSuggestion, before: Framework, names: Mapping[str, str]) -> str:
    shown = [
        f"{change.kind.value} {names.get(change.target, change.part or change.target)}" for change in suggestion.because
    ]
    what = ", ".join(shown[:3]) + (f" and {len(shown) - 3} more" if len(shown) > 3 else "")
    words = MESSAGES[suggestion.code]
    return f"{words.message.format(what=what)} {words.hint} Suggested: {before.version} -> {suggestion.version}"


def _merge(options: argparse.Namespace) -> int:
    base, ours, theirs = (read_sound(path, options.source) for path in (options.base, options.ours, options.theirs))
    result = merge_frameworks(base, ours, theirs, read_choices(options.resolutions))
    if result.framework is not None:
        write_bytes(options.output, readable_json(FRAMEWORK_FORMAT.dump(result.framework)).encode("utf-8"))
    if options.json:
        print_json(
            {"conflicts": [conflict_as_json(conflict) for conflict in result.conflicts], "applied": result.applied}
        )
    else:
        print_conflicts(result.conflicts, name_items(theirs, ours, base))
        done = f"written to {options.output}" if result.framework is not None else "nothing is written"
        print(f"Changes taken in: {result.applied}; conflicts open: {len(result.conflicts)}; {done}.")
    return 1 if result.conflicts else 0


def _verify(options: argparse.Namespace) -> int:
    with reading(options.release):
        release = RELEASE_FORMAT.read_whole(read_bytes(options.release))
    framework = None
    if options.framework is not None:
        framework = read_whole(options.framework, options.source)
    key = read_bytes(options.key) if options.key is not None else None
    findings = verify_release(release, framework, public_key=key)
    if options.json:
        print_json({"findings": spell_all(findings)})
    else:
        print_findings(findings)
        checked = f"all {len(release.parts)} parts of {release.code} {release.version}" if framework else "the release"
        if not exit_code(findings):
            print(f"Nothing speaks against it: {checked} checked.")
    return exit_code(findings)
