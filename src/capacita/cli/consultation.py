"""``capacita consultation ...``: schedules, kits, outputs and what became of contributions."""

import argparse
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from capacita.cli import consultation_coverage, consultation_themes
from capacita.cli.framework_files import read_whole
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
from capacita.consultation import (
    KIT_LANGUAGES,
    KIT_TEXTS_FORMAT,
    PROGRAMME_FORMAT,
    REQUEST_FORMAT,
    KitTexts,
    OutputKind,
    compile_ledger,
    complete_words,
    describe_entries,
    describe_ledger,
    name_kit_texts,
    read_schedule,
    spell_date,
    validate_programme,
    validate_request,
)
from capacita.content import read_content
from capacita.framework import ADAPTATION_FORMAT, FRAMEWORK_FORMAT, Framework, apply_adaptation
from capacita.vocabulary import Finding, Refusal, Severity, Unreadable, has_errors

OPINION_SEED = 20220518  # fixed, so that the same votes always give the same groups


def register(room: argparse.ArgumentParser) -> None:
    """Add the verbs of this room."""
    verbs = room.add_subparsers(dest="verb", metavar="VERB", required=True)
    schedule = add_verb(verbs, "schedule", run_schedule, "read the schedule out of a page of text")
    schedule.add_argument("file", type=Path, metavar="FILE")
    schedule.add_argument("--ics", type=Path, metavar="OUT", help="write the dated entries as a calendar file")
    schedule.add_argument("--stamp", help="time of writing for the calendar, such as 2026-03-01T09:00:00Z")
    kit = add_verb(verbs, "kit", run_kit, "make the facilitator's kit of a request")
    kit.add_argument("file", type=Path, metavar="REQUEST")
    kit.add_argument("-o", "--output", type=Path, metavar="DIR", required=True, help="the folder to write the kit to")
    kit.add_argument("--zip", action="store_true", help="write one ZIP beside the files too")
    kit.add_argument("--texts", type=Path, help="the words of the kit; ours where none are given")
    kit.add_argument(
        "--language", choices=KIT_LANGUAGES, help="of the kit; that of the request where it is one of them"
    )
    kit.add_argument("--minutes", type=int, help="how long the meeting is; by the times of the request, else 90")
    kit.add_argument("--people", type=int, help="how many people come; 24 where not given")
    kit.add_argument(
        "--kind",
        choices=[kind.value for kind in OutputKind],
        default="review",
        help="of the output: with a draft or not",
    )
    kit.add_argument("--call", default="", help="when the organiser is called to go through the kit, in words")
    output = add_verb(verbs, "output", run_output, "read a filled output sheet", output=True)
    output.add_argument("file", type=Path, metavar="FILE")
    output.add_argument("--consultation", help="the identifier of the consultation that it should come from")
    consultation_themes.register(verbs)
    consultation_coverage.register(verbs)
    ledger = add_verb(verbs, "ledger", run_ledger, "show what was said and what became of it", output=True)
    ledger.add_argument("file", type=Path, metavar="DIR", help="a folder with programme.json, or that file")
    groups = add_verb(verbs, "groups", run_groups, "find the opinion groups of votes on statements", output=True)
    groups.add_argument("file", type=Path, metavar="VOTES", help="a CSV of votes, or the folder of an export of Polis")
    division = groups.add_mutually_exclusive_group()
    division.add_argument(
        "--k", type=int, metavar="K", help="the number of groups; chosen by the votes where not given"
    )
    division.add_argument("--groups", type=Path, metavar="LABELS", help="a CSV participant,group to take as the groups")
    for verb in (kit, output, ledger):
        verb.add_argument("--framework", type=Path, help="the framework consulted on; unesco-2022 where none is given")


def run_schedule(options: argparse.Namespace) -> int:
    """Print the schedule of a page and what is to be looked at in it."""
    schedule = read_schedule(read_bytes(options.file))
    findings = list(schedule.findings)
    if options.ics is not None:
        from capacita.consultation.scheduling.feed import write_calendar  # noqa: PLC0415 -- icalendar only where asked for

        calendar = write_calendar(schedule.entries, stamp=_read_stamp(options.stamp))
        findings.extend(calendar.findings)
        if calendar.data is not None:
            write_bytes(options.ics, calendar.data)
    if options.json:
        print_json({"entries": describe_entries(schedule.entries), "findings": spell_all(findings)})
    else:
        for entry in schedule.entries:
            print(f"{entry.line:5}  {spell_date(entry.when):45}  {entry.title}")
        print_findings(findings)
    return exit_code(findings)


def run_kit(options: argparse.Namespace) -> int:
    """Write the kit of a request into a folder."""
    from capacita.consultation.kit.files import KitOptions, fill_kit, list_kit_files, summarise_framework, zip_kit  # noqa: PLC0415 -- openpyxl
    from capacita.toolkit.composers.kit import make_kit_form, make_kit_pdf  # noqa: PLC0415 -- docx, typst

    report = REQUEST_FORMAT.read(read_bytes(options.file))
    findings = list(report.findings)
    written: list[Path] = []
    if report.document is not None:
        findings.extend(validate_request(report.document.request))
    if report.document is not None and not has_errors(findings):
        texts = _read_kit_texts(options, report.document.request.language)
        summary = summarise_framework(_read_framework(options.framework, report.document.framework.id), texts.language)
        asked = KitOptions(
            minutes=options.minutes,
            people=options.people,
            kind=OutputKind(options.kind),
            briefing_call=options.call,
        )
        contents = fill_kit(report.document, summary, texts, asked)
        made = [make_kit_form(contents)]
        try:
            made.append(make_kit_pdf(contents))
        except Refusal as refusal:
            if refusal.code != "TOOLKIT_FONT_MISSING":
                raise
            findings.append(Finding(code=refusal.code, severity=Severity.NOTE, path="/", values=refusal.values))
        files = list_kit_files(contents, made=made, lacks_font=len(made) == 1)
        for file in files:
            written.append(options.output / file.name)
            write_bytes(written[-1], file.data)
        if options.zip:
            written.append(options.output / "kit.zip")
            write_bytes(written[-1], zip_kit(files))
    if options.json:
        print_json({"files": [str(path) for path in written], "findings": spell_all(findings)})
    else:
        for path in written:
            print(path)
        print_findings(findings)
    return exit_code(findings)


def _read_kit_texts(options: argparse.Namespace, language: str) -> KitTexts:
    """Return the texts of the kit: those that were given, completed by ours, or ours in the language asked for."""
    if options.texts is None:
        return KIT_TEXTS_FORMAT.read_whole(read_content(name_kit_texts(options.language or language)))
    given = KIT_TEXTS_FORMAT.read_whole(read_bytes(options.texts))
    return complete_words(given, KIT_TEXTS_FORMAT.read_whole(read_content(name_kit_texts(given.language))))


def run_output(options: argparse.Namespace) -> int:
    """Print what a filled output sheet holds and what is to be corrected in it."""
    from capacita.consultation.output.reading import describe_output, read_output  # noqa: PLC0415 -- openpyxl

    codes = _item_codes(_read_framework(options.framework))
    items = {code: identifier for identifier, code in codes.items()}
    report = read_output(read_bytes(options.file), items=items, consultation=options.consultation)
    value = {**describe_output(report), "findings": spell_all(report.findings)}
    if options.output is not None:
        write_document(options.output, value)
    if options.json:
        print_json(value)
    else:
        for said in report.contributions:
            about = codes[said.item] if said.item else "-"
            print(f"{about:6} {said.verdict.value:8} {said.text}")
        print_findings(report.findings)
    return exit_code(report.findings)


def run_ledger(options: argparse.Namespace) -> int:
    """Print "you said, we did" for a programme."""
    path = options.file / "programme.json" if options.file.is_dir() else options.file
    report = PROGRAMME_FORMAT.read(read_bytes(path))
    programme = report.document or report.salvaged
    findings = [*report.findings, *(validate_programme(programme) if programme else [])]
    value: dict[str, Any] = {"rows": [], "counts": {}}
    if programme is not None:
        codes = _item_codes(_read_framework(options.framework))
        value = describe_ledger(compile_ledger(programme), codes)
    value = {**value, "findings": spell_all(findings)}
    if options.output is not None:
        write_document(options.output, value)
    if options.json:
        print_json(value)
    else:
        for row in value["rows"]:
            said = row["text"] or row["suggestion"] or "(words not to be quoted)"
            print(f"{row['status']:9} {row['item'] or '-':6} {row['verdict']:8} {said}")
            if row["reason"]:
                print(f"{'':26}{row['reason']}")
        print(", ".join(f"{count} {status}" for status, count in value["counts"].items()))
        print_findings(findings)
    return exit_code(findings)


def run_groups(options: argparse.Namespace) -> int:
    """Print who votes alike, how sure that is, and what each group and all of them say."""
    import numpy as np  # noqa: PLC0415 -- numpy only where votes are counted

    from capacita.consultation import opinion  # noqa: PLC0415 -- numpy

    with reading(options.file):
        export = opinion.read_votes_export(_read_votes_files(options.file))
        given = opinion.read_labels(read_bytes(options.groups)) if options.groups else None
        report = opinion.group_opinions(
            export.matrix,
            np.random.default_rng(OPINION_SEED),
            moderated_out=export.moderated_out,
            groups=options.k,
            given=given,
        )
    findings = [*export.findings, *report.findings]
    value = opinion.describe_opinions(report, spell_all(findings))
    if options.output is not None:
        write_document(options.output, value)
    if options.json:
        print_json(value)
    else:
        _print_groups(value, export.texts)
        print_findings(findings)
    return exit_code(findings)


def _read_votes_files(path: Path) -> dict[str, bytes]:
    """Return the files of an export by name: those of a folder, or the one file as a log of votes."""
    from capacita.consultation.opinion import FILES  # noqa: PLC0415 -- numpy

    if path.is_dir():
        return {name: read_bytes(path / name) for name in FILES if (path / name).exists()}
    name = path.name if path.name in FILES else f"votes{path.suffix or '.csv'}"
    return {name: read_bytes(path)}


def _print_groups(value: Mapping[str, Any], texts: Mapping[str, str]) -> None:
    """Print a report of opinion groups as lines that people read."""
    stability = value["stability"]
    measured = "" if stability["mean"] is None else f" (mean {stability['mean']:.2f}, least {stability['min']:.2f})"
    print(f"{value['participants']} participants, {value['clustered']} clustered: {stability['verdict']}{measured}")
    for group in value["groups"]:
        print(f"\ngroup {group['id']}: {group['size']} people")
        for entry in value["representative"][group["id"]]:
            share = f"{entry['n_success']} of {entry['n_trials']}"
            print(f"  {entry['repful_for']:9}{share:>12}  {entry['statement']:>5} {texts.get(entry['statement'], '')}")
    for direction, entries in value["consensus"].items():
        print(f"\nall participants {direction}:")
        for entry in entries:
            share = f"{entry['n_success']} of {entry['n_trials']}"
            print(f"  {'':9}{share:>12}  {entry['statement']:>5} {texts.get(entry['statement'], '')}")


def _read_framework(path: Path | None, wanted: str | None = None) -> Framework:
    """Return the framework of a file, or of our own content: with levels and roles where that is the one wanted."""
    if path is not None:
        return read_whole(path)
    framework = FRAMEWORK_FORMAT.read_whole(read_content("unesco-2022/framework.json"))
    levels = ADAPTATION_FORMAT.read_whole(read_content("public-service-levels/adaptation.json"))
    return apply_adaptation(framework, levels) if wanted == levels.id else framework


def _item_codes(framework: Framework) -> Mapping[str, str]:
    """Return the code of each item by its identifier."""
    return {item.id: item.code for item in framework.items if item.code}


def _read_stamp(given: str | None) -> datetime:
    """Return the time of writing that was given, or the time now."""
    if given is None:
        return datetime.now(UTC)
    try:
        stamp = datetime.fromisoformat(given)
    except ValueError:
        raise Unreadable("CALENDAR_STAMP_UNREADABLE", found=given[:40]) from None
    return stamp if stamp.tzinfo else stamp.replace(tzinfo=UTC)
