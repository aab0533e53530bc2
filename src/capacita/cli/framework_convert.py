"""``capacita framework convert``: read a framework in any format and write it in another."""

import argparse
import datetime
import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from capacita.cli.framework_files import read_sound
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
    ADAPTATION_FORMAT,
    Framework,
    apply_adaptation,
    get_sound_adaptation,
)
from capacita.framework.exchange.contract import ExchangeFormat, FrameworkRead, WriteOptions
from capacita.framework.exchange.formats import FORMATS, format_for_suffix, get_format, read_any, write_as
from capacita.framework.exchange.licences import list_licence_findings
from capacita.framework.exchange.repairs import ConversionReport
from capacita.framework.translation import count_states, get_language, list_segments
from capacita.framework.translation.files import FORMATS as FOR_TRANSLATORS
from capacita.framework.translation.files import write_translations
from capacita.vocabulary import Refusal, has_errors

_ADAPTATION = f'"{ADAPTATION_FORMAT.name}"'.encode()
_ADDRESS = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*:(?!//(?:/|$))[^\s\x00-\x20<>"{}|\\^`]+""")


def register(verbs: Any) -> None:
    """Add this verb to those of the room."""
    read = [entry.name for entry in FORMATS.values() if entry.read]
    written = [entry.name for entry in FORMATS.values() if entry.write]
    known, made = ", ".join(read), ", ".join(written)
    convert = add_verb(verbs, "convert", _convert, "read a framework in any format and write it in another")
    convert.add_argument("framework", type=Path, metavar="IN", help="a framework, its format known by its content")
    convert.add_argument("output", type=Path, metavar="OUT", help="write the result here")
    convert.add_argument("--from", dest="source", metavar="FORMAT", choices=read, help=f"the format of IN: {known}")
    told = f"the format of OUT, else told from its ending: {made}"
    convert.add_argument("--to", metavar="FORMAT", choices=written, help=told)
    convert.add_argument("--report", type=Path, metavar="R.json", help="write every repair here, one entry each")
    convert.add_argument("--language", help="the one language to write in; for translators, the one to translate into")
    convert.add_argument(
        "--languages", default="", help="also write a parallel file for each of these (fr,ar), where --to allows it"
    )
    convert.add_argument(
        "--base-uri", type=_read_address, help="the address that addresses grow from, such as https://example.org/id"
    )
    convert.add_argument(
        "--base",
        type=Path,
        action="append",
        default=[],
        metavar="BASE",
        help="the framework that IN adapts, for formats that tell what was left from what was changed; may be given "
        "again for what that one adapts. IN may then be the adaptation document itself",
    )
    convert.add_argument(
        "--moment",
        type=_read_moment,
        metavar="TIME",
        help="when it was changed, for formats that say so (default: now)",
    )
    convert.add_argument(
        "--earlier",
        type=Path,
        action="append",
        default=[],
        metavar="F",
        help="for translators: an earlier version, to show what has changed and serve as memory (may be given again)",
    )


def _read_address(text: str) -> str:
    """Return an address that others may grow from: a whole IRI (RFC 3987), since any other breaks what is written."""
    if not _ADDRESS.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole address such as https://example.org/id")
    return text


def _read_moment(text: str) -> datetime.datetime:
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no time such as 2026-01-31T12:00:00Z") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def _convert(options: argparse.Namespace) -> int:
    target = get_format(options.to) if options.to else format_for_suffix(options.output.name)
    bases = [read_sound(path) for path in options.base]
    with reading(options.framework):
        source, result = _read(read_bytes(options.framework), options.source, bases)
    if result.framework is None:
        _write_report(options, ConversionReport(repairs=result.repairs))
        _print_result(options, source.name, target.name, ConversionReport(repairs=result.repairs), result.findings)
        return 1
    framework = result.framework
    if target.name in FOR_TRANSLATORS:
        return _write_for_translators(options, framework, target.name)
    languages = tuple(tag.strip() for tag in options.languages.split(",") if tag.strip())
    written = write_as(
        framework,
        target.name,
        WriteOptions(
            moment=options.moment or datetime.datetime.now(datetime.UTC),
            language=options.language,
            languages=languages,
            base_uri=options.base_uri,
            bases=tuple(bases),
        ),
    )
    if languages and not written.by_language:
        raise Refusal("EXCHANGE_NO_PARALLEL_FILES", format=target.name)
    report = ConversionReport(repairs=(*result.repairs, *written.repairs))
    _write_report(options, report)
    write_bytes(options.output, written.data)
    beside = {tag: options.output.with_suffix(f".{tag}{options.output.suffix}") for tag in written.by_language}
    for tag, data in written.by_language.items():
        write_bytes(beside[tag], data)
    findings = [*result.findings, *(list_licence_findings(framework, *bases[:1]) if target.name != "capacita" else ())]
    _print_result(options, source.name, target.name, report, findings, framework, [options.output, *beside.values()])
    return exit_code(findings)


def _read(data: bytes, name: str | None, bases: Sequence[Framework]) -> tuple[ExchangeFormat, FrameworkRead]:
    """Return the format of a file and what reading it gave; an adaptation is applied to the nearest of its bases.

    Raises Refusal where the bases are not those that it was made from, one from the other.
    """
    if bases and _ADAPTATION in data:
        effective = apply_adaptation(bases[0], get_sound_adaptation(data))
        source, result = get_format("capacita"), FrameworkRead(framework=effective)
    else:
        source, result = read_any(data, name)
    chain = [*([result.framework] if result.framework else ()), *bases]
    for made, base in pairwise(chain):
        origin = made.derived_from
        if origin is None or origin.id != base.id:
            raise Refusal("ADAPTATION_OTHER_BASE", wanted=origin.id if origin else "—", found=base.id)
        if origin.version != base.version:
            raise Refusal("ADAPTATION_BASE_CHANGED", wanted=origin.version, found=base.version, framework=base.code)
    return source, result


def _write_report(options: argparse.Namespace, report: ConversionReport) -> None:
    if options.report:
        write_document(options.report, report.as_json())


def _print_result(
    options: argparse.Namespace,
    source: str,
    target: str,
    report: ConversionReport,
    findings: Any,
    framework: Framework | None = None,
    files: list[Path] | None = None,
) -> None:
    if options.json:
        print_json(
            {
                "from": source,
                "to": target,
                "written": [str(path) for path in files or ()],
                "items": len(framework.items) if framework else 0,
                "repairs": report.count_rules(),
                "findings": spell_all(findings),
            }
        )
        return
    print_findings(findings)
    for rule, count in report.count_rules().items():
        print(f"repaired  {rule}: {count}")
    if report.count_rules() and options.report is None:
        print("See each repair with --report repairs.json")
    if framework is None or not files:
        print("Nothing was written.")
        return
    told = ", ".join(str(path) for path in files)
    print(
        f"{framework.code} {framework.version}: {len(framework.items)} items, {source} to {target}; written to {told}"
    )


def _write_for_translators(options: argparse.Namespace, framework: Framework, name: str) -> int:
    language = get_language(options.language)
    earlier = [read_sound(path) for path in options.earlier]
    data, findings = write_translations(framework, name, language, earlier=earlier)
    if has_errors(findings):
        print_findings(findings)
        return 1
    write_bytes(options.output, data)
    counts = count_states(list_segments(framework, language))
    if options.json:
        segments = {state.value: count for state, count in counts.items()}
        print_json({"format": name, "segments": segments, "findings": spell_all(findings)})
    else:
        print_findings(findings)
        told = ", ".join(f"{count} {state.value}" for state, count in counts.items())
        print(
            f"{framework.code} {framework.version} for translation into {language}: {told}; written to {options.output}"
        )
    return exit_code(findings)
