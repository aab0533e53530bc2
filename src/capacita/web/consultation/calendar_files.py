"""The calendar as an iCalendar feed: of everything, of a programme, of a region or group, of one consultation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from django.utils.translation import gettext

from capacita.vocabulary import NotFound, plain_text
from capacita.web.consultation.models import Consultation
from capacita.web.consultation.when import date_of_consultation

OFF = frozenset({"cancelled", "not_held"})


def write_calendar_file(
    consultations: Iterable[Consultation],
    *,
    name: str,
    language: str,
    stamp: datetime,
    address_of: Callable[[Consultation], str] | None = None,
) -> bytes:
    """Return the feed of these consultations; what was cancelled stays in it as cancelled.

    ``address_of`` gives the address of a consultation's page. Raises NotFound where none has a date.
    """
    from capacita.consultation.scheduling.feed import (  # noqa: PLC0415 -- icalendar, only needed here
        CalendarEntry,
        CalendarWords,
        write_feed,
    )

    entries = [
        CalendarEntry(
            uid=str(meeting.pk),
            title=plain_text(meeting.title, language),
            when=date_of_consultation(meeting),
            place=meeting.place,
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            zone=meeting.time_zone,
            sequence=meeting.sequence,
            cancelled=meeting.status in OFF,
            note=_note(meeting),
            address=address_of(meeting) if address_of else "",
            changed_at=getattr(meeting, "changed_at", None),
        )
        for meeting in consultations
    ]
    words = CalendarWords(
        not_fixed=gettext("Date not fixed: {title}"),
        published=gettext("The date is not fixed yet. What is published: {date}."),
        left_out=gettext("Not in this calendar, because no date is known yet: {titles}"),
    )
    written = write_feed(entries, stamp=stamp, name=name, words=words)
    if written.data is None:
        raise NotFound("CALENDAR_EMPTY")
    return written.data


def _note(meeting: Consultation) -> str:
    """Return why it was cancelled or moved, and a time whose zone is not known."""
    parts = []
    if meeting.time_words and (meeting.starts_at is None or not meeting.time_zone):
        parts.append(gettext("Time: {time}").format(time=meeting.time_words))
    if meeting.cancelled_words:
        parts.append(meeting.cancelled_words)
    return "\n".join(parts)
