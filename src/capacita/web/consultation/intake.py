"""Taking in requests that came by letter or in a sheet: from what was read to what is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from capacita.consultation import MESSAGES, DatePrecision
from capacita.consultation.requests.duplicates import Duplicate, RequestTraits, find_duplicates
from capacita.consultation.requests.reading import ReadRequest
from capacita.consultation.spoken import show_code
from capacita.vocabulary import Severity, spell
from capacita.web.actors import Actor
from capacita.web.consultation.forms import read_clock
from capacita.web.consultation.models import ConsultationRequest, Programme
from capacita.web.consultation.presenters import as_written, stakeholder_words
from capacita.web.consultation.services import RequestDetails
from capacita.web.consultation.terms import MODES
from capacita.web.consultation.when import fault_of_time, spell_when
from capacita.web.patterns.templatetags.capacita_ui import day

ALIKE = {
    "day": _("the same day"),
    "contact": _("the same address or number"),
    "name": _("the same name"),
    "stakeholders": _("the same people invited"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RowOnPage:
    """A row of a sheet as it was read, with what has to be looked at."""

    line: int
    cells: list[Any]
    faults: list[str]
    twins: list[str]
    can_be_kept: bool


def list_known(actor: Actor, programme: Programme) -> list[ConsultationRequest]:
    """Return the requests of a programme against which new ones are compared."""
    rows = ConsultationRequest.objects.for_actor(actor).filter(programme=programme)
    return list(rows.exclude(status__in=("declined", "withdrawn")))


def find_twins(asked: ConsultationRequest, known: Sequence[ConsultationRequest]) -> list[dict[str, Any]]:
    """Return the requests that may be the same as this one, with why."""
    others = {str(other.pk): other for other in known if other.pk != asked.pk}
    found = find_duplicates([traits_of(asked)], [traits_of(other) for other in others.values()])
    return [{"asked": others[pair.first], "alike": _alike(pair), "reference": _reference(others[pair.first])}
            for pair in found]  # fmt: skip


def traits_of(asked: ConsultationRequest) -> RequestTraits:
    """Return what a request is compared by."""
    return RequestTraits(
        key=str(asked.pk),
        day=asked.held_on,
        words=asked.held_on_words,
        stakeholders=frozenset(asked.stakeholders),
        name=asked.contact_name,
        contact=asked.contact_details,
    )


def present_rows(requests: Sequence[ReadRequest], known: Sequence[ConsultationRequest]) -> list[RowOnPage]:
    """Return the rows of a sheet with their faults, and with those that may be there already."""
    names = {str(asked.pk): gettext("request {code}").format(code=_reference(asked)) for asked in known}
    names |= {f"line {read.line}": gettext("line {line}").format(line=read.line) for read in requests}
    pairs = find_duplicates([_traits(read) for read in requests], [traits_of(asked) for asked in known])
    rows = []
    for read in requests:
        assert read.line is not None
        faults = [spell(finding, MESSAGES, gettext) for finding in read.findings]
        clock_fault = fault_of_time(_day_of(read), read.starts_at, read.time_zone or "")
        rows.append(
            RowOnPage(
                line=read.line,
                cells=_cells(read),
                faults=[f"{fault['message']} {fault['hint']}" for fault in faults]
                + ([clock_fault] if clock_fault else []),
                twins=[f"{names[pair.first]}: {_alike(pair)}" for pair in pairs if pair.second == f"line {read.line}"],
                can_be_kept=is_whole(read) and not clock_fault,
            )
        )
    return rows


def is_whole(read: ReadRequest) -> bool:
    """Tell whether a request can be kept as it was read."""
    return not read.missing and all(finding.severity is not Severity.ERROR for finding in read.findings)


def initial_of(read: ReadRequest) -> dict[str, Any]:
    """Return what a letter said as the first values of the form."""
    settled = _day_of(read)
    time, _comma, zone = read.time_words.partition(", ")
    return {
        "held_on": settled,
        "held_on_words": "" if settled else read.when_words,
        "time": time,
        "zone": zone,
        "stakeholders": [kind.value for kind in read.stakeholders],
        "audience": read.audience,
        "mode": read.mode.value if read.mode else None,
        "contact_name": read.name,
        "contact_details": read.contact,
        "institution": read.institution,
        "output_due_on": read.output_due_on,
    }


def details_of_form(given: Mapping[str, Any], language: str) -> RequestDetails:
    """Return the six answers of a corrected letter."""
    clock = read_clock(given)
    return RequestDetails(
        held_on=given["held_on"], held_on_words=given["held_on_words"], held_at=clock.words,
        starts_at=clock.starts_at, ends_at=clock.ends_at, time_zone=clock.time_zone,
        stakeholders=tuple(given["stakeholders"]), audience=given["audience"], mode=given["mode"],
        contact_name=given["contact_name"], contact_details=given["contact_details"],
        institution=given["institution"], output_due_on=given["output_due_on"], language=language, source="text",
    )  # fmt: skip


def details_of_row(read: ReadRequest, language: str) -> RequestDetails:
    """Return the six answers of a row that is whole."""
    settled = _day_of(read)
    assert read.mode is not None
    assert read.output_due_on is not None
    return RequestDetails(
        held_on=settled, held_on_words="" if settled else read.when_words, held_at=read.time_words,
        starts_at=read.starts_at, ends_at=read.ends_at, time_zone=read.time_zone or "",
        stakeholders=tuple(kind.value for kind in read.stakeholders), audience=read.audience, mode=read.mode.value,
        contact_name=read.name, contact_details=read.contact, institution=read.institution, output_due_on=read.output_due_on,
        language=language, source="sheet",
    )  # fmt: skip


def _day_of(read: ReadRequest) -> date | None:
    return read.when.start if read.when is not None and read.when.precision is DatePrecision.DAY else None


def _traits(read: ReadRequest) -> RequestTraits:
    settled = _day_of(read)
    return RequestTraits(
        key=f"line {read.line}",
        day=settled,
        words="" if settled else read.when_words,
        stakeholders=frozenset(kind.value for kind in read.stakeholders),
        name=read.name,
        contact=read.contact,
    )


def _cells(read: ReadRequest) -> list[Any]:
    when = spell_when(read.when, read.when_words, read.time_words) if read.when else None
    return [
        as_written(when) if when else None,
        ", ".join(stakeholder_words(kind.value for kind in read.stakeholders)) or None,
        gettext(MODES[read.mode.value]) if read.mode else None,
        as_written(", ".join(part for part in (read.name, read.institution, read.contact) if part)) or None,
        day(read.output_due_on) if read.output_due_on else None,
    ]


def _alike(pair: Duplicate) -> str:
    return ", ".join(gettext(ALIKE[likeness.value]) for likeness in pair.alike)


def _reference(asked: ConsultationRequest) -> str:
    return show_code(asked.reference or str(asked.pk)[:8].upper())
