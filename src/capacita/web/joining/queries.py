"""Reading places: one's own by its key, and those of a consultation as far as consent goes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q

from capacita.consultation.joining import ConsentLevel, PersonalField, PlaceState, shown_of
from capacita.vocabulary import NotFound
from capacita.web.actors import SYSTEM, Actor
from capacita.web.consultation.models import Consultation
from capacita.web.consultation.private_link import hash_code, hash_token, is_key_code
from capacita.web.joining.models import Place
from capacita.web.permissions import Action, check_may
from capacita.web.words import join_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Participants:
    """Who joined a consultation: numbers of all, and those who agreed to be seen."""

    registered: int
    waiting: int
    by_stakeholder: dict[str, int]
    by_language: dict[str, int]
    shown: list[tuple[str, int]]
    needs: list[str]


def get_place(token: str) -> Place:
    """Return the place of a private link or of its code. Raises NotFound."""
    key = Q(code_hash=hash_code(token)) if is_key_code(token) else Q(link_hash=hash_token(token))
    related = ("consultation__programme__organisation",)
    found: Place | None = Place.objects.for_actor(SYSTEM).filter(key).select_related(*related).first()
    if found is None:
        raise NotFound("PLACE_UNKNOWN")
    return found


def has_place(code: str) -> bool:
    """Tell whether a place has this code."""
    return Place.objects.for_actor(SYSTEM).filter(code_hash=hash_code(code)).exists()


def list_participants(actor: Actor, meeting: Consultation) -> Participants:
    """Return who joined, for those who run the programme alone. Raises NotAllowed for everybody else."""
    check_may(actor, Action.RUN_CONSULTATION, organisation_id=meeting.organisation_id)
    places = list(Place.objects.for_actor(actor).filter(consultation=meeting).exclude(state=PlaceState.WITHDRAWN))
    counts: Counter[str] = Counter()
    spoken: Counter[str] = Counter()
    shown = []
    for place in places:
        if place.state == PlaceState.REGISTERED:
            counts[place.stakeholder] += place.people
            spoken[place.language] += place.people
        kept = {field: getattr(place, field.value) for field in PersonalField}
        names = shown_of(ConsentLevel(place.consent), kept, withdrawn=place.attribution_withdrawn_at is not None)
        if names:
            shown.append((join_words(names), place.people))
    return Participants(
        registered=sum(place.people for place in places if place.state == PlaceState.REGISTERED),
        waiting=sum(place.people for place in places if place.state == PlaceState.WAITING),
        by_stakeholder=dict(counts),
        by_language=dict(spoken),
        shown=shown,
        needs=sorted({place.access_needs for place in places if place.access_needs}),
    )
