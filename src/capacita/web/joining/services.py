"""Joining, changing, withdrawing: places by capacity, a waiting list in its order, only what the consent keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from capacita.consultation import IS_PLANNED, SessionStatus
from capacita.consultation.joining import ConsentLevel, PersonalField, PlaceState, Waiting, keep_only, move_up
from capacita.vocabulary import Refusal
from capacita.web.actors import Actor
from capacita.web.audit.services import audited
from capacita.web.consultation.models import Consultation, Notice
from capacita.web.consultation.private_link import code_of, hash_code, hash_token
from capacita.web.consultation.steps import lock_consultation
from capacita.web.joining.models import Place
from capacita.web.joining.places import taken_of, write_place_notice
from capacita.web.joining.regions import fill_in
from capacita.web.permissions import Action, check_may


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceDetails:
    """What somebody says of themselves. ``personal`` is kept only as far as the consent goes."""

    stakeholder: str
    language: str
    consent: ConsentLevel
    people: int = 1
    un_region: str = ""
    unesco_group: str = ""
    personal: dict[PersonalField, str]


@audited("place.taken")
def join(actor: Actor, *, consultation_id: UUID, token: str, details: PlaceDetails) -> Place:
    """Give a place, or a turn on the waiting list where there is none left."""
    meeting = lock_consultation(consultation_id)
    check_may(actor, Action.JOIN, organisation_id=meeting.organisation_id)
    if not meeting.takes_registrations or SessionStatus(meeting.status) not in IS_PLANNED:
        raise Refusal("JOINING_CLOSED")
    if meeting.capacity is not None and details.people > meeting.capacity:
        raise Refusal("JOINING_TOO_MANY", capacity=meeting.capacity)
    queue = Place.objects.filter(consultation=meeting, state=PlaceState.WAITING).exists()
    fits = meeting.capacity is None or (not queue and taken_of(meeting) + details.people <= meeting.capacity)
    place = Place.objects.create(
        organisation_id=meeting.organisation_id,
        consultation=meeting,
        state=(PlaceState.REGISTERED if fits else PlaceState.WAITING).value,
        link_hash=hash_token(token),
        code_hash=hash_code(code_of(token)),
        **_columns(details),
    )
    write_place_notice(place, "NOTICE_PLACE_PARTICIPANTS" if fits else "NOTICE_WAITING_PARTICIPANTS")
    return place


@audited("place.changed")
def change_place(actor: Actor, *, place_id: UUID, details: PlaceDetails) -> Place:
    """Change what somebody said of themselves; a narrower consent takes away what it does not keep.

    The number of people stays: who needs more places joins again.
    """
    place: Place = Place.objects.select_for_update().select_related("consultation__programme").get(pk=place_id)
    check_may(actor, Action.JOIN, organisation_id=place.organisation_id)
    if place.state == PlaceState.WITHDRAWN:
        raise Refusal("PLACE_WITHDRAWN")
    for name, value in _columns(details).items():
        if name != "people":
            setattr(place, name, value)
    place.save()
    return place


@audited("place.withdrawn")
def withdraw_place(actor: Actor, *, place_id: UUID) -> Place:
    """Give a place back: everything personal is taken out, and the next on the list moves up."""
    meeting_id = Place.objects.values_list("consultation_id", flat=True).get(pk=place_id)
    meeting = lock_consultation(meeting_id)
    place: Place = Place.objects.select_for_update().get(pk=place_id)
    check_may(actor, Action.JOIN, organisation_id=place.organisation_id)
    if place.state == PlaceState.WITHDRAWN:
        raise Refusal("PLACE_WITHDRAWN")
    Notice.objects.filter(consultation=meeting, audience="participant", address=place.email).update(address="")
    place.state = PlaceState.WITHDRAWN.value
    for field in PersonalField:
        setattr(place, field.value, "")
    place.save()
    _fill(meeting)
    return place


@audited("place.attribution-withdrawn")
def withdraw_attribution(actor: Actor, *, place_id: UUID) -> Place:
    """Be shown to nobody from now on, while keeping the place. Possible until a release quotes the words."""
    place: Place = Place.objects.select_for_update().select_related("consultation").get(pk=place_id)
    check_may(actor, Action.JOIN, organisation_id=place.organisation_id)
    if place.consultation.contributions.exclude(change_ids=[]).exists():
        raise Refusal("ATTRIBUTION_RELEASED")
    place.attribution_withdrawn_at = timezone.now()
    place.save(update_fields=["attribution_withdrawn_at"])
    return place


@audited("joining.set")
def set_joining(
    actor: Actor, *, consultation_id: UUID, takes_registrations: bool, capacity: int | None, join_link: str
) -> Consultation:
    """Open or close joining, set how many fit, and the link that only those who joined see."""
    meeting = lock_consultation(consultation_id)
    check_may(actor, Action.RUN_CONSULTATION, organisation_id=meeting.organisation_id)
    meeting.takes_registrations, meeting.capacity, meeting.join_link = takes_registrations, capacity, join_link
    meeting.save(update_fields=["takes_registrations", "capacity", "join_link"])
    _fill(meeting)
    return meeting


def _fill(meeting: Consultation) -> None:
    """Give free places to those who wait, in their order."""
    rows = list(Place.objects.filter(consultation=meeting, state=PlaceState.WAITING).order_by("joined_at", "pk"))
    waiting = {str(place.pk): place for place in rows}
    free = sum(place.people for place in rows) if meeting.capacity is None else meeting.capacity - taken_of(meeting)
    for key in move_up(free, [Waiting(key=key, people=place.people) for key, place in waiting.items()]):
        place = waiting[key]
        place.state = PlaceState.REGISTERED.value
        place.save(update_fields=["state"])
        write_place_notice(place, "NOTICE_PLACE_PARTICIPANTS")


def _columns(details: PlaceDetails) -> dict[str, Any]:
    kept = keep_only(details.consent, details.personal)
    return {
        "people": details.people,
        "stakeholder": details.stakeholder,
        "un_region": details.un_region,
        "unesco_group": fill_in(details.un_region, details.unesco_group),
        "language": details.language,
        "consent": details.consent.value,
        **{field.value: text for field, text in kept.items()},
    }
