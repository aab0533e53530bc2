"""The job that restores a programme from its archive. Runs in the worker: an archive may unpack to much."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from capacita.consultation.archive.programme import restore_programme
from capacita.vocabulary import Finding, Refusal
from capacita.vocabulary.findings import show_value
from capacita.web.actors import SYSTEM, actor_for_person
from capacita.web.archiving.services import NotTheSameError, restore_rows
from capacita.web.documents.store import forget_file, load_file
from capacita.web.jobs.models import Job
from capacita.web.jobs.worker import Report
from capacita.web.outputs.models import Arrival


def restore_archive(job: Job, report: Report) -> dict[str, Any]:
    """Read an archive and keep its programme, or say of every file and place what is wrong and keep nothing."""
    report(5, "archive")
    file = job.inputs["file"]
    code, findings = "", tuple[Finding, ...]()
    try:
        found = restore_programme(load_file(file))
        findings = found.findings
        if found.programme is not None:
            report(40, "rows")
            actor = actor_for_person(job.started_by) if job.started_by else SYSTEM
            kept = restore_rows(
                actor, organisation=job.organisation, document=found.programme, states=found.states, file=file
            )
            code = kept.code
    except NotTheSameError as fault:
        findings = fault.findings
    except Refusal:
        _forget(file)
        raise
    if not code:
        _forget(file)
    return {
        "route": "work-restore-job",
        "args": [str(job.pk)],
        "programme": code,
        "findings": [_to_json(finding) for finding in _with_errors_first(findings)],
    }


def _forget(file: str) -> None:
    if not Arrival.objects.filter(file=file).exists():
        forget_file(file)


def _with_errors_first(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: finding.severity != "error")


def _to_json(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "path": finding.path,
        "lines": list(finding.lines),
        "values": {name: show_value(value) for name, value in finding.values.items()},
    }
