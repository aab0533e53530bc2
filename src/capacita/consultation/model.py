"""A programme of consultations as frozen data: the document ``capacita-programme/1``.

What was asked for, what was held, what was said and what was decided, tied by identifiers. Who to write to stands in
one part of its own, ``contacts``, which ``strip_contacts`` takes out of everything that leaves the house. Nobody who
took part is named anywhere: participants are counts, speakers are stakeholder types, decisions are taken by roles.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from capacita.consultation.groups import ConsultationGroup, StakeholderType
from capacita.consultation.scheduling.dates import ScheduledDate
from capacita.framework import DerivedFrom
from capacita.vocabulary import Code, DocumentFormat, Identifier, LanguageTag, LocalizedText, document_part


class SessionMode(StrEnum):
    """Where people meet."""

    ONLINE = "online"
    OFFLINE = "offline"
    HYBRID = "hybrid"


class SessionStatus(StrEnum):
    """Where a consultation stands, from the first asking to the end; ``lifecycle`` says what may follow what.

    The first five are those of a request that is in no calendar yet, the others those of a consultation in a calendar.
    """

    REQUESTED = "requested"
    NEEDS_INFORMATION = "needs_information"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    SCHEDULED = "scheduled"
    MOVED = "moved"
    CANCELLED = "cancelled"
    NOT_HELD = "not_held"
    HELD = "held"
    OUTPUT_DUE = "output_due"
    OUTPUT_RECEIVED = "output_received"
    LATE = "late"
    ACCEPTED = "accepted"
    CLOSED = "closed"


class Verdict(StrEnum):
    """What a contribution asks to be done with an item."""

    KEEP = "keep"
    CHANGE = "change"
    MERGE = "merge"
    SPLIT = "split"
    NEW = "new"
    REMOVE = "remove"
    COMMENT = "comment"  # a free answer that was not asked for a verdict; no sheet offers it


class ItemPart(StrEnum):
    """Which part of an item a contribution is about."""

    WHOLE = "whole"
    TITLE = "title"
    STATEMENT = "statement"
    LEVELS = "levels"
    REQUIREMENTS = "requirements"
    EXAMPLES = "examples"


class OutputKind(StrEnum):
    """What a meeting worked on: a draft that it reviewed, or an open question."""

    REVIEW = "review"
    EXPLORATORY = "exploratory"


class QuoteConsent(StrEnum):
    """Whether the words may be quoted in public; no answer is no consent."""

    NO = "no"
    ANONYMOUS = "anonymous"
    STAKEHOLDER_TYPE = "stakeholder_type"  # quoted as said by, for example, a civil servant


class DispositionStatus(StrEnum):
    """What was decided about a contribution."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    DECLINED = "declined"
    OUT_OF_SCOPE = "out_of_scope"
    DUPLICATE = "duplicate"  # of another contribution, whose answer holds for this one too
    OPEN = "open"


@document_part
class Contact:
    """Who to write to about a request. Kept apart, and left out of every export."""

    request: Identifier
    name: str = ""
    organisation: str = ""
    email: str = ""
    phone: str = ""


@document_part
class Request:
    """A request to hold a consultation: its six fields, of which name and contact stand in ``Programme.contacts``.

    ``time`` is written with its zone in ``time_zone`` (IANA name); ``organiser`` is an institution, not a person.
    """

    id: Identifier
    when: ScheduledDate
    time: str
    target_stakeholders: tuple[StakeholderType, ...]
    mode: SessionMode
    output_deadline: date
    status: SessionStatus
    title: LocalizedText = field(default_factory=dict)
    time_zone: str = ""
    organiser: str = ""
    audience: LocalizedText = field(default_factory=dict)
    language: LanguageTag = "en"
    place: str = ""


@document_part
class Consultation:
    """A consultation that is in the calendar; ``request`` is the one that it came of.

    ``mode`` and ``language`` are None where the calendar does not say.
    """

    id: Identifier
    title: LocalizedText
    when: ScheduledDate
    status: SessionStatus
    mode: SessionMode | None = None
    language: LanguageTag | None = None
    group: ConsultationGroup | None = None
    audience: LocalizedText = field(default_factory=dict)
    how_to_join: LocalizedText = field(default_factory=dict)
    place: str = ""
    time: str = ""
    time_zone: str = ""
    request: Identifier | None = None


@document_part
class NamedCompetency:
    """A competency that participants named in their own words, with its rank among those of the meeting."""

    words: str
    rank: int | None = None
    meaning: str = ""
    why: str = ""
    speaker: StakeholderType | None = None


@document_part
class LocalExample:
    """An example from where the meeting was held; it is passed on only where that was said."""

    title: str
    shows: str = ""
    where: str = ""
    may_be_shared: bool = False


@document_part
class Quote:
    """Exact words that somebody agreed to have quoted, about one item or about the whole."""

    words: str
    language: LanguageTag
    item: Identifier | None = None
    speaker: StakeholderType | None = None
    quote: QuoteConsent = QuoteConsent.NO


@document_part
class WorkshopOutput:
    """What one consultation sent back beside its contributions: counts of who took part, context, divergences.

    Each mapping counts the same people; a mapping that was not asked for is empty. There are no names. An exploratory
    output, which had no draft, names competencies, hurdles and recommendations.
    """

    id: Identifier
    consultation: Identifier
    language: LanguageTag = "en"
    framework_version: str = ""
    received_on: date | None = None
    participants: int | None = None
    by_stakeholder: Mapping[StakeholderType, int] = field(default_factory=dict)
    by_gender: Mapping[str, int] = field(default_factory=dict)
    by_age_band: Mapping[str, int] = field(default_factory=dict)
    by_region: Mapping[str, int] = field(default_factory=dict)
    context: str = ""
    divergences: tuple[str, ...] = ()
    kind: OutputKind = OutputKind.REVIEW
    typed_by: str = ""
    hurdles: tuple[str, ...] = ()
    recommendations: tuple[str, ...] = ()
    competencies: tuple[NamedCompetency, ...] = ()
    examples: tuple[LocalExample, ...] = ()
    quotes: tuple[Quote, ...] = ()


@document_part
class Contribution:
    """One point that was made, about one item of the framework or, where ``item`` is None, about what it lacks."""

    id: Identifier
    consultation: Identifier
    verdict: Verdict
    text: str
    language: LanguageTag
    item: Identifier | None = None
    part: ItemPart = ItemPart.WHOLE
    suggestion: str = ""
    speaker: StakeholderType | None = None
    quote: QuoteConsent = QuoteConsent.NO
    reason: str = ""
    priority: int | None = None  # 1 to 5 of a review, the rank of an exploratory output


@document_part
class Disposition:
    """What was decided about a contribution, why, and which Changes it led to. ``decided_by`` is a role or body.

    ``duplicate_of`` is the contribution that a duplicate says the same as; ``minutes`` say where it was recorded.
    """

    id: Identifier
    contribution: Identifier
    status: DispositionStatus
    reason: LocalizedText = field(default_factory=dict)
    decided_on: date | None = None
    decided_by: str = ""
    changes: tuple[Identifier, ...] = ()
    duplicate_of: Identifier | None = None
    minutes: str = ""


@document_part
class Programme:
    """A programme of consultations on one framework version. ``country`` is None for a global one.

    ``closes`` is None while its end is not settled.
    """

    id: Identifier
    code: Code
    title: LocalizedText
    language: LanguageTag
    framework: DerivedFrom
    opens: date
    closes: date | None = None
    country: str | None = None
    fictional: bool = False
    publisher: str = ""
    licence: str = ""
    notice: LocalizedText = field(default_factory=dict)
    text: LocalizedText = field(default_factory=dict)
    requests: tuple[Request, ...] = ()
    consultations: tuple[Consultation, ...] = ()
    outputs: tuple[WorkshopOutput, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    dispositions: tuple[Disposition, ...] = ()
    contacts: tuple[Contact, ...] = ()
    extensions: Mapping[str, Any] = field(default_factory=dict)


@document_part
class RequestDocument:
    """One request as a file of its own, with what a kit has to say about the programme that it belongs to."""

    request: Request
    framework: DerivedFrom
    framework_title: LocalizedText
    programme: Identifier | None = None
    programme_title: LocalizedText = field(default_factory=dict)
    notice: LocalizedText = field(default_factory=dict)
    status_link: str = ""
    contact: Contact | None = None


PROGRAMME_FORMAT = DocumentFormat(name="capacita-programme/1", adapter=TypeAdapter(Programme), upgrades={})
REQUEST_FORMAT = DocumentFormat(name="capacita-request/1", adapter=TypeAdapter(RequestDocument), upgrades={})


def strip_contacts(programme: Programme) -> Programme:
    """Return the programme as it may leave the house: without anybody's name, address or telephone number."""
    return dataclasses.replace(programme, contacts=())
