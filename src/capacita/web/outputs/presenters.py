"""What was sent as pages show it: its findings by place, its points, and what differs from the one before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from capacita.consultation import Contribution, WorkshopOutput
from capacita.consultation.output.difference import OutputDifference, compare_outputs
from capacita.vocabulary import Finding, LocalizedText, Refusal, Severity, written
from capacita.web.consultation.presenters import list_counts
from capacita.web.consultation.terms import COUNTED_BY, STAKEHOLDERS, VERDICTS
from capacita.web.outputs.models import Arrival, ArrivalKind, ArrivalState
from capacita.web.outputs.queries import Desk, can_arrive
from capacita.web.outputs.reading import contributions_of, describe_participation, findings_of, output_of
from capacita.web.outputs.terms import CONSENTS, FIELDS, KINDS, STATES
from capacita.web.patterns.templatetags.capacita_ui import file_size
from capacita.web.words import join_words, refusal_words, spell_findings


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultOnPage:
    """A finding: where it is, what it is, what to do."""

    place: str
    message: str
    hint: str
    is_error: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PointOnPage:
    """A point of an output as its sender checks it."""

    about: str
    verdict: str
    text: LocalizedText
    suggestion: LocalizedText | None
    facts: list[str]
    differs: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalOnPage:
    """One thing that was sent, with all that its sender has to look at before accepting it."""

    title: str
    kind: str
    state: str
    state_words: str
    tone: str
    arrived_at: datetime
    facts: list[dict[str, Any]]
    refusal: Any
    errors: tuple[FaultOnPage, ...]
    warnings: tuple[FaultOnPage, ...]
    points: tuple[PointOnPage, ...]
    counts: list[list[Any]]
    participants: int | None
    about: list[dict[str, Any]]
    added: tuple[PointOnPage, ...]
    changed: tuple[PointOnPage, ...]
    removed: tuple[PointOnPage, ...]
    unchanged: int
    other_answers: str
    has_earlier: bool
    may_accept: bool
    is_report: bool
    is_closed: bool
    file_href: str
    excerpt_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalRow:
    """One thing that was sent, in the list."""

    name: str
    href: str
    kind: str
    state_words: str
    tone: str
    arrived_at: datetime
    typed_by: str
    file_href: str


def present_rows(desk: Desk, arrivals: Iterable[Arrival]) -> list[ArrivalRow]:
    """Return what was sent as rows."""
    return [
        ArrivalRow(
            name=arrival.file_name,
            href=desk.href("arrival", arrival.pk),
            kind=gettext(KINDS[arrival.kind]),
            state_words=gettext(STATES[arrival.state][0]),
            tone=STATES[arrival.state][1],
            arrived_at=arrival.arrived_at,
            typed_by=arrival.typed_by,
            file_href=_file_href(desk, arrival),
        )
        for arrival in arrivals
    ]


def present_arrival(
    desk: Desk, arrival: Arrival, earlier: Arrival | None, codes: Mapping[str, str], size: int
) -> ArrivalOnPage:
    """Return what was sent beside ``earlier``, the output that it would take the place of. ``codes`` are of items."""
    output, said = output_of(arrival), contributions_of(arrival)
    faults = [present_fault(finding) for finding in findings_of(arrival)]
    is_other = earlier is not None and earlier.pk != arrival.pk and output is not None
    difference = _difference(earlier, arrival) if is_other and earlier is not None else None
    words, tone = STATES[arrival.state]
    is_report = arrival.kind == ArrivalKind.REPORT
    is_open = can_arrive(desk.meeting, by_organiser=desk.by_organiser)
    waits = arrival.state != ArrivalState.ACCEPTED and not arrival.fault and (is_report or output is not None)
    return ArrivalOnPage(
        title=arrival.file_name,
        kind=gettext(KINDS[arrival.kind]),
        state=arrival.state,
        state_words=gettext(words),
        tone=tone,
        arrived_at=arrival.arrived_at,
        facts=_facts(arrival, size),
        refusal=_refusal_of(arrival),
        errors=tuple(fault for fault in faults if fault.is_error),
        warnings=tuple(fault for fault in faults if not fault.is_error),
        points=tuple(present_point(entry, codes) for entry in said),
        counts=list_counts(describe_participation(output))[0] if output else [],
        participants=output.participants if output else None,
        about=_about(output) if output else [],
        added=tuple(present_point(entry, codes) for entry in difference.added) if difference else (),
        changed=tuple(present_point(pair.after, codes, pair.fields) for pair in difference.changed)
        if difference
        else (),
        removed=tuple(present_point(entry, codes) for entry in difference.removed) if difference else (),
        unchanged=difference.unchanged if difference else 0,
        other_answers=_names(difference.about) if difference else "",
        has_earlier=difference is not None,
        may_accept=waits and is_open,
        is_report=is_report,
        is_closed=waits and not is_open,
        file_href=_file_href(desk, arrival),
        excerpt_href=reverse("work-output-excerpts", args=[desk.meeting.slug, arrival.pk])
        if is_report and not desk.by_organiser
        else "",
    )  # fmt: skip


def present_fault(finding: Finding) -> FaultOnPage:
    """Return a finding with the table, the row and the column that it is about."""
    if finding.values.get("part") in COUNTED_BY:
        finding = replace(finding, values={**finding.values, "part": gettext(COUNTED_BY[finding.values["part"]])})
    spelt = spell_findings([finding])[0]
    table = finding.path.strip("/")
    column = str(finding.values.get("column", ""))
    rows = join_words(str(line) for line in finding.lines)
    parts = [
        gettext(_("Table {table}")).format(table=table) if table else "",
        gettext(_("row {row}")).format(row=rows) if rows else "",
        gettext(_("column “{column}”")).format(column=column) if column else "",
    ]
    return FaultOnPage(
        place=join_words(part for part in parts if part),
        message=spelt["message"],
        hint=spelt["hint"],
        is_error=finding.severity is Severity.ERROR,
    )


def present_point(said: Contribution, codes: Mapping[str, str], differs: Sequence[str] = ()) -> PointOnPage:
    """Return a point with what its sender has to check."""
    facts = [str(CONSENTS[said.quote.value])]
    if said.speaker:
        facts.insert(0, gettext(STAKEHOLDERS[said.speaker.value]))
    return PointOnPage(
        about=codes.get(said.item or "", ""),
        verdict=gettext(VERDICTS[said.verdict.value]),
        text=written(said.text, said.language),
        suggestion=written(said.suggestion, said.language) if said.suggestion else None,
        facts=facts,
        differs=_names(differs),
    )


def _difference(earlier: Arrival, arrival: Arrival) -> OutputDifference:
    outputs = (output_of(earlier), output_of(arrival))
    return compare_outputs(contributions_of(earlier), contributions_of(arrival), outputs)


def _about(output: WorkshopOutput) -> list[dict[str, Any]]:
    """Return what an output says besides its points, a row for each question that was answered."""
    named = [
        ": ".join(text for text in (named.words, named.meaning, named.why) if text) for named in output.competencies
    ]
    shown = [": ".join(text for text in (example.title, example.shows) if text) for example in output.examples]
    answers: list[tuple[str, list[str]]] = [
        (_("Situation here"), [output.context] if output.context else []),
        (_("Competencies"), named),
        (_("Hurdles"), list(output.hurdles)),
        (_("Recommendations"), list(output.recommendations)),
        (_("Examples from here"), shown),
        (_("Words to quote"), [quote.words for quote in output.quotes]),
        (_("Disagreement"), list(output.divergences)),
    ]
    return [
        {"term": gettext(term), "several": [written(text, output.language) for text in texts], "value": None}
        for term, texts in answers
        if texts
    ]


def _facts(arrival: Arrival, size: int) -> list[dict[str, Any]]:
    rows = [
        {"term": gettext(_("What it is")), "value": gettext(KINDS[arrival.kind])},
        {"term": gettext(_("Size")), "value": file_size(size)},
    ]
    if arrival.typed_by:
        rows.append({"term": gettext(_("Typed by")), "value": arrival.typed_by})
    if arrival.was_cleaned:
        removed = gettext(_("Where, when and with what the photograph was taken was removed before it was kept."))
        rows.append({"term": gettext(_("Removed")), "value": removed})
    if arrival.anonymous:
        rows.append({"term": gettext(_("Anonymous")), "value": gettext(_("Only how many took part is kept."))})
    return rows


def _refusal_of(arrival: Arrival) -> Any:
    if not arrival.fault:
        return None
    return refusal_words(Refusal(arrival.fault["code"], **arrival.fault["values"]), gettext)


def _names(fields: Iterable[str]) -> str:
    return join_words(gettext(FIELDS[name]) for name in fields if name in FIELDS)


def _file_href(desk: Desk, arrival: Arrival) -> str:
    return "" if desk.by_organiser else reverse("work-output-file", args=[desk.meeting.slug, arrival.pk])
