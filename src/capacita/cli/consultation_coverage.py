"""``capacita consultation coverage``, ``archive`` and ``restore``: who has been reached, and a programme in one file."""

import argparse
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

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
from capacita.consultation import PROGRAMME_FORMAT, Programme, validate_programme
from capacita.consultation.coverage import (
    TARGETS_FORMAT,
    Axis,
    Coverage,
    CoverageTargets,
    check_targets,
    cover_programme,
    describe_coverage,
    list_cells,
)
from capacita.sheets import write_csv
from capacita.vocabulary import Finding, Unreadable, readable_json


def register(verbs: Any) -> None:
    """Add these verbs to those of the room."""
    coverage = add_verb(
        verbs, "coverage", run_coverage, "show who a programme reached, who is missing, what to seek next", output=True
    )
    coverage.add_argument("file", type=Path, metavar="DIR", help="a folder with programme.json, or that file")
    coverage.add_argument("--targets", type=Path, metavar="T.json", help="what is wanted; DIR/targets.json if there")
    coverage.add_argument("--on", metavar="DAY", help="as of this day, such as 2026-03-01; today where none is given")
    coverage.add_argument("--whole", action="store_true", help="counts of people as they are, not for publication")
    coverage.add_argument("--cells", type=Path, metavar="C.csv", help="write every cell of all directions as CSV")
    archive = add_verb(verbs, "archive", run_archive, "write a whole programme as one file, without contact details")
    archive.add_argument("file", type=Path, metavar="PROGRAMME", help="programme.json, or a folder with it")
    archive.add_argument("-o", "--output", type=Path, metavar="X.zip", required=True, help="the archive to write")
    restore = add_verb(verbs, "restore", run_restore, "read an archive back into the same programme")
    restore.add_argument("file", type=Path, metavar="X.zip", help="an archive")
    restore.add_argument("-o", "--output", type=Path, metavar="DIR", required=True, help="the folder to write to")


def run_coverage(options: argparse.Namespace) -> int:
    """Print who was reached and what to seek."""
    programme, findings = _read_programme(options.file)
    targets = _read_targets(options, findings)
    value: dict[str, Any] = {}
    if programme is not None:
        coverage = cover_programme(programme, targets, on=_read_day(options.on), public=not options.whole)
        value = describe_coverage(coverage)
        if options.cells is not None:
            rows = list_cells(coverage)
            columns = list(rows[0]) if rows else []
            write_bytes(options.cells, write_csv([columns, *([row[name] for name in columns] for row in rows)]))
    value = {**value, "findings": spell_all(findings)}
    if options.output is not None:
        write_document(options.output, value)
    if options.json:
        print_json(value)
    else:
        if programme is not None:
            _print(coverage)
        print_findings(findings)
    return exit_code(findings)


def run_archive(options: argparse.Namespace) -> int:
    """Write the archive of a programme; one that does not hold together is not archived."""
    from capacita.consultation.archive.programme import archive_programme  # noqa: PLC0415 -- openpyxl

    programme, findings = _read_programme(options.file)
    if programme is not None and not exit_code(findings):
        write_bytes(options.output, archive_programme(programme))
    _report(options, {"file": str(options.output) if not exit_code(findings) else None}, findings)
    return exit_code(findings)


def run_restore(options: argparse.Namespace) -> int:
    """Write the programme of an archive as programme.json, and the log of its states beside it."""
    from capacita.consultation.archive.programme import restore_programme  # noqa: PLC0415 -- openpyxl

    with reading(options.file):
        report = restore_programme(read_bytes(options.file))
    written = []
    if report.programme is not None:
        path = options.output / "programme.json"
        write_bytes(path, readable_json(PROGRAMME_FORMAT.dump(report.programme)).encode("utf-8"))
        written.append(str(path))
    _report(options, {"files": written}, report.findings)
    return exit_code(report.findings)


def _report(options: argparse.Namespace, value: dict[str, Any], findings: Sequence[Finding]) -> None:
    if options.json:
        print_json({**value, "findings": spell_all(findings)})
        return
    for names in value.values():
        for name in [names] if isinstance(names, str) else names or []:
            print(name)
    print_findings(findings)


def _read_programme(path: Path) -> tuple[Programme | None, list[Finding]]:
    report = PROGRAMME_FORMAT.read(read_bytes(path / "programme.json" if path.is_dir() else path))
    findings = list(report.findings)
    if report.document is not None:
        findings.extend(validate_programme(report.document))
    return report.document, findings


def _read_targets(options: argparse.Namespace, findings: list[Finding]) -> CoverageTargets | None:
    path = options.targets
    if path is None and options.file.is_dir() and (options.file / "targets.json").exists():
        path = options.file / "targets.json"
    if path is None:
        return None
    with reading(path):
        report = TARGETS_FORMAT.read(read_bytes(path))
    findings.extend(report.findings)
    if report.document is not None:
        findings.extend(check_targets(report.document))
    return report.document


def _read_day(given: str | None) -> date:
    if given is None:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise Unreadable("COVERAGE_DAY_UNREADABLE", found=given[:40]) from None


def _print(coverage: Coverage) -> None:
    """Print the matrix of regions and kinds with its zeros, the distances, who is missing and what to seek."""
    matrix = next(each for each in coverage.matrices if each.axes == (Axis.REGION, Axis.KIND))
    regions, kinds = matrix.places
    print("sessions held or dated")
    for region in regions:
        cells = ", ".join(f"{kind} {matrix.count((region, kind))}" for kind in kinds)
        print(f"  {region}: {cells}")
    for balance in coverage.balances:
        distance = "-" if balance.distance is None else f"{balance.distance:.2f}"
        evenness = "-" if balance.evenness is None else f"{balance.evenness:.2f}"
        hidden = " (protected)" if balance.is_protected else ""
        words = f"{balance.counted.value} by {balance.dimension}"
        print(f"{words:24} distance to target {distance}, evenness {evenness}{hidden}")
    for missing in coverage.missing:
        undated = f", {missing.undated} without a day" if missing.undated else ""
        print(f"no dated session: {missing.axis.value} {missing.place}{undated}")
    for number, sought in enumerate(coverage.seek, start=1):
        until = f", by {sought.last_day.isoformat()}" if sought.last_day else ""
        how = " ".join(part for part in (sought.language, sought.mode) if part)
        reasons = ", ".join(reason.value for reason in sought.reasons)
        print(f"seek {number}: {sought.region} x {sought.kind} ({how}){until}: {reasons}")
