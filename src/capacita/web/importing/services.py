"""Keeping an export to be looked at, and taking it in once somebody said what each column is."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from django.db.models import Max
from django.utils import timezone

from capacita.consultation import QuoteConsent
from capacita.consultation.exports import (
    ColumnKind,
    ExportImport,
    infer_columns,
    read_export,
)
from capacita.vocabulary import Finding, Refusal, written
from capacita.web.actors import Actor
from capacita.web.audit.services import audited
from capacita.web.consultation.models import Consultation, Contribution
from capacita.web.importing.models import AnswerSource, TakenExport
from capacita.web.importing.queries import read_answers
from capacita.web.permissions import Action, check_may


@audited("export.looked-at")
def keep_export(actor: Actor, *, meeting: Consultation, data: bytes, name: str, language: str) -> TakenExport:
    """Keep what an export holds, without names and addresses, until somebody has looked at its columns.

    The same file is kept once. Raises Unreadable for what is no export.
    """
    check_may(actor, Action.IMPORT_EXPORT, organisation_id=meeting.organisation_id)
    table = read_export(data)
    known: TakenExport | None = TakenExport.objects.filter(consultation=meeting, digest=table.digest).first()
    if known is not None:
        return known
    columns = infer_columns(table)
    hidden = {column.heading.number for column in columns if column.kind is ColumnKind.IDENTIFYING}
    rows = [
        [row.line, ["" if number in hidden else cell for number, cell in enumerate(row.cells)]] for row in table.rows
    ]
    return TakenExport.objects.create(
        organisation_id=meeting.organisation_id,
        consultation=meeting,
        digest=table.digest,
        file_name=name[:120],
        language=language,
        table={
            "layout": table.layout.value,
            "headings": [dataclasses.asdict(heading) for heading in table.headings],
            "rows": rows,
            "findings": [_finding_to_json(finding) for finding in table.findings],
        },
        columns=[
            {
                "kind": column.kind.value,
                "filled": column.filled,
                "different": column.different,
                "is_sure": column.is_sure,
                "evidence": [_finding_to_json(finding) for finding in column.evidence],
            }
            for column in columns
        ],
        respondents=len(table.rows),
    )


@audited("export.taken-in")
def take_in(actor: Actor, *, export: TakenExport, kinds: Mapping[int, ColumnKind]) -> TakenExport:
    """Take an export in by what somebody says its columns are; answers that are there already are not taken twice.

    Raises Refusal where it is taken in already, where nothing is left of it, and for a column that identifies people.
    """
    check_may(actor, Action.IMPORT_EXPORT, organisation_id=export.organisation_id)
    export = TakenExport.objects.select_for_update().get(pk=export.pk)
    if export.taken_at is not None:
        raise Refusal("EXPORT_TAKEN_ALREADY")
    found = read_answers(export, kinds)
    _keep_answers(export, found)
    export.counted = [
        {"heading": dataclasses.asdict(each.heading), "kind": each.kind.value, "counts": dict(each.counts)}
        for each in found.counted
    ]
    export.table, export.taken_at, export.published = {}, timezone.now(), True
    export.save(update_fields=["counted", "table", "taken_at", "published"])
    return export


def _keep_answers(export: TakenExport, found: ExportImport) -> None:
    wanted = [each.contribution.id for each in found.answers]
    rows = Contribution.objects.filter(consultation_id=export.consultation_id)
    known = {str(pk) for pk in rows.filter(pk__in=wanted).values_list("pk", flat=True)}
    number = rows.aggregate(last=Max("number"))["last"] or 0
    shared = {"organisation_id": export.organisation_id, "published": True}
    fresh = [each for each in found.answers if each.contribution.id not in known]
    Contribution.objects.bulk_create(
        Contribution(
            id=each.contribution.id,
            consultation_id=export.consultation_id,
            number=place,
            verdict=each.contribution.verdict.value,
            text=written(each.contribution.text, each.contribution.language),
            suggested={},
            speaker="",
            may_quote=each.contribution.quote is not QuoteConsent.NO,
            reason={},
            **shared,
        )
        for place, each in enumerate(fresh, start=number + 1)
    )
    AnswerSource.objects.bulk_create(
        AnswerSource(
            contribution_id=each.contribution.id,
            export=export,
            line=each.line,
            question=" ".join(part for part in (each.heading.group, each.heading.key, each.heading.question) if part),
            **shared,
        )
        for each in fresh
    )


def _finding_to_json(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "lines": list(finding.lines),
        "values": dict(finding.values),
    }
