"""Reading the coverage of a programme out of its rows."""

from __future__ import annotations

from datetime import date
from typing import Any

from capacita.consultation import ConsultationGroup, DatePrecision, WorkshopOutput
from capacita.consultation.coverage import (
    KINDS,
    NOT_SAID,
    Coverage,
    CoverageTargets,
    Session,
    compile_coverage,
    complete_targets,
    count_as,
    default_targets,
    place_group,
)
from capacita.vocabulary import plain_text
from capacita.web.actors import Actor
from capacita.web.consultation.models import Consultation, Contribution, Programme, told
from capacita.web.consultation.queries import get_programme
from capacita.web.coverage.models import ProgrammeTargets
from capacita.web.languages import text_language
from capacita.web.permissions import Action, check_may

TAKEN_UP = ("accepted", "partly")


def get_run_programme(actor: Actor, code: str) -> Programme:
    """Return a programme for those who read its contributions. Raises NotFound, or NotAllowed."""
    programme = get_programme(actor, code)
    check_may(actor, Action.READ_CONTRIBUTIONS, organisation_id=programme.organisation_id)
    return programme


def targets_of(actor: Actor, programme: Programme) -> CoverageTargets:
    """Return what is wanted of a programme: what its stewards set, and what stands by default where they did not."""
    row = ProgrammeTargets.objects.for_actor(actor).filter(programme=programme).first()
    given = CoverageTargets(wanted=row.wanted, last_day=row.last_day) if row else CoverageTargets()
    default = default_targets(country=programme.country, languages=(programme.language,), closes=programme.closes_on)
    return complete_targets(given, default)


def read_coverage(actor: Actor, programme: Programme, *, on: date, public: bool) -> Coverage:
    """Return the coverage of a programme on a day. What is proposed and not yet decided counts as not taken up."""
    rows = Consultation.objects.for_actor(actor).filter(programme=programme, published=True).select_related("request")
    meetings: list[Consultation] = list(rows)
    said = (
        Contribution.objects.for_actor(actor)
        .filter(told())
        .filter(consultation__programme=programme)
        .values_list("consultation__group", "speaker", "status")
    )
    points = [(_group(group), speaker, status in TAKEN_UP) for group, speaker, status in said]
    return compile_coverage(
        [session for session in map(_session, meetings) if session is not None],
        [_output(meeting) for meeting in meetings if meeting.participation],
        by_region=[(place_group(group)[0], taken) for group, _speaker, taken in points],
        by_speaker=[(speaker if speaker in KINDS else NOT_SAID, taken) for _group, speaker, taken in points],
        targets=targets_of(actor, programme),
        on=on,
        public=public,
    )


def _group(code: str) -> ConsultationGroup | None:
    return ConsultationGroup(code) if code in set(ConsultationGroup) else None


def _session(meeting: Consultation) -> Session | None:
    precision = DatePrecision(meeting.precision) if meeting.precision else DatePrecision.UNKNOWN
    state = count_as(meeting.status, precision)
    if state is None:
        return None
    region, named = place_group(_group(meeting.group))
    invited = tuple(meeting.request.stakeholders) if meeting.request else ()
    return Session(
        id=str(meeting.pk),
        title=plain_text(meeting.title, text_language()),
        state=state,
        region=region,
        kinds=tuple(dict.fromkeys((*named, *invited))) or (NOT_SAID,),
        language=meeting.language or NOT_SAID,
        mode=meeting.mode or NOT_SAID,
        organiser=meeting.request.institution if meeting.request else "",
    )


def _output(meeting: Consultation) -> WorkshopOutput:
    """Return the counts of a consultation; names of groups stand as they were given."""
    given: dict[str, Any] = meeting.participation
    return WorkshopOutput(
        id=str(meeting.pk),
        consultation=str(meeting.pk),
        participants=given.get("participants"),
        by_stakeholder=given.get("by_stakeholder") or {},
        by_gender=given.get("by_gender") or {},
        by_age_band=given.get("by_age_band") or {},
        by_region=given.get("by_region") or {},
    )
