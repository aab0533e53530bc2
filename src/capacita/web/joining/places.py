"""How many places are taken, and telling somebody about theirs."""

from __future__ import annotations

from django.db.models import Sum
from django.utils import translation

from capacita.consultation.joining import PlaceState
from capacita.vocabulary import plain_text
from capacita.web.consultation.models import Consultation, Notice
from capacita.web.consultation.notices import contact_of, queue_sending
from capacita.web.consultation.when import date_of_consultation, spell_when
from capacita.web.joining.models import Place
from capacita.web.languages import interface_of


def taken_of(meeting: Consultation) -> int:
    """Return how many people have a place."""
    rows = Place.objects.filter(consultation=meeting, state=PlaceState.REGISTERED)
    return int(rows.aggregate(total=Sum("people"))["total"] or 0)


def write_place_notice(place: Place, code: str, reason: str = "") -> Notice | None:
    """Write somebody a notice in their language; who left no address is told on the private page alone."""
    if not place.email:
        return None
    meeting = place.consultation
    with translation.override(interface_of(place.language)):
        values = {
            "title": plain_text(meeting.title, place.language),
            "when": spell_when(date_of_consultation(meeting), meeting.when_words, meeting.time_words),
            "reason": reason,
            "deadline": "",
            "reference": "",
            "contact": contact_of(meeting.programme),
        }
    notice = Notice.objects.create(
        organisation_id=place.organisation_id,
        consultation=meeting,
        audience="participant",
        code=code,
        values=values,
        language=place.language,
        address=place.email,
    )
    queue_sending([notice])
    return notice
