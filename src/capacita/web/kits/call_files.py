"""The briefing call as a calendar file, with the consultation that it prepares."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext

from capacita.consultation import on_day
from capacita.vocabulary import plain_text
from capacita.web.consultation.calendar_files import OFF
from capacita.web.consultation.models import Consultation
from capacita.web.consultation.when import date_of_consultation
from capacita.web.kits.models import BriefingCall
from capacita.web.languages import text_language


def write_call_file(call: BriefingCall, meeting: Consultation) -> bytes:
    """Return a calendar of the organiser: the call, and the consultation once it has a date."""
    from capacita.consultation.scheduling.feed import (  # noqa: PLC0415 -- icalendar, only needed here
        CalendarEntry,
        write_feed,
    )

    title = plain_text(meeting.title, text_language())
    entries = [
        CalendarEntry(
            uid=str(call.pk),
            title=gettext("Briefing call: {title}").format(title=title),
            when=on_day(call.day),
            place=call.how,
            starts_at=call.starts_at,
            ends_at=call.ends_at,
            zone=call.time_zone,
            sequence=call.sequence,
            cancelled=call.cancelled,
            changed_at=call.changed_at,
        )
    ]
    if meeting.starts_on is not None:
        entries.append(
            CalendarEntry(
                uid=str(meeting.pk),
                title=title,
                when=date_of_consultation(meeting),
                place=meeting.place,
                starts_at=meeting.starts_at,
                ends_at=meeting.ends_at,
                zone=meeting.time_zone,
                sequence=meeting.sequence,
                cancelled=meeting.status in OFF,
            )
        )
    written = write_feed(entries, stamp=timezone.now(), name=title)
    assert written.data is not None  # the call has a day
    return written.data
