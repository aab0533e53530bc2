"""``capacita consultation themes``: what contributions are about, as suggestions with their excerpts."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from capacita.cli.terminal import add_verb, exit_code, print_findings, print_json, read_bytes, spell_all, write_document
from capacita.consultation.themes import find_copies
from capacita.consultation.themes.tables import ExcerptTable, read_excerpts, read_labels, read_theme_texts
from capacita.vocabulary import Finding, Refusal

_SEED = 2026
_SHOWN = 3  # excerpts of a theme on the terminal; a file and --json have all


def register(verbs: Any) -> None:
    """Add this verb to those of the room."""
    themes = add_verb(
        verbs, "themes", _run, "suggest what contributions are about, with all their excerpts", output=True
    )
    themes.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="a CSV file with a column of texts, or a folder of arguments_*.csv, key_points_*.csv and labels_*.csv",
    )
    themes.add_argument("--themes", type=Path, metavar="T.csv", help="themes to match with, instead of suggesting any")
    themes.add_argument("--labels", type=Path, metavar="L.csv", help="people's labels, to say how good the matches are")
    themes.add_argument("--column", help="the column of texts, where its name does not tell")
    themes.add_argument("--count", type=int, help="so many themes; the best number where none is given")
    themes.add_argument("--subset", default="dev", help="of a folder: dev (where none is given) or train")


def _run(options: argparse.Namespace) -> int:
    files = _find_files(options)
    table = read_excerpts(read_bytes(files["texts"]), column=options.column)
    findings = list(table.findings)
    value: dict[str, Any] = {"contributions": len(table.excerpts), "people": table.people, "copies": _copies(table)}
    if "themes" in files:
        value.update(_match(table, files, findings))
    else:
        value.update(_suggest(table, options.count))
    value["findings"] = spell_all(findings)
    if options.output is not None:
        write_document(options.output, value)
    if options.json:
        print_json(value)
    else:
        _print(value, {excerpt.id: excerpt.text for excerpt in table.excerpts})
        print_findings(findings)
    return exit_code(findings)


def _find_files(options: argparse.Namespace) -> dict[str, Path]:
    """Return the files to read: those given, or those that stand beside each other in a folder under known names."""
    given = {"themes": options.themes, "labels": options.labels}
    files = {name: path for name, path in given.items() if path is not None}
    subset = options.subset
    folder = options.file if options.file.is_dir() else options.file.parent
    if options.file.is_dir():
        files["texts"] = folder / f"arguments_{subset}.csv"
    else:
        files["texts"] = options.file
        name = options.file.name
        subset = name.removeprefix("arguments_").removesuffix(".csv") if name.startswith("arguments_") else ""
    if subset and files["texts"].name == f"arguments_{subset}.csv":
        for name, beside in (("themes", f"key_points_{subset}.csv"), ("labels", f"labels_{subset}.csv")):
            if name not in files and (folder / beside).exists():
                files[name] = folder / beside
    return files


def _copies(table: ExcerptTable) -> list[dict[str, Any]]:
    return [
        {
            "excerpts": list(group.excerpts),
            "senders": group.senders,
            "alike": group.alike,
            "campaign": group.is_campaign,
        }
        for group in find_copies(table.excerpts)
    ]


def _suggest(table: ExcerptTable, count: int | None) -> dict[str, Any]:
    from capacita.consultation.themes.suggesting import suggest_themes  # noqa: PLC0415 -- scipy only where asked for

    if count is not None and count < 1:
        raise Refusal("THEME_COUNT_NOT_POSITIVE", found=count)
    found = suggest_themes(table.excerpts, np.random.default_rng(_SEED), count=count)
    return {
        "themes": [
            {
                "words": list(theme.words),
                "contributions": theme.contributions,
                "people": theme.people,
                "collapsed": theme.collapsed,
                "excerpts": [{"id": member.excerpt, "nearness": member.nearness} for member in theme.members],
            }
            for theme in found.themes
        ],
        "alone": list(found.alone),
        "suggested_by": "program",
    }


def _match(table: ExcerptTable, files: Mapping[str, Path], findings: list[Finding]) -> dict[str, Any]:
    from capacita.consultation.themes.judging import judge_matches  # noqa: PLC0415 -- scipy only where asked for
    from capacita.consultation.themes.matching import match_excerpts  # noqa: PLC0415 -- scipy only where asked for

    themes = read_theme_texts(read_bytes(files["themes"]))
    findings.extend(themes.findings)
    texts = {entry.id: entry.text for entry in themes.excerpts}
    groups = {entry.id: entry.group for entry in themes.excerpts}
    parted = any(groups.values()) and any(excerpt.group for excerpt in table.excerpts)
    matches = match_excerpts(table.excerpts, texts, groups=groups if parted else None)
    value: dict[str, Any] = {
        "matches": [
            {"excerpt": match.excerpt, "theme": match.theme, "score": match.score, "evidence": list(match.pieces)}
            for match in matches
        ],
        "suggested_by": "program",
    }
    if "labels" in files:
        quality = judge_matches(table.excerpts, matches, read_labels(read_bytes(files["labels"])))
        value["quality"] = {
            "strict": quality.retrieved_strict,
            "relaxed": quality.retrieved_relaxed,
            "ranked_strict": quality.ranked_strict,
            "ranked_relaxed": quality.ranked_relaxed,
            "groups": quality.groups,
            "pairs": quality.pairs,
        }
    return value


def _print(value: Mapping[str, Any], texts: Mapping[str, str]) -> None:
    print(f"{value['contributions']} contributions, {value['people']} people, {len(value['copies'])} groups of copies")
    for group in value["copies"]:
        print(f"{len(group['excerpts']):5} times, {group['senders']} senders: {_short(texts[group['excerpts'][0]])}")
    for theme in value.get("themes", ()):
        counts = f"{theme['contributions']:5} contributions, {theme['people']} people, {theme['collapsed']} texts"
        print(f"{counts}: {', '.join(theme['words']) or '(no words of its own)'}")
        for member in theme["excerpts"][:_SHOWN]:
            print(f"{'':6}{_short(texts[member['id']])}")
    for match in value.get("matches", ()):
        print(f"{match['score']:.3f}  {match['excerpt']:12} {match['theme']:10} {_short(texts[match['excerpt']])}")
    if "quality" in value:
        quality = value["quality"]
        print(f"mean average precision {quality['strict']:.3f} strict, {quality['relaxed']:.3f} relaxed", end=" ")
        print(f"({quality['groups']} groups, {quality['pairs']} matches)")
    print("These are suggestions of a program. Counts are of contributions here, not of what the public thinks.")


def _short(text: str) -> str:
    plain: Sequence[str] = text.split()
    line = " ".join(plain)
    return line if len(line) <= 90 else line[:89] + "…"
