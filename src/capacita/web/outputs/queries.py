"""Reading what came back: by the private link of an organiser, or as a steward."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from capacita.consultation import ActorKind, SessionStatus, list_next
from capacita.vocabulary import NotFound
from capacita.web.actors import SYSTEM, Actor
from capacita.web.consultation.models import Consultation, Contribution
from capacita.web.consultation.queries import consultation_of, get_request_by_token, get_run
from capacita.web.outputs.models import Arrival, ArrivalKind, ArrivalState, ContributionSource, OutputDraft, OutputRule

_ROUTES = {  # of an organiser and of a steward
    "start": ("output-send", "work-output"),
    "report": ("output-report", "work-output-report"),
    "arrival": ("output-arrival", "work-output-arrival"),
    "form": ("output-form", "work-output-form"),
    "home": ("request-status", "work-consultation"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Who sends an output, for which consultation, and where the pages for it stand."""

    meeting: Consultation
    actor: Actor
    token: str = ""

    @property
    def by_organiser(self) -> bool:
        """Tell whether it is sent by the private link."""
        return bool(self.token)

    def href(self, name: str, *more: Any) -> str:
        """Return the address of one of the pages: start, report, arrival, form or home."""
        mine, stewards = _ROUTES[name]
        where = self.token or self.meeting.slug
        return reverse(mine if self.by_organiser else stewards, args=[where, *more])


def find_desk(actor: Actor, *, token: str = "", slug: str = "") -> Desk:
    """Return the desk of a private link, or of a steward. Raises NotFound, or NotAllowed."""
    if token:
        meeting = consultation_of(get_request_by_token(token))
        if meeting is None:
            raise NotFound("OUTPUT_NOT_YET")
        related = ("programme__organisation", "programme__framework_version", "request")
        whole = Consultation.objects.for_actor(SYSTEM).select_related(*related).get(pk=meeting.pk)
        return Desk(meeting=whole, actor=actor, token=token)
    return Desk(meeting=get_run(actor, slug), actor=actor)


def list_arrivals(desk: Desk) -> list[Arrival]:
    """Return what was sent, the newest first: all of it for stewards, for an organiser what came by their link."""
    rows = Arrival.objects.for_actor(SYSTEM).filter(consultation=desk.meeting)
    return list(rows.filter(by_organiser=True) if desk.by_organiser else rows)


def get_arrival(desk: Desk, arrival_id: UUID) -> Arrival:
    """Return one of them. Raises NotFound."""
    found = next((arrival for arrival in list_arrivals(desk) if arrival.pk == arrival_id), None)
    if found is None:
        raise NotFound("OUTPUT_UNKNOWN")
    found.consultation = desk.meeting
    return found


def accepted_sheet(meeting: Consultation) -> Arrival | None:
    """Return the sheet or form that is the output of a consultation now."""
    rows = Arrival.objects.for_actor(SYSTEM).filter(consultation=meeting, state=ArrivalState.ACCEPTED)
    found: Arrival | None = rows.exclude(kind=ArrivalKind.REPORT).first()
    return found


def draft_answers(meeting: Consultation) -> dict[str, Any]:
    """Return what was filled in so far into the form of the site."""
    draft = OutputDraft.objects.for_actor(SYSTEM).filter(consultation=meeting).first()
    return dict(draft.answers) if draft else {}


def list_excerpts(desk: Desk, arrival: Arrival) -> list[ContributionSource]:
    """Return the points that were taken out of a report, in the order of its lines."""
    rows = ContributionSource.objects.for_actor(desk.actor).filter(arrival=arrival).select_related("contribution")
    return list(rows.order_by("withdrawn_at", "line", "contribution__number"))


def sources_of(actor: Actor, contributions: Iterable[Contribution]) -> dict[UUID, ContributionSource]:
    """Return where contributions were taken from, by their identifiers, for those who decide on them."""
    rows = ContributionSource.objects.for_actor(actor).filter(contribution__in=list(contributions))
    return {source.contribution_id: source for source in rows.select_related("arrival")}


def has_embargo(meeting: Consultation) -> bool:
    """Tell whether the public reads the points of this programme only once they are decided on."""
    return OutputRule.objects.for_actor(SYSTEM).filter(programme=meeting.programme_id, until_decided=True).exists()


def can_arrive(meeting: Consultation, *, by_organiser: bool) -> bool:
    """Tell whether an output can be accepted now; one that came can be corrected until the stewards accept it."""
    kind = ActorKind.ORGANISER if by_organiser else ActorKind.STEWARD
    status = SessionStatus(meeting.status)
    if status in (SessionStatus.SCHEDULED, SessionStatus.MOVED):
        return True  # that it was held is noted with it
    if status is SessionStatus.ACCEPTED:
        return False  # the stewards open it again, with a reason
    return any(step.after is SessionStatus.OUTPUT_RECEIVED for step in list_next(status, kind))
