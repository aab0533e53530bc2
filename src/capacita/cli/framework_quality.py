"""The verbs of ``capacita framework`` that look at quality: crosswalk, coverage and lint."""

import argparse
from pathlib import Path
from typing import Any

from capacita.cli.framework_files import add_source, read_whole
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
    ItemKind,
    PrincipleMinimum,
    compute_principle_coverage,
    list_minimum_findings,
    list_principle_codes,
)
from capacita.framework.crosswalk import (
    CROSSWALK_FORMAT,
    compute_crosswalk_coverage,
    keep_decisions,
    suggest_crosswalk,
    validate_crosswalk,
    write_sssom,
)
from capacita.framework.lint import lint_framework
from capacita.vocabulary import Finding


def register(verbs: Any) -> None:
    """Add these verbs to those of the room."""
    crosswalk = add_verb(verbs, "crosswalk", _crosswalk, "suggest links between the items of two frameworks")
    crosswalk.add_argument("subject", type=Path, metavar="A", help="a framework, its format known by its content")
    crosswalk.add_argument("object", type=Path, metavar="B", help="another framework")
    add_source(crosswalk)
    crosswalk.add_argument("-o", "--output", type=Path, metavar="LINKS", required=True, help="write the crosswalk here")
    crosswalk.add_argument("--keep", type=Path, metavar="EARLIER", help="keep the decisions of this earlier crosswalk")
    crosswalk.add_argument("--sssom", type=Path, metavar="TSV", help="write the links with a relation as SSSOM too")
    crosswalk.add_argument("--language", help="compare texts in this language (default: the first that both have)")
    crosswalk.add_argument(
        "--kind",
        action="append",
        choices=[kind.value for kind in ItemKind],
        help="compare items of this kind (default: competencies; may be given again)",
    )
    coverage = add_verb(verbs, "coverage", _coverage, "show which principles a framework serves, and the gaps")
    coverage.add_argument("framework", type=Path, metavar="F", help="a framework, its format known by its content")
    add_source(coverage)
    coverage.add_argument(
        "--minimum",
        action="append",
        default=[],
        metavar="NAME",
        help="fail unless an item serves this principle, or each of roam-x, sdg, gender or aim (may be given again)",
    )
    coverage.add_argument("--confirmed", action="store_true", help="let only confirmed tags count for --minimum")
    lint = add_verb(verbs, "lint", _lint, "list what is worth a second look in the statements of a framework")
    lint.add_argument("framework", type=Path, metavar="F", help="a framework, its format known by its content")
    add_source(lint)


def _crosswalk(options: argparse.Namespace) -> int:
    subject, object_ = (read_whole(path, options.source) for path in (options.subject, options.object))
    crosswalk = suggest_crosswalk(
        subject, object_, kinds=tuple(ItemKind(kind) for kind in options.kind or ()), language=options.language
    )
    findings: list[Finding] = []
    if options.keep:
        with reading(options.keep):
            earlier = CROSSWALK_FORMAT.read_whole(read_bytes(options.keep))
            crosswalk, findings = keep_decisions(crosswalk, earlier, subject, object_)
    findings.extend(validate_crosswalk(crosswalk, subject, object_))
    write_document(options.output, CROSSWALK_FORMAT.dump(crosswalk))
    if options.sssom:
        write_bytes(options.sssom, write_sssom(crosswalk).encode("utf-8"))
    coverage = compute_crosswalk_coverage(crosswalk, subject, object_)
    if options.json:
        shown = {"id": crosswalk.id, "language": crosswalk.language, "links": len(crosswalk.links)}
        print_json({**shown, "coverage": coverage.as_json(), "findings": spell_all(findings)})
        return exit_code(findings)
    print_findings(findings)
    print(f"{len(crosswalk.links)} links, compared in {crosswalk.language}; written to {options.output}")
    for name, side in (
        (crosswalk.subject.code, coverage.subject.as_json()),
        (crosswalk.object.code, coverage.object.as_json()),
    ):
        counts = ", ".join(f"{side[state]} {state}" for state in ("accepted", "proposed", "suggested"))
        print(f"{name}: {side['items']} items, {counts}; without a link: {', '.join(side['without']) or 'none'}")
    return exit_code(findings)


def _coverage(options: argparse.Namespace) -> int:
    minimum = PrincipleMinimum(
        principles=tuple(code for name in options.minimum for code in list_principle_codes(name)),
        confirmed=options.confirmed,
    )
    coverage = compute_principle_coverage(read_whole(options.framework, options.source))
    findings = list_minimum_findings(coverage, minimum)
    if options.json:
        print_json({**coverage.as_json(), "findings": spell_all(findings)})
        return exit_code(findings)
    for lens in coverage.lenses:
        gaps = ", ".join(f"{principle.title} ({principle.code})" for principle in lens.gaps) or "none"
        print(
            f"{lens.name}: {lens.served} of {lens.principles} principles served, by {lens.items} items; "
            f"{lens.confirmed} confirmed by a second person; gaps: {gaps}"
        )
    print_findings(findings)
    return exit_code(findings)


def _lint(options: argparse.Namespace) -> int:
    findings = lint_framework(read_whole(options.framework, options.source))
    if options.json:
        print_json({"findings": spell_all(findings)})
    elif findings:
        print_findings(findings)
    else:
        print("Nothing is worth a second look.")
    return exit_code(findings)
