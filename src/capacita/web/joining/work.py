"""Telling participants in the worker: what happened to their consultation, and that it is soon."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from capacita.consultation.joining import PlaceState
from capacita.web.consultation.models import Notice
from capacita.web.joining.models import Place
from capacita.web.joining.places import write_place_notice

REMINDER = timedelta(days=3)


def tell_participants() -> int:
    """Write each participant the notices that are for all of them, once, and return how many were written."""
    count = 0
    for notice in Notice.objects.filter(audience="participants", told_at__isnull=True):
        with transaction.atomic():
            rows = Place.objects.filter(consultation=notice.consultation_id, state__in=("registered", "waiting"))
            for place in rows.select_related("consultation__programme"):
                count += write_place_notice(place, notice.code, notice.values.get("reason", "")) is not None
            notice.told_at = timezone.now()
            notice.save(update_fields=["told_at"])
    return count


def remind_participants(on: date | None = None) -> int:
    """Remind everybody with a place once, some days before; return how many."""
    today = on or timezone.localdate()
    due = Place.objects.filter(
        state=PlaceState.REGISTERED,
        reminded_at__isnull=True,
        consultation__precision="day",
        consultation__starts_on__range=(today, today + REMINDER),
        consultation__status__in=("scheduled", "moved"),
    )
    count = 0
    for place in due.select_related("consultation__programme"):
        with transaction.atomic():
            count += write_place_notice(place, "NOTICE_REMINDER_PARTICIPANTS") is not None
            place.reminded_at = timezone.now()
            place.save(update_fields=["reminded_at"])
    return count
