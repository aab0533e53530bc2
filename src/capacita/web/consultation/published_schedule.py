"""A schedule that somebody else published, as a content pack: ``capacita-published-schedule/1``.

It is less than a programme of ours: what was announced, with its precision, and nothing of what came of it.
"""

from datetime import date

from pydantic import TypeAdapter

from capacita.consultation import ConsultationGroup, ScheduledDate
from capacita.vocabulary import Code, DocumentFormat, LanguageTag, LocalizedText, document_part


@document_part
class PublishedEntry:
    """One announced consultation; ``slug`` is its address here."""

    slug: str
    title: LocalizedText
    when: ScheduledDate
    group: ConsultationGroup | None = None
    place: str = ""


@document_part
class ReportedEntry:
    """A meeting that somebody reported elsewhere; the page itself has no such day for its group."""

    title: LocalizedText
    day: date
    group: ConsultationGroup
    source: str
    address: str


@document_part
class PublishedSchedule:
    """The entries in the order of the page that they come from."""

    code: Code
    language: LanguageTag
    title: LocalizedText
    summary: LocalizedText
    opens: date
    closes: date
    source: str
    entries: tuple[PublishedEntry, ...]
    reported: tuple[ReportedEntry, ...] = ()


PUBLISHED_SCHEDULE_FORMAT = DocumentFormat(
    name="capacita-published-schedule/1", adapter=TypeAdapter(PublishedSchedule), upgrades={}
)
