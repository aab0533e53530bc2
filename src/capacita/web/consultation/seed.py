"""The calendar that comes with Capacita: the consultations that were announced for the framework in 2022."""

from capacita.content import read_content
from capacita.web.accounts.models import Organisation
from capacita.web.accounts.seed import KEEPER
from capacita.web.actors import SYSTEM
from capacita.web.consultation.models import Programme
from capacita.web.consultation.published_schedule import PUBLISHED_SCHEDULE_FORMAT
from capacita.web.consultation.services import publish_consultation, publish_programme
from capacita.web.fields import write_localized


def seed_calendar() -> None:
    """Publish the calendar of 2022 where it is missing, and each of its entries that is."""
    schedule = PUBLISHED_SCHEDULE_FORMAT.read_whole(read_content("calendar-2022/schedule.json"))
    programme = Programme.objects.filter(code=schedule.code).first() or publish_programme(
        SYSTEM,
        organisation=Organisation.objects.get(code=KEEPER),
        code=schedule.code,
        title=schedule.title,
        summary=schedule.summary,
        opens_on=schedule.opens,
        closes_on=schedule.closes,
        source=schedule.source,
    )
    reported = [
        {
            "title": write_localized(entry.title),
            "day": entry.day.isoformat(),
            "group": entry.group.value,
            "source": entry.source,
            "address": entry.address,
        }
        for entry in schedule.reported
    ]
    if programme.reported != reported:
        programme.reported = reported
        programme.save(update_fields=["reported"])
    known = set(programme.consultations.values_list("slug", flat=True))
    for entry in schedule.entries:
        if entry.slug not in known:
            publish_consultation(
                SYSTEM,
                programme=programme,
                slug=entry.slug,
                title=entry.title,
                starts_on=entry.when.start,
                ends_on=entry.when.end,
                precision=entry.when.precision.value,
                tentative=entry.when.tentative,
                expected=entry.when.expected or "",
                group=entry.group.value if entry.group else "",
                place=entry.place,
            )
