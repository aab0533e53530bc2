"""Reading exports that were kept, and what would be taken in of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from capacita.consultation.exports import (
    ColumnKind,
    ExportHeading,
    ExportImport,
    ExportRow,
    ExportTable,
    InferredColumn,
    Layout,
    decide_columns,
    import_answers,
)
from capacita.vocabulary import Finding, NotFound, Severity
from capacita.web.actors import Actor
from capacita.web.consultation.models import Consultation
from capacita.web.consultation.queries import get_consultation
from capacita.web.importing.models import TakenExport
from capacita.web.permissions import Action, check_may


def get_run_consultation(actor: Actor, slug: str) -> Consultation:
    """Return a consultation for those who import into it. Raises NotFound, or NotAllowed."""
    meeting = get_consultation(actor, slug)
    check_may(actor, Action.IMPORT_EXPORT, organisation_id=meeting.organisation_id)
    return meeting


def get_export(actor: Actor, meeting: Consultation, export_id: UUID) -> TakenExport:
    """Return an export of a consultation. Raises NotFound."""
    found: TakenExport | None = TakenExport.objects.for_actor(actor).filter(pk=export_id, consultation=meeting).first()
    if found is None:
        raise NotFound("EXPORT_UNKNOWN")
    return found


def read_answers(export: TakenExport, kinds: Mapping[int, ColumnKind]) -> ExportImport:
    """Return what would be taken in of a kept export."""
    decided = decide_columns(columns_of(export), kinds)
    return import_answers(table_of(export), decided, consultation=str(export.consultation_id), language=export.language)


def table_of(export: TakenExport) -> ExportTable:
    """Return the table of an export that is not taken in yet."""
    kept = export.table
    return ExportTable(
        digest=export.digest,
        layout=Layout(kept["layout"]),
        headings=tuple(ExportHeading(**heading) for heading in kept["headings"]),
        rows=tuple(ExportRow(line=line, cells=tuple(cells)) for line, cells in kept["rows"]),
        findings=tuple(map(_finding_of_json, kept["findings"])),
    )


def columns_of(export: TakenExport) -> tuple[InferredColumn, ...]:
    """Return what the columns of an export probably are."""
    return tuple(
        InferredColumn(
            heading=ExportHeading(**heading),
            kind=ColumnKind(column["kind"]),
            evidence=tuple(map(_finding_of_json, column["evidence"])),
            filled=column["filled"],
            different=column["different"],
            is_sure=column["is_sure"],
        )
        for heading, column in zip(export.table["headings"], export.columns, strict=True)
    )


def _finding_of_json(value: Mapping[str, Any]) -> Finding:
    return Finding(
        code=value["code"], severity=Severity(value["severity"]), lines=tuple(value["lines"]), values=value["values"]
    )
