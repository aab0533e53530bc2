"""From the bytes that somebody sent to what is kept of them: which kind of file, what it says, what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from capacita.consultation import Contribution, QuoteConsent, WorkshopOutput
from capacita.consultation.output.file_kinds import PICTURES, REPORTS, SHEETS, FileKind, recognise_file
from capacita.consultation.output.pictures import clean_picture
from capacita.sheets import check_size
from capacita.vocabulary import Finding, Severity, Unreadable, derive_identifier, digest_of_bytes
from capacita.web.consultation.models import Consultation
from capacita.web.framework.queries import framework_of
from capacita.web.outputs.models import Arrival, ArrivalKind

_OUTPUT = TypeAdapter(WorkshopOutput)
_CONTRIBUTION = TypeAdapter(Contribution)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What somebody sent: bytes with the name of the file, how, and what they say about it.

    ``client_id`` is an identifier that a program or a page without a network made before it was sent.
    """

    data: bytes
    name: str
    kind: ArrivalKind
    typed_by: str = ""
    language: str = "en"
    anonymous: bool = False
    client_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was sent as it will be kept: the bytes, and either what they say or the code of why they say nothing."""

    data: bytes
    file_kind: FileKind
    was_cleaned: bool = False
    fault: Mapping[str, Any] = field(default_factory=dict)
    value: Mapping[str, Any] = field(default_factory=dict)


def key_of(meeting: Consultation, sent: Sent) -> UUID:
    """Return the key under which the same thing is kept once: by its bytes, and by the client's identifier if any."""
    return UUID(derive_identifier(str(meeting.pk), "arrival", sent.kind, sent.client_id, digest_of_bytes(sent.data)))


def read_sent(meeting: Consultation, sent: Sent) -> Reading:
    """Return what was sent, read. A sheet that cannot be read is no refusal but a reading with its fault.

    Raises Unreadable for what is not kept at all: nothing, too much, or no kind of file that a person could read.
    """
    if not sent.data.strip():
        raise Unreadable("OUTPUT_FILE_EMPTY")
    check_size(sent.data)
    file_kind = recognise_file(sent.data)
    if sent.kind is ArrivalKind.REPORT:
        return _read_report(sent.data, file_kind)
    try:
        if file_kind not in SHEETS:
            raise Unreadable(_code_of(file_kind))
        value = _read_sheet(meeting, sent)
    except Unreadable as fault:
        return Reading(data=sent.data, file_kind=file_kind, fault={"code": fault.code, "values": _plain(fault.values)})
    return Reading(data=sent.data, file_kind=file_kind, value=value)


def list_items(meeting: Consultation) -> dict[str, str]:
    """Return the identifiers of the items that contributions may be about, by their codes."""
    version = meeting.programme.framework_version
    items = framework_of(version).items if version else ()
    return {item.code: item.id for item in items if item.code}


def contributions_of(arrival: Arrival) -> tuple[Contribution, ...]:
    """Return the contributions that a sheet holds."""
    return tuple(_CONTRIBUTION.validate_python(value) for value in arrival.reading.get("contributions", ()))


def output_of(arrival: Arrival) -> WorkshopOutput | None:
    """Return what a sheet says besides its contributions."""
    value = arrival.reading.get("output")
    return _OUTPUT.validate_python(value) if value else None


def describe_participation(output: WorkshopOutput) -> dict[str, Any]:
    """Return who took part as counts by each division, never crossed."""
    return {
        "participants": output.participants,
        "by_stakeholder": {kind.value: count for kind, count in output.by_stakeholder.items()},
        "by_gender": dict(output.by_gender),
        "by_age_band": dict(output.by_age_band),
        "by_region": dict(output.by_region),
    }


def findings_of(arrival: Arrival) -> list[Finding]:
    """Return what was noticed in a sheet."""
    return [
        Finding(
            code=entry["code"],
            severity=Severity(entry["severity"]),
            path=entry["path"],
            lines=tuple(entry["lines"]),
            values=entry["values"],
        )
        for entry in arrival.reading.get("findings", ())
    ]


def lines_of(data: bytes, file_kind: str) -> tuple[str, ...]:
    """Return the text of a report line by line; none for what holds no text that can be read here."""
    if file_kind == FileKind.TEXT:
        return tuple(data.decode("utf-8-sig").splitlines())
    if file_kind == FileKind.WORD:
        from capacita.sheets.docx import read_docx  # noqa: PLC0415 -- only reports in Word need it

        return read_docx(data).lines
    return ()


def _read_report(data: bytes, file_kind: FileKind) -> Reading:
    if file_kind not in REPORTS:
        raise Unreadable(_code_of(file_kind, "OUTPUT_REPORT_WORKBOOK"))
    if file_kind in PICTURES:
        picture = clean_picture(data)
        return Reading(data=picture.data, file_kind=file_kind, was_cleaned=picture.was_cleaned)
    lines_of(data, file_kind)
    return Reading(data=data, file_kind=file_kind)


def _code_of(file_kind: FileKind, otherwise: str = "OUTPUT_FILE_UNKNOWN") -> str:
    if file_kind in PICTURES:
        return "OUTPUT_FILE_PICTURE"
    codes = {
        FileKind.PDF: "OUTPUT_FILE_PDF",
        FileKind.OLD_OFFICE: "OUTPUT_FILE_OLD_OFFICE",
        FileKind.OPEN_DOCUMENT: "OUTPUT_FILE_OPEN_DOCUMENT",
        FileKind.ZIP: "OUTPUT_FILE_ZIP",
        FileKind.OTHER_PICTURE: "OUTPUT_FILE_OTHER_PICTURE",
        FileKind.UNKNOWN: "OUTPUT_FILE_UNKNOWN",
    }
    return codes.get(file_kind, otherwise)


def _read_sheet(meeting: Consultation, sent: Sent) -> dict[str, Any]:
    from capacita.consultation.output.reading import describe_output, read_output  # noqa: PLC0415 -- openpyxl

    report = read_output(sent.data, items=list_items(meeting), consultation=str(meeting.pk))
    if sent.anonymous:
        report = replace(
            report,
            output=_without_margins(report.output) if report.output else None,
            contributions=tuple(_without_speaker(said) for said in report.contributions),
        )
    version = meeting.programme.framework_version
    return {
        **describe_output(report),
        "lines": dict(report.lines),
        "findings": [_describe(finding) for finding in report.findings],
        "framework_version": version.version if version else "",
    }


def _without_margins(output: WorkshopOutput) -> WorkshopOutput:
    return replace(
        output,
        by_stakeholder={}, by_gender={}, by_age_band={}, by_region={}, typed_by="",
        competencies=tuple(replace(named, speaker=None) for named in output.competencies),
        quotes=tuple(replace(said, speaker=None, quote=QuoteConsent.ANONYMOUS) for said in output.quotes),
    )  # fmt: skip


def _without_speaker(said: Contribution) -> Contribution:
    quote = QuoteConsent.NO if said.quote is QuoteConsent.NO else QuoteConsent.ANONYMOUS
    return replace(said, speaker=None, quote=quote)


def _describe(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "path": finding.path,
        "lines": list(finding.lines),
        "values": _plain(finding.values),
    }


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values that JSON holds."""
    return {
        name: [str(entry) for entry in value]
        if isinstance(value, Iterable) and not isinstance(value, str)
        else value
        if isinstance(value, int | float)
        else str(value)
        for name, value in values.items()
    }
